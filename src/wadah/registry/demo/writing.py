"""How one true name, address or phone is written in the lists of different offices: all right, all different.

Slips of hands and spoilt cells are in `damage`.
"""

from wadah.registry.demo.businesses import Address, Business
from wadah.registry.demo.draw import Chance, lots, pick
from wadah.registry.demo.names import CALLS, FORENAMES, PersonName
from wadah.registry.demo.places import ADDRESS_WORDS, REGENCY_WAYS, Village
from wadah.registry.demo.products import BRANDS, KINDS

_DEGREES = ("S.E.", "S.Pd", "SE", "S.Sos", "A.Md", "ST")
_ADDED = ("Jaya", "Baru", "1", "2")


def write_owner(chance: Chance, name: PersonName) -> str:
    """The owner's name in an office's list: with or without honorific, forename cut short, in capitals, a
    word gone.
    """
    words = name.full.split()
    if chance() < 0.3:
        words = [pick(chance, FORENAMES[word]) if word in FORENAMES else word for word in words]
    if len(words) > 2 and chance() < 0.3:
        words.pop()
    text, how = " ".join(words), chance()
    if name.title and how < 0.55:
        text = f"{name.title} {text}"
    elif how > 0.985:
        text = f"{text}, {pick(chance, _DEGREES)}"
    elif how > 0.94 and len(words) == 2:
        text = f"{words[1]}{', ' if how > 0.955 else ' '}{words[0]}"
    return text.upper() if chance() < 0.4 else text


def write_business_name(chance: Chance, business: Business) -> str:
    """The shop's name in an office's list: its kind or an honorific written otherwise, two words in one,
    turned.
    """
    name, kinds = business.name, business.product.kinds
    kind = max((kind for kind in kinds if name.startswith(f"{kind} ")), key=len, default="")
    words, how = name[len(kind) :].split(), chance()
    if name in business.product.generic:
        kind, words = "", [*name.split(), *(business.owner.name.call.split() if how < 0.06 else ())]
    elif kind and how < 0.10:
        kind = pick(chance, kinds)
    elif how < 0.16 and len(words) == 2 and " ".join(words) in BRANDS:
        words = ["".join(words).capitalize()]
    elif kind and how < 0.20 and len(words) == 1:
        words, kind = [*words, kind], ""
    elif how < 0.23:
        place = business.village.spoken
        words.append(place if how < 0.22 and place not in name else pick(chance, _ADDED))
    elif how < 0.25 and business.product.key != "koperasi":
        kind, words = kinds[0], business.owner.name.call.split()
    words = [*kind.split(), *words]
    if chance() < 0.4:
        words = [pick(chance, KINDS[word]) if word in KINDS and chance() < 0.5 else word for word in words]
    if chance() < 0.45:
        words = [pick(chance, CALLS[word]) if word in CALLS else word for word in words]
    text = " ".join(words)
    return text.upper() if chance() < 0.3 else text


_NUMBERS = ("No. {}", "No.{}", "No {}", "no. {}", "{}", "Nomor {}")
_RT_RW = (
    "RT {rt:02d} RW {rw:02d}",
    "RT.{rt:02d}/RW.{rw:02d}",
    "RT {rt}/{rw}",
    "Rt. {rt:03d} Rw. {rw:03d}",
    "RT {rt:02d}/RW {rw:02d}",
)
_RT_ONLY = ("RT {rt:02d}", "RT.{rt}", "Rt {rt:03d}", "RT {rt}")


def _number_and_rt(chance: Chance, address: Address, numbers: tuple[str, ...]) -> list[str]:
    parts = []
    if address.number:
        parts.append(
            address.number if address.number[0] == "B" else pick(chance, numbers).format(address.number)
        )
    if address.rt:
        parts.append(pick(chance, _RT_RW if address.rw else _RT_ONLY).format(rt=address.rt, rw=address.rw))
    return parts


def write_address(chance: Chance, address: Address) -> str:
    """The address line as a careful clerk writes it."""
    return " ".join((address.street, *_number_and_rt(chance, address, _NUMBERS[:1])))


def write_address_freely(chance: Chance, address: Address, village: Village) -> str:
    """The address line of another hand: street words cut short or spelt out, RT left out, the village
    added.
    """
    street = address.street
    for word, ways in ADDRESS_WORDS:
        if word in street and chance() < 0.5:
            street = street.replace(word, pick(chance, ways))
    without_rt = address._replace(rt=0) if chance() < 0.25 else address
    parts = [street, *_number_and_rt(chance, without_rt, _NUMBERS)]
    if chance() < 0.2:
        parts.append(f"{'Kel.' if village.is_town else 'Desa'} {village.spoken}")
        if chance() < 0.5:
            parts.append(f"Kec. {village.subdistrict}")
    text = (", " if chance() < 0.15 else " ").join(parts)
    return text.upper() if chance() < 0.2 else text


def write_phone(chance: Chance, phone: str) -> str:
    """A phone number in any of the forms of real lists; `phone` is 08..."""
    how = chance()
    if how < 0.62:
        return phone
    if how < 0.74:
        return phone[1:]
    if how < 0.84:
        return f"+62{phone[1:]}"
    if how < 0.90:
        return f"{phone[:4]}-{phone[4:8]}-{phone[8:]}"
    return f"62{phone[1:]}" if how < 0.95 else f"{phone[:4]} {phone[4:8]} {phone[8:]}"


_SUBDISTRICT_WAYS = lots((("{}", 70), ("Kec. {}", 20), ("KEC. {}", 5), ("Kecamatan {}", 5)), 100)


def write_subdistrict(chance: Chance, village: Village) -> str:
    """The kecamatan in the forms of real lists, now and then by the name it had before a split."""
    former = village.former_subdistrict
    name = former if former and chance() < 0.35 else village.subdistrict
    return pick(chance, _SUBDISTRICT_WAYS).format(name)


def write_regency(chance: Chance, village: Village) -> str:
    """The kab/kota in one of the ways in which offices write it."""
    return pick(chance, REGENCY_WAYS[village.regency])
