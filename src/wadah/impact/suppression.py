"""Which counts may be shown: none below five, not by itself and not by subtraction. Pure; knows no database.

What is protected. Let a *small* count be 1 to 4. Zero is shown: nobody stands behind it.

1. **Itself.** A small whole, and every part of it, is hidden.
2. **Between indicators.** A part is shown only when neither it nor what is left of its whole (registered minus
   active, rows minus complete rows) is small: the complement goes with the part.
   Where one part lies inside another by its meaning (linked rows are valid rows), the same holds for what lies
   between them, or the inner one is hidden.
3. **Totals.** A total is the sum of what is shown and of nothing else, and a total of parts is divided by the
   wholes of the same subjects. So no total holds a hidden count, and there is nothing to subtract from.
4. **Over time.** A new value is shown only when it differs from *every* value shown before, not only from the last
   one, by nothing or by five and more; the same holds for parts and for what they leave. Until then the last
   value stands, with its date. A part changes only together with a whole that is shown as it is.

From 1 to 4 follows what the tests prove: two histories that differ only in how small a small count is, or in a
step that was held back, give the same publication. A hidden count cannot be computed from it at all, whatever one
adds to or subtracts from it.

What is not protected. That a count is small is told by hiding it. That something stood still within four is told
by an old date. Parts of one whole that overlap (complete rows, fresh rows) bound one another: their differences
are no counts of a group, and are not treated as such; nor are those between rows of offices and businesses of
places, which count different things. A value that is shown is exact: who knows all businesses of
a place but one learns whether that one is counted. Counts of other publishers, and what officers see of their own
place, are outside this guard.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

SMALLEST_SHOWN = 5


@dataclass(frozen=True)
class Counted:
    """One whole and its parts as they are today; a part that nobody has counted yet is None.

    `nested` are pairs of parts of which the first lies inside the second.
    """

    whole: int
    parts: Mapping[str, int | None] = field(default_factory=dict)
    nested: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        too_large = [name for name, part in self.parts.items() if part is not None and part > self.whole]
        if self.whole < 0 or too_large or any(part is not None and part < 0 for part in self.parts.values()):
            raise ValueError(f"{self} is no whole with its parts.")


@dataclass(frozen=True)
class Share:
    """A part that is shown, with the whole that it is a part of."""

    part: int
    of: int

    @property
    def rest(self) -> int:
        """What the part leaves of its whole."""
        return self.of - self.part


@dataclass(frozen=True)
class Released:
    """What may be shown of one whole: its count, and its parts; None is hidden. Unknown parts are not in it."""

    whole: int | None
    parts: Mapping[str, Share | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Total:
    """A sum of what is shown. `of` is None for wholes, and `count` for what is shown nowhere."""

    count: int | None
    of: int | None
    subjects: int


def is_small(count: int) -> bool:
    """Whether the count could point at somebody."""
    return 0 < count < SMALLEST_SHOWN


def is_far_enough(count: int, earlier: Iterable[int]) -> bool:
    """Whether no value shown earlier lies so near that the step itself would be a small count."""
    return not any(is_small(abs(count - before)) for before in earlier)


def release(now: Counted, history: Sequence[Released]) -> Released:
    """What may be shown today after everything that was shown before, oldest first."""
    whole = _whole(now.whole, history)
    parts = {
        name: _part(name, Share(part, now.whole), whole, history)
        for name, part in now.parts.items()
        if part is not None
    }
    for inner, outer in now.nested:
        if not _may_stand_together(inner, outer, parts, history):
            parts[inner] = None
    return Released(whole, parts)


def _may_stand_together(
    inner: str, outer: str, parts: Mapping[str, Share | None], history: Sequence[Released]
) -> bool:
    """Whether what lies between two nested parts may be known, today and against every day before."""
    between = _between(parts.get(inner), parts.get(outer))
    earlier = [_between(before.parts.get(inner), before.parts.get(outer)) for before in history]
    return not any(is_small(abs(step)) for step in between) and all(
        is_far_enough(step, (past[at] for past in earlier if past)) for at, step in enumerate(between)
    )


def _between(inner: Share | None, outer: Share | None) -> tuple[int, ...]:
    """What two nested parts leave between them, seen from below and from above; nothing unless both are shown."""
    if inner is None or outer is None:
        return ()
    return outer.part - inner.part, inner.rest - outer.rest


def _whole(count: int, history: Sequence[Released]) -> int | None:
    if is_small(count):
        return None
    shown = [before.whole for before in history if before.whole is not None]
    if is_far_enough(count, shown):
        return count
    return history[-1].whole


def _part(name: str, now: Share, whole: int | None, history: Sequence[Released]) -> Share | None:
    if whole is None or is_small(now.part) or is_small(now.rest):
        return None
    shown = [share for share in (before.parts.get(name) for before in history) if share is not None]
    moves = (
        now.of == whole
        and is_far_enough(now.part, (share.part for share in shown))
        and is_far_enough(now.rest, (share.rest for share in shown))
    )
    if moves:
        return now
    return history[-1].parts.get(name) if history else None


def total_of_wholes(released: Iterable[Released]) -> Total:
    """The sum over the subjects whose whole is shown."""
    shown = [one.whole for one in released if one.whole is not None]
    return Total(sum(shown) if shown else None, None, len(shown))


def total_of_parts(shares: Iterable[Share | None]) -> Total:
    """The sum of a part, and of the wholes of the same subjects."""
    shown = [share for share in shares if share is not None]
    if not shown:
        return Total(None, None, 0)
    return Total(sum(share.part for share in shown), sum(share.of for share in shown), len(shown))
