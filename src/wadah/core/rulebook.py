"""Dated rules: ask for a code and a day, get a value that knows where it comes from.

The values stand in the apps' `rules/*.toml` (read once, see rulefiles.py). What a person confirmed with a
named source is laid over them from the database (see confirmations.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from django.apps import apps

from wadah.core import confirmations
from wadah.core.errors import UnknownRule
from wadah.core.rulefiles import Loaded, Parameter, Status, Value, Version, load


@dataclass(frozen=True)
class Rule:
    """A value in force on the day asked for. Store `version_id` beside every answer that used it."""

    code: str
    value: Value
    unit: str
    version_id: str
    effective_from: date | None
    effective_to: date | None
    legal_basis: str
    status: Status
    evidence: str = ""
    source_url: str = ""
    note: str = ""

    @property
    def uncertain(self) -> bool:
        """A result that rests on this value must say so, and is never worded as a promise or a refusal."""
        return self.status == "verify"

    @property
    def integer(self) -> int:
        """The value of a rule that is a whole number."""
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            raise TypeError(f"{self.code} is no whole number but {self.value!r}.")
        return self.value

    @property
    def decimal(self) -> Decimal:
        """The value of a rule that is any number."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | Decimal):
            raise TypeError(f"{self.code} is no number but {self.value!r}.")
        return Decimal(self.value)

    @property
    def text(self) -> str:
        """The value of a rule that is a text."""
        if not isinstance(self.value, str):
            raise TypeError(f"{self.code} is no text but {self.value!r}.")
        return self.value

    @property
    def texts(self) -> tuple[str, ...]:
        """The value of a rule that is a list of texts."""
        if not isinstance(self.value, tuple) or not all(isinstance(part, str) for part in self.value):
            raise TypeError(f"{self.code} is no list of texts but {self.value!r}.")
        return self.value


def rule(code: str, on: date) -> Rule:
    """The rule in force on the day. Raises UnknownRule when there is none."""
    parameter = parameters().get(code)
    for one in parameter.versions if parameter else ():
        if one.holds_on(on):
            return as_rule(one)
    raise UnknownRule(rule=code, on=on.isoformat())


def version(version_id: str) -> Version | None:
    """The version of this id as its file has it; None when there is none."""
    parameter = parameters().get(version_id.partition("@")[0])
    return (
        next((one for one in parameter.versions if one.version_id == version_id), None) if parameter else None
    )


def as_rule(stated: Version) -> Rule:
    """A version with what was confirmed about it; a corrected value makes a version id of its own."""
    asked = Rule(
        code=stated.code,
        value=stated.value,
        unit=stated.unit,
        version_id=stated.version_id,
        effective_from=stated.effective_from,
        effective_to=stated.effective_to,
        legal_basis=stated.legal_basis,
        status=stated.status,
        evidence=stated.evidence,
        source_url=stated.source_url,
        note=stated.note,
    )
    confirmed = confirmations.latest().get(stated.version_id)
    if confirmed is None:
        return asked
    url = confirmed.source_url or asked.source_url
    asked = replace(asked, status="confirmed", evidence=confirmed.source, source_url=url)
    if confirmed.value is None:
        return asked
    return replace(asked, value=confirmed.value, version_id=f"{asked.version_id}+{confirmed.pk}")


def parameters() -> Mapping[str, Parameter]:
    """Every parameter of every app by its code."""
    return book().parameters


@lru_cache(maxsize=1)
def book() -> Loaded:
    """All rules files, read once in a process."""
    folders = {config.label: Path(config.path) / "rules" for config in apps.get_app_configs()}
    return load({label: folder for label, folder in folders.items() if folder.is_dir()})
