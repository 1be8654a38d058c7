"""Changing a record that somebody may have changed meanwhile: the later one sees both texts, nobody wins silently."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models
from django.utils.dateformat import format as format_date

from otagai.base.safekeeping.errors import StaleEdit

Row = TypeVar("Row", bound=models.Model)


def changed(rows: models.QuerySet[Row], pk: int, *, seen_version: int, fields: dict[str, Any], **also: Any) -> Row:
    """Lock the row, compare its `version` with the one that was seen, store the fields and count the version up.

    `also`: fields set beside those the person typed (such as the day). A change that changes nothing stores nothing.
    Raises DoesNotExist for an unknown row, StaleEdit with both texts when the row changed since it was seen.
    """
    row = rows.select_for_update(of=("self",)).get(pk=pk)
    different = {name: value for name, value in fields.items() if getattr(row, name) != value}
    if not different:
        return row
    version: int = row.version  # type: ignore[attr-defined]
    if version != seen_version:
        raise StaleEdit(theirs=in_words(row, list(different)), yours=proposed(row, different))
    for name, value in (different | also).items():
        setattr(row, name, value)
    row.version = version + 1  # type: ignore[attr-defined]
    row.save(update_fields=[*different, *also, "version"])
    return row


def in_words(row: models.Model, names: list[str]) -> dict[str, str]:
    """The named fields of a row as the screen says them: label → text."""
    return {label_of(row, name): text_of(row, name, getattr(row, name)) for name in names}


def proposed(row: models.Model, fields: dict[str, Any]) -> dict[str, str]:
    """The given values as the screen would say them: label → text."""
    return {label_of(row, name): text_of(row, name, value) for name, value in fields.items()}


def label_of(row: models.Model, name: str) -> str:
    """What the screen calls the field."""
    return str(getattr(row._meta.get_field(name), "verbose_name", name))


def text_of(row: models.Model, name: str, value: Any) -> str:
    """A value in words: the label of a choice, 「あり」 for true, the name of what a key points to."""
    field = row._meta.get_field(name)
    if value is None or value == "":
        return ""
    if isinstance(field, models.ForeignKey):
        found = field.related_model._default_manager.filter(pk=value).first()
        return "" if found is None else str(found)
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, (list, tuple)):
        return "・".join(str(part) for part in value)
    choices = dict(getattr(field, "flatchoices", None) or ())
    if isinstance(field, models.DateField):
        return format_date(value, "Y年n月j日")
    return str(choices.get(value, value))
