"""Addresses of the desk about people, organisations, windows, places, imports and the guide."""

from django.urls import path

from otagai.front.desk.views import guide, organizations

urlpatterns = [
    path("organizations/", organizations.organizations, name="organizations"),
    path("organizations/new/", organizations.organization_new, name="organization_new"),
    path("organizations/<int:pk>/", organizations.organization, name="organization"),
    path("organizations/<int:pk>/edit/", organizations.organization_edit, name="organization_edit"),
    path("organizations/<int:pk>/desks/", organizations.organization_desks, name="organization_desks"),
    path("organizations/<int:pk>/areas/", organizations.organization_areas, name="organization_areas"),
    path("organizations/<int:pk>/capacity/", organizations.organization_capacity, name="organization_capacity"),
    path("organizations/<int:pk>/end/", organizations.organization_end, name="organization_end"),
    path("guide/", guide.guide, name="guide"),
    path("guide/<slug:slug>/", guide.chapter, name="guide_chapter"),
]
