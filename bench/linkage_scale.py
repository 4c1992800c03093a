"""Linkage of a generated province beside Splink alone, new rows against it, and the question for one row.

    python bench/linkage_scale.py [--rows 2000000] [--folder FOLDER]

Each part runs in a process of its own, so that its time and its peak of memory are its own. The truth of the
generated rows is used for scoring only.
"""

import argparse
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import splink.comparison_library as compare
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from wadah.registry.demo.parquet import write_rows
from wadah.registry.linkage import Entry, judge, link_keys
from wadah.registry.linkage.tables.linking import link_new_rows, link_tables
from wadah.registry.linkage.tables.preparing import Resources

SEED = 7
NEW_ROWS = 10_000
COLUMNS = """
    id, name, owner, address, village_name AS city, village, regency, postcode,
    CASE WHEN phone IS NULL THEN [] ELSE [phone] END AS phones, latitude, longitude, activity,
    CASE WHEN kbli IS NOT NULL THEN concat(kbli_edition, ':', kbli) END AS kbli, nib, nik
"""


def source(folder: Path, where: str = "true") -> str:
    """The rows as `link_tables` reads them."""
    return f"(SELECT {COLUMNS} FROM '{folder}/rows.parquet' WHERE {where})"


@contextmanager
def measured(what: str) -> Iterator[None]:
    """Prints seconds and the peak of memory of this process and its children together."""
    peak, done = 0, threading.Event()

    def watch() -> None:
        nonlocal peak
        while not done.wait(0.2):
            peak = max(peak, memory_of_family())

    watcher = threading.Thread(target=watch)
    watcher.start()
    start = time.perf_counter()
    try:
        yield
    finally:
        seconds = time.perf_counter() - start
        done.set()
        watcher.join()
        print(f"{what}: {seconds:.1f} s, peak {peak / 2**20:.0f} MB", flush=True)


def memory_of_family() -> int:
    """Resident bytes of this process and its children, from /proc."""
    total, pages = 0, os.sysconf("SC_PAGE_SIZE")
    for process in Path("/proc").iterdir():
        if not process.name.isdigit():
            continue
        try:
            stat = (process / "stat").read_text().rpartition(")")[2].split()
            if int(process.name) == os.getpid() or int(stat[1]) == os.getpid():
                total += int(stat[21]) * pages
        except OSError:
            continue
    return total


def scored(folder: Path, clusters: str, what: str, where: str = "true") -> None:
    """Pair precision and recall of clusters (id, cluster) against the truth of the rows that were linked."""
    found = duckdb.sql(f"""
        WITH truth AS (SELECT id, business_id FROM '{folder}/rows.parquet' WHERE {where}),
        joined AS (
            SELECT t.business_id, coalesce(c.cluster, -t.id - 1) AS cluster
            FROM truth t LEFT JOIN ({clusters}) c USING (id)
        ),
        pairs AS (SELECT sum(n * (n - 1) // 2) AS n FROM (SELECT count(*) AS n FROM joined GROUP BY cluster)),
        wanted AS (SELECT sum(n * (n - 1) // 2) AS n FROM (SELECT count(*) AS n FROM joined GROUP BY business_id)),
        right_ones AS (
            SELECT sum(n * (n - 1) // 2) AS n FROM (SELECT count(*) AS n FROM joined GROUP BY business_id, cluster)
        )
        SELECT right_ones.n / pairs.n, right_ones.n / wanted.n, wanted.n FROM pairs, wanted, right_ones
    """).fetchone()
    assert found
    print(f"{what}: pair precision {found[0]:.4f}, recall {found[1]:.4f} of {found[2]:,} pairs", flush=True)


def run_wadah(folder: Path) -> None:
    """Our linkage, all but the last 10,000 rows; those come as a new file afterwards."""
    newest = f"id >= (SELECT max(id) + 1 - {NEW_ROWS} FROM '{folder}/rows.parquet')"
    with measured("wadah link_tables"):
        link_tables(source(folder, f"NOT {newest}"), folder / "linked", resources=Resources(folder))
    scored(
        folder,
        f"SELECT id, cluster FROM '{folder}/linked/clusters.parquet'",
        "wadah clusters",
        f"NOT {newest}",
    )


def run_new(folder: Path) -> None:
    """10,000 new rows against all the others."""
    newest = f"id >= (SELECT max(id) + 1 - {NEW_ROWS} FROM '{folder}/rows.parquet')"
    with measured(f"wadah link_new_rows ({NEW_ROWS:,} rows)"):
        linked = link_new_rows(source(folder, newest), folder / "new", resources=Resources(folder))
    print(f"new rows: {linked.pair_count:,} pairs", flush=True)


def run_splink(folder: Path) -> None:
    """Splink with its own comparisons and its own training, on the same rows and the same machine."""
    database = duckdb.connect(str(folder / "splink.duckdb"))
    database.execute(f"SET memory_limit='1500MB'; SET threads=2; SET temp_directory='{folder}/splink_spilt'")
    with measured("Splink alone"):
        database.execute(f"""
            CREATE TABLE rows AS SELECT id AS unique_id, lower(name) AS name, lower(owner) AS owner,
                lower(address) AS address, village, regency, postcode, phone, nib, nik FROM '{folder}/rows.parquet'
        """)
        rules = [block_on("nib"), block_on("nik"), block_on("phone"), block_on("name", "village"),
                 block_on("owner", "village")]  # fmt: skip
        settings = SettingsCreator(
            link_type="dedupe_only",
            comparisons=[
                compare.JaroWinklerAtThresholds("name"), compare.JaroWinklerAtThresholds("owner"),
                compare.JaroWinklerAtThresholds("address"), compare.ExactMatch("village"), compare.ExactMatch("phone"),
                compare.ExactMatch("nib"), compare.ExactMatch("nik"),
            ],
            blocking_rules_to_generate_predictions=rules,
        )  # fmt: skip
        linker = Linker(DuckDBAPI(connection=database).register("rows"), settings)
        linker.training.estimate_probability_two_random_records_match(
            [block_on("nib"), block_on("nik", "name")], recall=0.6
        )
        linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
        linker.training.estimate_parameters_using_expectation_maximisation(block_on("phone"))
        linker.training.estimate_parameters_using_expectation_maximisation(block_on("nik"))
        pairs = linker.inference.predict(threshold_match_probability=0.9)
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, 0.95)
    name = clusters.physical_name
    database.execute(
        f"COPY (SELECT unique_id AS id, hash(cluster_id)::HUGEINT AS cluster FROM {name}) TO '{folder}/splink.parquet'"
    )
    scored(folder, f"SELECT id, cluster FROM '{folder}/splink.parquet'", "Splink clusters")


def run_online(folder: Path, asked: int = 300) -> None:
    """ "Is this business already known?": keys of the row, their records in SQLite, the answer for each."""
    path = folder / "online.sqlite"
    database = sqlite3.connect(path)
    if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'record_key'").fetchone():
        fill_online(folder, database)
    rows = duckdb.sql(f"SELECT * FROM {source(folder)} USING SAMPLE {asked} ROWS (reservoir, 1)").fetchall()
    times: list[float] = []
    for row in rows:
        start = time.perf_counter()
        entry = as_entry(row)
        keys = link_keys(entry)
        marks = ",".join("?" * len(keys))
        found = database.execute(
            "SELECT DISTINCT r.* FROM (SELECT value AS key FROM json_each(?)) k, record_key x, record r"
            " WHERE x.key = k.key AND r.id = x.record LIMIT 200", (f"[{','.join(map(str, keys))}]",)
        ).fetchall()  # fmt: skip
        del marks
        for other in found:
            judge(entry, as_entry((*other[:8], (other[8],) if other[8] else (), *other[9:])))
        times.append(time.perf_counter() - start)
    times.sort()
    middle, worst = times[len(times) // 2] * 1000, times[int(len(times) * 0.95)] * 1000
    print(
        f"already known? at {count(folder):,} rows: {middle:.1f} ms, 95 of 100 within {worst:.1f} ms",
        flush=True,
    )


def as_entry(row: tuple[object, ...]) -> Entry:
    """A row of `source` as an Entry."""
    texts = [value if value is not None else "" for value in row]
    texts[8] = tuple(row[8] or ())  # type: ignore[call-overload]
    texts[9], texts[10] = row[9], row[10]
    return Entry(*texts[:8], *texts[8:])  # type: ignore[arg-type]


def fill_online(folder: Path, database: sqlite3.Connection) -> None:
    """The tables of the registry in small: records and their keys."""
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("CREATE TABLE record (id INTEGER PRIMARY KEY, name, owner, address, city, village, regency,"
                     " postcode, phone, latitude, longitude, activity, kbli, nib, nik)")  # fmt: skip
    database.execute(
        "CREATE TABLE record_key (key INTEGER, record INTEGER, PRIMARY KEY (key, record)) WITHOUT ROWID"
    )
    cursor = duckdb.sql(f"SELECT * FROM {source(folder)}")
    keys: list[tuple[int, int]] = []
    seconds, rows = 0.0, 0
    while batch := cursor.fetchmany(20_000):
        start = time.process_time()
        keyed = [(key, row[0]) for row in batch for key in link_keys(as_entry(row))]
        seconds += time.process_time() - start
        rows += len(batch)
        keys.extend(keyed)
        database.executemany(
            f"INSERT INTO record VALUES ({','.join('?' * 15)})",
            [(*row[:8], row[8][0] if row[8] else None, *row[9:]) for row in batch],
        )
    database.executemany("INSERT OR IGNORE INTO record_key VALUES (?, ?)", sorted(keys))
    database.commit()
    print(f"link_keys: {rows / seconds:,.0f} rows a second on one core", flush=True)


def count(folder: Path) -> int:
    found = duckdb.sql(f"SELECT count(*) FROM '{folder}/rows.parquet'").fetchone()
    return int(found[0]) if found else 0


PARTS = {"splink": run_splink, "wadah": run_wadah, "new": run_new, "online": run_online}


def main() -> None:
    """Generate the rows, then run each part in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=2_000_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--part", choices=PARTS)
    asked = parser.parse_args()
    folder: Path = asked.folder or Path(tempfile.gettempdir()) / f"wadah-linkage-{asked.rows}"
    folder.mkdir(parents=True, exist_ok=True)
    if asked.part:
        PARTS[asked.part](folder)
        return
    random.seed(SEED)
    if not (folder / "rows.parquet").exists():
        print(write_rows(folder / "rows.parquet", count=asked.rows, seed=SEED), flush=True)
    (folder / "splink.duckdb").unlink(missing_ok=True)
    for part in PARTS:
        subprocess.run([sys.executable, __file__, "--folder", str(folder), "--part", part], check=False)


if __name__ == "__main__":
    main()
