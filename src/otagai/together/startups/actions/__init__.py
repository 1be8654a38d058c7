"""Verbs of beginnings."""

from otagai.together.startups.actions.begin import Beginning, begin
from otagai.together.startups.actions.mentors import add_mentor, end_mentor
from otagai.together.startups.actions.preparing import prepare
from otagai.together.startups.actions.proposals import (
    WishFacts,
    add_wish,
    agree,
    change_proposal,
    close_to_residents,
    move,
    propose,
    withdraw_agreement,
)
from otagai.together.startups.actions.rounds import ask_whether_alive, tell_overdue

__all__ = [
    "Beginning", "WishFacts", "add_mentor", "add_wish", "agree", "ask_whether_alive", "begin", "change_proposal",
    "close_to_residents", "end_mentor",
    "move", "prepare", "propose", "tell_overdue", "withdraw_agreement",
]  # fmt: skip
