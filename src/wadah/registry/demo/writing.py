"""How one true name, address or phone is written in the lists of different offices: all right, all different.
Slips and spoilt cells are in `damage`."""

from wadah.registry.demo.businesses import Address, Business
from wadah.registry.demo.draw import Chance, lots, pick
from wadah.registry.demo.names import PersonName
from wadah.registry.demo.places import REGENCY_WAYS, Village

_CALLS = {
    "Bu": ("Ibu", "B.", "Bu."), "Ibu": ("Bu", "Ibuk"), "Pak": ("Bapak", "Pk", "P."), "Bapak": ("Pak",), "Cek": ("Cik", "Cek."),
    "Cik": ("Cek",), "Mang": ("Mg.", "Mamang"), "Yuk": ("Ayuk",), "Ayuk": ("Yuk", "Yu"), "Kak": ("Kakak",), "Mbak": ("Mba", "Mb"),
    "Mas": ("Ms",), "Pakde": ("Pak De",), "Pak": ("Bapak", "Bpk"), "Bude": ("Bu De",), "Hj.": ("Hj", "Hajjah"), "H.": ("H", "Haji"),
    "Koh": ("Ko",), "Ci": ("Cik",), "Uni": ("Ni",), "Uda": ("Da",), "Bik": ("Bicik", "Bibik"), "Wak": ("Uwak",), "Nek": ("Nenek",),
}  # fmt: skip
_KINDS = {
    "Toko": ("Tk.", "TOKO", "Tk"), "Warung": ("Wr.", "Wrg", "Wrg."), "Kios": ("Kios.", "Kiosk"), "Bengkel": ("Bkl.",),
    "Katering": ("Catering",), "Catering": ("Katering",), "Keripik": ("Kripik",), "Kripik": ("Keripik",), "Penjahit": ("Jahit",),
    "Cafe": ("Kafe",), "Mebel": ("Meubel",), "Meubel": ("Mebel",), "Konter": ("Counter",), "Counter": ("Konter",),
    "UD": ("UD.", "U.D."), "CV": ("CV.", "C.V."), "UD.": ("UD",), "CV.": ("CV",), "Pempek": ("Empek-empek", "Pempek"),
    "Kerupuk": ("Krupuk",), "Koperasi": ("Kop.",), "Servis": ("Service",), "Depot": ("Depo",), "Salon": ("Sln",),
}  # fmt: skip
_FORENAMES = {
    "Muhammad": ("M.", "Muh.", "Mohammad", "Moh.", "M"), "Ahmad": ("A.", "Akhmad", "Achmad"), "Abdul": ("Abd.", "Abd"),
    "Siti": ("St.", "Sitti"), "Nur": ("Noor", "N."), "Sri": ("Srie",), "Syamsul": ("Samsul",), "Zainal": ("Jainal",),
    "Yusuf": ("Jusuf",), "Aisyah": ("Aisah", "Asiyah"), "Fatimah": ("Patimah",), "Taufik": ("Taufiq",), "Nurjanah": ("Nur Janah",),
    "Nurhayati": ("Nur Hayati",), "Nurlela": ("Nur Lela",), "Nuraini": ("Nur Aini",), "Syarif": ("Sarif",), "Umar": ("Omar",),
}  # fmt: skip
_DEGREES = ("S.E.", "S.Pd", "SE", "S.Sos", "A.Md", "ST")


def write_owner(chance: Chance, name: PersonName) -> str:
    """The owner's name in an office's list: with or without honorific, forename cut short, in capitals, a word dropped."""
    words = name.full.split()
    if chance() < 0.3:
        words = [pick(chance, _FORENAMES[word]) if word in _FORENAMES else word for word in words]
    if len(words) > 2 and chance() < 0.3:
        words.pop()
    text = " ".join(words)
    how = chance()
    if name.title and how < 0.55:
        text = f"{name.title} {text}"
    elif how > 0.985:
        text = f"{text}, {pick(chance, _DEGREES)}"
    elif how > 0.94 and len(words) == 2:
        text = f"{words[1]}, {words[0]}" if how > 0.955 else f"{words[1]} {words[0]}"
    return text.upper() if chance() < 0.4 else text


def write_business_name(chance: Chance, business: Business) -> str:
    """The shop's name in an office's list: its kind or an honorific written otherwise, one word or two, order turned."""
    words = business.name.split()
    how = chance()
    if how < 0.22 and words[0] in _KINDS:
        words[0] = pick(chance, _KINDS[words[0]])
    elif how < 0.30 and words[0] in business.product.kinds:
        words[0] = pick(chance, business.product.kinds)
    elif how < 0.36 and len(words) > 2 and words[-2] not in _CALLS and words[-2] not in business.product.kinds[0]:
        words = [*words[:-2], words[-2] + words[-1].lower()]
    elif how < 0.40 and len(words) == 2:
        words.reverse()
    elif how < 0.43:
        words.append(pick(chance, ("Jaya", "Baru", "1", business.village.spoken)))
    elif how < 0.45:
        words = [business.product.kinds[0], *business.owner.name.call.split()]
    if chance() < 0.45:
        words = [pick(chance, _CALLS[word]) if word in _CALLS else word for word in words]
    text = " ".join(words)
    return text.upper() if chance() < 0.3 else text


_ROAD_WORDS = (
    ("Jend.", ("Jenderal", "Jendral", "Jend")), ("Jl.", ("Jalan", "Jln.", "Jln", "JL", "Jl")), ("Lrg.", ("Lorong", "Lr.", "Lrg", "Gg.")),
    ("Kol.", ("Kolonel",)), ("Gub.", ("Gubernur",)), ("KH.", ("K.H.", "Kyai Haji")), ("Dusun", ("Dsn.", "Dsn", "Ds.")),
    ("Blok", ("Blk.", "Blok.", "Los")), ("Pasar", ("Psr.", "Psr", "Ps.")), ("Desa", ("Ds.",)),
)  # fmt: skip
_NUMBERS = ("No. {}", "No.{}", "No {}", "no. {}", "{}", "Nomor {}")
_RT_RW = ("RT {rt:02d} RW {rw:02d}", "RT.{rt:02d}/RW.{rw:02d}", "RT {rt}/{rw}", "Rt. {rt:03d} Rw. {rw:03d}", "RT {rt:02d}/RW {rw:02d}")
_RT_ONLY = ("RT {rt:02d}", "RT.{rt}", "Rt {rt:03d}", "RT {rt}")


def write_address(chance: Chance, address: Address, village: Village, *, free: bool) -> str:
    """An address line. With `free`, street words are cut short or spelt out and parts may be missing or added."""
    street = address.street
    if free:
        for word, ways in _ROAD_WORDS:
            if word in street and chance() < 0.5:
                street = street.replace(word, pick(chance, ways))
    parts = [street]
    if address.number:
        parts.append(address.number if address.number[0] == "B" else pick(chance, _NUMBERS if free else _NUMBERS[:1]).format(address.number))
    if address.rt and not (free and chance() < 0.25):
        parts.append(pick(chance, _RT_RW if address.rw else _RT_ONLY).format(rt=address.rt, rw=address.rw))
    if free and chance() < 0.2:
        parts.append(f"{'Kel.' if village.code[9] == '1' else 'Desa'} {village.spoken}")
        if chance() < 0.5:
            parts.append(f"Kec. {village.subdistrict}")
    text = (", " if free and chance() < 0.15 else " ").join(parts)
    return text.upper() if free and chance() < 0.2 else text


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


def write_subdistrict(chance: Chance, village: Village, *, free: bool) -> str:
    """The kecamatan; with `free` an old name now and then, in the forms of real lists."""
    name = village.former_subdistrict if free and village.former_subdistrict and chance() < 0.35 else village.subdistrict
    return pick(chance, _SUBDISTRICT_WAYS).format(name) if free else name


def write_regency(chance: Chance, village: Village) -> str:
    """The kab/kota in one of the ways in which offices write it."""
    return pick(chance, REGENCY_WAYS[village.regency])
