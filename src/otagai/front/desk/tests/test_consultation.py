"""The page of a consultation: whose it is, what may be done there, and that nothing typed or pressed twice is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from otagai.base.accounts.words import Duty
from otagai.base.audit.models import Reading
from otagai.base.audit.words import Purpose
from otagai.front.desk.tests.conftest import Browser, Town
from otagai.front.desk.tests.typing import pressed, talk
from otagai.front.desk.views.deeds import DEEDS
from otagai.town.areas.models import Area
from otagai.welcome.intake import actions
from otagai.welcome.intake.models import Consultation, Record
from otagai.welcome.intake.words import Door, Origin, Outcome, RecordKind, State
from otagai.welcome.letterbox import queries as letters
from tests.factories import NOW, a_consultation, a_user, a_window, acting, an_area, as_

pytestmark = pytest.mark.django_db
PAGE = "desk:consultation"
NAMES = [f"desk:consultation_{name}" for name in (*DEEDS, "change", "hold", "print", "person", "unlink")]


def page_of(client: Client, found: Consultation) -> str:
    return client.get(reverse(PAGE, args=[found.pk])).content.decode()


def press(client: Client, found: Consultation, name: str, typed: dict[str, Any]) -> Any:
    return client.post(reverse(f"desk:consultation_{name}", args=[found.pk]), typed, follow=True)


def now_of(town: Town, found: Consultation) -> Consultation:
    with as_(town.acting):
        return Consultation.objects.get(pk=found.pk)


def test_four_people_at_the_door(town: Town, browser: Browser, consultation: Consultation) -> None:
    address = reverse(PAGE, args=[consultation.pk])
    people = (None, town.officer, town.stranger, town.counsellor, town.csw)
    assert [browser(user).get(address).status_code for user in people] == [302, 403, 404, 404, 200]


def test_where_it_is_may_have_an_outline(town: Town, browser: Browser) -> None:
    area = an_area("港")
    Area.objects.filter(pk=area.pk).update(geometry={"type": "Point", "coordinates": [138.3, 34.8]})
    found = a_consultation(town.acting, area_id=area.pk)
    assert "港" in page_of(browser(town.csw), found)


@pytest.mark.parametrize("name", [*NAMES, PAGE, "desk:refer"])
def test_what_is_not_theirs_does_not_exist_for_them(
    town: Town, browser: Browser, consultation: Consultation, name: str
) -> None:
    stranger = browser(town.stranger)
    for pk in (consultation.pk, 10**9):
        address = reverse(name, args=[pk])
        assert {stranger.get(address).status_code, stranger.post(address, pressed()).status_code} <= {404, 405}


def test_reading_it_is_written_down_with_its_purpose(town: Town, browser: Browser, consultation: Consultation) -> None:
    client = browser(town.csw)
    assert client.get(reverse(PAGE, args=[consultation.pk])).headers["Cache-Control"] == "no-store"
    client.get(reverse("desk:consultation_print", args=[consultation.pk]))
    with as_(acting(a_user(Duty.PRIVACY_OFFICER, organization=town.shakyo))):
        read = list(Reading.objects.filter(subject_id=consultation.pk).order_by("pk").values_list("purpose", "user_id"))
    assert read == [(Purpose.CASEWORK, town.csw.pk), (Purpose.PRINT, town.csw.pk)]


def test_the_page_says_who_holds_it_until_when_and_one_next_step(
    town: Town, browser: Browser, consultation: Consultation
) -> None:
    page = page_of(browser(town.csw), consultation)
    assert "持っている：<strong>港市社協</strong> 佐藤（わたしたち）" in page
    assert "最初の連絡：<strong>2026年11月26日(木)まで" in page
    assert "連絡して 記録する" in page and "ごみ出しがつらいと 電話があった" in page


def test_the_page_is_made_of_few_queries_even_with_a_long_story(
    town: Town, browser: Browser, consultation: Consultation, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with as_(town.acting):
        for number in range(90):
            entry = actions.Entry(kind=RecordKind.CONTACT, text=f"記録 {number:03}", at=NOW)
            actions.record(consultation, by=town.acting, entry=entry, at=NOW, next_step="つづける")
    client = browser(town.csw)
    page_of(client, consultation)
    with django_assert_max_num_queries(14):  # two of them are the savepoint of the test, one the drafts
        answer = client.get(reverse(PAGE, args=[consultation.pk]))
    assert len(answer.content) < 120_000 and "もっと前を見る" in answer.content.decode()


def test_every_record_of_a_long_story_is_on_some_page(town: Town, browser: Browser, consultation: Consultation) -> None:
    from datetime import timedelta
    from html import unescape
    from re import search

    with as_(town.acting):
        for number in range(130):
            entry = actions.Entry(
                kind=RecordKind.NOTE, text=f"記録{number:03}", at=NOW + timedelta(minutes=number // 3)
            )
            actions.record(consultation, by=town.acting, entry=entry, at=NOW, next_step="つづける")
    client, address, pages = browser(town.csw), reverse(PAGE, args=[consultation.pk]), ""
    while address:
        page = client.get(address).content.decode()
        pages += page
        earlier = search(r'href="([^"]*before=[^"]*)"', page)
        address = unescape(earlier[1]) if earlier else ""
    assert [number for number in range(130) if f"記録{number:03}" not in pages] == []


def test_what_arrived_is_received_with_one_press_or_two(town: Town, browser: Browser) -> None:
    with as_(town.acting):
        arrived = actions.arrive(actions.Arrival(text="眠れない", door=Door.WEB), by=town.acting, at=NOW)
    client, typed = browser(town.csw), pressed()
    assert 'form="act-receive-form"' in page_of(client, arrived)
    for _ in range(2):
        assert press(client, arrived, "receive", typed).status_code == 200
    assert (now_of(town, arrived).state, now_of(town, arrived).held_by) == (State.RECEIVED, town.csw)
    with as_(town.acting):
        assert arrived.steps.filter(verb="received").count() == 1


def test_a_talk_is_recorded_once_with_its_next_date(town: Town, browser: Browser, consultation: Consultation) -> None:
    client = browser(town.csw)
    typed = talk(with_whom="本人", minutes="15", next_step="娘さんに電話", next_date="2100-01-05")
    pages = [press(client, consultation, "record", typed).content.decode() for _ in range(2)]
    assert "電話・本人・15分" in pages[0] and "娘さんに電話" in pages[1]
    assert f'data-forget="act-record-{consultation.pk}"' in pages[0]  # the text kept in the tab may go
    with as_(town.acting):
        assert Record.objects.filter(consultation=consultation).count() == 1
    assert str(now_of(town, consultation).next_date) == "2100-01-05"


def test_nobody_at_home_is_one_tap(town: Town, browser: Browser, consultation: Consultation) -> None:
    client, typed = browser(town.csw), pressed()
    address = reverse("desk:consultation_no_answer", args=[consultation.pk, "phone"])
    for _ in range(2):
        assert "不在を記録しました" in client.post(address, typed, follow=True).content.decode()
    with as_(town.acting):
        assert [record.kind for record in Record.objects.filter(consultation=consultation)] == [RecordKind.NO_ANSWER]
    assert now_of(town, consultation).first_contact_at is None
    foreign = reverse("desk:consultation_no_answer", args=[consultation.pk, "telepathy"])
    assert client.post(foreign, pressed()).status_code == 404


@pytest.mark.parametrize(
    ("name", "typed", "kept", "reason"),
    [
        ("record", talk(text="", with_whom="長女の恵さん"), "長女の恵さん", "内容を書いてください"),
        ("record", talk(at="2100-01-01T10:00", text="未来の話"), "未来の話", "これからのことは"),
        ("record", talk(text="話した", next_date="2020-01-01"), "話した", "きょう以降の日にしてください"),
        ("end", pressed(outcome="settled", note="おさまった"), "おさまった", "お知らせが まだです"),
        ("end", pressed(note="おさまった"), "おさまった", "えらんでください"),
        ("answer", pressed(to="number", text="返事のことば"), "返事のことば", "正しく選択してください"),
        ("answer", pressed(to="nobody", text="返事のことば"), "返事のことば", "正しく選択してください"),
        ("support", pressed(next_step="見に行く", next_date="2020-01-01"), "見に行く", "きょう以降の日にしてください"),
        ("reopen", pressed(reason="また電話があった"), "また電話があった", "まだ終わっていません"),
    ],
)
def test_a_rule_that_says_no_keeps_what_was_typed(
    town: Town, browser: Browser, consultation: Consultation, name: str, typed: dict[str, Any], kept: str, reason: str
) -> None:
    answer = press(browser(town.csw), consultation, name, typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert kept in page and reason in page
    assert now_of(town, consultation).state == State.RECEIVED


def test_support_watch_answer_end_and_open_again(town: Town, browser: Browser, consultation: Consultation) -> None:
    client = browser(town.csw)
    press(client, consultation, "support", pressed(next_step="毎週 電話する", next_date="2100-01-05"))
    assert now_of(town, consultation).state == State.SUPPORTING
    press(client, consultation, "watch", pressed())
    assert now_of(town, consultation).state == State.WATCHING
    press(client, consultation, "answer", pressed(to="phone", text="見守っていると伝えた"))
    assert now_of(town, consultation).told_origin_at is not None
    ended = press(client, consultation, "end", pressed(outcome=Outcome.HELPED, note="ごみ出しを 隣の方が手伝う"))
    assert "地域の手助けで解決した" in ended.content.decode()
    press(client, consultation, "reopen", pressed(reason="また電話があった"))
    assert now_of(town, consultation).state == State.RECEIVED


def test_no_answer_is_owed_to_whoever_wants_none(town: Town, browser: Browser, consultation: Consultation) -> None:
    press(browser(town.csw), consultation, "answer", pressed(to="declined", text="本人が いらないと言った"))
    assert now_of(town, consultation).origin_declined


def test_the_window_hears_a_word_and_nothing_of_the_person(town: Town, browser: Browser) -> None:
    from otagai.welcome.letterbox import actions as letterbox

    window = a_window("港ふれあいサロン")
    found = a_consultation(town.acting, origin=Origin.WINDOW, origin_window_id=window.pk, door=Door.CARD)
    with as_(town.acting):
        letterbox.slip_for_card(found.receipt_number, window_id=window.pk, at=NOW)
    client = browser(town.csw)
    assert "窓口（港ふれあいサロン）へ ひとこと" in page_of(client, found)
    press(client, found, "answer", pressed(to="window", text="ありがとうございます。お会いできました"))
    assert letters.cards_of_window(window.pk).lines[0].word == "ありがとうございます。お会いできました"


def test_others_of_the_house_may_not_move_what_somebody_else_holds(town: Town, browser: Browser) -> None:
    found = a_consultation(town.acting)
    host = a_user(Duty.WINDOW_HOST, organization=town.shakyo)
    assert browser(host).post(reverse("desk:consultation_end", args=[found.pk]), pressed()).status_code == 403


def test_hostile_words_are_ordinary_text(town: Town, browser: Browser) -> None:
    words = '<script>alert(1)</script> {{ 7|add:7 }} {% now "Y" %} \u202e\u0000 𠮷野家'
    found = a_consultation(town.acting, words.replace("\u0000", ""))
    client = browser(town.csw)
    press(client, found, "record", talk(text=words))
    page = page_of(client, found)
    assert "<script>alert" not in page and "&lt;script&gt;" in page and "{{ 7|add:7 }}" in page and "𠮷野家" in page


@pytest.mark.parametrize(
    ("arrived", "says", "says_not"),
    [
        ({"door": Door.CARD, "origin": Origin.WINDOW}, "カードを書いた人に 電話で 伝えた", "「返事を見る」"),
        ({"door": Door.PHONE, "origin": Origin.PERSON}, "本人に 電話で 伝えた", "「返事を見る」"),
        ({"door": Door.WEB, "origin": Origin.PERSON}, "「返事を見る」", "カードを書いた人"),
    ],
)
def test_the_ways_to_answer_fit_where_it_came_from(
    town: Town, browser: Browser, arrived: dict[str, Any], says: str, says_not: str
) -> None:
    found = a_consultation(town.acting, **arrived)
    page = browser(town.csw).get(reverse("desk:consultation", args=[found.pk])).content.decode()
    assert says in page and says_not not in page
