"""Finding a person: the keys kept for each person; what a search box asks for is in `search_box`.

A key is a signed 64-bit number (fits a PostgreSQL bigint). Of the people who hold *every* key of a query, those
meant are among them; a few others may be too (a key says that two letters stand side by side, not where). Keys can
be guessed back to telephone numbers and names by trying, so they are as confidential as the person: the same circle
guards them, and of a guarded person (支援措置) neither address nor telephone may be given to `person_keys`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain

from otagai.kernel import phone
from otagai.kernel.address import fold_address
from otagai.kernel.text import bigrams, fold, narrow
from otagai.kernel.wareki import PartialDate

_PHONE_TAILS = (4, 6, 7, 8)


@dataclass(frozen=True)
class PersonFacts:
    """What is known of a person for finding them; everything may be empty. `other_names`: 旧姓・通称, in kanji or
    kana.
    """

    surname: str = ""
    given: str = ""
    surname_kana: str = ""
    given_kana: str = ""
    other_names: tuple[str, ...] = ()
    birth: PartialDate | None = None
    phones: tuple[str, ...] = ()
    address: str = ""

    @property
    def name(self) -> str:
        """Folded full name in kanji (or whatever it is written in)."""
        return fold(self.surname + self.given)

    @property
    def kana(self) -> str:
        """Folded full name in kana."""
        return fold(self.surname_kana + self.given_kana)


def key(kind: str, value: str) -> int:
    """Return the signed 64-bit key of a value of a kind (BLAKE2b)."""
    return int.from_bytes(blake2b(f"{kind}:{value}".encode(), digest_size=8).digest(), "big", signed=True)


def person_keys(facts: PersonFacts) -> frozenset[int]:
    """Return every key under which a person can be found."""
    parts = (_text_keys(facts), _digit_keys(facts), _birth_keys(facts.birth))
    return frozenset(key(kind, value) for kind, value in chain(*parts))


def blocking_keys(facts: PersonFacts) -> frozenset[int]:
    """Return the few strong keys (telephone, whole name, whole kana, birth date) of which somebody else holding
    *any* is worth comparing.

    They are among `person_keys`, so one table serves the search box and the question "do we know this person
    already?".
    """
    strong = chain(
        (("digits", digits) for digits in _phones(facts)),
        (("full", text) for text in (facts.name, facts.kana) if len(text) > 1),
        (("born", iso) for iso in _birth_parts(facts.birth) if len(iso) == len("1941-03-05")),
    )
    return frozenset(key(kind, value) for kind, value in strong)


def _text_keys(facts: PersonFacts) -> Iterator[tuple[str, str]]:
    words = [facts.surname, facts.given, facts.surname_kana, facts.given_kana, *facts.other_names]
    texts = {fold(word) for word in words} | {facts.name, facts.kana} - {""}
    yield from (("letter", text) for text in texts if len(text) == 1)
    yield from (("full", text) for text in (facts.name, facts.kana) if len(text) > 1)
    texts |= {fold(facts.address), fold_address(facts.address)}
    yield from (("pair", pair) for text in texts for pair in bigrams(text))


def _phones(facts: PersonFacts) -> Iterator[str]:
    for text in facts.phones:
        try:
            yield phone.normalise(text)
        except ValueError:
            if digits := re.sub("[^0-9]", "", narrow(text)):
                yield digits


def _digit_keys(facts: PersonFacts) -> Iterator[tuple[str, str]]:
    for digits in _phones(facts):
        yield "digits", digits
        yield from (("digits", digits[-length:]) for length in _PHONE_TAILS if length < len(digits))
    for run in re.findall(r"[0-9]{3,}", narrow(facts.address)):
        yield "digits", run


def _birth_parts(birth: PartialDate | None) -> list[str]:
    if birth is None or birth.about:
        return []
    parts = birth.iso.split("-")
    return ["-".join(parts[: length + 1]) for length in range(len(parts))]


def _birth_keys(birth: PartialDate | None) -> Iterator[tuple[str, str]]:
    for part in _birth_parts(birth):
        yield "born", part
        yield "digits", part.replace("-", "")  # 1941 typed bare may be a year or the end of a telephone number
    if birth is not None and birth.about:
        yield from (("born", str(year)) for year in range(birth.earliest.year, birth.latest.year + 1))
