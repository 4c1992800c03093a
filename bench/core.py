"""Core measured: sealing, hashing, a page deep in a long list. Ratios to the floor of each, in one run.

    python bench/core.py [--rows 2000000]

The floor of sealing is AES-256-GCM of the same bytes by `cryptography` under one nonce, that of hashing is
one SHA-256, that of the ten-thousandth page is the first page. The list is a table in an SQLite file.
"""

import argparse
import hashlib
import os
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wadah.config.settings")
ROUNDS = 5
PAGE = 24


def best(work: Callable[[], object]) -> float:
    """CPU seconds of the fastest of a few rounds: the machine's other work only adds."""
    spent = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return min(spent)


def measure_secrets(count: int = 200_000) -> None:
    """Values a second, beside the floor."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415  after Django

    from wadah.core.secrets import hash_many, open_, seal_many  # noqa: PLC0415

    niks = [f"{1671014507900003 + number}" for number in range(count)]
    cipher, nonce = AESGCM(b"k" * 32), b"n" * 12
    floor_seal = best(lambda: [cipher.encrypt(nonce, nik.encode(), b"table.column") for nik in niks])
    floor_hash = best(lambda: [hashlib.sha256(nik.encode()).digest() for nik in niks])
    sealing = best(lambda: seal_many(niks, "table.column"))
    hashing = best(lambda: hash_many("nik", niks))
    sealed = seal_many(niks, "table.column")
    opening = best(lambda: [open_(blob, "table.column") for blob in sealed])
    print(f"seal_many  {count / sealing:>10,.0f}/s   {sealing / floor_seal:.2f} x bare AES-GCM")
    print(f"open_      {count / opening:>10,.0f}/s   {opening / floor_seal:.2f} x bare AES-GCM")
    print(f"hash_many  {count / hashing:>10,.0f}/s   {hashing / floor_hash:.2f} x bare SHA-256")


def fill(path: Path, rows: int) -> None:
    """A long list in which 3,000 names are shared by all rows, with an index on the order."""
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE long_list (id INTEGER PRIMARY KEY, name VARCHAR(40) NOT NULL)")
        database.execute(
            "INSERT INTO long_list (name) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
            "WHERE i < ?) SELECT 'name ' || (i % 3000) FROM n",
            (rows,),
        )
        database.execute("CREATE INDEX long_list_order ON long_list (name, id)")


def measure_paging(rows: int) -> None:
    """The first and the ten-thousandth page, and that page by OFFSET for comparison."""
    from django.db import models  # noqa: PLC0415  after Django

    from wadah.core.paging import Page, keyset  # noqa: PLC0415

    class Row(models.Model):
        name = models.CharField(max_length=40)

        class Meta:
            app_label, db_table, managed = "bench", "long_list", False

        def __str__(self) -> str:
            return self.name

    def page(cursor: str) -> Page[Row]:
        return keyset(Row.objects.all(), order=("name",), cursor=cursor, size=PAGE)

    deep = min(10_000 * PAGE, rows // 2)
    before = Row.objects.order_by("name", "pk")[deep : deep + 1].get()
    cursor = keyset(Row.objects.filter(name=before.name, pk__gte=before.pk), order=("name",), size=1).next
    repeat = range(200)
    first = best(lambda: [page("") for _ in repeat])
    far = best(lambda: [page(cursor) for _ in repeat])
    offset = best(lambda: list(Row.objects.order_by("name", "pk")[deep : deep + PAGE])) * len(repeat)
    print(f"page 1     {first / len(repeat) * 1e3:>9.2f} ms")
    print(f"page {deep // PAGE:<6,}{far / len(repeat) * 1e3:>8.2f} ms   {far / first:.2f} x page 1")
    print(f"by OFFSET  {offset / len(repeat) * 1e3:>9.2f} ms   {offset / first:.2f} x page 1")


def main() -> None:
    """Prints all of it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=2_000_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.sqlite3"
        fill(path, rows)
        os.environ["DATABASE_URL"] = f"sqlite:///{path}"
        django.setup()
        measure_secrets()
        measure_paging(rows)


if __name__ == "__main__":
    main()
