"""どうやっているか at the desk: writing down how one does it, and trying out what another group does."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.base.safekeeping.errors import StaleEdit
from otagai.front.desk.views.activities import kept
from otagai.front.desk.views.pages import both_texts
from otagai.front.desk.views.replies import again, done, made_once, number
from otagai.kernel.text import clean
from otagai.town.activities import actions, queries, rules
from otagai.town.activities.forms import KnowHowForm, TryOutForm
from otagai.town.organizations import queries as organizations


@requires(Permission.KEEP_ACTIVITIES)
@require_GET
def know_hows(request: StaffRequest) -> HttpResponse:
    """The cards that the person keeps, public or not yet."""
    return render(request, "desk/activities/know_hows.html", {"cards": queries.kept_know_hows(by=request.acting)})


def groups(request: StaffRequest) -> Any:
    """The organisations in whose name the person may write."""
    led = rules.led_by(request.acting)
    offered = organizations.organization_choices(on=timezone.localdate())
    if led is None:
        return offered
    own = [(kind, [(pk, name) for pk, name in of_kind if pk in led]) for kind, of_kind in offered]
    return [(kind, of_kind) for kind, of_kind in own if of_kind]


@requires(Permission.KEEP_ACTIVITIES)
@require_http_methods(["GET", "POST"])
def know_how_new(request: StaffRequest) -> HttpResponse:
    """A new card, about an activity (`?activity=`) or on its own."""
    about = number(request.GET.get("activity", ""))
    known = kept(request, about) if about else None
    begun: dict[str, Any] = {"organization": request.acting.organization_id}
    if known:
        begun = {
            "title": known.activity.title,
            "kind": known.activity.kind,
            "organization": next(iter(known.hosts), None),
        }
    form = KnowHowForm(request.POST or None, initial=begun, groups=groups(request))
    made: list[str] = []

    def card() -> int:
        written = actions.write_know_how(
            by=request.acting, organization_id=form.cleaned_data["organization"], on=timezone.localdate(),
            activity_id=known.activity.pk if known else None, **form.fields_typed(),
        )  # fmt: skip
        return written.pk

    def write() -> None:
        made.append(made_once(request, "know_how_new", card))

    if request.method == "POST" and done(form, write):
        messages.success(request, "「どうやっているか」を 書きました。")
        return redirect("desk:know_how_edit", int(made[0]))
    return again(request, "desk/activities/know_how.html", {"form": form, "heading": "どうやっているかを書く"})


@requires(Permission.KEEP_ACTIVITIES)
@require_http_methods(["GET", "POST"])
def know_how_edit(request: StaffRequest, pk: int) -> HttpResponse:
    """A new edition of a card; for those who keep others 403, and one that is not public is not there at all."""
    card = queries.know_how_for(pk)
    if not rules.may_keep(request.acting, [card.organization_id]):
        raise PermissionDenied if card.is_public else Http404
    shown = {name: getattr(card, name) for name in ("title", "kind", *rules.KNOW_HOW, "is_public", "version")}
    form = KnowHowForm(
        request.POST or None, initial={**shown, "organization": card.organization_id},
        groups=[(card.organization_id, card.organization.name)],
    )  # fmt: skip

    def change() -> None:
        seen = form.cleaned_data["version"] or 0
        actions.change_know_how(
            pk, by=request.acting, seen_version=seen, on=timezone.localdate(), **form.fields_typed()
        )

    try:
        if request.method == "POST" and done(form, change):
            messages.success(request, "書きなおしました。前の版も 残っています。")
            return redirect("desk:know_how_edit", pk)
    except StaleEdit as stale:
        return both_texts(request, stale, again=reverse("desk:know_how_edit", args=[pk]))
    values = {"form": form, "heading": card.title, "card": card, "editions": queries.editions_of(pk)}
    return again(request, "desk/activities/know_how.html", values)


@requires(Permission.KEEP_ACTIVITIES)
@require_http_methods(["GET", "POST"])
def know_how_try(request: StaffRequest, pk: int) -> HttpResponse:
    """使ってみる: a draft of one's own and a copy of the card that tells where it comes from."""
    card = queries.know_how_page(pk)
    begun = {"title": card.line.title, "organization": request.acting.organization_id}
    form = TryOutForm(request.POST or None, initial=begun, groups=groups(request))
    made: list[str] = []

    def try_out() -> None:
        typed = form.cleaned_data
        made.append(
            made_once(
                request, f"know_how_try:{pk}",
                lambda: actions.try_out(
                    pk, by=request.acting, organization_id=typed["organization"], title=clean(typed["title"]),
                    on=timezone.localdate(),
                ).activity_id,
            )
        )  # fmt: skip

    if request.method == "POST" and done(form, try_out):
        messages.success(request, "下書きの活動と、やり方のカードを 作りました。つぎに、日にちを入れてください。")
        return redirect("desk:activity_edit", int(made[0]))
    return again(request, "desk/activities/know_how_try.html", {"form": form, "card": card, "line": card.line})
