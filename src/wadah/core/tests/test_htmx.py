"""One view, two answers."""

import pytest
from django.test import RequestFactory

from wadah.core import htmx

WHOLE, FRAGMENT = "whole.html", "_fragment.html"


@pytest.mark.parametrize(
    ("headers", "template"),
    [
        ({}, WHOLE),
        ({"HX-Request": "true"}, FRAGMENT),
        ({"HX-Request": "true", "HX-Boosted": "true"}, WHOLE),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, WHOLE),
        ({"HX-Request": "no"}, WHOLE),
    ],
)
def test_a_fragment_goes_only_to_a_real_htmx_request(
    settings: object, headers: dict[str, str], template: str
) -> None:
    loaders = [("django.template.loaders.locmem.Loader", {WHOLE: WHOLE, FRAGMENT: FRAGMENT})]
    engine = {"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": {"loaders": loaders}}
    settings.TEMPLATES = [engine]  # type: ignore[attr-defined]

    answer = htmx.render(RequestFactory().get("/", headers=headers), WHOLE, FRAGMENT, {}, status=201)

    assert (answer.content.decode(), answer.status_code) == (template, 201)
    assert answer["Vary"] == "HX-Request, HX-Boosted, HX-History-Restore-Request"
