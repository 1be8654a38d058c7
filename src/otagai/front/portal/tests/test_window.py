"""The window's own page: a card in two minutes, and what became of it; a dead link says whom to call."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from otagai.front.portal.tests.conftest import Portal, fields_of
from otagai.town.places.models import WindowLink
from otagai.town.places.words import WindowState
from otagai.welcome.intake.models import ConnectionCard
from otagai.welcome.letterbox import actions, queries
from otagai.welcome.letterbox.models import Letter
from otagai.welcome.letterbox.words import SafeState
from tests.factories import as_worker

WORDS = "となりの方が このごろ来ません"


def write(visitor: Client, portal: Portal, **typed: object) -> str:
    """Write one card and follow to the window's page."""
    form = visitor.get(f"/w/{portal.token}/card/").content.decode()
    answer = visitor.post(f"/w/{portal.token}/card/", {**fields_of(form), "text": WORDS, **typed})
    assert answer.status_code == 302, answer.content.decode()
    return str(visitor.get(answer["Location"]).content.decode())


def test_a_card_arrives_from_its_window_and_its_number_is_shown(portal: Portal, visitor: Client) -> None:
    page = write(
        visitor, portal, themes=["lonely"], urgency="this_week", knows="no", person_name="山本さん", writer="山田ハル"
    )
    with as_worker():
        (letter,) = queries.unopened(10)
        assert letter.window_id == portal.window.pk
        assert actions.opened(letter) == {
            "text": WORDS, "themes": ["lonely"], "urgency": "this_week", "knows": "no", "person_name": "山本さん",
            "writer": "山田ハル", "wants_answer": True,
        }  # fmt: skip
    assert f"受付番号 {letter.receipt_number} で お預かりしました" in page


def test_pressing_twice_is_one_card(portal: Portal, visitor: Client) -> None:
    form = fields_of(visitor.get(f"/w/{portal.token}/card/").content.decode())
    for _ in range(2):
        assert visitor.post(f"/w/{portal.token}/card/", {**form, "text": WORDS}).status_code == 302
    assert Letter.objects.count() == 1


def test_the_page_shows_the_safe_state_and_thanks_and_nothing_about_the_person(portal: Portal, visitor: Client) -> None:
    write(visitor, portal, person_name="山本さん")
    number = Letter.objects.values_list("receipt_number", flat=True).get()
    with as_worker():
        actions.show_state(number, SafeState.WATCHING, word="声をかけてくださって ありがとうございます")
    page = visitor.get(f"/w/{portal.token}/").content.decode()
    assert "見守りを続けています" in page and "声をかけてくださって" in page
    assert "山本" not in page and WORDS not in page


def test_another_like_it_keeps_the_kind_and_the_writer_and_never_whom_it_was_about(
    portal: Portal, visitor: Client
) -> None:
    write(visitor, portal, themes=["lonely"], person_name="山本さん", writer="山田ハル")
    fields = fields_of(visitor.get(f"/w/{portal.token}/card/?alike=1").content.decode())
    assert (fields["themes"], fields["writer"]) == (["lonely"], ["山田ハル"])
    assert (fields["person_name"], fields["text"]) == ([""], [""])


def test_without_words_the_card_stays_as_it_was_typed(portal: Portal, visitor: Client) -> None:
    form = fields_of(visitor.get(f"/w/{portal.token}/card/").content.decode())
    page = visitor.post(f"/w/{portal.token}/card/", {**form, "text": " ", "person_name": "山本さん"}).content.decode()
    assert "ひとことでも書いてください" in page
    assert fields_of(page)["person_name"] == ["山本さん"]


def test_a_window_prints_blank_cards_that_are_its_own(portal: Portal, visitor: Client) -> None:
    form = fields_of(visitor.get(f"/w/{portal.token}/").content.decode())
    answer = visitor.post(f"/w/{portal.token}/paper/", form)
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert list(ConnectionCard.objects.values_list("window_id", "printed_by_id")) == [(portal.window.pk, None)] * 4
    assert visitor.get(f"/w/{portal.token}/paper/")["Location"] == f"/w/{portal.token}/"


def test_a_dead_link_prints_nothing(portal: Portal) -> None:
    kill(portal, "revoked")
    assert Client().post(f"/w/{portal.token}/paper/").status_code == 404
    assert not ConnectionCard.objects.exists()


def kill(portal: Portal, how: str) -> None:
    """Make the link dead in one of the ways links die."""
    link = WindowLink.objects.filter(pk=portal.link.pk)
    past = datetime.now(UTC) - timedelta(minutes=1)
    match how:
        case "revoked":
            link.update(revoked_at=past)
        case "expired":
            link.update(expires_at=past)
        case "window paused":
            portal.window.state = WindowState.PAUSED
            portal.window.save()


@pytest.mark.parametrize("how", ["revoked", "expired", "window paused"])
def test_a_dead_link_looks_like_one_that_never_existed_and_says_whom_to_call(portal: Portal, how: str) -> None:
    never = Client().get("/w/never-existed/")
    kill(portal, how)
    dead = Client().get(f"/w/{portal.token}/")
    assert (dead.status_code, never.status_code) == (404, 404)
    assert dead.content.replace(portal.token.encode(), b"never-existed") == never.content
    assert "054-621-2941" in dead.content.decode()


def test_words_typed_before_the_link_died_are_shown(portal: Portal) -> None:
    kill(portal, "revoked")
    answer = Client().post(f"/w/{portal.token}/card/", {"text": WORDS})
    assert answer.status_code == 404
    assert WORDS in answer.content.decode()
    assert not Letter.objects.exists()


def test_older_cards_are_on_the_next_page(portal: Portal, visitor: Client) -> None:
    for number in range(queries.CARDS_A_PAGE + 1):
        write(visitor, portal, person_name=f"{number}人目", text=f"{WORDS} {number}")
    page = visitor.get(f"/w/{portal.token}/").content.decode()
    assert page.count('class="line"') == queries.CARDS_A_PAGE
    following = page.split("?before=")[1].split('"')[0]
    assert visitor.get(f"/w/{portal.token}/?before={following}").content.decode().count('class="line"') == 1
    assert visitor.get(f"/w/{portal.token}/?before=x%27").status_code == 200
