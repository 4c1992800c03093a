"""Habits of `docs/style.md` that a machine holds, and each seen to fail on a small bad example."""

import re
from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import models

from tests import habits
from tests.source import Module, Template, modules, templates

MONEY = re.compile(r"(?:^|_)(amount|price|cost|wage|capital|turnover|sales|fee|money|rupiah)(?:_|$)")


def test_every_file_keeps_the_habits() -> None:
    assert [fault for module in modules() for fault in habits.faults_of_module(module)] == []


def test_every_template_keeps_the_habits() -> None:
    assert [fault for template in templates() for fault in habits.faults_of_template(template)] == []


def money_faults(model: type[models.Model]) -> list[str]:
    """Money is whole rupiah in an integer column that says so by its name."""
    found = []
    for field in model._meta.local_concrete_fields:
        number = isinstance(field, models.IntegerField | models.DecimalField | models.FloatField)
        rupiah = field.name.endswith("_idr")
        if rupiah and not isinstance(field, models.IntegerField):
            found.append(f"{model.__name__}.{field.name} is no integer")
        if number and MONEY.search(field.name) and not rupiah:
            found.append(f"{model.__name__}.{field.name} does not say that it is rupiah: end it in _idr")
    return found


def test_money_is_whole_rupiah() -> None:
    ours = [model for model in apps.get_models() if model.__module__.startswith("wadah.")]

    assert [fault for model in ours for fault in money_faults(model)] == []


class Purse(models.Model):
    good_idr = models.BigIntegerField()
    bad_idr = models.FloatField()
    worse_idr = models.DecimalField(max_digits=12, decimal_places=2)
    unit_price = models.IntegerField()
    price_kind = models.CharField(max_length=3)

    class Meta:
        app_label = "purses"

    def __str__(self) -> str:
        return "purse"


def test_money_in_a_wrong_column_is_noticed() -> None:
    assert money_faults(Purse) == [
        "Purse.bad_idr is no integer",
        "Purse.worse_idr is no integer",
        "Purse.unit_price does not say that it is rupiah: end it in _idr",
    ]


Rule = Callable[[Module], list[str]]
VIEW, SERVICE = "wadah.registry.views.pages", "wadah.registry.services.pages"


@pytest.mark.parametrize(
    ("rule", "name", "text", "fault"),
    [
        (habits.nameless_files, "wadah.registry.utils", "", "name the thing"),
        (habits.nameless_files, "wadah.registry.services.helpers", "", "name the thing"),
        (habits.missing_docstring, SERVICE, "import os\n", "does not begin with its docstring"),
        (habits.missing_docstring, SERVICE, "# words\nimport os\n", "does not begin with its docstring"),
        (habits.states_set_by_hand, SERVICE, "obj.state = 1", ":1 sets a state by hand"),
        (habits.states_set_by_hand, SERVICE, "a = b.state = 1", ":1 sets a state by hand"),
        (habits.states_set_by_hand, SERVICE, "obj.state: str = 'x'", ":1 sets a state by hand"),
        (habits.states_set_by_hand, SERVICE, "setattr(obj, 'state', 1)", ":1 sets a state by hand"),
        (
            habits.states_set_by_hand,
            SERVICE,
            "X.objects.filter(pk=1).update(state=2)",
            ":1 sets a state by hand",
        ),
        (habits.writes_in_views, VIEW, "from django.db import transaction", ":1 uses transactions"),
        (habits.writes_in_views, VIEW, "party.save()", ":1 writes: .save()"),
        (habits.writes_in_views, VIEW, "Party.objects.create(name='x')", ":1 writes: .create()"),
        (habits.writes_in_views, VIEW, "Party.objects.filter(pk=1).update(name='x')", ":1 writes: .update()"),
        (
            habits.caught_everything,
            SERVICE,
            "try:\n    f()\nexcept Exception:\n    pass",
            ":3 catches everything",
        ),
        (habits.caught_everything, SERVICE, "try:\n    f()\nexcept:\n    pass", ":3 catches everything"),
        (
            habits.caught_everything,
            SERVICE,
            "try:\n    f()\nexcept (ValueError, BaseException):\n    pass",
            ":3 catches everything",
        ),
    ],
)
def test_a_bad_habit_is_noticed(rule: Rule, name: str, text: str, fault: str) -> None:
    (found,) = rule(Module(name, text))

    assert found.endswith(fault)


@pytest.mark.parametrize(
    ("rule", "name", "text"),
    [
        (habits.missing_docstring, "wadah.registry.tests", ""),
        (habits.missing_docstring, SERVICE, '"""What lives here."""\n'),
        (habits.states_set_by_hand, "wadah.core.transitions", "obj.state = 1"),
        (
            habits.states_set_by_hand,
            SERVICE,
            "Intake(state='new')\nstate = 1\nx.filter(state=1).update(name=2)",
        ),
        (habits.writes_in_views, VIEW, "context.update(a=1)\nservices.delete_nothing()"),
        (habits.writes_in_views, SERVICE, "party.save()"),
        (habits.caught_everything, "wadah.registry.jobs", "try:\n    f()\nexcept Exception:\n    pass"),
        (habits.caught_everything, SERVICE, "try:\n    f()\nexcept ValueError:\n    pass"),
        (habits.caught_everything, SERVICE, "try:\n    f()\nexcept BaseException:\n    tidy()\n    raise"),
    ],
)
def test_a_good_habit_is_left_alone(rule: Rule, name: str, text: str) -> None:
    assert rule(Module(name, text)) == []


def test_loose_ends_need_an_issue() -> None:
    # Put together here, so that this file has none itself.
    left = "TO" + "DO"

    assert habits.loose_ends("x", f"a\n# {left}: later") == ["x:2 has no issue number"]
    assert habits.loose_ends("x", f"# {left} #12 later\n# {left} (#12)") == []


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<script type="module">x</script>',
        "<style>p {}</style>",
        '<p style="color: red">',
        "<a onclick='go()'>",
        '<body onload="x">',
    ],
)
def test_inline_code_is_noticed(text: str) -> None:
    assert len(habits.inline_code(Template("x.html", text))) == 1


def test_served_code_and_data_attributes_are_left_alone() -> None:
    text = '<script src="{% static "x.js" %}" defer></script><p class="style" data-on="x">{# <style> #}</p>'

    assert habits.inline_code(Template("x.html", text)) == []


def test_unmarked_words_are_noticed_in_text_and_in_spoken_attributes() -> None:
    text = '{% load i18n %}<p class="lead">Simpan {{ name }}</p><img alt="Foto"><i aria-label="Tutup"></i>'

    assert habits.unmarked_words(Template("x.html", text)) == [
        "x.html: Foto",
        "x.html: Tutup",
        "x.html: Simpan",
    ]


def test_marked_words_and_names_are_left_alone() -> None:
    text = (
        '{% load i18n %}{# catatan #}<p class="besar" title="{% translate "Judul" %}">'
        '{% translate "Simpan" %}</p>{% block width %}wd-wide{% endblock %}'
        '{% block attributes %} class="lebar"{% endblock %}NIB 12'
        "{% blocktranslate count n=n %}{{ n }} baris{% plural %}{{ n }} baris{% endblocktranslate %}"
        "{% comment %}Untuk kita{% endcomment %}&nbsp;wadah"
    )

    assert habits.unmarked_words(Template("x.html", text)) == []
