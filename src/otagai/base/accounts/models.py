"""People who log in, what they do where, and how they are invited."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from otagai.base.accounts.words import Duty


class UserKeeper(BaseUserManager["User"]):
    """Creates users; passwords are chosen by the invited person, never mailed."""

    def create_user(self, username: str, *, display_name: str = "", password: str | None = None, **more: str) -> User:
        """A user with an Argon2 password, or without a usable one until the invitation is taken up."""
        user = self.model(username=username.lower(), display_name=display_name or username, **more)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Somebody with an account. What they may do follows from their assignments alone."""

    username = models.CharField("ユーザー名", max_length=60, unique=True)
    display_name = models.CharField("お名前", max_length=80)
    email = models.EmailField("メール", blank=True)
    phone = models.CharField("電話", max_length=20, blank=True)
    is_active = models.BooleanField("有効", default=True)
    created_at = models.DateTimeField(default=timezone.now)
    sessions_ended = models.PositiveIntegerField("セッションを終わらせた回数", default=0)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserKeeper()
    held_on: tuple[date, list[tuple[Any, ...]]] | None = None
    """The duties of a day, when the account was read together with them (queries.active_user)."""

    def __str__(self) -> str:
        return self.display_name

    def get_session_auth_hash(self) -> str:
        """Sessions hold this value: it changes with the passphrase and whenever all sessions are ended at once."""
        return f"{super().get_session_auth_hash()}:{self.sessions_ended}"

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same for earlier signing keys, while the town changes its key."""
        return (f"{earlier}:{self.sessions_ended}" for earlier in super().get_session_auth_fallback_hash())


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """What is asked of assignments."""

    def active(self, on: date) -> AssignmentQuerySet:
        """Assignments in force on the day."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=on), since__lte=on)

    def of(self, *duties: Duty) -> AssignmentQuerySet:
        """Assignments of one of the duties, by people whose account is open."""
        return self.filter(duty__in=duties, user__is_active=True)

    def people(self) -> list[int]:
        """The ids of those who hold them, each once."""
        return list(self.order_by("user_id").values_list("user_id", flat=True).distinct())


class Assignment(models.Model):
    """職務: user × duty × organisation × area, from (inclusive) – until (exclusive). Never deleted: it ends."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments")
    duty = models.CharField("職務", max_length=40, choices=Duty.choices)
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="assignments")
    area = models.ForeignKey("areas.Area", models.PROTECT, null=True, blank=True, related_name="+")
    since = models.DateField("いつから")
    until = models.DateField("いつまで", null=True, blank=True)
    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="assignment_ends_after_it_began", condition=Q(until__isnull=True) | Q(until__gte=F("since"))
            ),
            models.UniqueConstraint(
                name="same_duty_once_at_a_time",
                fields=["user", "duty", "organization", "area"],
                condition=Q(until__isnull=True),
                nulls_distinct=False,
            ),
        ]
        indexes = [models.Index(fields=["user", "until"]), models.Index(fields=["organization", "until"])]


class Invitation(models.Model):
    """A one-time link with which an invited person chooses their own password. Only its hash is stored."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
