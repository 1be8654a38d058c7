"""What may leave."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

import pytest

from otagai.base.disclosure.rules import Leaving, why_not_disclose
from otagai.base.disclosure.words import Item, LegalBasis


@dataclass
class Agreed:
    """A consent as the room of consents keeps it."""

    pk: int = 1
    recipient_id: int = 7
    items: list[str] = field(default_factory=lambda: ["gist", "name"])
    valid_until: date | None = None
    withdrawn_at: datetime | None = None


LEAVING = Leaving(
    recipient_id=7, recipient_name="南部包括", basis=LegalBasis.CONSENT, reason="", purpose="介護の相談のため",
    items=[Item.GIST, Item.NAME], consent=Agreed(), on=date(2026, 11, 20),
)  # fmt: skip


def test_what_the_person_agreed_to_may_leave() -> None:
    assert why_not_disclose(LEAVING) == []


def test_an_item_nobody_agreed_to_stays() -> None:
    assert why_not_disclose(replace(LEAVING, items=[Item.GIST, Item.PHONE])) == ["同意がないもの：電話"]


@pytest.mark.parametrize(
    "consent",
    [
        None,
        Agreed(withdrawn_at=datetime(2026, 11, 1, tzinfo=UTC)),
        Agreed(valid_until=date(2026, 11, 19)),
        Agreed(recipient_id=8),
    ],
    ids=["never given", "withdrawn", "run out yesterday", "given for somebody else"],
)
def test_a_consent_that_does_not_hold_lets_nothing_out(consent: Agreed | None) -> None:
    assert len(why_not_disclose(replace(LEAVING, consent=consent))) == 1


def test_a_consent_holds_on_its_last_day() -> None:
    assert why_not_disclose(replace(LEAVING, consent=Agreed(valid_until=date(2026, 11, 20)))) == []


@pytest.mark.parametrize("basis", [LegalBasis.VITAL_INTEREST, LegalBasis.LAW, LegalBasis.ARTICLE_106_6])
def test_without_consent_a_reason_is_needed(basis: LegalBasis) -> None:
    assert why_not_disclose(replace(LEAVING, basis=basis, consent=None))
    assert why_not_disclose(replace(LEAVING, basis=basis, consent=None, reason="倒れて返事ができないため")) == []


def test_without_recipient_purpose_or_items_nothing_leaves() -> None:
    empty = replace(LEAVING, recipient_name=" ", purpose="", items=[])
    assert len(why_not_disclose(empty)) == 3
