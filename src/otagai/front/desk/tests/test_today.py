"""今日の机: whose turn is it, for four people; and letters that nobody has opened."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from otagai.base.accounts.models import User
from otagai.base.accounts.words import Duty
from otagai.base.municipality.models import Municipality
from otagai.base.notices.actions import beat
from otagai.front.desk.tests.conftest import Browser, Town
from otagai.kernel import sealing
from otagai.welcome.intake.models import Consultation
from otagai.welcome.intake.words import Urgency
from otagai.welcome.letterbox import actions as letterbox
from otagai.welcome.letterbox.models import Letter
from otagai.welcome.letterbox.words import LetterKind
from tests.factories import a_consultation, a_place, a_town, a_user, an_area, an_organization, as_, as_public

pytestmark = pytest.mark.django_db
TODAY = "desk:today"


def test_each_of_four_people_sees_what_is_theirs(town: Town, browser: Browser, consultation: Consultation) -> None:
    number = consultation.receipt_number
    assert browser(None).get(reverse(TODAY)).status_code == 302
    assert number in browser(town.csw).get(reverse(TODAY)).content.decode()
    assert number not in browser(town.stranger).get(reverse(TODAY)).content.decode()
    officer = browser(town.officer).get(reverse(TODAY))
    assert officer.status_code == 200 and number not in officer.content.decode()
    assert "相談の中身は見えません" in officer.content.decode()


def test_whoever_sets_the_town_up_learns_that_nobody_can_receive_yet_and_what_comes_next(browser: Browser) -> None:
    keeper = a_user(Duty.SYSTEM_ADMINISTRATOR)
    a_town(door := an_organization("福祉の窓口"))
    Municipality.objects.update(desk_hours="")
    page = browser(keeper).get(reverse(TODAY)).content.decode()
    for words in (
        "受け止める人が まだ いません",
        "「福祉の窓口」に届きますが",
        reverse("accounts:invite"),
        reverse("desk:imports"),
    ):
        assert words in page
    assert "すみました" not in page
    arrived = a_user(Duty.CSW, organization=door)
    assert "1人が 招かれていますが、まだ ログインしていません" in browser(keeper).get(reverse(TODAY)).content.decode()
    User.objects.filter(pk=arrived.pk).update(last_login=timezone.now())
    page = browser(keeper).get(reverse(TODAY)).content.decode()
    assert "受け止める人が まだ いません" not in page
    assert page.count("すみました") == 1
    Municipality.objects.update(desk_hours="平日")
    an_area("東区")
    a_place("港サロン")
    assert "まちを はじめるまで" not in browser(keeper).get(reverse(TODAY)).content.decode()


def test_a_line_says_number_worry_holder_and_until_when(town: Town, browser: Browser) -> None:
    found = a_consultation(town.acting, "電気代が払えない", urgency=Urgency.TODAY, at=timezone.now())
    page = browser(town.csw).get(reverse(TODAY)).content.decode()
    for words in (found.receipt_number, "電気代が払えない", "今日中", "持っている：港市社協 佐藤", "最初の連絡："):
        assert words in page


def test_days_over_are_said_in_words(town: Town, browser: Browser) -> None:
    a_consultation(town.acting, at=timezone.now() - timedelta(days=30))
    assert "日すぎています" in browser(town.csw).get(reverse(TODAY)).content.decode()


def test_an_empty_desk_is_good_news(town: Town, browser: Browser) -> None:
    assert "いま、だれも待っていません" in browser(town.csw).get(reverse(TODAY)).content.decode()


def test_the_page_is_made_of_few_queries_and_kept_nowhere(
    town: Town, browser: Browser, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(25):
        a_consultation(town.acting, f"相談 {number}")
    beat("outbox", at=timezone.now())
    client = browser(town.csw)
    client.get(reverse(TODAY))
    with django_assert_max_num_queries(10):
        answer = client.get(reverse(TODAY))
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.fixture
def letterbox_with_key(settings: Any, tmp_path: Path) -> Path:
    keys = tmp_path / "keys"
    sealing.keygen(keys)
    settings.OTAGAI_KEYS = keys
    return keys


def an_old_letter(keys: Path) -> None:
    """A letter that has waited for five minutes."""
    import uuid

    Municipality.objects.update(letterbox_key=(keys / sealing.PUBLIC_NAME).read_text().strip())
    with as_public():
        contents: dict[str, Any] = {"text": "眠れない夜がつづく", "wants_answer": False}
        at = timezone.now() - timedelta(minutes=5)
        letterbox.post(
            submission=uuid.uuid4(), kind=LetterKind.FORM, window_id=None, contents=contents, wants_number=False, at=at
        )


def test_an_unopened_letter_is_said_honestly_and_opened_by_hand(
    town: Town, browser: Browser, letterbox_with_key: Path
) -> None:
    an_old_letter(letterbox_with_key)
    client = browser(town.csw)
    assert "まだ開けていない手紙があります" in client.get(reverse(TODAY)).content.decode()
    page = client.post(reverse("desk:open_letters"), follow=True).content.decode()
    assert "手紙を 1通 開けました" in page and "眠れない夜がつづく" in page
    with as_(town.acting):
        assert Consultation.objects.get().holder == town.shakyo


def test_others_are_told_whom_to_call(town: Town, browser: Browser, letterbox_with_key: Path) -> None:
    an_old_letter(letterbox_with_key)
    counsellor = browser(town.counsellor)
    page = counsellor.get(reverse(TODAY)).content.decode()
    assert "システム管理の担当と" in page and "いま開ける" not in page
    assert "電話してください" in counsellor.post(reverse("desk:open_letters"), follow=True).content.decode()
    assert Letter.objects.filter(opened_at__isnull=True).count() == 1


def test_without_the_key_nobody_opens_and_nothing_is_lost(
    town: Town, browser: Browser, letterbox_with_key: Path
) -> None:
    an_old_letter(letterbox_with_key)
    (letterbox_with_key / sealing.PRIVATE_NAME).unlink()
    page = browser(town.csw).get(reverse(TODAY)).content.decode()
    assert "まだ開けていない手紙があります" in page and "いま開ける" not in page
