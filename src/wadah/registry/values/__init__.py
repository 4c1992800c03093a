"""What people write in cells, read: one module a subject.

Pure functions; nothing is repaired without a mark.
"""
