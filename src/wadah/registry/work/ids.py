"""Sets and tables of record ids: a million of them in a few megabytes, where Python's own take a hundred."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator


class IdSet:
    """Ids as bits. They are given out one after the other, so that hardly a bit stands for none."""

    def __init__(self) -> None:
        self._bits = bytearray()

    def update(self, ids: Iterable[int]) -> None:
        """Adds the ids."""
        for number in ids:
            at = number >> 3
            if at >= len(self._bits):
                self._bits.extend(bytes(at + 1 - len(self._bits)))
            self._bits[at] |= 1 << (number & 7)

    def __iter__(self) -> Iterator[int]:
        """In ascending order."""
        return (
            at << 3 | bit for at, bits in enumerate(self._bits) if bits for bit in range(8) if bits >> bit & 1
        )


class IdTable:
    """A number for each of many ids, which are added in ascending order."""

    def __init__(self) -> None:
        self._ids, self._numbers = array("q"), array("q")

    def add(self, number: int, value: int) -> None:
        """The id must be greater than all before it."""
        self._ids.append(number)
        self._numbers.append(value)

    def get(self, number: int) -> int | None:
        """What was added under the id."""
        at = bisect_left(self._ids, number)
        return self._numbers[at] if at < len(self._ids) and self._ids[at] == number else None
