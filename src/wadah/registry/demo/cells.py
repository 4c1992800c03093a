"""The cells that offices type for one business: each field rightly, or with one named damage.

`DAMAGES` lists the codes with what they do; the truth of a spreadsheet names them as `field:code`.
"""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from wadah.registry.demo.businesses import Business, phone_of
from wadah.registry.demo.damage import (
    amount_in_words,
    date_in_words,
    date_serial,
    misspell,
    nik_as_number,
    nik_as_scientific,
    nik_without_serial,
)
from wadah.registry.demo.draw import Chance, pick
from wadah.registry.demo.households import kk_number
from wadah.registry.demo.writing import (
    write_address,
    write_address_freely,
    write_business_name,
    write_owner,
    write_phone,
    write_regency,
)


class Formula(NamedTuple):
    """A formula with the value that the office's program kept beside it."""

    text: str
    value: int


Value = str | int | float | date | Formula | None


class Cell(NamedTuple):
    """What stands in a cell, and the code of the damage done to it ("": none)."""

    value: Value
    damage: str


DAMAGES = {
    "number": "a code typed into a numeric cell: NIK ends in 0, leading zeros are gone, 16.10 is 16.1",
    "scientific": "a NIK as 1.67E+15",
    "zero_serial": "a NIK as text whose serial became 0000",
    "survey": "a survey code for 'no NIK' (9999999999999999)",
    "short": "a digit of the NIK is gone",
    "missing": "the cell is blank",
    "no_zero": "a phone number without its leading zero",
    "plus62": "a phone number as +62...",
    "two": "two phone numbers in one cell",
    "process": "a licence that was applied for: proses",
    "none": "no licence: -, belum, tidak ada",
    "words": "money or a date in words: 1,5 jt, 12 Agustus 2019, th 2018",
    "bare": "an amount that may be thousands or millions: 1.500",
    "serial": "a date as the number by which a spreadsheet keeps it",
    "date": "a real date cell",
    "misspelt": "a slip of the hand",
    "called": "one word of the owner's name, as neighbours say it",
    "emoji": "a picture sign in the name",
    "mark": "an invisible right-to-left mark in the name",
    "unquoted": "commas in a cell of a file that quotes nothing, so that the cell falls into several",
    "quotes": "typographic quotes in the name",
    "former": "the kecamatan that the village belonged to before",
    "official": "the official spelling that nobody uses: Tiga-puluh-lima Ilir",
    "comma": "a decimal comma",
    "swapped": "latitude and longitude exchanged",
    "apostrophe": "a leading apostrophe",
}

_FOOD = {
    "pempek",
    "kerupuk",
    "keripik",
    "kue",
    "kopi",
    "tempe",
    "tahu",
    "dodol",
    "ikan_salai",
    "bekasam",
    "gula_aren",
}
_NOT_YET = ("-", "belum", "Belum ada", "tidak ada", "", "belum punya")
_IN_PROCESS = ("proses", "Dalam proses", "sedang diurus")
_AIDS = ("", "", "", "BPUM 2021", "Alat produksi 2023", "KUR BRI", "Pelatihan", "tidak pernah", "-")
_REMARKS = ("", "", "", "", "aktif", "Aktif", "pindah", "-", "foto ada", "=1+1", "perlu verifikasi")


def _name(chance: Chance, business: Business, damage: str) -> Value:
    name = business.name if chance() < 0.5 else write_business_name(chance, business)
    if damage == "emoji":
        return f"{name} {pick(chance, '😊🔥🍜✨')}"
    if damage == "mark":
        return f"\u200f{name}\u200e"
    return f"“{name}”" if damage == "quotes" else name


def _owner(chance: Chance, business: Business, damage: str) -> Value:
    name = business.owner.name
    return pick(chance, (name.short, name.call)) if damage == "called" else write_owner(chance, name)


def _nik(chance: Chance, business: Business, damage: str) -> Value:
    nik = business.owner.nik
    match damage:
        case "number":
            return nik_as_number(nik)
        case "scientific":
            return nik_as_scientific(nik)
        case "zero_serial":
            return nik_without_serial(nik)
        case "survey":
            return "9" * 16
        case "short":
            return nik[:7] + nik[8:]
    return nik if chance() < 0.9 else f"'{nik}"


def _phone(chance: Chance, business: Business, damage: str) -> Value:
    phone = business.phone
    match damage:
        case "no_zero":
            return phone[1:]
        case "plus62":
            return f"+62 {phone[1:4]}-{phone[4:8]}-{phone[8:]}"
        case "two":
            return f"{phone}{pick(chance, (' / ', ', ', ' atau ', '/'))}{phone_of(3 * 10**8 + business.id)}"
        case "number":
            return int(phone)
    return write_phone(chance, phone)


def _nib(chance: Chance, business: Business, damage: str) -> Value:
    if damage == "process":
        return pick(chance, _IN_PROCESS)
    if damage == "none" or not business.nib:
        return pick(chance, _NOT_YET)
    return int(business.nib) if damage == "number" else business.nib


def _amount(chance: Chance, rupiah: int, damage: str) -> Value:
    if damage == "words":
        return amount_in_words(chance, rupiah)
    if damage == "bare":
        return f"{max(1, rupiah // 1_000_000) / 10:.3f}"
    return rupiah


def _established(chance: Chance, business: Business, damage: str) -> Value:
    day = business.established
    match damage:
        case "words":
            return date_in_words(chance, day)
        case "serial":
            return date_serial(day)
        case "date":
            return day
    return day.year


def _degrees(chance: Chance, business: Business, damage: str, *, latitude: bool) -> Value:
    right = latitude != (damage == "swapped")
    degrees = round(business.latitude if right else business.longitude, 6)
    if damage == "comma":
        return f"{degrees}".replace(".", ",")
    return f"'{degrees}" if damage == "apostrophe" else degrees


def _pirt(chance: Chance, business: Business, damage: str) -> Value:
    if business.product.key not in _FOOD or chance() < 0.6:
        return pick(chance, (*_NOT_YET, *_IN_PROCESS[:1]))
    serial = f"{business.village.regency.replace('.', '')}9{business.id % 10**7:07d}"
    return f"P-IRT 2{business.id % 90 + 10}{serial}-29"


def _kbli(chance: Chance, business: Business, damage: str) -> Value:
    code = business.product.kbli_2020
    return int(code) if damage == "number" else code


def _scale(chance: Chance, business: Business, damage: str) -> Value:
    # Limits of UU 20/2008, out of force since 2021 and still met in lists.
    sales = business.annual_sales_idr
    return "Mikro" if sales <= 300_000_000 else "Kecil" if sales <= 2_500_000_000 else "Menengah"


def _women(business: Business) -> int:
    others = business.workers - 1
    return others // 2 + (1 if business.owner.woman else 0)


def _handle(business: Business) -> str:
    return "@" + "".join(sign for sign in business.name.lower() if sign.isalnum() or sign == " ").replace(
        " ", "."
    )


Writer = Callable[[Chance, Business, str], Value]

WRITERS: dict[str, Writer] = {
    "name": _name,
    "owner": _owner,
    "nik": _nik,
    "kk": lambda chance, business, damage: kk_number(business.owner.id, business.owner.village),
    "sex": lambda chance, business, damage: "P" if business.owner.woman else "L",
    "sex_number": lambda chance, business, damage: 2 if business.owner.woman else 1,
    "birth": lambda chance, business, damage: (
        f"{business.owner.village.subdistrict}, {business.owner.born:%d-%m-%Y}"
    ),
    "age": lambda chance, business, damage: 2025 - business.owner.born.year,
    "address": lambda chance, business, damage: (
        write_address(chance, business.address)
        if chance() < 0.5
        else write_address_freely(chance, business.address, business.village)
    ),
    "address_unquoted": lambda chance, business, damage: (
        write_address(chance, business.address).replace(" No.", ", No.").replace(" RT", ", RT")
        if damage == "unquoted"
        else write_address(chance, business.address)
    ),
    "village": lambda chance, business, damage: (
        business.village.name if damage == "official" else business.village.spoken
    ),
    "subdistrict": lambda chance, business, damage: (
        (business.village.former_subdistrict if damage == "former" else "") or business.village.subdistrict
    ),
    "regency": lambda chance, business, damage: write_regency(chance, business.village),
    "region_code": lambda chance, business, damage: float(business.village.regency),
    "phone": _phone,
    "activity": lambda chance, business, damage: pick(chance, business.product.activities),
    "product": lambda chance, business, damage: pick(chance, business.product.activities),
    "kbli": _kbli,
    "kbli_2025": lambda chance, business, damage: business.product.kbli_2025,
    "established": _established,
    "assets": lambda chance, business, damage: _amount(chance, business.assets_idr, damage),
    "assets_million": lambda chance, business, damage: round(business.assets_idr / 10**6, 1),
    "sales": lambda chance, business, damage: _amount(chance, business.annual_sales_idr, damage),
    "sales_month": lambda chance, business, damage: _amount(
        chance, max(1, business.annual_sales_idr // 12_000_000 * 2) * 500_000, damage
    ),
    "men": lambda chance, business, damage: business.workers - _women(business),
    "women": lambda chance, business, damage: _women(business),
    "workers": lambda chance, business, damage: business.workers,
    "nib": _nib,
    "pirt": _pirt,
    "halal": lambda chance, business, damage: pick(chance, (*_NOT_YET, "ada", "proses")),
    "brand": lambda chance, business, damage: "" if chance() < 0.6 else business.name.title(),
    "scale": _scale,
    "latitude": lambda chance, business, damage: _degrees(chance, business, damage, latitude=True),
    "longitude": lambda chance, business, damage: _degrees(chance, business, damage, latitude=False),
    "marketing": lambda chance, business, damage: pick(
        chance, ("", "WhatsApp", "offline", "Shopee, WA", _handle(business))
    ),
    "aid": lambda chance, business, damage: pick(chance, _AIDS),
    "remark": lambda chance, business, damage: pick(chance, _REMARKS),
}


def write_cell(chance: Chance, field: str, business: Business, damage: str) -> Cell:
    """The cell of that field with the damage, which is named only where it could be done."""
    if damage == "missing":
        return Cell(None, damage)
    value = WRITERS[field](chance, business, damage)
    if damage == "misspelt" and isinstance(value, str):
        slip = misspell(chance, value)
        return Cell(slip, damage if slip != value else "")
    return Cell(value, damage if _could_be_done(damage, business, value) else "")


def _could_be_done(damage: str, business: Business, value: Value) -> bool:
    match damage:
        case "former":
            return bool(business.village.former_subdistrict)
        case "official":
            return business.village.name != business.village.spoken
        case "number":
            return not isinstance(value, str)
        case "unquoted":
            return isinstance(value, str) and "," in value
    return True
