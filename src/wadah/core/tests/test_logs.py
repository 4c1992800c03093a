"""Nothing that looks like a person's number or address reaches the log."""

import logging
import sys

import pytest
from django.core.exceptions import DisallowedHost

from wadah.core.logs import MaskingFormatter, masked


@pytest.mark.parametrize(
    "personal",
    [
        "1671014507900003",
        "1671 0145 0790 0003",
        "16.71.01.450790.0003",
        "09.254.294.3-407.000",
        "081234567890",
        "0812-3456-7890",
        "+6281234567890",
        "+62 812 3456 7890",
        "6281234567890",
        "siti.aminah@dinas.oki.go.id",
    ],
)
def test_personal_numbers_and_addresses_are_masked(personal: str) -> None:
    assert masked(f"row nik={personal}, next ({personal}).") == "row nik=[…], next ([…])."


@pytest.mark.parametrize(
    "innocent",
    [
        "8d3f0812345678901234567890abcdef",
        "job=3f2b8c1e-0812-4567-8901-234567890123",
        "2026-11-21 16:00:00,123 INFO",
        "rows=1000000 rupiah=1565627000 region=16.71.01.1001",
        "nib=1234567890123",
    ],
)
def test_ids_dates_and_counts_pass(innocent: str) -> None:
    assert masked(innocent) == innocent


def test_a_row_that_postgresql_quotes_is_masked() -> None:
    refused = 'duplicate key value violates "user_email"\nDETAIL:  Key (name)=(Siti Rusmini) already exists.'
    copied = 'invalid input\nCONTEXT:  COPY registry_record, line 3, column name: "Siti Rusmini"'

    assert [masked(text) for text in (refused, copied)] == [
        'duplicate key value violates "user_email"\nDETAIL:[…]',
        "invalid input\nCONTEXT:[…]",
    ]


def test_arguments_and_tracebacks_are_masked_too() -> None:
    try:
        raise ValueError("bad NIK 1671014507900003")
    except ValueError:
        record = logging.LogRecord("x", 40, "f", 1, "cell %s", ("081234567890",), sys.exc_info())

    line = MaskingFormatter("%(message)s").format(record)

    assert line.startswith("cell […]\nTraceback")
    assert line.endswith("ValueError: bad NIK […]")
    assert "1671014507900003" not in line


def test_what_a_stranger_can_cause_at_will_is_one_line() -> None:
    def line(name: str) -> str:
        try:
            raise DisallowedHost("Invalid HTTP_HOST header: 'jahat.example'.")
        except DisallowedHost as error:
            record = logging.LogRecord(name, logging.ERROR, "", 0, str(error), None, sys.exc_info())
        return MaskingFormatter("%(message)s").format(record)

    assert line("django.security.DisallowedHost") == "Invalid HTTP_HOST header: 'jahat.example'."
    assert "Traceback" in line("wadah.core.worker")
