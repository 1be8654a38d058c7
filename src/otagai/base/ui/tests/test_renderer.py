"""{{ form }}: what belongs together is linked together."""

from __future__ import annotations

from django import forms

from otagai.base.ui.fields import PartialDateField
from otagai.base.ui.samples import SampleForm
from otagai.base.ui.tests.reading import Element, read


class Card(forms.Form):
    words = forms.CharField(label="ひとこと", help_text="短くても")
    urgency = forms.ChoiceField(label="急ぎ", choices=[("today", "今日"), ("week", "今週")], widget=forms.RadioSelect)
    born = PartialDateField(label="生まれた年", required=False)
    agreed = forms.BooleanField(label="説明を聞きました")
    mail = forms.EmailField(label="メール", required=False, widget=forms.EmailInput({"autocomplete": "email"}))
    key = forms.CharField(widget=forms.HiddenInput)


def filled(**values: str) -> Element:
    return read(str(Card(values)))


def every_id(page: Element) -> list[str]:
    own = [page.attrs["id"]] if "id" in page.attrs else []
    return own + [found for child in page.children for found in every_id(child)]


def test_every_control_has_a_label() -> None:
    page = read(str(Card()))
    labelled = {label.attrs["for"] for label in page.all("label")}
    controls = [c for tag in ("input", "select", "textarea") for c in page.all(tag) if c.attrs.get("type") != "hidden"]
    assert {control.attrs["id"] for control in controls} <= labelled


def test_what_must_be_filled_and_what_may_be_left_is_said_in_words() -> None:
    labels = {label.attrs.get("for"): label.text for label in read(str(Card())).all("label")}
    assert labels["id_words"] == "ひとこと 必須" or labels["id_words"] == "ひとこと必須"
    assert "任意" in labels["id_mail"]


def test_hint_and_error_are_read_out_with_the_control() -> None:
    page = filled(urgency="today")
    control = page.one("input", name="words")
    described = control.attrs["aria-describedby"].split()
    assert described == ["id_words_helptext", "id_words_error"]
    assert set(described) <= set(every_id(page))
    assert control.attrs["aria-invalid"] == "true"


def test_a_group_of_choices_is_a_fieldset_with_legend_and_its_error() -> None:
    page = filled(words="足が痛い")
    group = page.one("fieldset", aria_describedby="id_urgency_error")
    assert "急ぎ" in group.one("legend").text
    assert len(group.all("input", type="radio")) == 2


def test_the_summary_leads_into_the_first_control_of_every_wrong_field() -> None:
    page = filled()
    targets = [link.attrs["href"].removeprefix("#") for link in page.one("div", class_="error-summary").all("a")]
    assert targets == ["id_words", "id_urgency_0", "id_agreed"]
    assert set(targets) <= set(every_id(page))


def test_a_mistake_in_a_hidden_field_is_not_hidden() -> None:
    summary = filled(words="a", urgency="today", agreed="on").one("div", class_="error-summary")
    assert "key" in summary.text or "書いてください" in summary.text


def test_a_form_without_mistakes_shows_no_summary() -> None:
    assert read(str(Card())).all("div", class_="error-summary") == []


def test_what_is_missing_is_asked_for_in_plain_words() -> None:
    text = filled().text
    assert "このフィールド" not in text
    assert "急ぎ：えらんでください" in text
    assert "ひとこと：書いてください" in text


def test_an_author_may_say_it_better() -> None:
    class Better(forms.Form):
        words = forms.CharField(label="ひとこと", error_messages={"required": "一言でも かまいません"})

    assert "一言でも かまいません" in read(str(Better({}))).text


def test_browsers_may_fill_in_what_they_know() -> None:
    assert read(str(Card())).one("input", name="mail").attrs["autocomplete"] == "email"


def test_a_lone_box_carries_its_label_beside_it() -> None:
    label = read(str(Card())).one("label", for_="id_agreed")
    assert label.one("input", type="checkbox")


def test_what_was_typed_is_there_again_after_a_mistake() -> None:
    assert filled(words="足が<痛い>").one("input", name="words").attrs["value"] == "足が<痛い>"


def test_no_id_appears_twice_on_the_sample_form() -> None:
    for form in (SampleForm(), SampleForm({})):
        ids = every_id(read(str(form)))
        assert len(ids) == len(set(ids))


def test_nothing_carries_style_or_script_inside() -> None:
    text = str(SampleForm({}))
    assert " style=" not in text and "<script" not in text and " on" + "click" not in text
