"""What is written about a district: お宝, note, visits and steps; and twice a year the themes that people came with."""

from __future__ import annotations

from datetime import date, datetime, time

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.words import Permission
from otagai.base.audit import actions as audit
from otagai.base.safekeeping.errors import RuleBroken, StaleEdit
from otagai.insight.profiles import rules
from otagai.insight.profiles.models import AgreedStep, DistrictVisit, HandoverNote, ThemeCount, Treasure
from otagai.insight.profiles.words import Family, StepState, TreasureKind
from otagai.town.areas import queries as areas
from otagai.welcome.intake import queries as intake

NOTE = "引き継ぎ"


@transaction.atomic
def count_themes(*, by: Acting, at: datetime) -> int:
    """Count the half-years that have ended and were not counted yet; returns how many. What was written stays as it is:
    counting again after a correction would let anybody subtract the one from the other.
    """
    if by.user is not None:  # a person sees only some consultations; a count of those would be wrong for ever
        raise PermissionDenied
    wanted = [
        half for half in rules.last_half_years(at.date()) if not ThemeCount.objects.filter(since=half.since).exists()
    ]
    for half in wanted:
        told = [rules.Told(*row) for row in intake.themes_told(_midnight(half.since), _midnight(half.until))]
        middles = areas.middles_of({one.area for one in told if one.area is not None})
        found = rules.counted_together(told, middles, k=settings.OTAGAI_SMALLEST_COUNT)
        told_of = {cell.family for cell in found}
        empty = [rules.Cell(family, (), 0) for family in Family if family not in told_of]
        ThemeCount.objects.bulk_create(
            ThemeCount(
                since=half.since, until=half.until, family=cell.family, areas=sorted(cell.areas), count=cell.count,
                smallest=settings.OTAGAI_SMALLEST_COUNT, counted_at=at,
            )
            for cell in [*found, *empty]
        )  # fmt: skip
        audit.record(
            "profiles.themes_counted",
            by=by,
            subject=("municipality", 1),
            half_year=half.since.isoformat(),
            cells=len(found),
        )
    return len(wanted)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


@transaction.atomic
def add_treasure(
    area: int, *, by: Acting, kind: TreasureKind, text: str, source: str, on: date, at: datetime
) -> Treasure:
    """Write down a strength or a voice of a district; 404 for a district that is none or not the person's own."""
    may_keep(area, by=by)
    treasure = Treasure.objects.create(area_id=area, kind=kind, text=text, source=source, on=on, by=by.user, at=at)
    audit.record("profiles.treasure_added", by=by, subject=("area", area), treasure=treasure.pk)
    return treasure


@transaction.atomic
def withdraw_treasure(area: int, pk: int, *, by: Acting, at: datetime) -> None:
    """Take an お宝 out of the profile; it stays written who said so."""
    may_keep(area, by=by)
    changed = Treasure.objects.filter(pk=pk, area_id=area, withdrawn_at__isnull=True)
    if not changed.update(withdrawn_at=at, withdrawn_by=by.user):
        raise Http404
    audit.record("profiles.treasure_withdrawn", by=by, subject=("area", area), treasure=pk)


def may_keep(area: int, *, by: Acting) -> None:
    """403 for whoever keeps no district, 404 for a district that is none, or not among those the person keeps.

    A district whose borders have ended is kept on: nothing that was written about it gets lost.
    """
    if not by.may(Permission.KEEP_DISTRICT):
        raise PermissionDenied
    areas.area_for(area, on=None)
    mine = rules.districts_kept(by.held)
    if mine is not None and area not in mine:
        raise Http404


@transaction.atomic
def write_note(area: int, *, by: Acting, text: str, seen_version: int, at: datetime) -> int:
    """A new version of the hand-over note; the earlier ones stay. StaleEdit when somebody wrote one since it was seen."""
    may_keep(area, by=by)
    last = HandoverNote.objects.filter(area_id=area).order_by("-version").first()
    version, known = (last.version, last.text) if last else (0, "")
    if text == known:
        return version
    if version != seen_version:
        raise StaleEdit(theirs={NOTE: known}, yours={NOTE: text})
    try:
        with transaction.atomic():
            HandoverNote.objects.create(area_id=area, version=version + 1, text=text, by=by.user, at=at)
    except IntegrityError as at_once:
        raise StaleEdit(theirs={NOTE: "（いま ほかの人が 書きました）"}, yours={NOTE: text}) from at_once
    audit.record("profiles.note_written", by=by, subject=("area", area), version=version + 1)
    return version + 1


@transaction.atomic
def note_visit(area: int, *, by: Acting, on: date, where: str, heard: str, at: datetime) -> DistrictVisit:
    """Write down a visit and what was heard."""
    may_keep(area, by=by)
    visit = DistrictVisit.objects.create(area_id=area, on=on, where=where, heard=heard, by=by.user, at=at)
    audit.record("profiles.visit_noted", by=by, subject=("area", area), visit=visit.pk)
    return visit


@transaction.atomic
def agree_step(
    area: int, *, by: Acting, text: str, agreed_with: str, agreed_on: date, due: date, at: datetime
) -> AgreedStep:
    """Write down what was agreed with the district, by when."""
    may_keep(area, by=by)
    if reasons := rules.why_not_step(text, due, agreed_on):
        raise RuleBroken(reasons)
    step = AgreedStep.objects.create(
        area_id=area, text=text, agreed_with=agreed_with, agreed_on=agreed_on, due=due, by=by.user, at=at
    )
    audit.record("profiles.step_agreed", by=by, subject=("area", area), step=step.pk)
    return step


@transaction.atomic
def close_step(area: int, pk: int, *, by: Acting, state: StepState, outcome: str, at: datetime) -> None:
    """A step was done, or is given up, with a word how; RuleBroken when it was closed already."""
    may_keep(area, by=by)
    step = _step(area, pk)
    if step.state != StepState.OPEN:
        raise RuleBroken([f"この一歩は もう「{StepState.label_of(step.state)}」です"])
    if not outcome.strip() or state is StepState.OPEN:
        raise RuleBroken(["どうなったかを ひとことで 書いてください"])
    step.state, step.outcome, step.closed_on, step.closed_by = state, outcome, timezone.localdate(at), by.user
    step.save(update_fields=["state", "outcome", "closed_on", "closed_by"])
    audit.record("profiles.step_closed", by=by, subject=("area", area), step=pk, state=state.value, outcome=outcome)


@transaction.atomic
def reopen_step(area: int, pk: int, *, by: Acting, at: datetime) -> None:
    """Not done after all; what was said of it stays among the deeds."""
    may_keep(area, by=by)
    step = _step(area, pk)
    if step.state == StepState.OPEN:
        return
    step.state, step.outcome, step.closed_on, step.closed_by = StepState.OPEN, "", None, None
    step.save(update_fields=["state", "outcome", "closed_on", "closed_by"])
    audit.record("profiles.step_reopened", by=by, subject=("area", area), step=pk)


def _step(area: int, pk: int) -> AgreedStep:
    """A step of the district, locked; 404 for one of another district."""
    step = AgreedStep.objects.select_for_update(of=("self",)).filter(pk=pk, area_id=area).first()
    if step is None:
        raise Http404
    return step
