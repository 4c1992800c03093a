"""Linking millions of rows as tables: normalised in processes, blocked and compared by Splink on DuckDB.

Imports DuckDB and Splink: never import this from the web process, only from jobs, commands and benchmarks.
"""
