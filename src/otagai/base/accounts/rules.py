"""Which duty may do what, and which duties may see people at all."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import date, timedelta

from otagai.base.accounts.words import Duty
from otagai.base.accounts.words import Permission as P

CASEWORK = frozenset(
    {
        P.USE_DESK, P.WRITE_CARD, P.READ_CONSULTATION, P.RECEIVE_CONSULTATION, P.WORK_ON_CONSULTATION, P.REFER,
        P.READ_PERSON, P.EDIT_PERSON,
    }
)  # fmt: skip
TOWN_KEEPING = frozenset(
    {P.KEEP_WINDOWS, P.KEEP_PLACES, P.KEEP_ACTIVITIES, P.KEEP_STARTUPS, P.KEEP_ORGANIZATIONS, P.KEEP_DISTRICT}
)

GRANTS: dict[Duty, frozenset[P]] = {
    Duty.WINDOW_HOST: frozenset({P.USE_DESK, P.WRITE_CARD}),
    Duty.MINSEI_IIN: frozenset({P.USE_DESK, P.WRITE_CARD}),
    Duty.SUPPORT_MEMBER: frozenset({P.USE_DESK, P.WRITE_CARD}),
    Duty.CSW: CASEWORK | TOWN_KEEPING | {P.COORDINATE, P.READ_STATISTICS},
    Duty.COMMUNITY_COORDINATOR: CASEWORK | TOWN_KEEPING | {P.COORDINATE, P.READ_STATISTICS, P.DECIDE_GRANTS},
    Duty.LIFE_SUPPORT_COORDINATOR: CASEWORK | TOWN_KEEPING | {P.READ_STATISTICS},
    Duty.DISTRICT_OFFICER: CASEWORK
    | {P.KEEP_PLACES, P.KEEP_ACTIVITIES, P.KEEP_STARTUPS, P.KEEP_DISTRICT, P.READ_STATISTICS},
    Duty.COUNSELLOR: CASEWORK,
    Duty.MULTI_AGENCY_COORDINATOR: CASEWORK | {P.COORDINATE},
    Duty.ORGANIZATION_LEADER: CASEWORK
    | {P.COORDINATE, P.KEEP_ORGANIZATIONS, P.KEEP_ACTIVITIES, P.KEEP_STARTUPS, P.DECIDE_GRANTS},
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


def duties_with(permission: P) -> list[Duty]:
    """The duties that include the permission."""
    return [duty for duty in Duty if permission in GRANTS[duty]]


INVITATION_LASTS = timedelta(days=7)
LOWEST_USERNAME = 3
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]*")
WATCHED = frozenset({P.READ_CONSULTATION, P.READ_ACCESS_LOG, P.KEEP_ACCOUNTS})


def why_not_name(username: str, *, is_taken: bool) -> list[str]:
    """A user name is typed on any keyboard: small letters, digits, . _ -"""
    if len(username) < LOWEST_USERNAME or not USERNAME.fullmatch(username):
        return ["ユーザー名は、半角の英小文字と数字で 3文字以上にしてください"]
    return ["このユーザー名は もう使われています"] if is_taken else []


def why_not_assign(*, since: date, until: date | None, is_held_already: bool) -> list[str]:
    """A duty begins before it ends, and is not held twice at once."""
    reasons = []
    if until is not None and until <= since:
        reasons.append("「いつまで」は「いつから」より あとの日にしてください")
    if is_held_already:
        reasons.append("同じ職務を もう持っています")
    return reasons


def why_not_close(*, is_own: bool, is_last_administrator: bool) -> list[str]:
    """Nobody locks themselves out, and a town always keeps one who can open accounts."""
    if is_own:
        return ["自分のアカウントは閉じられません。ほかのシステム管理の人に頼んでください"]
    if is_last_administrator:
        return ["システム管理の人が ひとりもいなくなります。先に、ほかの人に職務を割り当ててください"]
    return []


def why_not_take_up(*, is_used: bool, is_revoked: bool, has_expired: bool) -> list[str]:
    """A one-time link works once, for seven days; dead links all look the same."""
    if is_used or is_revoked or has_expired:
        return ["この案内は もう使えません。システム管理の担当に、新しい案内を頼んでください"]
    return []


def hash_of(token: str) -> str:
    """What is stored of a one-time link (sha256, hex); the link itself is kept nowhere."""
    return hashlib.sha256(token.encode()).hexdigest()


def is_watched(duty: Duty) -> bool:
    """Duties that open people's pages, their traces or the accounts: 個人情報管理者 is told when one is given."""
    return bool(GRANTS[duty] & WATCHED)


def can_have_passkeys(host: str) -> bool:
    """Browsers keep passkeys for names; for a numeric address (127.0.0.1, [::1]) they refuse (WebAuthn, RP ID)."""
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    return not (name.startswith("[") or re.fullmatch(r"[0-9.]+", name))
