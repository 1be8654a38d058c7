"""Questions of the front door."""

from otagai.welcome.intake.queries.lists import (
    Filter,
    Line,
    Lines,
    Today,
    consultation_by_number,
    consultation_for,
    of_people,
    of_person,
    page_of_list,
    today,
)  # fmt: skip
from otagai.welcome.intake.queries.story import Happening, Story, story_of

__all__ = [
    "Filter", "Happening", "Line", "Lines", "Story", "Today", "consultation_by_number", "consultation_for", "of_people",
    "of_person", "page_of_list", "story_of", "today",
]  # fmt: skip
