"""The floor: bare WSGI + psycopg + a compiled template, doing the same work as our pages and nothing else.

The same statements (session, person, duties, binding of the scope, the rows, the trace of reading), the same role with
row-level security on, the same facts drawn by Jinja templates (bench/floor_pages) — no framework, no middleware, no forms, no
components. Served by the same server with the same number of processes. A page of ours is judged by how many times slower it
is than this. `bytes` in the query pads the answer to the length of the page it stands beside.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from jinja2 import Environment, FileSystemLoader

from bench import floor_deeds
from bench.floor_ground import ZONE, connection, rows, who
from otagai.kernel.opening import OpeningRule, next_opening
from otagai.kernel.opening_words import describe
from otagai.kernel.wareki import with_weekday

LINE = (
    "SELECT c.id, c.receipt_number, c.kind, c.door, c.urgency, c.state, c.headline, c.themes, c.origin, c.next_step, "
    "c.next_date, c.arrived_at, c.updated_at, c.holder_id, o.name AS holder, c.held_by_id, u.display_name AS held_by, "
    "p.name AS window, a.name AS area, c.hand_backs, c.circle_id "
    "FROM intake_consultation c JOIN organizations_organization o ON o.id = c.holder_id "
    "LEFT JOIN accounts_user u ON u.id = c.held_by_id LEFT JOIN places_window w ON w.id = c.origin_window_id "
    "LEFT JOIN places_place p ON p.id = w.place_id LEFT JOIN areas_area a ON a.id = c.area_id WHERE c.holder_id = 1 "
)
OPEN = "AND c.ended_at IS NULL "
SHORT = "ORDER BY c.next_date, c.id LIMIT 9"
TODAY = {
    "今日中": LINE + OPEN + "AND c.urgency = 'today' AND c.first_contact_at IS NULL " + SHORT,
    "新しく届いた": LINE + OPEN + "AND c.state = 'arrived' ORDER BY c.arrived_at DESC, c.id DESC LIMIT 9",
    "返事を待たせている": LINE + OPEN + "AND c.told_origin_at IS NULL AND NOT c.origin_declined "
    "AND c.first_contact_at IS NOT NULL " + SHORT,
    "期限をすぎた": LINE + OPEN + "AND c.next_date < current_date " + SHORT,
    "わたしの次の一歩": LINE.replace("c.holder_id = 1", "c.held_by_id = 1") + OPEN + SHORT,
    "調整役の机": LINE + OPEN + "AND c.at_coordinator_since IS NOT NULL " + SHORT,
}
BATONS = (
    "SELECT r.id, r.state, c.receipt_number, c.headline, s.name AS sender, t.name AS receiver, r.due_on FROM referrals_referral r "
    "JOIN intake_consultation c ON c.id = r.consultation_id JOIN organizations_organization s ON s.id = r.sender_id "
    "JOIN organizations_organization t ON t.id = r.receiver_id WHERE "
)
PAD = "<!-- the same bytes as the page it stands beside -->"
WAYS = [(label, f"/desk/{number}/") for number, label in enumerate(
    "今日の机 お知らせ 聞き取り 一覧 さがす つながりカード 福祉相談窓口 居場所 団体・機関 情報提供台帳 はじめての方へ".split()
)]  # fmt: skip
STATES = {"arrived": "届きました", "received": "受け止めました", "referring": "つないでいます", "supporting": "支えています",
          "watching": "見守っています", "ended": "終わりました"}  # fmt: skip
QUESTIONS = [(name, [(str(number), f"{name}{number}") for number in range(count)])
             for name, count in (("だれの番", 5), ("状態", 7), ("急ぎ", 4), ("入口", 9), ("どんなこと", 20))]  # fmt: skip
ACTS = [(title, [(f"{title}{number}", ["えらぶ"] * (number % 3 * 4)) for number in range(count)])
        for title, count in (("記録する", 8), ("支える", 2), ("見守りへ", 1), ("お知らせする", 2), ("終える", 2))]  # fmt: skip
SHEETS = [
    "0-tokens.css",
    "1-base.css",
    "2-layout.css",
    "3-components.css",
    "4-forms.css",
    "5-utilities.css",
    "print.css",
    "desk.css",
]


@lru_cache(maxsize=1024)
def day(value: date) -> str:
    """2026年11月20日(金)."""
    return with_weekday(value)


def moment(value: datetime) -> str:
    """2026年11月20日(金) 9:05."""
    local = value.astimezone(ZONE)
    return f"{day(local.date())} {local.hour}:{local.minute:02}"


PAGES_OF_FLOOR = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "floor_pages"), autoescape=True, auto_reload=False
)
PAGES_OF_FLOOR.filters |= {"day": day, "moment": moment}
PAGES_OF_FLOOR.globals |= {
    "town": "計測市", "ways": WAYS, "states": STATES, "doors": {"phone": "電話"}, "questions": QUESTIONS, "acts": ACTS, "sheets": SHEETS,
    "shapes": dict.fromkeys(("held", "urgent", "plain", "late", "supporting"), "M0 0a6 6 0 1 1 0 12a6 6 0 1 1 0-12z"), "token": "t" * 64,
}  # fmt: skip


def today(query: dict[str, list[str]]) -> dict[str, Any]:
    """Six lists, the batons, the oldest letter that nobody opened."""
    letter = rows("SELECT arrived_at FROM letterbox_letter WHERE opened_at IS NULL ORDER BY arrived_at LIMIT 1")
    return {
        "lists": [(title, rows(statement)) for title, statement in TODAY.items()],
        "batons": rows(BATONS + "(r.receiver_id = 1 AND r.state IN ('sent', 'received')) OR (r.sender_id = 1 AND r.state IN "
                       "('sent', 'received', 'reported')) ORDER BY r.due_on, r.id LIMIT 200"),
        "letter": letter[0].arrived_at if letter else None,
    }  # fmt: skip


def listing(query: dict[str, list[str]]) -> dict[str, Any]:
    """One page of the list, at the top or after a key."""
    order = "ORDER BY c.updated_at DESC, c.id DESC LIMIT 51"
    if "before" not in query:
        return {"lines": rows(LINE + OPEN + order)}
    at, pk = query["before"][0].rsplit("~", 1)
    after = (
        "AND c.state = 'ended' AND c.updated_at <= %s::timestamptz AND (c.updated_at < %s::timestamptz OR c.id < %s) "
    )
    return {"lines": rows(LINE + after + order, [at, at, int(pk)])}


def opened(query: dict[str, list[str]]) -> dict[str, Any]:
    """One consultation with its story, and the trace that it was read."""
    pk = int(query["pk"][0])
    rows(
        "INSERT INTO audit_reading (at, user_id, organization_id, subject, subject_id, circle_id, purpose, page) "
        "VALUES (now(), 1, 1, 'consultation', %s, NULL, 'casework', 'floor') RETURNING 1", [pk],
    )  # fmt: skip
    head = rows(LINE.replace("c.holder_id = 1", "c.id = %s"), [pk])[0]
    voice = rows("SELECT text, caller_name, phone FROM intake_voice WHERE consultation_id = %s", [pk])
    person = rows(
        "SELECT p.* FROM intake_consultationperson l JOIN people_person p ON p.id = l.person_id "
        "WHERE l.consultation_id = %s AND l.until IS NULL", [pk],
    )  # fmt: skip
    records = rows(
        "SELECT r.at, r.kind, u.display_name, o.name, r.text, r.method, r.with_whom, r.minutes FROM intake_record r "
        "JOIN organizations_organization o ON o.id = r.organization_id LEFT JOIN accounts_user u ON u.id = r.by_id "
        "WHERE r.consultation_id = %s ORDER BY r.at DESC LIMIT 61", [pk],
    )  # fmt: skip
    steps = rows(
        "SELECT s.at, s.verb, u.display_name, o.name, s.note FROM intake_step s JOIN organizations_organization o ON o.id = s.holder_id "
        "LEFT JOIN accounts_user u ON u.id = s.by_id WHERE s.consultation_id = %s ORDER BY s.at DESC, s.id DESC LIMIT 61", [pk],
    )  # fmt: skip
    story = [
        (r.kind, r.at, f"{r.name} {r.display_name}", f"{r.method}・{r.with_whom}・{r.minutes}分", r.text)
        for r in records
    ]
    story += [(s.verb, s.at, s.display_name, f"持っている：{s.name}", s.note) for s in steps]
    return {
        "c": head, "voice": voice[0] if voice else None, "person": person[0] if person else None,
        "contacts": rows("SELECT kind, value, safety, rule FROM people_contactmethod WHERE person_id = %s AND until IS NULL",
                         [person[0].id]) if person else [],
        "story": sorted(story, key=lambda entry: entry[1], reverse=True)[:60],
        "batons": rows(BATONS + "r.consultation_id = %s ORDER BY r.drafted_at DESC", [pk]),
        "members": rows(
            "SELECT o.name AS organization, u.display_name AS person, m.basis, m.since FROM circles_membership m "
            "LEFT JOIN organizations_organization o ON o.id = m.organization_id LEFT JOIN accounts_user u ON u.id = m.user_id "
            "WHERE m.circle_id = %s AND (m.until IS NULL OR m.until > now()) ORDER BY m.since", [head.circle_id]),
    }  # fmt: skip


def finder(query: dict[str, list[str]]) -> dict[str, Any]:
    """Public places, what residents look for first; their hours; no session, no person."""
    now = datetime.now(ZONE).replace(tzinfo=None)
    found = rows(
        "SELECT p.id, p.kind, p.name, p.address, p.latitude, p.longitude, p.phone, p.what, p.open_text, p.verified_on, p.wheelchair, "
        "w.state AS window_state FROM places_place p LEFT JOIN places_window w ON w.place_id = p.id "
        "WHERE p.is_public AND p.ended_on IS NULL ORDER BY CASE WHEN w.state = 'open' THEN 0 WHEN p.kind IN ('salon', 'station') "
        "THEN 0 WHEN p.kind IN ('community_center', 'welfare_hall') THEN 1 ELSE 6 END, p.name, p.id LIMIT 21"
    )
    keys = [place.id for place in found]
    hours: dict[int, list[OpeningRule]] = {}
    for rule in rows(
        "SELECT place_id, weekdays, weeks, opens_at, closes_at, on_holidays, closed_at_year_end FROM places_opening "
        "WHERE place_id = ANY(%s) ORDER BY id", [keys],
    ):  # fmt: skip
        made = OpeningRule(frozenset(rule.weekdays), rule.opens_at, rule.closes_at, frozenset(rule.weeks))
        hours.setdefault(rule.place_id, []).append(made)
    rows("SELECT place_id, day FROM places_openingexception WHERE place_id = ANY(%s) AND day BETWEEN %s AND %s",
         [keys, now.date(), now.date() + timedelta(days=60)])  # fmt: skip
    areas = rows(
        "SELECT a.name FROM areas_area a JOIN areas_arealayer l ON l.id = a.layer_id WHERE l.kind = 'neighbourhood' ORDER BY a.name"
    )
    shown = [
        (
            place,
            describe(hours.get(place.id, [])),
            next_opening(hours[place.id], (), now) if place.id in hours else None,
        )
        for place in found[:20]
    ]
    return {"areas": areas, "places": shown, "dots": dots(found[:20]), "outline": "M0 0" + "L100 200" * 300 + "z"}


def dots(places: list[Any]) -> list[tuple[float, float, Any]]:
    """The places on a sheet 600 wide."""
    west, east = min(place.longitude for place in places), max(place.longitude for place in places)
    south, north = min(place.latitude for place in places), max(place.latitude for place in places)
    wide, high = (east - west) or 1, (north - south) or 1
    return [(40 + (p.longitude - west) / wide * 520, 40 + (north - p.latitude) / high * 520, p) for p in places]


PAGES: dict[str, Callable[[dict[str, list[str]]], dict[str, Any] | str]] = {
    "/today": today, "/list": listing, "/open": opened, "/finder": finder, "/search": floor_deeds.search,
    "/record": floor_deeds.record, "/new": floor_deeds.new, "/talk": floor_deeds.talk,
}  # fmt: skip
OPEN_TO_ALL = {"/finder", "/talk"}


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    """The WSGI door; `bytes` in the query says how long the page it stands beside is."""
    query, path = parse_qs(environ.get("QUERY_STRING", "")), environ["PATH_INFO"]
    if environ["REQUEST_METHOD"] == "POST":
        query |= parse_qs(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode())
    with connection().transaction():
        values: dict[str, Any] = {"day": datetime.now(ZONE).date()}
        if path not in OPEN_TO_ALL:
            values |= who(environ.get("HTTP_COOKIE", "").partition("=")[2])
        shown = PAGES[path](query)
        body = "" if isinstance(shown, str) else PAGES_OF_FLOOR.get_template(f"{path[1:]}.html").render(values | shown)
    if isinstance(shown, str):
        start_response("302 Found", [("Location", shown), ("Content-Length", "0")])
        return []
    content = body.encode()
    missing = int(query.get("bytes", ["0"])[0]) - len(content)
    content += PAD.encode() * max(missing // len(PAD), 0)
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(content)))])
    return [content]
