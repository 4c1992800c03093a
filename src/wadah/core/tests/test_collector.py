"""The cyclic collector rests, wakes again, and stays as it was found."""

import gc

import pytest

from wadah.core.collector import collector_at_rest


def test_collector_rests_inside_and_wakes_behind():
    with collector_at_rest():
        assert not gc.isenabled()

    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def test_collector_wakes_after_an_error():
    with pytest.raises(KeyError), collector_at_rest():
        raise KeyError

    assert gc.isenabled()


def test_collector_that_was_off_stays_off():
    gc.disable()
    try:
        with collector_at_rest():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_what_was_frozen_stays_frozen():
    gc.freeze()
    try:
        with collector_at_rest():
            pass
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
