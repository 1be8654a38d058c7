"""書きかけ: what is typed into a record, an answer or a letter survives a closed browser, for its writer alone, until it is sent."""

from __future__ import annotations

import pytest
from django.urls import reverse

from otagai.base.safekeeping.models import Draft
from otagai.front.desk.tests.conftest import Browser, Town
from otagai.front.desk.tests.typing import letter, talk
from otagai.welcome.intake.models import Consultation
from tests.factories import a_consultation, as_

pytestmark = pytest.mark.django_db
KEEP, PAGE = "desk:draft", "desk:consultation"


@pytest.fixture
def consultation(town: Town) -> Consultation:
    return a_consultation(town.acting)


def test_a_half_written_record_comes_back_until_it_is_sent(
    town: Town, browser: Browser, consultation: Consultation
) -> None:
    client, page = browser(town.csw), reverse(PAGE, args=[consultation.pk])
    kept = {"draft": f"desk.record.{consultation.pk}"}
    assert client.post(reverse(KEEP), {**talk(text="半分まで 書いた"), **kept}).status_code == 204
    shown = browser(town.csw).get(page).content.decode()
    assert "半分まで 書いた" in shown and "下書きがあります" in shown
    assert "最後に書いた日から 14日で消えます" in shown
    client.post(reverse("desk:consultation_record", args=[consultation.pk]), talk(text="ぜんぶ 書いた"))
    assert "下書きがあります" not in client.get(page).content.decode()
    with as_(town.acting):
        assert not Draft.objects.exists()


def test_a_half_written_letter_and_answer_come_back_and_may_be_thrown_away(
    town: Town, browser: Browser, consultation: Consultation
) -> None:
    client, pk = browser(town.csw), consultation.pk
    write = reverse("desk:refer_to", args=[pk, town.center.pk])
    client.post(reverse(KEEP), {**letter(reason="半分の理由"), "draft": f"desk.refer.{pk}.{town.center.pk}"})
    client.post(reverse(KEEP), {"to": "phone", "text": "半分の答え", "draft": f"desk.answer.{pk}"})
    shown = client.get(write).content.decode()
    assert "半分の理由" in shown and "下書きがあります" in shown
    assert "半分の答え" in client.get(reverse(PAGE, args=[pk])).content.decode()
    gone = client.post(reverse(KEEP), {"discard": "1", "draft": f"desk.refer.{pk}.{town.center.pk}"})
    assert gone.headers["Location"] == write
    assert "半分の理由" not in client.get(write).content.decode()
    client.post(reverse(KEEP), {**letter(reason="もう一度"), "draft": f"desk.refer.{pk}.{town.center.pk}"})
    assert client.post(write, letter()).status_code == 302
    assert "下書きがあります" not in client.get(write).content.decode()


def test_nobody_keeps_a_draft_beside_what_they_do_not_see(
    town: Town, browser: Browser, consultation: Consultation
) -> None:
    for name in (f"desk.record.{consultation.pk}", "desk.record.999999999", "desk.end.1", "other"):
        answer = browser(town.stranger).post(reverse(KEEP), {"text": "のぞき見", "draft": name})
        assert answer.status_code == 404
