"""The weights of the levels (log2 of m/u) and the prior, before any list is seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from wadah.registry.linkage.answers import Answer
from wadah.registry.linkage.levels import Level as L

# Two rows that share a blocking key are one business about once in 64.
PRIOR = -6.0

# fmt: off
BUSINESS_WEIGHTS: Mapping[L, float] = MappingProxyType({
    L.NIB_SAME: 20.0, L.NIB_OTHER: -8.0,
    L.COOPERATIVE_SAME: 20.0, L.COOPERATIVE_OTHER: -8.0,
    L.NIK_SAME: 6.0, L.NIK_OTHER: -9.0,
    L.PHONE_SAME: 7.0, L.PHONE_SHARED: 2.0, L.PHONE_NEAR: 4.0, L.PHONE_OTHER: -2.5,
    L.NAME_SAME_RARE: 9.0, L.NAME_SAME: 7.0, L.NAME_SAME_COMMON: 3.0,
    L.NAME_NEAR_RARE: 7.5, L.NAME_NEAR: 5.0,
    L.NAME_WITHIN_RARE: 5.0, L.NAME_WITHIN: 3.0, L.NAME_PARTLY: -1.0, L.NAME_LOOKALIKE: -4.0,
    L.NAME_OTHER_KIND: -2.0, L.NAME_RIVALS: -4.0,
    L.NAME_LITTLE: -5.0, L.NAME_OTHER: -8.0,
    L.OWNER_SAME_RARE: 7.0, L.OWNER_SAME: 5.0, L.OWNER_NEAR: 4.0, L.OWNER_WITHIN: 3.0,
    L.OWNER_PARTLY: -1.0, L.OWNER_OTHER: -7.0,
    L.ADDRESS_SAME: 6.5, L.ADDRESS_NEAR: 5.5, L.ADDRESS_CROWDED: 3.0,
    L.ADDRESS_STREET: 3.0, L.ADDRESS_NUMBER_OTHER: -1.5,
    L.ADDRESS_PARTLY_NUMBER: 3.5, L.ADDRESS_PARTLY: 0.5, L.ADDRESS_NUMBER: -0.5, L.ADDRESS_OTHER: -4.0,
    L.PLACE_VILLAGE: 3.0, L.PLACE_REGENCY: 1.0, L.PLACE_SAME: 2.0, L.PLACE_SAME_COMMON: 1.0,
    L.PLACE_NEAR: 1.5, L.PLACE_OTHER_VILLAGE: -3.0, L.PLACE_OTHER: -3.5,
    L.POSTCODE_SAME: 3.0, L.POSTCODE_NEAR: 1.5, L.POSTCODE_OTHER: -2.0,
    L.POINT_SAME: 5.0, L.POINT_CROWDED: 0.0, L.POINT_NEAR: 3.0, L.POINT_AROUND: 0.0, L.POINT_FAR: -6.0,
    L.ACTIVITY_SAME: 1.5, L.ACTIVITY_RELATED: 0.5, L.ACTIVITY_UNLIKE: -0.5, L.ACTIVITY_OTHER: -4.0,
})

# A person is proved by the NIK; the name of the business says little of its owner.
PERSON_WEIGHTS: Mapping[L, float] = MappingProxyType({
    **BUSINESS_WEIGHTS,
    L.NIB_SAME: 10.0, L.NIB_OTHER: 0.0, L.COOPERATIVE_SAME: 0.0, L.COOPERATIVE_OTHER: 0.0,
    L.NIK_SAME: 20.0, L.NIK_OTHER: -14.0,
    L.NAME_SAME_RARE: 5.0, L.NAME_SAME: 3.0, L.NAME_SAME_COMMON: 0.5, L.NAME_NEAR_RARE: 3.0, L.NAME_NEAR: 2.0,
    L.NAME_WITHIN_RARE: 2.0, L.NAME_WITHIN: 1.0, L.NAME_PARTLY: 0.0, L.NAME_LOOKALIKE: 0.0,
    L.NAME_OTHER_KIND: 0.0, L.NAME_RIVALS: 0.0,
    L.NAME_LITTLE: 0.0, L.NAME_OTHER: 0.0,
    L.OWNER_SAME_RARE: 9.0, L.OWNER_SAME: 6.0, L.OWNER_NEAR: 4.0, L.OWNER_WITHIN: 3.0, L.OWNER_PARTLY: -2.0,
    L.OWNER_OTHER: -10.0,
    L.ACTIVITY_SAME: 0.0, L.ACTIVITY_RELATED: 0.0, L.ACTIVITY_UNLIKE: 0.0, L.ACTIVITY_OTHER: 0.0,
})
# fmt: on


# One move changes street, village, postal code and point together: against one place they speak once, the strongest.
OF_PLACE = frozenset({"address", "place", "postcode", "point"})


def spoken(levels: Sequence[L], weights: Mapping[L, float]) -> float:
    """What these levels say together, in bits."""
    told = [weights[level] for level in levels]
    against = [
        weight for level, weight in zip(levels, told, strict=True) if weight < 0 and level.field in OF_PLACE
    ]
    return sum(told) - sum(against) + min(against) if len(against) > 1 else sum(told)


# Below this a person is not asked, and from the other on nobody need be.
ASK_FROM, SAME_FROM = 0.30, 0.90
_ASKED_AT_MOST = 0.89


def asked_score(score: float) -> float:
    """The score of a pair that is asked about although its weights say more: below "same", in the same order."""
    if score <= ASK_FROM:
        return score
    return ASK_FROM + (score - ASK_FROM) * (_ASKED_AT_MOST - ASK_FROM) / (1.0 - ASK_FROM)


@dataclass(frozen=True)
class Model:
    """Weights, prior and the two probabilities between which a person is asked."""

    weights: Mapping[L, float]
    prior: float = PRIOR
    ask_from: float = ASK_FROM
    same_from: float = SAME_FROM

    def answer(self, score: float) -> Answer:
        """Same, ask or new, by the two limits."""
        return (
            Answer.SAME if score >= self.same_from else Answer.ASK if score >= self.ask_from else Answer.NEW
        )

    def weight(self, levels: Sequence[L]) -> float:
        """Log-odds of a pair with these levels."""
        return self.prior + spoken(levels, self.weights)

    def probability(self, weight: float) -> float:
        """Of being the same, from the sum of the weights (prior added)."""
        return 1.0 / (1.0 + float(2.0 ** min(-weight, 1000.0)))


BUSINESS = Model(BUSINESS_WEIGHTS)
# A list of persons: the name is a person's, and one who moved or married keeps the rest.
LISTED_PERSON = Model({**BUSINESS_WEIGHTS, L.NAME_RIVALS: -1.0, L.NAME_LITTLE: -3.0, L.NAME_OTHER: -4.0})
PERSON = Model(PERSON_WEIGHTS)
