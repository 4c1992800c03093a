"""CPU of the list of parties at 2,000,000, against a bare view of 24 rows in the same run. Target: 1.5 times.

The bare view goes through the same middleware with the same signed-in reader and draws 24 rows that it holds in
memory, in the desk's own shell. Each request runs through the WSGI application, the two views by turns, and the
median of the process's CPU time is printed: the database of SQLite works inside the process and is counted; that
of PostgreSQL is not. From the root: python -m bench.pages [--parties N] [--rounds N]; DATABASE_URL chooses the
database, an empty one is filled.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import django
from django.conf import settings

from bench.surroundings import prepare_environment

PAGE = 24
DEEP = 10_000
TARGET = 1.5
NAMES = ("Songket", "Kemplang", "Pempek", "Kerupuk", "Warung", "Toko", "Bengkel", "Kopi", "Purun", "Tahu")
OWNERS = ("Rusmini", "Siti", "Herman", "Yuliana", "Amin", "Nuraini", "Wagimin", "Aminah", "Saiful", "Meri")
BARE = """{% extends "web/base_desk.html" %}{% block title %}Bare{% endblock %}{% block main %}<h1>Bare</h1>
<ul class="wd-rows">{% for row in rows %}<li class="wd-row"><div><h2 class="h4"><a href="{{ row.url }}">{{ row.name }}
</a></h2><p>{{ row.owner }}, {{ row.place }}, {{ row.activity }}</p></div><div class="end">{{ row.day }}</div></li>
{% endfor %}</ul>{% endblock %}"""


@dataclass(frozen=True)
class Measured:
    """One address: the median of its CPU milliseconds."""

    name: str
    cpu_ms: float


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parties", type=int, default=2_000_000)
    parser.add_argument("--rounds", type=int, default=200)
    return parser.parse_args()


if __name__ == "__main__":
    FOLDER = tempfile.TemporaryDirectory()
    prepare_environment(Path(FOLDER.name))
    django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.template import engines  # noqa: E402
from django.urls import path  # noqa: E402

from wadah.accounts.models import User  # noqa: E402
from wadah.accounts.roles import Role  # noqa: E402
from wadah.accounts.tests.factories import make_institution, make_member, make_user  # noqa: E402
from wadah.config.urls import urlpatterns  # noqa: E402
from wadah.core.access import SIGNED_IN, access  # noqa: E402
from wadah.core.paging import _order_keys, _write  # noqa: E402
from wadah.registry.models import Party  # noqa: E402


def fill(count: int) -> None:
    """So many parties in one statement a kind: a third persons, the rest businesses of theirs."""
    persons = count // 3
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE villages (k integer PRIMARY KEY, code varchar(13))")
        cursor.execute(
            "INSERT INTO villages SELECT row_number() OVER (ORDER BY code) - 1, code FROM regions_region"
            " WHERE code >= '16' AND code < '17' AND level = 4"
        )
        cursor.execute("SELECT count(*) FROM villages")
        villages = cursor.fetchone()[0]
        cursor.execute(_parties("person", range(1, persons + 1), villages, OWNERS, "''", "NULL"))
        activity = f"CASE n % 10 {_cases(NAMES)} END"
        businesses = range(persons + 1, count + 1)
        cursor.execute(_parties("business", businesses, villages, NAMES, activity, f"1 + n % {persons}"))
        cursor.execute("ANALYZE")


def _parties(
    kind: str, numbers: range, villages: int, names: Sequence[str], activity: str, owner: str
) -> str:
    """The statement that makes parties with these numbers; every number is a second older than the one before."""
    if connection.vendor == "sqlite":
        series = f"WITH RECURSIVE s(n) AS (SELECT {numbers[0]} UNION ALL SELECT n + 1 FROM s WHERE n < {numbers[-1]})"
        public_id = "printf('%032x', n)"
        at = "strftime('%Y-%m-%d %H:%M:%S', 1795000000 - n, 'unixepoch')"
    else:
        series = f"WITH s AS (SELECT n::bigint FROM generate_series({numbers[0]}, {numbers[-1]}) AS g(n))"
        public_id = "lpad(to_hex(n), 32, '0')::uuid"
        at = "to_timestamp(1795000000 - n)"
    return (
        "INSERT INTO registry_party (id, public_id, kind, name, name_key, regency, activity, kbli, kbli_edition, nib,"
        f" created_at, updated_at, region_id, owner_id) {series} SELECT n, {public_id}, '{kind}', name, upper(name),"
        f" substr(code, 1, 5), {activity}, '', '', '', {at}, {at}, code, {owner} FROM (SELECT n, CASE n / 7 % 10"
        f" {_cases(names)} END || ' ' || n AS name, code FROM s JOIN villages ON k = n * 7919 % {villages}) AS made"
    )


def _cases(words: Sequence[str]) -> str:
    return " ".join(f"WHEN {at} THEN '{word}'" for at, word in enumerate(words))


def reader(role: Role, region: str) -> str:
    """The session of somebody who reads the list of this region."""
    code = uuid4().hex[:12]
    user = make_member(
        make_institution(code.upper(), region), role, user=make_user(email=f"{code}@contoh.example")
    )
    return session_of(user)


def session_of(user: User) -> str:
    """A stored session in which the user is signed in."""
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return str(store.session_key)


def bare_view() -> Callable[[HttpRequest], HttpResponse]:
    """24 rows out of memory in the desk's shell."""
    template = engines["django"].from_string(BARE)
    rows = [
        {"url": f"/usaha/{n:032x}/", "name": f"Songket {n}", "owner": f"Rusmini {n}", "place": "Tanjung Lubuk, OKI",
         "activity": "Tenun songket", "day": "24 November 2026"}
        for n in range(PAGE)
    ]  # fmt: skip

    @access(SIGNED_IN)
    def bare(request: HttpRequest) -> HttpResponse:
        return HttpResponse(template.render({"rows": rows}, request))

    return bare


def ask(application: WSGIHandler, address: str, session: str) -> tuple[float, bytes]:
    """CPU seconds of one request from environ to the last byte, and its body."""
    question, _mark, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": question, "QUERY_STRING": query, "SERVER_NAME": "localhost",
        "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": "localhost", "REMOTE_ADDR": "127.0.0.1",
        "HTTP_COOKIE": f"{settings.SESSION_COOKIE_NAME}={session}", "wsgi.input": BytesIO(), "wsgi.url_scheme": "http",
        "wsgi.errors": sys.stderr,
    }  # fmt: skip
    status: list[str] = []
    started = time.process_time()
    answer = application(environ, lambda line, _headers, *_rest: status.append(line))
    body = b"".join(answer)
    answer.close()
    spent = time.process_time() - started
    if not status[0].startswith("200"):
        raise SystemExit(f"{address} answered {status[0]}")
    return spent, body


def deep_cursor(regency: str) -> str:
    """The cursor of the ten-thousandth page, or of the last whole one where there are fewer."""
    rows = Party.objects.filter(kind="business", closed_at__isnull=True)
    rows = rows.filter(regency=regency) if regency else rows
    place = min(PAGE * (DEEP - 1), rows.count() - PAGE - 1)
    last = rows.order_by("-updated_at", "-pk")[place]
    print(f"  deep page starts after row {place:,}")
    return _write(_order_keys(Party, ("-updated_at", "-pk")), last, backwards=False)


def measure(addresses: dict[str, str], session: str, rounds: int) -> list[Measured]:
    """Every address by turns, so that a busy machine weighs on all alike."""
    application = WSGIHandler()
    spent: dict[str, list[float]] = {name: [] for name in addresses}
    for at in range(rounds + 10):
        for name, address in addresses.items():
            seconds, body = ask(application, address, session)
            if at >= 10:
                spent[name].append(seconds)
            elif at == 0 and body.count(b"<h2") < PAGE:
                raise SystemExit(f"{address} shows fewer than {PAGE} rows")
    return [Measured(name, statistics.median(found) * 1000) for name, found in spent.items()]


def main() -> int:
    """0 when every ratio is within the target, 1 beyond it."""
    asked = arguments()
    settings.ALLOWED_HOSTS = ["localhost"]
    settings.DEBUG = False
    call_command("migrate", verbosity=0)
    if not Party.objects.exists():
        call_command("load_regions", verbosity=0)
        started = time.monotonic()
        fill(asked.parties)
        print(
            f"filled {asked.parties:,} parties on {connection.vendor} in {time.monotonic() - started:.0f} s"
        )
    urlpatterns.append(path("bench/bare/", bare_view()))
    worst = 0.0
    for name, role, region in (
        ("an officer of the province", Role.PROVINCE_OFFICER, "16"),
        ("an officer of OKI", Role.REGENCY_OFFICER, "16.02"),
    ):
        print(name)
        cursor = deep_cursor("" if region == "16" else region)
        addresses = {"bare": "/bench/bare/", "first page": "/usaha/", "deep page": f"/usaha/?cursor={cursor}"}
        bare, *pages = measure(addresses, reader(role, region), asked.rounds)
        print(f"  {bare.name:<12}{bare.cpu_ms:8.2f} ms CPU")
        for page in pages:
            ratio = page.cpu_ms / bare.cpu_ms
            worst = max(worst, ratio)
            print(f"  {page.name:<12}{page.cpu_ms:8.2f} ms CPU  {ratio:.2f} times the bare view")
    print(f"worst ratio {worst:.2f}, target {TARGET}")
    return 0 if worst <= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
