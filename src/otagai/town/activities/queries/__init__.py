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
from otagai.town.activities.queries.holding import ActivityHeld, held_where
from otagai.town.activities.queries.keeping import (
    KeptActivity,
    KeptLine,
    activity_for,
    held_in,
    kept_activities,
    place_choices,
    titles,
    typed_days,
)
from otagai.town.activities.queries.know_how import (
    CardLine,
    CardPage,
    editions_of,
    kept_know_hows,
    know_how_for,
    know_how_page,
    know_hows,
    know_hows_of,
)
from otagai.town.activities.queries.published import (
    ActivitiesWanted,
    PublishedActivity,
    first_hosts,
    page_of_activities,
    published_activities,
)
from otagai.town.activities.queries.terms import Slot, Terms, standing_by, terms_of

__all__ = [
    "FEED_DAYS",
    "ActivitiesWanted",
    "ActivityHeld",
    "ActivityLine",
    "ActivityPage",
    "CardLine",
    "CardPage",
    "Entry",
    "Held",
    "KeptActivity",
    "KeptLine",
    "PublishedActivity",
    "Slot",
    "Terms",
    "Wanted",
    "activity_for",
    "activity_page",
    "areas_with_activities",
    "calendar",
    "days_of",
    "editions_of",
    "entries_of",
    "first_hosts",
    "held_in",
    "held_where",
    "kept_activities",
    "kept_know_hows",
    "know_how_for",
    "know_how_page",
    "know_hows",
    "know_hows_of",
    "page_of_activities",
    "place_choices",
    "published_activities",
    "standing_by",
    "terms_of",
    "titles",
    "typed_days",
]  # fmt: skip
