"""Which pages the shell offers to whom: by capability, never by role, and only pages that exist."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wadah.accounts.roles import Capability

Words = str | Promise


@dataclass(frozen=True)
class Link:
    """A page as it is declared; `needs` are capabilities of which one is enough; none: for everybody."""

    view: str
    label: Words
    icon: str
    needs: frozenset[Capability] = frozenset()

    def is_for(self, held: frozenset[Capability]) -> bool:
        """Whether it is offered to somebody with these capabilities."""
        return not self.needs or bool(self.needs & held)


@dataclass(frozen=True)
class Group:
    """Links under one heading; the first group of the desk has none."""

    label: Words
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Entry:
    """A link as a template draws it."""

    url: str
    label: Words
    icon: str
    current: bool


@dataclass(frozen=True)
class Section:
    """Entries under one heading."""

    label: Words
    entries: tuple[Entry, ...]


MANAGING = frozenset({Capability.MANAGE_MEMBERS})
PUBLIC_LINKS: tuple[Link, ...] = (
    Link("impact:board", _("Angka"), "chart-bar"),
    Link("core:rules", _("Aturan"), "scale"),
)
# Who may read one list at least may have it as a file.
DOWNLOADING = frozenset(
    {
        Capability.READ_PARTIES,
        Capability.IMPORT,
        Capability.REVIEW,
        Capability.READ_AUDIT,
        Capability.MANAGE_MEMBERS,
    }
)
IMPORTS = Link("registry:intakes", _("Impor lembar kerja"), "table-import", frozenset({Capability.IMPORT}))
DESK_GROUPS: tuple[Group, ...] = (
    Group("", (Link("web:workspace", _("Tugas saya"), "list-check"),)),
    Group(
        _("Data usaha"),
        (
            Link(
                "registry:parties", _("Daftar usaha"), "building-store", frozenset({Capability.READ_PARTIES})
            ),
            IMPORTS,
            Link("registry:pairs", _("Periksa data ganda"), "versions", frozenset({Capability.REVIEW})),
            Link("registry:claims", _("Klaim pemilik"), "user", frozenset({Capability.REVIEW})),
            Link("registry:exports", _("Unduhan"), "download", DOWNLOADING),
        ),
    ),
    Group(
        _("Kantor"),
        (
            Link("accounts:institutions", _("Lembaga dan anggota"), "users", MANAGING),
            Link("web:trail", _("Jejak tindakan"), "history", MANAGING | {Capability.READ_AUDIT}),
        ),
    ),
)
# Of people who belong to no institution.
OWNER_GROUPS: tuple[Group, ...] = (Group("", (Link("registry:mine", _("Usaha saya"), "building-store"),)),)
ACCOUNT_LINKS: tuple[Link, ...] = (Link("accounts:me", _("Akun saya"), "user"),)
# The page that answers the search of the desk's head.
SEARCH = Link("registry:parties", _("Daftar usaha"), "search", frozenset({Capability.READ_PARTIES}))


@cache
def _path(view: str) -> str:
    """The address of a page without parameters; it does not change while the process lives."""
    return reverse(view)


def entries(links: Sequence[Link], path: str, held: frozenset[Capability]) -> tuple[Entry, ...]:
    """The links that somebody with these capabilities may follow, the one of this page marked."""
    urls = {_path(link.view): link for link in links if link.is_for(held)}
    here = max((url for url in urls if path.startswith(url)), key=len, default="")
    return tuple(Entry(url, link.label, link.icon, url == here) for url, link in urls.items())


def sections(groups: Sequence[Group], path: str, held: frozenset[Capability]) -> tuple[Section, ...]:
    """The groups with their entries; a group of which nothing is left is not drawn."""
    drawn = (Section(group.label, entries(group.links, path, held)) for group in groups)
    return tuple(section for section in drawn if section.entries)


def address(link: Link, held: frozenset[Capability]) -> str:
    """Where a link goes; empty when it is not for this reader."""
    return _path(link.view) if link.is_for(held) else ""
