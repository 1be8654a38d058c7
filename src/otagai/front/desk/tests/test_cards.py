"""Paper cards: printed with a serial each, keyed in by it, keyed twice is one; the window sees the safe state."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.urls import reverse

from otagai.base.accounts.acting import PUBLIC
from otagai.front.desk.tests.conftest import Browser, Town
from otagai.welcome.intake import actions, queries
from otagai.welcome.intake.models import ConnectionCard, Consultation
from otagai.welcome.intake.words import Door, Origin, State
from otagai.welcome.letterbox import queries as letters
from otagai.welcome.letterbox.words import SafeState
from tests.factories import NOW, a_window, as_, as_public

pytestmark = pytest.mark.django_db


def keyed(serial: str, **more: Any) -> dict[str, Any]:
    """The fields of the paper as staff key them in."""
    return {
        "key": str(uuid.uuid4()), "serial": serial, "text": "となりの方が 買い物に出ていない", "urgency": "this_week",
        "about": "neighbour", "knows": "no", "writer": "山本", "wants_answer": "on", **more,
    }  # fmt: skip


def a_card(window_id: int | None = None) -> str:
    """The serial of a freshly printed card."""
    with as_public():
        return actions.print_cards(window_id=window_id, number=1, by=PUBLIC, at=NOW)[0]


def test_a_window_prints_blank_cards_of_its_own_and_reads_none() -> None:
    window = a_window("港ふれあいサロン")
    with as_public():
        serials = actions.print_cards(window_id=window.pk, number=3, by=PUBLIC, at=NOW)
        pdf = queries.card_sheets(serials, window="港ふれあいサロン")
    assert pdf.startswith(b"%PDF") and len(set(serials)) == 3
    assert ConnectionCard.objects.filter(window=window).count() == 3


def test_staff_print_blank_cards_as_a_pdf(town: Town, browser: Browser) -> None:
    client, window = browser(town.csw), a_window()
    paper = client.post(reverse("desk:cards_print", args=[window.pk]), {"number": "4"})
    assert (paper.status_code, paper.headers["Content-Type"]) == (200, "application/pdf")
    assert client.get(reverse("desk:cards_print", args=[10**9])).status_code == 404
    assert client.post(reverse("desk:cards_blank"), {"number": "4000"}).status_code == 422
    assert ConnectionCard.objects.filter(window=window, printed_by=town.csw).count() == 4


def test_a_card_that_came_back_becomes_a_consultation_of_its_window(town: Town, browser: Browser) -> None:
    window = a_window("港ふれあいサロン")
    serial, client = a_card(window.pk), browser(town.csw)
    assert (
        "港ふれあいサロン のカードです" in client.get(reverse("desk:card_key_in"), {"serial": serial}).content.decode()
    )
    answer = client.post(reverse("desk:card_key_in"), keyed(serial))
    assert answer.status_code == 302, answer.content.decode()
    with as_(town.acting):
        found = Consultation.objects.get()
    assert (found.door, found.origin, found.origin_window_id) == (Door.CARD, Origin.WINDOW, window.pk)
    assert found.state == State.ARRIVED
    line = letters.cards_of_window(window.pk).lines[0]
    assert (line.receipt_number, line.state) == (found.receipt_number, SafeState.ARRIVED)
    client.post(reverse("desk:consultation_receive", args=[found.pk]), {"key": str(uuid.uuid4())})
    assert letters.cards_of_window(window.pk).lines[0].state == SafeState.RECEIVED


@pytest.mark.parametrize("typed", ["{0}", "  {0} ", "ｃ－{1}", "{1}"])
def test_a_serial_is_read_as_people_type_it_and_keyed_twice_is_one(town: Town, browser: Browser, typed: str) -> None:
    serial, client = a_card(), browser(town.csw)
    client.post(reverse("desk:card_key_in"), keyed(serial))
    bare = serial.replace("-", "") if typed == "{1}" else serial.removeprefix("C-")
    again = client.post(reverse("desk:card_key_in"), keyed(typed.format(serial, bare)), follow=True)
    assert "前に入力されていました" in again.content.decode()
    with as_(town.acting):
        assert Consultation.objects.count() == 1


def test_a_wrong_number_is_noticed_before_the_whole_card_is_typed(town: Town, browser: Browser) -> None:
    client, address = browser(town.csw), reverse("desk:card_key_in")
    wrong = client.get(address, {"serial": "C-000001-0"}).content.decode()
    assert "この番号のカードは 見つかりません" in wrong and "C-000001-0" in wrong
    for right in ({}, {"serial": a_card()}):
        assert "見つかりません" not in client.get(address, right).content.decode()


def test_a_wrong_digit_keeps_what_was_typed(town: Town, browser: Browser) -> None:
    serial = a_card()
    wrong = serial[:-1] + str((int(serial[-1]) + 1) % 10)
    answer = browser(town.csw).post(reverse("desk:card_key_in"), keyed(wrong))
    assert answer.status_code == 422
    assert (
        "となりの方が 買い物に出ていない" in answer.content.decode()
        and "数字が 違うようです" in answer.content.decode()
    )


def test_a_card_never_printed_here_is_led_to_the_hearing(town: Town, browser: Browser) -> None:
    answer = browser(town.csw).post(reverse("desk:card_key_in"), keyed("C-999999-" + check("999999")))
    assert answer.status_code == 422 and "聞き取り" in answer.content.decode()


def check(digits: str) -> str:
    """The check digit of six digits."""
    from otagai.kernel.numbers import check_digit

    return str(check_digit(digits))


def test_a_card_keyed_in_elsewhere_says_its_number_and_nothing_more(town: Town, browser: Browser) -> None:
    serial = a_card()
    browser(town.csw).post(reverse("desk:card_key_in"), keyed(serial, text="ひみつの ことば"))
    answer = browser(town.stranger).post(reverse("desk:card_key_in"), keyed(serial, text="別のことば"))
    page = answer.content.decode()
    assert answer.status_code == 422 and "もう入力されています" in page and "ひみつ" not in page


def test_the_qr_code_leads_staff_to_the_card_and_others_to_telling(town: Town, browser: Browser) -> None:
    serial = a_card()
    assert browser(None).get(f"/c/{serial}", follow=True).redirect_chain[-1][0] == reverse("portal:talk")
    assert reverse("desk:card_key_in") in browser(town.csw).get(f"/c/{serial}/").headers["Location"]
    assert browser(town.officer).get(f"/c/{serial}/").headers["Location"] == reverse("portal:talk")


def test_who_may_print_and_key_in(town: Town, browser: Browser) -> None:
    for name in ("desk:cards", "desk:card_key_in", "desk:cards_blank"):
        address = reverse(name)
        assert [browser(user).get(address).status_code for user in (None, town.officer, town.csw)] == [302, 403, 200]
