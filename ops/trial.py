"""The commands that prove something: test, check, gates, bench."""

from __future__ import annotations

import subprocess
from argparse import Namespace

from ops import browser, ground, packages, postgres, proving
from ops.ground import CHECKOUT, PYTHON
from ops.proving import Count
from ops.say import Trouble, line, step


def test(options: Namespace) -> int:
    """All tests; with further words for pytest just those tests, without the checks."""
    home = ground.home().prepare()
    log = home.logs / "test.log"
    provide_tools(home)
    with step("ブラウザー") as remarks:
        seen, remark = browser.provide(log=log)
        remarks += [remark, browser.try_it(seen, log=log)]
    codes: list[int] = []
    if not options.others:
        line("書き方と決まりごと")
        codes.append(0 if proving.check() else 1)
    total = Count()
    for major in proving.majors(options.postgres):
        with proving.passing_cluster(home, major) as cluster:
            line(f"試験（{cluster.binaries}）")
            proving.trial_ground(home, log=log)
            code, count = proving.pytest(options.others, proving.trial_environment(home, cluster) | seen, home)
        codes.append(code)
        total += count
    line(f"\n{total}")
    return 0 if not any(codes) and total.passed and not total.failed else 1


def check(_options: Namespace) -> int:
    """Style, types, import rules."""
    provide_tools(ground.home().prepare())
    return 0 if proving.check() else 1


def gates(options: Namespace) -> int:
    """The long, adversarial tests: all of them, or those whose name holds NAME."""
    home = ground.home().prepare()
    log = home.logs / "test.log"
    require("tests/gates", what="門の試験")
    provide_tools(home)
    seen, _remark = browser.provide(log=log)
    narrowed = ["-k", options.name] if options.name else []
    with proving.passing_cluster(home, None) as cluster:
        proving.trial_ground(home, log=log)
        env = proving.trial_environment(home, cluster) | seen
        code, count = proving.pytest(
            ["tests/gates", "-m", "gate", "-s", *narrowed, *options.others], env, home, both_cores=False
        )
    line(f"\n{count}")
    return code


def bench(options: Namespace) -> int:
    """One bench, on a lasting cluster of its own."""
    home = ground.home().prepare()
    require("bench/run.py", what="速さをはかる道具")
    provide_tools(home)
    cluster = postgres.cluster(home.root / "bench", lasting=True)
    started = cluster.start()
    try:
        cluster.found_roles()
        cluster.found_database()
        proving.trial_ground(home, log=home.logs / "test.log")
        env = proving.trial_environment(home, cluster) | cluster.environment("app")
        command = [PYTHON, "bench/run.py", options.name, *options.others]
        return subprocess.run(command, cwd=CHECKOUT, env=ground.environment(env), check=False).returncode
    finally:
        if started:
            cluster.stop()


def provide_tools(home: ground.Home) -> None:
    """The packages of `dev`."""
    with step("パッケージ") as remarks:
        remarks.append(packages.provide("dev", log=home.logs / "packages.log"))


def require(path: str, *, what: str) -> None:
    """Trouble when the thing to run is not there."""
    if not (CHECKOUT / path).exists():
        raise Trouble(
            f"{what}（{path}）が まだありません。",
            do="新しい版にしてから お試しください。",
            english=f"{path} is missing.",
        )
