"""Lists with rows of their own: 土のうステーション, and two whose rows have no name but may have a home behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from otagai.kernel.headers import Field
from otagai.town.places.words import PlaceForm, PlaceKind

_MARKS = {
    "土のうステーション置き場": PlaceKind.SANDBAGS, "井戸の形態": PlaceKind.WELL, "学区ごとNo": PlaceKind.SAFE_HOUSE,
}  # fmt: skip
_BY_DISTRICT = {PlaceKind.WELL: "自主防災会区域", PlaceKind.SAFE_HOUSE: "学区"}
MAY_BE_HOMES = frozenset(_BY_DISTRICT)
"""協力井戸 and 子どもを守る家 stand on somebody's ground: unknown means home, until staff have asked and say otherwise."""


@dataclass(frozen=True)
class Particular:
    """What such a row says otherwise than its columns do."""

    kind: PlaceKind
    name: str
    what: str
    form: PlaceForm | None


def list_of(headers: Iterable[str]) -> PlaceKind | None:
    """The list that a file is, by the column that only this list has."""
    return next((_MARKS[header] for header in headers if header in _MARKS), None)


def particular(row: Mapping[Field, str], record: Mapping[str, str]) -> Particular | None:
    """What the row of such a list says; None for every other list. `record`: the whole row by header."""
    kind = list_of(record)
    if kind is None:
        return None
    if kind is PlaceKind.SANDBAGS:
        asked = " ".join(filter(None, (row.get(Field.OWNER, ""), row.get(Field.PHONE, ""))))
        lines = (record.get("利用方法", ""), record.get("利用上の注意", ""), f"問い合わせ：{asked}" if asked else "")
        where = row.get(Field.NAME, "")
        return Particular(
            kind,
            f"{where}（{kind.label}）" if where else "",
            "\n".join(line.strip() for line in lines if line.strip()),
            None,
        )
    district, number = record.get(_BY_DISTRICT[kind], ""), row.get(Field.NUMBER, "")
    if kind is PlaceKind.WELL:
        named = f"{kind.label} {number}（{district}）" if district else f"{kind.label} {number}"
        pump = record.get("井戸の形態", "")
        told = f"{pump}の井戸です。" if pump and not pump.endswith("井戸") else f"{pump}です。" if pump else ""
        what = f"{told}くわしい場所は のせていません。災害のとき、{district or '自主防災会'}か 市に 聞いてください。"
        return Particular(kind, named if number else "", what, PlaceForm.PRIVATE_HOME)
    number = record.get("学区ごとNo", "") or number
    named = f"{kind.label} {district}{number}" if number else ""
    return Particular(
        kind, named, "学校から 家までの間で、こわい思いをした子どもが 助けを求める家です。", PlaceForm.PRIVATE_HOME
    )
