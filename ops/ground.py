"""Where things stand: the checkout, the home of one town (OTAGAI_HOME, or var/), and how programs start there."""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ops.say import Trouble

CHECKOUT = Path(__file__).resolve().parents[1]
TOOLS = CHECKOUT / ".tools"
VENV = CHECKOUT / ".venv"
PYTHON = VENV / "bin" / "python"
FOREIGN = (
    "PYTHONPATH",
    "PYTHONHOME",
    "PYTHONSTARTUP",
    "VIRTUAL_ENV",
    "DJANGO_SETTINGS_MODULE",
    "PGHOST",
    "PGUSER",
    "PGDATABASE",
    "PGPORT",
)


@dataclass(frozen=True)
class Home:
    """Everything that belongs to one town: cluster, keys, logs, running notes, collected static files, trial mails."""

    root: Path

    @property
    def town(self) -> Path:
        """Directory of the PostgreSQL cluster that keeps the town."""
        return self.root / "town"

    @property
    def keys(self) -> Path:
        """Directory of the town's keys (mode 700)."""
        return self.root / "keys"

    @property
    def run(self) -> Path:
        """Directory of notes about what runs now."""
        return self.root / "run"

    @property
    def logs(self) -> Path:
        """Directory of the logs."""
        return self.root / "log"

    @property
    def static(self) -> Path:
        """Directory of collected static files with hashed names."""
        return self.root / "static"

    @property
    def mail(self) -> Path:
        """Directory where trial mails become files."""
        return self.root / "mail"

    @property
    def kind_file(self) -> Path:
        """The note that says whether this is the demo town or a real one."""
        return self.root / "kind"

    def kind(self) -> str:
        """`demo`, `real`, or an empty text when nobody lives here yet."""
        return self.kind_file.read_text().strip() if self.kind_file.exists() else ""

    def prepare(self) -> Home:
        """Make the directories; returns itself."""
        for directory in (self.root, self.run, self.logs, self.mail):
            directory.mkdir(parents=True, exist_ok=True)
        for directory in (self.run, self.logs, self.mail):
            directory.chmod(0o700)
        return self


def home() -> Home:
    """The home of the town in use: OTAGAI_HOME, or var/ in the checkout."""
    return Home(Path(os.environ.get("OTAGAI_HOME") or CHECKOUT / "var").absolute())


def short_name(path: Path) -> str:
    """Eight characters that stand for a path where the path itself is too long or out of reach."""
    return hashlib.sha256(str(path).encode()).hexdigest()[:8]


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment in which the town's Python runs: ours on top of the operator's, foreign Python paths left out."""
    mine = {k: v for k, v in os.environ.items() if k not in FOREIGN}
    mine |= {
        "DJANGO_SETTINGS_MODULE": "otagai.config.settings",
        "PYTHONPATH": os.pathsep.join((str(CHECKOUT / "src"), str(CHECKOUT))),
        "PYTHONUTF8": "1",
        "PYTHONUNBUFFERED": "1",
        "LC_ALL": "C.UTF-8",
        "PATH": os.pathsep.join((str(VENV / "bin"), os.environ.get("PATH", "/usr/bin:/bin"))),
    }
    return mine | dict(more or {})


def run(
    command: Sequence[str | Path],
    *,
    log: Path,
    what: str,
    do: str,
    env: Mapping[str, str] | None = None,
    text: str | None = None,
) -> str:
    """Run a program to its end, add what it says to the log, and return its standard output; Trouble when it fails."""
    log.parent.mkdir(parents=True, exist_ok=True)
    try:
        done = subprocess.run(
            [str(word) for word in command],
            env=dict(env or environment()),
            cwd=CHECKOUT,
            input=text,
            check=False,
            stdin=subprocess.DEVNULL if text is None else None,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
    except OSError as error:
        raise Trouble(f"{what}（{command[0]} を動かせません）", do=do, english=str(error)) from error
    with log.open("a", encoding="utf-8") as file:
        file.write(
            f"$ {Path(command[0]).name} {' '.join(str(word) for word in command[1:4])}\n{done.stdout}{done.stderr}\n"
        )
    if done.returncode:
        raise Trouble(what, do=do, log=log, english=f"exit code {done.returncode}")
    return done.stdout


@contextmanager
def alone(file: Path, *, what: str, wait: bool = False) -> Iterator[None]:
    """Hold a lock file while something runs that must not run twice at once; another one waits, or is told so."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError as error:
            raise Trouble(
                f"{what}が もう動いています。",
                do="終わるのを待ってから、もう一度お試しください。",
                english="Already running.",
            ) from error
        yield


def require_linux() -> None:
    """Say early where the launcher cannot work at all."""
    if sys.platform != "linux":
        raise Trouble(
            "この起動の道具は Linux で動きます。",
            do="Debian 12 などの Linux で動かしてください (Windows では WSL2)。",
            english="Linux only.",
        )
