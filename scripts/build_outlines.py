"""Draws the kab/kota of one province from a GeoJSON of outlines, for the map of the public board.

    python scripts/build_outlines.py 16 outlines.geojson > src/wadah/impact/data/outlines/16.json

Features need `kode` (Kemendagri), `lat` and `lng` (where the number stands). Points are rounded on one grid, so
that neighbours stay closed. The shipped files come from github cahyadsn/wilayah_boundaries (data/README.md).
"""

import json
import math
import sys
from pathlib import Path
from typing import Any

WIDTH = 700
Point = tuple[float, float]


def main(province: str, file: str) -> None:
    """Writes the drawing to standard output."""
    features = json.loads(Path(file).read_text("utf-8"))["features"]
    features = [one for one in features if one["properties"]["kode"].startswith(f"{province}.")]
    every = [point for one in features for ring in rings(one["geometry"]) for point in ring]
    west, south = min(x for x, _ in every), min(y for _, y in every)
    east, north = max(x for x, _ in every), max(y for _, y in every)
    narrow = math.cos(math.radians((south + north) / 2))
    scale = WIDTH / ((east - west) * narrow)

    def place(point: Point) -> tuple[int, int]:
        return round((point[0] - west) * narrow * scale), round((north - point[1]) * scale)

    drawn = []
    for one in sorted(features, key=lambda feature: feature["properties"]["kode"]):
        path = "".join(drawn_ring([place(point) for point in ring]) for ring in rings(one["geometry"]))
        x, y = place((one["properties"]["lng"], one["properties"]["lat"]))
        drawn.append({"code": one["properties"]["kode"], "x": x, "y": y, "path": path})
    box = [0, 0, WIDTH, round((north - south) * scale)]
    json.dump({"box": box, "places": drawn}, sys.stdout, separators=(",", ":"))
    sys.stdout.write("\n")


def rings(geometry: dict[str, Any]) -> list[list[Point]]:
    """All rings of a Polygon or MultiPolygon."""
    shapes = geometry["coordinates"]
    polygons = shapes if geometry["type"] == "MultiPolygon" else [shapes]
    return [[(point[0], point[1]) for point in ring] for polygon in polygons for ring in polygon]


def drawn_ring(points: list[tuple[int, int]]) -> str:
    """A closed path of relative steps; nothing when it is no area on this grid."""
    kept = [point for at, point in enumerate(points) if at == 0 or point != points[at - 1]]
    if len(set(kept)) < 3:
        return ""
    steps = "".join(
        f"{x - before_x} {y - before_y}l"
        for (before_x, before_y), (x, y) in zip(kept, kept[1:], strict=False)
    )
    return f"M{kept[0][0]} {kept[0][1]}l{steps.removesuffix('l')}z".replace(" -", "-")


if __name__ == "__main__":
    main(*sys.argv[1:])
