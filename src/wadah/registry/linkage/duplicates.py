"""Finding duplicates in any spreadsheet, without a database: read, match, write rows with their cluster."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from wadah.registry.linkage.columns import FIELDS, guess_columns, plain_title
from wadah.registry.linkage.entry import Entry
from wadah.registry.linkage.matching import Matched, match
from wadah.registry.linkage.reading import entry_of
from wadah.registry.linkage.sheets import Sheet, read_sheet, write_csv

ADDED = ("cluster_id", "score", "reason")


class MappingError(Exception):
    """A mapping that names an unknown field or column, or no column that could be compared."""


@dataclass(frozen=True)
class Found:
    """What was found: counts, and which columns were compared, file by file."""

    rows: int
    clusters: int
    duplicates: int
    columns: dict[Path, dict[str, tuple[str, ...]]]


def find_duplicates(
    files: Sequence[Path], out: Path, mapping: Mapping[str, Sequence[str]] | None = None, language: str = "en"
) -> Found:
    """Compare all rows of all files, and write them in order with `cluster_id`, `score` and `reason`.

    `mapping` is field to columns, joined in their order; with it only the mapped columns are compared,
    without it the titles tell. Raises MappingError, TabularError (unreadable file), OSError.
    """
    asked = {field: tuple(columns) for field, columns in (mapping or {}).items()}
    _check_fields(asked)
    sheets = [read_sheet(path, [title for titles in asked.values() for title in titles]) for path in files]
    columns = {sheet.path: _columns_of(sheet, asked) for sheet in sheets}
    _check_columns(sheets, asked, columns)
    entries: list[Entry] = []
    for sheet in sheets:
        entries.extend(_entries(sheet, columns[sheet.path], len(entries)))
    matched = match(entries)
    _write(out, sheets, matched, language)
    duplicates = sum(len(cluster) - 1 for cluster in matched.clusters)
    return Found(len(entries), len(matched.clusters), duplicates, columns)


def _check_fields(asked: Mapping[str, Sequence[str]]) -> None:
    for field in asked:
        if field not in FIELDS:
            raise MappingError(f"unknown field {field!r}; fields are {', '.join(FIELDS)}")


def _columns_of(sheet: Sheet, asked: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    if not asked:
        return guess_columns(sheet.titles)
    written = {plain_title(title): title for title in reversed(sheet.titles)}
    found = {
        field: tuple(written[plain_title(title)] for title in titles if plain_title(title) in written)
        for field, titles in asked.items()
    }
    return {field: titles for field, titles in found.items() if titles}


def _check_columns(
    sheets: Sequence[Sheet], asked: Mapping[str, Sequence[str]], columns: Mapping[Path, Mapping[str, object]]
) -> None:
    present = {plain_title(title) for sheet in sheets for title in sheet.titles}
    for titles in asked.values():
        for title in titles:
            if plain_title(title) not in present:
                raise MappingError(f"no column {title!r}; columns are {', '.join(sheets[0].titles)}")
    for sheet in sheets:
        if not {"name", "owner"} & set(columns[sheet.path]):
            raise MappingError(
                f"{sheet.path.name}: no column of names recognised among {', '.join(sheet.titles)}; "
                "say which: --map name=COLUMN"
            )


def _entries(sheet: Sheet, columns: Mapping[str, tuple[str, ...]], first: int) -> list[Entry]:
    places = {field: [sheet.titles.index(title) for title in titles] for field, titles in columns.items()}
    return [
        entry_of(
            first + number,
            {
                field: " ".join(cell for at in found if (cell := row[at].strip()))
                for field, found in places.items()
            },
        )
        for number, row in enumerate(sheet.rows)
    ]


@dataclass(frozen=True)
class _Mark:
    cluster: int
    score: str = ""
    reason: str = ""


def _marks(matched: Matched, rows: int, language: str) -> list[_Mark]:
    """Cluster, best score and its reason for each row; a row alone is a cluster of its own."""
    marks: dict[int, _Mark] = {}
    for cluster in matched.clusters:
        for row in cluster:
            others = {
                other: matched.weight((min(row, other), max(row, other))) for other in cluster if other != row
            }
            twin = max(others, key=others.__getitem__)
            marks[row] = _mark(matched, row, twin, cluster[0], language)
    firsts = [marks.get(row, _Mark(row)).cluster for row in range(rows)]
    numbers = {first: number for number, first in enumerate(dict.fromkeys(firsts), 1)}
    return [replace(marks.get(row, _Mark(row)), cluster=numbers[first]) for row, first in enumerate(firsts)]


def _mark(matched: Matched, row: int, twin: int, cluster: int, language: str) -> _Mark:
    judgement = matched.matcher.evidence((min(row, twin), max(row, twin)))
    told = [e.words_id if language == "id" else e.words_en for e in judgement.evidence if e.weight > 0]
    line = "baris" if language == "id" else "row"
    # the line of the result file: one for the titles, and lines count from one
    return _Mark(cluster, f"{judgement.score:.4f}", f"{line} {twin + 2}: {'; '.join(told)}")


def _write(out: Path, sheets: Sequence[Sheet], matched: Matched, language: str) -> None:
    titles = tuple(dict.fromkeys(title for sheet in sheets for title in sheet.titles))
    several = len(sheets) > 1
    added = [title if title not in titles else f"wadah_{title}" for title in (*(["file"] * several), *ADDED)]
    marks = iter(_marks(matched, sum(len(sheet.rows) for sheet in sheets), language))

    def rows() -> "list[list[str]]":
        written: list[list[str]] = []
        for sheet in sheets:
            places = [sheet.titles.index(title) if title in sheet.titles else None for title in titles]
            for row in sheet.rows:
                mark = next(marks)
                cells = ["" if place is None else row[place] for place in places]
                source = [sheet.path.name] * several
                written.append([*cells, *source, str(mark.cluster), mark.score, mark.reason])
        return written

    write_csv(out, [*titles, *added], rows())
