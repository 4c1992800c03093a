"""Reads of impact: what is counted, and what the board shows."""
