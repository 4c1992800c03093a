"""The source of wadah as the architecture tests read it: modules, what they import, templates."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import wadah

PACKAGE = Path(wadah.__file__).parent


@dataclass(frozen=True)
class Module:
    """One file of Python. `name` is dotted, `room` is the part after the app."""

    name: str
    text: str

    @property
    def tree(self) -> ast.Module:
        """The syntax; parsed once, for every rule walks it."""
        return _parsed(self.text)

    @property
    def app(self) -> str:
        """`registry` of `wadah.registry.views.intakes`."""
        return _part(self.name, 1)

    @property
    def room(self) -> str:
        """`views` of `wadah.registry.views.intakes`; empty for the app's own __init__."""
        return _part(self.name, 2)

    @property
    def is_test(self) -> bool:
        """Tests may look into every room."""
        return "tests" in self.name.split(".") or self.name.rpartition(".")[2].startswith("test_")


@cache
def _parsed(text: str) -> ast.Module:
    return ast.parse(text)


@dataclass(frozen=True)
class Import:
    """One thing that a module imports, as far as it can be told without running it: `wadah.x.y`."""

    line: int
    target: str


@dataclass(frozen=True)
class Template:
    """One file of HTML; `path` counts from the package."""

    path: str
    text: str


def _part(name: str, number: int) -> str:
    parts = name.split(".")
    return parts[number] if len(parts) > number else ""


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the package except migrations, which are history."""
    return tuple(
        Module(_name(path), path.read_text("utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
        if "migrations" not in path.parts
    )


@cache
def templates() -> tuple[Template, ...]:
    """Every page and fragment."""
    return tuple(
        Template(str(path.relative_to(PACKAGE)), path.read_text("utf-8"))
        for path in sorted(PACKAGE.rglob("templates/**/*.html"))
    )


def _name(path: Path) -> str:
    parts = list(path.relative_to(PACKAGE.parent).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(module: Module) -> Iterator[Import]:
    """What the module imports of wadah. `from wadah.app import room` counts as `wadah.app.room`."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (Import(node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield Import(node.lineno, whole if _part(node.module, 2) == "" else node.module)
