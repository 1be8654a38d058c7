"""定員・参加申込 of the events of a list. Nobody's sign-up arrives here by them: one signs up where the list says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from otagai.town.activities.models import SignUpTerms, TermsOfDay
from otagai.town.activities.queries import Terms
from otagai.town.activities.queries.terms import OfDay
from otagai.town.activities.rules import LONGEST_NOTICE
from otagai.town.imports.rules import EventFacts, SignUpFacts

AS_USUAL = OfDay(None, None, False)
KEPT_HERE = "申し込みのきまりは、この町で決めたものを そのままにしました"


@dataclass(frozen=True)
class ListedTerms:
    """What the rows of one event say together: what holds for every day, and what differs on some."""

    capacity: int | None
    closes_days: int
    how: str
    form_url: str
    days: dict[date, OfDay] = field(default_factory=dict)


def terms_in(rows: Sequence[EventFacts]) -> ListedTerms | None:
    """The terms that the rows mean; None where they say nothing, which takes nothing away."""
    told = [(day, row.sign_up) for row in rows for day in row.days.days or (row.days.first,)]
    if not any(facts.says_something for _, facts in told):
        return None
    open_days = [(day, facts) for day, facts in told if not facts.is_closed]
    how = next((facts.how for _, facts in open_days if facts.how), "")
    form_url = next((facts.form_url for _, facts in open_days if facts.form_url), "")
    capacity = _usual([facts.capacity for _, facts in open_days if facts.capacity])
    notices = [(day - facts.closes_on).days for day, facts in open_days if facts.closes_on]
    every = len(notices) == len(open_days) and bool(how or form_url)  # a day of which nothing is said closes at no time
    closes_days = _usual([days for days in notices if 0 < days <= LONGEST_NOTICE]) if every else None
    days = {day: own for day, facts in told if (own := _own(day, facts, capacity, closes_days or 0))}
    return ListedTerms(capacity, closes_days or 0, how, form_url, days)


def _usual(numbers: Sequence[int]) -> int | None:
    return Counter(numbers).most_common(1)[0][0] if numbers else None


def _own(day: date, facts: SignUpFacts, capacity: int | None, closes_days: int) -> OfDay | None:
    """What differs on a day."""
    if facts.is_closed:
        return OfDay(None, None, True)
    seats = facts.capacity if facts.capacity != capacity else None
    usual = closes_days > 0 and facts.closes_on is not None and (day - facts.closes_on).days == closes_days
    closes_on = None if usual else facts.closes_on
    return OfDay(seats, closes_on, False) if seats or closes_on else None


def is_stored(listed: ListedTerms, stored: Terms | None) -> bool:
    """Whether nothing is new in them."""
    if stored is None:
        return False
    days = {day: own for day, own in stored.days.items() if own != AS_USUAL}
    return listed == ListedTerms(stored.capacity, stored.closes_days, stored.how, stored.form_url, days)


def is_said_already(listed: ListedTerms, rows: Sequence[EventFacts], stored: Terms | None) -> bool:
    """Whether what is stored tells residents the same of every day in the rows."""
    if stored is None:
        return False
    told = [(day, row.sign_up) for row in rows for day in row.days.days or (row.days.first,)]
    return all(_same(facts, stored, day, listed) for day, facts in told)


def _same(facts: SignUpFacts, stored: Terms, day: date, listed: ListedTerms) -> bool:
    own = stored.days.get(day)
    if facts.is_closed or (own and own.is_closed):
        return facts.is_closed and bool(own and own.is_closed)
    now = stored.told_on(day)
    where = (now.how, now.form_url if not now.is_here else listed.form_url)
    return (facts.capacity, facts.closes_on) == (now.capacity, now.closes_on) and where == (listed.how, listed.form_url)


def write_terms(activity_id: int, listed: ListedTerms) -> None:
    """Store them. Nobody keeps a list of names for them: whoever opens the signing up here does."""
    facts = {
        "capacity": listed.capacity,
        "closes_days": listed.closes_days,
        "how": listed.how,
        "form_url": listed.form_url,
    }
    terms, is_new = SignUpTerms.objects.get_or_create(activity_id=activity_id, defaults=facts)
    if not is_new:
        SignUpTerms.objects.filter(pk=terms.pk).update(**facts, version=terms.version + 1)
    gone = set(TermsOfDay.objects.filter(activity_id=activity_id).values_list("day", flat=True)) - set(listed.days)
    for day, own in sorted({**dict.fromkeys(gone, AS_USUAL), **listed.days}.items()):
        TermsOfDay.objects.update_or_create(activity_id=activity_id, day=day, defaults=vars(own))
