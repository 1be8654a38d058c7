"""Verbs of places, windows, banners and links."""

from otagai.town.places.actions.banners import add_banners, hand_out, mark_lost, retire, take_back
from otagai.town.places.actions.briefings import invite, plan_briefing, record_attendance
from otagai.town.places.actions.changes import mark_seen
from otagai.town.places.actions.checks import (
    answer_check,
    answer_check_by_link,
    close_round,
    remind_of_checks,
    start_round,
)
from otagai.town.places.actions.freshness import look_over, tell_keepers
from otagai.town.places.actions.links import issue_link, issue_place_link, revoke_link, revoke_place_link
from otagai.town.places.actions.news import accept, decline, key_in, say_by_link
from otagai.town.places.actions.photos import (
    add_photo,
    decide_photo,
    send_photo_by_link,
    take_down,
    take_down_by_link,
)
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
from otagai.town.places.actions.sessions import record_session, record_session_by_link, withdraw_session
from otagai.town.places.actions.windows import change_window, pledge, propose_window, step, yearly_check

__all__ = [
    "accept",
    "add_banners",
    "add_photo",
    "add_place",
    "answer_check",
    "answer_check_by_link",
    "change_place",
    "change_window",
    "close_round",
    "decide_photo",
    "decline",
    "end_place",
    "hand_out",
    "hours_in_words",
    "invite",
    "issue_link",
    "issue_place_link",
    "keep_home_private",
    "key_in",
    "look_over",
    "mark_lost",
    "mark_seen",
    "openings_of",
    "plan_briefing",
    "pledge",
    "propose_window",
    "record_attendance",
    "record_session",
    "record_session_by_link",
    "remind_of_checks",
    "retire",
    "revoke_link",
    "revoke_place_link",
    "say_by_link",
    "send_photo_by_link",
    "set_openings",
    "start_round",
    "step",
    "take_back",
    "take_down",
    "take_down_by_link",
    "tell_keepers",
    "verify",
    "withdraw_session",
    "yearly_check",
]  # fmt: skip
