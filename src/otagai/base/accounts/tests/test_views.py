"""The administration of accounts and the invitation page, as browsers meet them."""

from __future__ import annotations

import re
import uuid

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from otagai.base.accounts.models import Assignment, User
from otagai.base.accounts.tests.entering import entered
from otagai.base.accounts.words import Duty
from tests.factories import a_user, an_organization

pytestmark = pytest.mark.django_db
GOOD = "なんでも話せるまちにしよう"


def the_form(**more: object) -> dict[str, object]:
    return {
        "key": uuid.uuid4(), "display_name": "田中 花", "username": "tanaka", "email": "hana@example.jp", "phone": "",
        "duty": Duty.CSW.value, "organization": an_organization().pk, "area": "", "since": "2026-04-01", "until": "",
        **more,
    }  # fmt: skip


def link_in(page: str) -> str:
    found = re.search(r"http://testserver(/accounts/invitation/[^<\s]+)", page)
    assert found
    return found[1]


def test_an_invitation_from_the_form_to_the_first_log_in() -> None:
    browser = entered(a_user(Duty.SYSTEM_ADMINISTRATOR))
    answer = browser.post(reverse("accounts:invite"), the_form(), follow=True)
    link = link_in(answer.content.decode())
    assert "合言葉" not in mail.outbox[0].subject
    assert link in mail.outbox[0].body
    assert link not in browser.get(answer.wsgi_request.path).content.decode()
    guest = Client()
    assert "田中 花" in guest.get(link).content.decode()
    wrong = guest.post(link, {"passphrase": GOOD, "again": "べつの合言葉にしてみる"})
    assert "2つの合言葉がちがいます" in wrong.content.decode()
    assert "書いたことは消えていません" not in wrong.content.decode()
    answer = guest.post(link, {"passphrase": GOOD, "again": GOOD}, follow=True)
    assert answer.wsgi_request.path == reverse("account_login")
    assert "合言葉を決めました" in answer.content.decode()
    assert guest.get(link).status_code == 404
    assert guest.post(reverse("account_login"), {"login": "TANAKA", "password": GOOD}).url == "/desk/"


def test_pressing_invite_twice_makes_one_account() -> None:
    browser = entered(a_user(Duty.SYSTEM_ADMINISTRATOR))
    form = the_form()
    first, second = (browser.post(reverse("accounts:invite"), form) for _ in range(2))
    assert first.url == second.url
    assert User.objects.filter(username="tanaka").count() == 1


def test_a_taken_user_name_keeps_what_was_typed() -> None:
    admin = a_user(Duty.SYSTEM_ADMINISTRATOR)
    answer = entered(admin).post(reverse("accounts:invite"), the_form(username=admin.username))
    page = answer.content.decode()
    assert "このユーザー名は もう使われています" in page
    assert "hana@example.jp" in page


def test_the_invitation_page_asks_whoever_is_logged_in_to_leave_first() -> None:
    page = entered(a_user()).get(reverse("account_invitation", args=["any"])).content.decode()
    assert "先に、ログアウトしてください" in page


def test_a_closed_account_is_out_at_the_next_request() -> None:
    admin, user = a_user(Duty.SYSTEM_ADMINISTRATOR), a_user(Duty.CSW)
    theirs = entered(user)
    assert theirs.get(reverse("notices:list")).status_code == 200
    entered(admin).post(reverse("accounts:close", args=[user.pk]))
    answer = theirs.get(reverse("notices:list"))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))


def test_an_ended_duty_is_out_at_the_next_request() -> None:
    admin, user = a_user(Duty.SYSTEM_ADMINISTRATOR), a_user(Duty.CSW)
    theirs = entered(user)
    held = Assignment.objects.get(user=user)
    end = reverse("accounts:end_assignment", args=[user.pk, held.pk])
    entered(admin).post(end, {"until": timezone.localdate().isoformat()})
    assert theirs.get(reverse("notices:list")).status_code == 302


def test_whose_last_duty_has_ended_is_logged_out_and_not_sent_round_in_circles() -> None:
    user = a_user(Duty.CSW)
    theirs = entered(user)
    Assignment.objects.filter(user=user).update(until=timezone.localdate())
    answer = theirs.get(reverse("notices:list"), follow=True)
    assert [status for _, status in answer.redirect_chain] == [302]
    assert answer.status_code == 200
    assert "_auth_user_id" not in theirs.session


def test_a_duty_of_another_account_is_not_found() -> None:
    admin, user, other = a_user(Duty.SYSTEM_ADMINISTRATOR), a_user(Duty.CSW), a_user(Duty.CSW)
    held = Assignment.objects.get(user=other)
    end = reverse("accounts:end_assignment", args=[user.pk, held.pk])
    assert entered(admin).post(end, {"until": "2026-11-20"}).status_code == 404


def test_the_second_factor_is_reset_only_after_the_second_step() -> None:
    admin, user = a_user(Duty.SYSTEM_ADMINISTRATOR), a_user(Duty.CSW)
    browser, page = entered(admin), reverse("accounts:reset_second_factor", args=[user.pk])
    assert browser.get(page).status_code == 200
    assert browser.post(page, {}).status_code == 200
    assert User.objects.get(pk=user.pk).sessions_ended == 0
    assert browser.post(page, {"sure": "on"}).status_code == 302
    assert User.objects.get(pk=user.pk).sessions_ended == 1


def test_one_duty_more_is_given_and_a_second_press_refused() -> None:
    admin, user, home = a_user(Duty.SYSTEM_ADMINISTRATOR), a_user(Duty.CSW), an_organization()
    browser, page = entered(admin), reverse("accounts:assign", args=[user.pk])
    form = {"new-duty": "counsellor", "new-organization": home.pk, "new-since": "2026-04-01"}
    assert browser.post(page, form).status_code == 302
    assert "同じ職務を もう持っています" in browser.post(page, form).content.decode()


def test_the_list_is_searched_by_name_and_organisation_and_pages_through() -> None:
    admin = a_user(Duty.SYSTEM_ADMINISTRATOR)
    a_user(Duty.CSW, organization=an_organization("港の会"), name="海野 渚")
    browser = entered(admin)
    for text in ("海野", "港の会"):
        assert "海野 渚" in browser.get(reverse("accounts:list"), {"q": text}).content.decode()
    assert "海野 渚" not in browser.get(reverse("accounts:list"), {"q": "山"}).content.decode()
    for _ in range(51):
        a_user(Duty.WINDOW_HOST)
    page = browser.get(reverse("accounts:list")).content.decode()
    assert "次の50人" in page


@pytest.mark.parametrize("duty", [duty for duty in Duty if duty != Duty.SYSTEM_ADMINISTRATOR])
def test_nobody_else_enters_the_administration(duty: Duty) -> None:
    browser, user = entered(a_user(duty)), a_user()
    assert browser.get(reverse("accounts:list")).status_code == 403
    assert browser.post(reverse("accounts:close", args=[user.pk])).status_code == 403
    assert User.objects.get(pk=user.pk).is_active
