"""One renderer that makes {{ form }} accessible everywhere: label, 必須/任意, hint, error and control as one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import django.forms
from django.forms import BaseForm, ChoiceField, Field
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates as DjangoFormTemplates
from django.template.backends.django import DjangoTemplates
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

OURS = Path(__file__).resolve().parent / "over_django"
DJANGOS = Path(django.forms.__file__).resolve().parent / "templates"


class Bound(BoundField):
    """A field on a page: knows where the error summary must lead, and asks in plain words for what is missing."""

    def __init__(self, form: BaseForm, field: Field, name: str) -> None:
        super().__init__(form, field, name)
        if field.error_messages.get("required") is Field.default_error_messages["required"]:
            field.error_messages["required"] = self._please()

    def _please(self) -> StrPromise:
        if self.is_single_checkbox:
            return _("よろしければ 印を付けてください")
        chosen = isinstance(self.field, ChoiceField) or hasattr(self.field, "queryset")
        return _("えらんでください") if chosen else _("書いてください")

    @property
    def first_id(self) -> str:
        """The id of the first control of the field: of a group of choices or parts, the first one."""
        return self.id_for_label or f"{self.auto_id}_0"

    @property
    def needed_when(self) -> str:
        """On what it depends whether the field has to be filled in; the form says it in `needed_when`, by name."""
        said: dict[str, str] = getattr(self.form, "needed_when", {})
        return said.get(self.name, "")

    @property
    def is_single_checkbox(self) -> bool:
        """A lone yes-or-no box carries its label to its right."""
        return getattr(self.field.widget, "input_type", "") == "checkbox" and not self.use_fieldset


class Renderer(DjangoFormTemplates):
    """Forms, fields and widgets from our templates; what we do not replace comes from Django."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    bound_field_class = Bound

    @cached_property
    def engine(self) -> DjangoTemplates:
        """Our versions of Django's own widget templates come first, then Django's, then those of the rooms."""
        return DjangoTemplates({"APP_DIRS": True, "DIRS": [OURS, DJANGOS], "NAME": "otagai-forms", "OPTIONS": {}})
