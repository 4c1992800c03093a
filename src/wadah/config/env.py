"""Reads settings from the environment, each typed and refused loudly when wrong. Holds no setting itself."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

Mode = Literal["production", "development"]
SHORTEST_SECRET = 50
KEY_BYTES = 32


@dataclass(frozen=True)
class DataKey:
    """One key of the encrypted columns; its id stands in front of everything it encrypted."""

    id: str
    secret: bytes


def reader(root: Path) -> environ.Env:
    """The environment, completed by `.env` beside the project; the environment wins."""
    env = environ.Env()
    file = root / ".env"
    if file.is_file():
        env.read_env(str(file))
    return env


def mode(env: environ.Env) -> Mode:
    """`WADAH_MODE`; anything but the two words is refused, so a typing error never turns safety off."""
    value = env.str("WADAH_MODE", default="production")
    if value not in ("production", "development"):
        raise ImproperlyConfigured(f"WADAH_MODE is {value!r}; it must be production or development.")
    return "development" if value == "development" else "production"


def secret_key(env: environ.Env) -> str:
    """`WADAH_SECRET_KEY`, at least 50 characters and not a placeholder."""
    value: str = env.str("WADAH_SECRET_KEY", default="")
    if len(value) < SHORTEST_SECRET or "insecure" in value or len(set(value)) < 10:
        raise ImproperlyConfigured(
            "WADAH_SECRET_KEY is missing, too short or a placeholder; it needs at least "
            f"{SHORTEST_SECRET} random characters. ./run --setup writes one for development."
        )
    return value


def _key_bytes(name: str, text: str) -> bytes:
    try:
        secret = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ImproperlyConfigured(f"{name} is not base64: {error}.")
    if len(secret) != KEY_BYTES:
        raise ImproperlyConfigured(f"{name} holds {len(secret)} bytes; it must hold {KEY_BYTES}.")
    return secret


def data_keys(env: environ.Env) -> tuple[DataKey, ...]:
    """`WADAH_DATA_KEYS`: `id:base64` pairs; the first encrypts, all of them decrypt."""
    keys = []
    for part in env.list("WADAH_DATA_KEYS", default=[]):
        key_id, _, text = part.partition(":")
        if not key_id.isalnum() or len(key_id) > 8:
            raise ImproperlyConfigured(
                "WADAH_DATA_KEYS: each part is id:base64, the id 1 to 8 letters or digits."
            )
        keys.append(DataKey(key_id, _key_bytes(f"WADAH_DATA_KEYS {key_id}", text)))
    if not keys or len({key.id for key in keys}) != len(keys):
        raise ImproperlyConfigured("WADAH_DATA_KEYS is missing or names one id twice.")
    return tuple(keys)


def index_key(env: environ.Env, data: tuple[DataKey, ...]) -> bytes:
    """`WADAH_INDEX_KEY`: apart from the data keys, so that losing one does not open the other."""
    secret = _key_bytes("WADAH_INDEX_KEY", env.str("WADAH_INDEX_KEY", default=""))
    if any(secret == key.secret for key in data):
        raise ImproperlyConfigured("WADAH_INDEX_KEY must not be one of WADAH_DATA_KEYS.")
    return secret


def positive(env: environ.Env, name: str, default: int) -> int:
    """A whole number above zero."""
    text: str = env.str(name, default=str(default)).strip()
    if not text.isdecimal() or int(text) <= 0:
        raise ImproperlyConfigured(f"{name} is {text!r}; it must be a whole number above zero.")
    return int(text)


def flag(env: environ.Env, name: str) -> bool:
    """True or False, False by default; any other word is refused, not taken for False."""
    text: str = env.str(name, default="False").strip()
    if text.lower() not in ("true", "false"):
        raise ImproperlyConfigured(f"{name} is {text!r}; it must be True or False.")
    return text.lower() == "true"


def site(env: environ.Env, name: str, origins: Sequence[str]) -> str:
    """A public address without a path; the first of the origins by default, else where `wadah serve` listens."""
    text: str = env.str(name, default="").strip() or next(iter(origins), "http://127.0.0.1:8000")
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/"):
        raise ImproperlyConfigured(
            f"{name} is {text!r}; it must be an address such as https://wadah.example.go.id."
        )
    return f"{parts.scheme}://{parts.netloc}"


def choice(env: environ.Env, name: str, choices: Mapping[str, str]) -> str:
    """What one of the words stands for; the first one by default."""
    text: str = env.str(name, default=next(iter(choices)))
    if text not in choices:
        raise ImproperlyConfigured(f"{name} is {text!r}; it must be {' or '.join(choices)}.")
    return choices[text]


def path(env: environ.Env, name: str, default: str, root: Path) -> Path:
    """A path; a relative one counts from the project's root, not from where the process was started."""
    value = Path(env.str(name, default=default))
    return value if value.is_absolute() else root / value
