"""What the floor stands on: one connection, the same binding of the scope, and who is asking."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
from psycopg.rows import namedtuple_row

ZONE = ZoneInfo("Asia/Tokyo")
BIND = (
    "SELECT set_config('app.user', '1', true) AS a, set_config('app.organizations', '{1}', true) AS b, "
    "set_config('app.oversight', '', true) AS c, set_config('app.why', '', true) AS d, set_config('app.origin', 'floor', true) AS e"
)
_connection: psycopg.Connection[Any] | None = None


def connection() -> psycopg.Connection[Any]:
    """One connection per process, statements prepared."""
    global _connection
    if _connection is None:
        _connection = psycopg.connect(
            host=os.environ["OTAGAI_DB_HOST"], dbname=os.environ["OTAGAI_DB_NAME"], user="otagai_app", prepare_threshold=2,
            autocommit=True, row_factory=namedtuple_row,
        )  # fmt: skip
    return _connection


def rows(statement: str, parameters: Iterable[Any] = ()) -> list[Any]:
    """Every row of a statement."""
    return connection().execute(statement, list(parameters)).fetchall()  # type: ignore[call-overload]


def who(cookie: str) -> dict[str, Any]:
    """What every staff page asks: the session, the person, the duties, how many notices wait."""
    rows("SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > now()", [cookie])
    user = rows("SELECT id, password, display_name AS name, is_active FROM accounts_user WHERE id = 1")[0]
    duty = rows(
        "SELECT a.duty, a.organization_id, o.name AS organization, a.area_id FROM accounts_assignment a "
        "JOIN organizations_organization o ON o.id = a.organization_id WHERE a.user_id = 1 AND a.since <= current_date "
        "AND (a.until IS NULL OR a.until > current_date)"
    )[0]
    connection().execute(BIND, prepare=True)
    unread = rows("SELECT count(*) AS waiting FROM notices_notice WHERE user_id = 1 AND read_at IS NULL")[0].waiting
    return {"me": {"name": user.name, "organization": duty.organization, "duty": duty.duty}, "unread": unread}
