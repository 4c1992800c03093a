"""What a file is, by its bytes. The name's ending is never believed: an html table is often called .xls."""

import re
from enum import Enum
from pathlib import Path

from wadah.core.tabular.encoding import HANDLER, encoding_of

HEAD_BYTES = 1 << 16
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
PICTURES_AND_PAPERS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"{\\rtf",
)
TABLE_MARKUP = re.compile(rb"<\s*(?:html|table|!doctype html|tr\b|body|head)", re.IGNORECASE)
XML_2003 = b"urn:schemas-microsoft-com:office:spreadsheet"
# A compound file names its streams in UTF-16.
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
WORKBOOK_STREAMS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))

# Tab, line ends, page and file ends, escape: they stand in plain text files.
TEXT_CONTROLS = frozenset({9, 10, 11, 12, 13, 26, 27})


class Kind(Enum):
    EMPTY = "empty"
    ZIP = "zip"
    XLS = "xls"
    ENCRYPTED = "encrypted"
    HTML = "html"
    XML_2003 = "xml_2003"
    TEXT = "text"
    OTHER = "other"


def kind_of(path: Path) -> Kind:
    """The kind of the file at `path`; reads its first bytes, or all of a compound file's names."""
    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
    if not head.strip(b"\x00\t\r\n \xef\xbb\xbf"):
        return Kind.EMPTY
    if head.startswith(ZIP):
        return Kind.ZIP
    if head.startswith(OLE2):
        return _compound_kind(path)
    if head.startswith(PICTURES_AND_PAPERS):
        return Kind.OTHER
    return _text_kind(head, encoding_of(path))


def _compound_kind(path: Path) -> Kind:
    found_workbook = False
    with path.open("rb") as stream:
        overlap = b""
        while piece := stream.read(1 << 20):
            window = overlap + piece
            if ENCRYPTED_PACKAGE in window:
                return Kind.ENCRYPTED
            found_workbook = found_workbook or any(name in window for name in WORKBOOK_STREAMS)
            overlap = piece[-64:]
    return Kind.XLS if found_workbook else Kind.OTHER


def _text_kind(head: bytes, encoding: str) -> Kind:
    start = head[:4096].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if start.startswith(b"<"):
        if XML_2003 in head.replace(b"\x00", b""):
            return Kind.XML_2003
        if TABLE_MARKUP.search(head.replace(b"\x00", b"")):
            return Kind.HTML
        return Kind.OTHER
    if _looks_binary(head, encoding):
        return Kind.OTHER
    return Kind.TEXT


def _looks_binary(head: bytes, encoding: str) -> bool:
    """Many control characters, which no text has; NUL does not count (files are padded with it)."""
    text = head[: len(head) // 4 * 4].decode(encoding, HANDLER if encoding == "utf-8" else "replace")
    control = sum(text.count(chr(code)) for code in range(1, 32) if code not in TEXT_CONTROLS)
    return control > len(text) // 100 + 2
