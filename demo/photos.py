"""Drawings in the place of photos: of nobody, labelled 見本の絵, the same each time. They come in by the same door as every photo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from PIL import Image, ImageDraw, ImageFont

from demo.actors import as_
from otagai.base import ui
from otagai.base.accounts.models import User
from otagai.base.accounts.queries import acting_for
from otagai.base.circles.scope import Scope, Zone, acting_in
from otagai.kernel.pictures import read_picture
from otagai.town.places import actions
from otagai.town.places.models import Photo, Place, WindowLink
from otagai.town.places.rules import hash_of
from otagai.town.places.rules.photos import Told
from otagai.town.places.words import PhotoPeople

TOKEN = "mihon-no-machi-ootomi-yoriaidokoro"  # noqa: S105 — printed on purpose, for a town that is not real
"""Opens the page of the group in the sample town, and nowhere else."""
SIZE = (1280, 960)
FONT = Path(ui.__file__).parent / "fonts" / "BIZUDPGothic-Bold.ttf"
WALL, FLOOR, WOOD, LEAF, INK = "#f4ead7", "#d8c79a", "#a9764a", "#5f8f5a", "#4a4038"


def paper(wall: str = WALL, floor: str = FLOOR) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """A room: wall and floor."""
    image = Image.new("RGB", SIZE, wall)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 560, 1280, 960), fill=floor)
    return image, draw


def tea_room() -> Image.Image:
    """A room with mats, a long table, cups and cushions."""
    image, draw = paper()
    for x in range(0, 1281, 320):
        draw.line((x, 560, (x - 640) * 2 + 640, 960), fill="#8f7f4d", width=6)
    draw.rectangle((420, 110, 860, 420), fill="#cfe3ee", outline=WOOD, width=14)
    draw.line((640, 110, 640, 420), fill=WOOD, width=10)
    draw.polygon(((300, 620), (980, 620), (1090, 760), (190, 760)), fill=WOOD)
    for x in (360, 520, 680, 840):
        draw.ellipse((x, 640, x + 60, 690), fill="#ffffff", outline=INK, width=4)
    for x in (170, 460, 750, 1040):
        draw.rounded_rectangle((x - 70, 800, x + 110, 880), 26, fill="#8c5b7a")
    return image


def entrance() -> Image.Image:
    """A door with a slope, a handrail and a flag beside it."""
    image, draw = paper("#dfe9ef", "#c9c4b8")
    draw.rectangle((380, 150, 1100, 640), fill=WALL, outline=INK, width=8)
    draw.rectangle((560, 280, 800, 640), fill="#b9d3dd", outline=WOOD, width=14)
    draw.line((680, 280, 680, 640), fill=WOOD, width=8)
    draw.polygon(((520, 640), (840, 640), (700, 900), (200, 900)), fill="#9c978b")
    draw.line((500, 560, 180, 820), fill=INK, width=14)
    for x, y in ((500, 560), (340, 690), (180, 820)):
        draw.line((x, y, x, y + 90), fill=INK, width=10)
    draw.line((960, 220, 960, 760), fill=INK, width=10)
    draw.rectangle((966, 230, 1066, 560), fill="#d97a3a")
    return image


def garden() -> Image.Image:
    """Flower beds between two paths, and a bench."""
    image, draw = paper("#d6ebf3", "#bcd39a")
    for row, colour in enumerate(("#d86a7d", "#e9b949", "#8a6fb0")):
        for column in range(12):
            x, y = 60 + column * 104, 590 + row * 100
            draw.line((x, y, x, y + 60), fill=LEAF, width=8)
            draw.ellipse((x - 26, y - 26, x + 26, y + 26), fill=colour)
    draw.rectangle((420, 440, 860, 470), fill=WOOD)
    draw.rectangle((420, 340, 860, 370), fill=WOOD)
    for x in (450, 820):
        draw.rectangle((x, 340, x + 22, 560), fill=INK)
    return image


@dataclass(frozen=True)
class Drawn:
    """A drawing: of which salon, how it is said in words, whether it still waits for staff."""

    salon: str
    alt: str
    draw: Callable[[], Image.Image]
    waits: bool = False


DRAWINGS = (
    Drawn("港おしゃべりサロン", "見本の絵。畳の部屋に 長い机、お茶が4つ、ざぶとんが4まい", tea_room),
    Drawn("港おしゃべりサロン", "見本の絵。入り口まで ゆるい坂と手すり、横に オレンジ色の のぼり旗", entrance),
    Drawn("小川ひだまりサロン", "見本の絵。段差のない入り口、手すりが 左がわに ある", entrance),
    Drawn("大富よりあい処", "見本の絵。花だんの前に 木のベンチ", garden, waits=True),
)


def put_up(*, now: datetime) -> None:
    """Three stand on their pages; one came by the link of its group and waits for staff."""
    keeper = acting_for(User.objects.get(username="kamo"), on=now.date())
    for number, drawn in enumerate(DRAWINGS):
        place = Place.objects.get(name=drawn.salon)
        one = {
            "submission": uuid5(NAMESPACE_URL, f"mihon:photo:{number}"), "told": Told(drawn.alt, PhotoPeople.NOBODY),
            "picture": read_picture(file_of(drawn)), "today": now.date(),
        }  # fmt: skip
        at = now - timedelta(days=30 - number)
        with as_(keeper):
            if not drawn.waits:
                actions.add_photo(place.pk, by=keeper, at=at, **one)
                continue
            WindowLink.objects.create(
                place=place,
                token_hash=hash_of(TOKEN),
                holder="大富よりあい処の仲間",
                created_by=keeper.user,
                created_at=at,
            )
        with acting_in(Scope(zone=Zone.PUBLIC)):
            actions.send_photo_by_link(TOKEN, is_home=False, **one)
        Photo.objects.filter(submission=one["submission"]).update(sent_at=at)


def file_of(drawn: Drawn) -> bytes:
    """The drawing with its label, as a file that somebody sends."""
    image, label = drawn.draw(), "見本の絵"
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 300, 92), fill="#ffffff")
    pen.text((24, 14), label, fill=INK, font=ImageFont.truetype(str(FONT), 60))
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()
