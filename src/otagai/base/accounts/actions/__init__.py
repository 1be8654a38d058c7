"""Verbs about accounts: inviting, giving and ending duties, closing."""

from otagai.base.accounts.actions.closing import close, end_sessions, reopen, reset_second_factor, unlocked
from otagai.base.accounts.actions.duties import Task, assign, change_details, end_assignment
from otagai.base.accounts.actions.invitations import Guest, Invited, create, invite, resend, revoke, take_up

__all__ = [
    "Guest", "Invited", "Task", "assign", "change_details", "close", "create", "end_assignment", "end_sessions",
    "invite", "reopen", "resend", "reset_second_factor", "revoke", "take_up", "unlocked",
]  # fmt: skip
