"""Forms of what can be done with a consultation; one small form for each act."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from otagai.base.ui.fields import offer
from otagai.base.ui.widgets import BigCheckboxes, BigRadios
from otagai.front.desk.forms.base import (
    KeyedForm,
    day_field,
    long_field,
    moment_field,
    not_past,
    text_field,
    this_minute,
    words_field,
)  # fmt: skip
from otagai.welcome.intake.words import About, Kind, Knows, Method, Origin, Outcome, RecordKind, ReplyBy, Theme, Urgency

WRITTEN = [RecordKind.CONTACT, RecordKind.NO_ANSWER, RecordKind.NOTE]
BY_HAND = [Method.PHONE, Method.VISIT, Method.DESK, Method.MAIL, Method.LETTER]
TO_WINDOW, NOT_WANTED = "window", "declined"
BY_NUMBER = "「返事を見る」ページで（番号と合言葉を持つ人だけが読めます）"
TOLD = {
    Origin.PERSON: "本人", Origin.FAMILY: "相談した家族・知人", Origin.WINDOW: "カードを書いた人",
    Origin.ORGANIZATION: "知らせてくれた団体", Origin.ANONYMOUS: "相談した人",
}  # fmt: skip


class ActForm(KeyedForm):
    """A form that belongs to one consultation: it knows what is usual there."""

    def __init__(self, *args: Any, usual: dict[str, Any] | None = None, **kwargs: Any) -> None:
        self.usual = usual or {}
        kwargs["initial"] = {**self.usual, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


def blank(form: type[ActForm], minute: datetime, usual: tuple[tuple[str, Any], ...]) -> SafeString:
    """The empty fields of an act as everybody meets them in that minute, drawn once; each page adds a key of its own."""
    return blank_in(get_language(), form, minute, usual)


@lru_cache(maxsize=256)
def blank_in(
    language: str | None, form: type[ActForm], minute: datetime, usual: tuple[tuple[str, Any], ...]
) -> SafeString:
    """The same in one language."""
    empty = form(usual=dict(usual))
    del empty.fields["key"]
    return empty.render()


class ReceiveForm(ActForm):
    """受け止める."""

    act = "receive"


class RecordForm(ActForm):
    """記録する: 日時・方法・相手・内容・所要時間, and what comes next until when."""

    act = "record"
    kind = forms.TypedChoiceField(
        label="何の記録ですか", choices=[(kind.value, kind.label) for kind in WRITTEN], coerce=RecordKind,
        widget=BigRadios(layout="across"), initial=RecordKind.CONTACT, required=False, empty_value=RecordKind.CONTACT,
    )  # fmt: skip
    text = long_field("内容", help_text="話したこと・見たこと・決めたこと。不在のときは 空のままで かまいません。")
    method = words_field(Method, "方法", required=False, empty="えらばない")
    with_whom = text_field("相手", most=80, help_text="例：本人、長女")
    at = moment_field("いつ", required=False)
    minutes = forms.IntegerField(label="かかった時間（分）", min_value=0, max_value=1440, required=False)
    next_step = text_field("次の一歩", most=120, help_text="例：金曜に もう一度電話する")
    next_date = day_field("いつまでに", help_text="空のときは まちで決めた日数になります。")

    def clean_at(self) -> datetime:
        """A record is of the past; a few minutes of a clock that goes ahead are forgiven."""
        at: datetime = self.cleaned_data["at"] or this_minute()
        if at > timezone.now() + timedelta(minutes=5):
            raise forms.ValidationError("これからのことは「次の一歩」に書いてください")
        return at

    def clean_next_date(self) -> date | None:
        """The next date lies ahead."""
        return not_past(self.cleaned_data["next_date"])


class SupportForm(ActForm):
    """支える: we support on our own."""

    act = "support"
    next_step = text_field("次の一歩", most=120, required=True)
    next_date = day_field("いつまでに", required=True)

    def clean_next_date(self) -> date | None:
        """The next date lies ahead."""
        return not_past(self.cleaned_data["next_date"])


class WatchForm(ActForm):
    """見守りへ."""

    act = "watch"
    next_date = day_field(
        "次に ようすを確かめる日", help_text="空のときは まちで決めた日数（いちばん長くて それまで）です。"
    )

    def clean_next_date(self) -> date | None:
        """The next date lies ahead."""
        return not_past(self.cleaned_data["next_date"])


class AnswerForm(ActForm):
    """答えを返す: to the person, to the window, or why nobody wants one."""

    act = "answer"
    to = forms.ChoiceField(label="だれに・どうやって", widget=BigRadios)
    text = long_field("伝えることば・わけ", required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        window, whom = self.usual.get("window", ""), TOLD[self.usual.get("origin", Origin.ANONYMOUS)]
        offer(
            self,
            "to",
            [
                *([(TO_WINDOW, f"窓口（{window}）へ ひとこと — 本人のことは書きません")] if window else []),
                *([(Method.NUMBER, BY_NUMBER)] if self.usual.get("has_number", True) else []),
                *[(method.value, f"{whom}に {method.label}で 伝えた") for method in BY_HAND],
                (NOT_WANTED, "お知らせ不要（書いた方が望まない。わけを書きます）"),
            ],
        )
        self.fields["to"].initial = TO_WINDOW if window else usual_way(self.usual.get("reply_by", ""))


def usual_way(reply_by: str) -> str:
    """How the answer was asked for, as a way to give it."""
    return {ReplyBy.PHONE: Method.PHONE, ReplyBy.MAIL: Method.MAIL, ReplyBy.NUMBER: Method.NUMBER}.get(
        ReplyBy(reply_by) if reply_by else ReplyBy.NONE, ""
    )


class EndForm(ActForm):
    """終える: outcome and a word how it ended."""

    act = "end"
    outcome = words_field(Outcome, "結果", widget=BigRadios)
    note = long_field("どのように終わりましたか", required=True)


class ReopenForm(ActForm):
    """もう一度ひらく."""

    act = "reopen"
    reason = text_field("もう一度ひらく理由", most=200, required=True)


class HoldForm(ActForm):
    """担当を決める: somebody of the organisation that holds it."""

    act = "hold"
    user = forms.TypedChoiceField(
        label="担当する人", coerce=int, empty_value=None, required=False, widget=BigRadios(layout="across")
    )

    def __init__(self, *args: Any, colleagues: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "user", [*colleagues, ("", "決めない（みんなで）")])


class ChangeForm(ActForm):
    """見出しを直す; carries the version that was seen."""

    act = "change"
    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    headline = text_field("ひとことで", most=120, required=True)
    urgency = words_field(Urgency, "急ぎ", widget=BigRadios(layout="across"))
    kind = words_field(Kind, "種類")
    themes = forms.TypedMultipleChoiceField(
        label="どんなこと", choices=Theme.choices, coerce=Theme, required=False, widget=BigCheckboxes(layout="across")
    )
    about = words_field(About, "だれの相談ですか")
    knows = words_field(Knows, "本人は この相談を知っていますか")
    area_id = forms.TypedChoiceField(label="地区", coerce=int, empty_value=None, required=False)
    next_step = text_field("次の一歩", most=120, required=True)
    next_date = day_field("いつまでに", required=True)

    def __init__(self, *args: Any, areas: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "area_id", areas, none="わからない")


class UnlinkForm(ActForm):
    """「だれのことか」を取り消す."""

    act = "unlink"
    reason = text_field("取り消すわけ", most=200, required=True, help_text="例：同じ名前の別の人だった")
