"""徒歩圏: ask, read the answer, keep it under a name, compare two, let the best next places be searched."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.base.safekeeping.errors import RuleBroken
from otagai.base.safekeeping.replies import made_once, sent_key
from otagai.base.ui.drawing import sheet_of
from otagai.insight.coverage import actions, jobs, queries, rules
from otagai.insight.coverage.forms import QuestionForm, ScenarioForm
from otagai.insight.coverage.rules import Question
from otagai.insight.coverage.words import Ages
from otagai.kernel.geo import Point
from otagai.town.places.words import PlaceKind

NOT_YET = 422
MOST_DIGITS = 9
MOST_DRAWN = 400


def asked(request: StaffRequest) -> tuple[QuestionForm, Question | None]:
    """The question of the address; as usual where nothing was asked, none where it cannot be read."""
    if "metres" not in request.GET:
        return QuestionForm(), Question()
    form = QuestionForm(request.GET)
    return form, form.question() if form.is_valid() else None


def answered(question: Question | None) -> dict[str, Any]:
    """What every page with an answer shows: the answer, the next places, the map twice."""
    town = queries.town_for(question, on=timezone.localdate()) if question else None
    if question is None or town is None or not town.people:
        return {"question": question, "town": town, "answer": None}
    answer = queries.answer_of(town, question)
    found = rules.next_places(town.people, town.places, town.candidates, question, town.network)
    points = drawn(answer, found)
    numbers = {point["id"]: point["number"] for point in points if "number" in point}
    chosen = tuple(one.place.pk for one in found.chosen)
    return {
        "question": question, "town": town, "answer": answer, "layer_text": str(town.layer_pk or ""), "found": found, "points": points,
        "served": [(numbers.get(f"place-{line.place.pk}"), line) for line in answer.places],
        "kinds": [(line, address_of_kind(line.kind, town, question)) for line in answer.kinds],
        "without": [line for line in answer.points if not line.is_within and line.people],
        "sheet": sheet_of(points, town.shapes), "ages": Ages.label_of(question.ages), "names": opened_and_closed(question),
        "opened": replace(question, opened=question.opened + chosen).query(), "smallest": settings.OTAGAI_SMALLEST_COUNT,
    }  # fmt: skip


def address_of_kind(kind: PlaceKind, town: queries.Town, question: Question) -> str:
    """The same question about the places of one kind alone, as it stands in an address."""
    return question.of_kind(kind, {place.pk for place in town.places if place.kind is kind}).query()


def drawn(answer: rules.Answer, found: rules.Found) -> list[dict[str, Any]]:
    """Points of the map: where people live who have no place, new places, and those that serve."""
    new = [(one.place, f"ここに開くと 新たに{one.people:,}人", "flag") for one in found.chosen]
    old = [(one.place, f"歩いて来られる人 {one.people:,}人", "") for one in answer.places if one.place.is_drawn]
    places = [
        _point(f"place-{place.pk}", place.name, place.point, text=text, kind=kind, number=number)
        for number, (place, text, kind) in enumerate([*new, *old], 1)
    ]
    nobody = (line for line in answer.points if not line.is_within and line.people)
    out = [
        _point(
            f"point-{number}", line.living.name, line.living.point, kind="here", behind=True,
            text=f"範囲に場所がない人 {line.people:,}人",
        )
        for number, line in enumerate(nobody)
    ]  # fmt: skip
    return [*out, *places][:MOST_DRAWN]


def _point(key: str, name: str, at: Point, **more: Any) -> dict[str, Any]:
    return {"id": key, "name": name, "lat": at.lat, "lon": at.lon, **more}


def opened_and_closed(question: Question) -> dict[str, list[str]]:
    """The names of the places that the question adds and takes away."""
    names = queries.names_of(question.opened + question.closed)
    return {way: [names[pk] for pk in getattr(question, way) if pk in names] for way in ("opened", "closed")}


@requires(Permission.READ_STATISTICS)
@require_GET
def ask(request: StaffRequest) -> HttpResponse:
    """The question, and its answer below."""
    form, question = asked(request)
    values = {"form": form, "scenarios": queries.scenarios(), **answered(question)}
    return render(request, "coverage/ask.html", values, status=200 if question else NOT_YET)


@requires(Permission.READ_STATISTICS)
@require_GET
def points(request: StaffRequest) -> HttpResponse:
    """What the numbers are made of: every point with its people and the way to its nearest place."""
    _, question = asked(request)
    area, side = request.GET.get("area", ""), request.GET.get("side", "")
    if question and (of := request.GET.get("of", "")) in tuple(Ages):
        question = replace(question, ages=of)
    values = answered(question)
    if answer := values["answer"]:
        sides = {"within": (True,), "without": (False,)}.get(side, (True, False))
        values["lines"] = [line for line in answer.points if area in ("", line.living.area) and line.is_within in sides]
        values["people"] = sum(line.people for line in values["lines"])
    shown = {**values, "area": area, "side": side}
    return render(request, "coverage/points.html", shown, status=200 if question else NOT_YET)


@requires(Permission.READ_STATISTICS)
@require_GET
def place(request: StaffRequest, pk: int) -> HttpResponse:
    """What the figures beside one place are made of, whether it serves already or could: the points around it."""
    _, question = asked(request)
    town = queries.town_for(question, on=timezone.localdate()) if question else None
    here = next((one for one in (*town.places, *town.candidates) if one.pk == pk), None) if town else None
    if question is None or town is None or here is None:
        raise Http404
    lines = rules.around(town.people, town.places, here, question, town.network)
    values = {
        "question": question, "town": town, "place": here, "lines": lines, "serves": here in town.places,
        "people": sum(line.people for line in lines), "alone": sum(line.people for line in lines if line.is_alone),
        "ages": Ages.label_of(question.ages), "smallest": settings.OTAGAI_SMALLEST_COUNT,
    }  # fmt: skip
    return render(request, "coverage/place.html", values)


@requires(Permission.READ_STATISTICS)
@require_GET
def outlines(request: StaffRequest) -> HttpResponse:
    """The areas by which the answer is divided, for the web map; those of the usual layer where none is named."""
    today = timezone.localdate()
    layer = request.GET.get("layer") or str(queries.usual_layer(on=today) or "")
    is_number = layer.isascii() and layer.isdecimal() and len(layer) <= MOST_DIGITS
    file = queries.outlines_of(int(layer), on=today) if is_number else None
    if file is None:
        raise Http404
    return HttpResponse(file.content, content_type="application/geo+json")


@requires(Permission.READ_STATISTICS)
@require_http_methods(["GET", "POST"])
def save(request: StaffRequest) -> HttpResponse:
    """Give the question of the address a name, and keep it."""
    _, question = asked(request)
    form = ScenarioForm(request.POST or None)
    if request.method == "POST" and question and form.is_valid():
        name, keep = form.cleaned_data["name"], partial(actions.save, question=question, by=request.acting)
        kept = made_once(request, "coverage.save", lambda: keep(name, at=timezone.now()).pk)
        messages.success(request, f"「{name}」を 残しました。")
        return redirect("coverage:scenario", int(kept))
    status = 200 if request.method == "GET" and question else NOT_YET
    values = {"form": form, "question": question, "key": sent_key(request)}
    return render(request, "coverage/save.html", values, status=status)


@requires(Permission.READ_STATISTICS)
@require_GET
def scenario(request: StaffRequest, pk: int) -> HttpResponse:
    """A question that was kept, answered with the town of today, and the search for its best next places.

    While that goes on the page asks again for the part about it alone.
    """
    line = queries.scenario_for(pk)
    values: dict[str, Any] = {"scenario": line, "search": queries.last_search(pk), "search_seconds": int(jobs.SECONDS)}
    if request.headers.get("HX-Request"):
        return render(request, "coverage/search.html", values)
    values |= {"scenarios": queries.scenarios(), **answered(line.question)}
    return render(request, "coverage/scenario.html", values)


@requires(Permission.READ_STATISTICS)
@require_http_methods(["GET", "POST"])
def rename(request: StaffRequest, pk: int) -> HttpResponse:
    """Give a kept question another name."""
    line = queries.scenario_for(pk)
    form = ScenarioForm(request.POST or None, initial={"name": line.name})
    if request.method == "POST" and form.is_valid():
        actions.rename(pk, form.cleaned_data["name"], by=request.acting)
        messages.success(request, "名前を 変えました。")
        return redirect("coverage:scenario", pk)
    status = 200 if request.method == "GET" else NOT_YET
    return render(request, "coverage/rename.html", {"form": form, "scenario": line}, status=status)


@requires(Permission.READ_STATISTICS)
@require_POST
def put_away(request: StaffRequest, pk: int) -> HttpResponse:
    """Put a kept question away, or take it out again."""
    line = queries.scenario_for(pk)
    actions.put_away(pk, by=request.acting, at=None if line.ended_at else timezone.now())
    messages.success(request, f"「{line.name}」を {'一覧に もどしました' if line.ended_at else 'しまいました'}。")
    return redirect("coverage:scenario", pk)


@requires(Permission.READ_STATISTICS)
@require_POST
def search(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask the worker for the best next places."""
    try:
        asked_for = actions.ask_search(pk, by=request.acting, at=timezone.now())
        jobs.find_best.defer(search_id=asked_for.pk)
        messages.success(request, "計算を 頼みました。進みぐあいは この画面に 出ます。")
    except RuleBroken as broken:
        messages.error(request, "・".join(broken.reasons))
    return redirect("coverage:scenario", pk)


@requires(Permission.READ_STATISTICS)
@require_GET
def compare(request: StaffRequest) -> HttpResponse:
    """Two scenarios side by side, the older one first: what it would be like, after what it is."""
    chosen = [text for text in request.GET.getlist("of") if text.isascii() and text.isdecimal() and len(text) < 10][:2]
    lines = [queries.scenario_for(pk) for pk in sorted(map(int, chosen))]
    sides = [(line, answered(line.question)) for line in lines]
    answers = [values["answer"] for _, values in sides if values["answer"]]
    values = {
        "sides": sides,
        "areas": rules.side_by_side(*answers) if len(answers) == 2 else (),
        "same_ages": len({line.question.ages for line in lines}) == 1,
        "scenarios": queries.scenarios(),
    }
    return render(request, "coverage/compare.html", values)
