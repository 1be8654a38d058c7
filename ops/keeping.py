"""Safekeeping: one file with the whole town — database, keys, and a list by which the copy can be proven complete."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ops import keys, postgres
from ops.contents import contents, differences
from ops.ground import Home, run
from ops.postgres import DATABASE, LOOK, Cluster
from ops.say import Trouble, tail

FORM = 1  # of the list; a reader refuses a higher one
LIST, DUMP, KEYS = "manifest.json", "town.dump", "keys/"
NAMES = {LIST, DUMP, *(KEYS + name for name in (keys.SIGNING, *keys.LETTERBOX))}
ROOM = "ディスクの空き (df -h) を確かめてください。"
BROKEN = "別のバックアップを使ってください。このファイルは、途中で切れたか 書きかえられています。"


@dataclass(frozen=True)
class Kept:
    """What a backup or a restore can say for itself."""

    tables: int
    rows: int
    size: int
    hashes: dict[str, str]


def sha256(file: Path) -> str:
    """SHA-256 of a file as hexadecimal text."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


class Moment:
    """One unchanging view of the database: what is counted is what is dumped, even while people go on working."""

    def __init__(self, cluster: Cluster) -> None:
        command = [str(word) for word in cluster.psql(DATABASE)]
        with (cluster.directory / "control.log").open("a") as log:
            self.psql = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True, encoding="utf-8"
            )
        self.ask("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL timezone = 'UTC'")
        self.name = self.ask("SELECT pg_export_snapshot()")

    def ask(self, statement: str) -> str:
        """Run a statement inside the moment."""
        if self.psql.stdin is None or self.psql.stdout is None:
            return ""
        end = "--end-of-answer--"
        self.psql.stdin.write(f"{statement};\n\\echo {end}\n")
        self.psql.stdin.flush()
        rows: list[str] = []
        for row in self.psql.stdout:
            if row.rstrip("\n") == end:
                return "\n".join(rows)
            rows.append(row.rstrip("\n"))
        raise Trouble("データベースを数えられませんでした。", do=LOOK, english="psql ended early.")

    def close(self) -> None:
        """Let go of the moment."""
        self.psql.communicate()


@contextmanager
def moment(cluster: Cluster) -> Iterator[Moment]:
    """A moment that is let go of in any case."""
    held = Moment(cluster)
    try:
        yield held
    finally:
        held.close()


def backup(home: Home, cluster: Cluster, target: Path, *, log: Path) -> Kept:
    """Write the town of a running cluster into one new file of mode 600; an existing file is never overwritten."""
    if target.exists():
        raise Trouble(
            f"{target} は もうあります。", do="別の名前にしてください。上書きはしません。", english="The file exists."
        )
    if not target.parent.is_dir():
        raise Trouble(
            f"{target.parent} というフォルダーがありません。",
            do="先にフォルダーを作ってください。",
            english="No such directory.",
        )
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".otagai-backup-") as name:
        work = Path(name)
        with moment(cluster) as held:
            tables = contents(held.ask)
            dump(cluster, held.name, work / DUMP, log=log)
        listed = list_of(home, cluster, work / DUMP, tables)
        (work / LIST).write_text(json.dumps(listed, ensure_ascii=False, indent=1), encoding="utf-8")
        pack(work, home, listed, target)
    return kept(listed, target.stat().st_size)


def dump(cluster: Cluster, snapshot: str, file: Path, *, log: Path) -> None:
    """pg_dump of exactly the counted moment."""
    command: list[str | Path] = [
        cluster.binaries.program("pg_dump"),
        *cluster.address(),
        "-d",
        DATABASE,
        "-Fc",
        "--snapshot",
        snapshot,
        "-f",
        file,
    ]
    run(command, log=log, what="データベースを書き出せませんでした。", do=ROOM)


def list_of(home: Home, cluster: Cluster, dumped: Path, tables: dict[str, tuple[int, str]]) -> dict[str, Any]:
    """The list that goes into the file: when, of what kind, rows per table, and the hash of every part."""
    parts = {DUMP: sha256(dumped)}
    parts |= {KEYS + name: sha256(home.keys / name) for name in (keys.SIGNING, *keys.LETTERBOX)}
    return {
        "form": FORM,
        "kind": home.kind(),
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "postgresql": cluster.binaries.major,
        "sha256": parts,
        "tables": tables,
    }


def pack(work: Path, home: Home, listed: dict[str, Any], target: Path) -> None:
    """One tar file, complete or absent."""
    unfinished = work / "packed"
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        with tarfile.open(fileobj=stream, mode="w") as archive:
            for name in (LIST, *listed["sha256"]):
                source = work / name if name in (LIST, DUMP) else home.keys / name.removeprefix(KEYS)
                archive.add(source, arcname=name, recursive=False)
        stream.flush()
        os.fsync(stream.fileno())
    unfinished.rename(target)


def restore(file: Path, home: Home, *, major: int | None, log: Path) -> tuple[Kept, Cluster]:
    """Bring a backup to life in a fresh home: hashes before, counts and content after; returns the started cluster.

    When it fails, the place is as empty as it was: a half-restored town is never left behind.
    """
    require_fresh(home.root)
    made = [] if home.root.exists() else [home.root]
    try:
        home.root.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=home.root, prefix=".unpacked-") as name:
            work = Path(name)
            listed = unpack(file, work)
            cluster = postgres.cluster(home.prepare().town, lasting=True, major=major)
            require_fresh(cluster.directory)
            made += [cluster.directory, cluster.socket]
            move_keys(work, home)
            try:
                fill(cluster, work / DUMP, log=log)
                compare(cluster, listed, log=log)
            except BaseException:
                cluster.stop("immediate")
                raise
        home.kind_file.write_text(listed["kind"] + "\n")
    except BaseException as failed:
        keep_words_of(failed, log)
        clear(home, made)
        raise
    return kept(listed, file.stat().st_size), cluster


def keep_words_of(failed: BaseException, log: Path) -> None:
    """What a log inside the place said, added to the log that stays."""
    if isinstance(failed, Trouble) and failed.log and failed.log != log:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as file:
            file.write("$ restore\n" + "\n".join(tail(failed.log)) + "\n")
        failed.log = log


def clear(home: Home, made: list[Path]) -> None:
    """Take away what a failed restore put into a place that was empty, and directories of its own elsewhere."""
    inside = list(home.root.iterdir()) if home.root.exists() else []
    for path in [*inside, *made]:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def require_fresh(directory: Path) -> None:
    """Trouble when something stands here already."""
    if directory.exists() and any(directory.iterdir()):
        raise Trouble(
            f"{directory} は 空ではありません。",
            do="空の場所か、まだない場所を選んでください。",
            english="Not a fresh directory.",
        )


def fill(cluster: Cluster, dumped: Path, *, log: Path) -> None:
    """Start the new cluster, with roles and database, and read the dump into it: all of it or nothing."""
    cluster.start()
    cluster.found_roles()
    cluster.found_database()
    way = ["-d", DATABASE, "--exit-on-error", "--single-transaction"]
    command: list[str | Path] = [cluster.binaries.program("pg_restore"), *cluster.address(), *way, dumped]
    run(command, log=log, what="データベースを戻せませんでした。", do=LOOK)


def compare(cluster: Cluster, listed: dict[str, Any], *, log: Path) -> None:
    """Trouble when a table has other rows or another content than the list promises."""
    promised = {table: (int(rows), str(mark)) for table, (rows, mark) in listed["tables"].items()}
    with moment(cluster) as held:
        found = contents(held.ask)
    if wrong := differences(promised, found):
        raise Trouble(
            "戻した町が バックアップと違います: " + " / ".join(wrong[:5]),
            do=BROKEN,
            log=log,
            english="Contents differ.",
        )


def unpack(file: Path, work: Path) -> dict[str, Any]:
    """The parts of the file, only under names we know, each compared with its hash; returns the list."""
    if not file.is_file():
        raise Trouble(
            f"{file} というファイルがありません。",
            do="バックアップのファイルの場所を確かめてください。",
            english="No such file.",
        )
    try:
        with tarfile.open(file, "r:") as archive:
            for member in archive:
                if member.name not in NAMES or not member.isfile():
                    raise Trouble(
                        f"{file} に 知らないものが入っています。",
                        do=BROKEN,
                        english=f"Unexpected part: {member.name!r}",
                    )
                part = work / member.name
                part.parent.mkdir(mode=0o700, exist_ok=True)
                source = archive.extractfile(member)
                if source is not None:
                    with part.open("wb") as copy:
                        shutil.copyfileobj(source, copy, 1 << 20)
        listed: dict[str, Any] = json.loads((work / LIST).read_text(encoding="utf-8"))
    except (ValueError, tarfile.TarError, FileNotFoundError) as error:
        raise Trouble(f"{file} を バックアップとして読めません。", do=BROKEN, english=str(error)) from error
    except OSError as error:
        raise Trouble("バックアップを広げられませんでした。", do=ROOM, english=str(error)) from error
    if listed.get("form") != FORM:
        raise Trouble(
            "このバックアップの形を この版は知りません。",
            do="新しい版の Otagai で戻してください。",
            english="Unknown form of backup.",
        )
    for name, expected in listed["sha256"].items():
        if name not in NAMES or not (work / name).exists() or sha256(work / name) != expected:
            raise Trouble(f"{name} の中身が、書き出したときと違います。", do=BROKEN, english="SHA-256 mismatch.")
    return listed


def move_keys(work: Path, home: Home) -> None:
    """The keys into their closed directory."""
    home.keys.mkdir(mode=0o700)
    for name in (keys.SIGNING, *keys.LETTERBOX):
        source = work / KEYS / name
        if source.exists():
            target = home.keys / name
            target.touch(mode=0o600)
            target.write_bytes(source.read_bytes())


def kept(listed: dict[str, Any], size: int) -> Kept:
    """The figures to show."""
    return Kept(
        len(listed["tables"]), sum(int(rows) for rows, _ in listed["tables"].values()), size, dict(listed["sha256"])
    )
