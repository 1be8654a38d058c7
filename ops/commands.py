"""The commands of the launcher and the words with which they are given."""

from __future__ import annotations

import argparse
import errno
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from ops import caring, ground, living, say, trial
from ops.say import Trouble, lament, line

HELP = """お互いさま — まちの困りごとと やってみたいことを、みんなで受けとめる道具

  ./otagai up          見本の町を開く（はじめての方は ここから）
  ./otagai up --empty  ほんとうの町を はじめる
  ./otagai test        正しく動くことを確かめる
"""


def parser() -> argparse.ArgumentParser:
    """All commands with their words."""
    top = argparse.ArgumentParser(
        prog="./otagai", description=HELP, formatter_class=argparse.RawDescriptionHelpFormatter, add_help=True
    )
    commands = top.add_subparsers(dest="command", metavar="命令")
    up = commands.add_parser("up", allow_abbrev=False, help="町を開く")
    up.add_argument("--empty", action="store_true", help="見本ではない、ほんとうの空の町を はじめる")
    up.add_argument("--port", type=int, default=None, help="番号 (はじめは 8070)")
    up.add_argument("--detach", action="store_true", help="開いたら 手元に戻る (止めるときは ./otagai stop)")
    up.add_argument("--postgres", type=int, default=None, metavar="15|18", help="新しい町を作るときの PostgreSQL の版")
    for name, what in (
        ("name", "市町村の名前"),
        ("code", "団体コード"),
        ("phone", "窓口の電話番号"),
        ("admin", "最初の管理者の利用者名"),
    ):
        up.add_argument(f"--{name}", default=None, help=f"--empty のとき: {what}")
    commands.add_parser("stop", allow_abbrev=False, help="町を閉じる")
    commands.add_parser("status", allow_abbrev=False, help="いまのようす")
    test = commands.add_parser(
        "test", allow_abbrev=False, help="すべての試験 (pytest の指定を続けられます。そのときは check を省きます)"
    )
    test.add_argument("--postgres", default="", metavar="15|18|all", help="PostgreSQL の版")
    commands.add_parser("check", allow_abbrev=False, help="書き方・型・決まりごとを 数秒で確かめる")
    backup = commands.add_parser("backup", allow_abbrev=False, help="町をまるごと 1つのファイルに残す")
    backup.add_argument("file", type=Path, metavar="FILE")
    restore = commands.add_parser("restore", allow_abbrev=False, help="残したファイルから 新しい場所に町を戻す")
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument("--into", type=Path, default=None, metavar="DIR", help="戻す場所 (空か、まだない場所)")
    restore.add_argument("--postgres", type=int, default=None, metavar="15|18", help="戻す先の PostgreSQL の版")
    bench = commands.add_parser("bench", allow_abbrev=False, help="速さを はかる")
    bench.add_argument("name", metavar="NAME")
    gates = commands.add_parser("gates", allow_abbrev=False, help="長くて意地悪な試験")
    gates.add_argument("name", nargs="?", default="", metavar="NAME")
    commands.add_parser("manage", allow_abbrev=False, help="Django の命令を 正しい設定で実行する")
    return top


ACTIONS = {
    "up": living.up,
    "stop": living.stop,
    "status": living.status,
    "backup": caring.backup,
    "restore": caring.restore,
    "manage": caring.manage,
    "test": trial.test,
    "check": trial.check,
    "bench": trial.bench,
    "gates": trial.gates,
}
PASS_ON = {"test", "bench", "gates", "manage"}  # commands whose further words belong to somebody else


def main(words: Sequence[str]) -> int:
    """Do what the words ask; returns the exit code. Trouble is said in Japanese, never as a traceback."""
    say.speak_utf8()
    known, others = parser().parse_known_args(list(words))
    if known.command is None:
        parser().print_help()
        return 2
    if others and known.command not in PASS_ON:
        parser().error(f"わからない言葉があります: {' '.join(others)}")
    known.others = words[1:] if known.command == "manage" else [word for word in others if word != "--"]
    try:
        ground.require_linux()
        return ACTIONS[known.command](known)
    except Trouble as trouble:
        lament(trouble)
        return trouble.code
    except BrokenPipeError:  # whoever read along has left, as in `./otagai status | head -1`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        line("\n途中でやめました。")
        return 130
    except Exception as error:
        lament(unexpected(error))
        return 1


def unexpected(error: Exception) -> Trouble:
    """Something nobody foresaw: the details go to a log, the person learns what to try."""
    log = noted(error)
    if isinstance(error, OSError) and error.errno == errno.EROFS:
        return Trouble(
            f"{error.filename or 'この場所'} には書き込めません（読むだけの場所です）。",
            do="書き込める場所に このフォルダーを写して、そこで動かしてください。",
            log=log,
            english=str(error),
        )
    if isinstance(error, PermissionError):
        return Trouble(
            f"{error.filename or 'ファイル'} に さわれません。",
            do="前に別の利用者 (root など) で動かした場所なら、同じ利用者で動かしてください。"
            "または OTAGAI_HOME で別の場所を選んでください。",
            log=log,
            english=str(error),
        )
    if isinstance(error, OSError):
        return Trouble(
            "ファイルの読み書きができませんでした。",
            do="ディスクの空き (df -h) を確かめてください。",
            log=log,
            english=str(error),
        )
    return Trouble(
        "思いがけないことが起きました。",
        do="下の記録をそえて知らせてください。",
        log=log,
        english=f"{type(error).__name__}: {error}",
    )


def noted(error: Exception) -> Path | None:
    """The log to which the details were added; None where nothing can be written."""
    log = ground.home().logs / "otagai.log"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as file:
            traceback.print_exception(error, file=file)
    except OSError:
        return None
    return log
