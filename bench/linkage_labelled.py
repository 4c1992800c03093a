"""Linkage on labelled real lists, beside Splink with default settings and dedupe, in one run.

    python bench/linkage_labelled.py FOLDER     (or LINKAGE_DATA=FOLDER; the files are named below)

FOLDER holds restaurantProfiles.csv, duplicates.csv and dataset3.csv. wadah gets no labels: they score the result
only. dedupe, which cannot do without, gets the answers of 100 pairs. Clusters are scored: all pairs of rows of one
cluster against all true pairs.
"""

import argparse
import csv
import io
import os
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import dedupe
import duckdb
import pyarrow as pa
import splink.comparison_library as compare
from dedupe.variables import String
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from wadah.registry.linkage.duplicates import find_duplicates

Pairs = frozenset[tuple[int, int]]
Row = dict[str, str | None]


@dataclass(frozen=True)
class Task:
    """A list, the columns that may be used (field to columns), the truth and the F1 to reach."""

    name: str
    path: Path
    fields: Mapping[str, tuple[str, ...]]
    truth: Pairs
    wanted: float
    for_dedupe: bool = True  # on thousands of rows of persons it takes gigabytes and many minutes


def pairs_of(groups: Iterable[Sequence[int]]) -> Pairs:
    return frozenset(pair for group in groups for pair in combinations(sorted(group), 2))


def rows_of(path: Path) -> list[dict[str, str]]:
    text = path.read_text(encoding="utf-8")
    delimiter = "|" if "|" in text.partition("\n")[0] else ","
    return list(csv.DictReader(io.StringIO(text), delimiter=delimiter, skipinitialspace=True))


def tasks(folder: Path) -> list[Task]:
    """The three measurements of the issue."""
    restaurants, febrl = folder / "restaurantProfiles.csv", folder / "dataset3.csv"
    at = {row["id"]: number for number, row in enumerate(rows_of(restaurants))}
    lines = (folder / "duplicates.csv").read_text().split()
    twins = pairs_of([[at[row_id] for row_id in line.split("|")] for line in lines])
    persons: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows_of(febrl)):
        persons[row["rec_id"].split("-")[1]].append(number)
    plain = {"name": ("name",), "address": ("addr",), "city": ("city",), "activity": ("type",)}
    person = {
        "name": ("given_name", "surname"),
        "address": ("street_number", "address_1", "address_2"),
        "city": ("suburb",),
        "postcode": ("postcode",),
    }
    return [
        Task("restaurants with phone", restaurants, {**plain, "phone": ("phone",)}, twins, 0.99),
        Task("restaurants without phone", restaurants, plain, twins, 0.96),
        Task(
            "FEBRL dataset3: name, address, place, postcode", febrl, person, pairs_of(persons.values()), 0.99
        ),
    ]


def by_wadah(task: Task) -> Pairs:
    """The command find-duplicates, nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.csv"
        find_duplicates([task.path], out, task.fields)
        groups: dict[str, list[int]] = defaultdict(list)
        for number, row in enumerate(rows_of(out)):
            groups[row["cluster_id"]].append(number)
    return pairs_of(groups.values())


def joined(task: Task) -> list[Row]:
    """Rows with one lower-case column for each field, as a user of the other tools would make them."""
    return [
        {
            field: " ".join(row[column].strip().lower() for column in columns if row[column].strip()) or None
            for field, columns in task.fields.items()
        }
        for row in rows_of(task.path)
    ]


def by_splink(task: Task) -> Pairs:
    """Splink's own comparisons, its own training, its own clusters at 0.95."""
    rows = joined(task)
    table = pa.table(
        {"unique_id": range(len(rows)), **{field: [row[field] for row in rows] for field in task.fields}}
    )
    made = {"name": compare.JaroWinklerAtThresholds, "address": compare.JaroWinklerAtThresholds}
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[made.get(field, compare.LevenshteinAtThresholds)(field) for field in task.fields],
        blocking_rules_to_generate_predictions=[
            block_on(*([f"substr({field}, 1, 4)"] if field in made else [field])) for field in task.fields
        ],
    )
    database = duckdb.connect()
    linker = Linker(DuckDBAPI(connection=database).register(table), settings)
    linker.training.estimate_probability_two_random_records_match([block_on("name", "city")], recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    for rule in (block_on("name"), block_on("address")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    scored = linker.inference.predict(threshold_match_probability=0.5)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(scored, 0.95)
    groups: dict[str, list[int]] = defaultdict(list)
    for cluster, row in database.sql(
        f"SELECT cluster_id, unique_id FROM {clusters.physical_name}"
    ).fetchall():
        groups[cluster].append(row)
    return pairs_of(groups.values())


def by_dedupe(task: Task) -> Pairs:
    """dedupe with 100 labelled pairs: its active learning asks, the truth answers."""
    random.seed(1)
    data = dict(enumerate(joined(task)))
    learner = dedupe.Dedupe([String(field, has_missing=True) for field in task.fields], num_cores=1)
    learner.prepare_training(data, sample_size=1500)
    numbers = {id(row): number for number, row in data.items()}
    for _ in range(100):
        for one, other in learner.uncertain_pairs():
            pair = tuple(sorted((number_of(numbers, data, one), number_of(numbers, data, other))))
            kind = "match" if pair in task.truth else "distinct"
            learner.mark_pairs({"match": [], "distinct": [], kind: [(one, other)]})
    learner.train(recall=0.95)
    return pairs_of([sorted(cluster) for cluster, _ in learner.partition(data, 0.5)])


def number_of(numbers: Mapping[int, int], data: Mapping[int, Row], row: Row) -> int:
    """dedupe hands rows back; most are the very objects it was given."""
    found = numbers.get(id(row))
    return found if found is not None else next(n for n, other in data.items() if other == row)


def scored(found: Pairs, truth: Pairs) -> str:
    right = len(found & truth)
    precision, recall = right / max(len(found), 1), right / len(truth)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return f"F1 {f1:.4f}  precision {precision:.4f}  recall {recall:.4f}"


def main() -> int:
    """Run the three tools on the three tasks; exit code 1 when wadah stays below what is wanted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=os.environ.get("LINKAGE_DATA"))
    parser.add_argument("--only", help="one tool: wadah, splink or dedupe")
    asked = parser.parse_args()
    if asked.folder is None:
        parser.error("name the folder of the lists, or set LINKAGE_DATA")
    tools: dict[str, Callable[[Task], Pairs]] = {"wadah": by_wadah, "splink": by_splink, "dedupe": by_dedupe}
    below = False
    for task in tasks(Path(asked.folder)):
        print(f"{task.name} ({len(task.truth):,} true pairs; wanted F1 {task.wanted})", flush=True)
        for tool, run in tools.items():
            if (asked.only and tool != asked.only) or (tool == "dedupe" and not task.for_dedupe):
                continue
            start = time.perf_counter()
            with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
                found = run(task)
            line = scored(found, task.truth)
            print(f"  {tool:8} {line}  {time.perf_counter() - start:.1f} s", flush=True)
            below |= tool == "wadah" and float(line.split()[1]) < task.wanted
    return int(below)


if __name__ == "__main__":
    sys.exit(main())
