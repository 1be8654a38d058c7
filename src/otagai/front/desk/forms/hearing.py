"""聞き取り: the words first, everything else may stay empty; and whom it is about, searched before it is written."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from otagai.base.ui.fields import PartialDateField, offer
from otagai.base.ui.widgets import BigCheckboxes, BigRadios
from otagai.front.desk.forms.base import KeyedForm, day_field, long_field, not_past, text_field, words_field
from otagai.front.desk.rules import about_of, are_two_people
from otagai.kernel.finding import PersonFacts
from otagai.welcome.intake.words import About, Door, Kind, Knows, Origin, ReplyBy, Theme, Urgency

HEARD = [Door.PHONE, Door.VISIT, Door.OUTREACH, Door.WATCH, Door.COURSE, Door.SURVEY, Door.ORGANIZATION, Door.OTHER]
REPLIES = [ReplyBy.PHONE, ReplyBy.MAIL, ReplyBy.NONE]
NOBODY_YET, SOMEBODY_NEW, NAME_ONLY = "", "new", "words"
ASK_ANOTHER = "「本人の名前」が 話した人の名前と ちがいます。話した人は 本人ですか。えらびなおしてください"
ASK_SELF = "話した人が本人ではないので、「自分のこと」には できません。えらびなおしてください"
VOICE = ("caller_name", "caller_relation", "phone", "mail", "safe_time", "place")


def full_name_parts(name: str) -> tuple[str, str]:
    """姓 and 名 of a name as it was said; the whole as 姓 when there is no space in it."""
    family, _, given = " ".join(name.split()).partition(" ")
    return family, given


class WhomForm(KeyedForm):
    """Whom it is about: enough to see whether we know them already."""

    name = text_field("本人の名前", most=120, help_text="例：田中 ハル。わかるところだけ。")
    kana = text_field("かな", most=160)
    person_phone = text_field("本人の電話", most=40)
    birth = PartialDateField(label="生年月日", required=False)
    address = text_field("住所", most=200)
    person = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def clean_person(self) -> str | int:
        """Nobody yet, somebody new, the name in the words only, or the key of somebody we know."""
        chosen: str = self.cleaned_data["person"]
        if chosen in (NOBODY_YET, SOMEBODY_NEW, NAME_ONLY):
            return chosen
        if chosen.isascii() and chosen.isdecimal():
            return int(chosen)
        raise forms.ValidationError("候補から選びなおしてください")

    def facts(self) -> PersonFacts:
        """What was typed of the person, for comparing; also of a form with mistakes."""
        typed = getattr(self, "cleaned_data", {})
        surname, given = full_name_parts(self.said_name())
        surname_kana, given_kana = full_name_parts(typed.get("kana", ""))
        phones = tuple(phone for phone in (typed.get("person_phone", ""), self.said_phone()) if phone)
        return PersonFacts(
            surname, given, surname_kana, given_kana, birth=typed.get("birth"), phones=phones, address=typed.get("address", "")
        )  # fmt: skip

    def said_name(self) -> str:
        """The name of the person."""
        return str(self.cleaned_data.get("name", ""))

    def said_phone(self) -> str:
        """Another telephone that may be the person's."""
        return ""

    def person_fields(self) -> dict[str, Any]:
        """What was typed, for writing down somebody new."""
        facts = self.facts()
        return {
            "family_name": facts.surname[:60], "given_name": facts.given[:60], "family_kana": facts.surname_kana[:80],
            "given_kana": facts.given_kana[:80], "birth": facts.birth.iso if facts.birth else "", "address": facts.address,
        }  # fmt: skip


class HearingForm(WhomForm):
    """One page to type while listening."""

    text = long_field("どんなことですか", required=True, rows=8, help_text="話されたとおりに。短くても かまいません。")
    door = forms.TypedChoiceField(
        label="どうやって届きましたか", choices=[(door.value, door.label) for door in HEARD], coerce=Door,
        widget=BigRadios(layout="across"), initial=Door.PHONE, required=False, empty_value=Door.PHONE,
    )  # fmt: skip
    urgency = words_field(Urgency, "急ぎ", required=False, widget=BigRadios(layout="across"), initial=Urgency.ANYTIME)
    kind = words_field(Kind, "種類", required=False, widget=BigRadios(layout="across"), initial=Kind.WORRY)
    themes = forms.TypedMultipleChoiceField(
        label="あてはまるもの",
        choices=Theme.choices,
        coerce=Theme,
        required=False,
        widget=BigCheckboxes(layout="across"),
    )
    origin = words_field(Origin, "話した人", required=False, widget=BigRadios(layout="across"), initial=Origin.PERSON)
    caller_name = text_field("話した人の名前", most=120, help_text="名前を言わない人は 空のままで。")
    caller_relation = text_field("本人との関係", most=60, help_text="例：長女、となりの人")
    phone = text_field("話した人の電話", most=40)
    mail = text_field("メール", most=254)
    safe_time = text_field("連絡してよい方法と時間", most=120, help_text="例：平日の昼。社協とは名のらない。")
    reply_by = forms.TypedChoiceField(
        label="お返事", choices=[(reply.value, reply.label) for reply in REPLIES], coerce=ReplyBy,
        widget=BigRadios(layout="across"), initial=ReplyBy.PHONE, required=False, empty_value=ReplyBy.PHONE,
    )  # fmt: skip
    about = words_field(About, "だれのことですか", required=False, empty="書いたことに あわせる")
    knows = words_field(Knows, "本人は この相談を知っていますか", required=False, initial=Knows.UNSURE)
    place = text_field("住んでいるあたり", most=120)
    area = forms.TypedChoiceField(label="地区", coerce=int, empty_value=None, required=False)
    organization = forms.TypedChoiceField(label="どの機関・団体から", coerce=int, empty_value=None, required=False)
    window = forms.TypedChoiceField(label="どの福祉相談窓口から", coerce=int, empty_value=None, required=False)
    next_step = text_field(
        "次の一歩", most=120, help_text="空のときは「最初の連絡」または「次の一歩を決める」になります。"
    )
    next_date = day_field("いつまでに")

    def __init__(
        self, *args: Any, areas: list[Any], organizations: list[Any], windows: list[Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "area", areas, none="わからない")
        offer(self, "organization", organizations, none="（機関・団体からのとき）")
        offer(self, "window", windows, none="（窓口からのとき）")

    def clean(self) -> dict[str, Any]:
        """Whom it is about follows what was typed; what contradicts itself is asked."""
        typed = super().clean() or self.cleaned_data
        origin, about, name = typed.get("origin"), typed.get("about"), typed.get("name", "")
        if origin == Origin.PERSON and are_two_people(name, typed.get("caller_name", "")):
            self.add_error("origin", ASK_ANOTHER)
        if about == About.SELF and origin in (Origin.FAMILY, Origin.WINDOW, Origin.ORGANIZATION):
            self.add_error("about", ASK_SELF)
        if origin and not about:
            typed["about"] = about_of(origin, typed.get("caller_relation", ""), named=bool(name))
        return typed

    def clean_next_date(self) -> date | None:
        """The next date lies ahead."""
        return not_past(self.cleaned_data["next_date"])

    def is_person_speaking(self) -> bool:
        """Whether the one who speaks is the one it is about."""
        return bool(self.cleaned_data.get("origin") == Origin.PERSON)

    def said_name(self) -> str:
        """The name of the person, or of the speaker when they speak of themselves."""
        name = super().said_name()
        return name or (str(self.cleaned_data.get("caller_name", "")) if self.is_person_speaking() else "")

    def must_say_who(self) -> bool:
        """Whether a name was typed and nobody said yet what becomes of it: it must not be lost silently."""
        return bool(self.said_name()) and self.cleaned_data.get("person") == NOBODY_YET

    def said_phone(self) -> str:
        """The speaker's telephone, when they speak of themselves."""
        return str(self.cleaned_data.get("phone", "")) if self.is_person_speaking() else ""

    def voice(self) -> dict[str, str]:
        """How the one who spoke may be reached, and the name of the one it is about as it was said."""
        return {**{name: self.cleaned_data[name] for name in VOICE}, "person_name": self.cleaned_data["name"]}


def kept_values(form_class: type[forms.Form], query: str) -> dict[str, Any]:
    """The values of a form as they were typed and kept, fit to begin a form with."""
    typed = QueryDict(query)
    fields = {name: field for name, field in form_class.base_fields.items() if name not in {"key", "person"}}
    values = {name: field.widget.value_from_datadict(typed, {}, name) for name, field in fields.items()}
    return {name: value for name, value in values.items() if value not in (None, "", [])}
