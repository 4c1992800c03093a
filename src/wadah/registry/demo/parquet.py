"""Generated rows as a Parquet file, made by as many processes as there are cores. The rows themselves are
in `rows`.
"""

import gc
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from wadah.registry.demo.rows import Row, batch, batch_count
from wadah.registry.demo.truth import GeneratedTruth

_INTEGERS = ("id", "person_id", "business_id", "kbli_edition", "annual_sales", "workers")
_NUMBERS = ("latitude", "longitude")
_FEW_VALUES = (
    "village",
    "village_name",
    "subdistrict",
    "regency",
    "postcode",
    "activity",
    "kbli",
    "kbli_edition",
    "source",
)
# Below this a second process costs more than it gives.
_WORTH_SHARING = 100_000


def _kind(field: str) -> pa.DataType:
    if field in _INTEGERS:
        return pa.int64()
    return pa.float64() if field in _NUMBERS else pa.string()


SCHEMA = pa.schema([(field, _kind(field)) for field in Row._fields])


def as_table(found: Sequence[Row]) -> pa.Table:
    """The rows as columns."""
    columns = zip(*found, strict=True)
    arrays = [pa.array(column, kind) for column, kind in zip(columns, SCHEMA.types, strict=True)]
    return pa.Table.from_arrays(arrays, schema=SCHEMA)


def write_rows(
    path: Path, *, count: int, seed: int, duplicate_share: float = 0.25, workers: int | None = None
) -> GeneratedTruth:
    """Write `count` rows as Parquet and tell what is true of them. The file does not depend on `workers`."""
    share = workers or (min(4, os.cpu_count() or 1) if count >= _WORTH_SHARING else 1)
    persons = businesses = pairs = 0
    with pq.ParquetWriter(path, SCHEMA, compression="snappy", use_dictionary=list(_FEW_VALUES)) as writer:
        for table in _tables(count, seed, duplicate_share, share):
            writer.write_table(table)
            sizes = pc.value_counts(table["business_id"]).field("counts").to_pylist()
            persons += pc.count_distinct(table["person_id"]).as_py()
            businesses += len(sizes)
            pairs += sum(size * (size - 1) // 2 for size in sizes)
    return GeneratedTruth(
        rows=count, persons=persons, businesses=businesses, duplicates=count - businesses, pairs=pairs
    )


def _tables(count: int, seed: int, duplicate_share: float, workers: int) -> Iterator[pa.Table]:
    """The batches in order. Worker k makes batches k, k + workers, ... and waits while nobody reads them."""
    if workers == 1:
        for number in range(batch_count(count)):
            yield as_table(batch(number, size=count, seed=seed, duplicate_share=duplicate_share))
        return
    with ExitStack() as stack:
        streams = []
        for first in range(workers):
            arguments = (str(value) for value in (count, seed, duplicate_share, first, workers))
            command = [sys.executable, "-m", "wadah.registry.demo.parquet", *arguments]
            worker = stack.enter_context(subprocess.Popen(command, stdout=subprocess.PIPE))
            streams.append(pa.ipc.open_stream(worker.stdout))
        for number in range(batch_count(count)):
            yield pa.Table.from_batches([streams[number % workers].read_next_batch()])


def _work(count: int, seed: int, duplicate_share: float, first: int, step: int) -> None:
    """Send every `step`-th batch to standard output as an Arrow stream."""
    gc.disable()  # Rows are never part of a cycle; looking for some takes a quarter of the time.
    with pa.ipc.new_stream(sys.stdout.buffer, SCHEMA) as stream:
        for number in range(first, batch_count(count), step):
            stream.write_table(
                as_table(batch(number, size=count, seed=seed, duplicate_share=duplicate_share))
            )


if __name__ == "__main__":
    _work(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5]))


def linkage_rows(path: Path, where: str = "true") -> str:
    """SQL: the rows of such a file as `linkage.tables.linking.link_tables` reads them."""
    return f"""(
        SELECT id, name, owner, address, village_name AS city, village, regency, postcode,
            CASE WHEN phone IS NULL THEN [] ELSE [phone] END AS phones, latitude, longitude, activity,
            CASE WHEN kbli IS NOT NULL THEN concat(kbli_edition, ':', kbli) END AS kbli, nib, nik, '' AS cooperative
        FROM '{path}' WHERE {where}
    )"""  # noqa: S608
