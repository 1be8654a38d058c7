"""Addresses of the desk."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from otagai.base.accounts.doors import requires
from otagai.base.accounts.words import Permission

app_name = "desk"


@requires(Permission.USE_DESK)
def soon(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """Placeholder until the room's views land (minutes)."""
    return HttpResponse(f"{pk}")


urlpatterns = [
    path("", include("otagai.front.desk.urls_town")),
    path("", soon, name="today"),
    path("consultations/<int:pk>/", soon, name="consultation"),
    path("referrals/<int:pk>/", soon, name="referral"),
]
