"""`load_demo`: the sample town moves in."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from demo import loading

OPEN_DATA = Path(__file__).resolve().parents[2] / "yaizu"


class Command(BaseCommand):
    """見本の町を用意する."""

    requires_system_checks = ()  # they import every page; none is needed to move in
    help = "見本の町（架空の人・団体・相談）を 空のデータベースに用意します。OTAGAI_DEMO=1 のときだけ使えます。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Size and seed: the same seed gives the same town."""
        parser.add_argument("--size", type=int, default=loading.SIZE, help="人の数")
        parser.add_argument("--seed", type=int, default=loading.SEED, help="同じ数なら 同じ町になります")
        parser.add_argument("--consultations", type=int, default=None, help="相談の数（ふつうは 人の数から）")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse where it must not be, say so where it already is, else load everything or nothing."""
        if reasons := loading.why_not():
            raise CommandError("・".join(reasons))
        if standing := loading.standing_here():
            if standing != loading.NAME:
                raise CommandError(
                    f"ここには もう「{standing}」があります。見本の町は 空のデータベースにだけ 用意できます。"
                )
            self.stdout.write("見本の町は もう用意されています。何も変えませんでした。")
            return
        began = monotonic()
        with loading.as_owner():
            call_command("import_open_data", str(OPEN_DATA), stdout=self.stdout)
            loaded = loading.load(
                size=options["size"],
                seed=options["seed"],
                now=timezone.localtime(),
                consultations=options["consultations"],
            )
        self.stdout.write(
            f"見本の町: 人 {loaded.people}・世帯 {loaded.households}・相談 {loaded.consultations}・窓口 {loaded.windows}・"
            f"団体 {loaded.organizations}・アカウント {loaded.accounts}（{monotonic() - began:.1f} 秒）"
        )
