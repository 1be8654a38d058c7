"""Notes about what runs: which process is ours, told apart from a later one that got the same number."""

from __future__ import annotations

import json
import os
import signal
import time
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Note:
    """A process as it was when we started it: its number and the moment (in clock ticks since boot) it began."""

    pid: int
    began: int

    def alive(self) -> bool:
        """True when this very process is still there."""
        return self.began > 0 and began_at(self.pid) == self.began

    def stop(self, *, patience: float) -> None:
        """Ask it to end, together with the group it leads; insist after `patience` seconds."""
        for sign, seconds in ((signal.SIGTERM, patience), (signal.SIGKILL, 5.0)):
            if not self.alive():
                return
            self.signal(sign)
            deadline = time.monotonic() + seconds
            while self.alive() and time.monotonic() < deadline:
                time.sleep(0.05)

    def signal(self, sign: signal.Signals) -> None:
        """Send a signal: to the process on TERM, to its whole group on KILL."""
        try:
            if sign == signal.SIGKILL:
                os.killpg(self.pid, sign)
            else:
                os.kill(self.pid, sign)
        except ProcessLookupError:
            pass


def began_at(pid: int) -> int:
    """When a process began, in clock ticks since boot; 0 when it is not there or only waits to be buried."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return 0 if fields[0] in {"Z", "X"} else int(fields[19])


def write(file: Path, pid: int) -> Note:
    """Note a process that we have just started."""
    note = Note(pid, began_at(pid))
    file.write_text(json.dumps(asdict(note)))
    return note


def read(file: Path) -> Note | None:
    """The noted process; None when nothing was noted."""
    try:
        return Note(**json.loads(file.read_text()))
    except (OSError, ValueError, TypeError):
        return None


def living(file: Path) -> Note | None:
    """The noted process when it is still alive."""
    note = read(file)
    return note if note and note.alive() else None
