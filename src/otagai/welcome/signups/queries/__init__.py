"""Questions about sign-ups: how full, where one's own stands, and for the hosts who."""

from otagai.welcome.signups.queries.lines import (
    OpenDay,
    OpenSlot,
    OwnSignUp,
    hands_missing,
    line_on,
    lines_of,
    open_days,
    own_sign_up,
    seats_asked_for,
)
from otagai.welcome.signups.queries.roll import RollLine, RollOfDay, Untold, participant_for, roll_of, untold

__all__ = [
    "OpenDay", "OpenSlot", "OwnSignUp", "RollLine", "RollOfDay", "Untold", "hands_missing", "line_on", "lines_of",
    "open_days", "own_sign_up", "participant_for", "roll_of", "seats_asked_for", "untold",
]  # fmt: skip
