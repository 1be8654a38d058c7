"""What a passphrase must be, said in our words."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)
from django.core.exceptions import ValidationError


class LongEnough(MinimumLengthValidator):
    """As long as a short sentence."""

    def get_error_message(self) -> str:
        """What to do."""
        return f"合言葉は {self.min_length}文字以上にしてください"

    def get_help_text(self) -> str:
        """The same as a hint."""
        return f"{self.min_length}文字以上"


# The passphrase of the sample town (demo/logins.py) stands in the documents: no real account has it.
PRINTED = "mihon-no-machi-2026"


class NotCommon(CommonPasswordValidator):
    """Not one of those that everybody tries first, nor the one that everybody can read."""

    def validate(self, password: str, user: Any = None) -> None:
        """Refuse what is on the list, however it is written."""
        if password.casefold().strip() == PRINTED:
            raise ValidationError(self.get_error_message(), code="password_too_common")
        super().validate(password, user)

    def get_error_message(self) -> str:
        """What to do."""
        return "よく使われる合言葉です。ほかのことばにしてください"

    def get_help_text(self) -> str:
        """The same as a hint."""
        return "よくあることばは使えません"


class NotOneself(UserAttributeSimilarityValidator):
    """Not the name of the person."""

    def get_error_message(self) -> str:
        """What to do."""
        return "名前やユーザー名に似ています。ほかのことばにしてください"

    def get_help_text(self) -> str:
        """The same as a hint."""
        return "名前に似たものは使えません"
