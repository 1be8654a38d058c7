"""Photos on the public pages: light, said in words, found by their hash; a group sends its own without an account."""

from __future__ import annotations

import hashlib
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from otagai.front.portal.tests.conftest import Portal, fields_of
from otagai.kernel.pictures import SMALL_BYTES, THUMB_BYTES
from otagai.town.places.models import Photo, Place, WindowLink
from otagai.town.places.rules.photos import MOST_IN_A_LIST
from otagai.town.places.words import PhotoState
from tests.factories import a_photo, a_picture, a_place

TOKEN = "token-of-the-people-of-the-tea-room"
PHOTOS = f"/g/{TOKEN}/photos/"


@pytest.fixture
def salon(portal: Portal) -> Place:
    place = a_place("縁側サロン")
    WindowLink.objects.create(place=place, token_hash=hashlib.sha256(TOKEN.encode()).hexdigest(), holder="山田")
    return place


def page(visitor: Client, address: str) -> str:
    answer = visitor.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def sent(visitor: Client, file: bytes | None = None, name: str = "IMG_0001.jpg", **more: str) -> tuple[int, str]:
    """Send a photo as a browser would: status, and the page or where it leads."""
    form = {**fields_of(page(visitor, PHOTOS)), "alt": "畳の部屋の長い机", "people": "nobody", **more}
    file = a_picture() if file is None else file
    answer = visitor.post(PHOTOS, {**form, "picture": SimpleUploadedFile(name, file, "image/jpeg")})
    return answer.status_code, answer.get("Location") or answer.content.decode()


def test_a_page_shows_photos_small_with_their_words_and_the_large_one_by_a_tap(salon: Place, visitor: Client) -> None:
    photo = a_photo(salon, "手すりのある入り口")
    shown = page(visitor, f"/places/{salon.pk}/")
    assert f'href="/photos/{photo.large}.webp"' in shown and f'src="/photos/{photo.small}.webp"' in shown
    assert 'alt="手すりのある入り口" width="480" height="360" loading="lazy"' in shown
    answer = visitor.get(f"/photos/{photo.small}.webp")
    assert hashlib.sha256(answer.content).hexdigest() == photo.small and len(answer.content) <= SMALL_BYTES
    assert answer["Content-Type"] == "image/webp" and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, max-age=31536000, immutable"
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    assert "Set-Cookie" not in answer and "Content-Disposition" in answer


@pytest.mark.parametrize("digest", ["0" * 64, "0" * 63, "x" * 64, "0" * 65])
def test_a_wrong_hash_is_not_there(salon: Place, visitor: Client, digest: str) -> None:
    a_photo(salon)
    assert visitor.get(f"/photos/{digest}.webp").status_code == 404


@pytest.mark.parametrize("state", [PhotoState.WAITING, PhotoState.DECLINED, PhotoState.TAKEN_DOWN])
def test_residents_see_only_what_staff_looked_at(salon: Place, visitor: Client, state: PhotoState) -> None:
    photo = a_photo(salon, "まだの写真", state=state)
    assert "まだの写真" not in page(visitor, f"/places/{salon.pk}/")
    assert visitor.get(f"/photos/{photo.small}.webp").status_code == 404


def test_the_list_shows_twelve_thumbs_at_most(portal: Portal, visitor: Client) -> None:
    for number in range(15):
        photo = a_photo(a_place(f"サロン{number:02}"), f"写真{number:02}")
    shown = page(visitor, "/places/")
    thumbs = re.findall(r'<img class="photo line-photo" src="(/photos/\w+\.webp)" alt="写真\d\d" width="160"', shown)
    assert len(thumbs) == MOST_IN_A_LIST
    assert all(len(visitor.get(thumb).content) <= THUMB_BYTES for thumb in thumbs)
    assert photo.small not in shown


def test_a_group_sends_a_photo_sees_it_waiting_and_takes_it_down(salon: Place, visitor: Client) -> None:
    assert PHOTOS in page(visitor, f"/g/{TOKEN}/")
    status, there = sent(visitor)
    assert (status, there) == (302, f"{PHOTOS}?said=sent")
    waiting = page(visitor, there)
    photo = Photo.objects.get()
    assert "写真が 届きました" in waiting and "見てもらうのを待っている" in waiting
    own = visitor.get(f"{PHOTOS}{photo.pk}/")
    assert own["Content-Type"] == "image/webp" and own["Cache-Control"] == "no-store"
    token = fields_of(waiting)["csrfmiddlewaretoken"]
    down = visitor.post(f"{PHOTOS}{photo.pk}/down/", {"csrfmiddlewaretoken": token, "why": "もう古い"})
    assert "写真を 下げました" in page(visitor, down["Location"])
    assert visitor.get(f"{PHOTOS}{photo.pk}/").status_code == 404
    photo.refresh_from_db()
    assert photo.down_why == "もう古い"


def test_what_is_no_photo_is_said_and_what_was_typed_stays(salon: Place, visitor: Client) -> None:
    script = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    for file in (script, b"<html>", b"GIF89a" + b"\0" * 99, b"\xff\xd8\xff\xe0 no"):
        status, said = sent(visitor, file)
        assert status == 200 and "写真として 開けませんでした" in said
        assert 'value="畳の部屋の長い机"' in said and "写真は もう一度 えらんでください" in said
    status, said = sent(visitor, alt="")
    assert "見えない人に 伝わるように" in said
    status, said = sent(visitor, people="asked", asker="山田")
    assert "写っている人 全員に聞いてから" in said and 'value="山田"' in said
    assert not Photo.objects.exists()


def test_a_home_warns_and_wants_to_be_unknown(salon: Place, visitor: Client) -> None:
    Place.objects.filter(pk=salon.pk).update(form="private_home")
    assert "外から見た家、表札" in page(visitor, PHOTOS)
    status, said = sent(visitor)
    assert status == 200 and "どの家か わからないものだけ" in said
    assert sent(visitor, home_hidden="on")[0] == 302


def test_in_easy_japanese_too(salon: Place, visitor: Client) -> None:
    visitor.cookies["otagai_language"] = "ja-easy"
    _, said = sent(visitor, b"nothing")
    assert "この 写真" in said and "写真（しゃしん）" in said.replace("\u2060", "")


def test_so_many_at_once_must_wait_and_a_dead_link_says_so(salon: Place, visitor: Client) -> None:
    form = fields_of(page(visitor, PHOTOS))
    codes = {visitor.post(PHOTOS, {**form, "alt": "x"}).status_code for _ in range(25)}
    assert codes == {200, 429}
    WindowLink.objects.update(revoked_at="2026-11-20T00:00:00Z")
    assert visitor.get(PHOTOS).status_code == visitor.get(f"{PHOTOS}1/").status_code == 404
    assert visitor.post(f"{PHOTOS}1/down/", form).status_code == 404
    assert visitor.post(f"{PHOTOS}{'9' * 19}/down/", form).status_code == 404


def test_a_telephone_loads_the_small_drawing_and_a_dense_wide_screen_the_large_one(
    salon: Place, visitor: Client
) -> None:
    photo = a_photo(salon, "畳の部屋")
    shown = visitor.get(f"/places/{salon.pk}/").content.decode()
    small, large = f"/photos/{photo.small}.webp", f"/photos/{photo.large}.webp"
    assert f'<source media="(min-width: 60em)" srcset="{small}, {large} 2x">' in shown
    assert f'<img class="photo" src="{small}"' in shown, "everywhere else"


def test_an_iphone_is_asked_for_jpeg_and_told_how_when_it_sends_its_own_format(salon: Place, visitor: Client) -> None:
    page = visitor.get(PHOTOS).content.decode()
    asked = re.search(r'<input type="file"[^>]*accept="([^"]+)"', page) or re.search(
        r'accept="([^"]+)"[^>]*type="file"', page
    )
    assert asked is not None and "image/jpeg" in asked[1]
    assert "heic" not in asked[1] and "*" not in asked[1], "else an iPhone does not turn it into JPEG"
    status, answer = sent(visitor, b"\0\0\0\x20ftypheic" + bytes(400), name="IMG_0001.HEIC")
    assert status != 302 and "「写真」から えらぶと JPEG になって 送れます" in answer
    assert 'value="畳の部屋の長い机"' in answer or ">畳の部屋の長い机<" in answer, "what was typed stays"
