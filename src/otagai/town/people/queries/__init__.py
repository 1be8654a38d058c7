"""Questions about people. Whoever asks sees only those in whose circle they stand."""

from otagai.town.people.queries.doors import (
    Cohabitant,
    HouseholdPage,
    HouseholdSeen,
    PersonPage,
    contact_for,
    household_for,
    household_page,
    person_for,
    person_page,
    seen_by,
)  # fmt: skip
from otagai.town.people.queries.search import CANDIDATES, MOST, Candidate, Found, Group, candidates_for, found

__all__ = [
    "CANDIDATES", "MOST", "Candidate", "Cohabitant", "Found", "Group", "HouseholdPage", "HouseholdSeen", "PersonPage",
    "candidates_for", "contact_for", "found", "household_for", "household_page", "person_for", "person_page", "seen_by",
]  # fmt: skip
