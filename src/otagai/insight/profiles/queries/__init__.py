"""Questions about districts. None of them looks at a person."""

from otagai.insight.profiles.queries.courses import CourseLine
from otagai.insight.profiles.queries.districts import LayerDistricts, districts
from otagai.insight.profiles.queries.future import Future
from otagai.insight.profiles.queries.profile import (
    DistrictProfile,
    Drawn,
    TreasureLine,
    YearLine,
    profile_for,
    treasures_of,
)
from otagai.insight.profiles.queries.themes import FamilyTold
from otagai.insight.profiles.queries.work import (
    DistrictWork,
    StepLine,
    districts_of,
    districts_with_work,
    step_for,
    work_in,
)

__all__ = [
    "CourseLine", "DistrictProfile",
    "DistrictWork", "Drawn", "FamilyTold", "Future", "LayerDistricts", "StepLine", "TreasureLine", "YearLine", "districts", "districts_of",
    "districts_with_work", "profile_for", "step_for", "treasures_of", "work_in",
]  # fmt: skip
