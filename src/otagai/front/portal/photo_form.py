"""A photo of a group's own place, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from otagai.base.ui.fields import offer
from otagai.front.portal.sayings import choices
from otagai.kernel import pictures
from otagai.town.places.forms import PhotoForm
from otagai.town.places.rules import photos as rules
from otagai.town.places.words import PhotoPeople

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SAID: dict[str, tuple[StrOrPromise, StrOrPromise]] = {
    "picture": (_("写真"), _("JPEG・PNG・WebP、10 MBまで。とった場所などの記録は 消してから しまいます。")),
    "alt": (
        _("写真のことば（何が写っていますか）"),
        _(
            "見えない人は、このことばを 声で聞きます。電話で話すように 書いてください。例：畳の部屋で お茶の用意をした 長い机"
        ),
    ),
    "people": (_("人は 写っていますか"), ""),
    "asker": (_("聞いた人"), _("人が写っているとき。例：代表の山田")),
    "asked": (_("だれに 聞きましたか"), _("名前は いりません。例：その日に来た12人 全員（子どもは 保護者にも）")),
    "asked_on": (_("いつ 聞きましたか"), ""),
    "home_hidden": (_("外から見た家・表札・窓の外の景色は 写っていません。どの家か わかりません"), ""),
}  # fmt: skip
"""Label and hint of every question."""
REASONS = {
    pictures.NOT_A_PICTURE: _("写真として 開けませんでした。JPEG・PNG・WebP の写真を えらんでください。"),
    pictures.HEIF: _(
        "iPhone の写真の形（HEIC）は 開けません。iPhone では「写真」から えらぶと JPEG になって 送れます。"
        "パソコンでは JPEG にしてから えらんでください。"
    ),
    pictures.TOO_BIG: _("写真が 大きすぎます（10 MBまで）。小さくしてから もう一度 えらんでください。"),
    pictures.TOO_MANY_PIXELS: _("写真の たて・よこが 大きすぎます。小さくしてから もう一度 えらんでください。"),
    pictures.TOO_SMALL: _("写真が 小さすぎます。たて・よこが 160点より 大きい写真を えらんでください。"),
    rules.NO_ALT: _("見えない人に 伝わるように、何が写っているかを ことばで 書いてください。例：畳の部屋で お茶の用意をした 長い机"),
    rules.ALT_IS_FILE: _("ファイルの名前では 伝わりません。何が写っているかを ことばで 書いてください"),
    rules.NOT_ASKED: _("人が写っている写真は、写っている人 全員に聞いてから のせます。だれが・だれに・いつ 聞いたかを 書いてください"),
    rules.ASKED_LATER: _("聞いた日は きょうか、それより前の日にしてください"),
    rules.HOME_TELLS: _(
        "個人のお宅の写真は、どの家か わからないものだけ のせられます。"
        "外から見た家・表札・窓の外の景色が 写っていないか たしかめて、印を付けてください"
    ),
    rules.ENOUGH_WAITING: _("送った写真が まだ 見てもらうのを待っています。返事を待ってから、つぎの写真を 送ってください"),
}  # fmt: skip


class GroupPhotoForm(PhotoForm):
    """The form of the staff with the words of the portal."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name in SAID:
                field.label, field.help_text = SAID[name]
        offer(self, "people", choices(PhotoPeople))
        self.fields["alt"].error_messages["required"] = REASONS[rules.NO_ALT]
        for code in ("invalid", "empty", "missing"):
            self.fields["picture"].error_messages[code] = REASONS[pictures.NOT_A_PICTURE]
        self.fields["picture"].error_messages["required"] = _("写真を えらんでください")

    def add_error(self, field: str | None, error: Any) -> None:
        """What the kernel and the rules say, in the reader's language."""
        if isinstance(error, ValidationError) and error.code == "picture":
            error = ValidationError(REASONS[str(error.message)], code="picture")
        super().add_error(field, error)
