"""Forms about places, opening hours, windows, flags and links."""

from otagai.town.places.forms.hours import (
    ExceptionForm,
    ExceptionForms,
    OpeningForm,
    OpeningForms,
    SpokenHoursForm,
    exceptions_typed,
    rules_typed,
)
from otagai.town.places.forms.photos import PhotoForm
from otagai.town.places.forms.places import (
    PaperForm,
    PlaceDetails,
)
from otagai.town.places.forms.rounds import BriefingForm, CheckAnswerForm, GuestsForm, RoundForm
from otagai.town.places.forms.sessions import SessionForm
from otagai.town.places.forms.windows import (
    BannersForm,
    DayForm,
    HandOutForm,
    LinkForm,
    WindowForm,
    WindowStepForm,
)

__all__ = [
    "BannersForm",
    "BriefingForm",
    "CheckAnswerForm",
    "DayForm",
    "ExceptionForm",
    "ExceptionForms",
    "GuestsForm",
    "HandOutForm",
    "LinkForm",
    "OpeningForm",
    "OpeningForms",
    "PaperForm",
    "PhotoForm",
    "PlaceDetails",
    "RoundForm",
    "SessionForm",
    "SpokenHoursForm",
    "WindowForm",
    "WindowStepForm",
    "exceptions_typed",
    "rules_typed",
]
