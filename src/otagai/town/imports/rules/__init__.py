"""Decisions about imports: what a row becomes, which kind of place it is, by what it is known again."""

from otagai.town.imports.rules.events import EVENT_LABELS, EventFacts, event_field, read_event, why_not_events
from otagai.town.imports.rules.forecast import (
    FORECAST_LABELS,
    ForecastFacts,
    Projected,
    forecast_field,
    read_forecast,
    why_not_forecast,
)
from otagai.town.imports.rules.hours import RowRejected, Values, Week
from otagai.town.imports.rules.kinds import (
    city_code,
    guess_organization_kind,
    guess_place_kind,
    hazards_of,
    toilet_of,
    yes_or_no,
)
from otagai.town.imports.rules.population import (
    LABELS,
    PopulationFacts,
    population_field,
    read_population,
    why_not_population,
)
from otagai.town.imports.rules.rows import (
    OrganizationFacts,
    PlaceFacts,
    address_of,
    keys_of,
    read_organization,
    read_place,
    seen_before,
    uid_in,
    why_not_mapping,
)  # fmt: skip
from otagai.town.imports.rules.sign_ups import SignUpFacts
from otagai.town.imports.rules.unkept import why_not_kept

__all__ = [
    "EVENT_LABELS",
    "FORECAST_LABELS",
    "LABELS",
    "EventFacts",
    "ForecastFacts",
    "OrganizationFacts",
    "PlaceFacts",
    "PopulationFacts",
    "Projected",
    "RowRejected",
    "SignUpFacts",
    "Values",
    "Week",
    "address_of",
    "city_code",
    "event_field",
    "forecast_field",
    "guess_organization_kind",
    "guess_place_kind",
    "hazards_of",
    "keys_of",
    "population_field",
    "read_event",
    "read_forecast",
    "read_organization",
    "read_place",
    "read_population",
    "seen_before",
    "toilet_of",
    "uid_in",
    "why_not_events",
    "why_not_forecast",
    "why_not_kept",
    "why_not_mapping",
    "why_not_population",
    "yes_or_no",
]
