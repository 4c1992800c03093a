"""The work of scripts/translations: the English catalogue is whole, and its compiled file fits it."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "wadah"
CATALOGUE = Path("web") / "locale" / "en" / "LC_MESSAGES" / "django.po"
# Our sources speak Indonesian; what a library says in English needs no English translation of ours.
IGNORED = ("*/tests/*", "*/migrations/*")


def gather(package: Path) -> None:
    """Brings the catalogue up to date with the sources; words that nobody uses any more are dropped."""
    ignored = [option for pattern in IGNORED for option in ("--ignore", pattern)]
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "--locale", "en", "--no-location", "--no-obsolete",
         "--no-wrap", "--extension", "html,txt,py", *ignored],
        cwd=package, check=True, env=_environment(package), stdout=subprocess.DEVNULL,
    )  # fmt: skip
    file = package / CATALOGUE
    # By the words, not by their places: a string that moves to another file is no change.
    subprocess.run(
        ["msgcat", "--sort-output", "--no-wrap", "--output-file", str(file), str(file)], check=True
    )
    # The date of gathering would make every run a change.
    file.write_text(
        re.sub(r'"POT-Creation-Date:.*\n|^#\n', "", file.read_text("utf-8"), flags=re.MULTILINE), "utf-8"
    )


def compile_catalogue(file: Path) -> None:
    """Writes the compiled file beside the catalogue; refuses placeholders that do not fit."""
    target = file.with_suffix(".mo")
    subprocess.run(["msgfmt", "--check", "--output-file", str(target), str(file)], check=True)


def unfinished(file: Path) -> list[str]:
    """Strings without English, and those that are only guessed (fuzzy)."""
    out = []
    for option in ("--untranslated", "--only-fuzzy"):
        found = subprocess.run(
            ["msgattrib", option, "--no-obsolete", "--no-wrap", str(file)],
            check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip
        out += list(re.findall(r'^msgid "(.+)"$', found, re.MULTILINE))
    return out


def _environment(package: Path) -> dict[str, str]:
    settings = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "check_env.py")], check=True, capture_output=True, text=True
    ).stdout
    pairs = (line.partition("=") for line in settings.splitlines())
    return {
        **os.environ,
        **{name: value.strip("'\"") for name, _, value in pairs},
        "DJANGO_SETTINGS_MODULE": "wadah.config.settings",
        # The settings name the catalogue's folder by their own place: in a copy, that of the copy.
        "PYTHONPATH": str(package.parent),
    }


def _check() -> int:
    """Gathers into a copy of the sources and compares."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "wadah"
        shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "*.woff2", "*.gz"))
        gather(copy)
        compile_catalogue(copy / CATALOGUE)
        fresh = all(
            (copy / file).read_bytes() == (PACKAGE / file).read_bytes()
            for file in (CATALOGUE, CATALOGUE.with_suffix(".mo"))
        )
    if not fresh:
        sys.stderr.write("The English catalogue is out of date: run scripts/translations\n")
    return 0 if fresh else 1


def main() -> int:
    """0 when every string has its English and the committed files are up to date."""
    code = 0
    if "--check" in sys.argv[1:]:
        code = _check()
    else:
        gather(PACKAGE)
        compile_catalogue(PACKAGE / CATALOGUE)
    missing = unfinished(PACKAGE / CATALOGUE)
    for text in missing:
        sys.stderr.write(f"no English yet: {text}\n")
    return 1 if missing else code


if __name__ == "__main__":
    sys.exit(main())
