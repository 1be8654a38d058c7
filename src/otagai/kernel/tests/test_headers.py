from pathlib import Path

import pytest

from otagai.kernel.geo import read_point
from otagai.kernel.headers import Field, guess_columns, week_columns
from otagai.kernel.opening_reader import rules_from_columns, rules_from_week
from otagai.kernel.tables import Table, read_table

YAIZU = Path(__file__).parents[4] / "demo" / "yaizu"
LISTS = [
    "地域交流センター/222127_community_center.csv",
    "福祉会館/222127_facilities_welfare.csv",
    "公園一覧/222127_park_info.csv",
    "まちなか涼みどころ/machinakasuzumidokoro.csv",
    "避難所一覧/222127_hinannjo.csv",
    "指定緊急避難場所一覧/222127_evacuation_space.csv",
    "要配慮者利用施設/yohairyosya.csv",
    "子育て支援施設/222127_child_rearing_support_center.csv",
    "公衆トイレ一覧/222127_public_toilet.csv",
    "図書館/222127_library.csv",
    "市役所・センター/222127_facilities_smartmap.csv",
    "救護所一覧/222127_kyuugosho.csv",
]
NEW_FACILITY = (
    "全国地方公共団体コード ID 名称 名称_カナ 名称_英字 所在地_全国地方公共団体コード 町字ID "
    "所在地_連結表記 所在地_都道府県 所在地_市区町村 所在地_町字 所在地_番地以下 建物名等(方書) "
    "緯度 経度 種別 電話番号 内線番号 連絡先メールアドレス 連絡先FormURL "
    "連絡先備考（その他、SNSなど） 郵便番号 利用可能曜日 開始時間 終了時間 利用可能日時特記事項 "
    "URL 画像 備考"
)
OLD_FACILITY = (
    "都道府県コード又は市区町村コード NO 都道府県名 市区町村名 名称 名称_カナ 名称_通称 "
    "POIコード 住所 方書 緯度 経度 電話番号 内線番号 法人番号 団体名 利用可能曜日 開始時間 "
    "終了時間 利用可能日時特記事項 説明 バリアフリー情報 URL 備考"
)


def columns(headers: str) -> dict[str, str]:
    names = headers.split()
    return {names[place]: guess.field.value for place, guess in guess_columns(names).items()}


def yaizu(file: str) -> Table:
    return read_table((YAIZU / file).read_bytes())


def test_the_new_dataset_is_understood_without_a_human() -> None:
    found = columns(NEW_FACILITY)
    assert set(NEW_FACILITY.split()) - set(found) == {"所在地_全国地方公共団体コード", "町字ID"}
    assert (found["所在地_連結表記"], found["建物名等(方書)"], found["種別"]) == ("address", "building", "kind")


def test_the_old_dataset_is_understood_without_a_human() -> None:
    found = columns(OLD_FACILITY)
    assert set(OLD_FACILITY.split()) - set(found) == {"POIコード"}
    assert (found["住所"], found["名称"], found["団体名"], found["NO"]) == ("address", "name", "organization", "number")


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("都道府県コ―ド又は市区町村コ―ド", Field.CITY_CODE),
        ("所在地_連結標記", Field.ADDRESS),
        ("名称_英語", Field.ENGLISH),
        ("名称＿カナ　", Field.KANA),
        ("建物名等（方書）", Field.BUILDING),
        ("ＴＥＬ", Field.PHONE),
        ("№", Field.NUMBER),
        ("利用可能日特記事項", Field.HOURS_NOTE),
        ("バリヤフリー情報", Field.BARRIER_FREE),
        ("子ども食堂名称", Field.NAME),
        ("telephoneNumber", Field.PHONE),
    ],
)
def test_misspelt_and_home_made_headers_are_understood_with_a_reason(header: str, field: Field) -> None:
    guess = guess_columns([header])[0]
    assert guess.field is field
    assert header in guess.reason


@pytest.mark.parametrize("file", LISTS)
def test_name_place_and_address_are_found_in_every_list_of_the_town(file: str) -> None:
    table = yaizu(file)
    place_of = {guess.field: place for place, guess in guess_columns(table.headers).items()}
    for row in table.rows:
        assert row.values[place_of[Field.NAME]]
        assert not read_point(row.values[place_of[Field.LAT]], row.values[place_of[Field.LON]]).corrections
    addresses = [row.values[place_of[Field.ADDRESS]] for row in table.rows]
    assert sum("焼津市" in address for address in addresses) > 0.8 * len(addresses)


def test_a_column_without_a_telling_header_is_known_by_what_stands_in_it() -> None:
    rows = [["054-621-2941", "34.86", "138.32", "https://example.jp", "425-0035", "a@example.jp"], [""] * 6]
    guesses = guess_columns(["い", "ろ", "は", "に", "ほ", "へ"], rows)
    assert [guess.field.value for guess in guesses.values()] == ["phone", "lat", "lon", "url", "postcode", "mail"]
    assert all(guess.confidence < 0.7 and "中身" in guess.reason for guess in guesses.values())


def test_the_header_counts_more_than_what_stands_in_the_column() -> None:
    guesses = guess_columns(["備考", "X"], [["054-621-2941", "054-621-2942"]])
    assert (guesses[0].field, guesses[1].field) == (Field.REMARKS, Field.PHONE)


def test_what_nobody_knows_stays_open() -> None:
    assert guess_columns(["遊具の色", ""], [["赤", ""], ["青", ""]]) == {}
    assert guess_columns([]) == {}


def test_no_fact_is_taken_from_two_columns_the_joined_address_wins() -> None:
    found = columns("所在地 所在地_連結表記 住所")
    assert found == {"住所": "address"}


def test_hours_of_each_weekday_are_found_and_most_become_rules() -> None:
    table = yaizu("まちなか涼みどころ/machinakasuzumidokoro.csv")
    week = week_columns(table.headers)
    assert week is not None
    opens, closes = week
    assert table.headers[opens[0]].startswith("月曜")
    read = [rules_from_week([row.values[i] for i in opens], [row.values[i] for i in closes]) for row in table.rows]
    assert sum(rules is not None for rules in read) > 100
    assert week_columns(["月曜開始時間"]) is None


def test_hours_of_the_community_centres_become_rules() -> None:
    table = yaizu("地域交流センター/222127_community_center.csv")
    place_of = {guess.field: place for place, guess in guess_columns(table.headers).items()}
    fields = (Field.WEEKDAYS, Field.OPENS, Field.CLOSES, Field.HOURS_NOTE)
    assert all(rules_from_columns(*(row.values[place_of[field]] for field in fields)) for row in table.rows)
