"""Closing an account, opening it again, and help for those who locked themselves out."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from otagai.base.accounts import rules
from otagai.base.accounts.acting import Acting
from otagai.base.accounts.actions.duties import last_administrators
from otagai.base.accounts.actions.invitations import revoke
from otagai.base.accounts.models import Assignment, User
from otagai.base.accounts.words import Duty
from otagai.base.audit import actions as audit
from otagai.base.notices import actions as notices
from otagai.base.notices.words import NoticeKind
from otagai.base.safekeeping.errors import RuleBroken


def end_sessions(user_id: int) -> None:
    """Whoever is logged in with this account is logged out at the next request."""
    User.objects.filter(pk=user_id).update(sessions_ended=F("sessions_ended") + 1)


@transaction.atomic
def close(user_id: int, *, by: Acting, at: datetime) -> None:
    """The account ends: duties, links and sessions with it, at the next request. Raises RuleBroken."""
    today = timezone.localdate(at)
    own = by.user is not None and by.user.pk == user_id
    if reasons := rules.why_not_close(is_own=own, is_last_administrator=last_administrators([user_id], on=today)):
        raise RuleBroken(reasons)
    held = Assignment.objects.filter(Q(until__isnull=True) | Q(until__gt=today), user_id=user_id)
    held.filter(since__lte=today).update(until=today)
    held.filter(since__gt=today).update(until=F("since"))
    revoke(user_id, by=by, at=at)
    User.objects.filter(pk=user_id).update(is_active=False)
    end_sessions(user_id)
    audit.record("accounts.closed", by=by, subject=("user", user_id))


@transaction.atomic
def reopen(user_id: int, *, by: Acting) -> None:
    """The account may be used again; its duties must be given anew."""
    User.objects.filter(pk=user_id).update(is_active=True)
    audit.record("accounts.reopened", by=by, subject=("user", user_id))


def unlocked(user_id: int, *, by: Acting) -> None:
    """Write down that the lock-out after failed attempts was lifted (the attempts are counted by the log-in)."""
    audit.record("accounts.unlocked", by=by, subject=("user", user_id))


@transaction.atomic
def reset_second_factor(user_id: int, *, by: Acting, at: datetime) -> None:
    """All second factors of the account are forgotten, and all sessions end; the person and 個人情報管理者 are told."""
    Authenticator.objects.filter(user_id=user_id).delete()
    end_sessions(user_id)
    audit.record("accounts.second_factor_reset", by=by, subject=("user", user_id))
    watchers = Assignment.objects.active(timezone.localdate(at)).of(Duty.PRIVACY_OFFICER).people()
    notices.give(
        [user_id, *watchers], kind=NoticeKind.ACCOUNT, key=f"second-factor:{user_id}:{at.isoformat()}", by=by,
        text=f"アカウント {user_id}番の 二段階の確認が 取り消されました。心当たりがないときは、すぐに知らせてください", url="",
    )  # fmt: skip
