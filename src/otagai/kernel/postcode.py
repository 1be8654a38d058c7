"""Postal codes as people write them: 4250021, 〒425-0021 and ４２５－００２１ are one."""

import re

from otagai.kernel.text import narrow

_CODE = re.compile(r"〒?\s*(\d{3})\s*[-－ー―‐−–—]?\s*(\d{4})", re.ASCII)


def read_postcode(text: str) -> str:
    """Return the code as it is kept, 425-0021; "" when the text is no postal code. Never raises."""
    found = _CODE.fullmatch(narrow(text).strip())
    return f"{found[1]}-{found[2]}" if found else ""
