"""The words that say what follows: Kel., Kec., Kab., Jl., RT, Dusun ...; no place names."""

from __future__ import annotations

from enum import IntEnum
from typing import Final


class Role(IntEnum):
    """What a part of a written address is. The four levels have the numbers of the tree."""

    PLAIN = 0
    PROVINCE = 1
    REGENCY = 2
    SUBDISTRICT = 3
    VILLAGE = 4
    STREET = 5
    HAMLET = 6


_PROVINCE: Final = ("prov", "prop", "provinsi", "propinsi", "province", "prv")
_KABUPATEN: Final = ("kab", "kabupaten", "kabupate", "kbp", "regency")
_KOTA: Final = ("kodya", "kotamadya", "kotamadia")
_SUBDISTRICT: Final = ("kec", "kecamatan", "kecamtan", "kecematan", "kcmtn", "distrik")
_KELURAHAN: Final = ("kel", "kelurahan", "keluarahan", "kelrahan")
_DESA: Final = ("desa", "ds", "dsa", "gampong", "gampoeng", "nagari", "pekon", "tiyuh", "kalurahan")
_HAMLET: Final = ("dusun", "dsn", "lingkungan", "ling", "lk", "jorong", "banjardinas")
_STREET: Final = (
    "jl", "jln", "jalan", "jlan", "jalanan", "gang", "gg", "lorong", "lrg", "lr", "komplek", "kompleks",
    "komp", "perumahan", "perum", "perumnas", "ruko", "rukan", "gedung", "mall", "mal", "plaza", "depan",
    "samping", "belakang", "dekat", "sebelah", "dpn",
)  # fmt: skip

LABELS: Final[dict[str, Role]] = {
    **dict.fromkeys(_PROVINCE, Role.PROVINCE),
    **dict.fromkeys(_KABUPATEN, Role.REGENCY),
    **dict.fromkeys(_KOTA, Role.REGENCY),
    **dict.fromkeys(_SUBDISTRICT, Role.SUBDISTRICT),
    **dict.fromkeys(_KELURAHAN, Role.VILLAGE),
    **dict.fromkeys(_DESA, Role.VILLAGE),
    **dict.fromkeys(_HAMLET, Role.HAMLET),
    **dict.fromkeys(_STREET, Role.STREET),
}

KINDS: Final[dict[str, str]] = {
    **dict.fromkeys(_KABUPATEN, "kabupaten"),
    **dict.fromkeys(_KOTA, "kota"),
    **dict.fromkeys(_KELURAHAN, "kelurahan"),
    **dict.fromkeys(_DESA, "desa"),
}
"""Labels that also decide between two regions of one name: kabupaten or kota, kelurahan or desa."""

OWN_WORDS: Final = frozenset({"desa", "gampong", "nagari", "pekon", "tiyuh", "dusun", "jalan", "gang"})
"""Labels that are the first word of some official names: Desa Baru, Gampong Jawa, Dusun Ulu."""

ROADS: Final = frozenset({"jl", "jln", "jalan", "jlan", "gang", "gg", "lorong", "lrg", "lr"})
"""Before these a name is a street's, even where a village is called the same."""

SOFT_WORDS: Final = frozenset({"kota", "kampung", "kp", "kpg", "negeri", "kute", "lembang", "distrik"})
"""Words that may belong to the name or only stand before it; what they precede is still a name."""

ENDS_STREET: Final = frozenset({"no", "nomor", "nomer", "nmr", "rt", "rw", "rtrw", "rukun"})
"""Before a number: the number is dropped, and what follows is no longer the street."""

IN_STREET: Final = frozenset({"blok", "blk", "kav", "kavling", "lt", "lantai", "unit", "km", "no"})
"""Within a street, with the number or letter that follows: dropped."""

EMPTY: Final = frozenset({"", "-", "--", "tidak ada", "n/a", "na", "nihil", "null", "none", "kosong", "."})
"""What a cell holds when it holds nothing."""
