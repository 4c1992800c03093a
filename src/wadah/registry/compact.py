"""JSON as rows are stored: without spaces, letters as they are, and without what no database keeps."""

import json
from collections.abc import Iterable
from typing import Any

import orjson

NUL, REPLACEMENT = "\\u0000", "\ufffd"


def compact(value: Any, *, sort: bool = False) -> str:
    """The value as text; NUL and halves of characters become the replacement mark. `sort` orders the keys."""
    return compact_all((value,), sort=sort)[0]


def compact_all(values: Iterable[Any], *, sort: bool = False) -> list[str]:
    """`compact` of a column of values."""
    dumps, option, texts = orjson.dumps, orjson.OPT_SORT_KEYS if sort else None, []
    for value in values:
        try:
            text = dumps(value, str, option).decode()
        except TypeError:
            text = _oddly(value, sort=sort)
        texts.append(text.replace(NUL, REPLACEMENT) if NUL in text else text)
    return texts


def _oddly(value: Any, *, sort: bool) -> str:
    """Whole numbers beyond 64 bits, and halves of characters: as rare as they are odd."""
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str, sort_keys=sort)
    return plain.encode("utf-8", "replace").decode()
