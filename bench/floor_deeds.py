"""The floor under what is searched and what is written: the same rows in the same tables, and nothing else.

The product asks first whether a form was sent before, locks what it changes and checks its rules; here only the statements
are left that the result needs. Row-level security, versions by trigger and the traces are on, as they are for the product.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from bench.floor_ground import BIND, ZONE, connection, rows
from otagai.kernel.numbers import ReceiptNumber, fiscal_year
from otagai.kernel.search_box import query_keys

Query = dict[str, list[str]]
MOST = 20
DEED = "INSERT INTO audit_deed (at, verb, subject, subject_id, circle_id, user_id, actor, facts) VALUES (now(), %s, %s, %s, %s, 1, '', %s)"
READ_EACH = (
    "INSERT INTO audit_reading (at, user_id, organization_id, subject, subject_id, circle_id, purpose, page) "
    "SELECT now(), 1, 1, 'person', p.id, p.circle_id, 'search', 'people.found' FROM people_person p WHERE p.id = ANY(%s)"
)
SUBMITTED = "INSERT INTO safekeeping_submission (key, form, result, at) VALUES (%s, %s, %s, now())"
STEP = (
    "INSERT INTO intake_step (consultation_id, circle_id, verb, from_state, to_state, holder_id, next_date, note, by_id, at) "
    "VALUES (%s, %s, %s, %s, %s, 1, %s, '', 1, now())"
)
RECORD = (
    "INSERT INTO intake_record (consultation_id, circle_id, organization_id, by_id, kind, method, with_whom, text, at, written_at) "
    "VALUES (%s, %s, 1, 1, 'contact', %s, %s, %s, %s, now())"
)
PEOPLE = (
    "SELECT p.id, p.family_name, p.given_name, p.family_kana, p.given_kana, p.birth, p.address, m.household_id, h.label, "
    "array(SELECT value FROM people_contactmethod w WHERE w.person_id = p.id AND w.until IS NULL AND w.kind <> 'mail') AS phones "
    "FROM people_person p LEFT JOIN people_householdmember m ON m.person_id = p.id AND m.until IS NULL "
    "LEFT JOIN people_household h ON h.id = m.household_id WHERE p.id = ANY(%s) ORDER BY p.family_kana, p.given_kana LIMIT 20"
)
THEIRS = (
    "SELECT l.person_id, c.receipt_number, c.id FROM intake_consultation c JOIN intake_consultationperson l "
    "ON l.consultation_id = c.id WHERE c.ended_at IS NULL AND l.until IS NULL AND l.person_id = ANY(%s)"
)


def does(statement: str, *values: Any) -> None:
    """Run a statement that gives no rows."""
    connection().execute(statement, list(values))


def search(query: Query) -> dict[str, Any] | str:
    """One box: a receipt number leads to its consultation, words to people by household with what is open about them."""
    text = query["q"][0]
    keys = query_keys(text)
    if keys.receipt:
        return (
            f"/desk/consultations/{rows('SELECT id FROM intake_consultation WHERE receipt_number = %s', [text])[0].id}/"
        )
    found = [row[0] for row in rows("SELECT people_found(%s::bigint[], %s)", [sorted(keys.keys), MOST * 3 + 1])]
    people = rows(PEOPLE, [found])
    does(DEED, "people.searched", "person", None, None, "{}")
    does(READ_EACH, [one.id for one in people])
    theirs: dict[int, list[Any]] = {}
    for row in rows(THEIRS, [[one.id for one in people]]):
        theirs.setdefault(row.person_id, []).append(row)
    homes: dict[str, list[Any]] = {}
    for one in people:
        homes.setdefault(one.label or "", []).append(one)
    return {"text": text, "homes": homes, "theirs": theirs}


def record(query: Query) -> str:
    """One talk written down: record, the consultation moved, step, trace, the key of the form."""
    pk, form = int(query["pk"][0]), {name: values[0] for name, values in query.items()}
    head = rows(
        "SELECT c.circle_id, c.state, c.next_date, f.circle_id AS folder FROM intake_consultation c "
        "JOIN intake_folder f ON f.consultation_id = c.id AND f.organization_id = 1 WHERE c.id = %s FOR UPDATE OF c", [pk],
    )[0]  # fmt: skip
    does(RECORD, pk, head.folder, form["method"], form["with_whom"], form["text"], form["at"])
    does("UPDATE intake_consultation SET updated_at = now(), version = version + 1 WHERE id = %s", pk)
    does(STEP, pk, head.circle_id, "recorded", head.state, head.state, head.next_date)
    does(DEED, "intake.recorded", "consultation", pk, head.circle_id, "{}")
    does(SUBMITTED, form["key"], f"desk.record.{pk}", "/")
    return f"/desk/consultations/{pk}/"


def a_circle() -> int:
    """A new circle in which the organisation stands."""
    pk: int = rows("INSERT INTO circles_circle (named_only, opened_at) VALUES (false, now()) RETURNING id")[0].id
    does(
        "INSERT INTO circles_membership (circle_id, organization_id, basis, through, since) VALUES (%s, 1, 'received', '', now())",
        pk,
    )
    does(DEED, "circles.joined", "circle", pk, pk, "{}")
    return pk


def new(query: Query) -> str:
    """What was heard on the telephone becomes a consultation with its folder, voice, first record, steps, traces and notice."""
    form = {name: values[0] for name, values in query.items()}
    today = datetime.now(ZONE).date()
    circle, soon = a_circle(), today + timedelta(days=7)
    running = rows("SELECT nextval('letterbox_receipt_seq') AS number")[0].number
    number = str(ReceiptNumber(fiscal_year(today), running))
    pk = rows(
        "INSERT INTO intake_consultation (receipt_number, circle_id, kind, door, urgency, state, headline, themes, about, knows, "
        "holder_id, next_date, next_step, origin, reply_by, origin_declined, arrived_at, received_at, first_contact_at, outcome, "
        "hand_backs, updated_at, version) VALUES (%s, %s, %s, %s, %s, 'received', %s, '{}', %s, %s, 1, %s, '次の一歩を決める', %s, "
        "%s, false, now(), now(), now(), '', 0, now(), 1) RETURNING id",
        [number, circle, form["kind"], form["door"], form["urgency"], form["text"], form["about"], form["knows"], soon,
         form["origin"], form["reply_by"]],
    )[0].id  # fmt: skip
    folder = a_circle()
    does(
        "INSERT INTO intake_folder (consultation_id, organization_id, circle_id, opened_at) VALUES (%s, 1, %s, now())",
        pk,
        folder,
    )
    does(
        "INSERT INTO intake_voice (consultation_id, circle_id, text, caller_name, caller_relation, phone, mail, safe_time, "
        "person_name, place) VALUES (%s, %s, %s, '', '', '', '', '', '', '')", pk, folder, form["text"],
    )  # fmt: skip
    does(STEP, pk, circle, "received", "", "received", soon)
    does(DEED, "intake.received", "consultation", pk, circle, "{}")
    does(RECORD, pk, folder, "phone", "本人", "話を聞いた", datetime.now(ZONE))
    does(STEP, pk, circle, "recorded", "received", "received", soon)
    does(DEED, "intake.recorded", "consultation", pk, circle, "{}")
    for row in rows(
        "SELECT DISTINCT user_id FROM accounts_assignment WHERE organization_id = 1 AND until IS NULL AND duty = 'csw'"
    ):
        does(
            "INSERT INTO notices_notice (user_id, kind, text, url, key, given_by_id, for_outbox, created_at) "
            "VALUES (%s, 'arrived', %s, %s, %s, 1, true, now()) ON CONFLICT DO NOTHING",
            row.user_id, f"相談 {number} が届きました", f"/desk/consultations/{pk}/", f"arrived:{pk}",
        )  # fmt: skip
    does(SUBMITTED, form["key"], "desk.new", "/")
    return f"/desk/consultations/{pk}/"


def talk(query: Query) -> dict[str, Any]:
    """The public form: no session, no person; nothing is read but who may."""
    connection().execute(BIND, prepare=True)
    return {}
