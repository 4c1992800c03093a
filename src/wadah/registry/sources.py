"""What can be downloaded: each list says who may, what was asked, and its rows. An app above adds its own at start."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from wadah.core.actors import Actor
from wadah.core.tabular import Cell

# The filter of a list as its address has it: names and texts.
Filter = Mapping[str, str]
Details = Mapping[str, str | int | bool]
# Rows that are read at once, each chunk by queries of its own: no transaction lasts longer.
CHUNK_ROWS = 2_000


@dataclass(frozen=True)
class Held:
    """Where and for whom somebody may read a list: the access that a file of it rests on."""

    regions: tuple[str, ...]
    institutions: tuple[int, ...] = ()

    @property
    def region(self) -> str:
        """Where an entry of the trail about it belongs; nowhere for the trail of an office."""
        return self.regions[0] if self.regions else ""


@dataclass(frozen=True)
class Table:
    """A table to write: its titles, and its rows in chunks that are read one after the other."""

    header: tuple[str, ...]
    chunks: Iterator[Sequence[Sequence[Cell]]]


@dataclass(frozen=True)
class NikWish:
    """Whether NIKs are written along: only for a purpose, and only those that the actor may see."""

    purpose: str = ""

    def __bool__(self) -> bool:
        return bool(self.purpose)


@dataclass(frozen=True)
class Source:
    """One list. `count` stops at the given number; `details` are for the audit and name nobody.

    `has_nik` tells whether rows can hold the NIK of a person.
    """

    code: str
    label: str | Promise
    held: Callable[[Actor], Held]
    filters: tuple[str, ...]
    count: Callable[[Actor, Filter, int | None], int]
    table: Callable[[Actor, Filter, NikWish], Table]
    details: Callable[[Actor, Filter], Details]
    has_nik: bool = False

    def may(self, actor: Actor) -> bool:
        """Whether the actor may read this list at all."""
        held = self.held(actor)
        return bool(held.regions or held.institutions)


SOURCES: dict[str, Source] = {}


def add_source(source: Source) -> None:
    """Makes a list one that can be downloaded. Called once, at start."""
    SOURCES[source.code] = source
