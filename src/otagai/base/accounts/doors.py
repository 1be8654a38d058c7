"""Every view says who may enter: @requires(permission) or @public(why=…). An unmarked door fails the tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast

from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.words import Permission
from otagai.base.ui.typed import told

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Public:
    """Anybody may enter; the reason says why. The view runs as the public database role."""

    why: str


@dataclass(frozen=True)
class Needs:
    """Only people whose duties of today include one of the permissions."""

    permissions: tuple[Permission, ...]


@dataclass(frozen=True)
class Account:
    """Anybody who is logged in, or about to be: the pages of the account itself."""

    why: str


class StaffRequest(HttpRequest):
    """A request that passed the middleware: it knows who is acting."""

    acting: Acting


def public(*, why: str) -> Callable[[View], View]:
    """Mark a view as open to everybody."""

    def mark(view: View) -> View:
        view.access = Public(why)  # type: ignore[attr-defined]
        return view

    return mark


def account(*, why: str) -> Callable[[View], View]:
    """Mark a view of the account itself (log-in, second factor, invitation): the staff zone, with no circle bound."""

    def mark(view: View) -> View:
        view.access = Account(why)  # type: ignore[attr-defined]
        return view

    return mark


def requires(*permissions: Permission) -> Callable[[View], View]:
    """Mark a view as open to duties with one of the permissions: log-in first, then 403 inside the house."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            acting = cast(StaffRequest, request).acting
            if acting.user is None:
                return logged_out(request)
            if not acting.permissions.intersection(permissions):
                raise PermissionDenied
            response = view(request, *args, **kwargs)
            response.headers["Cache-Control"] = "no-store"
            return response

        guarded.access = Needs(permissions)  # type: ignore[attr-defined]
        return guarded

    return mark


NOT_TYPED = {"csrfmiddlewaretoken", "key"}


def logged_out(request: HttpRequest) -> HttpResponse:
    """To the log-in and back; what was typed into a form is shown instead of being lost (house.md, never lost).

    Whoever is still logged in has no duty any longer: the session ends with it, else the log-in would lead back here.
    """
    if request.user.is_authenticated:
        logout(request)
    if request.method in ("GET", "HEAD"):
        return cast(HttpResponse, redirect_to_login(request.get_full_path()))
    values = {
        "typed": told(request.POST, but=NOT_TYPED),
        "log_in": f"{reverse('account_login')}?{urlencode({'next': page_before(request)})}",
    }
    response = render(request, "accounts/logged_out.html", values, status=403)
    response.headers["Cache-Control"] = "no-store"
    return response


def page_before(request: HttpRequest) -> str:
    """The page with the form, when the browser tells and it is one of ours; else the desk."""
    referer = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(referer, allowed_hosts={request.get_host()})
    return referer if referer and ours else "/desk/"


def access_of(view: object) -> Public | Needs | Account | None:
    """How the view is marked; None when nobody said who may enter."""
    return getattr(view, "access", None)
