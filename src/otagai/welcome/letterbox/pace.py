"""How often one address wrote or asked lately: a count in the shared cache, so that all web processes agree."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection
from django.utils.crypto import salted_hmac

from otagai.welcome.letterbox.rules import PACE_SECONDS

COUNT = """INSERT INTO otagai_cache AS kept (cache_key, value, expires) VALUES (%s, '1', %s)
ON CONFLICT (cache_key) DO UPDATE SET value = (kept.value::int + 1)::text RETURNING value::int"""


def counted(what: str, address: str, *, at: datetime) -> int:
    """Count one more and say how many there were in this stretch of PACE_SECONDS. The address is kept as a hash only."""
    stretch = int(at.timestamp()) // PACE_SECONDS
    key = f"pace:{what}:{stretch}:{salted_hmac('otagai.letterbox.pace', address, algorithm='sha256').hexdigest()}"
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [key, at + timedelta(seconds=2 * PACE_SECONDS)])
        return int(cursor.fetchone()[0])
