"""イベント一覧: what the columns of the old and the new list and of home-made ones hold, and what a row says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from otagai.kernel.cells import flag
from otagai.kernel.event_days import EventDays, read_event_days, read_event_times
from otagai.kernel.geo import Point, read_point
from otagai.kernel.phone import shown
from otagai.kernel.text import fold, narrow
from otagai.town.activities.words import ActivityKind
from otagai.town.imports.rules.hours import RowRejected
from otagai.town.imports.rules.rows import uid_in
from otagai.town.imports.rules.sign_ups import SignUpFacts, read_sign_up

EVENT_LABELS = {
    "name": "イベント名", "number": "ID・番号", "days": "開催日（ことば）", "first": "開始日", "last": "終了日", "opens": "開始時間",
    "closes": "終了時間", "note": "開始日時特記事項", "what": "説明", "fee": "料金", "fee_more": "料金（詳細）", "contact": "連絡先名称",
    "phone": "電話番号", "hosts": "主催者", "place": "場所名称", "address": "住所", "lat": "緯度", "lon": "経度",
    "where": "集まるところ・行き方",
    "url": "URL", "kind": "イベント種類", "who_for": "対象者", "any_age": "年齢を問わない", "bring": "持ちもの", "state": "状態",
    "capacity": "定員", "closes_on": "参加申込終了日", "closes_at": "参加申込終了時間", "sign_how": "参加申込方法",
    "form_url": "申し込みのページ",
}  # fmt: skip
_HEADERS = {
    "name": "イベント名 行事名 催し名 名称 タイトル", "number": "ID NO №", "days": "開催日 日時 開催日程",
    "first": "開始日", "last": "終了日",
    "opens": "開始時間 開始時刻", "closes": "終了時間 終了時刻", "note": "開始日時特記事項 日時説明", "what": "説明 概要 内容",
    "fee": "料金(基本) 料金", "fee_more": "料金(詳細)", "contact": "連絡先名称 問い合わせ先 問い合わせ先(市の担当課)",
    "phone": "連絡先電話番号 電話番号 TEL", "hosts": "主催者 主催団体", "place": "場所名称 開催場所 会場",
    "address": "住所 所在地_連結表記",
    "lat": "緯度", "lon": "経度", "where": "アクセス方法", "url": "URL イベントURL", "kind": "イベント種類 カテゴリー",
    "who_for": "対象者 対象",
    "any_age": "年齢を問わない", "bring": "持ちもの", "state": "状態",
    "capacity": "定員 募集人数", "closes_on": "参加申込終了日 申込締切日", "closes_at": "参加申込終了時間",
    "sign_how": "参加申込方法 申込方法 申込期間", "form_url": "連絡先FormURL 申込URL",
}  # fmt: skip
_BY_HEADER = {fold(narrow(header)): code for code, headers in _HEADERS.items() for header in headers.split()}
_LONGEST = {
    "title": 120,
    "who_for": 120,
    "fee": 80,
    "bring": 200,
    "contact": 120,
    "phone": 40,
    "meeting_point": 200,
    "url": 400,
}
_SAYS_NOTHING = frozenset({"", "-", "－", "―", "ー", "なし", "無し", "未定"})
_KINDS = (
    ("体操|健康|ヨガ|ウォーキング|スポーツ|運動", ActivityKind.EXERCISE),
    ("食堂|料理|ごはん", ActivityKind.FOOD),
    ("子ども|こども|親子|おはなし|絵本|子育て", ActivityKind.CHILDREN),
    ("防災|避難訓練|消防", ActivityKind.DISASTER),
    ("清掃|クリーン|ごみ|花壇", ActivityKind.CLEANING),
    ("祭|まつり|伝統|神楽", ActivityKind.TRADITION),
    ("講座|教室|学習|セミナー|研修|講演|展|ワークショップ|映画|コンサート", ActivityKind.LEARNING),
    ("サロン|交流|カフェ|お茶", ActivityKind.EXCHANGE),
)
_OUR_NUMBER = re.compile(r"(.{36})-\d{8}-\d{4}")


@dataclass(frozen=True)
class EventFacts:
    """What a row says: an activity, and the days on which this row has it held."""

    uid: UUID | None
    key: str
    title: str
    kind: ActivityKind
    days: EventDays
    opens: time
    closes: time
    note: str
    called_off: bool
    what: str
    who_for: str
    any_age: bool
    fee: str
    bring: str
    contact: str
    phone: str
    url: str
    place: str
    meeting_point: str
    address: str
    point: Point | None
    hosts: tuple[str, ...]
    sign_up: SignUpFacts


def event_field(header: str) -> str:
    """What a column of a list of events holds; "" when nobody knows."""
    return _BY_HEADER.get(fold(narrow(header)), "")


def why_not_events(mapping: Mapping[str, str]) -> list[str]:
    """A name and a day are needed; no fact twice."""
    chosen = Counter(code for code in mapping.values() if code)
    reasons = [] if chosen["name"] else ["「イベント名」の列を 選んでください"]
    if not (chosen["days"] or chosen["first"]):
        reasons.append("「開始日」か「開催日」の列を 選んでください")
    return reasons + [
        f"「{EVENT_LABELS[code]}」が 2つの列に なっています" for code, times in chosen.items() if times > 1
    ]


def read_event(cells: Iterable[tuple[str, str]], *, near: date) -> EventFacts:
    """What a row says, from (field, text); raises RowRejected. `near`: the day of the list, for years that are not said."""
    said = {code: text.strip() for code, text in cells}
    line = {code: "" if text in _SAYS_NOTHING else " ".join(text.split()) for code, text in said.items()}
    title = line.get("name", "")
    if not title:
        raise RowRejected("イベント名が ありません")
    days, opens, closes, doubt = _when(said, near)
    place, where = line.get("place", ""), line.get("where", "")
    found = _OUR_NUMBER.fullmatch(line.get("number", ""))
    uid = uid_in(found[1]) if found else None
    facts = {
        "title": title, "who_for": line.get("who_for", ""), "fee": line.get("fee_more") or line.get("fee", ""),
        "bring": line.get("bring", ""), "contact": line.get("contact", ""), "phone": _phone(line.get("phone", "")),
        "url": line.get("url", "") if line.get("url", "").startswith(("http://", "https://")) else "", "meeting_point": where,
    }  # fmt: skip
    if wrong := [name for name, most in _LONGEST.items() if len(facts[name]) > most]:
        raise RowRejected(f"{'・'.join(_NAMES[name] for name in wrong)}が 長すぎます")
    return EventFacts(
        uid=uid, key=str(uid) if uid else f"{fold(title)}|{fold(place)}"[:160], kind=_kind(line.get("kind", ""), title),
        days=days, opens=opens, closes=closes, note=" ".join(part for part in (line.get("note", ""), doubt) if part)[:120],
        called_off="中止" in line.get("state", ""), what=_what(said, line), any_age=bool(flag(line.get("any_age", ""))),
        place=place, address=line.get("address", ""), point=_point(line),
        sign_up=read_sign_up(line, first=days.first, near=near),
        hosts=tuple(part for part in re.split("[、]", line.get("hosts", "")) if part), **facts,
    )  # fmt: skip


_NAMES = {
    "title": "イベント名", "who_for": "対象者", "fee": "料金", "bring": "持ちもの", "contact": "連絡先名称", "phone": "電話番号",
    "meeting_point": "集まるところ", "url": "URL",
}  # fmt: skip


def _when(said: Mapping[str, str], near: date) -> tuple[EventDays, time, time, str]:
    try:
        if first := said.get("first", ""):
            last = said.get("last", "")
            days = read_event_days(first if last in ("", first) else f"{first}~{last}", near=near)
        else:
            days = read_event_days(said.get("days", ""), near=near)
        return days, *read_event_times(said.get("opens", ""), said.get("closes", ""))
    except ValueError as wrong:
        raise RowRejected(str(wrong)) from wrong


def _what(said: Mapping[str, str], line: Mapping[str, str]) -> str:
    """The description; what a long fee says is told there, too."""
    return said.get("what", "") if said.get("what") not in _SAYS_NOTHING else line.get("what", "")


def _kind(said: str, title: str) -> ActivityKind:
    if exact := next((kind for kind in ActivityKind if kind.label == said), None):
        return exact
    for text in (said, title):
        if found := next((kind for pattern, kind in _KINDS if re.search(pattern, text)), None):
            return found
    return ActivityKind.OTHER


def _phone(text: str) -> str:
    return shown(text.split("(")[0].split("（")[0].strip()) if text else ""


def _point(line: Mapping[str, str]) -> Point | None:
    if not (line.get("lat") or line.get("lon")):
        return None
    try:
        return read_point(line.get("lat", ""), line.get("lon", "")).point
    except ValueError as wrong:
        raise RowRejected(str(wrong)) from wrong
