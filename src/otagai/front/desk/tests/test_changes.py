"""Corrections: the headline (both texts when two write at once), who looks after it, and whom it is about."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from otagai.base.accounts.words import Duty
from otagai.base.disclosure.words import Item, LegalBasis
from otagai.front.desk.tests.conftest import Browser, Town
from otagai.front.desk.tests.typing import pressed
from otagai.front.desk.views.whom import without_title
from otagai.town.people.models import Person
from otagai.welcome.intake.models import Consultation, ConsultationPerson
from otagai.welcome.referrals import actions as referrals
from tests.factories import NOW, a_user, acting, an_area, as_

pytestmark = pytest.mark.django_db


def headline(found: Consultation, **more: Any) -> dict[str, Any]:
    """The form 見出しを直す as it is sent."""
    return pressed(
        seen_version=str(found.version), headline="階段がつらく ごみが出せない", urgency="this_week", kind="worry",
        themes=["health"], about="self", knows="yes", area_id="", next_step="訪ねる", next_date="2100-01-05", **more,
    )  # fmt: skip


def test_the_headline_is_corrected(town: Town, browser: Browser, consultation: Consultation) -> None:
    client, address = browser(town.csw), reverse("desk:consultation_change", args=[consultation.pk])
    area = an_area("港地区")
    assert "ごみ出しがつらいと" in client.get(address).content.decode()
    page = client.post(address, headline(consultation) | {"area_id": str(area.pk)}, follow=True).content.decode()
    assert "階段がつらく ごみが出せない" in page and "港地区" in page and "訪ねる：<strong>2100年1月5日" in page


def test_when_two_write_at_once_both_texts_are_shown_and_nothing_is_stored(
    town: Town, browser: Browser, consultation: Consultation
) -> None:
    client, address = browser(town.csw), reverse("desk:consultation_change", args=[consultation.pk])
    client.post(address, headline(consultation))
    late = client.post(
        address, headline(consultation) | {"headline": "夜に眠れない", "themes": ["mind"], "urgency": "today"}
    )
    page = late.content.decode()
    assert late.status_code == 409
    for words in ("夜に眠れない", "階段がつらく ごみが出せない", "こころのこと", "病気・からだのこと", "今日", "今週"):
        assert words in page
    assert "次の一歩" not in page and "this_week" not in page
    with as_(town.acting):
        assert Consultation.objects.get().headline == "階段がつらく ごみが出せない"


def test_two_who_write_the_same_do_not_clash(town: Town, browser: Browser, consultation: Consultation) -> None:
    client, address = browser(town.csw), reverse("desk:consultation_change", args=[consultation.pk])
    for _ in range(2):
        assert client.post(address, headline(consultation)).status_code == 302
    with as_(town.acting):
        assert consultation.steps.filter(verb="changed").count() == 1


def test_an_empty_headline_keeps_the_rest(town: Town, browser: Browser, consultation: Consultation) -> None:
    address = reverse("desk:consultation_change", args=[consultation.pk])
    answer = browser(town.csw).post(address, headline(consultation) | {"headline": ""})
    assert answer.status_code == 422 and "訪ねる" in answer.content.decode()


def test_somebody_of_the_house_is_chosen_to_look_after_it(
    town: Town, browser: Browser, consultation: Consultation
) -> None:
    colleague = a_user(Duty.COMMUNITY_COORDINATOR, organization=town.shakyo, name="小林")
    client, address = browser(town.csw), reverse("desk:consultation_hold", args=[consultation.pk])
    choices = client.get(address).content.decode()
    assert "小林" in choices and "鈴木" not in choices and "情報係" not in choices
    assert "小林 です" in client.post(address, pressed(user=str(colleague.pk)), follow=True).content.decode()
    assert client.post(address, pressed(user=str(town.counsellor.pk))).status_code == 422
    nobody = pressed(user="")
    for _ in range(2):
        assert "みんな" in client.post(address, nobody, follow=True).content.decode()
    with as_(town.acting):
        assert consultation.steps.filter(verb="held").count() == 2


def test_whom_it_is_about_is_said_later_and_taken_back(
    town: Town, browser: Browser, consultation: Consultation
) -> None:
    client, address = browser(town.csw), reverse("desk:consultation_person", args=[consultation.pk])
    typed = pressed(name="田中 ハル", person_phone="054-111-2222", birth_era="昭和", birth_year="16", person="new")
    page = client.post(address, typed, follow=True).content.decode()
    assert "田中 ハル" in page and "昭和16年生" in page
    assert client.post(address, typed, follow=True).status_code == 200
    look = client.post(address, pressed(name="田中", look="1", person="")).content.decode()
    assert "田中 ハル" in look
    assert "まだ 記録していません" not in look
    assert "まだ 記録していません" in client.post(address, pressed(name="田中 ハル", person="")).content.decode()
    part = client.post(address, pressed(name="田中 ハル"), headers={"HX-Request": "true"}).content.decode()
    assert "田中 ハル" in part and "<html" not in part
    unlink = reverse("desk:consultation_unlink", args=[consultation.pk])
    assert client.post(unlink, pressed(reason="")).status_code == 422
    assert "取り消しました" in client.post(unlink, pressed(reason="同じ名前の別の人"), follow=True).content.decode()
    with as_(town.acting):
        assert [link.undone_because for link in ConsultationPerson.objects.all()] == ["同じ名前の別の人"]


def test_whom_it_was_not_is_hidden_from_the_taker_of_the_letter_at_once(
    town: Town, browser: Browser, consultation: Consultation
) -> None:
    client, taker = browser(town.csw), acting(town.counsellor)
    typed = pressed(name="田中 ハル", person="new")
    client.post(reverse("desk:consultation_person", args=[consultation.pk]), typed)
    items = {Item.NAME, Item.KANA, Item.BIRTH, Item.SEX, Item.PHONE, Item.SAFE_CONTACT, Item.ADDRESS}
    chosen = referrals.Draft(
        town.center.pk,
        "お願い",
        LegalBasis.LAW,
        "虐待のおそれ",
        frozenset({*items, Item.GIST}),
        headline="住まいの相談",
    )
    with as_(town.acting):
        letter = referrals.draft(consultation, by=town.acting, draft=chosen, at=NOW)
        referrals.send(letter, by=town.acting, at=NOW)
    with as_(taker):
        assert Person.objects.exists()
    client.post(reverse("desk:consultation_unlink", args=[consultation.pk]), pressed(reason="別の人"))
    with as_(taker):
        assert not Person.objects.exists()


def test_nobody_can_be_linked_without_being_seen(town: Town, browser: Browser, consultation: Consultation) -> None:
    address = reverse("desk:consultation_person", args=[consultation.pk])
    for person in ("999999999", "x"):
        answer = browser(town.csw).post(address, pressed(name="田中 ハル", person=person))
        assert answer.status_code == 422 and "田中 ハル" in answer.content.decode()


@pytest.mark.parametrize("said", ["鈴木 とめ さん", "鈴木 とめさん", "鈴木 とめ様", " 鈴木 とめ "])
def test_a_name_from_a_card_is_offered_without_its_title(said: str) -> None:
    assert without_title(said) == "鈴木 とめ"
