"""The first story of the town, end to end: nothing of it is lost, forgotten, or seen by somebody it does not concern."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from otagai.base.notices.models import Notice
from otagai.welcome.intake.words import State
from tests.factories import as_worker
from tests.journeys.conftest import Story, the_worker_goes_round
from tests.journeys.walking import Walker

Walk = Callable[..., Walker]
WORRY = "奥の家の田中さんが、このごろサロンに来ません。ごみも たまっています"
SECRET = "長男が ずっと部屋から出ないと話された"


@pytest.mark.django_db(transaction=True)
def test_a_worry_written_at_the_salon_is_received_handed_on_answered_and_ends_with_thanks(
    town: Story, walk: Walk
) -> None:
    host = walk()
    number = the_host_writes_a_card(host, town)
    the_worker_goes_round()
    csw = walk(town.sato)
    shakyo_receives_and_talks(csw, number)
    the_person_gets_a_name(csw)
    shakyo_hands_it_on_with_what_was_agreed_to(csw)
    counsellor = walk(town.suzuki)
    the_centre_accepts_makes_contact_and_reports(counsellor, number)
    shakyo_answers_the_salon(csw, town)
    the_centre_ends_it(counsellor, town)
    the_salon_reads_that_it_ended(host, town, number)


def the_host_writes_a_card(host: Walker, town: Story) -> str:
    """On the phone, by the link."""
    host.goes_to(town.card_page)
    host.follows("つながりカードを書く")
    host.writes("ひとこと", WORRY)
    host.ticks("ひとりで心細い")
    host.writes("だれのこと", "田中さん")
    host.ticks("今週")
    host.presses("カードを送る")
    host.sees("届きました。ありがとうございます。")
    text = host.page.get_by_text("で お預かりしました").inner_text()
    return text.split()[1]


def shakyo_receives_and_talks(csw: Walker, number: str) -> None:
    """It lies on today's desk; it is taken; a call is written down."""
    csw.goes_to("/desk/")
    csw.sees(number, "港ふれあいサロン")
    csw.follows(number)
    csw.sees(WORRY, "持っている：港市社会福祉協議会")
    csw.presses("受け止める")
    csw.sees("受け止めました")
    csw.follows("連絡して 記録する")
    act = "#act-record"
    csw.writes("内容", SECRET, within=act)
    csw.page.locator(act).get_by_label("方法").select_option("phone")
    csw.writes("相手", "本人", within=act)
    csw.writes("次の一歩", "包括に つなぐ", within=act)
    csw.presses("記録する", within=act)
    csw.sees(SECRET)


def the_person_gets_a_name(csw: Walker) -> None:
    """Anonymous until now; written down with a telephone."""
    csw.follows("本人を記録する")
    csw.writes("本人の名前", "田中 ハル")
    csw.writes("かな", "たなか はる")
    csw.writes("本人の電話", "054-555-1234")
    csw.presses("もう知っている人か さがす")
    csw.ticks("別の人として 新しく書く")
    csw.presses("選んだ人にする")
    csw.sees("田中 ハル")


def shakyo_hands_it_on_with_what_was_agreed_to(csw: Walker) -> None:
    """Item by item; the preview is the letter itself."""
    csw.follows("つなぐ", within="main")
    csw.sees("どこへ つなぎますか", "054-000-0002")
    card = csw.page.locator("section.card").filter(has_text="南部地域包括支援センター")
    card.get_by_role("link", name="ここへ つなぐ手紙を書く").click()
    csw.looks_around()
    csw.writes("相談の要点", "ひとり暮らしの方のようすの心配")
    csw.writes("つなぐ理由", "一度 訪ねて ようすを見てください")
    csw.ticks("お名前")
    csw.page.locator("label.choice").filter(has_text="電話").filter(has_text="054").first.click()
    csw.ticks("口頭で")
    csw.presses("手紙を見る")
    csw.sees("まだ だれにも届いていません", "田中 ハル")
    csw.does_not_see(SECRET)
    csw.presses("この手紙を送る")
    csw.sees("いま持っている：港市社会福祉協議会")


def the_centre_accepts_makes_contact_and_reports(counsellor: Walker, number: str) -> None:
    """Only what was agreed to is in the letter; from 引き受ける on the centre holds it."""
    counsellor.goes_to("/desk/")
    counsellor.sees("つなぎに答える", number)
    counsellor.page.locator("section").filter(has_text="つなぎに答える").get_by_role("link", name=number).first.click()
    counsellor.looks_around()
    counsellor.sees("田中 ハル", "一度 訪ねて ようすを見てください")
    counsellor.does_not_see(SECRET)
    counsellor.presses("引き受ける")
    counsellor.sees("いま持っている：南部地域包括支援センター")
    counsellor.opens("最初の連絡を記録する")
    counsellor.writes("内容", "玄関先で会えた", within="#act-contact")
    counsellor.presses("最初の連絡を記録する", within="#act-contact")
    counsellor.sees("玄関先で会えた")
    counsellor.follows("結果を知らせる", within="main")
    counsellor.opens("結果を知らせる")
    counsellor.writes("どうなりましたか", "週に一度 訪ねることになりました", within="#act-result")
    counsellor.presses("結果を知らせる", within="#act-result")
    counsellor.sees("結果を知らせました")


def shakyo_answers_the_salon(csw: Walker, town: Story) -> None:
    """The one who noticed hears that it was worth it; nothing about the person is said."""
    consultation = town.only_consultation()
    csw.goes_to(f"/desk/consultations/{consultation.pk}/")
    csw.sees("持っている：南部地域包括支援センター")
    csw.opens("お知らせする")
    csw.ticks("窓口（港ふれあいサロン）", within="#act-answer")
    csw.writes("伝えることば", "声をかけてくださって ありがとうございました", within="#act-answer")
    csw.presses("お知らせする", within="#act-answer")
    csw.sees("お知らせ")


def the_centre_ends_it(counsellor: Walker, town: Story) -> None:
    """Who holds it ends it, with an outcome."""
    consultation = town.only_consultation()
    counsellor.goes_to(f"/desk/consultations/{consultation.pk}/")
    counsellor.opens("終える")
    counsellor.ticks("制度・機関につながった", within="#act-end")
    counsellor.writes("どのように終わりましたか", "訪問が定着した", within="#act-end")
    counsellor.presses("終える", within="#act-end")
    counsellor.sees("に終わりました", "制度・機関につながった")
    ended = town.only_consultation()
    assert ended.state == State.ENDED and ended.told_origin_at and ended.receipt_number == consultation.receipt_number


def the_salon_reads_that_it_ended(host: Walker, town: Story, number: str) -> None:
    """The safe state and the word of thanks; no name anywhere."""
    host.goes_to(town.card_page)
    host.sees(number, "終わりました", "声をかけてくださって ありがとうございました")
    host.does_not_see("田中", SECRET)


@pytest.mark.django_db(transaction=True)
def test_an_urgent_card_at_night_calls_until_somebody_takes_it(town: Story, walk: Walk) -> None:
    host = walk()
    host.goes_to(f"{town.card_page}card/")
    host.writes("ひとこと", "ご飯を食べていないようです")
    host.ticks("今日")
    host.presses("カードを送る")
    tonight = timezone.localtime()
    the_worker_goes_round(tonight)
    csw, leader = walk(town.sato), walk(town.leader)
    csw.goes_to("/desk/notices/")
    csw.sees("【今日中】相談")
    calls = [calls_for_help(town)]
    for hours in (1, 3, 6, 9):
        the_worker_goes_round(tonight + timedelta(hours=hours))
        calls.append(calls_for_help(town))
    assert calls == sorted(set(calls)), "nobody takes it: the house calls again and again"
    leader.goes_to("/desk/notices/")
    leader.sees("まだだれも受け止めていません")
    csw.goes_to("/desk/")
    csw.follows(town.only_consultation().receipt_number)
    csw.presses("受け止める")
    csw.sees("受け止めました")
    the_worker_goes_round(tonight + timedelta(hours=10))
    assert calls_for_help(town) == calls[-1], "somebody has it: nobody is called any more"


def calls_for_help(town: Story) -> int:
    """How many notices called for the urgent one, to whomever."""
    with as_worker():
        return Notice.objects.filter(text__startswith="【今日中】").count()


@pytest.mark.django_db(transaction=True)
def test_handed_back_three_times_it_lies_on_the_coordinators_desk(town: Story, walk: Walk) -> None:
    csw = walk(town.sato)
    csw.goes_to("/desk/consultations/new/")
    csw.writes("どんなことですか", "家賃が払えないと 電話があった")
    csw.presses("受け止めて 番号を出す")
    page = csw.page.url
    for center, counsellor in zip(town.centers, [town.suzuki, *town.others], strict=True):
        csw.goes_to(page)
        csw.follows("つなぐ", within="main")
        csw.page.locator("section.card").filter(has_text=center.name).get_by_role(
            "link", name="ここへ つなぐ手紙"
        ).click()
        csw.writes("相談の要点", "お住まいの支払いの相談")
        csw.writes("つなぐ理由", "いっしょに考えてください")
        csw.ticks("口頭で")
        csw.presses("手紙を見る")
        csw.presses("この手紙を送る")
        letter = csw.page.url
        other = walk(counsellor)
        other.goes_to(letter)
        other.opens("差し戻す")
        other.ticks("今は受けきれない", within="#act-hand_back")
        other.writes("こうしてはどうか", "来月なら受けられます", within="#act-hand_back")
        other.presses("差し戻す", within="#act-hand_back")
        assert other.page.goto(letter).status == 404
    csw.goes_to("/desk/")
    csw.sees("調整役の机", "差戻し 3回")
    consultation = town.only_consultation()
    assert consultation.state == State.RECEIVED and consultation.holder == town.shakyo


@pytest.mark.django_db(transaction=True)
def test_the_link_of_the_volunteer_who_left_opens_nothing(town: Story, walk: Walk) -> None:
    host = walk()
    host.goes_to(f"{town.card_page}card/")
    host.writes("ひとこと", "書きかけの ことば")
    csw = walk(town.sato)
    csw.goes_to(f"/desk/windows/{town.window.pk}/")
    csw.page.once("dialog", lambda dialog: dialog.accept())
    csw.presses("止める")
    host.presses("カードを送る")
    host.sees("書きかけの ことば", "054")
    never = walk()
    for address in (town.card_page, f"{town.card_page}card/", "/w/never-was-any/"):
        assert never.page.goto(address).status == 404
        never.looks_around()
        never.does_not_see("港ふれあいサロン", "山田")
