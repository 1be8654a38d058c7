"""Words of the town's settings."""

from otagai.kernel.words import Word


class Unit(Word):
    """How a deadline is counted."""

    MINUTES = "minutes", "分"
    WORKING_DAYS = "working_days", "開庁日"
    DAYS = "days", "日"
