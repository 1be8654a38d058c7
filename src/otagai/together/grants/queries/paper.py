"""実績報告 on A4, from the records."""

from __future__ import annotations

from datetime import date
from typing import Any

from otagai.base.ui.paper import render_pdf
from otagai.kernel.wareki import with_weekday
from otagai.together.grants.queries.pages import ApplicationPage
from otagai.together.grants.words import Side


def report_pdf(page: ApplicationPage, *, town: str, on: date) -> bytes:
    """The report of an application as a PDF: programme, what was done, what counts, budget and what it came to."""
    return render_pdf("grants/report", report_values(page, town=town, on=on))


def report_values(page: ApplicationPage, *, town: str, on: date) -> dict[str, Any]:
    """What the sheet shows."""
    application = page.application
    return {
        "town": town, "printed": with_weekday(on), "number": str(application.pk), "programme": page.programme, "giver": page.giver,
        "group": application.group, "purpose": application.get_purpose_display(), "state": page.state.label,
        "period": f"{with_weekday(application.starts_on)}から {with_weekday(application.ends_on)}まで", "plan": application.plan,
        "granted": yen(application.granted), "paid": yen(page.paid),
        "repayments": [
            f"{yen(line.amount)}（{with_weekday(line.planned_on)}まで）{line.stands}　{line.words}" for line in page.repayments
        ],
        "note": application.report_note,
        "is_final": application.reported_on is not None, "conditions": page.terms.words, "findings": list(page.findings),
        "counted": page.counted, "people": page.people, "cost": yen(page.cost or None), "place": page.place.name if page.place else "",
        "times": [
            {
                "day": f"{with_weekday(line.met.on)} {line.part}", "people": str(line.met.people), "cost": yen(line.cost),
                "form": "居場所" if line.session else line.met.form.label,
                "minutes": "？" if line.met.minutes is None else str(line.met.minutes),
                "note": "／".join(part for part in (line.note, "ほかの場所で" if line.elsewhere else "", *line.beside) if part),
                "counts": "○" if line.counts else "・".join(line.why_not) or f"取り消し（{line.struck}）",
            }
            for line in page.gatherings
        ],
        "sides": [
            {
                "name": side.label,
                "lines": [[line.item, yen(line.amount), yen(line.actual)] for line in page.budget if line.side is side],
                "budget": yen(sum(line.amount for line in page.budget if line.side is side)),
                "actual": together([line.actual for line in page.budget if line.side is side]),
            }
            for side in Side
        ],
    }  # fmt: skip


def yen(amount: int | None) -> str:
    """12,000円; nothing where it is not known yet."""
    return "" if amount is None else f"{amount:,}円"


def together(actuals: list[int | None]) -> str:
    """The sum, once every line is known."""
    return "" if None in actuals else yen(sum(actual or 0 for actual in actuals))
