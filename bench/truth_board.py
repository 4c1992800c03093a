"""CPU of the public board at 2,000,000 parties, against a bare view of 24 rows in the same run. Target: 30 ms.

The bare view goes through the same middleware and draws 24 rows that it holds in memory, in the public shell. Board,
CSV, JSON and bare view are asked by turns without a session, and the median of the process's CPU time is printed; what
it costs to count and to publish is printed before. The rows of offices are not counted here: their quality stands
as published. From the root: python -m bench.truth_board [--parties N] [--rounds N]; DATABASE_URL chooses the
database, an empty one is filled.
"""

import argparse
import gzip
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import django

from bench.surroundings import prepare_environment

OFFICES = 40
TARGET_MS = 30.0
BARE = """{% extends "web/base.html" %}{% block title %}Bare{% endblock %}{% block main %}<h1>Bare</h1>
<ul class="wd-rows">{% for row in rows %}<li class="wd-row"><div><h2 class="h4">{{ row }}</h2></div></li>
{% endfor %}</ul>{% endblock %}"""

if __name__ == "__main__":
    FOLDER = tempfile.TemporaryDirectory()
    prepare_environment(Path(FOLDER.name))
    django.setup()

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.template import engines  # noqa: E402
from django.urls import path  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.pages import fill  # noqa: E402
from wadah.accounts.tests.factories import make_institution  # noqa: E402
from wadah.config.urls import urlpatterns  # noqa: E402
from wadah.core.access import PUBLIC, access  # noqa: E402
from wadah.impact.measures import QUALITY, Measure, Scope, Showing  # noqa: E402
from wadah.impact.models import Figure  # noqa: E402
from wadah.impact.services.publishing import publish_places  # noqa: E402
from wadah.registry.models import Party  # noqa: E402
from wadah.registry.services.figures import refresh_figures  # noqa: E402


def bare_view() -> Callable[[HttpRequest], HttpResponse]:
    """24 rows out of memory in the public shell."""
    template = engines["django"].from_string(BARE)
    rows = [f"Songket {n}" for n in range(24)]

    @access(PUBLIC)
    def bare(request: HttpRequest) -> HttpResponse:
        return HttpResponse(template.render({"rows": rows}, request))

    return bare


def publish_offices_of_the_bench() -> None:
    """So many offices with their data quality, as a province has them."""
    at = timezone.now()
    for number in range(OFFICES):
        office = make_institution(f"KANTOR-{number}")
        shares = [(Measure.ROWS, 5000, None), *((measure, 4000 + number, 5000) for measure in QUALITY)]
        Figure.objects.bulk_create(
            Figure(
                scope=Scope.OFFICE,
                subject=office.code,
                measure=measure,
                showing=Showing.SHOWN,
                count=count,
                of_count=of_count,
                published_at=at,
            )
            for measure, count, of_count in shares
        )


def ask(application: WSGIHandler, address: str) -> tuple[float, bytes]:
    """CPU seconds of one request of a stranger, from environ to the last byte, and its body."""
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": address, "QUERY_STRING": "", "SERVER_NAME": "localhost",
        "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": "localhost", "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": BytesIO(), "wsgi.url_scheme": "http", "wsgi.errors": sys.stderr,
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


def measure(rounds: int) -> dict[str, float]:
    """Every address by turns; the median of its CPU milliseconds."""
    application = WSGIHandler()
    addresses = ("/bare/", "/angka/", "/angka/angka.csv", "/angka/angka.json")
    spent: dict[str, list[float]] = {address: [] for address in addresses}
    for at in range(rounds + 10):
        for address in addresses:
            seconds, _body = ask(application, address)
            if at >= 10:
                spent[address].append(seconds * 1000)
    return {address: statistics.median(values) for address, values in spent.items()}


def counted(name: str, work: Callable[[], object]) -> None:
    """Prints what a step of the job costs."""
    started = time.process_time()
    work()
    print(f"  {name:<28} {time.process_time() - started:6.2f} s CPU")


def main() -> None:
    """Fills an empty database, counts, publishes, and prints the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parties", type=int, default=2_000_000)
    parser.add_argument("--rounds", type=int, default=200)
    arguments = parser.parse_args()
    call_command("migrate", verbosity=0)
    if not Party.objects.exists():
        call_command("load_regions", verbosity=0)
        fill(arguments.parties)
        publish_offices_of_the_bench()
    print(f"{Party.objects.count():,} parties, {OFFICES} offices")
    at = timezone.now()
    counted("roll-up of the registry", lambda: refresh_figures(at=at))
    counted("counting and publishing", lambda: publish_places(at=at))
    urlpatterns.append(path("bare/", bare_view()))
    found = measure(arguments.rounds)
    bare = found.pop("/bare/")
    print(f"  {'bare view':<28} {bare:6.2f} ms")
    for address, cpu in found.items():
        body = ask(WSGIHandler(), address)[1]
        size = f"{len(body) / 1000:5.0f} KB, {len(gzip.compress(body)) / 1000:4.0f} KB gzipped"
        print(f"  {address:<28} {cpu:6.2f} ms  {cpu / bare:5.2f} x bare  {size}")
    worst = max(found.values())
    print(
        f"  {'target ' + str(TARGET_MS) + ' ms':<28} {'met' if worst < TARGET_MS else 'MISSED'} ({worst:.2f} ms)"
    )


if __name__ == "__main__":
    main()
