"""Linking millions of rows as tables: normalised in processes, blocked and compared by DuckDB.

Imports DuckDB: never import this from the web process, only from jobs, commands and benchmarks.
"""
