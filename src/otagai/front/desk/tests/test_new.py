"""聞き取り: the words are enough; people we know appear beside them; nothing typed is lost, nothing is stored twice."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from otagai.base.safekeeping.models import Draft
from otagai.front.desk.tests.conftest import Browser, Town
from otagai.front.desk.tests.typing import hearing, pressed
from otagai.town.people import actions as people
from otagai.town.people.actions import ContactFacts
from otagai.town.people.models import Person
from otagai.town.people.words import ContactKind
from otagai.town.places.words import WindowState
from otagai.welcome.intake.models import Consultation, ConsultationPerson, Record
from otagai.welcome.intake.words import About, Door, Origin, RecordKind, State, Urgency
from otagai.welcome.letterbox import queries as letters
from otagai.welcome.letterbox.words import SafeState
from tests.factories import NOW, a_window, acting, as_

pytestmark = pytest.mark.django_db
NEW = "desk:new"


def somebody_known(town: Town) -> Person:
    """田中 ハル, whom 社協 knows already."""
    with as_(town.acting):
        return people.add_person(
            by=town.acting, at=NOW, contacts=[ContactFacts(ContactKind.PHONE, "054-111-2222")],
            family_name="田中", given_name="ハル", family_kana="たなか", given_kana="はる", birth="1941-03",
        )  # fmt: skip


def test_who_may_listen(town: Town, browser: Browser) -> None:
    assert [browser(user).get(reverse(NEW)).status_code for user in (None, town.officer, town.csw)] == [302, 403, 200]


def test_the_words_alone_are_enough_and_the_number_is_shown_big(town: Town, browser: Browser) -> None:
    answer = browser(town.csw).post(reverse(NEW), {**pressed(), "text": "となりの灯りが つかない"}, follow=True)
    with as_(town.acting):
        found = Consultation.objects.get()
    assert (found.state, found.holder, found.held_by) == (State.RECEIVED, town.shakyo, town.csw)
    assert f'<p class="receipt-number">{found.receipt_number}</p>' in answer.content.decode()


def test_without_words_everything_else_stays_typed(town: Town, browser: Browser) -> None:
    answer = browser(town.csw).post(reverse(NEW), hearing(text="", caller_name="田中 ハル", door="visit"))
    page = answer.content.decode()
    assert answer.status_code == 422 and "田中 ハル" in page
    assert 'value="visit" id="id_door_1" checked' in page or 'value="visit"' in page
    with as_(town.acting):
        assert not Consultation.objects.exists()


def test_two_presses_are_one_consultation(town: Town, browser: Browser) -> None:
    client, typed = browser(town.csw), hearing()
    first, second = (client.post(reverse(NEW), typed).headers["Location"] for _ in range(2))
    assert first == second
    with as_(town.acting):
        assert Consultation.objects.count() == 1


def test_who_speaks_of_themselves_has_been_spoken_with(town: Town, browser: Browser) -> None:
    client = browser(town.csw)
    client.post(reverse(NEW), hearing(urgency="today", next_step="民生委員に きく", next_date="2100-01-05"))
    with as_(town.acting):
        found = Consultation.objects.get()
        assert found.first_contact_at and found.urgency == Urgency.TODAY
        assert (found.next_step, str(found.next_date)) == ("民生委員に きく", "2100-01-05")
        assert Record.objects.get().kind == RecordKind.CONTACT


def test_a_neighbours_call_is_no_contact_with_the_person(town: Town, browser: Browser) -> None:
    client = browser(town.csw)
    client.post(reverse(NEW), hearing(origin="family", about="neighbour", next_step="訪ねてみる"))
    with as_(town.acting):
        found = Consultation.objects.get()
        assert found.first_contact_at is None and found.next_step == "訪ねてみる" and found.door == Door.PHONE


def test_a_window_that_telephones_sees_what_becomes_of_it(town: Town, browser: Browser) -> None:
    window = a_window("港ふれあいサロン")
    client = browser(town.csw)
    client.post(reverse(NEW), hearing(origin="window", window=str(window.pk), about="neighbour"))
    with as_(town.acting):
        found = Consultation.objects.get()
    assert (found.origin, found.origin_window_id) == (Origin.WINDOW, window.pk)
    line = letters.cards_of_window(window.pk).lines[0]
    assert (line.receipt_number, line.state) == (found.receipt_number, SafeState.RECEIVED)
    closed = a_window(state=WindowState.PAUSED)
    assert client.post(reverse(NEW), hearing(window=str(closed.pk))).status_code == 422


def test_people_we_know_appear_with_the_reason_with_and_without_script(town: Town, browser: Browser) -> None:
    somebody_known(town)
    client = browser(town.csw)
    typed = hearing(text="", caller_name="田中", phone="0541112222")
    part = client.post(reverse(NEW), typed, headers={"HX-Request": "true"}).content.decode()
    assert "田中 ハル" in part and "電話" in part and "<html" not in part
    whole = client.post(reverse(NEW), {**typed, "look": "1"})
    assert whole.status_code == 200 and "田中 ハル" in whole.content.decode() and "<html" in whole.content.decode()
    assert "0541112222" in whole.content.decode()


def test_somebody_without_a_telephone_is_a_candidate_too(town: Town, browser: Browser) -> None:
    with as_(town.acting):
        people.add_person(by=town.acting, at=NOW, family_name="増田", given_name="清")
    part = browser(town.csw).post(reverse(NEW), hearing(caller_name="増田"), headers={"HX-Request": "true"})
    assert "増田 清" in part.content.decode()


def test_people_of_others_are_no_candidates(town: Town, browser: Browser) -> None:
    somebody_known(town)
    typed = hearing(caller_name="田中", phone="054-111-2222")
    part = browser(town.stranger).post(reverse(NEW), typed, headers={"HX-Request": "true"}).content.decode()
    assert "見つかりません" in part and "ハル" not in part


def test_the_chosen_person_is_linked_and_a_new_one_written_down(town: Town, browser: Browser) -> None:
    known, client = somebody_known(town), browser(town.csw)
    client.post(reverse(NEW), hearing(person=str(known.pk)))
    client.post(
        reverse(NEW), hearing(name="大石 勇", kana="おおいし いさむ", person_phone="090-2222-3333", person="new")
    )
    with as_(town.acting):
        linked = {link.person.full_name for link in ConsultationPerson.objects.select_related("person")}
        assert linked == {"田中 ハル", "大石 勇"}
        assert Person.objects.get(family_name="大石").contact_methods.get().kind == ContactKind.MOBILE


def test_a_typed_name_is_never_lost_silently(town: Town, browser: Browser) -> None:
    client = browser(town.csw)
    asked = client.post(reverse(NEW), hearing(caller_name="大石 勇"))
    page = asked.content.decode()
    assert asked.status_code == 422 and "「大石 勇」さんを どう記録するか" in page
    assert 'value="new" form="hearing" checked' in page and "「大石 勇」さんを 別の人として 新しく書く" in page
    with as_(town.acting):
        assert not Consultation.objects.exists()
    stored = client.post(reverse(NEW), hearing(caller_name="大石 勇", person="words"), follow=True).content.decode()
    assert "「大石 勇」という名前は、聞いたことばと いっしょに残しました" in stored
    with as_(town.acting):
        assert not Person.objects.exists()
    written = client.post(reverse(NEW), hearing(caller_name="大石 勇", person="new"), follow=True).content.decode()
    assert "「大石 勇」さんの相談として 記録しました（自分のこと）" in written
    nameless = client.post(reverse(NEW), hearing(), follow=True).content.decode()
    assert "名前は 聞いていません" in nameless


def test_the_choice_follows_the_name_until_somebody_touches_it(town: Town, browser: Browser) -> None:
    somebody_known(town)
    client = browser(town.csw)

    def shown(**typed: str) -> str:
        part = client.post(reverse(NEW), hearing(**typed), headers={"HX-Request": "true"}).content.decode()
        return "".join(re.findall(r'name="person" value="(\w*)"[^>]* checked', part))

    assert shown(caller_name="大石 勇", offered="") == "new"
    assert shown(caller_name="田中 ハル", person="new", offered="new") == ""
    assert shown(caller_name="大石 勇", person="words", offered="new") == "words"
    assert shown(person="new", offered="new") == ""


def test_whom_it_is_about_follows_what_was_typed(town: Town, browser: Browser) -> None:
    client = browser(town.csw)
    client.post(
        reverse(NEW),
        hearing(
            about="", origin="family", caller_name="田中 花", caller_relation="長女", name="田中 ハル", person="new"
        ),
    )
    with as_(town.acting):
        assert Consultation.objects.get().about == About.FAMILY
    for wrong in ({"origin": "family", "about": "self"}, {"name": "大石 勇", "caller_name": "田中 ハル", "about": ""}):
        answer = client.post(reverse(NEW), hearing(person="words", **wrong))
        assert answer.status_code == 422 and "えらびなおしてください" in answer.content.decode()


@pytest.mark.parametrize("person", ["nonsense", "999999999", "-1"])
def test_a_person_that_is_not_there_keeps_the_words(town: Town, browser: Browser, person: str) -> None:
    answer = browser(town.csw).post(reverse(NEW), hearing(person=person))
    assert answer.status_code == 422 and "眠れない日が つづいている" in answer.content.decode()


def test_a_person_of_another_organisation_cannot_be_linked(town: Town, browser: Browser) -> None:
    known = somebody_known(town)
    answer = browser(town.stranger).post(reverse(NEW), hearing(person=str(known.pk)))
    assert answer.status_code == 422
    with as_(acting(town.stranger)):
        assert not Consultation.objects.exists()


def test_what_is_being_typed_is_kept_for_its_writer_until_it_is_sent(town: Town, browser: Browser) -> None:
    client = browser(town.csw)
    assert client.post(reverse("desk:draft"), hearing(text="途中までの ことば", themes=["home"])).status_code == 204
    page = client.get(reverse(NEW)).content.decode()
    assert "途中までの ことば" in page and "下書きがあります" in page
    assert "途中までの" not in browser(town.counsellor).get(reverse(NEW)).content.decode()
    client.post(reverse(NEW), hearing(text="途中までの ことば"))
    assert "下書きがあります" not in client.get(reverse(NEW)).content.decode()


def test_a_draft_may_be_thrown_away(town: Town, browser: Browser) -> None:
    client = browser(town.csw)
    client.post(reverse("desk:draft"), hearing())
    client.post(reverse("desk:draft"), {"discard": "1"})
    with as_(town.acting):
        assert not Draft.objects.exists()


def test_the_page_is_made_of_few_queries(
    town: Town, browser: Browser, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = browser(town.csw)
    client.get(reverse(NEW))
    with django_assert_max_num_queries(12):
        client.get(reverse(NEW))
