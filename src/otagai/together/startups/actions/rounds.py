"""What the worker does for beginnings: ask after a year, and tell whoever looks after what is overdue."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.urls import reverse

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.words import Permission
from otagai.base.audit import actions as audit
from otagai.base.notices import actions as notices
from otagai.base.notices.words import NoticeKind
from otagai.together.startups import queries, rules
from otagai.together.startups.models import Proposal

ASKS = "まだ続いていますか"


@transaction.atomic
def ask_whether_alive(*, by: Acting, on: date) -> int:
    """What has gone on for a year without a word is asked about, within two weeks. Returns how many."""
    asked = list(Proposal.objects.to_ask(rules.asked_since(on)).select_for_update(of=("self",)).order_by("pk"))
    for proposal in asked:
        proposal.asked_on, proposal.next_step, proposal.next_date = on, ASKS, on + rules.TIME_TO_ANSWER
        proposal.version += 1
        proposal.save(update_fields=["asked_on", "next_step", "next_date", "version"])
        audit.record("startups.asked_alive", by=by, subject=("proposal", proposal.pk), circle_id=proposal.circle_id)
        _tell(proposal, f"始めて1年になる企画が あります。{ASKS}", key=f"startup-alive:{proposal.pk}:{on}", on=on)
    return len(asked)


@transaction.atomic
def tell_overdue(*, on: date) -> int:
    """Whoever looks after a proposal hears once when its day has passed; when they left, their organisation does."""
    late = list(Proposal.objects.overdue(on).order_by("pk"))
    for proposal in late:
        _tell(
            proposal, "企画の「いつまで」が すぎています", key=f"startup-late:{proposal.pk}:{proposal.next_date}", on=on
        )
    return len(late)


def _tell(proposal: Proposal, text: str, *, key: str, on: date) -> None:
    url = reverse("desk:startup", args=[proposal.pk])
    if proposal.coordinator_id in queries.coordinators(proposal.holder_id, on=on):
        notices.give([proposal.coordinator_id], kind=NoticeKind.STARTUPS, text=text, url=url, key=key)
        return
    about = notices.About(proposal.circle_id, proposal.area_id)
    notices.give_to_duty(
        proposal.holder_id, permission=Permission.COORDINATE, kind=NoticeKind.STARTUPS, text=text, url=url, key=key, about=about
    )  # fmt: skip
