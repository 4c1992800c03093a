"""Loading the tree: whole, fast enough, and the same the second time."""

from decimal import Decimal

import pytest

from wadah.core.models import AuditEntry
from wadah.regions.errors import RegionsNotLoaded
from wadah.regions.models import FormerParent, Region, RegionAlias, RegionCode
from wadah.regions.queries import children_of, path_of, regions_in, resolver
from wadah.regions.services.loading import Loaded, load_regions

pytestmark = pytest.mark.django_db


def test_whole_tree_is_loaded_once_and_a_second_loading_changes_nothing():
    first = load_regions()
    second = load_regions()

    assert (first, second) == (Loaded(91_599, 91_599, 0, 0), Loaded(91_599, 0, 0, 0))
    assert list(AuditEntry.objects.values_list("action", "details")) == [
        ("regions.loaded", {"added": 91_599, "changed": 0, "gone": 0}),
        ("regions.loaded", {"added": 0, "changed": 0, "gone": 0}),
    ]


def test_loading_repairs_a_changed_row_keeps_own_aliases_and_counts_what_is_gone():
    load_regions()
    Region.objects.filter(pk="16.71").update(name="Palembang Lama")
    Region.objects.create(pk="16.99", name="Kabupaten Lama", level=2, kind="kabupaten", parent_id="16")
    RegionAlias.objects.create(written="Bumi Sriwijaya", region_id="16.71")

    loaded = load_regions()

    assert loaded == Loaded(91_599, 0, 1, 1)
    assert Region.objects.get(pk="16.71").name == "Kota Palembang"
    assert resolver().resolve("Bumi Sriwijaya").code == "16.71"


def test_regions_carry_kind_parent_postcode_and_figures():
    load_regions()

    city = Region.objects.get(pk="16.71")
    village = Region.objects.get(pk="16.71.18.1002")

    assert (city.kind, city.parent_id, city.population, city.area_km2) == (
        "kota",
        "16",
        1_801_367,
        Decimal("352.523"),
    )
    assert (village.name, village.kind, village.level, village.postcode) == (
        "Sembilan Ilir",
        "kelurahan",
        4,
        "30113",
    )
    assert [region.code for region in path_of("16.71.18.1002")] == [
        "16",
        "16.71",
        "16.71.18",
        "16.71.18.1002",
    ]
    assert children_of("16").count() == 17
    assert regions_in("16.71").count() == 1 + 18 + 107
    assert FormerParent.objects.filter(region=village).values_list("former_id", flat=True).get() == "16.71.06"
    assert RegionCode.objects.get(system="bps", code="1608").region_id == "16.09"


def test_without_a_tree_the_resolver_says_so():
    with pytest.raises(RegionsNotLoaded):
        resolver()


def test_the_resolver_sees_aliases_added_since():
    load_regions()
    before = resolver().resolve("Bumi Sriwijaya").code

    RegionAlias.objects.create(written="Bumi Sriwijaya", region_id="16.71")

    assert (before, resolver().resolve("Bumi Sriwijaya").code) == (None, "16.71")
