"""Pages of allauth where this house is stricter: the last second factor stays, and nobody without a passphrase changes one."""

from __future__ import annotations

from typing import Any

from allauth.account.views import PasswordChangeView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from otagai.base.accounts.doors import account


class RemovePasskeyForm(forms.Form):
    """Nothing to fill in; it says why the passkey stays, before and after the button is pressed."""

    def __init__(self, *args: Any, authenticator: Authenticator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.authenticator = authenticator

    def clean(self) -> dict[str, Any] | None:
        """The same rule as for the app (allauth asks it there only)."""
        if not get_adapter().can_delete_authenticator(self.authenticator):
            raise get_adapter().validation_error("cannot_delete_authenticator")
        return super().clean()


class RemovePasskey(RemoveWebAuthnView):
    """A passkey is removed only while another second factor remains."""

    form_class = RemovePasskeyForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form is asked at once, so that nobody presses in vain."""
        return {**super().get_form_kwargs(), "data": {}, "authenticator": self.object}


@require_http_methods(["GET", "POST"])  # never DELETE: allauth's view would then ask no form
@account(why="パスキーを取り除く（最後の一つは残る）")
def remove_passkey(request: HttpRequest, pk: int) -> HttpResponseBase:
    """In place of allauth's own page at this address."""
    return RemovePasskey.as_view()(request, pk=pk)


@require_http_methods(["GET", "POST"])
@login_required
def change_passphrase(request: HttpRequest) -> HttpResponseBase:
    """Whoever has no passphrase yet gets one by an invitation, not here."""
    if request.user.is_authenticated and not request.user.has_usable_password():
        return render(request, "accounts/no_passphrase.html")
    return PasswordChangeView.as_view()(request)
