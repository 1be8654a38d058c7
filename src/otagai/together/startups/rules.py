"""Decisions about beginnings: nothing is dropped, nobody begins without insurance, nobody is shown without having agreed."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from otagai.kernel.text import narrow
from otagai.together.startups.words import Agreed, PreparationKind, ProposalState, Readiness
from otagai.town.places.rules import TELEPHONE, months_before

S = ProposalState
NEXT: dict[ProposalState, frozenset[ProposalState]] = {
    S.IDEA: frozenset({S.PREPARING, S.RESTING, S.STOPPED}),
    S.PREPARING: frozenset({S.STARTED, S.RESTING, S.STOPPED}),
    S.STARTED: frozenset({S.GOING, S.RESTING, S.STOPPED}),
    S.GOING: frozenset({S.GOING, S.RESTING, S.STOPPED}),
    S.RESTING: frozenset({S.PREPARING, S.GOING, S.STOPPED}),
    S.STOPPED: frozenset({S.IDEA}),
}
"""思いつき→準備中→始まった→続いている, with お休み and やめた; whoever stopped may take it up again."""
ALIVE = frozenset({S.STARTED, S.GOING})
BEFORE = frozenset({S.IDEA, S.PREPARING})
K = PreparationKind
FIRST_NEEDED = (K.PEOPLE, K.PLACE, K.INSURANCE)
WITHOUT = {K.PEOPLE: "仲間", K.PLACE: "場所", K.INSURANCE: "保険（ふれあいサロン・社協行事傷害補償 など）"}
SOUGHT = (K.PEOPLE, K.PLACE, K.NEWS)
"""Steps with which residents can help; money and insurance are asked for elsewhere."""
OPEN_STATES = frozenset({S.IDEA, S.PREPARING, S.STARTED, S.GOING})
"""What residents read; what rests or stopped is not called for. The policy of the database says the same."""
SPOKEN_NUMBER = re.compile(r"企画\u2060?(?:\([^)]{1,6}\))?[\s\u2060]{0,3}([0-9]{1,9})番(?!目)")
ASKED_AFTER_MONTHS = 12
TIME_TO_ANSWER = timedelta(days=14)
ADDRESS = re.compile(
    "[0-9]+ ?番地|[0-9]+ ?番 ?[0-9]+ ?号|[0-9]+ ?号室|[0-9]+-[0-9]+(?![0-9]* ?[時分日月年人名回歳才円])"
)
"""The number of a house; 10-12時 is none."""
LONGEST_DOCUMENT, MOST_DOCUMENTS = 200, 20


@dataclass(frozen=True)
class Move:
    """A proposal is moved: from, to, what is said of it, and what comes next until when."""

    now: ProposalState
    to: ProposalState
    reason: str
    next_step: str
    next_date: date | None
    has_started: bool
    readiness: Mapping[PreparationKind, Readiness]


def why_not_move(move: Move, *, on: date) -> list[str]:
    """The states are a table; to stop needs a reason, all else a next step and its day (mission: never lost)."""
    if move.to not in following(move.now, has_started=move.has_started):
        return [f"いまは「{move.now.label}」なので、「{move.to.label}」にはできません"]
    reasons = [] if move.to is not S.STARTED else why_not_start(move.readiness)
    if move.to is S.STOPPED:
        return [] if move.reason.strip() else ["やめた わけを ひとこと書いてください（次の人の 手がかりになります）"]
    return [*reasons, *why_not_next(move.next_step, move.next_date, on=on)]


def following(now: ProposalState, *, has_started: bool) -> list[ProposalState]:
    """The states that can follow: what never began does not go on, what began is not prepared again."""
    barred = S.PREPARING if has_started else S.GOING
    return [state for state in ProposalState if state in NEXT[now] and not (now is S.RESTING and state is barred)]


def why_not_start(readiness: Mapping[PreparationKind, Readiness]) -> list[str]:
    """Nobody begins alone, nowhere, or uninsured (domain/neighbours.md [A16]: ふれあいサロン・社協行事傷害補償)."""
    missing = [WITHOUT[step] for step in FIRST_NEEDED if readiness.get(step, Readiness.OPEN) is Readiness.OPEN]
    return [f"{'・'.join(missing)}が まだ「これから」です。できたか、いらないかを 書いてください"] if missing else []


def why_not_next(next_step: str, next_date: date | None, *, on: date) -> list[str]:
    """What is open has a next step and its day, not in the past."""
    reasons = [] if next_step.strip() else ["次にすることを 書いてください"]
    if next_date is None:
        reasons.append("「いつまで」を 書いてください")
    elif next_date < on:
        reasons.append("「いつまで」は きょう以降の日にしてください")
    return reasons


def why_not_propose(
    title: str, next_step: str, next_date: date | None, *, coordinator: int | None, offered: Collection[int], on: date
) -> list[str]:
    """A proposal has a name, somebody who looks after it, and a next day."""
    reasons = [] if title.strip() else ["企画の名前を 書いてください"]
    if coordinator not in offered:
        reasons.append("担当する人を 選んでください")
    return [*reasons, *why_not_next(next_step, next_date, on=on)]


def why_not_agree(how: Agreed, *, is_somebodys: bool) -> list[str]:
    """What somebody wished is shown when that person said so, not when staff think nobody minds (safety.md: C3)."""
    if how is Agreed.NOBODYS and is_somebodys:
        return ["言い出した人がいます。見せてよいことばを、その人に聞いてください"]
    return []


def why_not_open(*texts: str) -> list[str]:
    """What all residents read holds no telephone, no mail address and no number of a house (safety.md: C3, and wrong hands)."""
    found = {
        "電話番号": any(TELEPHONE.search(narrow(text)) for text in texts),
        "メールアドレス": any("@" in narrow(text) for text in texts),
        "番地": any(ADDRESS.search(narrow(text)) for text in texts),
    }
    told = "・".join(name for name, is_there in found.items() if is_there)
    return [f"住民の掲示板には {told}を のせられません。ことばを 書きなおしてください"] if told else []


def number_said(text: str) -> int | None:
    """The number of the proposal that somebody answers from the board: 企画 3番; None where none is said."""
    found = SPOKEN_NUMBER.search(narrow(text))
    return int(found[1]) if found else None


def sought(readiness: Mapping[PreparationKind, Readiness], *, state: ProposalState) -> list[PreparationKind]:
    """What residents can still help with; company is always welcome, also where it has begun."""
    if state not in BEFORE:
        return [K.PEOPLE]
    return [step for step in SOUGHT if readiness.get(step, Readiness.OPEN) is Readiness.OPEN or step is K.PEOPLE]


def why_not_keep(holder_id: int, organizations: Collection[int]) -> list[str]:
    """The organisation that looks after it writes; others read what was agreed."""
    return [] if holder_id in organizations else ["ほかの団体が 担当している企画です"]


def why_not_step(readiness: Readiness, done_on: date | None, documents: Collection[str], *, on: date) -> list[str]:
    """What is done has its day; documents are lines that can be read."""
    reasons = []
    if readiness is Readiness.DONE and done_on is None:
        reasons.append("できた日を 書いてください")
    if done_on is not None and done_on > on:
        reasons.append("できた日は きょうまでの日にしてください")
    if len(documents) > MOST_DOCUMENTS or any(len(line) > LONGEST_DOCUMENT for line in documents):
        reasons.append(f"書類は 1行 {LONGEST_DOCUMENT}字まで、{MOST_DOCUMENTS}行までにしてください")
    return reasons


def asked_since(on: date) -> date:
    """Who began, or last said so, on this day or before is asked: まだ続いていますか."""
    return months_before(on, ASKED_AFTER_MONTHS)
