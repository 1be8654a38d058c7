"""Questions about activities. Those of the public pages read only what the public role may read."""

from otagai.town.activities.queries.calendar import (
    FEED_DAYS,
    ActivityLine,
    ActivityPage,
    Entry,
    Wanted,
    activity_page,
    areas_with_activities,
    calendar,
    entries_of,
)
from otagai.town.activities.queries.dates import Held, days_of
from otagai.town.activities.queries.keeping import (
    KeptActivity,
    KeptLine,
    activity_for,
    kept_activities,
    place_choices,
    titles,
    typed_days,
)

__all__ = [
    "FEED_DAYS", "ActivityLine", "ActivityPage", "Entry", "Held", "KeptActivity", "KeptLine", "Wanted", "activity_for", "activity_page",
    "areas_with_activities", "calendar", "days_of", "entries_of", "kept_activities", "place_choices", "titles",
    "typed_days",
]  # fmt: skip
