"""Addresses of the desk about people, organisations, windows, places, imports and the guide."""

from django.urls import path

from otagai.front.desk.views import guide, households, organizations, people, search

urlpatterns = [
    path("search/", search.search, name="search"),
    path("people/new/", people.person_new, name="person_new"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/edit/", people.person_edit, name="person_edit"),
    path("people/<int:pk>/readings/", people.person_readings, name="person_readings"),
    path("people/<int:pk>/contacts/", people.contact_new, name="contact_new"),
    path("people/<int:pk>/contacts/<int:contact>/", people.contact_safety, name="contact_safety"),
    path("people/<int:pk>/contacts/<int:contact>/end/", people.contact_end, name="contact_end"),
    path("people/<int:pk>/household/", households.household_new, name="household_new"),
    path("households/<int:pk>/", households.household, name="household"),
    path("households/<int:pk>/add/", households.household_add, name="household_add"),
    path("households/<int:pk>/people/<int:person>/leave/", households.household_leave, name="household_leave"),
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
