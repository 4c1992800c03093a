"""Slips of hands and of spreadsheet programs: misspellings, numbers that Excel spoilt, money in words,
odd dates.

Each function takes a right value and gives a damaged one; none says how to mend it.
"""

from datetime import date

from wadah.registry.demo.draw import Chance, pick, read_words

_TABLE = read_words("slips.toml")
# What people of the region write for one another by ear or by the old spelling.
_BY_EAR: tuple[tuple[str, str], ...] = tuple(_TABLE["by_ear"].items())
# Letters that lie side by side on the keyboard.
_BESIDE: dict[str, str] = _TABLE["beside"]
_MONTHS: list[str] = _TABLE["months"]


def misspell(chance: Chance, text: str) -> str:
    """One slip: a letter left out, doubled, swapped with the next or missed on the keyboard, or a word by
    ear.
    """
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
        beside = _BESIDE.get(text[at].lower())
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


def amount_in_words(chance: Chance, rupiah: int) -> str:
    """Money as offices write it: "1,5 jt", "Rp 1.500.000,-", "Rp1,500,000" and their like, never
    ambiguous.
    """
    dotted = f"{rupiah:,}".replace(",", ".")
    if rupiah >= 10**9 and chance() < 0.5:
        return _decimal(rupiah / 10**9) + pick(chance, (" M", " milyar", " Miliar"))
    millions = _decimal(rupiah / 10**6)
    ways = (
        f"Rp {dotted},-",
        f"Rp. {dotted}",
        f"Rp{dotted}",
        f"Rp {dotted},00",
        f"Rp{rupiah:,}",
        dotted,
        f"{millions} jt",
        f"{millions} juta",
        f"{millions.replace(',', '.')}jt",
    )
    return pick(chance, ways)


def _decimal(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def date_in_words(chance: Chance, day: date) -> str:
    """A day as offices write it: words, numbers of every order, a year alone."""
    month = _MONTHS[day.month - 1]
    ways = (
        f"{day.day} {month} {day.year}",
        f"{day.day} {month[:3]} {day.year}",
        f"{day:%d/%m/%Y}",
        f"{day:%d-%m-%y}",
        f"{day:%d.%m.%Y}",
        f"{day:%Y-%m-%d}",
        f"{month} {day.year}",
        f"th {day.year}",
        f"Thn. {day.year}",
        f"{day.year}",
    )
    return pick(chance, ways)


def date_serial(day: date) -> int:
    """The number by which a spreadsheet keeps a day."""
    return (day - date(1899, 12, 30)).days
