"""Log-in by user name, for people who hold a duty today."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend
from django.utils import timezone

from otagai.base.accounts.models import Assignment, User
from otagai.base.accounts.queries import active_user


class ByUserName(AuthenticationBackend):
    """An account ends with its duty: without an assignment in force nobody can log in (safety rule 13)."""

    def user_can_authenticate(self, user: User) -> bool:
        """Active, and with a duty in force today."""
        return bool(user.is_active and Assignment.objects.filter(user_id=user.pk).active(timezone.localdate()).exists())

    def get_user(self, user_id: int) -> User | None:
        """The person of a session; what they may do is asked anew at every request from their duties of today."""
        return active_user(user_id, on=timezone.localdate())
