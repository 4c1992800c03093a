"""Loads the official tree, other names and crosswalks into the database, set-based; again changes nothing."""

import csv
import gzip
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final, Protocol, cast

from django.db import connection, transaction

from wadah.core import audit
from wadah.core.actors import Actor
from wadah.regions.models import CodeSystem, FormerParent, Region, RegionAlias, RegionCode
from wadah.regions.queries import forget_resolver
from wadah.regions.resolving.packaged import (
    packaged_aliases,
    packaged_former_parents,
    packaged_statistics_codes,
)

_DATA: Final = files("wadah.regions") / "data"
_LEVELS: Final = {
    "provinsi": 1,
    "kabupaten": 2,
    "kota": 2,
    "kecamatan": 3,
    "kelurahan": 4,
    "desa": 4,
}
_COLUMNS: Final = ("code", "name", "level", "kind", "parent_id", "postcode", "population", "area_km2")


class _Copy(Protocol):
    """What psycopg's COPY offers of what we use."""

    def write_row(self, row: Sequence[Any]) -> None: ...
    def __enter__(self) -> "_Copy": ...
    def __exit__(self, *raised: object) -> None: ...


class _CopyCursor(Protocol):
    def copy(self, statement: str) -> _Copy: ...


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a loading changed. `gone` regions left the list; they stay, for what points to them."""

    total: int
    added: int
    changed: int
    gone: int


def load_regions(*, actor: Actor = None) -> Loaded:
    """Brings the stored tree up to the packaged list, with aliases, former parents and BPS codes.

    The same list again changes nothing. Aliases added by hand stay.
    """
    with transaction.atomic():
        _stage(_packaged_rows())
        loaded = _merge()
        _load_other_names()
        audit.record(
            actor,
            "regions.loaded",
            details={"added": loaded.added, "changed": loaded.changed, "gone": loaded.gone},
        )
    transaction.on_commit(forget_resolver)
    return loaded


def _packaged_rows() -> Iterator[tuple[Any, ...]]:
    """The tree as rows of `_COLUMNS`, with population and area where they are known."""
    figures = {row["kode"]: row for row in _read("penduduk_luas_prov_kab.csv")}
    text = gzip.decompress((_DATA / "wilayah.csv.gz").read_bytes()).decode()
    for code, name, kind, parent, postcode in _without_header(text):
        known = figures.get(code)
        population = int(known["total"]) if known and known["total"] else None
        area = known["luas_km2"] if known and known["luas_km2"] else None
        yield code, name.strip(), _LEVELS[kind], kind, parent or None, postcode, population, area


def _without_header(text: str) -> Iterator[list[str]]:
    rows = csv.reader(io.StringIO(text))
    next(rows)
    return rows


def _read(name: str) -> Iterator[dict[str, str]]:
    return csv.DictReader(io.StringIO((_DATA / name).read_text(encoding="utf-8")))


def _stage(rows: Iterator[tuple[Any, ...]]) -> None:
    """Puts the list into a table that lasts for this connection only."""
    names = ", ".join(_COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS region_stage")
        cursor.execute(
            "CREATE TEMPORARY TABLE region_stage (code varchar(13), name varchar(100), level smallint, "
            "kind varchar(10), parent_id varchar(13), postcode varchar(5), population integer, "
            "area_km2 decimal(12,3))"
        )
        if connection.vendor == "postgresql":
            with cast(_CopyCursor, cursor).copy(f"COPY region_stage ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(_COLUMNS))
            cursor.executemany(
                f"INSERT INTO region_stage ({names}) VALUES ({marks})",  # noqa: S608
                list(rows),
            )


def _merge() -> Loaded:
    """Inserts what is new and updates what differs, in one statement."""
    table = Region._meta.db_table
    names = ", ".join(_COLUMNS)
    differs = "IS DISTINCT FROM" if connection.vendor == "postgresql" else "IS NOT"
    rest = _COLUMNS[1:]
    changed_where = " OR ".join(f"s.{name} {differs} r.{name}" for name in rest)
    with connection.cursor() as cursor:

        def count(statement: str) -> int:
            cursor.execute(statement)
            return int(cursor.fetchone()[0])

        total = count("SELECT count(*) FROM region_stage")
        before = count(f"SELECT count(*) FROM {table}")  # noqa: S608
        changed = count(
            f"SELECT count(*) FROM region_stage s JOIN {table} r ON r.code = s.code WHERE {changed_where}"  # noqa: S608
        )
        updates = ", ".join(f"{name} = excluded.{name}" for name in rest)
        stale = " OR ".join(f"{table}.{name} {differs} excluded.{name}" for name in rest)
        cursor.execute(
            # "WHERE true" keeps SQLite from reading ON CONFLICT as a join.
            f"INSERT INTO {table} ({names}) SELECT {names} FROM region_stage WHERE true ORDER BY code "  # noqa: S608
            f"ON CONFLICT (code) DO UPDATE SET {updates} WHERE {stale}"
        )
        after = count(f"SELECT count(*) FROM {table}")  # noqa: S608
        cursor.execute("DROP TABLE region_stage")
    return Loaded(total, after - before, changed, after - total)


def _load_other_names() -> None:
    RegionAlias.objects.bulk_create(
        [
            RegionAlias(written=alias.written, region_id=alias.code, is_shared=alias.shared)
            for alias in packaged_aliases()
        ],
        update_conflicts=True,
        unique_fields=["written", "region"],
        update_fields=["is_shared"],
    )
    FormerParent.objects.bulk_create(
        [FormerParent(region_id=row.village, former_id=row.subdistrict) for row in packaged_former_parents()],
        ignore_conflicts=True,
    )
    RegionCode.objects.bulk_create(
        [
            RegionCode(system=CodeSystem.BPS, code=row.bps, region_id=row.code)
            for row in packaged_statistics_codes()
        ],
        update_conflicts=True,
        unique_fields=["system", "code"],
        update_fields=["region"],
    )
