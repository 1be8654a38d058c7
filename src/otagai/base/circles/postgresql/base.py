"""PostgreSQL where every transaction starts by binding who acts; unbound transactions see no row about people."""

from __future__ import annotations

from select import POLLIN, poll
from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.utils import CursorWrapper

from otagai.base.circles.scope import Zone, current

ROLE_OF_ZONE = {Zone.STAFF: "otagai_app", Zone.PUBLIC: "otagai_public", Zone.WORKER: "otagai_worker"}
PLANS_KEPT = 400
BIND = """SELECT set_config('role', %s, true), set_config('app.user', %s, true), set_config('app.organizations', %s, true),
 set_config('app.oversight', %s, true), set_config('app.why', %s, true), set_config('app.origin', %s, true)"""


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's PostgreSQL connection with a transaction-local scope. Never a session-level SET."""

    _kept_cursor: CursorWrapper | None = None

    def _set_autocommit(self, autocommit: bool) -> None:
        super()._set_autocommit(autocommit)  # type: ignore[misc]
        if not autocommit:
            self.bind_scope()

    def bind_scope(self) -> None:
        """Bind the current scope to the open transaction, and take the role of its zone."""
        scope = current()
        with self.connection.cursor() as cursor:
            cursor.execute(BIND, [self.role_for(scope.zone), *scope.settings().values()], prepare=True)

    def kept_cursor(self) -> CursorWrapper:
        """A cursor that stays with the connection, for questions whose rows are all taken before the next is asked."""
        if self.queries_logged:  # by a cursor that writes down what it is asked; none to keep
            return self.cursor()
        self.close_if_health_check_failed()
        kept = self._kept_cursor
        if kept is None or kept.cursor.connection is not self.connection:
            kept = self._kept_cursor = self.cursor()
        return kept

    def role_for(self, zone: Zone) -> str:
        """The role of the zone; the owner (migrations, loading) and a public-only or worker process keep their own."""
        user = str(self.settings_dict["USER"])
        return ROLE_OF_ZONE[zone] if user == "otagai_app" else user

    def is_usable(self) -> bool:
        """Whether the server is still there; asked of every request, so without a question to it while the line is quiet.

        A server that went away leaves something to read behind: the end of the line.
        """
        if self.connection is None or self.connection.closed:
            return False
        line = poll()
        line.register(self.connection.fileno(), POLLIN)
        return super().is_usable() if line.poll(0) else True

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection that keeps the plans of the prepared questions of several organisations."""
        connection = super().get_new_connection(conn_params)
        connection.prepared_max = PLANS_KEPT
        return connection

    def get_connection_params(self) -> dict[str, Any]:
        """Connection parameters with prepared statements allowed after a few uses."""
        params: dict[str, Any] = super().get_connection_params()
        params["prepare_threshold"] = self.settings_dict["OPTIONS"].get("prepare_threshold", 2)
        return params
