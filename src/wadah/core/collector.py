"""Python's cyclic collector kept at rest while much is made that holds no cycles. Pure."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """No cyclic collection inside, and none of what was made inside when it begins again.

    A chunk of 2,000 rows makes some 100,000 containers without a cycle: looking through them took a third of
    the time of a check. Freezing and unfreezing moves them to the oldest generation without a look at them.
    """
    if not gc.isenabled():
        yield
        return
    # A process that froze what it shares with its children keeps it frozen.
    was_frozen = gc.get_freeze_count() > 0
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if not was_frozen:
            gc.unfreeze()
        gc.enable()
