"""What a column holds, by a sample of its cells: shares of shapes that tell NIK from phone from place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wadah.core.tabular.cells import Cell
from wadah.registry.values.cleaning import as_text, is_blank
from wadah.registry.values.sex import MAN, WOMAN

SAMPLE_CELLS = 300
SIXTEEN = re.compile(r"'?\d{16}\Z|\d[.,]\d+E\+?15\Z", re.IGNORECASE)
THIRTEEN = re.compile(r"\d{13}\Z")
FIVE = re.compile(r"\d{5}\Z")
PHONE = re.compile(r"(?:\+?62|0)?8\d[\d\s-]{6,12}(?:\s*[/,;].*)?\Z")
MONEY = re.compile(
    r"rp\.?\s*\d|\d[\d.,]*\s*(?:jt|juta|rb|ribu|milyar|miliar)\b|\d{1,3}(?:\.\d{3}){2,}", re.IGNORECASE
)
YEAR = re.compile(r"(?:19|20)\d\d\Z")
DATE = re.compile(r".*\b\d{1,2}[-/ ](?:\d{1,2}|[A-Za-z]{3,9})[-/ ](?:\d{4}|\d{2})\Z")
NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?\Z")
STREET = re.compile(
    r"\b(?:jl|jln|jalan|gg|gang|lr|lrg|lorong|dusun|rt|rw|blok|komp|komplek|perum)\b\.?", re.IGNORECASE
)
BUSINESS_WORD = re.compile(
    r"\b(?:warung|toko|kios|ud|cv|pt|rm|rumah makan|depot|kedai|bengkel|salon|laundry|catering|"
    r"katering|pempek|bakso|"
    r"mie|ayam|kerupuk|kue|jahit|konveksi|counter|konter|cell|ponsel|mart|store|cafe|kafe|resto|pangkalan|usaha|"
    r"pangkas|barber|foto ?copy|fotocopy|roti|bakery|collection|jaya|barokah|berkah|sembako|es|kopi|martabak|"
    r"koperasi|kelompok|songket|kemplang|mebel|meubel|percetakan|apotek|agen|grosir|frozen|snack)\b",
    re.IGNORECASE,
)
PERSON_WORD = re.compile(
    r"^(?:h|hj|ibu|bapak|bpk|sdr|sdri|muhammad|muhamad|m|moh|ahmad|siti|nur|sri)\b\.?|\b(?:bin|binti)\b",
    re.IGNORECASE,
)
LICENCE_WORD = re.compile(r"^(?:ada|belum|proses|tidak|sudah|blm|-)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Profile:
    """Shares (0 to 1) among the filled cells of a column, and how many were filled and differ."""

    filled: int
    distinct: int
    sixteen: float = 0.0
    thirteen: float = 0.0
    five: float = 0.0
    phone: float = 0.0
    money: float = 0.0
    year: float = 0.0
    dated: float = 0.0
    number: float = 0.0
    ordinal: float = 0.0
    sex: float = 0.0
    street: float = 0.0
    business: float = 0.0
    person: float = 0.0
    licence: float = 0.0
    latitude: float = 0.0
    longitude: float = 0.0
    large: float = 0.0
    length: float = 0.0

    @property
    def variety(self) -> float:
        """1 when no value repeats, near 0 for a few words that repeat."""
        return self.distinct / self.filled if self.filled else 0.0


def profile_of(cells: Sequence[Cell]) -> Profile:
    """The profile of a column's sample; blank cells and words for nothing do not count."""
    filled = [cell for cell in cells if not is_blank(cell)][:SAMPLE_CELLS]
    if not filled:
        return Profile(0, 0)
    texts = [as_text(cell).strip() for cell in filled]
    count = len(filled)
    numbers = [_number(text) for text in texts]

    def share(pattern: re.Pattern[str]) -> float:
        return sum(1 for text in texts if pattern.match(text)) / count

    def found(pattern: re.Pattern[str]) -> float:
        return sum(1 for text in texts if pattern.search(text)) / count

    return Profile(
        filled=count,
        distinct=len(set(texts)),
        sixteen=share(SIXTEEN),
        thirteen=share(THIRTEEN),
        five=share(FIVE),
        phone=share(PHONE),
        money=found(MONEY),
        year=share(YEAR),
        dated=sum(
            1 for cell, text in zip(filled, texts, strict=True) if isinstance(cell, date) or DATE.match(text)
        )
        / count,
        number=share(NUMBER),
        ordinal=_ordinal(numbers),
        sex=sum(1 for text in texts if text.lower() in MAN | WOMAN and not text.isdecimal()) / count,
        street=found(STREET),
        business=found(BUSINESS_WORD),
        person=found(PERSON_WORD),
        licence=found(LICENCE_WORD),
        latitude=sum(1 for n in numbers if n is not None and -11.2 <= n <= 6.3 and n != int(n)) / count,
        longitude=sum(1 for n in numbers if n is not None and 94.7 <= n <= 141.3 and n != int(n)) / count,
        large=sum(1 for n in numbers if n is not None and n >= 10_000) / count,
        length=sum(map(len, texts)) / count,
    )


def _number(text: str) -> float | None:
    text = text.lstrip("'")
    return float(text.replace(",", ".")) if NUMBER.match(text) else None


def _ordinal(numbers: list[float | None]) -> float:
    """How far the column counts its own rows: 1, 2, 3."""
    steps = sum(
        1
        for a, b in zip(numbers, numbers[1:], strict=False)
        if a is not None and b is not None and b - a == 1
    )
    return steps / (len(numbers) - 1) if len(numbers) > 1 else 0.0
