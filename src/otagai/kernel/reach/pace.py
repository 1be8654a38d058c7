"""How fast and how far people walk: parameters to begin with; every town may set its own."""

from otagai.kernel.geo import METRES_PER_MINUTE

PACES: tuple[tuple[int, float], ...] = ((0, METRES_PER_MINUTE), (65, 60), (75, 50))
"""From that age on, metres per minute. 80: 徒歩1分 = 80 m (不動産の表示に関する公正競争規約施行規則 9条).
60 from 65 and 50 from 75 on: unverified round figures of planners; with a stick or a trolley slower still.
"""
DISTANCES: tuple[int, ...] = (300, 500, 800, 1000)
"""Metres that are usually asked. 800 = 一般的な徒歩圏, 500 = 高齢者の徒歩圏, 300 = バス停の徒歩圏
(国土交通省 都市構造の評価に関するハンドブック 2014; unverified: the text was not at hand).
"""


def pace_at(age: int) -> float:
    """Metres per minute at an age (years ≥ 0)."""
    return max((from_age, pace) for from_age, pace in PACES if from_age <= age)[1]


def metres_in(minutes: float, *, age: int) -> float:
    """How many metres somebody of that age walks in so many minutes."""
    return minutes * pace_at(age)
