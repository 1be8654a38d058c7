"""Invitations instead of passwords by mail: a one-time link with which the invited choose their own passphrase."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from otagai.base.accounts import rules
from otagai.base.accounts.acting import Acting
from otagai.base.accounts.actions.duties import Task, assign
from otagai.base.accounts.models import Assignment, Invitation, User
from otagai.base.accounts.words import Duty
from otagai.base.audit import actions as audit
from otagai.base.notices import actions as notices
from otagai.base.notices.words import NoticeKind
from otagai.base.safekeeping.errors import RuleBroken

INVITED = Acting(name="招待された本人")


@dataclass(frozen=True)
class Guest:
    """Who is invited."""

    username: str
    display_name: str
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Invited:
    """The account that waits, and the token of its link: shown once, kept nowhere."""

    user: User
    token: str


@transaction.atomic
def create(guest: Guest, *, by: Acting, passphrase: str | None = None) -> User:
    """A new account, without a usable passphrase unless one is given (the founder of a town). Raises RuleBroken."""
    username = guest.username.strip().lower()
    taken = User.objects.filter(username=username).exists()
    if reasons := rules.why_not_name(username, is_taken=taken):
        raise RuleBroken(reasons)
    user = User.objects.create_user(
        username, display_name=guest.display_name, password=passphrase, email=guest.email, phone=guest.phone
    )
    audit.record("accounts.created", by=by, subject=("user", user.pk))
    return user


@transaction.atomic
def invite(guest: Guest, tasks: list[Task], *, by: Acting, at: datetime) -> Invited:
    """A new account with its duties, and the link that opens it for seven days."""
    user = create(guest, by=by)
    for task in tasks:
        assign(user.pk, task, by=by)
    return Invited(user, issue(user.pk, by=by, at=at))


def issue(user_id: int, *, by: Acting, at: datetime) -> str:
    """A new one-time link; earlier ones that were not used stop working."""
    Invitation.objects.filter(user_id=user_id, used_at__isnull=True, revoked_at__isnull=True).update(revoked_at=at)
    token = secrets.token_urlsafe(32)
    Invitation.objects.create(
        user_id=user_id, token_hash=rules.hash_of(token), invited_by=by.user, created_at=at,
        expires_at=at + rules.INVITATION_LASTS,
    )  # fmt: skip
    audit.record("accounts.invited", by=by, subject=("user", user_id))
    return token


@transaction.atomic
def resend(user_id: int, *, by: Acting, at: datetime) -> Invited:
    """A fresh link, also for somebody who forgot the passphrase: until it is used, the old passphrase stays valid."""
    user = User.objects.get(pk=user_id, is_active=True)
    if user.has_usable_password():
        tell_resent(user_id, by=by, at=at)
    return Invited(user, issue(user_id, by=by, at=at))


def tell_resent(user_id: int, *, by: Acting, at: datetime) -> None:
    """Whoever has the link can take the account over: the person and 個人情報管理者 hear of it, by account number."""
    watchers = Assignment.objects.active(timezone.localdate(at)).of(Duty.PRIVACY_OFFICER).people()
    notices.give(
        [user_id, *watchers], kind=NoticeKind.ACCOUNT, key=f"resent:{user_id}:{at.isoformat()}", by=by,
        text=f"アカウント {user_id}番の 合言葉を作りなおす案内が出されました。心当たりがないときは、すぐに知らせてください", url="",
    )  # fmt: skip


@transaction.atomic
def revoke(user_id: int, *, by: Acting, at: datetime) -> None:
    """Links that were not used yet stop working at once."""
    Invitation.objects.filter(user_id=user_id, used_at__isnull=True, revoked_at__isnull=True).update(revoked_at=at)
    audit.record("accounts.invitation_revoked", by=by, subject=("user", user_id))


@transaction.atomic
def take_up(token: str, *, passphrase: str, at: datetime) -> User:
    """The invited person chooses a passphrase; the link is used up and all sessions end. Raises RuleBroken."""
    invitation = (
        Invitation.objects.select_for_update(of=("self",)).select_related("user")
        .filter(token_hash=rules.hash_of(token), user__is_active=True).first()
    )  # fmt: skip
    dead = invitation is None or rules.why_not_take_up(
        is_used=invitation.used_at is not None, is_revoked=invitation.revoked_at is not None,
        has_expired=invitation.expires_at <= at,
    )  # fmt: skip
    if invitation is None or dead:
        raise RuleBroken(rules.why_not_take_up(is_used=True, is_revoked=False, has_expired=False))
    user = invitation.user
    try:
        validate_password(passphrase, user)
    except ValidationError as weak:
        raise RuleBroken(list(weak.messages)) from weak
    user.set_password(passphrase)
    user.sessions_ended += 1
    user.save(update_fields=["password", "sessions_ended"])
    Invitation.objects.filter(pk=invitation.pk).update(used_at=timezone.localtime(at))
    audit.record("accounts.invitation_taken_up", by=INVITED, subject=("user", user.pk))
    return user
