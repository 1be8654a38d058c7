"""Under which user PostgreSQL runs: ourselves, or — because it refuses root — `postgres` or `nobody`."""

from __future__ import annotations

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ops.ground import short_name
from ops.say import Trouble

FAR_STATE = Path("/var/lib/otagai")  # where root keeps a cluster whose checkout the database user cannot reach


@dataclass(frozen=True)
class Identity:
    """The user that owns and runs a cluster; `uid` is None when that is simply the person who runs the launcher."""

    name: str
    uid: int | None = None
    gid: int | None = None

    def as_subprocess(self) -> dict[str, Any]:
        """Arguments with which subprocess becomes this user."""
        if self.uid is None:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can(self, test: str, path: Path) -> bool:
        """Asks as that user: `test` is a flag of test(1) such as -x or -w."""
        done = subprocess.run(
            ["/bin/sh", "-c", f'test {test} "$1"', "sh", str(path)], cwd="/", check=False, **self.as_subprocess()
        )
        return done.returncode == 0

    def own(self, path: Path) -> None:
        """Make a directory of mode 700 that belongs to this user."""
        path.mkdir(parents=True, exist_ok=True)
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)
        path.chmod(0o700)


def database_user() -> Identity:
    """Ourselves; for root the first of `postgres` and `nobody` that exists."""
    if os.geteuid() != 0:
        return Identity(pwd.getpwuid(os.geteuid()).pw_name if known(os.geteuid()) else str(os.geteuid()))
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Identity(name, entry.pw_uid, entry.pw_gid)
    raise Trouble(
        "PostgreSQL は root では動かせず、代わりの利用者 (postgres・nobody) も見つかりません。",
        do="root ではない利用者で ./otagai を実行してください。",
        english="PostgreSQL refuses to run as root and there is no user to drop to.",
    )


def known(uid: int) -> bool:
    """True when the machine has a name for the number (in containers it often has none)."""
    return any(entry.pw_uid == uid for entry in pwd.getpwall())


def reachable_directory(wanted: Path, who: Identity) -> Path:
    """The wanted directory when the database user can get there; otherwise one of its own outside closed homes."""
    wanted.mkdir(parents=True, exist_ok=True)
    if who.uid is None or who.can("-x", wanted.parent):
        return wanted
    far = FAR_STATE / f"{wanted.name}-{short_name(wanted)}"
    FAR_STATE.mkdir(mode=0o755, parents=True, exist_ok=True)
    FAR_STATE.chmod(0o755)
    far.mkdir(exist_ok=True)
    return far
