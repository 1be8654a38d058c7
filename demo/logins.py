"""The log-ins of the sample town (fictional people), shown on the log-in page and by `demo_logins`."""

from __future__ import annotations

PASSPHRASE = "mihon-no-machi-2026"  # noqa: S105 - the sample town's own, shown on its log-in page; no real town has it

LOGINS: list[tuple[str, str, str, str]] = [
    (
        "yuki",
        "地域の福祉相談窓口の人",
        "港おしゃべりサロン",
        "サロンの人。「カードを書く」で つながりカードを書き、その後のようすを見ます",
    ),
    (
        "mori",
        "コミュニティソーシャルワーカー(CSW)",
        "社会福祉協議会",
        "「今日の机」で届いた相談を受け止め、記録して、包括へつなぎます",
    ),
    ("ito", "相談員（機関）", "東地域包括支援センター", "つなぎを引き受け、最初の連絡をして、結果を知らせます"),
    ("hara", "団体・機関の責任者", "社会福祉協議会", "期限をすぎた相談と、三回 差し戻された相談を引き取ります"),
    ("chosei", "多機関協働の調整役", "社会福祉協議会", "いくつもの機関にまたがる相談を調整します"),
    ("kamo", "地域福祉コーディネーター", "社会福祉協議会", "福祉相談窓口・のぼり旗・居場所を管理します"),
    ("sato", "生活支援コーディネーター", "社会福祉協議会", "やってみたいことを受け止め、居場所につなぎます"),
    ("kita", "地区担当", "社会福祉協議会", "小川小学校区だけを担当します（ほかの地区の相談は見えません）"),
    ("nishi", "相談員（機関）", "西地域包括支援センター", "となりの包括。東の包括の相談は 見えません"),
    ("kodomo", "相談員（機関）", "こども家庭センター", "子どもと家族のつなぎに答えます"),
    ("kokokara", "相談員（機関）", "自立相談支援窓口 ここから", "暮らしとお金のつなぎに答えます"),
    (
        "tanaka",
        "民生委員・児童委員",
        "民生委員児童委員協議会",
        "「カードを書く」で 気になったことを届けます（相談の中身は見えません）",
    ),
    ("ono", "協力会員", "ちょっとお助け隊", "「カードを書く」で 気になったことを届けます（相談の中身は見えません）"),
    ("shisei", "市の企画担当（個人情報を見ない）", "地域共生企画課", "相談や人のページには 入れないことを確かめます"),
    ("mamoru", "個人情報管理者", "福祉総務課", "だれが、いつ、何のために見たかを確かめます"),
    ("kansa", "監査", "福祉総務課", "閲覧の記録を読みます"),
    ("system", "システム管理（個人情報を見ない）", "デジタル推進課", "アカウントと職務、まちの設定、取り込み"),
]
"""User name, duty, organisation, what to try; in the order of the story: salon → 社協 → 包括 → …"""

WINDOW_TOKENS: tuple[tuple[str, str], ...] = (
    ("港おしゃべりサロン", "mihon-mado-1-minato-oshaberi"),
    ("小川ひだまりサロン", "mihon-mado-2-kogawa-hidamari"),
    ("大富よりあい処", "mihon-mado-3-otomi-yoriai"),
    ("大村お茶の間", "mihon-mado-4-omura-ochanoma"),
    ("東益津ふらっと", "mihon-mado-5-higashi-flat"),
)
"""Windows whose link is fixed, so that a newcomer can open a window's page: the place, the token of the link."""

HOSTS_WITH_LOGIN: tuple[tuple[str, str], ...] = (("港おしゃべりサロン", "yuki"),)
"""Whose log-in leads to a window's page: the place, the user name."""
