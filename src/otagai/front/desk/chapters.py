"""はじめての方へ: which chapter of the guide is for which duty, and which pictures there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from otagai.base.accounts.words import Duty

PICTURES = Path(__file__).resolve().parent / "static" / "desk" / "guide"


@dataclass(frozen=True)
class Chapter:
    """One chapter: its address, whom it is for, and in one sentence what their part is."""

    slug: str
    title: str
    duties: tuple[Duty, ...]
    part: str

    @property
    def template(self) -> str:
        """The page of the chapter."""
        return f"desk/guide/{self.slug}.html"


CHAPTERS = (
    Chapter("window", "福祉相談窓口の人へ", (Duty.WINDOW_HOST,), "気づいたことを、カードに書いて渡します。解決しなくて大丈夫です。"),
    Chapter("neighbour", "民生委員・協力会員の方へ", (Duty.MINSEI_IIN, Duty.SUPPORT_MEMBER), "地域で気づいたことを、カードで届けます。"),
    Chapter(
        "coordinator", "CSW・コーディネーターの方へ",
        (Duty.CSW, Duty.COMMUNITY_COORDINATOR, Duty.LIFE_SUPPORT_COORDINATOR),
        "どんな相談も受け止めて、次の人に渡るまで持ち続けます。",
    ),
    Chapter(
        "agency", "相談機関の方へ", (Duty.COUNSELLOR, Duty.ORGANIZATION_LEADER, Duty.MULTI_AGENCY_COORDINATOR),
        "つながれた相談を引き受け、結果を知らせます。",
    ),
    Chapter("district", "地区担当の方へ", (Duty.DISTRICT_OFFICER,), "受け持ちの地区の相談と居場所を見ます。"),
    Chapter("planner", "市の企画担当の方へ", (Duty.POLICY_PLANNER,), "人の名前を見ずに、まちのようすを見ます。"),
    Chapter(
        "privacy", "個人情報管理者・監査の方へ", (Duty.PRIVACY_OFFICER, Duty.AUDITOR),
        "だれが何を見たかを確かめます。相談の中身は見ません。",
    ),
    Chapter(
        "system", "システム管理の方へ", (Duty.SYSTEM_ADMINISTRATOR,),
        "人と職務、団体、データを整えます。相談の中身は見ません。",
    ),
)  # fmt: skip


def chapter(slug: str) -> Chapter | None:
    """The chapter with this address."""
    return next((found for found in CHAPTERS if found.slug == slug), None)


def chapters_for(duties: Iterable[Duty]) -> list[Chapter]:
    """The chapters for somebody with these duties, in the order of the book."""
    held = set(duties)
    return [found for found in CHAPTERS if held.intersection(found.duties)]


def pictures() -> frozenset[str]:
    """The pictures that have been taken (docs/guide/take_pictures.py); a page shows only those."""
    return frozenset(found.stem for found in PICTURES.glob("*.webp"))
