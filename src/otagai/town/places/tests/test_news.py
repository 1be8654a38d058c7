"""What groups say of their places: a confirmation counts at once, a change waits for staff."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from otagai.base.accounts.acting import Acting
from otagai.base.safekeeping.errors import RuleBroken, StaleEdit
from otagai.town.places import actions, queries
from otagai.town.places.models import Opening, Place, PlaceNews, WindowLink
from otagai.town.places.rules import hash_of
from otagai.town.places.words import NewsState
from tests.factories import TODAY, a_place, a_user, a_window, acting, as_, as_public

pytestmark = pytest.mark.django_db
LONG_AGO = date(2024, 1, 1)


@pytest.fixture
def who() -> Acting:
    return acting(a_user())


@pytest.fixture
def salon() -> Place:
    return a_place(
        "港サロン", fee="100円", phone="054-000-0001", verified_on=LONG_AGO, asked_on=LONG_AGO, hidden_on=TODAY
    )


def now() -> datetime:
    return timezone.now()


def link_to(place: Place, who: Acting) -> str:
    with as_(who):
        return actions.issue_place_link(place.pk, holder="山田", by=who, at=now())


def say(token: str, submission: uuid.UUID | None = None, **said: str) -> bool:
    with as_public():
        return actions.say_by_link(token, submission=submission or uuid.uuid4(), said=said)


def accepted(news: PlaceNews, who: Acting, **more: Any) -> bool:
    news.place.refresh_from_db()
    with as_(who):
        return actions.accept(
            news.pk, **{"seen_version": news.place.version, "by": who, "on": TODAY, "at": now(), **more}
        )


def test_nothing_changed_counts_at_once_and_residents_see_the_place_again(salon: Place, who: Acting) -> None:
    token = link_to(salon, who)
    with as_public():
        door = queries.place_by_token(token, on=TODAY)
        assert door is not None and (door.name, door.fee, door.is_shown) == ("港サロン", "100円", False)
    assert say(token)
    salon.refresh_from_db()
    assert salon.verified_on is not None and salon.verified_on.year >= 2026
    assert (salon.asked_on, salon.hidden_on, salon.fee) == (None, None, "100円")
    assert PlaceNews.objects.get().state == NewsState.UNCHANGED


def test_a_change_waits_and_the_same_submission_is_one(salon: Place, who: Acting) -> None:
    token, same = link_to(salon, who), uuid.uuid4()
    for _ in range(2):
        assert say(token, same, fee="無料")
    salon.refresh_from_db()
    assert (salon.fee, salon.hidden_on, salon.verified_on) == ("100円", TODAY, LONG_AGO)
    with as_(who):
        (line,) = queries.news_waiting()
        (said,) = queries.news_page(line.pk).lines
    assert (said.label, said.now, said.said) == ("参加費", "100円", "無料")


def test_accepted_it_is_what_residents_read(salon: Place, who: Acting) -> None:
    say(link_to(salon, who), fee="無料", hours="毎週火曜 10:00–12:00", name="のっとり", is_public="")
    news = PlaceNews.objects.get()
    assert accepted(news, who), "the hours were read"
    salon.refresh_from_db()
    assert (salon.fee, salon.verified_on, salon.hidden_on, salon.name) == ("無料", TODAY, None, "港サロン")
    assert Opening.objects.get(place=salon).weekdays == [1]
    with pytest.raises(RuleBroken, match="取り入れた"):
        accepted(news, who)


def test_hours_that_nobody_can_read_are_left_to_staff(salon: Place, who: Acting) -> None:
    say(link_to(salon, who), hours="だいたい お昼ごろ")
    assert not accepted(PlaceNews.objects.get(), who)
    assert not Opening.objects.filter(place=salon).exists()


def test_declined_nothing_changes_and_what_was_said_is_kept(salon: Place, who: Acting) -> None:
    say(link_to(salon, who), fee="無料")
    news = PlaceNews.objects.get()
    with as_(who):
        actions.decline(news.pk, by=who, at=now())
    news.refresh_from_db()
    salon.refresh_from_db()
    assert (news.state, news.said, news.decided_by_id, salon.fee) == (
        NewsState.DECLINED, {"fee": "無料"}, who.user and who.user.pk, "100円",
    )  # fmt: skip


def test_what_somebody_wrote_meanwhile_is_not_overwritten_and_a_wrong_telephone_is_refused(
    salon: Place, who: Acting
) -> None:
    token = link_to(salon, who)
    say(token, fee="無料")
    with as_(who):
        actions.change_place(salon.pk, by=who, seen_version=1, fee="200円")
    with pytest.raises(StaleEdit), transaction.atomic():
        accepted(PlaceNews.objects.get(), who, seen_version=1)
    assert PlaceNews.objects.get().state == NewsState.WAITING
    say(token, phone="電話なし")
    with pytest.raises(RuleBroken), transaction.atomic():
        accepted(PlaceNews.objects.latest("pk"), who)


def test_dead_strange_and_ended_links_say_nothing(salon: Place, who: Acting) -> None:
    tokens = [link_to(salon, who) for _ in range(2)]
    with as_(who):
        mine, other = queries.links_of_place(salon.pk)
        stranger = a_place("よその場所")
        actions.revoke_place_link(stranger.pk, mine.pk, by=who, at=now())
        assert queries.links_of_place(salon.pk)[0].revoked_at is None, "a link of another place is not touched"
        actions.revoke_place_link(salon.pk, other.pk, by=who, at=now())
    assert not say(tokens[0])
    assert not say("a-link-that-nobody-was-given")
    window = a_window()
    WindowLink.objects.create(window=window, token_hash=hash_of("t" * 30), holder="窓口")
    assert not say("t" * 30), "the link of a window does not open the page of a group"
    Place.objects.filter(pk=salon.pk).update(ended_on=TODAY)
    assert not say(tokens[1])
    with as_public():
        assert queries.place_by_token(tokens[1], on=TODAY) is None
    assert not PlaceNews.objects.exists()


def test_the_public_role_neither_reads_nor_writes_news_itself(salon: Place) -> None:
    with as_public():
        for forbidden in (
            lambda: PlaceNews.objects.count(),
            lambda: PlaceNews.objects.create(place_id=salon.pk, submission=uuid.uuid4()),
            lambda: Place.objects.filter(pk=salon.pk).update(fee="無料"),
        ):
            with pytest.raises(ProgrammingError), transaction.atomic():
                forbidden()


def test_paper_is_keyed_in_once(salon: Place, who: Acting) -> None:
    same = uuid.uuid4()
    with as_(who):
        first, again = (
            actions.key_in(salon.pk, submission=same, said={"fee": "無料"}, by=who, at=now()) for _ in range(2)
        )
    assert (first.pk, first.state) == (again.pk, NewsState.WAITING)
