"""Eight beginnings of the sample town, in every state, and the grants that help them. All told by the real actions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from demo.actors import as_
from otagai.base.accounts.acting import Acting
from otagai.base.accounts.models import Assignment
from otagai.base.accounts.queries import acting_for
from otagai.base.accounts.words import Duty
from otagai.base.circles.scope import Scope, Zone, acting_in
from otagai.kernel.numbers import fiscal_year
from otagai.together.grants import actions as grants
from otagai.together.grants.models import Application, BudgetLine
from otagai.together.grants.rules import Line, Met
from otagai.together.grants.words import GatheringForm, Purpose, Side
from otagai.together.startups import actions
from otagai.together.startups.actions import Beginning, WishFacts
from otagai.together.startups.models import Proposal
from otagai.together.startups.words import Agreed, PreparationKind, ProposalKind, ProposalState, Readiness
from otagai.town.areas.models import Area
from otagai.town.areas.words import LayerKind
from otagai.town.organizations.models import Organization
from otagai.town.places.models import Place
from otagai.town.places.queries import held_between
from otagai.welcome.intake.models import Consultation
from otagai.welcome.intake.words import Kind

S, K, P = ProposalState, ProposalKind, PreparationKind
HALL = "小川地域交流センター"


@dataclass(frozen=True)
class Entry:
    """One beginning: what others read, how long ago it came up, when it began, where it stands."""

    title: str
    kind: K
    school: str
    what: str
    days: int
    state: S
    next_step: str
    ahead: int = 14
    began: int = 0
    ready: tuple[P, ...] = ()
    reason: str = ""
    agreed: Agreed | None = Agreed.SPOKEN
    everybody: bool = False
    wish: WishFacts | None = None
    group: str = ""


ENTRIES = (
    Entry("夜の港カフェ", K.SALON, "港小学校", "仕事のあとに 寄れるところ。月に一度、あかりをつけて待っています。", 9, S.IDEA, "使える部屋を 自治会に聞く", agreed=None),
    Entry("男の料理 はじめの一歩", K.ACTIVITY, "大富小学校", "ごはんとみそ汁から。包丁をにぎったことのない人どうしで。", 40, S.PREPARING, "保険の申込書を いっしょに書く",
          ready=(P.PEOPLE, P.PLACE), wish=WishFacts(name="", text="ひとりになって、まともなものを食べていない"), group="男の台所の会", everybody=True),
    Entry("雨の日ウォーキング", K.SALON, "小川小学校", "屋内の廊下を ゆっくり歩いて、お茶を飲みます。休んでも、見ているだけでも。", 160, S.STARTED, "3か月のようすを 聞く", 20, 90,
          tuple(P), wish=WishFacts(name="", text="雨だと一日だれとも話さない"), group="雨の日歩こう会", everybody=True),
    Entry("三丁目 ごみ出しの手", K.HELP, "焼津東小学校", "朝のついでに、隣のごみも。8人で順番に。", 500, S.STARTED, "1年のようすを 聞く", 400, 430, tuple(P), group="三丁目 朝の手", everybody=True),
    Entry("朝市のとなりの縁側", K.SALON, "焼津南小学校", "買いもののついでに 腰かけて話せるところ。雨の日も。", 760, S.GOING, "お祝いのお茶に 行く", 60, 700, tuple(P), group="縁側の会"),
    Entry("編みもの広場", K.ACTIVITY, "豊田小学校", "好きなものを 好きなだけ編みます。", 300, S.RESTING, "春に 声をかける", 120, 260, tuple(P),
          "お世話をする人の 体の調子に合わせて、冬はお休みします"),
    Entry("川べりの子ども工作室", K.ACTIVITY, "大井川西小学校", "木ぎれと のこぎりで。", 260, S.STOPPED, "場所をさがす", ready=(P.PEOPLE,),
          everybody=True, reason="使えるはずの部屋が工事で なくなりました。道具は「宿題の日」で 使ってもらっています", agreed=Agreed.NOBODYS),
    Entry("もの忘れの人の 家族のつどい", K.SALON, "和田小学校", "本人も家族も、話しても話さなくても。", 12, S.PREPARING, "どんな名前なら来やすいか 聞く", 10,
          agreed=None, wish=WishFacts(name="（家族の方）", contact="受付で聞いた番号へ 昼に", text="同じ家の人とだけ 話したい")),
)  # fmt: skip
MENTORS = (
    ("district", (P.PLACE, P.PEOPLE), "公会堂の借り方と、かぎの受け取りを いっしょに"),
    ("salon", (P.INSURANCE, P.PRACTICE, P.NEWS), "はじめの日に となりに座ります。保険の紙も いっしょに書きます"),
    ("npo_help", (P.PEOPLE, P.PRACTICE), "手助けの当番表の作り方を 見せます"),
)


def begin(made: dict[str, Organization], *, now: datetime) -> None:
    """Programmes, groups that help, proposals with their stories, and applications."""
    on = now.date()
    coordinator, leader = (
        somebody(made["shakyo"], duty, on) for duty in (Duty.COMMUNITY_COORDINATOR, Duty.ORGANIZATION_LEADER)
    )
    csw = somebody(made["shakyo"], Duty.CSW, on)
    with as_(csw):
        for key, steps, offer in MENTORS:
            actions.add_mentor(by=csw, organization_id=made[key].pk, steps=steps, offer=offer, on=on)
    proposals = [tell(entry, by=csw, now=now, helped_by=made["salon"]) for entry in ENTRIES]
    with as_(csw):
        wish = Consultation.objects.open().filter(kind=Kind.WISH, holder=made["shakyo"], received_at__isnull=False)
        if found := wish.order_by("-pk").first():
            actions.add_wish(proposals[0].pk, by=csw, at=now - timedelta(days=2), wish=WishFacts(consultation=found))
    fund(made, proposals[2], writes=csw, decides=leader, also=coordinator, on=on)
    with acting_in(Scope(zone=Zone.WORKER, why="企画の見回り")):
        actions.ask_whether_alive(by=Acting(name="見回り（自動）"), on=on)


def somebody(organization: Organization, duty: Duty, on: date) -> Acting:
    """The first who holds the duty there."""
    held = Assignment.objects.active(on).of(duty).filter(organization=organization).order_by("pk")
    return acting_for(held.select_related("user")[0].user, on=on)


def tell(entry: Entry, *, by: Acting, now: datetime, helped_by: Organization) -> Proposal:
    """The story of one beginning, each turn on its day."""
    came, began = now - timedelta(days=entry.days), now - timedelta(days=entry.began or max(entry.days - 5, 1))
    area = Area.objects.filter(layer__kind=LayerKind.ELEMENTARY, name=entry.school, valid_until__isnull=True).first()
    following = {"next_step": entry.next_step, "next_date": (now + timedelta(days=entry.ahead)).date()}
    assert by.user is not None
    with as_(by):
        made = actions.propose(
            by=by, at=came, title=entry.title, what=entry.what, kind=entry.kind, area_id=area.pk if area else None,
            coordinator_id=by.user.pk, wish=entry.wish, agreed=entry.agreed, group_name=entry.group, **following,
        )  # fmt: skip
        if entry.everybody and entry.agreed:
            actions.agree(made.pk, by=by, how=entry.agreed, on=came.date(), everybody=True)
        for number, step in enumerate(P):
            if step in entry.ready:
                day = (came + timedelta(days=3 * number)).date()
                actions.prepare(
                    made.pk, step, by=by, on=now.date(), readiness=Readiness.DONE, done_on=day,
                    helped_by_id=helped_by.pk if step is P.INSURANCE else None, note=NOTES[step],
                    documents=["会則と名簿の ひな形（机の上の 青いファイル）"] if step is P.PEOPLE else [],
                )  # fmt: skip
        if entry.state not in (S.IDEA, S.STOPPED):
            actions.move(made.pk, by=by, at=came + timedelta(days=4), to=S.PREPARING, **following)
        if entry.began:
            hall = Place.objects.filter(name=HALL).order_by("pk").first() if entry.kind is K.SALON else None
            actions.begin(
                made.pk, by=by, at=began, beginning=Beginning(place_id=hall.pk if hall else None), **following
            )
        if entry.state is S.GOING:
            actions.move(
                made.pk,
                by=by,
                at=now - timedelta(days=330),
                to=S.GOING,
                reason="1年たちました。毎週7人ほど",
                **following,
            )
        if entry.state in (S.RESTING, S.STOPPED):
            actions.move(made.pk, by=by, at=now - timedelta(days=20), to=entry.state, reason=entry.reason, **following)
    return made


NOTES = {
    P.PEOPLE: "5人が 手をあげました", P.PLACE: "火曜の朝が空いています", P.INSURANCE: "ふれあいサロン・社協行事傷害補償",
    P.MONEY: "お茶代は 100円ずつ", P.NEWS: "回覧板と、地区だより", P.PRACTICE: "先輩の会を 2回 見に行きました",
}  # fmt: skip


def fund(
    made: dict[str, Organization], walking: Proposal, *, writes: Acting, decides: Acting, also: Acting, on: date
) -> None:
    """Two programmes; six applications from a draft to a report, one of them beside another with its reason."""
    year = date(fiscal_year(on), 4, 1)
    period = (year, date(year.year + 1, 3, 31))
    with as_(decides):
        salon = grants.add_programme(
            by=decides, name="ふれあいサロン助成", giver_id=made["shakyo"].pk, what="居場所を 始める・続ける会へ"
        )
        before = grants.set_terms(
            salon.pk, by=decides, since=date(year.year - 1, 4, 1), until=None, sessions_min=12, people_min=5, startup_max=8_000,
            yearly_max=24_000,
        )  # fmt: skip
        salon_terms = grants.set_terms(
            salon.pk, by=decides, since=year, until=None, sessions_min=10, people_min=5, minutes_min=60, counts_visits=True,
            startup_max=10_000, yearly_max=30_000, years_max=5, startup_once=True,
        )  # fmt: skip
        district = grants.add_programme(
            by=decides, name="支え合い活動助成", giver_id=made["shakyo"].pk, what="見守りや 手助けの会へ"
        )
        terms = grants.set_terms(
            district.pk, by=decides, since=year, until=None, sessions_min=6, base_amount=15_000, per_person=200, yearly_max=25_000,
        )  # fmt: skip
    begun = apply(salon_terms.pk, "雨の日歩こう会", Purpose.STARTUP, 10_000, period, by=writes, on=on, proposal=walking)
    going = apply(salon_terms.pk, "石津サロンの会", Purpose.RUNNING, 24_000, period, by=writes, on=on)
    event = apply(
        terms.pk,
        "石津サロンの会",
        Purpose.EVENT,
        15_000,
        period,
        by=writes,
        on=on,
        because="運営は サロン助成、こちらは 地区の運動会の分だけ",
    )
    apply(terms.pk, "三丁目 朝の手", Purpose.RUNNING, 16_000, period, by=writes, on=on)
    apply(salon_terms.pk, "男の台所の会", Purpose.STARTUP, 9_000, period, by=writes, on=on, send=False)
    declined = apply(salon_terms.pk, "花の写真クラブ", Purpose.RUNNING, 30_000, period, by=also, on=on)
    with as_(decides):
        grants.decide(begun, by=decides, on=on - timedelta(days=60), grants=True, amount=10_000)
        grants.decide(
            going,
            by=decides,
            on=on - timedelta(days=50),
            grants=True,
            amount=24_000,
            twice_because="行事の分とは 別の費用",
        )
        grants.decide(
            declined, by=decides, on=on - timedelta(days=30), grants=False,
            reason="いまは会員だけの集まりです。だれでも来られる日を 月に一度つくれたら、また お待ちしています",
        )  # fmt: skip
        paid = grants.plan_payment(begun, by=decides, amount=10_000, planned_on=on - timedelta(days=40), note="一括")
        grants.pay(paid.pk, by=decides, on=on - timedelta(days=40))
        first = grants.plan_payment(going, by=decides, amount=12_000, planned_on=on - timedelta(days=35), note="前期")
        grants.pay(first.pk, by=decides, on=on - timedelta(days=35))
        grants.plan_payment(going, by=decides, amount=12_000, planned_on=on + timedelta(days=25), note="後期")
    last_year(before.pk, (date(year.year - 1, 4, 1), year - timedelta(days=1)), writes=writes, decides=decides, on=on)
    with as_(writes):
        meet(begun, by=writes, on=on, weeks=range(1, 12, 2), people=9)
        at_its_place(going, by=writes, on=on)
        call = Met(on - timedelta(days=5), GatheringForm.VISIT, 1, 20)
        grants.record_gathering(going, by=writes, met=call, note="休んでいる人を 訪ねました", on=on)
    assert event


def last_year(terms: int, period: tuple[date, date], *, writes: Acting, decides: Acting, on: date) -> None:
    """A grant of the year before, all told: something was left over and comes back."""
    begin = period[0]
    pk = apply(terms, "縁側の会", Purpose.RUNNING, 20_000, period, by=writes, on=begin + timedelta(days=90))
    with as_(decides):
        grants.decide(pk, by=decides, on=begin + timedelta(days=40), grants=True, amount=20_000)
        paid = grants.plan_payment(pk, by=decides, amount=20_000, planned_on=begin + timedelta(days=60), note="一括")
        grants.pay(paid.pk, by=decides, on=begin + timedelta(days=60))
    with as_(writes):
        for number in range(10):
            met = Met(begin + timedelta(days=70 + 21 * number), GatheringForm.TOGETHER, 7 + number % 3, 90)
            grants.record_gathering(pk, by=writes, met=met, note="お茶と 買いものの話", on=on)
        came_to = (20_000, 5_000, 14_000, 8_000)
        rows = BudgetLine.objects.filter(application_id=pk).order_by("position").values_list("pk", flat=True)
        grants.report(
            pk, by=writes, on=on - timedelta(days=30), actuals=dict(zip(rows, came_to, strict=True)),
            note="冬は 道が凍る日に 2回お休みしました",
        )  # fmt: skip
    with as_(decides):
        grants.decide_repayment(
            pk, by=decides, amount=3_000, because="決算で 使わなかった分", due_on=on - timedelta(days=3), on=on - timedelta(days=25)
        )  # fmt: skip


def at_its_place(pk: int, *, by: Acting, on: date) -> None:
    """The place told of the gatherings; for the grant, what they cost; one had been written twice, one was at the sea."""
    place = Place.objects.get(name="石津公会堂サロン")
    told = held_between(place.pk, date(fiscal_year(on), 4, 1), on)
    if not told:  # in the first days of a year
        return
    twice = Met(told[-1].held_on, GatheringForm.TOGETHER, told[-1].came + 2, 90)
    grants.record_gathering(pk, by=by, met=twice, note="お茶とうた（紙の記録から）", on=on)
    grants.read_records_of(pk, place.pk, by=by, seen_version=Application.objects.get(pk=pk).version)
    for one, (note, cost) in zip(
        told[-4:-1], (("お茶とうた", 800), ("血圧のはなしと、お茶", 1_200), ("", 600)), strict=False
    ):
        grants.add_besides(pk, one.pk, by=by, besides=grants.Besides(note=note, cost=cost))
    sea = Met(told[-1].held_on - timedelta(days=3), GatheringForm.TOGETHER, 14, 120)
    grants.record_gathering(pk, by=by, met=sea, note="浜まで歩きました", elsewhere=True, cost=2_400, on=on)


def apply(
    terms: int, group: str, purpose: Purpose, amount: int, period: tuple[date, date], *, by: Acting, on: date,
    proposal: Proposal | None = None, because: str = "", send: bool = True,
) -> int:  # fmt: skip
    """One application with a plain budget."""
    lines = (
        Line(Side.INCOME, "この助成", amount), Line(Side.INCOME, "参加費", 6_000),
        Line(Side.EXPENSE, "会場とお茶", amount - 2_000), Line(Side.EXPENSE, "保険と通信", 8_000),
    )  # fmt: skip
    with as_(by):
        made = grants.apply_for(
            terms, by=by, lines=lines, proposal_id=proposal.pk if proposal else None, group=group, purpose=purpose, amount=amount,
            starts_on=period[0], ends_on=period[1], people=15, plan="月に1回から2回、だれでも来られる日をひらきます。",
        )  # fmt: skip
        if send:
            grants.submit(made.pk, by=by, on=on - timedelta(days=70), twice_because=because)
    return made.pk


def meet(pk: int, *, by: Acting, on: date, weeks: Sequence[int], people: int) -> None:
    """Records of some weeks, newest last; one of them too small to count."""
    for number in reversed(weeks):
        many = 4 if number == weeks[2] else people + number % 4
        met = Met(on - timedelta(days=7 * number), GatheringForm.TOGETHER, many, 90)
        grants.record_gathering(pk, by=by, met=met, note="体操とお茶" if number % 2 else "歩いて、お茶", on=on)
