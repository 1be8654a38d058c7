"""The columns of the files.

The columns of A-01, A-03, A-04 stand here as real files have them (自治体標準オープンデータセット, デジタル庁; A-01 as far as it is
known). Of A-12 only the old list (推奨データセット, 2021) is known word for word; its columns stand here with the blocks of the new layout
in place of the old ones (number, town, address, contact). What this town adds of its own always comes after the columns of the standard.
"""

from __future__ import annotations

from otagai.town.places.words import Hazard

_ADDRESS = (
    "所在地_全国地方公共団体コード", "町字ID", "所在地_連結表記", "所在地_都道府県", "所在地_市区町村", "所在地_町字", "所在地_番地以下",
    "建物名等(方書)",
)  # fmt: skip
_CONTACT = (
    "電話番号", "内線番号", "連絡先メールアドレス", "連絡先FormURL", "連絡先備考（その他、SNSなど）", "郵便番号",
)  # fmt: skip
_NAMES = ("全国地方公共団体コード", "ID", "名称", "名称_カナ", "名称_英字")

PLACE_OWN = (
    "開いている時の補足", "臨時の休み・変更",
    "説明", "対象者", "料金", "アクセス方法", "駐車場有無", "車椅子可", "バリアフリートイレ", "開催形態",
    "最終確認日",
)  # fmt: skip
PUBLIC_FACILITY = (
    *_NAMES, *_ADDRESS, "緯度", "経度", "種別", *_CONTACT, "利用可能曜日", "開始時間", "終了時間", "利用可能日時特記事項", "URL",
    "画像", "備考", *PLACE_OWN,
)  # fmt: skip
HAZARDS = {hazard: f"災害種別_{hazard.label}" for hazard in Hazard}
EVACUATION_SPACE = (
    *_NAMES, *_ADDRESS, "緯度", "経度", "標高", *_CONTACT, "市区町村コード", "地方公共団体名", *HAZARDS.values(), "指定避難所との重複",
    "想定収容人数", "対象となる町会・自治会", "URL", "画像", "画像_ライセンス", "備考", "最終確認日",
)  # fmt: skip
CLASSES = (*(f"{5 * number}-{5 * number + 4}歳" for number in range(17)), "85歳以上")
POPULATION = (
    "全国地方公共団体コード", "地域コード", "地方公共団体名", "調査年月日", "地域名", "総人口", "男性", "女性",
    *(f"{ages}の{sex}" for ages in CLASSES for sex in ("男性", "女性")), "世帯数", "備考", "年齢不詳", "緯度", "経度",
)  # fmt: skip
EVENT = (
    "全国地方公共団体コード", "ID", "地方公共団体名", "イベント名", "イベント名_カナ", "イベント名_英字", "開始日", "終了日", "開始時間",
    "終了時間", "開始日時特記事項", "説明", "料金(基本)", "料金(詳細)", "連絡先名称", *_CONTACT, "主催者", "場所名称", *_ADDRESS, "緯度",
    "経度", "アクセス方法", "駐車場情報", "定員", "参加申込終了日", "参加申込終了時間", "参加申込方法", "URL", "備考", "イベント種類",
    "対象者", "年齢を問わない", "持ちもの", "状態",
)  # fmt: skip
FILE_LIST = (
    "全国地方公共団体コード", "ID", "地方公共団体名", "データ名称", "データ概要", "データ形式", "分類", "更新頻度", "URL", "API対応有無",
    "ライセンス", "登録日", "最終更新日", "備考",
)  # fmt: skip
UNITS = {
    "緯度": "度（世界測地系）", "経度": "度（世界測地系）", "標高": "m", "想定収容人数": "人", "世帯数": "世帯", "総人口": "人",
    "男性": "人", "女性": "人", "年齢不詳": "人", "定員": "人", "料金(基本)": "円",
    **{f"{ages}の{sex}": "人" for ages in CLASSES for sex in ("男性", "女性")},
}  # fmt: skip
"""What the numbers count (rule L3-04 of the rules of machine readability)."""
CODES = {
    "1・空": "1 は「はい」。空の欄は、わからないか、指定されていません",
    "有・無": "「有」「無」。空の欄は、まだ調べていません",
    "空の欄": "0 では ありません。わからないか、公開していません",
}
"""What the marks in the cells mean (rules L1-09, L3-02, L3-03)."""
