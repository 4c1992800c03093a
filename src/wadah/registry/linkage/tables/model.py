"""The levels of `linkage.levels` as SQL over the prepared columns, and the weights of a model over the levels.

Conditions read top to bottom: the first that holds is the level. Guards come after (`guarding`).
"""

import re
from dataclasses import dataclass

from wadah.registry.linkage.levels import Level as L
from wadah.registry.linkage.weights import OF_PLACE, Model


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


# What several conditions ask, asked once for each pair.
FLAGS = {
    "together": "letters_l = letters_r OR whole_l = whole_r",
    # Mistyped or two words turned; DuckDB's own edit distances cost ten times as much.
    "near_ident": "length(ident_l) >= 5 AND jaro_winkler_similarity(ident_l, ident_r) >= 0.91",
    "own_other": "len(own_l) > 0 AND len(own_r) > 0 AND NOT list_has_any(own_l, own_r)"
    " AND branded_l IS DISTINCT FROM branded_r",
    "sharing": "list_has_any(said_l, said_r) OR branded_l = branded_r",
    "within": "(len(said_l) > 0 AND list_has_all(said_r, said_l)) OR (len(said_r) > 0 AND list_has_all(said_l, said_r))",
    "street_same": "street_l = street_r OR (len(street_sounds_l) > 0 AND list_has_all(street_sounds_r, street_sounds_l))"
    " OR (len(street_sounds_r) > 0 AND list_has_all(street_sounds_l, street_sounds_r))"
    " OR jaro_winkler_similarity(street_l, street_r) >= 0.93",
    "street_partly": "list_has_any(street_sounds_l, street_sounds_r)",
}
SAME_IDENT = "(ident_l = ident_r)"
KIND_OTHER = "(own_other AND (name_trades_l & name_trades_r) = 0 AND NOT together AND NOT near_ident)"
RARE = "least(namesakes_l, namesakes_r) <= 10"

SAME_PERSON = "(person_l = person_r)"
NEAR_PERSON = "(person_sounds_l = person_sounds_r OR jaro_winkler_similarity(person_l, person_r) >= 0.93)"
PERSON_WITHIN = (
    "((len(person_sounds_l) > 0 AND list_has_all(person_sounds_r, person_sounds_l))"
    " OR (len(person_sounds_r) > 0 AND list_has_all(person_sounds_l, person_sounds_r)))"
)

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
        "cooperative",
        "cooperative_l IS NULL OR cooperative_r IS NULL",
        (Step(L.COOPERATIVE_SAME, "cooperative_l = cooperative_r"), Step(L.COOPERATIVE_OTHER, "")),
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
            Step(L.NAME_OTHER_KIND, f"sharing AND {KIND_OTHER}"),
            Step(L.NAME_NEAR_RARE, f"(together OR near_ident) AND {RARE}"),
            Step(L.NAME_NEAR, "together OR near_ident"),
            Step(L.NAME_WITHIN_RARE, f"within AND {RARE}"),
            Step(L.NAME_WITHIN, "within"),
            Step(L.NAME_PARTLY, "sharing"),
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
            Step(L.ADDRESS_STREET, "street_same AND (number_l IS NULL OR number_r IS NULL)"),
            Step(L.ADDRESS_NUMBER_OTHER, "street_same AND number_l <> number_r"),
            Step(L.ADDRESS_CROWDED, "street_same AND greatest(at_door_l, at_door_r) > 3"),
            Step(L.ADDRESS_SAME, "street_l = street_r"),
            Step(L.ADDRESS_NEAR, "street_same"),
            Step(L.ADDRESS_PARTLY_NUMBER, "street_partly AND number_l = number_r"),
            Step(L.ADDRESS_NUMBER, "number_l = number_r"),
            Step(L.ADDRESS_PARTLY, "street_partly"),
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

FIELDS = tuple(compared.field for compared in COMPARISONS)
_CONDITIONS = [
    *FLAGS.values(),
    *(condition for c in COMPARISONS for condition in (c.unknown, *(step.condition for step in c.steps))),
]
_COLUMNS = sorted({
    column for condition in _CONDITIONS for column in re.findall(r"(\w+)_[lr]\b", condition)
})  # fmt: skip


def levels_of(compared: Compared) -> list[L]:
    """The level of each number, from 0 (nothing agrees) up."""
    return [step.level for step in reversed(compared.steps)]


def sides_sql() -> str:
    """SQL: what the conditions read of the two rows `l` and `r`."""
    return ", ".join(f"{side}.{column} AS {column}_{side}" for column in _COLUMNS for side in "lr")


def flags_sql() -> str:
    """SQL: the flags; CASE asks the cheap parts of each first and stops there."""
    return ", ".join(f"CASE WHEN {asked} THEN true ELSE false END AS {flag}" for flag, asked in FLAGS.items())


def level_sql(compared: Compared) -> str:
    """SQL: the number of the level of a field; -1 where it cannot be compared."""
    numbered = enumerate(compared.steps)
    last = len(compared.steps) - 1
    cases = " ".join(f"WHEN {step.condition} THEN {last - at}" for at, step in numbered if step.condition)
    return f"(CASE WHEN {compared.unknown} THEN -1 {cases} ELSE 0 END)::TINYINT AS {compared.field}"


def weight_sql(model: Model) -> str:
    """SQL: the log-odds of a pair from the numbers of its levels, as `weights.spoken` sums them."""
    told = {
        compared.field: f"list_extract({_weights_of(compared, model)}::DOUBLE[], {compared.field} + 2)"
        for compared in COMPARISONS
    }
    once = [weight for field, weight in told.items() if field in OF_PLACE]
    others = [weight for field, weight in told.items() if field not in OF_PLACE]
    return " + ".join(
        [
            f"{model.prior}::DOUBLE",
            *others,
            *(f"greatest({weight}, 0)" for weight in once),
            f"least(0, {', '.join(once)})",
        ]
    )


def _weights_of(compared: Compared, model: Model) -> list[float]:
    return [0.0, *(model.weights[level] for level in levels_of(compared))]
