"""Innermost middleware: view, rendering and exception handling run in one transaction, bound to who is acting."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import timezone

from otagai.base.accounts import queries as accounts
from otagai.base.accounts.acting import PUBLIC, Acting
from otagai.base.accounts.doors import Account, Public, access_of
from otagai.base.accounts.third_party import access_of_path
from otagai.base.circles.scope import Scope, Zone, acting_in


class BoundTransaction:
    """Bind the scope of the request; roll everything back when the view raised or answered 5xx."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        scope, acting = scope_of(request)
        request.acting = acting  # type: ignore[attr-defined]
        with acting_in(scope):
            response = self.get_response(request)
            if response.status_code >= 500 or getattr(request, "view_raised", False):
                transaction.set_rollback(True)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Remember that the view raised: nothing half-done is kept."""
        request.view_raised = True  # type: ignore[attr-defined]


def scope_of(request: HttpRequest) -> tuple[Scope, Acting]:
    """Public doors run as the public role; others as the app role bound to the person's duties of today."""
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return Scope(zone=Zone.PUBLIC), PUBLIC
    access = access_of(match.func) or access_of_path(match)
    if isinstance(access, Public):
        return Scope(zone=Zone.PUBLIC, origin=match.view_name), PUBLIC
    if not request.user.is_authenticated:
        return Scope(origin=match.view_name), PUBLIC
    acting = accounts.acting_for(request.user, on=timezone.localdate())
    if isinstance(access, Account):
        return Scope(user_id=request.user.pk, origin=match.view_name), acting
    if not acting.held:  # the last duty has ended: out at the next request (safety rule 13)
        return Scope(origin=match.view_name), PUBLIC
    return scope_for(acting, origin=match.view_name), acting


def scope_for(acting: Acting, *, origin: str = "") -> Scope:
    """The staff scope that follows from the duties of the acting person."""
    return Scope(
        user_id=acting.user.pk if acting.user else None,
        organizations=acting.organizations,
        oversight=acting.oversees,
        origin=origin,
    )
