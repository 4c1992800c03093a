"""Filters that put the registry's stored values into words. They read no database."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.translation import gettext

from wadah.core import dates, money, numbers
from wadah.core.time import local_day
from wadah.registry import fields, words
from wadah.registry.facts import KINDS, Evidence, Unit
from wadah.registry.failures import failure_words
from wadah.registry.kinds import PartyKind
from wadah.registry.models import Fact, Intake, Pair, Party, Record
from wadah.registry.queries.intakes import IntakePage
from wadah.registry.states import IntakeState, PairState

register = template.Library()

LIKELY, RATHER = 85, 60
STEP_OF_STATE = {
    IntakeState.RECEIVED: 0,
    IntakeState.READING: 0,
    IntakeState.MAPPING: 1,
    IntakeState.CHECKING: 2,
    IntakeState.CHECKED: 2,
    IntakeState.APPLYING: 3,
    IntakeState.APPLIED: 3,
    IntakeState.UNDOING: 3,
    IntakeState.UNDONE: 3,
}


@register.filter
def field_label(code: str) -> str:
    """The name of a field in the active language."""
    return words.field_label(code)


@register.filter
def party_label(code: str, party: Party) -> str:
    """The name of a field on the page of a party: a person's own are not "the owner's"."""
    if party.kind == PartyKind.PERSON and code == fields.OWNER:
        return gettext("Nama")
    if party.kind != PartyKind.PERSON and code == fields.NIK:
        return gettext("NIK pemilik")
    return words.field_label(code)


@register.filter
def fact_label(kind: str) -> str:
    """The name of a kind of fact."""
    return str(KINDS[kind].label) if kind in KINDS else kind


@register.filter
def fact_value(fact: Fact) -> str:
    """A fact with its unit."""
    if fact.number is None:
        return words.field_words(fact.text, fact.kind)
    if fact.unit == Unit.RUPIAH:
        return money.rupiah(int(fact.number))
    if fact.unit == Unit.PERSONS:
        return words.persons_words(int(fact.number))
    return (
        f"{numbers.number(fact.number)} {Unit(fact.unit).label}" if fact.unit else numbers.number(fact.number)
    )


@register.filter
def evidence_label(code: str) -> str:
    """How a fact became known."""
    return str(Evidence(code).label) if code in Evidence.values else code


@register.filter
def record_name(record: Record) -> str:
    """What a row calls its business, or else its owner."""
    return str(record.values.get("business_name") or record.values.get("owner_name") or gettext("tanpa nama"))


@register.filter
def answer_words(pair: Pair) -> str:
    """What was answered to a pair, as a deed."""
    deeds = {
        PairState.SAME: gettext("Digabungkan"),
        PairState.DIFFERENT: gettext("Dibiarkan terpisah"),
        PairState.UNSURE: gettext("Ditandai belum yakin"),
    }
    return deeds.get(PairState(pair.state), "")


@register.filter
def likeness(percent: int) -> str:
    """A score of 0 to 100 in words."""
    if percent >= LIKELY:
        return gettext("Sangat mirip")
    return gettext("Mirip") if percent >= RATHER else gettext("Agak mirip")


@register.filter
def sureness(score: float) -> str:
    """How sure a machine was of a link; never said as full certainty, which only an identifier gives."""
    if score >= 1:
        return gettext("Dikenali otomatis, pasti sama")
    percent = min(99, int(score * 100))
    return gettext("Dikenali otomatis, keyakinan %(percent)s dari 100") % {"percent": percent}


@register.filter
def date_of(moment: Any) -> str:
    """The day of a moment in the province's zone: `24 November 2026`."""
    return dates.day(local_day(moment)) if moment else ""


@dataclass(frozen=True)
class Step:
    """One step of an import as the page shows it."""

    label: str
    done: bool
    current: bool


@register.filter
def intake_steps(shown: IntakePage) -> list[Step]:
    """The four steps of an import, and where this file stands."""
    labels = (gettext("Unggah"), gettext("Cocokkan kolom"), gettext("Periksa masalah"), gettext("Hasil"))
    at = STEP_OF_STATE.get(IntakeState(shown.intake.state), 0)
    is_applied = shown.intake.state == IntakeState.APPLIED
    return [
        Step(label, place < at or is_applied, place == at and not is_applied)
        for place, label in enumerate(labels)
    ]


@register.filter
def failure_text(intake: Intake) -> str:
    """Why a file failed, in words; its code when there are none."""
    return failure_words(intake.error_code, intake.error_params)


@register.filter
def svg_number(value: float) -> str:
    """A number for an attribute of a drawing: a point, whatever the language."""
    return f"{value:.2f}"
