"""What is drawn once looks the same as drawn again, and a safe text never stands for an unsafe one."""

from __future__ import annotations

import pytest
from django.utils import translation
from django.utils.safestring import mark_safe

from otagai.base.ui.remembered import drawn, is_plain, remembered
from otagai.base.ui.templatetags.ui import badge, part

BADGE = "ui/components/badge.html"


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    drawn.cache_clear()


def test_the_same_values_are_drawn_once() -> None:
    assert remembered(BADGE, label="今日中", state="urgent", shape="M0") is remembered(
        BADGE, label="今日中", state="urgent", shape="M0"
    )
    assert drawn.cache_info().misses == 1


def test_a_safe_text_never_stands_for_the_same_text_that_is_not() -> None:
    safe, typed = mark_safe("<b>強い</b>"), "<b>強い</b>"
    assert "<b>強い</b>" in remembered(BADGE, label=safe, state="plain", shape="M0")
    assert "&lt;b&gt;強い" in remembered(BADGE, label=typed, state="plain", shape="M0")


def test_each_language_is_drawn_for_itself() -> None:
    for language in ("ja", "ja-easy"):
        with translation.override(language):
            remembered("ui/forms/need.html", field=None)
    assert drawn.cache_info().misses == 2


def test_only_short_texts_and_numbers_are_remembered_among_components() -> None:
    assert is_plain({"label": "短い", "level": 2, "url": ""})
    assert not is_plain({"content": "長" * 400})
    assert not is_plain({"form": object()})
    part("error_summary", form=None)
    part("card", content="長" * 400, title="", level=2, kind="")
    assert drawn.cache_info().currsize == 1  # the first alone
    assert badge("今日中", "urgent") is badge("今日中", "urgent")
