"""Verbs of activities."""

from otagai.town.activities.actions.activities import add_activity, change_activity, move
from otagai.town.activities.actions.dates import call_off, hold_after_all, set_days
from otagai.town.activities.actions.know_how import change_know_how, try_out, write_know_how
from otagai.town.activities.actions.terms import add_slot, close_slot, set_terms, set_terms_of_day

__all__ = [
    "add_activity", "add_slot", "call_off", "change_activity", "change_know_how", "close_slot", "hold_after_all", "move", "set_days",
    "set_terms", "set_terms_of_day", "try_out", "write_know_how",
]  # fmt: skip
