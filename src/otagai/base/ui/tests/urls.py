"""Just enough addresses for the shells of this room: the style page, and a door to leave by."""

from django.urls import include, path

from otagai.base.ui import views

urlpatterns = [
    path("style/", include("otagai.base.ui.urls")),
    path("accounts/logout/", views.style, name="account_logout"),
    path("accounts/2fa/", views.style, name="mfa_index"),
]
