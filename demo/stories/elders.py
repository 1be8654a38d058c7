"""Stories of growing old: the garden, the rubbish, forgetting, a son upstairs, a house grown silent."""

from demo.households import Home
from demo.script import (
    ALL,
    GIST,
    Story,
    answered,
    ended,
    first_met,
    gave_back,
    joined,
    knew,
    met,
    no_answer,
    note,
    read,
    received,
    result,
    sent,
    supported,
    took,
    watched,
)  # fmt: skip
from otagai.base.disclosure.words import LegalBasis
from otagai.welcome.intake.words import About, Door, Knows, Method, Origin, Outcome, Theme, Urgency
from otagai.welcome.referrals.words import HandBackReason as Back

STORIES = (
    Story(
        "8050-niwa",
        "サロンに来てくれるお母さんが「わたしが先に逝ったら、あの子はどうするのかねえ」と何度も言います。息子さんは50代で、"
        "もう15年ほど家にいるそうです。お母さんは膝が悪くなって、買い物がつらいみたい。責めるようなことは言いたくないので、"
        "どう声をかけたらいいか教えてください。",
        (Theme.LONELY, Theme.CARE, Theme.MONEY),
        (
            received(),
            met(0.6, Method.PHONE, "カードを書いた方に電話。お母さんは話をすること自体は嫌がっていない。次のサロンの日に職員が混ざることにした。",
                whom="サロンの方", minutes=20),
            met(2, Method.VISIT, "サロンでお母さんとお茶。膝のこと、年金で二人分を暮らしていることを、ぽつぽつと話してくださる。"
                "「息子は機械に強いんだよ」と少しうれしそうだった。", whom="お母さん", minutes=60),
            knew(reason="お母さんご本人から"),
            met(6, Method.VISIT, "自宅を訪問。息子さんは二階にいて会えなかったが、玄関に手紙を置いてきた。「無理に会わなくて大丈夫です」と書いた。",
                whom="お母さん", minutes=50),
            sent(1, "houkatsu", "お母さんの膝と買い物のこと。息子さんのことは社協が続けて関わります。", ALL),
            read(0.5), joined(0.6),
            first_met(2, Method.VISIT, "社協と一緒に訪問。歩き方を見せてもらい、通所の体操と杖の話をした。", whom="お母さん"),
            met(5, Method.VISIT, "二階から息子さんが下りてきて「手紙、読みました」と一言。壊れた扇風機を直しているところだった。",
                whom="息子さん", minutes=25, next_days=12),
            result(6, "要支援の認定を申請中。週1回の体操に通いはじめた。買い物は宅配を併用。"),
            answered(2, "教えてくださって ありがとうございました。お母さんとは つながりが できました。これからも ふつうに声をかけてください。"),
            watched(3),
        ),
        door=Door.CARD, about=About.NEIGHBOUR, home=Home.EIGHTY_FIFTY, origin=Origin.WINDOW, knows=Knows.UNSURE,
        headline="80代のお母さんと50代の息子さん、この先が心配",
    ),
    Story(
        "gomi-dashi",
        "ごみ置き場まで坂があって、袋を持って下りるのがこわくなりました。雨の日に転んだ人がいて、それからは夜のうちに少しずつ出して、"
        "近所の人に怒られてしまって。わたしが悪いんですけど、どうしたらいいでしょう。",
        (Theme.HEALTH, Theme.LONELY),
        (
            received(0.01), knew(0.01),
            met(1, Method.VISIT, "ごみ置き場まで一緒に歩いた。片道4分、手すりのない坂。週2回の可燃ごみだけ手伝いがあれば続けられそう。", minutes=40),
            note(1, "自治会の組長さんに、名前を出さずに「朝のひと手間を頼める人」を相談してよいか、ご本人の了解を得た。"),
            met(4, Method.VISIT, "組長さんと二軒となりの高校生が、登校のついでに持って行ってくれることに。ご本人「孫が増えたみたい」。",
                whom="ご本人・組長さん", minutes=45),
            answered(10, "二週間たちました。困ったことは ありませんか、とお電話。「助かってるよ」とのこと。"),
            ended(2, Outcome.HELPED, "近所の高校生の手伝いで続いている。期末試験の週は組長さんが代わる。"),
        ),
        home=Home.ALONE_OLD, headline="ごみ置き場までの坂がこわい",
    ),
    Story(
        "monowasure-nabe",
        "母が同じお鍋を三つ焦がしました。電話は一日に何回もかかってきて、でも母は「もの忘れなんかしてない」と怒ります。"
        "仕事の途中に呼ばれて、わたしのほうが先にまいってしまいそうです。",
        (Theme.CARE, Theme.MIND),
        (
            received(0.01), knew(0.02, "娘さんからの電話で、お母さんの名前と住所"),
            met(0.5, Method.PHONE, "娘さんの話をゆっくり聞いた。火の始末が心配。お母さんは料理が生きがいで、台所を取り上げたくないとのこと。",
                whom="娘さん", minutes=55),
            sent(1, "houkatsu", "もの忘れの心配。まず娘さんの話を聞き、ご本人には「台所の安全の相談」として会ってほしい。", ALL),
            read(0.4), took(0.6),
            first_met(1.5, Method.VISIT, "消し忘れを知らせるコンロの話から入る。煮物をごちそうになった。受診は次の機会に。", whom="ご本人・娘さん"),
            met(7, Method.ACCOMPANY, "かかりつけの先生に娘さんと同行。検査の予約が取れた。", whom="ご本人・娘さん", minutes=90, next_days=14),
            met(12, Method.DESK, "認知症カフェに娘さんが初めて来所。「同じ話の人がいて、笑ってしまった」。", whom="娘さん", minutes=60),
            result(4, "検査を受け、介護保険の申請。コンロを替えた。娘さんはカフェに月1回。"),
            answered(3, "お母さんの台所は 続けられそうです。娘さんの休む日も いっしょに考えます。"),
            ended(4, Outcome.CONNECTED, "包括とケアマネジャーが続けて支える。娘さんの電話先も決まった。"),
        ),
        about=About.FAMILY, home=Home.ALONE_OLD, caller="娘さん", origin=Origin.FAMILY, knows=Knows.NO,
        safe_time="平日 12時〜13時は電話に出られます", headline="母の鍋の焦げつき、一日に何度もの電話",
    ),
    Story(
        "amado",
        "向かいの家の雨戸が三日しまったままです。いつもは朝早くに開ける人です。新聞も二日ぶんあります。"
        "勘違いならいいんですが、気になって眠れません。",
        (Theme.LONELY, Theme.HEALTH),
        (
            received(0.02),
            met(0.05, Method.VISIT, "民生委員さんと訪問。呼びかけに小さな返事あり。腰を痛めて起き上がれずにいた。救急には当たらないが、水を飲んでいただき、往診を頼んだ。",
                whom="ご本人・民生委員さん", minutes=70),
            knew(0.01, "訪問して"),
            met(1, Method.VISIT, "往診の薬が効いて座れる。「誰も気づかないと思っていた」と泣かれた。配食を今日から5日分。", minutes=40),
            answered(0.3, "知らせてくださったおかげで、間に合いました。ご本人が「お礼を言いたい」と話していました。"),
            supported(1, "腰が治るまでの家のことを一緒に考える"),
            met(8, Method.VISIT, "自分で雨戸を開けている。配食は終わり。週に一度、向かいの方とラジオ体操の約束をしたそう。", minutes=30),
            ended(6, Outcome.HELPED, "回復。向かいの方と、雨戸を合図にすることを二人で決めた。"),
        ),
        about=About.NEIGHBOUR, home=Home.ALONE_OLD, caller="向かいの家の人", origin=Origin.FAMILY, knows=Knows.NO,
        urgency=Urgency.TODAY, headline="向かいの家の雨戸が三日しまったまま",
    ),
    Story(
        "otto-naki-ato",
        "主人が亡くなって半年です。手続きも済んで、みんな「もう落ち着いたでしょう」と言います。夕方になると、だれとも話していないことに気づきます。"
        "困りごとというほどでもないのですが、書いてもいいと言われたので書きました。",
        (Theme.LONELY, Theme.MIND),
        (
            received(), knew(0.3),
            met(0.5, Method.PHONE, "「夕方の5時がいちばん長い」。ご主人と毎日相撲を見ていた話を聞いた。来月の場所までに一度お会いする約束。", minutes=45),
            met(6, Method.VISIT, "自宅でお話。編み物の腕がすばらしい。人に教えるのは好きだったとのこと。", minutes=60, next_days=10),
            met(9, Method.ACCOMPANY, "交流センターの手芸の集まりに同行。帰り道「次は毛糸を持ってくる」。", minutes=90),
            answered(5, "来週も 手芸の集まりで お待ちしています。夕方の電話は、いつでもどうぞ。"),
            ended(9, Outcome.PLACE_FOUND, "手芸の集まりで教える側に。大相撲の日は三人で見ているとのこと。"),
        ),
        door=Door.CARD, home=Home.ALONE_OLD, origin=Origin.WINDOW, headline="夕方になると、だれとも話していない",
    ),
    Story(
        "rourou-kaigo",
        "家内を三年みています。わたしも八十四で、ゆうべは二人で風呂場で転びました。けがはありません。施設に入れるのはかわいそうで、"
        "でも、わたしが倒れたらと思うと。息子には心配をかけたくないので、知らせないでください。",
        (Theme.CARE, Theme.HEALTH),
        (
            received(0.01), knew(0.02),
            sent(0.4, "houkatsu", "風呂場の安全と、ご主人の休む日。息子さんには知らせないという希望を守ってください。", ALL),
            read(0.2), took(0.3),
            first_met(0.5, Method.VISIT, "風呂場を見せていただく。手すりと椅子で当面しのげる。ご主人の血圧が高く、まず受診をすすめた。", whom="ご夫婦"),
            met(6, Method.VISIT, "手すり完成。デイサービスの見学は奥さまのほうが乗り気で、ご主人が寂しそうだった。", whom="ご夫婦", minutes=50),
            met(14, Method.PHONE, "週2回のデイに。ご主人「久しぶりに将棋を指した」。", whom="ご主人", minutes=15, next_days=20),
            result(5, "デイサービス週2回、住宅改修。ご主人は介護者のつどいに参加。息子さんへは、ご主人が自分から話された。"),
            answered(2, "お二人の暮らしが 続けられるよう、包括が これからも伺います。"),
            ended(3, Outcome.CONNECTED, "包括・ケアマネジャーが継続。介護者のつどいにも参加。"),
        ),
        door=Door.VISIT, home=Home.COUPLE_OLD, safe_time="午前中。息子さんの来る日曜は避ける", headline="老老介護、風呂場で二人で転んだ",
    ),
    Story(
        "teinen-tsucho",
        "通帳と印鑑をどこに置いたか分からなくなって、銀行に行くのも三回目です。銀行の人が親切で、ここの番号を書いてくれました。"
        "一人でできなくなったら、もう終わりなんでしょうか。",
        (Theme.RIGHTS, Theme.CARE),
        (
            received(0.01), knew(0.02),
            met(1, Method.VISIT, "一緒に家の中をさがし、仏壇の引き出しで見つかった。「終わりじゃない、頼み方が変わるだけ」と話すと、少し笑われた。", minutes=80),
            sent(1, "rights", "お金の出し入れの手伝い（日常生活自立支援事業）の相談。ご本人は自分で決めたいという気持ちが強い方です。", ALL),
            read(1), gave_back(1.5, Back.FULL_NOW, "面談が二か月待ちのため。", "包括で先に受診と見守りを整え、来月の枠で同行面談にしてはどうか。"),
            sent(1, "houkatsu", "権利擁護の面談までの間の見守りと受診。", ALL),
            read(0.5), took(0.5),
            first_met(2, Method.VISIT, "家計の封筒分けを一緒に。支払日をカレンダーに書いた。"),
            met(12, Method.MEETING, "権利擁護センターと三者で面談。来月から月2回の手伝いが始まる。", whom="ご本人・権利擁護センター", minutes=60, next_days=20),
            result(6, "日常生活自立支援事業の契約まで済んだ。見守りは週1回の電話。"),
            answered(2, "契約が 済みました。次の支払日は 一緒に銀行へ行きます。"),
            ended(3, Outcome.CONNECTED, "日常生活自立支援事業の利用が始まった。"),
        ),
        home=Home.ALONE_OLD, headline="通帳の置き場所が分からなくなる",
    ),
    Story(
        "sodai-gomi-ie",
        "近所の家の庭に物がたまって、道まで出てきています。苦情を言いたいのではなくて、奥さんが亡くなってからああなったのを知っているので、"
        "だれか話を聞いてあげられる人がいないかと思って。",
        (Theme.HOME, Theme.LONELY, Theme.MIND),
        (
            received(),
            no_answer(1, Method.VISIT, "呼び鈴に返事なし。名刺ではなく、サロンのちらしに一筆そえて置いた。"),
            no_answer(4, Method.VISIT, "カーテンが動いた。声だけかけて帰る。"),
            met(6, Method.VISIT, "庭で会えた。「片づけろと言いに来たのか」「いえ、奥さまの朝顔の話を聞きたくて」。十分ほど立ち話。", minutes=15),
            knew(0.01, "訪問して"),
            met(7, Method.VISIT, "朝顔の種を分けてもらう。物の中に奥さまの着物がまじっていて、手をつけられないとのこと。", minutes=40, next_days=10),
            sent(2, "houkatsu", "急がずに関わりを続けたい。健診を受けていないので、からだのことを一緒にみてほしい。", GIST, LegalBasis.CONSENT),
            read(0.7), joined(1),
            first_met(5, Method.VISIT, "社協と訪問。血圧を測らせてもらえた。片づけの話はしない。"),
            met(12, Method.VISIT, "着物の箱だけ、ご本人と民生委員さんと三人で家の中へ。庭の通り道が一本できた。", whom="ご本人・民生委員さん", minutes=90, next_days=14),
            result(5, "受診につながった。庭は月に一度、一緒に少しずつ。"),
            answered(2, "声をかけてくださって ありがとうございました。ゆっくり つきあっています。朝顔が咲いたら 見てあげてください。"),
            watched(2),
        ),
        door=Door.CARD, about=About.NEIGHBOUR, home=Home.ALONE_OLD, origin=Origin.WINDOW, knows=Knows.NO,
        headline="庭に物がたまった家、話を聞いてあげられる人はいないか",
    ),
)  # fmt: skip
