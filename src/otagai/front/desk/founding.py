"""A real town begins: its name, the desk that receives everything, the first administrator, deadlines, the letterbox's key."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from otagai.base.accounts import actions as accounts
from otagai.base.accounts.acting import Acting
from otagai.base.accounts.models import User
from otagai.base.accounts.rules import why_not_name
from otagai.base.accounts.words import Duty
from otagai.base.municipality import actions as municipality
from otagai.base.municipality import queries
from otagai.base.municipality.rules import why_not_code, why_not_town
from otagai.base.safekeeping.errors import RuleBroken
from otagai.kernel import sealing
from otagai.town.organizations import actions as organizations
from otagai.town.organizations.words import OrganizationKind
from otagai.welcome.intake.rules import DEFAULT_DEADLINES

FOUNDER = Acting(name="町をはじめる人（コマンド）")


@dataclass(frozen=True)
class Founding:
    """What must be said at the beginning."""

    name: str
    code: str
    desk_name: str
    desk_phone: str
    admin: str
    passphrase: str


def why_not_here(keys: Path, *, is_demo: bool, is_founded: bool) -> list[str]:
    """A real town never begins on sample data, over another town, or with secrets that anybody knows (safety rule 14)."""
    reasons = []
    if is_demo:
        reasons.append("見本の町 (OTAGAI_DEMO=1) では、ほんとうの町をはじめられません")
    if is_founded:
        reasons.append("ここには もう町があります。はじめられるのは 一度だけです")
    if not (keys / "secret_key").exists() or settings.SECRET_KEY.startswith("only-for-tests-"):
        reasons.append("町の秘密の鍵 (secret_key) が ありません。./otagai up --empty で作られます")
    try:
        sealing.read_key(keys, sealing.PUBLIC_NAME)
        sealing.read_key(keys, sealing.PRIVATE_NAME)
    except sealing.SealBroken as broken:
        reasons.append(f"手紙の封の鍵：{broken}")
    return reasons


def why_not_so(founding: Founding) -> list[str]:
    """What must be put right in the answers themselves; asks no database, so that it can be said before there is one."""
    reasons = why_not_town(name=founding.name, desk_name=founding.desk_name, desk_phone=founding.desk_phone)
    reasons += why_not_code(founding.code) + why_not_name(founding.admin.lower(), is_taken=False)
    try:
        validate_password(founding.passphrase, User(username=founding.admin, display_name="システム管理"))
    except ValidationError as weak:
        reasons += weak.messages
    return reasons


@transaction.atomic
def found(founding: Founding) -> User:
    """Found the town; everything or nothing. Raises RuleBroken with what must be put right."""
    founded = queries.settings_of_town() is not None or User.objects.exists()
    reasons = why_not_here(settings.OTAGAI_KEYS, is_demo=settings.OTAGAI_DEMO, is_founded=founded)
    if reasons := reasons + why_not_so(founding):
        raise RuleBroken(reasons)
    return settle(founding)


def settle(founding: Founding) -> User:
    """Write desk, town, deadlines and administrator down."""
    desk = organizations.add(
        by=FOUNDER, kind=OrganizationKind.CITY_SECTION, name=founding.desk_name, phone=founding.desk_phone
    )
    municipality.found(
        name=founding.name, code=founding.code, desk_name=founding.desk_name, desk_phone=founding.desk_phone,
        by=FOUNDER, front_door_id=desk.pk,
        letterbox_key=sealing.read_key(settings.OTAGAI_KEYS, sealing.PUBLIC_NAME).hex(),
    )  # fmt: skip
    for step, (amount, unit) in DEFAULT_DEADLINES.items():
        municipality.set_deadline(step, amount=amount, unit=unit, by=FOUNDER)
    keeping = organizations.add(by=FOUNDER, kind=OrganizationKind.CITY_SECTION, name=f"{founding.name} システム管理")
    admin = accounts.create(accounts.Guest(founding.admin, "システム管理"), by=FOUNDER, passphrase=founding.passphrase)
    task = accounts.Task(Duty.SYSTEM_ADMINISTRATOR, keeping.pk, since=timezone.localdate())
    accounts.assign(admin.pk, task, by=FOUNDER)
    return admin
