"""The commands for an open or sleeping town: backup, restore, manage."""

from __future__ import annotations

import os
import subprocess
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from ops import ground, keeping, packages, serving, town
from ops.ground import PYTHON, Home
from ops.living import remembered
from ops.postgres import Cluster
from ops.say import Trouble, line, step

OWNERS = {
    "migrate",
    "createcachetable",
    "sqlmigrate",
    "showmigrations",
    "dbshell",
    "flush",
}  # commands that need the tables' owner


@contextmanager
def awake(home: Home) -> Iterator[Cluster]:
    """The town's cluster, started for the moment when it is asleep."""
    if not home.kind():
        raise Trouble(
            f"{home.root} には まだ町がありません。",
            do="先に ./otagai up を実行してください。",
            english="No town here yet.",
        )
    packages.provide("prod", log=home.logs / "packages.log")
    cluster = town.cluster_of(home)
    started = cluster.start()
    try:
        yield cluster
    finally:
        if started:
            cluster.stop()


def backup(options: Namespace) -> int:
    """Keep the whole town in one file; it may go on working meanwhile."""
    home = ground.home()
    with awake(home) as cluster, step("バックアップ"):
        kept = keeping.backup(home, cluster, options.file.absolute(), log=home.logs / "backup.log")
    report(kept)
    line(f"\n残しました: {options.file}（{kept.size / 1e6:.1f} MB）")
    line("このファイルには 町のすべてと鍵が入っています。鍵のかかる場所に しまってください。")
    return 0


def restore(options: Namespace) -> int:
    """Bring a kept town back, in a fresh place, and prove that it is the same."""
    home = Home(
        (options.into or ground.home().root.parent / f"restored-{datetime.now().astimezone():%Y%m%d-%H%M%S}").absolute()
    )
    packages.provide("prod", log=ground.home().prepare().logs / "packages.log")
    with step("戻して、くらべています"):
        kept, cluster = keeping.restore(
            options.file.absolute(), home, major=options.postgres, log=ground.home().logs / "restore.log"
        )
        cluster.stop()
    report(kept)
    line(f"\nすべて同じです。戻した町を開くには:\n  OTAGAI_HOME={home.root} ./otagai up")
    return 0


def report(kept: keeping.Kept) -> None:
    """The figures by which a copy is proven."""
    line(f"  表 {kept.tables}・記録 {kept.rows:,} 件")
    for name, mark in kept.hashes.items():
        line(f"  sha256 {mark}  {name}")


def manage(options: Namespace) -> int:
    """A Django command in the environment of the town; what changes tables runs as their owner."""
    home = ground.home()
    words = list(options.others)
    with awake(home) as cluster:
        port = int(remembered(home).get("port", serving.PORT))
        env = town.environment(home, cluster, port=port, kind=home.kind())
        if not os.environ.get("OTAGAI_DB_ROLE") and words and words[0] in OWNERS:
            env["OTAGAI_DB_ROLE"] = "owner"
        return subprocess.run(
            [PYTHON, "-m", "django", *words], env=ground.environment(env), cwd=Path.cwd(), check=False
        ).returncode
