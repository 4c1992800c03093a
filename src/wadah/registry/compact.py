"""JSON as rows are stored: without spaces, letters as they are, and without what no database keeps."""

import json
from typing import Any

import orjson

NUL, REPLACEMENT = "\\u0000", "\ufffd"


def compact(value: Any, *, sort: bool = False) -> str:
    """The value as text; NUL and halves of characters become the replacement mark. `sort` orders the keys."""
    try:
        text = orjson.dumps(value, default=str, option=orjson.OPT_SORT_KEYS if sort else None).decode()
    except TypeError:
        # Whole numbers beyond 64 bits, and halves of characters: as rare as they are odd.
        plain = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str, sort_keys=sort)
        text = plain.encode("utf-8", "replace").decode()
    return text.replace(NUL, REPLACEMENT) if NUL in text else text
