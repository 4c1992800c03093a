"""Foreign keys point down, protect what they point to, and cannot be walked upwards."""

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.db.models.fields.related import RelatedField

PYPROJECT = Path(__file__).parents[1] / "pyproject.toml"
# Within one app a row may go with its owner. Each with its reason: `app.Model.field`.
GOES_WITH_ITS_OWNER: dict[str, str] = {}


def floors() -> dict[str, int]:
    """The floor of each app, as import-linter holds it; `a | b` share one."""
    contracts = tomllib.loads(PYPROJECT.read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    (layers,) = [contract["layers"] for contract in contracts if contract["id"] == "floors"]
    return {app.strip(): floor for floor, names in enumerate(reversed(layers)) for app in names.split("|")}


def faults_of_keys(model: type[models.Model], floor: dict[str, int]) -> list[str]:
    """What is wrong with the foreign keys that this model declares itself."""
    found = []
    own = model._meta.app_label
    for field in model._meta.local_fields + model._meta.local_many_to_many:
        if not isinstance(field, RelatedField) or not isinstance(field.related_model, type):
            continue
        name, other = f"{own}.{model.__name__}.{field.name}", field.related_model._meta.app_label
        relation: Any = field.remote_field
        if other != own and other in floor:
            if floor[other] >= floor[own]:
                found.append(f"{name} points up to {other}")
            if not relation.hidden:
                found.append(f"{name} can be walked from {other}: related_name must be '+'")
        on_delete = getattr(relation, "on_delete", models.PROTECT)
        if on_delete is not models.PROTECT and name not in GOES_WITH_ITS_OWNER and other in floor:
            found.append(f"{name} does not protect {other}")
    return found


def _ours(labels: Iterable[str]) -> list[type[models.Model]]:
    return [
        model
        for label in labels
        if apps.is_installed(f"wadah.{label}")
        for model in apps.get_app_config(label).get_models()
    ]


def test_foreign_keys_point_down_protect_and_cannot_be_walked_up() -> None:
    floor = floors()

    assert [fault for model in _ours(floor) for fault in faults_of_keys(model, floor)] == []


class Low(models.Model):
    class Meta:
        app_label = "low"

    def __str__(self) -> str:
        return "low"


class High(models.Model):
    low = models.ForeignKey(Low, on_delete=models.PROTECT, related_name="+")
    loud = models.ForeignKey(Low, on_delete=models.PROTECT, related_name="highs")
    loose = models.ForeignKey(Low, on_delete=models.CASCADE, related_name="+")
    own = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="others")

    class Meta:
        app_label = "high"

    def __str__(self) -> str:
        return "high"


class Upward(models.Model):
    high = models.ForeignKey(High, on_delete=models.PROTECT, related_name="+")

    class Meta:
        app_label = "low"

    def __str__(self) -> str:
        return "upward"


@pytest.mark.parametrize(
    ("model", "faults"),
    [
        (Low, []),
        (
            High,
            [
                "high.High.loud can be walked from low: related_name must be '+'",
                "high.High.loose does not protect low",
                "high.High.own does not protect high",
            ],
        ),
        (Upward, ["low.Upward.high points up to high"]),
    ],
)
def test_a_bad_key_is_noticed(model: type[models.Model], faults: list[str]) -> None:
    assert faults_of_keys(model, {"low": 0, "high": 1}) == faults


def test_the_floors_are_those_of_the_linter() -> None:
    floor = floors()

    assert floor["core"] < floor["regions"] < floor["accounts"] < floor["registry"] < floor["web"]
    assert floor["web"] == floor["cli"] < floor["config"]
