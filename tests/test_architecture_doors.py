"""Doors: an app is entered only by the rooms that are made for guests, and inside it the rooms are in order.

Which app may know of which is held by import-linter (`pyproject.toml`, floors); here it is by which door.
"""

import pytest

from tests.source import Module, imports, modules

DOORS = frozenset({"models", "states", "errors", "rules", "queries", "services", "policies"})
# Packages without Django or database, and tables of constants: they can be read without entering the house.
PURE = {
    "accounts": {"kinds", "roles", "scope"},
    "regions": {"resolving"},
    "registry": {"facts", "intake", "kinds", "linkage", "purposes", "values"},
}
# Who may enter by a door that is closed to others, and why.
GUESTS = {
    ("registry", "accounts", "demo"): "a demo is seeded bottom up",
    ("cli", "registry", "demo"): "`wadah demo` is one of the commands",
    ("cli", "registry", "demo_seed"): "`wadah demo` is one of the commands",
    ("cli", "registry", "work"): "`wadah import --dry-run` reads and checks a file without storing it",
    ("cli", "registry", "failures"): "`wadah import` tells why a file failed in the words of the pages",
    ("web", "registry", "words"): "the audit trail names a field as the pages of the registry do",
    ("web", "registry", "sources"): "the audit trail adds itself to the lists that can be downloaded",
    ("config", "web", "urls"): "root URLs",
    ("config", "accounts", "urls"): "root URLs",
    ("config", "registry", "urls"): "root URLs",
    ("config", "impact", "urls"): "root URLs",
    ("impact", "registry", "jobs"): "figures are published after a file was applied or taken back",
    ("config", "core", "urls"): "root URLs",
}
# Rooms from the street to the cellar: a room imports only from its own number or below.
ORDER = {
    "urls": 8,
    "admin": 8,
    "apps": 8,
    "management": 8,
    "demo_seed": 8,
    "views": 7,
    "api": 7,
    "jobs": 7,
    "forms": 6,
    "services": 5,
    "queries": 4,
    "policies": 3,
    "models": 2,
    "rules": 1,
    "states": 0,
    "errors": 0,
    "kinds": 0,
}
# Handing a job to the queue is part of the write that needs it (style rule 18): services name the job.
DOWN_AND_UP = {("services", "jobs")}


def closed_doors(module: Module) -> list[str]:
    """Imports of this module that enter another app by a door that is closed to it."""
    found = []
    for entry in imports(module):
        _, app, room = (*entry.target.split("."), "", "")[:3]
        if not entry.target.startswith("wadah.") or app in (module.app, "core"):
            continue
        opened = room in DOORS or room in PURE.get(app, ()) or (module.app, app, room) in GUESTS
        if not opened:
            found.append(f"{module.name}:{entry.line} enters {app} by {room or 'the wall'}")
    return found


def upward_steps(module: Module) -> list[str]:
    """Imports of this module that go from a lower room of its app to a higher one."""
    found = []
    for entry in imports(module):
        _, app, room = (*entry.target.split("."), "", "")[:3]
        if app != module.app or (module.room, room) in DOWN_AND_UP or not {module.room, room} <= set(ORDER):
            continue
        if ORDER[room] > ORDER[module.room]:
            found.append(f"{module.name}:{entry.line} goes up from {module.room} to {room}")
    return found


# In web, `errors` are Django's handlers (views), not named errors; core has no rooms but subjects.
def _with_rooms() -> list[Module]:
    return [module for module in modules() if not module.is_test and module.app not in ("core", "web")]


def test_every_app_is_entered_by_its_doors() -> None:
    assert [fault for module in modules() if not module.is_test for fault in closed_doors(module)] == []


def test_rooms_of_an_app_go_one_way() -> None:
    assert [fault for module in _with_rooms() for fault in upward_steps(module)] == []


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("wadah.web.views", "from wadah.registry.forms import UploadForm", "enters registry by forms"),
        ("wadah.web.views", "from wadah.registry.views.intakes import x", "enters registry by views"),
        (
            "wadah.registry.services.a",
            "from wadah.accounts import signin_forms",
            "enters accounts by signin_forms",
        ),
        ("wadah.registry.services.a", "import wadah.accounts.letters", "enters accounts by letters"),
        ("wadah.registry.services.a", "import wadah.accounts", "enters accounts by the wall"),
        (
            "wadah.registry.services.a",
            "def f():\n    from wadah.accounts.jobs import x",
            "enters accounts by jobs",
        ),
    ],
)
def test_a_closed_door_is_noticed(name: str, text: str, fault: str) -> None:
    (found,) = closed_doors(Module(name, text))

    assert found.endswith(fault)


def test_open_doors_are_open() -> None:
    text = (
        "from wadah.accounts.models import User\nfrom wadah.regions.resolving.answers import x\n"
        "from wadah.accounts import queries\nfrom wadah.core.jobs import job\nimport os\n"
        "from wadah.registry.forms import Own"
    )

    assert closed_doors(Module("wadah.registry.services.a", text)) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("wadah.registry.models.party", "from wadah.registry.services.review import decide"),
        ("wadah.registry.queries.party", "from wadah.registry.forms import UploadForm"),
        ("wadah.registry.policies", "from wadah.registry import queries"),
        ("wadah.registry.services.review", "from wadah.registry.views.review import pairs"),
        ("wadah.registry.states", "from wadah.registry.models import Intake"),
    ],
)
def test_a_step_upwards_is_noticed(name: str, text: str) -> None:
    assert len(upward_steps(Module(name, text))) == 1


def test_steps_downwards_are_open_and_a_service_may_queue_its_job() -> None:
    text = "from wadah.registry.models import Intake\nfrom wadah.registry.jobs import apply_job"

    assert upward_steps(Module("wadah.registry.services.intakes", text)) == []
