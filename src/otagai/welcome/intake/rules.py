"""Rules of the front door. Pure: values in, a value or a list of reasons out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from unicodedata import normalize

from otagai.base.municipality.words import Unit
from otagai.kernel.text import fold
from otagai.welcome.intake.words import About, Level, Outcome, RecordKind, State, Timer
from otagai.welcome.letterbox.words import SafeState

HEADLINE_LENGTH = 40
OWN_WORDS = 12
LONGEST_TEXT = 20_000
DIGEST_AT = time(8, 30)
MOST_CARDS = 100

DEFAULT_DEADLINES: dict[Timer, tuple[int, Unit]] = {
    Timer.ACKNOWLEDGE: (1, Unit.WORKING_DAYS),
    Timer.FIRST_CONTACT: (3, Unit.WORKING_DAYS),
    Timer.TAKE_URGENT: (10, Unit.MINUTES),
    Timer.NEXT_STEP: (5, Unit.WORKING_DAYS),
    Timer.WATCHING_CHECK: (30, Unit.DAYS),
    Timer.ANSWER_ORIGIN: (14, Unit.DAYS),
    Timer.REFERRAL_ANSWER: (3, Unit.WORKING_DAYS),
    Timer.REFERRAL_CONTACT: (3, Unit.WORKING_DAYS),
    Timer.TELL_COORDINATOR: (1, Unit.WORKING_DAYS),
    Timer.TELL_MANAGER: (4, Unit.WORKING_DAYS),
}

NEXT: dict[State, frozenset[State]] = {
    State.ARRIVED: frozenset({State.RECEIVED}),
    State.RECEIVED: frozenset({State.REFERRING, State.SUPPORTING, State.WATCHING, State.ENDED}),
    State.REFERRING: frozenset({State.RECEIVED, State.SUPPORTING}),
    State.SUPPORTING: frozenset({State.REFERRING, State.WATCHING, State.ENDED}),
    State.WATCHING: frozenset({State.REFERRING, State.SUPPORTING, State.ENDED}),
    State.ENDED: frozenset({State.RECEIVED}),
}

ONLY_FROM: dict[str, State] = {"received": State.ARRIVED, "reopened": State.ENDED}
HOLDERS_OWN = frozenset({"supported", "watched", "ended"})

SAFE: dict[State, SafeState] = {
    State.ARRIVED: SafeState.ARRIVED,
    State.RECEIVED: SafeState.RECEIVED,
    State.REFERRING: SafeState.CONNECTED,
    State.SUPPORTING: SafeState.CONNECTED,
    State.WATCHING: SafeState.WATCHING,
    State.ENDED: SafeState.ENDED,
}

WHY_NOT = {
    State.ARRIVED: "まず「受け止める」を押してください",
    State.REFERRING: "つなぎの返事を待っています。先に つなぎを取り戻してください",
    State.ENDED: "この相談は終わっています。続けるときは「もう一度ひらく」を押してください",
}

AS_IN_THE_LETTER = (
    "つなぎの返事を待っているあいだ、「ひとことで」は 手紙のままです。変えるときは、先に つなぎを取り戻してください"
)
OWN_WORDS_STAY = (
    "「ひとことで」は つないだ先の人も 読みます。話した方のことばが そのまま入っています：「{}」。言いかえてください"
)
ANSWER_FIRST = "まず つなぎに答えてください（引き受ける・一緒に対応する）。そのあとで できます"


@dataclass(frozen=True)
class Closing:
    """What is known when somebody wants to end a consultation."""

    outcome: Outcome | None
    note: str
    told_origin: bool
    origin_declined: bool


@dataclass(frozen=True)
class Told:
    """Working days after the due day at which each level is told."""

    coordinator_after: int
    manager_after: int


def speaker_of(about: str, relation: str) -> str:
    """Whose words came in, where the one who spoke is not known to be the person; "" for the person's own."""
    return "" if about == About.SELF else (relation or "話した方")


def why_not_move(now: State, to: State) -> list[str]:
    """The steps of a consultation (domain/casework.md §4); nothing is refused, but order is kept."""
    if to in NEXT[now]:
        return []
    return [WHY_NOT.get(now, f"「{now.label}」から「{to.label}」へは進めません")]


def why_not_verb(verb: str, now: State) -> list[str]:
    """受け止める begins at the arrival, もう一度ひらく at the end; while a baton is out the holder does not move alone."""
    if now == State.REFERRING and verb in HOLDERS_OWN:
        return [WHY_NOT[now]]
    start = ONLY_FROM.get(verb, now)
    return [] if start == now else [f"いまは「{now.label}」です（「{start.label}」のときだけできます）"]


def why_not_holder(holder_id: int, organizations: tuple[int, ...]) -> list[str]:
    """Only the one who holds the baton moves it; the others concerned may record and ask."""
    return [] if holder_id in organizations else ["いま担当している団体の人だけができます"]


def why_not_arrive(text: str) -> list[str]:
    """断らない: a worry needs words, and nothing else (seed 003)."""
    return [] if text.strip() else ["どんなことか、ひとことでも書いてください"]


def why_not_record(kind: RecordKind, text: str) -> list[str]:
    """A record needs words, except that nobody answered: absence is a record too."""
    if kind != RecordKind.NO_ANSWER and not text.strip():
        return ["内容を書いてください"]
    return [] if len(text) <= LONGEST_TEXT else [f"{LONGEST_TEXT:,}文字までにしてください（いま {len(text):,}文字）"]


def why_not_close(closing: Closing) -> list[str]:
    """断らない: a consultation ends with an outcome and an answer to where it came from (seed 002 §2)."""
    reasons = []
    if closing.outcome is None:
        reasons.append("結果を選んでください")
    if not closing.note.strip():
        reasons.append("どのように終わったか、ひとこと書いてください")
    if not closing.told_origin and not closing.origin_declined:
        reasons.append("相談した方（カードを書いた方）への お知らせが まだです")
    return reasons


@dataclass(frozen=True)
class Keeping:
    """What is known when somebody is about to be shut out; `without`: organisations in which nobody would be left."""

    reason: str
    is_oneself: bool
    is_held_by_them: bool
    without: tuple[str, ...]


@dataclass(frozen=True)
class Naming:
    """What is known when a consultation is about to be kept for named people."""

    is_waiting: bool
    names_shut_out: bool
    without: tuple[str, ...]


def why_not_decide_sight(*, is_mine: bool, leads: bool) -> list[str]:
    """Who sees it is decided by who looks after it, or by who answers for the organisation (design/safety.md)."""
    return [] if is_mine or leads else ["担当の人か、担当の団体の責任者だけが 決められます"]


def why_not_keep_from(keeping: Keeping) -> list[str]:
    """A relative or a neighbour among the staff is shut out, with a reason; somebody is always left who can act."""
    reasons = [] if keeping.reason.strip() else ["わけを書いてください"]
    if keeping.is_oneself:
        reasons.append("自分を「見せない人」には できません。責任者に頼んでください")
    if keeping.is_held_by_them:
        reasons.append("その人は いまの担当です。先に「担当を決める」で替えてください")
    return [*reasons, *why_not_without(keeping.without)]


def why_not_name_only(naming: Naming) -> list[str]:
    """Named people only: nobody who is shut out, no letter on its way, and somebody of each organisation that takes part."""
    reasons = []
    if naming.is_waiting:
        reasons.append("つなぎの返事を待っています。返事のあとか、つなぎを取り戻してから 決めてください")
    if naming.names_shut_out:
        reasons.append("「見せない人」の名前が入っています。先に 見せない人から外してください")
    return [*reasons, *why_not_without(naming.without)]


def why_not_without(without: tuple[str, ...]) -> list[str]:
    """Nobody is left alone because nobody may see them any more."""
    return [f"{name}で この相談を進められる人が ひとりも いなくなります" for name in without]


def why_not_unname(*, is_held_by_them: bool) -> list[str]:
    """Whoever looks after it must see it."""
    return ["その人は いまの担当です。先に「担当を決める」で替えてください"] if is_held_by_them else []


def why_not_undo(*, is_ones_own: bool, leads: bool) -> list[str]:
    """Who decided it undoes it, or who answers for the organisation: no colleague does so as a favour."""
    return [] if is_ones_own or leads else ["決めた人か、担当の団体の責任者だけが 取り消せます"]


def why_not_hold(*, sees_it: bool) -> list[str]:
    """Whoever is to look after it must see it."""
    return [] if sees_it else ["その人には この相談が 見えません（だれが見られるか）。ほかの人を選んでください"]


def why_not_print(number: int) -> list[str]:
    """Blank cards: some, but not a forest of them at once."""
    return [] if 1 <= number <= MOST_CARDS else [f"一度に印刷できるのは 1枚から{MOST_CARDS}枚までです"]


def headline_of(text: str) -> str:
    """One line for lists, from the first words as they were said."""
    line = " ".join(text.split())
    return line if len(line) <= HEADLINE_LENGTH else line[: HEADLINE_LENGTH - 1] + "…"


def words_kept(headline: str, said: str) -> str:
    """What the line still holds of somebody's own words: all they said, or a run of OWN_WORDS letters in a row and more, whatever
    their width, kana and punctuation. As the line has it; empty when a person has put it into words of their own.
    """
    shown, told = normalize("NFKC", headline), fold(said)
    letters = [(letter, place) for place, typed in enumerate(shown) for letter in fold(typed)]
    line = "".join(letter for letter, _ in letters)
    if line and line == told:
        return shown
    for start in range(len(line) - OWN_WORDS + 1):
        if line[start : start + OWN_WORDS] in told:
            end = max(stop for stop in range(start + OWN_WORDS, len(line) + 1) if line[start:stop] in told)
            return shown[letters[start][1] : letters[end - 1][1] + 1]
    return ""


def why_not_headline(headline: str, *, said: str, others: bool) -> list[str]:
    """The one line is never empty; as long as others stand in the circle, nobody's own words are in it (個人情報保護法 27条・69条)."""
    if not headline.strip():
        return ["「ひとことで」を書いてください"]
    kept = words_kept(headline, said) if others else ""
    return [OWN_WORDS_STAY.format(kept)] if kept else []


def levels_told(working_days_over: int, told: Told) -> list[Level]:
    """Who must know by now that something is overdue: holder → coordinator → manager (domain/casework.md §4)."""
    if working_days_over < 1:
        return []
    levels = [Level.HOLDER]
    if working_days_over > told.coordinator_after:
        levels.append(Level.COORDINATOR)
    if working_days_over > told.manager_after:
        levels.append(Level.MANAGER)
    return levels


def digest_is_due(now: datetime, last: datetime | None) -> bool:
    """8:30 of the day has passed (both in the time of the town) and nobody had the digest today: the worker stood still then."""
    return now.time() >= DIGEST_AT and (last is None or last.date() < now.date())


def urgent_round(minutes_waiting: int, step_minutes: int) -> tuple[tuple[Level, ...], int]:
    """今日: the nth call and who is called: everybody of the calls before, and the next circle — first all who can take it, then
    coordinators too, then leaders too — until somebody has it. It never gets narrower: one leader may be asleep.
    """
    number = max(minutes_waiting, 0) // max(step_minutes, 1)
    return (Level.HOLDER, Level.COORDINATOR, Level.MANAGER)[: number + 1], number
