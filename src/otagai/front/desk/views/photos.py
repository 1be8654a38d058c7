"""Photos of places: what came by a link is looked at before residents see it; taken down at once."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.base.safekeeping.pictures import drawing
from otagai.front.desk.views.replies import again, done, inside, say_errors, sent_key
from otagai.kernel.text import clean
from otagai.town.places import actions, queries
from otagai.town.places.forms import PhotoForm
from otagai.town.places.rules.photos import MOST_SHOWN
from otagai.town.places.words import PlaceForm


@requires(Permission.KEEP_PLACES)
@require_http_methods(["GET", "POST"])
def place_photos(request: StaffRequest, pk: int) -> HttpResponse:
    """The photos of a place, what waits first; below, one put up by staff."""
    place, now = queries.place_for(pk), timezone.now()
    is_home = place.form == PlaceForm.PRIVATE_HOME
    form = PhotoForm(request.POST or None, request.FILES or None, is_home=is_home)

    def add() -> None:
        actions.add_photo(
            pk, submission=sent_key(request), told=form.told(), picture=form.cleaned_data["picture"], by=request.acting, at=now,
            today=timezone.localdate(),
        )  # fmt: skip

    if request.method == "POST" and done(form, add):
        messages.success(request, "写真を のせました。住民の案内に 出ています。")
        return redirect("desk:place_photos", pk)
    values = {"place": place, "form": form, "photos": queries.photos_of(pk), "is_home": is_home, "most": MOST_SHOWN}
    return again(request, "desk/places/photos.html", values)


@requires(Permission.KEEP_PLACES)
@require_GET
def place_photo(request: StaffRequest, pk: int, photo: int) -> HttpResponse:
    """The drawing of a photo of this place, also while it waits."""
    return drawing(queries.drawing_for_staff(pk, photo))


@requires(Permission.KEEP_PLACES)
@require_POST
def place_photo_decide(request: StaffRequest, pk: int, photo: int) -> HttpResponse:
    """のせる or のせない."""
    inside(photo, queries.photos_of(pk))
    show, form = request.POST.get("decision") == "show", forms.Form({})
    hidden = bool(request.POST.get("home_hidden"))
    if done(
        form,
        lambda: actions.decide_photo(pk, photo, show=show, home_hidden=hidden, by=request.acting, at=timezone.now()),
    ):
        said = "のせました。住民の案内に 出ています。" if show else "のせませんでした。写真は 消しました。"
        messages.success(request, said)
    say_errors(request, form)
    return redirect("desk:place_photos", pk)


@requires(Permission.KEEP_PLACES)
@require_POST
def place_photo_down(request: StaffRequest, pk: int, photo: int) -> HttpResponse:
    """Down at once; why stays written."""
    inside(photo, queries.photos_of(pk))
    why = clean(request.POST.get("why", "")).strip()
    if actions.take_down(pk, photo, why=why, by=request.acting, at=timezone.now()):
        messages.success(request, "写真を 下げました。もう だれにも見えません。写真は 消しました。")
    return redirect("desk:place_photos", pk)
