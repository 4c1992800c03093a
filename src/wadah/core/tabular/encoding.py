"""Which encoding a text file is in, and reading it as lines in constant memory whatever bytes are in it."""

import codecs
from collections.abc import Iterator
from pathlib import Path

SAMPLE_BYTES = 1 << 18
FALLBACK = "cp1252"
HANDLER = "wadah_cp1252"
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """Reads bytes that are not UTF-8 as Windows text: two offices' lines are often pasted into one file."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return wrong.decode(FALLBACK, "replace").replace("\ufffd", " "), error.end


codecs.register_error(HANDLER, _as_cp1252)


def encoding_of(path: Path) -> str:
    """The encoding by mark, by the pattern of NUL bytes, else UTF-8 (whose handler reads cp1252 too)."""
    with path.open("rb") as stream:
        sample = stream.read(SAMPLE_BYTES)
    for mark, name in BYTE_ORDER_MARKS:
        if sample.startswith(mark):
            return name
    even, odd = sample[0:4000:2], sample[1:4000:2]
    if odd.count(0) > len(odd) // 2 > 0 and even.count(0) < len(even) // 10:
        return "utf-16-le"
    if even.count(0) > len(even) // 2 > 0 and odd.count(0) < len(odd) // 10:
        return "utf-16-be"
    return "utf-8"


def lines_of(path: Path, encoding: str) -> Iterator[str]:
    """The lines with their ends, without NUL characters; never more than one line in memory."""
    with path.open(encoding=encoding, errors=HANDLER, newline="") as stream:
        for line in stream:
            yield line if "\x00" not in line else line.replace("\x00", "")
