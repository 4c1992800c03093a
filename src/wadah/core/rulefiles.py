"""Reads `rules/*.toml` of the apps into dated versions, and says what is wrong with them. Knows no database.

    [rules."scale.pp7.capital.micro_max"]
    title = "Modal usaha mikro, batas atas"
    title_en = "Capital of a micro business, upper limit"
    unit = "idr"

    [[rules."scale.pp7.capital.micro_max".versions]]
    value = 1_000_000_000
    effective_from = 2021-02-02        # left out: since ever
    effective_to = 2030-12-31          # inclusive; left out: until further notice
    legal_basis = "PP 7/2021 Pasal 35"
    status = "sourced"                 # sourced, announced, verify, confirmed
    evidence = "kompasiana"            # also: source_url, note, note_en, checked_on

`legal_basis_en` and `evidence_en` are written where the words of a citation are not the same in English.
What several versions share may stand in the rule itself.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, get_args

Status = Literal["sourced", "announced", "verify", "confirmed"]
Value = int | bool | str | Decimal | tuple[Any, ...]

CODE = re.compile(r"[a-z0-9_]+(?:\.[a-z0-9_]+)+")
OF_RULE = frozenset({"title", "title_en", "versions"})
OF_VERSION = frozenset(
    {
        "value",
        "unit",
        "effective_from",
        "effective_to",
        "legal_basis",
        "legal_basis_en",
        "source_url",
        "evidence",
        "evidence_en",
        "status",
        "note",
        "note_en",
        "checked_on",
    }
)
LONGEST_CODE = 120


@dataclass(frozen=True)
class Version:
    """One value of a parameter, with the days on which it holds (both inclusive) and where it comes from."""

    code: str
    value: Value
    unit: str
    effective_from: date | None
    effective_to: date | None
    legal_basis: str
    status: Status
    evidence: str = ""
    source_url: str = ""
    note: str = ""
    note_en: str = ""
    legal_basis_en: str = ""
    evidence_en: str = ""
    checked_on: date | None = None

    @property
    def version_id(self) -> str:
        """Stable for ever: stored beside every answer that used this version."""
        start = self.effective_from.isoformat() if self.effective_from else "always"
        return f"{self.code}@{start}"

    def holds_on(self, day: date) -> bool:
        """Whether this version is in force on the day."""
        return (self.effective_from is None or self.effective_from <= day) and (
            self.effective_to is None or day <= self.effective_to
        )


@dataclass(frozen=True)
class Parameter:
    """A code with all its versions, oldest first."""

    code: str
    app: str
    title: str
    title_en: str
    versions: tuple[Version, ...]


@dataclass(frozen=True)
class Fault:
    """Something wrong with a rules file."""

    where: str
    what: str


@dataclass(frozen=True)
class Loaded:
    """The parameters that could be read, and the faults of the rest."""

    parameters: Mapping[str, Parameter]
    faults: tuple[Fault, ...]


def load(folders: Mapping[str, Path]) -> Loaded:
    """Reads every `*.toml` of the folders; the key of a folder is the app's label."""
    parameters: dict[str, Parameter] = {}
    faults: list[Fault] = []
    for app, folder in folders.items():
        for path in sorted(folder.glob("*.toml")):
            for parameter in _read_file(path, app, faults):
                if parameter.code in parameters:
                    faults.append(Fault(parameter.code, "stands in two files"))
                parameters[parameter.code] = parameter
    return Loaded(parameters, tuple(faults))


def _read_file(path: Path, app: str, faults: list[Fault]) -> Iterable[Parameter]:
    where = f"{app}/rules/{path.name}"
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        faults.append(Fault(where, f"is no TOML: {error}"))
        return
    if set(content) - {"rules"}:
        faults.append(Fault(where, f"has unknown tables: {', '.join(sorted(set(content) - {'rules'}))}"))
    for code, table in content.get("rules", {}).items():
        found = _faults_of_table(code, table)
        if not found:
            parameter = _parameter(app, code, table)
            found = _faults_of_dates(parameter)
            yield parameter
        faults.extend(Fault(f"{where} {code}", fault) for fault in found)


def _faults_of_table(code: str, table: Mapping[str, Any]) -> list[str]:
    """What is wrong with one rule's table before its versions can be built."""
    faults = []
    if not CODE.fullmatch(code) or len(code) > LONGEST_CODE:
        faults.append("is no code such as scale.pp7.micro_max")
    if unknown := set(table) - OF_RULE - OF_VERSION:
        faults.append(f"has unknown keys: {', '.join(sorted(unknown))}")
    faults += [f"has no {name}" for name in ("title", "title_en", "versions") if not table.get(name)]
    for raw in table.get("versions", ()):
        if unknown := set(raw) - OF_VERSION:
            faults.append(f"a version has unknown keys: {', '.join(sorted(unknown))}")
        whole = {**table, **raw}
        missing = [name for name in ("value", "unit", "legal_basis", "status") if name not in whole]
        faults += [f"a version has no {name}" for name in missing]
        if whole.get("status", "verify") not in get_args(Status):
            faults.append(f"status {whole['status']!r} is none of {', '.join(get_args(Status))}")
        if not _is_value(whole.get("value", 0)):
            faults.append("a value may be a number, a text, yes or no, or a list of these")
        for name in ("effective_from", "effective_to", "checked_on"):
            # A TOML date-time is a date too for Python; a rule holds on whole days.
            if name in whole and type(whole[name]) is not date:
                faults.append(f"{name} is no date")
    return faults


def _parameter(app: str, code: str, table: Mapping[str, Any]) -> Parameter:
    shared = {key: value for key, value in table.items() if key in OF_VERSION}
    versions = [_version(code, {**shared, **raw}) for raw in table["versions"]]
    versions.sort(key=lambda version: version.effective_from or date.min)
    return Parameter(code, app, table["title"], table["title_en"], tuple(versions))


def _version(code: str, raw: Mapping[str, Any]) -> Version:
    return Version(
        code=code,
        value=_frozen(raw["value"]),
        unit=raw["unit"],
        effective_from=raw.get("effective_from"),
        effective_to=raw.get("effective_to"),
        legal_basis=raw["legal_basis"],
        status=raw["status"],
        evidence=raw.get("evidence", ""),
        source_url=raw.get("source_url", ""),
        note=raw.get("note", ""),
        note_en=raw.get("note_en", ""),
        legal_basis_en=raw.get("legal_basis_en", ""),
        evidence_en=raw.get("evidence_en", ""),
        checked_on=raw.get("checked_on"),
    )


def _is_value(value: Any) -> bool:
    if isinstance(value, list):
        return all(_is_value(part) for part in value)
    return isinstance(value, bool | int | str | Decimal)


def _frozen(value: Any) -> Value:
    """Lists become tuples, so that a value handed out cannot be changed."""
    frozen: Value = tuple(_frozen(part) for part in value) if isinstance(value, list) else value
    return frozen


def _faults_of_dates(parameter: Parameter) -> list[str]:
    """Versions follow each other day on day: no day with two values, no day between them without one."""
    faults = []
    for version in parameter.versions:
        start, end = version.effective_from, version.effective_to
        if start and end and end < start:
            faults.append(f"{version.version_id} ends before it begins")
    for older, newer in zip(parameter.versions, parameter.versions[1:], strict=False):
        start, end = newer.effective_from, older.effective_to
        if start is None or end is None or start <= end:
            faults.append(f"{older.version_id} and {newer.version_id} overlap")
        elif start != end + timedelta(days=1):
            faults.append(f"there is a gap between {older.version_id} and {newer.version_id}")
    return faults
