"""A town under siege: a cluster and pages that may be felled, and people who write and listen all the while."""

from __future__ import annotations

import http.client
import json
import os
import random
import re
import shutil
import signal
import subprocess
import threading
import time
import urllib.parse
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ops import ground, keys, notes, postgres, serving, town
from ops.ground import Home
from ops.postgres import Cluster

RESIDENTS, STAFF = 3, 2
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
NUMBER = re.compile(r"R\d-\d{6}-\d")
Answer = tuple[int, str, dict[str, str], str]


@dataclass
class Fortress:
    """A town of its own with a disk that is really written to: cluster, pages, environment."""

    home: Home
    cluster: Cluster
    env: dict[str, str]
    port: int
    session: str = ""
    web: serving.Child | None = None

    def open_pages(self) -> None:
        """Start the web process group and wait for the front page."""
        self.web = serving.web(self.home, self.env, self.port)
        self.web.start()
        serving.wait_for_front_page(self.web, f"http://{serving.HOST}:{self.port}/")

    def leader(self) -> int:
        """The first process of the pages."""
        assert self.web is not None
        note = notes.living(self.web.note)
        assert note is not None
        return int(getattr(note, "pid", note))  # type: ignore[call-overload]

    def kill_pages(self) -> None:
        """kill -9 of the whole group, and up again."""
        os.killpg(self.leader(), signal.SIGKILL)
        wait_until_free(self.port)
        self.open_pages()

    def kill_database(self) -> None:
        """kill -9 of the first process of PostgreSQL, and up again: it recovers from its log."""
        os.kill(int((self.cluster.files / "postmaster.pid").read_text().split("\n")[0]), signal.SIGKILL)
        while self.cluster.running():
            time.sleep(0.01)
        assert self.cluster.start()

    def inside(self, what: str) -> dict[str, Any]:
        """Ask the town itself, as its owner."""
        done = subprocess.run(
            [str(ground.PYTHON), "-m", "tests.gates.durable_town", what],
            cwd=ground.CHECKOUT, env=ground.environment(self.env | {"OTAGAI_DB_ROLE": "owner"}), capture_output=True,
            text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-3000:]
        return dict(json.loads(done.stdout))


def wait_until_free(port: int) -> None:
    """Until nobody listens there any more."""
    for _ in range(100):
        if serving.free(port):
            return
        time.sleep(0.05)


@contextmanager
def founded(place: Path, data: Path) -> Iterator[Fortress]:
    """A town founded on a cluster with fsync, as a real one is; its data lie in `data`."""
    home = Home(place / "town").prepare()
    log = home.logs / "gate.log"
    keys.provide(home.keys, log=log)
    cluster = postgres.cluster(data, lasting=True)
    cluster.start()
    cluster.found_roles()
    cluster.found_database()
    port = next(number for number in range(8900, 9100) if serving.free(number))
    env = {
        **town.environment(home, cluster, port=port, kind=town.REAL),
        "OTAGAI_TESTING": "1",
    }
    one = Fortress(home, cluster, env, port)
    try:
        town.migrate(env, log=log)
        one.session = one.inside("found")["session"]
        one.open_pages()
        yield one
    finally:
        if one.web is not None and one.web.alive():
            os.killpg(one.leader(), signal.SIGKILL)
        cluster.stop("immediate")
        shutil.rmtree(cluster.directory, ignore_errors=True)  # outside the test's own directory when root runs it


@dataclass
class Crowd:
    """People who write and listen while everything falls; what they were shown is noted at once."""

    fortress: Fortress
    over: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)
    shown: dict[str, str] = field(default_factory=dict)
    heard: dict[str, str] = field(default_factory=dict)
    tries: Counter[str] = field(default_factory=Counter)

    def ask(self, method: str, path: str, cookies: dict[str, str], form: dict[str, str] | None = None) -> Answer:
        """One request: status, body, new cookies, where it leads."""
        line = http.client.HTTPConnection(serving.HOST, self.fortress.port, timeout=15)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
        if form is not None:
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": f"http://127.0.0.1:{self.fortress.port}",
            }
        try:
            line.request(method, path, urllib.parse.urlencode(form) if form else None, headers)
            answer = line.getresponse()
            self.tries[f"{method} {path.partition('?')[0].rstrip('0123456789/')} {answer.status}"] += 1
            body = answer.read().decode("utf-8", "replace")
            new = dict(each.partition(";")[0].split("=", 1) for each in answer.headers.get_all("Set-Cookie") or [])
            return answer.status, body, new, answer.headers.get("Location", "")
        finally:
            line.close()

    def insists(self, name: str, once: Any) -> None:
        """Somebody does the same thing again and again, with a new key each time it worked."""
        while not self.over.is_set():
            key = str(uuid.uuid4())
            for _ in range(40):  # whoever sees an error presses again: the same form, the same key
                self.tries[name] += 1
                try:
                    if once(key):
                        self.tries[f"{name}: shown"] += 1
                        break
                except (OSError, http.client.HTTPException, ValueError):
                    self.tries[f"{name}: fell"] += 1
                if self.over.is_set():
                    return
                time.sleep(0.2)

    def opens(self, path: str, cookies: dict[str, str]) -> tuple[dict[str, str], dict[str, str]] | None:
        """A form as it lies before somebody: its token and the cookies; None when the page did not come."""
        status, page, new, _ = self.ask("GET", path, cookies)
        token = TOKEN.search(page)
        return None if status != 200 or token is None else ({"csrfmiddlewaretoken": token[1]}, cookies | new)

    def a_resident_writes(self, key: str) -> bool:
        """The public form; True when the receipt was shown."""
        opened = self.opens("/talk/", {})
        return opened is not None and self.resident_sends(key, *opened)

    def resident_sends(self, key: str, token: dict[str, str], cookies: dict[str, str]) -> bool:
        """The last press of the form."""
        form = token | {"key": key, "step": "4", "go": "send", "text": f"声 {key}"}
        status, _, new, leads = self.ask("POST", "/talk/", cookies, form)
        if status != 302 or not leads.endswith("/talk/receipt/"):
            return False
        status, page, _, _ = self.ask("GET", "/talk/receipt/", {**cookies, **new})
        return status == 200 and self.note(self.shown, key, page)

    def a_colleague_listens(self, key: str) -> bool:
        """聞き取り at the desk; now and then the letterbox is opened by hand. True when the number was shown."""
        opened = self.opens("/desk/consultations/new/", {"otagai_session": self.fortress.session})
        if opened is None:
            return False
        if random.random() < 0.2:
            self.ask("POST", "/desk/letters/", opened[1], opened[0])
        return self.colleague_sends(key, *opened)

    def colleague_sends(self, key: str, token: dict[str, str], cookies: dict[str, str]) -> bool:
        """What was heard, stored."""
        form = token | {
            "key": key, "text": f"電話 {key}", "door": "phone", "urgency": "anytime", "kind": "worry", "origin": "person",
            "reply_by": "phone", "about": "self", "knows": "unsure",
        }  # fmt: skip
        status, _, _, leads = self.ask("POST", "/desk/consultations/new/", cookies, form)
        if status != 302 or "received=1" not in leads:
            return False
        status, page, _, _ = self.ask("GET", leads, cookies)
        return status == 200 and self.note(self.heard, key, page)

    def note(self, book: dict[str, str], key: str, page: str) -> bool:
        """Write down the number that was shown for the key; it may never be another one."""
        number = NUMBER.search(page)
        if number is None:
            return False
        with self.lock:
            assert book.setdefault(key, number[0]) == number[0], "the same form was given two numbers"
        return True

    def gather(self) -> list[threading.Thread]:
        """Everybody begins."""
        people = [
            threading.Thread(target=self.insists, args=("letter", self.a_resident_writes)) for _ in range(RESIDENTS)
        ]
        people += [
            threading.Thread(target=self.insists, args=("intake", self.a_colleague_listens)) for _ in range(STAFF)
        ]
        for person in people:
            person.start()
        return people


def why_broken(crowd: Crowd, there: dict[str, Any]) -> list[str]:
    """What of the promise does not hold: every number that was shown is there, once; nothing is half-written."""
    letters, consultations = Counter(there["letters"]), Counter(there["consultations"])
    words, slips = Counter(there["voices"]), set(there["slips"])
    shown, heard = crowd.shown, crowd.heard
    found = [f"letter {number}: {letters[number]} times" for number in shown.values() if letters[number] != 1]
    found += [
        f"consultation {number}: {consultations[number]} times"
        for number in [*shown.values(), *heard.values()]
        if consultations[number] != 1
    ]
    found += [f"no slip for {number}" for number in shown.values() if number not in slips]
    found += [f"one form became {count}: {text}" for text, count in words.items() if count > 1]
    found += [f"words lost: 声 {key}" for key in shown if words[f"声 {key}"] != 1]
    found += [f"words lost: 電話 {key}" for key in heard if words[f"電話 {key}"] != 1]
    found += [f"half-written: {name} ({count})" for name, count in there["half"].items() if count]
    return found + (["letters that nobody can open"] if there["unopened"] else [])
