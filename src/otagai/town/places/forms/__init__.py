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
from otagai.town.places.forms.places import (
    PaperForm,
    PlaceDetails,
)
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
    "DayForm",
    "ExceptionForm",
    "ExceptionForms",
    "HandOutForm",
    "LinkForm",
    "OpeningForm",
    "OpeningForms",
    "PaperForm",
    "PlaceDetails",
    "SpokenHoursForm",
    "WindowForm",
    "WindowStepForm",
    "exceptions_typed",
    "rules_typed",
]
