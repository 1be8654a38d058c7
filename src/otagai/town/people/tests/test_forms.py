"""What is typed about people arrives as the actions want it."""

from __future__ import annotations

from otagai.town.people.forms import ContactMethodForm, LeavingForm, MemberForm, PersonForm, SafetyForm
from otagai.town.people.models import Person
from otagai.town.people.words import ContactKind, Safety

BORN = {"birth_era": "昭和", "birth_year": "16", "birth_month": "", "birth_day": ""}


def test_a_person_known_by_kana_and_year_alone_can_be_written_down() -> None:
    form = PersonForm({"family_kana": "タカハシ", **BORN})
    assert form.is_valid(), form.errors
    typed = form.fields_typed()
    assert (typed["family_kana"], typed["birth"], typed["sex"], typed["area_id"]) == ("タカハシ", "1941", "0", None)


def test_nobody_without_a_name() -> None:
    form = PersonForm({"address": "本町"})
    assert not form.is_valid()
    assert "名前を" in form.errors["family_name"][0]


def test_a_person_is_shown_again_as_they_were_kept() -> None:
    person = Person(family_name="髙橋", birth="1941-03", version=4, area_id=7)
    shown = PersonForm.shown(person)
    assert (shown["family_name"], shown["birth"].iso, shown["version"], shown["area"]) == ("髙橋", "1941-03", 4, 7)
    assert "髙橋" in str(PersonForm(initial=shown, area_choices=[(7, "東")]))


def test_a_contact_is_unknown_until_somebody_asked() -> None:
    form = ContactMethodForm({"kind": "phone", "value": "054-621-2941", "safety": "unknown", "rule": ""})
    assert form.is_valid(), form.errors
    facts = form.facts()
    assert (facts.kind, facts.safety) == (ContactKind.PHONE, Safety.UNKNOWN)
    wrong = ContactMethodForm({"kind": "phone", "value": "054", "safety": "unknown"})
    assert "けた数" in wrong.errors["value"][0]


def test_safety_members_and_leaving() -> None:
    assert SafetyForm({"safety": "never"}).is_valid()
    assert MemberForm({"person": "3", "relation": "child"}).is_valid()
    assert not MemberForm({"person": "3", "relation": "cat"}).is_valid()
    leaving = LeavingForm({"on_era": "令和", "on_year": "8", "on_month": "11", "on_day": "20"})
    assert leaving.is_valid(), leaving.errors
    assert leaving.cleaned_data["on"].isoformat() == "2026-11-20"
