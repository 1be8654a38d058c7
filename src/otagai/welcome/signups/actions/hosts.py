"""What the hosts do with their list: write down who telephoned, take somebody off, say that somebody was told."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from otagai.base.accounts.acting import Acting
from otagai.base.audit import actions as audit
from otagai.base.circles import actions as circles
from otagai.base.circles.models import Membership
from otagai.base.circles.words import Basis
from otagai.base.safekeeping.errors import RuleBroken
from otagai.town.activities.queries import standing_by
from otagai.welcome.letterbox import actions as letterbox
from otagai.welcome.letterbox import queries as letters
from otagai.welcome.signups.actions.public import Caller, Wish, take_place, why_not
from otagai.welcome.signups.models import Participant, Roll, SignUp, SignUpEnd, Telling
from otagai.welcome.signups.queries import participant_for
from otagai.welcome.signups.words import EndedBy, News, Way

NOT_YOURS = "申し込んだ人の名前を 見たり書いたりできるのは、開く団体だけです"


@transaction.atomic
def enter(wish: Wish, caller: Caller, *, by: Acting, at: datetime) -> SignUp:
    """Somebody telephoned or filled in a sheet: the same line, a number without a passphrase. Raises RuleBroken."""
    if standing_by(wish.activity_id).isdisjoint(by.organizations):
        raise RuleBroken([NOT_YOURS])
    if reasons := why_not(wish, caller, on=timezone.localdate(at)):
        raise RuleBroken(reasons)
    number = letters.next_receipt_number(timezone.localdate(at))
    letterbox.slip_with(number, "", at=at)
    made = take_place(number, wish, at=at)
    roll = roll_for(wish.activity_id, by=by, at=at)
    put_down(made, caller, roll=roll)
    audit.record(
        "signups.entered", by=by, subject=("activity", wish.activity_id), circle_id=roll.circle_id, sign_up=made.pk
    )
    return made


def put_down(made: SignUp, caller: Caller, *, roll: Roll) -> Participant:
    """The name in the circle of the hosts."""
    return Participant.objects.create(
        circle_id=roll.circle_id, sign_up=made, activity_id=made.activity_id, name=caller.name.strip()[:80],
        phone=caller.phone.strip()[:40], mail=caller.mail.strip()[:254], note=caller.note.strip()[:400],
    )  # fmt: skip


def roll_for(activity_id: int, *, by: Acting, at: datetime) -> Roll:
    """The list of the activity with its circle, in which all hosts stand; made when it is not there yet."""
    roll = Roll.objects.filter(activity_id=activity_id).first()
    if roll is None:
        homes = sorted(standing_by(activity_id), key=lambda pk: (pk not in by.organizations, pk))
        circle = circles.open_circle(organization_id=homes[0], basis=Basis.SIGNED_UP, by=by, at=at)
        for home in homes[1:]:
            circles.join(circle.pk, organization_id=home, basis=Basis.SIGNED_UP, by=by, at=at)
        roll = Roll.objects.create(activity_id=activity_id, circle=circle)
    return roll


def keep_circle(roll: Roll, *, by: Acting, at: datetime) -> None:
    """Whoever holds the activity now stands in the circle; whoever does so no longer leaves it."""
    wanted = standing_by(roll.activity_id)
    there = set(
        Membership.objects.filter(circle_id=roll.circle_id, until__isnull=True).values_list(
            "organization_id", flat=True
        )
    )
    for home in sorted(wanted - there):
        circles.join(roll.circle_id, organization_id=home, basis=Basis.SIGNED_UP, by=by, at=at)
    for home in sorted(pk for pk in there - wanted if pk is not None):
        circles.leave(roll.circle_id, organization_id=home, by=by, at=at)


@transaction.atomic
def end(activity_id: int, sign_up_id: int, *, by: Acting, at: datetime) -> None:
    """They said that they do not come: the place goes to the next in line. 404 outside the circle."""
    who = participant_for(activity_id, sign_up_id, by=by)
    if SignUpEnd.objects.filter(sign_up_id=sign_up_id).exists():
        return
    SignUpEnd.objects.create(sign_up_id=sign_up_id, ended_by=EndedBy.HOST, at=at)
    audit.record("signups.ended", by=by, subject=("activity", activity_id), circle_id=who.circle_id, sign_up=sign_up_id)


@transaction.atomic
def told(activity_id: int, sign_up_id: int, *, by: Acting, news: News, way: Way, at: datetime) -> None:
    """They were told by telephone or face to face. 404 outside the circle; the same again changes nothing."""
    who = participant_for(activity_id, sign_up_id, by=by)
    last = Telling.objects.filter(sign_up_id=sign_up_id).order_by("-pk").values_list("news", flat=True).first()
    if last == news:
        return
    Telling.objects.create(circle_id=who.circle_id, sign_up_id=sign_up_id, news=news, way=way, by=by.user, at=at)
    audit.record(
        "signups.told", by=by, subject=("activity", activity_id), circle_id=who.circle_id, sign_up=sign_up_id, news=news
    )
