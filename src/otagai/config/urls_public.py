"""The addresses of the public zone alone (OTAGAI_PUBLIC_ONLY=1 serves just these, as another database role)."""

from django.urls import include, path

from otagai.front.desk.views import scanned

handler400 = "otagai.base.ui.views.bad_request"
handler403 = "otagai.base.ui.views.forbidden"
handler404 = "otagai.base.ui.views.not_found"
handler500 = "otagai.base.ui.views.broken"

urlpatterns = [
    path("", include("otagai.front.portal.urls")),
    path("opendata/", include("otagai.front.opendata.urls")),
    path("api/v1/", include("otagai.front.opendata.api_urls")),
    path("hsds/", include("otagai.front.opendata.hsds.urls")),
    path("style/", include("otagai.base.ui.urls")),
    path("c/<str:serial>/", scanned.by_anybody, name="scanned"),
]
