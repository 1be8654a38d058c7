"""What helps to come and to stay, from the columns that lists have for it (自治体標準 A-12, A-05; lists of toilets and baby stations)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from otagai.kernel.text import narrow
from otagai.town.imports.rules.kinds import yes_or_no
from otagai.town.places.words import Access, Yes

WORDS: tuple[tuple[str, Access], ...] = (
    ("オストメイト", Access.OSTOMATE), ("授乳", Access.NURSING_ROOM), ("おむつ|オムツ", Access.DIAPERS),
    ("エレベータ", Access.ELEVATOR), ("スロープ|段差(なし|無|解消)", Access.NO_STEPS),
    ("(優先|障害者|障がい者|身障者|車椅子|車いす|思いやり).{0,7}駐車", Access.RESERVED_PARKING), ("点字|音声案内|音声誘導", Access.BRAILLE),
    ("筆談", Access.WRITING), ("手話", Access.SIGN_LANGUAGE), ("字幕", Access.SUBTITLES),
    ("磁気ループ|ヒアリングループ", Access.HEARING_LOOP), ("補助犬|盲導犬", Access.ASSISTANCE_DOG), ("ベビーカー", Access.STROLLER),
    ("送迎", Access.PICK_UP),
)  # fmt: skip
TELLING = re.compile("バリアフリー(情報)?|提供内容|アクセシビリティ.*")
"""Columns that list in words what there is."""
BETWEEN = re.compile(r"[・、,，;；/／。\s]+")
MISSING = re.compile("な[しい]|無|不可|ありません|未対応|未設置|[×✕]")


def helps_of(record: Mapping[str, str]) -> tuple[list[Access], list[Access]]:
    """What is there and what is not, in the order of the words (header → cell); what is said both ways nobody knows."""
    told = list(_told(record))
    there = {item for item, yes in told if yes is Yes.YES}
    missing = {item for item, yes in told if yes is Yes.NO}
    return [item for item in Access if item in there - missing], [item for item in Access if item in missing - there]


def _told(record: Mapping[str, str]) -> Iterator[tuple[Access, Yes]]:
    for header, cell in record.items():
        if TELLING.fullmatch(narrow(header)):
            for piece in BETWEEN.split(narrow(cell)):
                answer = Yes.NO if MISSING.search(piece.replace("段差なし", "")) else Yes.YES
                yield from ((item, answer) for item in meant(piece))
        else:
            yield from ((item, there_or_not(cell)) for item in meant(header))


@lru_cache(maxsize=1024)  # every row of a list has the same headers
def meant(words: str) -> tuple[Access, ...]:
    """What a header or a piece of a cell speaks of."""
    return tuple(item for pattern, item in WORDS if re.search(pattern, narrow(words)))


def there_or_not(cell: str) -> Yes:
    """As `yes_or_no`; a number says how many there are."""
    plain = narrow(cell).strip()
    if re.fullmatch(r"\d{1,4}(\.0)?", plain, re.ASCII):
        return Yes.YES if float(plain) else Yes.NO
    return yes_or_no(cell)
