"""Scale classes on, below and above every boundary of the laws. Figures are those of the rules files."""

from datetime import date

import pytest

from wadah.core.rulebook import rule
from wadah.registry.scale import (
    Answer,
    Bps,
    Figures,
    Ikm,
    Pp7,
    Pp7Branch,
    Pp7Class,
    Steps,
    at_most,
    halal_self_declare_size,
    ikm_class,
    scale_bps,
    scale_pp7,
)

DAY = date(2026, 11, 21)
BILLION = 1_000_000_000
BRANCH_DAY = date(2021, 2, 2)


def steps(branch: str) -> Steps:
    names = ("micro_max", "small_max", "medium_max")
    return Steps(*(rule(f"scale.pp7.{branch}.{name}", DAY).integer for name in names))


def pp7(**figures: object) -> Pp7Class:
    in_force = date.fromisoformat(rule("scale.pp7.branch_day", DAY).text)
    return scale_pp7(Figures(**figures), capital=steps("capital"), sales=steps("sales"), in_force_on=in_force)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("capital", "expected"),
    [
        (0, Pp7.MIKRO), (BILLION, Pp7.MIKRO), (BILLION + 1, Pp7.KECIL), (5 * BILLION, Pp7.KECIL),
        (5 * BILLION + 1, Pp7.MENENGAH), (10 * BILLION, Pp7.MENENGAH), (10 * BILLION + 1, Pp7.BESAR),
    ],
)  # fmt: skip
def test_pp7_by_capital_gives_a_boundary_to_the_lower_class(capital: int, expected: Pp7) -> None:
    found = pp7(established_on=date(2022, 1, 1), capital_ex_land_idr=capital, annual_sales_idr=0)

    assert found == Pp7Class(expected, Pp7Branch.CAPITAL)


@pytest.mark.parametrize(
    ("sales", "expected"),
    [
        (2 * BILLION, Pp7.MIKRO), (2 * BILLION + 1, Pp7.KECIL), (15 * BILLION, Pp7.KECIL),
        (15 * BILLION + 1, Pp7.MENENGAH), (50 * BILLION, Pp7.MENENGAH), (50 * BILLION + 1, Pp7.BESAR),
    ],
)  # fmt: skip
def test_pp7_by_sales_gives_a_boundary_to_the_lower_class(sales: int, expected: Pp7) -> None:
    found = pp7(established_on=date(2015, 1, 1), capital_ex_land_idr=0, annual_sales_idr=sales)

    assert found == Pp7Class(expected, Pp7Branch.SALES)


@pytest.mark.parametrize(
    ("day", "branch"),
    [
        (date(2021, 2, 1), Pp7Branch.SALES),
        (BRANCH_DAY, Pp7Branch.CAPITAL),
        (date(2021, 2, 3), Pp7Branch.CAPITAL),
    ],
)
def test_pp7_branch_turns_on_the_day_of_entry_into_force(day: date, branch: Pp7Branch) -> None:
    assert pp7(established_on=day, capital_ex_land_idr=0, annual_sales_idr=0).branch == branch


def test_pp7_is_provisional_by_the_other_branch_and_never_mikro_by_default() -> None:
    old, new = {"established_on": date(2015, 1, 1)}, {"established_on": date(2022, 1, 1)}

    assert pp7(**old, capital_ex_land_idr=0) == Pp7Class(Pp7.MIKRO, Pp7Branch.CAPITAL, provisional=True)
    assert pp7(**new, annual_sales_idr=0) == Pp7Class(Pp7.MIKRO, Pp7Branch.SALES, provisional=True)
    assert pp7(annual_sales_idr=0) == Pp7Class(Pp7.MIKRO, Pp7Branch.SALES, provisional=True)
    assert pp7(**new) == Pp7Class(Pp7.UNKNOWN, Pp7Branch.CAPITAL)
    assert pp7(**old) == Pp7Class(Pp7.UNKNOWN, Pp7Branch.SALES)
    assert pp7() == Pp7Class(Pp7.UNKNOWN, Pp7Branch.UNKNOWN)


@pytest.mark.parametrize(
    ("workers", "expected"),
    [
        (None, Bps.UNKNOWN), (0, Bps.UNKNOWN), (1, Bps.MICRO), (4, Bps.MICRO), (5, Bps.SMALL), (19, Bps.SMALL),
        (20, Bps.MEDIUM), (99, Bps.MEDIUM), (100, Bps.LARGE),
    ],
)  # fmt: skip
def test_bps_by_workers(workers: int | None, expected: Bps) -> None:
    names = ("micro_max", "small_max", "medium_max")
    limits = {name: rule(f"scale.bps.{name}_workers", DAY).integer for name in names}

    assert scale_bps(workers, **limits) == expected


@pytest.mark.parametrize(
    ("workers", "investment", "expected"),
    [
        (19, BILLION - 1, Ikm.KECIL), (19, BILLION, Ikm.MENENGAH), (1, BILLION, Ikm.MENENGAH),
        (19, 20 * BILLION, Ikm.MENENGAH), (20, 0, Ikm.MENENGAH), (20, 15 * BILLION, Ikm.MENENGAH),
        (20, 15 * BILLION + 1, Ikm.BESAR), (None, BILLION, Ikm.UNKNOWN), (5, None, Ikm.UNKNOWN),
    ],
)  # fmt: skip
def test_ikm_with_exactly_a_billion_is_medium(
    workers: int | None, investment: int | None, expected: Ikm
) -> None:
    figures = Figures(workers=workers, investment_idr=investment, is_manufacturing=True)

    found = ikm_class(
        figures,
        few_workers_max=rule("scale.ikm.small_max_workers", DAY).integer,
        small_below_idr=rule("scale.ikm.small_investment_below", DAY).integer,
        medium_max_idr=rule("scale.ikm.medium_max_investment", DAY).integer,
    )

    assert found == expected


def test_ikm_is_for_manufacturing_alone() -> None:
    limits = {"few_workers_max": 19, "small_below_idr": BILLION, "medium_max_idr": 15 * BILLION}

    assert (
        ikm_class(Figures(workers=3, investment_idr=0, is_manufacturing=False), **limits) == Ikm.NOT_INDUSTRY
    )
    assert ikm_class(Figures(workers=3, investment_idr=0), **limits) == Ikm.UNKNOWN


@pytest.mark.parametrize("code", ["scale.kur.max_sales", "scale.pph_final.max_sales"])
def test_a_limit_of_sales_includes_itself(code: str) -> None:
    limit = rule(code, DAY).integer

    answers = [at_most(value, limit) for value in (None, limit, limit + 1)]

    assert (limit, answers) == (4_800_000_000, [Answer.UNKNOWN, Answer.YES, Answer.NO])


@pytest.mark.parametrize(
    ("sales", "capital", "expected"),
    [
        (500_000_000, 2 * BILLION, Answer.YES), (500_000_001, None, Answer.NO), (None, 2 * BILLION + 1, Answer.NO),
        (500_000_000, None, Answer.UNKNOWN), (None, None, Answer.UNKNOWN),
    ],
)  # fmt: skip
def test_halal_self_declaration_asks_for_both_limits(
    sales: int | None, capital: int | None, expected: Answer
) -> None:
    found = halal_self_declare_size(
        Figures(annual_sales_idr=sales, capital_ex_land_idr=capital),
        sales_max_idr=rule("scale.halal_self_declare.max_sales", DAY).integer,
        capital_max_idr=rule("scale.halal_self_declare.max_capital", DAY).integer,
    )

    assert found == expected
