"""Verbs of places, windows, banners and links."""

from otagai.town.places.actions.banners import add_banners, hand_out, mark_lost, retire, take_back
from otagai.town.places.actions.freshness import look_over, tell_keepers
from otagai.town.places.actions.links import issue_link, issue_place_link, revoke_link, revoke_place_link
from otagai.town.places.actions.news import accept, decline, key_in, say_by_link
from otagai.town.places.actions.places import (
    add_place,
    change_place,
    end_place,
    hours_in_words,
    keep_home_private,
    openings_of,
    set_openings,
    verify,
)
from otagai.town.places.actions.windows import change_window, pledge, propose_window, step, yearly_check

__all__ = [
    "accept",
    "add_banners",
    "add_place",
    "change_place",
    "change_window",
    "decline",
    "end_place",
    "hand_out",
    "hours_in_words",
    "issue_link",
    "issue_place_link",
    "keep_home_private",
    "key_in",
    "look_over",
    "mark_lost",
    "openings_of",
    "pledge",
    "propose_window",
    "retire",
    "revoke_link",
    "revoke_place_link",
    "say_by_link",
    "set_openings",
    "step",
    "take_back",
    "tell_keepers",
    "verify",
    "yearly_check",
]  # fmt: skip
