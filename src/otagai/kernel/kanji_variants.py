"""異体字: one shape for the many shapes of a kanji in names, so that 髙橋 finds 高橋; only ever used for finding."""

# First the shape that stands for the group, then the shapes folded into it. Old forms (旧字体), forms of family
# registers, and pairs that
# people at a counter take for one another (斉 and 斎, 崎 and 碕). Compatibility ideographs such as 神 U+FA19 are
# folded by NFKC already.
_GROUPS = """
高髙 崎﨑嵜碕 徳德 辺邉邊 斎斉齋齊 沢澤 浜濱濵 広廣 桜櫻 黒黑 国國圀 学學 塩鹽 関關 恵惠 栄榮
円圓 園薗 応應 横橫 奥奧 亀龜 巻卷 館舘 吉𠮷 橋𣘺 柳栁 桑桒 島嶋嶌 岳嶽 峰峯 峡峽 富冨 船舩
郎郞 竜龍 滝瀧 瀬瀨 頼賴 来來 礼禮 緑綠 凛凜 万萬 弥彌 祢禰 真眞 鎮鎭 槙槇 慎愼 静靜 浄淨 清淸
青靑 蔵藏 曽曾 増增 穂穗 専專 伝傳 転轉 団團 単單 禅禪 弾彈 戦戰 宝寶 豊豐 実實 寿壽 寛寬 権權
観觀 勲勳 薫薰 黙默 県縣 剣劍 顕顯 蛍螢 営營 労勞 声聲 医醫 双雙 枡桝 条條 児兒 亜亞 乗乘 巌巖
厳嚴 収收 叙敍 将將 荘莊 壮壯 尚尙 処處 拠據 拡擴 鉱鑛 拝拜 仏佛 浅淺 残殘 桟棧 粛肅 淵渕
弁辨瓣辯辧 並竝 湧涌 絵繪 会會 桧檜 芦蘆 芸藝 莱萊 薮藪籔 覚覺 誉譽 読讀 続續 謡謠 遥遙 揺搖
瑶瑤 尭堯 暁曉 焼燒 郷鄕 鉄鐵銕 禄祿 随隨 霊靈 頬頰 駅驛 駆驅 髪髮 鯵鰺 鴎鷗 鴬鶯 鶏鷄 麹麴
黄黃 歯齒 涼凉 況况 厩廐廏 参參 叡睿 呉吳 喜㐂 囲圍 図圖 野埜 壌壤 売賣 変變 姫姬 嬢孃 宮宫
対對 属屬 帯帶 帰歸 庁廳 当當 彦彥 徴徵 恒恆 悦悅 戸戶 挙擧 掲揭 摂攝 数數 旧舊 晃晄 晋晉 暦曆
楽樂 楼樓 様樣 欧歐 歩步 歴歷 毎每 気氣 渋澁 済濟 渓溪 湾灣 満滿 灯燈 点點 為爲 熙煕熈 独獨
猪豬 献獻 瓶甁 画畫 畳疊 発發 研硏 磯礒 稲稻 穣穰 竈竃 粋粹 糸絲 経經 継繼 総總 縄繩 縁緣 聡聰
聴聽 荊荆 薬藥 虎乕 虫蟲 衛衞 裏裡 証證 賛贊 村邨 醸釀 釈釋 隣鄰 顔顏 騨驒 土圡𡈽 鶴靏靍靎 鋭銳
教敎 税稅 説說 脱脫 閲閱 戻戾 抜拔 塁壘 焔焰 蝋蠟 掴摑 砺礪 蛎蠣 祷禱 涜瀆 繋繫 躯軀 嘘噓 箪簞
填塡 剥剝 叱𠮟 頚頸 釜釡 兎兔 亘亙 翠翆 瑠璢 歳歲 舎舍 間閒 昇曻 桂𣏓 蕊蘂蕋 藁稾 讃讚 鹸鹼
"""
GROUPS = tuple(_GROUPS.split())

PLAIN_SHAPE = {ord(shape): group[0] for group in GROUPS for shape in group[1:] if shape != group[0]}
"""Translation table for `str.translate`: every shape to the one that stands for its group.
"""
