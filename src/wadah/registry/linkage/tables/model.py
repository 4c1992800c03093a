"""The levels of `linkage.levels` as SQL over the prepared columns, with the weights of the model, for Splink.

Conditions read top to bottom: the first that holds is the level. Guards come after (`guarding`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from splink import SettingsCreator, block_on

from wadah.registry.linkage.levels import Level as L
from wadah.registry.linkage.weights import Model


@dataclass(frozen=True)
class Step:
    """One level of a comparison and the condition on the two rows ("l", "r") under which it is reached."""

    level: L
    condition: str


@dataclass(frozen=True)
class Compared:
    """One field: when it is not comparable, and its levels in order. The last one needs no condition."""

    field: str
    unknown: str
    steps: tuple[Step, ...]


SAME_IDENT = "(ident_l = ident_r)"
TOGETHER = "(letters_l = letters_r)"
# Mistyped or two words turned; DuckDB's own edit distances cost ten times as much.
NEAR_IDENT = "(length(ident_l) >= 5 AND jaro_winkler_similarity(ident_l, ident_r) >= 0.91)"
OWN_OTHER = "(len(own_l) > 0 AND len(own_r) > 0 AND NOT list_has_any(own_l, own_r))"
KIND_OTHER = f"({OWN_OTHER} AND (name_trades_l & name_trades_r) = 0 AND NOT {TOGETHER} AND NOT {NEAR_IDENT})"
WITHIN = "((len(said_l) > 0 AND list_has_all(said_r, said_l)) OR (len(said_r) > 0 AND list_has_all(said_l, said_r)))"
SHARING = "list_has_any(said_l, said_r)"
RARE = "least(namesakes_l, namesakes_r) <= 10"

SAME_PERSON = "(person_l = person_r)"
NEAR_PERSON = "(person_sounds_l = person_sounds_r OR jaro_winkler_similarity(person_l, person_r) >= 0.93)"
PERSON_WITHIN = (
    "((len(person_sounds_l) > 0 AND list_has_all(person_sounds_r, person_sounds_l))"
    " OR (len(person_sounds_r) > 0 AND list_has_all(person_sounds_l, person_sounds_r)))"
)

STREET_SAME = (
    "(street_l = street_r OR (len(street_sounds_l) > 0 AND list_has_all(street_sounds_r, street_sounds_l))"
    " OR (len(street_sounds_r) > 0 AND list_has_all(street_sounds_l, street_sounds_r))"
    " OR (jaro_winkler_similarity(street_l, street_r) >= 0.93))"
)
STREET_PARTLY = "list_has_any(street_sounds_l, street_sounds_r)"

TRADE_SAME = "(coalesce(kbli_l = kbli_r, false) OR (trades_l & trades_r) <> 0)"
TRADE_OTHER = f"(trades_l <> 0 AND trades_r <> 0 AND NOT {TRADE_SAME})"
METRES = (
    "(sqrt(pow(latitude_l - latitude_r, 2)"
    " + pow((longitude_l - longitude_r) * cos(radians(latitude_l)), 2)) * 111320)"
)

COMPARISONS: tuple[Compared, ...] = (
    Compared(
        "nib", "nib_l IS NULL OR nib_r IS NULL", (Step(L.NIB_SAME, "nib_l = nib_r"), Step(L.NIB_OTHER, ""))
    ),
    Compared(
        "nik", "nik_l IS NULL OR nik_r IS NULL", (Step(L.NIK_SAME, "nik_l = nik_r"), Step(L.NIK_OTHER, ""))
    ),
    Compared(
        "phone",
        "phones_l IS NULL OR phones_r IS NULL",
        (Step(L.PHONE_SAME, "list_has_any(phones_l, phones_r)"), Step(L.PHONE_OTHER, "")),
    ),
    Compared(
        "name",
        "NOT named_l OR NOT named_r",
        (
            Step(L.NAME_SAME_RARE, f"{SAME_IDENT} AND ident_l <> '' AND namesakes_l <= 10"),
            Step(L.NAME_SAME, f"{SAME_IDENT} AND ident_l <> '' AND namesakes_l <= 300"),
            Step(L.NAME_SAME_COMMON, SAME_IDENT),
            Step(L.NAME_OTHER_KIND, f"{KIND_OTHER} AND {SHARING}"),
            Step(L.NAME_NEAR_RARE, f"({TOGETHER} OR {NEAR_IDENT}) AND {RARE}"),
            Step(L.NAME_NEAR, f"{TOGETHER} OR {NEAR_IDENT}"),
            Step(L.NAME_WITHIN_RARE, f"{WITHIN} AND {RARE}"),
            Step(L.NAME_WITHIN, WITHIN),
            Step(L.NAME_PARTLY, SHARING),
            Step(L.NAME_OTHER, ""),
        ),
    ),
    Compared(
        "owner",
        "person_l IS NULL OR person_r IS NULL",
        (
            Step(L.OWNER_SAME_RARE, f"{SAME_PERSON} AND persons_l <= 10"),
            Step(L.OWNER_SAME, SAME_PERSON),
            Step(L.OWNER_NEAR, NEAR_PERSON),
            Step(L.OWNER_WITHIN, PERSON_WITHIN),
            Step(L.OWNER_PARTLY, "list_has_any(person_sounds_l, person_sounds_r)"),
            Step(L.OWNER_OTHER, ""),
        ),
    ),
    Compared(
        "address",
        "(street_l IS NULL AND number_l IS NULL) OR (street_r IS NULL AND number_r IS NULL)"
        " OR ((street_l IS NULL OR street_r IS NULL) AND (number_l IS NULL OR number_r IS NULL))",
        (
            Step(L.ADDRESS_STREET, f"{STREET_SAME} AND (number_l IS NULL OR number_r IS NULL)"),
            Step(L.ADDRESS_NUMBER_OTHER, f"{STREET_SAME} AND number_l <> number_r"),
            Step(L.ADDRESS_CROWDED, f"{STREET_SAME} AND greatest(at_door_l, at_door_r) > 3"),
            Step(L.ADDRESS_SAME, "street_l = street_r"),
            Step(L.ADDRESS_NEAR, STREET_SAME),
            Step(L.ADDRESS_PARTLY_NUMBER, f"{STREET_PARTLY} AND number_l = number_r"),
            Step(L.ADDRESS_NUMBER, "number_l = number_r"),
            Step(L.ADDRESS_PARTLY, STREET_PARTLY),
            Step(L.ADDRESS_OTHER, ""),
        ),
    ),
    Compared(
        "place",
        "(village_l IS NULL OR village_r IS NULL) AND (regency_l IS NULL OR regency_r IS NULL)"
        " AND (place_l IS NULL OR place_r IS NULL)",
        (
            Step(L.PLACE_VILLAGE, "village_l = village_r"),
            Step(L.PLACE_OTHER_VILLAGE, "village_l <> village_r AND regency_l = regency_r"),
            Step(L.PLACE_OTHER, "village_l <> village_r OR regency_l <> regency_r"),
            Step(L.PLACE_REGENCY, "regency_l = regency_r"),
            Step(L.PLACE_SAME, "place_l = place_r"),
            Step(L.PLACE_NEAR, "jaro_winkler_similarity(place_l, place_r) >= 0.92"),
            Step(L.PLACE_OTHER, ""),
        ),
    ),
    Compared(
        "postcode",
        "postcode_l IS NULL OR postcode_r IS NULL",
        (
            Step(L.POSTCODE_SAME, "postcode_l = postcode_r"),
            Step(L.POSTCODE_NEAR, "levenshtein(postcode_l, postcode_r) <= 1"),
            Step(L.POSTCODE_OTHER, ""),
        ),
    ),
    Compared(
        "point",
        "latitude_l IS NULL OR latitude_r IS NULL OR longitude_l IS NULL OR longitude_r IS NULL",
        (
            Step(L.POINT_CROWDED, f"{METRES} <= 30 AND greatest(at_point_l, at_point_r) > 5"),
            Step(L.POINT_SAME, f"{METRES} <= 30"),
            Step(L.POINT_NEAR, f"{METRES} <= 150"),
            Step(L.POINT_AROUND, f"{METRES} <= 1500"),
            Step(L.POINT_FAR, ""),
        ),
    ),
    Compared(
        "activity",
        f"(activity_l IS NULL OR activity_r IS NULL) AND NOT {TRADE_SAME} AND NOT {TRADE_OTHER}",
        (
            Step(L.ACTIVITY_SAME, f"{TRADE_SAME} OR coalesce(activity_l = activity_r, false)"),
            Step(L.ACTIVITY_OTHER, TRADE_OTHER),
            Step(L.ACTIVITY_UNLIKE, ""),
        ),
    ),
)

# Splink keeps the weight of each comparison, not its level: the level is written into the sixth decimal.
_MARK = 1e-6


def level_from_weight(column: str) -> str:
    """SQL: the number of the level, from 0 up, that a column of weights carries; -1 for not comparable."""
    return f"(round(({column} - round({column}, 3)) / {_MARK}) - 1)::TINYINT"


def _level(condition: str, label: str, weight: float, number: int) -> dict[str, Any]:
    """A Splink level of this weight: log2(m/u), with both shares between 0 and 1."""
    weight = round(weight, 3) + (number + 1) * _MARK
    m, u = (0.5, 0.5 * 2.0**-weight) if weight >= 0 else (0.5 * 2.0**weight, 0.5)
    return {
        "sql_condition": condition or "ELSE",
        "label_for_charts": label,
        "m_probability": m,
        "u_probability": u,
        "fix_m_probability": True,
        "fix_u_probability": True,
    }


def _comparison(compared: Compared, weights: Mapping[L, float]) -> dict[str, Any]:
    levels: list[dict[str, Any]] = [
        {"sql_condition": compared.unknown, "label_for_charts": "unknown", "is_null_level": True}
    ]
    for number, step in enumerate(reversed(compared.steps)):
        levels.insert(1, _level(step.condition, step.level.value, weights[step.level], number))
    return {"output_column_name": compared.field, "comparison_levels": levels}


def levels_of(compared: Compared) -> list[L]:
    """The level of each number, from 0 (nothing agrees) up."""
    return [step.level for step in reversed(compared.steps)]


def splink_settings(model: Model) -> SettingsCreator:
    """The model for Splink. Blocking is done beforehand (`blocking`), so no rules stand here."""
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[_comparison(compared, model.weights) for compared in COMPARISONS],
        blocking_rules_to_generate_predictions=[block_on("unique_id")],
        probability_two_random_records_match=model.probability(model.prior),
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=True,
    )
