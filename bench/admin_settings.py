"""Settings for the peer: the product's own, plus the admin, as the owner (no row-level security, no public zone)."""

from otagai.config.settings import *  # noqa: F403
from otagai.config.settings import INSTALLED_APPS, MIDDLEWARE, TEMPLATES

INSTALLED_APPS = [*INSTALLED_APPS, "django.contrib.admin"]
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("otagai.")]
TEMPLATES[0]["OPTIONS"]["context_processors"] = [  # type: ignore[index]
    name
    for name in TEMPLATES[0]["OPTIONS"]["context_processors"]
    if not name.startswith("otagai.")  # type: ignore[index]
]
ROOT_URLCONF = "bench.admin"
AUTHENTICATION_BACKENDS = ["bench.peer.Everything"]
SILENCED_SYSTEM_CHECKS = ["admin.E403", "admin.E404"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
