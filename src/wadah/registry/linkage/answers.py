"""The three answers of linkage."""

from enum import StrEnum


class Answer(StrEnum):
    """One business, perhaps (a person is asked), or another one."""

    SAME = "same"
    ASK = "ask"
    NEW = "new"
