"""The kab/kota of a province as shapes of a drawing, from `data/outlines/<province>.json`. Knows no figures."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).with_name("data") / "outlines"


@dataclass(frozen=True)
class Shape:
    """One kab/kota: its outline, and where its number stands."""

    code: str
    path: str
    x: int
    y: int


@dataclass(frozen=True)
class Outlines:
    """The drawing of a province; `view_box` is what an SVG needs to know of its size."""

    view_box: str
    shapes: tuple[Shape, ...]


@lru_cache(maxsize=4)
def outlines_of(province: str) -> Outlines | None:
    """The drawing, read once in a process; None for a province without one, which has its table alone."""
    path = FOLDER / f"{province}.json"
    if not path.is_file():
        return None
    drawn = json.loads(path.read_text("utf-8"))
    return Outlines(
        " ".join(str(number) for number in drawn["box"]),
        tuple(Shape(place["code"], place["path"], place["x"], place["y"]) for place in drawn["places"]),
    )
