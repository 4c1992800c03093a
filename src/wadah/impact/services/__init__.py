"""Writes of impact: the figures that are published."""
