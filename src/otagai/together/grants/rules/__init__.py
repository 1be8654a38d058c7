"""Decisions about grants: what counts, how much at most, and that nobody is funded twice unnoticed."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from otagai.together.grants.words import ApplicationState, GatheringForm, Purpose, Side

S = ApplicationState
NEXT: dict[ApplicationState, frozenset[ApplicationState]] = {
    S.DRAFT: frozenset({S.SUBMITTED, S.WITHDRAWN}),
    S.SUBMITTED: frozenset({S.DRAFT, S.GRANTED, S.DECLINED, S.WITHDRAWN}),
    S.GRANTED: frozenset({S.REPORTED}),
    S.DECLINED: frozenset({S.DRAFT}),
    S.WITHDRAWN: frozenset(),
    S.REPORTED: frozenset({S.GRANTED, S.SETTLED}),
    S.SETTLED: frozenset(),
}
LIVING = frozenset({S.SUBMITTED, S.GRANTED, S.REPORTED, S.SETTLED})
PAYABLE = frozenset({S.GRANTED, S.REPORTED})
RECORDED = frozenset({S.GRANTED})


@dataclass(frozen=True)
class Conditions:
    """要件 as data; None: nothing is asked (or, of amounts, nothing is given).

    domain/neighbours.md §4: 三豊 [D1] 年10回以上, 立上げ≤10,000円, 電話・手紙・訪問も; 伊達 [D2] 年6回以上, 15,000円+200円/人;
    弘前・摂津 [D3] 60分以上, 月1回以上の月が3か月, 他補助不可.
    """

    sessions_min: int | None = None
    months_min: int | None = None
    people_min: int | None = None
    minutes_min: int | None = None
    counts_visits: bool = False
    startup_max: int | None = None
    base_amount: int | None = None
    per_person: int | None = None
    yearly_max: int | None = None
    years_max: int | None = None
    startup_once: bool = False
    with_others: bool = True


@dataclass(frozen=True)
class Met:
    """One time people met: when, how, how many, how long (minutes; None: nobody knows)."""

    on: date
    form: GatheringForm
    people: int
    minutes: int | None


@dataclass(frozen=True)
class Line:
    """One line of a budget, in yen; `actual` once it is known."""

    side: Side
    item: str
    amount: int
    actual: int | None = None


@dataclass(frozen=True)
class Asked:
    """An application as far as the rules look at it."""

    pk: int
    programme_id: int
    programme: str
    purpose: Purpose
    starts_on: date
    ends_on: date
    state: ApplicationState
    group: str
    organization_id: int | None = None
    proposal_id: int | None = None
    with_others: bool = True
    place_id: int | None = None


READS = frozenset({Purpose.STARTUP, Purpose.RUNNING})


def read_from(
    purpose: Purpose, *, chosen: int | None, by_hand: bool, began_at: int | None, holds: Sequence[int]
) -> int | None:
    """Which place's 開催の記録 are the 実施記録: the chosen one; else where the proposal began; else the only one of the group.

    Only what goes on is read unasked: of an event, or of things bought, somebody says so. None: all is written by hand.
    """
    if by_hand or chosen or purpose not in READS:
        return None if by_hand else chosen
    return began_at or (holds[0] if len(holds) == 1 else None)


def same_times(told: Iterable[tuple[int, date]], typed: Iterable[tuple[int, date]]) -> dict[int, int]:
    """Which record by hand (typed) is which time the place told of: those of one day are the same, in order, the last for all the rest.

    So nothing that was written twice counts twice. Numbers of records by hand → numbers of sessions.
    """
    left: dict[date, list[int]] = {}
    for number, on in told:
        left.setdefault(on, []).append(number)
    return {number: left[on].pop(0) if len(left[on]) > 1 else left[on][0] for number, on in typed if on in left}


def length(minutes: int | None) -> str:
    """90分, or that nobody knows."""
    return "時間が 分かりません" if minutes is None else f"{minutes}分"


def difference(told: Met, typed: Met) -> str:
    """What a record by hand says otherwise than the place, in words."""
    if (told.people, told.minutes) == (typed.people, typed.minutes):
        return "手で書いた記録も 同じでした（1回と数えます）"
    return f"手で書いた記録では {typed.people}人・{length(typed.minutes)}（1回と数えます）"


def why_not_counted(met: Met, asked: Conditions, *, starts_on: date, ends_on: date) -> list[str]:
    """Why this time does not count towards the programme; empty when it does."""
    reasons = []
    if not starts_on <= met.on <= ends_on:
        reasons.append("期間の外")
    if met.form is not GatheringForm.TOGETHER:
        return reasons if asked.counts_visits else [*reasons, f"{met.form.label}は 数えない要件"]
    if asked.people_min and met.people < asked.people_min:
        reasons.append(f"{met.people}人（{asked.people_min}人以上）")
    if asked.minutes_min and (met.minutes is None or met.minutes < asked.minutes_min):
        reasons.append(f"{length(met.minutes)}（{asked.minutes_min}分以上）")
    return reasons


def findings(times: Iterable[Met], asked: Conditions, *, starts_on: date, ends_on: date) -> list[str]:
    """What the records do not (yet) show of what the programme asks for; empty when everything is met."""
    counted = [met for met in times if not why_not_counted(met, asked, starts_on=starts_on, ends_on=ends_on)]
    months = {(met.on.year, met.on.month) for met in counted}
    out = []
    if asked.sessions_min and len(counted) < asked.sessions_min:
        out.append(f"数えられる回は {len(counted)}回です（{asked.sessions_min}回以上が要件）")
    if asked.months_min and len(months) < asked.months_min:
        out.append(f"集まった月は {len(months)}か月です（{asked.months_min}か月以上が要件）")
    return out


def most(asked: Conditions, purpose: Purpose, *, people: int) -> int:
    """The most that may be given, in yen: 立上げ額 for a beginning, else 基本額 + 人数 × 額, not above 年額の上限."""
    if purpose is Purpose.STARTUP:
        return asked.startup_max or 0
    worked_out = (asked.base_amount or 0) + (asked.per_person or 0) * people
    if asked.yearly_max is None:
        return worked_out
    return min(worked_out, asked.yearly_max) if asked.base_amount or asked.per_person else asked.yearly_max


def total(lines: Iterable[Line], side: Side) -> int:
    """The sum of one side, in yen."""
    return sum(line.amount for line in lines if line.side is side)


def why_not_budget(lines: Sequence[Line], *, amount: int) -> list[str]:
    """A budget says where money comes from and goes to, both the same; the grant stands among the income."""
    income, expense = total(lines, Side.INCOME), total(lines, Side.EXPENSE)
    if not income or not expense:
        return ["予算の 収入と支出を 書いてください"]
    reasons = []
    if income != expense:
        reasons.append(f"収入 {income:,}円と 支出 {expense:,}円が 合いません（差 {abs(income - expense):,}円）")
    if amount > expense:
        reasons.append("申請する額が 支出より大きくなっています")
    return reasons


def why_not_apply(
    lines: Sequence[Line],
    asked: Conditions,
    purpose: Purpose,
    *,
    amount: int,
    people: int,
    starts_on: date,
    ends_on: date,
) -> list[str]:
    """An application fits the programme: period, amount, budget."""
    reasons = [] if starts_on <= ends_on else ["期間の おわりは はじまりより あとにしてください"]
    limit = most(asked, purpose, people=people)
    if amount <= 0:
        reasons.append("申請する額を 書いてください")
    elif amount > limit:
        reasons.append(f"この目的では {limit:,}円までです（いま {amount:,}円）")
    return [*reasons, *why_not_budget(lines, amount=amount)]


def overlapping(mine: Asked, others: Iterable[Asked]) -> list[Asked]:
    """Other living applications of the same group for the same time, for the same purpose or from another programme."""
    return [
        other
        for other in others
        if other.pk != mine.pk
        and other.state in LIVING
        and same_group(mine, other)
        and mine.starts_on <= other.ends_on
        and other.starts_on <= mine.ends_on
        and (other.purpose is mine.purpose or other.programme_id != mine.programme_id)
    ]


def same_group(one: Asked, other: Asked) -> bool:
    """The same organisation, proposal or place, or the same name however it is written."""
    by_number = (
        (one.organization_id, other.organization_id), (one.proposal_id, other.proposal_id), (one.place_id, other.place_id)
    )  # fmt: skip
    return any(mine is not None and mine == theirs for mine, theirs in by_number) or (
        plain(one.group) == plain(other.group) != ""
    )


def plain(name: str) -> str:
    """A name without width, case and spaces."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def why_not_twice(mine: Asked, others: Collection[Asked], *, answer: str) -> list[str]:
    """Never funded twice unnoticed: each overlap is answered with a reason, and programmes that bar others are heard."""
    found = overlapping(mine, others)
    barred = [
        other
        for other in found
        if other.programme_id != mine.programme_id and not (mine.with_others and other.with_others)
    ]
    if barred:
        return [f"「{other.programme}」と いっしょには使えない要件です（申請 {other.pk}番）" for other in barred]
    if found and not answer.strip():
        told = "、".join(f"{other.programme}（{other.purpose.label}・申請 {other.pk}番）" for other in found)
        return [f"同じ団体・同じ時期の申請が あります：{told}。重ねてよい わけを 書いてください"]
    return []


@dataclass(frozen=True)
class Decision:
    """決定 or 見送り: how much, why, who wrote the application and who decides."""

    grants: bool
    amount: int
    reason: str
    asked_amount: int
    wrote: int | None
    decides: int | None


def why_not_decide(decision: Decision) -> list[str]:
    """Whoever wrote an application does not decide on it; less than asked, or nothing, needs a reason."""
    reasons = []
    if decision.decides is not None and decision.wrote == decision.decides:
        reasons.append("申請を書いた人とは 別の人が 決めます")
    if decision.grants and not 0 < decision.amount <= decision.asked_amount:
        reasons.append(f"決める額は 1円から {decision.asked_amount:,}円までです")
    if (not decision.grants or decision.amount < decision.asked_amount) and not decision.reason.strip():
        reasons.append("申請どおりでないときは、わけを 書いてください")
    return reasons


def why_not_pay(state: ApplicationState, *, granted: int, planned: int, amount: int) -> list[str]:
    """Never more than was decided, and nothing before it was."""
    if state not in PAYABLE:
        return [f"いまは「{state.label}」なので、支払は 書けません"]
    if amount <= 0:
        return ["金額を 書いてください"]
    left = granted - planned
    return [] if amount <= left else [f"決定額 {granted:,}円のうち、あと {left:,}円です"]


def why_not_report(lines: Sequence[Line], missing: Sequence[str], *, note: str) -> list[str]:
    """The report says what everything came to; what the records lack is explained, not hidden."""
    reasons = []
    if any(line.actual is None for line in lines):
        reasons.append("決算の金額を すべて書いてください（使わなかったら 0）")
    else:
        income, expense = (
            sum(line.actual or 0 for line in lines if line.side is side) for side in (Side.INCOME, Side.EXPENSE)
        )
        if expense > income:
            reasons.append(f"決算の支出 {expense:,}円が 収入 {income:,}円より大きくなっています")
    if missing and not note.strip():
        reasons.append("要件に とどかない わけを 書いてください：" + "／".join(missing))
    return reasons


def why_not_conditions(since: date, until: date | None, others: Iterable[tuple[date, date | None]]) -> list[str]:
    """On each day one set of conditions holds."""
    if until is not None and until < since:
        return ["「いつまで」は「いつから」より あとの日にしてください"]
    clash = any(since <= (end or date.max) and begin <= (until or date.max) for begin, end in others)
    return ["ほかの要件と 日が重なっています。先に そちらを終わりにしてください"] if clash else []
