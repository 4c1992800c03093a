"""The worker's thread that seals the histories every minute, and every hour looks whether the new seals hold.

What a seal is stands in audit_seals.py.
"""

import logging
import threading

from django.db import DatabaseError, connection
from django.utils import timezone

from wadah.core.audit_chain import verify_trails
from wadah.core.audit_seals import new_seals

logger = logging.getLogger(__name__)

SEAL_EVERY_SECONDS = 60.0
TURNS_A_CHECK = 60
STOPPED_WITHIN_SECONDS = 10.0


class Sealing(threading.Thread):
    """Seals at once and then every minute, beside the job at hand.

    Keeps nothing in memory: whatever a killed worker has not sealed, the next one does. Several workers may seal
    at once.
    """

    def __init__(self) -> None:
        super().__init__(name="sealing", daemon=True)
        self._stopped = threading.Event()

    def run(self) -> None:
        """Seals until it is stopped. A database that does not answer is asked again a minute later."""
        turn = 0
        while True:
            self._seal(and_check=turn % TURNS_A_CHECK == 0)
            turn += 1
            if self._stopped.wait(SEAL_EVERY_SECONDS):
                return

    def _seal(self, *, and_check: bool) -> None:
        try:
            for _seal in new_seals():
                if self._stopped.is_set():
                    return
            if and_check:
                _check()
        except DatabaseError:
            logger.warning("seal_missed", exc_info=True)
        finally:
            connection.close()

    def stop(self) -> None:
        """Ends the thread after the seal at hand."""
        self._stopped.set()
        self.join(timeout=STOPPED_WITHIN_SECONDS)


def _check() -> None:
    """Verifies what was sealed since the last check, so that the page of the trail has something to tell."""
    fault = verify_trails(at=timezone.now()).fault
    if fault is not None:
        logger.error("audit_broken code=%s seal=%s %s", fault.code, fault.number, fault.words)
