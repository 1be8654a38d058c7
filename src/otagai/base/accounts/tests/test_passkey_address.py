"""Where the address is a number, the pages say that passkeys do not work there, instead of failing at the press of the button."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from otagai.base.accounts.models import User
from tests.factories import a_town, a_user

pytestmark = pytest.mark.django_db
SENTENCE = "このアドレスではパスキーは使えません"


@pytest.fixture
def somebody(settings: Any) -> User:
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
    a_town()
    return a_user()


@pytest.mark.parametrize("name", ["mfa_index", "account_login"])
@pytest.mark.parametrize(("host", "possible"), [("127.0.0.1:8000", False), ("localhost:8000", True)])
def test_the_page_says_whether_passkeys_work_here(name: str, host: str, possible: bool, somebody: User) -> None:
    client = Client(headers={"host": host})
    if name == "mfa_index":
        client.force_login(somebody)
    page = client.get(reverse(name)).content.decode()
    offered = "パスキーを加える" if name == "mfa_index" else "パスキーで入る"
    assert (offered in page) is possible
    assert (SENTENCE in page) is (not possible and name == "mfa_index")


def test_the_link_stands_under_the_name_at_every_desk(somebody: User) -> None:
    client = Client(headers={"host": "localhost"})
    client.force_login(somebody)
    session = client.session
    session["second_factor"] = True
    session.save()
    page = client.get("/desk/").content.decode()
    assert f'href="{reverse("mfa_index")}">合言葉と二つめの確認</a>' in page
