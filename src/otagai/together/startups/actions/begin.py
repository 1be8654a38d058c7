"""It begins: what was proposed becomes a place or an activity of the town, and nobody types it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from otagai.base.accounts.acting import Acting
from otagai.base.safekeeping.errors import RuleBroken
from otagai.together.startups.actions.proposals import kept, move
from otagai.together.startups.models import Proposal
from otagai.together.startups.words import ProposalKind, ProposalState
from otagai.town.activities import actions as activities
from otagai.town.activities.words import ActivityKind
from otagai.town.places import actions as places
from otagai.town.places.words import PlaceForm, PlaceKind


@dataclass(frozen=True)
class Beginning:
    """How it begins: as a new place, as one that stands there, as an activity; where, who may be called."""

    as_place: bool = False
    place_id: int | None = None
    as_activity: bool = False
    form: PlaceForm = PlaceForm.FIXED
    address: str = ""
    phone: str = ""
    open_text: str = ""
    hosts: tuple[int, ...] = ()


@transaction.atomic
def begin(
    pk: int, *, by: Acting, at: datetime, beginning: Beginning, next_step: str, next_date: date | None
) -> Proposal:
    """始まった: the place and the activity are made by the actions of their own rooms. RuleBroken with reasons.

    The words that residents will read are those that were agreed.
    """
    proposal, on = kept(pk, by=by), timezone.localdate(at)
    makes = beginning.as_place or beginning.as_activity
    if makes and proposal.agreed_on is None:
        raise RuleBroken(["住民の案内に のせる前に、見せてよいことばを 言い出した人に聞いてください"])
    place_id, activity_id = beginning.place_id or proposal.place_id, proposal.activity_id
    if beginning.as_place and place_id is None:
        place_id = places.add_place(
            by=by, kind=PlaceKind.SALON if proposal.kind == ProposalKind.SALON else PlaceKind.OTHER, name=proposal.title, on=on,
            form=beginning.form, organization_id=proposal.organization_id, what=proposal.what, address=beginning.address.strip(),
            phone=beginning.phone.strip(), open_text=beginning.open_text.strip(),
        ).pk  # fmt: skip
    if beginning.as_activity and activity_id is None:
        activity_id = activities.add_activity(
            by=by, title=proposal.title, hosts=beginning.hosts, kind=ActivityKind.EXCHANGE, what=proposal.what,
            area_id=proposal.area_id, place_id=place_id, phone=beginning.phone.strip(),
        ).pk  # fmt: skip
    Proposal.objects.filter(pk=pk).update(place_id=place_id, activity_id=activity_id)
    return move(pk, by=by, at=at, to=ProposalState.STARTED, next_step=next_step, next_date=next_date)
