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
from otagai.together.startups.queries.open_board import OpenLine, areas_of_open_board, open_board, open_proposal
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
    "BoardLine", "Looked", "OpenLine", "PreparationLine", "ProposalPage", "WishLine", "areas_of_board", "areas_of_open_board",
    "board", "coordinator_choices", "coordinators", "is_somebodys", "kept_choices", "kept_proposal", "mentors", "of_consultation",
    "open_board", "open_proposal", "proposal_for", "readiness_of",
]  # fmt: skip
