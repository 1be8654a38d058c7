"""Short voices: what people say in one breath. Each with its themes, the household it comes from, and who could help."""

from __future__ import annotations

from dataclasses import dataclass

from demo.households import Home, Part
from otagai.welcome.intake.words import About, Theme


@dataclass(frozen=True)
class Voice:
    """One worry or wish in the words of whoever said it."""

    themes: tuple[Theme, ...]
    home: Home
    part: Part
    about: About
    to: str
    text: str


ABOUT = {"s": About.SELF, "f": About.FAMILY, "n": About.NEIGHBOUR}
PART = {"e": Part.ELDER, "g": Part.GROWN_CHILD, "p": Part.PARENT, "c": Part.CHILD}

LINES = """
care alone_old e s houkatsu | 膝が痛くて、お風呂のふちをまたぐのがこわいです。
care couple_old e s houkatsu | 家内の着替えを手伝うのに、朝が一時間かかるようになりました。
care three_generations e f houkatsu | 父が夜中に起きて、会社に行くと言って靴をはきます。
care three_generations e f houkatsu | 母のデイの日に、こちらの仕事の都合がつかなくて。
care double_care e f houkatsu | 保育園のお迎えと母の通院が、いつも同じ時間になります。
care eighty_fifty e f houkatsu | 母の入れ歯が合わないようで、やわらかいものばかりです。
care alone_old e n houkatsu | 隣のおばあさんが、同じ日に三回、回覧板を持ってきてくれました。
care couple_old e f houkatsu | 遠くに住んでいます。両親の電話の声が、このごろ弱いのです。
care alone_old e s houkatsu | 介護の申請の紙が来たけれど、字が小さくて読めません。
care siblings e s houkatsu | 姉の爪を切ってあげたいけれど、わたしの目がもう。
care three_generations p s houkatsu | 介護で仕事をやめようか、ずっと考えています。
care couple_old e s houkatsu | 主人が退院してきます。家のどこを直せばいいのでしょう。
health alone_old e s health | 薬が七種類あって、のんだかどうか分からなくなります。
health alone e n houkatsu | 新聞屋です。毎朝会う方が、杖をついて息を切らしています。
health alone_old e s houkatsu | 病院まで歩いて四十分、バスは一日に三本です。
health couple p s health | 夫が健診に行ってくれません。船の仕事で休みがなくて。
health alone_old e s shakyo | 目の手術をします。付き添いがいないと受けられないと言われました。
health family c f health | 子どものアレルギーのことで、災害のときの食べものが心配です。
health alone_old e s shakyo | 一人で救急車を呼んだことがあります。また夜にそうなったらと思うと。
mind alone p s health | 眠れない夜が続いて、会社の門の前で足が止まります。
mind couple_old e s shakyo | 犬が死んでから、散歩の時間に何をしていいか分かりません。
mind single_parent p s child | 子どもに大きな声を出してしまう自分がいやです。
mind alone p f health | 弟が大学をやめて帰ってきて、食事のときも目を合わせません。
mind eighty_fifty g s livelihood | 母の介護と自分の通院で、働きたいのに一歩が出ません。
mind alone_old e s shakyo | テレビに向かって返事をしている自分に、はっとしました。
mind family p s health | ママ友の輪に入れなくて、公園の前で引き返しました。
lonely alone_old e s shakyo | 越してきて二年、名前を呼ばれるのは病院だけです。
lonely alone_old e n shakyo | 班に入っていない方が、回覧板をポストからのぞいていました。
lonely couple_old e s shakyo | 子どもたちは都会で、盆と正月だけの家になりました。
lonely abroad p s abroad | あいさつをしても、どう返していいか分からないみたいです。わたしも日本語がまだ下手です。
lonely alone p n shakyo | となりの部屋の人と、台風の夜に初めて話しました。一人で不安そうでした。
lonely alone_old e s shakyo | サロンに行きたいけれど、輪の中に入る勇気がありません。
lonely alone_old e n shakyo | 床屋です。三か月に一度来ていた人が、半年来ていません。
lonely siblings e s shakyo | 二人とも耳が遠くて、チャイムの音が聞こえません。
lonely alone_old e s shakyo | 正月に笑ったのが最後かもしれません。
lonely couple_old e n shakyo | 毎日畑にいたご夫婦が、このところ見えません。
children single_parent p s child | 学童の夏休みの弁当が、朝の五時起きでもう限界です。
children family p s child | 赤ちゃんの泣き声で、下の階の人に謝ってばかりいます。
children family c f school | 小学校で友だちとうまくいかないと、お風呂で泣いていました。
children grandparent e s child | 孫の学習机を置く場所がなくて、こたつで勉強しています。
children abroad p s abroad | 入学の書類の「押印」の意味が、辞書にありませんでした。
children single_parent c f child | 兄が妹の保育園のお迎えをしてくれています。これでいいのか迷います。
children young_carer c n school | 朝、弟の手を引いて走っている中学生がいます。
children family p f child | 双子の下の子の言葉が遅いようで、夫婦で意見が合いません。
children single_parent p s child | 発表会の衣装が買えなくて、休ませようかと思っています。
children family p n child | 公園で毎日、日が暮れてもいる小学生がいます。
children double_care p s child | 参観日と義父の通院が重なると、いつも参観日をあきらめます。
work alone p s livelihood | 派遣の契約が来月で終わります。寮も出ないといけません。
work eighty_fifty g f livelihood | 息子が前の仕事をやめて十年、履歴書の空白をどう書けばいいでしょう。
work alone p s livelihood | 五十八でレジの仕事を覚えられず、若い子に申しわけなくて。
work couple p s livelihood | 腰をやって、網の仕事に戻れるか分かりません。
work abroad p s livelihood | 残業がなくなって、仕送りをするとお金が残りません。
work single_parent p s livelihood | パートを三つかけもちして、子どもの熱でどれも休めません。
work alone p s livelihood | 面接の日に熱が出る、を三回くりかえしました。
money alone_old e s livelihood | 年金の前の週は、おかゆにしています。
money single_parent p s livelihood | 高校の入学金の締切が今週です。
money alone p s livelihood | リボ払いの残りが、三年前より増えています。
money family p s livelihood | 車検のお金がなくて、車に乗れず、仕事に行けなくなりそうです。
money couple_old e s livelihood | 息子に頼まれて保証人になりました。手紙が届きます。
money alone_old e s rights | 知らない間に健康食品が三つも届いて、断れません。
money alone p s livelihood | 税金の督促を開けられずに、箱にためています。
money eighty_fifty e s livelihood | 年金で二人分。灯油を入れるか、米を買うか。
home alone_old e s housing | 雨もりのバケツの音で目が覚めます。大家さんは連絡がつきません。
home couple_old e s housing | 階段の上り下りができず、二階が物置になりました。
home alone p s housing | シェアハウスが閉まります。保証人がいません。
home single_parent p s housing | 前の夫に住所を知られたくないので、引っ越しの手続きの順番を教えてください。
home alone_old e n shakyo | 空き家だと思っていた家に、夜、明かりがつきます。
home siblings e s shakyo | 庭の木が隣に伸びて、叱られてしまいました。切ってくれる人がいません。
home alone_old e s shakyo | 電球が切れて三週間、懐中電灯で暮らしています。
home couple_old e s shakyo | 粗大ごみの日、たんすを外まで出せません。
disability family c f disability | 放課後デイの空きが、二年待ちと言われました。
disability alone p s disability | 音に過敏で、集合住宅の暮らしがつらいです。静かな場所はありますか。
disability eighty_fifty g f disability | 娘の作業所の送迎がなくなって、私の運転もそろそろ怖いです。
disability alone p s disability | 車いすで入れる投票所と避難所を知りたいです。
disability couple p f disability | 夫の事故のあと、怒りっぽくなりました。脳のせいと言われても。
disability three_generations c f disability | 弟の障害のことを、姉である娘が結婚で悩んでいます。
disability alone p s disability | 手話で相談できる曜日はいつですか。
rights alone_old e s rights | 甥が通帳を預かると言ってきました。断っていいものでしょうか。
rights alone_old e s rights | 自分が死んだあとの片づけを、だれに頼めばいいですか。
rights couple_old e f rights | 母のお金のことで、きょうだいがもめています。
rights alone_old e n rights | 訪問販売の車が、一人暮らしの家の前に長く止まっています。
rights alone_old e s rights | 入院の保証人の欄が書けずに、診察だけで帰ってきました。
other alone e s shakyo | どこに言えばいいか分からないので、ここに書きます。夜が長いです。
other family p n shakyo | 通学路の草が伸びて、子どもが車道を歩いています。
other alone_old e s shakyo | 迷い猫にえさをやっていたら、近所の人に責められました。
other couple_old e n shakyo | 回覧板を一人で二十軒まわしている人がいます。もう八十代です。
other three_generations p s shakyo | お祭りの当番を断ったら、あいさつされなくなりました。
other abroad p n abroad | ごみの分別の紙が日本語だけで、毎回叱られている家族がいます。
wish_meet alone_old e s shakyo | ハーモニカを吹ける人と会いたい。下手でもいい。
wish_meet couple_old e s shakyo | 夫婦で囲碁を覚えたい。教えてくれる人はいませんか。
wish_meet family p s shakyo | 同じ年ごろの子がいる人と、海で遊びたいです。
wish_meet alone_old e s shakyo | 俳句の会に入ってみたい。男一人でも大丈夫ですか。
wish_meet abroad p s abroad | 料理の集まりで、国の料理をみんなに食べてほしいです。
wish_meet alone e s shakyo | 犬の散歩の時間が同じ人と、立ち話がしたい。
wish_meet young_carer c s child | 高校生が集まれる静かな場所がほしいです。勉強もできるところ。
wish_help couple p s shakyo | 定年しました。大工の腕だけはあります。手すりくらいなら。
wish_help alone_old e s shakyo | 昔、和裁をしていました。ほどいて縫うのを教えられます。
wish_help family p s shakyo | 子どもが学校に行っている間の二時間、何かの役に立てませんか。
wish_help couple_old e s shakyo | 軽トラがあります。粗大ごみを運ぶだけならいつでも。
wish_help alone p s shakyo | パソコンの設定なら手伝えます。人と長く話すのは苦手ですが。
wish_help three_generations c s shakyo | 高校のボランティア部です。夏休みに何かできますか。
wish_help abroad p s abroad | ポルトガル語と日本語の通訳ができます。学校で役に立ちたい。
wish_help couple p s shakyo | うちの店の空いた椅子、休む人に使ってもらえませんか。
wish_start alone_old e s shakyo | 庭の柿を毎年くさらせてしまう。もいで配る会をつくれないか。
wish_start family p s shakyo | 不登校の子の親が、お茶を飲むだけの会をしたい。
wish_start couple_old e s shakyo | うちの縁側を、火曜だけ開けてみようと思います。
wish_start couple p s shakyo | 子ども食堂をやりたい。台所の許可のことから教えてください。
wish_start three_generations p s shakyo | 自治会の防災倉庫を、月に一度みんなで開ける日にしたい。
wish_start alone p s shakyo | 夜に集まれるゲームの会。仕事帰りでも来られるように。
wish_start alone_old e s shakyo | 戦争の話をする集まりを、わたしが元気なうちに。
wish_start family p s shakyo | 赤ちゃんを連れて歩ける朝の散歩の会をはじめたい。
""".strip().splitlines()


def voice_of(line: str) -> Voice:
    """Read one line: theme, household, part, about, who could help | the words."""
    facts, text = line.split(" | ")
    theme, home, part, about, to = facts.split()
    home_kind, part_kind = Home(home), PART[part]
    if home_kind is Home.ALONE and part_kind is Part.ELDER:
        part_kind = Part.PARENT
    return Voice((Theme(theme),), home_kind, part_kind, ABOUT[about], to, text)


VOICES = tuple(voice_of(line) for line in LINES)
