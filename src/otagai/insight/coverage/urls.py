"""Addresses of 徒歩圏."""

from django.urls import path

from otagai.insight.coverage import views

app_name = "coverage"
urlpatterns = [
    path("", views.ask, name="ask"),
    path("points/", views.points, name="points"),
    path("save/", views.save, name="save"),
    path("compare/", views.compare, name="compare"),
    path("<int:pk>/", views.scenario, name="scenario"),
    path("<int:pk>/search/", views.search, name="search"),
]
