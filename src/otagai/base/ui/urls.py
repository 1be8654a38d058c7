"""The style page."""

from django.urls import path

from otagai.base.ui import views

app_name = "ui"
urlpatterns = [path("", views.style, name="style")]
