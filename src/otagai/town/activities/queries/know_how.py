"""どうやっているか: the cards residents and other groups may read, and those one keeps."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from otagai.base.accounts.acting import Acting
from otagai.town.activities import rules
from otagai.town.activities.models import KnowHow, KnowHowEdition
from otagai.town.activities.words import ActivityKind

_LINE = (
    "pk",
    "title",
    "kind",
    "organization__name",
    "changed_on",
    "is_public",
    "origin__title",
    "origin__organization__name",
)


@dataclass(frozen=True)
class CardLine:
    """A card in a list."""

    pk: int
    title: str
    kind: ActivityKind
    organization: str
    changed_on: date
    is_public: bool
    origin: str


@dataclass(frozen=True)
class CardPage:
    """A card with its parts (label, text), in order; `origin_pk`: the public card it was copied from."""

    line: CardLine
    parts: tuple[tuple[str, str], ...]
    version: int
    activity_id: int | None
    origin_pk: int | None
    copies: int


def know_hows(*, text: str = "", kind: ActivityKind | None = None, most: int = 100) -> list[CardLine]:
    """The public cards with the words in them, the newest first; one query."""
    found = KnowHow.objects.filter(is_public=True)
    if kind is not None:
        found = found.filter(kind=kind)
    for word in text.split()[:5]:
        said = Q(title__icontains=word) | Q(organization__name__icontains=word)
        for part in rules.KNOW_HOW:
            said |= Q(**{f"{part}__icontains": word})
        found = found.filter(said)
    return _lines(found.order_by("-changed_on", "-pk"), most)


def know_hows_of(activity_id: int) -> list[CardLine]:
    """The public cards about an activity; one query."""
    return _lines(KnowHow.objects.filter(activity_id=activity_id, is_public=True).order_by("-pk"), 5)


def know_hows_by_activity(activities: Collection[int]) -> dict[int, list[CardLine]]:
    """The public cards about each of these activities; one query, none for none."""
    found: dict[int, list[CardLine]] = {}
    if activities:
        rows = KnowHow.objects.filter(activity_id__in=activities, is_public=True).order_by("-changed_on", "-pk")
        for activity_id, *row in rows.values_list("activity_id", *_LINE):
            found.setdefault(activity_id, []).append(_line(*row))
    return found


def kept_know_hows(*, by: Acting, most: int = 200) -> list[CardLine]:
    """The cards that the person keeps, public or not; one query."""
    led = rules.led_by(by)
    found = KnowHow.objects.order_by("-changed_on", "-pk")
    return _lines(found if led is None else found.filter(organization_id__in=led), most)


def know_how_page(pk: int) -> CardPage:
    """A public card; 404 for any other. Two queries."""
    found = KnowHow.objects.filter(is_public=True, pk=pk)
    row = found.values_list(*_LINE, "version", "activity_id", "origin_id", "origin__is_public", *rules.KNOW_HOW).first()
    if row is None:
        raise Http404
    version, activity_id, origin_id, origin_is_public, *said = row[len(_LINE) :]
    labels = {field.name: str(field.verbose_name) for field in KnowHow._meta.concrete_fields}
    parts = tuple((labels[name], text) for name, text in zip(rules.KNOW_HOW, said, strict=True) if text)
    copies = KnowHow.objects.filter(origin_id=pk, is_public=True).count()
    return CardPage(
        _line(*row[: len(_LINE)]), parts, version, activity_id, origin_id if origin_is_public else None, copies
    )


def know_how_for(pk: int) -> KnowHow:
    """A card for those who keep it; 404 when there is none. One query."""
    card = KnowHow.objects.filter(pk=pk).select_related("organization", "origin__organization").first()
    if card is None:
        raise Http404
    return card


def editions_of(pk: int) -> list[tuple[int, date]]:
    """The earlier editions of a card, the newest first; one query."""
    return list(KnowHowEdition.objects.filter(know_how_id=pk).order_by("-number").values_list("number", "on"))


def _lines(found: QuerySet[KnowHow], most: int) -> list[CardLine]:
    return [_line(*row) for row in found.values_list(*_LINE)[:most]]


def _line(pk: int, title: str, kind: str, group: str, on: date, is_public: bool, *origin: Any) -> CardLine:
    return CardLine(pk, title, ActivityKind(kind), group, on, is_public, _origin(*origin) if origin[0] else "")


def _origin(title: str, group: str) -> str:
    return f"{group}「{title}」"
