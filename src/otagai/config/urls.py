"""Every address of the town: the portal for residents, the desk for staff."""

from django.urls import include, path

from otagai.config.urls_public import urlpatterns as public
from otagai.front.desk.views import scanned
from otagai.welcome.intake.words import Timer

handler400 = "otagai.base.ui.views.bad_request"
handler403 = "otagai.base.ui.views.forbidden"
handler404 = "otagai.base.ui.views.not_found"
handler429 = "otagai.base.ui.views.too_many"  # log-in tried too often (allauth)
handler500 = "otagai.base.ui.views.broken"

STEPS = {str(timer): timer.label for timer in Timer}
urlpatterns = [
    path("desk/", include("otagai.front.desk.urls")),  # asked most, so looked up first
    path("c/<str:serial>/", scanned.by_staff, name="scanned_by_staff"),
    *public,
    path("", include("otagai.base.accounts.urls")),
    path("desk/notices/", include("otagai.base.notices.urls")),
    path("desk/audit/", include("otagai.base.audit.urls")),
    path("desk/town/", include("otagai.base.municipality.urls"), {"labels": STEPS}),
    path("desk/ledger/", include("otagai.base.disclosure.urls")),
    path("desk/reach/", include("otagai.insight.coverage.urls")),
    path("desk/profiles/", include("otagai.insight.profiles.urls")),
]
