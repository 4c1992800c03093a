"""Opening a zip from a stranger: entry count, declared size, ratio and real inflated size are bounded
first.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from wadah.core.tabular.errors import DamagedFile, TabularError, ZipBomb
from wadah.core.tabular.limits import MEBIBYTE, Limits

CHUNK_BYTES = 1 << 18
# Parts that describe the workbook are read whole; a real one is a few kilobytes.
DESCRIPTION_BYTES = 32 * MEBIBYTE


def open_archive(path: Path, limits: Limits) -> zipfile.ZipFile:
    """The archive, when what it declares is within the limits. Raises ZipBomb or DamagedFile."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, struct.error) as error:
        raise DamagedFile(part="zip") from error
    try:
        _check_declared(archive, limits)
    except TabularError:
        archive.close()
        raise
    return archive


def _check_declared(archive: zipfile.ZipFile, limits: Limits) -> None:
    entries = archive.infolist()
    if len(entries) > limits.entries:
        raise ZipBomb(reason=f"{len(entries)} > {limits.entries}")
    if sum(entry.file_size for entry in entries) > limits.inflated_bytes:
        raise ZipBomb(reason=f"> {limits.inflated_bytes // MEBIBYTE} MB")
    for entry in entries:
        big = entry.file_size > limits.ratio_from_bytes
        if big and entry.file_size > limits.ratio * max(entry.compress_size, 1):
            raise ZipBomb(reason=f"{entry.file_size // max(entry.compress_size, 1)} x")


def inflated(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """The bytes of one entry, piece by piece, never more than it declares. Raises DamagedFile."""
    try:
        with archive.open(name) as stream:
            while piece := stream.read(CHUNK_BYTES):
                yield piece
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        KeyError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise DamagedFile(part=name) from error


def read_description(archive: zipfile.ZipFile, name: str) -> bytes:
    """A small XML part, whole. A document type is refused: entities in it can grow without bound."""
    if archive.getinfo(name).file_size > DESCRIPTION_BYTES:
        raise ZipBomb(reason=name)
    content = b"".join(inflated(archive, name))
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise ZipBomb(reason="<!DOCTYPE>")
    return content


def check_really_inflated(path: Path, archive: zipfile.ZipFile, limits: Limits) -> None:
    """Inflates every entry, whatever size it declares, and counts.

    For readers that do not bound themselves.
    """
    total = 0
    with path.open("rb") as raw:
        for entry in archive.infolist():
            total += _real_size(raw, entry, limits.whole_inflated_bytes - total)


def _real_size(raw: BinaryIO, entry: zipfile.ZipInfo, allowed: int) -> int:
    raw.seek(entry.header_offset + 26)
    name_length, extra_length = struct.unpack("<HH", raw.read(4))
    raw.seek(entry.header_offset + 30 + name_length + extra_length)
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        return entry.compress_size
    inflate, left, total = zlib.decompressobj(-15), entry.compress_size, 0
    while left > 0 and not inflate.eof:
        piece = raw.read(min(left, CHUNK_BYTES))
        if not piece:
            break
        left -= len(piece)
        try:
            total += len(inflate.decompress(piece, CHUNK_BYTES))
            while inflate.unconsumed_tail:
                total += len(inflate.decompress(inflate.unconsumed_tail, CHUNK_BYTES))
                if total > allowed:
                    break
        except zlib.error as error:
            raise DamagedFile(part=entry.filename) from error
        if total > allowed:
            raise ZipBomb(reason=f"> {allowed // MEBIBYTE} MB")
    return total
