"""What residents and window hosts may write. Only the words are needed; whatever was typed is shown again."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from otagai.base.ui.widgets import BigCheckboxes, BigRadios, IconCheckboxes, IconRadios
from otagai.front.portal.sayings import ICONS, choices
from otagai.kernel.numbers import parse_passphrase, parse_receipt
from otagai.kernel.text import clean
from otagai.town.places.queries import PlaceDoor
from otagai.town.places.rules import OWN_WORDS, SAID, why_not_phone, why_not_welcome
from otagai.welcome.intake.words import PUBLIC_THEMES, About, Kind, Knows, ReplyBy, Urgency
from otagai.welcome.letterbox.rules import LONGEST_LETTER

TOO_LONG = {"max_length": _("少し長すぎます。%(limit_value)s文字までにしてください（いま %(show_value)s文字）")}


def words_field(**more: Any) -> forms.CharField:
    """A large field for whatever somebody wants to say."""
    return forms.CharField(
        widget=forms.Textarea({"rows": 6}), max_length=LONGEST_LETTER, error_messages=TOO_LONG, strip=False, **more
    )


def line_field(longest: int, **more: Any) -> forms.CharField:
    """One line that may stay empty."""
    attributes = more.pop("attributes", {})
    return forms.CharField(
        max_length=longest, required=False, error_messages=TOO_LONG, widget=forms.TextInput(attributes), **more
    )


class WithWords(forms.Form):
    """A form whose words must not be only blanks."""

    def clean_text(self) -> str:
        """The words as typed; blanks alone are no words."""
        text: str = self.cleaned_data["text"]
        if not text.strip():
            raise ValidationError(_("どんなことか、ひとことでも書いてください"), code="required")
        return text


class WhatForm(WithWords):
    """① 何でも書いてください."""

    text = words_field(
        label=_("何でも書いてください"),
        help_text=_("短くても かまいません。名前は 書かなくて大丈夫です。"),
    )
    kind = forms.ChoiceField(
        label=_("どんな話ですか"),
        choices=lambda: choices(Kind),
        widget=IconRadios(icons=ICONS),
        required=False,
    )
    themes = forms.MultipleChoiceField(
        label=_("どんなことですか"),
        choices=lambda: choices(PUBLIC_THEMES),
        widget=IconCheckboxes(icons=ICONS),
        required=False,
        help_text=_("あてはまるものが あれば、いくつでも 押してください。"),
    )


class WhoForm(forms.Form):
    """② だれのことですか・急ぎですか."""

    about = forms.ChoiceField(
        label=_("だれのことですか"), choices=lambda: choices(About), widget=BigRadios, required=False
    )
    knows = forms.ChoiceField(
        label=_("家族や近所の人のことなら、その人は この相談を 知っていますか"),
        choices=lambda: choices(Knows),
        widget=BigRadios(layout="across"),
        required=False,
    )
    urgency = forms.ChoiceField(
        label=_("急ぎですか"), choices=lambda: choices(Urgency), widget=IconRadios(icons=ICONS), required=False
    )
    place = line_field(120, label=_("住んでいるあたり"), help_text=_("町の名前だけで かまいません。"))


class ReplyForm(forms.Form):
    """③ 返事の受け取り方."""

    reply_by = forms.ChoiceField(
        label=_("返事は どうやって受け取りますか"),
        choices=lambda: choices((ReplyBy.NUMBER, ReplyBy.PHONE, ReplyBy.MAIL, ReplyBy.NONE)),
        widget=BigRadios,
        required=False,
        help_text=_("えらばないときは「この番号で見に来る」になります。"),
    )
    phone = line_field(
        40,
        label=_("電話番号"),
        help_text=_("電話で返事がほしいとき。"),
        attributes={"type": "tel", "autocomplete": "tel", "inputmode": "tel"},
    )
    safe_time = line_field(
        120,
        label=_("電話してよい時間や、気をつけること"),
        help_text=_("例：夕方5時まで。社協とは 名のらないでほしい。"),
    )
    mail = forms.EmailField(
        label=_("メールアドレス"),
        required=False,
        help_text=_("メールで返事がほしいとき。"),
        error_messages={"invalid": _("メールアドレスを 見なおしてください。例：name@example.jp")},
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    caller_name = line_field(
        120,
        label=_("お名前"),
        help_text=_("よび名でも、書かなくても かまいません。"),
        attributes={"autocomplete": "name"},
    )

    def clean(self) -> dict[str, Any]:
        """Whoever asks for a call or a mail says where to; another way can be chosen instead."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("reply_by") == ReplyBy.PHONE and not cleaned.get("phone", "").strip():
            self.add_error("phone", _("電話番号を書くか、ほかの受け取り方を えらんでください"))
        if cleaned.get("reply_by") == ReplyBy.MAIL and not cleaned.get("mail") and "mail" not in self.errors:
            self.add_error("mail", _("メールアドレスを書くか、ほかの受け取り方を えらんでください"))
        return cleaned


NOT_FOUND = _(
    "この受付番号と合言葉の組みあわせは 見つかりませんでした。もう一度 見くらべてください。なくしたときは 電話でお話しください。"
)


class SlipForm(forms.Form):
    """返事を見る: the pair of number and passphrase, as people type it."""

    receipt_number = forms.CharField(
        label=_("受付番号"),
        max_length=40,
        help_text=_("例：R8-004217-4"),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    passphrase = forms.CharField(
        label=_("合言葉（数字12けた）"),
        max_length=60,
        help_text=_("例：4821-0937-6650　あいだの線は なくても かまいません。"),
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "numeric"}),
    )

    def clean_receipt_number(self) -> str:
        """The number as it is kept."""
        try:
            return str(parse_receipt(self.cleaned_data["receipt_number"]))
        except ValueError:
            raise ValidationError(
                _("受付番号の どこかが 違うようです。「R8-004217-4」のような番号です。もう一度 見くらべてください")
            ) from None

    def clean_passphrase(self) -> str:
        """The passphrase as it is derived from."""
        try:
            return parse_passphrase(self.cleaned_data["passphrase"])
        except ValueError:
            raise ValidationError(_("合言葉は 数字12けたです。数を たしかめてください")) from None


class AgainForm(WithWords):
    """続きを書く: more words for the same number."""

    prefix = "again"
    text = words_field(label=_("続きを書く"), help_text=_("聞きたいこと、その後のこと、何でも書いてください。"))
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class GroupForm(forms.Form):
    """What a group says of its own place: filled with what stands there; only what differs is told."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    hours = line_field(
        300, label=_("開いている時が 変わったら"), help_text=_("例：第2・第4火曜 10:00–12:00（祝日は休み）")
    )
    days = line_field(
        500, label=_("お休みの日・時間がちがう日"), help_text=_("例：12月29日は お休み。1月6日は 13:00から")
    )
    what = forms.CharField(
        label=_("どんなところ"), max_length=2000, required=False, error_messages=TOO_LONG, widget=forms.Textarea({"rows": 4})
    )  # fmt: skip
    welcomer = line_field(
        120, label=_("むかえてくれる人"), help_text=_("はじめての人に のせたい名前だけを 書いてください。")
    )
    welcome_note = line_field(
        300,
        label=_("はじめての方へ"),
        help_text=_("例：玄関で「はじめてです」と 声をかけてください。電話番号は 書かないでください。"),
    )
    who_for = line_field(120, label=_("だれのため"))
    fee = line_field(80, label=_("お金"))
    how_to_come = line_field(300, label=_("行き方"))
    phone = line_field(40, label=_("電話"), attributes={"inputmode": "tel"})
    note = line_field(500, label=_("ほかに 知らせること"))

    @staticmethod
    def shown(door: PlaceDoor) -> dict[str, str]:
        """What stands there now."""
        return {name: getattr(door, name) for name in OWN_WORDS}

    def clean_phone(self) -> str:
        """A number that rings, or none."""
        if why_not_phone(self.cleaned_data["phone"]):
            raise ValidationError(_("電話番号を たしかめてください"))
        return str(self.cleaned_data["phone"])

    def clean_welcome_note(self) -> str:
        """Words without a telephone number: residents call the desk."""
        if why_not_welcome(self.cleaned_data["welcome_note"]):
            raise ValidationError(_("ここに 電話番号は 書かないでください。相談窓口の電話が のります。"))
        return str(self.cleaned_data["welcome_note"])

    def said(self, door: PlaceDoor) -> dict[str, str]:
        """What differs from what stands there now."""
        typed = {name: clean(str(text)).strip() for name, text in self.cleaned_data.items() if name in SAID}
        return {name: text for name, text in typed.items() if text != clean(getattr(door, name, "")).strip()}


class CardForm(WithWords):
    """つながりカード: what the host of a window noticed, on one screen."""

    text = words_field(
        label=_("ひとこと"),
        help_text=_("見たこと、聞いたこと。短くて かまいません。"),
    )
    themes = forms.MultipleChoiceField(
        label=_("どんなこと"),
        choices=lambda: choices(PUBLIC_THEMES),
        widget=IconCheckboxes(icons=ICONS),
        required=False,
    )
    kind = forms.ChoiceField(
        label=_("どんな話"), choices=lambda: choices(Kind), widget=BigRadios(layout="across"), required=False
    )
    person_name = line_field(120, label=_("だれのこと"), help_text=_("名前は 書かなくて かまいません。"))
    place = line_field(120, label=_("住んでいるあたり"))
    urgency = forms.ChoiceField(
        label=_("急ぎ"), choices=lambda: choices(Urgency), widget=BigRadios(layout="across"), required=False
    )
    knows = forms.ChoiceField(
        label=_("本人は このカードのことを 知っていますか"),
        choices=lambda: choices(Knows),
        widget=BigRadios(layout="across"),
        required=False,
    )
    safe_time = line_field(
        120, label=_("連絡してよい方法と時間"), help_text=_("例：夕方なら 家にいる。電話 054-000-0000")
    )
    writer = line_field(120, label=_("書いた人"), help_text=_("わからないことを おたずねするときのために。"))
    answer = forms.MultipleChoiceField(
        label=_("つながった後のこと"),
        choices=[("yes", _("どうなったか お知らせがほしい"))],
        widget=BigCheckboxes,
        required=False,
        initial=["yes"],
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
