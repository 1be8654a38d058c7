"""The story through the pages: heard, talked, handed over with consent, accepted, reported, answered, ended."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from otagai.base.accounts.models import User
from otagai.base.accounts.words import Duty
from otagai.base.safekeeping.errors import RuleBroken
from otagai.front.desk.forms.base import CLOCK
from otagai.front.desk.tests.conftest import Browser, Town
from otagai.front.desk.tests.typing import hearing, letter, pressed, talk
from otagai.front.desk.views.referral import VIEWS
from otagai.town.organizations.words import OrganizationKind
from otagai.welcome.intake import actions as intake
from otagai.welcome.intake.models import Consultation
from otagai.welcome.intake.rules import headline_of
from otagai.welcome.intake.words import Outcome, State
from otagai.welcome.referrals.models import Referral
from otagai.welcome.referrals.words import ReferralState
from tests.factories import a_user, an_organization, as_

pytestmark = pytest.mark.django_db


def send(client: Client, name: str, pk: int, typed: dict[str, Any], *more: Any) -> str:
    """Send a form that must succeed; the text of the page it leads to."""
    answer = client.post(reverse(name, args=[pk, *more]), typed, follow=True)
    assert answer.redirect_chain, answer.content.decode()
    assert answer.status_code == 200
    return answer.content.decode()


def heard(client: Client, **more: Any) -> int:
    """A consultation heard by telephone; its key."""
    answer = client.post(reverse("desk:new"), hearing(**more))
    assert answer.status_code == 302, answer.content.decode()
    return int(answer.headers["Location"].split("/consultations/")[1].split("/")[0])


def test_a_worry_goes_from_the_telephone_to_its_end_and_everybody_sees_who_holds_it(
    town: Town, browser: Browser
) -> None:
    csw, counsellor = browser(town.csw), browser(town.counsellor)
    pk = heard(csw, text="母が 夜に出て行ってしまう", caller_name="田中 ハル", phone="054-111-2222", person="new")
    assert "つなぐ" in csw.get(reverse("desk:consultation", args=[pk])).content.decode()
    assert "南部包括支援センター" in csw.get(reverse("desk:refer", args=[pk])).content.decode()
    draft = send(csw, "desk:refer_to", pk, letter(), town.center.pk)
    assert "この手紙を送る" in draft and "お母さまの介護の相談" in draft
    assert "母が 夜に出て行ってしまう" not in draft and "田中" not in draft
    assert "手紙を見て 送る" in csw.get(reverse("desk:consultation", args=[pk])).content.decode()
    with as_(town.acting):
        baton = Referral.objects.get()
    assert counsellor.get(reverse("desk:referral", args=[baton.pk])).status_code == 404
    assert "送りました" in send(csw, "desk:referral_send", baton.pk, pressed())
    assert "つなぎに答える" in counsellor.get(reverse("desk:today")).content.decode()
    assert "田中" not in counsellor.get(reverse("desk:consultation", args=[pk])).content.decode()
    assert "引き受けました" in send(counsellor, "desk:referral_accept", baton.pk, pressed())
    assert (
        "持っている：<strong>南部包括支援センター" in csw.get(reverse("desk:consultation", args=[pk])).content.decode()
    )
    taken = counsellor.get(reverse("desk:consultation", args=[pk])).content.decode()
    assert "書いてあること：相談の要点・困りごとの種類" in taken and "ほかのことは、港市社協に" in taken
    assert "本人を記録する" in taken
    send(
        counsellor,
        "desk:referral_contact",
        baton.pk,
        talk(text="お宅で話した", method="visit", at=timezone.localtime().strftime(CLOCK)),
    )
    story = counsellor.get(reverse("desk:consultation", args=[pk])).content.decode().rsplit("<h2>これまでのこと", 1)[1]
    assert story.index("お宅で話した") < story.index("引き受けられました")
    send(counsellor, "desk:referral_result", baton.pk, pressed(result="週2回のデイサービスが始まりました"))
    today = csw.get(reverse("desk:today")).content.decode()
    assert "つなぎ先から結果が届きました" in today
    assert (
        "結果：週2回のデイサービスが始まりました" in csw.get(reverse("desk:consultation", args=[pk])).content.decode()
    )
    told = send(csw, "desk:consultation_answer", pk, pressed(to="phone", text="サービスが始まることを伝えた"))
    assert "お知らせを記録しました" in told
    ended = send(counsellor, "desk:consultation_end", pk, pressed(outcome=Outcome.CONNECTED, note="通えている"))
    assert "終わりました" in ended
    paper = csw.get(reverse("desk:consultation_print", args=[pk])).content.decode()
    assert all(box in paper for box in ("相談者 署名欄", "受付者", "確認")) and "年　　　月　　　日" in paper
    assert Outcome.CONNECTED.label in paper and "次の一歩" not in paper
    with as_(town.acting):
        consultation = Consultation.objects.get(pk=pk)
        assert (consultation.state, consultation.outcome) == (State.ENDED, Outcome.CONNECTED)
        assert Referral.objects.get().state == ReferralState.DONE


def handed_over(csw: Client, town: Town) -> tuple[int, int]:
    """A consultation and its baton, sent to the centre."""
    pk = heard(csw)
    send(csw, "desk:refer_to", pk, letter(), town.center.pk)
    with as_(town.acting):
        baton = Referral.objects.get(consultation_id=pk)
    send(csw, "desk:referral_send", baton.pk, pressed())
    return pk, baton.pk


SAID = "夫に たたかれている。だれにも 言わないでほしい"
LINE = "お宅のようすの心配"


def test_who_was_only_asked_reads_the_letter_and_nothing_beside_it(town: Town, browser: Browser) -> None:
    csw, counsellor = browser(town.csw), browser(town.counsellor)
    pk = heard(csw, text=SAID, themes=["violence"])
    send(csw, "desk:refer_to", pk, letter(headline=LINE, items=[]), town.center.pk)
    with as_(town.acting):
        baton = Referral.objects.get()
        number = baton.consultation.receipt_number
    send(csw, "desk:referral_send", baton.pk, pressed())
    page, search = reverse("desk:referral", args=[baton.pk]), reverse("desk:search")
    assert counsellor.get(reverse("desk:consultation", args=[pk])).headers["Location"] == page
    assert counsellor.post(search, {"q": number}).headers["Location"] == page
    for name in ("print", "change", "hold", "person"):
        assert counsellor.get(reverse(f"desk:consultation_{name}", args=[pk])).status_code == 404
    for address in (page, reverse("desk:today"), reverse("desk:list"), reverse("notices:list")):
        seen = counsellor.get(address).content.decode()
        assert "たたかれて" not in seen and (
            address == reverse("desk:list") or "暴力" not in seen
        )  # its filter names all
        assert (LINE in seen) == (address in (page, reverse("desk:today")))


def test_the_headline_stays_as_in_the_letter_while_it_is_out(town: Town, browser: Browser) -> None:
    csw, counsellor = browser(town.csw), browser(town.counsellor)
    pk = heard(csw, text=SAID)
    write = reverse("desk:refer_to", args=[pk, town.center.pk])
    assert "話した方のことばが そのまま入っているので" in csw.get(write).content.decode()
    assert csw.post(write, letter(headline="")).status_code == 422
    refused = csw.post(write, letter(headline=headline_of(SAID)))
    assert refused.status_code == 422 and "言いかえてください" in refused.content.decode()
    send(csw, "desk:refer_to", pk, letter(headline=LINE), town.center.pk)
    with as_(town.acting):
        baton = Referral.objects.get()
        assert Consultation.objects.get().headline == SAID
    send(csw, "desk:referral_send", baton.pk, pressed())
    with as_(town.acting):
        now = Consultation.objects.get()
        assert now.headline == LINE
        with pytest.raises(RuleBroken, match="手紙のまま"):
            intake.change(now, by=town.acting, seen_version=now.version, headline="夫の暴力", at=timezone.now())
    send(counsellor, "desk:referral_accept", baton.pk, pressed())
    taken = counsellor.get(reverse("desk:consultation", args=[pk])).content.decode()
    assert LINE in taken and "たたかれて" not in taken
    other = an_organization("こころの相談", kind=OrganizationKind.HEALTH)
    a_user(Duty.COUNSELLOR, organization=other)
    assert f'value="{LINE}"' in counsellor.get(reverse("desk:refer_to", args=[pk, other.pk])).content.decode()


def test_a_number_copied_wrongly_finds_nothing(town: Town, browser: Browser) -> None:
    assert browser(town.csw).post(reverse("desk:search"), {"q": "R8-000001-0"}).status_code == 200


def test_a_baton_that_comes_back_says_why_and_what_would_help(town: Town, browser: Browser) -> None:
    csw, counsellor = browser(town.csw), browser(town.counsellor)
    pk, baton = handed_over(csw, town)
    address = reverse("desk:referral_hand_back", args=[baton])
    refused = counsellor.post(address, pressed(reason="full_now", note="担当が休んでいます", suggestion=""))
    assert refused.status_code == 422
    assert "担当が休んでいます" in refused.content.decode()
    send(
        counsellor, "desk:referral_hand_back", baton, pressed(reason="full_now", suggestion="北部の包括が空いています")
    )
    page = csw.get(reverse("desk:referral", args=[baton])).content.decode()
    assert "北部の包括が空いています" in page
    assert "持っている：<strong>港市社協" in csw.get(reverse("desk:consultation", args=[pk])).content.decode()
    assert counsellor.get(reverse("desk:consultation", args=[pk])).status_code == 404


def test_the_giver_takes_it_back_waits_or_chooses_somebody_else(town: Town, browser: Browser) -> None:
    csw, counsellor = browser(town.csw), browser(town.counsellor)
    pk, baton = handed_over(csw, town)
    assert counsellor.post(reverse("desk:referral_take_back", args=[baton]), pressed(reason="x")).status_code == 404
    assert csw.post(reverse("desk:referral_accept", args=[baton]), pressed()).status_code == 404
    assert "待ちにしました" in send(
        counsellor, "desk:referral_wait", baton, pressed(until="2100-01-05", reason="年明けに")
    )
    again = csw.post(reverse("desk:referral_reroute", args=[baton]), pressed())
    assert again.headers["Location"] == reverse("desk:refer", args=[pk])
    assert counsellor.get(reverse("desk:referral", args=[baton])).status_code == 404


def test_received_and_joined_are_answers_too(town: Town, browser: Browser) -> None:
    csw, counsellor = browser(town.csw), browser(town.counsellor)
    pk, baton = handed_over(csw, town)
    send(counsellor, "desk:referral_take", baton, pressed())
    send(counsellor, "desk:referral_join", baton, pressed())
    page = csw.get(reverse("desk:consultation", args=[pk])).content.decode()
    assert "持っている：<strong>港市社協" in page and "一緒に対応することになりました" in page


def test_a_letter_without_consent_or_reason_is_not_written_and_keeps_what_was_typed(
    town: Town, browser: Browser
) -> None:
    csw = browser(town.csw)
    pk = heard(csw)
    address = reverse("desk:refer_to", args=[pk, town.center.pk])
    for missing in (letter(method=""), letter(basis="vital_interest"), letter(reason="")):
        answer = csw.post(address, missing)
        assert answer.status_code == 422
    assert "介護の相談をお願いします" in csw.post(address, letter(method="")).content.decode()
    with as_(town.acting):
        assert not Referral.objects.exists()


def test_a_draft_is_written_anew_with_the_same_words(town: Town, browser: Browser) -> None:
    csw = browser(town.csw)
    pk = heard(csw)
    send(csw, "desk:refer_to", pk, letter(), town.center.pk)
    with as_(town.acting):
        baton = Referral.objects.get()
    page = send(csw, "desk:referral_rewrite", baton.pk, pressed())
    assert "介護の相談をお願いします" in page


def test_the_letter_on_paper_leaves_through_the_gate(town: Town, browser: Browser) -> None:
    from otagai.base.disclosure.models import Disclosure

    csw, counsellor = browser(town.csw), browser(town.counsellor)
    _, baton = handed_over(csw, town)
    paper = csw.post(reverse("desk:referral_print", args=[baton]))
    assert paper.headers["Content-Type"] == "application/pdf"
    assert counsellor.post(reverse("desk:referral_print", args=[baton])).content.startswith(b"%PDF")
    with as_(town.acting):
        assert sorted(Disclosure.objects.values_list("means", flat=True)) == ["letter", "print"]


def test_foreign_ids_in_every_position_are_not_there(town: Town, browser: Browser) -> None:
    csw, stranger = browser(town.csw), browser(town.stranger)
    pk, baton = handed_over(csw, town)
    other = heard(csw)
    for organization in (10**9, town.shakyo.pk):
        assert csw.get(reverse("desk:refer_to", args=[other, organization])).status_code == 404
    assert csw.get(reverse("desk:refer_to", args=[other, town.center.pk]), {"again": "999999"}).status_code == 404
    assert (
        "介護の相談を"
        not in csw.get(reverse("desk:refer_to", args=[other, town.center.pk]), {"again": str(baton)}).content.decode()
    )
    assert stranger.get(reverse("desk:refer_to", args=[pk, town.center.pk])).status_code == 404
    for name in VIEWS:
        for key in (baton, 10**9):
            assert stranger.post(reverse(f"desk:referral_{name}", args=[key]), pressed()).status_code == 404


def test_the_pages_of_referring_are_made_of_few_queries(
    town: Town, browser: Browser, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    csw = browser(town.csw)
    _, baton = handed_over(csw, town)
    other = heard(csw)
    for address in (
        reverse("desk:refer", args=[other]),
        reverse("desk:refer_to", args=[other, town.center.pk]),
        reverse("desk:referral", args=[baton]),
    ):
        with django_assert_max_num_queries(14):  # two of them are the savepoint of the test
            assert csw.get(address).status_code == 200


def test_one_press_or_two_is_one_letter(town: Town, browser: Browser) -> None:
    csw = browser(town.csw)
    pk = heard(csw)
    typed = letter()
    first, second = (csw.post(reverse("desk:refer_to", args=[pk, town.center.pk]), typed) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]


def test_whoever_may_not_refer_is_refused_and_strangers_see_nothing(town: Town, browser: Browser) -> None:
    _, baton = handed_over(browser(town.csw), town)
    address = reverse("desk:referral", args=[baton])

    def status(user: User | None) -> int:
        return browser(user).get(address).status_code

    assert [status(None), status(town.officer), status(town.stranger), status(town.counsellor)] == [302, 403, 404, 200]


def test_what_a_letter_by_consent_needs_is_said_before_it_is_sent(town: Town, browser: Browser) -> None:
    csw = browser(town.csw)
    write = reverse("desk:refer_to", args=[heard(csw, text=SAID), town.center.pk])
    shown = csw.get(write).content.decode()
    assert shown.count("同意によるときは必須") == 3 and shown.count("同意によらないときは必須") == 1
    for missing, reason in (
        ("method", "どのように同意したか"),
        ("given_on", "同意した日を"),
    ):
        refused = csw.post(write, letter(**{missing: ""}))
        assert refused.status_code == 422 and reason in refused.content.decode()
    by_law = letter(basis="law", basis_note="○○法 3条", giver="", method="", given_on="")
    assert csw.post(write, by_law).status_code == 302
