"""徒歩圏 as a question and its answer: values in, an answer in words and numbers out."""

from otagai.insight.coverage.rules.measuring import (
    NOWHERE,
    answer,
    around,
    choice_for,
    found_of,
    hidden,
    livings,
    next_places,
    side_by_side,
    snapping,
    spot_of,
)  # fmt: skip
from otagai.insight.coverage.rules.questions import (
    CANDIDATE_KINDS,
    DETOURS,
    GATHERING_KINDS,
    MOST_NEXT,
    Question,
    question_of,
)  # fmt: skip
from otagai.insight.coverage.rules.values import (
    Answer,
    Found,
    Group,
    Living,
    Snapping,
    Standing,
    percents,
)  # fmt: skip

__all__ = [
    "CANDIDATE_KINDS",
    "DETOURS",
    "GATHERING_KINDS",
    "MOST_NEXT",
    "NOWHERE",
    "Answer",
    "Found",
    "Group",
    "Living",
    "Question",
    "Snapping",
    "Standing",
    "answer",
    "around",
    "choice_for",
    "found_of",
    "hidden",
    "livings",
    "next_places",
    "percents",
    "question_of",
    "side_by_side",
    "snapping",
    "spot_of",
]  # fmt: skip
