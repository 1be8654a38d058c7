"""What the environment says, checked once at the start."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from otagai.kernel.licences import Licence
from otagai.kernel.suppression import SMALLEST_PUBLIC

TRIAL = ("OTAGAI_TESTING", "OTAGAI_CHECKING")
SHORTEST_KEY = 50  # as the launcher wants it (ops/keys.py), which runs before this code can be imported
KNOWN_KEYS = ("only-for-tests", "django-insecure", "changeme", "secret")


def flag(name: str) -> bool:
    """True when the variable is set to 1."""
    return os.environ.get(name, "") == "1"


def smallest_count() -> int:
    """Counts of people below this never appear by themselves in statistics; 10, as for public pages, unless the town asks for more.

    Source: safety rule 10 of the house (k = 10 outside casework); lowering it needs a decision of 個人情報管理者, so not below 3.
    """
    given = os.environ.get("OTAGAI_SMALLEST_COUNT", str(SMALLEST_PUBLIC))
    if not given.isdecimal() or int(given) < 3:
        raise ImproperlyConfigured("OTAGAI_SMALLEST_COUNT は 3以上の数にしてください。")
    return int(given)


def licence() -> str:
    """The licence of the town's open data: an open one, never 「非営利」 or 「改変禁止」 (CC BY 4.0 unless set)."""
    chosen = os.environ.get("OTAGAI_LICENCE", Licence.CC_BY.value)
    if chosen not in set(Licence):
        raise ImproperlyConfigured(f"OTAGAI_LICENCE は {'、'.join(Licence)} から選んでください: {chosen}")
    return chosen


def secret_key(keys: Path) -> str:
    """The signing key from the keys directory; there is no default one (safety rule 14)."""
    if given := os.environ.get("OTAGAI_SECRET_KEY"):
        return given
    file = keys / "secret_key"
    if file.exists():
        return file.read_text().strip()
    if flag("OTAGAI_TESTING") or flag("OTAGAI_CHECKING"):
        return "only-for-tests-" + "x" * 40
    raise ImproperlyConfigured(f"{file} がありません。./otagai up で作られます。")


def required_in_production(*, demo: bool, debug: bool, origin: str, key: str) -> None:
    """A town that is neither demo nor under test starts with its own keys, its own address and no debugging."""
    if not origin.startswith("https://"):
        return
    if demo:
        raise ImproperlyConfigured("見本の町 (OTAGAI_DEMO=1) を https の本番アドレスで動かすことはできません。")
    if debug:
        raise ImproperlyConfigured("本番では OTAGAI_DEBUG=1 を使えません。")
    for name in TRIAL:
        if flag(name):
            raise ImproperlyConfigured(f"本番では {name}=1 を使えません。")
    if len(key) < SHORTEST_KEY or len(set(key)) < 12 or key.lower().startswith(KNOWN_KEYS):
        raise ImproperlyConfigured(
            "本番の鍵 (OTAGAI_SECRET_KEY または 鍵のフォルダーの secret_key) が短すぎるか、見本のままです。"
        )


def hosts(origin: str) -> list[str]:
    """Host names under which the town answers."""
    extra = os.environ.get("OTAGAI_HOSTS", "")
    return [urlsplit(origin).hostname or "127.0.0.1", "127.0.0.1", "localhost", *filter(None, extra.split(","))]


def database() -> dict[str, Any]:
    """The one database; the role decides what the process may do (docs/operations.md)."""
    role = os.environ.get("OTAGAI_DB_ROLE", "app")
    return {
        "ENGINE": "otagai.base.circles.postgresql",
        "NAME": os.environ.get("OTAGAI_DB_NAME", "otagai"),
        "HOST": os.environ.get("OTAGAI_DB_HOST", ""),
        "PORT": os.environ.get("OTAGAI_DB_PORT", ""),
        "USER": f"otagai_{role}",
        "PASSWORD": os.environ.get("OTAGAI_DB_PASSWORD", ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"server_side_binding": True, "prepare_threshold": 2, "application_name": f"otagai-{role}"},
    }


def static_storage(*, debug: bool) -> str:
    """Hashed names in use; plain ones while developing and under test."""
    if debug or flag("OTAGAI_TESTING") or flag("OTAGAI_CHECKING"):
        return "django.contrib.staticfiles.storage.StaticFilesStorage"
    return "otagai.base.ui.storage.HashedStatic"


def mail(base: Path) -> tuple[str, str]:
    """Trial mails are files that one can look at; production gives OTAGAI_MAIL_HOST."""
    directory = os.environ.get("OTAGAI_MAIL_DIR", str(base / "var" / "mail"))
    if os.environ.get("OTAGAI_MAIL_HOST"):
        return "django.core.mail.backends.smtp.EmailBackend", directory
    return "django.core.mail.backends.filebased.EmailBackend", directory
