"""The connection notices that its server went away, without asking it each time."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import a_user

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_connection_that_was_cut_is_not_usable_and_the_next_one_is() -> None:
    a_user()
    assert connection.is_usable()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    other.close()
    assert not connection.is_usable()
    connection.close()
    a_user()
    assert connection.is_usable()


def test_a_quiet_connection_is_usable_without_a_question() -> None:
    a_user()
    with CaptureQueriesContext(connection) as asked:
        assert connection.is_usable()
    assert len(asked) == 0
