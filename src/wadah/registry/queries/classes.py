"""The scale classes of a party side by side: from facts and dated rules to classes with their reasons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wadah.core.rulebook import Rule, rule
from wadah.registry.models import Fact, Party
from wadah.registry.scale import (
    Answer,
    Bps,
    Figures,
    Ikm,
    Pp7,
    Pp7Branch,
    Steps,
    at_most,
    halal_self_declare_size,
    ikm_class,
    scale_bps,
    scale_pp7,
)
from wadah.registry.values.kbli import entries

WORDS: dict[str, str | Promise] = {
    Pp7.MIKRO: _("mikro"),
    Pp7.KECIL: _("kecil"),
    Pp7.MENENGAH: _("menengah"),
    Pp7.BESAR: _("besar"),
    Pp7.UNKNOWN: _("belum diketahui"),
    Bps.MEDIUM: _("sedang"),
    Ikm.NOT_INDUSTRY: _("bukan industri pengolahan"),
    Answer.YES: _("ya"),
    Answer.NO: _("tidak"),
}
IKM_CATEGORY = "scale.ikm.category"
BRANCH_WORDS = {
    Pp7Branch.CAPITAL: _("menurut modal tanpa tanah dan bangunan"),
    Pp7Branch.SALES: _("menurut omzet setahun"),
    Pp7Branch.UNKNOWN: _("tanggal berdiri, modal dan omzet belum tercatat"),
}


@dataclass(frozen=True)
class ScaleClass:
    """One class: what it is called, its value in words, what it rests on, and the rules that were used."""

    title: str | Promise
    value: str | Promise
    known: bool
    because: str | Promise
    provisional: bool
    rules: tuple[Rule, ...]

    @property
    def uncertain(self) -> bool:
        """Whether a rule that it rests on has not been confirmed against its text."""
        return any(used.uncertain for used in self.rules)


def scale_classes(party: Party, facts: Sequence[Fact], on: date) -> tuple[ScaleClass, ...]:
    """All classes of the party by the rules in force on the day. `facts`: newest first within a kind."""
    figures = figures_of(party, facts, rule(IKM_CATEGORY, on))
    return (
        _pp7(figures, on),
        _bps(figures, on),
        _ikm(figures, on),
        *_limits(figures, on),
        _halal(figures, on),
    )


def figures_of(party: Party, facts: Sequence[Fact], industry: Rule) -> Figures:
    """The newest figure of each kind; whether it is manufacturing by the category of its KBLI code."""
    newest: dict[str, int] = {}
    for fact in facts:
        if fact.number is not None:
            newest.setdefault(fact.kind, int(fact.number))
    capital = newest.get("capital_ex_land")
    return Figures(
        established_on=party.established_on,
        capital_ex_land_idr=capital,
        annual_sales_idr=newest.get("annual_sales"),
        workers=newest.get("workers"),
        # Permenperin 64/2016 counts investment without land and building: the same figure as the capital.
        investment_idr=capital,
        is_manufacturing=_is_in_category(party, industry.text),
    )


def _is_in_category(party: Party, category: str) -> bool | None:
    """The letter is derived from edition and code, for letters moved between editions; None without a code."""
    entry = entries(int(party.kbli_edition)).get(party.kbli) if party.kbli_edition else None
    return None if entry is None else entry.category == category


def _rules(on: date, *codes: str) -> tuple[Rule, ...]:
    return tuple(rule(code, on) for code in codes)


def _steps(rules: Sequence[Rule]) -> Steps:
    micro, small, medium = (used.integer for used in rules)
    return Steps(micro, small, medium)


def _pp7(figures: Figures, on: date) -> ScaleClass:
    capital = _rules(on, *(f"scale.pp7.capital.{size}_max" for size in ("micro", "small", "medium")))
    sales = _rules(on, *(f"scale.pp7.sales.{size}_max" for size in ("micro", "small", "medium")))
    day = rule("scale.pp7.branch_day", on)
    found = scale_pp7(
        figures, capital=_steps(capital), sales=_steps(sales), in_force_on=date.fromisoformat(day.text)
    )
    used = {Pp7Branch.CAPITAL: capital, Pp7Branch.SALES: sales}.get(found.branch, ())
    return ScaleClass(
        _("PP 7/2021"),
        WORDS[found.value],
        found.value != Pp7.UNKNOWN,
        BRANCH_WORDS[found.branch],
        found.provisional,
        (day, *used),
    )


def _bps(figures: Figures, on: date) -> ScaleClass:
    rules = _rules(on, *(f"scale.bps.{size}_max_workers" for size in ("micro", "small", "medium")))
    micro, small, medium = (used.integer for used in rules)
    found = scale_bps(figures.workers, micro_max=micro, small_max=small, medium_max=medium)
    return ScaleClass(
        _("BPS"), WORDS[found], found != Bps.UNKNOWN, _("menurut banyaknya tenaga kerja"), False, rules
    )


def _ikm(figures: Figures, on: date) -> ScaleClass:
    rules = _rules(
        on,
        IKM_CATEGORY,
        "scale.ikm.small_max_workers",
        "scale.ikm.small_investment_below",
        "scale.ikm.medium_max_investment",
    )
    workers, small, medium = (used.integer for used in rules[1:])
    found = ikm_class(figures, few_workers_max=workers, small_below_idr=small, medium_max_idr=medium)
    return ScaleClass(
        _("IKM (Permenperin 64/2016)"),
        WORDS[found],
        found != Ikm.UNKNOWN,
        _("menurut KBLI, tenaga kerja dan investasi"),
        False,
        rules,
    )


def _limits(figures: Figures, on: date) -> tuple[ScaleClass, ...]:
    asked = (
        (_("Batas omzet KUR"), "scale.kur.max_sales"),
        (_("Batas omzet PPh final"), "scale.pph_final.max_sales"),
    )
    return tuple(_within(title, rule(code, on), figures.annual_sales_idr) for title, code in asked)


def _within(title: Promise, limit: Rule, sales_idr: int | None) -> ScaleClass:
    found = at_most(sales_idr, limit.integer)
    return ScaleClass(
        title, WORDS[found], found != Answer.UNKNOWN, _("menurut omzet setahun"), False, (limit,)
    )


def _halal(figures: Figures, on: date) -> ScaleClass:
    rules = _rules(on, "scale.halal_self_declare.max_sales", "scale.halal_self_declare.max_capital")
    sales, capital = (used.integer for used in rules)
    found = halal_self_declare_size(figures, sales_max_idr=sales, capital_max_idr=capital)
    return ScaleClass(
        _("Ukuran halal self-declare"),
        WORDS[found],
        found != Answer.UNKNOWN,
        _("menurut omzet dan modal"),
        False,
        rules,
    )
