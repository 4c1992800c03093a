"""Writes the open figures for whoever asks: nobody in them can be told apart, so nobody is asked who they are."""

from typing import BinaryIO

from django.conf import settings
from django.utils import timezone

from wadah.core.time import local
from wadah.registry.outgoing.open_data import Row, write_open_data
from wadah.registry.queries.figures import open_figures

KINDS = {"business": "Usaha", "cooperative": "Koperasi"}


def write_open_figures(target: BinaryIO) -> int:
    """Writes the zip of data and metadata; returns the rows."""
    rows: list[Row] = [
        (
            figure.code,
            figure.name,
            KINDS[figure.kind],
            figure.count,
            local(figure.counted_at).isoformat(timespec="seconds") if figure.counted_at else "",
        )
        for figure in open_figures(settings.WADAH_PROVINCE)
    ]
    now = local(timezone.now())
    write_open_data(target, settings.WADAH_PROVINCE, settings.WADAH_PROVINCE_NAME, rows, now)
    return len(rows)
