"""Taxonomies: what kind of place or activity it is, and whether the のぼり旗 hangs there; numbers that never change."""

from __future__ import annotations

from dataclasses import dataclass
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


_BESIDE = 0x0A7A6A1_0000_0000_0000_5E41CEA710CA


def beside(uid: UUID) -> UUID:
    """The number of the one thing that stands beside another (a service at its location): from either one finds the other."""
    return UUID(int=uid.int ^ _BESIDE)


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


@dataclass(frozen=True)
class Carriers:
    """What carries the terms that were asked for: these kinds, perhaps only where the のぼり旗 hangs."""

    places: frozenset[PlaceKind]
    activities: frozenset[ActivityKind]
    windows_only: bool = False


def carriers(*, term_id: str, taxonomy_id: str) -> Carriers:
    """Who carries a term, and any term of a taxonomy; an empty number asks for nothing, an unknown one is carried by nobody."""
    has_term = not term_id or term_id == flag()["id"]
    known = not taxonomy_id or taxonomy_id in {each["id"] for each in taxonomies()}
    windows = term_id == flag()["id"] or taxonomy_id == number("taxonomy", WINDOW)

    def fits(kind: Word) -> bool:
        return known and (has_term or term(kind)["id"] == term_id)

    held = frozenset[ActivityKind]() if windows else frozenset(kind for kind in ActivityKind if fits(kind))
    return Carriers(frozenset(kind for kind in PlaceKind if fits(kind)), held, windows)


def attribute(of: UUID | str, entity: str, told: Json) -> Json:
    """That something carries a term."""
    return {
        "id": number(of, "attribute", told["id"]), "link_id": str(of), "taxonomy_term_id": told["id"], "link_type": "topic",
        "link_entity": entity, "taxonomy_term": told,
    }  # fmt: skip
