"""Telling a story from its script: who acts at each turn, and on which working day."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Protocol

from demo.names import SURNAMES
from demo.organizations import support_center_of
from demo.people import Dwelling
from demo.script import Story, Turn
from otagai.base.accounts.acting import WORKER, Acting
from otagai.kernel.working_days import is_working_day
from otagai.town.organizations.models import Organization
from otagai.town.people.models import Person
from otagai.welcome.intake.actions import Arrival
from otagai.welcome.intake.words import About, Door, Method, Origin, Outcome, RecordKind, ReplyBy, State
from otagai.welcome.referrals.words import HandBackReason

FROM_OUTSIDE = (Door.CARD, Door.WEB)
CHECKED = (
    "見守りの確認。変わりなく過ごしておられる。", "サロンで顔を見た。元気そう。", "電話でひとこと。次の季節の話になった。",
    "民生委員さんから「新聞も取りこまれている」と連絡。", "玄関先で立ち話。庭の花が咲いていた。",
)  # fmt: skip


class Teller(Protocol):
    """Either the book or the actors."""

    arrive: Any


@dataclass(frozen=True)
class Plan:
    """A story with its day, its people, its window, and until when it has been told so far."""

    story: Story
    at: datetime
    until: datetime
    holder: str
    dwelling: Dwelling
    person: Person
    area_name: str = ""
    window_id: int | None = None
    host: str = ""
    stops_after: int | None = None


@dataclass
class Scene:
    """Who plays whom in one story."""

    told: Any
    plan: Plan
    front: Acting
    holder: Acting
    taker: Acting | None = None


class Telling:
    """Plays plans with a teller."""

    def __init__(
        self, teller: Any, *, organizations: dict[str, Organization], cast: dict[int, list[Acting]], seed: int
    ) -> None:
        self.teller, self.organizations, self.cast = teller, organizations, cast
        self.chance = random.Random(f"{seed}:telling")

    def tell(self, plan: Plan, number: str) -> Any:
        """The story up to `plan.until`; what lies later has not happened yet. Returns what the teller made."""
        story = plan.story
        front = self.somebody(plan.holder)
        outside = story.door in FROM_OUTSIDE
        told = self.teller.arrive(
            self.arrival(plan), by=WORKER if outside else front, at=plan.at, receipt_number=number, received=not outside
        )
        scene, at = Scene(told, plan, front, front), plan.at
        for turn in story.turns[: plan.stops_after]:
            if turn.verb == "receive" and not outside:
                continue
            at = self.moment(at, turn.days)
            if at > plan.until:
                return told
            getattr(self, turn.verb)(scene, turn, at)
        if plan.stops_after is None and story.turns[-1].verb == "watched":
            self.keep_watching(scene, at)
        return told

    def somebody(self, key: str) -> Acting:
        """One of the people of an organisation."""
        return self.chance.choice(self.cast[self.organizations[key].pk])

    def moment(self, at: datetime, days: float) -> datetime:
        """Soon means soon; otherwise in office hours of a working day."""
        later = at + timedelta(days=days)
        if days < 0.1:
            return later + timedelta(seconds=self.chance.randint(1, 59))
        day = later.date()
        while not is_working_day(day):
            day += timedelta(days=1)
        moment = datetime.combine(day, time(9), tzinfo=at.tzinfo) + timedelta(minutes=self.chance.randint(0, 470))
        return moment if moment > at else at + timedelta(minutes=self.chance.randint(10, 90))

    def arrival(self, plan: Plan) -> Arrival:
        """Everything that was known when it came."""
        story, person = plan.story, plan.person
        named = story.origin is not Origin.ANONYMOUS
        own = story.about.value == "self"
        voice = {
            "safe_time": story.safe_time,
            "place": plan.dwelling.street.name,
            "caller_relation": "" if own else story.caller,
        }
        if plan.window_id:
            voice |= {"caller_name": plan.host, "person_name": person.full_name if story.knows.value == "yes" else ""}
        elif named:
            voice |= {"caller_name": self.caller_name(story, person), "phone": plan.dwelling.phone}
        return Arrival(
            text=story.said, door=story.door, kind=story.kind, urgency=story.urgency, themes=story.themes, about=story.about,
            knows=story.knows, origin=story.origin, origin_window_id=plan.window_id,
            origin_organization_id=self.organizations["school"].pk if story.origin is Origin.ORGANIZATION else None,
            wants_answer=story.reply_by is not ReplyBy.NONE or story.door is not Door.WEB, reply_by=story.reply_by,
            area_id=plan.dwelling.street.area_id, headline="" if story.door in FROM_OUTSIDE else story.headline, voice=voice,
        )  # fmt: skip

    def caller_name(self, story: Story, person: Person) -> str:
        """The name that was given: one's own, the family's, or a neighbour's."""
        if story.about is About.SELF:
            return person.full_name
        return f"{person.family_name if story.about is About.FAMILY else self.chance.choice(SURNAMES)[0]} さん"

    def receive(self, scene: Scene, turn: Turn, at: datetime) -> None:
        """受け止める."""
        self.teller.receive(scene.told, by=scene.holder, at=at)

    def met(self, scene: Scene, turn: Turn, at: datetime) -> None:
        """A contact by the holder."""
        facts = turn.facts
        later = (at + timedelta(days=facts["next_days"])).date() if facts["next_days"] else None
        self.teller.record(
            scene.told, by=scene.holder, at=at, kind=RecordKind.CONTACT, text=facts["text"], method=facts["method"],
            with_whom=facts["whom"], minutes=facts["minutes"], next_step=self.chance.choice(NEXT_STEPS), next_date=later,
        )  # fmt: skip

    def no_answer(self, scene: Scene, turn: Turn, at: datetime) -> None:
        """不在."""
        self.teller.record(
            scene.told, by=scene.holder, at=at, kind=RecordKind.NO_ANSWER, text=turn.facts["text"],
            method=turn.facts["method"], with_whom="ご本人", next_step="もう一度 連絡する",
        )  # fmt: skip

    def note(self, scene: Scene, turn: Turn, at: datetime) -> None:
        """A note."""
        self.teller.record(scene.told, by=scene.holder, at=at, kind=RecordKind.NOTE, text=turn.facts["text"])

    def knew(self, scene: Scene, turn: Turn, at: datetime) -> None:
        """Whom it is about."""
        self.teller.link_person(
            scene.told, by=scene.holder, person=scene.plan.person, reason=turn.facts["reason"], at=at
        )

    def sent(self, scene: Scene, turn: Turn, at: datetime) -> None:
        """つなぐ."""
        key = support_center_of(scene.plan.area_name) if turn.facts["to"] == "houkatsu" else turn.facts["to"]
        if self.organizations[key].pk in scene.holder.organizations:
            key = "shakyo"
        facts = {name: turn.facts[name] for name in ("reason", "items", "basis", "why")}
        self.teller.send(
            scene.told, by=scene.holder, to=self.organizations[key], at=at, headline=line_of(scene.plan.story), **facts
        )
        scene.taker = self.somebody(key)

    def read(self, scene: Scene, turn: Turn, at: datetime) -> None:
        """受け取る."""
        self.teller.read(scene.told, by=scene.taker, at=at)

    def took(self, scene: Scene, turn: Turn, at: datetime) -> None:
        """引受: from now on the taker holds it."""
        self.teller.take(scene.told, by=scene.taker, at=at, jointly=False)
        scene.holder = scene.taker or scene.holder

    def joined(self, scene: Scene, turn: Turn, at: datetime) -> None:
        """一緒に対応."""
        self.teller.take(scene.told, by=scene.taker, at=at, jointly=True)

    def gave_back(self, scene: Scene, turn: Turn, at: datetime) -> None:
        """差戻し."""
        facts = turn.facts
        self.teller.give_back(
            scene.told, by=scene.taker, reason=HandBackReason(facts["reason"]), note=facts["text"],
            suggestion=facts["suggestion"], at=at,
        )  # fmt: skip

    def waits(self, scene: Scene, turn: Turn, at: datetime) -> None:
        """待ち."""
        until = (at + timedelta(days=turn.facts["until_days"])).date()
        self.teller.hold(scene.told, by=scene.taker, until=until, reason=turn.facts["reason"], at=at)

    def took_back(self, scene: Scene, turn: Turn, at: datetime) -> None:
        """取り戻し."""
        self.teller.take_back(scene.told, by=scene.holder, reason=turn.facts["reason"], at=at)

    def first_met(self, scene: Scene, turn: Turn, at: datetime) -> None:
        """最初の連絡."""
        self.teller.contact(scene.told, by=scene.taker, at=at, **turn.facts)

    def result(self, scene: Scene, turn: Turn, at: datetime) -> None:
        """結果."""
        self.teller.report(scene.told, by=scene.taker, result=turn.facts["text"], at=at)

    def answered(self, scene: Scene, turn: Turn, at: datetime) -> None:
        """お知らせ, by the one who was asked first."""
        self.teller.answer(scene.told, by=scene.front, text=turn.facts["text"], method=turn.facts["method"], at=at)
        self.teller.complete(scene.told, by=scene.front, at=at)

    def declined(self, scene: Scene, turn: Turn, at: datetime) -> None:
        """お知らせ不要."""
        self.teller.decline(scene.told, by=scene.front, reason=turn.facts["reason"], at=at)
        self.teller.complete(scene.told, by=scene.front, at=at)

    def supported(self, scene: Scene, turn: Turn, at: datetime) -> None:
        """支える."""
        later = (at + timedelta(days=turn.facts["next_days"])).date()
        self.teller.support(scene.told, by=scene.holder, next_step=turn.facts["next_step"], next_date=later, at=at)

    def watched(self, scene: Scene, turn: Turn, at: datetime) -> None:
        """見守りへ."""
        later = (at + timedelta(days=turn.facts["next_days"])).date()
        self.teller.watch(scene.told, by=scene.holder, next_date=later, at=at)

    def keep_watching(self, scene: Scene, at: datetime) -> None:
        """Somebody looks in every month, for about half a year; then it ends in good hands."""
        for _ in range(self.chance.randint(3, 7)):
            at = self.moment(at, self.chance.randint(22, 27))
            if at > scene.plan.until:
                return
            self.teller.record(
                scene.told, by=scene.holder, at=at, kind=RecordKind.CONTACT, text=self.chance.choice(CHECKED),
                method=Method.VISIT, with_whom="ご本人", minutes=15, next_step="見守りの確認",
                next_date=(at + timedelta(days=28)).date(),
            )  # fmt: skip
        self.ended(
            scene,
            Turn("ended", 0, {"outcome": Outcome.HELPED, "text": "地域の見守りの中で 落ち着いて暮らしている。"}),
            at,
        )

    def ended(self, scene: Scene, turn: Turn, at: datetime) -> None:
        """終える."""
        self.teller.complete(scene.told, by=scene.holder, at=at)
        self.teller.end(scene.told, by=scene.holder, outcome=turn.facts["outcome"], note=turn.facts["text"], at=at)

    def reopened(self, scene: Scene, turn: Turn, at: datetime) -> None:
        """もう一度ひらく."""
        self.teller.reopen(scene.told, by=scene.holder, reason=turn.facts["reason"], at=at)


def line_of(story: Story) -> str:
    """What the letter says in one line, in words of the office."""
    return story.headline or f"{story.themes[0].label}の相談（{story.about.label}）"


NEXT_STEPS: Sequence[str] = (
    "次の電話をする", "もう一度 訪問する", "ご家族と日程を合わせる", "つなぎ先を考える", "申請の結果を聞く", "一緒に見学に行く", "お返事を待つ",
)  # fmt: skip
__all__ = ["Plan", "State", "Telling"]
