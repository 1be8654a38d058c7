"""Stories of wishes: やってみたいこと is as welcome as 困りごと."""

from demo.households import Home, Part
from demo.script import (
    Story,
    answered,
    ended,
    first_met,
    knew,
    met,
    note,
    read,
    received,
    result,
    sent,
    supported,
    took,
    watched,
)  # fmt: skip
from otagai.welcome.intake.words import Door, Kind, Method, Origin, Outcome, Theme

STORIES = (
    Story(
        "shogi-no-kai",
        "定年して二年、家に将棋盤があるのに指す人がいません。公会堂の一室を月に二度借りて、だれでも来ていい将棋の会をはじめたいんですが、"
        "鍵のことも、ちらしのことも、何から頼めばいいのか分かりません。子どもにも教えたいです。",
        (Theme.WISH_START, Theme.WISH_MEET),
        (
            received(), knew(0.3),
            met(1, Method.DESK, "やりたいことを紙に。「静かでも、いていい会」にしたい、という言葉が印象に残った。", minutes=50),
            sent(1, "district", "公会堂の使い方と、回覧でのお知らせ。"),
            read(1), took(1.2),
            first_met(3, Method.MEETING, "自治会の役員会で紹介。毎月第2・第4土曜に決定。盤は四面集まった。"),
            met(14, Method.VISIT, "第一回。大人6人、子ども3人。最後に片づけたのは小学生だった。", minutes=120, next_days=14),
            result(3, "鍵当番もできて、続けられる見通し。"),
            answered(2, "広報紙の 居場所の欄に のせました。看板は 子どもたちが描くそうです。"),
            ended(3, Outcome.WISH_STARTED, "「しずかな将棋会」が始まった。"),
        ),
        door=Door.VISIT, kind=Kind.WISH, home=Home.COUPLE, part=Part.PARENT, headline="だれでも来ていい将棋の会をはじめたい",
    ),
    Story(
        "hatake-te",
        "畑が広すぎて、夫婦ふたりでは草に負けます。売る気はないんです。土いじりが好きな人や、学校に行きにくい子が来てくれるなら、場所はいくらでも貸せます。",
        (Theme.WISH_HELP, Theme.WISH_MEET),
        (
            received(), knew(0.2),
            met(2, Method.VISIT, "畑を歩いた。井戸と物置がある。「子どもの声がするのがいい」と奥さま。", whom="ご夫婦", minutes=70),
            supported(2, "居場所と就労準備の見学の日を決める", 12),
            met(9, Method.MEETING, "自立相談支援窓口と居場所の人が見学。春の植えつけから、週1回半日で試すことに。", whom="ご夫婦・見学の人", minutes=60, next_days=20),
            note(12, "最初の日、7人が来た。おにぎりはご夫婦が。"),
            answered(2, "みんな「次も来たい」と言っています。看板の名前を 考えてください、とのことです。"),
            ended(3, Outcome.WISH_STARTED, "「にこにこ畑」として毎週水曜。"),
        ),
        door=Door.CARD, kind=Kind.WISH, home=Home.COUPLE_OLD, origin=Origin.WINDOW, headline="広い畑を、来たい人に使ってほしい",
    ),
    Story(
        "shoujo-piano",
        "公会堂にあるピアノを弾きたいです。家にはピアノがありません。前に住んでいたまちでは習っていました。聞いてくれる人がいたら、うれしいです。（小学六年）",
        (Theme.WISH_START, Theme.CHILDREN),
        (
            received(),
            met(1, Method.PHONE, "お母さんと話した。毎週木曜の夕方、サロンの片づけの時間なら弾けると、サロンの方から。", whom="お母さん", minutes=15),
            knew(0.01),
            met(5, Method.VISIT, "はじめての日。サロンの人たちが帰らずに聞いていた。", minutes=40),
            answered(1, "木曜の 4時半から 5時半まで、ピアノは あなたの時間です。"),
            ended(10, Outcome.PLACE_FOUND, "毎週木曜。来月、サロンで小さな演奏会。"),
        ),
        door=Door.CARD, kind=Kind.WISH, home=Home.SINGLE_PARENT, part=Part.CHILD, origin=Origin.WINDOW,
        headline="公会堂のピアノを弾きたい",
    ),
    Story(
        "mukashi-banashi",
        "遠洋の船に四十年乗りました。港のことなら、いくらでも話せます。孫は遠くて聞いてくれないので、どこかの子どもに話してみたい。",
        (Theme.WISH_HELP, Theme.WISH_MEET),
        (
            received(0.01), knew(0.02),
            met(3, Method.VISIT, "海図と写真を見せてもらった。氷山の写真で、こちらが夢中になってしまった。", minutes=90),
            sent(2, "school", "総合の時間で話していただけないか。"),
            read(1), took(2),
            first_met(6, Method.MEETING, "四年生の先生と打ち合わせ。ロープの結び方もやることに。"),
            result(14, "二クラスで授業。子どもたちの手紙が届いた。"),
            answered(2, "手紙の束を お届けしました。来年も お願いしたいそうです。"),
            ended(2, Outcome.WISH_STARTED, "「港の先生」として年2回。"),
        ),
        kind=Kind.WISH, home=Home.ALONE_OLD, headline="遠洋の船の話を、子どもたちに",
    ),
    Story(
        "otoko-ryouri",
        "妻が入院して、はじめて米をといだ。味噌汁がうまくできない。男ばかりで習える料理の会があれば行く。なければ、つくりたい。",
        (Theme.WISH_START, Theme.LONELY),
        (
            received(), knew(0.2),
            met(1, Method.PHONE, "奥さまの見舞いの後、火曜の夕方ならとのこと。", minutes=20),
            supported(3, "食生活推進の方と第一回の日を決める", 12),
            met(8, Method.VISIT, "第一回、4人。味噌汁とおにぎり。奥さまに写真を見せるそう。", minutes=100, next_days=14),
            answered(4, "来月は 焼き魚です。煮干しは 生協の方が くださいます。"),
            watched(5),
        ),
        door=Door.CARD, kind=Kind.WISH, home=Home.COUPLE_OLD, origin=Origin.WINDOW, headline="男ばかりの料理の会をつくりたい",
    ),
)  # fmt: skip
