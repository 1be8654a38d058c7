"""どうやっているか: written down, edition after edition, and handed on with the name of whoever wrote it first."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.words import Duty
from otagai.base.safekeeping.errors import RuleBroken, StaleEdit
from otagai.town.activities import actions, queries
from otagai.town.activities.models import Activity, Hosting, KnowHow, KnowHowEdition
from otagai.town.activities.words import ActivityKind, ActivityState
from tests.factories import TODAY, a_user, acting, an_activity, an_organization, as_, as_public

pytestmark = pytest.mark.django_db
SAID = {"kind": ActivityKind.TRADITION, "steps": "竹を割る", "roles": "火の番 2人", "safety": "水を置く"}


@pytest.fixture
def writer() -> Acting:
    return acting(a_user(Duty.ORGANIZATION_LEADER, organization=an_organization("小川地区社協")))


@pytest.fixture
def other() -> Acting:
    return acting(a_user(Duty.ORGANIZATION_LEADER, organization=an_organization("大富地区社協")))


def a_card(writer: Acting, **more: Any) -> KnowHow:
    fields: dict[str, Any] = {"title": "そうめん流し", "is_public": True, **SAID, **more}
    assert writer.organization_id is not None
    with as_(writer):
        return actions.write_know_how(by=writer, organization_id=writer.organization_id, on=TODAY, **fields)


def test_residents_read_what_the_group_agreed_to_hand_on(writer: Acting) -> None:
    card, secret = a_card(writer), a_card(writer, title="まだのカード", is_public=False)
    with as_public():
        assert [line.title for line in queries.know_hows(text="火の番")] == ["そうめん流し"]
        assert queries.know_hows(text="火の番 ない") == queries.know_hows(kind=ActivityKind.FOOD) == []
        page = queries.know_how_page(card.pk)
        assert page.parts == (
            ("することの順番", "竹を割る"),
            ("必要な人（役割と人数）", "火の番 2人"),
            ("安全のために", "水を置く"),
        )
        assert not KnowHow.objects.filter(pk=secret.pk).exists()
        with pytest.raises(Http404):
            queries.know_how_page(secret.pk)


def test_an_earlier_edition_is_kept(writer: Acting) -> None:
    card = a_card(writer)
    with as_(writer):
        actions.change_know_how(card.pk, by=writer, seen_version=1, on=TODAY, steps="竹を割って 節をとる")
        actions.change_know_how(card.pk, by=writer, seen_version=2, on=TODAY, steps="竹を割って 節をとる")
        assert queries.editions_of(card.pk) == [(1, TODAY)]
        with pytest.raises(StaleEdit):
            actions.change_know_how(card.pk, by=writer, seen_version=1, on=TODAY, steps="べつのこと")
    assert KnowHowEdition.objects.get().said["steps"] == "竹を割る"


def test_another_group_tries_it_and_the_origin_stays(writer: Acting, other: Acting) -> None:
    card = a_card(writer)
    assert other.organization_id is not None
    with as_(other):
        copy = actions.try_out(
            card.pk, by=other, organization_id=other.organization_id, title="大富の そうめん流し", on=TODAY
        )
        assert not copy.is_public
        actions.change_know_how(copy.pk, by=other, seen_version=1, on=TODAY, is_public=True)
    activity = Activity.objects.get(pk=copy.activity_id)
    assert (activity.title, activity.state, activity.kind) == ("大富の そうめん流し", ActivityState.DRAFT, card.kind)
    assert list(Hosting.objects.filter(activity=activity).values_list("organization_id", flat=True)) == [
        other.organization_id
    ]
    with as_public():
        page = queries.know_how_page(copy.pk)
        assert (page.line.origin, page.origin_pk) == ("小川地区社協「そうめん流し」", card.pk)
        assert queries.know_how_page(card.pk).copies == 1


def test_nobody_writes_in_the_name_of_another_group(writer: Acting, other: Acting) -> None:
    card, secret = a_card(writer), a_card(writer, is_public=False)
    assert writer.organization_id is not None
    with as_(other):
        for act in (
            lambda: actions.change_know_how(card.pk, by=other, seen_version=1, on=TODAY, steps="x"),
            lambda: actions.write_know_how(
                by=other, organization_id=writer.organization_id, title="x", on=TODAY, **SAID
            ),
            lambda: actions.try_out(card.pk, by=other, organization_id=writer.organization_id, title="x", on=TODAY),
            lambda: actions.try_out(secret.pk, by=other, organization_id=other.organization_id, title="x", on=TODAY),
            lambda: actions.write_know_how(
                by=other,
                organization_id=other.organization_id,
                title="x",
                on=TODAY,
                activity_id=an_activity().pk,
                **SAID,
            ),
        ):
            with pytest.raises(RuleBroken):
                act()
    assert [line.title for line in queries.kept_know_hows(by=other)] == []


def test_what_is_public_says_how(writer: Acting) -> None:
    with pytest.raises(RuleBroken):
        a_card(writer, steps=" ")
    card = a_card(writer)
    with pytest.raises(IntegrityError), transaction.atomic():
        KnowHow.objects.filter(pk=card.pk).update(steps="")
