"""The sample town: the same each time, complete, and never where a real town is."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from pytest_django import Settings

from demo import loading, with_an_answer
from demo.logins import LOGINS, PASSPHRASE, WINDOW_TOKENS
from demo.tests.conftest import SMALL, Towns, load_small
from otagai.base.accounts.acting import Acting
from otagai.base.accounts.models import Assignment, User
from otagai.base.accounts.passphrases import PRINTED
from otagai.base.accounts.queries import acting_for
from otagai.base.accounts.words import Duty
from otagai.base.circles.middleware import scope_for
from otagai.base.circles.scope import Scope, Zone, acting_in
from otagai.base.municipality.models import Municipality
from otagai.insight.coverage.models import Scenario
from otagai.insight.profiles.models import AgreedStep, DistrictVisit, HandoverNote, ThemeCount, Treasure
from otagai.kernel.numbers import parse_receipt
from otagai.together.grants.models import Application
from otagai.together.grants.queries import records_of
from otagai.together.startups.models import Proposal
from otagai.together.startups.words import ProposalState
from otagai.town.activities.models import Activity, ActivityDay
from otagai.town.activities.words import ActivityState
from otagai.town.areas.models import Area, PopulationForecast, PopulationPoint
from otagai.town.imports.models import ImportRun
from otagai.town.organizations.models import Organization, ServiceArea
from otagai.town.organizations.words import OrganizationKind
from otagai.town.people.models import Person
from otagai.town.people.queries import found
from otagai.town.places.models import Banner, OpeningException, Place, Window
from otagai.town.places.queries import place_page
from otagai.town.places.queries.windows import window_by_token
from otagai.town.places.words import WindowState
from otagai.welcome.intake.models import Consultation, Record, Voice
from otagai.welcome.intake.queries import today as desk_of_today
from otagai.welcome.intake.queries.lists import FEW
from otagai.welcome.intake.words import Door, Kind, State, Urgency
from otagai.welcome.letterbox.queries import cards_of_window, slip_for
from otagai.welcome.referrals.models import Referral
from otagai.welcome.referrals.words import ReferralState

TABLES = (
    "people_person", "people_contactmethod", "people_householdmember", "people_searchkey", "organizations_organization",
    "organizations_desk", "places_place", "places_photo", "places_window", "places_banner", "places_windowlink", "places_opening", "places_openingexception",
    "activities_activity", "activities_hosting", "activities_recurrence", "activities_activityday", "activities_knowhow",
    "activities_signupterms", "activities_helpingslot", "signups_signup", "signups_participant",
    "startups_proposal", "startups_wish", "startups_preparation", "grants_application", "grants_gathering", "grants_payment",
    "intake_consultation", "intake_voice", "intake_record", "intake_step", "intake_folder", "intake_consultationperson",
    "referrals_referral", "referrals_referralstep", "consents_consent", "circles_membership", "letterbox_slip",
)  # fmt: skip
CHANGES_EACH_TIME = {"salt", "reply_key", "created_at", "updated_at", "opened_on", "last_used_at", "uid"}


def fingerprint() -> dict[str, str]:
    """A hash of each key table, without what is random on purpose."""
    prints = {}
    with loading.as_owner(), transaction.get_connection().cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT to_jsonb(t) FROM {table} t ORDER BY id")
            rows = [json.loads(row) if isinstance(row, str) else row for (row,) in cursor.fetchall()]
            kept = [{name: value for name, value in row.items() if name not in CHANGES_EACH_TIME} for row in rows]
            prints[table] = hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()
    return prints


def acting(username: str) -> Acting:
    """Who acts, with the duties of today."""
    return acting_for(User.objects.get(username=username), on=timezone.localdate())


def test_the_same_seed_gives_the_same_town(an_empty_town: Towns) -> None:
    now = timezone.localtime()
    an_empty_town()
    load_small(now)
    one = fingerprint()
    an_empty_town()
    load_small(now)
    assert fingerprint() == one


def test_a_small_town_holds_together_and_its_people_can_work(a_small_town: None) -> None:
    on = timezone.localdate()
    with acting_in(Scope(zone=Zone.WORKER)):
        open_ones = Consultation.objects.open()
        assert Consultation.objects.count() == SMALL["consultations"] + 1  # and the letter that has its answer
        assert not open_ones.filter(Q(holder__isnull=True) | Q(next_date__isnull=True)).exists()
        assert not open_ones.exclude(circle__memberships__organization_id=F("holder_id")).exists()
        assert set(Consultation.objects.values_list("state", flat=True)) == set(State)
        numbers = list(Consultation.objects.order_by("arrived_at").values_list("receipt_number", flat=True))
        assert [parse_receipt(number) for number in numbers] == sorted(map(parse_receipt, numbers)), (
            "in order of arrival"
        )
    with acting_in(scope_for(mori := acting("mori"))):
        desk = desk_of_today(mori, on=on)
        assert desk.arrived.lines, "somebody waits to be received"
        assert len(desk.arrived.lines) <= FEW - 2, "whoever tries the story finds the card just written on today's desk"
        assert any(line.urgency == Urgency.TODAY for line in desk.arrived.lines)
    with acting_in(scope_for(acting("shisei"))):
        assert not Consultation.objects.exists(), "the planner of the city sees no consultation"
        assert not Person.objects.exists()


def test_beginnings_stand_in_every_state_and_what_was_not_agreed_is_not_seen(a_small_town: None) -> None:
    with acting_in(Scope(zone=Zone.WORKER)):
        assert set(Proposal.objects.values_list("state", flat=True)) == set(ProposalState)
        assert Proposal.objects.filter(asked_on__isnull=False).count() == 1
        assert set(Application.objects.values_list("state", flat=True)) >= {"draft", "submitted", "granted", "declined"}
        assert Application.objects.exclude(twice_because="").count() == 2
        salon = Application.objects.get(place__isnull=False)
        told = records_of(salon).lines
        assert sum(line.session is not None for line in told) > 3 and sum(bool(line.beside) for line in told) == 1
        hidden = set(Proposal.objects.filter(agreed_on__isnull=True).values_list("title", flat=True))
    stranger = User.objects.filter(assignments__duty=Duty.ORGANIZATION_LEADER).exclude(
        assignments__organization__name="社会福祉協議会"
    )[0]
    with acting_in(scope_for(acting(stranger.username))):
        seen = set(Proposal.objects.values_list("title", flat=True))
    assert len(hidden) == 2 and len(seen) == 6 and not seen & hidden


def test_some_salons_are_shut_or_open_on_another_day_and_residents_read_it(a_small_town: None) -> None:
    with acting_in(Scope(zone=Zone.PUBLIC)):
        at = timezone.localtime().replace(tzinfo=None)
        salons = OpeningException.objects.filter(place__in=Place.objects.public()).values_list("place_id", flat=True)
        pages = [place_page(pk, at=at) for pk in salons.distinct()]
    assert len(pages) >= 7 and sum(bool(page.shut) for page in pages) >= 3
    assert sum(any(opening.note for opening in page.coming) for page in pages) >= 4
    assert all(day.note for page in pages for day in page.special), "each says why"


def test_a_neighbouring_center_does_not_see_what_the_other_holds(a_small_town: None) -> None:
    with acting_in(scope_for(acting("ito"))):
        own = set(Record.objects.values_list("pk", flat=True))
    with acting_in(scope_for(acting("nishi"))):
        others = set(Record.objects.values_list("pk", flat=True))
    assert own and others and not own & others


def test_the_known_links_open_their_windows_and_the_answer_can_be_read(a_small_town: None) -> None:
    now = timezone.now()
    with acting_in(Scope(zone=Zone.PUBLIC)):
        doors = [window_by_token(token) for _, token in WINDOW_TOKENS]
        assert [door.place_name for door in doors if door] == [place for place, _ in WINDOW_TOKENS]
        assert any(cards_of_window(door.window_id).lines for door in doors if door)
        known = with_an_answer.number_and_passphrase()
    assert known is not None
    with acting_in(Scope(zone=Zone.PUBLIC)):
        slip = slip_for(*known, address="", at=now)
    assert slip is not None and "港おしゃべりサロン" in slip.answers[0].text


def test_the_whole_town_is_there_with_its_open_data(an_empty_town: Towns) -> None:
    an_empty_town()
    said = StringIO()
    call_command("load_demo", stdout=said)
    call_command("load_demo", stdout=said)
    assert "もう用意されています" in said.getvalue()
    with acting_in(Scope(zone=Zone.WORKER)):
        assert Person.objects.count() == loading.SIZE
        assert Window.objects.count() == 40 and set(Window.objects.values_list("state", flat=True)) == set(WindowState)
        assert Organization.objects.count() == 30
        assert User.objects.count() >= 60
        assert set(Assignment.objects.values_list("duty", flat=True)) == set(Duty)
        assert Consultation.objects.count() == 801
        assert Voice.objects.values("text").distinct().count() > 300
        assert set(Consultation.objects.values_list("door", flat=True)) == set(Door) - {Door.OTHER}
        assert set(Consultation.objects.values_list("kind", flat=True)) == set(Kind)
        assert set(Referral.objects.values_list("state", flat=True)) == set(ReferralState) - {ReferralState.DRAFT}
        assert Consultation.objects.filter(hand_backs=3, at_coordinator_since__isnull=False).exists()
        assert Referral.objects.waiting().filter(due_on__lt=timezone.localdate()).exists(), (
            "a baton that waits too long"
        )
        assert Referral.objects.waiting().filter(on_hold_until__isnull=False).exists()
        assert Consultation.objects.overdue(timezone.localdate()).exists()
        assert not Consultation.objects.open().filter(next_date__lt=timezone.localdate() - timedelta(days=40)).exists()
        assert Area.objects.filter(layer__name__contains="小学校").count() == 13
        assert Person.objects.filter(area__isnull=True).count() < loading.SIZE / 5
        assert PopulationPoint.objects.values("on").distinct().count() == 3
        people = PopulationPoint.objects.filter(on__year=timezone.localdate().year).values_list("men", "women")
        assert len(people) == Area.objects.filter(layer__name="自主防災会").count() > 70
        assert 130_000 < sum(sum(men) + sum(women) for men, women in people) < 142_000
        assert "架空" in PopulationPoint.objects.values_list("source", flat=True)[0]
        assert (
            Treasure.objects.count() == 10 and HandoverNote.objects.count() == 2 and DistrictVisit.objects.count() == 4
        )
        assert AgreedStep.objects.filter(state="open", due__lt=timezone.localdate()).exists()
        assert ThemeCount.objects.exclude(areas=[]).exists()
        assert PopulationForecast.objects.count() == 7 and "架空" in PopulationForecast.objects.all()[0].made_by
        assert ServiceArea.objects.filter(organization__kind=OrganizationKind.DISTRICT_SHAKYO).count() == 6
        assert [scenario.name for scenario in Scenario.objects.all()][1] == "いまのまま"
        assert Activity.objects.count() == 30 and Activity.objects.filter(area__isnull=True).count() == 0
        assert Activity.objects.filter(place__isnull=False).count() >= 20
        assert set(Activity.objects.values_list("state", flat=True)) == set(ActivityState) - {ActivityState.ENDED}
        assert ActivityDay.objects.filter(is_called_off=True).count() == 1
        assert Place.objects.count() > 700 and Banner.objects.count() == 60
        assert not ImportRun.objects.exclude(
            rows_in=F("created") + F("updated") + F("unchanged") + F("rejected")
        ).exists()
        assert "公共データ利用規約第1.0版" in Municipality.objects.get().attribution
    with acting_in(scope_for(mori := acting("mori"))):
        assert found(mori, "さとう")


@pytest.mark.django_db
def test_a_production_start_has_no_sample_town(settings: Settings) -> None:
    settings.OTAGAI_DEMO = False
    for command in ("load_demo", "demo_logins"):
        with pytest.raises(CommandError, match="OTAGAI_DEMO=1"):
            call_command(command)
    assert not User.objects.exists()


@pytest.mark.django_db
def test_the_sample_town_never_moves_in_over_a_real_one(settings: Settings) -> None:
    settings.OTAGAI_DEMO = True
    Municipality.objects.create(pk=1, name="ほんとう市", desk_name="窓口", desk_phone="054-123-4567")
    with pytest.raises(CommandError, match="ほんとう市"):
        call_command("load_demo")


def test_nobody_in_the_sample_town_can_be_called_or_visited(a_small_town: None) -> None:
    with loading.as_owner(), transaction.get_connection().cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_contactmethod WHERE value !~ '^0(54|90|80|70)-0000?-'")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*) FROM people_person WHERE address !~ '9丁目|9[0-9]{3}-[0-9]$'")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*) FROM organizations_organization WHERE phone !~ '^(054-000-|0120-000-000)'")
        assert cursor.fetchone() == (0,)


def test_the_log_ins_are_listed_in_order_of_the_story(a_small_town: None) -> None:
    said = StringIO()
    call_command("demo_logins", stdout=said)
    text = said.getvalue()
    assert PASSPHRASE == PRINTED, "refused in every real town"
    assert PASSPHRASE in text and "mihon-mado-1-minato-oshaberi" in text and "受付番号 R" in text
    assert [name for name, *_ in LOGINS][:3] == ["yuki", "mori", "ito"]
    for username, duty, organization, _ in LOGINS:
        with acting_in(Scope(zone=Zone.WORKER)):
            held = Assignment.objects.select_related("organization").get(user__username=username)
        assert Duty(held.duty).label == duty
        assert organization == held.organization.name or held.duty == Duty.WINDOW_HOST
