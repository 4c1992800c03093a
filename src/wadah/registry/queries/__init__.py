"""Reads of the registry that are more than one line."""
