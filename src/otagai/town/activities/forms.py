"""Forms about activities and their days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms

from otagai.base.ui.fields import TimeRangeField, offer
from otagai.base.ui.widgets import BigRadios
from otagai.kernel.text import clean
from otagai.kernel.wareki import with_weekday
from otagai.town.activities import rules
from otagai.town.activities.models import Activity
from otagai.town.activities.queries import Held
from otagai.town.activities.rules import MOST_HOSTS, NEXT
from otagai.town.activities.words import ActivityKind, ActivityState

Choices = Sequence[tuple[Any, Any]]
TEXTS = ("kind", "title", "what", "who_for", "meeting_point", "fee", "bring", "contact", "phone", "url")
YES = ("any_age", "with_children", "wheelchair")
HOSTS = tuple(f"host_{number}" for number in range(1, MOST_HOSTS + 1))
LONGEST_WISH, MOST_WISHES = 80, 20


def parts_field(label: str, hint: str) -> forms.CharField:
    """A few lines of a know-how card."""
    return forms.CharField(
        label=label, help_text=hint, required=False, max_length=3000, widget=forms.Textarea({"rows": 4})
    )


class ActivityForm(forms.Form):
    """What is said of an activity; `version` is the one that was seen."""

    title = forms.CharField(label="名前", max_length=120)
    kind = forms.ChoiceField(label="種類", choices=ActivityKind.choices)
    host_1 = forms.TypedChoiceField(label="開く団体", coerce=int, empty_value=None)
    host_2 = forms.TypedChoiceField(label="いっしょに開く団体", coerce=int, empty_value=None, required=False)
    host_3 = forms.TypedChoiceField(label="いっしょに開く団体（3つめ）", coerce=int, empty_value=None, required=False)
    host_4 = forms.TypedChoiceField(label="いっしょに開く団体（4つめ）", coerce=int, empty_value=None, required=False)
    what = forms.CharField(label="どんな活動", required=False, max_length=2000, widget=forms.Textarea({"rows": 3}))
    any_age = forms.BooleanField(label="年齢を問わず だれでも来られる", required=False)
    with_children = forms.BooleanField(label="子ども連れで来られる", required=False)
    wheelchair = forms.BooleanField(label="車いすで来られる（入口・トイレも）", required=False)
    who_for = forms.CharField(label="だれのため", max_length=120, required=False, help_text="例: 小学生と家の人")
    area = forms.TypedChoiceField(label="地区", coerce=int, empty_value=None, required=False)
    place = forms.TypedChoiceField(label="場所", coerce=int, empty_value=None, required=False)
    meeting_point = forms.CharField(
        label="集まるところ",
        max_length=200,
        required=False,
        help_text="例: 港公園の 時計の下。個人の家の住所は 書かないでください。",
    )
    fee = forms.CharField(label="お金", max_length=80, required=False, help_text="例: 無料、100円（お茶代）")
    bring = forms.CharField(label="持ちもの", max_length=200, required=False)
    helpers_wanted = forms.CharField(
        label="手伝ってほしいこと", required=False, max_length=1000, widget=forms.Textarea({"rows": 3}),
        help_text="1行に ひとつ。例: 受付 2人（9時から）",
    )  # fmt: skip
    contact = forms.CharField(
        label="問い合わせ",
        max_length=120,
        required=False,
        help_text="団体や係の名前。だれでも見られるので、個人の名前は 書かないでください。",
    )
    phone = forms.CharField(
        label="問い合わせの電話", max_length=40, required=False, widget=forms.TextInput({"inputmode": "tel"})
    )
    url = forms.URLField(label="ホームページ", max_length=400, required=False, assume_scheme="https")
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, hosts: Choices = (), areas: Choices = (), places: Choices = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, offered in (*((host, hosts) for host in HOSTS), ("area", areas), ("place", places)):
            offer(self, name, offered, none="なし")

    @staticmethod
    def shown(activity: Activity, hosts: Sequence[int]) -> dict[str, Any]:
        """The initial values of the form for an activity."""
        return {
            **{name: getattr(activity, name) for name in TEXTS}, **dict(zip(HOSTS, hosts, strict=False)),
            **{name: getattr(activity, name) for name in YES},
            "area": activity.area_id, "place": activity.place_id, "version": activity.version,
            "helpers_wanted": "\n".join(activity.helpers_wanted),
        }  # fmt: skip

    def clean_helpers_wanted(self) -> list[str]:
        """One wish a line, none too long to be read."""
        wishes = [line.strip() for line in clean(self.cleaned_data["helpers_wanted"]).splitlines() if line.strip()]
        if len(wishes) > MOST_WISHES or any(len(wish) > LONGEST_WISH for wish in wishes):
            raise forms.ValidationError(f"1行は {LONGEST_WISH}字まで、{MOST_WISHES}行までにしてください")
        return wishes

    def fields_typed(self) -> dict[str, Any]:
        """What was typed, as `actions.add_activity` and `actions.change_activity` want it."""
        typed = self.cleaned_data
        return {
            **{name: clean(typed[name]).strip() for name in TEXTS}, "hosts": list(dict.fromkeys(filter(None, map(typed.get, HOSTS)))),
            **{name: typed[name] for name in YES}, "area_id": typed["area"], "place_id": typed["place"],
            "helpers_wanted": typed["helpers_wanted"],
        }  # fmt: skip


class TermsForm(forms.Form):
    """How one signs up: `version` is the one that was seen."""

    takes_guests = forms.BooleanField(label="参加の申し込みを 受ける", required=False)
    capacity = forms.IntegerField(
        label="定員（1回に来られる人数）", required=False, min_value=1, max_value=rules.MOST_SEATS,
        help_text="空のままなら、何人でも 申し込めます。いっぱいになると 順番待ちになります。",
    )  # fmt: skip
    closes_days = forms.IntegerField(
        label="何日前まで受けるか",
        min_value=0,
        max_value=rules.LONGEST_NOTICE,
        initial=0,
        help_text="0は その日までです。",
    )
    most_together = forms.IntegerField(
        label="いちどに申し込める人数", min_value=1, max_value=rules.MOST_TOGETHER, initial=4
    )
    word = forms.CharField(label="申し込む人に伝えること", max_length=200, required=False)
    how = forms.CharField(
        label="ほかの申し込みかた",
        max_length=400,
        required=False,
        help_text="ここで受けないとき、または 電話などでも受けるとき。例: 公民館の窓口か 電話",
    )
    form_url = forms.URLField(
        label="よそにある 申し込みのページ", max_length=400, required=False, assume_scheme="https"
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class TermsOfDayForm(forms.Form):
    """その日だけの定員・しめきり."""

    day = forms.TypedChoiceField(label="日", coerce=date.fromisoformat)
    capacity = forms.IntegerField(label="その日の定員", required=False, min_value=1, max_value=rules.MOST_SEATS)
    closes_on = forms.TypedChoiceField(
        label="その日のしめきり", coerce=date.fromisoformat, empty_value=None, required=False
    )
    is_closed = forms.BooleanField(label="この日は 申し込みを受けない", required=False)

    def __init__(self, *args: Any, coming: Sequence[Held] = (), today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = dict.fromkeys(each.on for each in coming if not each.called_off)
        offer(self, "day", [(day.isoformat(), with_weekday(day)) for day in days])
        until = [today + timedelta(days=number) for number in range(rules.LONGEST_NOTICE)]
        offer(self, "closes_on", [(day.isoformat(), with_weekday(day)) for day in until], none="いつもと同じ")


class SlotForm(forms.Form):
    """手伝いの枠: what, from–to, how many."""

    task = forms.CharField(label="してほしいこと", max_length=80, help_text="例: 受付")
    times = TimeRangeField(label="何時から何時まで")
    wanted = forms.IntegerField(label="何人", min_value=1, max_value=200, initial=1)


class CallOffForm(forms.Form):
    """Which of the coming days is called off, and what residents read."""

    day = forms.TypedChoiceField(label="中止にする日", coerce=date.fromisoformat)
    said = forms.CharField(
        label="住民に伝えること", max_length=120, help_text="例: 雨のため中止します。次は 12月8日です。"
    )

    def __init__(self, *args: Any, coming: Sequence[Held] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = dict.fromkeys(each.on for each in coming if not each.called_off)
        offer(self, "day", [(day.isoformat(), with_weekday(day)) for day in held])


class MoveForm(forms.Form):
    """The next state; only those that can follow are offered."""

    to = forms.TypedChoiceField(label="つぎの状態", coerce=ActivityState, widget=BigRadios)
    said = forms.CharField(label="住民に伝えること（中止のとき）", max_length=200, required=False)

    def __init__(self, *args: Any, now: ActivityState, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        following = [state for state in ActivityState if state in NEXT[now]]
        offer(self, "to", [(state.value, STEPS[state]) for state in following])


STEPS = {
    ActivityState.DRAFT: "下書きにもどす",
    ActivityState.PUBLISHED: "公開する（住民の暦にのせる）",
    ActivityState.CANCELLED: "全部の日を中止にする",
    ActivityState.ENDED: "終わりにする（暦から消える）",
}


class KnowHowForm(forms.Form):
    """どうやっているか: part by part; roles, never names."""

    title = forms.CharField(label="名前", max_length=120, help_text="例: 夏まつりの そうめん流し")
    kind = forms.ChoiceField(label="種類", choices=ActivityKind.choices)
    organization = forms.TypedChoiceField(label="書いた団体", coerce=int)
    steps = parts_field("することの順番", "1行に ひとつ。例: 前の日に 竹を割って 節をとる")
    tools = parts_field("使うもの", "どこで借りられるかも。")
    roles = parts_field("必要な人（役割と人数）", "例: 火の番 2人。個人の名前は 書かないでください。")
    time_before = parts_field("準備はいつから", "例: 2か月前に 会場をとる")
    cost = parts_field("お金", "例: そうめん 80人分で 6,000円")
    tips = parts_field("こつ", "うまくいったこと、こまったこと。")
    safety = parts_field("安全のために", "例: 夏は 10時までに終える。保険に入る")
    is_public = forms.BooleanField(
        label="公開してよいと 団体が言っている",
        required=False,
        help_text="だれでも読めて、ほかの団体が「使ってみる」ことができます。",
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, groups: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "organization", groups, none="選んでください")

    def fields_typed(self) -> dict[str, Any]:
        """What was typed, as the actions want it."""
        typed = {name: self.cleaned_data[name] for name in ("title", "kind", *rules.KNOW_HOW)}
        return {name: clean(text).strip() for name, text in typed.items()} | {
            "is_public": self.cleaned_data["is_public"]
        }


class TryOutForm(forms.Form):
    """使ってみる: under which name, by which group."""

    title = forms.CharField(label="活動の名前", max_length=120)
    organization = forms.TypedChoiceField(label="開く団体", coerce=int)

    def __init__(self, *args: Any, groups: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "organization", groups, none="選んでください")
