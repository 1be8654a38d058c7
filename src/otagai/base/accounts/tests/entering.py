"""How tests come in: as somebody who logged in with passphrase and second factor."""

from __future__ import annotations

from django.test import Client

from otagai.base.accounts.models import User

BACKEND = "otagai.base.accounts.backend.ByUserName"


def entered(user: User) -> Client:
    """A browser in which this person is logged in, second factor included."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    session = client.session
    session["second_factor"] = True
    session.save()
    return client
