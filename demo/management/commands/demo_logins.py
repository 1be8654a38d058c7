"""`demo_logins`: what a newcomer can try, in the order of the story."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse

from demo import loading, with_an_answer
from demo.logins import LOGINS, PASSPHRASE, WINDOW_TOKENS


class Command(BaseCommand):
    """見本の町で ためせること."""

    help = "見本の町の 利用者名・合言葉・アドレスと、ためし方を表示します。"

    def handle(self, *args: Any, **options: Any) -> None:
        """Print addresses, then the story, then everybody."""
        if reasons := loading.why_not():
            raise CommandError("・".join(reasons))
        self.stdout.write("\n".join([*self.addresses(), "", *self.story(), "", *self.people()]))

    def addresses(self) -> list[str]:
        """Where to go."""
        town = settings.OTAGAI_ORIGIN.rstrip("/")
        return [
            "■ 見本の町（人・団体・相談は すべて架空です）",
            f"  住民のページ    {town}{reverse('portal:home')}",
            f"  職員の机        {town}{reverse('desk:today')}   合言葉は みな {PASSPHRASE}",
            *(
                f"  窓口のページ    {town}{reverse('portal:window', args=[token])}   {place}"
                for place, token in WINDOW_TOKENS
            ),
            *self.answered_letter(town),
        ]

    def answered_letter(self, town: str) -> list[str]:
        """The letter that has its answer."""
        with transaction.atomic():
            known = with_an_answer.number_and_passphrase()
        return (
            [f"  返事を見る      {town}{reverse('portal:reply')}   受付番号 {known[0]}・合言葉 {known[1]}"]
            if known
            else []
        )

    def story(self) -> list[str]:
        """The story of the front door, step by step."""
        return [
            "■ ためし方（ひとつの相談を さいごまで）",
            "  1. 窓口のページ（港おしゃべりサロン）で「つながりカードを書く」",
            "  2. mori（社協のCSW）で入り、今日の机 → 受け止める → 記録する → 本人を記録する → つなぐ（東地域包括支援センターへ）",
            "  3. ito（東の包括）で入り、手紙を読んで 引受 → 最初の連絡 → 結果を知らせる（nishi には 見えません）",
            "  4. mori にもどり、答えを返す。窓口のページに お礼のことばが出ます",
            "  5. 担当する団体（いまは包括なので ito）で 結果を選んで 終える",
        ]

    def people(self) -> list[str]:
        """Everybody one can be."""
        lines = [f"  {name:<9} {duty}（{place}）— {to_try}" for name, duty, place, to_try in LOGINS]
        return ["■ 入れる人", *lines]
