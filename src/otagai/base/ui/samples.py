"""Sample content for the style page: every component with words as they really appear."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.http import HttpRequest

from otagai.base.ui.facts import Telephone
from otagai.base.ui.fields import PartialDateField, TimeRangeField, WarekiDateField
from otagai.base.ui.shell import Way
from otagai.base.ui.widgets import BigCheckboxes, BigRadios, IconCheckboxes, IconRadios

WORRIES = {
    "health": "病気・からだ",
    "mind": "こころ",
    "care": "介護",
    "disability": "障害",
    "child": "子育て",
    "money": "お金・くらし",
    "work": "仕事",
    "house": "住まい",
    "family": "家族のこと",
    "lonely": "ひとりぼっち",
    "tasks": "買い物・家のこと",
    "other": "そのほか",
}
URGENCY = {"today": "今日", "week": "今週", "whenever": "いつでも"}
PLACES: list[dict[str, Any]] = [
    {"id": at, "name": name, "lat": lat, "lon": lon, "text": text, "url": "#", "kind": kind}
    for at, name, lat, lon, text, kind in (
        ("1", "港ふれあいサロン", 34.8731, 138.3251, "毎週火曜 10:00–12:00", "flag"),
        ("2", "石津 茶の間", 34.8552, 138.3139, "第2・第4木曜 13:30–15:30", ""),
        ("3", "大富 元気体操", 34.8561, 138.2932, "毎週金曜 9:30–11:00", ""),
    )
]
RECEIVED = datetime(2026, 11, 20, 0, 5, tzinfo=UTC)


class SampleForm(forms.Form):
    """One field of every kind."""

    words = forms.CharField(
        label="何でも書いてください",
        widget=forms.Textarea,
        help_text="短くても かまいません。名前は書かなくて大丈夫です。",
    )
    kinds = forms.MultipleChoiceField(
        label="どんなことですか",
        choices=list(WORRIES.items()),
        widget=IconCheckboxes(icons={kind: kind for kind in WORRIES}),
        required=False,
        help_text="あてはまるものを いくつでも。",
    )
    urgency = forms.ChoiceField(
        label="急ぎですか",
        choices=list(URGENCY.items()),
        widget=IconRadios(icons={"today": "danger", "week": "calendar", "whenever": "clock"}),
    )
    reply = forms.ChoiceField(
        label="返事の受け取り方",
        choices=[("phone", "電話"), ("mail", "メール"), ("number", "この番号で見に来る"), ("none", "返事はいらない")],
        widget=BigRadios,
        required=False,
    )
    days = forms.MultipleChoiceField(
        label="電話してよい日",
        choices=[("weekday", "平日"), ("saturday", "土曜"), ("sunday", "日曜・祝日")],
        widget=BigCheckboxes(layout="across"),
        required=False,
    )
    hours = TimeRangeField(label="電話してよい時間", required=False)
    telephone = forms.CharField(
        label="電話番号",
        required=False,
        help_text="例：054-000-0000",
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    born = PartialDateField(label="生まれた年月日", required=False, help_text="わかるところまで。年だけでも。")
    visit = WarekiDateField(label="訪問した日")
    area = forms.ChoiceField(
        label="地区",
        choices=[("", "えらんでください"), ("a", "焼津地区"), ("b", "大井川地区")],
        required=False,
    )
    knows = forms.BooleanField(label="本人は この相談を知っています", required=False)


def sample_page(request: HttpRequest) -> dict[str, Any]:
    """Values for the components that take more than a text."""
    return {
        "telephone": Telephone("見本の相談窓口", "054-626-0000", "平日 8:30–17:15"),
        "day": date(2026, 11, 20),
        "moment": RECEIVED,
        "steps_labels": ["書く", "だれのこと・急ぎ", "返事の受け取り方"],
        "neighbours": [
            Way("届きました", request.path, "inbox", 3, current=True),
            Way("つないでいます", request.path, "hand_over", 12),
            Way("終わりました", request.path),
        ],
        "states": [
            ("届きました", "new"),
            ("受け止めました", "held"),
            ("つないでいます", "handing"),
            ("支えています", "supporting"),
            ("見守っています", "watching"),
            ("終わりました", "ended"),
            ("お待たせしています", "late"),
            ("今日中", "urgent"),
            ("下書き", "plain"),
        ],
        "worries": WORRIES,
        "places": PLACES,
    }
