"""Parties, the records they came from, facts, import, linkage and review. Never deletes; never shows a NIK."""
