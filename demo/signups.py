"""Some have signed up for the activities of the coming days: seats are left, one is full with a waiting line, hands are wanted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from uuid import NAMESPACE_URL, uuid5

from demo.rows import Rows
from otagai.base.accounts.acting import WORKER
from otagai.base.circles.scope import Scope, Zone, acting_in
from otagai.town.activities.models import Activity, HelpingSlot, SignUpTerms
from otagai.town.activities.queries import days_of
from otagai.town.organizations.models import Organization
from otagai.welcome.signups import actions
from otagai.welcome.signups.actions import Caller, Wish


@dataclass(frozen=True)
class Opened:
    """An activity one signs up for: how many fit, and where hands are wanted (task, from, until, how many)."""

    title: str
    capacity: int | None
    closes_days: int = 0
    guests: bool = True
    slots: tuple[tuple[str, int, int, int], ...] = ()
    word: str = ""


OPENED = (
    Opened("スマートフォンの小さな教室", 4, 1, slots=(("となりで いっしょに見る", 10, 12, 3),), word="自分のスマートフォンと めがねを 持ってきてください。"),
    Opened("もちつきと しめ縄づくり", 40, 3, slots=(("もち米を蒸す", 7, 9, 3), ("しめ縄を教える", 9, 12, 2)), word="アレルギーのある方は 書いてください。"),
    Opened("つくろいもの教室", 8),
    Opened("みんなの食堂 しおかぜ", None, guests=False, slots=(("料理", 15, 18, 4), ("皿あらい", 18, 20, 2))),
    Opened("浜そうじ", None, guests=False, slots=(("ごみ袋を配る", 7, 9, 2),)),
)  # fmt: skip
COMERS: tuple[tuple[str, str, int, int, str], ...] = (
    ("スマートフォンの小さな教室", "", 1, 1, "耳が遠いので 前の席だと うれしいです"),
    ("スマートフォンの小さな教室", "", 2, 2, ""),
    ("スマートフォンの小さな教室", "", 3, 1, ""),
    ("スマートフォンの小さな教室", "", 4, 1, "はじめてです"),
    ("スマートフォンの小さな教室", "", 5, 2, ""),
    ("スマートフォンの小さな教室", "となりで いっしょに見る", 6, 1, "学校の帰りに 行きます"),
    ("もちつきと しめ縄づくり", "", 7, 4, "小さい子が ふたりいます"),
    ("もちつきと しめ縄づくり", "", 8, 2, "車いすで行きます"),
    ("もちつきと しめ縄づくり", "もち米を蒸す", 9, 1, ""),
    ("もちつきと しめ縄づくり", "しめ縄を教える", 10, 1, ""),
    ("つくろいもの教室", "", 11, 1, ""),
    ("みんなの食堂 しおかぜ", "料理", 12, 1, ""),
)
"""Activity, task ("": comes as a guest), whose name, how many, what they wrote."""
NAMES = (
    "青木 すみ", "石川 と妻", "うさぎさん", "遠藤 清", "岡田（よしこ）", "カルロス", "木村家", "久保 進", "けいこ", "小池 茂", "佐久間", "島 あおい",
)  # fmt: skip


def open_up(rows: Rows, keeper: Organization) -> None:
    """社協 takes the sign-ups for the hosts."""
    activities = {each.title: each for each in rows.all_of(Activity)}
    for opened in OPENED:
        activity = activities[opened.title]
        rows.add(
            SignUpTerms(
                activity=activity, keeper=keeper, takes_guests=opened.guests, capacity=opened.capacity,
                closes_days=opened.closes_days, most_together=4, word=opened.word,
            )
        )  # fmt: skip
        if opened.slots:
            activity.helpers_wanted = []  # said by the tasks now, with how many are still wanted
        for task, start, end, wanted in opened.slots:
            rows.add(HelpingSlot(activity=activity, task=task, starts_at=time(start), ends_at=time(end), wanted=wanted))


def come(now: datetime) -> None:
    """They fill in the form on the next day it is held, and the worker opens what they sent."""
    with acting_in(Scope(zone=Zone.WORKER)):
        keys = dict(Activity.objects.filter(title__in=[each.title for each in OPENED]).values_list("title", "pk"))
        slots = {(slot.activity_id, slot.task): slot.pk for slot in HelpingSlot.objects.all()}
        days = days_of(list(keys.values()), start=now.date())
        closes = {opened.title: opened.closes_days for opened in OPENED}
        for title, task, who, seats, note in COMERS:
            pk = keys[title]
            coming = [held.on for held in days[pk].between(now.date(), 120) if not held.called_off]
            day = next((on for on in coming if (on - now.date()).days > closes[title]), None)
            if day is None:
                continue
            caller = Caller(NAMES[who - 1], f"0540000{who:03}", "", note)
            actions.sign_up(
                Wish(pk, day, slots.get((pk, task)), seats), caller, submission=uuid5(NAMESPACE_URL, f"mihon:comer:{who}"), at=now
            )  # fmt: skip
        actions.open_letters(by=WORKER, at=now)
