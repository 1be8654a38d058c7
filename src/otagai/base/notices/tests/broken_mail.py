"""A mail server that is away."""

from __future__ import annotations

from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage


class BrokenMail(BaseEmailBackend):
    """Nothing gets through."""

    def send_messages(self, email_messages: list[EmailMessage]) -> int:
        raise ConnectionRefusedError("no mail server")
