"""Sealed values open only whole, in their own column and with their key."""

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from wadah.config.env import DataKey
from wadah.core.errors import CannotOpen
from wadah.core.secrets import (
    hash_many,
    keyed_hash,
    open_,
    seal,
    seal_many,
)

OLD, NEW = DataKey("k1", b"1" * 32), DataKey("k2", b"2" * 32)
NIK, PLACE = "1671014507900003", "registry_party.nik"


@given(st.text())
def test_any_text_comes_back_as_it_went_in(text: str) -> None:
    assert open_(seal(text, PLACE), PLACE) == text


def test_the_same_value_is_never_sealed_alike_and_does_not_show_itself() -> None:
    first, second = seal_many([NIK, NIK], PLACE)

    assert first != second
    assert NIK.encode() not in first + second


@pytest.mark.parametrize("at", [0, 1, 3, 14, 20, -1])
def test_a_changed_byte_anywhere_does_not_open(at: int) -> None:
    blob = bytearray(seal(NIK, PLACE))
    blob[at] ^= 1

    with pytest.raises(CannotOpen):
        open_(bytes(blob), PLACE)


@pytest.mark.parametrize("length", [0, 1, 3, 10, 20, -1])
def test_a_value_cut_short_does_not_open(length: int) -> None:
    with pytest.raises(CannotOpen):
        open_(seal(NIK, PLACE)[:length], PLACE)


def test_a_value_moved_to_another_column_does_not_open() -> None:
    with pytest.raises(CannotOpen):
        open_(seal(NIK, PLACE), "registry_party.phone")


def test_a_value_whose_key_is_gone_does_not_open() -> None:
    with override_settings(WADAH_DATA_KEYS=(OLD,)):
        blob = seal(NIK, PLACE)

    with override_settings(WADAH_DATA_KEYS=(NEW,)), pytest.raises(CannotOpen):
        open_(blob, PLACE)


def test_another_key_under_the_same_name_does_not_open() -> None:
    with override_settings(WADAH_DATA_KEYS=(OLD,)):
        blob = seal(NIK, PLACE)

    with override_settings(WADAH_DATA_KEYS=(DataKey("k1", b"3" * 32),)), pytest.raises(CannotOpen):
        open_(blob, PLACE)


def test_rotation_opens_with_the_old_key_and_seals_with_the_new_one() -> None:
    with override_settings(WADAH_DATA_KEYS=(OLD,)):
        old = seal(NIK, PLACE)

    with override_settings(WADAH_DATA_KEYS=(NEW, OLD)):
        new = seal(open_(old, PLACE), PLACE)

    with override_settings(WADAH_DATA_KEYS=(NEW,)):
        assert open_(new, PLACE) == NIK


def test_equal_identifiers_of_one_kind_hash_alike_and_of_two_kinds_apart() -> None:
    nik = keyed_hash("nik", NIK)

    assert (len(nik), nik == keyed_hash("nik", NIK), nik == keyed_hash("npwp", NIK)) == (16, True, False)
    assert hash_many("nik", [NIK, "x"]) == [nik, keyed_hash("nik", "x")]


def test_the_hash_depends_on_the_index_key() -> None:
    with override_settings(WADAH_INDEX_KEY=b"o" * 32):
        other = keyed_hash("nik", NIK)

    assert other != keyed_hash("nik", NIK)
