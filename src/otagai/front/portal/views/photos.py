"""Photos of places: the drawings that residents see, and the page on which a group sends and takes down its own."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from otagai.base.accounts.doors import public
from otagai.base.safekeeping.errors import RuleBroken
from otagai.base.safekeeping.pictures import drawing
from otagai.base.ui import views as ui
from otagai.front.portal.photo_form import REASONS, GroupPhotoForm
from otagai.front.portal.sayings import label
from otagai.front.portal.views.group import WHY
from otagai.front.portal.views.window import dead
from otagai.kernel.text import clean
from otagai.town.places import actions
from otagai.town.places import queries as places
from otagai.town.places.rules.photos import LONGEST_ALT
from otagai.welcome.letterbox import pace, rules

DIGEST = 64
SAID = frozenset({"sent", "down"})


@require_safe
@public(why="場所の写真（職員が見てから公開）")
def photo(request: HttpRequest, digest: str) -> HttpResponse:
    """One drawing under the hash of its bytes, as long as residents may see its photo."""
    if len(digest) != DIGEST:
        raise Http404
    return drawing(places.drawing_of(digest), lasting=True)


@require_http_methods(["GET", "HEAD", "POST"])
@public(why=WHY)
def group_photos(request: HttpRequest, token: str) -> HttpResponse:
    """The photos of the group's place; a new one waits until staff looked."""
    door, own = places.place_by_token(token, on=timezone.localdate()), places.own_photos(token)
    if door is None or own is None:
        return dead(request, kept=request.POST.get("alt", ""))
    if request.method == "POST" and too_often(door):
        return ui.too_many(request)
    form = GroupPhotoForm(request.POST or None, request.FILES or None, is_home=own.is_home)
    if request.method == "POST" and form.is_valid() and sent(form, token, is_home=own.is_home):
        return redirect(f"{reverse('portal:group_photos', args=[token])}?said=sent")
    said = request.GET.get("said", "")
    values = {
        "door": door, "token": token, "form": form, "is_home": own.is_home, "said": said if said in SAID else "",
        "photos": [(each, label(each.state)) for each in own.photos], "longest": LONGEST_ALT,
    }  # fmt: skip
    return render(request, "portal/group_photos.html", values)


def too_often(door: places.PlaceDoor) -> bool:
    """Whether so much came by the links of this place lately that it must wait; asked before a picture is opened."""
    return not rules.may_ask(pace.counted("photo", str(door.place_id), at=timezone.now()))


def sent(form: GroupPhotoForm, token: str, *, is_home: bool) -> bool:
    """Send it; where a rule says no, its reasons stand on the form."""
    try:
        return actions.send_photo_by_link(
            token, submission=form.cleaned_data["key"], told=form.told(), picture=form.cleaned_data["picture"], is_home=is_home,
            today=timezone.localdate(),
        )  # fmt: skip
    except RuleBroken as broken:
        for reason in broken.reasons:
            form.add_error(None, REASONS[reason])
    return False


@require_safe
@public(why=WHY)
def group_photo(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """A photo of the group's own place, also while it waits."""
    return drawing(places.own_drawing(token, pk))


@require_POST
@public(why=WHY)
def group_photo_down(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """Down at once, without asking anybody."""
    if not actions.take_down_by_link(token, pk, why=clean(request.POST.get("why", ""))):
        return dead(request)
    return redirect(f"{reverse('portal:group_photos', args=[token])}?said=down")
