"""The habits that a machine can hold: each is a function from one file to what is wrong with it."""

import ast
import re
from collections.abc import Iterator

from tests.source import Module, Template

NAMELESS = frozenset({"utils", "util", "helpers", "helper", "misc", "common"})
STATE_KEEPER = "wadah.core.transitions"
# Where everything may be caught (style rule 37): in `jobs`, and at these edges.
EDGES = {
    "wadah.core.worker": "the edge of every job: what went wrong is kept with it",
    "wadah.registry.work.overlap": "the edge of a child process: the parent raises it again",
}
ISSUE = re.compile(r"\b(TODO|FIXME|XXX)\b(?! ?\(?#\d+)")
ORM_WRITES = frozenset(
    {"save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "delete"}
)


def nameless_files(module: Module) -> list[str]:
    """A file is named after its subject."""
    last = module.name.rpartition(".")[2]
    return [f"{module.name}: name the thing"] if last in NAMELESS else []


def missing_docstring(module: Module) -> list[str]:
    """The first line says what lives here; an empty file needs no words."""
    if not module.text.strip() or module.text.lstrip().startswith('"""'):
        return []
    return [f"{module.name}: does not begin with its docstring"]


def states_set_by_hand(module: Module) -> list[str]:
    """A state changes by move() alone: no assignment, no setattr, no update() of a column called state."""
    if module.name == STATE_KEEPER or module.is_test:
        return []
    found = []
    for node in ast.walk(module.tree):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        by_hand = not isinstance(node, ast.keyword) and any(
            isinstance(target, ast.Attribute) and target.attr == "state" for target in targets
        )
        if by_hand or (isinstance(node, ast.Call) and _writes_state(node)):
            found.append(f"{module.name}:{node.lineno} sets a state by hand")  # type: ignore[attr-defined]
    return found


def _writes_state(call: ast.Call) -> bool:
    if isinstance(call.func, ast.Name) and call.func.id == "setattr" and len(call.args) > 1:
        return isinstance(call.args[1], ast.Constant) and call.args[1].value == "state"
    is_update = isinstance(call.func, ast.Attribute) and call.func.attr == "update"
    return is_update and any(keyword.arg == "state" for keyword in call.keywords)


def writes_in_views(module: Module) -> list[str]:
    """A view calls one service: it opens no transaction and writes no row."""
    if module.room != "views" or module.is_test:
        return []
    found = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.alias) and node.name in ("transaction", "django.db.transaction"):
            found.append(f"{module.name}:{node.lineno} uses transactions")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _writes_row(node.func):
            found.append(f"{module.name}:{node.lineno} writes: .{node.func.attr}()")
    return found


def _writes_row(method: ast.Attribute) -> bool:
    if method.attr in ORM_WRITES:
        return True
    source = ast.unparse(method.value)
    return method.attr == "update" and (".objects" in source or ".filter(" in source)


def caught_everything(module: Module) -> list[str]:
    """Catch what can be handled; everything only at the edge of a job, or to clean up and raise it again."""
    if module.room == "jobs" or module.name in EDGES or module.is_test:
        return []
    return [
        f"{module.name}:{node.lineno} catches everything"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler) and _is_everything(node.type) and not _raises_again(node)
    ]


def _is_everything(caught: ast.expr | None) -> bool:
    if caught is None:
        return True
    names = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return any(isinstance(name, ast.Name) and name.id in ("Exception", "BaseException") for name in names)


def _raises_again(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def loose_ends(name: str, text: str) -> list[str]:
    """What is left to do has an issue."""
    lines = enumerate(text.splitlines(), start=1)
    return [f"{name}:{number} has no issue number" for number, line in lines if ISSUE.search(line)]


INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|<style\b|\s(?:style|on[a-z]+)\s*=\s*[\"']", re.IGNORECASE)
COMMENT = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}|<!--.*?-->", re.DOTALL)
TRANSLATED = re.compile(r"\{% blocktrans(?:late)?\b.*?%\}.*?\{% endblocktrans(?:late)? %\}", re.DOTALL)
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
SPOKEN = re.compile(r"\b(?:alt|title|placeholder|aria-label|aria-description|data-label)=\"([^\"]*)\"")
MARKUP = re.compile(r"<[^>]*>", re.DOTALL)
WORD = re.compile(r"[^\W\d_]{2,}")
# An attribute or a class that a block puts into a tag of the page it extends.
ATTRIBUTE = re.compile(r"[\w-]+=\"[^\"]*\"|\bwd-[\w-]+")
# Names and abbreviations that are the same in every language, and each language's name of itself.
NAMES = frozenset(
    {"wadah", "NIB", "NIK", "NPWP", "KBLI", "KUR", "WIB", "xlsx", "csv", "nbsp", "middot", "times"}
    | {"Bahasa", "Indonesia", "English"}
)


def inline_code(template: Template) -> list[str]:
    """Pages run under a policy without inline script or style."""
    text = COMMENT.sub("", template.text)
    return [f"{template.path}: {match.group().strip()}" for match in INLINE.finditer(text)]


def unmarked_words(template: Template) -> list[str]:
    """Every word that a reader sees or hears is marked for translation. A heuristic: what is left of the
    text and of spoken attributes when all tags are taken away."""
    text = COMMENT.sub("", template.text)
    text = TAG.sub(" ", TRANSLATED.sub(" ", text))
    seen = [*SPOKEN.findall(text), ATTRIBUTE.sub(" ", MARKUP.sub(" ", text))]
    words = dict.fromkeys(word for part in seen for word in WORD.findall(part) if word not in NAMES)
    return [f"{template.path}: {word}" for word in words]


def faults_of_module(module: Module) -> Iterator[str]:
    """Everything that is wrong with one file of Python."""
    for rule in (nameless_files, missing_docstring, states_set_by_hand, writes_in_views, caught_everything):
        yield from rule(module)
    yield from loose_ends(module.name, module.text)


def faults_of_template(template: Template) -> Iterator[str]:
    """Everything that is wrong with one template."""
    yield from inline_code(template)
    yield from unmarked_words(template)
    yield from loose_ends(template.path, template.text)
