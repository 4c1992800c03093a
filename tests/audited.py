"""What leaves a trace in the audit trail, as far as the source tells it without being run.

A function is followed into the services that it names, not into jobs: what a worker records later is the machine's
doing. That something is recorded can be seen here; that it is recorded on every way through the function cannot.
"""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from tests.source import Module, modules

RECORD = "wadah.core.audit.record"
FILE_ANSWERS = frozenset({"StreamingHttpResponse", "FileResponse", "content_disposition_header"})
OPENERS = frozenset(
    {"wadah.core.secrets.open_", "wadah.registry.sealed.open_cells", "wadah.accounts.phone.open_phone"}
)


@dataclass(frozen=True)
class Function:
    """One function of a module; `names` is everything of wadah that its body speaks of, as `wadah.app.room.name`."""

    path: str
    module: str
    room: str
    names: frozenset[str]
    words: frozenset[str]

    @property
    def is_public(self) -> bool:
        """Whether others may call it: a function of the module itself, no method."""
        name = self.path.removeprefix(f"{self.module}.")
        return not name.startswith("_") and "." not in name


def functions(module: Module) -> Iterator[Function]:
    """The functions of a module, methods among them; those inside another one belong to it."""
    known = _imported(module) | {
        node.name: f"{module.name}.{node.name}"
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef)
    }
    for node in module.tree.body:
        if isinstance(node, ast.FunctionDef):
            yield _function(module, node.name, node, known)
        elif isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef):
                    yield _function(module, f"{node.name}.{inner.name}", inner, known)


def _function(module: Module, name: str, node: ast.FunctionDef, known: dict[str, str]) -> Function:
    words = frozenset(part.id for part in ast.walk(node) if isinstance(part, ast.Name))
    names = {known[word] for word in words if word in known}
    for part in ast.walk(node):
        if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name) and part.value.id in known:
            names.add(f"{known[part.value.id]}.{part.attr}")
    return Function(f"{module.name}.{name}", module.name, module.room, frozenset(names), words)


def _imported(module: Module) -> dict[str, str]:
    return {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("wadah.")
        for alias in node.names
    }


@cache
def every_function() -> dict[str, Function]:
    """All functions of the source by their path, tests and demo data left out."""
    ours = [module for module in modules() if not module.is_test and "demo" not in module.name]
    return {function.path: function for module in ours for function in functions(module)}


def records(function: Function, source: dict[str, Function]) -> bool:
    """Whether the function, or a service that it names, writes to the trail."""
    seen: set[str] = set()
    ahead = [function]
    while ahead:
        this = ahead.pop()
        if RECORD in this.names:
            return True
        seen.add(this.path)
        near = [source[name] for name in this.names if name in source and name not in seen]
        ahead += [other for other in near if other.room in ("services", this.room) and other.room != "jobs"]
    return False


def silent_services(source: dict[str, Function], without: Iterable[str]) -> list[str]:
    """Services that others may call and that leave no trace, except those that are excused."""
    services = [f for f in source.values() if f.room == "services" and f.is_public]
    return sorted(f.path for f in services if f.path not in without and not records(f, source))


def silent_downloads(source: dict[str, Function]) -> list[str]:
    """Views that hand out a file and leave no trace."""
    views = [f for f in source.values() if f.room == "views" and f.words & FILE_ANSWERS]
    return sorted(f.path for f in views if not records(f, source))


def silent_openings(source: dict[str, Function], without: Iterable[str]) -> list[str]:
    """Functions that open a sealed value and leave no trace, except those that are excused."""
    opening = {g.path for f in source.values() if f.names & OPENERS - {f.path} for g in _users(f, source)}
    return sorted(path for path in opening if path not in without and not records(source[path], source))


def _users(function: Function, source: dict[str, Function]) -> Iterator[Function]:
    """Who uses a private function of the module, at last; a function that others may call, and a method, itself."""
    near = [f for f in source.values() if f.module == function.module and function.path in f.names - {f.path}]
    if function.is_public or not near:
        yield function
        return
    for user in near:
        yield from _users(user, source)
