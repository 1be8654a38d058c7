"""Settings, read from the environment that the launcher (or an operator) gives. See docs/operations.md."""

from __future__ import annotations

import os
from pathlib import Path

from otagai.config import environment
from otagai.config.environment import flag, required_in_production

BASE_DIR = Path(__file__).resolve().parents[3]
DEBUG = flag("OTAGAI_DEBUG")
OTAGAI_DEMO = flag("OTAGAI_DEMO")
OTAGAI_ORIGIN = os.environ.get("OTAGAI_ORIGIN", "http://127.0.0.1:8070")
OTAGAI_KEYS = Path(os.environ.get("OTAGAI_KEYS", BASE_DIR / "var" / "keys"))
OTAGAI_PUBLIC_ONLY = flag("OTAGAI_PUBLIC_ONLY")

SECRET_KEY = environment.secret_key(OTAGAI_KEYS)
ALLOWED_HOSTS = environment.hosts(OTAGAI_ORIGIN)
CSRF_TRUSTED_ORIGINS = [OTAGAI_ORIGIN]
SECURE = OTAGAI_ORIGIN.startswith("https://")
required_in_production(demo=OTAGAI_DEMO, debug=DEBUG, origin=OTAGAI_ORIGIN, key=SECRET_KEY)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "procrastinate.contrib.django",
    "otagai.base.ui",
    "otagai.base.circles",
    "otagai.base.accounts",
    "allauth",  # after our accounts: our pages come before its own
    "allauth.account",
    "allauth.mfa",
    "otagai.base.audit",
    "otagai.base.disclosure",
    "otagai.base.notices",
    "otagai.base.safekeeping",
    "otagai.base.municipality",
    "otagai.town.areas",
    "otagai.town.organizations",
    "otagai.town.people",
    "otagai.town.consents",
    "otagai.town.places",
    "otagai.town.activities",
    "otagai.town.imports",
    "otagai.welcome.letterbox",
    "otagai.welcome.intake",
    "otagai.welcome.referrals",
    "otagai.welcome.signups",
    "otagai.together.startups",
    "otagai.together.grants",
    "otagai.insight.coverage",
    "otagai.insight.profiles",
    "otagai.front.portal",
    "otagai.front.opendata",
    "otagai.front.desk",
]
if (BASE_DIR / "demo" / "apps.py").exists() and (OTAGAI_DEMO or flag("OTAGAI_TESTING")):
    INSTALLED_APPS.append("demo")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "otagai.base.ui.middleware.SafeHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "otagai.base.ui.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "otagai.base.safekeeping.middleware.CleanInput",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "otagai.base.accounts.middleware.ForeignDoors",
    "otagai.base.accounts.middleware.SecondFactor",
    "otagai.base.accounts.middleware.IdleLogOut",
    "otagai.base.circles.middleware.BoundTransaction",
]
ROOT_URLCONF = "otagai.config.urls_public" if OTAGAI_PUBLIC_ONLY else "otagai.config.urls"
WSGI_APPLICATION = "otagai.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "otagai.base.ui.context.page",
                "otagai.front.desk.context.desk",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
FORM_RENDERER = "otagai.base.ui.renderer.Renderer"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

DATABASES = {"default": environment.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "otagai_cache"},
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["otagai.base.accounts.backend.ByUserName"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "otagai.base.accounts.passphrases.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "otagai.base.accounts.passphrases.NotCommon"},
    {"NAME": "otagai.base.accounts.passphrases.NotOneself"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "otagai.base.accounts.adapter.StaffAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False  # shared PCs: closing the browser logs out
ACCOUNT_FORMS = {
    "login": "otagai.base.accounts.forms.LogIn",
    "reauthenticate": "otagai.base.accounts.forms.Reauthenticate",
    "change_password": "otagai.base.accounts.forms.ChangePassphrase",
}
MFA_FORMS = {
    "authenticate": "otagai.base.accounts.forms.EnterCode",
    "reauthenticate": "otagai.base.accounts.forms.EnterCodeAgain",
    "activate_totp": "otagai.base.accounts.forms.ActivateApp",
    "add_webauthn": "otagai.base.accounts.forms.AddPasskey",
    "edit_webauthn": "otagai.base.accounts.forms.RenamePasskey",
}
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/300s/key", "login": "30/m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if SECURE else 0  # else all would share the proxy's address, and one could lock out all
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
MFA_ADAPTER = "otagai.base.accounts.adapter.SecondFactorAdapter"
MFA_TOTP_ISSUER = "Otagai"
SESSION_ENGINE = "otagai.base.accounts.sessions"
SESSION_COOKIE_AGE = 15 * 60
SESSION_COOKIE_NAME = "otagai_session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "otagai.front.portal.views.home.form_was_too_old"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024

LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", "日本語"), ("ja-easy", "やさしい日本語")]
LOCALE_PATHS = [Path(__file__).resolve().parents[1] / "locale"]
LANGUAGE_COOKIE_NAME = "otagai_language"
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("OTAGAI_STATIC_ROOT", BASE_DIR / "var" / "static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": environment.static_storage(debug=DEBUG)},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False

DEFAULT_FROM_EMAIL = os.environ.get("OTAGAI_MAIL_FROM", "otagai@localhost")
EMAIL_BACKEND, EMAIL_FILE_PATH = environment.mail(BASE_DIR)
EMAIL_HOST = os.environ.get("OTAGAI_MAIL_HOST", "localhost")

OTAGAI_LICENCE = environment.licence()  # under which the town gives its open data away
OTAGAI_SMALLEST_COUNT = environment.smallest_count()  # small numbers in statistics (safety rule 10)
PROCRASTINATE_WORKER_DEFAULTS = {"delete_jobs": "successful"}  # what failed stays to be seen
PROCRASTINATE_IMPORT_PATHS = [
    "otagai.base.notices.jobs",
    "otagai.base.safekeeping.jobs",
    "otagai.welcome.intake.jobs",
    "otagai.welcome.referrals.jobs",
    "otagai.welcome.signups.jobs",
    "otagai.town.places.jobs",
    "otagai.together.startups.jobs",
    "otagai.together.grants.jobs",
    "otagai.insight.coverage.jobs",
    "otagai.insight.profiles.jobs",
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["out"], "level": "WARNING"},
}
