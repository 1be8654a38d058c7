"""A picture that somebody sends is drawn anew: nothing of the file survives, and nothing that is no photo gets in."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from otagai.kernel import pictures
from otagai.kernel.pictures import read_picture

SECRET = "ひみつ町5丁目6番1号"


def a_file(size: tuple[int, int] = (800, 600), *, kind: str = "JPEG", mode: str = "RGB", **saved: object) -> bytes:
    file = BytesIO()
    Image.new(mode, size, "seagreen" if mode == "RGB" else 0).save(file, kind, **saved)
    return file.getvalue()


def reopened(drawn: pictures.Rendering) -> Image.Image:
    image = Image.open(BytesIO(drawn.content))
    image.load()
    return image


def with_exif(orientation: int = 1, size: tuple[int, int] = (800, 600)) -> bytes:
    """As a telephone writes it: where it was taken, whose it is, how it was held."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010E], exif[0x013B] = orientation, "home", "Yamada Hanako"
    exif.get_ifd(0x8825).update({1: "N", 2: (34.0, 51.0, 23.9), 3: "E", 4: (138.0, 18.0, 30.1)})
    return a_file(size, exif=exif, comment=SECRET.encode())


def test_where_it_was_taken_and_by_whom_is_gone() -> None:
    sent = with_exif()
    assert Image.open(BytesIO(sent)).getexif().get_ifd(0x8825)[2] == (34.0, 51.0, 23.9), "the file does betray the home"
    drawn = read_picture(sent)
    for each in (drawn.thumb, drawn.small, drawn.large):
        again = reopened(each)
        assert dict(again.getexif()) == {} and not set(again.info) & {"exif", "xmp", "icc_profile", "comment"}
        for trace in (b"Exif", b"EXIF", b"Yamada", b"XMP ", b"ICCP", SECRET.encode()):
            assert trace not in each.content


@pytest.mark.parametrize(("orientation", "is_turned"), [(1, False), (3, False), (6, True), (8, True)])
def test_it_stands_upright_as_the_camera_was_held(orientation: int, is_turned: bool) -> None:
    drawn = read_picture(with_exif(orientation, (800, 400)))
    assert (drawn.small.height > drawn.small.width) is is_turned


def test_a_picture_comes_in_three_sizes_and_keeps_its_shape() -> None:
    drawn = read_picture(a_file((4000, 3000)))
    assert [(each.width, each.height) for each in (drawn.thumb, drawn.small, drawn.large)] == [
        (160, 120), (480, 360), (1280, 960),
    ]  # fmt: skip
    assert reopened(drawn.large).format == "WEBP" and reopened(drawn.small).size == (480, 360)
    little = read_picture(a_file((200, 300)))
    assert (little.large.width, little.large.height) == (200, 300), "nothing is blown up"


def test_even_noise_stays_light() -> None:
    file = BytesIO()
    Image.effect_noise((2000, 1500), 120).convert("RGB").save(file, "JPEG", quality=90)
    drawn = read_picture(file.getvalue())
    assert len(drawn.thumb.content) <= pictures.THUMB_BYTES
    assert len(drawn.small.content) <= pictures.SMALL_BYTES
    assert len(drawn.large.content) <= pictures.LARGE_BYTES


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "I;16"), ("JPEG", "CMYK"), ("WEBP", "RGBA"), ("JPEG", "L")],
)
def test_every_kind_of_colour_is_taken(kind: str, mode: str) -> None:
    assert reopened(read_picture(a_file(kind=kind, mode=mode)).small).mode == "RGB"


def test_one_sees_white_where_one_saw_through() -> None:
    assert reopened(read_picture(a_file(kind="PNG", mode="RGBA")).small).getpixel((10, 10)) == (255, 255, 255)


def a_bomb(width: int, height: int) -> bytes:
    """A PNG of some hundred bytes that wants gigabytes when unpacked."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("side", [5_000, 12_000, 60_000])
def test_a_bomb_is_refused_before_it_is_unpacked(side: int) -> None:
    with pytest.raises(ValueError, match="大きすぎます"):
        read_picture(a_bomb(side, side))


def test_a_photo_of_fifty_megapixels_is_taken_but_not_one_that_must_be_unpacked_whole() -> None:
    assert read_picture(a_file((8000, 6000), quality=30)).large.width == 1280
    with pytest.raises(ValueError, match="大きすぎます"):
        read_picture(a_file((8000, 6000), quality=30, progressive=True))


def test_a_picture_said_a_thousand_times_is_refused() -> None:
    with pytest.raises(ValueError, match="開けませんでした"):
        read_picture(a_file() + b"\xff\xda" * 1000)


@pytest.mark.parametrize(
    "file",
    [
        b"", b"photo", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', b"<html><script>1</script>",
        b"%PDF-1.7\n", b"GIF89a" + b"\0" * 50, b"\xff\xd8\xff\xe0" + b"\0" * 200, b"PK\x03\x04", b"RIFF\x24\0\0\0WEBPVP8 ",
        a_file(kind="GIF"), a_file(kind="BMP"), a_file(kind="TIFF"), a_file()[:400],
    ],
)  # fmt: skip
def test_what_is_no_photo_is_refused_with_a_sentence(file: bytes) -> None:
    with pytest.raises(ValueError, match="開けませんでした"):
        read_picture(file)


def test_a_page_hidden_in_a_photo_does_not_come_along() -> None:
    script = b"<html><script>alert(document.cookie)</script></html>"
    for sent in (a_file(comment=script), a_file() + script, a_file(kind="PNG") + script):
        drawn = read_picture(sent)
        assert all(b"script" not in each.content for each in (drawn.thumb, drawn.small, drawn.large))


def test_too_heavy_and_too_small_are_said() -> None:
    with pytest.raises(ValueError, match="10 MBまで"):
        read_picture(b"\xff" * (pictures.LARGEST_BYTES + 1))
    with pytest.raises(ValueError, match="小さすぎます"):
        read_picture(a_file((100, 900)))


@given(st.binary(max_size=60), st.integers(0, 3000), st.sampled_from(["JPEG", "PNG", "WEBP"]))
@settings(max_examples=60, deadline=None)
def test_whatever_the_bytes_are_it_is_a_picture_or_a_sentence(noise: bytes, at: int, kind: str) -> None:
    whole = a_file((320, 240), kind=kind)
    at %= len(whole)
    try:
        assert reopened(read_picture(whole[:at] + noise + whole[at + len(noise) :]).small).format == "WEBP"
    except ValueError as wrong:
        assert str(wrong) in {pictures.NOT_A_PICTURE, pictures.TOO_MANY_PIXELS, pictures.TOO_SMALL, pictures.TOO_BIG}


@pytest.mark.parametrize(
    ("brand", "said"), [(b"heic", pictures.HEIF), (b"mif1", pictures.HEIF), (b"isom", pictures.NOT_A_PICTURE)]
)
def test_a_picture_of_an_iphone_is_answered_by_how_to_send_it(brand: bytes, said: str) -> None:
    with pytest.raises(ValueError, match=said.partition("（")[0]) as told:
        read_picture(b"\0\0\0\x20ftyp" + brand + bytes(400))
    assert str(told.value) == said
