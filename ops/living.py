"""The commands of a town's daily life: up, stop, status."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import time
from argparse import Namespace
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from ops import ground, keys, notes, packages, serving, town
from ops.ground import Home
from ops.postgres import Cluster
from ops.say import Trouble, line, step
from ops.serving import Child

TOO_OFTEN = 10  # falls within a minute
LOOK = "下の記録を見て、直してから もう一度 ./otagai up を実行してください。"
FIRST_STEPS = """つぎにすること:
  1. {address}/accounts/login/ を開き、いま決めた利用者名と合言葉で入る
  2. 二段階の確認（確認アプリかパスキー）を登録し、予備の番号を控える
  3. 「今日の机」に出る「まちを はじめるまで」を 上から順に
この動かし方は 1台での試用です。住民に知らせる前に docs/operations.md の 6（本番）を読んでください。
"""
AWAKE = {True: "動いています", False: "止まっています"}


def up(options: Namespace) -> int:
    """Open the town: the demo, or with --empty a real one; stay until Ctrl-C unless --detach."""
    home = ground.home().prepare()
    port = options.port or serving.PORT
    start = time.monotonic()
    with ground.alone(home.run / "up.lock", what="./otagai up "):
        if all(notes.living(home.run / f"{name}.json") for name in ("web", "worker")):
            return already_open(home, options)
        serving.stop_children(home)
        serving.require_free(port)
        kind = kind_to_open(home, empty=options.empty)
        line(f"{'見本の町' if kind == town.DEMO else '町'}を開きます")
        try:
            children, cluster, env = open_town(home, options, port, kind)
        except BaseException:
            with contextlib.suppress(Trouble):  # what stopped us is what the person must read
                shut(home)
            raise
        remember(home, port)
    greet(home, env, port, kind, time.monotonic() - start)
    return 0 if options.detach else watch(home, cluster, children)


def already_open(home: Home, options: Namespace) -> int:
    """Say that the town is open, and where; Trouble when a new one or another port was asked for."""
    if options.empty:
        kind_to_open(home, empty=True)
    if options.port and str(options.port) != remembered(home).get("port"):
        raise Trouble(
            f"町は もう {remembered(home).get('port', '?')} 番で開いています。",
            do=f"番号を変えるには ./otagai stop のあとで ./otagai up --port {options.port} を実行してください。",
            english="Already open on another port.",
        )
    line("もう開いています")
    return status(options)


def kind_to_open(home: Home, *, empty: bool) -> str:
    """Demo, real, or a founding that begins or goes on; Trouble when what is asked does not fit what is there."""
    there = home.kind()
    if empty:
        if reasons := town.why_not_empty(home, dict(os.environ)):
            raise Trouble(
                " / ".join(reasons), do="直してから、もう一度お試しください。", english="Not fit for a real town."
            )
        return town.FOUNDING
    if there == town.FOUNDING:
        raise Trouble(
            "町をはじめる途中で止まっています。",
            do="./otagai up --empty をもう一度実行してください。",
            english="Founding was interrupted.",
        )
    if there == town.REAL and (reasons := keys.why_not_real(home.keys, dict(os.environ))):
        raise Trouble(
            " / ".join(reasons), do="直してから、もう一度お試しください。", english="Not fit for a real town."
        )
    return there or town.DEMO


def open_town(home: Home, options: Namespace, port: int, kind: str) -> tuple[list[Child], Cluster, dict[str, str]]:
    """Every step from packages to the answering front page."""
    log = home.logs / "up.log"
    founding = town.ask_founding(options) if kind == town.FOUNDING else None
    with step("パッケージ") as remarks:
        remarks.append(packages.provide("prod", log=home.logs / "packages.log"))
    with step("鍵") as remarks:
        remarks.append(keys.provide(home.keys, log=log))
    if founding is not None:
        founding = town.sound_founding(home, options, founding, log=log)
    home.kind_file.write_text(kind + "\n")
    with step("データベース") as remarks:
        cluster = town.cluster_of(home, options.postgres)
        cluster.start()
        cluster.found_roles()
        if town.clear_unfinished_demo(home, cluster):
            remarks.append("途中だった見本の町を作り直します")
        cluster.found_database()
        remarks.append(str(cluster.binaries))
    env = town.environment(home, cluster, port=port, kind=kind)
    with ThreadPoolExecutor(1) as beside:
        drawn = beside.submit(town.collect_static, home, env, log=home.logs / "static.log")
        with step("表") as remarks:
            remarks.append(town.migrate(env, log=log))
        settle(home, cluster, env, founding)
        with step("画面の部品") as remarks:
            remarks.append(drawn.result())
    children = [serving.web(home, env, port), serving.worker(home, env)]
    with step("ページとしごと"):
        before = cluster.sql("SELECT now()")
        for child in children:
            child.start()
        serving.wait_for_front_page(children[0], f"http://{serving.HOST}:{port}/")
        serving.wait_for_worker(children[1], lambda: town.worker_reported(cluster, since=before))
    return children, cluster, env


def settle(home: Home, cluster: Cluster, env: dict[str, str], founding: town.Founding | None) -> None:
    """People for the demo, a founder for a real town, nothing for a town that lives already."""
    log = home.logs / "up.log"
    if founding is not None:
        with step("町のはじまり"):
            if town.empty(cluster):
                town.found_real_town(cluster, env, founding, log=log)
            home.kind_file.write_text(town.REAL + "\n")
    elif home.kind() == town.DEMO:
        with step("見本の町の人びと") as remarks:
            remarks.append(town.settle_demo(home, cluster, env, log=log))


def remember(home: Home, port: int) -> None:
    """Note the address, so that `status` and `manage` know it."""
    (home.run / "up.json").write_text(
        json.dumps({"port": port, "since": datetime.now().astimezone().isoformat(timespec="seconds")})
    )


def remembered(home: Home) -> dict[str, str]:
    """Port and starting time of the open town; empty when it is closed."""
    try:
        return {key: str(value) for key, value in json.loads((home.run / "up.json").read_text()).items()}
    except (OSError, ValueError):
        return {}


def greet(home: Home, env: dict[str, str], port: int, kind: str, seconds: float) -> None:
    """The address, and in the demo the log-ins."""
    line(f"\n開きました（{seconds:.0f} 秒）: http://{serving.HOST}:{port}/\n")
    if kind == town.DEMO:
        town.show_log_ins(env, log=home.logs / "up.log")
    elif kind == town.FOUNDING:
        line(FIRST_STEPS.format(address=f"http://{serving.HOST}:{port}"))
    line(f"記録: {home.logs}    止めるには Ctrl-C または ./otagai stop")


def watch(home: Home, cluster: Cluster, children: list[Child]) -> int:
    """Stay with the town: start again what fell over, end when somebody says stop, close everything on Ctrl-C."""
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, signal.default_int_handler)
    falls: list[float] = []
    try:
        while remembered(home):
            time.sleep(1)
            if remembered(home) and (fallen := pick_up(cluster, children)):
                falls = [moment for moment in falls if moment > time.monotonic() - 60] + [time.monotonic()]
                line(f"  止まったので、もう一度動かしました: {'・'.join(fallen)}")
            if len(falls) > TOO_OFTEN:
                shut(home)
                raise Trouble(
                    "町の一部が何度も止まるので、閉じました。", do=LOOK, log=children[0].log, english="Keeps falling."
                )
    except KeyboardInterrupt:
        line("\n町を閉じています…")
    shut(home)
    return 0


def pick_up(cluster: Cluster, children: list[Child]) -> list[str]:
    """Start again what fell over, the database first; returns the titles."""
    fallen = [child for child in children if not child.alive()]
    titles = [child.title for child in fallen]
    if not cluster.running():
        titles.insert(0, "データベース")
        with contextlib.suppress(Trouble):  # its last children may still be leaving: the next round tries again
            cluster.start()
    for child in fallen:
        child.start()
    return titles


def shut(home: Home) -> list[str]:
    """Stop whatever runs here, the pages first; returns the titles of what was running."""
    (home.run / "up.json").unlink(missing_ok=True)
    stopped = serving.stop_children(home)
    if home.kind() and town.cluster_of(home).stop():
        stopped.append("データベース")
    return stopped


def stop(_options: Namespace) -> int:
    """Close the town."""
    stopped = shut(ground.home())
    line(f"止めました: {'・'.join(stopped)}" if stopped else "動いていません。")
    return 0


def status(_options: Namespace) -> int:
    """How things are; exit code 0 when the town is open, 3 when it is closed."""
    home = ground.home()
    kind = {"": "まだありません", town.DEMO: "見本の町", town.REAL: "ほんとうの町", town.FOUNDING: "はじめる途中の町"}[
        home.kind()
    ]
    running = {name: notes.living(home.run / f"{name}.json") is not None for name in ("web", "worker")}
    line(f"町      {kind}（{home.root}）")
    if home.kind():
        line(f"データベース  {database_line(home)}")
    line(f"ページ    {AWAKE[running['web']]}")
    line(f"しごと    {AWAKE[running['worker']]}")
    if running["web"]:
        noted = remembered(home)
        line(f"住所     http://{serving.HOST}:{noted.get('port', '?')}/ （{noted.get('since', '')} から）")
    line(f"記録     {home.logs}")
    return 0 if all(running.values()) else 3


def database_line(home: Home) -> str:
    """How the cluster is, or why it cannot even be asked."""
    try:
        cluster = town.cluster_of(home)
    except Trouble as trouble:
        return trouble.what
    return f"{AWAKE[cluster.running()]}（{cluster.binaries}・{cluster.directory}）"
