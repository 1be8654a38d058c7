"""Keeping activities: drafts, days, what is called off, and who may."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.db import IntegrityError, connection, transaction

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.words import Duty
from otagai.base.audit.models import Deed
from otagai.base.safekeeping.errors import RuleBroken, StaleEdit
from otagai.kernel.opening import OpeningException, OpeningRule
from otagai.town.activities import actions, queries
from otagai.town.activities.models import Activity, ActivityDay, Hosting
from otagai.town.activities.queries import Held
from otagai.town.activities.words import ActivityKind, ActivityState
from otagai.town.organizations.models import Organization
from otagai.town.places.words import PlaceForm
from tests.factories import TODAY, a_place, a_user, acting, an_activity, an_organization, as_, as_public

pytestmark = pytest.mark.django_db
TUESDAYS = OpeningRule(frozenset({1}), time(10), time(12))
TUESDAY = date(2026, 11, 24)


@pytest.fixture
def who() -> Acting:
    """A CSW."""
    return acting(a_user())


@pytest.fixture
def host() -> Organization:
    """小川地区社協."""
    return an_organization("小川地区社協")


def a_draft(who: Acting, *hosts: Organization) -> Activity:
    """体操, not yet published."""
    return actions.add_activity(
        by=who, title=" 浜の体操 ", hosts=[each.pk for each in hosts], kind=ActivityKind.EXERCISE, meeting_point="港公園",
        phone="054-123-4567", helpers_wanted=["受付 2人"],
    )  # fmt: skip


def coming(pk: int) -> tuple[Held, ...]:
    """What is coming, as those who keep it see it."""
    return queries.activity_for(pk, on=TODAY).coming


def test_a_new_activity_is_a_draft_with_its_hosts_in_order(who: Acting, host: Organization) -> None:
    other = an_organization("NPO はま")
    with as_(who):
        draft = a_draft(who, other, host)
        assert Deed.objects.filter(verb="activities.added", subject_id=draft.pk).exists()
    kept = queries.activity_for(draft.pk, on=TODAY)
    assert (kept.activity.title, kept.state, kept.hosts) == ("浜の体操", ActivityState.DRAFT, (other.pk, host.pk))


def test_it_is_published_when_it_has_days_and_residents_read_it(who: Acting, host: Organization) -> None:
    with as_(who):
        draft = a_draft(who, host)
        with pytest.raises(RuleBroken) as broken:
            actions.move(draft.pk, by=who, to=ActivityState.PUBLISHED)
        assert broken.value.reasons == ["日にちを 入れてください"]
        actions.set_days(draft.pk, by=who, seen_version=1, recurrences=[TUESDAYS])
        actions.move(draft.pk, by=who, to=ActivityState.PUBLISHED)
    with as_public():
        page = queries.activity_page(draft.pk, on=TODAY)
    assert (page.line.hosts, page.coming[0].on, page.days) == (
        ("小川地区社協",),
        TUESDAY,
        "毎週火曜 10:00–12:00（祝日は休み）",
    )


def test_the_public_role_sees_no_draft_not_even_its_days_or_hosts(who: Acting, host: Organization) -> None:
    with as_(who):
        draft = a_draft(who, host)
        actions.set_days(draft.pk, by=who, seen_version=1, recurrences=[TUESDAYS], days=[OpeningException(TODAY)])
    with as_public(), connection.cursor() as cursor:
        for table in ("activity", "hosting", "recurrence", "activityday"):
            cursor.execute(f"SELECT count(*) FROM activities_{table}")  # noqa: S608
            assert cursor.fetchone() == (0,), table


def test_one_day_is_called_off_with_a_word_and_held_after_all(who: Acting) -> None:
    activity = an_activity()
    with as_(who):
        actions.call_off(activity.pk, by=who, day=TUESDAY, said="雨のため")
        assert coming(activity.pk)[0] == Held(TUESDAY, time(10), time(12), "雨のため", called_off=True)
        with pytest.raises(RuleBroken):
            actions.call_off(activity.pk, by=who, day=TUESDAY, said="雨のため")
        actions.hold_after_all(activity.pk, by=who, day=TUESDAY)
    assert coming(activity.pk)[0] == Held(TUESDAY, time(10), time(12))


def test_only_a_day_of_the_activity_is_called_off_and_never_without_a_word(who: Acting) -> None:
    activity = an_activity()
    with as_(who):
        for day, said in ((date(2026, 11, 25), "雨のため"), (TUESDAY, " ")):
            with pytest.raises(RuleBroken):
                actions.call_off(activity.pk, by=who, day=day, said=said)
    assert not ActivityDay.objects.exists()


def test_new_days_leave_what_was_called_off_called_off(who: Acting) -> None:
    activity = an_activity()
    with as_(who):
        actions.call_off(activity.pk, by=who, day=TUESDAY, said="雨のため")
        with pytest.raises(RuleBroken):
            actions.set_days(
                activity.pk, by=who, seen_version=2, recurrences=[TUESDAYS], days=[OpeningException(TUESDAY)]
            )
        once = OpeningException(date(2026, 11, 22), time(9), time(11), "大そうじ")
        actions.set_days(activity.pk, by=who, seen_version=2, recurrences=[TUESDAYS], days=[once])
    assert [(held.on, held.called_off) for held in coming(activity.pk)[:2]] == [(once.on, False), (TUESDAY, True)]


def test_who_wrote_days_meanwhile_is_not_overwritten(who: Acting) -> None:
    activity = an_activity()
    with as_(who):
        actions.set_days(activity.pk, by=who, seen_version=1, recurrences=[TUESDAYS])
        with pytest.raises(StaleEdit):
            actions.set_days(activity.pk, by=who, seen_version=1, recurrences=[])
        actions.change_activity(activity.pk, by=who, seen_version=2, hosts=[an_organization().pk], title="朝の体操")
        with pytest.raises(StaleEdit):
            actions.change_activity(activity.pk, by=who, seen_version=2, hosts=[an_organization().pk], title="夜の体操")
    activity.refresh_from_db()
    assert (activity.title, Hosting.objects.count()) == ("朝の体操", 1)


def test_a_leader_writes_for_the_own_organisation_and_touches_no_other(host: Organization) -> None:
    leader = acting(a_user(Duty.ORGANIZATION_LEADER, organization=host))
    strange = an_organization()
    theirs = an_activity()
    Hosting.objects.create(activity=theirs, organization=strange, position=0)
    with as_(leader):
        with pytest.raises(RuleBroken):
            a_draft(leader, strange)
        mine = a_draft(leader, strange, host)
        for act in (
            lambda: actions.move(theirs.pk, by=leader, to=ActivityState.ENDED),
            lambda: actions.set_days(theirs.pk, by=leader, seen_version=1, recurrences=[]),
            lambda: actions.call_off(theirs.pk, by=leader, day=TUESDAY, said="雨"),
            lambda: actions.hold_after_all(theirs.pk, by=leader, day=TUESDAY),
            lambda: actions.change_activity(theirs.pk, by=leader, seen_version=1, hosts=[host.pk], title="x"),
            lambda: actions.change_activity(mine.pk, by=leader, seen_version=1, hosts=[strange.pk], title="x"),
        ):
            with pytest.raises(RuleBroken):
                act()
        assert [line.pk for line in queries.kept_activities(by=leader, on=TODAY)] == [mine.pk]


def test_what_is_ended_leaves_the_calendar_and_is_not_published_again(who: Acting) -> None:
    activity = an_activity()
    with as_(who):
        actions.move(activity.pk, by=who, to=ActivityState.ENDED)
        with pytest.raises(RuleBroken):
            actions.move(activity.pk, by=who, to=ActivityState.PUBLISHED)
    with as_public():
        assert queries.calendar(queries.Wanted(), start=TODAY, days=30) == []


def test_the_database_too_refuses_to_call_off_without_a_word() -> None:
    activity = an_activity()
    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.filter(pk=activity.pk).update(state=ActivityState.CANCELLED)
    with pytest.raises(IntegrityError), transaction.atomic():
        ActivityDay.objects.create(activity=activity, day=TUESDAY, is_called_off=True)


def test_only_what_may_be_changed_is_changed(who: Acting, host: Organization) -> None:
    with as_(who), pytest.raises(ValueError, match="state"):
        actions.add_activity(by=who, title="体操", hosts=[host.pk], state="published")


def test_what_happens_in_a_private_home_never_tells_residents_the_number_of_the_house(
    who: Acting, host: Organization
) -> None:
    home = a_place("縁側の会", form=PlaceForm.PRIVATE_HOME, private_address="焼津市本町5-6-1", around="本町")
    number, safe = "本町５丁目６番１号の青い屋根", "青い屋根の家"
    with as_(who):
        draft = a_draft(who, host)
        change = {"by": who, "hosts": [host.pk], "place_id": home.pk}
        for name in ("meeting_point", "what", "contact"):
            with pytest.raises(RuleBroken, match="番地"):
                actions.change_activity(draft.pk, seen_version=1, **change, **{name: number})
        with pytest.raises(RuleBroken, match="番地"):
            actions.change_activity(draft.pk, seen_version=1, **change, helpers_wanted=[number])
        kept = actions.change_activity(draft.pk, seen_version=1, **change, meeting_point=safe)
        days = [OpeningException(TUESDAY, time(10), time(12), number)]
        with pytest.raises(RuleBroken, match="番地"):
            actions.set_days(draft.pk, by=who, seen_version=kept.version, recurrences=[TUESDAYS], days=days)
        actions.set_days(draft.pk, by=who, seen_version=kept.version, recurrences=[TUESDAYS])
        with pytest.raises(RuleBroken, match="番地"):
            actions.call_off(draft.pk, by=who, day=TUESDAY, said=number)
        actions.move(draft.pk, by=who, to=ActivityState.PUBLISHED)
        with pytest.raises(RuleBroken, match="番地"):
            actions.move(draft.pk, by=who, to=ActivityState.CANCELLED, said=number)
