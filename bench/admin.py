"""Plain Django admin over the same tables, as a peer to compare with: no circles, no traces, its own defaults."""

from __future__ import annotations

from django.contrib import admin
from django.urls import path

from otagai.welcome.intake.models import Consultation, Record


class RecordInline(admin.TabularInline):  # type: ignore[type-arg]
    """Records below their consultation, as one would set it up in an afternoon."""

    model = Record
    extra = 0
    raw_id_fields = ("circle", "organization", "by", "corrects")


@admin.register(Consultation)
class ConsultationAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """List, open, save."""

    list_display = ("receipt_number", "state", "urgency", "headline", "holder", "held_by", "next_date")
    list_select_related = ("holder", "held_by")
    ordering = ("-updated_at",)
    list_per_page = 50
    raw_id_fields = ("circle", "held_by", "area", "origin_window", "holder", "origin_organization")
    inlines = (RecordInline,)


urlpatterns = [path("admin/", admin.site.urls)]
