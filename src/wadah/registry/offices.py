"""Which places an office looks after, and for which parties its rows count in full."""

from wadah.registry.kinds import DecidedBy
from wadah.registry.models import Link


def covers(office_region: str, regency: str) -> bool:
    """Whether an office of this place looks after what is listed in that regency."""
    return regency.startswith(office_region)


def speaks_for(link: Link, regency: str) -> bool:
    """Whether the row counts in full for a party of this regency: its office looks after it, or a person joined it."""
    office = link.record.intake.institution.region_id
    return covers(office, regency) or link.decided == DecidedBy.PERSON
