"""From an empty directory to an open town: cluster, tables, people of the demo or a real town's founder."""

from __future__ import annotations

import getpass
import hashlib
import os
import re
import sys
from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ops import ground, keys, packages, postgres
from ops.ground import Home
from ops.postgres import DATABASE, Cluster
from ops.say import Trouble, line

DEMO, REAL, FOUNDING = (
    "demo",
    "real",
    "founding",
)  # what the note `kind` may say; founding: the first start was interrupted
UNUSED = ("hx-*.js", "htmx-2-compat-*.js")  # htmx extensions we never load; one names an import that does not exist
SHORTEST = 10  # letters of a passphrase, as the town itself demands
READ_LOG = "下の記録を見てください。直してから、もう一度 同じ命令を実行できます。"


@dataclass(frozen=True)
class Founding:
    """What a real town needs at the start: its name, code and telephone, and its first administrator."""

    name: str
    code: str
    phone: str
    admin: str
    passphrase: str


def cluster_of(home: Home, major: int | None = None) -> Cluster:
    """The lasting cluster of a town."""
    return postgres.cluster(home.town, lasting=True, major=major)


def environment(home: Home, cluster: Cluster, *, port: int, kind: str) -> dict[str, str]:
    """The contract with settings.py (docs/operations.md), for the demo or a real town."""
    return {
        **cluster.environment(os.environ.get("OTAGAI_DB_ROLE") or "app"),
        "OTAGAI_KEYS": str(home.keys),
        "OTAGAI_STATIC_ROOT": str(home.static),
        "OTAGAI_MAIL_DIR": str(home.mail),
        "OTAGAI_ORIGIN": os.environ.get("OTAGAI_ORIGIN") or f"http://127.0.0.1:{port}",
        "OTAGAI_DEMO": "1" if kind == DEMO else "0",
        "OTAGAI_TESTING": "0",
        "OTAGAI_CHECKING": "0",
    }


def django(*words: str, env: dict[str, str], log: Path, what: str, text: str | None = None) -> str:
    """Run a Django command of the town; returns what it printed."""
    command: list[str | Path] = [ground.PYTHON, "-m", "django", *words]
    return ground.run(command, log=log, env=ground.environment(env), what=what, do=READ_LOG, text=text)


def migrate(env: dict[str, str], *, log: Path) -> str:
    """Bring the tables up to date, as their owner; returns a remark."""
    said = django(
        "migrate",
        "--noinput",
        "--skip-checks",  # they import every page; makemigrations --check and the tests run them
        "--verbosity",
        "1",
        env=env | {"OTAGAI_DB_ROLE": "owner"},
        log=log,
        what="データベースの表を用意できませんでした。",
    )
    count = said.count("... OK") or said.count(" OK\n")
    return f"{count} 件を適用" if count else "最新です"


def empty(cluster: Cluster) -> bool:
    """True when nobody has an account yet (asked as superuser: row-level security hides nothing from it)."""
    return not cluster.sql("SELECT 1 FROM accounts_user LIMIT 1", database=DATABASE)


def worker_reported(cluster: Cluster, *, since: str) -> bool:
    """True when a worker has given a sign of life in the town's database after the moment `since`."""
    seen = cluster.sql("SELECT max(last_heartbeat) FROM procrastinate_workers", database=DATABASE)
    return seen > since  # both as PostgreSQL writes them in UTC: comparable as text


def settle_demo(home: Home, cluster: Cluster, env: dict[str, str], *, log: Path) -> str:
    """Let the fictional people move in when the town is empty; a town that was left half-filled is emptied first."""
    unfinished = home.run / "demo-is-being-loaded"
    if not unfinished.exists() and not empty(cluster):
        return "もう住んでいます"
    unfinished.touch()
    django("load_demo", env=env, log=log, what="見本の町の人びとを用意できませんでした。")
    unfinished.unlink()
    return "引っ越してきました"


def clear_unfinished_demo(home: Home, cluster: Cluster) -> bool:
    """Drop the database of a demo town whose loading was interrupted; returns True when there was one."""
    if home.kind() != DEMO or not (home.run / "demo-is-being-loaded").exists():
        return False
    cluster.sql(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
    (home.run / "demo-is-being-loaded").unlink()
    return True


def found_real_town(cluster: Cluster, env: dict[str, str], founding: Founding, *, log: Path) -> None:
    """Write the municipality and its first administrator into the empty town."""
    django(
        *founding_words(founding),
        "--skip-checks",
        env=env,
        log=log,
        text=founding.passphrase + "\n",
        what="町をはじめられませんでした。",
    )
    if empty(cluster):
        raise Trouble("最初の管理者が登録されていません。", do=READ_LOG, log=log, english="found_town left no account.")


def why_not_founding(home: Home, founding: Founding, *, log: Path) -> list[str]:
    """What the town itself finds wrong in the answers, asked before there is a database; none when it can begin."""
    said = django(
        *founding_words(founding),
        "--only-ask",
        "--skip-checks",
        env={"OTAGAI_KEYS": str(home.keys), "OTAGAI_DEMO": "0", "OTAGAI_TESTING": "0", "OTAGAI_CHECKING": "0"},
        log=log,
        text=founding.passphrase + "\n",
        what="答えを確かめられませんでした。",
    )
    return said.splitlines()


def founding_words(founding: Founding) -> tuple[str, ...]:
    """The command that founds the town, with the answers."""
    names = ("name", "code", "phone", "admin")
    return "found_town", *(word for name in names for word in (f"--{name}", getattr(founding, name)))


def sound_founding(home: Home, options: Namespace, founding: Founding, *, log: Path) -> Founding:
    """Answers with which the town can begin; who sits at a terminal is asked again, with the earlier answers at hand."""
    while reasons := why_not_founding(home, founding, log=log):
        if not sys.stdin.isatty():
            raise Trouble(
                " / ".join(reasons), do="直してから、もう一度 同じ命令を実行してください。", english="Answers refused."
            )
        line(
            "\n".join(
                ["", *(f"  {reason}" for reason in reasons), "  直すところだけ 書いてください（Enter でそのまま）"]
            )
        )
        founding = ask_founding(options, before=founding)
    return founding


def why_not_empty(home: Home, environment: dict[str, str]) -> list[str]:
    """Reasons why `up --empty` must not start here; none when it may."""
    reasons = keys.why_not_real(home.keys, environment)
    if home.kind() == DEMO:
        reasons.append(
            f"{home.root} には見本の町があります。ほんとうの町は 別の場所で: OTAGAI_HOME=... ./otagai up --empty"
        )
    if home.kind() == REAL:
        reasons.append("ここには もう町があります。--empty をつけずに ./otagai up を実行してください。")
    return reasons


def ask_founding(options: Namespace, before: Founding | None = None) -> Founding:
    """The founding facts from the options, the environment (OTAGAI_TOWN_NAME …), or by asking; `before`: answers to keep or change."""

    def ask(name: str, variable: str, question: str, fits: str = ".+") -> str:
        given_before = getattr(before, name) if before else ""
        option = None if before else getattr(options, name)
        return given(option, variable, question, fits=fits, before=given_before)

    return Founding(
        ask("name", "OTAGAI_TOWN_NAME", "市町村の名前 (例: 〇〇市)"),
        ask("code", "OTAGAI_TOWN_CODE", "全国地方公共団体コード (6けたの数字)", "[0-9]{6}"),
        ask("phone", "OTAGAI_TOWN_PHONE", "相談の窓口の電話番号"),
        ask("admin", "OTAGAI_TOWN_ADMIN", "最初の管理者の利用者名 (半角の英小文字と数字)", "[A-Za-z0-9._-]+"),
        passphrase(),
    )


def given(option: str | None, variable: str, question: str, *, fits: str = ".+", before: str = "") -> str:
    """An answer from the option, the variable or the person, who is asked until it fits; Trouble when nobody can be asked."""
    answer = "" if before else option or os.environ.get(variable) or ""
    shown = f"{question} [{before}]" if before else question
    while sys.stdin.isatty() and not re.fullmatch(fits, answer):
        answer = typed(input, f"  {shown}: ").strip() or before
    if not re.fullmatch(fits, answer):
        raise Trouble(
            f"「{question}」が まだ決まっていないか、書き方が違います。",
            do=f"{variable}=... を設定するか、./otagai up --help を見てください。",
            english=f"{variable} is missing or malformed.",
        )
    return answer


def passphrase() -> str:
    """The administrator's passphrase: typed twice at a terminal until it fits, or the first line of standard input."""
    if not sys.stdin.isatty():
        first = sys.stdin.readline().rstrip("\n")
        if wrong := why_not_passphrase(first, first):
            raise Trouble(
                wrong, do="決めなおして、もう一度 同じ命令を実行してください。", english="Passphrase refused."
            )
        return first
    while True:
        first = typed(getpass.getpass, f"  管理者の合言葉 ({SHORTEST}文字以上。画面には出ません): ")
        again = typed(getpass.getpass, "  もう一度: ")
        if not (wrong := why_not_passphrase(first, again)):
            return first
        line(f"  {wrong}")


def why_not_passphrase(first: str, again: str) -> str:
    """What can be said before the town is there; common words and names are refused by the town itself."""
    if first != again:
        return "2回の合言葉が違いました。"
    return "" if len(first) >= SHORTEST else f"合言葉が短すぎます。{SHORTEST}文字以上にしてください。"


def typed(ask: Callable[[str], str], question: str) -> str:
    """What somebody types; Trouble when the keyboard is gone (Ctrl-D)."""
    try:
        return ask(question)
    except EOFError as gone:
        raise Trouble(
            "途中で終わりました。", do="もう一度 同じ命令を実行してください。", english="End of input."
        ) from gone


def static_fingerprint() -> str:
    """Changes whenever a static file, the storage code or a package changes."""
    digest = hashlib.sha256(packages.fingerprint(packages.REQUIREMENTS / "prod.txt").encode())
    source = ground.CHECKOUT / "src" / "otagai"
    for file in sorted(
        [*source.glob("**/static/**/*"), *source.glob("base/ui/storage.py"), *source.glob("config/*.py")]
    ):
        if file.is_file():
            found = file.stat()
            digest.update(f"{file.relative_to(source)} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def collect_static(home: Home, env: dict[str, str], *, log: Path) -> str:
    """Collect static files under hashed names; skipped when nothing changed."""
    stamp, now = home.run / "static.stamp", static_fingerprint()
    if home.static.exists() and stamp.exists() and stamp.read_text() == now:
        return "変わりなし"
    django(
        "collectstatic",
        "--noinput",
        *(f"--ignore={pattern}" for pattern in UNUSED),
        "--clear",
        "--verbosity",
        "0",
        env=env,
        log=log,
        what="画面の部品をそろえられませんでした。",
    )
    stamp.write_text(now)
    return "そろえました"


def show_log_ins(env: dict[str, str], *, log: Path) -> None:
    """The log-ins of the demo town, as the demo itself lists them."""
    line(django("demo_logins", env=env, log=log, what="見本の町の利用者名を読めませんでした。").rstrip())
