"""Decisions about people: what must be known to write somebody down, how they may be reached, why a search found
them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from otagai.kernel import phone
from otagai.kernel.address import fold_address
from otagai.kernel.finding import PersonFacts
from otagai.kernel.search_box import Looks, SearchToken
from otagai.kernel.text import fold
from otagai.kernel.wareki import PartialDate
from otagai.town.people.words import ContactKind, Safety

NUMBERED = frozenset({ContactKind.PHONE, ContactKind.MOBILE})
BARRED = "連絡しないでください（安全のため）"
UNRULED = {
    Safety.SAFE: "連絡してよい",
    Safety.CAREFUL: "気をつけて。時間と名のり方を 先に確かめる",
    Safety.UNKNOWN: "連絡してよいか まだ聞いていません。伝言・留守番電話は 残さない",
}
CAUTION = (Safety.NEVER, Safety.CAREFUL, Safety.UNKNOWN, Safety.SAFE)
_SHORTEST_TAIL = 4
_NUMBER_IN_TEXT = re.compile(r"[0-9０-９][0-9０-９ 　()（）.\-－‐−ー]{6,}[0-9０-９]")


@dataclass(frozen=True)
class Way:
    """A way to reach somebody, which is never told without when and how it may be used (safety.md, C4)."""

    kind: ContactKind
    value: str
    safety: Safety = Safety.UNKNOWN
    rule: str = ""

    @property
    def is_barred(self) -> bool:
        """Whether it must not be used: then not even the number is told."""
        return self.safety is Safety.NEVER

    @property
    def rings(self) -> bool:
        """Whether it is a telephone that may be called, as far as anybody knows."""
        return self.kind in NUMBERED and not self.is_barred

    @property
    def how(self) -> str:
        """When and how it may be used."""
        if self.is_barred:
            return f"{BARRED}。{self.rule}" if self.rule else BARRED
        return self.rule or UNRULED[self.safety]

    @property
    def in_words(self) -> str:
        """The number with its rule as one text; of a barred one only that it must not be used."""
        return f"{self.kind.label}：{self.how}" if self.is_barred else f"{self.value}（{self.how}）"


def as_told(way: Way, said: str) -> Way:
    """While nobody has asked the person, what was `said` when it arrived is the rule."""
    return replace(way, safety=Safety.CAREFUL, rule=said) if _is_unruled(way) and said else way


def way_of(value: str, known: Iterable[Way], *, said: str = "") -> Way:
    """A number or address that somebody left: where it is one of the person's own, under the most careful rule known of
    it; else under what was `said` beside it.
    """
    same = sorted((way for way in known if _is_same(way.value, value)), key=lambda way: CAUTION.index(way.safety))
    kind = ContactKind.MAIL if "@" in value else ContactKind.MOBILE if phone.is_mobile(value) else ContactKind.PHONE
    return as_told(same[0] if same else Way(kind, phone.shown(value)), said)


def without_barred(text: str, known: Iterable[Way]) -> str:
    """What somebody wrote about calling, with every number in it that must not be called replaced by saying so."""
    barred = [way for way in known if way.is_barred]
    return _NUMBER_IN_TEXT.sub(
        lambda found: BARRED if any(_is_same(way.value, found[0]) for way in barred) else found[0], text
    )


def rule_as_said(said: str, speaker: str) -> str:
    """What was said on arrival as the rule of a contact; whose words they are when not the person's own."""
    told = said.strip()
    return f"{speaker}の話：{told}"[:120] if told and speaker else told[:120]


def _is_unruled(way: Way) -> bool:
    return way.safety is Safety.UNKNOWN and not way.rule


def _is_same(one: str, other: str) -> bool:
    return (_digits(one) or one.strip().casefold()) == (_digits(other) or other.strip().casefold())


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
