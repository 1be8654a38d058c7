"""Two questions about 徒歩圏 that the planner of the sample town has kept: as it is, and with the next two places open."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from otagai.base.accounts.acting import Acting, Held
from otagai.base.accounts.models import Assignment
from otagai.base.accounts.words import Duty
from otagai.insight.coverage import actions, queries, rules
from otagai.insight.coverage.rules import Question
from otagai.insight.coverage.words import Ages

PLANNER = "shisei"


def keep(*, now: datetime) -> int:
    """Keep them; returns how many, 0 in a town without people or a planner."""
    question = Question(ages=Ages.FROM_75, metres=500, count=2)
    town = queries.town_for(question, on=now.date())
    held = Assignment.objects.filter(user__username=PLANNER, duty=Duty.POLICY_PLANNER).select_related("user").first()
    if town is None or not town.people or held is None:
        return 0
    planner = Acting(held.user, (Held(Duty.POLICY_PLANNER, held.organization_id),), held.user.display_name)
    found = rules.next_places(town.people, town.places, town.candidates, question, town.network)
    kept = {"いまのまま": question}
    if found.chosen:
        names = "と".join(one.place.name for one in found.chosen)
        opened = tuple(one.place.pk for one in found.chosen)
        kept[f"{names}にも サロンが開いたら"[:60]] = replace(question, opened=opened)
    for number, (name, asked) in enumerate(kept.items()):
        at = now - timedelta(days=9 - number)
        actions.save(name, question=asked, by=planner, at=at)
    return len(kept)
