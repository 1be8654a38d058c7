"""Verbs of activities."""

from otagai.town.activities.actions.activities import add_activity, change_activity, move
from otagai.town.activities.actions.dates import call_off, hold_after_all, set_days

__all__ = ["add_activity", "call_off", "change_activity", "hold_after_all", "move", "set_days"]
