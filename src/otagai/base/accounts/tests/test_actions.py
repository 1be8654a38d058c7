"""Inviting, giving and ending duties, closing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from otagai.base.accounts import actions, queries
from otagai.base.accounts.actions import Guest, Task
from otagai.base.accounts.models import Assignment, Invitation, User
from otagai.base.accounts.words import Duty, Permission
from otagai.base.audit.models import Deed, Version
from otagai.base.notices.models import Notice
from otagai.base.safekeeping.errors import RuleBroken
from tests.factories import a_user, acting, an_organization, as_, as_worker

pytestmark = pytest.mark.django_db
GOOD = "なんでも話せるまちにしよう"


def invited(by: User, *, duty: Duty = Duty.CSW) -> actions.Invited:
    task = Task(duty, an_organization().pk, since=date(2026, 4, 1))
    with as_(acting(by)):
        return actions.invite(Guest("tanaka", "田中 花"), [task], by=acting(by), at=timezone.now())


def test_the_invited_chooses_a_passphrase_once() -> None:
    found = invited(a_user(Duty.SYSTEM_ADMINISTRATOR))
    assert not found.user.has_usable_password()
    assert found.token not in set(Invitation.objects.values_list("token_hash", flat=True))
    user = actions.take_up(found.token, passphrase=GOOD, at=timezone.now())
    assert user.check_password(GOOD)
    with pytest.raises(RuleBroken):
        actions.take_up(found.token, passphrase=GOOD + "2", at=timezone.now())


def test_a_weak_passphrase_is_refused_and_the_link_stays() -> None:
    found = invited(a_user(Duty.SYSTEM_ADMINISTRATOR))
    with pytest.raises(RuleBroken):
        actions.take_up(found.token, passphrase="tanaka1234", at=timezone.now())
    with pytest.raises(RuleBroken):
        actions.take_up(found.token, passphrase="みじかい", at=timezone.now())
    assert queries.invitation_for(found.token, at=timezone.now()) is not None


def test_a_link_dies_after_seven_days_when_revoked_and_when_another_is_sent() -> None:
    admin = a_user(Duty.SYSTEM_ADMINISTRATOR)
    found = invited(admin)
    assert queries.invitation_for(found.token, at=timezone.now() + timedelta(days=7)) is None
    with as_(acting(admin)):
        again = actions.resend(found.user.pk, by=acting(admin), at=timezone.now())
        assert queries.invitation_for(found.token, at=timezone.now()) is None
        assert queries.invitation_for(again.token, at=timezone.now()) is not None
        actions.revoke(found.user.pk, by=acting(admin), at=timezone.now())
    assert queries.invitation_for(again.token, at=timezone.now()) is None
    with pytest.raises(RuleBroken):
        actions.take_up(again.token, passphrase=GOOD, at=timezone.now())


def test_a_link_to_an_account_in_use_is_never_made_in_silence() -> None:
    admin, user, officer = a_user(Duty.SYSTEM_ADMINISTRATOR), a_user(Duty.CSW), a_user(Duty.PRIVACY_OFFICER)
    user.set_password(GOOD)
    user.save()
    with as_(acting(admin)):
        actions.resend(user.pk, by=acting(admin), at=timezone.now())
    with as_worker():
        assert set(Notice.objects.values_list("user_id", flat=True)) == {user.pk, officer.pk}


def test_an_unknown_link_opens_nothing() -> None:
    assert queries.invitation_for("nobody", at=timezone.now()) is None


def test_giving_casework_is_a_deed_and_the_privacy_officer_hears_of_it() -> None:
    admin, officer = a_user(Duty.SYSTEM_ADMINISTRATOR), a_user(Duty.PRIVACY_OFFICER)
    task = Task(Duty.CSW, an_organization().pk, since=date(2026, 4, 1))
    with as_(acting(admin)):
        actions.assign(admin.pk, task, by=acting(admin))
        assert Deed.objects.filter(verb="accounts.assigned", subject_id=admin.pk, user_id=admin.pk).exists()
    with as_worker():
        told = Notice.objects.get(user=officer)
    assert f"アカウント {admin.pk}番に 本人が自分で職務" in told.text
    assert admin.display_name not in told.text


def test_the_same_duty_is_not_given_twice_and_dates_run_forward() -> None:
    admin = a_user(Duty.SYSTEM_ADMINISTRATOR)
    user = a_user(None)
    task = Task(Duty.CSW, an_organization().pk, since=date(2026, 4, 1))
    with as_(acting(admin)):
        actions.assign(user.pk, task, by=acting(admin))
        with pytest.raises(RuleBroken):
            actions.assign(user.pk, task, by=acting(admin))
        with pytest.raises(RuleBroken):
            actions.assign(
                user.pk, Task(Duty.COUNSELLOR, task.organization_id, task.since, until=task.since), by=acting(admin)
            )
    assert Assignment.objects.filter(user=user).count() == 1


def test_a_duty_ends_with_its_day_and_is_never_deleted() -> None:
    admin, user = a_user(Duty.SYSTEM_ADMINISTRATOR), a_user(Duty.CSW)
    held = Assignment.objects.get(user=user)
    today = timezone.localdate()
    with as_(acting(admin)):
        actions.end_assignment(user.pk, held.pk, until=today, by=acting(admin))
    assert not acting(user, on=today).permissions
    assert acting(user, on=today - timedelta(days=1)).may(Permission.READ_CONSULTATION)
    assert Assignment.objects.filter(pk=held.pk).exists()


def test_a_duty_is_ended_only_through_its_own_account() -> None:
    admin, user, other = a_user(Duty.SYSTEM_ADMINISTRATOR), a_user(Duty.CSW), a_user(Duty.CSW)
    held = Assignment.objects.get(user=user)
    with as_(acting(admin)), pytest.raises(Assignment.DoesNotExist):
        actions.end_assignment(other.pk, held.pk, until=timezone.localdate(), by=acting(admin))


def test_closing_ends_duties_links_and_sessions_and_can_be_undone() -> None:
    admin = a_user(Duty.SYSTEM_ADMINISTRATOR)
    found = invited(admin)
    before = User.objects.get(pk=found.user.pk).get_session_auth_hash()
    with as_(acting(admin)):
        actions.close(found.user.pk, by=acting(admin), at=timezone.now())
    closed = User.objects.get(pk=found.user.pk)
    assert not closed.is_active
    assert closed.get_session_auth_hash() != before
    assert not Assignment.objects.active(timezone.localdate()).filter(user=closed).exists()
    assert queries.invitation_for(found.token, at=timezone.now()) is None
    with as_(acting(admin)):
        actions.reopen(closed.pk, by=acting(admin))
    assert User.objects.get(pk=closed.pk).is_active


def test_the_last_administrator_and_oneself_stay() -> None:
    admin = a_user(Duty.SYSTEM_ADMINISTRATOR)
    helper = a_user(Duty.CSW)
    with as_(acting(admin)):
        with pytest.raises(RuleBroken):
            actions.close(admin.pk, by=acting(admin), at=timezone.now())
        with pytest.raises(RuleBroken):
            actions.close(admin.pk, by=acting(helper), at=timezone.now())
        with pytest.raises(RuleBroken):
            held = Assignment.objects.get(user=admin)
            actions.end_assignment(admin.pk, held.pk, until=timezone.localdate(), by=acting(helper))


def test_resetting_the_second_factor_forgets_it_ends_sessions_and_tells_both() -> None:
    admin, user, officer = a_user(Duty.SYSTEM_ADMINISTRATOR), a_user(Duty.CSW), a_user(Duty.PRIVACY_OFFICER)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    before = user.get_session_auth_hash()
    with as_(acting(admin)):
        actions.reset_second_factor(user.pk, by=acting(admin), at=timezone.now())
    assert not Authenticator.objects.filter(user=user).exists()
    assert User.objects.get(pk=user.pk).get_session_auth_hash() != before
    with as_worker():
        assert set(Notice.objects.values_list("user_id", flat=True)) == {user.pk, officer.pk}


def test_versions_of_accounts_hold_no_passphrase() -> None:
    user = a_user()
    user.set_password(GOOD)
    user.save()
    with as_worker():
        versions = Version.objects.filter(table="accounts_user", row_id=user.pk)
        assert versions.count() == 1
        assert "password" not in versions.get().changes
