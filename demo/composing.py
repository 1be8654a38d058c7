"""Short voices become stories: a door, a way they went, and the words that staff wrote down."""

from __future__ import annotations

import random
from collections.abc import Iterator

from demo.households import Home, Part
from demo.script import (
    ALL,
    GIST,
    WHO,
    Story,
    Turn,
    answered,
    declined,
    ended,
    first_met,
    gave_back,
    joined,
    knew,
    met,
    no_answer,
    note,
    read,
    received,
    result,
    sent,
    supported,
    took,
    waits,
    watched,
)  # fmt: skip
from demo.stories import replies
from demo.stories.voices import VOICES, Voice
from otagai.welcome.intake.words import About, Door, Kind, Knows, Method, Origin, ReplyBy, Theme, Urgency
from otagai.welcome.referrals.words import HandBackReason

DOORS = [
    (Door.PHONE, 30), (Door.CARD, 28), (Door.VISIT, 12), (Door.WEB, 12), (Door.OUTREACH, 5), (Door.WATCH, 4), (Door.ORGANIZATION, 4),
    (Door.SURVEY, 3), (Door.COURSE, 2),
]  # fmt: skip
METHODS = (Method.PHONE, Method.VISIT, Method.VISIT, Method.DESK, Method.ACCOMPANY)
NEIGHBOURS = ("となりの人", "班長さん", "友人", "近くの店の人")
RELATIVES = {
    Part.ELDER: ("娘さん", "息子さん", "お嫁さん"),
    Part.CHILD: ("お母さん", "お父さん"),
    Part.GROWN_CHILD: ("お母さん",),
}
HEARD = ("お名前と電話から", "訪問して", "ご本人から", "民生委員さんの紹介で", "カナと住所が同じ")
OTHER_HOLDERS = ("houkatsu_e", "houkatsu_w", "houkatsu_s", "houkatsu_o", "child", "livelihood", "disability")


class Composer:
    """Makes stories out of short voices, each a little different."""

    def __init__(self, *, seed: int) -> None:
        self.chance = random.Random(f"{seed}:composing")
        self.pile: list[Voice] = []

    def stories(self) -> Iterator[Story]:
        """One after the other, without end; every voice is heard before one is heard again."""
        while True:
            if not self.pile:
                self.pile = list(VOICES)
                self.chance.shuffle(self.pile)
            yield self.story(self.pile.pop())

    def story(self, voice: Voice) -> Story:
        """One voice through one door."""
        chance = self.chance
        door = chance.choices([door for door, _ in DOORS], [weight for _, weight in DOORS])[0]
        wish = voice.themes[0].startswith("wish_")
        breath = chance.choice(replies.WISH_BREATH if wish else replies.SECOND_BREATH)
        holder = self.holder(door, voice)
        origin, reply = self.origin(door, voice)
        kind = (
            Kind.WISH
            if wish
            else Kind.NOTICE
            if voice.about is About.NEIGHBOUR and chance.random() < 0.5
            else Kind.WORRY
        )
        return Story(
            key="", said=f"{voice.text}{breath}", themes=self.themes(voice), turns=tuple(self.turns(voice, door, origin, holder)),
            door=door, kind=kind, about=voice.about, home=voice.home, part=voice.part,
            caller=self.caller(voice), origin=origin,
            urgency=chance.choices([Urgency.ANYTIME, Urgency.THIS_WEEK], [8, 2])[0],
            knows=Knows.YES if voice.about is About.SELF else chance.choice(tuple(Knows)), reply_by=reply,
            safe_time=chance.choice(("", "", "平日の午前中", "夕方6時以降", "いつでも", "日曜以外")), holder=holder,
        )  # fmt: skip

    def caller(self, voice: Voice) -> str:
        """Who says it, seen from the one it is about."""
        if voice.about is About.SELF:
            return ""
        return self.chance.choice(
            NEIGHBOURS if voice.about is About.NEIGHBOUR else RELATIVES.get(voice.part, ("ご家族",))
        )

    def themes(self, voice: Voice) -> tuple[Theme, ...]:
        """Its own theme, now and then a second one: worries seldom come alone."""
        if voice.themes[0].startswith("wish_") or self.chance.random() < 0.6:
            return voice.themes
        second = self.chance.choice((Theme.LONELY, Theme.MONEY, Theme.HEALTH, Theme.MIND))
        return voice.themes if second in voice.themes else (*voice.themes, second)

    def holder(self, door: Door, voice: Voice) -> str:
        """Letters come to 社協; who calls or visits sometimes reaches an agency directly."""
        if door in (Door.CARD, Door.WEB) or self.chance.random() < 0.6:
            return "shakyo"
        if voice.part is Part.ELDER:
            return self.chance.choice(OTHER_HOLDERS[:4])
        return voice.to if voice.to in OTHER_HOLDERS else self.chance.choice(OTHER_HOLDERS)

    def origin(self, door: Door, voice: Voice) -> tuple[Origin, ReplyBy]:
        """Who must hear what became of it, and how."""
        if door is Door.CARD:
            return Origin.WINDOW, ReplyBy.NONE if voice.about is not About.SELF else ReplyBy.PHONE
        if door is Door.ORGANIZATION:
            return Origin.ORGANIZATION, ReplyBy.PHONE
        if door in (Door.SURVEY, Door.WEB) and self.chance.random() < 0.3:
            return Origin.ANONYMOUS, ReplyBy.NONE
        reply = ReplyBy.MAIL if door is Door.WEB and self.chance.random() < 0.4 else ReplyBy.PHONE
        return Origin.PERSON if voice.about is About.SELF else Origin.FAMILY, reply

    def turns(self, voice: Voice, door: Door, origin: Origin, holder: str) -> Iterator[Turn]:
        """What followed, one of several usual ways."""
        chance = self.chance
        yield received(chance.choice((0.1, 0.3, 0.8, 1)))
        if chance.random() < 0.25:
            yield no_answer(chance.uniform(0.5, 2), chance.choice((Method.PHONE, Method.VISIT)))
        yield self.met(chance.uniform(0.6, 3), replies.FIRST_CONTACT)
        known = chance.random() < 0.8
        if known:
            yield knew(0.02, chance.choice(HEARD))
        early = chance.random() < 0.6
        if early:
            yield self.answer(origin)
        way = chance.choices(["direct", "refer", "watch", "support"], [40, 38, 12, 10])[0]
        if way == "refer" and voice.to not in ("shakyo", holder):
            yield from self.referral(voice, known)
        elif way == "support":
            yield supported(chance.uniform(1, 3), "次の面談の日を決める", 14)
            for _ in range(chance.randint(2, 5)):
                yield self.met(chance.uniform(6, 12), replies.LATER_CONTACT, next_days=14)
        else:
            for _ in range(chance.randint(0, 3)):
                yield self.met(chance.uniform(3, 6), replies.LATER_CONTACT)
        if chance.random() < 0.15:
            yield note(chance.uniform(0.5, 2), "地区の会議で、名前を出さずに同じような声がないか聞いた。")
        if not early:
            yield self.answer(origin)
        yield from self.closing(voice, way)

    def answer(self, origin: Origin) -> Turn:
        """What became of it, told to whoever asked; some want no answer."""
        days = self.chance.uniform(0.4, 3)
        if origin is Origin.ANONYMOUS:
            return declined(days, "名前を言わない方で、知らせはいらないとのこと")
        return answered(days, self.chance.choice(replies.ANSWER), Method.PHONE)

    def closing(self, voice: Voice, way: str) -> Iterator[Turn]:
        """The end, or the watching."""
        chance = self.chance
        if way == "watch":
            yield watched(chance.uniform(0.5, 3))
        else:
            outcome, text = chance.choice((*replies.ENDINGS.get(voice.themes[0], ()), *replies.ANY_ENDING))
            yield ended(chance.uniform(1, 6), outcome, text)

    def met(self, days: float, bank: tuple[str, ...], *, next_days: int = 0) -> Turn:
        """A contact in words of the bank."""
        minutes = self.chance.choice((10, 15, 20, 30, 45, 60))
        return met(days, self.chance.choice(METHODS), self.chance.choice(bank), minutes=minutes, next_days=next_days)

    def referral(self, voice: Voice, known: bool) -> Iterator[Turn]:
        """A baton to whoever could help; sometimes it comes back first."""
        chance, request = self.chance, replies.REQUEST[voice.to]
        items = chance.choice((WHO, ALL)) if known else GIST
        yield sent(chance.uniform(0.5, 2), voice.to, request, items)
        while chance.random() < 0.14:
            reason, text, suggestion = chance.choice(replies.HAND_BACK)
            yield read(chance.uniform(0.3, 1))
            yield gave_back(chance.uniform(0.5, 2), HandBackReason(reason), text, suggestion)
            yield sent(chance.uniform(0.5, 2), voice.to, request, items)
        yield read(chance.uniform(0.2, 1.5))
        if chance.random() < 0.2:
            yield waits(chance.uniform(0.2, 0.8), chance.randint(6, 15), chance.choice(replies.HOLD))
        yield joined(chance.uniform(0.3, 2)) if chance.random() < 0.3 else took(chance.uniform(0.3, 2))
        yield first_met(chance.uniform(0.5, 3), chance.choice(METHODS), chance.choice(replies.TAKER_CONTACT))
        for _ in range(chance.randint(0, 2)):
            yield self.met(chance.uniform(3, 6), replies.LATER_CONTACT)
        yield result(chance.uniform(4, 12), chance.choice(replies.RESULT[voice.to]))


__all__ = ["Composer", "Home"]
