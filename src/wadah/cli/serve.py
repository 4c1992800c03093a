"""`wadah serve`: the WSGI application under granian, the static files gathered first in production."""

import argparse
import os
import socket
import sys
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.management import call_command
from granian import Granian
from granian.constants import Interfaces

from wadah.cli.numbers import whole
from wadah.core.serving import refuse_to_serve_without_worker

MODULE, APPLICATION = "wadah.config.wsgi", "application"
# What still answers then is cut off: a stop is over within five seconds.
SECONDS_TO_END = 4


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="wadah serve", description=__doc__)
    parser.add_argument("--address", default="127.0.0.1")
    parser.add_argument("--port", type=whole(1, 65_535), default=8000)
    parser.add_argument("--workers", type=whole(1, 64), default=2)
    return parser.parse_args(argv)


def _is_free(address: str, port: int) -> bool:
    # granian shares a port with whoever listens there already, and half of the requests would go astray.
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            return False
    return True


def _load_in_worker(_target: str) -> Any:
    """The application, in a worker of its own process group: Ctrl-C goes to the server alone, which ends its workers.

    A worker that hears both the terminal and the server never ends.
    """
    os.setpgrp()
    return getattr(import_module(MODULE), APPLICATION)


def main(argv: list[str]) -> int:
    """Serves until it is stopped. Returns 0, or 1 when it cannot listen; a signal ends the process."""
    arguments = _arguments(argv)
    refuse_to_serve_without_worker()
    if not _is_free(arguments.address, arguments.port):
        print(
            f"wadah serve: cannot listen on {arguments.address}:{arguments.port}, something else may; "
            f"choose another one: --port {arguments.port + 1}",
            file=sys.stderr,
        )
        return 1
    if settings.PRODUCTION:
        call_command("collectstatic", interactive=False, verbosity=0)
    else:
        # WhiteNoise warns of a folder that is missing.
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    address = f"http://{arguments.address}:{arguments.port}/"
    print(f"wadah: {address}", flush=True)
    Granian(
        f"{MODULE}:{APPLICATION}",
        address=arguments.address,
        port=arguments.port,
        interface=Interfaces.WSGI,
        workers=arguments.workers,
        blocking_threads=4,
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_END,
        log_access=False,
    ).serve(target_loader=_load_in_worker)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
