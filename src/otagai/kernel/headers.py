"""Which column is what: the headers of the old 推奨データセット, the new 自治体標準オープンデータセット and
home-made lists, misspellings included.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from otagai.kernel.geo import read_degrees
from otagai.kernel.phone import normalise
from otagai.kernel.text import fold, kana_only, narrow
from otagai.kernel.words import Word


class Field(Word):
    """A fact of a place or organisation that a column may hold."""

    NAME = "name", "名称"
    KANA = "kana", "名称のカナ"
    ALIAS = "alias", "通称"
    ENGLISH = "english", "英語の名称"
    KIND = "kind", "種別"
    ADDRESS = "address", "住所"
    PREFECTURE = "prefecture", "都道府県"
    CITY = "city", "市区町村"
    TOWN = "town", "町字"
    BLOCK = "block", "番地以下"
    BUILDING = "building", "方書"
    POSTCODE = "postcode", "郵便番号"
    LAT = "lat", "緯度"
    LON = "lon", "経度"
    PHONE = "phone", "電話番号"
    EXTENSION = "extension", "内線番号"
    FAX = "fax", "FAX番号"
    MAIL = "mail", "メールアドレス"
    FORM = "form", "問い合わせフォーム"
    CONTACT_NOTE = "contact_note", "連絡先備考"
    WEEKDAYS = "weekdays", "利用可能曜日"
    OPENS = "opens", "開始時間"
    CLOSES = "closes", "終了時間"
    HOURS_NOTE = "hours_note", "利用可能日時特記事項"
    SHUT_DAYS = "shut_days", "休みの日"
    DESCRIPTION = "description", "説明"
    BARRIER_FREE = "barrier_free", "バリアフリー"
    ACCESS = "access", "行き方"
    PARKING = "parking", "駐車場"
    CAPACITY = "capacity", "定員・人数"
    ORGANIZATION = "organization", "団体・運営者"
    CORPORATE_NUMBER = "corporate_number", "法人番号"
    OWNER = "owner", "担当課"
    URL = "url", "URL"
    IMAGE = "image", "画像"
    NUMBER = "number", "ID・番号"
    CITY_CODE = "city_code", "全国地方公共団体コード"
    REMARKS = "remarks", "備考"
    HOURS_MORE = "hours_more", "開いている時の補足"
    SPECIAL_DAYS = "special_days", "臨時の休み・変更"
    WHO_FOR = "who_for", "対象者"
    FEE = "fee", "料金"
    FORM_OF_PLACE = "form_of_place", "開催形態"
    VERIFIED = "verified", "最終確認日"


# Names of columns, as they stand in the definitions and in real files. Spelling variants need no line of their own:
# see `_plain`.
_NAMES: dict[Field, str] = {
    Field.NAME: (
        "名称 施設名 施設名称 名前 公園名 団体名称 登録施設名 指定暑熱避難施設の名称 "
        "要配慮者利用施設名称 介護サービス事業所名称 事業所名 イベント名 行事名 場所名称 会場名 サロン名 "
        "土のうステーション置き場 regionName name 所属名称 affiliationname"
    ),
    Field.KANA: (
        "名称_カナ 名称(カナ) カナ フリガナ ふりがな よみ 施設名カナ 名称カナ "
        "介護サービス事業所名称_カナ イベント名_カナ"
    ),
    Field.ALIAS: "名称_通称 通称 愛称",
    Field.ENGLISH: "名称_英字 名称_英語 名称(英字) イベント名_英語",
    Field.KIND: "種別 区分 施設の種類 施設種別 業種 種別情報 分類 実施サービス service 市独自区分",
    Field.ADDRESS: "住所 所在地 所在地_連結表記 連結表記 住所(番地まで) 施設住所 address",
    Field.PREFECTURE: "所在地_都道府県 都道府県名 都道府県",
    Field.CITY: "所在地_市区町村 市区町村名 市区町村 市区町村(郡) 地方公共団体名",
    Field.TOWN: "所在地_町字 町字 町名",
    Field.BLOCK: "所在地_番地以下 番地以下 番地",
    Field.BUILDING: "方書 建物名等(方書) 建物名 設置位置 設置場所",
    Field.POSTCODE: "郵便番号 〒",
    Field.LAT: "緯度 北緯 lat latitude",
    Field.LON: "経度 東経 lon lng longitude",
    Field.PHONE: "電話番号 電話 TEL 連絡先電話番号 施設電話番号 問合せ先電話番号ephone telephoneNumber",
    Field.EXTENSION: "内線番号 内線 連絡先内線番号",
    Field.FAX: "FAX番号 FAX ファックス",
    Field.MAIL: "連絡先メールアドレス メールアドレス メール Eメール",
    Field.FORM: "連絡先FormURL 問い合わせフォーム",
    Field.CONTACT_NOTE: "連絡先備考(その他、SNSなど) 連絡先備考",
    Field.WEEKDAYS: "利用可能曜日 開館曜日 曜日 開催曜日 開催日 availableDate",
    Field.OPENS: "開始時間 利用開始時間 開館時間開始 開始時刻 開所時間 startTime",
    Field.CLOSES: "終了時間 利用終了時間 開館時間終了 終了時刻 閉所時間 endTime",
    Field.HOURS_NOTE: (
        "利用可能日時特記事項 利用可能時間特記事項 利用可能曜日特記事項 開館時間 利用時間 提供時間 "
        "開始日時特記事項 指定暑熱避難施設を開放することができる日及び時間帯特記事項 availableDateNote"
    ),
    Field.SHUT_DAYS: "休館日 定休日 休業日 休み",
    Field.DESCRIPTION: "説明 概要 紹介文 公園紹介文 活動内容 施設等",
    Field.BARRIER_FREE: "バリアフリー情報 バリアフリー 車椅子可 車椅子使用者用トイレ有無",
    Field.ACCESS: "アクセス方法 アクセス 交通",
    Field.PARKING: "駐車場情報 駐車場 駐車場有無 駐車場詳細",
    Field.CAPACITY: (
        "定員 収容定員 想定収容人数 収容人数 capacity 指定暑熱避難施設の開放により受け入れることが可能であると見込まれる人数"
    ),
    Field.ORGANIZATION: "団体名 運営主体 運営者 主催者 法人の名称 施設管理者名",
    Field.CORPORATE_NUMBER: "法人番号",
    Field.OWNER: "所管課 担当課 問合せ先 連絡先名称",
    Field.URL: "URL ホームページ 公園HPアドレス HP サイト referenceObject",
    Field.IMAGE: "画像 画像URL 写真 焼津市OpenPhoto写真",
    Field.NUMBER: "ID NO No. № 番号 登録番号 #property",
    Field.CITY_CODE: (
        "全国地方公共団体コード 所在地_全国地方公共団体コード 都道府県コード又は市区町村コード 市区町村コード"
    ),
    Field.REMARKS: "備考 備考欄 その他 備考1 note",
    Field.HOURS_MORE: "開いている時の補足",
    Field.SPECIAL_DAYS: "臨時の休み・変更",
    Field.WHO_FOR: "対象者",
    Field.FEE: "料金",
    Field.FORM_OF_PLACE: "開催形態",
    Field.VERIFIED: "最終確認日",
}
# Where two columns name the same field, the one named earlier here is meant: the joined address before its parts.
_SURE, _PART_OF_NAME, _MISSPELT, _BY_CONTENT = 1.0, 0.8, 0.7, 0.5
_CLOSE_ENOUGH = 0.85
_SAMPLE = 30


@dataclass(frozen=True)
class Guess:
    """What a column probably holds, how sure that is (0–1), and why, in words for the preview."""

    field: Field
    confidence: float
    reason: str


def _plain(header: str) -> str:
    """A header without what varies from file to file: ― for ー, _ and brackets, 標記 for 表記, 英語 for 英字,
    spaces.
    """
    return fold(narrow(header)).replace("標記", "表記").replace("英語", "英字")


_FIELD_OF = {_plain(name): field for field, names in reversed(_NAMES.items()) for name in names.split()}
_RANK = {_plain(name): rank for rank, name in enumerate(name for names in _NAMES.values() for name in names.split())}
_ENDINGS = {
    "名称": Field.NAME,
    "施設名": Field.NAME,
    "カナ": Field.KANA,
    "住所": Field.ADDRESS,
    "所在地": Field.ADDRESS,
    "電話番号": Field.PHONE,
    "ホームページ": Field.URL,
    "URL": Field.URL,
    "備考": Field.REMARKS,
    "特記事項": Field.HOURS_NOTE,
}


def guess_columns(headers: Sequence[str], rows: Iterable[Sequence[str]] = ()) -> dict[int, Guess]:
    """Return for the columns (0-based) that are understood what each holds; each field is given to one column, the
    surest.

    `rows`: values of some rows (as many as headers), to recognise columns by what stands in them when the header
    says nothing.
    """
    columns = list(zip(*list(rows)[:_SAMPLE], strict=True)) or [()] * len(headers)
    guesses = [
        (guess, _RANK.get(_plain(header), len(_RANK)), place)
        for place, header in enumerate(headers)
        for guess in _guesses(header, columns[place])
    ]
    taken: dict[int, Guess] = {}
    for guess, _, place in sorted(guesses, key=lambda found: (-found[0].confidence, found[1], found[2])):
        if place not in taken and guess.field not in {other.field for other in taken.values()}:
            taken[place] = guess
    return dict(sorted(taken.items()))


def _guesses(header: str, values: Sequence[str]) -> list[Guess]:
    plain = _plain(header)
    if field := _FIELD_OF.get(plain):
        return [Guess(field, _SURE, f"見出し「{header}」")]
    found = [
        Guess(field, _PART_OF_NAME, f"見出し「{header}」の終わりが「{ending}」")
        for ending, field in _ENDINGS.items()
        if plain.endswith(_plain(ending))
    ]
    closest = max(_FIELD_OF, key=lambda name: SequenceMatcher(None, name, plain).ratio())
    if SequenceMatcher(None, closest, plain).ratio() >= _CLOSE_ENOUGH:
        found.append(
            Guess(
                _FIELD_OF[closest],
                _MISSPELT,
                f"見出し「{header}」は「{_FIELD_OF[closest].label}」の書きまちがいのようです",
            )
        )
    return found or _by_content(values)


def _by_content(values: Sequence[str]) -> list[Guess]:
    filled = [value for value in values if value]
    if not filled:
        return []
    return [
        Guess(field, _BY_CONTENT, f"中身が {field.label}のようです")
        for field, fits in _LOOKS_LIKE.items()
        if sum(map(fits, filled)) >= 0.8 * len(filled)
    ][:1]


def _degrees_in(low: float, high: float) -> Callable[[str], bool]:
    return lambda value: "." in value and _holds(lambda: low <= read_degrees(value) <= high)


def _holds(question: Callable[[], object]) -> bool:
    try:
        return bool(question())
    except ValueError:
        return False


_LOOKS_LIKE: dict[Field, Callable[[str], bool]] = {
    Field.LAT: _degrees_in(20, 46.5),
    Field.LON: _degrees_in(122, 154.5),
    Field.POSTCODE: lambda value: bool(re.fullmatch(r"〒?\d{3}-\d{4}", narrow(value))),
    Field.PHONE: lambda value: len(value) >= 10 and _holds(lambda: normalise(value)),
    Field.URL: lambda value: value.lower().startswith(("http://", "https://")),
    Field.MAIL: lambda value: bool(re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value)),
    Field.KANA: kana_only,
    Field.ADDRESS: lambda value: bool(re.search("[都道府県市区町村].*[0-9０-９一二三四五六七八九]", value)),
}

_WEEK_OPENS = re.compile("([月火水木金土日])曜日?(?:開放|開館|利用)?開始(?:時刻|時間)")
_WEEK_CLOSES = re.compile("([月火水木金土日])曜日?(?:開放|開館|利用)?終了(?:時刻|時間)")


def week_columns(headers: Sequence[str]) -> tuple[list[int], list[int]] | None:
    """The columns of opening and closing times for Monday … Sunday, in lists that have one column per weekday; else
    None.
    """
    opens, closes = (_by_weekday(headers, pattern) for pattern in (_WEEK_OPENS, _WEEK_CLOSES))
    return (opens, closes) if len(opens) == len(closes) == 7 else None


def _by_weekday(headers: Sequence[str], pattern: re.Pattern[str]) -> list[int]:
    found = {match[1]: place for place, header in enumerate(headers) if (match := pattern.fullmatch(narrow(header)))}
    return [found[weekday] for weekday in "月火水木金土日" if weekday in found]
