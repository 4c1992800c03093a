"""The look holds together: classes and icons are known, nothing is inline, strings are marked."""

import re
import runpy
from pathlib import Path

import pytest
from django.template import Context, Template, TemplateSyntaxError

PACKAGE = Path(__file__).resolve().parents[2]
ROOT = PACKAGE.parents[1]
STYLE = PACKAGE / "web" / "static" / "web" / "wadah.css"
TEMPLATES = sorted(PACKAGE.glob("*/templates/**/*.html"))
DJANGO_TAG = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
COMMENT = re.compile(r"{% comment %}.*?{% endcomment %}", re.DOTALL)
CLASSES = re.compile(r'\bclass="([^"]*)"')


def classes_of(template: str) -> set[str]:
    """Class names that a template writes whole; those put together by a tag are left out."""
    bare = re.sub(r"{%.*?%}", " ", COMMENT.sub("", template), flags=re.DOTALL)
    # A tag inside class="…" may hold quotes of its own; tags are blanked first, variables kept as a mark.
    bare = re.sub(r"{{.*?}}", "\0", bare, flags=re.DOTALL)
    return {name for value in CLASSES.findall(bare) for name in value.split() if "\0" not in name}


def known_classes() -> set[str]:
    return set(re.findall(r"\.(-?[A-Za-z_][\w-]*)", STYLE.read_text("utf-8")))


def test_style_sheet_is_what_the_sources_give() -> None:
    build = runpy.run_path(str(ROOT / "scripts" / "build_css.py"))["build"]

    assert STYLE.read_text("utf-8") == build()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_class_of_a_template_is_in_the_style_sheet(template: Path) -> None:
    unknown = classes_of(template.read_text("utf-8")) - known_classes()

    assert unknown == set()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_template_holds_inline_style_or_script(template: Path) -> None:
    text = template.read_text("utf-8")

    assert re.findall(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", text) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_word_of_a_template_is_marked_for_translation(template: Path) -> None:
    text = COMMENT.sub("", template.read_text("utf-8"))
    text = re.sub(r"{% blocktranslate.*?{% endblocktranslate %}", "", text, flags=re.DOTALL)
    text = re.sub(r"<(svg|kbd|code)\b.*?</\1>", "", DJANGO_TAG.sub("", text), flags=re.DOTALL)
    words = re.findall(r">([^<>]*[A-Za-z]{2,}[^<>]*)<", text)
    # Names that are the same in every language, and the languages' own names.
    own = {"wadah", "· wadah", "Bahasa Indonesia", "English", "NIB", "NIK", "KBLI", "WIB"}

    assert {word.strip() for word in words} - own == set()


def test_an_icon_that_is_not_in_the_sprite_stops_the_template() -> None:
    with pytest.raises(TemplateSyntaxError, match="no icon"):
        Template('{% load icons %}{% icon "unicorn" %}')


def test_an_icon_is_hidden_from_screen_readers() -> None:
    drawn = Template('{% load icons %}{% icon "check" "ic-lg" %}').render(Context())

    assert drawn == (
        '<svg class="ic ic-lg" aria-hidden="true"><use href="/static/web/sprite.svg#i-check"/></svg>'
    )


def test_words_that_the_style_sheet_writes_have_their_english() -> None:
    sheets = "\n".join(sheet.read_text("utf-8") for sheet in (PACKAGE / "web" / "look").glob("*.css"))
    said = re.findall(r'([^{}]+)\{\s*content: "[A-Za-z]', sheets)

    plain = {selector.strip() for selector in said if ":lang(en)" not in selector}
    english = {selector.strip().replace(":lang(en)", "") for selector in said if ":lang(en)" in selector}

    assert plain
    assert plain == english
