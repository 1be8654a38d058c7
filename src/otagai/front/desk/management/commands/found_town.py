"""`found_town`: begin a real, empty town. The administrator's passphrase comes as the first line of standard input."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from otagai.base.circles.scope import Scope, acting_in
from otagai.base.safekeeping.errors import RuleBroken
from otagai.front.desk.founding import Founding, found, why_not_so

DESK = "福祉の相談窓口"


class Command(BaseCommand):
    """Found the town of this installation."""

    help = "ほんとうの町をはじめます（一度だけ）。合言葉は標準入力の1行目から読みます。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Name, code and telephone of the town, and the first administrator."""
        parser.add_argument("--name", required=True, help="市町村の名前")
        parser.add_argument("--code", default="", help="全国地方公共団体コード（6けた）")
        parser.add_argument("--phone", required=True, help="相談の窓口の電話番号")
        parser.add_argument("--desk-name", default=DESK, help=f"相談の窓口の名前（はじめは「{DESK}」）")
        parser.add_argument("--admin", required=True, help="最初の管理者のユーザー名")
        parser.add_argument(
            "--only-ask", action="store_true", help="はじめずに、直すところだけを言う（なければ 何も言わない）"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Found it, or say what must be put right."""
        founding = Founding(
            name=options["name"].strip(), code=options["code"].strip(), desk_name=options["desk_name"].strip(),
            desk_phone=options["phone"].strip(), admin=options["admin"].strip(),
            passphrase=sys.stdin.readline().rstrip("\r\n"),
        )  # fmt: skip
        if options["only_ask"]:
            self.stdout.write("\n".join(why_not_so(founding)), ending="")
            return
        try:
            with acting_in(Scope(why="町をはじめる", origin="found_town")):
                admin = found(founding)
        except RuleBroken as broken:
            raise CommandError("\n".join(broken.reasons)) from broken
        self.stdout.write(f"{founding.name}をはじめました。最初の管理者：{admin.username}")
