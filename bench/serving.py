"""Servers under measurement: ours, the floor and the peer, each granian with two processes of one thread."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@contextlib.contextmanager
def served(target: str, *, port: int, path: str, database: str, **more: str) -> Iterator[str]:
    """Serve a WSGI target until the block ends; yields its address."""
    environment = {**os.environ, "OTAGAI_DB_NAME": database, "OTAGAI_DB_ROLE": "app", **more}
    environment["PYTHONPATH"] = f"{ROOT}/src:{ROOT}"
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "1",
        "--no-access-log", "--log-level", "error", "--host", "127.0.0.1", "--port", str(port), target,
    ]  # fmt: skip
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(address + path)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def wait_for(url: str) -> None:
    """Wait until the address answers anything."""
    for _ in range(150):
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{url} does not answer")
