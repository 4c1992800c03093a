"""Files at rest open only whole and in order."""

import io
from pathlib import Path

import pytest
from django.test import override_settings

from wadah.config.env import DataKey
from wadah.core.errors import CannotOpen
from wadah.core.sealed_files import CHUNK_BYTES, TAG_BYTES, opened_copy, read_sealed, seal_file

PLACE = "registry_intake.file"
HEADER_BYTES = 4 + 1 + len("t1") + 16
SEALED_CHUNK = CHUNK_BYTES + TAG_BYTES


def _sealed(content: bytes) -> bytes:
    target = io.BytesIO()
    assert seal_file(io.BytesIO(content), target, PLACE) == len(content)
    return target.getvalue()


def _opened(sealed: bytes, context: str = PLACE) -> bytes:
    return b"".join(read_sealed(io.BytesIO(sealed), context))


def _chunk(sealed: bytes, index: int) -> bytes:
    start = HEADER_BYTES + index * SEALED_CHUNK
    return sealed[start : start + SEALED_CHUNK]


@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES])
def test_a_file_of_any_size_comes_back_as_it_went_in(size: int) -> None:
    content = bytes(range(256)) * (size // 256) + b"x" * (size % 256)

    assert _opened(_sealed(content)) == content


def test_a_source_that_gives_little_at_a_time_is_sealed_like_any_other() -> None:
    class Dripping(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(min(size or 7000, 7000))

    target = io.BytesIO()
    seal_file(Dripping(b"a" * 2_500_000), target, PLACE)

    assert _opened(target.getvalue()) == b"a" * 2_500_000


def test_a_file_cut_at_a_chunk_boundary_is_noticed() -> None:
    sealed = _sealed(b"a" * (2 * CHUNK_BYTES))

    with pytest.raises(CannotOpen):
        _opened(sealed[: HEADER_BYTES + SEALED_CHUNK])


def test_chunks_exchanged_doubled_or_left_out_are_noticed() -> None:
    sealed = _sealed(b"a" * (3 * CHUNK_BYTES))
    header, one, two, three = sealed[:HEADER_BYTES], *(_chunk(sealed, index) for index in range(3))

    for order in ([two, one, three], [one, one, two, three], [one, three], [one, two]):
        with pytest.raises(CannotOpen):
            _opened(header + b"".join(order))


@pytest.mark.parametrize("at", [0, 4, 5, 7, HEADER_BYTES, -1])
def test_a_changed_byte_anywhere_is_noticed(at: int) -> None:
    sealed = bytearray(_sealed(b"rahasia"))
    sealed[at] ^= 1

    with pytest.raises(CannotOpen):
        _opened(bytes(sealed))


@pytest.mark.parametrize("length", [0, 3, 5, 10, HEADER_BYTES])
def test_a_file_that_ends_in_its_header_is_noticed(length: int) -> None:
    with pytest.raises(CannotOpen):
        _opened(_sealed(b"rahasia")[:length])


def test_a_file_of_another_place_or_key_does_not_open() -> None:
    sealed = _sealed(b"rahasia")

    with pytest.raises(CannotOpen):
        _opened(sealed, "registry_intake.returned")
    with override_settings(WADAH_DATA_KEYS=(DataKey("t1", b"x" * 32),)), pytest.raises(CannotOpen):
        _opened(sealed)


@pytest.mark.parametrize("name", ["", "..", ".", "/", "a/.."])
def test_a_copy_has_a_name_whatever_the_file_was_called(tmp_path: Path, name: str) -> None:
    path = tmp_path / "sealed"
    path.write_bytes(_sealed(b"rahasia"))

    with opened_copy(path, PLACE, name) as copy:
        assert (copy.name, copy.read_bytes()) == ("opened", b"rahasia")


def test_an_opened_copy_is_private_and_gone_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "sealed"
    path.write_bytes(_sealed(b"rahasia"))

    with opened_copy(path, PLACE, "../data umkm.xlsx") as copy:
        found = (copy.read_bytes(), copy.name, copy.parent.stat().st_mode & 0o777)

    assert (found, copy.exists(), copy.parent.exists()) == (
        (b"rahasia", "data umkm.xlsx", 0o700),
        False,
        False,
    )
