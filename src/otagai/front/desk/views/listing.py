"""一覧: every consultation of the organisation, narrowed as one likes; pages by key, without counting."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.views.decorators.http import require_safe

from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.front.desk.forms.listing import FilterForm, filters
from otagai.front.desk.framed import framed
from otagai.welcome.intake import queries as intake

Place = tuple[datetime, int]


@requires(Permission.READ_CONSULTATION)
@require_safe
def listing(request: StaffRequest) -> HttpResponse:
    """One page of the list, newest change first."""
    chosen = chosen_in(request.GET)
    before = place_of(request.GET.get("before", ""))
    lines = intake.page_of_list(request.acting, intake.Filter(**chosen), on=timezone.localdate(), before=before)
    asked = tuple((name, request.GET.get(name, "")) for name in FilterForm.base_fields)
    values = {
        "filters": filters(asked), "lines": lines, "day": timezone.localdate(), "narrowed": chosen,
        "following": following(request, lines), "first": request.path if "before" in request.GET else "",
    }  # fmt: skip
    return framed(request, "desk/list.html", values)


def chosen_in(asked: QueryDict) -> dict[str, Any]:
    """What the list is narrowed to; nothing where the address says nothing, or nonsense."""
    if not asked:  # as on most days; a form costs more than its answer
        return {}
    form = FilterForm(asked)
    return {} if not form.is_valid() else {name: value for name, value in form.cleaned_data.items() if value}


def following(request: HttpRequest, lines: intake.Lines) -> str:
    """The address of the next page: what was chosen, and the last line of this one; "" at the end."""
    if not lines.more:
        return ""
    last, query = lines.lines[-1], request.GET.copy()
    query["before"] = f"{last.updated_at.isoformat()}~{last.pk}"
    return f"?{query.urlencode()}"


def place_of(text: str) -> Place | None:
    """The line after which a page begins; None when the address tells no such place."""
    moment, _, pk = text.partition("~")
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return (at, int(pk)) if at.tzinfo and pk.isascii() and pk.isdecimal() and len(pk) < 19 else None
