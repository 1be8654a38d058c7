"""When a message is tried again, and when people are told that it did not arrive."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from otagai.base.accounts import rules as accounts
from otagai.base.accounts.words import Duty, Permission

BACK_OFF = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(minutes=120))
MOST_ATTEMPTS = len(BACK_OFF) + 1
WORTH_A_MAIL = timedelta(days=2)
STILL_TOLD = timedelta(days=14)
SILENT_AFTER = timedelta(minutes=5)
SUBJECT = "【お互いさま】お知らせがあります"


def next_try(attempts: int, at: datetime) -> datetime | None:
    """When to try again after `attempts` failures: 1, 5, 30, 120 minutes; None: given up, a person must look."""
    return None if attempts >= MOST_ATTEMPTS else at + BACK_OFF[max(attempts, 1) - 1]


def circles_of_call(permission: Permission, *, only_leaders: bool) -> list[list[Duty]]:
    """Whom to call, nearest first: the next circle is called only when nobody stands in the one before; nothing stays untold
    while anybody is there who may read it.
    """
    leaders = [Duty.ORGANIZATION_LEADER]
    coordinators = accounts.duties_with(Permission.COORDINATE)
    able = accounts.duties_with(permission)
    readers = accounts.duties_with(Permission.READ_CONSULTATION)
    return [leaders, coordinators, able, readers] if only_leaders else [able, leaders, coordinators, readers]


def reaches(areas: Collection[int | None], area_id: int | None) -> bool:
    """Whether duties limited to these areas (None: the whole organisation) reach a thing of the area; what has none is everybody's."""
    return area_id is None or None in areas or area_id in areas


def is_silent(last: datetime | None, *, now: datetime) -> bool:
    """The worker has given no sign of life for five minutes: nothing is sent and nothing overdue is found."""
    return last is None or now - last > SILENT_AFTER


def mail_body(count: int, address: str) -> str:
    """What a mail says: that there is something, and where. No receipt number, no name, no note (safety rule 7)."""
    return (
        f"お知らせが {count}件 あります。\n"
        "内容は、ログインして見てください（メールには書きません）。\n\n"
        f"{address}\n\n"
        "このメールは自動で送っています。返信はできません。\n"
    )
