"""Verbs of grants."""

from otagai.together.grants.actions.applications import (
    apply_for,
    change_application,
    decide,
    reopen,
    set_budget,
    submit,
    withdraw,
)
from otagai.together.grants.actions.doings import (
    Besides,
    add_besides,
    read_records_of,
    record_gathering,
    report,
    settle,
    strike_gathering,
)
from otagai.together.grants.actions.payments import cancel_payment, pay, plan_payment
from otagai.together.grants.actions.programmes import add_programme, set_terms
from otagai.together.grants.actions.repaying import call_off_repayment, decide_repayment, receive, tell_late

__all__ = [
    "Besides", "add_besides", "add_programme", "apply_for", "call_off_repayment", "cancel_payment", "change_application", "decide",
    "decide_repayment", "pay", "plan_payment", "read_records_of", "receive", "record_gathering",
    "reopen", "report", "set_budget", "set_terms", "settle", "strike_gathering", "submit",
    "tell_late", "withdraw",
]  # fmt: skip
