"""The audit trail measured: sealing and verifying beside their physical limits, and its page at many entries.

The limits are SHA-256 of the same bytes, and a plain read of the same columns. CPU is that of this process; wall time
holds the database's work as well. The page is asked through the WSGI application, each question with other values
every time, so that no answer is in a cache of its own. PostgreSQL only; an empty database is filled.
From the root: DATABASE_URL=postgresql://… python -m bench.audit [--rows 10000000] [--rounds 60] [--no-seals]
"""

import argparse
import base64
import hashlib
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator

import django
from django.conf import settings

PEOPLE = 400
PAGE_DEEP = 10_000
REASONS = (
    "cocokkan dengan KTP warga",
    "permintaan bank untuk KUR",
    "laporan keluhan dari kecamatan",
    "cek ulang alamat",
)
# One entry in a hundred thousand has it.
RARE_WORD = "langka"
TARGET_MS = 60.0


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--no-seals", action="store_true", help="the page alone")
    return parser.parse_args()


if __name__ == "__main__":
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "wadah.config.settings",
        "WADAH_MODE": "development",
        "WADAH_SECRET_KEY": "bench-" + "abcdefghij0123456789" * 3,
        "WADAH_DATA_KEYS": "b1:" + base64.b64encode(b"k" * 32).decode(),
        "WADAH_INDEX_KEY": base64.b64encode(b"x" * 32).decode(),
        "WADAH_LOG_LEVEL": "ERROR",
    }
    django.setup()

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.pages import ask, session_of  # noqa: E402
from wadah.accounts.kinds import InstitutionKind  # noqa: E402
from wadah.accounts.models import Institution, Membership, User  # noqa: E402
from wadah.accounts.roles import Role  # noqa: E402
from wadah.accounts.tests.factories import make_institution, make_member, make_user  # noqa: E402
from wadah.core.audit_chain import verify_trails  # noqa: E402
from wadah.core.audit_lines import LOWEST_ID, TRAILS, LineReader  # noqa: E402
from wadah.core.audit_seals import bytes_of, new_seals  # noqa: E402
from wadah.core.models import AuditEntry, AuditSeal  # noqa: E402
from wadah.core.paging import _order_keys, _write  # noqa: E402
from wadah.core.querylog import keep_no_queries  # noqa: E402
from wadah.web.trail_words import ACTIONS  # noqa: E402

FILL = """
INSERT INTO core_auditentry (at, actor, action, what, object_id, region, reason, request_id, details)
SELECT to_timestamp(1795000000 - ({rows} - n) * (95000000.0 / {rows})),
  CASE WHEN h % 5 < 3 THEN 'machine' ELSE people.actor END,
  CASE WHEN h % 5 < 3 THEN (ARRAY['registry.rows_applied', 'registry.rows_undone'])[1 + h / 5 % 2]
    ELSE actions.names[1 + ((h / 7 % 28) * (h / 11 % 28) / 28)] END,
  (ARRAY['registry.party', 'registry.intake', 'registry.pair'])[1 + h % 3], md5((h % 1000003)::text)::uuid::text,
  people.region, CASE WHEN n % 100000 = 7 THEN '{rare} sekali' WHEN h % 20 = 3 THEN (ARRAY[{reasons}])[1 + h / 20 % 4]
    || ' nomor ' || n ELSE '' END, md5(n::text), jsonb_build_object('rows', h % 500)
FROM (SELECT n, ((n * 7919 + n / 13) % 1000000007)::int AS h FROM generate_series(1::bigint, {rows}) AS g(n)) AS made
JOIN people ON k = CASE WHEN n < {rows} / 50 AND h % 2 = 0 THEN 0 ELSE 1 + (h / 3 % ({people} - 1)) END
CROSS JOIN (SELECT ARRAY[{actions}] AS names) AS actions
"""


def people_of_offices() -> None:
    """Seventeen offices and their people; the first one acted only in the oldest fiftieth of the entries."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT code FROM regions_region WHERE code LIKE '16.%' AND level = 2 ORDER BY code")
        codes = [row[0] for row in cursor.fetchall()]
    offices = [make_institution(f"KANTOR-{code}", code) for code in codes]
    gone = make_institution("KANTOR-LAMA", codes[0])
    password = make_user("Contoh").password
    users = User.objects.bulk_create(
        User(name=f"Petugas {number} Contoh", email=f"petugas{number}@contoh.example", password=password)
        for number in range(PEOPLE)
    )
    Membership.objects.bulk_create(
        Membership(
            user=user,
            institution=gone if at == 0 else offices[at % len(offices)],
            role=Role.REGENCY_OFFICER,
            region_id=codes[0] if at == 0 else codes[at % len(codes)],
            starts_on="2020-01-01",
        )
        for at, user in enumerate(users)
    )


def fill(rows: int) -> None:
    """So many entries in one statement; the indexes are built afterwards."""
    people_of_offices()
    indexes = AuditEntry._meta.indexes
    with connection.schema_editor() as editor, connection.cursor() as cursor:
        for index in indexes:
            editor.remove_index(AuditEntry, index)
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'audit_reason_words'")
        words = cursor.fetchone()[0]
        cursor.execute("DROP INDEX audit_reason_words")
        cursor.execute(
            "CREATE TEMPORARY TABLE people AS SELECT row_number() OVER (ORDER BY u.id) - 1 AS k, "
            "'user:' || u.public_id AS actor, m.region_id AS region "
            "FROM accounts_user u JOIN accounts_membership m ON m.user_id = u.id WHERE u.name LIKE 'Petugas %'"
        )
        quoted = {"actions": ACTIONS, "reasons": REASONS}
        lists = {name: ", ".join(f"'{one}'" for one in ones) for name, ones in quoted.items()}
        cursor.execute(FILL.format(rows=rows, rare=RARE_WORD, people=PEOPLE, **lists))
        for index in indexes:
            editor.add_index(AuditEntry, index)
        cursor.execute(words)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE core_auditentry")


def timed(what: str, work: Callable[[], int]) -> float:
    """CPU seconds for each row, after a line that tells them."""
    cpu, wall = time.process_time(), time.perf_counter()
    rows = work()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    print(f"{what:<32}{rows:>11,} rows  {rows / wall:>10,.0f}/s wall  {rows / cpu:>10,.0f}/s CPU", flush=True)
    return cpu / rows


def hashed_only() -> int:
    """SHA-256 of the bytes of the entries, the reading of them left out."""
    lines = next(LineReader(TRAILS["entries"], LOWEST_ID).until(2**62))
    block = bytes_of(lines)
    for _again in range(100):
        hashlib.sha256(block).digest()
    return 100 * len(lines.ids)


def read_only() -> int:
    """Every column of every entry, in chunks of the same size, as the driver gives them."""
    last, rows = 0, 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id, at, actor, action, what, object_id, region, reason, request_id, details "
                "FROM core_auditentry WHERE id > %s ORDER BY id LIMIT 10000",
                [last],
            )
            found = cursor.fetchall()
        if not found:
            return rows
        last, rows = found[-1][0], rows + len(found)


def measure_seals() -> None:
    """Sealing and verifying of all that is there."""
    sealing = timed("sealing", lambda: sum(seal.row_count for seal in new_seals()))
    verifying = timed("verifying", lambda: verify_trails(at=timezone.now(), whole=True).rows)
    reading = timed("  limit: a plain read", read_only)
    hashing = timed("  limit: SHA-256 of the bytes", hashed_only)
    for name, spent in (("sealing", sealing), ("verifying", verifying)):
        print(
            f"{name}: {spent / reading:.2f} x a plain read, {spent / hashing:.0f} x SHA-256 alone (CPU of this process)"
        )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_total_relation_size('core_auditentry'), pg_total_relation_size('core_auditseal')"
        )
        entries, seals = cursor.fetchone()
    print(f"{AuditSeal.objects.count():,} seals, {seals / entries:.4f} of the entries' room")


def questions(rows: int) -> dict[str, Callable[[], str]]:
    """The page's filters, each with other values whenever it is asked."""
    days = [f"20{year}-{month:02}-15" for year in (24, 25, 26) for month in range(1, 11)]
    actions, regions = list(ACTIONS), list(Institution.objects.values_list("region_id", flat=True))

    def person() -> str:
        return f"who=petugas{random.randrange(1, PEOPLE)}@contoh.example"

    def thing() -> str:
        text = hashlib.md5(str(random.randrange(1_000_003)).encode(), usedforsecurity=False).hexdigest()
        return f"subject={text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"

    def spread() -> str:
        return f"cursor={cursor_at(random.randrange(rows // 2))}"

    return {
        "newest": lambda: "",
        "deep page": spread,
        "person": person,
        "part of many names": lambda: f"who=petugas {random.randrange(1, 10)}",
        "somebody long gone": lambda: "who=petugas0@contoh.example",
        "action": lambda: f"action={random.choice(actions)}",
        "thing": thing,
        "region": lambda: f"region={random.choice(regions)}",
        "day range": lambda: f"since={random.choice(days[:15])}&until={random.choice(days[15:])}",
        "one day": lambda: f"since={(day := random.choice(days))}&until={day}",
        "common word": lambda: f"words={random.choice(('warga', 'bank', 'laporan', 'alamat', 'ktp'))}",
        "rare word": lambda: f"words={RARE_WORD}",
        "word of none": lambda: "words=tidakpernah",
        "person and action": lambda: f"{person()}&action={random.choice(actions)}",
        "person elsewhere": lambda: f"{person()}&region={random.choice(regions)}",
        "region, action, days": lambda: (
            f"region={random.choice(regions)}&action={random.choice(actions)}"
            f"&since={random.choice(days[:15])}&until={random.choice(days[15:])}"
        ),
        "word and region": lambda: f"words=bank&region={random.choice(regions)}",
    }


def cursor_at(rank: int) -> str:
    """The cursor of a page that begins after so many entries or so."""
    near = AuditEntry.objects.filter(pk__lte=AuditEntry.objects.latest("pk").pk - rank).latest("pk")
    return _write(_order_keys(AuditEntry, ("-at", "-pk")), near, backwards=False)


def readers() -> Iterator[tuple[str, str]]:
    """Who reads, with a session: auditors of the province and of one regency, and who manages an office."""
    kind = InstitutionKind.AUDIT_OFFICE
    for who, region in (("auditor of the province", "16"), ("auditor of one regency", "16.02")):
        code = f"A{region}-{time.time_ns()}"
        user = make_user(email=f"{code}@contoh.example".lower())
        yield who, session_of(make_member(make_institution(code, region, kind), Role.AUDITOR, user=user))
    yield "manager of an office", session_of(User.objects.get(email="petugas5@contoh.example"))
    yield "manager of an office long gone", session_of(User.objects.get(email="petugas0@contoh.example"))


def measure_page(rows: int, rounds: int) -> float:
    """Milliseconds of wall time in the server, by question and reader; returns the worst p95."""
    application, worst = WSGIHandler(), 0.0
    for reader, session in readers():
        print(reader)
        for name, question in questions(rows).items():
            spent = []
            for _round in range(rounds):
                address = f"/jejak/?{question()}"
                started = time.perf_counter()
                ask(application, address, session)
                spent.append((time.perf_counter() - started) * 1000)
            p95 = statistics.quantiles(spent, n=20)[-1]
            worst = max(worst, p95)
            print(
                f"  {name:<22} p50 {statistics.median(spent):8.1f} ms   p95 {p95:8.1f} ms   worst {max(spent):8.1f} ms",
                flush=True,
            )
    return worst


def main() -> int:
    """0 when every p95 is within the target, 1 beyond it."""
    asked = arguments()
    settings.ALLOWED_HOSTS = ["localhost"]
    settings.DEBUG = False
    keep_no_queries()
    random.seed(7)
    if connection.vendor != "postgresql":
        raise SystemExit("PostgreSQL only: set DATABASE_URL")
    call_command("migrate", verbosity=0)
    if AuditEntry.objects.count() < asked.rows:
        call_command("load_regions", verbosity=0)
        started = time.monotonic()
        fill(asked.rows)
        print(f"filled {asked.rows:,} entries in {time.monotonic() - started:.0f} s", flush=True)
    if not asked.no_seals:
        measure_seals()
    worst = measure_page(asked.rows, asked.rounds)
    print(f"worst p95 {worst:.1f} ms, target {TARGET_MS:.0f} ms")
    return 0 if worst <= TARGET_MS else 1


if __name__ == "__main__":
    sys.exit(main())
