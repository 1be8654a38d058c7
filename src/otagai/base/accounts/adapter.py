"""How allauth behaves here: nobody signs up; people are invited. Its words are ours."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from otagai.base.accounts.backend import ByUserName
from otagai.base.accounts.models import User


class StaffAdapter(DefaultAccountAdapter):
    """Closed registration; Japanese words for the lock-out."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": "続けて間違えたため、しばらく入れません。5分ほど待ってから、もう一度お試しください。"
        "お急ぎのときは、システム管理の担当に連絡してください。",
        "username_password_mismatch": "ユーザー名か合言葉がちがいます。",
        "account_inactive": "このアカウントは、いま使えません。",
        "incorrect_password": "合言葉がちがいます。",
        "enter_current_password": "いまの合言葉がちがいます。",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by invitation only."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """To the desk."""
        return "/desk/"

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """No flash messages about logging in and out."""

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """Also with a passkey: closed accounts and people without a duty do not get in."""
        if not ByUserName().user_can_authenticate(user):
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """Back to the log-in, with a word."""
        messages.error(request, self.error_messages["account_inactive"])
        return redirect("account_login")

    def unlock(self, request: HttpRequest, username: str) -> None:
        """Forget the failed attempts with this user name."""
        key = self._get_login_attempts_cache_key(request, username=username)
        ratelimit.clear(request, action="login_failed", key=key)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors: the QR code by segno, keys named in Japanese, no mail address in the label."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "番号がちがいます。新しい番号が出るのを待って、もう一度お試しください。",
        "cannot_delete_authenticator": "これは最後の二段階の確認なので、やめられません。"
        "先に、ほかの方法（確認アプリかパスキー）を登録してください。なくしたときは、システム管理の担当に連絡してください。",
        "cannot_generate_recovery_codes": "先に、確認アプリかパスキーを登録してください。",
    }

    def _get_user_identifier(self, user: Any) -> str:
        return str(user.get_username())

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Staff keep at least one second factor (safety rule 13); the sample town goes without.

        Locks the account for the transaction, so that two removals at once do not take both.
        """
        if settings.OTAGAI_DEMO or authenticator.type == Authenticator.Type.RECOVERY_CODES:
            return True
        list(User.objects.select_for_update().filter(pk=authenticator.user_id).values_list("pk"))
        others = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(pk=authenticator.pk)
        return others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()

    def build_totp_svg(self, url: str) -> str:
        """The QR code that the authenticator app reads; a picture by itself (it stands in an `img`), so it names its namespace."""
        drawn = BytesIO()
        segno.make(url, error="m").save(drawn, kind="svg", xmldecl=False, scale=5, border=4, light="#fff")
        return drawn.getvalue().decode()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """A name for a new key, to be changed by its owner."""
        return f"パスキー{Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1}"
