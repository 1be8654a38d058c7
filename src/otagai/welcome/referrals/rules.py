"""Rules of handing the baton. The giver holds it until the taker has it; 「断る」 does not exist."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from otagai.base.disclosure.words import Item, LegalBasis
from otagai.kernel.working_days import add_working_days
from otagai.welcome.intake.rules import words_kept
from otagai.welcome.intake.words import Urgency
from otagai.welcome.referrals.words import HandBackReason
from otagai.welcome.referrals.words import ReferralState as S

NEXT: dict[S, frozenset[S]] = {
    S.DRAFT: frozenset({S.SENT, S.TAKEN_BACK}),
    S.SENT: frozenset({S.RECEIVED, S.ACCEPTED, S.JOINED, S.HANDED_BACK, S.TAKEN_BACK}),
    S.RECEIVED: frozenset({S.ACCEPTED, S.JOINED, S.HANDED_BACK, S.TAKEN_BACK}),
    S.ACCEPTED: frozenset({S.CONTACTED, S.REPORTED}),
    S.JOINED: frozenset({S.CONTACTED, S.REPORTED}),
    S.CONTACTED: frozenset({S.REPORTED}),
    S.REPORTED: frozenset({S.DONE}),
    S.HANDED_BACK: frozenset(),
    S.TAKEN_BACK: frozenset(),
    S.DONE: frozenset(),
}
GOING_ON = frozenset({S.ACCEPTED, S.JOINED, S.CONTACTED})
WAITING = frozenset({S.SENT, S.RECEIVED})
BY_RECEIVER = frozenset({S.RECEIVED, S.ACCEPTED, S.JOINED, S.HANDED_BACK, S.CONTACTED, S.REPORTED})
BY_GIVER = frozenset({S.SENT, S.TAKEN_BACK})
IDENTITY = frozenset({Item.NAME, Item.KANA, Item.BIRTH, Item.SEX, Item.PHONE, Item.ADDRESS})
COORDINATOR_AFTER_HAND_BACKS = 3


@dataclass(frozen=True)
class Sending:
    """What is known when a letter is about to leave; `said`: the words as they arrived, as far as the giver sees them."""

    sender_id: int
    receiver_id: int
    reason: str
    basis: LegalBasis | None
    basis_note: str
    items: frozenset[Item]
    consented_items: frozenset[Item] | None
    another_is_waiting: bool
    headline: str
    said: str


def why_not_step(now: S, to: S) -> list[str]:
    """The steps of a referral are a table (domain/casework.md §4)."""
    return [] if to in NEXT[now] else [f"いまは「{now.label}」なので、「{to.label}」にはできません"]


def why_not_side(to: S, *, gives: bool, takes: bool) -> list[str]:
    """Each end has steps of its own: the giver sends and takes back, the taker answers and reports."""
    if to in BY_RECEIVER and not takes:
        return ["つなぎを受けた団体の人だけができます"]
    return ["つなぎを送った団体の人だけができます"] if to in BY_GIVER and not gives else []


def why_not_wait(now: S, *, gives: bool, takes: bool, is_ahead: bool, reason: str) -> list[str]:
    """待ち: either end may say so while an answer is awaited, until a day to come and with the reason."""
    if not (gives or takes):
        return ["つなぎを送った団体・受けた団体の人だけができます"]
    if now not in WAITING:
        return ["返事を待っているつなぎだけを「待ち」にできます"]
    return [] if is_ahead and reason.strip() else ["いつまで待つか（明日以降）と、その理由を書いてください"]


def until(usual: date, urgency: Urgency, *, today: date) -> date:
    """急ぎ=same day (domain/casework.md §4, a default of this house): today, or the next day on which offices work; never later
    than usual.
    """
    return min(usual, add_working_days(today, 0)) if urgency == Urgency.TODAY else usual


def why_not_send(sending: Sending) -> list[str]:
    """Nothing leaves without a recipient, a purpose and a basis; with consent, only what was agreed to (mission, promise 3)."""
    reasons = []
    if sending.sender_id == sending.receiver_id:
        reasons.append("自分の団体には送れません")
    if not sending.reason.strip():
        reasons.append("つなぐ理由・お願いしたいことを書いてください")
    if sending.another_is_waiting:
        reasons.append("返事を待っているつなぎがあります。先に取り戻すか、返事を待ってください")
    return [*reasons, *why_not_in_these_words(sending), *why_not_on_this_basis(sending)]


def why_not_in_these_words(sending: Sending) -> list[str]:
    """Every taker reads one line about the consultation, so it is an item of every letter, and a person has written it: a run
    of somebody's own words is 相談のことば, which needs an agreement of its own (個人情報保護法 27条・69条).
    """
    if Item.GIST not in sending.items:
        return ["「相談の要点」は 受け取る人に かならず見えます。「伝えること」から外せません"]
    if not sending.headline.strip():
        return ["「相談の要点」を ひとことで書いてください（受け取る人に見えます）"]
    kept = "" if Item.WORDS in sending.items else words_kept(sending.headline, sending.said)
    return (
        [f"「相談の要点」に 話した方のことばが そのまま入っています：「{kept}」。職員のことばに 言いかえてください"]
        if kept
        else []
    )


def why_not_on_this_basis(sending: Sending) -> list[str]:
    """Consent must cover every item; any other basis needs the reason written down (個人情報保護法 27条・69条)."""
    if sending.basis is None:
        return ["情報を伝える根拠（本人の同意など）を選んでください"]
    if sending.basis != LegalBasis.CONSENT:
        return (
            [] if sending.basis_note.strip() else ["本人の同意によらないときは、その理由（相当の理由）を書いてください"]
        )
    if sending.consented_items is None:
        return ["本人の同意が記録されていません。だれが・どのように同意したかを記録してください"]
    missing = sorted(item.label for item in sending.items - sending.consented_items)
    return [f"同意のない項目は伝えられません：{'・'.join(missing)}"] if missing else []


def why_not_hand_back(reason: HandBackReason | None, suggestion: str) -> list[str]:
    """差戻し is not a refusal: it says why, and what would help (R4)."""
    reasons = []
    if reason is None:
        reasons.append("差戻しの理由を選んでください")
    if not suggestion.strip():
        reasons.append("「こうしてはどうか」を書いてください（次の人が動けるように）")
    return reasons


def why_not_finish(own: Collection[S], unanswered: int) -> list[str]:
    """No referral ends without an answer (safety.md). `unanswered` counts those of other organisations, too."""
    if any(state in WAITING for state in own):
        return ["返事を待っているつなぎがあります"]
    if any(state in GOING_ON for state in own):
        return ["つなぎの結果が まだ届いていません（「結果を知らせる」）"]
    return ["ほかの機関どうしの つなぎの結果が まだ届いていません"] if unanswered else []


def shares_identity(items: Collection[Item]) -> bool:
    """Whether everything that identifies the person was agreed to, so that the taker may use the person's page itself."""
    return set(items) >= IDENTITY
