"""地域の福祉相談窓口 and のぼり旗 at the desk."""

from __future__ import annotations

import re
import uuid
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from otagai.base.accounts.models import User
from otagai.base.accounts.words import Duty
from otagai.front.desk.tests.town_at_the_desk import at_the_desk, somebody, sql_of, text_of
from otagai.town.places import actions, queries
from otagai.town.places.models import Banner, Window, WindowLink
from otagai.town.places.words import BannerState, WindowState
from tests.factories import TODAY, a_place, a_town, a_user, a_window, acting, an_organization, as_

pytestmark = pytest.mark.django_db
MOST_SQL = 12


@pytest.fixture
def csw() -> User:
    council = an_organization("おたがい市社協")
    a_town(council)
    return a_user(Duty.CSW, organization=council)


@pytest.fixture
def desk(csw: User) -> Client:
    return at_the_desk(csw)


@pytest.fixture
def harbour() -> Window:
    """港ふれあいサロン, its flag flying."""
    return a_window("港ふれあいサロン", next_check_on=date(2027, 4, 1))


def a_flag(number: str = "Y-001", window: Window | None = None) -> Banner:
    state = BannerState.HANDED_OUT if window else BannerState.IN_STOCK
    return Banner.objects.create(number=number, state=state, window=window)


def a_link(window: Window, giver: User) -> str:
    with as_(acting(giver)):
        return actions.issue_link(window.pk, holder="山本", by=acting(giver), at=timezone.now())


def page(window: Window) -> str:
    return reverse("desk:window", args=[window.pk])


def test_four_people_at_the_door(harbour: Window, desk: Client) -> None:
    for address in (reverse("desk:windows"), page(harbour), reverse("desk:banners")):
        assert Client().get(address).status_code == 302
        assert somebody(Duty.COUNSELLOR).get(address).status_code == 403
        assert somebody(Duty.SYSTEM_ADMINISTRATOR).get(address).status_code == 403
        assert desk.get(address).status_code == 200


def test_the_list_says_what_each_one_lacks(desk: Client, harbour: Window) -> None:
    a_window("石津 茶の間", state=WindowState.BRIEFED, pledged_on=None)
    a_window("大富 元気体操", next_check_on=date(2020, 4, 1))
    assert len(sql_of(desk, reverse("desk:windows"))) <= MOST_SQL
    shown = text_of(desk.get(reverse("desk:windows")))
    assert "守秘の約束が まだです" in shown
    assert "のぼり旗を まだ渡していません" in shown
    assert "年次確認の時期です" in shown
    assert "リンク・QRコードを まだ渡していません" in shown


def test_the_page_needs_few_queries(desk: Client, harbour: Window) -> None:
    a_flag(window=harbour)
    assert len(sql_of(desk, page(harbour))) <= MOST_SQL


def test_from_a_place_to_the_flag_step_by_step(desk: Client) -> None:
    place, flag, key = a_place("港ふれあいサロン"), a_flag(), str(uuid.uuid4())
    made = [desk.post(reverse("desk:window_new"), {"place": place.pk, "key": key}).url for _ in range(2)]
    assert made[0] == made[1]
    window = Window.objects.get(place=place)

    def step(to: str) -> None:
        desk.post(reverse("desk:window_step", args=[window.pk]), {"to": to, **day("on")})
        window.refresh_from_db()

    step("asked")
    step("briefed")
    assert window.briefed_on == TODAY
    step("open")
    assert window.state == WindowState.BRIEFED
    assert "守秘の約束が まだです" in text_of(desk.get(page(window)))
    desk.post(reverse("desk:window_pledge", args=[window.pk]), day("on"))
    desk.post(reverse("desk:banner_out", args=[window.pk]), {"banner": flag.pk})
    step("open")
    assert window.state == WindowState.OPEN
    step("returned")
    flag.refresh_from_db()
    assert (window.state, flag.state) == (WindowState.RETURNED, BannerState.IN_STOCK)


def day(name: str) -> dict[str, str]:
    return {f"{name}_era": "令和", f"{name}_year": "8", f"{name}_month": "11", f"{name}_day": "20"}


def test_a_step_that_does_not_follow_is_refused_in_words(desk: Client, harbour: Window) -> None:
    response = desk.post(reverse("desk:window_step", args=[harbour.pk]), {"to": "asked", **day("on")}, follow=True)
    harbour.refresh_from_db()
    assert harbour.state == WindowState.OPEN
    assert "次の段階" in text_of(response)


def test_a_link_is_shown_once_and_opens_the_window(desk: Client, harbour: Window) -> None:
    form = {"holder": "山本", "key": str(uuid.uuid4())}
    shown = text_of(desk.post(reverse("desk:window_link", args=[harbour.pk]), form))
    found = re.search(r"/w/([\w-]{20,})/", shown)
    assert found is not None
    assert "data:image/svg+xml;base64," in shown
    door = queries.window_by_token(found[1])
    assert door is not None
    assert door.window_id == harbour.pk
    twice = desk.post(reverse("desk:window_link", args=[harbour.pk]), form)
    assert twice.status_code == 302
    assert WindowLink.objects.count() == 1
    assert found[1] not in text_of(desk.get(page(harbour)))


def test_a_revoked_link_is_dead_at_once(desk: Client, csw: User, harbour: Window) -> None:
    token = a_link(harbour, csw)
    link = WindowLink.objects.get()
    assert desk.post(reverse("desk:window_revoke", args=[harbour.pk, link.pk])).status_code == 302
    assert queries.window_by_token(token) is None


def test_a_link_or_flag_of_another_window_is_not_found(desk: Client, csw: User, harbour: Window) -> None:
    other = a_window("石津 茶の間")
    a_link(other, csw)
    link, flag = WindowLink.objects.get(), a_flag(window=other)
    assert desk.post(reverse("desk:window_revoke", args=[harbour.pk, link.pk])).status_code == 404
    assert desk.post(reverse("desk:window_banner", args=[harbour.pk, flag.pk, "lost"])).status_code == 404
    assert desk.post(reverse("desk:banner_move", args=[98765, "lost"])).status_code == 404
    link.refresh_from_db()
    flag.refresh_from_db()
    assert link.revoked_at is None
    assert flag.state == BannerState.HANDED_OUT


def test_a_window_that_does_not_exist_is_not_found(desk: Client) -> None:
    assert desk.get(reverse("desk:window", args=[98765])).status_code == 404
    assert desk.get(reverse("desk:window_edit", args=[98765])).status_code == 404
    for name in ("window_step", "window_pledge", "window_check", "window_link", "banner_out"):
        assert desk.post(reverse(f"desk:{name}", args=[98765]), day("on")).status_code == 404
    assert desk.post(reverse("desk:window_new"), {"place": 98765}).status_code == 404


def test_a_late_edit_shows_both_names(desk: Client, harbour: Window) -> None:
    address = reverse("desk:window_edit", args=[harbour.pk])
    assert desk.post(address, {"host_name": "先の人", "version": harbour.version}).status_code == 302
    late = desk.post(address, {"host_name": "あとの人", "version": harbour.version})
    assert late.status_code == 409
    assert "先の人" in text_of(late)
    assert "あとの人" in text_of(late)


def test_a_wrong_telephone_keeps_what_was_typed(desk: Client, harbour: Window) -> None:
    address = reverse("desk:window_edit", args=[harbour.pk])
    wrong = desk.post(address, {"host_name": "山本 ふみ", "host_phone": "12", "version": harbour.version})
    assert wrong.status_code == 422
    assert "山本 ふみ" in text_of(wrong)


def test_the_yearly_check_moves_on_by_a_year(desk: Client, harbour: Window) -> None:
    desk.post(reverse("desk:window_check", args=[harbour.pk]), {**day("on"), "note": "元気に続けている"})
    harbour.refresh_from_db()
    assert harbour.next_check_on == date(2027, 11, 20)
    assert "元気に続けている" in text_of(desk.get(page(harbour)))


def test_the_stock_of_flags(desk: Client) -> None:
    address, form = reverse("desk:banners"), {"first": "Y-001", "count": "3", "key": str(uuid.uuid4())}
    assert [desk.post(address, form).status_code for _ in range(2)] == [302, 302]
    assert Banner.objects.count() == 3
    wrong = desk.post(address, {"first": "Y-002", "count": "1"})
    assert wrong.status_code == 422
    assert "もう ある番号です" in text_of(wrong)
    flag = Banner.objects.get(number="Y-001")
    desk.post(reverse("desk:banner_move", args=[flag.pk, "lost"]))
    desk.post(reverse("desk:banner_move", args=[flag.pk, "take_back"]))
    desk.post(reverse("desk:banner_move", args=[flag.pk, "retire"]))
    flag.refresh_from_db()
    assert flag.state == BannerState.RETIRED
    assert len(sql_of(desk, address)) <= MOST_SQL
