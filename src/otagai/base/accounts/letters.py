"""The mail that brings an invitation: a link, no personal content."""

from __future__ import annotations

from smtplib import SMTPException

from django.core.mail import EmailMessage

from otagai.base.accounts.models import User

SUBJECT = "【お互いさま】ご利用の案内"
BODY = """「お互いさま」の ご利用の案内です。

下のアドレスを開いて、合言葉を決めてください。7日間、一度だけ使えます。

{link}

心当たりがないときは、このメールを消してください。
"""


def send_invitation(user: User, link: str) -> bool:
    """Mail the one-time link; False when the mail could not be handed over (it is kept nowhere, so nothing is retried)."""
    try:
        return bool(EmailMessage(SUBJECT, BODY.format(link=link), to=[user.email]).send())
    except (OSError, SMTPException):
        return False
