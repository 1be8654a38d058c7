"""What is typed about organisations arrives as the actions want it."""

from __future__ import annotations

from otagai.town.organizations.actions import DeskFacts
from otagai.town.organizations.forms import CapacityForm, DeskForms, OrganizationForm, ServedAreasForm, desks_typed
from otagai.town.organizations.models import Organization

THEMES = [("care", "介護のこと"), ("home", "住まいのこと")]


def test_an_organisation_goes_round_through_its_form() -> None:
    organization = Organization(kind="npo", name="みなとの会", themes=["care"], takes_on="送迎", version=3)
    form = OrganizationForm(OrganizationForm.shown(organization), theme_choices=THEMES)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["version"] == 3
    typed = form.fields_typed()
    assert (typed["kind"], typed["name"], typed["themes"], typed["takes_on"]) == ("npo", "みなとの会", ["care"], "送迎")
    assert "version" not in typed


def test_an_unknown_theme_is_refused_and_a_missing_name_is_asked_for() -> None:
    form = OrganizationForm({"kind": "npo", "name": "", "themes": ["magic"]}, theme_choices=THEMES)
    assert set(form.errors) == {"name", "themes"}


def test_empty_and_ended_desks_are_left_out() -> None:
    forms = DeskForms(
        {
            "form-TOTAL_FORMS": "3", "form-INITIAL_FORMS": "0",
            "form-0-name": "総合相談", "form-0-phone": "054-621-2941", "form-0-hours": "平日", "form-0-pk": "7",
            "form-1-name": "夜間", "form-1-phone": "054-621-2942", "form-1-hours": "毎夜", "form-1-DELETE": "on",
            "form-2-is_public": "on",
        }
    )  # fmt: skip
    assert forms.is_valid(), forms.errors
    assert desks_typed(forms) == [DeskFacts("総合相談", "054-621-2941", "平日", "", False, 7)]


def test_capacity_and_areas_come_as_values() -> None:
    assert CapacityForm({"capacity": "full"}).is_valid()
    assert not CapacityForm({"capacity": "enormous"}).is_valid()
    form = ServedAreasForm({"areas": ["3", "4"]}, area_choices=[(3, "東"), (4, "西")])
    assert form.is_valid()
    assert form.cleaned_data["areas"] == [3, 4]
