"""Linkage of a generated province beside Splink alone, new rows against it, and the question for one row.

    python bench/linkage_scale.py [--rows 2000000] [--folder FOLDER]

Each part runs in a process of its own, so that its time and its peak of memory are its own. The truth of the
generated rows is used for scoring only.
"""

import argparse
import logging
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
import orjson

from wadah.registry.candidates import WIDEST_BLOCK, nearest
from wadah.registry.demo.parquet import linkage_rows, write_rows
from wadah.registry.linkage import Entry, judge, link_keys
from wadah.registry.linkage.tables.entries import write_entries
from wadah.registry.linkage.tables.linking import link_tables
from wadah.registry.linkage.tables.preparing import Resources
from wadah.registry.linkage.weights import BUSINESS

SEED = 7
NEW_ROWS = 10_000
STORED = (
    "id", "name", "owner", "address", "city", "village", "regency", "postcode", "phone", "latitude", "longitude",
    "activity", "kbli", "nib", "nik", "cooperative",
)  # fmt: skip


def source(folder: Path, where: str = "true") -> str:
    """The rows as `link_tables` reads them."""
    return linkage_rows(folder / "rows.parquet", where)


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
    """10,000 new rows against all others: the known rows that share a key are read from the store by its index."""
    database = store(folder)
    newest = f"id >= (SELECT max(id) + 1 - {NEW_ROWS} FROM '{folder}/rows.parquet')"
    rows = duckdb.sql(f"SELECT * FROM {source(folder, newest)}").fetchall()
    with measured(f"wadah: {len(rows):,} new rows against {count(folder) - len(rows):,}"):
        keys = {row[0]: link_keys(as_entry(row)) for row in rows}
        blocks = blocks_of(database, {key for found in keys.values() for key in found}, min(keys))
        near = {number for row, found in keys.items() for number in nearest(found, blocks, row)}
        known = database.execute(
            "SELECT * FROM record WHERE id IN (SELECT value FROM json_each(?))", (str(sorted(near)),)
        ).fetchall()
        write_entries(folder / "known.parquet", map(as_stored, known))
        linked = link_tables(
            source(folder, newest), folder / "new", resources=Resources(folder), known=f"'{folder}/known.parquet'",
            model=BUSINESS,
        )  # fmt: skip
    print(f"  {len(known):,} known rows looked at, {linked.pair_count:,} pairs", flush=True)
    found = duckdb.sql(f"""
        WITH found AS (SELECT one, other FROM '{linked.pairs}' WHERE answer = 'same'),
        truth AS (SELECT id, business_id FROM '{folder}/rows.parquet'),
        wanted AS (SELECT count(*) AS n FROM truth l JOIN truth r USING (business_id) WHERE l.id < r.id AND r.{newest})
        SELECT count(*) FILTER (a.business_id = b.business_id) / count(*),
            count(*) FILTER (a.business_id = b.business_id) / any_value(wanted.n), any_value(wanted.n)
        FROM found JOIN truth a ON a.id = one JOIN truth b ON b.id = other, wanted
    """).fetchone()
    assert found
    print(
        f"  pairs answered 'same': precision {found[0]:.4f}, recall {found[1]:.4f} of {found[2]:,}",
        flush=True,
    )


def blocks_of(database: sqlite3.Connection, keys: set[int], before: int) -> dict[int, list[int]]:
    """The newest records of each key, as `candidates.records_by_key` reads them."""
    found = database.execute(
        "SELECT k.value, (SELECT json_group_array(record) FROM (SELECT record FROM record_key"
        " WHERE key = k.value AND record < ? ORDER BY record DESC LIMIT ?)) FROM json_each(?) AS k",
        (before, WIDEST_BLOCK, str(sorted(keys))),
    )
    return {key: orjson.loads(records) for key, records in found}


def as_stored(row: tuple[object, ...]) -> Entry:
    """A row of the store as an Entry: it keeps one telephone."""
    return as_entry((*row[:8], (row[8],) if row[8] else (), *row[9:]))


def run_splink(folder: Path) -> None:
    """Splink with its own comparisons and its own training, on the same rows and the same machine."""
    # Only this part loads it, so that the others do not pay for it.
    import splink.comparison_library as compare  # noqa: PLC0415
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on  # noqa: PLC0415

    logging.disable(logging.INFO)
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
    """ "Is this business already known?", as the registry asks: keys of the row, the newest records of each key, the
    nearest of them read and judged."""
    database = store(folder)
    rows = duckdb.sql(f"SELECT * FROM {source(folder)} USING SAMPLE {asked} ROWS (reservoir, 1)").fetchall()
    times: list[float] = []
    for row in rows:
        start = time.perf_counter()
        entry = as_entry(row)
        keys = link_keys(entry)
        blocks = {
            key: [found for (found,) in database.execute(
                "SELECT record FROM record_key WHERE key = ? ORDER BY record DESC LIMIT ?", (key, WIDEST_BLOCK)
            )]
            for key in keys
        }  # fmt: skip
        for number in nearest(keys, blocks, row[0]):
            other = database.execute("SELECT * FROM record WHERE id = ?", (number,)).fetchone()
            judge(entry, as_stored(other))
        times.append(time.perf_counter() - start)
    times.sort()
    middle, worst = times[len(times) // 2] * 1000, times[int(len(times) * 0.95)] * 1000
    print(
        f"already known? at {count(folder):,} rows: {middle:.1f} ms, 95 of 100 within {worst:.1f} ms",
        flush=True,
    )


def store(folder: Path) -> sqlite3.Connection:
    """Records and their keys in SQLite, as the registry keeps them; filled when it is not there."""
    database = sqlite3.connect(folder / "online.sqlite")
    if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'record_key'").fetchone():
        fill_online(folder, database)
    return database


def as_entry(row: tuple[object, ...]) -> Entry:
    """A row of `source` as an Entry."""
    texts = [value if value is not None else "" for value in row]
    texts[8] = tuple(row[8] or ())  # type: ignore[call-overload]
    texts[9], texts[10] = row[9], row[10]
    return Entry(*texts[:8], *texts[8:])  # type: ignore[arg-type]


def fill_online(folder: Path, database: sqlite3.Connection) -> None:
    """The tables of the registry in small: records and their keys."""
    database.execute("PRAGMA journal_mode=WAL")
    database.execute(
        f"CREATE TABLE record ({', '.join(STORED)}, PRIMARY KEY (id))".replace("(id,", "(id INTEGER,")
    )
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
            f"INSERT INTO record VALUES ({','.join('?' * len(STORED))})",
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
