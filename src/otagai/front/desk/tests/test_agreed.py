"""A consent of somebody nobody has named yet: kept where the giver keeps things, and taken back on a page."""

from __future__ import annotations

import pytest
from django.urls import reverse

from otagai.front.desk.tests.conftest import Browser, Town
from otagai.front.desk.tests.test_story import heard, send
from otagai.front.desk.tests.typing import letter, pressed
from otagai.town.consents.models import Consent
from otagai.welcome.intake.models import Consultation
from otagai.welcome.referrals.models import Referral
from tests.factories import as_, as_worker

pytestmark = pytest.mark.django_db


def test_a_consent_without_a_person_is_taken_back_and_the_letter_stays_here(town: Town, browser: Browser) -> None:
    csw, counsellor = browser(town.csw), browser(town.counsellor)
    pk = heard(csw)
    send(csw, "desk:refer_to", pk, letter(), town.center.pk)
    page = reverse("desk:consultation_consents", args=[pk])
    assert page in csw.get(reverse("desk:consultation", args=[pk])).content.decode()
    assert "今も有効" in csw.get(page).content.decode()
    with as_(town.acting):
        consent, baton = Consent.objects.get(), Referral.objects.get()
    assert counsellor.post(page, {"consent": consent.pk}).status_code == 404
    assert "同意を取り消しました" in csw.post(page, {"consent": consent.pk}, follow=True).content.decode()
    assert "選んでください" in csw.post(page, {"consent": consent.pk}, follow=True).content.decode()
    csw.post(reverse("desk:referral_send", args=[baton.pk]), pressed())
    with as_worker():
        assert Consent.objects.get().withdrawn_at
        assert Referral.objects.get().sent_at is None


def test_the_taker_does_not_read_what_else_was_agreed_to(town: Town, browser: Browser) -> None:
    csw, counsellor = browser(town.csw), browser(town.counsellor)
    pk = heard(csw)
    send(csw, "desk:refer_to", pk, letter(), town.center.pk)
    with as_(town.acting):
        baton, consent = Referral.objects.get(), Consent.objects.get()
        assert consent.circle_id != Consultation.objects.get().circle_id
    send(csw, "desk:referral_send", baton.pk, pressed())
    send(counsellor, "desk:referral_accept", baton.pk, pressed())
    assert "まだ ありません" in counsellor.get(reverse("desk:consultation_consents", args=[pk])).content.decode()
