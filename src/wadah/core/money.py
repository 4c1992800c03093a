"""Rupiah as people read it. Whole rupiah are integers everywhere; nothing here computes."""

from wadah.core.numbers import number


def rupiah(amount_idr: int) -> str:
    """`Rp1.565.627`; the grouping follows the active language."""
    if amount_idr < 0:
        return f"-Rp{number(-amount_idr)}"
    return f"Rp{number(amount_idr)}"
