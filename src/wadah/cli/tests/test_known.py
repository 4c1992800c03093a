"""`wadah known`: the question at the counter, answered with reasons."""

from pathlib import Path
from typing import Any

import pytest

from wadah.accounts.tests.factories import make_institution, make_regions
from wadah.cli import import_file, known
from wadah.registry.models import Party
from wadah.registry.tests.files import as_csv

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _registered(db: None, settings: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    make_regions()
    make_institution("DISKOP-OKI", "16.02")
    (tmp_path / "umkm.csv").write_bytes(as_csv())
    import_file.main([str(tmp_path / "umkm.csv"), "--institution", "diskop-oki"])
    capsys.readouterr()


def test_a_business_that_is_there_is_named_with_its_reasons(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--name", "Songket Makcik", "--owner", "Siti Rusmini", "--phone", "0812 7300 0417"]

    code = known.main([*asked, "--place", "Ogan Komering Ilir"])

    songket = Party.objects.get(name="Songket Mak Cik")
    said = capsys.readouterr().out.splitlines()
    assert code == 0
    assert said[0].startswith(f"same 1.00 {songket.public_id} Songket Mak Cik: same telephone; ")


def test_a_new_business_is_not_known(capsys: pytest.CaptureFixture[str]) -> None:
    assert known.main(["--name", "Percetakan Teratai", "--place", "Ogan Komering Ilir"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        (["--place", "Ogan Komering Ilir"], "name the business or its owner"),
        (["--name", "Songket", "--place", "Negeri Antah"], "Negeri Antah is no one place"),
    ],
)
def test_a_question_about_nothing_or_nowhere_is_wrong_use(
    asked: list[str], line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert known.main(asked) == 2
    assert line in capsys.readouterr().err
