"""The addresses of the read API."""

from django.urls import path

from otagai.front.opendata.api import api
from otagai.front.opendata.doors import description_of, doors_of, marked

app_name = "api"
WHY = "オープンデータ（読み取りAPI、公開している事実だけ）"
urlpatterns = [
    path("openapi.json", marked(description_of(api, "/api/v1/"), WHY), name="openapi"),
    *doors_of(api, why=WHY),
]
