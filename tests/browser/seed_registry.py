"""An office with ten pairs to decide and a party of two rows, for the registry's journeys. Run by `wadah shell`."""

from wadah.accounts.models import Institution
from wadah.accounts.tests.factories import make_institution, make_member, make_user
from wadah.regions.models import Kind, Level, Region
from wadah.registry.kinds import LinkLevel
from wadah.registry.tests.factories import link, make_business, make_intake, make_pair, make_record, record_of

NIK = "1602014507900011"
NAMES = ("Songket", "Kemplang", "Pempek", "Kerupuk", "Tahu", "Tempe", "Purun", "Kopi", "Batu Bata", "Bengkel")


def seed() -> None:
    """In the regions of seed.py, for an office of its own beside that one."""
    office = make_institution("DISPERINDAG-OKI", "16.02")
    make_member(office, user=make_user("Rosmala Dewi", email="rosmala@contoh.example"))
    Region.objects.create(
        code="16.02.01.2001", name="Seberang", kind=Kind.DESA, level=Level.VILLAGE, parent_id="16.02.01"
    )
    for at, name in enumerate(NAMES):
        left = make_business(
            make_intake(office), f"{name} Mak Cik", "Rusmini", address=f"Jl. Merdeka No. {at + 1}", sex="P",
            established="2015", annual_sales=288_000_000, sales_idr=24_000_000, sales_period="month",
        )  # fmt: skip
        right = make_business(
            make_intake(office), f"{name} Ibu Mak Cik", "Hj. Rusmini", address=f"Jalan Merdeka {at + 1}",
            nik=f"16020145080{at:05d}", pirt="applied", established="2012",
        )  # fmt: skip
        make_pair(record_of(left), record_of(right), score=0.9 - at / 100)
    _known(office)


def _known(office: Institution) -> None:
    party = make_business(
        make_intake(office), "Anyaman Purun Nabila", "Nabila", nik=NIK, kbli="16291", kbli_edition="2020",
        address="Lorong Pancasila No. 3", halal="none", workers=3, workers_male=1, workers_female=2,
        region="16.02.01.2001",
    )  # fmt: skip
    second = make_record(make_intake(office), {"business_name": "Purun Nabila", "established": "2012-05"})
    link(second, party, LinkLevel.BUSINESS, record_of(party))


seed()
