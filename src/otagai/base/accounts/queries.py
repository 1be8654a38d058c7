"""Questions about accounts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from importlib import import_module
from itertools import groupby
from typing import Any, cast

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.utils import timezone

from otagai.base.accounts import rules
from otagai.base.accounts.acting import Acting, Held
from otagai.base.accounts.models import Assignment, Invitation, User
from otagai.base.accounts.words import Duty, Permission
from otagai.base.circles.postgresql.prepared import Slot, prepared

PAGE = 50


def acting_for(user: User, *, on: date) -> Acting:
    """The person with the duties in force on the day; one query. A user without duties may do nothing."""
    rows = user.held_on[1] if user.held_on is not None and user.held_on[0] == on else duties_on(user=user.pk, on=on)
    held = tuple(Held(Duty(duty), organization, name, area) for duty, organization, name, area in rows)
    return Acting(user=user, held=held, name=user.display_name)


HELD = ("duty", "organization_id", "organization__name", "area_id")


@prepared
def duties_on(*, user: Slot, on: Any) -> QuerySet[Any, Any]:
    """The duties of a person on a day (slots), as HELD."""
    return Assignment.objects.filter(user=user).active(on).order_by("since", "pk").values_list(*HELD)


def active_user(pk: int, *, on: date) -> User | None:
    """The account with this number, if it may be used, with its duties of the day; one query."""
    for user in user_with_duties(pk=pk, on=on):
        user.held_on = (on, [tuple(held[name] for name in HELD) for held in user.duties_of_day])
        return cast(User, user)
    return None


@prepared
def user_with_duties(*, pk: Slot, on: Any) -> QuerySet[User]:
    """The account, and the duties in force as a list of HELD."""
    held = Assignment.objects.filter(user=OuterRef("pk")).active(on).order_by("since", "pk")
    duties = ArraySubquery(held.values_list(JSONObject(**{name: name for name in HELD})))
    return User.objects.filter(pk=pk, is_active=True).annotate(duties_of_day=duties)


def names_of(user_ids: Iterable[int]) -> dict[int, str]:
    """What the accounts are called; one query (none for no ids)."""
    ids = set(user_ids)
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "display_name")) if ids else {}


def ids_named(text: str) -> list[int]:
    """Accounts whose user name or name contains the text; one query."""
    named = User.objects.filter(Q(username__icontains=text) | Q(display_name__icontains=text))
    return list(named.values_list("pk", flat=True)[:200])


def organization_names(ids: Iterable[int]) -> dict[int, str]:
    """What the organisations are called; one query (none for no ids)."""
    wanted = set(ids)
    return dict(organizations().filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


@dataclass(frozen=True)
class DemoLogin:
    """A log-in of the sample town, shown on the log-in page: who it is and what to try."""

    username: str
    duty: str
    organization: str
    to_try: str


@dataclass(frozen=True)
class DemoLogins:
    """The log-ins of the sample town with the passphrase they share; none anywhere else."""

    logins: tuple[DemoLogin, ...] = ()
    passphrase: str = ""


@dataclass(frozen=True)
class AccountLine:
    """An account in the list: who, whether it can be used, which duties today."""

    pk: int
    username: str
    display_name: str
    state: str
    shape: str
    duties: tuple[str, ...]


@dataclass(frozen=True)
class AccountLines:
    """A page of accounts in the order of their numbers."""

    lines: list[AccountLine]
    following: str


@dataclass(frozen=True)
class AssignmentLine:
    """One duty of an account with its dates."""

    pk: int
    duty: str
    sees_people: bool
    organization: str
    area: str
    since: date
    until: date | None
    is_open: bool


@dataclass(frozen=True)
class AccountPage:
    """Everything the administration of accounts knows of one account; nothing about people."""

    pk: int
    username: str
    display_name: str
    email: str
    phone: str
    state: str
    shape: str
    is_active: bool
    last_login: datetime | None
    invited_until: datetime | None
    second_factors: int
    assignments: list[AssignmentLine]


@dataclass(frozen=True)
class Welcome:
    """What an invited person sees before choosing a passphrase."""

    user: User
    duties: list[AssignmentLine]
    expires_at: datetime


def demo_logins() -> DemoLogins:
    """The log-ins of the sample town (`demo.logins`); empty in every real town (safety rule 14)."""
    if not settings.OTAGAI_DEMO or not apps.is_installed("demo"):
        return DemoLogins()
    try:
        listed = import_module("demo.logins")
    except ModuleNotFoundError:
        return DemoLogins()
    return DemoLogins(tuple(DemoLogin(*row) for row in listed.LOGINS), getattr(listed, "PASSPHRASE", ""))


def accounts(text: str = "", *, after: int = 0, on: date) -> AccountLines:
    """Accounts whose name, user name or organisation contains the text, 50 at a time; two queries."""
    found = User.objects.filter(pk__gt=after).order_by("pk")
    if text:
        at_organization = Assignment.objects.filter(organization__name__icontains=text).values("user_id")
        found = found.filter(Q(display_name__icontains=text) | Q(username__icontains=text) | Q(pk__in=at_organization))
    page = list(found[: PAGE + 1])
    held = duties_of([user.pk for user in page], on=on)
    lines = [account_line(user, held.get(user.pk, ())) for user in page[:PAGE]]
    return AccountLines(lines, str(page[PAGE - 1].pk) if len(page) > PAGE else "")


def duties_of(user_ids: list[int], *, on: date) -> dict[int, tuple[str, ...]]:
    """What each of the accounts does today and where, in words; one query."""
    rows = Assignment.objects.active(on).filter(user_id__in=user_ids).order_by("pk")
    held: dict[int, tuple[str, ...]] = {}
    for user_id, duty, organization in rows.values_list("user_id", "duty", "organization__name"):
        held[user_id] = (*held.get(user_id, ()), f"{organization} {Duty.label_of(duty)}")
    return held


def account_line(user: User, duties: tuple[str, ...]) -> AccountLine:
    """An account with the duties of the day as a line of the list."""
    state, shape = state_of(user, has_duty=bool(duties))
    return AccountLine(user.pk, user.username, user.display_name, state, shape, duties)


def state_of(user: User, *, has_duty: bool) -> tuple[str, str]:
    """The word and the shape for the state of an account."""
    if not user.is_active:
        return "閉じました", "ended"
    if not has_duty:
        return "職務がありません（入れません）", "late"
    if not user.has_usable_password():
        return "案内中", "handing"
    return "使えます", "supporting"


def account_page(pk: int, *, on: date) -> AccountPage | None:
    """One account with all its duties, past and to come; four queries. None when there is no such account."""
    user = User.objects.filter(pk=pk).first()
    if user is None:
        return None
    assignments = assignments_of(pk, on=on)
    state, shape = state_of(user, has_duty=any(held.is_open and held.since <= on for held in assignments))
    invited = Invitation.objects.filter(user=user, used_at__isnull=True, revoked_at__isnull=True)
    return AccountPage(
        user.pk, user.username, user.display_name, user.email, user.phone, state, shape, user.is_active,
        user.last_login, invited.order_by("-pk").values_list("expires_at", flat=True).first(),
        Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES).count(), assignments,
    )  # fmt: skip


def assignments_of(user_id: int, *, on: date) -> list[AssignmentLine]:
    """All duties of an account, those in force first; one query."""
    rows = Assignment.objects.filter(user_id=user_id).select_related("organization", "area").order_by("-since", "-pk")
    lines = [
        AssignmentLine(
            row.pk, Duty.label_of(row.duty), rules.sees_people(Duty(row.duty)), row.organization.name,
            row.area.name if row.area else "", row.since, row.until, row.until is None or row.until > on,
        )
        for row in rows
    ]  # fmt: skip
    return sorted(lines, key=lambda line: not line.is_open)


def invitation_for(token: str, *, at: datetime) -> Welcome | None:
    """The invitation behind a link; None for a used, revoked, expired or unknown one (all look the same)."""
    invitation = (
        Invitation.objects.select_related("user")
        .filter(token_hash=rules.hash_of(token), user__is_active=True)
        .filter(used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=at).first()
    )  # fmt: skip
    if invitation is None:
        return None
    duties = [held for held in assignments_of(invitation.user_id, on=timezone.localdate(at)) if held.is_open]
    return Welcome(invitation.user, duties, invitation.expires_at)


def receivers_at(organization_id: int, *, on: date) -> tuple[int, int]:
    """How many may receive consultations at the organisation on the day: who have been in, and who are only invited; one query."""
    held = Assignment.objects.active(on).of(*rules.duties_with(Permission.RECEIVE_CONSULTATION))
    rows = held.filter(organization_id=organization_id).values_list("user_id", "user__last_login")
    came = {user_id: last_login is not None for user_id, last_login in rows}
    return sum(came.values()), len(came) - sum(came.values())


def organizations() -> QuerySet[Any]:
    """The organisations of the town above, by the name of their model: base knows that there are some, not what they are."""
    return apps.get_model("organizations", "Organization")._default_manager.all()


def organization_choices(*, on: date) -> list[tuple[int, str]]:
    """Organisations that exist on the day, for a form; one query."""
    rows = organizations().filter(Q(until__isnull=True) | Q(until__gt=on)).order_by("name")
    return list(rows.values_list("pk", "name"))


def area_choices(*, on: date) -> list[tuple[str, list[tuple[int, str]]]]:
    """Areas in force, grouped by their layer, for a form; one query."""
    rows = apps.get_model("areas", "Area")._default_manager.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on))
    named = rows.order_by("layer__name", "name").values_list("layer__name", "pk", "name")
    return [(layer, [(pk, name) for _, pk, name in group]) for layer, group in groupby(named, key=lambda row: row[0])]


def who_may(permission: Permission, *, on: date, without: Permission | None = None) -> list[tuple[int, str]]:
    """Accounts whose duties of the day allow the one (and none of them the other), with name and organisation; one query."""
    duties = [
        duty for duty in rules.duties_with(permission) if without is None or duty not in rules.duties_with(without)
    ]
    held = Assignment.objects.active(on).of(*duties).order_by("user__display_name", "user_id")
    rows = held.values_list("user_id", "user__display_name", "organization__name")
    return list({pk: (pk, f"{name}（{organization}）") for pk, name, organization in rows}.values())
