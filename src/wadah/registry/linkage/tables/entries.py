"""Entries as a Parquet file, in the form that `linking.link_tables` reads."""

from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from wadah.registry.linkage.entry import Entry
from wadah.registry.linkage.tables.preparing import COLUMNS

_AT_ONCE = 5_000
_TYPES = {
    "id": pa.int64(),
    "latitude": pa.float64(),
    "longitude": pa.float64(),
    "phones": pa.list_(pa.string()),
}
_SCHEMA = pa.schema([(name, _TYPES.get(name, pa.string())) for name in COLUMNS])


def write_entries(path: Path, entries: Iterable[Entry]) -> int:
    """Writes the entries as they come, and tells how many they were."""
    waiting, written = iter(entries), 0
    with pq.ParquetWriter(path, _SCHEMA) as writer:
        while chunk := list(islice(waiting, _AT_ONCE)):
            columns = zip(*map(_cells, chunk), strict=True)
            arrays = [pa.array(column, kind) for column, kind in zip(columns, _SCHEMA.types, strict=True)]
            writer.write_table(pa.Table.from_arrays(arrays, schema=_SCHEMA))
            written += len(chunk)
    return written


def _cells(entry: Entry) -> list[Any]:
    return [list(entry.phones) if name == "phones" else getattr(entry, name) for name in COLUMNS]
