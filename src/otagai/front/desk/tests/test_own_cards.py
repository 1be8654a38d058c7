"""カードを書く: whoever has an account for it writes the same card as by link, and sees what became of their own."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from otagai.base.accounts.acting import WORKER
from otagai.base.accounts.models import User
from otagai.base.accounts.words import Duty
from otagai.base.municipality.models import Municipality
from otagai.front.desk.tests.conftest import Browser, Town
from otagai.front.desk.tests.test_today import letterbox_with_key
from otagai.front.desk.tests.town_at_the_desk import text_of
from otagai.kernel import sealing
from otagai.town.organizations.words import OrganizationKind
from otagai.town.places.words import WindowState
from otagai.welcome.intake import actions as intake
from otagai.welcome.intake.models import Consultation, Voice
from otagai.welcome.intake.words import Door, Origin
from otagai.welcome.letterbox.models import OwnCard
from tests.factories import NOW, a_user, a_window, acting, an_organization, as_, as_worker

pytestmark = pytest.mark.django_db
__all__ = ["letterbox_with_key"]
CARDS, WRITE = "/desk/cards/own/", "/desk/cards/own/write/"


@pytest.fixture(autouse=True)
def key(town: Town, letterbox_with_key: Path) -> None:
    """The town seals with the key that the worker opens with."""
    Municipality.objects.update(letterbox_key=(letterbox_with_key / sealing.PUBLIC_NAME).read_text().strip())


@pytest.fixture
def yuki(town: Town) -> User:
    return a_user(Duty.WINDOW_HOST, organization=an_organization("サロン連絡会"), name="ゆき")


@pytest.fixture
def tanaka(town: Town) -> User:
    minsei = an_organization("民生委員児童委員協議会", kind=OrganizationKind.MINSEI_COUNCIL)
    return a_user(Duty.MINSEI_IIN, organization=minsei, name="田中")


def write(client: Client, text: str = "新聞が たまっている", *, address: str = WRITE, **more: Any) -> Any:
    return client.post(address, {"text": text, "answer": "yes", "key": str(uuid.uuid4()), **more})


def opened() -> Consultation:
    """What the worker makes of the one card."""
    with as_worker():
        assert intake.open_letters(by=WORKER, at=NOW) == 1
        return Consultation.objects.select_related("origin_window", "origin_organization").get()


def test_a_minsei_iin_writes_a_card_of_their_organisation_and_sees_its_safe_state(
    town: Town, tanaka: User, browser: Browser
) -> None:
    client = browser(tanaka)
    assert client.get("/desk/")["Location"] == CARDS
    assert "カードを書く" in text_of(client.get(CARDS)) and "まだ カードは ありません" in text_of(client.get(CARDS))
    assert 'value="田中"' in text_of(client.get(WRITE)) and "民生委員児童委員協議会" in text_of(client.get(WRITE))
    answer = write(client, writer="田中")
    assert answer["Location"] == f"{CARDS}?sent=1"
    thanks = text_of(client.get(answer["Location"]))
    found = opened()
    assert found.receipt_number in thanks and "もう1枚書く" in thanks
    assert (found.door, found.origin) == (Door.CARD, Origin.ORGANIZATION)
    assert found.origin_organization and found.origin_organization.name == "民生委員児童委員協議会"
    with as_worker():
        assert Voice.objects.get().caller_name == "田中"
    with as_(town.acting):
        intake.receive(found, by=town.acting, at=NOW)
    csw = browser(town.csw)
    said = {"to": "window", "text": "訪ねました。ありがとう", "key": str(uuid.uuid4())}
    page = csw.post(reverse("desk:consultation_answer", args=[found.pk]), said, follow=True)
    assert page.status_code == 200
    own = text_of(client.get(CARDS))
    assert "受け止めました" in own and "訪ねました。ありがとう" in own
    assert "新聞" not in own


def test_nobody_else_sees_who_wrote_it(town: Town, tanaka: User, yuki: User, browser: Browser) -> None:
    write(browser(tanaka))
    number = opened().receipt_number
    assert number in text_of(browser(tanaka).get(CARDS))
    assert number not in text_of(browser(yuki).get(CARDS))
    for other in (town.csw, town.officer, yuki):
        with as_(acting(other)):
            assert not OwnCard.objects.exists()


def test_the_log_in_of_a_host_leads_to_the_cards_of_their_window(town: Town, yuki: User, browser: Browser) -> None:
    window, closed = a_window("港おしゃべりサロン", account=yuki), a_window(state=WindowState.PAUSED, account=yuki)
    client = browser(yuki)
    page = client.get(client.get("/desk/")["Location"])
    assert "港おしゃべりサロン" in text_of(page) and closed.place.name not in text_of(page)
    write(client, address=f"{WRITE}?window={window.pk}")
    found = opened()
    assert (found.door, found.origin, found.origin_window) == (Door.CARD, Origin.WINDOW, window)
    assert found.origin_organization is None
    assert found.receipt_number in text_of(client.get(CARDS))


def test_nobody_writes_for_the_window_of_another(town: Town, tanaka: User, yuki: User, browser: Browser) -> None:
    window = a_window("港おしゃべりサロン", account=yuki)
    write(browser(tanaka), address=f"{WRITE}?window={window.pk}")
    assert opened().origin_window is None


def test_four_people_at_the_door(town: Town, tanaka: User, browser: Browser) -> None:
    codes = [browser(who).get(WRITE).status_code for who in (tanaka, town.csw, town.officer, None)]
    assert codes == [200, 200, 403, 302]
    assert [write(browser(who)).status_code for who in (town.officer, None)] == [403, 403]


def test_what_was_typed_stays_when_it_lacks_words_and_twice_is_once(town: Town, tanaka: User, browser: Browser) -> None:
    client, key = browser(tanaka), str(uuid.uuid4())
    lacking = write(client, "", person_name="となりの家")
    assert lacking.status_code == 422 and "となりの家" in text_of(lacking)
    for _ in range(2):
        assert client.post(WRITE, {"text": "新聞", "key": key}).status_code == 302
    opened()


def test_staff_who_hear_people_themselves_are_not_led_there(town: Town, browser: Browser) -> None:
    assert CARDS not in text_of(browser(town.csw).get("/desk/"))


def test_a_stranger_cannot_say_that_an_organisation_wrote(town: Town) -> None:
    """The public form has no field for it: what is posted beside its fields is left out."""
    typed = {"text": "つらい", "organization_id": town.shakyo.pk, "step": "send", "key": str(uuid.uuid4())}
    Client().post("/talk/", typed)
    with as_worker():
        intake.open_letters(by=WORKER, at=NOW)
        assert not Consultation.objects.filter(origin_organization__isnull=False).exists()


def test_the_keeper_of_windows_says_whose_log_in_leads_there(town: Town, yuki: User, browser: Browser) -> None:
    window = a_window("港おしゃべりサロン")
    csw = browser(town.csw)
    page = reverse("desk:window_edit", args=[window.pk])
    assert "ゆき（サロン連絡会）" in text_of(csw.get(page)) and "佐藤（" not in text_of(csw.get(page))
    typed = {"organization": "", "host_name": "ゆき", "host_phone": "", "account": yuki.pk, "version": window.version}
    assert csw.post(page, typed).status_code == 302
    assert "港おしゃべりサロン" in text_of(browser(yuki).get(CARDS))
