"""One pen for parties: whoever moves rows between parties waits until the one before has put it down.

Two decisions about neighbouring pairs, a file that is applied while another is taken back: each reads which
party a row belongs to and writes on what it read. Locks on rows would come after that reading.
"""

from wadah.core.locks import hold_lock

# Any number that no other advisory lock of the database uses.
PEN = 7_232_026_016


def take_pen() -> None:
    """First thing in a transaction that changes parties; the end of the transaction puts the pen down."""
    hold_lock(PEN)
