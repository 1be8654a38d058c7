"""How allauth behaves here: nobody signs up; people are invited."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class StaffAdapter(DefaultAccountAdapter):
    """Closed registration; Japanese words for the lock-out."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": "続けて間違えたため、しばらく入れません。5分ほど待ってから、もう一度お試しください。"
        "お急ぎのときは、システム管理の担当に連絡してください。",
        "username_password_mismatch": "ユーザー名か合言葉がちがいます。",
        "account_inactive": "このアカウントは、いま使えません。",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by invitation only."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """To the desk."""
        return "/desk/"

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """No flash messages about logging in and out."""
