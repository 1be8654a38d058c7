"""The paper card from the printer to the desk; and a day at the desk without a mouse."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone

from otagai.welcome.intake.models import ConnectionCard, Consultation
from otagai.welcome.intake.words import State
from tests.factories import a_consultation, as_worker
from tests.journeys.conftest import Story
from tests.journeys.walking import Walker

Walk = Callable[..., Walker]


@pytest.mark.django_db(transaction=True)
def test_a_paper_card_is_printed_keyed_in_and_keyed_in_twice_is_one(town: Story, walk: Walk) -> None:
    csw = walk(town.sato)
    csw.goes_to(f"/desk/cards/print/{town.window.pk}/")
    csw.writes("何枚", "2")
    with csw.page.expect_download() as caught:
        csw.page.get_by_role("button", name="カードを作る").click()
    with caught.value.path().open("rb") as paper:
        assert paper.read(4) == b"%PDF"
    serial = ConnectionCard.objects.order_by("pk").values_list("serial", flat=True)[0]
    assert serial in caught.value.suggested_filename
    pages = [key_in(csw, serial.lower().replace("-", "")), key_in(csw, serial)]
    assert pages[0] == pages[1]
    csw.sees("前に入力されていました")
    with as_worker():
        assert Consultation.objects.count() == 1
    host = walk()
    host.goes_to(town.card_page)
    host.sees(town.only_consultation().receipt_number)
    host.does_not_see("松本")


def key_in(csw: Walker, serial: str) -> str:
    """Type the card in; returns the page it led to."""
    csw.goes_to("/desk/cards/")
    csw.writes("カードの番号", serial)
    csw.presses("入力をはじめる")
    csw.writes("どんなことですか", "灯油が買えないそうです")
    csw.writes("名前", "松本さん")
    csw.presses("入力して 番号を出す")
    return csw.page.url.partition("?")[0]


@pytest.mark.django_db(transaction=True)
def test_a_consultation_is_recorded_and_ended_by_keyboard_alone(town: Story, walk: Walk) -> None:
    now = timezone.localtime()
    first = a_consultation(town.acting(town.sato), "先に来た相談", at=now, wants_answer=False)
    a_consultation(town.acting(town.sato), "次に来た相談", at=now, wants_answer=False)
    csw = walk(town.sato)
    csw.goes_to("/desk/")
    keys = csw.page.keyboard
    for key in "jjk":
        keys.press(key)
    csw.page.keyboard.press("Enter")
    csw.page.wait_for_url("**/desk/consultations/*/")
    csw.looks_around()
    csw.sees(first.receipt_number)
    tab_to(csw, "連絡して 記録する")
    keys.press("Enter")
    tab_to(csw, "textarea:text")
    keys.type("電話で話した。もう大丈夫とのこと")
    tab_to(csw, "記録する")
    keys.press("Enter")
    csw.sees("電話で話した。もう大丈夫とのこと")
    tab_to(csw, "終える")
    if csw.page.locator("#act-end[open]").count() == 0:
        keys.press("Enter")
    csw.page.locator("#act-end[open]").wait_for()
    tab_to(csw, "radio:outcome")
    keys.press("Space")
    tab_to(csw, "textarea:note")
    keys.type("落ち着いた")
    tab_to(csw, "終える", kind="BUTTON")
    keys.press("Enter")
    csw.sees("に終わりました")
    with as_worker():
        assert Consultation.objects.get(pk=first.pk).state == State.ENDED


ACTIVE = """() => { const at = document.activeElement;
  return [at.tagName, at.type === 'radio' ? `radio:${at.name}` : at.tagName === 'TEXTAREA' ? `textarea:${at.name}`
    : at.textContent.trim()] }"""


def tab_to(csw: Walker, name: str, *, kind: str = "") -> None:
    """Press Tab until the focus stands on what has this name."""
    for _ in range(150):
        csw.page.keyboard.press("Tab")
        tag, text = csw.page.evaluate(ACTIVE)
        if text.startswith(name) and kind in ("", tag):
            return
    raise AssertionError(f"the keyboard never reached {name}")
