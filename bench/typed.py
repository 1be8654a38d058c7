"""What is typed into the measured forms: ours, and those of the plain admin over the same tables."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from urllib.parse import urlencode

TOKEN = "t" * 32  # the same token in cookie and form satisfies the CSRF check of a plain client
HEAD = {
    "kind": "worry", "door": "phone", "urgency": "anytime", "state": "arrived", "headline": "電球がかえられない", "holder": "1",
    "about": "self", "knows": "unsure", "next_step": "次の一歩を決める", "next_date": "2026-11-27", "origin": "person",
    "reply_by": "phone", "hand_backs": "0", "version": "1", "arrived_at_0": "2026-11-19", "arrived_at_1": "10:00",
    "updated_at_0": "2026-11-19", "updated_at_1": "10:00",
}  # fmt: skip
TALK = {
    "organization": "1", "by": "1", "kind": "contact", "method": "phone", "with_whom": "本人", "text": "電話で話した",
    "at_0": "2026-11-19", "at_1": "10:00", "written_at_0": "2026-11-19", "written_at_1": "10:00",
}  # fmt: skip
FOLDER = {"organization": "1", "opened_at_0": "2026-11-19", "opened_at_1": "10:00"}
VOICE = {"text": "電球がかえられない"}
STEP = {
    "verb": "received", "to_state": "received", "next_date": "2026-11-27", "holder": "1", "by": "1", "at_0": "2026-11-19", "at_1": "10:00",
}  # fmt: skip


def form(**fields: str) -> Callable[[], str]:
    """A form body with a fresh key each time."""
    return lambda: urlencode({"csrfmiddlewaretoken": TOKEN, "key": str(uuid.uuid4()), **fields})


def below(prefix: str, *rows: dict[str, str]) -> dict[str, str]:
    """New rows below a consultation, as the admin's formsets want them."""
    counts = {f"{prefix}-TOTAL_FORMS": str(len(rows)), f"{prefix}-INITIAL_FORMS": "0"}
    return counts | {
        f"{prefix}-{number}-{name}": value for number, row in enumerate(rows) for name, value in row.items()
    }


def in_the_admin(number: str) -> str:
    """One talk written below a consultation that is there, as it is done in the admin: on the page of the consultation."""
    typed = HEAD | below("records", TALK) | below("folders") | below("voice") | below("steps", STEP)
    return form(receipt_number=number, **typed)()


def new_in_the_admin() -> str:
    """What was heard on the telephone, in the same tables, with a receipt number nobody has."""
    rows = below("records", TALK) | below("folders", FOLDER) | below("voice", VOICE) | below("steps", STEP, STEP)
    return form(receipt_number=f"X{uuid.uuid4().hex[:12]}", **HEAD, **rows)()
