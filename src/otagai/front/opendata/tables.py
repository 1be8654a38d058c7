"""The rows of the files: what is published of places, people counted and activities, in the columns of the standard."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from otagai.front.opendata import layouts
from otagai.front.opendata.rules import address_cells, hours_cells, one_line, yes_cell
from otagai.front.opendata.words import Dataset
from otagai.kernel.cells import Cell
from otagai.kernel.exports import write_csv
from otagai.kernel.phone import shown
from otagai.kernel.postcode import read_postcode
from otagai.kernel.special_days import special_days_cell
from otagai.town.activities.queries import Held, PublishedActivity, Terms
from otagai.town.areas.models import PopulationPoint
from otagai.town.places.queries import PublishedPlace
from otagai.town.places.words import PlaceKind

K = PlaceKind
KINDS = {
    Dataset.PUBLIC_FACILITY: frozenset(
        {
            K.COMMUNITY_CENTER,
            K.WELFARE_HALL,
            K.CITY_OFFICE,
            K.LIBRARY,
            K.CHILD_SUPPORT,
            K.PARK,
            K.SHELTER,
            K.TOILET,
            K.SANDBAGS,
            K.WELL,
        }
    ),
    Dataset.GATHERING_PLACE: frozenset({K.SALON, K.STATION, K.COOL_SPOT, K.OTHER}),
    Dataset.WELFARE_FACILITY: frozenset({K.CARE_FACILITY}),
}
"""In which list a place stands, by its first kind; 指定緊急避難場所 stand in their own, whatever else they are."""
HELD, CALLED_OFF = "予定どおり", "中止"
Record = Mapping[str, Cell]
Form = Callable[[int], str]


@dataclass(frozen=True)
class TownFacts:
    """What every row says of the town."""

    name: str
    code: str

    @property
    def in_addresses(self) -> str:
        """Its name as addresses have it, without a remark such as 「（見本）」."""
        return self.name.partition("（")[0]


@dataclass(frozen=True)
class File:
    """A file: its columns, its rows, the newest day among its facts."""

    headers: tuple[str, ...]
    records: tuple[Record, ...]
    updated: date | None

    def content(self) -> bytes:
        """CSV in UTF-8 with BOM, lines ended by CR LF, no cell that a spreadsheet takes for a formula."""
        rows = [[record.get(header) for header in self.headers] for record in self.records]
        return write_csv(self.headers, rows)


def _file(headers: tuple[str, ...], records: Iterable[Record], days: Iterable[date | None]) -> File:
    return File(headers, tuple(records), max((day for day in days if day), default=None))


def places_file(kind: Dataset, places: Sequence[PublishedPlace], town: TownFacts) -> File:
    """公共施設一覧 (A-01), and the lists in its layout."""
    chosen = [place for place in places if place.kind in KINDS[kind]]
    return _file(
        layouts.PUBLIC_FACILITY,
        ({**_place(each, town), **_place_own(each)} for each in chosen),
        (each.verified_on for each in chosen),
    )


def _place(place: PublishedPlace, town: TownFacts) -> Record:
    return {
        "全国地方公共団体コード": town.code, "ID": str(place.uid), "名称": one_line(place.name), "名称_カナ": one_line(place.kana),
        "所在地_連結表記": one_line(place.address), "緯度": place.latitude, "経度": place.longitude, "種別": place.kind.label,
        "電話番号": shown(one_line(place.phone)), "郵便番号": read_postcode(place.postcode), "URL": place.url,
        "最終確認日": place.verified_on, **address_cells(place.address, town=town.in_addresses, code=town.code),
    }  # fmt: skip


def _place_own(place: PublishedPlace) -> Record:
    hours = hours_cells(place.openings, place.open_text)
    return {
        "利用可能曜日": hours.weekdays, "開始時間": hours.opens, "終了時間": hours.closes, "利用可能日時特記事項": hours.note,
        "開いている時の補足": hours.more,
        "臨時の休み・変更": special_days_cell(place.exceptions), "説明": one_line(place.what),
        "対象者": one_line(place.who_for), "料金": one_line(place.fee),
        "アクセス方法": one_line(place.how_to_come), "駐車場有無": yes_cell(place.parking), "車椅子可": yes_cell(place.wheelchair),
        "バリアフリートイレ": yes_cell(place.toilet), "開催形態": place.form.label,
    }  # fmt: skip


def evacuation_file(places: Sequence[PublishedPlace], town: TownFacts) -> File:
    """指定緊急避難場所一覧 (A-03): every such place, also when it is a school or a hall in the first place."""
    chosen = [place for place in places if K.EVACUATION_SPACE in (place.kind, *place.also)]
    return _file(
        layouts.EVACUATION_SPACE, (_evacuation(each, town) for each in chosen), (each.verified_on for each in chosen)
    )


def _evacuation(place: PublishedPlace, town: TownFacts) -> Record:
    against = {header: 1 if hazard in place.hazards else None for hazard, header in layouts.HAZARDS.items()}
    return {
        **_place(place, town), "市区町村コード": town.code, "地方公共団体名": town.name, **against,
        "指定避難所との重複": 1 if K.SHELTER in (place.kind, *place.also) else None, "想定収容人数": place.capacity,
    }  # fmt: skip


def population_file(points: Sequence[PopulationPoint], town: TownFacts) -> File:
    """地域・年齢別人口 (A-04), the newest published edition."""
    return _file(layouts.POPULATION, (_counted(point, town) for point in points), (point.on for point in points))


def _counted(point: PopulationPoint, town: TownFacts) -> Record:
    counts = zip(layouts.CLASSES, point.men, point.women, strict=True)
    classes = {
        f"{ages}の{sex}": heads for ages, *both in counts for sex, heads in zip(("男性", "女性"), both, strict=True)
    }
    return {
        "全国地方公共団体コード": town.code, "地域コード": point.code, "地方公共団体名": town.name, "調査年月日": point.on,
        "地域名": one_line(point.name), "総人口": sum(point.men) + sum(point.women) + point.age_unknown, "男性": sum(point.men),
        "女性": sum(point.women), **classes, "世帯数": point.households, "年齢不詳": point.age_unknown, "緯度": point.latitude,
        "経度": point.longitude,
    }  # fmt: skip


def events_file(
    activities: Sequence[PublishedActivity], town: TownFacts, *, terms: Mapping[int, Terms], form: Form, updated: date
) -> File:
    """イベント一覧 (A-12): one row for each time that an activity is held, in the coming months.

    `terms`: how one signs up, by activity; `form`: the address of the page on which one does, here.
    """
    return _file(
        layouts.EVENT,
        (
            {**_event(each, held, town), **_sign_up(each, held, terms.get(each.pk), form)}
            for each in activities
            for held in each.times
        ),
        [updated] if activities else [],
    )  # fmt: skip


def _event(activity: PublishedActivity, held: Held, town: TownFacts) -> Record:
    off = held.called_off or activity.called_off
    return {
        "全国地方公共団体コード": town.code, "ID": f"{activity.uid}-{held.on:%Y%m%d}-{held.start:%H%M}", "地方公共団体名": town.name,
        "イベント名": one_line(activity.title), "開始日": held.on, "終了日": held.on, "開始時間": f"{held.start:%H:%M}",
        "終了時間": f"{held.end:%H:%M}", "開始日時特記事項": one_line(held.note or (activity.said if activity.called_off else "")),
        "説明": one_line(activity.what), "料金(詳細)": one_line(activity.fee), "連絡先名称": one_line(activity.contact),
        "電話番号": shown(one_line(activity.phone)), "主催者": "、".join(one_line(host) for host in activity.hosts),
        "場所名称": one_line(activity.place), "所在地_連結表記": one_line(activity.address), "緯度": activity.latitude,
        "経度": activity.longitude, "アクセス方法": one_line(activity.meeting_point), "URL": activity.url,
        "イベント種類": activity.kind.label, "対象者": one_line(activity.who_for), "年齢を問わない": 1 if activity.any_age else None,
        "持ちもの": one_line(activity.bring), "状態": CALLED_OFF if off else HELD,
        **address_cells(activity.address, town=town.in_addresses, code=town.code),
    }  # fmt: skip


def _sign_up(activity: PublishedActivity, held: Held, terms: Terms | None, form: Form) -> Record:
    """定員 and 参加申込; of a private home the number of the house is nowhere in it (the actions see to that)."""
    if terms is None:
        return {}
    told = terms.told_on(held.on)
    return {
        "定員": told.capacity, "参加申込終了日": told.closes_on, "参加申込方法": one_line(told.how),
        "連絡先FormURL": form(activity.pk) if told.is_here else told.form_url,
    }  # fmt: skip


def list_file(rows: Sequence[Record], *, updated: date) -> File:
    """オープンデータ一覧 (A-06): what there is, where, and under which licence."""
    return _file(layouts.FILE_LIST, rows, [updated])
