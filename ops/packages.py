"""The Python packages: uv through pip into .tools, then exactly the locked packages, by hash, into .venv."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from ops import ground
from ops.say import Trouble

REQUIREMENTS = ground.CHECKOUT / "requirements"
UV = ground.TOOLS / "uv" / "bin" / "uv"
OFFLINE = (
    "インターネット、または庁内のパッケージ置き場につながるか確かめて、もう一度 同じ命令を実行してください。"
    "プロキシがあるときは HTTPS_PROXY、置き場があるときは PIP_INDEX_URL と UV_DEFAULT_INDEX を設定します。"
)


def fingerprint(*files: Path) -> str:
    """SHA-256 of the files' contents, in the given order."""
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def wanted(lock: str) -> str:
    """What the stamp must say for a lock (`prod` or `dev`): its name, its hash, and the Python it was installed for."""
    return f"{lock} {fingerprint(REQUIREMENTS / f'{lock}.txt')} {sys.version_info.major}.{sys.version_info.minor}"


def installed(stamp: Path) -> str:
    """What the stamp says; empty when the packages were never completely installed."""
    return stamp.read_text().strip() if stamp.exists() and ground.PYTHON.exists() else ""


def lock_to_install(asked: str, stamp_says: str) -> str:
    """`dev` stays `dev` (it holds all of `prod`), so that `up` never takes the tools away from under a running test."""
    return "dev" if asked == "dev" or stamp_says.startswith("dev ") else "prod"


def provide(asked: str, *, log: Path) -> str:
    """Make .venv hold the packages of `prod` or `dev`; returns a remark for the progress line."""
    stamp = ground.VENV / "otagai-packages"
    with ground.alone(ground.TOOLS / "packages.lock", what="パッケージの準備", wait=True):
        lock = lock_to_install(asked, installed(stamp))
        if installed(stamp) == wanted(lock):
            return "そろっています"
        provide_uv(log=log)
        make_venv(log=log)
        stamp.unlink(missing_ok=True)
        ground.run(
            [UV, "pip", "sync", "--quiet", "--python", ground.PYTHON, "--require-hashes", REQUIREMENTS / f"{lock}.txt"],
            log=log,
            env=uv_environment(),
            what="パッケージを入れられませんでした。",
            do=OFFLINE,
        )
        stamp.write_text(wanted(lock) + "\n")
        return lock


def provide_uv(*, log: Path) -> None:
    """Fetch the pinned uv with pip, checked against its hash, unless it is there already."""
    pinned = REQUIREMENTS / "uv.txt"
    stamp = ground.TOOLS / "uv" / "stamp"
    if UV.exists() and stamp.exists() and stamp.read_text() == fingerprint(pinned):
        return
    require_pip()
    shutil.rmtree(ground.TOOLS / "uv", ignore_errors=True)
    ground.run(
        [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-deps",
            "--require-hashes",
            "--only-binary",
            ":all:",
            "--target",
            ground.TOOLS / "uv",
            "--requirement",
            pinned,
        ],
        log=log,
        env=dict(os.environ),
        what="パッケージの道具 (uv) を取りに行けませんでした。",
        do=OFFLINE,
    )
    stamp.write_text(fingerprint(pinned))


def require_pip() -> None:
    """Trouble when this Python has no pip."""
    if subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True, check=False).returncode:
        raise Trouble(
            f"この Python ({sys.executable}) に pip がありません。",
            do="Debian なら apt install python3-pip、そのほかは python3 -m ensurepip を実行してください。",
            english="pip is missing.",
        )


def make_venv(*, log: Path) -> None:
    """Make .venv with the Python that runs the launcher; a venv whose Python has gone is made anew."""
    if ground.PYTHON.exists():
        return
    ground.run(
        [UV, "venv", "--quiet", "--allow-existing", "--python", sys.executable, ground.VENV],
        log=log,
        env=uv_environment(),
        what="Python の場所 (.venv) を作れませんでした。",
        do="ディスクの空きと、このフォルダーに書き込めるかを確かめてください。",
    )


def uv_environment() -> dict[str, str]:
    """uv trusts the certificates of the machine, never downloads a Python, and keeps its cache where it may write."""
    env = dict(os.environ)
    env.setdefault("UV_SYSTEM_CERTS", "1")
    env["UV_PYTHON_DOWNLOADS"] = "never"
    env.pop("VIRTUAL_ENV", None)
    if "UV_CACHE_DIR" not in env and not os.access(Path(env.get("HOME") or "/nonexistent"), os.W_OK):
        env["UV_CACHE_DIR"] = str(ground.TOOLS / "cache")
    return env
