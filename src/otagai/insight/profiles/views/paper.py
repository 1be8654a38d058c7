"""地区カルテ on two A4 pages: what people wrote reaches typst only as values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.base.municipality import queries as municipality
from otagai.base.ui.charts import Bars, drawn_lines
from otagai.base.ui.dates import with_weekday
from otagai.base.ui.paper import render_pdf
from otagai.insight.profiles import queries
from otagai.insight.profiles.forms import DayForm
from otagai.insight.profiles.queries import CourseLine, DistrictProfile, Drawn, FamilyTold, Future
from otagai.insight.profiles.views.profile import charts, chosen, future_chart

MOST = {
    "places": (10, 25), "shelters": (6, 25), "groups": (6, 25), "activities": (7, 48), "treasures": (4, 60), "changes": (4, 80),
    "doing": (3, 24), "courses": (4, 90),
}  # fmt: skip
"""How many lines of a list the paper has room for, and how long each may be."""
COLOURS = {"flag": "#b45309", "place": "#004c59", "here": "#1a1a1a"}


@requires(Permission.READ_STATISTICS)
@require_GET
def paper(request: StaffRequest, pk: int) -> HttpResponse:
    """Two pages to take to a meeting; a day that cannot be shown is said on the screen."""
    form, today = DayForm(request.GET if "on" in request.GET else None), timezone.localdate()
    if form.errors:
        return redirect(f"{reverse('profiles:profile', args=[pk])}?{request.GET.urlencode()}")
    found = queries.profile_for(pk, on=chosen(form) or today, today=today)
    headers = {"Content-Disposition": 'inline; filename="profile.pdf"'}
    return HttpResponse(
        render_pdf("profiles/profile", values_of(found)), content_type="application/pdf", headers=headers
    )


def values_of(found: DistrictProfile) -> dict[str, Any]:
    """Everything that the paper shows, in words; lists are cut so that it stays two pages, and say how many more there are."""
    return {
        "town": municipality.town().name, "area": found.area.name, "layer": found.area.layer_name, "on": with_weekday(found.on),
        "figures": figures(found), "map": map_of(found.drawn) if found.drawn else "",
        **{name: lines_of(chart) for name, chart in charts(found).items()},
        "future": drawn_lines(chart, "65歳以上の割合") if (chart := future_chart(found)) else "", "forecast": forecast_words(found.future),
        "source": f"{found.edition.source}（{with_weekday(found.edition.on)}）" if found.edition else "", "smallest": found.smallest,
        "reach": [[g.label, f"{g.people:,}人", f"{g.within:,}人", f"{g.percent}%" if g.percent is not None else "—"] for g in found.within],
        "method": found.method,
        "places": cut("places", [f"{n} {s.name}{'（旗）' if s.has_flag else ''}" for n, s in found.places]),
        "shelters": cut("shelters", [f"{n} {s.name}" for n, s in found.shelters]), "care": len(found.care),
        "groups": cut("groups", [one.name for one in found.groups]),
        "activities": cut("activities", [f"{one.title}（{one.days or '日にちは暦で'}）" for one in found.activities]),
        "courses": cut("courses", [course_words(one) for one in found.courses.lines]),
        "halves": [half.words for half in found.courses.halves],
        "treasures": cut("treasures", [f"{one.text}（{one.source}・{one.on.year}年{one.on.month}月）" for one in found.treasures]),
        "changes": cut("changes", found.changes), "gaps": list(found.gaps), "is_past": found.is_past,
        "changed": f"{with_weekday(found.on)}までの1年で 変わったこと" if found.is_past else "この1年で 変わったこと",
        "themes": [
            {"words": half.words, "lines": [[line.label, theme_words(line)] for line in half.lines if line.here]} for half in found.themes
        ],
        "alike": [
            {"name": one.name, "distance": f"{one.distance:.2f}", "values": list(one.values),
             "doing": cut("doing", [each.title for each in one.doing]), "cards": cut("doing", [each.title for each in one.cards])}
            for one in found.compared.alike
        ],
        "indicators": [one.label for one in found.compared.indicators], "mine": list(found.compared.values),
        "middle": list(found.compared.middle),
    }  # fmt: skip


def forecast_words(future: Future | None) -> list[str]:
    """Of whom, whose, from when on, and the first and the last year; nothing without a projection."""
    to_come = [one for one in future.lines if not one.called and not one.is_counted] if future else []
    if future is None or not to_come:
        return []
    told = [f"{one.year}年 {one.total:,}人・65歳以上 {one.percent}%" for one in (to_come[0], to_come[-1])]
    base = f"もとの年 {future.base_year}年" if future.base_year else "もとの年は 書いてありません"
    return [
        f"{future.of_whom}の推計：{'、'.join(dict.fromkeys(told))}",
        f"{future.whose}。{base}。出典：{future.source}",
    ]


def course_words(course: CourseLine) -> str:
    """スマートフォン教室：12回・14人、11回・10人より少ない."""
    told = (
        f"{'回数わからず' if half.times is None else f'{half.times}回'}・申し込み{half.people}"
        for half in course.halves
    )
    return f"{course.title}：{'、'.join(told)}"


def theme_words(line: FamilyTold) -> str:
    """14件, and with how many other districts it is counted together."""
    others = len(line.areas) - 1
    return f"{line.here}件" + (f"（となりの {others}地区と合わせて）" if others > 0 else "")


def figures(found: DistrictProfile) -> list[list[str]]:
    """The numbers at the head of the first page."""
    now = found.now
    oldest = next((g for g in found.within if g.label.startswith("75")), None)
    people = (
        [["人口", f"{now.people:,}人"], ["65歳以上", f"{now.percent}%"], ["75歳以上", f"{now.oldest:,}人"]]
        if now
        else []
    )
    homes = [["世帯", f"{now.households:,}世帯"]] if now and now.households else []
    reach = [["75歳以上で 歩いて500 mに居場所", f"{oldest.percent}%"]] if oldest and oldest.percent is not None else []
    places, windows = len(found.places), len(found.windows)
    known = "記録のある " if found.is_past else ""
    there = [
        [f"{known}居場所", f"{places}か所"], ["うち のぼり旗", f"{windows}か所"], [f"{known}活動", f"{len(found.activities)}件"]
    ]  # fmt: skip
    return people + homes + reach + there


def cut(name: str, lines: Sequence[str]) -> list[str]:
    """As many lines as the paper has room for; the last says how many more there are."""
    most, longest = MOST[name]
    kept = [line if len(line) <= longest else line[: longest - 1] + "…" for line in lines]
    return kept if len(kept) <= most else [*kept[: most - 1], f"ほか {len(kept) - most + 1}件（画面に あります）"]


def lines_of(chart: Bars | None) -> list[dict[str, Any]]:
    """Bars as the paper draws them."""
    return [{"label": bar.label, "words": bar.words, "share": bar.share} for bar in chart.bars] if chart else []


def map_of(drawn: Drawn) -> str:
    """The map as a picture: outlines and numbers only, no word that anybody typed."""
    dots = "".join(
        f'<circle cx="{dot.x}" cy="{dot.y}" r="14" fill="{COLOURS.get(dot.kind, COLOURS["place"])}" stroke="#fff" stroke-width="2"/>'
        f'<text x="{dot.x}" y="{dot.y + 6}" text-anchor="middle" font-family="BIZ UDPGothic" font-size="16" fill="#fff">{dot.number}</text>'
        for dot in drawn.dots
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="600" height="{drawn.height}" viewBox="0 0 600 {drawn.height}">'
        f'<path d="{drawn.around}" fill="none" stroke="#999" stroke-width="1"/>'
        f'<path d="{drawn.outline}" fill="#004c59" fill-opacity="0.08" stroke="#004c59" stroke-width="3"/>{dots}</svg>'
    )
