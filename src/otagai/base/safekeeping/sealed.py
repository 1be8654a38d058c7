"""What is being typed lies encrypted: whoever carries the table or a backup away without the key of this house reads no word."""

from __future__ import annotations

import json

from django.conf import settings

from otagai.kernel import sealing


def sealed(fields: dict[str, str], *, user_id: int, form: str) -> bytes:
    """The fields of one form of one writer, encrypted for exactly this place."""
    return sealing.shut(json.dumps(fields).encode(), secret=settings.SECRET_KEY.encode(), purpose=_place(user_id, form))


def opened(kept: bytes, *, user_id: int, form: str) -> dict[str, str]:
    """The fields again; empty when the key is another, or the row was moved or changed."""
    try:
        content = sealing.reopened(bytes(kept), secret=settings.SECRET_KEY.encode(), purpose=_place(user_id, form))
    except sealing.SealBroken:
        return {}
    fields: dict[str, str] = json.loads(content)
    return fields


def _place(user_id: int, form: str) -> str:
    return f"otagai.draft.{user_id}.{form}"
