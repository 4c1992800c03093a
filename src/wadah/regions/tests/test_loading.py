"""Loading the tree: whole, set-based, and the same the second time."""

from decimal import Decimal

import pytest

from wadah.core.models import AuditEntry
from wadah.regions.models import FormerParent, Region, RegionAlias, RegionCode
from wadah.regions.services.loading import Loaded, load_regions

pytestmark = pytest.mark.django_db


def test_whole_tree_is_loaded_with_kinds_postcodes_and_figures():
    loaded = load_regions()

    assert loaded == Loaded(91_599, 91_599, 0, 0)
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
    assert (village.parent_id, village.parent.parent_id) == ("16.71.18", "16.71")
    below = Region.objects.filter(parent="16").count(), Region.objects.filter(pk__startswith="16.71").count()
    assert below == (17, 1 + 18 + 107)
    assert FormerParent.objects.get(region=village).former_id == "16.71.06"
    assert RegionCode.objects.get(system="bps", code="1608").region_id == "16.09"


def test_a_second_loading_repairs_what_differs_and_keeps_what_was_added_by_hand():
    load_regions()
    Region.objects.filter(pk="16.71").update(name="Palembang Lama")
    Region.objects.create(pk="16.99", name="Kabupaten Lama", level=2, kind="kabupaten", parent_id="16")
    RegionAlias.objects.create(written="Bumi Sriwijaya", region_id="16.71")
    aliases = RegionAlias.objects.count()

    loaded = load_regions(actor="user:1")

    assert loaded == Loaded(91_599, 0, 1, 1)
    assert Region.objects.get(pk="16.71").name == "Kota Palembang"
    assert RegionAlias.objects.count() == aliases
    assert list(AuditEntry.objects.values_list("actor", "action", "details")) == [
        ("system", "regions.loaded", {"added": 91_599, "changed": 0, "gone": 0}),
        ("user:1", "regions.loaded", {"added": 0, "changed": 1, "gone": 1}),
    ]
