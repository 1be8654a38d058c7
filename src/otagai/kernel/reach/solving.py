"""The search for the next places: a first answer at once, then better ones from a process that can be ended."""

import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace

from otagai.kernel.reach.choosing import Choice, Found, first_answer, valued
from otagai.kernel.reach.proving import packed

_TO_FINISH = 0.1
"""Share of the time that HiGHS leaves for telling before the process is ended."""
_PROGRESS = re.compile(r"^.*\d+\.\d\d%\s+(?P<bound>\S+)\s+(?P<best>\S+)\s+(?P<gap>\S+)(?:\s+\d+){4}\s+[\d.]+s\s*$")
"""A line of HiGHS: … explored% BestBound BestSol Gap cuts inLp confl iterations time."""


class Search:
    """One search with a deadline: iterate for answers that only get better, `stop()` at any time.

    Every answer carries its gap; the last is proven, or what was best when time ran out or the process was ended.
    """

    def __init__(self, choice: Choice, *, seconds: float) -> None:
        self.choice, self.seconds = choice, seconds
        self.best = first_answer(choice)
        self.solver: subprocess.Popen[bytes] | None = None
        self._worst_first, self._until = choice.fair, 0.0

    def __iter__(self) -> Iterator[Found]:
        """The first answer, then every better answer or tighter bound."""
        yield self.best
        if self.best.gap == 0:
            self.best = replace(self.best, proven=True)
            yield self.best
            return
        ends = threading.Timer(self.seconds, self.stop)
        ends.daemon = True
        self._until = time.monotonic() + self.seconds * (1 - _TO_FINISH)
        self.solver = self._started()
        ends.start()
        try:
            yield from self._listened(self.solver)
        finally:
            ends.cancel()
            self.stop()

    def stop(self) -> None:
        """End the process now; what was found stays."""
        if self.solver is not None and self.solver.poll() is None:
            self.solver.kill()

    def _started(self) -> subprocess.Popen[bytes]:
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
            "OMP_NUM_THREADS": "1",
        }
        command = [sys.executable, "-m", "otagai.kernel.reach.proving"]
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        )

    def _listened(self, solver: subprocess.Popen[bytes]) -> Iterator[Found]:
        assert solver.stdin and solver.stdout
        with solver, solver.stdout:
            try:
                solver.stdin.write(packed(self.choice, self._until))
                solver.stdin.close()
                for line in solver.stdout:
                    better = self._understood(line.decode("utf-8", "replace"))
                    if better is not None and better != self.best:
                        self.best = better
                        yield better
            except BrokenPipeError:  # ended before it had read the question: what was found stands
                pass
            finally:  # before `with` waits for it
                self.stop()

    def _understood(self, line: str) -> Found | None:
        if line.startswith("{"):
            told = json.loads(line)
            return None if "stage" in told else self._told(told)
        found = _PROGRESS.match(line)
        return self._tighter(found["bound"]) if found else None

    def _told(self, told: dict[str, object]) -> Found:
        self._worst_first = False
        places = told["places"]
        assert isinstance(places, list)
        bound, worst_bound = (float(str(told[name])) for name in ("bound", "worst_bound"))
        new = valued(self.choice, tuple(places), bound=bound, worst_bound=worst_bound, proven=bool(told["proven"]))
        old = self.best
        if not new.proven and (new.worst, new.people) < (old.worst, old.people):
            new = replace(old, worst_bound=min(old.worst_bound, new.worst_bound))
        return new if new.proven else replace(new, bound=min(new.bound, old.bound))

    def _tighter(self, text: str) -> Found | None:
        """HiGHS minimises, so its bound is the negative of ours."""
        try:
            bound = -float(text)
        except ValueError:
            return None
        bound = max(bound, 0.0)
        if self._worst_first:
            return replace(self.best, worst_bound=bound) if bound < self.best.worst_bound else None
        return replace(self.best, bound=bound) if bound < self.best.bound else None


def search(choice: Choice, *, seconds: float) -> Found:
    """The best answer within so many seconds."""
    started, looking = time.monotonic(), Search(choice, seconds=seconds)
    looking.seconds -= time.monotonic() - started
    for _ in looking:
        pass
    return looking.best
