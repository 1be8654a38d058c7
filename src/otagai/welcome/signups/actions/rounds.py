"""What the worker does for sign-ups: it opens what is sealed, tells the news, and lets the names go."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.words import Permission
from otagai.base.audit import actions as audit
from otagai.base.municipality import queries as municipality
from otagai.base.notices import actions as notices
from otagai.base.notices.words import NoticeKind
from otagai.town.activities.queries import standing_by
from otagai.welcome.letterbox import actions as letterbox
from otagai.welcome.letterbox import queries as letters
from otagai.welcome.letterbox.models import Letter
from otagai.welcome.letterbox.words import LetterKind
from otagai.welcome.signups import rules
from otagai.welcome.signups.actions.hosts import keep_circle, put_down, roll_for
from otagai.welcome.signups.actions.public import Caller
from otagai.welcome.signups.models import Participant, Roll, SignUp, Telling
from otagai.welcome.signups.queries import Untold, untold
from otagai.welcome.signups.words import Way


def open_letters(*, by: Acting, at: datetime, most: int = 100) -> int:
    """Open the sealed sign-ups, each in a transaction of its own; what cannot be opened stays, with its trouble on it."""
    waiting = letters.unopened(most, kinds=[LetterKind.SIGN_UP])
    return letterbox.take_in_each(waiting, lambda letter: open_letter(letter, by=by, at=at))


@transaction.atomic
def open_letter(letter: Letter, *, by: Acting, at: datetime) -> bool:
    """The name goes into the circle of the hosts, and they learn once a day that somebody signed up."""
    contents = letterbox.opened(letter)
    if contents is None:
        return False
    made = SignUp.objects.get(receipt_number=letter.receipt_number)
    roll = roll_for(made.activity_id, by=by, at=at)
    keep_circle(roll, by=by, at=at)
    said = {name: str(contents.get(name) or "") for name in ("name", "phone", "mail", "note")}
    put_down(made, Caller(**said), roll=roll)
    tell_hosts(
        made.activity_id, made.day, roll.circle_id, by=by, text="活動に 申し込みが 届きました",
        key=f"signed_up:{made.activity_id}:{made.day}:{timezone.localdate(at)}",
    )  # fmt: skip
    return True


def tell_hosts(activity_id: int, day: date, circle_id: int, *, by: Acting, text: str, key: str) -> None:
    """A line to those who keep the activity at each of the organisations that see the list; it names nobody."""
    url = f"{reverse('desk:activity_roll', args=[activity_id])}?day={day.isoformat()}"
    for home in sorted(standing_by(activity_id)):
        notices.give_to_duty(
            home, permission=Permission.KEEP_ACTIVITIES, kind=NoticeKind.SIGN_UPS, text=text, url=url, key=key, by=by,
            about=notices.About(circle_id),
        )  # fmt: skip


def keep_circles(*, by: Acting, at: datetime) -> int:
    """Every list is seen by the hosts of today; how many lists."""
    rolls = list(Roll.objects.order_by("pk"))
    for roll in rolls:
        keep_circle(roll, by=by, at=at)
    return len(rolls)


def tell_news(*, by: Acting, at: datetime) -> int:
    """A mail to whoever left an address; the hosts are asked to telephone the others. Returns mails that left."""
    to_telephone: dict[tuple[int, date, int], list[Untold]] = defaultdict(list)
    sent = 0
    for one in untold(on=timezone.localdate(at)):
        rests = one.mail_failed_at is not None and at - one.mail_failed_at < rules.LATEST_TRIES
        if one.mail and not rests and mailed(one, by=by, at=at):
            sent += 1
        else:
            to_telephone[one.activity_id, one.day, one.circle_id].append(one)
    for (activity, day, circle), waiting in to_telephone.items():
        newest = max(f"{one.sign_up_id}:{one.news}" for one in waiting)
        tell_hosts(
            activity, day, circle, by=by, text=f"活動に 申し込んだ人 {len(waiting)}人に、電話などで知らせてください",
            key=f"to_telephone:{activity}:{day}:{len(waiting)}:{newest}",
        )  # fmt: skip
    return sent


@transaction.atomic
def mailed(one: Untold, *, by: Acting, at: datetime) -> bool:
    """One mail without a name, a number or the activity in it; when it does not leave, somebody telephones."""
    address = settings.OTAGAI_ORIGIN + reverse("portal:reply")
    try:
        EmailMessage(rules.MAIL_SUBJECT, rules.mail_body(address), to=[one.mail]).send()
    except (OSError, SMTPException, ValueError):
        Participant.objects.filter(pk=one.participant_id).update(mail_failed_at=at)
        return False
    Telling.objects.create(circle_id=one.circle_id, sign_up_id=one.sign_up_id, news=one.news, way=Way.MAIL, at=at)
    audit.record(
        "signups.told", by=by, subject=("activity", one.activity_id), circle_id=one.circle_id, sign_up=one.sign_up_id,
        news=one.news,
    )  # fmt: skip
    return True


@transaction.atomic
def let_names_go(*, by: Acting, on: date) -> int:
    """After the term that the town has set, names, telephones and what was sealed are erased; how many."""
    stay_from = rules.names_stay_from(on, municipality.town().sign_up_keep_days)
    over = SignUp.objects.filter(day__lt=stay_from)
    letterbox.forget(list(over.values_list("receipt_number", flat=True)))
    gone = Participant.objects.filter(sign_up__day__lt=stay_from, erased_at__isnull=True).update(
        name="", phone="", mail="", note="", erased_at=timezone.now()
    )
    if gone:
        audit.record("signups.forgotten", by=by, subject=("activity", None), count=gone)
    return gone
