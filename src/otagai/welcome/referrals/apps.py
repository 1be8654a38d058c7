from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    """つなぐ."""

    name = "otagai.welcome.referrals"
    label = "referrals"
    verbose_name = "つなぐ"
