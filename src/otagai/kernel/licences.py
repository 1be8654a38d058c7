"""Licences of open data: anybody may copy, change and sell; nothing with 「非営利」 or 「改変禁止」 is open."""

from otagai.kernel.words import Word


class Licence(Word):
    """Under which terms something is given away."""

    CC_BY = "CC BY 4.0", "クリエイティブ・コモンズ 表示 4.0 国際（CC BY 4.0）"
    CC0 = "CC0 1.0", "クリエイティブ・コモンズ CC0 1.0（権利放棄）"
    PDL = "PDL1.0", "公共データ利用規約（第1.0版）（PDL1.0）"


PAGES = {
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/deed.ja",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/deed.ja",
    Licence.PDL: "https://www.digital.go.jp/resources/open_data/public_data_license_v1.0",
}
"""Where each of them is written down."""
