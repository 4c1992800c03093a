"""`wadah serve`: what it says when it cannot listen."""

import socket
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
