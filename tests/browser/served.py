"""A real wadah for journeys and measurements: production settings, granian, a throw-away database."""

import base64
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

WADAH = str(Path(sys.executable).with_name("wadah"))
START_SECONDS = 60


@dataclass(frozen=True)
class Site:
    """A running wadah: where it answers, and the environment in which its commands work on its database."""

    url: str
    environment: dict[str, str]

    def wadah(self, *arguments: str, stdin: str = "") -> str:
        """Runs `wadah ...` on this site's database and returns what it printed."""
        done = subprocess.run(
            [WADAH, *arguments], env=self.environment, input=stdin, text=True, capture_output=True
        )
        assert done.returncode == 0, f"wadah {' '.join(arguments)} failed:\n{done.stdout}\n{done.stderr}"
        return done.stdout


def free_port() -> int:
    """A port on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def production_environment(directory: Path, port: int) -> dict[str, str]:
    """Production settings on a throw-away database, reached as if a proxy spoke TLS in front."""
    key = base64.b64encode(b"k" * 32).decode()
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("WADAH_")},
        "DJANGO_SETTINGS_MODULE": "wadah.config.settings",
        "WADAH_MODE": "production",
        "WADAH_SECRET_KEY": "browser-tests-" + "abcdefghij0123456789" * 3,
        "WADAH_DATA_KEYS": f"b1:{key}",
        "WADAH_INDEX_KEY": base64.b64encode(b"x" * 32).decode(),
        "WADAH_HOSTS": "127.0.0.1",
        "WADAH_ORIGINS": f"http://127.0.0.1:{port}",
        "WADAH_BEHIND_PROXY": "True",
        "WADAH_EMAIL_URL": "dummymail://",
        "WADAH_LOG_LEVEL": "WARNING",
        "WADAH_STATIC": str(directory / "static"),
        "WADAH_FILES": str(directory / "files"),
        "DATABASE_URL": f"sqlite:///{directory / 'browser.sqlite3'}",
    }


@contextmanager
def running_site(directory: Path) -> Iterator[Site]:
    """Migrates, gathers static files, serves, and works on the jobs; ends both processes."""
    port = free_port()
    site = Site(f"http://127.0.0.1:{port}", production_environment(directory, port))
    site.wadah("migrate", "--verbosity", "0")
    log = directory / "server.log"
    serving = ("serve", "--port", str(port), "--workers", "1")
    with _process(site, log, "work", "--interval", "0.2"), _process(site, log, *serving) as server:
        _wait_until_it_answers(site, server, log)
        yield site


@contextmanager
def _process(site: Site, log: Path, *arguments: str) -> Iterator["subprocess.Popen[bytes]"]:
    with log.open("a") as written:
        process = subprocess.Popen([WADAH, *arguments], env=site.environment, stdout=written, stderr=written)
        try:
            yield process
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait_until_it_answers(site: Site, server: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{site.url}/healthz", timeout=2):  # noqa: S310
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"The server did not answer:\n{log.read_text()[-3000:]}")
