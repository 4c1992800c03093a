"""How two values of one field stand to one another, and which of their words differ. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum


class Likeness(Enum):
    """How two cells of one field stand to one another."""

    SAME = "same"
    NEAR = "near"
    DIFFERENT = "diff"
    ONLY_LEFT = "left"
    ONLY_RIGHT = "right"


@dataclass(frozen=True)
class Part:
    """Some words of a value, and whether the other value lacks them."""

    text: str
    differs: bool


def likeness_of(left: str, right: str, *, is_near: bool) -> Likeness:
    """Of two values in words; capitals alone make no difference."""
    if not right:
        return Likeness.ONLY_LEFT
    if not left:
        return Likeness.ONLY_RIGHT
    if left.casefold() == right.casefold():
        return Likeness.SAME
    return Likeness.NEAR if is_near else Likeness.DIFFERENT


def parts_of(left: str, right: str) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Both values cut where they differ. Nothing is marked where they have no word in common."""
    own, others = left.split(), right.split()
    matcher = SequenceMatcher(None, _folded(own), _folded(others), autojunk=False)
    steps = matcher.get_opcodes()
    if not any(tag == "equal" for tag, *_places in steps):
        return (Part(left, False),), (Part(right, False),)
    return (
        tuple(_part(tag, own[start:end]) for tag, start, end, _from, _to in steps if start < end),
        tuple(_part(tag, others[start:end]) for tag, _from, _to, start, end in steps if start < end),
    )


def _folded(words: Sequence[str]) -> list[str]:
    return [word.casefold().strip(".,;") for word in words]


def _part(tag: str, words: Sequence[str]) -> Part:
    return Part(" ".join(words), tag != "equal")
