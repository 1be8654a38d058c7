"""Addresses of the traces."""

from django.urls import path

from otagai.base.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.readings, name="readings"),
    path("deeds/", views.deeds, name="deeds"),
    path("<str:subject>/<int:number>/", views.printout, name="printout"),
    path("<str:subject>/<int:number>.csv", views.table, name="table"),
]
