"""Verbs of activities."""

from otagai.town.activities.actions.activities import add_activity, change_activity, move
from otagai.town.activities.actions.dates import call_off, hold_after_all, set_days
from otagai.town.activities.actions.terms import add_slot, close_slot, set_terms, set_terms_of_day

__all__ = [
    "add_activity", "add_slot", "call_off", "change_activity", "close_slot", "hold_after_all", "move", "set_days", "set_terms",
    "set_terms_of_day",
]  # fmt: skip
