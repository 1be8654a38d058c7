"""Verbs of the front door. Each is check + change + trace, or nothing."""

from otagai.welcome.intake.actions.advance import locked_by_holder
from otagai.welcome.intake.actions.answers import answer_origin, answer_window, decline_answer
from otagai.welcome.intake.actions.arrival import Arrival, arrive, open_letters
from otagai.welcome.intake.actions.cards import key_in, print_cards
from otagai.welcome.intake.actions.changes import change, link_person, unlink_person
from otagai.welcome.intake.actions.course import (
    Entry,
    end,
    hold,
    pass_baton,
    receive,
    record,
    reopen,
    support,
    watch,
)  # fmt: skip
from otagai.welcome.intake.actions.escalation import call_for_urgent, send_digest, tell_overdue, tell_unanswered

__all__ = [
    "Arrival", "Entry", "answer_origin", "answer_window", "arrive", "call_for_urgent", "change", "decline_answer",
    "end", "hold", "key_in", "link_person", "locked_by_holder", "open_letters", "pass_baton", "print_cards", "receive", "record", "reopen",
    "send_digest", "support", "tell_overdue", "tell_unanswered", "unlink_person", "watch",
]  # fmt: skip
