"""What people type into the forms of the desk."""

from __future__ import annotations

import uuid
from typing import Any


def hearing(**more: Any) -> dict[str, Any]:
    """The page 聞き取り as it is sent when only the words were typed."""
    return {
        "key": str(uuid.uuid4()), "text": "眠れない日が つづいている", "door": "phone", "urgency": "anytime", "kind": "worry",
        "origin": "person", "reply_by": "phone", "about": "self", "knows": "unsure", "birth_era": "昭和", "person": "", **more,
    }  # fmt: skip


def talk(**more: Any) -> dict[str, Any]:
    """A record of a talk."""
    return {
        "key": str(uuid.uuid4()),
        "kind": "contact",
        "text": "電話で話した",
        "at": "2026-11-20T10:00",
        "method": "phone",
        **more,
    }


def letter(**more: Any) -> dict[str, Any]:
    """A letter with consent, gist and themes only."""
    return {
        "key": str(uuid.uuid4()), "headline": "お母さまの介護の相談",
        "reason": "介護の相談をお願いします", "items": ["themes"], "basis": "consent",
        "giver": "person", "method": "spoken", "given_on": "2026-11-20", **more,
    }  # fmt: skip


def pressed(**more: Any) -> dict[str, Any]:
    """A form with nothing but its key."""
    return {"key": str(uuid.uuid4()), **more}
