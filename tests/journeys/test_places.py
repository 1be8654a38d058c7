"""Places: somebody finds a salon on an old phone; a group keeps its own page true by its QR code; a window is asked once a year."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import time, timedelta

import pytest
from django.utils import timezone

from otagai.town.places import actions as places
from otagai.town.places.models import CheckLine, Opening, Place, Session
from otagai.town.places.words import Doing, PlaceForm, Yes
from tests.factories import a_picture, a_place, as_
from tests.journeys.conftest import Story
from tests.journeys.walking import DESKTOP, PHONE, Walker

Walk = Callable[..., Walker]
HOME = "ひみつ町5丁目6番1号"


def a_salon(name: str = "縁側サロン", **more: object) -> Place:
    """Open on Tuesday mornings, for everybody, with somebody who goes along."""
    here = {"latitude": 34.8669, "longitude": 138.3228, "verified_on": timezone.localdate()}
    salon = a_place(
        name,
        **{
            **here,
            "wheelchair": Yes.YES,
            "doings": [Doing.TEA],
            "goes_along": "社協の地区担当",
            "fee": "100円",
            **more,
        },
    )
    Opening.objects.create(place=salon, weekdays=[1], opens_at=time(10), closes_at=time(12))
    return salon


@pytest.mark.django_db(transaction=True)
def test_somebody_finds_a_salon_on_a_phone_without_scripts(town: Story, walk: Walk) -> None:
    a_salon()
    Opening.objects.create(
        place=a_place("夜の会", latitude=34.867, longitude=138.323), weekdays=[1], opens_at=time(18), closes_at=time(20)
    )
    a_salon(
        "よりみちの家",
        form=PlaceForm.PRIVATE_HOME,
        private_address=HOME,
        around="ひみつ町",
        latitude=34.865,
        longitude=138.32,
    )
    resident = walk(size=PHONE, scripts=False)
    resident.goes_to("/")
    resident.follows("行く場所をさがす")
    resident.page.locator("summary").first.click()
    resident.page.get_by_label("曜日", exact=False).first.select_option(label="火曜日")
    resident.page.get_by_label("時間", exact=False).first.select_option(label="午前")
    resident.ticks("車いすで入れる")
    resident.presses("さがす")
    resident.sees("縁側サロン", "毎週火曜 10:00–12:00", "よりみちの家")
    resident.does_not_see("夜の会", HOME)
    assert resident.fits()
    resident.follows("縁側サロン", within="main")
    resident.sees("お茶・おしゃべり", "はじめての日は、いっしょに行きます。", "社協の地区担当", "100円")
    assert resident.fits()
    assert resident.page.locator('script[type="application/ld+json"]').count() == 1
    resident.goes_to("/places/?lat=34.8669&lon=138.3227")
    resident.sees("歩いて およそ", "直線からの目安")
    resident.follows("よりみちの家", within="main")
    resident.sees("ひみつ町のあたり", "個人のお宅です")
    resident.does_not_see(HOME, "5丁目")


@pytest.mark.django_db(transaction=True)
def test_a_group_keeps_its_own_page_true_by_its_qr_code(town: Story, walk: Walk) -> None:
    salon = a_salon()
    csw = walk(town.sato, size=DESKTOP)
    csw.goes_to(f"/desk/places/{salon.pk}/")
    csw.writes("だれに渡しますか", "山田さん", within="body")
    csw.presses("リンクを出す", within="body")
    csw.sees("見えるのは 今だけです")
    token = re.search(r"/g/([\w-]+)/", csw.page.content())
    assert token and csw.page.locator('img[alt*="QRコード"]').count() == 1
    host = walk(size=PHONE, scripts=False)
    host.goes_to(f"/g/{token[1]}/")
    host.follows("変わったことを 知らせる")
    host.writes("お金", "無料")
    host.writes("はじめての方へ", "玄関で声をかけてください")
    host.presses("知らせる")
    host.sees("届きました", "100円")
    host.follows("開催の記録を書く")
    host.ticks("午前")
    host.writes("75歳から", "6")
    host.writes("はじめて来た人", "1")
    host.presses("記録する")
    host.sees("人数だけを 残しました", "6人")
    assert host.fits()
    host.follows("気になることを 知らせる")
    host.sees("何でも書いてください")
    csw.goes_to("/desk/places/confirm/")
    csw.follows("縁側サロン", within="main")
    csw.sees("100円", "無料")
    csw.presses("取り入れる")
    resident = walk(size=PHONE)
    resident.goes_to(f"/places/{salon.pk}/")
    resident.sees("無料", "玄関で声をかけてください")
    csw.goes_to("/desk/places/sessions/")
    csw.sees("縁側サロン", "6")
    csw.goes_to("/desk/changes/")
    csw.sees("縁側サロン", "お金が 変わりました")
    csw.presses("ここまで見ました")
    csw.sees("変わったことは ありません")
    assert Session.objects.get().elders == 6


@pytest.mark.django_db(transaction=True)
def test_a_group_sends_a_photo_and_takes_it_down_on_a_phone_without_scripts(town: Story, walk: Walk) -> None:
    salon = a_salon()
    with as_(town.acting(town.sato)):
        token = places.issue_place_link(salon.pk, holder="山田", by=town.acting(town.sato), at=timezone.now())
    host = walk(size=PHONE, scripts=False)
    host.goes_to(f"/g/{token}/")
    host.follows("写真を 送る・下げる")
    host.page.set_input_files("input[type=file]", {"name": "x.jpg", "mimeType": "image/jpeg", "buffer": b"<html>"})
    host.writes("写真のことば", "手すりのある 広い入り口")
    host.ticks("人は 写っていません")
    host.presses("送る")
    host.sees("写真として 開けませんでした", "書いたことは 残っています")
    picture = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": a_picture()}
    host.page.set_input_files("input[type=file]", picture)
    host.presses("送る")
    host.sees("写真が 届きました", "見てもらうのを待っている")
    assert host.fits()
    resident = walk(size=PHONE)
    shown = resident.page.get_by_alt_text("手すりのある 広い入り口")
    resident.goes_to(f"/places/{salon.pk}/")
    assert shown.count() == 0
    csw = walk(town.sato, size=DESKTOP)
    csw.goes_to("/desk/places/confirm/")
    csw.follows("縁側サロン", within="main")
    csw.presses("のせる")
    csw.sees("のせました")
    resident.goes_to(f"/places/{salon.pk}/")
    assert shown.count() == 1 and shown.evaluate("picture => picture.naturalWidth") == 480
    host.goes_to(f"/g/{token}/photos/")
    host.page.get_by_text("この写真を 下げる").first.click()
    host.presses("下げる")
    host.sees("写真を 下げました")
    resident.goes_to(f"/places/{salon.pk}/")
    assert shown.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_window_is_asked_once_a_year_and_answers_on_its_own_page(town: Story, walk: Walk) -> None:
    csw, today = walk(town.sato, size=DESKTOP), timezone.localdate()
    with as_(town.acting(town.sato)):
        asked = places.start_round(
            today.year - (today.month < 4), due_on=today + timedelta(days=20), by=town.acting(town.sato), today=today
        )
    csw.goes_to("/desk/windows/")
    csw.follows("年次確認", within="main")
    csw.follows(f"{asked.year}年度", within="main")
    csw.sees("お返事が まだ")
    host = walk(size=PHONE)
    host.goes_to(f"/w/{town.token}/")
    host.sees("窓口を続けられるか")
    host.page.get_by_label("このまま続ける").check()
    host.presses("返事をする")
    host.sees("年次確認の お返事が 届きました")
    assert host.fits()
    csw.goes_to(f"/desk/windows/checks/{asked.pk}/")
    csw.sees("みなさんから お返事がありました", "このまま続ける")
    csw.goes_to("/desk/windows/briefings/")
    csw.goes_to("/desk/windows/banners/ledger/")
    csw.sees("受払簿")
    assert CheckLine.objects.get().how == "link"
