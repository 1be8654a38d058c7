"""Questions about beginnings."""

from otagai.together.startups.queries.board import (
    BoardLine,
    Looked,
    areas_of_board,
    board,
    kept_choices,
    mentors,
    of_consultation,
)
from otagai.together.startups.queries.pages import (
    PreparationLine,
    ProposalPage,
    WishLine,
    coordinator_choices,
    coordinators,
    is_somebodys,
    kept_proposal,
    proposal_for,
    readiness_of,
)

__all__ = [
    "BoardLine", "Looked", "PreparationLine", "ProposalPage", "WishLine", "areas_of_board", "board", "coordinator_choices",
    "coordinators", "is_somebodys", "kept_choices", "kept_proposal", "mentors", "of_consultation", "proposal_for", "readiness_of",
]  # fmt: skip
