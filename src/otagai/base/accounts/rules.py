"""Which duty may do what, and which duties may see people at all."""

from __future__ import annotations

from collections.abc import Iterable

from otagai.base.accounts.words import Duty
from otagai.base.accounts.words import Permission as P

CASEWORK = frozenset(
    {
        P.USE_DESK, P.WRITE_CARD, P.READ_CONSULTATION, P.RECEIVE_CONSULTATION, P.WORK_ON_CONSULTATION, P.REFER,
        P.READ_PERSON, P.EDIT_PERSON,
    }
)  # fmt: skip
TOWN_KEEPING = frozenset({P.KEEP_WINDOWS, P.KEEP_PLACES, P.KEEP_ORGANIZATIONS})

GRANTS: dict[Duty, frozenset[P]] = {
    Duty.WINDOW_HOST: frozenset({P.USE_DESK, P.WRITE_CARD}),
    Duty.MINSEI_IIN: frozenset({P.USE_DESK, P.WRITE_CARD}),
    Duty.SUPPORT_MEMBER: frozenset({P.USE_DESK, P.WRITE_CARD}),
    Duty.CSW: CASEWORK | TOWN_KEEPING | {P.COORDINATE},
    Duty.COMMUNITY_COORDINATOR: CASEWORK | TOWN_KEEPING | {P.COORDINATE},
    Duty.LIFE_SUPPORT_COORDINATOR: CASEWORK | TOWN_KEEPING,
    Duty.DISTRICT_OFFICER: CASEWORK | {P.KEEP_PLACES},
    Duty.COUNSELLOR: CASEWORK,
    Duty.MULTI_AGENCY_COORDINATOR: CASEWORK | {P.COORDINATE},
    Duty.ORGANIZATION_LEADER: CASEWORK | {P.COORDINATE, P.KEEP_ORGANIZATIONS},
    Duty.POLICY_PLANNER: frozenset({P.USE_DESK, P.READ_STATISTICS, P.KEEP_PLACES}),
    Duty.PRIVACY_OFFICER: frozenset({P.USE_DESK, P.READ_ACCESS_LOG}),
    Duty.AUDITOR: frozenset({P.USE_DESK, P.READ_ACCESS_LOG}),
    Duty.SYSTEM_ADMINISTRATOR: frozenset(
        {P.USE_DESK, P.KEEP_ACCOUNTS, P.KEEP_SETTINGS, P.KEEP_ORGANIZATIONS, P.KEEP_PLACES, P.IMPORT}
    ),
}


def permissions_of(duties: Iterable[Duty]) -> frozenset[P]:
    """Everything that the duties together allow."""
    return frozenset().union(*(GRANTS[duty] for duty in duties))


def sees_people(duty: Duty) -> bool:
    """Only duties of casework bind their organisation to the transaction; the others see no row about people (house.md)."""
    return P.READ_CONSULTATION in GRANTS[duty]


def oversees(duty: Duty) -> bool:
    """個人情報管理者 and 監査 read who read what, not what was read."""
    return P.READ_ACCESS_LOG in GRANTS[duty]
