"""返還: what is left over of a grant, or was given under rules that were not met, goes back; another hand decides, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from otagai.together.grants.rules import Line
from otagai.together.grants.words import ApplicationState, Side

REPAYABLE = frozenset({ApplicationState.REPORTED, ApplicationState.SETTLED})


@dataclass(frozen=True)
class Repayment:
    """What is to come back: how much (yen), why, until when; who wrote the application and who decides."""

    amount: int
    because: str
    due_on: date
    wrote: int | None
    decides: int | None


def left_over(lines: Iterable[Line], *, paid: int) -> int:
    """What the report shows was not spent, in yen, and never more than was paid; 0 until every line says what it came to."""
    known = list(lines)
    if any(line.actual is None for line in known):
        return 0
    together = {side: sum(line.actual or 0 for line in known if line.side is side) for side in Side}
    return max(0, min(together[Side.INCOME] - together[Side.EXPENSE], paid))


def why_not_repay(state: ApplicationState, asked: Repayment, *, paid: int, asked_before: int, on: date) -> list[str]:
    """Only after a report, by another hand, with a reason and a day to come, and never more than was paid."""
    if state not in REPAYABLE:
        return [f"いまは「{state.label}」なので、返還は 決められません（実績報告のあとです）"]
    reasons = []
    if asked.decides is None or asked.wrote == asked.decides:
        reasons.append("申請を書いた人とは 別の人が 決めます")
    left = paid - asked_before
    if not 0 < asked.amount <= left:
        reasons.append(f"返してもらえるのは、支払った {paid:,}円のうち あと {left:,}円までです")
    if not asked.because.strip():
        reasons.append("返還の わけを 書いてください")
    if asked.due_on < on:
        reasons.append("返還の期限は きょう以降の日にしてください")
    return reasons


def why_not_received(received_on: date, *, decided_on: date, on: date) -> list[str]:
    """Money came on a day that has been, and not before it was asked for."""
    if received_on > on:
        return ["受け取った日は きょうまでの日にしてください"]
    return ["受け取った日が、返還を決めた日より 前です"] if received_on < decided_on else []
