"""What each column means: guessed by its title and its content, remembered for the office, confirmed by
a person.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from wadah.core.tabular.cells import Cell
from wadah.registry.intake.contents import Profile, profile_of
from wadah.registry.intake.fields import FIELDS, SENSITIVE, Kind
from wadah.registry.intake.header import HeaderBlock
from wadah.registry.intake.masks import is_harmless
from wadah.registry.intake.returned_titles import told_columns
from wadah.registry.intake.titles import How, TitleMatch, fold_title, match_title
from wadah.registry.values.cleaning import as_text, is_blank
from wadah.registry.values.money import period_of_title, unit_of_title

EXAMPLES = 3


class Certainty(StrEnum):
    """How sure a guess is: yakin, mungkin, ragu."""

    SURE = "sure"
    PROBABLE = "probable"
    UNSURE = "unsure"


class Why(StrEnum):
    """What a guess rests on; words in `words_of_why`."""

    REMEMBERED = "remembered"
    TITLE = "title"
    TITLE_AND_CONTENT = "title_and_content"
    TITLE_LIKE = "title_like"
    CONTENT = "content"
    TITLE_AGAINST_CONTENT = "title_against_content"
    PERIOD_OPEN = "period_open"
    UNIT_OPEN = "unit_open"
    EDITION_OPEN = "edition_open"
    OURS = "ours"
    NOTHING = "nothing"


WHY_WORDS = {
    Why.REMEMBERED: ("seperti berkas terakhir kantor ini", "as in this office's last file"),
    Why.TITLE: ("dari judulnya", "by its title"),
    Why.TITLE_AND_CONTENT: ("dari judul dan isinya", "by its title and its content"),
    Why.TITLE_LIKE: ("judulnya mirip", "the title is alike"),
    Why.CONTENT: ("dari isinya", "by its content"),
    Why.TITLE_AGAINST_CONTENT: ("judul dan isinya tidak cocok", "title and content do not fit"),
    Why.PERIOD_OPEN: ("bulan atau tahun?", "month or year?"),
    Why.UNIT_OPEN: ("rupiah, ribu, atau juta?", "rupiah, thousands or millions?"),
    Why.EDITION_OPEN: ("KBLI 2020 atau 2025?", "KBLI 2020 or 2025?"),
    Why.OURS: ("hasil periksa kami, tidak dibaca", "our own results, not read"),
    Why.NOTHING: ("tidak dikenal", "not recognised"),
}


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """A column as it will be read.

    `unit` multiplies money, `unit_is_stated` when a person has said it; `period` is month, year or '';
    `edition` is of KBLI.
    """

    column: int
    title: str
    field: str
    unit: int = 1
    period: str = ""
    edition: int | None = None
    unit_is_stated: bool = False

    def as_json(self) -> dict[str, Any]:
        return {
            "column": self.column,
            "title": self.title,
            "field": self.field,
            "unit": self.unit,
            "period": self.period,
            "edition": self.edition,
            "unit_is_stated": self.unit_is_stated,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "MappedColumn":
        """The inverse of `as_json`; an unknown field is not imported."""
        field = stored["field"] if stored["field"] in FIELDS else "ignored"
        return cls(
            int(stored["column"]),
            str(stored["title"]),
            field,
            int(stored.get("unit") or 1),
            str(stored.get("period") or ""),
            stored.get("edition"),
            bool(stored.get("unit_is_stated")),
        )


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """What we think of a column, to be shown for confirmation. Examples of a sensitive one are masked."""

    mapped: MappedColumn
    certainty: Certainty
    why: Why
    examples: tuple[str, ...] = ()

    @property
    def column(self) -> int:
        return self.mapped.column

    @property
    def title(self) -> str:
        return self.mapped.title

    @property
    def field(self) -> str:
        return self.mapped.field

    def words_of_why(self, language: str = "id") -> str:
        return WHY_WORDS[self.why][0 if language.startswith("id") else 1]


def signature_of(columns: Sequence[str]) -> str:
    """The key under which an office's mapping is remembered: its titles, folded, in whichever order they stand.

    The columns that we add to a returned file do not count: it is the same table.
    """
    told = told_columns(columns)
    folded = json.dumps(sorted(_key(title) for at, title in enumerate(columns) if at not in told))
    return hashlib.sha256(folded.encode()).hexdigest()


def _key(title: str) -> str:
    return fold_title(title) or title


def confirmed(guesses: Sequence[ColumnGuess]) -> tuple[MappedColumn, ...]:
    """The mapping as guessed, for runs without a person."""
    return tuple(guess.mapped for guess in guesses)


def suggest_mapping(
    header: HeaderBlock,
    sample: Sequence[Sequence[Cell]],
    remembered: Sequence[MappedColumn] | None = None,
) -> list[ColumnGuess]:
    """One guess for each column. `sample` are cells of the first data rows, a few hundred are enough.

    `remembered` is what the office confirmed for the same titles; it is taken as it is.
    """
    columns = [[row[at] if at < len(row) else None for row in sample] for at in range(header.width)]
    told = told_columns(header.columns)
    if remembered is not None and (again := _again(header, remembered, told)) is not None:
        return [
            ColumnGuess(mapped, Certainty.SURE, Why.REMEMBERED, _examples(mapped, cells))
            if mapped.column not in told
            else ColumnGuess(mapped, Certainty.SURE, Why.OURS)
            for mapped, cells in zip(again, columns, strict=True)
        ]
    titles = header.columns if header.found else ("",) * header.width
    profiles = [profile_of(cells) for cells in columns]
    guesses = [
        _guess(at, title, profile)
        if at not in told
        else ColumnGuess(MappedColumn(at, title, "ignored"), Certainty.SURE, Why.OURS)
        for at, (title, profile) in enumerate(zip(titles, profiles, strict=True))
    ]
    guesses = _names(guesses, profiles)
    guesses = _without_doubles(guesses, profiles)
    return [_with_examples(guess, header.columns[guess.column], columns[guess.column]) for guess in guesses]


def _again(header: HeaderBlock, remembered: Sequence[MappedColumn], told: range) -> list[MappedColumn] | None:
    """What was confirmed, by the titles and wherever these stand now; None when it was confirmed for others."""
    by_title = {_key(mapped.title): mapped for mapped in remembered}
    again = []
    for at, title in enumerate(header.columns):
        mapped = MappedColumn(at, title, "ignored") if at in told else by_title.get(_key(title))
        if mapped is None:
            return None
        again.append(replace(mapped, column=at, title=title))
    return again


def _guess(at: int, title: str, profile: Profile) -> ColumnGuess:
    match = match_title(title) if title else None
    by_content = _by_content(profile)
    if match is None:
        if by_content is None:
            return ColumnGuess(MappedColumn(at, title, "ignored"), Certainty.UNSURE, Why.NOTHING)
        return ColumnGuess(_mapped(at, title, by_content), Certainty.PROBABLE, Why.CONTENT)
    if profile.filled >= 3 and not _fits(match.field, profile):
        # The title wins, except where the content can be nothing else.
        field = by_content if by_content in ("nik", "phones", "nib") else match.field
        return ColumnGuess(_mapped(at, title, field), Certainty.UNSURE, Why.TITLE_AGAINST_CONTENT)
    certainty, why = _certainty(match, by_content)
    return _with_open_questions(ColumnGuess(_mapped(at, title, match.field), certainty, why), profile)


def _certainty(match: TitleMatch, by_content: str | None) -> tuple[Certainty, Why]:
    if by_content == match.field:
        return Certainty.SURE, Why.TITLE_AND_CONTENT
    if match.how in (How.EXACT, How.BARE):
        # "Modal" alone does not say whether land is counted in.
        unsaid = match.field == "capital_ex_land"
        return (Certainty.PROBABLE if unsaid else Certainty.SURE), Why.TITLE
    return Certainty.PROBABLE, Why.TITLE_LIKE


def _mapped(at: int, title: str, field: str) -> MappedColumn:
    kind = FIELDS[field].kind
    if kind in (Kind.MONEY, Kind.SALES):
        period = period_of_title(title) if kind is Kind.SALES else ""
        return MappedColumn(at, title, field, unit=unit_of_title(title), period=period)
    if kind is Kind.KBLI:
        edition = next((year for year in (2025, 2020) if str(year) in title), None)
        return MappedColumn(at, title, field, edition=edition)
    return MappedColumn(at, title, field)


def _with_open_questions(guess: ColumnGuess, profile: Profile) -> ColumnGuess:
    """Turnover without a period, and amounts too small for rupiah, are asked once for the whole column."""
    kind = FIELDS[guess.field].kind
    if kind is Kind.KBLI and guess.mapped.edition is None:
        return replace(guess, certainty=Certainty.PROBABLE, why=Why.EDITION_OPEN)
    if kind not in (Kind.MONEY, Kind.SALES):
        return guess
    if guess.mapped.unit == 1 and profile.number > 0.5 and profile.large < 0.5 * profile.number:
        return replace(guess, certainty=Certainty.UNSURE, why=Why.UNIT_OPEN)
    if kind is Kind.SALES and not guess.mapped.period:
        return replace(guess, certainty=Certainty.UNSURE, why=Why.PERIOD_OPEN)
    return guess


def _by_content(profile: Profile) -> str | None:
    """The field that the cells themselves show; None when they could be several."""
    if profile.filled < 3:
        return None
    tests = (
        ("nik", profile.sixteen >= 0.7),
        ("nib", profile.thirteen >= 0.7),
        ("phones", profile.phone >= 0.7 and profile.sixteen < 0.1 and profile.thirteen < 0.3),
        ("sex", profile.sex >= 0.9),
        ("longitude", profile.longitude >= 0.8),
        ("latitude", profile.latitude >= 0.8),
        ("ignored", profile.ordinal >= 0.9 and profile.filled >= 5),
        ("address", profile.street >= 0.6 and profile.number < 0.1),
        ("business_name", profile.business >= 0.4 and profile.variety >= 0.5 and 4 < profile.length < 40),
    )
    return next((field for field, passed in tests if passed), None)


def _fits(field: str, profile: Profile) -> bool:
    """False when the cells cannot be what the title says."""
    kind = FIELDS[field].kind
    unlikely = {
        Kind.NAME: profile.number > 0.5 or profile.sixteen > 0.3,
        Kind.PLACE: profile.sixteen > 0.3 or profile.phone > 0.5,
        Kind.NIK: profile.sixteen < 0.2 and profile.number < 0.3,
        Kind.PHONES: profile.sixteen > 0.5 or (profile.phone < 0.1 and profile.number < 0.3),
        Kind.SEX: profile.sex < 0.3 and profile.number < 0.5,
        Kind.DEGREES: profile.latitude < 0.2 and profile.longitude < 0.2 and profile.number < 0.3,
        Kind.MONEY: profile.street > 0.5,
        Kind.DATE: profile.sixteen > 0.3,
    }
    return not unlikely.get(kind, False)


def _names(guesses: list[ColumnGuess], profiles: list[Profile]) -> list[ColumnGuess]:
    """A title that only says Nama: the owner where a business is named beside it, else whichever its
    words speak for.
    """
    for at, guess in enumerate(guesses):
        if fold_title(guess.title) not in ("nama", "name", "nama pelaku", "nama umum"):
            continue
        fields = {other.field for other in guesses if other is not guess}
        profile = profiles[at]
        if "business_name" in fields and "owner_name" not in fields:
            field, certainty = "owner_name", Certainty.SURE
        elif "owner_name" in fields and "business_name" not in fields:
            field, certainty = "business_name", Certainty.SURE
        elif profile.business > max(profile.person, 0.15):
            field, certainty = "business_name", Certainty.PROBABLE
        else:
            field, certainty = "owner_name", Certainty.PROBABLE
        why = Why.TITLE if certainty is Certainty.SURE else Why.TITLE_AND_CONTENT
        guesses[at] = ColumnGuess(MappedColumn(at, guess.title, field), certainty, why)
    return guesses


_RANK = {Certainty.SURE: 2, Certainty.PROBABLE: 1, Certainty.UNSURE: 0}


def _without_doubles(guesses: list[ColumnGuess], profiles: list[Profile]) -> list[ColumnGuess]:
    """One column for a field that has one: the surest, then the fullest. The others wait for a person."""
    best: dict[str, ColumnGuess] = {}
    for guess in guesses:
        rival = best.get(guess.field)
        if rival is None or _weight(guess, profiles) > _weight(rival, profiles):
            best[guess.field] = guess
    return [
        guess
        if FIELDS[guess.field].several or best[guess.field] is guess
        else replace(
            guess, mapped=MappedColumn(guess.column, guess.title, "ignored"), certainty=Certainty.UNSURE
        )
        for guess in guesses
    ]


def _weight(guess: ColumnGuess, profiles: list[Profile]) -> tuple[int, int]:
    return _RANK[guess.certainty], profiles[guess.column].filled


def _with_examples(guess: ColumnGuess, title: str, cells: Sequence[Cell]) -> ColumnGuess:
    mapped = replace(guess.mapped, title=title)
    return replace(guess, mapped=mapped, examples=_examples(mapped, cells))


def _examples(mapped: MappedColumn, cells: Sequence[Cell]) -> tuple[str, ...]:
    """The first different cells; of a sensitive column only what its shape needs."""
    found: dict[str, None] = {}
    for cell in cells:
        if is_blank(cell):
            continue
        text = as_text(cell).strip()
        found[_masked(text) if _is_hidden(mapped, text) else text[:60]] = None
        if len(found) == EXAMPLES:
            break
    return tuple(found)


def _is_hidden(mapped: MappedColumn, text: str) -> bool:
    is_unread = FIELDS[mapped.field].kind is Kind.IGNORED
    return mapped.field in SENSITIVE or (is_unread and not is_harmless(text, mapped.title))


def _masked(text: str) -> str:
    """The first four characters and the last two; what lies between is dots."""
    if len(text) < 7 or "E+" in text.upper():
        return text if "E+" in text.upper() else text[:2] + "••"
    return f"{text[:4]}{'•' * min(len(text) - 6, 8)}{text[-2:]}"
