"""Cuts a written address into labelled parts: street, hamlet, village, subdistrict, ... and the rest.

Knows labels and numbers, but no place names except the few that hold a label (Sanga Desa).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, NamedTuple

from wadah.regions.resolving.folding import fold_words, plain
from wadah.regions.resolving.labels import (
    ENDS_STREET,
    IN_STREET,
    KINDS,
    LABELS,
    OWN_WORDS,
    ROADS,
    Role,
)

_TOKEN: Final = re.compile(r"[a-z]+|\d+|[-,;|\n\t:/~]")
_DASH: Final = re.compile(r"\s+[-–—]+\s+|[–—]|--+")
_BREAKS: Final = frozenset(",;|\n\t:")
_DOTTED: Final = re.compile(r"(?:^|[(\[])\s*(\d{2}\.\d{1,2}(?:\.\d{2}(?:\.\d{4})?)?)(?![\w./]|-\d)")
_WHOLE_CODE: Final = re.compile(r"\D?(\d{2}|\d{4}|\d{6}|\d{7}|\d{10})\D?")
_LEADING_CODE: Final = re.compile(r"\W?(\d{4}|\d{6}|\d{7}|\d{10})\W+(?=[a-z])")


class Part(NamedTuple):
    """Words that belong together. `lead` counts label words that may be part of the name."""

    role: Role
    words: tuple[str, ...]
    lead: int = 0
    kind: str = ""
    joined: bool = False


class Written(NamedTuple):
    """A text cut up; equal texts but for house numbers and RT/RW are equal here."""

    parts: tuple[Part, ...]
    postcode: str = ""
    code: str = ""


class NamesWithLabels(NamedTuple):
    """Pairs of words in official names of which one is also a label: Sanga Desa, Gedung Johor."""

    glued: Collection[tuple[str, str]] = ()
    """The label is the second word."""
    openings: Collection[tuple[str, str]] = ()
    """The label is the first word of the name."""


NO_NAMES: Final = NamesWithLabels()


@dataclass(slots=True)
class _Draft:
    role: Role
    words: list[str]
    lead: int = 0
    kind: str = ""
    joined: bool = False


class _Reader:
    """One pass over the pieces of one text."""

    def __init__(self, text: str, role: Role, names: NamesWithLabels) -> None:
        self.pieces: list[str] = _TOKEN.findall(text)
        self.names = names
        self.at = 0
        self.parts: list[Part] = []
        self.draft = _Draft(role, [])
        self.postcode = ""

    def read(self) -> None:
        pieces = self.pieces
        while self.at < len(pieces):
            piece = pieces[self.at]
            self.at += 1
            if piece.isdigit():
                self._number(piece)
            elif piece in _BREAKS:
                self._start(Role.PLAIN)
            elif piece in LABELS:
                self._label(piece)
            elif piece in "-/~":
                self._hyphen(piece)
            elif piece in ENDS_STREET and self._number_follows():
                self._skip_numbers()
                self._start(Role.PLAIN)
            elif piece in IN_STREET and self.draft.role is Role.STREET:
                self._skip_numbers()
            elif piece == "kode" and self._peek() == "pos":
                self.at += 1
                self._start(Role.PLAIN)
            else:
                self.draft.words.append(piece)
        self._start(Role.PLAIN)

    def _peek(self) -> str:
        return self.pieces[self.at] if self.at < len(self.pieces) else ""

    def _next_word(self) -> str:
        """The word that follows; nothing at the end of the part."""
        following = self._peek()
        return "" if following in _BREAKS or following in LABELS or following == "~" else following

    def _start(self, role: Role, kind: str = "") -> None:
        draft = self.draft
        if draft.words:
            words = tuple(fold_words(draft.words[:16]))
            self.parts.append(Part(draft.role, words, draft.lead, draft.kind, draft.joined))
        self.draft = _Draft(role, [], 0, kind)

    def _label(self, piece: str) -> None:
        draft = self.draft
        role = LABELS[piece]
        if draft.words and (draft.words[-1], piece) in self.names.glued:
            draft.words.append(piece)
            return
        openings = self.names.openings
        opens = (piece, self._next_word()) in openings or (piece, self._peek()) in openings
        labelled = 0 < draft.role < Role.STREET
        if labelled and len(draft.words) == draft.lead and (opens or piece in OWN_WORDS):
            # "Kel. Dusun Ulu", "Desa Jalan Dua": the second label is the name.
            draft.words.append(piece)
            return
        if draft.role is Role.STREET and not draft.words and role is not Role.STREET:
            # "Jl. Desa Sukamaju", "Gang Kelurahan": named after it, not in it.
            return
        if role is Role.STREET and opens and piece not in ROADS:
            # "Gedung Johor" is a village, until more is known; "Jalan Baru" is a street.
            self._start(Role.PLAIN)
            self.draft.words.append(piece)
            return
        self._start(role, KINDS.get(piece, ""))
        if opens or (piece in OWN_WORDS and role is not Role.STREET):
            self.draft.words.append(piece)
            self.draft.lead = 1

    def _hyphen(self, piece: str) -> None:
        if self.draft.role is Role.STREET:
            self.draft.joined = True
        elif piece == "~" and not (self._peek().isdigit() and self.draft.words):
            self._start(Role.PLAIN)

    def _number(self, piece: str) -> None:
        draft = self.draft
        if len(piece) == 5 and piece[0] != "0" and not (draft.role is Role.STREET and not draft.words):
            self.postcode = piece
            self._start(Role.PLAIN)
        elif len(piece) <= 3:
            draft.words.append(piece)
        else:
            self._start(Role.PLAIN)

    def _number_follows(self) -> bool:
        following = self._peek()
        if following.isdigit():
            return len(following) < 5
        return following in {"rw", "rt", "/", ":", "-"} or following in ENDS_STREET

    def _skip_numbers(self) -> None:
        """Past "5", "5A", "02/03", "02 rw 03", "c2": what belongs to a number."""
        while (piece := self._peek()) and (
            (piece.isdigit() and len(piece) < 5) or piece in {"/", "-", "rw", "rt"}
        ):
            self.at += 1
            following = self._peek()
            if piece.isdigit() and following not in {"/", "-", "rw", "rt"}:
                break
        if len(self._peek()) == 1 and self._peek().isalpha() and self._peek() not in "ivx":
            self.at += 1
            if self._peek().isdigit() and self.draft.role is Role.STREET:
                self.at += 1


def read(text: str, *, role: Role = Role.PLAIN, names: NamesWithLabels = NO_NAMES) -> Written:
    """The parts of a text. `role` is what its first words are when they carry no label."""
    text = plain(text)
    code = ""
    if text[:3].strip("([ ").isdigit() or "." in text:
        text, code = _take_code(text)
    reader = _Reader(_DASH.sub(" ~ ", text), role, names)
    reader.read()
    return Written(tuple(reader.parts), reader.postcode, code)


def _take_code(text: str) -> tuple[str, str]:
    """The text without a region code, and the code."""
    stripped = text.strip()
    if found := _WHOLE_CODE.fullmatch(stripped):
        return "", found.group(1)
    if found := _LEADING_CODE.match(stripped):
        return stripped[found.end() :], found.group(1)
    if found := _DOTTED.search(text):
        return text[: found.start()] + " , " + text[found.end() :], found.group(1)
    return text, ""
