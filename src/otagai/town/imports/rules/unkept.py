"""Files that are not taken in: what they are, and why nothing of them is kept — said in one sentence, before anybody maps columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_COUNTED = "まち全体の数だけで、地域も 年齢も ありません。地区カルテは「地域・年齢別人口」から 数えるので、この表は しまいません"


@dataclass(frozen=True)
class Unkept:
    """A kind of file: known when all the words of one of its groups stand in its first lines.

    `kept_as`: the kind of import that does keep it.
    """

    name: str
    why: str
    signs: tuple[frozenset[str], ...]
    kept_as: str = ""


def _signs(*groups: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(group.split()) for group in groups)


UNKEPT = (
    Unkept("出生と死亡の 月ごとの数", _COUNTED, _signs("birthTotal deathTotal", "出生数 死亡数")),
    Unkept("転入と転出の 月ごとの数", _COUNTED, _signs("MoveInAndOthersMan MovingOutAndOthersMan", "転入数 転出数")),
    Unkept(
        "将来の人口の推計", "「何の一覧ですか」で「将来の人口の推計」を 選んで、もう一度 入れてください",
        _signs("era youthPopulation oldPopulation", "推計年 年少人口 老年人口"), kept_as="forecast",
    ),
    Unkept(
        "アンケートの ひとりひとりの答え", "人についての表は ここからは 取り込みません。集計した表も しまうところが ありません",
        _signs("回答者ID", "回答者番号"),
    ),
    Unkept(
        "オープンデータの目録", "中身では ないので、のっているファイルを ひとつずつ 取り込んでください",
        _signs("dataName apiSupport", "データ名称 API対応有無"),
    ),
)  # fmt: skip


def why_not_kept(words: Iterable[str], *, chosen: str = "") -> list[str]:
    """One sentence when the headers and the first row say that nothing here is kept as what was chosen. `words`: those of both."""
    said = frozenset(word.strip() for word in words)
    return [
        f"「{each.name}」の ファイルです。{each.why}。"
        for each in UNKEPT
        if any(sign <= said for sign in each.signs) and not (chosen and each.kept_as == chosen)
    ]
