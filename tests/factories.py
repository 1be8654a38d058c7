"""Plain functions that make a small town for tests. Everything about people goes through the acting scope."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime, time
from hashlib import sha256
from io import BytesIO
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from PIL import Image

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.models import Assignment, User
from otagai.base.accounts.queries import acting_for
from otagai.base.accounts.words import Duty
from otagai.base.circles.middleware import scope_for
from otagai.base.circles.scope import Scope, Zone, acting_in
from otagai.base.municipality.models import Deadline, Municipality
from otagai.kernel.pictures import read_picture
from otagai.together.grants.models import Application, BudgetLine, Programme, Terms
from otagai.together.startups import actions as startups
from otagai.together.startups.models import Proposal
from otagai.together.startups.words import ProposalKind
from otagai.town.activities.models import Activity, Recurrence
from otagai.town.activities.words import ActivityKind, ActivityState
from otagai.town.areas.models import Area, AreaLayer
from otagai.town.areas.words import LayerKind
from otagai.town.organizations.models import Organization
from otagai.town.organizations.words import OrganizationKind
from otagai.town.places.models import Photo, PhotoFile, Place, Session, Window
from otagai.town.places.words import DayPart, PhotoPeople, PhotoState, PlaceKind, WindowState
from otagai.welcome.intake.actions import Arrival, arrive
from otagai.welcome.intake.models import Consultation
from otagai.welcome.intake.rules import DEFAULT_DEADLINES
from otagai.welcome.intake.words import Door, Origin

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
_number = itertools.count(1)


def an_area(name: str = "", *, kind: LayerKind = LayerKind.ELEMENTARY) -> Area:
    """An area of a layer."""
    layer, _ = AreaLayer.objects.get_or_create(kind=kind, name=kind.label)
    return Area.objects.create(layer=layer, name=name or f"第{next(_number)}地区")


def an_organization(name: str = "", *, kind: OrganizationKind = OrganizationKind.SHAKYO, **more: Any) -> Organization:
    """An organisation."""
    return Organization.objects.create(name=name or f"団体{next(_number)}", kind=kind, **more)


def a_user(
    duty: Duty | None = Duty.CSW, *, organization: Organization | None = None, area: Area | None = None, name: str = ""
) -> User:
    """Somebody with one duty (or none) at an organisation, since the beginning of the year."""
    number = next(_number)
    user = User.objects.create_user(f"user{number}", display_name=name or f"職員{number}")
    if duty is not None:
        organization = organization or an_organization()
        Assignment.objects.create(user=user, duty=duty, organization=organization, area=area, since=date(2026, 1, 1))
    return user


def acting(user: User, *, on: date = TODAY) -> Acting:
    """The user with the duties of the day."""
    return acting_for(user, on=on)


def as_(who: Acting) -> AbstractContextManager[Scope]:
    """A transaction in which this person acts."""
    return acting_in(scope_for(who))


def as_worker() -> AbstractContextManager[Scope]:
    """A transaction of the worker."""
    return acting_in(Scope(zone=Zone.WORKER))


def as_public() -> AbstractContextManager[Scope]:
    """A transaction of the public zone."""
    return acting_in(Scope(zone=Zone.PUBLIC))


def a_place(name: str = "", *, kind: PlaceKind = PlaceKind.SALON, **more: Any) -> Place:
    """A place."""
    return Place.objects.create(name=name or f"サロン{next(_number)}", kind=kind, **more)


def a_session(place: Place, on: date, **more: Any) -> Session:
    """One time people met at a place, nine of them, told by its group."""
    return Session.objects.create(
        place=place, submission=uuid.uuid4(), held_on=on, **{"part": DayPart.MORNING, "elders": 9, **more}
    )


def a_picture(*, size: tuple[int, int] = (640, 480), colour: str = "seagreen", **saved: Any) -> bytes:
    """The bytes of a picture as a camera would write it (JPEG unless said otherwise)."""
    file = BytesIO()
    Image.new("RGB", size, colour).save(file, **{"format": "JPEG", **saved})
    return file.getvalue()


def a_photo(place: Place, alt: str = "畳の部屋の長い机", *, state: PhotoState = PhotoState.SHOWN, **more: Any) -> Photo:
    """A photo of a place with its drawings, nobody in it; shown unless said otherwise."""
    drawn = read_picture(a_picture(colour=f"#{next(_number) % 0xFFFFFF:06x}"))
    files = {sha256(each.content).hexdigest(): each.content for each in (drawn.thumb, drawn.small, drawn.large)}
    names = [sha256(each.content).hexdigest() for each in (drawn.thumb, drawn.small, drawn.large)]
    photo = Photo.objects.create(
        place=place, submission=uuid4(), state=state, alt=alt, thumb=names[0], small=names[1], large=names[2],
        **{"people": PhotoPeople.NOBODY, "width": drawn.small.width, "height": drawn.small.height, **more},
    )  # fmt: skip
    if state in (PhotoState.SHOWN, PhotoState.WAITING):
        PhotoFile.objects.bulk_create(PhotoFile(photo=photo, sha256=name, content=kept) for name, kept in files.items())
    return photo


def an_activity(
    title: str = "", *, weekdays: Sequence[int] = (1,), state: ActivityState = ActivityState.PUBLISHED, **more: Any
) -> Activity:
    """An activity on these weekdays from ten to noon (none: without days)."""
    activity = Activity.objects.create(
        title=title or f"活動{next(_number)}", state=state, phone="054-123-4567",
        **{"kind": ActivityKind.EXERCISE, "meeting_point": "港公園", **more},
    )  # fmt: skip
    if weekdays:
        Recurrence.objects.create(activity=activity, weekdays=list(weekdays), opens_at=time(10), closes_at=time(12))
    return activity


def a_window(name: str = "", *, state: WindowState = WindowState.OPEN, **more: Any) -> Window:
    """A window, by default open: briefed, pledged, its banner flying."""
    more = {"briefed_on": date(2026, 4, 1), "pledged_on": date(2026, 4, 1), **more}
    return Window.objects.create(place=a_place(name), state=state, **more)


def a_proposal(who: Acting, title: str = "雨の日の集まり", *, at: datetime = NOW, **more: Any) -> Proposal:
    """A proposal that the person looks after, made by the real action."""
    assert who.user is not None
    usual = {"kind": ProposalKind.SALON, "next_step": "場所をさがす", "next_date": date(2026, 12, 4)}
    with as_(who):
        return startups.propose(by=who, at=at, title=title, coordinator_id=who.user.pk, **{**usual, **more})


def a_grant(group: str = "", *, terms: Terms | None = None, **more: Any) -> Application:
    """An application for 10,000 yen of the coming year, its budget balanced; a draft unless said otherwise."""
    if terms is None:
        programme = Programme.objects.create(name="ふれあいサロン助成", giver=an_organization())
        terms = Terms.objects.create(programme=programme, since=date(2026, 4, 1), startup_max=10_000, yearly_max=30_000)
    usual = {
        "purpose": "running", "starts_on": date(2026, 4, 1), "ends_on": date(2027, 3, 31), "amount": 10_000, "people": 10,
    }  # fmt: skip
    application = Application.objects.create(terms=terms, group=group or f"会{next(_number)}", **{**usual, **more})
    for position, (side, item) in enumerate((("income", "助成金"), ("expense", "お茶と会場"))):
        BudgetLine.objects.create(
            application=application, side=side, item=item, amount=application.amount, position=position
        )
    return application


def a_town(front_door: Organization | None = None, **more: Any) -> Municipality:
    """The town, its front door and its deadlines."""
    for step, (amount, unit) in DEFAULT_DEADLINES.items():
        Deadline.objects.get_or_create(step=step, defaults={"amount": amount, "unit": unit})
    return Municipality.objects.create(
        pk=1, name="おたがい市", desk_name="ふくし相談窓口", desk_phone="054-123-4567",
        front_door=front_door or an_organization("おたがい市社協"), **more,
    )  # fmt: skip


def a_consultation(who: Acting, text: str = "ごみ出しがつらい", *, at: datetime = NOW, **more: Any) -> Consultation:
    """A consultation that a staff member has received (state 受け止めました), made by the real action."""
    arrival = Arrival(text=text, **{"door": Door.PHONE, "origin": Origin.PERSON, **more})
    with as_(who):
        return arrive(arrival, by=who, at=at, received=True)
