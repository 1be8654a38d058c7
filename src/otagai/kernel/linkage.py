"""名寄せ: why two records may be one person, why they may not, and what only looks alike (family, twins); people
decide, nothing is merged.

Source: the rule about given names was measured: without it plain record linkage ranks twins and family above true
matches.
"""

from collections.abc import Collection
from dataclasses import dataclass

from otagai.kernel.address import same_address
from otagai.kernel.finding import PersonFacts
from otagai.kernel.phone import normalise
from otagai.kernel.text import fold

# Weights of evidence (log2 of how much likelier it is between two records of one person than between strangers),
# after Fellegi and Sunter (1969).
_WEIGHTS = {
    "電話が同じ": 8.0,
    "カナが同じ": 7.0,
    "生年月日が同じ": 9.0,
    "漢字が同じ": 8.0,
    "住所が同じ": 6.0,
    "生まれた年が同じ": 3.0,
}
_SHARED_PHONE_WEIGHT = 1.0
_CONTRADICTION = -8.0
_WORTH_SHOWING = 5.0


@dataclass(frozen=True)
class Likeness:
    """How two records are alike and how they differ, in words, and how early in a list to show them (`weight`, bits;
    never a verdict).
    """

    same: tuple[str, ...]
    different: tuple[str, ...]
    family: bool
    weight: float

    @property
    def worth_showing(self) -> bool:
        """Say whether somebody should look: enough alike to be one person, or family who live together."""
        return self.family or self.weight >= _WORTH_SHOWING


def compare(a: PersonFacts, b: PersonFacts, *, shared_phones: Collection[str] = ()) -> Likeness:
    """Compare two records; the order of the two makes no difference.

    `shared_phones`: digits of telephones that many people give (a facility, 社協 itself); they count for little.
    """
    same, different = tuple(why_same(a, b)), tuple(why_not_same(a, b))
    weight = sum(_WEIGHTS[reason] for reason in same) + _CONTRADICTION * len(different)
    common = _phones(a) & _phones(b)
    if common and common <= set(shared_phones):
        weight += _SHARED_PHONE_WEIGHT - _WEIGHTS["電話が同じ"]
    return Likeness(same, different, is_family(a, b), weight)


def why_same(a: PersonFacts, b: PersonFacts) -> list[str]:
    """Reasons to think that two records are one person, strongest evidence of each kind; unknown is no reason."""
    kana = a.kana and b.kana and a.kana == b.kana
    name = a.name and (a.name == b.name or a.name in _folded(b.other_names) or b.name in _folded(a.other_names))
    checks = {
        "電話が同じ": bool(_phones(a) & _phones(b)),
        "カナが同じ": bool(kana),
        "漢字が同じ": bool(name),
        "生年月日が同じ": _birth_is_whole(a) and _birth_is_whole(b) and a.birth == b.birth,
        "生まれた年が同じ": _same_year_only(a, b),
        "住所が同じ": same_address(a.address, b.address),
    }
    return [reason for reason, holds in checks.items() if holds]


def why_not_same(a: PersonFacts, b: PersonFacts) -> list[str]:
    """Reasons to think that two records are two people; unknown contradicts nothing."""
    reasons = []
    if given_names_contradict(a, b):
        reasons.append("名が違う")
    if a.birth and b.birth and not a.birth.may_be(b.birth):
        reasons.append("生年月日が違う")
    return reasons


def given_names_contradict(a: PersonFacts, b: PersonFacts) -> bool:
    """Say whether both given names are known and differ in kana, or in kanji where the kana of one is unknown."""
    kana, other_kana = fold(a.given_kana), fold(b.given_kana)
    if kana and other_kana:
        return kana != other_kana
    kanji, other_kanji = fold(a.given), fold(b.given)
    return bool(kanji and other_kanji) and kanji != other_kanji


def is_family(a: PersonFacts, b: PersonFacts) -> bool:
    """Contradicting given names at one address (or one telephone and surname) are family, not the same person."""
    surname = fold(a.surname) == fold(b.surname) != "" or fold(a.surname_kana) == fold(b.surname_kana) != ""
    together = same_address(a.address, b.address) or (surname and bool(_phones(a) & _phones(b)))
    return together and given_names_contradict(a, b)


def _folded(names: tuple[str, ...]) -> set[str]:
    return {fold(name) for name in names} - {""}


def _phones(facts: PersonFacts) -> set[str]:
    return {digits for text in facts.phones if (digits := _digits(text))}


def _digits(text: str) -> str:
    try:
        return normalise(text)
    except ValueError:
        return ""


def _birth_is_whole(facts: PersonFacts) -> bool:
    return facts.birth is not None and facts.birth.day is not None and not facts.birth.about


def _same_year_only(a: PersonFacts, b: PersonFacts) -> bool:
    if a.birth is None or b.birth is None or (_birth_is_whole(a) and _birth_is_whole(b)):
        return False
    return a.birth.year == b.birth.year and a.birth.may_be(b.birth)
