"""One search box for 漢字・かな・電話・住所・生年月日・受付番号: what was typed becomes keys that a person must
hold.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from otagai.kernel import numbers, phone
from otagai.kernel.address import fold_address
from otagai.kernel.finding import key
from otagai.kernel.text import bigrams, kana_only, narrow
from otagai.kernel.wareki import parse_date
from otagai.kernel.words import Word

_DIGITS_AND_SIGNS = re.compile(r"[0-9()+\-\s.]+")


class Looks(Word):
    """What a word typed into the search box looks like."""

    RECEIPT = "receipt", "受付番号"
    TELEPHONE = "telephone", "電話番号"
    BIRTH = "birth", "生年月日"
    DIGITS = "digits", "数字"
    KANA = "kana", "かな"
    WORDS = "words", "ことば"
    NOTHING = "nothing", "なし"


@dataclass(frozen=True)
class SearchToken:
    """One word of a query: what it looks like, and its value in the form that is compared."""

    looks: Looks
    value: str


@dataclass(frozen=True)
class Query:
    """A search: what it looks for, the keys a person must all hold, the receipt number if it is one, and a hint if
    that was miscopied.
    """

    looks: Looks
    keys: frozenset[int]
    receipt: str = ""
    hint: str = ""


def query_keys(text: str) -> Query:
    """Return what a search box asks for: 漢字・かな・電話・住所・生年月日・受付番号, several words at once (all must
    match).

    A receipt number carries no keys (`receipt` holds it, `hint` says if a digit was miscopied); an empty query
    carries none and means nobody.
    """
    tokens = query_tokens(text)
    if not tokens:
        return Query(Looks.NOTHING, frozenset())
    if tokens[0].looks is Looks.RECEIPT:
        return _receipt_query(text)
    keys = frozenset(chain.from_iterable(_token_keys(token) for token in tokens))
    kinds = {token.looks for token in tokens}
    return Query(kinds.pop() if len(kinds) == 1 else Looks.WORDS, keys)


def _receipt_query(text: str) -> Query:
    try:
        return Query(Looks.RECEIPT, frozenset(), receipt=str(numbers.parse_receipt(text)))
    except ValueError as error:
        return Query(Looks.RECEIPT, frozenset(), hint=str(error))


def query_tokens(text: str) -> list[SearchToken]:
    """Return the words of a query with what each looks like; a receipt number, telephone number or date may hold
    spaces.
    """
    text = narrow(text)
    if whole := _number_token(text):
        return [whole]
    return [token for word in text.split() if (token := _number_token(word) or _word_token(word))]


def _number_token(text: str) -> SearchToken | None:
    if numbers.looks_like_receipt(text):
        return SearchToken(Looks.RECEIPT, text)
    compact = re.sub(r"[\s()+\-.]", "", text)
    if re.fullmatch(r"[0-9]{4}|[0-9]{6,8}", compact) and not re.search("[./]|-[0-9]{1,2}-", text):
        return SearchToken(Looks.DIGITS, compact)
    if _DIGITS_AND_SIGNS.fullmatch(text) and (digits := _dialled(text)):
        return SearchToken(Looks.TELEPHONE, digits)
    try:
        born = parse_date(text, on=None)
    except ValueError:
        return None
    return SearchToken(Looks.BIRTH, born.iso.rstrip("~"))


def _dialled(text: str) -> str:
    try:
        return phone.normalise(text)
    except ValueError:
        return ""


def _word_token(word: str) -> SearchToken | None:
    if re.fullmatch("[0-9]{3,}", word):
        return SearchToken(Looks.DIGITS, word)
    value = fold_address(word)
    looks = Looks.KANA if kana_only(word) else Looks.WORDS
    return SearchToken(looks, value) if value else None


def _token_keys(token: SearchToken) -> Iterable[int]:
    match token.looks:
        case Looks.TELEPHONE | Looks.DIGITS:
            return [key("digits", token.value)]
        case Looks.BIRTH:
            return [key("born", token.value)]
        case _ if len(token.value) == 1:
            return [key("letter", token.value)]
        case _:
            return [key("pair", pair) for pair in bigrams(token.value)]
