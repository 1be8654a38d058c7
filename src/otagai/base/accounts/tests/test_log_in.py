"""Coming in and going out: passphrase, lock-out, second factor, idle time, and what was typed meanwhile."""

from __future__ import annotations

import os
import re
import secrets
import subprocess
import sys
from base64 import b64decode
from datetime import date, timedelta

import pytest
from allauth.mfa.totp.internal import auth
from django.contrib.sessions.models import Session
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from otagai.base.accounts.models import Assignment, User
from otagai.base.accounts.tests.entering import entered
from otagai.base.accounts.words import Duty
from tests.factories import a_user, an_organization

pytestmark = pytest.mark.django_db
GOOD = "なんでも話せるまちにしよう"
LOGIN = "/accounts/login/"


def somebody(duty: Duty | None = Duty.CSW) -> User:
    user = a_user(duty)
    user.set_password(GOOD)
    user.save()
    return user


def test_a_wrong_passphrase_and_an_unknown_name_say_the_same() -> None:
    user = somebody()
    wrong = Client().post(LOGIN, {"login": user.username, "password": "ちがう合言葉です"}).content.decode()
    unknown = Client().post(LOGIN, {"login": "nobody", "password": "ちがう合言葉です"}).content.decode()
    assert "ユーザー名か合言葉がちがいます。" in wrong
    assert "ユーザー名か合言葉がちがいます。" in unknown


def test_after_five_failures_nobody_enters_until_the_administrator_helps() -> None:
    user, browser = somebody(), Client()
    for _ in range(5):
        browser.post(LOGIN, {"login": user.username, "password": "ちがう合言葉です"})
    locked = browser.post(LOGIN, {"login": user.username, "password": GOOD})
    assert "しばらく入れません" in locked.content.decode()
    entered(a_user(Duty.SYSTEM_ADMINISTRATOR)).post(reverse("accounts:unlock", args=[user.pk]))
    assert Client().post(LOGIN, {"login": user.username, "password": GOOD}).status_code == 302


@pytest.mark.parametrize(
    ("since", "until"),
    [(date(2020, 1, 1), date(2026, 1, 1)), (date(2099, 1, 1), None)],
    ids=["the duty has ended", "the duty has not begun"],
)
def test_without_a_duty_in_force_nobody_logs_in(since: date, until: date | None) -> None:
    user = somebody(None)
    Assignment.objects.create(user=user, duty=Duty.CSW, organization=an_organization(), since=since, until=until)
    browser = Client()
    answer = browser.post(LOGIN, {"login": user.username, "password": GOOD}, follow=True)
    assert "このアカウントは、いま使えません。" in answer.content.decode()
    assert browser.get(reverse("notices:list")).status_code == 302


def test_staff_pages_wait_for_a_second_factor_outside_the_sample_town() -> None:
    user, browser = somebody(), Client()
    browser.post(LOGIN, {"login": user.username, "password": GOOD})
    assert browser.get(reverse("notices:list")).url == reverse("mfa_index")
    with override_settings(OTAGAI_DEMO=True):
        assert browser.get(reverse("notices:list")).status_code == 200


def test_the_whole_way_with_an_authenticator_app() -> None:
    user, browser = somebody(), Client()
    browser.post(LOGIN, {"login": user.username, "password": GOOD})
    browser.post(reverse("account_reauthenticate"), {"password": GOOD})
    page = browser.get(reverse("mfa_activate_totp"))
    [drawing] = re.findall(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)", page.content.decode())
    assert b64decode(drawing).startswith(b'<svg xmlns="http://www.w3.org/2000/svg"')  # else no browser draws it
    secret = page.context["form"].secret
    code = _code(secret)
    stored = browser.post(reverse("mfa_activate_totp"), {"code": code})
    assert stored.url == reverse("mfa_view_recovery_codes")
    codes = browser.get(stored.url).context["unused_codes"]
    assert browser.get(reverse("notices:list")).status_code == 200
    other = Client()
    assert other.post(LOGIN, {"login": user.username, "password": GOOD}).url == reverse("mfa_authenticate")
    assert other.get(reverse("notices:list")).status_code == 302
    assert "番号がちがいます" in other.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
    assert other.post(reverse("mfa_authenticate"), {"code": codes[0]}).url == "/desk/"
    assert other.get(reverse("notices:list")).status_code == 200


def _code(secret: str) -> str:
    return auth.format_hotp_value(auth.hotp_value(secret, next(iter(auth.yield_hotp_counters_from_time()))))


def test_a_session_that_idled_for_fifteen_minutes_is_over() -> None:
    browser = entered(a_user())
    assert browser.get(reverse("notices:list")).status_code == 200
    kept = Session.objects.get()
    assert kept.expire_date <= timezone.now() + timedelta(minutes=15)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert browser.get(reverse("notices:list")).url == f"{LOGIN}?next={reverse('notices:list')}"


def test_what_was_typed_when_the_session_had_ended_is_shown_not_lost() -> None:
    before = "http://testserver/desk/accounts/invite/"
    answer = Client().post(
        reverse("accounts:invite"),
        {"display_name": "田中 <b>花</b>", "phone": "", "passphrase": "x"},
        headers={"referer": before},
    )
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "田中 &lt;b&gt;花&lt;/b&gt;" in page
    assert "passphrase" not in page
    assert "next=http%3A%2F%2Ftestserver%2Fdesk%2Faccounts%2Finvite%2F" in page
    assert answer.headers["Cache-Control"] == "no-store"


def test_what_was_typed_stands_under_the_words_of_its_form() -> None:
    typed = {
        "text": "眠れない",
        "door": "phone",
        "urgency": "today",
        "origin": "person",
        "caller_name": "花",
        "offered": "new",
    }
    page = Client().post("/desk/consultations/new/", {**typed, "person": "new", "safe_time": "夜"}).content.decode()
    shown = re.findall(r'<label class="label" for="typed-\d+">([^<]*)</label>\s*<textarea[^>]*>([^<]*)<', page)
    assert dict(shown) == {
        "どんなことですか": "眠れない", "どうやって届きましたか": "電話", "急ぎ": "今日", "話した人": "本人", "話した人の名前": "花",
        "書いたこと 6": "new", "連絡してよい方法と時間": "夜",
    }  # fmt: skip


def test_the_way_back_never_leads_to_another_house() -> None:
    page = Client().post(reverse("accounts:invite"), {"a": "b"}, headers={"referer": "https://evil.example/"})
    assert "evil.example" not in page.content.decode()


def test_logging_out_needs_a_press_and_ends_the_session() -> None:
    browser = entered(a_user())
    assert "ログアウトしますか" in browser.get(reverse("account_logout")).content.decode()
    browser.post(reverse("account_logout"))
    assert browser.get(reverse("notices:list")).status_code == 302


def test_pages_of_the_account_are_in_japanese_and_carry_no_inline_script() -> None:
    user, browser = somebody(), Client()
    browser.post(LOGIN, {"login": user.username, "password": GOOD})
    browser.post(reverse("account_reauthenticate"), {"password": GOOD})
    for name in ("mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_change_password", "mfa_list_webauthn"):
        page = browser.get(reverse(name))
        text = page.content.decode()
        assert page.status_code == 200, name
        assert "パスワード" not in text, name
        assert all('src="' in tag or "application/json" in tag for tag in text.split("<script")[1:]), name
        assert "script-src 'self'" in page.headers["Content-Security-Policy"]


def test_the_log_ins_of_the_sample_town_are_shown_nowhere_else() -> None:
    assert "見本の町の人として入る" not in Client().get(LOGIN).content.decode()


@pytest.mark.parametrize(
    ("weak", "said"),
    [
        ("みじかい", "10文字以上"),
        ("1234567890", "よく使われる合言葉"),
        ("Mihon-no-Machi-2026", "よく使われる合言葉"),
        ("kobayashi-midori", "名前やユーザー名に似ています"),
    ],
)
def test_a_weak_passphrase_is_refused_in_our_words(weak: str, said: str) -> None:
    user, browser = somebody(), Client()
    User.objects.filter(pk=user.pk).update(username="kobayashi.midori")
    browser.post(LOGIN, {"login": "kobayashi.midori", "password": GOOD})
    page = browser.post(
        reverse("account_change_password"), {"oldpassword": GOOD, "password1": weak, "password2": weak}
    ).content.decode()
    assert said in page
    assert "パスワード" not in page


def test_changing_the_passphrase_asks_for_the_old_one() -> None:
    user, browser = somebody(), Client()
    browser.post(LOGIN, {"login": user.username, "password": GOOD})
    page = reverse("account_change_password")
    new = "べつの長い合言葉にしました"
    wrong = browser.post(page, {"oldpassword": "ちがう合言葉です", "password1": new, "password2": new})
    assert "いまの合言葉がちがいます" in wrong.content.decode()
    browser.post(page, {"oldpassword": GOOD, "password1": new, "password2": new})
    assert User.objects.get(pk=user.pk).check_password(new)


BEHIND_A_PROXY = """
import django; django.setup()
from allauth.core.internal.httpkit import get_client_ip
from django.test import RequestFactory
print(get_client_ip(RequestFactory().get("/", headers={"x-forwarded-for": "6.6.6.6, 203.0.113.9"}, REMOTE_ADDR="127.0.0.1")))
"""


@pytest.mark.parametrize(
    ("origin", "address"), [("https://town.example", "203.0.113.9"), ("http://127.0.0.1:8070", "127.0.0.1")]
)
def test_failed_log_ins_are_counted_for_the_address_that_the_proxy_of_the_town_saw(origin: str, address: str) -> None:
    env = {
        **os.environ, "OTAGAI_ORIGIN": origin, "DJANGO_SETTINGS_MODULE": "otagai.config.settings", "OTAGAI_TESTING": "0",
        "OTAGAI_SECRET_KEY": secrets.token_urlsafe(64),
    }  # fmt: skip
    said = subprocess.run([sys.executable, "-c", BEHIND_A_PROXY], env=env, check=True, capture_output=True, text=True)
    assert said.stdout.strip() == address
