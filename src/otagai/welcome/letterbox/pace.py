"""How often one address wrote or asked lately: counts in a table of their own, so that all web processes agree."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection
from django.utils.crypto import salted_hmac

from otagai.welcome.letterbox.rules import PACE_SECONDS

COUNT = """WITH past AS (
  DELETE FROM letterbox_pace WHERE key IN (
    SELECT key FROM letterbox_pace WHERE expires < %s LIMIT 100 FOR UPDATE SKIP LOCKED)
)
INSERT INTO letterbox_pace AS kept (key, number, expires) VALUES (%s, 1, %s)
ON CONFLICT (key) DO UPDATE SET number = kept.number + 1 RETURNING number"""


def counted(what: str, address: str, *, at: datetime) -> int:
    """Count one more and say how many there were in this stretch of PACE_SECONDS. The address is kept as a hash only."""
    stretch = int(at.timestamp()) // PACE_SECONDS
    key = f"pace:{what}:{stretch}:{salted_hmac('otagai.letterbox.pace', address, algorithm='sha256').hexdigest()}"
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [at, key, at + timedelta(seconds=2 * PACE_SECONDS)])
        return int(cursor.fetchone()[0])
