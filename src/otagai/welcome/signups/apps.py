from django.apps import AppConfig


class SignUpsConfig(AppConfig):
    """活動への申し込み."""

    name = "otagai.welcome.signups"
    label = "signups"
    verbose_name = "活動への申し込み"
