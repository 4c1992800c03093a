"""Scale classes of a business, side by side: pure functions over plain values. The limits come from rules/scale.toml.

Never one "scale": PP 7/2021, BPS, IKM, KUR, final income tax and halal self-declaration ask different questions of
different figures, and treat their boundaries differently.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Pp7(StrEnum):
    """Classes of PP 7/2021 Art. 35."""

    MIKRO = "mikro"
    KECIL = "kecil"
    MENENGAH = "menengah"
    BESAR = "besar"
    UNKNOWN = "unknown"


class Pp7Branch(StrEnum):
    """By which figure Art. 35 classes the business."""

    CAPITAL = "capital"
    SALES = "sales"
    UNKNOWN = "unknown"


class Answer(StrEnum):
    """Yes, no, or not known: an absent figure is never a no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Figures:
    """What is known of a business: whole rupiah, persons; None where nothing is known."""

    established_on: date | None = None
    capital_ex_land_idr: int | None = None
    annual_sales_idr: int | None = None
    workers: int | None = None
    investment_idr: int | None = None
    is_manufacturing: bool | None = None


@dataclass(frozen=True)
class Steps:
    """Upper limits of the first three classes; a boundary value belongs to the lower class."""

    mikro: int
    kecil: int
    menengah: int

    def class_of(self, value: int) -> Pp7:
        """The class in which the value lies."""
        if value <= self.mikro:
            return Pp7.MIKRO
        if value <= self.kecil:
            return Pp7.KECIL
        return Pp7.MENENGAH if value <= self.menengah else Pp7.BESAR


@dataclass(frozen=True)
class Pp7Class:
    """A class with the branch that gave it; provisional when it rests on the other branch's figure."""

    value: Pp7
    branch: Pp7Branch
    provisional: bool = False


def scale_pp7(figures: Figures, *, capital: Steps, sales: Steps, in_force_on: date) -> Pp7Class:
    """PP 7/2021 Art. 35-36: capital for businesses of `in_force_on` or later, sales for older ones.

    Never mikro by default: without the branch's figure the other one gives a provisional class, and without
    both the class is unknown. Without a date of establishment every class is provisional.
    """
    by_capital, by_sales = figures.capital_ex_land_idr, figures.annual_sales_idr
    if figures.established_on is None:
        capital_first = by_capital is not None
        dated = False
    else:
        capital_first = figures.established_on >= in_force_on
        dated = True
    order = [
        (Pp7Branch.CAPITAL, by_capital, capital),
        (Pp7Branch.SALES, by_sales, sales),
    ]
    if not capital_first:
        order.reverse()
    for place, (branch, value, steps) in enumerate(order):
        if value is not None:
            return Pp7Class(steps.class_of(value), branch, provisional=place > 0 or not dated)
    return Pp7Class(Pp7.UNKNOWN, order[0][0] if dated else Pp7Branch.UNKNOWN)


class Bps(StrEnum):
    """Classes of BPS by workers."""

    MICRO = "mikro"
    SMALL = "kecil"
    MEDIUM = "sedang"
    LARGE = "besar"
    UNKNOWN = "unknown"


def scale_bps(workers: int | None, *, micro_max: int, small_max: int, medium_max: int) -> Bps:
    """By the number of workers alone; nobody at work is not known, rather than micro."""
    if workers is None or workers < 1:
        return Bps.UNKNOWN
    if workers <= micro_max:
        return Bps.MICRO
    if workers <= small_max:
        return Bps.SMALL
    return Bps.MEDIUM if workers <= medium_max else Bps.LARGE


class Ikm(StrEnum):
    """Classes of small and medium industry."""

    KECIL = "kecil"
    MENENGAH = "menengah"
    BESAR = "besar"
    NOT_INDUSTRY = "not_industry"
    UNKNOWN = "unknown"


def ikm_class(figures: Figures, *, few_workers_max: int, small_below_idr: int, medium_max_idr: int) -> Ikm:
    """Permenperin 64/M-IND/PER/7/2016, only for KBLI category C.

    Investment of exactly `small_below_idr` with few workers is medium: the boundary rule of PP 7/2021 does
    not hold here.
    """
    if figures.is_manufacturing is False:
        return Ikm.NOT_INDUSTRY
    workers, investment = figures.workers, figures.investment_idr
    if figures.is_manufacturing is None or workers is None or workers < 1 or investment is None:
        return Ikm.UNKNOWN
    if workers <= few_workers_max:
        return Ikm.KECIL if investment < small_below_idr else Ikm.MENENGAH
    return Ikm.MENENGAH if investment <= medium_max_idr else Ikm.BESAR


def at_most(value: int | None, limit: int) -> Answer:
    """Whether a figure is within a limit that itself still counts as within."""
    if value is None:
        return Answer.UNKNOWN
    return Answer.YES if value <= limit else Answer.NO


def halal_self_declare_size(figures: Figures, *, sales_max_idr: int, capital_max_idr: int) -> Answer:
    """Both limits hold together: one figure above is a no, even where the other is not known."""
    answers = (
        at_most(figures.annual_sales_idr, sales_max_idr),
        at_most(figures.capital_ex_land_idr, capital_max_idr),
    )
    if Answer.NO in answers:
        return Answer.NO
    return Answer.UNKNOWN if Answer.UNKNOWN in answers else Answer.YES
