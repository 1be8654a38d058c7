"""Duties, permissions and the rules about accounts."""

from __future__ import annotations

from datetime import date

import pytest

from otagai.base.accounts import rules
from otagai.base.accounts.words import Duty, Permission


def test_every_duty_has_its_permissions_and_may_use_the_desk() -> None:
    assert set(rules.GRANTS) == set(Duty)
    assert all(Permission.USE_DESK in granted for granted in rules.GRANTS.values())


@pytest.mark.parametrize(
    "duty", [Duty.POLICY_PLANNER, Duty.SYSTEM_ADMINISTRATOR, Duty.PRIVACY_OFFICER, Duty.AUDITOR, Duty.WINDOW_HOST]
)
def test_who_keeps_the_system_or_watches_over_it_sees_no_people(duty: Duty) -> None:
    assert not rules.sees_people(duty)
    assert Permission.READ_PERSON not in rules.GRANTS[duty]


def test_only_administrators_open_accounts_and_only_overseers_read_the_log() -> None:
    assert rules.duties_with(Permission.KEEP_ACCOUNTS) == [Duty.SYSTEM_ADMINISTRATOR]
    assert rules.duties_with(Permission.READ_ACCESS_LOG) == [Duty.PRIVACY_OFFICER, Duty.AUDITOR]


@pytest.mark.parametrize("name", ["ab", "Ａｂｃ", "山田", "-abc", "a b c", "abc@def"])
def test_a_user_name_can_be_typed_on_any_keyboard(name: str) -> None:
    assert rules.why_not_name(name, is_taken=False)


def test_a_good_user_name_is_free_or_taken() -> None:
    assert rules.why_not_name("yamada.h", is_taken=False) == []
    assert rules.why_not_name("yamada.h", is_taken=True) == ["このユーザー名は もう使われています"]


def test_a_duty_begins_before_it_ends_and_is_not_held_twice() -> None:
    day = date(2026, 4, 1)
    assert rules.why_not_assign(since=day, until=None, is_held_already=False) == []
    assert rules.why_not_assign(since=day, until=day, is_held_already=False)
    assert len(rules.why_not_assign(since=day, until=day, is_held_already=True)) == 2


def test_nobody_locks_themselves_out_and_one_administrator_stays() -> None:
    assert rules.why_not_close(is_own=True, is_last_administrator=False)
    assert rules.why_not_close(is_own=False, is_last_administrator=True)
    assert rules.why_not_close(is_own=False, is_last_administrator=False) == []


def test_dead_links_all_look_the_same() -> None:
    dead = [
        rules.why_not_take_up(is_used=True, is_revoked=False, has_expired=False),
        rules.why_not_take_up(is_used=False, is_revoked=True, has_expired=False),
        rules.why_not_take_up(is_used=False, is_revoked=False, has_expired=True),
    ]
    assert dead[0] == dead[1] == dead[2] != []
    assert rules.why_not_take_up(is_used=False, is_revoked=False, has_expired=False) == []


def test_duties_that_open_pages_or_traces_are_watched() -> None:
    assert rules.is_watched(Duty.CSW)
    assert rules.is_watched(Duty.PRIVACY_OFFICER)
    assert not rules.is_watched(Duty.WINDOW_HOST)


@pytest.mark.parametrize(
    ("host", "possible"),
    [
        ("localhost:8000", True), ("mado.example.jp", True), ("127.0.0.1:8000", False), ("192.168.1.20", False),
        ("[::1]:8000", False), ("[::1]", False),
    ],
)  # fmt: skip
def test_passkeys_are_kept_for_names_and_not_for_numbers(host: str, possible: bool) -> None:
    assert rules.can_have_passkeys(host) is possible
