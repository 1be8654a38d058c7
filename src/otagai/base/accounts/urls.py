"""Addresses of the account: log-in, second factor, log-out, invitation. Sign-up and password mails do not exist."""

from allauth.account import views as account
from django.urls import include, path

from otagai.base.accounts import stricter, views

administration = (
    [
        path("", views.accounts, name="list"),
        path("invite/", views.invite, name="invite"),
        path("<int:pk>/", views.detail, name="account"),
        path("<int:pk>/details/", views.details, name="details"),
        path("<int:pk>/assign/", views.assign, name="assign"),
        path("<int:pk>/duties/<int:assignment>/end/", views.end_assignment, name="end_assignment"),
        path("<int:pk>/invitation/", views.resend, name="resend"),
        path("<int:pk>/invitation/revoke/", views.revoke, name="revoke"),
        path("<int:pk>/close/", views.close, name="close"),
        path("<int:pk>/reopen/", views.reopen, name="reopen"),
        path("<int:pk>/unlock/", views.unlock, name="unlock"),
        path("<int:pk>/second-factor/", views.reset_second_factor, name="reset_second_factor"),
    ],
    "accounts",
)
urlpatterns = [
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("accounts/password/change/", stricter.change_passphrase, name="account_change_password"),
    path("accounts/2fa/webauthn/keys/<int:pk>/remove/", stricter.remove_passkey, name="account_remove_passkey"),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("accounts/invitation/<str:token>/", views.invitation, name="account_invitation"),
    path("desk/accounts/", include(administration)),
]
