"""Where each kab/kota lies, as a box in degrees: enough to see that a point was taken elsewhere."""

import csv
from functools import cache
from importlib.resources import files

from wadah.registry.values.coordinates import Box


@cache
def regency_boxes() -> dict[str, Box]:
    """The boxes of the 514 kab/kota by Kemendagri code, from simplified outlines."""
    text = files("wadah.registry").joinpath("data/regency_boxes.csv").read_text(encoding="utf-8")
    return {
        row["code"]: Box(float(row["south"]), float(row["west"]), float(row["north"]), float(row["east"]))
        for row in csv.DictReader(text.splitlines())
    }
