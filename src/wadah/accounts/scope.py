"""What somebody may do, and where: plain values, and the arithmetic of region codes. Reads no database."""

import re
from dataclasses import dataclass
from functools import cached_property

from wadah.accounts.roles import Capability, Role

REGION_CODE = re.compile(r"\d\d(\.\d\d(\.\d\d(\.\d{4})?)?)?", re.ASCII)


def is_inside(code: str, region: str) -> bool:
    """Whether the code lies in the region: 16.71.01 is in 16.71 and in 16, and 16.71 is not in 16.7."""
    return code == region or code.startswith(region + ".")


def first_beyond(region: str) -> str | None:
    """The first code after everything in the region: 16.72 for 16.71, 17 for 16.99; None after the last.

    Only digits differ at the place that decides, so the bound holds under every collation of the database.
    Raises ValueError for what is no whole code: the range of "16.7" would take in all cities of the province.
    """
    if not REGION_CODE.fullmatch(region):
        raise ValueError(f"{region!r} is not a region code.")
    parts = region.split(".")
    while parts:
        last = parts.pop()
        if set(last) != {"9"}:
            return ".".join([*parts, str(int(last) + 1).zfill(len(last))])
    return None


def widest(regions: set[str]) -> tuple[str, ...]:
    """The regions that lie in no other one of the set, sorted."""
    return tuple(sorted(r for r in regions if not any(r != o and is_inside(r, o) for o in regions)))


@dataclass(frozen=True)
class Grant:
    """One running membership: what it allows, in which region, for which institution."""

    institution_id: int | None  # None: the operator at the command line
    role: Role | None
    region: str
    capabilities: frozenset[Capability]

    def reaches(self, region: str) -> bool:
        """Whether the region lies in this one; the operator reaches other provinces' offices too."""
        return self.role is None or is_inside(region, self.region)


@dataclass(frozen=True)
class Scope:
    """All that somebody may do. Capability and region belong together: ask for both at once."""

    grants: tuple[Grant, ...] = ()

    @cached_property
    def roles(self) -> frozenset[Role]:
        """Every role held."""
        return frozenset(grant.role for grant in self.grants if grant.role)

    @cached_property
    def institutions(self) -> frozenset[int]:
        """Primary keys of the institutions acted for."""
        return frozenset(grant.institution_id for grant in self.grants if grant.institution_id)

    @cached_property
    def capabilities(self) -> frozenset[Capability]:
        """Everything that may be done somewhere."""
        return frozenset().union(*(grant.capabilities for grant in self.grants))

    @cached_property
    def regions(self) -> tuple[str, ...]:
        """The regions of all memberships; for what may be done there, ask `regions_with`."""
        return widest({grant.region for grant in self.grants})

    def regions_with(self, capability: Capability) -> tuple[str, ...]:
        """Where this may be done."""
        return widest({grant.region for grant in self.grants if capability in grant.capabilities})

    def institutions_with(self, capability: Capability) -> frozenset[int]:
        """Primary keys of the institutions for which this may be done."""
        return frozenset(
            grant.institution_id
            for grant in self.grants
            if grant.institution_id and capability in grant.capabilities
        )

    def may(self, capability: Capability, region: str | None = None) -> bool:
        """Whether this may be done: anywhere at all, or in that region when one is given."""
        if region is None:
            return capability in self.capabilities
        return any(is_inside(region, held) for held in self.regions_with(capability))


@dataclass(frozen=True)
class KeptScope:
    """A scope as read for one request; the next request reads anew."""

    request_id: str
    scope: Scope
