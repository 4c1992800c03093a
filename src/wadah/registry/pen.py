"""One pen for parties: whoever moves rows between parties waits until the one before has put it down.

Two decisions about neighbouring pairs, a file that is applied while another is taken back: each reads which
party a row belongs to and writes on what it read. Locks on rows would come after that reading.
"""

from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

# Any number that no other advisory lock of the database uses.
PEN = 7_232_026_016


def take_pen() -> None:
    """First thing in a transaction that changes parties; the end of the transaction puts the pen down.

    SQLite has one writer as it is: its transactions begin IMMEDIATE.
    """
    if not transaction.get_connection().in_atomic_block:
        raise TransactionManagementError("The pen is held by a transaction, and there is none.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [PEN])
