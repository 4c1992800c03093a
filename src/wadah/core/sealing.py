"""The worker's thread that seals the histories every minute. What a seal is stands in audit_seals.py."""

import logging
import threading

from django.db import DatabaseError, connection

from wadah.core.audit_seals import new_seals

logger = logging.getLogger(__name__)

SEAL_EVERY_SECONDS = 60.0
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
        while True:
            self._seal()
            if self._stopped.wait(SEAL_EVERY_SECONDS):
                return

    def _seal(self) -> None:
        try:
            for _seal in new_seals():
                if self._stopped.is_set():
                    return
        except DatabaseError:
            logger.warning("seal_missed", exc_info=True)
        finally:
            connection.close()

    def stop(self) -> None:
        """Ends the thread after the seal at hand."""
        self._stopped.set()
        self.join(timeout=STOPPED_WITHIN_SECONDS)
