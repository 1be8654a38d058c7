"""The style page, and what people see when something went wrong: always with the telephone number of the desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token

from otagai.base.accounts.doors import public
from otagai.base.ui import facts
from otagai.base.ui.kept import kept
from otagai.base.ui.samples import SampleForm, sample_page


@dataclass(frozen=True)
class Clash:
    """A field that two people changed at once: its label and both texts."""

    label: str
    yours: str
    theirs: str


@public(why="見た目の見本帳")
def style(request: HttpRequest) -> HttpResponse:
    """Every component in every state; ?wrong=1 shows the form with its errors."""
    form = SampleForm({"era": ""}) if request.GET.get("wrong") else SampleForm()
    return render(request, "ui/style/style.html", {"form": form, **sample_page(request)})


def error_page(request: HttpRequest, status: int, heading: str, *lines: str) -> HttpResponse:
    """A page that says what happened and what to do next."""
    return render(request, "ui/errors/error.html", {"heading": heading, "lines": lines}, status=status)


@requires_csrf_token
def bad_request(request: HttpRequest, *_given: object, **_named: object) -> HttpResponse:
    """400: we could not read what came."""
    return error_page(
        request, 400, _("うまく読み取れませんでした"), _("前のページにもどって、もう一度お試しください。")
    )


@requires_csrf_token
def forbidden(request: HttpRequest, *_given: object, **_named: object) -> HttpResponse:
    """403: the duty of the person does not include this."""
    return error_page(
        request,
        403,
        _("このページは いまの職務では開けません"),
        _("必要なときは、職務を割り当てる人（システム管理）に相談してください。"),
    )


@requires_csrf_token
def not_found(request: HttpRequest, *_given: object, **_named: object) -> HttpResponse:
    """404: not there, or not for this person; both look the same."""
    return error_page(
        request,
        404,
        _("ページが見つかりません"),
        _("アドレスが変わったか、まちがっているかもしれません。"),
        _("相談の返事をお探しなら、受付番号を用意して「返事を見る」へ進んでください。"),
    )


def conflict(request: HttpRequest, *, clashes: Sequence[Clash], again: str = "") -> HttpResponse:
    """409: somebody else wrote first; both texts are shown and neither is lost. `again` is where to write anew."""
    heading = _("ほかの人が先に書きかえました")
    lines = [_("まだ保存していません。下の2つを見くらべて、書き直してください。")]
    values = {"heading": heading, "lines": lines, "clashes": clashes, "again": again}
    return render(request, "ui/errors/conflict.html", values, status=409)


def too_many(request: HttpRequest, *_given: object, **_named: object) -> HttpResponse:
    """429: too often in a short time."""
    return error_page(
        request,
        429,
        _("少し時間をおいて お試しください"),
        _("短い間に 何度も送られたため、いったん止めています。5分ほど待ってください。"),
    )


def form_was_too_old(request: HttpRequest, *_given: object, **_named: object) -> HttpResponse:
    """403 of the forgery guard: usually a page left open for long, or cookies switched off."""
    return error_page(
        request,
        403,
        _("ページを開いてから 時間がたちました"),
        _("前のページにもどって 読みこみ直し、もう一度送ってください。書いたことは 多くの場合そのまま戻ります。"),
        _("何度も出るときは、ブラウザの設定で Cookie（クッキー）が使えるか 確かめてください。"),
    )


def broken(request: HttpRequest) -> HttpResponse:
    """500: no database, no context processors; the telephone number is the one last known, and what was typed is kept."""
    values = {"town": facts.last_known(), "kept": kept(request, also_staff=True)}
    return HttpResponse(render_to_string("ui/errors/broken.html", values), status=500)
