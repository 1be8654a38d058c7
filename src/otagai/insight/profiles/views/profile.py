"""地区カルテ: find a district, read its profile, print it, write down an お宝."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.base.safekeeping.replies import again, done, made_once
from otagai.base.ui.charts import Bars, Lines, Stroke, bars, lines
from otagai.insight.profiles import actions, queries, rules
from otagai.insight.profiles.forms import DayForm, TreasureForm
from otagai.kernel.text import clean


@requires(Permission.READ_STATISTICS)
@require_GET
def listing(request: StaffRequest) -> HttpResponse:
    """Every district by layer, narrowed by a word."""
    text = clean(request.GET.get("q", ""))[:60]
    found = queries.districts(on=timezone.localdate(), text=text)
    return render(request, "profiles/list.html", {"layers": found, "text": text})


@requires(Permission.READ_STATISTICS)
@require_GET
def profile(request: StaffRequest, pk: int) -> HttpResponse:
    """The profile of one district."""
    return render(request, "profiles/profile.html", shown(request, pk))


def shown(request: StaffRequest, pk: int) -> dict[str, Any]:
    """Everything that the page of a district shows."""
    form, today = DayForm(request.GET if "on" in request.GET else None), timezone.localdate()
    found = queries.profile_for(pk, on=chosen(form) or today, today=today)
    query = f"?on={found.on.isoformat()}" if found.is_past else ""
    keeping = keeps(request, pk)
    return {
        "profile": found, "area": found.area, "may_keep": keeping, "may_add": keeping and not found.is_past, "form": form,
        "query": query, "future": future_chart(found),
        "so_far": list(zip(found.years, found.future.town, strict=True)) if found.future else [],
        **charts(found),
    }  # fmt: skip


def chosen(form: DayForm) -> date | None:
    """The day that was asked for; None where nobody asked, or it is none that can be shown."""
    return form.cleaned_data["on"] if form.is_valid() else None


def charts(found: queries.DistrictProfile) -> dict[str, Bars | None]:
    """The people by age, and the share of the old from one edition to the next."""
    years = [
        (f"{year.on.year}年{year.on.month}月", year.percent or 0, f"{year.percent}%")
        for year in found.years
        if year.people
    ]
    return {"ages": bars([(label, count, f"{count:,}人") for label, count, _ in found.bands]), "trend": bars(years)}


def future_chart(found: queries.DistrictProfile) -> Lines | None:
    """The share of the old: what was counted solid, the first projection of the list dashed."""
    if found.future is None:
        return None
    own = [(_year(each.on), each.percent) for each in found.years if each.percent is not None]
    town = [(_year(each.on), each.percent) for each in found.future.town if each.percent is not None]
    since = found.future.base_year or 0
    to_come = [
        (float(one.year), one.percent)
        for one in found.future.lines
        if one.percent is not None and not one.called and one.year >= since
    ]
    of = found.future.of_whom
    return lines(
        [(f"{found.area.name}（これまで）", Stroke.COUNTED, own), ("町全体（これまで）", Stroke.BESIDE, town),
         (f"{of}（推計）", Stroke.EXPECTED, to_come)],
        unit="%",
    )  # fmt: skip


def _year(day: date) -> float:
    return day.year + (day.month - 1) / 12


def keeps(request: StaffRequest, pk: int) -> bool:
    """Whether the person may write about the district."""
    mine = rules.districts_kept(request.acting.held)
    return request.acting.may(Permission.KEEP_DISTRICT) and (mine is None or pk in mine)


@requires(Permission.KEEP_DISTRICT)
@require_http_methods(["GET", "POST"])
def treasure(request: StaffRequest, pk: int) -> HttpResponse:
    """Write down an お宝."""
    now = timezone.now()
    actions.may_keep(pk, by=request.acting)
    form = TreasureForm(request.POST or None)

    def add() -> None:
        made_once(
            request, f"treasure.{pk}", lambda: actions.add_treasure(pk, by=request.acting, at=now, **form.cleaned_data).pk
        )  # fmt: skip

    if request.method == "POST" and done(form, add):
        messages.success(request, "お宝を 加えました。")
        return redirect("profiles:profile", pk)
    return again(request, "profiles/treasure.html", {"form": form, "pk": pk})


@requires(Permission.KEEP_DISTRICT)
@require_POST
def treasure_withdraw(request: StaffRequest, pk: int, treasure: int) -> HttpResponse:
    """Take an お宝 out of the profile."""
    actions.withdraw_treasure(pk, treasure, by=request.acting, at=timezone.now())
    messages.success(request, "取り下げました。書いた記録は 残っています。")
    return redirect("profiles:profile", pk)
