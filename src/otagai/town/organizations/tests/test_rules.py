"""Decisions about organisations."""

from __future__ import annotations

from otagai.base.accounts.acting import WORKER, Acting, Held
from otagai.base.accounts.models import User
from otagai.base.accounts.words import Duty
from otagai.town.organizations import rules
from otagai.town.organizations.rules import Fit
from otagai.town.organizations.words import Capacity


def somebody(duty: Duty, organization: int) -> Acting:
    """Somebody with one duty."""
    return Acting(user=User(pk=1, username="a"), held=(Held(duty, organization),))


def test_an_organisation_needs_a_name_of_its_own_and_a_telephone_that_rings() -> None:
    assert rules.why_not_organization("", "", name_is_taken=False) == ["名前を書いてください"]
    assert rules.why_not_organization("焼津包括", "054-621-2941", name_is_taken=True) == [
        "「焼津包括」は もう あります"
    ]
    assert "けた数" in rules.why_not_organization("焼津包括", "054-621", name_is_taken=False)[0]
    assert rules.why_not_organization("焼津包括", "", name_is_taken=False) == []


def test_a_desk_without_hours_is_no_desk() -> None:
    assert rules.why_not_desk("", "", "") == [
        "窓口の名前を書いてください",
        "窓口の電話を書いてください",
        "窓口の時間を書いてください",
    ]
    assert rules.why_not_desk("総合相談", "054-621-2941", "平日 8:30–17:15") == []


def test_a_leader_keeps_their_own_organisation_and_no_other() -> None:
    leader = somebody(Duty.ORGANIZATION_LEADER, 5)
    assert rules.may_keep(leader, 5)
    assert not rules.may_keep(leader, 6)


def test_csw_and_administrator_keep_every_organisation_a_counsellor_none() -> None:
    assert rules.may_keep(somebody(Duty.CSW, 5), 6)
    assert rules.may_keep(somebody(Duty.SYSTEM_ADMINISTRATOR, 5), 6)
    assert not rules.may_keep(somebody(Duty.COUNSELLOR, 5), 5)
    assert rules.may_keep(WORKER, 6)


def test_a_counsellor_says_how_full_their_own_organisation_is() -> None:
    counsellor = somebody(Duty.COUNSELLOR, 5)
    assert rules.may_say_capacity(counsellor, 5)
    assert not rules.may_say_capacity(counsellor, 6)
    assert not rules.may_say_capacity(somebody(Duty.WINDOW_HOST, 5), 5)


def test_who_serves_the_area_comes_first_then_who_takes_on_more_then_who_has_room() -> None:
    fits = [
        Fit(("care", "home"), False, Capacity.OPEN, "隣の包括"),
        Fit((), True, Capacity.OPEN, "権利擁護センター"),
        Fit(("care",), True, Capacity.FULL, "いっぱいの包括"),
        Fit(("care",), True, Capacity.OPEN, "空いている包括"),
    ]
    assert [fit.name for fit in sorted(fits, key=rules.order_of)] == [
        "空いている包括",
        "いっぱいの包括",
        "権利擁護センター",
        "隣の包括",
    ]
