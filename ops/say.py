"""What the launcher tells the person in front of it: one line per step, and never a traceback."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TAIL = 12  # lines of a log that are shown when a step fails

FULL = "No space left on device"  # as every program says it
MAKE_ROOM = "ディスクが いっぱいです。空けてから (df -h で確かめられます)、もう一度 同じ命令を実行してください。"


class Trouble(Exception):
    """A step that failed: what happened, what to do, where the log is, and one English line for supporters."""

    def __init__(self, what: str, *, do: str, log: Path | None = None, english: str = "", code: int = 1) -> None:
        super().__init__(what)
        self.what, self.do, self.log, self.english, self.code = what, do, log, english, code


def speak_utf8() -> None:
    """Write Japanese even where the machine says LANG=C."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace", line_buffering=True)


def line(text: str = "") -> None:
    """One line to the person."""
    print(text, flush=True)


@contextmanager
def step(title: str) -> Iterator[list[str]]:
    """One progress line with its seconds; what is appended to the yielded list stands behind the title in brackets.

    At a terminal the title stands there while the step is under way; in a file there are finished steps alone.
    """
    remarks: list[str] = []
    start = time.monotonic()
    begun = sys.stdout.isatty()
    if begun:
        print(f"    …     {title}", end="", flush=True)
    try:
        yield remarks
    finally:
        if begun:
            print("\r\x1b[K", end="", flush=True)  # over it: the finished line, or what failed
    behind = f"（{'・'.join(remarks)}）" if remarks else ""
    line(f"  {time.monotonic() - start:5.1f} 秒  {title}{behind}")


def tail(log: Path, count: int = TAIL) -> list[str]:
    """The last lines of a log, tracebacks cut down to their closing words; none when it cannot be read."""
    try:
        rows = log.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    return without_tracebacks(last_command([row for row in rows if row.strip()][-40 * count :]))[-count:]


def last_command(rows: list[str]) -> list[str]:
    """The rows from the last `$ command` on, where the log holds several."""
    starts = [number for number, row in enumerate(rows) if row.startswith("$ ")]
    return rows[starts[-1] :] if starts else rows


def without_tracebacks(rows: list[str]) -> list[str]:
    """Each Python traceback replaced by the line in which it says what went wrong."""
    kept: list[str] = []
    inside = False
    for row in rows:
        inside = row.startswith("Traceback (") or (inside and row.startswith(" "))
        if not inside:
            kept.append(row)
    return kept


def lament(trouble: Trouble) -> None:
    """Say what failed, what to do, and where to look, on the error stream."""
    last = tail(trouble.log) if trouble.log else []
    is_full = any(FULL in one for one in last)
    rows = ["", f"できませんでした: {trouble.what}", f"  こうしてください: {MAKE_ROOM if is_full else trouble.do}"]
    if trouble.english:
        rows.append(f"  ({trouble.english})")
    if trouble.log:
        rows.append(f"  くわしい記録: {trouble.log}")
        rows += [f"    | {one}" for one in last]
    print("\n".join(rows), file=sys.stderr, flush=True)
