"""Quick, repeatable draws: a source of chance for each batch, and tables of lots instead of weighted
choices.
"""

import csv
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.resources import files
from random import Random
from typing import Any, TypeVar

T = TypeVar("T")

# A bound `Random.random`: calling it is four times quicker than any other method of Random.
Chance = Callable[[], float]

DATA = files("wadah.registry.demo").joinpath("data")


def chance_of(*seeds: object) -> Chance:
    """The source of chance of one batch; the same seeds give the same draws in every process."""
    return Random(":".join(map(str, seeds))).random  # noqa: S311 - repeatable invention, no secret


def pick(chance: Chance, choices: Sequence[T]) -> T:
    """One of the choices, each as likely."""
    return choices[int(chance() * len(choices))]


def lots(weighted: Iterable[tuple[T, float]], size: int) -> tuple[T, ...]:
    """A table of about `size` in which each thing stands as often as its weight says (at least once), for
    `pick`.
    """
    things = list(weighted)
    total = sum(weight for _, weight in things)
    return tuple(thing for thing, weight in things for _ in range(max(1, round(size * weight / total))))


def read_words(name: str) -> dict[str, Any]:
    """A table of words that ships with the demo."""
    return tomllib.loads(DATA.joinpath(name).read_text(encoding="utf-8"))


def read_list(name: str) -> Iterator[dict[str, str]]:
    """The rows of a list that ships with the demo."""
    yield from csv.DictReader(DATA.joinpath(name).read_text(encoding="utf-8").splitlines())
