"""Writes .env from .env.example for a machine of one's own: development mode and fresh keys."""

import base64
import secrets
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def key() -> str:
    """32 random bytes in base64."""
    return base64.b64encode(secrets.token_bytes(32)).decode()


def main() -> None:
    """Never overwrites: the keys in an existing .env open data that exists."""
    fresh = {
        "WADAH_MODE": "development",
        "WADAH_SECRET_KEY": secrets.token_urlsafe(60),
        "WADAH_DATA_KEYS": f"k1:{key()}",
        "WADAH_INDEX_KEY": key(),
    }
    lines = []
    for line in (ROOT / ".env.example").read_text().splitlines():
        name, equals, _ = line.partition("=")
        lines.append(f"{name}={fresh[name]}" if equals and name in fresh else line)
    target = ROOT / ".env"
    with target.open("x") as file:
        target.chmod(0o600)
        file.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
