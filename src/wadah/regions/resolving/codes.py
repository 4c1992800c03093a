"""Reads region codes as they are typed, and knows that a BPS code looks like a Kemendagri code."""

from __future__ import annotations

import re
from typing import Final

from wadah.regions.resolving.gazetteer import Gazetteer

_GROUPS: Final = {2: (2,), 4: (2, 2), 6: (2, 2, 2), 10: (2, 2, 2, 4)}
_CUT_SHORT: Final = re.compile(r"(\d{2})\.(\d)")


class CodeReader:
    """Which regions a typed code may mean."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def ids_of(self, code: str) -> tuple[int, ...]:
        """All regions that the code may mean; with dots it can only be a Kemendagri code."""
        if cut := _CUT_SHORT.fullmatch(code):
            # A numeric cell turns 16.10 into 16.1, and a hurried hand 16.01.
            return self._known(f"{cut[1]}.0{cut[2]}", f"{cut[1]}.{cut[2]}0")
        if "." in code:
            return self._known(code)
        return self._known(_dotted(code), self._gazetteer.bps.get(code, ""))

    def certainty_of(self, code: str) -> tuple[float, bool]:
        """How sure a lone code is, and whether the other system could mean another place by it."""
        if "." in code or len(code) == 2:
            return (0.95, False) if len(code) == 2 else (1.0, False)
        if code in self._gazetteer.bps:
            return 0.95, False
        return 0.8, True

    def _known(self, *codes: str) -> tuple[int, ...]:
        return tuple(sorted({self._gazetteer.ids[code] for code in codes if code in self._gazetteer.ids}))


def _dotted(digits: str) -> str:
    groups = _GROUPS.get(len(digits))
    if groups is None:
        return ""
    pieces, at = [], 0
    for width in groups:
        pieces.append(digits[at : at + width])
        at += width
    return ".".join(pieces)
