"""Questions of the front door."""

from otagai.welcome.intake.queries.cards import PrintedCard, card_sheets, printed_card
from otagai.welcome.intake.queries.counting import themes_told
from otagai.welcome.intake.queries.lists import (
    Filter,
    Line,
    Lines,
    Today,
    consultation_by_number,
    consultation_for,
    is_shared_with,
    may_read,
    of_people,
    of_person,
    page_of_list,
    receipt_in,
    today,
)  # fmt: skip
from otagai.welcome.intake.queries.sight import (
    Sight,
    answers_for,
    circles_of_papers,
    circles_of_people,
    colleagues_of,
    left_after,
    opens_for,
    sight_of,
)
from otagai.welcome.intake.queries.story import Happening, Story, circle_of_folder, minute_of, story_of

__all__ = [
    "Filter",
    "Happening",
    "Line",
    "Lines",
    "PrintedCard",
    "Sight",
    "Story",
    "Today",
    "answers_for",
    "card_sheets",
    "circle_of_folder",
    "circles_of_papers",
    "circles_of_people",
    "colleagues_of",
    "consultation_by_number",
    "consultation_for",
    "is_shared_with",
    "left_after",
    "may_read",
    "minute_of",
    "of_people",
    "of_person",
    "opens_for",
    "page_of_list",
    "printed_card",
    "receipt_in",
    "sight_of",
    "story_of",
    "themes_told",
    "today",
]  # fmt: skip
