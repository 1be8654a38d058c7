"""What is drawn once looks the same as drawn again, and a safe text never stands for an unsafe one."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.utils import translation
from django.utils.safestring import mark_safe
from procrastinate.contrib.django.models import ProcrastinateJob

from otagai.base.ui.remembered import drawn, is_plain, remembered, remembered_as, values_of
from otagai.base.ui.templatetags.ui import badge, part, receipt, summary_row

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


def test_a_row_is_drawn_again_when_it_or_a_row_beside_it_says_something_else() -> None:
    shelf, other = ContentType(app_label="a", model="b"), ContentType(app_label="a", model="c")
    first, second = (Permission(name="見る", codename="see", content_type=each) for each in (shelf, other))
    assert values_of(first) == values_of(Permission(name="見る", codename="see", content_type=shelf))
    assert values_of(first) != values_of(Permission(name="書く", codename="see", content_type=shelf))
    assert values_of(first) != values_of(second)
    one = remembered_as(values_of(first), BADGE, label=first.name, state="plain", shape="M0")
    assert remembered_as(values_of(first), BADGE, label=first.name, state="plain", shape="M0") is one
    assert remembered_as(values_of(second), BADGE, label=second.name, state="plain", shape="M0") is not one


def test_a_row_may_hold_lists_and_drawings_and_what_was_not_read_stays_unread() -> None:
    here, there = (ProcrastinateJob(args={"ring": [[138.3, y]]}) for y in (34.8, 34.9))
    assert hash(values_of(here)) == hash(values_of(ProcrastinateJob(args={"ring": [[138.3, 34.8]]})))
    assert values_of(here) != values_of(there)
    del there.args  # as of a row that was read without it
    assert "args" in there.get_deferred_fields()
    assert hash(values_of(there))


def test_only_short_texts_and_numbers_are_remembered_among_components() -> None:
    assert is_plain({"label": "短い", "level": 2, "url": ""})
    assert not is_plain({"content": "長" * 400})
    assert not is_plain({"form": object()})
    part("error_summary", form=None)
    part("card", content="長" * 400, title="", level=2, kind="")
    assert drawn.cache_info().currsize == 1  # the first alone
    assert badge("今日中", "urgent") is badge("今日中", "urgent")


def test_what_somebody_wrote_or_is_told_stays_in_no_memory() -> None:
    assert "眠れない" in summary_row("<span>眠れない夜がつづく</span>", "話したいこと")
    assert "1234-5678-9012" in receipt("1234-5678-9012", "合言葉")
    assert drawn.cache_info().currsize == 0
