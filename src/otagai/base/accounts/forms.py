"""Forms of accounts: ours, and those of the log-in in our words."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.utils import timezone

from otagai.base.accounts import queries
from otagai.base.accounts.actions import Guest, Task
from otagai.base.accounts.words import Duty

LABEL = "合言葉"
CHOOSE_HINT = "10文字以上。よくある言葉や、名前に似たものは使えません。文のように長いと、覚えやすく安全です。"


def in_our_words(form: forms.Form, **labels: str) -> None:
    """Give the fields our labels, and no placeholders (they vanish while typing)."""
    for name, label in labels.items():
        form.fields[name].label = label
        form.fields[name].help_text = ""
        form.fields[name].widget.attrs.pop("placeholder", None)


class LogIn(account.LoginForm):
    """ユーザー名 and 合言葉."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_our_words(self, login="ユーザー名", password=LABEL)
        self.fields["login"].widget.attrs["autocapitalize"] = "none"


class Reauthenticate(account.ReauthenticateForm):
    """The passphrase once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_our_words(self, password=LABEL)


class ChangePassphrase(account.ChangePasswordForm):
    """The old passphrase and twice the new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_our_words(self, oldpassword="いまの合言葉", password1="新しい合言葉", password2="新しい合言葉（もう一度）")
        self.fields["password1"].help_text = CHOOSE_HINT


class EnterCode(second_factor.AuthenticateForm):
    """The number of the authenticator app, or a spare one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_our_words(self, code="確認アプリの番号（または予備の番号）")
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class EnterCodeAgain(second_factor.ReauthenticateForm):
    """The same before something important."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_our_words(self, code="確認アプリの番号（または予備の番号）")


class ActivateApp(ActivateTOTPForm):
    """The first number that the app shows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_our_words(self, code="アプリに出ている6けたの番号")
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class AddPasskey(passkeys.AddWebAuthnForm):
    """A passkey with a name of one's own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_our_words(self, name="この鍵の名前", passwordless="合言葉なしでも、この鍵だけで入れるようにする")


class RenamePasskey(passkeys.EditWebAuthnForm):
    """Another name for the passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_our_words(self, name="この鍵の名前")


class PassphraseForm(forms.Form):
    """What an invited person chooses."""

    passphrase = forms.CharField(
        label=LABEL, help_text=CHOOSE_HINT, strip=False, max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    again = forms.CharField(
        label="合言葉（もう一度）", strip=False, max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Both must be the same."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("passphrase") and given.get("again") and given["passphrase"] != given["again"]:
            self.add_error("again", "2つの合言葉がちがいます")
        return given


class DetailsForm(forms.Form):
    """How somebody is called and reached."""

    display_name = forms.CharField(label="お名前", max_length=80)
    email = forms.EmailField(
        label="メール", required=False, help_text="お知らせが届いたことだけを送ります。内容は書きません。"
    )
    phone = forms.CharField(label="電話", max_length=20, required=False)


def organizations() -> list[tuple[int | str, str]]:
    """The organisations of today."""
    return [("", "えらんでください"), *queries.organization_choices(on=timezone.localdate())]


def areas() -> list[tuple[str, Any]]:
    """The areas of today by layer, and the whole organisation."""
    return [("", "全体"), *queries.area_choices(on=timezone.localdate())]


class AssignmentForm(forms.Form):
    """職務 × 団体 × 地区, from – until."""

    duty = forms.TypedChoiceField(label="職務", coerce=Duty, choices=Duty.choices)
    organization = forms.TypedChoiceField(label="団体・機関", coerce=int, choices=organizations)
    area = forms.TypedChoiceField(
        label="地区",
        coerce=int,
        choices=areas,
        required=False,
        empty_value=None,
        help_text="選ばなければ、団体の全体です。",
    )
    since = forms.DateField(
        label="いつから", widget=forms.DateInput(attrs={"type": "date"}), initial=timezone.localdate
    )
    until = forms.DateField(
        label="いつまで", required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text="この日から使えなくなります。決まっていなければ空のまま。",
    )  # fmt: skip

    def task(self) -> Task:
        """The duty to give."""
        given = self.cleaned_data
        return Task(given["duty"], given["organization"], given["since"], given["area"], given["until"])


class InviteForm(AssignmentForm, DetailsForm):
    """Who is invited, and to what."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    username = forms.CharField(
        label="ユーザー名", max_length=60, help_text="ログインに使います。半角の英小文字と数字。",
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
    )  # fmt: skip
    field_order = ("key", "display_name", "username", "email", "phone", "duty", "organization", "area")

    def guest(self) -> Guest:
        """Who is invited."""
        given = self.cleaned_data
        return Guest(given["username"].lower(), given["display_name"], given["email"], given["phone"])


class EndForm(forms.Form):
    """The day from which a duty no longer counts."""

    until = forms.DateField(label="この日から使えない", widget=forms.DateInput(attrs={"type": "date"}))


class SureForm(forms.Form):
    """The second step before something that cannot be taken back."""

    sure = forms.BooleanField(label="本人に確かめました")
