"""Pictures that anybody sends: only what a camera makes, within bounds, drawn anew in three sizes.

Nothing of the file itself survives: no EXIF (the place where it was taken can betray a home), no name, no second file hidden in it.
Colours of a wide profile are taken as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

LARGEST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 50_000_000
"""Of an ordinary JPEG, which is opened at a fraction of its size; what must be unpacked whole may have fewer."""
MOST_PIXELS_WHOLE = 20_000_000
LEAST_SIDE = 160
MOST_SCANS = 60
"""A JPEG may say the same picture over and over, each time a little finer; nobody's camera does so more often."""
FORMATS = ("JPEG", "PNG", "WEBP")
TYPE = "image/webp"
THUMB, SMALL, LARGE = (160, 120), (480, 480), (1280, 1280)
"""Cut to this shape for a list; within these bounds on a page; within these when somebody opens it."""
THUMB_BYTES, SMALL_BYTES, LARGE_BYTES = 4_000, 24_000, 120_000
"""A page with three pictures, and a list with twelve, stay within 200 KB together with everything else."""
QUALITIES = (78, 66, 54, 42, 30)

HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
"""What stands after `ftyp` in the pictures of an iPhone."""

HEIF = (
    "iPhone の写真の形（HEIC）は 開けません。iPhone では「写真」から えらぶと JPEG になって 送れます。"
    "パソコンでは JPEG にしてから えらんでください。"
)
NOT_A_PICTURE = "写真として 開けませんでした。JPEG・PNG・WebP の写真を えらんでください。"
TOO_BIG = "写真が 大きすぎます（10 MBまで）。小さくしてから もう一度 えらんでください。"
TOO_MANY_PIXELS = "写真の たて・よこが 大きすぎます。小さくしてから もう一度 えらんでください。"
TOO_SMALL = "写真が 小さすぎます。たて・よこが 160点より 大きい写真を えらんでください。"


@dataclass(frozen=True)
class Rendering:
    """The bytes of a picture (WebP) with its size."""

    content: bytes
    width: int
    height: int


@dataclass(frozen=True)
class Picture:
    """One picture, drawn anew: for a list, for a page, and to be opened."""

    thumb: Rendering
    small: Rendering
    large: Rendering


def read_picture(file: bytes) -> Picture:
    """The picture in a file, whatever its name says. Raises ValueError with a sentence for whoever sent it."""
    if len(file) > LARGEST_BYTES:
        raise ValueError(TOO_BIG)
    image = opened(file)
    cut = ImageOps.fit(image, THUMB, Image.Resampling.LANCZOS)
    return Picture(
        fitting(cut, THUMB, THUMB_BYTES), fitting(image, SMALL, SMALL_BYTES), fitting(image, LARGE, LARGE_BYTES)
    )


def opened(file: bytes) -> Image.Image:
    """The picture upright in plain colours, without anything else the file says. Its size is judged before it is unpacked.

    HEIC is not opened, but told how to send it as JPEG; why: README of town.places.
    """
    if file[4:8] == b"ftyp" and file[8:12] in HEIF_BRANDS:
        raise ValueError(HEIF)
    try:
        image = Image.open(BytesIO(file), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise ValueError(TOO_MANY_PIXELS) from bomb
    except Exception as wrong:  # whatever the bytes are, whoever sent them gets a sentence
        raise ValueError(NOT_A_PICTURE) from wrong
    if reason := why_not(image, file):
        raise ValueError(reason)
    try:
        image.draft("RGB", (LARGE[0] * 2, LARGE[1] * 2))
        image.load()
        return plain(upright(image))
    except Exception as wrong:
        raise ValueError(NOT_A_PICTURE) from wrong


def why_not(image: Image.Image, file: bytes) -> str:
    """Why a picture is not unpacked; empty when it may be."""
    is_scaled = image.format == "JPEG" and not image.info.get("progressive")
    if image.width * image.height > (MOST_PIXELS if is_scaled else MOST_PIXELS_WHOLE):
        return TOO_MANY_PIXELS
    if image.format == "JPEG" and file.count(b"\xff\xda") > MOST_SCANS:
        return NOT_A_PICTURE
    return TOO_SMALL if min(image.size) < LEAST_SIDE else ""


def upright(image: Image.Image) -> Image.Image:
    """Turned as the camera was held; as it is where the camera wrote nonsense."""
    try:
        return ImageOps.exif_transpose(image)
    except Exception:
        return image


def plain(image: Image.Image) -> Image.Image:
    """Only the colours, on white where one sees through."""
    paper = Image.new("RGB", image.size, "white")
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        paper.paste(layer, mask=layer.getchannel("A"))
    else:
        paper.paste(image.convert("RGB"))
    return paper


def fitting(image: Image.Image, bounds: tuple[int, int], most: int) -> Rendering:
    """Drawn within the bounds and in at most so many bytes: rather coarser than heavier, and then rather smaller."""
    drawn = image.copy()
    drawn.thumbnail(bounds, Image.Resampling.LANCZOS)
    for quality in QUALITIES:
        content = BytesIO()
        drawn.save(content, "WEBP", quality=quality, method=4)
        if content.tell() <= most:
            return Rendering(content.getvalue(), *drawn.size)
    return fitting(image, (bounds[0] * 3 // 4, bounds[1] * 3 // 4), most)
