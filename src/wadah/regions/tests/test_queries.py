"""The resolver over stored rows."""

import pytest
from django.db import IntegrityError, transaction

from wadah.regions.errors import RegionsNotLoaded
from wadah.regions.models import CodeSystem, FormerParent, Region, RegionAlias, RegionCode
from wadah.regions.queries import resolver

pytestmark = pytest.mark.django_db


@pytest.fixture
def small_tree() -> None:
    rows = [
        ("16", "Sumatera Selatan", 1, "provinsi", None, ""),
        ("16.71", "Kota Palembang", 2, "kota", "16", ""),
        ("16.71.06", "Ilir Timur Dua", 3, "kecamatan", "16.71", ""),
        ("16.71.18", "Ilir Timur Tiga", 3, "kecamatan", "16.71", ""),
        ("16.71.18.1002", "Sembilan Ilir", 4, "kelurahan", "16.71.18", "30113"),
    ]
    for code, name, level, kind, parent, postcode in rows:
        Region.objects.create(
            code=code, name=name, level=level, kind=kind, parent_id=parent, postcode=postcode
        )
    FormerParent.objects.create(region_id="16.71.18.1002", former_id="16.71.06")
    RegionCode.objects.create(system=CodeSystem.BPS, code="1671", region_id="16.71")


def test_without_a_tree_the_resolver_says_so():
    with pytest.raises(RegionsNotLoaded):
        resolver()


@pytest.mark.usefixtures("small_tree")
def test_stored_rows_are_what_is_resolved():
    answer = resolver().resolve("Kel. 9 Ilir Kec. Ilir Timur II Palembang 30113")

    assert (answer.code, [note.code.value for note in answer.disagreements]) == (
        "16.71.18.1002",
        ["subdistrict_old"],
    )
    assert resolver().resolve("1671").code == "16.71"


@pytest.mark.usefixtures("small_tree")
def test_an_alias_is_known_from_the_next_question_on():
    before = resolver().resolve("Bumi Sriwijaya").code

    RegionAlias.objects.create(written="Bumi Sriwijaya", region_id="16.71")

    assert (before, resolver().resolve("Bumi Sriwijaya").code) == (None, "16.71")


@pytest.mark.usefixtures("small_tree")
def test_the_resolver_is_built_once():
    assert resolver() is resolver()


@pytest.mark.usefixtures("small_tree")
def test_only_a_province_has_no_parent():
    with pytest.raises(IntegrityError), transaction.atomic():
        Region.objects.create(code="17.01", name="Kabupaten", level=2, kind="kabupaten")
