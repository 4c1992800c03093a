"""The comparisons: for each field, how far two entries agree, as one of a few named levels."""

from enum import Enum
from math import cos, hypot, radians

from rapidfuzz.distance import OSA

from wadah.registry.linkage.phrases import Overlap, Phrase, Words, expected_namesakes, overlap
from wadah.registry.linkage.prepared import Prepared
from wadah.registry.linkage.trades import one_trade
from wadah.registry.linkage.words import likeness

# Below this many, strangers of one name are to be expected even in a list of ten rows.
_FEWEST_ROWS = 1000
# Bits of a title or an article left over.
_LITTLE = 2.0
# Bits from which two names share a word that names something.
_TOLD = 4.0
# More names than this on one point are a market, or the place where somebody typed.
CROWDED_POINT = 5
_METRES_PER_DEGREE = 111_320.0


class Level(Enum):
    """A level of agreement of one field. The value is `field:level`, as it is stored with a link."""

    NIB_SAME, NIB_OTHER = "nib:same", "nib:other"
    COOPERATIVE_SAME, COOPERATIVE_OTHER = "cooperative:same", "cooperative:other"
    NIK_SAME, NIK_OTHER = "nik:same", "nik:other"
    PHONE_SAME, PHONE_SHARED = "phone:same", "phone:shared"
    PHONE_NEAR, PHONE_OTHER = "phone:near", "phone:other"
    NAME_SAME_RARE, NAME_SAME, NAME_SAME_COMMON = "name:same_rare", "name:same", "name:same_common"
    NAME_NEAR_RARE, NAME_NEAR = "name:near_rare", "name:near"
    NAME_WITHIN_RARE, NAME_WITHIN = "name:within_rare", "name:within"
    NAME_PARTLY, NAME_LOOKALIKE = "name:partly", "name:lookalike"
    NAME_OTHER_KIND, NAME_RIVALS = "name:other_kind", "name:rivals"
    NAME_LITTLE, NAME_OTHER = "name:little", "name:other"
    OWNER_SAME_RARE, OWNER_SAME, OWNER_NEAR = "owner:same_rare", "owner:same", "owner:near"
    OWNER_WITHIN, OWNER_PARTLY, OWNER_OTHER = "owner:within", "owner:partly", "owner:other"
    ADDRESS_SAME, ADDRESS_NEAR, ADDRESS_CROWDED = "address:same", "address:near", "address:crowded"
    ADDRESS_STREET, ADDRESS_NUMBER_OTHER = "address:street", "address:number_other"
    ADDRESS_PARTLY_NUMBER, ADDRESS_PARTLY = "address:partly_number", "address:partly"
    ADDRESS_NUMBER, ADDRESS_OTHER = "address:number", "address:other"
    PLACE_VILLAGE, PLACE_REGENCY = "place:village", "place:regency"
    PLACE_SAME, PLACE_SAME_COMMON, PLACE_NEAR = "place:same", "place:same_common", "place:near"
    PLACE_OTHER_VILLAGE, PLACE_OTHER = "place:other_village", "place:other"
    POSTCODE_SAME, POSTCODE_NEAR, POSTCODE_OTHER = "postcode:same", "postcode:near", "postcode:other"
    POINT_SAME, POINT_CROWDED, POINT_NEAR = "point:same", "point:crowded", "point:near"
    POINT_AROUND, POINT_FAR = "point:around", "point:far"
    ACTIVITY_SAME, ACTIVITY_RELATED = "activity:same", "activity:related"
    ACTIVITY_UNLIKE, ACTIVITY_OTHER = "activity:unlike", "activity:other"

    field: str

    def __init__(self, value: str) -> None:
        self.field = value.partition(":")[0]

    # members are looked up a million times in tables of weights: identity is enough
    __hash__ = object.__hash__


def name_level(one: Prepared, other: Prepared, rows: int) -> Level | None:
    """Names of a business: the same, mistyped, one within the other, partly, or another real word."""
    if not one.name or not other.name:
        return None
    both = overlap(one.name, other.name, one.places | other.places)
    if both.two_words:
        return Level.NAME_LOOKALIKE
    if both.left_one > _LITTLE and both.left_other > _LITTLE and _kinds_differ(one, other, both):
        return Level.NAME_OTHER_KIND
    strangers = expected_namesakes(both.shared, max(rows, _FEWEST_ROWS))
    return _whole_name(both, strangers) or _part_of_name(
        both, strangers, min(one.name.total, other.name.total)
    )


def _kinds_differ(one: Prepared, other: Prepared, both: Overlap) -> bool:
    """ "Songket Uda Caniago" and "Bata Uda Caniago": what each name says of its own is another trade."""
    if (
        not both.core_one
        and not both.core_other
        and both.shared >= 5
        and not one.name_trades & other.name_trades
    ):
        return bool(one.own and other.own)
    own_one, own_other = own_words(one, other)
    if both.shared < _TOLD or not own_one or not own_other or one.name_trades & other.name_trades:
        return False
    return not alike_words(own_one, own_other)


def own_words(one: Prepared, other: Prepared) -> tuple[Words, Words]:
    """The own words of two names, without those that name the owner in either row."""
    return one.own.difference(other.owner.words), other.own.difference(one.owner.words)


def alike_words(one: Words, other: Words) -> bool:
    """Is a word of the one also in the other, perhaps mistyped, or of the same trade?"""
    return not one.isdisjoint(other) or any(
        likeness(word, twin) > 0.6 or one_trade(word, twin) for word in one for twin in other
    )


def _whole_name(both: Overlap, strangers: float) -> Level | None:
    left_one, left_other = both.left_one > _LITTLE, both.left_other > _LITTLE
    # "Katsu" and "Restoran Katsu": only the kind of business is left out
    kind_left_out = (
        not (left_one and left_other) and not (both.core_one or both.core_other) and both.shared >= 5
    )
    if not kind_left_out and (left_one or left_other):
        return None
    if both.typed:
        return Level.NAME_NEAR_RARE if strangers <= 1 else Level.NAME_NEAR
    return (
        Level.NAME_SAME_RARE
        if strangers <= 1
        else Level.NAME_SAME
        if strangers <= 30
        else Level.NAME_SAME_COMMON
    )


def _part_of_name(both: Overlap, strangers: float, least: float) -> Level:
    if both.left_one <= _LITTLE or both.left_other <= _LITTLE:
        if both.shared < 5:
            # "Warung" within "Warung Bu Ani": says little, but does not speak against
            return Level.NAME_PARTLY
        return Level.NAME_WITHIN_RARE if strangers <= 1 else Level.NAME_WITHIN
    if both.shared >= 0.5 * least:
        return Level.NAME_RIVALS if both.core_one > 4 and both.core_other > 4 else Level.NAME_PARTLY
    return Level.NAME_LITTLE if both.shared >= 3 else Level.NAME_OTHER


def owner_level(one: Phrase, other: Phrase, rows: int) -> Level | None:
    """Names of a person."""
    if not one or not other:
        return None
    both = overlap(one, other)
    left_one, left_other = both.left_one > _LITTLE, both.left_other > _LITTLE
    if not left_one and not left_other:
        if both.typed:
            return Level.OWNER_NEAR
        rare = expected_namesakes(both.shared, max(rows, _FEWEST_ROWS)) <= 1
        return Level.OWNER_SAME_RARE if rare else Level.OWNER_SAME
    if not (left_one and left_other) and both.shared >= 5:
        return Level.OWNER_WITHIN
    return (
        Level.OWNER_PARTLY
        if both.shared / max(min(one.total, other.total), 0.1) >= 0.5
        else Level.OWNER_OTHER
    )


def address_level(one: Prepared, other: Prepared, crowded: bool) -> Level | None:
    """Street and house number. A number that many rows share is a market or a mall."""
    if not (one.street or one.number) or not (other.street or other.number):
        return None
    number = None if not one.number or not other.number else one.number == other.number
    if not one.street or not other.street:
        return None if number is None else Level.ADDRESS_NUMBER if number else Level.ADDRESS_OTHER
    both = overlap(one.street, other.street)
    least = max(min(one.street.total, other.street.total), 0.1)
    left = min(both.left_one, both.left_other)
    if left <= 2.0 and both.shared >= 0.6 * least:
        if number is None:
            return Level.ADDRESS_STREET
        if not number:
            return Level.ADDRESS_NUMBER_OTHER
        if crowded:
            return Level.ADDRESS_CROWDED
        exact = not both.typed and both.left_one <= 2.0 and both.left_other <= 2.0
        return Level.ADDRESS_SAME if exact else Level.ADDRESS_NEAR
    partly = both.shared >= 0.4 * least
    if number:
        return Level.ADDRESS_PARTLY_NUMBER if partly else Level.ADDRESS_NUMBER
    return Level.ADDRESS_PARTLY if partly else Level.ADDRESS_OTHER


def place_level(one: Prepared, other: Prepared, common: bool) -> Level | None:
    """Village and regency by code, else the city as written."""
    a, b = one.entry, other.entry
    if a.village and b.village:
        if a.village == b.village:
            return Level.PLACE_VILLAGE
        same_district = a.village[:8] == b.village[:8]
        return (
            Level.PLACE_OTHER_VILLAGE
            if same_district or a.village[:5] == b.village[:5]
            else Level.PLACE_OTHER
        )
    if a.regency and b.regency:
        return Level.PLACE_REGENCY if a.regency == b.regency else Level.PLACE_OTHER
    if not one.place or not other.place:
        return None
    if one.place == other.place:
        return Level.PLACE_SAME_COMMON if common else Level.PLACE_SAME
    short, long = sorted((one.place, other.place), key=len)
    near = (len(short) >= 4 and short in long) or OSA.distance(short, long) <= max(len(long) // 5, 1)
    return Level.PLACE_NEAR if near else Level.PLACE_OTHER


def postcode_level(one: str, other: str) -> Level | None:
    """Postal codes; one digit wrong or two swapped is near."""
    if not one or not other:
        return None
    if one == other:
        return Level.POSTCODE_SAME
    return Level.POSTCODE_NEAR if OSA.distance(one, other, score_cutoff=1) <= 1 else Level.POSTCODE_OTHER


def phone_level(one: tuple[str, ...], other: tuple[str, ...], shared_by: int) -> Level | None:
    """Telephones, addresses of mail and web; one that many rows carry is an office's, not a business's.

    Only like is compared with like: a telephone says nothing about an address of mail.
    """
    if not one or not other:
        return None
    if not set(one).isdisjoint(other):
        return Level.PHONE_SAME if shared_by <= 10 else Level.PHONE_SHARED
    alike = [(a, b) for a in one for b in other if a.isalnum() == b.isalnum()]
    near = any(len(a) >= 7 and OSA.distance(a, b, score_cutoff=_typed(a)) <= _typed(a) for a, b in alike)
    return Level.PHONE_NEAR if near else Level.PHONE_OTHER if alike else None


def _typed(contact: str) -> int:
    """How many signs may be mistyped: an address of mail is longer than a number."""
    return 2 if "@" in contact else 1


def metres(one: Prepared, other: Prepared) -> float | None:
    """Distance of the two points; None when one has no point."""
    a, b = one.entry, other.entry
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    east = (a.longitude - b.longitude) * cos(radians(a.latitude))
    return hypot(a.latitude - b.latitude, east) * _METRES_PER_DEGREE


def point_level(one: Prepared, other: Prepared) -> Level | None:
    """Coordinates. A point on which many stand is the enumerator's, or a market: it proves nothing."""
    apart = metres(one, other)
    if apart is None:
        return None
    if apart <= 30:
        return Level.POINT_CROWDED if max(one.crowd, other.crowd) > CROWDED_POINT else Level.POINT_SAME
    if apart <= 150:
        return Level.POINT_NEAR
    return Level.POINT_AROUND if apart <= 1500 else Level.POINT_FAR


def activity_level(one: Prepared, other: Prepared) -> Level | None:
    """What is made or sold: KBLI, the lines of business that the words stand for, the words themselves."""
    a, b = one.entry.kbli, other.entry.kbli
    if (a and a == b) or one.trades & other.trades:
        return Level.ACTIVITY_SAME
    if one.trades and other.trades and not one.trades & other.trades:
        return Level.ACTIVITY_OTHER
    if not one.activity or not other.activity:
        return None
    both = overlap(one.activity, other.activity)
    share = both.shared / max(min(one.activity.total, other.activity.total), 0.1)
    if share >= 0.95:
        return Level.ACTIVITY_SAME
    return Level.ACTIVITY_RELATED if share >= 0.3 else Level.ACTIVITY_UNLIKE
