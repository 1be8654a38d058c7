"""Who may enter the peer: everybody who is logged in may do everything (that is what it would be compared with)."""

from __future__ import annotations

from typing import Any

from otagai.base.accounts.models import User


class Everything:
    """An authentication backend without any check."""

    def get_user(self, user_id: int) -> User | None:
        """The person, with the flags that the admin asks for."""
        user = User.objects.filter(pk=user_id).first()
        if user is not None:
            user.is_staff = user.is_superuser = True  # type: ignore[attr-defined]
            user.has_perm = user.has_module_perms = lambda *args, **kwargs: True  # type: ignore[attr-defined]
            user.get_all_permissions = lambda obj=None: set()  # type: ignore[attr-defined]
        return user

    def authenticate(self, request: Any, **credentials: Any) -> None:
        """Nobody logs in by password here."""
        return
