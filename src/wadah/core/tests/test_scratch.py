"""Folders that go with their process, also when it is killed."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from wadah.core import scratch as module
from wadah.core.scratch import PREFIX, scratch, sweep

HOLD = """
import sys, time
from pathlib import Path
from wadah.core.scratch import scratch
with scratch(Path(sys.argv[1])) as folder:
    (folder / "rahasia.csv").write_text("Siti,1671014507900003")
    print(folder.name, flush=True)
    time.sleep(60)
"""


@pytest.fixture(autouse=True)
def _no_youth(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "YOUNG_SECONDS", 0.0)


def held(place: Path) -> tuple["subprocess.Popen[str]", Path]:
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(place)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    return process, place / process.stdout.readline().strip()


def test_a_folder_is_private_and_gone_afterwards(tmp_path: Path) -> None:
    with scratch(tmp_path) as folder:
        mode = folder.stat().st_mode & 0o777

    assert (mode, list(tmp_path.iterdir())) == (0o700, [])


def test_what_a_killed_process_left_is_removed_and_what_a_living_one_holds_is_not(tmp_path: Path) -> None:
    dead, left = held(tmp_path)
    alive, kept = held(tmp_path)
    dead.send_signal(signal.SIGKILL)
    dead.wait()
    there = (left / "rahasia.csv").exists()

    removed = sweep(tmp_path)

    assert (there, removed, left.exists(), (kept / "rahasia.csv").exists()) == (True, 1, False, True)
    alive.kill()
    alive.wait()
    with scratch(tmp_path) as folder:
        assert list(tmp_path.iterdir()) == [folder]


def test_a_folder_that_was_just_made_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "YOUNG_SECONDS", 60.0)
    (tmp_path / f"{PREFIX}new").mkdir()

    assert (sweep(tmp_path), (tmp_path / f"{PREFIX}new").exists()) == (0, True)


def test_a_lock_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / f"{PREFIX}trap"
    folder.mkdir()
    (folder / ".lock").symlink_to(tmp_path / "elsewhere")

    assert (sweep(tmp_path), (tmp_path / "elsewhere").exists()) == (0, False)
