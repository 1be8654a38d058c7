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
    typed_days,
)
from otagai.town.activities.queries.published import PublishedActivity, published_activities
from otagai.town.activities.queries.terms import Slot, Terms, standing_by, terms_of

__all__ = [
    "FEED_DAYS", "ActivityLine", "ActivityPage", "Entry", "Held", "KeptActivity", "KeptLine", "PublishedActivity", "Slot", "Terms",
    "Wanted", "activity_for", "activity_page", "areas_with_activities", "calendar", "days_of", "entries_of", "kept_activities",
    "place_choices", "published_activities", "standing_by", "terms_of", "typed_days",
]  # fmt: skip
