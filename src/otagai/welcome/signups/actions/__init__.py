"""Verbs of signing up."""

from otagai.welcome.signups.actions.hosts import end, enter, told
from otagai.welcome.signups.actions.public import Caller, Wish, sign_up, take_back
from otagai.welcome.signups.actions.rounds import keep_circles, let_names_go, open_letters, tell_news

__all__ = [
    "Caller", "Wish", "end", "enter", "keep_circles", "let_names_go", "open_letters", "sign_up", "take_back", "tell_news", "told",
]  # fmt: skip
