"""The public board, and its figures as files. The same for everybody; caches may keep it for a minute."""

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from wadah.core.access import PUBLIC, access
from wadah.core.rulebook import rule
from wadah.core.rulelist import in_words
from wadah.core.time import local_day
from wadah.impact.map_classes import CLASSES
from wadah.impact.measures import FORMULAS, QUALITY, Measure
from wadah.impact.outlines import outlines_of
from wadah.impact.queries.board import WEIGHTS, Board, board_of
from wadah.impact.queries.counts import ACTIVE_RULES, QUALITY_RULES
from wadah.impact.queries.table import COLUMNS, as_dict, rows_of

FRESH_SECONDS = 60
# Pages and files change with the program, too: no answer is older than this process.
STARTED_AT = timezone.now()


@access(PUBLIC)
@require_safe
@conditional_page
def board(request: HttpRequest) -> HttpResponse:
    """Claimed, registered and verified, with sources, a map and the quality of the data."""
    today = local_day(timezone.now())
    shown = board_of(settings.WADAH_PROVINCE, today)
    numbers = {place.code: place for place in shown.places}
    drawn = outlines_of(settings.WADAH_PROVINCE)
    shapes = (
        [(shape, numbers[shape.code]) for shape in drawn.shapes if shape.code in numbers] if drawn else []
    )
    labels = [str(measure.label) for measure in QUALITY]
    context = {
        "board": shown,
        "map": drawn,
        "shapes": shapes,
        "classes": CLASSES,
        "formulas": list(_formulas(today)),
        "quality": labels,
        "offices": [(office, zip(office.quality, labels, strict=True)) for office in shown.offices],
    }
    return _dated(request, render(request, "impact/board.html", context), shown)


@access(PUBLIC)
@require_safe
@conditional_page
def as_csv(request: HttpRequest) -> HttpResponse:
    """Every figure of the board as CSV, one a row, with its source and licence."""
    shown = _board()
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="angka-{shown.province}.csv"'
    response.write("\ufeff")  # Or Excel reads the file as Windows-1252.
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    for row in rows_of(shown, settings.WADAH_PROVINCE_NAME):
        writer.writerow([_inert(cell) for cell in as_dict(row).values()])
    return _dated(request, response, shown)


@access(PUBLIC)
@require_safe
@conditional_page
def as_json(request: HttpRequest) -> HttpResponse:
    """The same table as JSON."""
    shown = _board()
    content = {
        "province": shown.province,
        "province_name": settings.WADAH_PROVINCE_NAME,
        "published_at": shown.published_at.isoformat() if shown.published_at else None,
        "columns": list(COLUMNS),
        "rows": [as_dict(row) for row in rows_of(shown, settings.WADAH_PROVINCE_NAME)],
    }
    response = HttpResponse(json.dumps(content, ensure_ascii=False), content_type="application/json")
    return _dated(request, response, shown)


def _board() -> Board:
    return board_of(settings.WADAH_PROVINCE, local_day(timezone.now()))


@dataclass(frozen=True)
class UsedRule:
    """A dated rule that a figure rests on, with its value of the day in words."""

    code: str
    value: str


@dataclass(frozen=True)
class Formula:
    """How a measure is computed."""

    label: str
    text: str
    rules: tuple[UsedRule, ...]


def _formulas(on: date) -> Iterator[Formula]:
    """Every measure, the score last."""
    codes: dict[Measure, tuple[str, ...]] = {Measure.ACTIVE: ACTIVE_RULES}
    codes |= {measure: (code,) for measure, code in QUALITY_RULES.items()}
    for measure, text in FORMULAS.items():
        yield Formula(str(measure.label), str(text), _used(codes.get(measure, ()), on))
    score = _(
        "Rata-rata keempat bagian dengan bobot aturan. Tidak dihitung bila salah satu bagian tidak ditampilkan."
    )
    yield Formula(_("Nilai mutu data"), score, _used((WEIGHTS,), on))


def _used(codes: Iterable[str], on: date) -> tuple[UsedRule, ...]:
    rules = (rule(code, on) for code in codes)
    return tuple(UsedRule(one.code, in_words(one.value, one.unit)) for one in rules)


def _inert(cell: str) -> str:
    """A text that a spreadsheet would take for a formula is marked as text."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _dated(request: HttpRequest, response: HttpResponse, shown: Board) -> HttpResponse:
    """When it last changed, and that a cache may keep it shortly; within a session nothing is kept."""
    changed_at: datetime = max(shown.published_at or STARTED_AT, STARTED_AT)
    response["Last-Modified"] = http_date(changed_at.timestamp())
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
    return response
