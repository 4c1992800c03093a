"""Finding duplicates in any spreadsheet, without a database: read, match, write rows with their cluster."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from wadah.registry.linkage.columns import FIELDS, guess_columns, plain_title
from wadah.registry.linkage.entry import Entry
from wadah.registry.linkage.marks import ALONE, Mark, marks_of, numbered
from wadah.registry.linkage.matching import match
from wadah.registry.linkage.reading import entry_of
from wadah.registry.linkage.sheets import Sheet, read_tables, write_csv

ADDED = ("cluster_id", "score", "reason")
# From here on the rows are compared as tables: pair by pair takes minutes, and memory.
WORTH_TABLES = 20_000

Columns = dict[str, tuple[str, ...]]


class MappingError(Exception):
    """A mapping that names an unknown field, column or sheet, or no column that could be compared."""


@dataclass(frozen=True)
class Found:
    """What was found: counts, which columns of which sheet were compared, and which sheets were left and why."""

    rows: int
    clusters: int
    duplicates: int
    columns: dict[str, Columns]
    left: dict[str, str]


class Tally:
    """Counts the clusters and the rows too many while the rows are written."""

    def __init__(self) -> None:
        self.clusters = self.duplicates = 0

    def counted(self, numbered: Iterable[tuple[int, Mark]]) -> Iterator[tuple[int, Mark]]:
        """The same rows again."""
        for row, (number, mark) in enumerate(numbered):
            self.clusters += mark.first == row
            self.duplicates += mark is not ALONE and mark.first != row
            yield number, mark


def find_duplicates(
    files: Sequence[Path],
    out: Path,
    mapping: Mapping[str, Sequence[str]] | None = None,
    language: str = "en",
    only: Collection[str] = (),
) -> Found:
    """Compare all rows of all files, and write them in order with `cluster_id`, `score` and `reason`.

    `mapping` is field to columns, joined in their order; with it only the mapped columns are compared,
    without it the titles tell. `only` names the sheets to read; without it all that have a column of names are.
    Raises MappingError, TabularError (unreadable file), OSError.
    """
    asked = {field: tuple(columns) for field, columns in (mapping or {}).items()}
    for field in asked:
        if field not in FIELDS:
            raise MappingError(f"unknown field {field!r}; fields are {', '.join(FIELDS)}")
    sheets, left = _read(files, asked, only)
    sheets, columns = _comparable(sheets, asked, left)
    rows = sum(len(sheet.rows) for sheet in sheets)
    tally = Tally()
    _write(out, sheets, tally.counted(numbered(_marks(sheets, columns, rows, language), rows)))
    return Found(rows, tally.clusters, tally.duplicates, columns, left)


def _read(
    files: Sequence[Path], asked: Mapping[str, Sequence[str]], only: Collection[str]
) -> tuple[list[Sheet], dict[str, str]]:
    """The sheets of all files, and those left with the reason."""
    wanted = [title for titles in asked.values() for title in titles]
    sheets: list[Sheet] = []
    left: dict[str, str] = {}
    names: set[str] = set()
    for path in files:
        tables = read_tables(path, wanted, only)
        sheets.extend(tables.sheets)
        left.update({f"{path.name}, sheet {name}": why for name, why in tables.left.items()})
        names.update([sheet.name for sheet in tables.sheets if sheet.name], tables.left)
    if only and not sheets:
        raise MappingError(
            f"no rows in a sheet named {', '.join(only)}; sheets are {', '.join(sorted(names))}"
        )
    return sheets, left


def _comparable(
    sheets: Sequence[Sheet], asked: Mapping[str, Sequence[str]], left: dict[str, str]
) -> tuple[list[Sheet], dict[str, Columns]]:
    """The sheets with a column of names and what is compared of them; others are left, or refused if none is."""
    present = {plain_title(title) for sheet in sheets for title in sheet.titles}
    for title in (title for titles in asked.values() for title in titles):
        if plain_title(title) not in present:
            raise MappingError(f"no column {title!r}; columns are {', '.join(sheets[0].titles)}")
    columns = {sheet.label: _columns_of(sheet, asked) for sheet in sheets}
    kept = [sheet for sheet in sheets if {"name", "owner"} & set(columns[sheet.label])]
    for sheet in sheets:
        if sheet not in kept:
            told = f"no column of names recognised among {', '.join(sheet.titles)}"
            if not sheet.name or not kept:
                raise MappingError(f"{sheet.label}: {told}; say which: --map name=COLUMN")
            left[sheet.label] = told
            del columns[sheet.label]
    return kept, columns


def _columns_of(sheet: Sheet, asked: Mapping[str, Sequence[str]]) -> Columns:
    if not asked:
        return guess_columns(sheet.titles)
    written = {plain_title(title): title for title in reversed(sheet.titles)}
    found = {
        field: tuple(written[plain_title(title)] for title in titles if plain_title(title) in written)
        for field, titles in asked.items()
    }
    return {field: titles for field, titles in found.items() if titles}


def _entries(sheets: Sequence[Sheet], columns: Mapping[str, Columns]) -> Iterator[Entry]:
    """One for each row, numbered through. A header that is repeated among the rows is compared with nothing."""
    number = 0
    for sheet in sheets:
        places = {
            field: [sheet.titles.index(title) for title in titles]
            for field, titles in columns[sheet.label].items()
        }
        for row in sheet.rows:
            cells = {
                field: " ".join(cell for at in found if (cell := row[at].strip()))
                for field, found in places.items()
            }
            repeated = all(cell == " ".join(columns[sheet.label][field]) for field, cell in cells.items())
            yield Entry(number) if repeated else entry_of(number, cells)
            number += 1


def _marks(
    sheets: Sequence[Sheet], columns: Mapping[str, Columns], rows: int, language: str
) -> Iterable[tuple[int, Mark]]:
    if rows < WORTH_TABLES:
        return marks_of(match(list(_entries(sheets, columns))), language)
    # DuckDB is heavy: only a list of this length loads it.
    from wadah.registry.linkage.tables.lists import long_list_marks  # noqa: PLC0415

    return long_list_marks(_entries(sheets, columns), language)


def _write(out: Path, sheets: Sequence[Sheet], marked: Iterable[tuple[int, Mark]]) -> None:
    titles = tuple(dict.fromkeys(title for sheet in sheets for title in sheet.titles))
    files, named = len({sheet.path for sheet in sheets}) > 1, len(sheets) > 1 and any(s.name for s in sheets)
    sources = [*(["file"] * files), *(["sheet"] * named)]
    added = [title if title not in titles else f"wadah_{title}" for title in (*sources, *ADDED)]
    write_csv(out, [*titles, *added], _written(sheets, titles, files, named, iter(marked)))


def _written(
    sheets: Sequence[Sheet],
    titles: Sequence[str],
    files: bool,
    named: bool,
    marked: Iterator[tuple[int, Mark]],
) -> Iterator[list[str]]:
    for sheet in sheets:
        places = [sheet.titles.index(title) if title in sheet.titles else None for title in titles]
        source = [*([sheet.path.name] * files), *([sheet.name] * named)]
        # The rows first: the marks would lose one where they are asked before the rows have ended.
        for row, (number, mark) in zip(sheet.rows, marked, strict=False):
            cells = ["" if place is None else row[place] for place in places]
            yield [*cells, *source, str(number), mark.score, mark.reason]
