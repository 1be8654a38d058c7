"""Rules of the desk. Pure: from where a consultation stands to the one next step of the person who looks at it."""

from __future__ import annotations

from dataclasses import dataclass

from otagai.kernel.text import fold
from otagai.welcome.intake.words import About, Origin, State
from otagai.welcome.referrals.words import ReferralState as Baton

TAKEN = frozenset({Baton.ACCEPTED, Baton.JOINED})


OF_A_NEIGHBOUR = ("となり", "隣", "近所", "友", "知人", "知り合い", "向かい", "民生")


def are_two_people(name: str, caller: str) -> bool:
    """Whether two names cannot be one: neither is a part of the other (田中 is 田中 ハル). Empty names tell nothing."""
    one, other = fold(name), fold(caller)
    return bool(one and other) and one not in other and other not in one


def about_of(origin: Origin, relation: str, *, named: bool) -> About:
    """Whom it is about, from who speaks and how they are related; only what follows from that. `named`: a person was named."""
    if origin is Origin.PERSON:
        return About.SELF
    if origin is Origin.FAMILY:
        return About.NEIGHBOUR if any(word in relation for word in OF_A_NEIGHBOUR) else About.FAMILY
    return About.NEIGHBOUR if named or origin is not Origin.ANONYMOUS else About.UNSAID


@dataclass(frozen=True)
class Standing:
    """Where a consultation stands, seen from one person.

    `contacted`: somebody has spoken with the person; `told`: the one it came from has an answer, or wants none (`declined`);
    `asked`: state of the baton that this person's organisation received last, `sent`: of the one it sent last.
    """

    state: State
    i_hold: bool
    contacted: bool
    told: bool
    declined: bool = False
    asked: Baton | None = None
    sent: Baton | None = None


@dataclass(frozen=True)
class NextStep:
    """The one primary button: which act, what it says, and why now."""

    act: str
    label: str
    why: str = ""


RECEIVE = NextStep("receive", "受け止める", "まだ だれも受け止めていません")
FIRST_CONTACT = NextStep("record", "連絡して 記録する", "まだ 本人と話していません")
RECORD = NextStep("record", "記録する")
REFER = NextStep("refer", "つなぐ", "自分たちで支えるときは「支える」を選びます")
ANSWER = NextStep("answer", "結果を お知らせする", "つなぎ先から結果が届きました。相談した方が待っています")
END = NextStep("end", "終える", "お知らせは すんでいます")
ANSWER_BATON = NextStep("baton", "つなぎに答える", "つなぎの返事を 待っている人がいます")
SEND_BATON = NextStep("baton", "手紙を見て 送る", "つなぎの手紙が 下書きのままです")
SEE_BATON = NextStep("baton", "つなぎのようすを見る", "返事を待っています。いまも わたしたちが持っています")
BATON_CONTACT = NextStep("baton", "最初の連絡をする", "引き受けました。つないだ人が 待っています")
BATON_RESULT = NextStep("baton", "結果を知らせる", "つないだ人に、どうなったかを知らせてください")
TAKEN_ON = frozenset({Baton.ACCEPTED, Baton.JOINED, Baton.CONTACTED, Baton.REPORTED, Baton.DONE})
OF_TAKER = frozenset({ANSWER_BATON, BATON_CONTACT, BATON_RESULT})


def next_step_for(standing: Standing) -> NextStep | None:
    """One primary step, whose turn it is (screens.md, 相談のページ); None when nothing waits for this person."""
    if standing.state == State.ENDED:
        return None
    if standing.asked in {Baton.SENT, Baton.RECEIVED}:
        return ANSWER_BATON
    if standing.state == State.ARRIVED:
        return RECEIVE if standing.i_hold else None
    if standing.sent == Baton.REPORTED and not standing.declined:
        return ANSWER
    if standing.asked in TAKEN:
        return BATON_CONTACT
    if standing.asked == Baton.CONTACTED:
        return BATON_RESULT
    if standing.sent in {Baton.SENT, Baton.RECEIVED}:
        return SEE_BATON
    if not standing.i_hold:
        return RECORD
    return SEND_BATON if standing.sent == Baton.DRAFT else step_of_holder(standing)


def step_of_holder(standing: Standing) -> NextStep:
    """What the one who holds it does next when no baton is on its way."""
    if not standing.contacted:
        return FIRST_CONTACT
    came_back = {standing.sent, standing.asked} & {Baton.REPORTED, Baton.DONE}
    if standing.told and (standing.state == State.RECEIVED or came_back):
        return END
    return REFER if standing.state == State.RECEIVED else RECORD


def open_acts(state: State, *, i_hold: bool) -> tuple[str, ...]:
    """Which acts are offered besides the next step; the room's own rules decide again when one is pressed."""
    if state == State.ENDED:
        return ("record", "reopen")
    if not i_hold:
        return ("record", "answer")
    if state == State.ARRIVED:
        return ("receive", "record")
    if state == State.REFERRING:
        return ("record", "answer")
    course = {State.RECEIVED: ("refer", "support", "watch"), State.SUPPORTING: ("refer", "watch")}
    return ("record", *course.get(state, ("refer", "support")), "answer", "end")
