"""Somebody new sets up the app on their telephone, keeps the spare numbers, and comes in again with them."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from allauth.mfa.totp.internal import auth
from django.urls import reverse

from tests.journeys.conftest import Story
from tests.journeys.walking import DESKTOP, Walker

PASSPHRASE = "なんでも話せるまちにしよう"


def logs_in(person: Walker, name: str) -> None:
    """The first of the two questions."""
    person.goes_to(reverse("account_login"))
    person.writes("ユーザー名", name)
    person.writes("合言葉", PASSPHRASE)
    person.presses("ログイン")


def test_an_app_is_set_up_and_asked_for_at_the_next_log_in(town: Story, walk: Callable[..., Walker]) -> None:
    town.sato.set_password(PASSPHRASE)
    town.sato.save()
    sato = walk(size=DESKTOP)
    logs_in(sato, town.sato.username)
    sato.sees("二段階の確認")
    sato.follows("確認アプリを登録する")
    if urlsplit(sato.page.url).path == reverse("account_reauthenticate"):
        sato.writes("合言葉", PASSPHRASE)
        sato.page.locator("main form button").first.click()
        sato.page.wait_for_load_state("load")
    sato.looks_around()
    secret = sato.page.locator("main").inner_text().replace(" ", "")
    key = next(word for word in secret.split() if len(word) >= 32 and word.isalnum() and word.isupper())
    code = auth.format_hotp_value(auth.hotp_value(key, next(iter(auth.yield_hotp_counters_from_time()))))
    sato.writes("アプリに出ている", code)
    sato.page.locator("main form button").first.click()
    sato.page.wait_for_load_state("load")
    sato.looks_around()
    spare = next(word for word in sato.page.locator("main").inner_text().split() if len(word) == 8 and word.isalnum())
    sato.goes_to(reverse("desk:today"))
    sato.goes_to(reverse("mfa_deactivate_totp"))
    sato.sees("最後の二段階の確認")
    again = walk(size=DESKTOP)
    logs_in(again, town.sato.username)
    again.writes("確認アプリの番号", spare)
    again.page.locator("main form button").first.click()
    again.page.wait_for_url("**/desk/**")
    again.looks_around()


def with_a_key(person: Walker) -> None:
    """The machine of the person has a sensor that says yes."""
    machine = person.context.new_cdp_session(person.page)
    machine.send("WebAuthn.enable")
    sensor = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    machine.send("WebAuthn.addVirtualAuthenticator", {"options": sensor})


def test_a_passkey_is_kept_and_opens_the_desk_without_the_passphrase(town: Story, walk: Callable[..., Walker]) -> None:
    town.sato.set_password(PASSPHRASE)
    town.sato.save()
    sato = walk(size=DESKTOP)
    with_a_key(sato)
    logs_in(sato, town.sato.username)
    sato.follows("パスキーを加える")
    if urlsplit(sato.page.url).path == reverse("account_reauthenticate"):
        sato.writes("合言葉", PASSPHRASE)
        sato.page.locator("main form button").first.click()
        sato.page.wait_for_load_state("load")
    sato.looks_around()
    sato.writes("この鍵の名前", "窓口の机")
    sato.page.get_by_label("合言葉なしでも").check()
    with sato.page.expect_navigation():
        sato.page.locator("main form button").first.click()
    sato.looks_around()
    sato.goes_to(reverse("desk:today"))
    sato.follows("合言葉と二つめの確認")
    sato.sees("1つ登録してあります")
    sato.page.get_by_role("button", name="ログアウト").first.click()
    sato.page.wait_for_load_state("load")
    sato.goes_to(reverse("account_login"))
    sato.page.get_by_role("button", name="パスキーで入る").click()
    sato.page.wait_for_url("**/desk/**")
    sato.sees("今日の机")
