"""How each office keeps its list: file, titles, columns, layout, and how often a damage befalls a column."""

from dataclasses import dataclass
from typing import Any

from wadah.registry.demo.draw import lots, read_words


@dataclass(frozen=True)
class Column:
    """A column: its field, its header (and the word of the merged cell above it, or ""), lots of damages."""

    field: str
    group: str
    header: str
    damages: tuple[str, ...]


@dataclass(frozen=True)
class OfficeList:
    """The list of one office. `regency` is "" for the province; `known` the share that earlier lists hold."""

    file: str
    institution: str
    regency: str
    subdistricts: tuple[str, ...]
    share: float
    known: float
    layout: str
    titles: tuple[str, ...]
    totals: bool
    stalls: int
    only_industry: bool
    columns: tuple[Column, ...]


def _column(text: str) -> Column:
    field, header, *damages = (part.strip() for part in text.split("|"))
    group, _, below = header.rpartition(" > ")
    shares = [
        (code, float(share))
        for code, share in (item.split() for item in ",".join(damages).split(",") if item)
    ]
    untouched = max(0.0, 1 - sum(share for _, share in shares))
    table = lots([("", untouched), *shares], 100) if shares else ("",)
    return Column(field, group, below, table if untouched else tuple(code for code in table if code))


def _office_list(table: dict[str, Any]) -> OfficeList:
    return OfficeList(
        file=table["file"],
        institution=table["institution"],
        regency=table["regency"],
        subdistricts=tuple(table.get("subdistricts", ())),
        share=table["share"],
        known=table.get("known", 0.0),
        layout=table["layout"],
        titles=tuple(table["titles"]),
        totals=table.get("totals", False),
        stalls=table.get("stalls", 0),
        only_industry=table.get("only_industry", False),
        columns=tuple(_column(text) for text in table["columns"]),
    )


OFFICE_LISTS: tuple[OfficeList, ...] = tuple(
    _office_list(table) for table in read_words("offices.toml")["files"]
)
