"""How traces are read: labels, and what of a version may be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from otagai.base.accounts.words import Duty
from otagai.base.audit.words import PAGES, VERBS, Operation
from otagai.base.circles.words import Basis
from otagai.base.disclosure.words import Item, LegalBasis, Means
from otagai.base.municipality.words import Unit
from otagai.kernel.words import Word, word_named

NEVER_SHOWN = frozenset({"id", "circle_id", "version", "updated_at", "password", "keys", "sealed", "salt", "reply_key"})
LONGEST_SPAN = timedelta(days=366)


@dataclass(frozen=True)
class Change:
    """One field of a version: what was and what is."""

    field: str
    before: str
    after: str


def changes_of(operation: str, changes: Mapping[str, object], labels: Mapping[str, str]) -> list[Change]:
    """The fields of a version that people understand; of a new row only what is filled in.

    `changes`: {field: value} for a new row, {field: [before, after]} for an update (audit_keep_version).
    """
    shown = []
    for field, value in changes.items():
        if field in NEVER_SHOWN:
            continue
        label = labels.get(field, field)
        if operation == Operation.UPDATE and isinstance(value, list) and len(value) == 2:
            shown.append(Change(label, text_of(value[0]), text_of(value[1])))
        elif value not in (None, "", [], {}):
            shown.append(Change(label, "", text_of(value)))
    return shown


def text_of(value: object) -> str:
    """A stored value as text: yes/no in words, lists divided by 、, nothing as （なし）."""
    if value is None or value == "":
        return "（なし）"
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    return "、".join(str(entry) for entry in value) if isinstance(value, list) else str(value)


def verb_label(verb: str) -> str:
    """What a deed is called; the verb itself when no room has named it yet."""
    return VERBS.get(verb, verb)


def page_label(page: str) -> str:
    """What a page that writes readings is called; its own name when no room has named it yet."""
    return PAGES.get(page, page)


FACTS = {
    "organization": "団体", "user": "アカウント", "users": "アカウント", "duty": "職務", "assignment": "割り当て", "area": "地区",
    "since": "いつから", "until": "いつまで", "state": "状態", "fields": "項目", "step": "段階", "amount": "数", "unit": "単位",
    "basis": "根拠", "items": "伝えたこと", "means": "方法", "recipient": "提供先", "year": "年度", "lines": "件数",
    "activity": "活動", "areas": "地区", "before": "前の名前", "came": "来た窓口", "capacity": "受け入れ・定員", "cells": "数えた欄",
    "contact": "連絡先", "copy": "写し", "count": "数", "created": "新しい", "day": "日", "days": "日数", "desks": "窓口の数",
    "edition": "版", "ended": "終わった", "exceptions": "臨時の日", "file": "ファイル", "first": "はじめの番号", "found": "出た件数",
    "from_state": "前の状態", "half_year": "半年", "household": "世帯", "how": "方法", "is_public": "住民に見せる",
    "left_out": "入れなかった", "link": "リンク", "looks": "何でさがしたか", "news": "便り", "now": "いま", "number": "番号",
    "on": "日", "other": "もう一つの層", "outcome": "どうなったか", "photo": "写真", "place": "居場所", "roads": "道",
    "rows": "行数", "rules": "くり返し", "safety": "連絡してよいか", "search": "計算", "session": "開催の記録", "sign_up": "申し込み",
    "slot": "手伝いの枠", "takes_guests": "連れもよい", "to": "次の状態", "to_state": "次の状態", "treasure": "お宝",
    "unchanged": "変わらない", "updated": "直した", "version": "版", "visit": "訪問", "wanted": "ほしい人数", "window": "窓口",
    "windows": "窓口", "wish": "これから",
}  # fmt: skip


CODES: dict[str, type[Word]] = {"duty": Duty, "items": Item, "means": Means, "unit": Unit}
ABOVE = {
    "safety": "Safety", "looks": "Looks", "wish": "CheckWish", "intake.state": "State", "places.news_decided.state": "NewsState",
    "places.photo_decided.state": "PhotoState", "profiles.step_closed.state": "StepState", "places.check_answered.how": "CheckHow",
    "places.window_step.from_state": "WindowState", "places.window_step.to_state": "WindowState",
    "places.banner_moved.from_state": "BannerState", "places.banner_moved.to_state": "BannerState",
    "startups.moved.to": "ProposalState", "startups.prepared.now": "Readiness", "activities.moved.to": "ActivityState",
    "organizations.capacity_set.capacity": "Capacity",
}  # fmt: skip
"""Whose word a fact is: of every deed, of the deeds of a room, or of one deed; rooms above are known by name alone."""


def facts_text(facts: Mapping[str, object], verb: str = "") -> str:
    """The facts of a deed in one line; numbers and words of the house, never names."""
    told = [(FACTS.get(name, name), in_words(name, value, verb)) for name, value in facts.items() if value is not None]
    return " ・ ".join(f"{label}：{text_of(value)}" for label, value in told)


def in_words(name: str, value: object, verb: str = "") -> object:
    """A stored code as people read it; anything else as it is."""
    if isinstance(value, list):
        return [in_words(name, entry, verb) for entry in value]
    words = basis_words(value) if name == "basis" else CODES.get(name) or word_above(name, verb)
    return words.label_of(value) if words and isinstance(value, str) else value


def word_above(name: str, verb: str) -> type[Word] | None:
    """The word that a fact of this deed is, at home in a room above."""
    keys = (f"{verb}.{name}", f"{verb.partition('.')[0]}.{name}", name)
    return next((word_named(ABOVE[key]) for key in keys if key in ABOVE), None)


def basis_words(value: object) -> type[Word]:
    """A basis is that of the ledger or that of a circle; the same code means the same in both."""
    return LegalBasis if value in set(LegalBasis) else Basis


def why_not_span(first: date | None, last: date | None) -> list[str]:
    """The log is read for at most a year at a time, first day before the last."""
    if first and last and last < first:
        return ["「いつまで」は「いつから」より あとの日にしてください"]
    return ["一度に見られるのは 1年分までです"] if first and last and last - first > LONGEST_SPAN else []
