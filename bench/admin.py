"""Plain Django admin over the same tables, as a peer to compare with: no circles, no traces, its own defaults."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.urls import path
from django.utils import timezone

from otagai.base.circles.models import Circle
from otagai.welcome.intake.models import Consultation, Folder, Record, Step, Voice

NOT_YET = ("told_origin_at", "wrote_again_at", "received_at", "first_contact_at", "ended_at", "at_coordinator_since")


class Below(admin.TabularInline):  # type: ignore[type-arg]
    """What belongs to a consultation, below it, as one would set it up in an afternoon."""

    extra = 0
    exclude = ("circle",)
    raw_id_fields = ("organization", "by", "corrects", "holder")

    def __init__(self, model: Any, site: Any) -> None:
        names = {field.name for field in self.model._meta.get_fields()}
        self.raw_id_fields = tuple(name for name in self.raw_id_fields if name in names)
        super().__init__(model, site)


def below(of: Any) -> type[Below]:
    """The rows of a model below their consultation."""
    return type(of.__name__, (Below,), {"model": of})


class Unlogged(admin.ModelAdmin):  # type: ignore[type-arg]
    """Without the admin's own log (its table is not part of the town): a little less work than it would have."""

    def log_addition(self, request: Any, obj: Any, message: Any) -> None:
        """Nothing."""

    log_change = log_addition


@admin.register(Consultation)
class ConsultationAdmin(Unlogged):
    """List, open, save; the circle that the table asks for is made beside it."""

    list_display = ("receipt_number", "state", "urgency", "headline", "holder", "held_by", "next_date")
    list_select_related = ("holder", "held_by")
    ordering = ("-updated_at",)
    list_per_page = 50
    exclude = ("circle", *NOT_YET)
    raw_id_fields = ("held_by", "area", "origin_window", "holder", "origin_organization")
    inlines = (below(Record), below(Folder), below(Voice), below(Step))

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        """A new one with a circle of its own."""
        if not change:
            obj.circle = Circle.objects.create(named_only=False, opened_at=timezone.now())
        super().save_model(request, obj, form, change)

    def save_formset(self, request: Any, form: Any, formset: Any, change: bool) -> None:
        """What stands below it, in the same circle."""
        for row in formset.save(commit=False):
            row.circle_id = form.instance.circle_id
            row.save()


urlpatterns = [path("admin/", admin.site.urls)]
