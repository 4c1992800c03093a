"""`wadah serve`: what it says when it cannot listen, and how it ends."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from wadah.cli import serve
from wadah.core.serving import WITH_WORKER


def test_a_port_that_is_taken_is_named_and_not_shared(
    capsys: pytest.CaptureFixture[str], settings: Any
) -> None:
    settings.TASKS = {"default": {"BACKEND": WITH_WORKER}}
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        code = serve.main(["--port", str(port)])

    assert (code, capsys.readouterr().err) == (
        1,
        f"wadah serve: cannot listen on 127.0.0.1:{port}, something else may; "
        f"choose another one: --port {port + 1}\n",
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answered(port: int, until: float) -> http.client.HTTPConnection:
    """A connection that stays open after its first answer."""
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse().read()
            return connection
        except OSError:
            assert time.monotonic() < until, "it does not serve"
            time.sleep(0.1)


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_to_the_whole_group_ends_it_within_five_seconds(
    asked: signal.Signals, tmp_path: Path
) -> None:
    """As Ctrl-C in a terminal reaches the server and all that it has started."""
    port = _free_port()
    environment = os.environ | {
        "WADAH_JOBS": "database",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
        "WADAH_FILES": str(tmp_path / "files"),
        "WADAH_STATIC": str(tmp_path / "static"),
    }
    command = [sys.executable, "-m", "wadah.cli.main", "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=environment, start_new_session=True)
    try:
        connection = _answered(port, time.monotonic() + 30)
        time.sleep(1)  # Earlier a worker may still be starting, and hears one signal only.
        begun = time.monotonic()
        os.killpg(server.pid, asked)
        code = server.wait(timeout=5)
        took = time.monotonic() - begun
        connection.close()
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()

    assert (code, took < 5) == (0, True)
