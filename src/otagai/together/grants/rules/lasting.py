"""継続: 立ち上げ is funded once, and going on for so many years at most, where the programme says so."""

from __future__ import annotations

from collections.abc import Iterable

from otagai.kernel.numbers import fiscal_year
from otagai.together.grants.rules import Asked, Conditions, same_group
from otagai.together.grants.words import ApplicationState, Purpose

DECIDED = frozenset({ApplicationState.GRANTED, ApplicationState.REPORTED, ApplicationState.SETTLED})


def why_not_again(mine: Asked, asked: Conditions, others: Iterable[Asked]) -> list[str]:
    """What the same group was granted by this programme before, held against its conditions (`others`: of any group)."""
    before = [
        other for other in others
        if other.pk != mine.pk and other.programme_id == mine.programme_id and other.state in DECIDED
        and other.purpose is mine.purpose and same_group(mine, other)
    ]  # fmt: skip
    if mine.purpose is Purpose.STARTUP and asked.startup_once:
        return [f"立ち上げの助成は 1回だけです（申請 {other.pk}番で 決まっています）" for other in before]
    years = {fiscal_year(other.starts_on) for other in before}
    if (
        mine.purpose is Purpose.RUNNING
        and asked.years_max
        and len(years | {fiscal_year(mine.starts_on)}) > asked.years_max
    ):
        told = "・".join(f"{year}年度" for year in sorted(years))
        return [f"同じ団体への助成は {asked.years_max}年度までです（これまで {told}）"]
    return []
