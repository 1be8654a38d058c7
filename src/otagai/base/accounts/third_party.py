"""Doors that come from allauth: named here one by one, so that a new one is not open by accident."""

from __future__ import annotations

from django.urls import ResolverMatch

from otagai.base.accounts.doors import Account

OPEN = {
    "account_login": "ログイン",
    "account_logout": "ログアウト",
    "account_reauthenticate": "もう一度の確認",
    "account_change_password": "合言葉を変える",
    "mfa_index": "二段階の確認",
    "mfa_authenticate": "二段階の確認",
    "mfa_reauthenticate": "二段階の確認",
    "mfa_activate_totp": "二段階の確認",
    "mfa_deactivate_totp": "二段階の確認",
    "mfa_view_recovery_codes": "予備の番号",
    "mfa_generate_recovery_codes": "予備の番号",
    "mfa_download_recovery_codes": "予備の番号",
    "mfa_list_webauthn": "パスキー",
    "mfa_add_webauthn": "パスキー",
    "mfa_edit_webauthn": "パスキー",
    "mfa_remove_webauthn": "パスキー",
    "mfa_login_webauthn": "パスキーでログイン",
    "mfa_reauthenticate_webauthn": "パスキー",
}


def access_of_path(match: ResolverMatch) -> Account | None:
    """The account door with this name; None for any other view without a mark."""
    why = OPEN.get(match.view_name)
    return Account(why) if why else None
