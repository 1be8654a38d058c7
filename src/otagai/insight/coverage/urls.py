"""Addresses of 徒歩圏."""

from django.urls import path

from otagai.insight.coverage import views

app_name = "coverage"
urlpatterns = [
    path("", views.ask, name="ask"),
    path("points/", views.points, name="points"),
    path("place/<int:pk>/", views.place, name="place"),
    path("areas.geojson", views.outlines, name="outlines"),
    path("save/", views.save, name="save"),
    path("compare/", views.compare, name="compare"),
    path("<int:pk>/", views.scenario, name="scenario"),
    path("<int:pk>/rename/", views.rename, name="rename"),
    path("<int:pk>/put-away/", views.put_away, name="put_away"),
    path("<int:pk>/search/", views.search, name="search"),
]
