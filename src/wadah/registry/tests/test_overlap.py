"""A reader in a process of its own gives what reading here gives, in its order, and a dead one is missed."""

import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from wadah.core.tabular import read_workbook
from wadah.core.tabular.errors import TooLarge
from wadah.regions.resolving import Place, Resolver
from wadah.registry.intake.sheets import look_at
from wadah.registry.sealed import open_cells
from wadah.registry.shapes import SheetFound, SheetMapping
from wadah.registry.tests.files import as_csv, row
from wadah.registry.work import overlap, understanding
from wadah.registry.work.overlap import ReaderDied, produced
from wadah.registry.work.prepared import PreparedChunk
from wadah.registry.work.understanding import Produced, Suspects, Task, understand

PLACES = (
    Place("16", "Sumatera Selatan", ""),
    Place("16.02", "Kabupaten Ogan Komering Ilir", ""),
    Place("16.02.01", "Tanjung Lubuk", ""),
    Place("16.02.02", "Pedamaran", ""),
)


@pytest.fixture
def task(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Task:
    """A file of eleven chunks: a section in the third, NIKs that turn out to be damaged in the fifth."""
    monkeypatch.setattr(understanding, "CHUNK_ROWS", 7)
    rows: list[tuple[object, ...]] = [
        row(
            at, f"Warung Nomor {at}", f"Pemilik {at}", f"16020145079{at:05d}"[:15] + ("0" if at > 25 else "7")
        )
        for at in range(1, 70)
    ]
    rows[17] = ("", "KECAMATAN PEDAMARAN")
    path = tmp_path / "data.csv"
    path.write_bytes(as_csv([(*cells[:5], "", *cells[6:]) for cells in rows]))
    with read_workbook(path) as workbook:
        look = look_at(workbook)
    mapping = SheetMapping(0, True, tuple(guess.mapped for guess in look.guesses))
    found = SheetFound(
        0, "data", "businesses", True, look.header.columns, 1, 1, (), True, "", look.typical, "", look.guesses
    )
    return Task(path, (found,), (mapping,), date(2026, 11, 21), "16.02", Decimal("0.25"))


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with two cores, on which every file is worth a reader."""
    monkeypatch.setattr(overlap, "WORTH_BYTES", 0)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})


Told = Suspects | list[tuple[object, ...]]


def told(contents: Iterator[Produced]) -> list[Told]:
    """What was produced, row by row; sealed parts opened, because no two seals are equal."""
    return [
        content if isinstance(content, Suspects) else _opened(content.with_keys()) for content in contents
    ]


def _opened(chunk: PreparedChunk) -> list[tuple[object, ...]]:
    cells = [open_cells(blob) if blob else None for blob in chunk.sealed]
    _, *columns = chunk._replace(sealed=cells)
    return list(zip(*columns, strict=True))


def test_a_reader_gives_what_reading_here_gives(task: Task, reader: None) -> None:
    resolver = Resolver(PLACES)

    alone, together = told(understand(task, resolver)), told(produced(task, resolver))

    assert together == alone
    assert isinstance(alone[-1], Suspects)
    assert len(alone) > 10


def test_a_task_taken_up_again_gives_the_rest_of_it(task: Task, reader: None) -> None:
    resolver = Resolver(PLACES)
    whole = [one for chunk in told(understand(task, resolver))[:-1] for one in chunk]  # type: ignore[attr-defined]

    rest = told(produced(replace(task, done=(0, 40)), resolver))

    assert [one for chunk in rest[:-1] for one in chunk] == whole[-30:]  # type: ignore[attr-defined]
    assert isinstance(rest[-1], Suspects)


def test_a_fault_of_the_file_comes_behind_the_chunks_before_it(task: Task, reader: None) -> None:
    with task.path.open("a", encoding="utf-8") as file:
        file.writelines(f"{at},Warung Nomor {at},Pemilik {at},,,,,,\n" for at in range(70, 570))
        file.write("x," * 2_000 + "\n")
    come: list[Produced] = []

    with pytest.raises(TooLarge):
        come.extend(produced(task, Resolver(PLACES)))

    assert [len(chunk.row_numbers) for chunk in come[1:] if isinstance(chunk, PreparedChunk)] == [7] * 80


def test_a_reader_that_was_killed_is_missed(
    task: Task, reader: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> Iterator[Produced]:
        os.kill(os.getpid(), signal.SIGKILL)
        yield []

    monkeypatch.setattr(overlap, "understand", killed)

    with pytest.raises(ReaderDied):
        list(produced(task, Resolver(PLACES)))
