"""Locks that are no rows: one number is held by one transaction at a time, on either database."""

from django.db import connection, transaction
from django.db.transaction import TransactionManagementError


def hold_lock(number: int) -> None:
    """Waits until no other transaction holds this number, and holds it until this one ends.

    SQLite has one writer as it is: its transactions begin IMMEDIATE.
    """
    if not transaction.get_connection().in_atomic_block:
        raise TransactionManagementError("A lock is held by a transaction, and there is none.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
