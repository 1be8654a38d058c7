from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """だれが・職務."""

    name = "otagai.base.accounts"
    label = "accounts"
    verbose_name = "だれが・職務"
