"""Slips of hands and of spreadsheet programs: misspellings, numbers that Excel spoilt, money in words, odd dates.
Each function takes a right value and gives a damaged one; none says how to mend it."""

from datetime import date, timedelta

from wadah.registry.demo.draw import Chance, pick

# Pairs that people of the region write for one another by ear or by the old spelling.
_BY_EAR = (
    ("u", "oe"), ("y", "i"), ("i", "y"), ("f", "p"), ("v", "f"), ("z", "j"), ("kh", "h"), ("sy", "s"), ("ai", "ei"),
    ("dh", "d"), ("th", "t"), ("nn", "n"), ("ss", "s"), ("ll", "l"), ("ah", "a"), ("ck", "k"), ("q", "k"), ("o", "u"),
)  # fmt: skip
_NEIGHBOURS = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo", "j": "hk",
    "k": "jl", "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o", "r": "et", "s": "ad", "t": "ry", "u": "yi",
    "w": "qe", "y": "tu", "z": "x",
}  # fmt: skip


def misspell(chance: Chance, text: str) -> str:
    """One slip: a letter left out, doubled, swapped with the next or missed on the keyboard, or a word written by ear."""
    if len(text) < 4:
        return text
    how, at = chance(), 1 + int(chance() * (len(text) - 2))
    if how < 0.25:
        return text[:at] + text[at + 1 :]
    if how < 0.45:
        return text[: at + 1] + text[at:]
    if how < 0.65:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    if how < 0.8:
        beside = _NEIGHBOURS.get(text[at].lower())
        return text[:at] + pick(chance, beside) + text[at + 1 :] if beside else text
    heard, written = pick(chance, _BY_EAR)
    found = text.find(heard, 1)
    return text if found < 0 else text[:found] + written + text[found + len(heard) :]


def nik_as_number(nik: str) -> int:
    """The NIK typed into a numeric cell: fifteen digits stay, the last becomes 0."""
    return int(nik[:15]) * 10


def nik_as_scientific(nik: str) -> str:
    """The NIK after a journey through CSV: nearly all digits are lost."""
    return f"{nik[0]}.{nik[1:3]}E+15"


def nik_without_serial(nik: str) -> str:
    """A text cell that was a number once: the serial is 0000."""
    return nik[:12] + "0000"


def short_amount(chance: Chance, rupiah: int) -> str:
    """Money in words: "1,5 jt", "Rp 1.500.000,-", "Rp12,072" and their like."""
    dotted = f"{rupiah:,}".replace(",", ".")
    millions = f"{rupiah / 1_000_000:.1f}".replace(".", ",").removesuffix(",0")
    if rupiah >= 1_000_000_000 and chance() < 0.5:
        return f"{rupiah / 1_000_000_000:.1f}".replace(".", ",").removesuffix(",0") + " M"
    return pick(
        chance,
        (
            f"Rp {dotted},-", f"Rp. {dotted}", f"{dotted}", f"Rp{rupiah:,}", f"{millions} jt", f"{millions} juta",
            f"{millions.replace(',', '.')}jt", f"Rp {dotted},00", f"± {millions} jt",
        ),
    )  # fmt: skip


_MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "Nopember", "Desember")
_EXCEL_DAY_ZERO = date(1899, 12, 30)


def odd_date(chance: Chance, day: date) -> str | int:
    """A day as offices write it: words, numbers of every order, an Excel serial, a year alone."""
    month = _MONTHS[day.month - 1]
    return pick(
        chance,
        (
            f"{day.day} {month} {day.year}", f"{day:%d/%m/%Y}", f"{day:%d-%m-%y}", f"{day.day} {month[:3]} {day.year}",
            f"{day:%Y-%m-%d}", f"{day:%d.%m.%Y}", f"th {day.year}", f"Thn. {day.year}", f"{day.year}", day.year,
            (day - _EXCEL_DAY_ZERO).days, f"{month} {day.year}",
        ),
    )  # fmt: skip


def serial_of(day: date) -> int:
    """The number by which a spreadsheet keeps a day."""
    return (day - _EXCEL_DAY_ZERO) // timedelta(days=1)
