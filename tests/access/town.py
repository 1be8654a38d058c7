"""The small town of the matrix: one thing of each kind in each state, with a string of its own in every sensitive field."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.models import Assignment, Invitation, User
from otagai.base.circles import actions as circles
from otagai.base.circles.models import Membership
from otagai.base.disclosure.words import Item, LegalBasis
from otagai.base.notices.models import Notice
from otagai.base.notices.words import NoticeKind
from otagai.base.ui import facts
from otagai.front.opendata.hsds import terms
from otagai.insight.coverage.models import Scenario
from otagai.insight.profiles.models import AgreedStep, Treasure
from otagai.together.grants.models import Gathering, Payment
from otagai.together.startups import actions as startups
from otagai.together.startups.models import Mentor
from otagai.together.startups.words import Agreed, PreparationKind, ProposalKind, Readiness
from otagai.town.activities import actions as activities
from otagai.town.activities.models import Activity, Hosting, KnowHow
from otagai.town.activities.words import ActivityKind, ActivityState
from otagai.town.areas.models import Area, PopulationPoint
from otagai.town.consents import actions as consents
from otagai.town.consents.words import ConsentMethod
from otagai.town.imports.models import ImportRun
from otagai.town.imports.words import ImportKind, ImportState
from otagai.town.organizations.models import Organization
from otagai.town.organizations.words import OrganizationKind
from otagai.town.people import actions as people
from otagai.town.people.models import ContactMethod, Household, Person
from otagai.town.people.words import ContactKind, Relation, Safety
from otagai.town.places.models import (
    Banner,
    Briefing,
    BriefingGuest,
    CheckLine,
    CheckRound,
    Place,
    PlaceNews,
    Session,
    Window,
    WindowLink,
)
from otagai.town.places.words import BannerState, DayPart, PhotoState, PlaceForm
from otagai.welcome.intake import actions as intake
from otagai.welcome.intake.models import Consultation, Folder
from otagai.welcome.intake.rules import Closing
from otagai.welcome.intake.words import Door, Method, Origin, Outcome, RecordKind
from otagai.welcome.referrals import actions as referrals
from otagai.welcome.referrals.models import Referral
from otagai.welcome.referrals.words import HandBackReason
from otagai.welcome.signups import actions as signups
from otagai.welcome.signups.models import Participant, Roll
from tests.access import people as cast
from tests.access.passkey import a_credential
from tests.access.people import PERSONAS, Persona
from tests.factories import (
    a_grant,
    a_photo,
    a_place,
    a_session,
    a_town,
    a_window,
    acting,
    an_activity,
    an_area,
    an_organization,
    as_,
    as_worker,
)

KINDS = {
    cast.Place.HOLDER: OrganizationKind.SHAKYO,
    cast.Place.NEAR: OrganizationKind.COMMUNITY_SUPPORT_CENTER,
    cast.Place.BACK: OrganizationKind.LIVELIHOOD_COUNSELLING,
    cast.Place.STRANGE: OrganizationKind.DISABILITY_COUNSELLING,
    cast.Place.CITY: OrganizationKind.CITY_SECTION,
}
TOKEN, DEAD_TOKEN, INVITATION = "the-link-of-the-harbour-salon", "a-link-nobody-was-given", "an-invitation-of-today"
PLACE_TOKEN = "the-link-of-the-people-of-the-park"
ABSENT = 999_999_999
HASHED = make_password("なんでも話せるまちにしよう")  # once for all: hashing is slow on purpose
STATES = ("arrived", "received", "referring", "accepted", "handed_back", "ended")


@dataclass(frozen=True)
class Thing:
    """Something an address can name: its number and, when it is about people, its circle."""

    pk: int | str | uuid.UUID
    circle_id: int | None = None
    about: Any = None


@dataclass
class Town:
    """Everything that stands in the town, by kind and state."""

    organizations: dict[str, Organization]
    areas: dict[str, Area]
    users: dict[str, User]
    things: dict[str, dict[str, Thing]] = field(default_factory=dict)
    canaries: dict[str, int | None] = field(default_factory=dict)

    def acting(self, key: str) -> Acting:
        """The persona with the duties of today."""
        return acting(self.users[key], on=timezone.localdate())

    def add(
        self, kind: str, state: str, pk: int | str | uuid.UUID, circle_id: int | None = None, about: Any = None
    ) -> None:
        """One more thing."""
        self.things.setdefault(kind, {})[state] = Thing(pk, circle_id, about)

    def canary(self, word: str, circle_id: int | None) -> str:
        """A string that only the circle may meet (None: nobody through these pages); returned to be stored."""
        self.canaries[word] = circle_id
        return word

    def circles_of(self, persona: Persona) -> set[int]:
        """Circles that the persona stands in, read from the memberships themselves."""
        if not persona.is_known or persona.excluded:
            return set()
        who = self.acting(persona.key)
        with as_worker():
            standing = Membership.objects.filter(until__isnull=True, organization_id__in=who.organizations)
            return set(standing.values_list("circle_id", flat=True))


def a_persona(town: Town, persona: Persona) -> User:
    """The account of a persona, invited long ago."""
    number = PERSONAS.index(persona)
    user: User = get_user_model().objects.create_user(
        f"persona{number}", display_name=f"登場{persona.key}", email=f"persona{number}@example.test"
    )
    user.password = HASHED  # also on the account in hand: a session knows which password it was opened with
    user.save(update_fields=["password"])
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(user)
    today = timezone.localdate()
    Assignment.objects.create(
        user=user, duty=persona.duty, organization=town.organizations[persona.place.name],
        area=town.areas.get(persona.area), since=date(2026, 1, 1), until=today if persona.over else None,
    )  # fmt: skip
    return user


def found_town() -> Town:
    """Build it with the real actions, by the people whose work it is."""
    organizations = {place.name: an_organization(place.value, kind=KINDS[place]) for place in cast.Place}
    areas = {"east": an_area("東地区"), "west": an_area("西地区")}
    ring = [[138.31, 34.86], [138.33, 34.86], [138.33, 34.87], [138.31, 34.87], [138.31, 34.86]]
    Area.objects.filter(pk=areas["east"].pk).update(geometry={"type": "Polygon", "coordinates": [ring]})
    town = Town(organizations, areas, {})
    a_town(organizations["HOLDER"])
    facts.forget()
    for persona in PERSONAS:
        if persona.duty:
            town.users[persona.key] = a_persona(town, persona)
    for state in STATES:
        a_story(town, state)
    a_draft(town)
    a_family(town)
    things_of_the_town(town)
    beginnings(town)
    things_of_accounts(town)
    shut_out(town)
    return town


def a_story(town: Town, state: str) -> None:
    """A consultation brought as far as the state, with its person, records, letter and folder."""
    csw, at = town.acting("csw"), timezone.now() - timedelta(hours=3)
    number = len(town.things.get("consultation", {}))
    with as_(csw):
        found = intake.arrive(an_arrival(town, state, number), by=csw, at=at, received=state != "arrived")
        folder = Folder.objects.get(consultation=found)
        mark_voice(town, state, number, folder.circle_id)
        town.canary(f"見出し鸚{state}", found.circle_id)
        town.add("consultation", state, found.pk, found.circle_id)
        person = a_person(town, csw, state, number)
        if state != "arrived":
            intake.link_person(found, by=csw, person=person, reason="本人から聞いた", at=at)
            words = town.canary(f"記録鷦鷯{state}", folder.circle_id)
            entry = intake.Entry(kind=RecordKind.CONTACT, method=Method.PHONE, text=words, at=at, with_whom="本人")
            intake.record(found, by=csw, entry=entry, at=at, next_step="また電話する")
    carry_on(town, state, found, at)


def an_arrival(town: Town, state: str, number: int) -> intake.Arrival:
    """What was said; the first line is the headline, the rest belongs to the folder."""
    voice = {
        "caller_name": f"鵺田呼人{state}", "person_name": f"鵺野本人{state}", "phone": f"0908888{number:04d}",
        "mail": f"nue-{state}@canary.test", "safe_time": f"夜鷹時{state}", "place": f"鴉町{state}",
    }  # fmt: skip
    return intake.Arrival(
        text=f"声鵼言{state}", headline=f"見出し鸚{state}", door=Door.PHONE, origin=Origin.PERSON,
        area_id=town.areas["east"].pk, voice=voice,
    )  # fmt: skip


def mark_voice(town: Town, state: str, number: int, circle_id: int) -> None:
    """Remember which strings of the voice belong to the folder."""
    for word in (
        f"声鵼言{state}", f"鵺田呼人{state}", f"鵺野本人{state}", f"0908888{number:04d}", f"090-8888-{number:04d}",
        f"nue-{state}@canary.test", f"夜鷹時{state}", f"鴉町{state}",
    ):  # fmt: skip
        town.canary(word, circle_id)


def a_person(town: Town, csw: Acting, state: str, number: int) -> Person:
    """Somebody with names, readings, a telephone and an address that nobody else has."""
    contact = people.ContactFacts(ContactKind.MOBILE, f"0807777{number:04d}", Safety.CAREFUL, f"鵤規則{state}")
    person = people.add_person(
        by=csw, at=timezone.now() - timedelta(hours=4), contacts=[contact], family_name=f"鸑鷟{state}",
        given_name=f"鳳雛{state}", family_kana=f"がくさく{kana_of(number)}", given_kana=f"ほうすう{kana_of(number)}",
        known_as=f"ちびた{state}", address=f"鵯越町{number}の{number}", area_id=town.areas["east"].pk, birth="1941-03-09",
    )  # fmt: skip
    for word in (
        f"鸑鷟{state}", f"鳳雛{state}", f"がくさく{kana_of(number)}", f"ほうすう{kana_of(number)}", f"ちびた{state}",
        f"鵯越町{number}の{number}", f"0807777{number:04d}", f"080-7777-{number:04d}", f"鵤規則{state}",
    ):  # fmt: skip
        town.canary(word, person.circle_id)
    town.add("person", state, person.pk, person.circle_id)
    contact_row = ContactMethod.objects.get(person=person)
    town.add("contact", state, contact_row.pk, person.circle_id)
    consent = consents.give(
        consents.About(person.circle_id, person.pk), by=csw, recipient_id=town.organizations["NEAR"].pk,
        purpose=town.canary(f"同意鸞{state}", person.circle_id), items=[Item.GIST], method=ConsentMethod.SPOKEN,
        at=timezone.now(),
    )  # fmt: skip
    town.add("consent", state, consent.pk, person.circle_id)
    return person


def kana_of(number: int) -> str:
    """A reading that differs for each number."""
    return "あかさたなはまやらわ"[number] * 2


def carry_on(town: Town, state: str, found: Consultation, at: datetime) -> None:
    """From received to where the state is."""
    if state in ("referring", "accepted", "handed_back"):
        to = "BACK" if state == "handed_back" else "NEAR"
        referral = a_baton(town, state, found, to, at)
        with as_(town.acting("csw")):
            referrals.send(referral, by=town.acting("csw"), at=at)
    if state == "accepted":
        near = town.acting("near")
        with as_(near):
            referrals.accept(referral, by=near, at=at)
            entry = intake.Entry(kind=RecordKind.CONTACT, text="包括の記録鴛鴦", at=at, method=Method.VISIT)
            referrals.report_contact(referral, by=near, entry=entry, at=at)
        with as_worker():
            folder = Folder.objects.get(consultation=found, organization=town.organizations["NEAR"])
        town.canary("包括の記録鴛鴦", folder.circle_id)
    if state == "handed_back":
        back = town.acting("back")
        with as_(back):
            referrals.hand_back(
                referral, by=back, reason=HandBackReason.FULL_NOW, note="", suggestion="提案鶺鴒来月なら", at=at
            )
        town.canary("提案鶺鴒来月なら", referral.circle_id)
    if state == "ended":
        csw = town.acting("csw")
        with as_(csw):
            intake.answer_origin(found, by=csw, text="返事をした", method=Method.PHONE, at=at)
            referrals.finish(
                found,
                by=csw,
                closing=Closing(Outcome.SETTLED, "結び鶴亀", told_origin=True, origin_declined=False),
                at=at,
            )


def a_baton(town: Town, state: str, found: Consultation, to: str, at: datetime) -> Referral:
    """A letter with the gist alone; what else is known stays with the giver."""
    csw = town.acting("csw")
    chosen = referrals.Draft(
        town.organizations[to].pk, f"お願い鸛{state}", LegalBasis.VITAL_INTEREST, "話せない状態",
        items=frozenset({Item.GIST, Item.THEMES}), headline=f"見出し鸚{state}",
    )  # fmt: skip
    with as_(csw):
        referral = referrals.draft(found, by=csw, draft=chosen, at=at)
    town.canary(f"お願い鸛{state}", referral.circle_id)
    town.add("referral", state, referral.pk, referral.circle_id, referral)
    return referral


def a_draft(town: Town) -> None:
    """A letter nobody has sent yet."""
    with as_(town.acting("csw")):
        found = Consultation.objects.get(pk=town.things["consultation"]["received"].pk)
    a_baton(town, "draft", found, "NEAR", timezone.now() - timedelta(hours=2))


def a_family(town: Town) -> None:
    """Two of them live together; the household holds a name of its own."""
    csw = town.acting("csw")
    with as_(csw):
        members = [Person.objects.get(pk=town.things["person"][state].pk) for state in ("received", "ended")]
        household: Household = people.form_household(
            [(members[0], Relation.HEAD), (members[1], Relation.SPOUSE)], by=csw, label="鶉家の世帯", since=None
        )
        town.canary("鶉家の世帯", household.circle_id)
    town.add("household", "any", household.pk, household.circle_id)


def things_of_the_town(town: Town) -> None:
    """Places, windows, flags and links: about no person, but the telephone of a host is not for the portal."""
    window = a_window("港サロン", host_name="窓口鷭子", host_phone="0901234鷭")
    other = a_window("山サロン")
    place = a_place(
        "公園",
        form=PlaceForm.PRIVATE_HOME,
        private_address="お宅鶚町5-6-1",
        around="鶚でない町",
        latitude=34.865,
        longitude=138.32,
    )
    PopulationPoint.objects.create(
        source="人口", on=date(2026, 2, 1), key="港町", name="港町", latitude=34.865, longitude=138.32, men=[9] * 18, women=[9] * 18,
    )  # fmt: skip
    Place.objects.filter(pk=window.place_id).update(
        form=PlaceForm.PRIVATE_HOME, private_address="窓口の家鵟2-3", around="港町"
    )
    hidden = a_place("かくれ家鷲", is_public=False, private_address="非公開鷹番地")
    for word in ("窓口鷭子", "0901234鷭", "かくれ家鷲", "非公開鷹番地", "お宅鶚町", "窓口の家鵟"):
        town.canary(word, None)
    link = WindowLink.objects.create(
        window=window, token_hash=hashlib.sha256(TOKEN.encode()).hexdigest(), holder="山田"
    )
    strange = WindowLink.objects.create(window=other, token_hash="0" * 64, holder="川田")
    mine = Banner.objects.create(number="A-001", state=BannerState.HANDED_OUT, window=window, since=date(2026, 4, 1))
    theirs = Banner.objects.create(number="A-002", state=BannerState.HANDED_OUT, window=other, since=date(2026, 4, 1))
    stock = Banner.objects.create(number="A-003", since=date(2026, 4, 1))
    for kind, one in {"window": window, "link": link, "place": place, "banner": mine, "stock": stock}.items():
        town.add(kind, "any", one.pk, about=one)
    town.add("link", "foreign", strange.pk)
    town.add("banner", "foreign", theirs.pk)
    town.add("public_place", "any", place.pk)
    things_of_the_calendar(town)
    things_of_districts(town)
    things_given_away(town, place)
    town.add("hidden_place", "any", hidden.pk)
    own = WindowLink.objects.create(
        place=place, token_hash=hashlib.sha256(PLACE_TOKEN.encode()).hexdigest(), holder="公園の会"
    )
    others = WindowLink.objects.create(place=other.place, token_hash="1" * 64, holder="山の会")
    news = PlaceNews.objects.create(place=place, link=own, submission=uuid.uuid4(), said={"fee": "無料"})
    held = {"held_on": date(2026, 11, 10), "part": DayPart.MORNING, "elders": 7}
    for state, where in (("any", place), ("foreign", other.place)):
        town.add("session", state, Session.objects.create(place=where, submission=uuid.uuid4(), **held).pk)
    briefing = Briefing.objects.create(on=date(2026, 11, 10), starts_at=time(10), where="公民館")
    BriefingGuest.objects.create(briefing=briefing, window=window)
    town.add("briefing", "any", briefing.pk)
    rounds = [CheckRound.objects.create(year=y, started_on=date(y, 10, 1), due_on=date(y, 12, 1)) for y in (2026, 2025)]
    lines = [CheckLine.objects.create(round=one, window=window) for one in rounds]
    town.add("check_round", "any", rounds[0].pk)
    for state, line in zip(("any", "foreign"), lines, strict=True):
        town.add("check_line", state, line.pk)
    town.add("place_link", "any", own.pk)
    town.add("place_link", "foreign", others.pk)
    town.add("news", "any", news.pk, about=news)
    town.add("place_token", "any", PLACE_TOKEN)
    photo, foreign = a_photo(place, home_hidden=True), a_photo(other.place, "よその写真鶤", state=PhotoState.WAITING)
    for kind in ("photo", "public_photo"):
        town.add(kind, "any", photo.pk)
        town.add(kind, "foreign", foreign.pk)
    town.add("photo_digest", "any", photo.small)
    town.add("photo_digest", "foreign", foreign.small)
    town.add("token", "any", TOKEN)
    town.add("organization", "any", town.organizations["STRANGE"].pk)
    town.add("receiver", "any", town.organizations["STRANGE"].pk)
    run = ImportRun.objects.create(
        kind=ImportKind.PLACES, file_name="places.csv", state=ImportState.DONE, by=town.users["admin"], sha256="0"
    )
    town.add("import", "any", run.pk)
    town.add("scenario", "any", Scenario.objects.create(name="いまのまま", question={"metres": 500}).pk)


def things_of_the_calendar(town: Town) -> None:
    """A published activity of STRANGE; a draft of the same, which nobody outside may read."""
    activity = an_activity("港の体操", area=town.areas["east"])
    draft = an_activity("下書きの集い鷽", state=ActivityState.DRAFT)
    for one in (activity, draft):
        Hosting.objects.create(activity=one, organization=town.organizations["STRANGE"], position=0)
    town.canary("下書きの集い鷽", None)
    town.add("activity", "any", activity.pk, about=activity)
    town.add("public_activity", "any", activity.pk)
    those_who_sign_up(town, activity)
    how_they_do_it(town)


def those_who_sign_up(town: Town, activity: Activity) -> None:
    """社協 takes sign-ups for the hosts; somebody telephoned. Their names are known to the circle of the list alone."""
    csw, day = town.acting("csw"), next_tuesday()
    with as_(csw):
        activities.set_terms(
            activity.pk, by=csw, seen_version=0, takes_guests=True, capacity=5, closes_days=0, most_together=4
        )
        slot = activities.add_slot(activity.pk, by=csw, task="受付", start=time(9), end=time(10), wanted=2)
        caller = signups.Caller("鶚田申子", "0904444鶚", "misago@canary.test", "車いす鶚")
        made = signups.enter(signups.Wish(activity.pk, day), replace(caller, phone=""), by=csw, at=timezone.now())
    with as_worker():
        Participant.objects.filter(sign_up=made).update(phone=caller.phone)
        circle_id = Roll.objects.get(activity=activity).circle_id
    for word in (caller.name, caller.phone, caller.mail, caller.note):
        town.canary(word, circle_id)
    town.add("slot", "any", slot)
    town.add("sign_up", "any", made.pk, circle_id)


def how_they_do_it(town: Town) -> None:
    """STRANGE hands on how it does its 体操; another card it keeps for itself."""
    said = {
        "organization": town.organizations["STRANGE"], "kind": ActivityKind.EXERCISE, "changed_on": timezone.localdate(),
    }  # fmt: skip
    card = KnowHow.objects.create(title="体操のやり方", steps="いすを ならべる", is_public=True, **said)
    KnowHow.objects.create(title="まだのやり方鷽", steps="だいじ", **said)
    town.canary("まだのやり方鷽", None)
    town.add("know_how", "any", card.pk)
    town.add("public_know_how", "any", card.pk)


def next_tuesday() -> date:
    """The next day on which 港の体操 is held."""
    today = timezone.localdate()
    return today + timedelta(days=(1 - today.weekday()) % 7 or 7)


def beginnings(town: Town) -> None:
    """A wish that only its circle may know of, and a proposal that was agreed to be shown."""
    csw, at = town.acting("csw"), timezone.now() - timedelta(hours=1)
    whose = {"title": "企画鷦", "what": "企画鸛鶴", "area_id": town.areas["east"].pk, "kind": ProposalKind.SALON}
    following = {"coordinator_id": town.users["csw"].pk, "next_step": "鵲に聞く", "next_date": timezone.localdate(at)}
    wish = startups.WishFacts(name="鵠子願主", contact="0903333鵠", text="鵠のことば")
    with as_(csw):
        kept = startups.propose(by=csw, at=at, wish=wish, **whose, **following)
        startups.prepare(
            kept.pk,
            PreparationKind.PEOPLE,
            by=csw,
            on=timezone.localdate(),
            readiness=Readiness.OPEN,
            note="準備鵤メモ",
        )
        shown = startups.propose(
            by=csw, at=at, agreed=Agreed.NOBODYS, title="港の体操を始めたい", kind=ProposalKind.ACTIVITY,
            area_id=town.areas["east"].pk, **{**following, "next_step": "次は鵐へ"},
        )  # fmt: skip
    for word in ("企画鷦", "企画鸛鶴", "鵲に聞く", "鵠子願主", "0903333鵠", "鵠のことば", "準備鵤メモ"):
        town.canary(word, kept.circle_id)
    town.canary("次は鵐へ", shown.circle_id)
    town.add("proposal", "kept", kept.pk, kept.circle_id)
    town.add("proposal", "shown", shown.pk, shown.circle_id)
    with as_(csw):
        startups.agree(shown.pk, by=csw, how=Agreed.NOBODYS, on=timezone.localdate(at), everybody=True)
    town.add("open_proposal", "any", shown.pk)
    town.add("own_proposal", "any", kept.pk, kept.circle_id)
    grant, other = a_grant("体操の会"), a_grant("山の会")
    town.add("programme", "any", grant.terms.programme_id)
    for one, state in ((grant, "any"), (other, "foreign")):
        town.add("grant", state, one.pk)
        met = Gathering.objects.create(application=one, on=date(2026, 11, 10), people=5, minutes=90)
        town.add("gathering", state, met.pk)
        one.place = a_place(f"{one.group}の家")
        one.save()
        town.add("grant_session", state, a_session(one.place, date(2026, 11, 11)).pk)
        paid = Payment.objects.create(application=one, amount=1000, planned_on=date(2026, 12, 1))
        town.add("payment", state, paid.pk)
        back = Payment.objects.create(
            application=one, kind="repayment", amount=500, planned_on=date(2026, 12, 1), because="余り", decided_on=date(2026, 11, 1),
            decided_by=town.users["csw"],
        )  # fmt: skip
        town.add("repayment", state, back.pk)
    town.add(
        "mentor",
        "any",
        Mentor.objects.create(organization=town.organizations["STRANGE"], steps=["people"], since=date(2026, 4, 1)).pk,
    )


def things_of_districts(town: Town) -> None:
    """The east with an お宝, which its own 地区担当 and coordinators of the whole town keep; one of the west is another's."""
    town.add("district", "any", town.areas["east"].pk)
    town.add("any_district", "any", town.areas["west"].pk)
    for state, area in (("any", "east"), ("foreign", "west")):
        treasure = Treasure.objects.create(
            area=town.areas[area], kind="place", text="縁側", source="会長会", on=date(2026, 5, 1)
        )
        step = AgreedStep.objects.create(
            area=town.areas[area], text="下見", agreed_with="会長会", agreed_on=date(2026, 5, 1), due=date(2026, 6, 1)
        )
        town.add("treasure", state, treasure.pk)
        town.add("agreed_step", state, step.pk)


def things_given_away(town: Town, place: Place) -> None:
    """What the open lists name by numbers of their own."""
    town.add("open_place", "any", place.uid)
    town.add("open_activity", "any", town.things["activity"]["any"].about.uid)
    town.add("open_organization", "any", town.organizations["STRANGE"].uid)
    town.add("open_location", "any", terms.beside(place.uid))
    town.add("open_taxonomy", "any", terms.taxonomies()[0]["id"])
    town.add("open_term", "any", terms.flag()["id"])


def things_of_accounts(town: Town) -> None:
    """An account with a duty and an invitation; a notice of each persona is its own."""
    guest = User.objects.create_user("guest", display_name="招かれた人", email="guest@example.test")
    duty = Assignment.objects.create(
        user=guest, duty="csw", organization=town.organizations["STRANGE"], since=date(2026, 1, 1)
    )
    Invitation.objects.create(
        user=guest, token_hash=hashlib.sha256(INVITATION.encode()).hexdigest(),
        expires_at=timezone.now() + timedelta(days=3),
    )  # fmt: skip
    town.add("account", "any", guest.pk)
    town.add("assignment", "any", duty.pk)
    csw_duty = Assignment.objects.filter(user=town.users["csw"]).get()
    town.add("assignment", "foreign", csw_duty.pk)
    town.add("invitation", "any", INVITATION)
    passkey = Authenticator.objects.create(
        user=town.users["csw"],
        type=Authenticator.Type.WEBAUTHN,
        data={"name": "この機械", "credential": a_credential()},
    )
    town.add("passkey", "any", passkey.pk)
    with as_worker():
        notice = Notice.objects.create(
            user=town.users["csw"], kind=NoticeKind.ARRIVED, text="相談が届きました", url="/desk/", key="matrix"
        )
    town.add("notice", "any", notice.pk)


def shut_out(town: Town) -> None:
    """The excluded one stands in none of the circles, whatever the organisation does."""
    csw, out = town.acting("csw"), town.users["excluded"]
    with as_worker():
        numbers = sorted({one.circle_id for kind in town.things.values() for one in kind.values() if one.circle_id})
        numbers += list(Folder.objects.exclude(circle_id__in=numbers).values_list("circle_id", flat=True))
        for circle_id in numbers:
            circles.exclude(circle_id, user_id=out.pk, reason="家族", by=csw, at=timezone.now())


def known_places(town: Town) -> list[Place | Window]:
    """Places and windows of the town."""
    return [town.things["place"]["any"].about, town.things["window"]["any"].about]
