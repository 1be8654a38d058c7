"""開けられない手紙: a letter sealed for another key is seen, explained, tried again, and never lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse

from otagai.base.audit.models import Deed
from otagai.base.municipality.models import Municipality
from otagai.front.desk.tests.conftest import Browser, Town
from otagai.front.desk.tests.test_today import TODAY, an_old_letter, letterbox_with_key
from otagai.kernel import sealing
from otagai.welcome.intake import actions as intake
from otagai.welcome.intake.models import Consultation
from otagai.welcome.letterbox.models import Letter
from tests.factories import NOW, as_, as_worker

pytestmark = pytest.mark.django_db
LETTERS = "desk:letters"
__all__ = ["letterbox_with_key"]


@pytest.fixture
def sealed_for_another_key(town: Town, letterbox_with_key: Path, tmp_path: Path) -> Path:
    """A letter that the town's key does not open; the directory with the key that does."""
    other = tmp_path / "other"
    sealing.keygen(other)
    an_old_letter(other)
    Municipality.objects.update(letterbox_key=(letterbox_with_key / sealing.PUBLIC_NAME).read_text().strip())
    with as_worker():
        assert intake.open_letters(by=town.acting, at=NOW) == 0
    return other


def test_the_desk_warns_and_the_page_says_which_why_and_since_when(
    town: Town, browser: Browser, sealed_for_another_key: Path
) -> None:
    client, number = browser(town.csw), Letter.objects.get().receipt_number
    today = client.get(reverse(TODAY)).content.decode()
    assert "開けられない手紙があります" in today and reverse(LETTERS) in today
    assert "まだ開けていない手紙があります" not in today
    page = client.get(reverse(LETTERS)).content.decode()
    for words in (number, "相談フォーム", "べつの鍵で 封をされた", "前に ためした", "もう一度 開けてみる"):
        assert words in page


def test_another_try_is_a_deed_and_opens_once_the_right_key_is_back(
    town: Town, browser: Browser, sealed_for_another_key: Path, letterbox_with_key: Path
) -> None:
    client = browser(town.csw)
    assert "まだ 1通 開けられません" in client.post(reverse(LETTERS), follow=True).content.decode()
    key = letterbox_with_key / sealing.PRIVATE_NAME
    key.unlink()
    key.write_bytes((sealed_for_another_key / sealing.PRIVATE_NAME).read_bytes())
    page = client.post(reverse(LETTERS), follow=True).content.decode()
    assert "手紙を 1通 開けました" in page and "開けられない手紙は ありません" in page
    with as_(town.acting):
        assert Consultation.objects.get().receipt_number == Letter.objects.get().receipt_number
    with as_worker():
        assert Deed.objects.filter(verb="letterbox.tried_again").count() == 2
    assert "開けられない手紙があります" not in client.get(reverse(TODAY)).content.decode()


def test_where_the_key_does_not_lie_nothing_is_put_aside_and_the_worker_tries_again(
    town: Town, browser: Browser, sealed_for_another_key: Path, letterbox_with_key: Path
) -> None:
    an_old_letter(letterbox_with_key)  # the next one, that the worker has not met yet
    (letterbox_with_key / sealing.PRIVATE_NAME).unlink()
    assert "見回りが もう一度 開けてみます" in browser(town.csw).post(reverse(LETTERS), follow=True).content.decode()
    with as_worker():
        assert list(Letter.objects.order_by("pk").values_list("tried_at", flat=True)) == [None, None]
        assert Letter.objects.filter(trouble="").count() == 1


def test_others_see_no_letter_and_open_none(town: Town, browser: Browser, sealed_for_another_key: Path) -> None:
    client, number = browser(town.counsellor), Letter.objects.get().receipt_number
    page = client.post(reverse(LETTERS), follow=True).content.decode()
    assert "はじめに受け止める団体の人だけです" in page and number not in page
    assert Letter.objects.get().tried_at is not None
    assert browser(town.officer).get(reverse(LETTERS)).status_code == 403


def test_a_letter_put_aside_in_a_flood_is_shown_too(town: Town, browser: Browser, letterbox_with_key: Path) -> None:
    an_old_letter(letterbox_with_key)
    with as_worker():
        Letter.objects.update(quarantined=True)
    assert "少しずつ開けています" in browser(town.csw).get(reverse(LETTERS)).content.decode()
