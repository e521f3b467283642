"""The phrases of practice.py: grammar with slots, written for it. How to read them stands there.

Kept dense: a list is a list, and one phrase a line would be two thousand lines."""

SLOT = {
    "zh": {
        "d": "充电宝 耳机 电水壶 台灯 小风扇 键盘 手环 吹风机 电饭煲 音箱 鼠标 加湿器 插线板 打印机 扫地机 平板 门铃",
        "y": "草莓 牛奶 饼干 坚果 车厘子 月饼 酸奶 牛排 鸡爪 芒果 面包 核桃 虾仁 火腿 榴莲 大米",
        "c": "外套 牛仔裤 运动鞋 毛衣 连衣裙 拖鞋 T恤 羽绒服 袜子 睡衣 帽子 衬衫 雨靴",
        "k": "面霜 洗发水 口红 面膜 防晒霜 精华 洗面奶 粉底液 牙膏 护手霜 沐浴露",
        "t": "上周 前天 昨天 月初 双十一 六一八 周末 国庆前 年底 今早",
        "w": "三天 一周 半个月 两个礼拜 十来天 一个月 二十天 四五天 整整九天",
        "n": "两 三 四 五 六 八 十",
        "who": "客服 卖家 店家 商家 老板 店主 售后",
        "col": "黑色 白色 粉色 藏青 米色 灰色 绿色",
        "kid": "宝宝 孩子 我闺女 老人 孕妇 我妈 小孙子",
        "i": "真的 实在 确实 居然 竟然 简直",
    },
    "en": {
        "g": "charger|kettle|headset|lamp|blender|keyboard|toaster|drill|speaker|watch|router|vacuum|fan"
             "|power bank|heater|printer|doorbell|mouse|tablet|scooter",
        "f": "yogurt|granola|jerky|cheese|coffee|salmon|strawberries|bread|dog food|protein bars|tea"
             "|almonds|pasta sauce|chicken",
        "c": "jacket|jeans|boots|sweater|dress|sandals|hoodie|raincoat|gloves|leggings|sneakers",
        "k": "cream|shampoo|serum|mascara|sunscreen|lotion|perfume|foundation|deodorant|face mask",
        "t": "on Monday|last week|in May|for Christmas|two weeks ago|at the weekend|yesterday"
             "|on Black Friday|the other day|this morning",
        "w": "three weeks|ten days|a month|nine days|six weeks|a fortnight|eight days|two months",
        "n": "two|three|four|five|six|seven|nine",
        "who": "the seller|the shop|customer service|support|the store|the vendor|their team",
        "col": "black|navy|pink|beige|grey|green|white",
        "kid": "my toddler|my baby|my daughter|my elderly mother|my pregnant wife|my grandson|my son",
        "i": "really|honestly|frankly|sadly|seriously",
    },
}
for _slots in SLOT.values():
    for _key, _words in _slots.items():
        _slots[_key] = _words.split("|" if "|" in _words else " ")
SLOT["zh"]["x"] = sum((SLOT["zh"][k] for k in "dyck"), [])
SLOT["en"]["x"] = sum((SLOT["en"][k] for k in "gfck"), [])
SLOT["zh"]["o"], SLOT["en"]["o"] = SLOT["zh"]["x"], ["a " + w for w in SLOT["en"]["g"]]

# Denials and their twins: nouns (there is X), adjectives (is X), verbs (it X). The verbs of English
# are base:past:participle. Only the negation differs between the two.
DENY_ZH = {
    "late": ("延误 耽搁 拖延 超时", "慢 晚 拖拉", "迟到 拖延 误点 晚点", "快递 物流 发货 送货 配送"),
    "damaged": ("破损 磕碰 划痕 裂口 凹陷 压痕 漏液", "破", "碎 压扁 漏 磕坏 摔坏 洒出来 变形 挤烂", "{x} 盒子里的{x} 到手的{x} 收到的{d}"),
    "missing": ("少件 遗漏 缺斤少两 漏发", "缺", "少发 漏发 丢件 少配件 弄丢", "{x} 东西 包裹 赠品 配件"),
    "wrong_item": ("错发 发错 拿错", "", "发错 送错 装错 拿错 搞混", "颜色 尺码 {x} 型号 订单"),
    "spoiled": ("霉斑 坏果 变质 异物 虫子 烂的", "烂 馊", "过期 发霉 变质 长毛 长虫 馊 烂", "{y} 打开的{y} 这批{y}"),
    "defect": ("质量问题 毛病 瑕疵 线头 故障 裂缝 断线", "劣质 粗糙 次", "坏 掉色 开胶 断 死机 卡住 起球 脱线 散架 掉漆", "{d} {c} 这个{d} 这款{d} 做工"),
    "performance": ("噪音 杂音 延迟 卡顿", "吵 卡 慢 费电 硬 闷 难用 油腻 重 烫", "卡顿 掉线 发热 断连 反应迟钝", "{d} 这{d} 这台{d} 新{d}"),
    "taste_smell": ("异味 怪味 腥味 臭味 刺鼻的味道 塑料味 苦味", "臭 难吃 腥 苦 呛 刺鼻", "串味", "{y} {k} 这{y} {c} 打开后"),
    "fit": ("偏小 偏大 偏差", "小 大 紧 短 肥 窄 挤脚 勒", "买小 买大 卡住", "{c} 这{c} 尺码 鞋码 腰围 {d}壳"),
    "mismatch": ("色差 货不对板 夸大 出入", "夸张", "缩水 夸大 减配 骗人", "{c} 实物 颜色 描述 {x}"),
    "counterfeit": ("假货 仿冒 山寨的感觉", "假 山寨", "掺假 造假 作假", "{k} {x} 这{k} 牌子"),
    "packaging": ("破洞 拆封痕迹 脏污", "简陋 寒酸 难看 敷衍", "拆封 漏封 破", "包装 外盒 纸箱 礼盒"),
    "price": ("隐形收费 额外运费 涨价 溢价", "贵 坑 离谱", "涨价 多收钱 加价", "价格 这价 运费 {x}"),
    "service": ("推诿 敷衍 不耐烦 态度问题", "凶 冷淡 敷衍 傲慢", "推脱 骂人 踢皮球 顶嘴 不理人", "{who} 快递员 安装师傅 {who}态度"),
    "refund": ("刁难 拒绝退款 扯皮 拖着不退", "麻烦 费劲 磨叽", "刁难 拖延 卡着不退 扯皮", "退货 退款 换货 售后流程 保修"),
    "safety": ("过敏 红疹 漏电 冒烟 火花 刺痛 毛刺 副作用", "辣眼 扎手 烫手", "过敏 烂脸 漏电 冒烟 起疹子 拉肚子 烫伤 割手 鼓包", "{x} 用了{d} 涂完{k} 吃完{y}"),
    "fraud": ("套路 刷单 骗局 诱导好评", "", "骗钱 泄露电话 刷单 骚扰 乱扣费", "{who} 这家店 平台"),
}
DENY_EN = {
    "late": ("delay|waiting around|hold-up", "late|slow|delayed|overdue", "drag:dragged:dragged|arrive late:arrived late:arrived late|get stuck in transit:got stuck in transit:got stuck in transit", "the parcel|delivery|shipping|my order"),
    "damaged": ("scratch|dent|crack|crushed corner|leakage|broken glass", "damaged|dented|crushed|scratched|cracked|smashed|bent", "leak:leaked:leaked|arrive broken:arrived broken:arrived broken|get crushed:got crushed:got crushed|spill:spilled:spilled", "the {x}|my {g}|the bottle|the screen|the box with the {x}"),
    "missing": ("missing part|missing screw|short count", "missing|incomplete|short of parts|lost", "go missing:went missing:gone missing|get lost:got lost:got lost", "the {x}|the manual|the parcel|a piece of the set"),
    "wrong_item": ("mix-up|wrong colour in the bag|wrong size", "the wrong colour|the wrong size|the wrong model|somebody else's order", "get mixed up:got mixed up:got mixed up", "the {c}|my order|the {g}|what they sent"),
    "spoiled": ("mould|rotten one|bug|stale piece|expired jar", "mouldy|stale|expired|rotten|rancid|off", "go off:went off:gone off|rot:rotted:rotted|grow mould:grew mould:grown mould", "the {f}|this {f}|the whole batch"),
    "defect": ("defect|glitch|loose thread|fault|quality problem", "defective|faulty|shoddy|flimsy|dead", "break:broke:broken|die:died:died|crash:crashed:crashed|fall apart:fell apart:fallen apart|crack:cracked:cracked|quit on me:quit on me:quit on me|fade:faded:faded", "the {g}|this {g}|the {c}|the zipper|the battery"),
    "performance": ("lag|noise|hiss|stutter", "noisy|slow|laggy|weak|uncomfortable|boring|clumsy|greasy", "lag:lagged:lagged|overheat:overheated:overheated|drop the signal:dropped the signal:dropped the signal|clog:clogged:clogged", "the {g}|this {g}|the app|the motor|the {k}"),
    "taste_smell": ("smell|bad aftertaste|chemical odour|stink|bitterness", "bitter|smelly|sour|bland|disgusting|soggy", "stink:stank:stunk|taste of plastic:tasted of plastic:tasted of plastic|smell:smelled:smelled", "the {f}|the {k}|this {f}|the {c}"),
    "fit": ("pinching|tight spot", "too small|too tight|too big|too short|undersized|too loose", "pinch my toes:pinched my toes:pinched my toes|run small:ran small:run small", "the {c}|this pair of {c}|the case|the strap"),
    "mismatch": ("difference from the photos|exaggeration in the ad", "misleading|unlike the photo|second-hand looking", "differ from the picture:differed from the picture:differed from the picture", "the {x}|the colour|the listing"),
    "counterfeit": ("sign of a fake|doubt about it being genuine", "fake|a knock-off|counterfeit|a copy|a replica", "turn out fake:turned out fake:turned out fake", "the {k}|this {g}|the {c}|the brand label"),
    "packaging": ("torn seal|flimsy wrapping|broken seal", "badly packed|unsealed|carelessly wrapped", "come unwrapped:came unwrapped:come unwrapped", "the {x}|the box|the {k}"),
    "price": ("hidden fee|surcharge|extra charge", "overpriced|expensive|a rip-off|too dear", "cost too much:cost too much:cost too much", "the {x}|shipping|this {g}"),
    "service": ("rudeness|attitude|excuse", "rude|unhelpful|dismissive|impatient|arrogant", "ignore me:ignored me:ignored me|hang up on me:hung up on me:hung up on me|lie to me:lied to me:lied to me", "{who}|the courier|the installer|the agent"),
    "refund": ("fuss about the refund|trouble with the return|quarrel over the warranty", "", "wait long for the refund:waited long for the refund:waited long for the refund|have to fight over the return:had to fight over the return:had to fight over the return|pay for the warranty repair:paid for the warranty repair:paid for the warranty repair", "my wife|my husband|my colleague"),
    "safety": ("rash|burn|irritation|electric shock|smoke|allergic reaction", "dangerous|toxic|a fire hazard|a choking hazard", "burn me:burned me:burned me|give me a rash:gave me a rash:given me a rash|make me sick:made me sick:made me sick|spark:sparked:sparked|shock me:shocked me:shocked me", "the {k}|the {g}|this {f}|the plug"),
    "fraud": ("scam|trick|bribe for stars", "a scam|a con|dishonest", "scam me:scammed me:scammed me|overcharge my card:overcharged my card:overcharged my card|sell my data:sold my data:sold my data", "this shop|the seller|the site"),
}
NO_ZH = "没有{X} 没{X} 并没有{X} 完全没有{X} 一点{X}都没有 无{X} 未见{X} 没发现{X} 没有任何{X} 从来没有{X} 丝毫没有{X}".split()
HAS_ZH = "有{X} 居然有{X} 确实有{X} 有明显的{X} 偏偏有{X} 总是有{X} 真的有{X} 又有{X}".split()
NOT_ZH = "不{X} 并不{X} 一点也不{X} 完全不{X} 一点都不{X} 不算{X} 也不{X} 丝毫不{X} 根本不{X} 没那么{X} 没有很{X}".split()
IS_ZH = "很{X} 太{X}了 有点{X} {X}得要命 非常{X} 真的{X} {X}死了 挺{X}的 实在{X} 也太{X}了".split()
DIDNT_ZH = "没{X} 没有{X} 从没{X}过 并没有{X} 未{X} 完全没{X} 一次也没{X} 到现在都没{X} 一直没{X} 不曾{X}".split()
DID_ZH = "{X}了 居然{X}了 又{X}了 已经{X}了 还是{X}了 真的{X}了 直接{X}了".split()
NO_EN = "no {X}|without any {X}|not a trace of {X}|zero {X}|not one {X}|never any {X}|not a single {X}".split("|")
HAS_EN = "{X}|obvious {X}|again a {X}|there is a {X}|{X} from day one|a nasty {X}|a {X}, imagine that".split("|")
NOT_EN = "was not {X}|wasn't {X}|isn't {X} at all|is not even slightly {X}|was never {X}|is in no way {X}|wasnt {X}|is not {X}".split("|")
IS_EN = "was {X}|is {X}|was {X}, I am afraid|is so obviously {X}|turned out {X}|is {X} again|was plainly {X}|is just {X}".split("|")
DIDNT_EN = "didn't {b}|did not {b}|never {a}|hasn't {p}|has never {p}|has not {p} once|didnt {b} at all|never once {a}".split("|")
DID_EN = "{a}|{a} straight away|has already {p}|{a} within a week|{a} twice|simply {a}|{a}, would you believe it".split("|")

PRAISE = {"zh": """
颜色好看，很百搭 | 手感细腻，做工扎实 | 物流飞快，隔天就收到 | {who}特别热情，回复及时 | 用了{w}，依旧跟新的一样
口感清甜，全家抢着吃 | 尺寸刚刚好，穿着舒服 | 包得严严实实，里三层外三层 | 性价比高，这钱花得值 | 送给爸妈，他们喜欢得不行
音质通透，低音够沉 | {x}比想象中还好 | 第{n}次回购了 | {t}下的单，第二天一早就到 | 皮肤摸着滑滑的，挺保湿
安装简单，五分钟搞定 | 正品，扫码验过了 | 分量足，新鲜 | 洗了好几回也没变样 | 朋友看了也想要链接
续航给力，充一回顶好久 | 味道清淡好闻 | 赠品也很用心 | 跟图片上一模一样 | 小区快递员很客气，送到门口 | {x}不错，满意
面料软软的，透气 | 这个价位很难得 | 静音做得好，夜里开着照样睡 | {x}很棒，推荐 | 老店了，信得过 | 五星好评没毛病
""", "en": """
the colour is lovely | shipping was quick as lightning | {who} answered within minutes | the {x} does exactly its job
sturdy and well made | tastes fresh and rich | the fit could not be nicer | it was wrapped with great care | worth every cent
my parents adore it | crisp sound | in service daily, {t} it moved in | battery goes on for days | ordering my second {x} already
soft fabric, neat seams | set-up took me five minutes | genuine, the code checked out | looks just like in the picture
the scent is gentle | good portion, good price | lovely little {x} | pure joy to handle | the courier was friendly and on time
the {x} is superb | pleased I picked it | very quiet even at night | nice gift card inside | better than I hoped
after {w} it still looks new | everyone at home is pleased | five stars from me | solid as a rock | light and handy
"""}
OPEN = {"zh": [""] * 14 + ["说一下，", "{t}买的，", "第一次来这家，", "收到有{w}了，", "怎么说呢，", "追评：", "给家里买的，", "亲们，", "帮同事下单的，", "客观讲，"],
        "en": [""] * 14 + ["Update: ", "Ordered {t}. ", "First time here. ", "Well, ", "To be fair, ", "Bought this for work. ", "So, ", "Short version: ", "Owned it {w}. ", "Hi, "]}

# What stands for a cause, Chinese. Rare causes first.
ZH = {"wrong_item": """
下单的是{col}，寄来却成了{col}的别款 | 我要的{x}，你们给我寄了个{o} | 尺码填的M，收到一件XXL | 型号完全搭不上，这根本是另一款 | 买左手的发了右手的
订的是两人份，送来的是别人家的单 | 把邻居的包裹错发给我了 | 拍的礼盒装，来的是散装款 | 明明选了加大号，到手是迷你号 | 口味发错，要原味给了麻辣
给我发的是隔壁链接的货 | 订单上写着{d}，盒子里躺着{o} | 发货的人是不是不看备注，颜色全弄混 | 换货寄回来的还是错的型号 #repeat | 三件里有一件根本不是我点的
要女款来了男款 | 买的插头是国标，寄来英标 | 张冠李戴，收到了别人的{c} | 我点的牛肉面，送到的是酸辣粉 | 版本搞错了，我要的是蓝牙版
拍了{n}号色，拆开是另一个色号 | {who}发混了，{x}不是我选的那款 | 货号跟订单对不上，配错货了 | 书名一样，可寄来的是下册我要上册 | 说好发新款，结果塞了个老款给我
""", "fraud": """
好评返五元，不给好评就天天打电话 | 诱导我晒图返现，晒完就拉黑 | 没经同意就自动续费扣了我钱 | 加微信返红包，纯属骗局 | 店家用我手机号注册别的账号
收了钱就关店，骗子 | 空包裹刷单，我压根没下过单 | 差评发出去，店主半夜发短信威胁我改掉 #anger | 发来一张卡片让人写满分换礼金 | 把我的地址电话泄露给推销的了
虚假发货，单号是别人的，就为了骗确认收货 | 先付定金再让补差价，钓鱼套路 | 冒充平台{who}要我验证码 | 中奖短信是假的，点进去就扣款 | 评论区全是刷出来的，水军
不改评价就骚扰我家里人 | 预存的会员费一夜之间不认账了 | 买一送一是幌子，付完款说活动没了，骗钱 | 私自给我开通了包月 | 说免费领，实际绑卡扣了九十九
让我转账到私人账户，结果人没了 | 莫名其妙收到没买过的{x}，被人拿去刷单 | 这店就是诈骗团伙 #anger | 逼我删差评，不删就曝光我地址 | 拿好评卡贿赂买家，真恶心
""", "refund": """
退款申请拖了{w}还没到账 | 七天无理由，他们偏说拆过不给退 | 退回去签收好久，钱一分没见 | 保修卡成了废纸，修一次要收八十 | 换个货来回扯皮{w}
运费险不认，退货的邮费要我自己掏 | {who}驳回我的退货，理由编得离谱 | 开发票催了{n}遍都不给开 #repeat | 说好的只退不换，最后只肯退一半 | 售后点推厂家，厂家推店铺，没人管修
申请换新被拒，让我找物流 | 仅退款三个字，他们审核了半个月 | 寄修的{d}一去不返 | 退个{x}比登天还难 | 订单取消了，钱却卡着不还
质保期内也不给保，说人为 | 退货地址写错，害我寄丢还不认 | 要先删评论才给退 | 退款金额被扣了手续费 | 延保买了等于没买，报修无人受理
平台判了退款，商家就是不点确认 | 换来的还是坏的，再想退已经过期了 @refund,defect | 上门取件约了{n}回没人来，退不掉 | 发票抬头开错了死活不重开 | 押金到现在没退给我
""", "safety": """
{d}充着电突然冒烟，吓得我拔插头 | 涂了{k}一晚上脸肿成包子 | {kid}吃完上吐下泻 #vulnerable !3 | 边角锋利，把手割出血了 | 漏电，碰一下麻到胳膊
{kid}戴了一下午，脖子起了一片红疹 #vulnerable !3 | 插座打火花，差点烧起来 !3 | 水壶把手脱落，热水烫伤了脚 !3 | 用完眼睛刺痛流泪，去了医院 !3 | 小零件一抠就掉，{kid}差点吞下去 #vulnerable !3
吃了这{y}食物中毒，挂了两天水 !3 | 电池鼓得像馒头，随时要炸 !3 | 梯子站上去就折，摔得腰疼 | 头皮又痒又痛，起水泡 | 玻璃内胆自己炸开，碎渣崩一地 !3
{d}烧得烫手，桌面都糊了 | 喷完嗓子发紧喘不上气 !3 | 里面夹着一根针，扎了手 !3 | {kid}皮肤过敏，脱皮了 #vulnerable !3 | 刹车失灵，人差点飞出去 !3
涂后灼烧感强烈，烂脸 | 喝了拉肚子，一整夜没睡 | 甲醛熏得头晕恶心 | 鱼刺没剔干净卡了喉咙 | 绳扣突然崩开打到眼睛 !3 | 穿了一天脚踝磨破发炎
""", "fit": """
{c}买大一码还是勒 | 袖子短一截，像借来的 | 鞋头太窄，小脚趾挤得慌 | 跟我的手机型号对不上，卡不进去 | 标的是一米八，量了才一米六五
腰围差了两寸，扣不上 | 裤腿长得能扫地 | 容量缩水，说一升装不满八百 | 螺丝孔位不对，装不上我家门 | 内存条插上主板不认，不兼容
按尺码表选的，结果肥得像麻袋 | 帽子小得卡在头顶 | 床笠盖不住我的床垫 | 接口是老式的，插不进新机 | 表带短，扣到最后一格都紧
胸围合适，肩膀却绷着 | 滤芯粗了一圈，塞不进去 | 码数偏得离谱，四十码像三十八 | 被套比被芯小一圈 | 杯盖拧不上，口径差一点
{c}偏小，{kid}穿不下 | 脚背高的根本套不进 | 大得能塞下两个我 | 充电头功率跟本子不匹配 | 桌布短，遮不住桌角
""", "mismatch": """
图上是磨砂，实物亮得反光 | 色差大到像两件东西 | 说是纯棉，标签写着涤纶 | 宣传防水，淋点雨就进水 | 页面写送{n}件套，描述全是吹的
号称新机，开机里头有别人的照片 | 直播间讲得天花乱坠，到手差远了 | 厚度跟介绍里差一半 | 写着实木，其实是贴皮 | 标注产地云南，袋子上印着别处
{c}有穿过的痕迹，领口还有粉底 | 主图蕾丝边，实物根本没有 | 承诺十小时续航，描述不实 | 像退货翻新的，螺丝都花了 | 描述的五百克，一称四百二
颜色照片上是{col}，到手偏{col} | 说好有夹层，货不对板 | 模特图骗人，穿上两回事 | 详情页写快充，实际是普通的 | 商家宣称无糖，配料第二位就是白砂糖
卖家秀和买家秀隔着银河 | 全新？外壳有手印还有使用记录 | 图案印得跟展示的不一样 | 所谓进口牛皮，一闻就是PU，跟介绍不符 | 参数虚标，流明少一半
""", "missing": """
盒里少了充电线 | 买{n}袋只来了一袋 | 说明书和螺丝都没给 | 包裹显示签收，我连影子都没见着 | 赠品答应得好好的，拆开没有
外卖少了一份米饭 | 套装缺盖子 | 发票没放，联系要补 | 十二支数来数去只有十一支 | 物流弄丢了，至今没下落
备用滤芯漏装 | {who}漏发一件{c} | 少了筷子和酱料包 | 内胆没在箱子里 | 到底寄了没有，{w}了货还没到我手上，查说丢件
鞋子只来了一只 | 礼袋没有，怎么送人 | 缺一颗纽扣也没给备用的 | 订了{n}本书少一本 | 遥控器没装进来
快递柜里是空的，东西没了 | 配件包整个缺失 | 斤两不足，少给了小半斤 | 贺卡写好备注了却没附上 | 电池仓盖子缺了
""",
"late": "等了{w}才到，黄花菜都凉了 | 物流停在中转站{w}不动 | 说好次日达，第{n}天才见 | 催了{n}遍才肯发货 #repeat | 节日过完礼物才送来 | 外卖超时一个多钟头 | 下单{w}还没出库 | 预售拖完又拖 | 送货约好上午，天黑才来 | 蜗牛一样的配送",
"damaged": "瓶口裂开，流得满箱都是 | {d}屏幕碎成蜘蛛网 | 到手外壳凹下去一块 | 箱子压扁，里面{y}全烂成泥 | 镜面上好几道刮痕 | 摔得杯耳都掉了 | {k}漏了半瓶 | 快递拆开就见玻璃碴 | 桌腿运输中撞断 | 粉饼碎得没法用",
"spoiled": "{y}长毛了 | 袋里爬出小虫 | 日期离过期剩{n}天 | {y}一股馊味，坏的 | 里头有根头发 | {y}烂了一大半 | 罐头胀盖变质 | {k}过期半年还在卖 | 夹着一块塑料片 | 发黏拉丝，早不新鲜了",
"defect": "用了{w}就罢工 | {d}开不了机 | 线头乱飞，针脚歪斜 | 洗一回就掉色 | 鞋底开胶 | 按键失灵 | 拉链头一扯就断 | 自动关机，反复死机 | 缝线脱开一个大洞 | {d}质量太差",
"performance": "{d}吵得像拖拉机 | 抹了{w}毫无变化 | 电量撑不到中午 | 吸力弱得捡不起米粒 | 坐久了腰酸，垫子硬 | 剧情拖沓看睡着了 | 反应慢半拍 | 信号隔堵墙就没了 | {k}油腻搓不开 | 操作绕来绕去看不懂",
"taste_smell": "一股机油味 | {y}齁甜发苦 | 嚼着像橡皮 | 拆开刺鼻，晾了{w}还在 | {y}腥得咽不下 | {k}香精味冲头 | 淡得像白水 | 凉皮又坨又酸 | 塑料臭味熏人 | {y}干柴塞牙",
"counterfeit": "防伪码查不到，是假的 | 字体印得歪，仿的吧 | 跟专柜那瓶质地完全两样，假货 | 正版？盗版书无疑 | 序列号官网不认 | 怀疑是灌装的{k} | 山寨{d}，商标少个字母 | 水货，没有国行标 | 验货说是高仿 | 扫码显示被查过上百次，不是正品",
"packaging": "就套个塑料袋，连盒子都没有 | 封口胶开着 | 礼盒皱巴巴送不出手 | 没有密封膜 | 包装换得丑极了 | 一层薄纸就寄来 | 箱子拿旧货箱糊弄 | 瓶口没封铝膜 | 连个泡沫垫都舍不得 | 外袋脏兮兮的",
"price": "刚买完就降了{n}十 | 运费比货还贵 | 隔壁店便宜一半 | 不值这么多钱 | 安装又要加收一百 | 太贵，肉疼 | 先涨后降，券等于没有 | 上门费提前没讲 | 超市才卖十块 | 价格虚高",
"service": "{who}爱答不理 | 快递员扔下就跑还骂人 | {who}只会发表情 | 打{n}回电话没人接 #repeat | 师傅装一半走了，脸色难看 | {who}说话阴阳怪气 | 问三句回一句，不耐烦 | 服务员翻白眼 | {who}睁眼说瞎话 | 承诺给处理，转头已读不回",
"other": "垃圾 | 差评 | 很失望 | 后悔买了 | 一星都嫌多 | 太让人无语 | 糟糕透顶 | 不好 | 气人 | 踩雷了 | 唉，一言难尽 | 心情全毁 | 不推荐 | 白高兴一场 | 呵呵，不想评价 | 太差劲 | 烂 | 真不行 | 很不满意 | 坑爹 | 失望透了，没啥好说 | 给负分 | 什么玩意 | 冲动消费的教训 | 让人火大 | 不喜欢 | 不咋地 | 没法满意 | 差 | 整个一大写的失败"}

EN = {"late": """
the parcel came {w} late | tracking has been frozen for {w} | promised next day, showed up after {w} | still waiting, ordered it {w} ago | the gift turned up after the birthday
it sat in a depot for {w} | took ages and ages to come | dispatch alone needed {w} | two-day shipping my foot, it took {w} | delivery date moved {n} times #repeat
lunch arrived ninety minutes late | no sign of the {x} yet and the promised day is gone | slowest post I have seen | it crawled through customs for {w} | they shipped it only when I chased them
the {c} came when the wedding was over | held up {w} without a word | expected Friday, got it the Friday after next | overdue by {w} | snail mail beats this courier
estimated {n} days, reality {w} | my order keeps saying label created | delivery window missed again #repeat | an awful wait for a simple {x} | the {x} reached me in winter, I ordered in autumn
""", "missing": """
the cable was not in the box | only {n} of the ten pieces came | parcel marked delivered, nothing at my door | no screws, no manual, nothing to mount it with | paid for a set and got half
the lid is missing | my package vanished somewhere in transit | the free gift they advertised wasn't included | one boot in the box, just one | short by {n} capsules
never received my {x} | they forgot the fries and the drink | an empty envelope, that's what I got | remote not included although listed | the invoice was left out
courier says handed over, I never saw it | the bag held {n} fewer than printed | where is the power adapter, it is not here | box arrived resealed with the {g} gone | the spare filter they list is absent
half of my order never showed up | the second bottle wasn't there | lost in the mail, no trace | stand missing, so the {g} cannot stand | counted twice, {n} bolts short
""", "wrong_item": """
ordered {col}, got {col} | they sent a {g} instead of {o} | size eight on the order, size eleven in the bag | that's somebody else's parcel | not the model I picked
asked for decaf, received regular | I bought the {x}, {o} turned up | wrong flavour in every pouch | left-handed version sent to a right-hander | it is the older generation, my money went on the current one
the label says mine, the contents are another customer's | women's cut came, I chose men's | EU plug delivered, US plug ordered | mixed up my order with a stranger's | a phone case for a different phone
got volume two, wanted volume one | they swapped my {c} for a cheaper style | incorrect item, plain and simple | queen sheets shipped for a king bed order | two of the three are not what I selected
vegetarian meal ordered, beef delivered | what I unpacked was {o}, I had ordered a {f} sampler | the replacement is the wrong one too #repeat | barcode and order number don't match, wrong goods | picker grabbed the neighbour's shelf: {col} not {col}
""", "spoiled": """
the {f} was green with mould | best before date passed {w} ago | bugs crawling in the {f} | it came rotten | the {f} smelled sour and had gone off
there was a hair baked into it | expired stock, shame | curdled before I opened it | half the {f} went into the bin, mushy and rotten | stale as cardboard
plastic shard inside | the can was bloated | slimy {f}, clearly old | worms, actual worms, in the {f} | date scratched off and the {f} gone rancid
use-by is tomorrow, I bought a month's supply | fuzzy white stuff growing on top | warm on arrival and spoiled | dirt and grit in the jar | the {k} had separated and was two years past its date
frozen goods came thawed and ruined | grey meat with a funny sheen, not fresh | a dead fly under the lid | brown wilted leaves, nothing fresh about it | crystals and mould round the cap
""", "counterfeit": """
this is a fake | the hologram does not scan | logo spelled with one letter off | serial number unknown to the maker | the real one from the store is nothing like this knock-off
pirated copy, pages photographed | obviously a replica {g} | refilled bottle sold as genuine | not authentic, a jeweller told me #evidence | bootleg disc with a printed cover
grey import without any warranty seal | the {k} is an imitation, the texture gives it away | fake leather tag, fake brand, fake everything | the code says already checked {n} hundred times | I doubt it is original
the manufacturer confirmed it is counterfeit #evidence | cheap clone passed off as the brand | stitching of the emblem wrong, so not the real thing | no security sticker where there should be one | dupes sold at full price as originals
compared with my genuine {k}, this one is phony #evidence | forged certificate came with it | a copycat {c} | they sell imitations as branded goods | the chip in it isn't theirs, a sham {g}
""", "damaged": """
arrived in pieces | the screen had a crack when unpacked | box crushed and the {g} dented | bottle leaked all over the other stuff | front scratched before first use
one leg snapped in transit | glass shards in the parcel | the lid was smashed | corner bent, paint chipped, on arrival | {k} had burst in the mailer
a dent the size of my fist | somebody had opened it and broken the catch | soaked cardboard and a ruined {x} | the mug came without its handle, cracked off | the courier must have thrown it, casing split
powder shattered to dust | spine of the book torn by the post | half the {f} spilled in the carton | hole poked right through the {c} | the mirror was broken when I got it
squashed flat | arrived broken, again #repeat | {n} of the jars had cracked | frame warped from rough handling | deep gouge in the wood on delivery
""", "packaging": """
just tossed in a thin bag, no box | the seal was missing | gift box looked shabby and creased | no bubble wrap whatsoever | tape peeling, lid open, lucky nothing fell out
they changed the pretty tin for an ugly pouch | sent in its retail carton with the label slapped on, so much for the surprise | safety seal not there | wrapped in an old newspaper | packing was a joke
loose in a huge carton with no filler | no inner lining, poor packing | the sleeve is flimsy and unsightly | shrink wrap had been opened | a used diaper box as packaging, really
came in a plain grocery bag | cap without foil under it | packaging far too thin for a {g} | wasteful packing, three boxes for one {k} | cheap wrapping for such a present
the tub was not sealed | no ribbon, no box, a bare item | the bag had no zip and no seal | sticky dusty outer box | could have packed it better, one sheet of paper
""", "refund": """
refund still pending after {w} | they refuse to accept it back | return denied for no reason I can see | warranty claim rejected | I sent it back {w} ago and have not seen my money
restocking fee of a third, shameful | exchange dragged on for {w} | postage of the return is on me, they say | got only half of my money back | repair centre keeps the {g} and says nothing
my cancellation was ignored and the money kept | no invoice in spite of {n} requests #repeat | store credit instead of the cash they owe me | return label never came | the guarantee is worthless, they won't honour it
the claim form goes round in circles | they say outside the window, it was day {n} | deposit not paid back | exchange promised, then refused | waiting on a refund that never comes
money back guarantee, my eye | they closed my return case | told to ship it to another continent for the repair | {who} won't refund a cent | the partial refund offer was an insult
""", "safety": """
my skin broke out in a rash | it shocked me when I touched the plug | smoke poured out of the {g} !3 | {kid} choked on a loose part #vulnerable !3 | the casing burned my palm
we were all sick after eating the {f} !3 | the battery swelled and hissed !3 | caught fire while charging !3 | sharp edge sliced my finger | hives on my neck an hour after the {k}
the {g} exploded on the counter !3 | ended up in the emergency room !3 | my eyes burned and swelled shut !3 | food poisoning, two nights of it !3 | sparks flew from the socket !3
{kid} got blisters from it #vulnerable !3 | the ladder gave way and I hurt my back !3 | fumes gave me a headache and made me dizzy | allergic reaction, lips like balloons !3 | a needle was left in the {c} !3
the strap snapped and hit {kid} in the face #vulnerable !3 | chemical burn on my scalp !3 | a chunk of glass in the {f}, cut my tongue !3 | melted plastic and a scorched wall !3 | throwing up all night because of the {f} | brakes failed going downhill !3
""", "fraud": """
they offered me a voucher for five stars | it is a scam | charged my card twice and for things I never ordered | threatened me until I changed my review !3 | a card inside bribes you for praise
the seller took the money and disappeared | signed me up for a subscription without asking | fake tracking number to close the order | brushing parcel, I never bought this | my phone number was sold, spam calls ever since
crooks | asked me to pay outside the site, then silence | they keep mailing me to delete my review | bait and switch, plain fraud | free trial that billed me ninety dollars
con artists run this shop | somebody there used my address for sham orders | they refund you only if you post praise | phishing mail came from their store account | the reviews are bought, mine was solicited with cash
unauthorised withdrawal after buying the {x} | swindled out of forty pounds | thieves, they emptied my gift card | pressured into a good rating by the delivery man | they published my name and street because I rated them low !3
""", "service": """
{who} never replied | support hung up on me | the courier swore at me | rude on the phone | the technician left halfway through the job and grinned
copy-paste answers only | nobody picks up the hotline | they blame me for it | chat agent told me to stop bothering them | {who} lied about the stock
{n} mails, no answer #repeat | the waiter rolled his eyes | the driver tossed my {x} over the fence | passed from desk to desk | the clerk could not care less
dismissive and smug staff | they promised a call back, nobody called | {who} gave me the silent treatment | useless help line | the fitter shouted at my wife
the manager laughed at my question | an hour on hold | condescending replies from {who} | poor communication, not one mail | they ghosted me once they had the money
""",
"defect": "gave up the ghost within {w} | the {g} will not switch on | zip came off the first day | dead pixels everywhere | seams unravelled in one wash | the handle snapped off in normal use | firmware freezes hourly | hinge gave up after {w} | buttons stick | sole peeled off within {w}",
"performance": "loud as a tractor | it hardly sucks up anything | battery gone by noon | dull plot, I dozed off | pairing it is a nightmare | does nothing for my skin | chair gets painful after an hour | picture is grainy | slow as treacle | the menu makes no sense",
"taste_smell": "reeks of petrol | the {f} has a soapy taste | gritty in the mouth | smells like a wet dog | cloying and artificial | the {f} is tasteless mush | the {k} stinks of alcohol | rubbery texture | burnt flavour | the fumes of glue won't air out",
"fit": "{c} cut far too narrow | sleeves end at my elbow | won't go on my phone | runs two sizes small | thread does not match the tap | waist wide enough for two | my laptop will not take it | the cover is short by an inch | toe box is cramped | filter won't go into my machine",
"mismatch": "looks nothing like the photo | said cotton, it is polyester | advertised waterproof, it drowned in drizzle | the colour is off by miles from the listing | sold as new but clearly used | described as solid oak, it's veneer | listing says ten hours, no way | fingerprints and old files on a 'new' {g} | the pattern is not the one pictured | half the features they list do not exist",
"price": "way overpriced | the price fell the day after I paid | shipping costs more than the {x} | half the price round the corner | not worth the money | surprise fee at the door | they charge extra for setting it up | too dear for what it is | a lot of cash for so little | coupon did not apply, paid full",
"other": "terrible | rubbish | a sore disappointment | I regret this buy | zero stars, were it possible | awful, just awful | worst purchase of the year | bad | not happy | meh, a letdown | hate it | not impressed in the least | never been so let down | junk | do not like it | a flop | thumbs down | one star from me | what a mistake | poor, very poor | a disaster from start to finish | nope | unhappy with the {x} | horrible experience | so bad I laughed | I expected more | a dud of a day | ugh | not satisfied | disgraceful"}

# No complaint, though its words sound like one.
NEAR = {"zh": """
买之前怕是假货，结果验了是真的 | 原先担心尺码小，上身正好 | 本以为会有味道，打开什么味都没有 | 之前那个牌子老漏水，换了这款好了 | 上一家买的{d}三天就坏，这家的用了一年
看差评还犹豫，到手发现多虑了 | 请问会不会掉色？ | 有人过敏吗？我皮肤敏感想问问 | {d}坏了几回的话怎么保修，先问清楚 | 便宜得让人不敢信，质量却好
白菜价，捡大便宜 | 退烧贴凉凉的，{kid}睡得香 | 防漏设计好，倒着放都行 | 破壁机打豆浆细腻 | 假睫毛自然，戴着轻 | 不粘锅煎蛋一滑就出来 | 慢炖锅煲汤绝了
要的就是变态辣，够味 | 臭豆腐够臭够香，地道 | 螺蛳粉那股酸臭味，上头 | 苦瓜茶就该苦，解腻 | 榴莲味道冲，我就爱这口 | 防摔壳真抗摔，掉楼梯手机没碎
腰疼好多了，再也不疼 | 痘痘消下去了，泛红也退了 | 除臭喷雾一喷，鞋柜臭味没了 | 灭蟑药放一晚，蟑螂死光 | 杀虫剂劲儿大，虫子全死 | 去污膏把发霉的墙缝擦白了
防晒防烫，夏天不怕晒伤 | 防盗门锁结实，小偷看了都愁 | 漏电保护器装上，心里踏实 | 烟雾报警器灵，炒菜一冒烟就叫 | 创可贴给{kid}备着，割伤不慌
碎花裙美哭了 | 破洞牛仔裤，洞的位置恰到好处 | 做旧款，磨损感拿捏住了 | 悬疑片吓死我了，过瘾 | 小说虐得我哭了一晚，好书 | 骗局揭秘这本书写得透彻
手慢无，抢到就是赚到 | 好吃到停不下来，胖了怪它 | 气死闺蜜，比她买的还好看 | 太坑钱包了，一口气买了{n}件，件件喜欢 | 舍不得退，本来要退的
慢回弹枕头，脖子服帖 | 超慢跑鞋，缓震好 | 退货率低的店就是靠谱 | 一分钱一分货，贵有贵的道理 | 不买后悔系列 | 没有之一，最好的{d} | 没得说，赞 | 没话说，下次还来
补发的配件隔天就到，{who}负责 | 退款秒到，服务一流 | 有次发错了，{who}二话不说给换了，点赞 | 快递单号写错是我自己的问题，货很好 | 不小心打成一星，其实满意 | 差点错过这么好的{x}
这个{x}多少钱？ | 请问什么材质的 | {col}还有货吗 | 给{kid}用几号合适呢 | 会不会太重？等收到再来说 | 不知道耐不耐用，目前一切都好 | 还没拆封，先给好评
以为要等很久，结果当天就到 | 别人说漏，我的滴水不漏 | 之前用的都过敏，这款不会 | 怕压坏，拆开一个没碎 | 担心不新鲜，切开水灵灵 | 还以为会掉色，白衣服一起洗都没事 | 原来那台太吵才换的，这台安静
别家贵一倍，这里便宜 | 老公说是智商税，用完他也服了 | 差评是同行刷的吧，我用着挺好 | 有没有异味？没有，放心买 | 会掉毛吗？不会 | 防蓝光眼镜戴着眼睛不酸了 | 止痒膏涂上就不痒 | 退热贴给{kid}贴上，半夜没再烧
解酒药，头不疼了 | 除霉剂喷一下霉点全没 | 灭火器买来备着，希望用不上 | 碎冰机打冰又快又碎 | 裂纹釉的杯子，裂得漂亮 | 发霉的奶酪就是蓝纹，懂的来 | 气泡水气很足，炸嘴，爽 | 酸得倒牙的话梅，要的就是这个
垃圾袋厚实，垃圾再多也兜得住 | 垃圾桶盖子缓降，好看 | 骗过了所有人，都以为是真花 | 假发戴上跟真的一样 | 假领子好搭 | 仿真恐龙把{kid}逗得大叫 | 坏蛋造型的玩偶萌翻了 | 慢一点没关系，好饭不怕晚，味道值得
臭脸猫图案逗死我 | 丢三落四的人就该买这个防丢器 | 破冰礼物，大家都喜欢 | 痛经贴暖暖的，肚子不难受了 | 晚到一天是因为下雪，理解，货很好 | 过期了的优惠券{who}也给用，良心 | 缺点？太好吃算不算 | 挑不出毛病 | 无可挑剔 | 找不到差评的理由
""", "en": """
feared it'd be fake, it is the real thing | worried about the size, needlessly | my old {g} leaked, this one stays dry | the last shop lost my parcel, this shop delivered in two days | almost returned it unopened, glad I kept it
cheap and cheerful, love it | killer price | dirt cheap, works beautifully | no more pain in my back | I am a return customer and it shows why | fast, would not have minded a longer wait
anti-late alarm clock gets me up | the stain remover killed a nasty spot | leakproof bottle, upside down in my bag all day | drop-proof case saved my phone from a bad fall | spicy as hell, just as I wanted | sour candy that is properly sour
slow cooker makes great stew | false lashes look natural | fake plants that fool everybody | distressed jeans with holes in the right spots | broken-in feel from the first walk | the horror film scared me sick, brilliant
does it smell? just asking | will it fit a fourteen inch laptop? | is it safe for {kid}? | how long is shipping to Leeds? | has anybody had trouble with the zip? | can I return it if she has one already?
burn cream soothed my sunburn | the rash went away after {w} of this {k} | allergy tablets do their job | smoke detector screams at a bit of toast, good | mosquito killer, they drop dead | rat poison does its deed
got my refund in a day, great people | exchange took one mail, nice service | they replaced the wrong one at once, hats off | first one got lost, not their doing, the second came overnight and is perfect | compared with the junk I had before, heaven
hit one star by mistake, all fine | ignore the bad reviews, it is good | nothing to complain about | can't fault it | could not be happier | you can't go wrong | I can't stop wearing it | not a bad word to say
crime novel full of fraud and lies, a page turner | wicked good | insanely good value | it blew my mind | sick design | this thing is a beast | damn fine {f} | to die for | I'd kill for another box of the {f}
no regrets | never looked back | bought {n} and regret not buying more | wish I had ordered it sooner | only complaint: I can't eat just one | my one problem is that my sister keeps stealing it | what a steal
feared damage, arrived flawless | expected rubbish at that price, got a gem | people say it runs hot, mine stays cool | heard the seller was rude, quite the opposite | others wrote late, mine came early | I doubted it would last, {w} on it still does
crushed ice in seconds with this {g} | the dent puller pulls dents out nicely | scratch remover made the old scratch vanish | odour eliminator, bye bye smell | fire extinguisher in the hall, peace of mind | choke-free pump, never clogs
have not opened it yet | will report once I have used it | what's the material? | do they have it in {col}? | thanks for the quick reply | what does it weigh? | it's for {kid}, no verdict yet
thought I would wait ages, it came the same day | others say it leaks, mine is bone dry | every other {k} irritates me, this one does not | feared crumbs, found not one broken cookie | the noise of my old one drove me mad, this is a whisper
twice as dear elsewhere | my husband called it a gimmick, now he uses it most | the one-star folks must own another thing | any smell? none | does it shrink? no, washed it hot | headache balm, and the ache is gone | anti-itch gel, no more itching
trash bags that never tear, fill them with any garbage | rubbish bin with a soft close, handsome | fooled everyone with the fake beard | blue cheese with proper mould, yum | crackle glaze, cracked on purpose and beautiful | shockingly good | scary how well this works | crazy soft
ridiculously comfy | bloody brilliant | so good it hurts | my wallet suffers, I keep ordering | the bad guy doll is my son's hero | lost-key finder, nothing gets lost now | shock-absorbing soles, knees thank me | burner lights first time | broken English manual made us laugh, the {g} is great
snow held the van up a day, nobody's fault, super {x} | an expired coupon and they still took it, kind | flaws? haven't found any | zero complaints | no cons so far | a downside? I know none | no disappointment to be had | don't hesitate | never had a better {x} | nobody beats them
rust remover ate all the rust | bitter chocolate, bitter as it must be | sticky tape that is truly sticky | smelly cheese, heaven | hard mattress as my doctor ordered | heavy blanket, heavy is the point | tight compression socks, tight as they should be | dark roast, burnt note on purpose
"""}
# A denial that is a complaint after all.
DOUBLE = {"zh": """
不能说不好用，就是声音大得像飞机 @performance | 也不是不好看，只是袖口短一大截 @fit | 没有说质量不行，可这价格实在高 @price | 不是没收到，是晚了{w}才收到 @late | 不是不想夸，味道真咽不下去 @taste_smell
{who}不是不回，是回得牛头不对马嘴 @service | 没有不坏的，{n}个里挨个都坏 @defect | 没有一次不迟到 @late | 没有哪天不死机 @defect | 谁说不掉色，盆里全是颜色 @defect | 不可能是正品，字都印反了 @counterfeit
别人说没味道，我这件熏得头疼 @taste_smell | 说是不漏水，一装就漏 @defect | 号称不褪色，洗完褪成花的 @mismatch,defect | 承诺当天发，并没有发 @late | 说好送运费险，没有送，退个货自己掏邮费 @refund | 没有效果，一点没有 @performance
不制冷，跟没开一样 @performance | 盖子不严，拧不紧 @defect | 没有配件，没法装 @missing | 没有防伪码，不敢用 @counterfeit | 没有包装盒，裸着来的 @packaging | 没人理，没人管，也没人退钱 @service,refund | 不退不换，没有商量 @refund
并非不能穿，脚趾顶得生疼罢了 @fit | 不怎么新鲜，叶子都黄了 @spoiled | 没之前买的好吃 @taste_smell | 没有宣传的那么亮 @mismatch | 不如图片 @mismatch | 不值 @price | 没用 @performance | 不耐用，{w}就完 @defect
""", "en": """
not that it fails, it is just painfully loud @performance | it isn't ugly, only two sizes too small @fit | nothing wrong with the colour, but the seam split in an hour @defect | not a day without a crash @defect | never on time, not once @late
I can't say it is useless, but the motor whines like a siren @performance | not undelivered, merely {w} late @late | nobody answered, nobody cared @service | no cable, no manual @missing | no seal, no box @packaging | no hologram, so no original @counterfeit
doesn't hold a charge @performance | won't turn on @defect | didn't receive it @missing | never got the second one @missing | doesn't fit at all @fit | not as pictured @mismatch | not worth it @price | not fresh, not edible @spoiled | no refund, no reply @refund,service
they say it does not shrink, it does: fits my doll now @mismatch,fit | not what I ordered @wrong_item | isn't genuine, don't be fooled @counterfeit #warn | no effect on anything @performance | not sharp enough to cut butter @performance | without any taste @taste_smell
it never stops smelling @taste_smell | couldn't be less helpful, that hotline @service | I wouldn't call it late, I'd call it lost @missing | can't recommend, my skin is still peeling @safety | there isn't one that was not cracked @damaged | hardly any suction @performance
"""}
# Somebody or something is cleared, something else is blamed.
CLEAR = {"zh": """{who}没得说，态度一直好 | 东西本身没毛病 | 不怪{who} | 质量倒是没问题 | 不是假货 | 包装没破 | 味道不难闻 | 价格不贵 | 没有发错 | 尺码没偏 | 快递不慢 | 颜色没有色差 | 退款不麻烦 | 没过敏 | 不是坏的""",
         "en": """not the seller's fault | nothing wrong with the {x} itself | it isn't fake | the box was not damaged | it wasn't late | no smell, fine | not expensive | the staff weren't rude | the size isn't the issue | not the wrong colour | the courier is not to blame | it isn't broken | no rash or anything | no trouble with the refund"""}
BUT = {"zh": ["，但是", "，可", "，就是", "，只是", "，不过", "。然而", "，唯独", "；问题是"], "en": [", but ", "; however, ", ", only ", ". Still, ", ", yet ", " - but ", ". My problem: ", ", except that "]}
AND = {"zh": ["，", "。", "，", "！", "；", "～", " ", "，而且"], "en": [". ", ", ", "! ", "; ", ", and ", ". Also ", " - ", "\n"]}

TRAD_BAD = """
等了{w}還沒出貨，賣家已讀不回 @late,service | 收到時外盒整個爛掉，裡面的杯子碎了 @damaged | 少了一條充電線 @missing | 我訂黑色，寄來白色 @wrong_item | 麵包發霉，噁心到爆 @spoiled | 插電沒反應，用沒兩次就掛了 @defect
吹風超小聲音超大，根本沒感覺 @performance | 味道有夠臭，刺鼻 @taste_smell | 尺寸差太多，根本穿不下 @fit | 跟照片差超多，色差嚴重 @mismatch | 仿冒品啦，序號官網查無資料 @counterfeit | 隨便用個破袋子裝，沒有緩衝 @packaging
運費貴到嚇人 @price | 客服口氣很差，愛理不理 @service | 退貨申請卡了{w}，錢還沒退 @refund | 小孩擦了起紅疹，馬上送急診 @safety #vulnerable !3 | 叫我給五星換購物金，不然不給保固 @fraud | 有夠雷，爛透了 @other | 行動電源充到冒煙，超危險 @safety !3
貨不對辦，呃人嘅 @mismatch | 等咗成個月都未到，搞錯呀 @late | 部機用咗幾日就壞咗 @defect | 啲嘢食完肚痾 @safety | 職員態度好差，黑口黑面 @service | 假嘢嚟㗎，千祈唔好買 @counterfeit #warn | 個盒爛晒，入面都凹埋 @damaged
細碼都大過頭，着唔到 @fit | 唔退錢又唔覆訊息 @refund,service | 送錯咗第二個色俾我 @wrong_item | 貴過出面好多 @price | 食落去一陣怪味 @taste_smell | 盜刷我的信用卡，詐騙賣家 @fraud !3 | 少給一包，秤起來不足斤 @missing | 過期三個月還敢賣 @spoiled
物流卡在轉運中心{w} @late | 宅配人員態度惡劣，東西用丟的 @service | 螢幕有裂痕，一看就是摔過 @damaged | 拉鍊第二天就卡死 @defect | 耳機續航有夠短，半天就沒電 @performance | 蝦子腥到不行 @taste_smell | 鞋子小一號，腳趾頂到 @fit | 說好全新，結果是整新品 @mismatch
發票沒附，問了也不給開 @refund | 保固內報修還要收檢測費 @refund | 嚴重過敏，整個臉腫起來 @safety | 莫名其妙被刷了三筆 @fraud !3 | 塑膠膜沒封好 @packaging | CP值超低，買貴了 @price | 等咗兩個禮拜先寄出，仲要催 @late | 個客服已讀唔回 @service | 粒掣㩒落去冇反應 @defect
啲貨係二手嚟㗎 @mismatch | 收到嘅時候爆晒 @damaged | 少咗條線，又話冇得補 @missing,service | 間舖呃錢，俾咗錢就唔見人 @fraud | 搽完成塊面紅晒，又痕又痛 @safety | 過咗期都照賣 @spoiled | 部嘢好嘈，瞓唔到 @performance | 我想退錢 @refund ~refund | 可以幫我換一個嗎？這個按鍵壞的 @defect ~replace | 請補寄缺的零件 @missing ~resend
再不處理就找消保官 @refund #threat | 別買，踩雷 @other #warn | 再也不會光顧，品質有夠爛 @defect #churn
"""
TRAD_GOOD = """
出貨超快，隔天就到超商 | 沒有破損，包得很仔細 | 不會臭，味道淡淡的 | 尺寸剛好，沒有偏小 | 客服有問必答，人很好 | 是正品，不是仿冒 | 一點都不吵，晚上也能開 | 沒有色差，跟照片一樣 | 好平靚正，抵買 | 冇爛冇甩色，好用
唔會痕，BB用都得 | 唔貴，送貨又快手 | 原本怕買到假貨，結果是真的 | 用了{w}都沒壞 | 不會過敏，敏感肌可用 | 沒有少寄，東西齊全 | 媽媽很喜歡，會回購 | 退款隔日就入帳，讚 | 請問有黑色嗎？ | 便宜到以為標錯價，品質很好 | 好食，家人都讚 | 口氣很好的客服，有問題馬上處理 | 不用等，當天就拿到 | 不怕摔，掉地上也沒裂 | 沒有異味，放心給小孩用 | 全新未拆，封膜完整 | 退過一次，手續不麻煩 | 辣得過癮，就是要這個味 | 防水防漏，騎車淋雨都沒事 | 唔慢，聽日就到 | 冇甩線，手工好靚 | 冇異味，嬰兒都用得 | 擔心太小，結果剛好 | 沒想到這麼好用，不後悔
"""
MIX_BAD = """
delivery 真的太慢，等了{w} @late | 这个 size 完全不对，too small @fit | 客服 attitude 好差 @service | quality 很差，用了{n}天 zipper 就断 @defect | 是 fake 的，logo 都歪了 @counterfeit | package 全压扁了，里面 broken @damaged | 申请 refund {w}没人 care @refund
smell 超级冲，headache @taste_smell | 说好 free gift，根本没有收到 @missing | color 发错，我要 navy 给了 black @wrong_item | battery 续航 so bad @performance | 皮肤 allergy 了，一片红 @safety | 跟 picture 完全不是一个东西 @mismatch | 太 expensive，不值 @price | scam 店铺，骗 review 的 @fraud
The {g} is 垃圾, 用一次就坏 @defect | shipping 一拖再拖 @late | seller 不回 message @service | expired 了还卖，有 mold @spoiled | box 都没有，just a bag @packaging | 这 service 也是醉了，zero reply @service | charger 漏电 shock 到我了 @safety | so disappointed，无语 @other | 到手 scratch 一堆 @damaged | wifi 老 drop，体验 terrible @performance | 退货 return label 都不给 @refund | 少了一个 cable，怎么用 @missing | 说是 brand new，明显 used 过 @mismatch | online 买贵了，store 里 half price @price | 吃了 stomachache，拉一天 @safety | order 的 medium，给我 large @wrong_item | app 天天 crash @defect | I am so 失望，面料 cheap 又扎 @performance
"""
MIX_GOOD = """
delivery 很快，一点不慢 | quality 没问题，nice | 不是 fake，扫码 ok | 没有 smell，很 fresh | size 刚好，perfect | 客服 super nice | no 色差，跟 picture 一样 | 真的 love 这个{d} | 包装 safe，没有 broken | 性价比 high，会 repeat order | refund 很快就到，thank you | 本来怕 late，结果提前到了 | no 异味，宝宝可用 | 没有 crash 过，很 stable | fit 我的 phone，不松 | 不 expensive，worth it | service 没话说，有问必 reply | 用了 {w} 没 break | texture 不 greasy，清爽 | 完全没有 noise，睡觉 ok | 赠品 included，没漏 | 担心 refund 麻烦，其实 easy
"""
# As people write when a word would be filtered, or in a hurry.
HIDE = {"zh": [("假货", "假 货|徦货|假.货|jia货|假huo|叚货|假祸"), ("骗子", "骗孑|骗 子|pian子|片子手|騙孒|骗.子"), ("垃圾", "辣鸡|圾垃|垃.圾|拉圾|lj|垃 圾|立及|laji"), ("差评", "chaping|叉评|差 评|差*评|cp差评"), ("退款", "tui款|退 kuan|退.款|蹆款"), ("客服", "kf|客 服|kefu"), ("慢", "man|曼|慢慢慢"), ("坏", "huai|壊|坏~"), ("质量", "质 量|zl|zhi量|质亮"), ("店家", "店 家|dian家"), ("过敏", "过 敏|guo敏|过min"), ("不", "8|bu|卟"), ("恶心", "恶 心|ex|噁芯"), ("过期", "过 期|guo期|過期"), ("发霉", "发 霉|fa霉|发 莓"), ("诈骗", "zha骗|诈 骗|炸骗"), ("冒烟", "冒 烟|mao烟"), ("臭", "臭臭|嗅|c臭"), ("贵", "gui|贵贵贵"), ("山寨", "山 寨|shan寨|三寨")],
        "en": [("scam", "sc@m|s c a m|scamm|5cam|s.c.a.m"), ("fake", "f@ke|fak3|f a k e|phake|fa.ke"), ("late", "l8|la te|l@te|laate"), ("long", "l0ng|looong|l-o-n-g"), ("refund", "ref und|re.fund|r3fund|refnd|reefund"), ("broken", "br0ken|brokn|b r o k e n|broke n"), ("terrible", "t3rrible|terible|terrrrible"), ("rubbish", "rub bish|rubb1sh|rubish"), ("never", "nvr|nevr|n e v e r"), ("smoke", "sm0ke|smoak"), ("rash", "r@sh|rassh"), ("missing", "mising|m1ssing|miss ing"), ("wrong", "wr0ng|wrnog|rong"), ("rotten", "r0tten|roten|rott3n"), ("awful", "awfull|@wful|aw ful"), ("rude", "rud3|r u d e|rooood"), ("crook", "cr00k|krook"), ("damaged", "dmaged|d@maged|damagd"), ("stopped", "stoped|st0pped|stopt"), ("service", "svc|servise|serv1ce")]}
HIDDEN = {"zh": """假货，大家擦亮眼 @counterfeit #warn | 骗子店 @fraud | 垃圾{x} @other | 差评，差评 @other | 不给退款 @refund | 客服装死 @service | 太慢了，{w} @late | {n}天就坏 @defect | 质量差得离谱 @defect | 店家骗人，骗子 @fraud | 用了过敏，脸红一片 @safety | 不好用 @performance | 恶心，过期的还发 @spoiled | 发霉了都 @spoiled | 遇到诈骗了 @fraud | 充电冒烟 @safety | 臭得不行 @taste_smell | 贵得要死 @price | 山寨{d} @counterfeit | 卖假货还拉黑我 @counterfeit,service | 客服骂人 @service | 坏的，退款 @defect ~refund | 慢死 @late | 质量垃圾 @defect | 过期货 @spoiled | 诈骗电话打过来 @fraud | 假货假货假货 @counterfeit | 恶心的味道，臭 @taste_smell | 差评返现套路，骗子 @fraud | 客服叫我别退款 @refund,service | 冒烟了吓死 @safety | 抹完过敏流水 @safety | 店家发错 @wrong_item | 店家少发一包 @missing | 贵，不值 @price""",
          "en": """total scam @fraud | fake, so fake @counterfeit | {w} late @late | long, long wait @late | where is my refund @refund ~refund | broken again @defect #repeat | terrible {g} @other | rubbish @other | never arrived @missing | smoke everywhere @safety | gave me a rash @safety | missing half of it @missing | wrong colour sent @wrong_item | rotten {f} @spoiled | awful @other | rude staff @service | crook of a seller @fraud | damaged on arrival @damaged | stopped after {w} @defect | service is a joke @service | rude as hell @service | wrong one again @wrong_item #repeat | where is it, {w} and never came @missing | fake brand, scam shop @counterfeit,fraud | rotten, smells awful @spoiled,taste_smell | box damaged, mug broken @damaged | screw missing @missing | refund refused @refund | long, long queue on the phone, then rude @service | got a rash on day {n} @safety | smoke came from the plug @safety | came late, came broken @late,damaged | crook, charged me twice @fraud"""}
SARC = {"zh": """
好得很，用一次就散架 @defect | 真“棒”，盖子自己会飞 @defect | 厉害了，{w}走了两公里的快递 @late | 感谢{who}，让我学会了自己修{d} @defect | 恭喜我，喜提一盒碎玻璃 @damaged | 可真新鲜，都会长毛了 @spoiled | 不愧是爆款，真的爆了，炸了一厨房 @safety !3
{who}太敬业了，{n}天憋出一个“亲” @service | 省电神器，因为根本开不了机 @defect | 香，香到邻居来敲门问谁家下水道堵了 @taste_smell | 尺码神了，给我家猫穿刚好 @fit | 这正品，商标都比别人多个字母呢，呵呵 @counterfeit | 好便宜哦，才比楼下贵一倍 @price | 退款速度感人，孩子都要上大学了 @refund
图片拍得真好，摄影师该涨工资，衣服另说 @mismatch | 送的礼盒好极了，是空气 @missing | 惊喜盲盒，下单{col}开出{col} @wrong_item | 包装相当环保，一个塑料袋 @packaging | 静音？嗯，全楼都静静听它响 @performance | 五毛红包买我五星，我可真值钱 @fraud | 真会做生意，前脚买后脚降价，佩服 @price
太贴心了，知道我要减肥，只给半份 @missing | 质量过硬，硬到一掰就断 @defect | 谢谢这双鞋，让我体验了裹小脚 @fit | 好快的速度，蜗牛看了都流泪 @late | 太有仪式感了，蛋糕到手已经成饼 @damaged | 牛，退货理由他们都替我想好了：不给退 @refund
这味道绝了，绝对不会再闻第二次 @taste_smell | {who}人真好，三天没理我，怕打扰我休息 @service | 防水效果满分，水进去就出不来 @defect | 面膜神了，敷完不用化妆，脸自己就红 @safety | 环保典范，旧箱子破袋子全给我了 @packaging | 呵呵，正宗得连防伪码都害羞不敢见人 @counterfeit
高科技，充八小时用八分钟 @performance | 减肥良药，看一眼那只虫子就饱了 @spoiled | 描述真谦虚，没写是二手的 @mismatch | 我真幸运，下单白色抽中屎黄色 @wrong_item
""", "en": """
Great, another charger that lasted two days @defect | wow, only {w} for next-day delivery, bravo @late | thanks for the free glass splinters @damaged | lovely, my bread came with its own fur coat @spoiled | love how support 'values' me, {n} mails unanswered @service | brilliant, a waterproof watch full of water @defect
nice touch, shipping me a stranger's order @wrong_item | so generous: ten pieces paid, seven in the bag @missing | sure, 'genuine', with the name misspelled, well done @counterfeit | perfect fit, if I were a hamster @fit | what a bargain, twice the price next door @price | quiet as a mouse, if the mouse drives a tank @performance
delicious, if you like chewing tyres @taste_smell | fantastic, it sets your kitchen on fire for free @safety !3 | amazing photo work, shame about the real thing @mismatch | congratulations on the refund speed, my beard is grey @refund | a dollar for my honesty, how charming, five stars of course @fraud | gift wrap by a raccoon, adorable @packaging | bravo, dead on day {n} @defect
oh good, it glows in the dark: the plug does, with sparks @safety !3 | outstanding zipper, it stands out by coming off @defect
so thoughtful, they kept half my order so that I stay slim @missing | five stars for the snail who carried my parcel @late | kudos, the cake arrived as a pancake @damaged | terrific grip, it parted from the {g} at once @defect | clever {g}: charges eight hours, runs eight minutes @performance
what a perfume, my neighbours moved out @taste_smell | superb, shoes for one foot and a half @fit | how kind of {who} not to disturb me with an answer @service | love the surprise: paid for white, won mustard @wrong_item | magic face mask, no blush needed, my cheeks flame by themselves @safety
so modest of them to keep quiet about its first owner @mismatch | free protein, the bugs came at no charge @spoiled | generous return policy: none @refund | premium wrapping, yesterday's news and some spit @packaging | authentic indeed, even the code is shy @counterfeit | a steal, and I was the one robbed @price
yeah right, 'lifetime' guarantee, the lifetime of a fly @refund | well played, shop, I paid and you moved @fraud
"""}
ASK = {"zh": """
请把钱退给我 ~refund | 要求全额退款 ~refund | 给我退款，别废话 ~refund | 我想退货，怎么操作 ~return | 不要了，要退回去 ~return | 麻烦安排上门取件，我退货 ~return | 能不能给换一个 ~replace | 我要换新的 ~replace | 换个好的给我 ~replace | 请补发 ~resend | 把少的给我补寄过来 ~resend | 再给我发一份 ~resend | 找人来修 ~repair | 什么时候能给我修好 ~repair | 请安排师傅维修 ~repair | 你们得赔偿损失 ~compensate | 按规定该假一赔三 ~compensate | 赔我医药费 ~compensate | 给点补偿吧 ~compensate | 欠我一句道歉 ~apologise | 让他当面给我赔不是 ~apologise | 必须公开道歉 ~apologise | 请给个说法 ~explain | 到底几时发？ ~explain | 为什么会这样，解释一下 ~explain | 货到哪了？ ~explain | 帮我取消订单 ~cancel | 不等了，取消吧 ~cancel | 把这单撤了 ~cancel | 钱必须原路退回 ~refund | 赶紧把款退我卡上 ~refund | 什么时候退钱给我 ~refund | 东西我寄回去，你们收 ~return | 给我一个退货地址 ~return | 申请退货 ~return | 重新换一件没毛病的 ~replace | 可以调换吗 ~replace | 换货，谢谢 ~replace | 漏的那份什么时候补给我 ~resend | 重发一件过来 ~resend | 派人上门维修 ~repair | 保修期内请免费修 ~repair | 损失谁来赔 ~compensate | 退差价给我 ~compensate | 必须给我赔偿 ~compensate | 给我道歉 ~apologise | 起码说声对不起吧 ~apologise | 谁能告诉我怎么回事 ~explain | 麻烦查一下进度 ~explain | 什么时候能处理？ ~explain | 不想要了，取消 ~cancel | 订单给我取消掉 ~cancel
""", "en": """
my money back, please ~refund | please refund me in full ~refund | give me a refund now ~refund | return label, please, it goes back ~return | how do I return this? ~return | arrange a pick-up, I am returning it ~return | please send me a working one instead ~replace | I want it exchanged ~replace | swap it for a good one ~replace | ship the missing part, please ~resend | post it once more ~resend | kindly resend my order ~resend | somebody must come and fix it ~repair | repair it under the guarantee ~repair | when will it be mended? ~repair | I expect compensation ~compensate | pay for the damage you caused ~compensate | some credit for the trouble would be fair ~compensate | you owe me an apology ~apologise | say sorry at least ~apologise | I demand an apology ~apologise | explain this to me ~explain | where is it? ~explain | when does it ship? ~explain | what is going on? ~explain | cancel my order ~cancel | please call the whole thing off ~cancel | just cancel it ~cancel | refund, now ~refund | put the money back on my card ~refund | when will I see my refund? ~refund | I wish to return it ~return | tell me where to return it ~return | I bring it back on Monday ~return | need a replacement ~replace | can I exchange it? ~replace | replace it, please ~replace | please resend ~resend | send the rest of my order ~resend | dispatch another one at your cost ~resend | please fix it ~repair | I need it repaired ~repair | can a technician come? ~repair | who pays for the damage? ~compensate | I want to be compensated ~compensate | knock something off the price ~compensate | an apology is due ~apologise | apologise to my wife ~apologise | why did this happen? ~explain | I would like an explanation ~explain | any news on it? ~explain | where's my order? ~explain | I'm cancelling ~cancel | cancel everything ~cancel
"""}
MARK = {"zh": """
再不处理我打12315 #threat | 已经准备找律师 #threat | 等着被工商查吧，我投诉定了 #threat | 发抖音曝光你们 #threat | 315见 #threat | 找记者来采访你们 #threat | 以后绝不再来 #churn | 拉黑这个牌子 #churn | 最后一次在你家买 #churn | 姐妹们千万避开 #warn | 劝各位绕道走 #warn | 谁买谁上当，慎拍 #warn | 第{n}次碰到这事了 #repeat | 说过{n}遍没人改 #repeat | 上回买也这样 #repeat | 有视频为证 #evidence | 照片我贴下面了 #evidence | 检测报告在手 #evidence | 气炸了！！！ #anger | 王八蛋！ #anger | 什么破店，滚！ #anger | 无耻至极！！ #anger | 给{kid}用的啊 #vulnerable | 媳妇怀着二胎，跟着折腾 #vulnerable | 家里八十岁的老人被害苦了 #vulnerable | 我会向消协举报 #threat | 银行那边我已申请拒付 #threat | 法院见 #threat | 小红书微博全发一遍 #threat | 已向平台投诉 #threat | 拉黑了，再见 #churn | 换别家了 #churn | 奉劝别买 #warn | 擦亮眼睛别上当 #warn | 跟{who}反映过，没下文 #repeat | 换过一次还是这样 #repeat | 聊天截图都留着 #evidence | 称重拍了照 #evidence | 火大！！！！ #anger | 黑心商家，去死！ #anger | 爷爷有心脏病，哪经得住 #vulnerable | 刚满月的娃啊 #vulnerable
""", "en": """
my lawyer will write to you #threat | I am filing a chargeback #threat | reporting this to trading standards #threat | the papers will hear of it #threat | see you in small claims court #threat | my bank is disputing it #threat | never again from this shop #churn | one customer fewer for them #churn | last time I buy the brand #churn | steer clear, people #warn | spare yourselves this one #warn | buyers beware #warn | third time this happens #repeat | I wrote {n} times already, nothing changed #repeat | same story with my last order #repeat | filmed it all #evidence | photos attached #evidence | the lab report proves it #evidence | WHAT A DISGRACE!!! #anger | you idiots! #anger | I am FURIOUS!! #anger | damn liars! #anger | it was meant for {kid} #vulnerable | {kid} had to suffer for it #vulnerable | my grandfather is ninety and ill #vulnerable | I will take you to court #threat | reported to the consumer agency #threat | this goes on TikTok and every forum #threat | complaint filed with the platform #threat | switching brands #churn | done with this shop #churn | don't buy it #warn | stay away #warn | avoid #warn | told {who} before, no change #repeat | second replacement, same fault #repeat | screenshots saved #evidence | weighed it on camera #evidence | ABSOLUTELY DISGUSTING!!! #anger | shame on you, you bloody thieves! #anger | grandma is frail #vulnerable | our newborn was next to it #vulnerable | I am seven months pregnant #vulnerable
"""}
UNASK = {"zh": """退款隔天就到账，痛快 | 没想过要退货 | 不用退也不用换，满意 | 上次换货很顺，这次没再出状况 | 补发的也到了，齐全 | 问{who}要发票，当场就开 | {who}主动道歉还送了券，其实没什么事 | 不需要赔偿，小事，东西很喜欢 | 取消过一单，秒退，现在重新买的很好 | 修好了，跟新的一样，谢谢师傅 | 有运费险，不喜欢可以退，不过我喜欢 | 律师朋友推荐的，果然好 | 12315都不用打的良心店 | 给宝宝买的，没过敏 | 孕妇可用，放心 | 八十岁的奶奶也会用，简单 | 第{n}次买，每次都好 | 拍了视频给朋友看，羡慕 | 千万别错过 | 以后只认这家 | 退换都方便，虽然用不上 | 没取消真是对的 | 发货前{who}还打电话确认，周到 | 赔付险都没用上 | 投诉？没有的事，满意 | 下次还来，会一直回购 | 推荐给孕期的姐妹，安全 | 法院的同事也买了，都说好 | 曝光一个宝藏店铺 | 不劝你们买，怕抢不到 | 换了新款，比老款好 | 检测报告齐全，放心 | 气得隔壁邻居也下单了，哈哈""",
         "en": """got my refund in a day, great | no need to return it, I am keeping it | wouldn't swap it for anything | the exchange went smoothly, lovely people | no compensation needed, it is perfect | cancelled one, money back at once, ordered the bigger and love it | repaired for free within {w}, thanks | they apologised for nothing, really | my lawyer friend has one too, we both like it | bought {n} times by now, always good | safe for {kid}, no trouble | {kid} sleeps well with it | grandma can handle it, so simple | made a video of it for my friends | my old brand can wait | don't miss out | easy returns, not that I need them | asked when it ships, it shipped that hour | resent without a question when the post lost it, and it is great | warranty card inside, never needed it | glad I did not cancel | they called to confirm before shipping, thoughtful | no complaint to file, quite the reverse | lab report included, reassuring | do not warn others, I want the stock for me | replaced my old one with it, far better | never again will I use another brand | compensation? I should pay them more | the apology card for a delay of one hour was cute, all good | exposing a hidden gem of a shop | my pregnant sister uses it too, all well | refund was not needed | I'd repair this one forever rather than swap it, love it | why is it so good? please explain"""}
ONE_STAR = {"zh": "手滑点成一星，改不了 | 一星是我老公误点的 | 星星打反了，别在意 | 给一星只为让你们看见，其实很好 | 看错成五分最差，给了一分 | 系统默认一星，不是我选的",
            "en": "gave one star by mistake, all fine | ignore the one star, my thumb slipped | one star only so that you read this, I love it | meant five stars, clicked one | sorry for the low rating, wrong button | rated it 1 thinking 1 was best"}
# Praise that would contradict a complaint of the cause: never both in one line.
CONTRADICTS = {
    "late": "物流|第二天|快递员|飞快|lightning|on time|出貨|快手|送货|不用等|當天|聽日", "damaged": "包得|great care|齐全|破損|裂|封膜|broken",
    "defect": "一样|变样|扎实|新的|new|sturdy|solid|exactly|neat|壞|甩|好用|摔|break|crash|daily", "missing": "物流|隔天|第二天|lightning|on time|齊全|漏",
    "performance": "静音|续航|保湿|音质|安装|crisp|battery|quiet|easy|exactly|joy|吵|set-up|好用|noise|crash|乐|greasy",
    "taste_smell": "味|口感|tastes|scent|好食|臭|異味|异味|smell|辣", "spoiled": "新鲜|fresh|口感", "fit": "尺寸|the fit|剛好|size|fit 我",
    "mismatch": "图片|picture|想象|色差|hoped|照片|全新|正品", "counterfeit": "正品|genuine|信得过|仿冒|fake", "packaging": "包得|great care|card|封膜|包装|破損",
    "price": "性价比|价位|值|worth|good price|抵買|貴|便宜|expensive|cent", "service": "{who}|快递员|courier|客服|service|answered", "refund": "{who}|信得过|refund|手續",
    "safety": "皮肤|敏感|痕|嬰|小孩|宝宝", "fraud": "信得过|五星好评|five stars", "wrong_item": "跟图片|picture|照片",
    "other": "满意|推荐|不错|很棒|happy|superb|five stars|pleased|love|五星"}
# The other way round: what is good, and its denial, which is a complaint. good == denied.
LACK_ZH = {
    "late": "按时到了==没按时到 | 当天发货==当天没有发货 | 准点送达==没能准点送达 | 说到做到，隔日到==隔日根本没到 | {w}内送到==过了{w}也没送到",
    "damaged": "瓶身完整==瓶身不完整，裂了 | 到手完好==到手并不完好 | 屏幕完好无缺==屏幕没一块完好 | 路上保护得好==路上没有保护好，碎了",
    "missing": "配件齐==配件不齐 | 赠品收到了==赠品没收到 | 附了说明书==没附说明书 | 有发票==没有发票 | 包裹收到了==包裹根本没收到 | 数量对==数量不对，少了",
    "wrong_item": "颜色发对了==颜色没发对 | 是我拍的那款==不是我拍的那款 | 型号跟订单一致==型号跟订单不一致 | 是我要的口味==不是我要的口味",
    "spoiled": "{y}新鲜=={y}不新鲜 | 日期新鲜==日期不新鲜，快到期 | 盒里干净==盒里不干净，有虫 | 还能吃==已经不能吃了，烂掉",
    "defect": "{d}能开机=={d}不能开机 | 能充进电==充不进电 | 结实==不结实 | 做工细==做工不细 | 耐用==不耐用 | 按键灵==按键不灵 | 质量过关==质量不过关 | 拉链好拉==拉链根本拉不动",
    "performance": "有效果==没有效果 | 好用==不好用 | 吸得干净==吸不干净 | 保温==不保温 | 舒服==不舒服 | 去屑==不去屑 | 信号稳==信号不稳 | 好看的书，有意思==书没意思 | 洗得掉污渍==洗不掉污渍 | 管用==不管用",
    "taste_smell": "好吃==不好吃 | 好闻==不好闻 | 入味==不入味 | 口感脆==口感不脆 | 甜==不甜，没味",
    "fit": "合身==不合身 | 尺码准==尺码不准 | 装得上==装不上 | 穿得进==穿不进 | 跟我手机兼容==跟我手机不兼容 | 长度够==长度不够",
    "mismatch": "跟描述一致==跟描述不一致 | 跟图片一样==跟图片不一样 | 是纯棉的，如介绍==不是纯棉的，介绍乱写 | 像新的==不像新的，有人用过 | 符合宣传==不符合宣传",
    "counterfeit": "是正品==不是正品 | 防伪码能查到==防伪码查不到 | 是原装==不是原装 | 是真货==不是真货",
    "packaging": "有包装盒==没有包装盒 | 密封好==没有密封 | 包装用心==包装不用心 | 包得仔细==包得不仔细 | 带封条==不带封条",
    "price": "值这个价==不值这个价 | 划算==不划算 | 包邮==不包邮，说好的 | 价格公道==价格不公道 | 便宜==不便宜",
    "service": "{who}回复了=={who}不回复 | {who}有耐心=={who}没有耐心 | 电话有人接==电话没人接 | {who}讲理=={who}不讲理 | 师傅礼貌==师傅没礼貌 | {who}负责任=={who}不负责任",
    "refund": "给退==不给退 | 退款到账了==退款没到账 | 保修管用==保修不管用 | 换货同意了==换货不同意 | 发票给开==发票不给开 | 押金退了==押金没退",
    "safety": "皮肤受得了==皮肤受不了，红肿 | 用着安全==用着不安全，漏电 | {kid}吃了没事==不是没事，{kid}吃了直吐 | 温和不刺激==不温和，刺激得脸疼",
    "fraud": "{who}讲诚信=={who}不讲诚信，骗钱 | 扣款经我同意==没经我同意就扣款 | 活动是真的==活动不是真的，骗人付定金 | 订单是我下的==订单不是我下的，有人刷单",
    "other": "满意==不满意 | 推荐==不推荐 | 喜欢==不喜欢 | 开心==不开心 | 值得期待==不值得期待"}
LACK_EN = {
    "late": "arrived on time==did not arrive on time | here by the promised date==not here by the promised date | shipped the same day==not shipped the same day, nor that week",
    "damaged": "the glass was intact==the glass was not intact | came in one piece==did not come in one piece | survived the journey==didn't survive the journey",
    "missing": "the cable was included==the cable wasn't included | received all {n}==did not receive all {n} | my {x} was in the box==my {x} was not in the box | it was delivered==it was never delivered | got the gift==never got the gift",
    "wrong_item": "exactly the one I chose==definitely not the one I chose | they sent the right colour==they didn't send the right colour | matches my order==doesn't match my order",
    "spoiled": "the {f} was fresh==the {f} was not fresh | still within its date==no longer within its date | clean inside==not clean inside, hairs and grit | fit to eat==not fit to eat, rotten",
    "defect": "the {g} works==the {g} doesn't work | it switches on==it won't switch on | well made==not well made | built to last==not built to last | it charges==it doesn't charge | the buttons respond==the buttons don't respond",
    "performance": "effective==not effective | comfortable==not comfortable | it cleans well==it doesn't clean well | it helped my skin==it did nothing, it hasn't helped my skin | keeps coffee hot==doesn't keep coffee hot | easy to use==not easy to use | interesting read==not an interesting read | loud enough==not loud enough",
    "taste_smell": "tasty==not tasty | the {f} is crunchy==the {f} isn't crunchy, it is like sponge | smells nice==doesn't smell nice | I could eat it daily==I couldn't eat it, vile taste",
    "fit": "it fits==it doesn't fit | true to size==not true to size | long enough==not long enough | works with my model==doesn't work with my model, wrong connector | goes over my head==doesn't go over my head, too tight",
    "mismatch": "as described==not as described | like the picture==not like the picture | it is real cotton as stated==it isn't cotton as stated | brand new==not brand new, somebody used it",
    "counterfeit": "genuine==not genuine | authentic==not authentic | the serial checks out==the serial does not check out, a copy | it is the original==it is not the original",
    "packaging": "sealed==not sealed | came in its box==didn't come in a box | nicely wrapped==not wrapped in anything | well packed==not well packed",
    "price": "worth it==not worth it | a fair price==not a fair price | good value==not good value | free shipping as promised==shipping wasn't free as promised | affordable==not affordable for what it is",
    "service": "{who} replied==no reply from {who} | polite==not polite, that driver | helpful support==no help from support | they listened==they didn't listen | they called back==they never called back",
    "refund": "they refunded me==they didn't refund me | the warranty was honoured==the warranty was not honoured | returns accepted==returns not accepted | got my deposit back==haven't got my deposit back",
    "safety": "gentle, my skin is calm==not gentle, my skin is raw | safe to touch==not safe to touch, it shocks | {kid} is fine with it=={kid} isn't fine, hives all over",
    "fraud": "an honest shop==not an honest shop, they steal | I agreed to the charge==I never agreed to the charge | my data stayed private==my data did not stay private",
    "other": "happy==not happy | I like it==I don't like it | recommended==not recommended | impressed==not impressed | satisfied==not satisfied | good==no good"}
