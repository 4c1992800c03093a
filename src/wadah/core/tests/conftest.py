"""Fixtures of core's tests."""

from wadah.core.tests.lamps import lamp_table

__all__ = ["lamp_table"]
