"""だれが見られるか: a relative among the staff is shut out, a consultation is kept for named people, and both are undone."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from otagai.base.accounts.acting import WORKER
from otagai.base.accounts.models import Assignment, User
from otagai.base.accounts.words import Duty
from otagai.base.audit.models import Deed
from otagai.base.notices.models import Notice
from otagai.base.safekeeping.errors import RuleBroken
from otagai.front.desk.tests.conftest import Browser, Town
from otagai.front.desk.tests.test_story import heard, send
from otagai.front.desk.tests.town_at_the_desk import a_person, text_of
from otagai.front.desk.tests.typing import letter, pressed
from otagai.town.people.models import Person
from otagai.welcome.intake import actions as intake
from otagai.welcome.intake.models import Consultation, Record
from otagai.welcome.referrals import actions as referrals
from otagai.welcome.referrals.models import Referral
from tests.factories import NOW, a_user, acting, an_area, as_, as_worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def relative(town: Town) -> User:
    return a_user(Duty.CSW, organization=town.shakyo, name="いとこ")


@pytest.fixture
def colleague(town: Town) -> User:
    return a_user(Duty.CSW, organization=town.shakyo, name="同僚")


@pytest.fixture
def leader(town: Town) -> User:
    return a_user(Duty.ORGANIZATION_LEADER, organization=town.shakyo, name="責任者")


def page_of(pk: int) -> str:
    return reverse("desk:consultation_sight", args=[pk])


def act(client: Client, pk: int, name: str, **typed: Any) -> Any:
    return client.post(page_of(pk), {"act": name, "key": str(uuid.uuid4()), **typed})


def shut(client: Client, pk: int, user: User, reason: str = "本人のいとこ") -> Any:
    return act(client, pk, "shut", user=user.pk, reason=reason)


def about_someone(town: Town, consultation: Consultation) -> int:
    """The consultation is about 高橋 和子."""
    person = a_person(town.acting)
    with as_(town.acting):
        intake.link_person(consultation, by=town.acting, person=person, reason="本人が名のった", at=NOW)
    return int(person.pk)


def test_whom_it_is_kept_from_finds_nothing_anywhere_and_hears_nothing(
    town: Town, relative: User, consultation: Consultation, browser: Browser
) -> None:
    person = about_someone(town, consultation)
    csw, cousin = browser(town.csw), browser(relative)
    pages = [
        reverse("desk:consultation", args=[consultation.pk]), page_of(consultation.pk),
        reverse("desk:consultation_print", args=[consultation.pk]), reverse("desk:person", args=[person]),
    ]  # fmt: skip
    assert {cousin.get(page).status_code for page in pages} == {200}
    assert page_of(consultation.pk) in text_of(csw.get(pages[0]))
    with as_worker():
        Notice.objects.filter(user=relative).update(key="earlier")
    answer = shut(csw, consultation.pk, relative)
    assert answer.status_code == 302
    assert {cousin.get(page).status_code for page in pages} == {404}
    missing = cousin.get(reverse("desk:consultation", args=[987_654])).content
    assert cousin.get(pages[0]).content == missing
    assert consultation.receipt_number not in text_of(cousin.get(reverse("desk:list")))
    found = cousin.post(reverse("desk:search"), {"q": "高橋"})
    assert "和子" not in text_of(found)
    with as_worker():
        intake.tell_overdue(by=WORKER, at=NOW + timedelta(days=60))
        told = set(Notice.objects.filter(kind__in=["overdue", "escalated"]).values_list("user_id", flat=True))
    assert town.csw.pk in told and relative.pk not in told
    assert "いとこ" in text_of(csw.get(page_of(consultation.pk)))


def test_whoever_is_linked_later_is_kept_from_the_same_person(
    town: Town, relative: User, consultation: Consultation, browser: Browser
) -> None:
    shut(browser(town.csw), consultation.pk, relative)
    page = reverse("desk:person", args=[about_someone(town, consultation)])
    assert browser(relative).get(page).status_code == 404
    assert browser(town.csw).get(page).status_code == 200


def test_they_see_it_again_when_it_is_undone(
    town: Town, relative: User, consultation: Consultation, browser: Browser
) -> None:
    csw, cousin = browser(town.csw), browser(relative)
    shut(csw, consultation.pk, relative)
    act(csw, consultation.pk, "lift", user=relative.pk)
    act(csw, consultation.pk, "lift", user=relative.pk)
    assert cousin.get(reverse("desk:consultation", args=[consultation.pk])).status_code == 200
    with as_worker():
        verbs = set(Deed.objects.filter(subject="circle").values_list("verb", flat=True))
    assert {"circles.excluded", "circles.let_see_again"} <= verbs


def test_named_people_see_it_and_their_colleagues_find_nothing_until_it_is_opened_again(
    town: Town, relative: User, colleague: User, consultation: Consultation, browser: Browser
) -> None:
    person = about_someone(town, consultation)
    csw, named, other = browser(town.csw), browser(colleague), browser(relative)
    pages = [reverse("desk:consultation", args=[consultation.pk]), reverse("desk:person", args=[person])]
    assert act(csw, consultation.pk, "named", users=[colleague.pk]).status_code == 302
    for page in pages:
        assert [each.get(page).status_code for each in (csw, named, other)] == [200, 200, 404]
    assert "名前をあげた人だけ" in text_of(csw.get(pages[0]))
    assert "同僚" in text_of(csw.get(page_of(consultation.pk)))
    act(csw, consultation.pk, "unname", user=colleague.pk)
    assert named.get(pages[0]).status_code == 404
    act(csw, consultation.pk, "open")
    for page in pages:
        assert [each.get(page).status_code for each in (csw, named, other)] == [200, 200, 200]


def test_a_person_whom_colleagues_know_from_elsewhere_stays_theirs(
    town: Town, relative: User, consultation: Consultation, browser: Browser
) -> None:
    person = about_someone(town, consultation)
    other = heard(browser(relative))
    with as_(acting(relative)):
        known = Person.objects.get(pk=person)
        second = Consultation.objects.get(pk=other)
        intake.link_person(second, by=acting(relative), person=known, reason="同じ人", at=NOW)
    act(browser(town.csw), consultation.pk, "named")
    assert browser(relative).get(reverse("desk:person", args=[person])).status_code == 200
    assert browser(relative).get(reverse("desk:consultation", args=[consultation.pk])).status_code == 404


@pytest.mark.parametrize("who", ["officer", "counsellor", "stranger"])
def test_who_may_not_enter_changes_nothing(
    who: str, town: Town, relative: User, consultation: Consultation, browser: Browser
) -> None:
    client = browser(getattr(town, who))
    expected = 403 if who == "officer" else 404
    assert client.get(page_of(consultation.pk)).status_code == expected
    assert shut(client, consultation.pk, relative).status_code == expected
    assert browser(None).get(page_of(consultation.pk)).status_code == 302
    assert browser(relative).get(page_of(consultation.pk)).status_code == 200


def test_a_colleague_who_does_not_look_after_it_reads_who_may_decide(
    town: Town, relative: User, colleague: User, leader: User, consultation: Consultation, browser: Browser
) -> None:
    client = browser(colleague)
    text = text_of(client.get(page_of(consultation.pk)))
    assert "変えられるのは、担当の人（佐藤）" in text and 'value="shut"' not in text
    answer = shut(client, consultation.pk, relative)
    assert answer.status_code == 422 and "責任者だけが 決められます" in text_of(answer)
    assert shut(browser(leader), consultation.pk, relative).status_code == 302
    refused = act(browser(town.csw), consultation.pk, "lift", user=relative.pk)
    assert "決めた人か、担当の団体の責任者だけが 取り消せます" in text_of(refused)
    assert browser(relative).get(page_of(consultation.pk)).status_code == 404


def test_nobody_is_left_with_nobody(town: Town, consultation: Consultation, leader: User, browser: Browser) -> None:
    csw = browser(town.csw)
    said = text_of(shut(csw, consultation.pk, town.csw))
    assert "自分を「見せない人」には できません" in said and "担当です" in said
    assert "本人のいとこ" in said, "what was typed stays"
    alone = shut(browser(leader), consultation.pk, town.csw)
    assert alone.status_code == 422 and "いまの担当です" in text_of(alone)
    assert "わけ" in text_of(shut(csw, consultation.pk, leader, reason=""))


def test_the_last_one_who_could_work_on_it_is_not_shut_out(
    town: Town, relative: User, consultation: Consultation, leader: User, browser: Browser
) -> None:
    """The leader, who sees only another district, would be the one left."""
    with as_(town.acting):
        intake.hold(consultation, by=town.acting, user=None, at=NOW)
        Consultation.objects.filter(pk=consultation.pk).update(area=an_area("東"))
    Assignment.objects.filter(user__in=[leader, relative]).update(area=an_area("西"))
    by_cousin = as_(acting(town.csw))
    with by_cousin, pytest.raises(RuleBroken, match="港市社協で この相談を進められる人が ひとりも いなくなります"):
        other = acting(a_user(Duty.CSW, organization=town.shakyo, area=an_area("南")))
        referrals.keep_from(consultation, user_id=town.csw.pk, reason="親族", by=other, at=NOW)


def test_an_organisation_that_takes_part_is_not_shut_out_by_names(town: Town, browser: Browser) -> None:
    csw, counsellor = browser(town.csw), browser(town.counsellor)
    pk = heard(csw)
    send(csw, "desk:refer_to", pk, letter(), town.center.pk)
    with as_(town.acting):
        baton = Referral.objects.get()
    send(csw, "desk:referral_send", baton.pk, pressed())
    assert "返事を待っています" in text_of(act(csw, pk, "named"))
    send(counsellor, "desk:referral_join", baton.pk, pressed())
    refused = act(csw, pk, "named")
    assert refused.status_code == 422 and "南部包括支援センターで この相談を進められる人が" in text_of(refused)
    assert act(csw, pk, "named", users=[town.counsellor.pk]).status_code == 302
    assert counsellor.get(reverse("desk:consultation", args=[pk])).status_code == 200


def test_a_letter_does_not_leave_while_only_named_people_see_it(
    town: Town, consultation: Consultation, browser: Browser
) -> None:
    csw = browser(town.csw)
    act(csw, consultation.pk, "named")
    answer = csw.post(reverse("desk:refer_to", args=[consultation.pk, town.center.pk]), letter())
    assert "先に「だれが見られるか」で 団体のみんなに もどしてください" in text_of(answer)
    with as_worker():
        assert not Referral.objects.exists()


def test_a_letter_written_later_is_kept_from_the_same_person(town: Town, relative: User, browser: Browser) -> None:
    csw = browser(town.csw)
    pk = heard(csw)
    shut(csw, pk, relative)
    send(csw, "desk:refer_to", pk, letter(), town.center.pk)
    with as_(town.acting):
        baton = Referral.objects.get()
    assert browser(relative).get(reverse("desk:referral", args=[baton.pk])).status_code == 404
    with as_(acting(relative)):
        assert not Referral.objects.exists() and not Record.objects.exists()


def test_who_does_not_see_it_is_not_offered_to_look_after_it(
    town: Town, relative: User, consultation: Consultation, browser: Browser
) -> None:
    csw = browser(town.csw)
    shut(csw, consultation.pk, relative)
    page = reverse("desk:consultation_hold", args=[consultation.pk])
    assert "いとこ" not in text_of(csw.get(page))
    answer = csw.post(page, {"key": str(uuid.uuid4()), "user": relative.pk})
    assert answer.status_code == 422


def test_the_privacy_officer_learns_that_it_was_done_and_not_of_whom(
    town: Town, relative: User, consultation: Consultation, browser: Browser
) -> None:
    watcher = a_user(Duty.PRIVACY_OFFICER, organization=town.shakyo)
    shut(browser(town.csw), consultation.pk, relative)
    with as_worker():
        text = Notice.objects.get(user=watcher).text
    assert consultation.receipt_number in text and "見せない人が 決められました" in text and "いとこ" not in text


def test_pressing_twice_is_once_and_nonsense_changes_nothing(
    town: Town, relative: User, consultation: Consultation, browser: Browser
) -> None:
    csw, key = browser(town.csw), str(uuid.uuid4())
    for _ in range(2):
        typed = {"act": "shut", "user": relative.pk, "reason": "いとこ", "key": key}
        assert csw.post(page_of(consultation.pk), typed).status_code == 302
    assert act(csw, consultation.pk, "whatever").status_code == 422
    assert act(csw, consultation.pk, "lift", user="x").status_code == 422
