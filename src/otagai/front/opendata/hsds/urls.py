"""The addresses of the HSDS API."""

from django.urls import path

from otagai.front.opendata.doors import description_of, doors_of, marked
from otagai.front.opendata.hsds.api import api

app_name = "hsds"
WHY = "オープンデータ（HSDS 3.1、公開している事実だけ）"
urlpatterns = [
    path("openapi.json", marked(description_of(api, "/hsds/"), WHY), name="openapi"),
    *doors_of(api, why=WHY),
]
