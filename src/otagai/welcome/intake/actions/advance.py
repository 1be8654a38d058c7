"""The one way a consultation moves: lock, check, change, step, trace, and the safe state for whoever waits outside."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, cast

from django.db.models import QuerySet
from django.utils import timezone

from otagai.base.accounts.acting import Acting
from otagai.base.audit import actions as audit
from otagai.base.circles import actions as circles
from otagai.base.circles import queries as circle_queries
from otagai.base.circles.postgresql.prepared import Slot, prepared
from otagai.base.circles.words import Basis
from otagai.base.municipality import queries as municipality
from otagai.base.safekeeping.errors import RuleBroken, StaleEdit
from otagai.welcome.intake import rules
from otagai.welcome.intake.models import Consultation, Folder, Step
from otagai.welcome.intake.words import State, Timer
from otagai.welcome.letterbox import actions as letterbox


def locked(consultation: Consultation, *, seen_version: int | None = None) -> Consultation:
    """The consultation as it is now, locked for this transaction. Raises StaleEdit when it changed since it was seen."""
    now = found_and_locked(consultation.pk)
    if seen_version is not None and now.version != seen_version:
        raise StaleEdit(theirs=words_of(now), yours={})
    return now


def found_and_locked(pk: int) -> Consultation:
    """The consultation with this key, locked. Raises Consultation.DoesNotExist where whoever asks sees none."""
    for found in to_be_moved(key=pk):
        return cast(Consultation, found)
    raise Consultation.DoesNotExist(pk)


@prepared
def to_be_moved(*, key: Slot) -> QuerySet[Consultation]:
    """The row that is about to change, for this transaction alone."""
    return Consultation.objects.select_for_update(of=("self",)).filter(pk=key)


def locked_by_holder(consultation: Consultation, *, by: Acting) -> Consultation:
    """Locked, and only for the organisation that holds it (the worker acts for whoever does)."""
    now = locked(consultation)
    if by.user is not None and (reasons := rules.why_not_holder(now.holder_id, by.organizations)):
        raise RuleBroken(reasons)
    return now


def locked_by_concerned(consultation: Consultation, *, by: Acting) -> Consultation:
    """Locked, for all who take part; whoever was only asked by a letter reads and answers that first."""
    now = locked(consultation)
    holds = by.user is None or now.holder_id in by.organizations
    if not holds and not circle_queries.stands_beyond(now.circle_id, by.organizations, basis=Basis.REFERRED):
        raise RuleBroken([rules.ANSWER_FIRST])
    return now


def writing_for(consultation: Consultation, *, by: Acting) -> int:
    """For which organisation somebody of several writes: the one that holds it, else one that takes part in it."""
    if consultation.holder_id in by.organizations or by.organization_id is None:
        return consultation.holder_id
    taking_part = (one for one in by.organizations if circle_queries.stands_in(consultation.circle_id, one))
    return by.organization_id if len(by.organizations) == 1 else next(taking_part, by.organization_id)


def words_of(consultation: Consultation) -> dict[str, str]:
    """What a person would compare when two edited at once."""
    return {
        "ひとことで": consultation.headline,
        "状態": State.label_of(consultation.state),
        "次の一歩": consultation.next_step,
        "いつまで": consultation.next_date.isoformat() if consultation.next_date else "",
    }


def advance(
    consultation: Consultation, *, verb: str, by: Acting, at: datetime, to: State | None = None, note: str = "",
    **changes: Any,
) -> Consultation:  # fmt: skip
    """Move a locked consultation: refuse what the order of steps does not allow, store, and leave step and trace."""
    before = State(consultation.state)
    after = to or before
    reasons = rules.why_not_verb(verb, before)
    if to is not None and to != before:
        reasons = reasons or rules.why_not_move(before, to)
    if reasons:
        raise RuleBroken(reasons)
    for name, value in {**changes, "state": after, "updated_at": at, "version": consultation.version + 1}.items():
        setattr(consultation, name, value)
    consultation.save(update_fields=[*changes, "state", "updated_at", "version"])
    leave_step(consultation, verb=verb, by=by, at=at, before=before, note=note)
    if after != before:
        letterbox.show_state(consultation.receipt_number, rules.SAFE[after])
    return consultation


def leave_step(
    consultation: Consultation, *, verb: str, by: Acting, at: datetime, before: State | None, note: str = ""
) -> None:
    """A line of the story that everybody concerned sees, and the deed."""
    Step.objects.create(
        consultation=consultation, circle_id=consultation.circle_id, verb=verb, from_state=before or "",
        to_state=consultation.state, holder_id=consultation.holder_id, next_date=consultation.next_date,
        note=note[:200], by=by.user, at=at,
    )  # fmt: skip
    audit.record(
        f"intake.{verb}", by=by, subject=("consultation", consultation.pk), circle_id=consultation.circle_id,
        state=str(consultation.state),
    )  # fmt: skip


def folder_of(
    consultation: Consultation, *, organization_id: int, by: Acting, at: datetime, is_new: bool = False
) -> Folder:
    """The organisation's own folder for this consultation, opened when first needed; kept from whoever the consultation is kept
    from (of a new one, nobody yet).
    """
    for found in own_folder(consultation=consultation.pk, organization=organization_id):
        return cast(Folder, found)
    like = None if is_new else consultation.circle_id
    circle = circles.open_circle(organization_id=organization_id, basis=Basis.RECEIVED, by=by, at=at, like=like)
    return Folder.objects.create(
        consultation=consultation, organization_id=organization_id, circle=circle, opened_at=at
    )


@prepared
def own_folder(*, consultation: Slot, organization: Slot) -> QuerySet[Folder]:
    """The folder that an organisation keeps of a consultation."""
    return Folder.objects.filter(consultation=consultation, organization=organization).order_by("pk")[:1]


def due(timer: Timer, *, at: datetime) -> date:
    """The day until which the step is due when it begins now (the town's settings)."""
    return municipality.due(timer, start=timezone.localdate(at))
