"""Decisions about people: what must be known to write somebody down, how they may be reached, why a search found
them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from otagai.kernel import phone
from otagai.kernel.address import fold_address
from otagai.kernel.finding import PersonFacts
from otagai.kernel.search_box import Looks, SearchToken
from otagai.kernel.text import fold
from otagai.kernel.wareki import PartialDate
from otagai.town.people.words import ContactKind, Safety

NUMBERED = frozenset({ContactKind.PHONE, ContactKind.MOBILE})
_SHORTEST_TAIL = 4


@dataclass(frozen=True)
class MemberFacts:
    """What is known when somebody shall join a household."""

    already_here: bool
    in_another_now: bool


def why_not_person(
    family_name: str, given_name: str, family_kana: str, given_kana: str, known_as: str = ""
) -> list[str]:
    """One name is enough: 姓 or 名, in kanji or kana, or what people call them. Somebody without any is not written
    down yet.
    """
    if any(name.strip() for name in (family_name, given_name, family_kana, given_kana, known_as)):
        return []
    return ["名前を ひとつは 書いてください（姓だけ、かなだけ、よび名だけでも かまいません）"]


def why_not_write(*, only_asked: bool) -> list[str]:
    """Whoever was only asked by a letter reads; what is known of somebody is written by those who hold or share it."""
    return ["まず つなぎに答えてください（引き受ける・一緒に対応する）。そのあとで 書けます"] if only_asked else []


def why_not_birth(birth: str) -> list[str]:
    """A birth date as far as it is known: the year, the month, the day, or about; or nothing."""
    try:
        PartialDate.from_iso(birth or "1900")
    except ValueError as wrong:
        return [str(wrong)]
    return []


def why_not_contact(kind: ContactKind, value: str) -> list[str]:
    """A telephone is a number that rings, a mail address has an @; who passes a message on is named."""
    if not value.strip():
        return ["番号・アドレスを書いてください"]
    if kind in NUMBERED:
        try:
            phone.normalise(value)
        except ValueError as wrong:
            return [str(wrong)]
    if kind is ContactKind.MAIL and "@" not in value.strip("@"):
        return ["メールアドレスの 形では ありません"]
    return []


def kept_value(kind: ContactKind, value: str) -> str:
    """The value in the one form it is kept in: telephone numbers grouped as people read them."""
    return phone.grouped(value) if kind in NUMBERED else value.strip()


def may_leave_message(safety: Safety) -> bool:
    """Only where somebody said that it is safe: unknown is not safe (words.Safety)."""
    return safety is Safety.SAFE


def why_not_member(facts: MemberFacts) -> list[str]:
    """A person lives in one household at a time; what was before has an end."""
    if facts.already_here:
        return ["もう この世帯に います"]
    if facts.in_another_now:
        return ["いま 別の世帯に います。先に そちらの「いつまで」を 入れてください"]
    return []


def why_found(tokens: Iterable[SearchToken], facts: PersonFacts) -> list[str] | None:
    """Reasons why each word of a search means this person, in order; None if one of them does not (two letters that
    only stand side by side somewhere are no match).
    """
    reasons = [_why_token(token, facts) for token in tokens]
    return None if None in reasons else list(dict.fromkeys(reason for reason in reasons if reason))


def _why_token(token: SearchToken, facts: PersonFacts) -> str | None:
    if token.looks in (Looks.TELEPHONE, Looks.DIGITS):
        return _why_digits(token.value, facts)
    if token.looks is Looks.BIRTH:
        return _why_born(token.value, facts.birth)
    if token.value in (facts.name, facts.kana):
        return "カナが同じ" if token.looks is Looks.KANA else "漢字が同じ"
    texts = {
        "カナが合う": (facts.kana, fold(facts.surname_kana), fold(facts.given_kana)),
        "名前が合う": (facts.name, fold(facts.surname), fold(facts.given)),
        "旧姓・通称が合う": tuple(fold(name) for name in facts.other_names),
        "住所が合う": (fold(facts.address), fold_address(facts.address)),
    }
    return next((reason for reason, parts in texts.items() if any(token.value in part for part in parts)), None)


def _why_digits(digits: str, facts: PersonFacts) -> str | None:
    numbers = {_digits(number) for number in facts.phones}
    if digits in numbers:
        return "電話が同じ"
    if len(digits) >= _SHORTEST_TAIL and any(number.endswith(digits) for number in numbers):
        return "電話の終わりが同じ"
    if facts.birth is not None and facts.birth.iso.replace("-", "").startswith(digits):
        return "生年月日が同じ" if len(digits) == 8 else "生まれた年が同じ"
    return "住所が合う" if digits in fold_address(facts.address) else None


def _why_born(iso: str, birth: PartialDate | None) -> str | None:
    if birth is None:
        return None
    if birth.iso == iso and birth.day is not None:
        return "生年月日が同じ"
    return "生まれた年が同じ" if birth.may_be(PartialDate.from_iso(iso)) else None


def _digits(number: str) -> str:
    try:
        return phone.normalise(number)
    except ValueError:
        return ""
