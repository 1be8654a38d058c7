"""一覧: narrowed as one likes, page by page, without counting."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from otagai.front.desk.tests.conftest import Browser, Town
from otagai.welcome.intake.models import Consultation
from otagai.welcome.intake.words import Door, Theme, Urgency
from tests.factories import NOW, a_consultation

pytestmark = pytest.mark.django_db
LIST = "desk:list"
NUMBER = re.compile(r"R8-\d{6}-\d")


def test_who_may_see_the_list(town: Town, browser: Browser, consultation: Consultation) -> None:
    address, number = reverse(LIST), consultation.receipt_number
    assert [browser(user).get(address).status_code for user in (None, town.officer, town.csw)] == [302, 403, 200]
    assert number not in browser(town.stranger).get(address).content.decode()
    assert number in browser(town.csw).get(address).content.decode()


def test_it_is_narrowed_by_door_urgency_theme_and_to_my_own(town: Town, browser: Browser) -> None:
    visit = a_consultation(town.acting, door=Door.VISIT, urgency=Urgency.TODAY, themes=(Theme.HOME,)).receipt_number
    phone = a_consultation(town.acting).receipt_number
    client = browser(town.csw)
    for query in ("door=visit", "urgency=today", "theme=home", "door=visit&theme=home&mine=on"):
        page = client.get(f"{reverse(LIST)}?{query}").content.decode()
        assert visit in page and phone not in page, query
    assert visit not in client.get(f"{reverse(LIST)}?state=ended").content.decode()
    assert visit in client.get(f"{reverse(LIST)}?door=nonsense&before=nonsense").content.decode()


def test_questions_and_acts_are_in_the_language_of_whoever_reads(
    town: Town, browser: Browser, consultation: Consultation
) -> None:
    plain, easy = browser(town.csw), browser(town.csw)
    easy.cookies["otagai_language"] = "ja-easy"
    optional, in_easy = 'class="need">任意', 'class="need">書'
    for address in (reverse(LIST), reverse("desk:consultation", args=[consultation.pk])):
        for client, words, foreign in ((plain, optional, in_easy), (easy, in_easy, optional)):
            page = client.get(address).content.decode()
            assert words in page and foreign not in page, address


def test_page_after_page_shows_everything_once(town: Town, browser: Browser) -> None:
    made = {a_consultation(town.acting, at=NOW + timedelta(minutes=n // 7)).receipt_number for n in range(120)}
    client, address, seen = browser(town.csw), reverse(LIST), []
    while address:
        page = client.get(address).content.decode()
        seen += NUMBER.findall(page)
        following = re.search(r'href="(\?[^"]*before[^"]*)" rel="next"', page)
        address = reverse(LIST) + following[1].replace("&amp;", "&") if following else ""
    assert sorted(seen) == sorted(made)


def test_the_list_is_made_of_few_queries(
    town: Town, browser: Browser, consultation: Consultation, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = browser(town.csw)
    client.get(reverse(LIST))
    with django_assert_max_num_queries(7):
        client.get(reverse(LIST))
