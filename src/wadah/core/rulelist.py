"""What the public page of rules shows: each parameter with its versions, in words. Reads, never writes."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.apps import apps
from django.db.models import TextChoices
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from wadah.core import dates
from wadah.core.errors import NotFound
from wadah.core.money import rupiah
from wadah.core.numbers import number, percent
from wadah.core.rulebook import Rule, as_rule, parameters
from wadah.core.rulefiles import Parameter, Value, Version


class Status(TextChoices):
    """How sure a value is, as a page says it."""

    SOURCED = "sourced", gettext_lazy("bersumber")
    CONFIRMED = "confirmed", gettext_lazy("dipastikan")
    ANNOUNCED = "announced", gettext_lazy("baru diumumkan")
    VERIFY = "verify", gettext_lazy("perlu diperiksa")


TONES = {
    Status.SOURCED: "wd-tag--leaf",
    Status.CONFIRMED: "wd-tag--leaf",
    Status.ANNOUNCED: "wd-tag--river",
    Status.VERIFY: "wd-tag--copper",
}


@dataclass(frozen=True)
class ShownVersion:
    """One version in words."""

    version_id: str
    value: str
    period: str
    in_force: bool
    legal_basis: str
    status: Status
    tone: str
    note: str
    evidence: str
    source_url: str


@dataclass(frozen=True)
class ShownRule:
    """One parameter; `now` is the version of today, or the nearest one when none holds today."""

    code: str
    title: str
    app: str
    now: ShownVersion
    history: tuple[ShownVersion, ...]


@dataclass(frozen=True)
class Asked:
    """What the visitor filtered by; an empty word filters nothing."""

    words: str = ""
    app: str = ""
    status: str = ""


def shown_rules(on: date, asked: Asked) -> list[ShownRule]:
    """The parameters that fit, by app and code."""
    every = sorted(parameters().values(), key=lambda parameter: (parameter.app, parameter.code))
    return [rule for rule in (_shown(parameter, on) for parameter in every) if _fits(rule, asked)]


def shown_rule(code: str, on: date) -> ShownRule:
    """One parameter with its history, newest first. Raises NotFound."""
    parameter = parameters().get(code)
    if parameter is None:
        raise NotFound()
    return _shown(parameter, on)


def apps_with_rules() -> list[tuple[str, str]]:
    """Label and name of each app that has rules, for the filter."""
    labels = sorted({parameter.app for parameter in parameters().values()})
    return [(label, str(apps.get_app_config(label).verbose_name)) for label in labels]


def in_words(value: Value, unit: str) -> str:
    """A value with its unit in the active language; `number` of everything that has no words of its own."""
    if isinstance(value, tuple):
        # The unit is said once, by the last: `15, 16, 22 angka`.
        bare = [str(part) if isinstance(part, int) else in_words(part, unit) for part in value[:-1]]
        return ", ".join([*bare, *(in_words(part, unit) for part in value[-1:])])
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if isinstance(value, str):
        return dates.day(date.fromisoformat(value)) if unit == "date" else value
    return _measured(value, unit)


def _measured(value: int | Decimal, unit: str) -> str:
    if unit == "share":
        return percent(value, 0 if value * 100 == int(value * 100) else 1)
    whole = int(value)
    if unit == "idr":
        return rupiah(whole)
    words = {
        "idr_year": _("%(money)s setahun") % {"money": rupiah(whole)},
        "persons": ngettext("%(n)s orang", "%(n)s orang", whole) % {"n": number(whole)},
        "hours": ngettext("%(n)s jam", "%(n)s jam", whole) % {"n": number(whole)},
        "days": ngettext("%(n)s hari", "%(n)s hari", whole) % {"n": number(whole)},
        "months": ngettext("%(n)s bulan", "%(n)s bulan", whole) % {"n": number(whole)},
        "digits": ngettext("%(n)s angka", "%(n)s angka", whole) % {"n": number(whole)},
    }
    return words.get(unit) or number(value, 0 if value == whole else 2)


def _fits(rule: ShownRule, asked: Asked) -> bool:
    text = " ".join((rule.title, rule.code, rule.now.legal_basis, rule.now.note)).casefold()
    return (
        all(word in text for word in asked.words.casefold().split())
        and asked.app in ("", rule.app)
        and asked.status in ("", rule.now.status)
    )


def _shown(parameter: Parameter, on: date) -> ShownRule:
    history = tuple(_shown_version(version, on) for version in reversed(parameter.versions))
    return ShownRule(
        code=parameter.code,
        title=parameter.title_en if _english() else parameter.title,
        app=parameter.app,
        now=next((version for version in history if version.in_force), history[0]),
        history=history,
    )


def _shown_version(version: Version, on: date) -> ShownVersion:
    rule = as_rule(version)
    status = Status(rule.status)
    legal_basis, evidence, note = _texts(version, rule)
    return ShownVersion(
        version_id=rule.version_id,
        value=in_words(rule.value, rule.unit),
        period=_period(rule),
        in_force=version.holds_on(on),
        legal_basis=legal_basis,
        status=status,
        tone=TONES[status],
        note=note,
        evidence=evidence,
        source_url=rule.source_url,
    )


def _texts(version: Version, rule: Rule) -> tuple[str, str, str]:
    """Legal basis, evidence and note in the active language; a source that a person named stays as it is."""
    if not _english():
        return rule.legal_basis, rule.evidence, version.note
    evidence = version.evidence_en if rule.evidence == version.evidence else ""
    return version.legal_basis_en or rule.legal_basis, evidence or rule.evidence, version.note_en


def _period(rule: Rule) -> str:
    start, end = rule.effective_from, rule.effective_to
    if start and end:
        return dates.days(start, end)
    if start:
        return _("sejak %(day)s") % {"day": dates.day(start)}
    if end:
        return _("sampai %(day)s") % {"day": dates.day(end)}
    return _("tanpa batas tanggal")


def _english() -> bool:
    return (get_language() or "id").startswith("en")
