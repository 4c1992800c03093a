"""Badan usaha: the legal form of a business."""

import re

from wadah.core.tabular.cells import Cell
from wadah.registry.values.cleaning import BLANK_WORDS, as_text, clean_text
from wadah.registry.values.parsed import NOTHING, Parsed, note

# Tried in this order: "PT Perorangan" is a company of one person, not a sole proprietor.
FORMS = (
    ("pt_perorangan", r"\bpt\.? ?per(?:s|)orangan|perseroan perorangan"),
    ("pt", r"\bpt\b|perseroan terbatas|\bp\.t\b"),
    ("cv", r"\bcv\b|\bc\.v\b|komanditer"),
    ("firma", r"\bfirma\b|\bfa\b"),
    ("cooperative", r"koperasi|\bkop\b|\bkdmp\b|\bkdkmp\b"),
    ("bumdes", r"bumdes|bum desa|badan usaha milik desa"),
    ("foundation", r"yayasan"),
    ("group", r"kelompok|\bkub\b|\bkube\b|gapoktan|poktan|\bkwt\b"),
    (
        "sole",
        r"perorang|perseorang|\bud\b|\bu\.d\b|usaha dagang|pribadi|individu|mandiri|rumah tangga|\bpd\b",
    ),
    ("none", r"tidak berbadan|belum berbadan|bukan badan|non badan|tidak ada|belum ada"),
)
PATTERNS = tuple((form, re.compile(pattern)) for form, pattern in FORMS)


def parse_business_kind(cell: Cell) -> Parsed:
    """The code of the legal form; a form that is not known stays in the raw row."""
    if cell is None:
        return NOTHING
    text = clean_text(as_text(cell))[0].lower()
    if text in BLANK_WORDS:
        return NOTHING
    for form, pattern in PATTERNS:
        if pattern.search(text):
            return Parsed(form)
    return Parsed(problems=(note("business_kind_unreadable"),))
