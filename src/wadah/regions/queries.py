"""Reads of the tree, and the resolver over it."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from wadah.regions.errors import RegionsNotLoaded
from wadah.regions.models import CodeSystem, FormerParent, Region, RegionAlias, RegionCode
from wadah.regions.resolving import Alias, Place, Resolver, StatisticsCode
from wadah.regions.resolving import FormerParent as FormerParentRow

_SMALL: Final = 2_000


class _Stamp(NamedTuple):
    """What tells one loaded tree from another without reading it."""

    regions: int
    aliases: int
    last_alias: int
    small_tree: int
    """A digest of a tree so small that counts would not tell it from another (in tests); else 0."""


_built: dict[_Stamp, Resolver] = {}


def resolver() -> Resolver:
    """The resolver over the stored tree and aliases, built once a process (about a second, 90 MB).

    Two counts are read at each call, so that a tree loaded by another process is seen: ask once a job or
    request, not once a row. Raises RegionsNotLoaded when there is no tree.
    """
    last = RegionAlias.objects.order_by("-pk").values_list("pk", flat=True).first()
    count = Region.objects.count()
    if not count:
        raise RegionsNotLoaded
    digest = hash(tuple(_places())) if count < _SMALL else 0
    stamp = _Stamp(count, RegionAlias.objects.count(), last or 0, digest)
    if stamp not in _built:
        _built.clear()
        _built[stamp] = _build()
    return _built[stamp]


def forget_resolver() -> None:
    """Lets the next call build the resolver anew; for a tree that changed but kept its counts."""
    _built.clear()


def _places() -> Iterator[Place]:
    rows = Region.objects.order_by("pk").values_list("code", "name", "postcode")
    return map(Place._make, rows.iterator(10_000))


def _build() -> Resolver:
    codes = RegionCode.objects.filter(system=CodeSystem.BPS)
    return Resolver(
        _places(),
        map(Alias._make, RegionAlias.objects.values_list("written", "region_id", "is_shared")),
        map(FormerParentRow._make, FormerParent.objects.values_list("region_id", "former_id")),
        map(StatisticsCode._make, codes.values_list("code", "region_id")),
    )
