"""The environment of a benchmark of pages: set before Django reads its settings."""

import base64
import os
from pathlib import Path


def prepare_environment(folder: Path) -> None:
    """Development settings with keys of their own; templates cached as in production."""
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder / 'pages.sqlite3'}")
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "wadah.config.settings",
        "WADAH_MODE": "development",
        "WADAH_SECRET_KEY": "bench-" + "abcdefghij0123456789" * 3,
        "WADAH_DATA_KEYS": "b1:" + base64.b64encode(b"k" * 32).decode(),
        "WADAH_INDEX_KEY": base64.b64encode(b"x" * 32).decode(),
        "WADAH_LOG_LEVEL": "ERROR",
    }
