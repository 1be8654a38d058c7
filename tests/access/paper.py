"""docs/access-matrix.md out of the policy table. `python -m tests.access.write` writes it anew."""

from __future__ import annotations

from pathlib import Path

from otagai.base.accounts.doors import Account, Needs, Public
from tests.access.people import PERSONAS
from tests.access.policy import (
    KIND_LABELS,
    SEEN,
    SIDE_LABELS,
    SIGNS,
    STATE_LABELS,
    Address,
    addresses,
    answer,
    sees,
)  # fmt: skip

FILE = Path(__file__).resolve().parents[2] / "docs" / "access-matrix.md"
HEAD = """# だれが何を開けるか — access matrix

この文書は `tests/access/policy.py` の表から作られます（`python -m tests.access.write`）。手で書きかえないでください。
古くなると、また表にないアドレスができると、テストが止まります。実際の画面への要求でも、毎回この表のとおりかを確かめています
（`tests/gates/test_matrix.py`）。

* ○ 開く　・　× その職務では開かない (403)　・　無 その人には無いものと同じ (404)　・　ログイン まずログイン
* 表の ○ は「輪の中の人にとって」の答えです。相談・つなぎ・本人・世帯は、下の「輪」の表で ○ の人にだけあります。
* PUT・DELETE は、どのアドレスも受け付けません (405)。職務の足りない人には、その前に × です。
"""
NOTES = """
## 読みかた

* 輪の外の人と、無い番号は、同じ答え (404) です。長さも中身も変わりません。
* 番号が二つあるアドレスは、二つめが一つめの子でなければ 404 です（ほかの人の連絡先、ほかの窓口の旗 など）。
* ログインのページ（`accounts/…`）は allauth のものです。許されたものだけが `base/accounts/third_party.py` に一つずつ書いてあります。
"""


def who_may(address: Address) -> str:
    """The mark in words."""
    match address.access:
        case Public(why):
            return f"だれでも（{why}）"
        case Account(why):
            return f"本人（{why}）"
        case Needs(permissions):
            return "・".join(permission.label for permission in permissions)


def best_sign(address: Address, key: int) -> str:
    """What the persona gets in the best case: at a thing it stands in the circle of, with the first method."""
    persona, row = PERSONAS[key], address.row
    states = SEEN.get(row.kind, {"any": frozenset()})
    method = "GET" if "GET" in row.methods else "POST"
    answers = {answer(address, method, state, persona) for state in states}
    return next(SIGNS[sign] for sign in ("in", "404", "403", "log-in") if sign in answers)


def address_lines() -> list[str]:
    """One line for each address."""
    heads = ["アドレス", "方法", "入口の印", "何の", *(persona.label for persona in PERSONAS)]
    lines = [" | ".join(["", *heads, ""]).strip(), "|" + "---|" * len(heads)]
    for address in addresses():
        parts = [
            KIND_LABELS[kind] + (f"（{SIDE_LABELS[side]}）" if side else "") for _, kind, side in address.row.parts
        ]
        methods = "・".join(sorted(address.row.methods & {"GET", "POST"}))
        cells = [f"`/{address.route}`", methods, who_may(address), "・".join(parts)]
        cells += [best_sign(address, number) for number in range(len(PERSONAS))]
        lines.append("| " + " | ".join(cells) + " |")
    return lines


def circle_lines() -> list[str]:
    """Who sees which thing in which state."""
    heads = ["もの", "段階", *(persona.label for persona in PERSONAS)]
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    for kind, states in SEEN.items():
        for state in states:
            cells = [KIND_LABELS[kind], STATE_LABELS[state]]
            cells += ["○" if sees(kind, state, persona) else "無" for persona in PERSONAS]
            lines.append("| " + " | ".join(cells) + " |")
    return lines


def written() -> str:
    """The document."""
    return "\n".join(
        [HEAD, "## 輪 — circles", "", *circle_lines(), "", "## アドレス — addresses", "", *address_lines(), NOTES]
    )
