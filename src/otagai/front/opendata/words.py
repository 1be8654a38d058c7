"""What is given away."""

from __future__ import annotations

from otagai.kernel.words import Word


class Dataset(Word):
    """The files of the town, called as 自治体標準オープンデータセット calls them; those it does not know follow the layout of A-01."""

    PUBLIC_FACILITY = "public_facility", "公共施設一覧"
    GATHERING_PLACE = "gathering_place", "居場所・サロン一覧"
    WELFARE_FACILITY = "welfare_facility", "福祉施設一覧"
    EVACUATION_SPACE = "evacuation_space", "指定緊急避難場所一覧"
    POPULATION = "population", "地域・年齢別人口"
    EVENT = "event", "イベント一覧"
    LIST = "open_data_list", "オープンデータ一覧"


NUMBERS = {
    Dataset.PUBLIC_FACILITY: "A-01",
    Dataset.EVACUATION_SPACE: "A-03",
    Dataset.POPULATION: "A-04",
    Dataset.LIST: "A-06",
    Dataset.EVENT: "A-12",
}
"""The numbers of 自治体標準オープンデータセット (デジタル庁, 定義書A 2025-05-01)."""
