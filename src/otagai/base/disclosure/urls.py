"""Addresses of the ledger."""

from django.urls import path

from otagai.base.disclosure import views

app_name = "disclosure"
urlpatterns = [
    path("", views.ledger, name="ledger"),
    path("<int:year>.csv", views.yearly, name="yearly"),
]
