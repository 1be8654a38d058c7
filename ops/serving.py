"""The running town: the web process group and the worker as background children with notes and logs."""

from __future__ import annotations

import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ops import ground, notes
from ops.ground import Home
from ops.say import Trouble

HOST = "127.0.0.1"
PORT = 8070
PATIENCE = 60.0  # seconds until the front page must have answered
ASK = "下の記録を見てください。直したあと ./otagai up をもう一度実行します。"

DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # our own address is never behind a proxy

STARTED: list[subprocess.Popen[bytes]] = []  # kept so that Python does not take them for forgotten


@dataclass(frozen=True)
class Child:
    """One background process of the town."""

    name: str
    title: str
    command: Sequence[str]
    environment: Mapping[str, str]
    home: Home

    @property
    def note(self) -> Path:
        """The file that remembers the process."""
        return self.home.run / f"{self.name}.json"

    @property
    def log(self) -> Path:
        """The file that gets what the process says."""
        return self.home.logs / f"{self.name}.log"

    def start(self) -> None:
        """Start the process in a session of its own, so that Ctrl-C reaches the launcher alone."""
        with self.log.open("ab") as log:
            started = subprocess.Popen(
                list(self.command),
                cwd=ground.CHECKOUT,
                env=ground.environment(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        STARTED.append(started)
        notes.write(self.note, started.pid)

    def alive(self) -> bool:
        """True while the process is there."""
        return notes.living(self.note) is not None


def web(home: Home, environment: Mapping[str, str], port: int, *, workers: int = 2) -> Child:
    """The pages: granian with WSGI, one thread in each worker process."""
    command = [
        str(ground.VENV / "bin" / "granian"),
        "--interface",
        "wsgi",
        "--host",
        HOST,
        "--port",
        str(port),
        "--workers",
        str(workers),
        "--blocking-threads",
        "1",
        "--no-ws",
        "--respawn-failed-workers",
        "otagai.config.wsgi:application",
    ]
    return Child("web", "ページ", command, {**environment, "OTAGAI_DB_ROLE": "app"}, home)


def worker(home: Home, environment: Mapping[str, str]) -> Child:
    """The jobs: notices, escalations, digests."""
    command = [str(ground.PYTHON), "-m", "django", "procrastinate", "worker"]
    return Child("worker", "しごと", command, {**environment, "OTAGAI_DB_ROLE": "worker"}, home)


def free(port: int) -> bool:
    """True when nobody listens on the port of this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def require_free(port: int) -> None:
    """Trouble, with another port to use, when somebody else has this one."""
    if free(port):
        return
    other = next(number for number in range(port + 1, port + 200) if free(number))
    raise Trouble(
        f"{port} 番は、別のプログラムが使っています。",
        do=f"./otagai up --port {other} を実行してください。",
        english=f"Port {port} is in use; {other} is free.",
    )


def wait_for_front_page(child: Child, address: str) -> None:
    """Wait until the front page answers; Trouble when the process ends or the page does not come."""
    deadline = time.monotonic() + PATIENCE
    seen = "no answer"
    while time.monotonic() < deadline:
        if not child.alive():
            raise Trouble(
                "ページの準備中に止まりました。", do=ASK, log=child.log, english="The web process ended while starting."
            )
        try:
            with DIRECT.open(address, timeout=10) as answer:
                if answer.status == 200:
                    return
        except urllib.error.HTTPError as error:
            seen = f"HTTP {error.code}"
            break
        except OSError as error:
            seen = str(error)
        time.sleep(0.1)
    raise Trouble(
        f"最初のページが開きません（{seen}）。",
        do=ASK,
        log=child.log,
        english=f"The front page does not answer: {seen}",
    )


def wait_for_worker(child: Child, at_work: Callable[[], bool]) -> None:
    """Wait until the worker has reported for work in the database; Trouble when it ends or never comes."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if not child.alive():
            break
        if at_work():
            return
        time.sleep(0.2)
    raise Trouble(
        "お知らせなどを行う「しごと」が動きません。", do=ASK, log=child.log, english="The worker does not start."
    )


def stop_children(home: Home) -> list[str]:
    """Stop web and worker; returns the titles of those that were running."""
    stopped = []
    for name, title, patience in (("web", "ページ", 10.0), ("worker", "しごと", 10.0)):
        file = home.run / f"{name}.json"
        if note := notes.living(file):
            note.stop(patience=patience)
            stopped.append(title)
        file.unlink(missing_ok=True)
    return stopped
