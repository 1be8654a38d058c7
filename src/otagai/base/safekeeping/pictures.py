"""The one door for pictures: read anew at once, the file itself is let go of; and how a drawing is answered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.http import HttpResponse

from otagai.kernel import pictures

CLOSED = "default-src 'none'; frame-ancestors 'none'"
FOR_EVER = "private, max-age=31536000, immutable"
"""For the browser that saw it; nobody in between keeps what may be taken down."""


class PictureField(forms.FileField):
    """Gives a `kernel.pictures.Picture`: drawn anew in three sizes; says in a sentence why a file is none."""

    widget = forms.FileInput({"accept": "image/jpeg,image/png,image/webp"})

    def __init__(self, **kwargs: Any) -> None:
        messages = dict.fromkeys(("invalid", "empty", "missing"), pictures.NOT_A_PICTURE)
        super().__init__(error_messages={**messages, "required": "写真を えらんでください"}, **kwargs)

    def to_python(self, data: File[Any] | None) -> Any:
        """The picture in the file that was sent."""
        file = super().to_python(data)
        if file is None:
            return None
        try:
            if (file.size or 0) > pictures.LARGEST_BYTES:
                raise ValueError(pictures.TOO_BIG)
            return pictures.read_picture(file.read())
        except ValueError as wrong:
            raise ValidationError(str(wrong), code="picture") from wrong


def drawing(content: bytes, *, lasting: bool = False) -> HttpResponse:
    """A drawing as an answer of its own: nothing but a picture; `lasting`: its address is the hash of its bytes."""
    headers = {"Content-Security-Policy": CLOSED, "X-Content-Type-Options": "nosniff", "Content-Disposition": "inline"}
    if lasting:
        headers["Cache-Control"] = FOR_EVER
    return HttpResponse(content, content_type=pictures.TYPE, headers=headers)
