"""Verbs of handing the baton: each is check + change + trace, or nothing."""

from otagai.welcome.referrals.actions.advance import it_was_another
from otagai.welcome.referrals.actions.answering import accept, hand_back, join, receive
from otagai.welcome.referrals.actions.escalation import tell_waiting
from otagai.welcome.referrals.actions.sending import Draft, draft, put_on_hold, reroute, send, take_back
from otagai.welcome.referrals.actions.sight import is_mine, keep_from, leads, name_only, open_again, show_again, unname
from otagai.welcome.referrals.actions.working import complete_reported, finish, report_contact, report_result

__all__ = [
    "Draft",
    "accept",
    "complete_reported",
    "draft",
    "finish",
    "hand_back",
    "is_mine",
    "it_was_another",
    "join",
    "keep_from",
    "leads",
    "name_only",
    "open_again",
    "put_on_hold",
    "receive",
    "report_contact",
    "report_result",
    "reroute",
    "send",
    "show_again",
    "take_back",
    "tell_waiting",
    "unname",
]  # fmt: skip
