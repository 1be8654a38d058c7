"""The addresses of an API as doors of the house: each is public and says why, each is paced, each has a name of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from ninja import NinjaAPI, Schema

from otagai.base.accounts.doors import public
from otagai.front.opendata.pacing import paced

ROOT = "api-root"


class Trouble(Schema):
    """Why there is no answer."""

    detail: Any


ANSWERS: dict[int, type[Schema]] = {404: Trouble, 422: Trouble, 429: Trouble}
"""What every address may say besides its answer."""


def doors_of(api: NinjaAPI, *, why: str) -> Iterator[URLPattern]:
    """Every address of the API, marked; and its description."""
    for pattern in api.urls[0]:
        if isinstance(pattern, URLPattern) and pattern.name != ROOT:
            yield path(str(pattern.pattern), marked(pattern.callback, why), name=pattern.name)


def marked(view: Any, why: str) -> Any:
    """A view as a public door: paced, read by other sites too, never kept by anybody in between."""

    @csrf_exempt
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = paced(view)(request, *args, **kwargs)
        response.headers.setdefault("Access-Control-Allow-Origin", "*")
        response.headers.setdefault("Cache-Control", "public, no-cache")
        return response

    return public(why=why)(door)


def uid_of(pk: str) -> UUID:
    """The number in an address; what is none names nothing: 404."""
    try:
        return UUID(pk)
    except ValueError:
        raise Http404 from None


@dataclass(frozen=True)
class Way:
    """One address of an API for people who read: what it gives, what one may ask."""

    path: str
    summary: str
    text: str
    asked: tuple[tuple[str, str], ...]


def described(api: NinjaAPI, root: str) -> list[Way]:
    """Every address of the API in words."""
    paths: dict[str, Any] = api.get_openapi_schema(path_prefix=root)["paths"]
    return [
        Way(
            path, each["get"]["summary"], each["get"].get("description", ""),
            tuple((one["name"], one.get("description", "番号")) for one in each["get"].get("parameters", ())),
        )
        for path, each in paths.items()
    ]  # fmt: skip


def description_of(api: NinjaAPI, root: str) -> Any:
    """The view with the OpenAPI description, its addresses beginning at `root`."""

    @require_safe
    def described(request: HttpRequest) -> JsonResponse:
        return JsonResponse(api.get_openapi_schema(path_prefix=root), json_dumps_params={"ensure_ascii": False})

    return described
