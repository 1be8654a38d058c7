"""The disk fills up while people write: each is told so in plain words, nothing shown is lost, and it goes on afterwards."""

from __future__ import annotations

import contextlib
import html
import http.client
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import pytest

from tests.gates.siege import Answer, Crowd, Fortress, founded, why_broken

SIZE, LEFT = "450m", 3 * 1024 * 1024  # of the whole disk; of it when the others have eaten their part
QUIET, FULL, MOST = 6, 15, 180  # seconds: before, while nothing can be written, and for anything else
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


class Shortage(Protocol):
    """A way in which no more can be written, and how it ends."""

    data: Path

    def begin(self, fortress: Fortress) -> None:
        """From now on there is no room."""

    def end(self, fortress: Fortress) -> None:
        """There is room again."""


@dataclass
class SmallDisk:
    """A disk of its own of fixed size, which somebody else fills: root alone may mount one."""

    data: Path

    def begin(self, fortress: Fortress) -> None:
        free = shutil.disk_usage(self.data).free
        with (self.data / "somebody-elses-film").open("wb") as film:
            os.posix_fallocate(film.fileno(), 0, max(free - LEFT, 1))

    def end(self, fortress: Fortress) -> None:
        (self.data / "somebody-elses-film").unlink(missing_ok=True)


@dataclass
class SmallFiles:
    """No file may grow beyond a size; PostgreSQL takes that for a full disk. Needs no rights at all."""

    data: Path
    most: str = "1048576"

    def begin(self, fortress: Fortress) -> None:
        self.limit(fortress, self.most)

    def end(self, fortress: Fortress) -> None:
        self.limit(fortress, "unlimited")

    def limit(self, fortress: Fortress, most: str) -> None:
        """The first process hands its limit on to the children that it will have; those that it has get it too."""
        if not fortress.cluster.running():
            return
        leader = int((fortress.cluster.files / "postmaster.pid").read_text().split("\n")[0])
        for pid in [leader, *children_of(leader)]:
            done = subprocess.run(
                ["prlimit", "--pid", str(pid), f"--fsize={most}:"], capture_output=True, text=True, check=False, cwd="/",
                **fortress.cluster.who.as_subprocess(),
            )  # fmt: skip
            assert done.returncode == 0 or not Path(f"/proc/{pid}").exists(), done.stderr


def children_of(leader: int) -> list[int]:
    """The processes that this one started."""
    found = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            pid, _, rest = place.read_text().partition(" (")
            if int(rest.rpartition(") ")[2].split()[1]) == leader:
                found.append(int(pid))
    return found


@contextlib.contextmanager
def small_disk() -> Iterator[SmallDisk]:
    """Mounted in memory, and gone afterwards; skipped, loudly, where it may not be mounted."""
    place = Path(tempfile.mkdtemp(prefix="otagai-small-disk-"))
    place.chmod(0o755)
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=755", "otagai", str(place)],
                          capture_output=True, text=True, check=False)  # fmt: skip
    try:
        if done.returncode:
            say(f"NOT TRIED: a disk of its own cannot be mounted here ({done.stderr.strip()}); run the gate as root.")
            pytest.skip("a full disk needs root (mount); the same was tried with a limit on the size of files")
        yield SmallDisk(place)
    finally:
        if not done.returncode:
            subprocess.run(["umount", "-l", str(place)], check=False)
        place.rmdir()


@dataclass
class Witness(Crowd):
    """A crowd that also keeps what people were told when nothing could be written."""

    refusals: dict[str, str] = field(default_factory=dict)
    answers: Counter[int] = field(default_factory=Counter)

    def ask(self, method: str, path: str, cookies: dict[str, str], form: dict[str, str] | None = None) -> Answer:
        answer = super().ask(method, path, cookies, form)
        if method == "POST" and answer[0] >= 500 and form is not None and "text" in form:
            with self.lock:
                self.refusals[form["text"]] = answer[1]
                self.answers[answer[0]] += 1
        return answer

    def who_had_it_open(self) -> list[Any]:
        """A resident and a colleague with a form before them: each returned deed is one press of its button."""
        resident = self.opens("/talk/", {})
        colleague = self.opens("/desk/consultations/new/", {"otagai_session": self.fortress.session})
        assert resident and colleague
        return [lambda key: self.resident_sends(key, *resident), lambda key: self.colleague_sends(key, *colleague)]

    def presses_again(self, page: str) -> str:
        """The one button of the page that said no; returns the key of the form once the receipt was shown."""
        form = {name: html.unescape(value) for name, value in HIDDEN.findall(page)}
        assert 'method="post" action="/talk/"' in page
        opened = self.opens("/talk/", {})
        assert opened
        status, _, new, leads = self.ask("POST", "/talk/", opened[1], form | opened[0])
        assert (status, leads.endswith("/talk/receipt/")) == (302, True), (status, leads)
        status, receipt, _, _ = self.ask("GET", "/talk/receipt/", {**opened[1], **new})
        assert status == 200 and self.note(self.shown, form["key"], receipt)
        return form["key"]


def say(what: str) -> None:
    """The figures of the gate, also where pytest would keep them."""
    print(what, file=sys.__stderr__, flush=True)


def until(what: str, there: Callable[[], object]) -> None:
    """Wait for something; the gate fails when it never comes."""
    end, why = time.monotonic() + MOST, ""
    while time.monotonic() < end:
        try:
            if there():
                return
        except (OSError, http.client.HTTPException) as fell:
            why = repr(fell)
        time.sleep(0.5)
    raise AssertionError(f"{what} {why}")


def siege(fortress: Fortress, shortage: Shortage) -> None:
    """People write, no room is left for a while, room is made, PostgreSQL is started again if it had to stop."""
    crowd = Witness(fortress)
    people = crowd.gather()
    try:
        time.sleep(QUIET)
        until("nobody could write even before", lambda: len(crowd.shown) > 3 and len(crowd.heard) > 3)
        presses = crowd.who_had_it_open()
        shortage.begin(fortress)
        until("it never became too full to write", lambda: not any(tuple(one(str(uuid.uuid4())) for one in presses)))
        time.sleep(FULL)
        for press in presses * 3:
            with contextlib.suppress(OSError, http.client.HTTPException):
                press(str(uuid.uuid4()))
        before, stopped = (len(crowd.shown), len(crowd.heard)), not fortress.cluster.running()
        shortage.end(fortress)
        if not fortress.cluster.running():
            assert fortress.cluster.start()
        shortage.end(fortress)  # whoever had just been started is told as well
        until("service did not resume", lambda: len(crowd.shown) > before[0] + 3 and len(crowd.heard) > before[1] + 3)
    finally:
        crowd.over.set()
        for person in people:
            person.join(60)
    assert {text[:2] for text in crowd.refusals} == {"声 ", "電話"}, "nobody was told no"
    letter, refused = next((text, page) for text, page in crowd.refusals.items() if text.startswith("声 "))
    assert crowd.presses_again(refused) == letter.removeprefix("声 ")
    there = fortress.inside("look")
    say(
        f"\nPostgreSQL {'had to stop' if stopped else 'went on'}; refused {dict(crowd.answers)}, {len(crowd.refusals)} forms; "
        f"shown {len(crowd.shown)} letters and {len(crowd.heard)} intakes ({before} before there was room again); "
        f"stored {len(there['letters'])} letters, {len(there['consultations'])} consultations; half-written {sum(there['half'].values())}"
    )
    assert why_broken(crowd, there) == []
    for text, page in crowd.refusals.items():
        assert "うまく動きませんでした" in page and "まだ届いていません" in page, page
        assert "tel:0541234567" in page, "whom to call is not said"
        assert html.escape(text) in page, "what was typed is not there"
        assert "Traceback" not in page and "No space" not in page


@pytest.mark.gate
def test_disk_full_durability_where_no_file_may_grow(tmp_path: Path) -> None:
    with founded(tmp_path, tmp_path / "pg") as fortress:
        siege(fortress, SmallFiles(tmp_path))


@pytest.mark.gate
def test_disk_full_durability_where_the_disk_of_the_database_is_full(tmp_path: Path) -> None:
    with small_disk() as disk, founded(tmp_path, disk.data / "pg") as fortress:
        siege(fortress, disk)
