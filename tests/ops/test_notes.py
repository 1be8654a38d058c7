"""Notes about running processes."""

import os
import subprocess
import sys
import time
from pathlib import Path

from ops import notes
from ops.notes import Note


def sleeper(code: str = "import time; time.sleep(60)") -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", code], start_new_session=True)


def test_a_noted_process_is_found_again_and_stopped(tmp_path: Path) -> None:
    with sleeper() as child:
        notes.write(tmp_path / "note", child.pid)
        found = notes.living(tmp_path / "note")
        assert found is not None
        found.stop(patience=5)
    assert notes.living(tmp_path / "note") is None


def test_a_process_that_does_not_listen_is_ended_all_the_same(tmp_path: Path) -> None:
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); open('x', 'w').close(); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", deaf], start_new_session=True, cwd=tmp_path) as child:
        while not (tmp_path / "x").exists():
            time.sleep(0.02)
        notes.write(tmp_path / "note", child.pid).stop(patience=0.2)
        assert child.wait(5) == -9


def test_a_stranger_with_the_same_number_is_left_alone() -> None:
    stranger = Note(os.getpid(), began=1)
    assert not stranger.alive()
    stranger.stop(patience=0.1)  # and we are still here


def test_no_note_and_a_spoilt_note_mean_nothing_is_running(tmp_path: Path) -> None:
    assert notes.living(tmp_path / "none") is None
    (tmp_path / "spoilt").write_text('{"pid": 1')
    assert notes.read(tmp_path / "spoilt") is None


def test_a_process_that_ended_before_it_could_be_noted_is_not_alive() -> None:
    with sleeper("pass") as child:
        child.wait(10)
    assert not Note(child.pid, notes.began_at(child.pid)).alive()


def test_a_process_that_ended_but_was_not_buried_is_not_alive(tmp_path: Path) -> None:
    with sleeper("pass") as child:
        note = notes.write(tmp_path / "note", child.pid)
        deadline = time.monotonic() + 5
        while note.alive() and time.monotonic() < deadline:
            time.sleep(0.02)
        assert not note.alive()
