"""The addresses of what is given away."""

from django.urls import path

from otagai.front.opendata import views

app_name = "opendata"
urlpatterns = [
    path("", views.page, name="page"),
    path("api/", views.api_page, name="api"),
    path("places.geojson", views.geojson, name="geojson"),
    path("<slug:name>.csv", views.file, name="file"),
]
