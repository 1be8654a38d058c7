"""The sixty accounts: seventeen to play with, the others so that every organisation has people."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.auth.hashers import make_password

from demo.logins import LOGINS, PASSPHRASE
from demo.names import SURNAMES, given_of
from demo.rows import Rows
from otagai.base.accounts.models import Assignment, User
from otagai.base.accounts.words import Duty
from otagai.town.areas.models import Area
from otagai.town.areas.words import LayerKind
from otagai.town.organizations.models import Organization

SINCE = date(2023, 4, 1)
NAMES = (
    "結城 ゆり", "森 健一", "伊藤 さやか", "原 和彦", "長瀬 恵", "加茂 直子", "佐藤 拓", "北川 遥", "西尾 正人", "児玉 理恵",
    "小早川 学", "田中 静江", "小野 誠", "清水 みどり", "守屋 守", "神崎 さとし", "芝 明",
)  # fmt: skip
AT = {
    "地域の福祉相談窓口の人": ("salon", Duty.WINDOW_HOST), "コミュニティソーシャルワーカー(CSW)": ("shakyo", Duty.CSW),
    "団体・機関の責任者": ("shakyo", Duty.ORGANIZATION_LEADER), "多機関協働の調整役": ("shakyo", Duty.MULTI_AGENCY_COORDINATOR),
    "地域福祉コーディネーター": ("shakyo", Duty.COMMUNITY_COORDINATOR), "生活支援コーディネーター": ("shakyo", Duty.LIFE_SUPPORT_COORDINATOR),
    "地区担当": ("shakyo", Duty.DISTRICT_OFFICER), "民生委員・児童委員": ("minsei", Duty.MINSEI_IIN), "協力会員": ("npo_help", Duty.SUPPORT_MEMBER),
    "市の企画担当（個人情報を見ない）": ("planning", Duty.POLICY_PLANNER), "個人情報管理者": ("welfare", Duty.PRIVACY_OFFICER),
    "監査": ("welfare", Duty.AUDITOR), "システム管理（個人情報を見ない）": ("system", Duty.SYSTEM_ADMINISTRATOR),
}  # fmt: skip
MORE: tuple[tuple[str, Duty, int], ...] = (
    ("shakyo", Duty.CSW, 4), ("houkatsu_e", Duty.COUNSELLOR, 2), ("houkatsu_e", Duty.ORGANIZATION_LEADER, 1),
    ("houkatsu_w", Duty.COUNSELLOR, 2), ("houkatsu_w", Duty.ORGANIZATION_LEADER, 1), ("houkatsu_s", Duty.COUNSELLOR, 3),
    ("houkatsu_s", Duty.ORGANIZATION_LEADER, 1), ("houkatsu_o", Duty.COUNSELLOR, 3), ("houkatsu_o", Duty.ORGANIZATION_LEADER, 1),
    ("disability", Duty.COUNSELLOR, 2), ("disability", Duty.ORGANIZATION_LEADER, 1), ("disability_2", Duty.COUNSELLOR, 1),
    ("child", Duty.COUNSELLOR, 1), ("child", Duty.ORGANIZATION_LEADER, 1), ("livelihood", Duty.COUNSELLOR, 1),
    ("livelihood", Duty.ORGANIZATION_LEADER, 1), ("rights", Duty.COUNSELLOR, 2), ("health", Duty.COUNSELLOR, 2),
    ("school", Duty.COUNSELLOR, 1), ("welfare", Duty.COUNSELLOR, 1), ("elder", Duty.COUNSELLOR, 1), ("housing", Duty.COUNSELLOR, 1),
    ("district", Duty.COUNSELLOR, 1), ("district_2", Duty.COUNSELLOR, 1), ("district_3", Duty.COUNSELLOR, 1),
    ("abroad", Duty.COUNSELLOR, 1), ("npo_home", Duty.COUNSELLOR, 1), ("npo_child", Duty.COUNSELLOR, 1), ("salon", Duty.WINDOW_HOST, 3),
    ("minsei", Duty.MINSEI_IIN, 1),
)  # fmt: skip
DISTRICT_OF_OFFICER = "小川小学校"


def open_accounts(rows: Rows, organizations: dict[str, Organization], *, today: date) -> None:
    """All accounts with their duties. Argon2 is slow on purpose: the sample town's one passphrase is hashed once."""
    hashed = make_password(PASSPHRASE)
    for (username, duty_label, organization_name, _), name in zip(LOGINS, NAMES, strict=True):
        key, duty = AT.get(duty_label) or (key_of(organizations, organization_name), Duty.COUNSELLOR)
        area = officers_area() if duty is Duty.DISTRICT_OFFICER else None
        user = rows.add(User(username=username, display_name=name, password=hashed))
        rows.add(Assignment(user=user, duty=duty, organization=organizations[key], area=area, since=SINCE))
    number = 0
    for key, duty, count in MORE:
        for _ in range(count):
            number += 1
            user = rows.add(User(username=f"mihon{number:02}", display_name=staff_name(number), password=hashed))
            rows.add(Assignment(user=user, duty=duty, organization=organizations[key], since=SINCE))
    leave(rows, organizations, hashed, today)


def key_of(organizations: dict[str, Organization], name: str) -> str:
    """The key of the organisation with the name."""
    return next(key for key, organization in organizations.items() if organization.name == name)


def officers_area() -> Area | None:
    """The school district of the 地区担当 (None while no map has been imported)."""
    return Area.objects.filter(layer__kind=LayerKind.ELEMENTARY, name=DISTRICT_OF_OFFICER).order_by("pk").first()


def staff_name(number: int) -> str:
    """A name for one of the others."""
    sex = "fm"[number % 2]
    return f"{SURNAMES[(number * 7) % len(SURNAMES)][0]} {given_of(1975 + number % 25, sex, number * 3)[0]}"


def leave(rows: Rows, organizations: dict[str, Organization], hashed: str, today: date) -> None:
    """Somebody whose duty ended last month: the account is there, and opens nothing."""
    user = rows.add(User(username="moto", display_name="元島 つとむ", password=hashed))
    rows.add(
        Assignment(
            user=user, duty=Duty.WINDOW_HOST, organization=organizations["salon"], since=SINCE,
            until=today - timedelta(days=30),
        )
    )  # fmt: skip
