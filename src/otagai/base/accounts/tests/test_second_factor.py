"""The second factor stays: outside the sample town nobody takes their last one away."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client, override_settings
from django.urls import reverse

from otagai.base.accounts.models import User
from tests.factories import a_user

pytestmark = pytest.mark.django_db
GOOD = "なんでも話せるまちにしよう"
LAST = "最後の二段階の確認なので、やめられません"


@pytest.fixture
def user() -> User:
    user = a_user()
    user.set_password(GOOD)
    user.save()
    return user


def with_app(user: User) -> Authenticator:
    return TOTP.activate(user, "JBSWY3DPEHPK3PXP").instance


def with_passkey(user: User, name: str = "この機械") -> Authenticator:
    return Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": name, "credential": {}}
    )


@pytest.fixture
def browser(user: User) -> Client:
    """Logged in and confirmed once more, as before everything important."""
    browser = Client()
    browser.post(reverse("account_login"), {"login": user.username, "password": GOOD})
    browser.post(reverse("account_reauthenticate"), {"password": GOOD})
    return browser


def left(user: User) -> set[str]:
    return set(Authenticator.objects.filter(user=user).values_list("type", flat=True))


def test_the_only_app_stays_and_the_page_says_why(user: User, browser: Client) -> None:
    with_app(user)
    shown = browser.get(reverse("mfa_deactivate_totp")).content.decode()
    assert LAST in shown
    assert "そのままにする" in shown
    assert LAST in browser.post(reverse("mfa_deactivate_totp")).content.decode()
    assert left(user) == {"totp"}


def test_the_only_passkey_stays_and_the_page_says_why(user: User, browser: Client) -> None:
    page = reverse("mfa_remove_webauthn", args=[with_passkey(user).pk])
    assert LAST in browser.get(page).content.decode()
    assert LAST in browser.post(page).content.decode()
    assert left(user) == {"webauthn"}


def test_of_two_one_may_go_but_spare_numbers_do_not_count(user: User, browser: Client) -> None:
    app, passkey = with_app(user), with_passkey(user)
    Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x", "used_mask": 0})
    page = reverse("mfa_remove_webauthn", args=[passkey.pk])
    assert "取り除く" in browser.get(page).content.decode()
    assert browser.post(page).status_code == 302
    assert left(user) == {"totp", "recovery_codes"}
    assert LAST in browser.post(reverse("mfa_deactivate_totp")).content.decode()
    assert Authenticator.objects.filter(pk=app.pk).exists()


@pytest.mark.parametrize("method", ["DELETE", "PUT"])
def test_no_other_method_goes_round_the_question(user: User, browser: Client, method: str) -> None:
    page = reverse("mfa_remove_webauthn", args=[with_passkey(user).pk])
    assert browser.generic(method, page).status_code == 405
    assert browser.generic(method, reverse("mfa_index")).status_code == 405
    assert left(user) == {"webauthn"}


def test_nobody_removes_the_passkey_of_another(browser: Client) -> None:
    other = a_user()
    theirs = [with_passkey(other, name) for name in ("一つ", "二つ")]
    page = reverse("mfa_remove_webauthn", args=[theirs[0].pk])
    assert browser.post(page).status_code == 404
    assert Authenticator.objects.filter(user=other).count() == 2


@override_settings(OTAGAI_DEMO=True)
def test_the_sample_town_goes_without(user: User, browser: Client) -> None:
    with_app(user)
    assert browser.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert left(user) == set()


def test_who_has_no_passphrase_is_told_where_to_get_one() -> None:
    user = a_user()
    user.set_password(None)
    user.save()
    browser = Client()
    browser.force_login(user, backend="otagai.base.accounts.backend.ByUserName")
    answer = browser.get(reverse("account_change_password"))
    assert answer.status_code == 200
    assert "合言葉がまだありません" in answer.content.decode()
