"""Stored evidence of a link or a pair in the words of the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wadah.registry.linkage.evidence import LEVEL_WORDS
from wadah.registry.linkage.levels import Level

CONTENT = "content:same"


@dataclass(frozen=True)
class Reason:
    """One reason: `speaks_for` is true, false, or None where the field says little either way."""

    field: str
    words: str
    weight: float
    speaks_for: bool | None


def reasons_of(evidence: Sequence[Sequence[Any]]) -> list[Reason]:
    """The reasons, the strongest first. Levels that later versions no longer know are left out."""
    indonesian = (get_language() or "id").startswith("id")
    found = []
    for field, level, weight in evidence:
        if level == CONTENT:
            found.append(Reason(field, _("seluruh isi baris sama"), 0.0, True))
            continue
        try:
            words = LEVEL_WORDS[Level(level)]
        except (ValueError, KeyError):
            continue
        speaks = None if abs(weight) < 1 else weight > 0
        found.append(Reason(field, words.id if indonesian else words.en, weight, speaks))
    return found
