"""Who comes to the doors: every persona of the access matrix with the duty, the organisation and the area."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from otagai.base.accounts.words import Duty, Permission


class Place(StrEnum):
    """Organisations of the small town of the matrix."""

    HOLDER = "社協"
    NEAR = "包括（送り先）"
    BACK = "自立相談（差し戻した）"
    STRANGE = "関わりのない機関"
    CITY = "市役所"


@dataclass(frozen=True)
class Persona:
    """One person at the door; `area` limits the duty to it, `excluded` shuts every circle, `over`: the duty has ended."""

    key: str
    label: str
    duty: Duty | None = None
    place: Place | None = None
    area: str = ""
    excluded: bool = False
    over: bool = False

    @property
    def permissions(self) -> frozenset[Permission]:
        """What the duty of today allows."""
        from otagai.base.accounts.rules import permissions_of

        return permissions_of([self.duty]) if self.duty and not self.over else frozenset()

    @property
    def is_known(self) -> bool:
        """Whether the desk knows the person at all today."""
        return self.duty is not None and not self.over


PERSONAS = (
    Persona("nobody", "ログインしていない人"),
    Persona("host", "窓口の人", Duty.WINDOW_HOST, Place.HOLDER),
    Persona("minsei", "民生委員", Duty.MINSEI_IIN, Place.CITY),
    Persona("member", "協力会員", Duty.SUPPORT_MEMBER, Place.HOLDER),
    Persona("csw", "CSW（持っている団体）", Duty.CSW, Place.HOLDER),
    Persona("elsewhere", "CSW（同じ団体・別の地区）", Duty.CSW, Place.HOLDER, area="west"),
    Persona("excluded", "CSW（外された人）", Duty.CSW, Place.HOLDER, excluded=True),
    Persona("officer", "地区担当（この地区）", Duty.DISTRICT_OFFICER, Place.HOLDER, area="east"),
    Persona("leader", "責任者（持っている団体）", Duty.ORGANIZATION_LEADER, Place.HOLDER),
    Persona("near", "相談員（つなぎの送り先）", Duty.COUNSELLOR, Place.NEAR),
    Persona("back", "相談員（差し戻した機関）", Duty.COUNSELLOR, Place.BACK),
    Persona("strange", "相談員（関わりのない機関）", Duty.COUNSELLOR, Place.STRANGE),
    Persona("planner", "市の企画担当", Duty.POLICY_PLANNER, Place.CITY),
    Persona("privacy", "個人情報管理者", Duty.PRIVACY_OFFICER, Place.CITY),
    Persona("auditor", "監査", Duty.AUDITOR, Place.CITY),
    Persona("admin", "システム管理", Duty.SYSTEM_ADMINISTRATOR, Place.CITY),
    Persona("former", "職務の終わったCSW", Duty.CSW, Place.HOLDER, over=True),
)
BY_KEY = {persona.key: persona for persona in PERSONAS}
