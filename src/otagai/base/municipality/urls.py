"""Addresses of the settings; whoever includes them passes the labels of the steps that have a deadline."""

from django.urls import path

from otagai.base.municipality import views

app_name = "municipality"
urlpatterns = [
    path("", views.settings, name="settings"),
    path("change/", views.change_town, name="change"),
    path("deadlines/", views.change_deadlines, name="deadlines"),
]
