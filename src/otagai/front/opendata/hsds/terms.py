"""Taxonomies: what kind of place or activity it is, and whether the のぼり旗 hangs there; numbers that never change."""

from __future__ import annotations

from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from otagai.kernel.words import Word
from otagai.town.activities.words import ActivityKind
from otagai.town.places.words import PlaceKind

Json = dict[str, Any]
_SPACE = uuid5(NAMESPACE_URL, "https://otagai/hsds")
KINDS, WINDOW = "kinds", "window"
_TAXONOMIES = {
    KINDS: ("場所と活動の種類", "居場所・サロン・公共施設と、地域の活動の種類"),
    WINDOW: ("地域の福祉相談窓口", "のぼり旗が目じるし。困りごとを受けとめ、つなぐ約束をした場所"),
}


def number(*parts: object) -> str:
    """A number for something that has none of its own: the same parts, the same number."""
    return str(uuid5(_SPACE, "/".join(map(str, parts))))


def taxonomies() -> list[Json]:
    """Both taxonomies."""
    return [
        {"id": number("taxonomy", key), "name": name, "description": text} for key, (name, text) in _TAXONOMIES.items()
    ]


def term(word: Word) -> Json:
    """The term of a kind of place or activity."""
    code = f"{type(word).__name__}.{word.value}"
    return _term(KINDS, code, word.label, word.label)


def flag() -> Json:
    """The term of a place with the のぼり旗."""
    return _term(WINDOW, "window", *_TAXONOMIES[WINDOW])


def _term(taxonomy: str, code: str, name: str, text: str) -> Json:
    of = next(each for each in taxonomies() if each["id"] == number("taxonomy", taxonomy))
    return {
        "id": number("term", code), "code": code, "name": name, "description": text, "taxonomy": of["name"],
        "language": "ja", "taxonomy_detail": of,
    }  # fmt: skip


def terms() -> list[Json]:
    """Every term of both taxonomies."""
    return [*(term(kind) for kind in PlaceKind), *(term(kind) for kind in ActivityKind), flag()]


def attribute(of: UUID | str, entity: str, told: Json) -> Json:
    """That something carries a term."""
    return {
        "id": number(of, "attribute", told["id"]), "link_id": str(of), "taxonomy_term_id": told["id"], "link_type": "topic",
        "link_entity": entity, "taxonomy_term": told,
    }  # fmt: skip
