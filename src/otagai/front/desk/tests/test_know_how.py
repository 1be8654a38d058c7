"""どうやっているか at the desk: four people at every door; a card is written, changed, and tried out by another group."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from otagai.base.accounts.words import Duty
from otagai.front.desk.tests.town_at_the_desk import somebody, text_of
from otagai.town.activities.models import Activity, KnowHow
from otagai.town.organizations.models import Organization
from tests.factories import TODAY, a_town, an_organization

pytestmark = pytest.mark.django_db


@pytest.fixture
def group() -> Organization:
    a_town()
    return an_organization("小川地区社協")


@pytest.fixture
def card(group: Organization) -> KnowHow:
    return KnowHow.objects.create(
        title="そうめん流し", kind="tradition", organization=group, steps="竹を割る", is_public=True, changed_on=TODAY
    )


def typed(group: Organization, **changed: Any) -> dict[str, Any]:
    return {
        "title": "もちつき",
        "kind": "tradition",
        "organization": group.pk,
        "steps": "もち米を 水につける",
        **changed,
    }


def test_four_people_at_the_door(card: KnowHow, group: Organization) -> None:
    edit = reverse("desk:know_how_edit", args=[card.pk])
    addresses = [
        reverse("desk:know_hows"),
        reverse("desk:know_how_new"),
        reverse("desk:know_how_try", args=[card.pk]),
        edit,
    ]
    stranger, leader = somebody(Duty.ORGANIZATION_LEADER), somebody(Duty.ORGANIZATION_LEADER, group)
    for address in addresses:
        assert Client().get(address).status_code == 302
        assert somebody(Duty.COUNSELLOR).get(address).status_code == 403
        assert leader.get(address).status_code == 200
        assert stranger.get(address).status_code == (403 if address == edit else 200)


def test_a_leader_writes_a_card_once_and_changes_it(group: Organization) -> None:
    leader = somebody(Duty.ORGANIZATION_LEADER, group)
    sent = typed(group, key=str(uuid.uuid4()))
    for _ in range(2):
        assert leader.post(reverse("desk:know_how_new"), sent).status_code == 302
    card = KnowHow.objects.get()
    edit = reverse("desk:know_how_edit", args=[card.pk])
    assert leader.post(edit, typed(group, version=1, is_public="on", tips="早起き")).status_code == 302
    page = text_of(leader.get(edit))
    assert "第2版" in page and "第1版" in page and "早起き" in page
    stale = leader.post(edit, typed(group, version=1, tips="おそ起き"))
    assert stale.status_code == 409 and "早起き" in text_of(stale) and "おそ起き" in text_of(stale)
    empty = leader.post(edit, typed(group, version=2, is_public="on", steps=""))
    assert empty.status_code == 422 and "することの順番" in text_of(empty)


def test_another_group_tries_it_out_once(card: KnowHow) -> None:
    other = an_organization("大富地区社協")
    leader = somebody(Duty.ORGANIZATION_LEADER, other)
    address = reverse("desk:know_how_try", args=[card.pk])
    assert "小川地区社協" in text_of(leader.get(address))
    sent = {"key": str(uuid.uuid4()), "title": "大富の そうめん流し", "organization": other.pk}
    for _ in range(2):
        answer = leader.post(address, sent)
        assert answer.status_code == 302
    activity = Activity.objects.get()
    assert answer["Location"] == reverse("desk:activity_edit", args=[activity.pk])
    assert KnowHow.objects.get(activity=activity).origin_id == card.pk


def test_what_a_group_keeps_for_itself_is_not_tried(card: KnowHow) -> None:
    KnowHow.objects.filter(pk=card.pk).update(is_public=False)
    for name in ("know_how_try", "know_how_edit"):
        assert somebody(Duty.ORGANIZATION_LEADER).get(reverse(f"desk:{name}", args=[card.pk])).status_code == 404


def test_residents_read_the_card_and_take_it_home(card: KnowHow, group: Organization) -> None:
    reader = Client()
    assert "そうめん流し" in text_of(reader.get("/know-how/?words=竹&kind=tradition"))
    assert "見つかりませんでした" in text_of(reader.get("/know-how/?words=ない&kind=nonsense"))
    page = text_of(reader.get(f"/know-how/{card.pk}/"))
    assert "竹を割る" in page and "小川地区社協" in page
    paper = reader.get(f"/know-how/{card.pk}/a4.pdf")
    assert (paper["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
    KnowHow.objects.filter(pk=card.pk).update(is_public=False)
    assert (
        reader.get(f"/know-how/{card.pk}/").status_code == reader.get(f"/know-how/{card.pk}/a4.pdf").status_code == 404
    )
