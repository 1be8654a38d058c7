"""Salons and other places with (or on the way to) the のぼり旗, their flags and links. The buildings are real, the salons are not."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from uuid import UUID

from demo.logins import HOSTS_WITH_LOGIN, WINDOW_TOKENS
from demo.rows import Rows
from otagai.base.accounts.models import User
from otagai.town.organizations.models import Organization
from otagai.town.places.models import (
    Banner,
    BannerMove,
    Briefing,
    BriefingGuest,
    CheckLine,
    CheckRound,
    Opening,
    Place,
    Session,
    Window,
    WindowLink,
    WindowStep,
)
from otagai.town.places.rules import banner_numbers, hash_of, next_check, where_kept
from otagai.town.places.words import (
    Access,
    AgeBand,
    BannerState,
    CheckHow,
    CheckWish,
    DayPart,
    Doing,
    NearMiss,
    PlaceForm,
    PlaceKind,
    Yes,
)
from otagai.town.places.words import WindowState as S

SITES: dict[str, tuple[str, float, float]] = {
    "港地域交流センター": ("石津港町40-1", 34.84124, 138.32621), "焼津地域交流センター": ("本町5-6-1", 34.86322, 138.32060),
    "小川地域交流センター": ("小川2724-1", 34.84898, 138.31312), "和田地域交流センター": ("田尻1992-2", 34.82724, 138.32098),
    "豊田地域交流センター": ("小土961-1", 34.86524, 138.29309), "大富地域交流センター": ("中根新田93-1", 34.83828, 138.29838),
    "大井川地域交流センター": ("宗高900", 34.80352, 138.28407), "大村地域交流センター": ("大覚寺3-5-5", 34.87416, 138.30073),
    "東益津地域交流センター": ("石脇上65", 34.88641, 138.32047), "総合福祉会館": ("大覚寺3-2-2", 34.87565, 138.30454),
    "大井川福祉センター": ("宗高572-1", 34.80329, 138.29062),
}  # fmt: skip
"""Buildings of the open data: address and place on the map."""
NAMES = (
    "港おしゃべりサロン@港地域交流センター", "小川ひだまりサロン@小川地域交流センター", "大富よりあい処@大富地域交流センター", "大村お茶の間@大村地域交流センター",
    "東益津ふらっと@東益津地域交流センター", "焼津えんがわ@焼津地域交流センター", "豊田にこにこサロン@豊田地域交流センター", "和田なごみの会@和田地域交流センター",
    "大井川ゆうゆう@大井川地域交流センター", "ウェルカムカフェ@総合福祉会館", "宗高ふれあいサロン@大井川福祉センター", "港さろん浜風@港地域交流センター",
    "石津公会堂サロン@港地域交流センター*", "栄町おたがいさまの家@焼津地域交流センター*", "本町いきいき体操@焼津地域交流センター*", "小川男の台所@小川地域交流センター*",
    "西小川みんなの居間@小川地域交流センター*", "田尻朝の会@和田地域交流センター*", "一色ひなたぼっこ@和田地域交流センター*", "北新田サロンまつぼっくり@和田地域交流センター*",
    "小土ほっとカフェ@豊田地域交流センター*", "三ケ名手しごとの会@豊田地域交流センター*", "保福島よってこ@豊田地域交流センター*", "中根おしゃべり畑@大富地域交流センター*",
    "中根新田みまもり茶屋@大富地域交流センター*", "祢宜島サロン@大富地域交流センター*", "大覚寺ゆるり@大村地域交流センター*", "大村百歳体操@大村地域交流センター*",
    "越後島つどいの広場@大村地域交流センター*", "石脇ふるさとサロン@東益津地域交流センター*", "坂本お寺の庭@東益津地域交流センター*", "方ノ上だんだんの会@東益津地域交流センター*",
    "相川いどばた@大井川福祉センター*", "上新田さくら会@大井川地域交流センター*", "下江留うたごえ@大井川地域交流センター*", "利右衛門サロン@大井川地域交流センター*",
    "高新田ときわ会@大井川地域交流センター*", "吉永みんなの食堂@大井川福祉センター*", "飯淵なぎさの会@大井川地域交流センター*", "なかみなと水産 休けい室@港地域交流センター*",
)  # fmt: skip
"""名前@building; * in a 公会堂 near it (a fictional number)."""
STATES = [*[S.OPEN] * 26, *[S.PAUSED] * 2, *[S.BRIEFED] * 4, *[S.ASKED] * 4, *[S.CANDIDATE] * 3, S.RETURNED]
WAY: dict[S, tuple[S, ...]] = {
    S.CANDIDATE: (), S.ASKED: (S.ASKED,), S.BRIEFED: (S.ASKED, S.BRIEFED), S.OPEN: (S.ASKED, S.BRIEFED, S.OPEN),
    S.PAUSED: (S.ASKED, S.BRIEFED, S.OPEN, S.PAUSED), S.RETURNED: (S.ASKED, S.BRIEFED, S.OPEN, S.RETURNED),
}  # fmt: skip
WHAT = (
    "お茶とおしゃべり。とちゅうで帰っても、だまっていても大丈夫です。", "軽い体操と、季節の歌。いすにすわったままでも。", "手芸と編み物。道具は あります。",
    "朝ごはんを いっしょに食べる会。", "将棋と囲碁、ときどき昔話。", "だれでも来られる みんなの食堂。子どもだけでも どうぞ。",
)  # fmt: skip
DOINGS = (
    [Doing.TEA, Doing.TALK, Doing.JUST_BE], [Doing.EXERCISE, Doing.SHARP], [Doing.HOBBY, Doing.MAKE], [Doing.MEAL, Doing.TALK],
    [Doing.HOBBY, Doing.TEA], [Doing.MEAL, Doing.CHILDREN],
)  # fmt: skip
"""What one can do there, in the order of WHAT."""
THERE = (
    [Access.NO_STEPS, Access.QUIET], [Access.NO_STEPS, Access.WRITING], [Access.RESERVED_PARKING], [],
    [Access.NURSING_ROOM, Access.DIAPERS, Access.STROLLER],
)  # fmt: skip
WELCOMES = (
    "玄関で「はじめてです」と声をかけてください。名札は いりません。", "", "見学だけでも どうぞ。途中で帰っても大丈夫です。",
    "席は どこでも。おしゃべりが苦手な人は 窓ぎわが 静かです。",
)  # fmt: skip
ALONG = "社協の地区担当"
FORMS = {
    "栄町おたがいさまの家": PlaceForm.PRIVATE_HOME, "中根おしゃべり畑": PlaceForm.TOURING,
}  # fmt: skip
HOSTS = ("結城", "青島", "曽根", "法月", "良知", "片山", "寺尾", "見原", "成岡", "白鳥")
TIMES = (
    (time(9, 30), time(11, 30)),
    (time(10, 0), time(12, 0)),
    (time(13, 30), time(15, 30)),
    (time(17, 0), time(19, 0)),
)
BANNERS = 60


class Salons:
    """Opens the places, one after the other, and remembers which windows are open."""

    def __init__(self, rows: Rows, organizations: dict[str, Organization], *, seed: int, now: datetime) -> None:
        self.rows, self.organizations, self.now = rows, organizations, now
        self.today: date = now.date()
        self.chance = random.Random(f"{seed}:windows")
        by_login = {user.username: user for user in rows.all_of(User)}
        self.hosts = {place: by_login[login] for place, login in HOSTS_WITH_LOGIN if login in by_login}
        self.keeper = next(user for user in rows.all_of(User) if user.username == "kamo")
        self.flags = iter(banner_numbers("Y-001", BANNERS))
        self.windows: list[Window] = []
        self.tokens = dict(WINDOW_TOKENS)

    def open_all(self) -> list[Window]:
        """The forty windows with their steps, flags and links; returns them in order."""
        for number, (line, state) in enumerate(zip(NAMES, STATES, strict=True)):
            place = self.place(number, *line.split("@"))
            self.windows.append(self.window(number, place, state))
        self.stock()
        self.sessions()
        self.briefings()
        self.yearly_check()
        return self.windows

    def place(self, number: int, name: str, site: str) -> Place:
        """A salon in a building of the open data, or in a 公会堂 near it."""
        street, lat, lon = SITES[site.rstrip("*")]
        near, chance = site.endswith("*"), self.chance
        town = street.rstrip("0123456789-")
        address = f"焼津市{town}9丁目{number}-1 {town}第{number}公会堂" if near else f"焼津市{street} {site} 1階"
        form = FORMS.get(name, PlaceForm.FIXED)
        shift = (chance.uniform(-0.008, 0.008), chance.uniform(-0.008, 0.008)) if near else (0.0, 0.0)
        place = self.rows.add(
            Place(
                kind=PlaceKind.STATION if number % 9 == 0 else PlaceKind.SALON, form=form, name=name,
                organization=self.organizations["salon"],
                **vars(where_kept(form, address, round(lat + shift[0], 5), round(lon + shift[1], 5))),
                doings=DOINGS[number % len(DOINGS)], has=THERE[number % len(THERE)],
                has_not=[Access.ELEVATOR] if near and number % 2 else [], capacity=(12, 20, 30, 0)[number % 4] or None,
                welcome_note=WELCOMES[number % len(WELCOMES)], goes_along=ALONG if number % 2 == 0 else "", phone=f"054-000-{2000 + number}", what=WHAT[number % len(WHAT)],
                who_for="どなたでも", fee=("無料", "100円（お茶代）", "300円（食事）")[number % 3],
                welcomer=f"{HOSTS[number % 10]}さんと仲間たち", wheelchair=Yes.NO if near and number % 4 == 0 else Yes.YES,
                toilet=Yes.YES if not near else Yes.UNKNOWN, parking=Yes.YES if number % 3 else Yes.NO,
                how_to_come="" if form is PlaceForm.PRIVATE_HOME else "玄関を入って右です。迷ったら電話をください。", source="見本の町",
                verified_on=self.today - timedelta(days=chance.choice([12, 40, 75, 130, 200, 400])), verified_by=self.keeper,
            )
        )  # fmt: skip
        self.hours(place, number)
        return place

    def hours(self, place: Place, number: int) -> None:
        """Once or twice a week, or twice a month."""
        opens, closes = TIMES[number % len(TIMES)]
        weekdays = [number % 5] if number % 3 else sorted({number % 5, (number + 3) % 7})
        weeks = [1, 3] if number % 4 == 1 else []
        self.rows.add(Opening(place=place, weekdays=weekdays, weeks=weeks, opens_at=opens, closes_at=closes))

    def window(self, number: int, place: Place, state: S) -> Window:
        """The window as far as its accreditation has come, each step on its day."""
        begun = self.now - timedelta(days=480 - number * 9)
        days = {
            step: (begun + timedelta(days=20 * place_in_way)).date() for place_in_way, step in enumerate(WAY[state], 1)
        }
        gone = state is S.RETURNED
        raised = None if gone else days.get(S.OPEN)
        window = self.rows.add(
            Window(
                place=place, organization=self.organizations["salon"], state=state, host_name=f"{HOSTS[number % 10]} さん",
                account=self.hosts.get(place.name),
                host_phone=place.phone, briefed_on=None if gone else days.get(S.BRIEFED),
                pledged_on=None if gone else days.get(S.BRIEFED), opened_on=raised,
                next_check_on=next_check(raised) if raised else None,
            )
        )  # fmt: skip
        self.steps(window, state, begun)
        if state in (S.OPEN, S.PAUSED):
            self.flag(window, raised or self.today)
        if state is S.OPEN:
            self.link(window, place.name, begun)
        return window

    def steps(self, window: Window, state: S, begun: datetime) -> None:
        """候補 → … as the actions leave it."""
        before = S.CANDIDATE
        self.rows.add(
            WindowStep(
                window=window, from_state=before, to_state=before, note="候補にしました", by=self.keeper, at=begun
            )
        )
        for number, step in enumerate(WAY[state], 1):
            self.rows.add(
                WindowStep(
                    window=window,
                    from_state=before,
                    to_state=step,
                    by=self.keeper,
                    at=begun + timedelta(days=20 * number),
                )
            )
            before = step

    def flag(self, window: Window, since: date) -> None:
        """A flag of the stock flies there."""
        flag = self.rows.add(Banner(number=next(self.flags), state=BannerState.HANDED_OUT, window=window, since=since))
        self.came_in(flag)
        self.moved(flag, BannerState.IN_STOCK, BannerState.HANDED_OUT, since, window)

    def came_in(self, flag: Banner) -> None:
        """All flags arrived together, before the first one was handed out."""
        self.moved(flag, "", BannerState.IN_STOCK, self.today - timedelta(days=500))

    def moved(self, flag: Banner, before: str, after: str, on: date, window: Window | None = None) -> None:
        """A line of the stock ledger."""
        at = datetime.combine(on, time(11), self.now.tzinfo)
        self.rows.add(
            BannerMove(banner=flag, from_state=before, to_state=after, window=window, on=on, by=self.keeper, at=at)
        )

    def link(self, window: Window, name: str, at: datetime) -> None:
        """The link of a window; five are known, the others can be issued anew."""
        token = self.tokens.get(name) or f"{self.chance.getrandbits(160):040x}"
        self.rows.add(
            WindowLink(
                window=window, token_hash=hash_of(token), holder=window.host_name, created_by=self.keeper,
                created_at=at + timedelta(days=62),
            )
        )  # fmt: skip

    def stock(self) -> None:
        """The flags that are left: two worn out, one lost, the others waiting."""
        states = [BannerState.LOST, BannerState.RETIRED, BannerState.RETIRED]
        for number, flag in enumerate(self.flags):
            state = states[number] if number < len(states) else BannerState.IN_STOCK
            kept = self.rows.add(Banner(number=flag, state=state, since=self.today - timedelta(days=90 - number)))
            self.came_in(kept)
            if state != BannerState.IN_STOCK:
                self.moved(kept, BannerState.IN_STOCK, state, kept.since)

    def briefings(self) -> None:
        """One that was held, one that is announced."""
        for days, state in ((-60, S.BRIEFED), (12, S.ASKED)):
            on = self.today + timedelta(days=days)
            told = datetime.combine(on, time(16), self.now.tzinfo) if days < 0 else None
            briefing = self.rows.add(
                Briefing(
                    on=on, starts_at=time(10), where="総合福祉会館 2階 会議室", note="窓口の役わりと、つながりカードの書きかた",
                    told_at=told, by=self.keeper,
                )
            )  # fmt: skip
            for window in self.windows:
                if window.state == state:
                    self.rows.add(BriefingGuest(briefing=briefing, window=window, came=True if told else None))

    def yearly_check(self) -> None:
        """This year's check is under way: most windows have answered."""
        started = self.today - timedelta(days=20)
        year = started.year - (started.month < 4)
        asked = self.rows.add(
            CheckRound(year=year, started_on=started, due_on=self.today + timedelta(days=10), by=self.keeper)
        )
        for number, window in enumerate(window for window in self.windows if window.state == S.OPEN):
            line = CheckLine(round=asked, window=window, at=datetime.combine(started, time(9), self.now.tzinfo))
            if number % 3:
                line.how = (CheckHow.LINK, CheckHow.PAPER, CheckHow.PHONE)[number % 3]
                line.wish = CheckWish.PAUSE if number == 14 else CheckWish.GO_ON
                line.note = "冬のあいだは お休みしたいです" if number == 14 else ""
                line.by = None if line.how == CheckHow.LINK else self.keeper
                line.answered_at = datetime.combine(started + timedelta(days=1 + number % 9), time(14), self.now.tzinfo)
            self.rows.add(line)

    def sessions(self) -> None:
        """What the open windows counted over the last months: who came, in numbers."""
        chance = random.Random(f"{self.chance.random()}:sessions")
        for number, window in enumerate(window for window in self.windows if window.state == S.OPEN):
            for week in range(2, 34 - number, 2 if number % 3 else 1):
                on = self.today - timedelta(days=7 * week)
                day = on - timedelta(days=(on.weekday() - self.windows.index(window) % 5) % 7)
                came = [chance.randint(0, most) for most in ((3, 4, 5, 9, 1) if number % 6 == 5 else (0, 1, 5, 9, 1))]
                misses = [chance.choice(list(NearMiss))] if chance.random() < 0.06 else []
                self.rows.add(
                    Session(
                        place=window.place, submission=UUID(int=chance.getrandbits(128), version=4), held_on=day,
                        part=(DayPart.MORNING, DayPart.MORNING, DayPart.AFTERNOON, DayPart.EVENING)[number % 4],
                        **dict(zip((band.value for band in AgeBand), came, strict=True)),
                        **(dict(zip(("begins", "ends"), TIMES[number % 4], strict=True)) if week % 4 else {}),
                        first_timers=min(sum(came), chance.choice((0, 0, 0, 1, 2))), hosts=chance.randint(2, 4),
                        near_misses=misses, at=datetime.combine(day, time(17), self.now.tzinfo),
                    )
                )  # fmt: skip
