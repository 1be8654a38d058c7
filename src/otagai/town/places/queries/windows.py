"""地域の福祉相談窓口: the door of a link, the list for residents, and what those who keep windows need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Count, Q
from django.http import Http404

from otagai.kernel.opening import Opening as OpenTime
from otagai.kernel.opening import OpeningException as ShutDay
from otagai.town.places.models import Banner, Place, Window, WindowLink, WindowStep
from otagai.town.places.queries.hours import hours_of
from otagai.town.places.rules import hash_of
from otagai.town.places.words import BannerState, WindowState

LONGEST_TOKEN = 200


@dataclass(frozen=True)
class WindowDoor:
    """What a living link opens: its window, the name of the place, and to whom the link was given."""

    window_id: int
    place_name: str
    holder: str


@dataclass(frozen=True)
class PublicWindow:
    """A place with the のぼり旗, for residents."""

    pk: int
    place_id: int
    name: str
    address: str
    phone: str
    welcomer: str
    latitude: float | None
    longitude: float | None
    organization: str
    hours: str
    open_text: str
    next_opening: OpenTime | None
    shut: ShutDay | None


@dataclass(frozen=True)
class WindowLine:
    """A window in the list of those who keep it."""

    pk: int
    place_id: int
    place: str
    state: WindowState
    organization: str
    host_name: str
    banners: tuple[str, ...]
    links: int
    next_check_on: date | None
    check_is_due: bool
    briefed_on: date | None
    pledged_on: date | None


@dataclass(frozen=True)
class StepLine:
    """One step of a window: from, to, by whom, when, and the note."""

    at: datetime
    from_state: WindowState
    to_state: WindowState
    by: str
    note: str


@dataclass(frozen=True)
class LinkLine:
    """A link of a window: to whom it was given, and whether it lives."""

    pk: int
    holder: str
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None


@dataclass(frozen=True)
class BannerLine:
    """A flag: its number, where it is, since when."""

    pk: int
    number: str
    state: BannerState
    place: str
    window_id: int | None
    since: date


@dataclass(frozen=True)
class WindowPage:
    """Everything the page of a window shows to those who keep it."""

    window: Window
    steps: tuple[StepLine, ...]
    banners: tuple[BannerLine, ...]
    links: tuple[LinkLine, ...]


@dataclass(frozen=True)
class StockCount:
    """How many flags there are in each state."""

    state: BannerState
    count: int


def window_by_token(token: str) -> WindowDoor | None:
    """The door that a link opens, or None: unknown, revoked, expired and a flag that is down look the same.

    One query, also for the public role: the database compares the hash and reads its own clock; links themselves cannot be read there.
    """
    if not 20 <= len(token) <= LONGEST_TOKEN:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT window_id, place_name, holder FROM places_window_by_token(%s)", [hash_of(token)])
        row = cursor.fetchone()
    return WindowDoor(*row) if row else None


def windows_of_account(user_id: int) -> list[WindowDoor]:
    """The windows with the flag up to which the log-in of a host leads, by name; one query."""
    own = Window.objects.filter(account=user_id, state=WindowState.OPEN, place__ended_on__isnull=True)
    rows = own.order_by("place__name", "pk").values_list("pk", "place__name", "account__display_name")
    return [WindowDoor(*row) for row in rows]


def open_windows(*, at: datetime) -> list[PublicWindow]:
    """Every place with the flag up that residents may see, by name; `at` local time; three queries."""
    rows = list(
        Window.objects.filter(state=WindowState.OPEN, place__in=Place.objects.public())
        .order_by("place__name", "pk")
        .values_list(
            "pk", "place_id", "place__name", "place__address", "place__around", "place__phone", "place__welcomer",
            "place__latitude", "place__longitude", "organization__name", "place__open_text",
        )
    )  # fmt: skip
    hours = hours_of([row[1] for row in rows], on=at.date())
    following = {row[1]: hours[row[1]].next(at) for row in rows}
    return [
        PublicWindow(
            pk, place, name, address or around, phone, welcomer, lat, lon, organization or "", hours[place].words, text,
            following[place], hours[place].shut_first(at.date(), following[place]),
        )
        for pk, place, name, address, around, phone, welcomer, lat, lon, organization, text in rows
    ]  # fmt: skip


def windows_for_staff(*, on: date, state: WindowState | None = None) -> list[WindowLine]:
    """Every window with its flags and links, checks that are due first; three queries."""
    rows = Window.objects.select_related("place", "organization").order_by("place__name", "pk")
    if state is not None:
        rows = rows.filter(state=state)
    flags: dict[int, list[str]] = {}
    for window_id, number in (
        Banner.objects.filter(window__isnull=False).order_by("number").values_list("window_id", "number")
    ):
        flags.setdefault(window_id or 0, []).append(number)
    links = dict(
        WindowLink.objects.filter(revoked_at__isnull=True)
        .values_list("window_id")
        .annotate(count=Count("pk"))
        .values_list("window_id", "count")
    )
    lines = [
        WindowLine(
            row.pk, row.place_id, row.place.name, WindowState(row.state), row.organization.name if row.organization else "",
            row.host_name, tuple(flags.get(row.pk, ())), links.get(row.pk, 0), row.next_check_on,
            row.state == WindowState.OPEN and row.next_check_on is not None and row.next_check_on <= on, row.briefed_on,
            row.pledged_on,
        )
        for row in rows
    ]  # fmt: skip
    return sorted(lines, key=lambda line: not line.check_is_due)


def window_page(pk: int) -> WindowPage:
    """The page of one window for those who keep it; 404 when there is none. Four queries."""
    window = Window.objects.select_related("place", "organization").filter(pk=pk).first()
    if window is None:
        raise Http404
    steps = WindowStep.objects.filter(window=window).order_by("-at", "-pk")
    links = WindowLink.objects.filter(window=window).order_by("-created_at", "-pk")
    return WindowPage(
        window,
        tuple(
            StepLine(at, WindowState(before), WindowState(after), by or "", note)
            for at, before, after, by, note in steps.values_list(
                "at", "from_state", "to_state", "by__display_name", "note"
            )
        ),
        tuple(banners(window_id=pk)),
        tuple(
            LinkLine(*row)
            for row in links.values_list("pk", "holder", "created_at", "expires_at", "revoked_at", "last_used_at")
        ),
    )


def window_of_place(place_id: int) -> int | None:
    """The number of the window that a place is, or was on the way to be; None for other places."""
    return Window.objects.filter(place_id=place_id).values_list("pk", flat=True).first()


def window_place(pk: int) -> str:
    """The name of the place of a window; empty when there is none."""
    return Window.objects.filter(pk=pk).values_list("place__name", flat=True).first() or ""


def banners(*, window_id: int | None = None, state: BannerState | None = None) -> list[BannerLine]:
    """Flags by number, of one window or in one state; one query."""
    chosen = Q() if window_id is None else Q(window_id=window_id)
    rows = Banner.objects.filter(chosen if state is None else chosen & Q(state=state)).order_by("number")
    return [
        BannerLine(pk, number, BannerState(of), place or "", window, since)
        for pk, number, of, place, window, since in rows.values_list(
            "pk", "number", "state", "window__place__name", "window_id", "since"
        )
    ]


def stock() -> list[StockCount]:
    """How many flags there are in each state, none left out; one query."""
    counts = dict(Banner.objects.values_list("state").annotate(count=Count("pk")))
    return [StockCount(state, counts.get(state, 0)) for state in BannerState]
