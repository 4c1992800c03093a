"""Writes .env from .env.example for a machine of one's own: development mode and fresh keys.

usage: write_env.py http://127.0.0.1:8000    the address at which ./run serves
"""

import base64
import re
import secrets
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SITE = "WADAH_SITE"
# An address that ./run has written; one of another machine was chosen by a person.
OWN_SITE = re.compile(rf"^{SITE}=(?:http://127\.0\.0\.1:\d+)?$", re.MULTILINE)


def key() -> str:
    """32 random bytes in base64."""
    return base64.b64encode(secrets.token_bytes(32)).decode()


def main(site: str) -> None:
    """Never overwrites: the keys in an existing .env open data that exists. Only the address follows ./run."""
    target = ROOT / ".env"
    text = target.read_text() if target.exists() else _fresh()
    told = f"{SITE}={site}"
    if OWN_SITE.search(text):
        text = OWN_SITE.sub(told, text)
    elif f"{SITE}=" not in text:
        text = f"{text.rstrip()}\n{told}\n"
    if not target.exists() or text != target.read_text():
        _put(target, text)


def _put(target: Path, text: str) -> None:
    """In one step: a half written file would have lost the keys."""
    beside = target.with_name(f".env.{secrets.token_hex(4)}")
    with beside.open("x") as file:
        beside.chmod(0o600)
        file.write(text)
    beside.replace(target)


def _fresh() -> str:
    values = {
        "WADAH_MODE": "development",
        "WADAH_SECRET_KEY": secrets.token_urlsafe(60),
        "WADAH_DATA_KEYS": f"k1:{key()}",
        "WADAH_INDEX_KEY": key(),
    }
    lines = []
    for line in (ROOT / ".env.example").read_text().splitlines():
        name, equals, _ = line.partition("=")
        lines.append(f"{name}={values[name]}" if equals and name in values else line)
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main(sys.argv[1])
