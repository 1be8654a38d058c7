"""Dates as people read them on a screen."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone

from otagai.kernel import wareki as eras

NEAR = {-1: "あした", 0: "きょう", 1: "きのう"}


def local_day(value: date | datetime) -> date:
    """The day of a date or of a moment, in the town's time zone."""
    return local(value).date() if isinstance(value, datetime) else value


def local(value: datetime) -> datetime:
    """A moment in the town's time zone; a naive one is taken as it stands."""
    return timezone.localtime(value) if timezone.is_aware(value) else value


@lru_cache(maxsize=1024)
def _with_weekday(day: date) -> str:
    return eras.with_weekday(day)


def with_weekday(value: date | datetime) -> str:
    """2026年11月20日(金)."""
    return _with_weekday(local_day(value))


def with_time(value: datetime) -> str:
    """2026年11月20日(金) 9:05."""
    moment = local(value)
    return f"{_with_weekday(moment.date())} {moment.hour}:{moment.minute:02}"


def in_wareki(value: date | datetime | str | eras.PartialDate) -> str:
    """令和8年11月20日; also of a partial date or its ISO text: 1941-03 → 昭和16年3月."""
    if isinstance(value, str):
        return eras.wareki(eras.PartialDate.from_iso(value))
    if isinstance(value, eras.PartialDate):
        return eras.wareki(value)
    return eras.wareki(eras.PartialDate.of(local_day(value)))


def days_ago(value: date | datetime, today: date) -> str:
    """きょう, きのう, 3日前, あした, 3日後."""
    days = (today - local_day(value)).days
    return NEAR.get(days) or (f"{days}日前" if days > 0 else f"{-days}日後")
