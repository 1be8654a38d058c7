"""The page 「お知らせ」."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from otagai.base.accounts.models import User
from otagai.base.accounts.tests.entering import entered
from otagai.base.accounts.words import Duty
from otagai.base.notices import actions, queries
from otagai.base.notices.models import Notice
from otagai.base.notices.words import NoticeKind
from tests.factories import a_user, acting, as_, as_worker

pytestmark = pytest.mark.django_db


def told(user: User, text: str, *, url: str = "/desk/town/") -> int:
    with as_(acting(user)):
        actions.give([user.pk], kind=NoticeKind.ARRIVED, text=text, url=url, key=text, by=acting(user))
    with as_worker():
        return Notice.objects.get(user=user, text=text).pk


def test_unread_comes_first_and_following_it_marks_it_read() -> None:
    user = a_user()
    browser, pk = entered(user), told(user, "相談 R8-1 が届きました")
    assert "まだ読んでいないもの（1件）" in browser.get(reverse("notices:list")).content.decode()
    assert browser.post(reverse("notices:follow", args=[pk])).url == "/desk/town/"
    assert "まだ読んでいないもの" not in browser.get(reverse("notices:list")).content.decode()


def test_a_notice_of_somebody_else_is_not_there() -> None:
    pk = told(a_user(), "人のお知らせ")
    browser = entered(a_user())
    assert browser.post(reverse("notices:follow", args=[pk])).status_code == 404
    assert "人のお知らせ" not in browser.get(reverse("notices:list")).content.decode()


def test_a_notice_never_leads_out_of_the_house() -> None:
    user = a_user()
    pk = told(user, "よそへ", url="https://evil.example/")
    assert entered(user).post(reverse("notices:follow", args=[pk])).url == reverse("notices:list")


def test_all_are_marked_read_with_one_press() -> None:
    user = a_user()
    told(user, "ひとつめ")
    told(user, "ふたつめ")
    browser = entered(user)
    browser.post(reverse("notices:read_all"))
    assert "新しいお知らせは ありません" in browser.get(reverse("notices:list")).content.decode()


def test_the_desk_says_when_the_worker_stands_still() -> None:
    queries.forget_heartbeat()
    browser = entered(a_user())
    assert "止まっています" in browser.get(reverse("desk:today")).content.decode()
    actions.beat("outbox", at=timezone.now())
    assert "止まっています" not in browser.get(reverse("desk:today")).content.decode()


def test_the_page_asks_the_database_a_fixed_number_of_times(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    user = a_user(Duty.CSW)
    for number in range(60):
        told(user, f"お知らせ {number}")
    browser = entered(user)
    browser.get(reverse("notices:list"))
    with django_assert_max_num_queries(12):
        assert browser.get(reverse("notices:list"), {"before": "5"}).status_code == 200
