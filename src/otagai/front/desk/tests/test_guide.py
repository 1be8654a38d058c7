"""はじめての方へ."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from otagai.base.accounts.words import Duty
from otagai.front.desk import chapters
from otagai.front.desk.tests.town_at_the_desk import somebody, text_of


def test_every_duty_has_its_chapter_and_no_other_duty_is_in_two() -> None:
    told = [duty for chapter in chapters.CHAPTERS for duty in chapter.duties]
    assert sorted(told) == sorted(Duty)


@pytest.mark.django_db
def test_the_own_chapter_comes_first() -> None:
    shown = text_of(somebody(Duty.COUNSELLOR).get(reverse("desk:guide")))
    assert shown.index("あなたの仕事") < shown.index("相談機関の方へ") < shown.index("福祉相談窓口の人へ")


@pytest.mark.django_db
def test_every_chapter_can_be_read_and_an_unknown_one_is_not_found() -> None:
    client = somebody(Duty.WINDOW_HOST)
    for chapter in chapters.CHAPTERS:
        assert chapter.part in text_of(client.get(reverse("desk:guide_chapter", args=[chapter.slug])))
    assert client.get(reverse("desk:guide_chapter", args=["nobody"])).status_code == 404


@pytest.mark.django_db
def test_a_stranger_is_asked_to_log_in_first() -> None:
    assert Client().get(reverse("desk:guide")).status_code == 302


def test_pictures_are_small() -> None:
    for picture in chapters.PICTURES.glob("*"):
        assert picture.suffix == ".webp"
        assert picture.stat().st_size < 60_000
