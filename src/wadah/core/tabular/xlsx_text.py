"""Text inside an xlsx: decoding pieces, entities, Excel's own escapes, and the table of shared strings
kept small.
"""

import codecs
import re
import zipfile
from array import array
from collections.abc import Iterator
from html import unescape
from itertools import accumulate, islice

from wadah.core.tabular.archive import inflated
from wadah.core.tabular.errors import DamagedFile, TooLarge
from wadah.core.tabular.limits import MEBIBYTE, Limits

ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
PLAIN_ITEM = re.compile(r"<si><t(?: [^>]*+)?>([^<]*+)</t></si>")
ITEM_END = "</si>"
PHONETIC = re.compile(r"<rPh\b.*?</rPh>", re.DOTALL)
RUN_TEXT = re.compile(r"<t(?: [^>]*)?>([^<]*)</t>")
EMPTY_ITEM = re.compile(r"<si ?/>")
DECLARED_ENCODING = re.compile(rb'encoding=["\']([A-Za-z0-9._-]+)["\']')
# Titles and words that repeat stand first in the table: they are kept ready, the rest as bytes.
READY = 500_000


def decoded(archive: zipfile.ZipFile, part: str) -> Iterator[str]:
    """The text of an XML part, piece by piece, with a namespace prefix of its own taken away."""
    pieces = inflated(archive, part)
    first = next(pieces, b"")
    decoder = codecs.getincrementaldecoder(_encoding(first))(errors="replace")
    prefix = re.search(rb"<([A-Za-z0-9]+):(?:worksheet|sst)\b", first)
    opening, closing = (f"<{prefix[1].decode()}:", f"</{prefix[1].decode()}:") if prefix else ("", "")
    held = ""
    while first:
        text = held + decoder.decode(first)
        if opening:
            # A mark may lie across two pieces: what follows the last complete tag waits for the next one.
            cut = text.rfind(">") + 1
            text, held = text[:cut].replace(closing, "</").replace(opening, "<"), text[cut:]
        yield text
        first = next(pieces, b"")
    if held:
        yield held


def _encoding(first: bytes) -> str:
    if first.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    declared = DECLARED_ENCODING.search(first[:200])
    name = declared[1].decode() if declared else "utf-8"
    try:
        return "utf-8-sig" if name.lower() == "utf-8" else codecs.lookup(name).name
    except LookupError as error:
        raise DamagedFile(part=name) from error


def plain(text: str) -> str:
    """The text as the officer sees it: entities and Excel's `_x000D_` escapes resolved."""
    if "&" in text:
        text = unescape(text)
    if "_x" in text:
        text = ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return text


class SharedStrings:
    """Text by index. The first are a list, the rest one block of bytes with offsets: 4 bytes a text
    beside its own.
    """

    def __init__(self) -> None:
        self.ready: list[str | None] = []
        self._block = bytearray()
        self._ends = array("Q", [0])
        self.characters = 0

    def __len__(self) -> int:
        return len(self.ready) + len(self._ends) - 1

    def __getitem__(self, index: int) -> str | None:
        """The text, None when it is empty. Raises IndexError."""
        if index < READY:
            return self.ready[index]
        at = index - READY
        return self._block[self._ends[at] : self._ends[at + 1]].decode("utf-8", "surrogatepass") or None

    def extend(self, texts: list[str]) -> None:
        """Appends in order; the block grows with what the list does not take."""
        self.characters += sum(map(len, texts))
        room = READY - len(self.ready)
        if room > 0:
            self.ready += [text or None for text in texts[:room]]
            texts = texts[room:]
        joined = "".join(texts)
        if joined.isascii():
            lengths = map(len, texts)
            self._ends.extend(islice(accumulate(lengths, initial=len(self._block)), 1, None))
            self._block += joined.encode()
            return
        for text in texts:
            self._block += text.encode("utf-8", "surrogatepass")
            self._ends.append(len(self._block))


def read_shared_strings(archive: zipfile.ZipFile, part: str | None, limits: Limits) -> SharedStrings:
    """All shared texts of the workbook. Raises TooLarge when they would fill the memory."""
    strings = SharedStrings()
    if part is None:
        return strings
    rest = ""
    for piece in decoded(archive, part):
        rest += piece
        cut = rest.rfind(ITEM_END) + len(ITEM_END)
        if cut >= len(ITEM_END):
            strings.extend(_items(rest[:cut]))
            rest = rest[cut:]
        if strings.characters + len(rest) > limits.shared_text_bytes:
            raise TooLarge(what="MB teks / text", limit=limits.shared_text_bytes // MEBIBYTE)
    return strings


def _items(text: str) -> list[str]:
    found = PLAIN_ITEM.findall(text)
    if len(found) != text.count("<si>") + text.count("<si/") + text.count("<si "):
        text = EMPTY_ITEM.sub("<si></si>", text)
        found = [rich_text(item) for item in text.split(ITEM_END)[:-1]]
    if "&" in text or "_x" in text:
        return [plain(item) for item in found]
    return list(found)


def rich_text(item: str) -> str:
    """The runs of one formatted text joined, its reading aids left out."""
    if "<rPh" in item:
        item = PHONETIC.sub("", item)
    return "".join(RUN_TEXT.findall(item))
