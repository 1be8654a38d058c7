"""A real town begins once, empty, with its own keys."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from otagai.base.accounts.models import Assignment, User
from otagai.base.accounts.words import Duty
from otagai.base.municipality import queries
from otagai.kernel import sealing
from otagai.welcome.intake.rules import DEFAULT_DEADLINES

pytestmark = pytest.mark.django_db
GOOD = "なんでも話せるまちにしよう"
TOWN = {"name": "試験市", "code": "222127", "phone": "054-626-1111", "admin": "kanri"}


@pytest.fixture
def keys(tmp_path: Path) -> Iterator[Path]:
    """The keys of a town of its own."""
    sealing.keygen(tmp_path / "keys")
    (tmp_path / "keys" / "secret_key").write_text("x" * 50)
    with override_settings(OTAGAI_KEYS=tmp_path / "keys", SECRET_KEY="a-key-of-our-own-" + "y" * 50):
        yield tmp_path / "keys"


def found(monkeypatch: pytest.MonkeyPatch, passphrase: str = GOOD, **more: str | bool) -> str:
    monkeypatch.setattr("sys.stdin", io.StringIO(passphrase + "\n"))
    said = io.StringIO()
    call_command("found_town", stdout=said, **{**TOWN, **more})
    return said.getvalue()


def test_a_town_begins_with_desk_deadlines_administrator_and_the_key_of_its_letterbox(
    keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "試験市をはじめました" in found(monkeypatch)
    town = queries.town()
    assert (town.name, town.desk_phone) == ("試験市", "054-626-1111")
    assert town.letterbox_key == sealing.read_key(keys, sealing.PUBLIC_NAME).hex()
    assert {line.step: (line.amount, line.unit) for line in queries.deadlines()} == DEFAULT_DEADLINES
    admin = User.objects.get()
    assert admin.check_password(GOOD)
    held = Assignment.objects.select_related("organization").get()
    assert (held.duty, held.organization.name) == (Duty.SYSTEM_ADMINISTRATOR, "試験市 システム管理")
    assert town.front_door_id not in (None, held.organization_id)


def test_it_begins_only_once(keys: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found(monkeypatch)
    with pytest.raises(CommandError, match="もう町があります"):
        found(monkeypatch, admin="another")
    assert User.objects.count() == 1


@override_settings(OTAGAI_DEMO=True)
def test_the_sample_town_never_becomes_a_real_one(keys: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match="見本の町"):
        found(monkeypatch)


def test_secrets_that_everybody_knows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with override_settings(OTAGAI_KEYS=tmp_path), pytest.raises(CommandError, match="secret_key") as refused:
        found(monkeypatch)
    assert "手紙の封の鍵" in str(refused.value)
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"passphrase": "みじかい"}, "合言葉"), ({"passphrase": "1234567890"}, "合言葉"), ({"code": "222128"}, "コード"),
     ({"phone": "電話"}, "電話"), ({"admin": "管理者"}, "ユーザー名"), ({"name": " "}, "名前")],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_begun(
    keys: Path, monkeypatch: pytest.MonkeyPatch, wrong: dict[str, str], said: str
) -> None:
    with pytest.raises(CommandError, match=said):
        found(monkeypatch, **wrong)
    assert queries.settings_of_town() is None
    assert not User.objects.exists()


def test_the_answers_can_be_looked_at_before_anything_is_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(monkeypatch, only_ask=True) == ""
    said = found(monkeypatch, passphrase="1234567890", only_ask=True, code="222128", phone="電話", admin="a")
    for words in ("最後の数字", "窓口の電話", "ユーザー名", "合言葉"):
        assert words in said
    assert not User.objects.exists()
