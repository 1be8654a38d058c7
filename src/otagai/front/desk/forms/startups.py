"""Forms about beginnings: a proposal, its steps, where it stands, and the groups that help."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from otagai.base.ui.fields import offer
from otagai.base.ui.widgets import BigCheckboxes, BigRadios
from otagai.front.desk.forms.base import day_field, long_field, text_field, words_field
from otagai.kernel.text import clean
from otagai.together.startups.actions import Beginning, WishFacts
from otagai.together.startups.models import Proposal
from otagai.together.startups.queries import PreparationLine
from otagai.together.startups.rules import following
from otagai.together.startups.words import Agreed, PreparationKind, ProposalKind, ProposalState, Readiness
from otagai.town.places.words import PlaceForm

Choices = Sequence[tuple[Any, Any]]
TEXTS = ("title", "what", "group_name", "next_step")
LONGEST_WORDS = 2000


def chosen(label: str, **more: Any) -> forms.TypedChoiceField:
    """A choice of something by its number."""
    return forms.TypedChoiceField(label=label, coerce=int, empty_value=None, required=False, **more)


class NextForm(forms.Form):
    """What comes next, until when: whatever is open has both."""

    next_step = text_field("次にすること", most=120, help_text="例: 公会堂の空いている日を 聞く")
    next_date = day_field("いつまで")


class ProposalForm(NextForm):
    """What is said of a proposal; title and words are what others read once it was agreed."""

    title = text_field("企画の名前", most=120, required=True, help_text="例: 雨の日でも歩ける集まり")
    what = long_field(
        "どんなこと",
        help_text="ほかの人に見せることばです。名前・病気・家のことなど、だれのことか分かることは 書かないでください。",
    )
    kind = words_field(ProposalKind, "種類")
    area = chosen("地区")
    group_name = text_field("始める会の名前", most=120, help_text="まだ なければ、空のまま")
    organization = chosen("始める団体", help_text="団体・機関に のっているとき")
    coordinator = chosen("担当する人")
    agreed = words_field(
        Agreed, "「企画の名前」と「どんなこと」を、ほかの団体の手伝う人に 見せてよいか", required=False,
        empty="まだ聞いていない（わたしたちだけが見る）",
    )  # fmt: skip
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    field_order = ("title", "what", "kind", "area", "agreed", "group_name", "organization", "coordinator")

    def __init__(
        self, *args: Any, areas: Choices = (), organizations: Choices = (), coordinators: Choices = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = {"area": areas, "organization": organizations, "coordinator": coordinators}
        for name, choices in offered.items():
            offer(self, name, choices, none="えらぶ" if name == "coordinator" else "なし")

    @staticmethod
    def shown(proposal: Proposal) -> dict[str, Any]:
        """The initial values of the form for a proposal."""
        return {
            **{name: getattr(proposal, name) for name in (*TEXTS, "kind", "next_date", "version")},
            "area": proposal.area_id, "organization": proposal.organization_id, "coordinator": proposal.coordinator_id,
        }  # fmt: skip

    def clean_what(self) -> str:
        """Not longer than can be read on a board."""
        if len(self.cleaned_data["what"]) > LONGEST_WORDS:
            raise forms.ValidationError(f"{LONGEST_WORDS:,}字までにしてください")
        return str(self.cleaned_data["what"])

    def fields_typed(self) -> dict[str, Any]:
        """What was typed, as the actions want it."""
        typed = self.cleaned_data
        return {
            **{name: clean(typed[name]).strip() for name in TEXTS}, "kind": typed["kind"], "next_date": typed["next_date"],
            "area_id": typed["area"], "organization_id": typed["organization"], "coordinator_id": typed["coordinator"],
            "agreed": typed["agreed"] or None,
        }  # fmt: skip


class WishForm(forms.Form):
    """Who wants it; kept in the circle of those who look after it."""

    name = text_field("言い出した人", most=120, help_text="わたしたちの団体だけが見ます。書かなくてもかまいません。")
    contact = text_field("連絡のしかた", most=120)
    text = long_field("そのままのことば", rows=3)

    def facts(self) -> WishFacts:
        """What was typed."""
        typed = {name: clean(value) for name, value in self.cleaned_data.items()}
        return WishFacts(name=typed["name"], contact=typed["contact"], text=typed["text"])


class JoinForm(forms.Form):
    """A proposal that exists already: somebody else wants the same."""

    proposal = forms.TypedChoiceField(label="すでにある企画", coerce=int)

    def __init__(self, *args: Any, proposals: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "proposal", proposals, none="えらぶ")


class AgreeForm(forms.Form):
    """How it was agreed that title and words may be shown."""

    how = words_field(Agreed, "見せてよいと どう聞いたか", widget=BigRadios)
    everybody = forms.BooleanField(
        label="住民の掲示板「こんなことを はじめたい」にも 出してよいと 聞いた", required=False,
        help_text="だれでも インターネットで 読めます。出るのは 企画の名前・どんなこと・種類・地区・段階・さがしているものです。",
    )  # fmt: skip


class MoveForm(NextForm):
    """Where it stands from now on; only what can follow is offered."""

    to = forms.TypedChoiceField(label="これから", coerce=ProposalState, widget=BigRadios)
    reason = text_field("わけ・ひとこと", most=200, help_text="やめるときは 書いてください。")
    field_order = ("to", "reason")

    def __init__(self, *args: Any, now: ProposalState, has_started: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [state for state in following(now, has_started=has_started) if state is not ProposalState.STARTED]
        offer(self, "to", [(state.value, MOVES[state]) for state in offered])


MOVES = {
    ProposalState.IDEA: "もう一度 考えてみる", ProposalState.PREPARING: "準備をはじめる",
    ProposalState.GOING: "続いています", ProposalState.RESTING: "お休みします（また声をかけます）",
    ProposalState.STOPPED: "やめます",
}  # fmt: skip


class PrepareForm(forms.Form):
    """One of the six steps."""

    readiness = words_field(Readiness, "いま", widget=BigRadios)
    done_on = day_field("できた日")
    helped_by = chosen("手伝う団体")
    note = long_field("メモ", rows=3)
    documents = long_field("書類・リンク", rows=3, help_text="1行に ひとつ。どこにあるか、または https:// で始まる住所")

    def __init__(self, *args: Any, helpers: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "helped_by", helpers, none="なし")

    @staticmethod
    def shown(line: PreparationLine) -> dict[str, Any]:
        """The initial values for a step."""
        return {
            "readiness": line.readiness, "done_on": line.done_on, "helped_by": line.helped_by_id, "note": line.note,
            "documents": "\n".join(line.documents),
        }  # fmt: skip

    def fields_typed(self) -> dict[str, Any]:
        """What was typed, as `actions.prepare` wants it."""
        typed = self.cleaned_data
        lines = [line.strip() for line in clean(typed["documents"]).splitlines() if line.strip()]
        return {
            "readiness": typed["readiness"], "done_on": typed["done_on"], "helped_by_id": typed["helped_by"],
            "note": clean(typed["note"]), "documents": lines,
        }  # fmt: skip


class BeginForm(NextForm):
    """How it begins: a new place, one that is listed, an activity; nothing of the proposal is typed again."""

    as_place = forms.BooleanField(label="居場所の案内に 新しくのせる", required=False)
    place = chosen("もう のっている場所で 始まった")
    form = words_field(PlaceForm, "場所のかたち", initial=PlaceForm.FIXED)
    address = text_field("住所", most=200, help_text="個人のお宅の住所は 住民には見せません。")
    open_text = text_field("いつ開くか", most=300, help_text="例: 第2・第4火曜 10:00-12:00")
    as_activity = forms.BooleanField(label="活動の暦に 下書きをつくる", required=False)
    host = chosen("活動を開く団体")
    phone = text_field("問い合わせの電話", most=40, widget=forms.TextInput({"inputmode": "tel"}))
    field_order = ("as_place", "place", "form", "address", "open_text", "as_activity", "host", "phone")

    def __init__(self, *args: Any, places: Choices = (), hosts: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in {"place": places, "host": hosts}.items():
            offer(self, name, choices, none="なし")

    def beginning(self) -> Beginning:
        """What was typed."""
        typed = self.cleaned_data
        return Beginning(
            as_place=typed["as_place"], place_id=typed["place"], as_activity=typed["as_activity"], form=typed["form"],
            address=clean(typed["address"]), phone=clean(typed["phone"]), open_text=clean(typed["open_text"]),
            hosts=(typed["host"],) if typed["host"] else (),
        )  # fmt: skip


class MentorForm(forms.Form):
    """A group that helps, with what."""

    organization = forms.TypedChoiceField(label="団体", coerce=int)
    steps = forms.TypedMultipleChoiceField(
        label="手伝えること",
        choices=PreparationKind.choices,
        coerce=PreparationKind,
        widget=BigCheckboxes(layout="across"),
    )
    offer = text_field("ひとこと", most=300, help_text="例: 保険の申し込みを いっしょに書きます")

    def __init__(self, *args: Any, organizations: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "organization", organizations, none="えらぶ")
