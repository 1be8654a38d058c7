"""What a row becomes, and by what it is known again."""

from __future__ import annotations

from datetime import time

import pytest

from otagai.kernel.headers import Field
from otagai.kernel.opening import OpeningRule
from otagai.town.imports import rules
from otagai.town.imports.rules import RowRejected, Week
from otagai.town.organizations.words import OrganizationKind
from otagai.town.places.words import PlaceKind, Yes

F = Field
ROW = {F.NAME: "港サロン", F.ADDRESS: "焼津市石津港町40-1", F.LAT: "34.8412", F.LON: "138.3262"}


def read(**more: str) -> rules.PlaceFacts:
    """A row with some fields changed, by the names of the fields."""
    row = {**ROW, **{Field(name): value for name, value in more.items()}}
    return rules.read_place(row, kind=None, fallback=PlaceKind.OTHER)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("222127", "222127"), ("22212", "222127"), ("２２２１２７", "222127"), ("92011", "092011"), ("092011", "092011"),
        ("9201", "092011"), ("222127.0", "222127"), ("222128", ""), ("焼津市", ""), ("", ""), ("1234567", ""),
    ],
)  # fmt: skip
def test_the_code_of_a_town_gets_its_lost_zero_and_check_digit_back(typed: str, code: str) -> None:
    assert rules.city_code(typed) == code


def test_coordinates_that_were_swapped_or_full_width_are_put_right_with_a_note() -> None:
    assert read(lat="３４．８４１２").latitude == 34.8412
    swapped = read(lat="138.3262", lon="34.8412")
    assert (swapped.latitude, swapped.longitude) == (34.8412, 138.3262)
    assert "逆" in swapped.notes[0]
    assert read(lat="", lon="-").latitude is None


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"name": " \n"}, "名称が ありません"),
        ({"lat": "0", "lon": "0"}, "0です"),
        ({"lat": "51.5", "lon": "-0.1"}, "日本の中"),
        ({"lat": "北のほう"}, "読めません"),
        ({"name": "長" * 121}, "120字"),
        ({"address": "長" * 201}, "200字"),
    ],
)
def test_what_cannot_be_stored_is_rejected_with_its_reason(more: dict[str, str], reason: str) -> None:
    with pytest.raises(RowRejected, match=reason):
        read(**more)


def test_line_breaks_in_cells_become_spaces_and_telephones_are_grouped() -> None:
    facts = read(name="デイサービス\n海の子", phone="０５４６２１２９４１", url="example.jp/a", access="駅から\n5分")
    assert (facts.name, facts.phone, facts.how_to_come) == ("デイサービス 海の子", "054-621-2941", "駅から 5分")
    assert facts.url == ""
    assert "URLでは ない" in facts.notes[0]
    assert read(phone="054-621-2941 / 054-621-2942").phone == "054-621-2941 / 054-621-2942"
    assert read(url="https://example.jp/a\nhttps://example.jp/b").url == "https://example.jp/a"


def test_an_address_in_parts_is_put_together_and_the_building_added_once() -> None:
    parts = {F.PREFECTURE: "静岡県", F.CITY: "焼津市", F.TOWN: "本町5丁目", F.BLOCK: "6-1", F.BUILDING: "2階"}
    assert rules.address_of(parts) == "静岡県焼津市本町5丁目6-1"
    assert rules.address_of({**parts, F.ADDRESS: "焼津市本町5-6-1"}) == "焼津市本町5-6-1 2階"
    assert rules.address_of({F.ADDRESS: "焼津市本町5-6-1 2階", F.BUILDING: "2階"}) == "焼津市本町5-6-1 2階"


def test_clear_hours_become_rules_and_unclear_ones_stay_words() -> None:
    clear = read(hours_note="【開館時間】9:00～21:30 【休館日】月曜日")
    assert (len(clear.hours), clear.open_text) == (1, "")
    unclear = read(hours_note="【開館時間】9:00～21:30 【休館日】月曜日（祝日のときは翌平日）")
    assert (unclear.hours, unclear.open_text) == ((), "【開館時間】9:00～21:30 【休館日】月曜日（祝日のときは翌平日）")
    columns = read(weekdays="月火水", opens="9:00", closes="17:00", hours_note="選挙の日は使えません")
    assert columns.hours[0].weekdays == {0, 1, 2}
    assert columns.open_text == "選挙の日は使えません"
    odd = read(weekdays="だいたい平日", opens="9:00", closes="17:00")
    assert (odd.hours, odd.open_text) == ((), "だいたい平日 9:00〜17:00")
    assert "水曜" in read(weekdays="月火", opens="9:00", closes="17:00", shut_days="第3水曜").open_text


def test_seven_pairs_of_columns_become_rules() -> None:
    week = Week(("8:30",) * 5 + ("-", "-"), ("17:15",) * 5 + ("-", "-"))
    facts = rules.read_place(ROW, kind=None, fallback=PlaceKind.COOL_SPOT, week=week)
    (rule,) = facts.hours
    assert (rule.weekdays, rule.start, rule.end) == (frozenset(range(5)), time(8, 30), time(17, 15))
    assert isinstance(rule, OpeningRule)
    odd = Week(("朝",) + ("-",) * 6, ("夕方",) + ("-",) * 6)
    told = rules.read_place(ROW, kind=None, fallback=PlaceKind.COOL_SPOT, week=odd)
    assert (told.hours, told.open_text) == ((), "月 朝〜夕方")


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        (("公民館",), PlaceKind.COMMUNITY_CENTER), (("", "図書館"), PlaceKind.LIBRARY),
        (("指定緊急避難場所一覧",), PlaceKind.EVACUATION_SPACE), (("避難所一覧",), PlaceKind.SHELTER),
        (("通所介護",), PlaceKind.CARE_FACILITY), (("222127_park_info.csv",), PlaceKind.PARK), (("何か",), None),
    ],
)  # fmt: skip
def test_the_kind_of_place_is_guessed_from_the_first_telling_text(
    texts: tuple[str, ...], kind: PlaceKind | None
) -> None:
    assert rules.guess_place_kind(*texts) is kind


def test_the_kind_of_organisation_is_guessed_or_left_open() -> None:
    assert rules.guess_organization_kind("焼津市社会福祉協議会") is OrganizationKind.SHAKYO
    assert rules.guess_organization_kind("北地域包括支援センター") is OrganizationKind.COMMUNITY_SUPPORT_CENTER
    assert rules.guess_organization_kind("第5自治会") is OrganizationKind.NEIGHBOURHOOD
    assert rules.guess_organization_kind("なかよしの会") is None
    facts = rules.read_organization({F.NAME: "なかよしの会", F.PHONE: "0546212941", F.MAIL: "なし"}, kind=None)
    assert (facts.kind, facts.phone, facts.email) == (OrganizationKind.OTHER, "054-621-2941", "")
    with pytest.raises(RowRejected):
        rules.read_organization({F.NAME: "", F.ORGANIZATION: ""}, kind=None)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("○", Yes.YES), ("有", Yes.YES), ("無料駐車場あり", Yes.YES), ("1", Yes.YES), ("無", Yes.NO), ("なし", Yes.NO),
        ("×", Yes.NO), ("", Yes.UNKNOWN), ("要相談", Yes.UNKNOWN),
    ],
)  # fmt: skip
def test_marks_mean_yes_no_or_nobody_has_looked(text: str, known: Yes) -> None:
    assert rules.yes_or_no(text) is known


def test_toilets_are_read_from_their_columns() -> None:
    assert rules.toilet_of({"トイレ詳細": "男女別、多機能トイレあり"}) is Yes.YES
    assert rules.toilet_of({"トイレ詳細": "なし"}) is Yes.NO
    assert rules.toilet_of({"トイレ詳細": ""}) is Yes.UNKNOWN
    assert rules.toilet_of({"駐車場": "なし"}) is Yes.UNKNOWN
    toilet = rules.read_place({**ROW, F.BARRIER_FREE: "有"}, kind=PlaceKind.TOILET, fallback=PlaceKind.OTHER)
    assert (toilet.toilet, toilet.wheelchair) == (Yes.YES, Yes.YES)


def test_rows_are_known_by_their_number_unless_the_numbers_tell_nothing() -> None:
    assert rules.keys_of([{F.NUMBER: "1"}, {F.NUMBER: "2"}]) == ["1", "2"]
    useless = [{F.NUMBER: "1.7E+14", F.NAME: name, F.ADDRESS: "本町５丁目６番"} for name in ("港", "北")]
    assert rules.keys_of(useless) == ["港|本町5-6", "北|本町5-6"]
    assert rules.keys_of([{F.NAME: "ミナト", F.ADDRESS: "本町5-6"}]) == rules.keys_of(
        [{F.NAME: "みなと ", F.ADDRESS: "本町５−６"}]
    )
    assert rules.keys_of([]) == []
    assert rules.seen_before(["a", "b", "a"]) == [None, None, 0]


def test_a_mapping_needs_a_name_and_no_fact_twice() -> None:
    assert rules.why_not_mapping({"名": "name", "住": "address", "他": ""}) == []
    assert rules.why_not_mapping({"住": "address"}) == ["名称の列を 選んでください"]
    assert rules.why_not_mapping({"a": "name", "b": "name"}) == ["「名称」に ふたつの列が 選ばれています"]
