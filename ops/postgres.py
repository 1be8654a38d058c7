"""A PostgreSQL cluster of one's own: made, started, asked, stopped; reached through a socket in a closed directory."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from ops import binaries as programs
from ops.binaries import Binaries
from ops.ground import CHECKOUT, run, short_name
from ops.identity import Identity, database_user, reachable_directory
from ops.notes import began_at
from ops.say import Trouble, tail

ROLES = CHECKOUT / "ops" / "roles.sql"
DATABASE = "otagai"
LONGEST_SOCKET = 85  # bytes; with /.s.PGSQL.5432 behind it stays below 100, and the system allows 107

EVERYWHERE = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # Logs hold no names (safety rule 12): neither the failing statement nor the key that was doubled.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_statement": "none",
}
LASTING = {
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "shared_buffers": "256MB",
    "max_connections": "60",
}
PASSING = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "shared_buffers": "128MB",
    "max_connections": "80",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "4GB",
}
# After a hard fall the last children of the old server need a moment to leave.
LEAVING = 8  # attempts, a second apart
STILL_LEAVING = ("pre-existing shared memory block", 'lock file "postmaster.pid" already exists')
LOOK = "下の記録を見てください。ディスクの空き (df -h) も確かめてください。"


@dataclass(frozen=True)
class Cluster:
    """One cluster: its directory, its programs, who runs it, and whether what it keeps must last."""

    directory: Path
    binaries: Binaries
    who: Identity
    lasting: bool

    @property
    def files(self) -> Path:
        """The directory that initdb makes."""
        return self.directory / "cluster"

    @property
    def log(self) -> Path:
        """PostgreSQL's own log."""
        return self.directory / "postgresql.log"

    @property
    def socket(self) -> Path:
        """The directory of the socket; elsewhere when the path would be too long for a socket."""
        return socket_directory(self.directory)

    def options(self) -> str:
        """Settings as pg_ctl passes them on."""
        settings = EVERYWHERE | (LASTING if self.lasting else PASSING) | {"unix_socket_directories": str(self.socket)}
        return " ".join(f"-c {name}='{value}'" for name, value in settings.items())

    def command(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a server program as the database user; what it says goes to the log's neighbour `control.log`."""
        first, *rest = words
        env = {k: v for k, v in os.environ.items() if not k.startswith("PG")} | {
            "LC_ALL": "C.UTF-8",
            "HOME": str(self.directory),
        }
        done = subprocess.run(
            [str(self.binaries.program(str(first))), *map(str, rest)],
            cwd="/",
            env=env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            **self.who.as_subprocess(),
        )
        with (self.directory / "control.log").open("a", encoding="utf-8") as file:
            file.write(f"$ {first}\n{done.stdout}{done.stderr}\n")
        return done

    def running(self) -> bool:
        """True when the first process of the server is alive; cheap enough to be asked every second."""
        try:
            leader = int((self.files / "postmaster.pid").read_text().split("\n")[0])
        except (OSError, ValueError):
            return False
        return began_at(leader) > 0

    def made(self) -> bool:
        """True when initdb has finished here."""
        return (self.directory / "made").exists()

    def make(self) -> None:
        """Make an empty cluster; a half-made one from an interrupted start is cleared first."""
        if self.made():
            return
        if self.files.exists():
            self.command_or_trouble("/bin/rm", "-rf", self.files, what="作りかけの町の入れ物を片づけられませんでした。")
        self.command_or_trouble(
            "initdb",
            "-D",
            self.files,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            *([] if self.lasting else ["--no-sync"]),
            what="PostgreSQL の入れ物を作れませんでした。",
        )
        (self.directory / "made").write_text(f"{self.binaries.major}\n")

    def command_or_trouble(self, *words: str | Path, what: str) -> None:
        """Run a server program; Trouble with the log when it fails."""
        if self.command(*words).returncode:
            raise Trouble(what, do=LOOK, log=self.directory / "control.log", english=f"{words[0]} failed.")

    def start(self) -> bool:
        """Make and start the cluster; returns False when it was running already."""
        self.who.own(self.directory)
        self.who.own(self.socket)
        self.make()
        if self.running():
            return False
        for _attempt in range(LEAVING):
            done = self.command(
                "pg_ctl", "-D", self.files, "-w", "-t", "90", "-l", self.log, "-o", self.options(), "start"
            )
            if done.returncode == 0:
                return True
            if not any(sign in "".join(tail(self.log)) for sign in STILL_LEAVING):
                break
            time.sleep(1)
        log = self.log if self.log.exists() else self.directory / "control.log"
        raise Trouble("PostgreSQL が起動しませんでした。", do=LOOK, log=log, english="pg_ctl start failed.")

    def stop(self, mode: str = "fast") -> bool:
        """Stop the server; returns False when it was not running."""
        if not self.running():
            return False
        self.command_or_trouble(
            "pg_ctl", "-D", self.files, "-m", mode, "-w", "-t", "60", "stop", what="PostgreSQL が止まりませんでした。"
        )
        return True

    def sql(self, statement: str, *, database: str = "postgres") -> str:
        """Run SQL as the superuser of this cluster; returns the rows, one per line, columns divided by tabs."""
        return run(
            [*self.psql(database), "-c", statement],
            log=self.directory / "control.log",
            what="データベースへの問い合わせに失敗しました。",
            do=LOOK,
        ).strip()

    def psql(self, database: str) -> list[str | Path]:
        """psql as the superuser, quiet, unaligned, stopping at the first error."""
        return [
            self.binaries.program("psql"),
            "-X",
            "-q",
            "-A",
            "-t",
            "-F",
            "\t",
            "-v",
            "ON_ERROR_STOP=1",
            *self.address(),
            "-d",
            database,
        ]

    def address(self) -> list[str]:
        """How PostgreSQL's own programs reach the cluster as its superuser."""
        return ["-h", str(self.socket), "-p", "5432", "-U", "postgres"]

    def found_roles(self) -> None:
        """Create what ops/roles.sql says; may be repeated."""
        run(
            [*self.psql("postgres"), "-f", ROLES],
            log=self.directory / "control.log",
            what="データベースの役割を作れませんでした。",
            do=LOOK,
        )

    def found_database(self, name: str = DATABASE) -> bool:
        """Create the town's database, owned by otagai_owner, closed to the unnamed; False when it is there."""
        if name in self.sql("SELECT datname FROM pg_database").split():
            return False
        self.sql(f"CREATE DATABASE {name} OWNER otagai_owner ENCODING 'UTF8' TEMPLATE template0")
        self.sql(f"REVOKE ALL ON DATABASE {name} FROM PUBLIC")
        self.sql(f"GRANT CONNECT ON DATABASE {name} TO otagai_app, otagai_worker, otagai_public")
        return True

    def environment(self, role: str = "app") -> dict[str, str]:
        """What settings.py needs to reach this cluster in one of the roles."""
        return {
            "OTAGAI_DB_HOST": str(self.socket),
            "OTAGAI_DB_PORT": "5432",
            "OTAGAI_DB_NAME": DATABASE,
            "OTAGAI_DB_ROLE": role,
        }


def socket_directory(directory: Path) -> Path:
    """A `socket` directory inside; a short one elsewhere when the path is too long for a socket."""
    inside = directory / "socket"
    if len(os.fsencode(inside)) <= LONGEST_SOCKET:
        return inside
    short = Path(tempfile.gettempdir()) / f"otagai-{os.geteuid()}-{short_name(directory)}"
    if len(os.fsencode(short)) > LONGEST_SOCKET:
        raise Trouble(
            f"{short} は、ソケットの場所として長すぎます。",
            do="TMPDIR に短いフォルダーを設定してください。",
            english="TMPDIR is too long for a Unix socket.",
        )
    return safe_short_directory(short)


def safe_short_directory(short: Path) -> Path:
    """The short directory, after making sure that no stranger made it before us."""
    if short.is_symlink() or (short.exists() and short.stat().st_uid not in {os.geteuid(), database_user().uid}):
        raise Trouble(
            f"{short} が 別の利用者のものになっています。",
            do="その場所を片づけるか、短い場所に置き直してください。",
            english="The socket directory belongs to somebody else.",
        )
    return short


def made_by(directory: Path) -> int | None:
    """The major version that made the cluster in a directory; None when there is none yet."""
    note = directory / "made"
    return int(note.read_text()) if note.exists() else None


def cluster(directory: Path, *, lasting: bool, major: int | None = None) -> Cluster:
    """The cluster of a directory, with the programs that fit it; `major` is for a cluster still to be made."""
    who = database_user()
    place = reachable_directory(directory, who)
    chosen = programs.for_user(programs.choose(made_by(place) or major), who)
    return Cluster(place, chosen, who, lasting)
