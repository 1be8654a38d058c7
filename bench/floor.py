"""The floor: bare WSGI + psycopg + a template, doing the same work as our pages and nothing else.

Same statements (session, person, duties, binding of the scope, the rows, the trace of reading), same role with row-level
security on, about the same bytes — no framework, no middleware, no escaping helpers beyond html.escape. Served by the same
server with the same number of processes. A page of ours is judged by how many times slower it is than this.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from html import escape
from typing import Any
from urllib.parse import parse_qs

import psycopg

LINE = (
    "SELECT c.id, c.receipt_number, c.kind, c.door, c.urgency, c.state, c.headline, c.themes, c.origin, c.next_step, "
    "c.next_date, c.arrived_at, c.updated_at, c.holder_id, o.name, c.held_by_id, u.display_name, p.name, a.name, c.hand_backs "
    "FROM intake_consultation c JOIN organizations_organization o ON o.id = c.holder_id "
    "LEFT JOIN accounts_user u ON u.id = c.held_by_id LEFT JOIN places_window w ON w.id = c.origin_window_id "
    "LEFT JOIN places_place p ON p.id = w.place_id LEFT JOIN areas_area a ON a.id = c.area_id WHERE c.holder_id = 1 "
)
OPEN = "AND c.ended_at IS NULL "
TODAY = [
    LINE + OPEN + "AND c.state = 'arrived' ORDER BY c.next_date, c.id LIMIT 21",
    LINE + OPEN + "AND c.told_origin_at IS NULL AND NOT c.origin_declined AND c.first_contact_at IS NOT NULL "
    "ORDER BY c.next_date, c.id LIMIT 21",
    LINE + OPEN + "AND c.next_date < current_date ORDER BY c.next_date, c.id LIMIT 21",
    LINE.replace("c.holder_id = 1", "c.held_by_id = 1") + OPEN + "ORDER BY c.next_date, c.id LIMIT 21",
    LINE + OPEN + "AND c.at_coordinator_since IS NOT NULL ORDER BY c.next_date, c.id LIMIT 21",
    "SELECT id FROM referrals_referral WHERE receiver_id = 1 AND state IN ('sent', 'received') ORDER BY due_on, id LIMIT 20",
]
ROW = '<tr><td><a href="/desk/consultations/{0}/">{1}</a><td>{2}<td>{6}<td>{4}<td>{14} {16}<td>{9}<td>{10}</tr>'
PAD = "<!-- the same bytes as the page it stands beside -->"
BIND = (
    "SELECT set_config('app.user', '1', true), set_config('app.organizations', '{1}', true), "
    "set_config('app.oversight', '', true), set_config('app.why', '', true), set_config('app.origin', 'floor', true)"
)
_connection: psycopg.Connection[Any] | None = None


def connection() -> psycopg.Connection[Any]:
    """One connection per process, statements prepared."""
    global _connection
    if _connection is None:
        _connection = psycopg.connect(
            host=os.environ["OTAGAI_DB_HOST"], dbname=os.environ["OTAGAI_DB_NAME"], user="otagai_app", prepare_threshold=2,
            autocommit=True,
        )  # fmt: skip
    return _connection


def rows(statement: str, parameters: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
    """Every row of a statement."""
    return connection().execute(statement, list(parameters)).fetchall()  # type: ignore[call-overload]


def who(cookie: str) -> None:
    """What every staff page asks first: the session, the person, the duties."""
    rows("SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > now()", [cookie])
    rows("SELECT id, password, display_name, is_active FROM accounts_user WHERE id = 1")
    rows(
        "SELECT a.duty, a.organization_id, o.name, a.area_id FROM accounts_assignment a JOIN organizations_organization o "
        "ON o.id = a.organization_id WHERE a.user_id = 1 AND a.since <= current_date "
        "AND (a.until IS NULL OR a.until > current_date)"
    )


def table(found: list[tuple[Any, ...]]) -> str:
    """Rows as HTML."""
    return "<table>" + "".join(ROW.format(*[escape(str(value)) for value in row]) for row in found) + "</table>"


def today(query: dict[str, list[str]]) -> str:
    """Five lists and the batons."""
    return "".join(table(rows(statement)) for statement in TODAY[:5]) + str(len(rows(TODAY[5])))


def listing(query: dict[str, list[str]]) -> str:
    """One page of the list, at the top or after a key."""
    if "before" in query:
        at, pk = query["before"][0].rsplit("_", 1)
        return table(rows(
            LINE + OPEN + "AND c.updated_at <= %s::timestamptz AND (c.updated_at < %s::timestamptz OR c.id < %s) "
            "ORDER BY c.updated_at DESC, c.id DESC LIMIT 51", [at, at, int(pk)]))  # fmt: skip
    return table(rows(LINE + OPEN + "ORDER BY c.updated_at DESC, c.id DESC LIMIT 51"))


def opened(query: dict[str, list[str]]) -> str:
    """One consultation with its story, and the trace that it was read."""
    pk = int(query["pk"][0])
    rows(
        "INSERT INTO audit_reading (at, user_id, organization_id, subject, subject_id, circle_id, purpose, page) "
        "VALUES (now(), 1, 1, 'consultation', %s, NULL, 'casework', 'floor') RETURNING 1", [pk],
    )  # fmt: skip
    head = rows(LINE.replace("c.holder_id = 1", "c.id = %s"), [pk])
    voice = rows("SELECT text, caller_name, phone FROM intake_voice WHERE consultation_id = %s", [pk])
    person = rows(
        "SELECT p.* FROM intake_consultationperson l JOIN people_person p ON p.id = l.person_id "
        "WHERE l.consultation_id = %s AND l.until IS NULL", [pk],
    )  # fmt: skip
    story = rows(
        "SELECT r.at, r.kind, u.display_name, o.name, r.text, r.method, r.with_whom, r.minutes FROM intake_record r "
        "JOIN organizations_organization o ON o.id = r.organization_id LEFT JOIN accounts_user u ON u.id = r.by_id "
        "WHERE r.consultation_id = %s ORDER BY r.at DESC LIMIT 61", [pk],
    )  # fmt: skip
    steps = rows(
        "SELECT at, verb, to_state, note FROM intake_step WHERE consultation_id = %s ORDER BY at DESC LIMIT 61", [pk]
    )
    batons = rows("SELECT id, state FROM referrals_referral WHERE consultation_id = %s", [pk])
    items = [*voice, *person, *story, *steps, *batons]
    return table(head) + "".join("<li>" + " ".join(escape(str(value)) for value in item) + "</li>" for item in items)


def finder(query: dict[str, list[str]]) -> str:
    """Public places, nearest first; no session, no person."""
    found = rows(
        "SELECT id, kind, name, address, latitude, longitude, phone, what, open_text, verified_on FROM places_place "
        "WHERE is_public AND ended_on IS NULL ORDER BY id LIMIT 21"
    )
    return "".join("<li>" + " ".join(escape(str(value)) for value in item) + "</li>" for item in found)


PAGES: dict[str, Callable[[dict[str, list[str]]], str]] = {
    "/today": today, "/list": listing, "/open": opened, "/finder": finder,
}  # fmt: skip


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    """The WSGI door; `bytes` in the query says how long the page it stands beside is."""
    query = parse_qs(environ.get("QUERY_STRING", ""))
    page = PAGES[environ["PATH_INFO"]]
    with connection().transaction():
        if page is not finder:
            who(environ.get("HTTP_COOKIE", "").partition("=")[2])
            connection().execute(BIND, prepare=True)
        body = "<!doctype html><html lang=ja><title>floor</title>" + page(query)
    content = body.encode()
    missing = int(query.get("bytes", ["0"])[0]) - len(content)
    content += PAD.encode() * max(missing // len(PAD), 0)
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(content)))])
    return [content]
