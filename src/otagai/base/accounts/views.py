"""Administration of accounts, and the page on which an invited person chooses a passphrase."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from otagai.base.accounts import actions, letters, queries
from otagai.base.accounts.adapter import StaffAdapter
from otagai.base.accounts.doors import StaffRequest, View, account, requires
from otagai.base.accounts.forms import AssignmentForm, DetailsForm, EndForm, InviteForm, PassphraseForm, SureForm
from otagai.base.accounts.queries import AccountPage
from otagai.base.accounts.words import Permission
from otagai.base.safekeeping.actions import once
from otagai.base.safekeeping.errors import RuleBroken
from otagai.kernel.numbers import row_number

LINK = "invitation-link"
form_page = require_http_methods(["GET", "POST"])


def page_or_404(pk: int) -> AccountPage:
    """The account, or the page that says there is none."""
    found = queries.account_page(pk, on=timezone.localdate())
    if found is None:
        raise Http404
    return found


def told(request: HttpRequest, broken: RuleBroken) -> None:
    """Say on the next page why something was not done."""
    for reason in broken.reasons:
        messages.error(request, reason)


@requires(Permission.KEEP_ACCOUNTS)
@require_GET
def accounts(request: StaffRequest) -> HttpResponse:
    """The list, searched by name, user name or organisation."""
    text, after = request.GET.get("q", "").strip()[:80], request.GET.get("after", "")
    lines = queries.accounts(text, after=row_number(after) or 0, on=timezone.localdate())
    return render(request, "accounts/list.html", {"lines": lines, "text": text})


@requires(Permission.KEEP_ACCOUNTS)
@form_page
def invite(request: StaffRequest) -> HttpResponse:
    """Invite somebody: account, duty and a one-time link in one step."""
    form = InviteForm(request.POST or None, initial={"key": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(
                once(form.cleaned_data["key"], form="accounts.invite", create=lambda: invited(request, form))
            )
        except RuleBroken as broken:
            form.add_error(None, ValidationError(broken.reasons))
    return render(request, "accounts/invite.html", {"form": form})


def invited(request: StaffRequest, form: InviteForm) -> str:
    """Do it, hand over the link, and say where the account is."""
    found = actions.invite(form.guest(), [form.task()], by=request.acting, at=timezone.now())
    hand_over(request, found)
    return reverse("accounts:account", args=[found.user.pk])


def hand_over(request: StaffRequest, found: actions.Invited) -> None:
    """Show the link once (it travels in a cookie of this browser, the server keeps its hash), and mail it."""
    link = request.build_absolute_uri(reverse("account_invitation", args=[found.token]))
    messages.info(request, link, extra_tags=LINK)
    if found.user.email and not letters.send_invitation(found.user, link):
        messages.warning(request, "メールを送れませんでした。下の案内を、紙などで手渡してください。")


@requires(Permission.KEEP_ACCOUNTS)
@require_GET
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One account: duties, invitation, second factor, closing."""
    page = page_or_404(pk)
    said = list(messages.get_messages(request))
    return render(
        request, "accounts/account.html",
        {
            "page": page, "assignment": AssignmentForm(prefix="new"), "today": timezone.localdate(),
            "link": next((message.message for message in said if LINK in message.tags), ""),
            "messages": [message for message in said if LINK not in message.tags],
        },
    )  # fmt: skip


@requires(Permission.KEEP_ACCOUNTS)
@form_page
def details(request: StaffRequest, pk: int) -> HttpResponse:
    """Change name, mail and telephone."""
    page = page_or_404(pk)
    form = DetailsForm(
        request.POST or None, initial={"display_name": page.display_name, "email": page.email, "phone": page.phone}
    )
    if request.method == "POST" and form.is_valid():
        actions.change_details(pk, by=request.acting, **form.cleaned_data)
        return redirect("accounts:account", pk)
    return render(request, "accounts/details.html", {"form": form, "page": page})


@requires(Permission.KEEP_ACCOUNTS)
@require_POST
def assign(request: StaffRequest, pk: int) -> HttpResponse:
    """Give one more duty; pressed twice, the second one is refused by the rule."""
    page, form = page_or_404(pk), AssignmentForm(request.POST, prefix="new")
    if form.is_valid():
        try:
            actions.assign(pk, form.task(), by=request.acting)
            return redirect("accounts:account", pk)
        except RuleBroken as broken:
            form.add_error(None, ValidationError(broken.reasons))
    return render(request, "accounts/account.html", {"page": page, "assignment": form, "today": timezone.localdate()})


@requires(Permission.KEEP_ACCOUNTS)
@require_POST
def end_assignment(request: StaffRequest, pk: int, assignment: int) -> HttpResponse:
    """End one duty of this account on a day."""
    page, form = page_or_404(pk), EndForm(request.POST)
    if assignment not in {held.pk for held in page.assignments}:
        raise Http404
    if form.is_valid():
        try:
            actions.end_assignment(pk, assignment, until=form.cleaned_data["until"], by=request.acting)
        except RuleBroken as broken:
            told(request, broken)
    else:
        messages.error(request, "終わる日を書いてください")
    return redirect("accounts:account", pk)


@requires(Permission.KEEP_ACCOUNTS)
@require_POST
def resend(request: StaffRequest, pk: int) -> HttpResponse:
    """A fresh link."""
    if not page_or_404(pk).is_active:
        raise Http404
    hand_over(request, actions.resend(pk, by=request.acting, at=timezone.now()))
    return redirect("accounts:account", pk)


def one_press(act: Callable[[StaffRequest, int], None], *, done: str) -> View:
    """A view for a button on the page of an account."""

    @requires(Permission.KEEP_ACCOUNTS)
    @require_POST
    def pressed(request: StaffRequest, pk: int) -> HttpResponse:
        page_or_404(pk)
        try:
            act(request, pk)
            messages.success(request, done)
        except RuleBroken as broken:
            told(request, broken)
        return redirect("accounts:account", pk)

    return pressed


def _unlock(request: StaffRequest, pk: int) -> None:
    StaffAdapter(request).unlock(request, page_or_404(pk).username)
    actions.unlocked(pk, by=request.acting)


revoke = one_press(
    lambda request, pk: actions.revoke(pk, by=request.acting, at=timezone.now()), done="案内を取り消しました。"
)
close = one_press(
    lambda request, pk: actions.close(pk, by=request.acting, at=timezone.now()),
    done="アカウントを閉じました。いま入っている人も、次の操作から入れません。",
)
reopen = one_press(
    lambda request, pk: actions.reopen(pk, by=request.acting),
    done="もう一度使えるようにしました。職務を割り当ててください。",
)
unlock = one_press(_unlock, done="ログインの足止めを解きました。")


@requires(Permission.KEEP_ACCOUNTS)
@form_page
def reset_second_factor(request: StaffRequest, pk: int) -> HttpResponse:
    """Two steps: a page that says what will happen, then the deed."""
    page, form = page_or_404(pk), SureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.reset_second_factor(pk, by=request.acting, at=timezone.now())
        messages.success(request, "二段階の確認を取り消しました。次のログインで、新しく登録してもらいます。")
        return redirect("accounts:account", pk)
    return render(request, "accounts/reset_second_factor.html", {"form": form, "page": page})


@account(why="招待された人が、合言葉を決める")
@form_page
def invitation(request: StaffRequest, token: str) -> HttpResponse:
    """The invited person sees their duties and chooses a passphrase."""
    if request.user.is_authenticated:
        return render(request, "accounts/invitation_while_logged_in.html")
    welcome = queries.invitation_for(token, at=timezone.now())
    if welcome is None:
        return render(request, "accounts/invitation_dead.html", status=404)
    form = PassphraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_up(token, passphrase=form.cleaned_data["passphrase"], at=timezone.now())
            messages.success(request, "合言葉を決めました。ログインの名前と いま決めた合言葉で、入ってください。")
            return redirect("account_login")
        except RuleBroken as broken:
            form.add_error("passphrase", ValidationError(broken.reasons))
    return render(request, "accounts/invitation.html", {"form": form, "welcome": welcome})
