"""Linking as tables: the same decisions as for one pair, new rows against old ones, strangers kept apart."""

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from wadah.registry.demo.parquet import linkage_rows, write_rows
from wadah.registry.linkage.tables import slicing
from wadah.registry.linkage.tables.apart import link_apart
from wadah.registry.linkage.tables.linking import link_tables
from wadah.registry.linkage.tables.preparing import Resources, connection, load, prepare_rows
from wadah.registry.linkage.tables.spelling import addresses
from wadah.registry.linkage.weights import BUSINESS

BLANK: dict[str, object] = {
    "name": "", "owner": "", "address": "", "city": "", "village": "", "regency": "16.71", "postcode": "", "phones": [],
    "latitude": None, "longitude": None, "activity": "", "kbli": "", "nib": "", "cooperative": "", "nik": "",
}  # fmt: skip
VILLAGE = "16.71.01.1001"


def table(path: Path, *rows: dict[str, object], first: int = 1) -> str:
    """Rows as a Parquet file, in the form that `link_tables` reads."""
    filled = [{"id": number, **BLANK, **row} for number, row in enumerate(rows, first)]
    schema = pa.schema(
        [("id", pa.int64()), *((name, pa.string()) for name in BLANK if name not in ("phones", "latitude", "longitude")),
         ("phones", pa.list_(pa.string())), ("latitude", pa.float64()), ("longitude", pa.float64())]
    )  # fmt: skip
    pq.write_table(pa.Table.from_pylist(filled, schema=schema), path)
    return f"'{path}'"


def clusters(folder: Path) -> list[list[int]]:
    groups: dict[int, list[int]] = {}
    for row, cluster in duckdb.sql(
        f"SELECT id, cluster FROM '{folder}/clusters.parquet' ORDER BY id"  # noqa: S608
    ).fetchall():
        groups.setdefault(cluster, []).append(row)
    return list(groups.values())


SITI = {
    "name": "Toko Bu Siti",
    "owner": "Siti Aminah",
    "address": "Jl. Jend. Sudirman No.12",
    "village": VILLAGE,
}
SITI_AGAIN = {
    "name": "Tk. Ibu Siti",
    "owner": "SITI AMINAH",
    "address": "Jalan Jenderal Sudirman 12",
    "village": VILLAGE,
}
LAUNDRY = {**SITI, "name": "Laundry Bu Siti", "activity": "Cuci pakaian"}


def test_one_business_written_twice_is_one_and_the_owners_laundry_another(tmp_path: Path) -> None:
    rows = table(
        tmp_path / "rows.parquet", SITI, SITI_AGAIN, LAUNDRY, {"name": "Bengkel Maju", "village": VILLAGE}
    )

    link_tables(rows, tmp_path / "out", resources=Resources(tmp_path, threads=1), model=BUSINESS)

    assert clusters(tmp_path / "out") == [[1, 2]]


def test_stalls_named_by_their_kind_in_one_market_stay_apart(tmp_path: Path) -> None:
    stall = {
        "name": "Kios Sembako",
        "address": "Pasar 16 Ilir",
        "village": VILLAGE,
        "latitude": -2.98,
        "longitude": 104.76,
    }

    link_tables(
        table(tmp_path / "rows.parquet", *[stall] * 23),
        tmp_path / "out",
        resources=Resources(tmp_path, threads=1),
        model=BUSINESS,
    )

    assert clusters(tmp_path / "out") == []


def test_new_rows_meet_known_ones_and_known_ones_are_not_compared_again(tmp_path: Path) -> None:
    known = table(
        tmp_path / "known.parquet",
        SITI,
        {"name": "Bengkel Maju", "phones": ["0812"]},
        {**SITI_AGAIN, "nib": "1"},
    )
    new = table(tmp_path / "new.parquet", {"name": "Bengkel Maju Jaya", "phones": ["0812"]}, first=11)

    link_tables(new, tmp_path / "out", resources=Resources(tmp_path, threads=1), model=BUSINESS, known=known)

    pairs = duckdb.sql(
        f"SELECT one, other, answer, phone, guard FROM '{tmp_path}/out/pairs.parquet'"  # noqa: S608
    ).fetchall()
    assert pairs == [(2, 11, "same", "phone:same", None)]


def test_the_number_of_a_house_is_read_from_the_form_of_its_address_as_from_the_address(
    tmp_path: Path,
) -> None:
    texts = [
        "Jl. Jend. Sudirman No.12", "Jalan Jenderal Sudirman 12 a RT 05/02", "Lrg. 10 Ulu No 07", "12th Street 45",
        "Blok C no 3B", "Pasar 16 Ilir Blok D No. 175", "Kampung II RT 33", "No 0", "KM 12,5 Jl. Lintas", "",
    ]  # fmt: skip

    with connection(Resources(tmp_path, threads=1)) as database:
        load(database, table(tmp_path / "rows.parquet", *({"address": text} for text in texts)))
        prepare_rows(database, Resources(tmp_path, threads=1))
        found = database.execute("SELECT unique_id, number, street FROM fresh ORDER BY unique_id").fetchall()

    for text, (_, number, street) in zip(texts, found, strict=True):
        [read] = addresses([text]).to_pylist()
        assert (number, street) == (read["number"], read["main"]), text


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("province")
    write_rows(folder / "rows.parquet", count=4_000, seed=11)
    rows = linkage_rows(folder / "rows.parquet")
    link_tables(rows, folder / "out", resources=Resources(folder, threads=1))
    return folder


def test_a_generated_province_is_linked_without_labels(province: Path) -> None:
    truth = dict(duckdb.sql(f"SELECT id, business_id FROM '{province}/rows.parquet'").fetchall())  # noqa: S608

    found = [(a, b) for group in clusters(province / "out") for a in group for b in group if a < b]
    wanted = sum(n * (n - 1) // 2 for n in map(list(truth.values()).count, set(truth.values())))
    right = sum(truth[a] == truth[b] for a, b in found)

    assert right / len(found) > 0.98
    assert right / wanted > 0.97


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """20,000 rows, and what is found of them with room enough."""
    folder = tmp_path_factory.mktemp("town")
    write_rows(folder / "rows.parquet", count=20_000, seed=11)
    rows = linkage_rows(folder / "rows.parquet")
    link_tables(rows, folder / "out", resources=Resources(folder, threads=1))
    return rows, folder / "out"


def pairs(folder: Path) -> list[tuple[object, ...]]:
    """The last digits of learned weights depend on the order in which patterns are summed."""
    return duckdb.sql(
        f"SELECT * REPLACE (round(score, 9) AS score) FROM '{folder}/pairs.parquet' ORDER BY one, other"  # noqa: S608
    ).fetchall()


def test_little_memory_cuts_a_list_into_slices_and_changes_nothing(
    town: tuple[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows, ample = town
    monkeypatch.setattr(slicing, "_FIXED_MB", 119)
    monkeypatch.setattr(slicing, "_LEAST_MB", 1)

    link_tables(rows, tmp_path / "out", resources=Resources(tmp_path, memory_mb=120, threads=1))

    assert slicing.parts_of(20_000, 600, 120) == 12
    assert clusters(tmp_path / "out") == clusters(ample)
    assert pairs(tmp_path / "out") == pairs(ample)


def test_a_list_that_does_not_fit_is_linked_again_with_more_memory(
    town: tuple[str, Path], tmp_path: Path
) -> None:
    rows, ample = town
    with pytest.raises(duckdb.OutOfMemoryException):
        link_tables(rows, tmp_path / "out", resources=Resources(tmp_path, memory_mb=60, threads=1))

    link_apart(rows, tmp_path, 60)

    assert clusters(tmp_path / "out") == clusters(ample)
