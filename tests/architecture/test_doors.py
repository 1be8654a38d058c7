"""Every address says who may enter; one that does not is found here before anybody else finds it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.staticfiles.urls import staticfiles_urlpatterns
from django.urls import URLPattern, URLResolver, get_resolver, path

from otagai.base.accounts.doors import Account, Needs, Public, access_of
from otagai.base.accounts.third_party import OPEN
from otagai.base.accounts.words import Permission

FRAMEWORK = {pattern.callback for pattern in staticfiles_urlpatterns()}


def doors(resolver: Any, names: tuple[str, ...] = ()) -> Iterator[tuple[str, str, Any]]:
    """(full name, route, view) of every address under the resolver."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inside = (*names, pattern.namespace) if pattern.namespace else names
            yield from doors(pattern, inside)
        elif isinstance(pattern, URLPattern):
            yield ":".join((*names, pattern.name or "")), str(pattern.pattern), pattern.callback


def unmarked(resolver: Any) -> list[str]:
    """Addresses for which nobody said who may enter."""
    return [
        f"{name} ({route})"
        for name, route, view in doors(resolver)
        if access_of(view) is None and name not in OPEN and view not in FRAMEWORK
    ]


def test_every_address_says_who_may_enter() -> None:
    assert unmarked(get_resolver()) == []


def test_an_address_without_a_mark_is_found() -> None:
    class Unguarded:
        url_patterns = (path("secret/", lambda request: None, name="secret"),)

    assert unmarked(Unguarded()) == ["secret (secret/)"]


def test_every_open_door_says_why() -> None:
    for name, _, view in doors(get_resolver()):
        access = access_of(view)
        if isinstance(access, (Public, Account)):
            assert access.why.strip(), name


def test_every_guarded_door_asks_for_a_permission_that_exists() -> None:
    for name, _, view in doors(get_resolver()):
        access = access_of(view)
        if isinstance(access, Needs):
            assert access.permissions, name
            assert set(access.permissions) <= set(Permission), name


def test_every_door_has_a_name_of_its_own() -> None:
    names = [name for name, *_ in doors(get_resolver())]
    assert all(name and not name.endswith(":") for name in names)
    assert len(names) == len(set(names))


def test_the_list_of_foreign_doors_names_only_doors_that_exist() -> None:
    there = {name for name, *_ in doors(get_resolver())}
    assert set(OPEN) - there == set(), "remove what allauth no longer has"


def test_public_addresses_are_the_portal_the_open_lists_the_style_page_and_the_scanned_card_alone() -> None:
    outside = {name.partition(":")[0] for name, _, view in doors(get_resolver()) if isinstance(access_of(view), Public)}
    assert outside <= {"portal", "opendata", "api", "hsds", "ui", "scanned"}
