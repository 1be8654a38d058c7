"""Sessions in the database, as Django keeps them; every request of the desk begins with this question, so it is prepared."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from otagai.base.circles.postgresql.prepared import Slot, prepared


@prepared
def in_force(*, key: Slot, at: Slot) -> QuerySet[Session]:
    """The session with this key, if it has not ended."""
    return Session.objects.filter(session_key=key, expire_date__gt=at)


class SessionStore(db.SessionStore):
    """Django's own store with its first question prepared."""

    def _get_session_from_db(self) -> Any:
        for session in in_force(key=self.session_key, at=timezone.now()):
            return session
        self._session_key = None
        return None
