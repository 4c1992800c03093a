"""What a row is before it is compared with the registry."""

from enum import StrEnum


class RowVerdict(StrEnum):
    """What a row is before it is compared with the registry."""

    OK = "ok"
    NEEDS_REPAIR = "needs_repair"
    NOT_A_BUSINESS = "not_a_business"
    BLANK = "blank"
