"""臨時の休み・臨時に開く日 of the salons: some stay shut on one of their days, some open on another one, as it is in every town."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from demo.rows import Rows
from otagai.kernel.opening import Opening as OpenTime
from otagai.kernel.opening import openings
from otagai.town.places.models import Opening, OpeningException, Place
from otagai.town.places.rules import rule_of


@dataclass(frozen=True)
class Differs:
    """What is different: `number` counts the coming times of the salon (0: the next one); no hours: it is shut then.

    `later`: so many days after that time, beside it.
    """

    salon: str
    number: int
    note: str
    hours: tuple[int, int] | None = None
    later: int = 0


DIFFERS = (
    Differs("港おしゃべりサロン", 0, "部屋の床を直すため"),
    Differs("港おしゃべりサロン", 2, "もちつき会。どなたでも", (9, 13), later=2),
    Differs("小川ひだまりサロン", 1, "世話人の研修のため"),
    Differs("大富よりあい処", 1, "午後は 大そうじ", (10, 11)),
    Differs("大村お茶の間", 2, "クリスマスのお茶会。子どもも どうぞ", (13, 16), later=2),
    Differs("東益津ふらっと", 0, "地区の防災訓練のため"),
    Differs("焼津えんがわ", 1, "会場が 投票所になるため"),
    Differs("大井川ゆうゆう", 3, "世話人が みな休むため"),
    Differs("ウェルカムカフェ", 1, "おためしの日。はじめての方 歓迎", (14, 16), later=1),
    Differs("石津公会堂サロン", 0, "公会堂の屋根を直すため"),
    Differs("小川男の台所", 1, "そば打ちの日（いつもより長く）", (10, 15)),
    Differs("吉永みんなの食堂", 2, "米の収かくの お祝い", (16, 20)),
)  # fmt: skip
LOOKED_AHEAD = 120


def set_apart(rows: Rows, *, today: date) -> None:
    """Write them for the coming weeks, each counted from the salon's own days; a salon that is not there has none."""
    places = {place.name: place for place in rows.all_of(Place)}
    for differs in DIFFERS:
        if (place := places.get(differs.salon)) and (day := when(rows, place, differs, today)):
            opens, closes = differs.hours or (None, None)
            rows.add(
                OpeningException(
                    place=place, day=day, note=differs.note, opens_at=None if opens is None else time(opens),
                    closes_at=None if closes is None else time(closes),
                )
            )  # fmt: skip


def when(rows: Rows, place: Place, differs: Differs, today: date) -> date | None:
    """The day on which it differs; None when the salon meets too seldom."""
    coming = coming_times(rows, place, today)[differs.number : differs.number + 1]
    return coming[0].on + timedelta(days=differs.later) if coming else None


def coming_times(rows: Rows, place: Place, today: date) -> list[OpenTime]:
    """The times of a salon by its rules alone, from tomorrow on."""
    rules = [
        rule_of(
            rule.weekdays, rule.weeks, rule.opens_at, rule.closes_at, rule.on_holidays, rule.closed_at_year_end, None, None
        )
        for rule in rows.all_of(Opening)
        if rule.place_id == place.pk
    ]  # fmt: skip
    return openings(rules, (), today + timedelta(days=1), LOOKED_AHEAD)
