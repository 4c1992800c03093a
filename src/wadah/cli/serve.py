"""`wadah serve`: the WSGI application under granian, the static files gathered first in production."""

import argparse
import sys

from django.conf import settings
from django.core.management import call_command
from granian import Granian
from granian.constants import Interfaces

TARGET = "wadah.config.wsgi:application"


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="wadah serve", description=__doc__)
    parser.add_argument("--address", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2)
    return parser.parse_args(argv)


def main(argv: list[str]) -> int:
    """Serves until it is stopped. Returns 0; granian itself ends the process on a signal."""
    arguments = _arguments(argv)
    if settings.PRODUCTION:
        call_command("collectstatic", interactive=False, verbosity=0)
    else:
        # WhiteNoise warns of a folder that is missing.
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    address = f"http://{arguments.address}:{arguments.port}/"
    print(f"wadah: {address}", flush=True)
    Granian(
        TARGET,
        address=arguments.address,
        port=arguments.port,
        interface=Interfaces.WSGI,
        workers=arguments.workers,
        blocking_threads=4,
        respawn_failed_workers=True,
        log_access=False,
    ).serve()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
