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
        "p": "order|package|parcel|item|delivery|purchase|order",
        "m": "$20|$49|$15|£25|£60|30 euros|40 dollars|50 bucks|twenty quid|$120",
        "day": "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|the 14th|the 3rd",
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
    "late": ("延误 耽搁 拖延 超时 拖拉 拖沓 滞留 爽约 超期",
        "慢 晚 拖拉 磨叽 迟",
        "迟到 拖延 误点 晚点 拖 拖沓 超时 延误 耽误",
        "快递 物流 发货 送货 配送 包裹 送餐 外卖 发货速度 安装 派送"),
    "damaged": ("破损 磕碰 划痕 裂口 凹陷 压痕 漏液 破裂 破口 破洞 碎渣 变形 摔痕 磨损 掉漆 裂纹 渗漏",
        "破 碎 烂",
        "碎 压扁 漏 磕坏 摔坏 洒出来 变形 挤烂 裂 碎掉 压烂 压坏 磕掉漆 凹进去 渗漏 撞坏",
        "{x} 盒子里的{x} 到手的{x} 收到的{d} 屏幕 瓶子 瓶身 杯子 外壳 蛋糕 {y} {k}"),
    "missing": ("少件 遗漏 缺斤少两 漏发 少发 漏装 缺件 缺斤短两 丢件",
        "缺 少",
        "少发 漏发 丢件 少配件 弄丢 缺件 少给 漏装 漏送 丢",
        "{x} 东西 包裹 赠品 配件 数量 {y} 说明书 螺丝 餐具 饮料 充电线"),
    "wrong_item": ("错发 发错 拿错 发错货 弄错 错码 混装 送错",
        "",
        "发错 送错 装错 拿错 搞混 弄错 发混 寄错 配错 贴错 给错",
        "颜色 尺码 {x} 型号 订单 {c} 口味 货 外卖 色号 款式"),
    "spoiled": ("霉斑 坏果 变质 异物 虫子 烂的 过期 霉点 烂果 虫眼 杂质 头发 馊味 沙子",
        "烂 馊 霉 陈 蔫",
        "过期 发霉 变质 长毛 长虫 馊 烂 坏 生虫 变味 变色 臭掉 结块 馊掉 胀包",
        "{y} 打开的{y} 这批{y} {k} 水果 肉 海鲜 菜 牛奶 里面的{y}"),
    "defect": ("质量问题 毛病 瑕疵 线头 故障 裂缝 断线 裂痕 毛刺 bug 开胶 掉色 异响 质量毛病 坏点",
        "劣质 粗糙 次 差 烂",
        "坏 掉色 开胶 断 死机 卡住 起球 脱线 散架 掉漆 失灵 漏水 开线 掉毛 褪色 黑屏 变形 裂 生锈 松动 自动关机 闪退 掉皮 出毛病",
        "{d} {c} 这个{d} 这款{d} 做工 鞋底 拉链 衣服 机器 屏幕 杯子 质量"),
    "performance": ("噪音 杂音 延迟 卡顿 卡壳 发热 断连 异响 掉帧 广告 负担",
        "吵 卡 慢 费电 硬 闷 难用 油腻 重 烫 粘 沉 晃 累 麻烦 复杂 笨重 刺眼 拔干 搓泥",
        "卡顿 掉线 发热 断连 反应迟钝 卡壳 断流 搓泥 起皮 脱妆 侧漏 打滑 结块 发烫 卡粉",
        "{d} 这{d} 这台{d} 新{d} 手机 电脑 空调 枕头 椅子 {k} 系统 房间"),
    "taste_smell": ("异味 怪味 腥味 臭味 刺鼻的味道 塑料味 苦味 胶味 霉味 哈喇味 汽油味 药味 怪味道 焦味 酸味",
        "臭 难吃 腥 苦 呛 刺鼻 咸 油 腻 柴 硬 膻 酸 涩 齁 冲 难闻 难喝",
        "串味 走味 粘牙 塞牙 变味 掉渣",
        "{y} {k} 这{y} 打开后 味道 菜 肉 汤 奶茶"),
    "fit": ("偏小 偏大 偏差 偏码 误差 尺码问题 兼容问题",
        "小 大 紧 短 肥 窄 挤脚 勒 松 宽 长 挤 偏 肥大",
        "买小 买大 卡住 偏码 卡脚 滑落 掉跟 露缝 顶脚 绷线",
        "{c} 这{c} 尺码 鞋码 腰围 {d}壳 鞋 裤子 袖子 帽子 手机壳 肩膀 裤长"),
    "mismatch": ("色差 货不对板 夸大 出入 虚标 差别 水分 二手痕迹 使用痕迹 区别 虚假宣传",
        "夸张 假 虚 离谱 旧",
        "缩水 夸大 减配 骗人 虚标 掺水 偷换 P图过度 减料 吹牛",
        "{c} 实物 颜色 描述 {x} 照片 参数 宣传 料子 图片"),
    "counterfeit": ("假货 仿冒 山寨的感觉 假冒 水货 盗版 仿品 假标 翻新 造假",
        "假 山寨 像假货 像仿的 像高仿",
        "掺假 造假 作假 掺水 冒牌 换芯",
        "{k} {x} 这{k} 牌子 东西 鞋子 {d} 香水 书 酒 化妆品"),
    "packaging": ("破洞 拆封痕迹 脏污 破口 压痕 污渍 破损 脏东西 敷衍 漏气",
        "简陋 寒酸 难看 敷衍 破 脏 烂 粗糙 廉价 随便 旧 薄",
        "拆封 漏封 破 破损 开口 散开 漏气 压皱 开胶 弄脏",
        "包装 外盒 纸箱 礼盒 盒子 袋子 外包装 封口 瓶口 箱子 快递盒"),
    "price": ("隐形收费 额外运费 涨价 溢价 加价 附加费 乱收费 虚高 套路 手续费 差价",
        "贵 坑 离谱 高 虚高 黑",
        "涨价 多收钱 加价 涨 乱收费 坑钱 多收 降价 变价",
        "价格 这价 运费 {x} 收费 菜价 房价 安装费 这个价格 {d} {c}"),
    "service": ("推诿 敷衍 不耐烦 态度问题 推脱 怨言 官腔 骂人",
        "凶 冷淡 敷衍 傲慢 差 横 冲 拽 冷漠 粗鲁 恶劣 嚣张",
        "推脱 骂人 踢皮球 顶嘴 不理人 发脾气 甩脸 敷衍 拉黑我 撒谎 挂电话 吼人 推诿",
        "{who} 快递员 安装师傅 {who}态度 服务员 前台 店员 骑手 老板 师傅 送货的 客服"),
    "refund": ("刁难 拒绝退款 扯皮 拖着不退 推脱 手续费 拖延 麻烦 障碍 扣钱",
        "麻烦 费劲 磨叽 难 慢 复杂 折腾 繁琐",
        "刁难 拖延 卡着不退 扯皮 推脱 扣钱 拒绝 耍赖 折腾人 拖着",
        "退货 退款 换货 售后流程 保修 换新 售后 开发票 报修 取消订单 退押金 维修"),
    "safety": ("过敏 红疹 漏电 冒烟 火花 刺痛 毛刺 副作用 不良反应 红肿 刺激 瘙痒 起痘 甲醛 触电 安全隐患 头晕",
        "辣眼 扎手 烫手 刺激 刺痛 危险 痒 疼",
        "过敏 烂脸 漏电 冒烟 起疹子 拉肚子 烫伤 割手 鼓包 红肿 长痘 起皮 发痒 刺痛 着火 爆炸 触电 头晕 呕吐 烫手 割伤 肿",
        "{x} 用了{d} 涂完{k} 吃完{y} 脸上 皮肤 宝宝 敷完{k} 孩子 嘴唇 {k}"),
    "fraud": ("套路 刷单 骗局 诱导好评 欺骗 强制消费 诈骗 骚扰 水军 返现 猫腻 乱扣费",
        "",
        "骗钱 泄露电话 刷单 骚扰 乱扣费 强制消费 欺诈 乱扣款 偷偷续费 骗人 索要好评 打骚扰电话 泄露信息",
        "{who} 这家店 平台 商家 店铺 客服 会员 这家 卖家"),
}
DENY_EN = {
    "late": ("delay|waiting around|hold-up|long wait|late delivery|waiting time|slow shipping|missed delivery date",
        "late|slow|delayed|overdue|held up|behind schedule|weeks late|days late",
        "drag:dragged:dragged|arrive late:arrived late:arrived late|get stuck in transit:got stuck in transit:got stuck in transit|"
        "take long:took long:taken long|come late:came late:come late|take weeks:took weeks:taken weeks|keep me waiting:kept me waiting:kept me waiting",
        "the parcel|delivery|shipping|my order|the post|the shipment|the package|my {x}"),
    "damaged": ("scratch|dent|crack|crushed corner|leakage|broken glass|chip|tear|hole|broken part|damaged corner|scratched screen|leaking bottle",
        "damaged|dented|crushed|scratched|cracked|smashed|bent|broken|chipped|torn|leaking|soaked|squashed|wet|bent out of shape",
        "leak:leaked:leaked|arrive broken:arrived broken:arrived broken|get crushed:got crushed:got crushed|spill:spilled:spilled|"
        "come broken:came broken:come broken|arrive damaged:arrived damaged:arrived damaged|get damaged:got damaged:got damaged|shatter:shattered:shattered",
        "the {x}|my {g}|the bottle|the screen|the box with the {x}|the package|the glass|my order|the mug"),
    "missing": ("missing part|missing screw|short count|missing piece|lost parcel|missing cable|missing item|empty box",
        "missing|incomplete|short of parts|lost|short|empty|missing a part|missing from the box",
        "go missing:went missing:gone missing|get lost:got lost:got lost|disappear:disappeared:disappeared|"
        "get lost in the mail:got lost in the mail:got lost in the mail|vanish:vanished:vanished",
        "the {x}|the manual|the parcel|a piece of the set|my package|my order|the box|one of the pieces|the charger"),
    "wrong_item": ("mix-up|wrong colour in the bag|wrong size|wrong item|wrong model|wrong part|wrong order",
        "the wrong colour|the wrong size|the wrong model|somebody else's order|the wrong one|the wrong item|the wrong version|the wrong flavour|someone else's",
        "get mixed up:got mixed up:got mixed up|get swapped:got swapped:got swapped|come in the wrong colour:came in the wrong colour:come in the wrong colour",
        "the {c}|my order|the {g}|what they sent|the {x}|the parcel|the item in the box|my {c}"),
    "spoiled": ("mould|rotten one|bug|stale piece|expired jar|mouldy piece|dead bug|hair|worm|bad one|speck of mould",
        "mouldy|stale|expired|rotten|rancid|off|bad|spoiled|out of date|past its date|sour|moldy|dirty",
        "go off:went off:gone off|rot:rotted:rotted|grow mould:grew mould:grown mould|go bad:went bad:gone bad|spoil:spoiled:spoiled|expire:expired:expired|"
        "turn sour:turned sour:turned sour",
        "the {f}|this {f}|the whole batch|the meat|the milk|the fruit|the bread"),
    "defect": ("defect|glitch|loose thread|fault|quality problem|broken part|malfunction|dead pixel|bad seam|leak|breakdown|crash|manufacturing fault|weak spot",
        "defective|faulty|shoddy|flimsy|dead|broken|badly made|poorly made|cheaply made|dead on arrival|torn|loose",
        "break:broke:broken|die:died:died|crash:crashed:crashed|fall apart:fell apart:fallen apart|crack:cracked:cracked|quit on me:quit on me:quit on me|"
        "fade:faded:faded|stop working:stopped working:stopped working|fail:failed:failed|rip:ripped:ripped|leak:leaked:leaked|freeze:froze:frozen|"
        "rust:rusted:rusted|come apart:came apart:come apart|shut off:shut off:shut off|shrink:shrank:shrunk|peel:peeled:peeled",
        "the {g}|this {g}|the {c}|the zipper|the battery|my {g}|the handle|the strap|the motor|the screen|the seam"),
    "performance": ("lag|noise|hiss|stutter|buzzing|weak point|dropped call|slow moment|dull page|delay in the sound|slip",
        "noisy|slow|laggy|weak|uncomfortable|boring|clumsy|greasy|loud|useless|hard to use|too slow|too loud|complicated|heavy|dull|stiff|unreliable|"
        "disappointing",
        "lag:lagged:lagged|overheat:overheated:overheated|drop the signal:dropped the signal:dropped the signal|clog:clogged:clogged|slip:slipped:slipped|"
        "get hot:got hot:got hot|disconnect:disconnected:disconnected|stutter:stuttered:stuttered|buzz:buzzed:buzzed|bore me:bored me:bored me|"
        "hurt my ears:hurt my ears:hurt my ears",
        "the {g}|this {g}|the app|the motor|the {k}|the sound|the book|the chair|the battery|the connection"),
    "taste_smell": ("smell|bad aftertaste|chemical odour|stink|bitterness|aftertaste|odd taste|chemical smell|plastic smell|strange smell|funny taste|sour note",
        "bitter|smelly|sour|bland|disgusting|soggy|salty|too sweet|too salty|greasy|dry|rubbery|tasteless|stinky|burnt|chewy",
        "stink:stank:stunk|taste of plastic:tasted of plastic:tasted of plastic|smell:smelled:smelled|taste bad:tasted bad:tasted bad|"
        "taste burnt:tasted burnt:tasted burnt|smell bad:smelled bad:smelled bad|reek:reeked:reeked|leave an aftertaste:left an aftertaste:left an aftertaste",
        "the {f}|the {k}|this {f}|the {c}|the coffee|the meal|the chicken|the plastic"),
    "fit": ("pinching|tight spot|size problem|gap|loose spot|squeezing|compatibility problem",
        "too small|too tight|too big|too short|undersized|too loose|too long|too wide|too narrow|tight|small|baggy|incompatible|too large|too high",
        "pinch my toes:pinched my toes:pinched my toes|run small:ran small:run small|run large:ran large:run large|slide off:slid off:slid off|"
        "squeeze my feet:squeezed my feet:squeezed my feet|fall short:fell short:fallen short",
        "the {c}|this pair of {c}|the case|the strap|the sleeve|the waist|the lid|the adapter|the cable"),
    "mismatch": ("difference from the photos|exaggeration in the ad|difference from the description|false claim|trace of use|lie in the listing|broken promise",
        "misleading|unlike the photo|second-hand looking|different from the picture|used|second-hand|falsely advertised|different from the description|"
        "exaggerated",
        "differ from the picture:differed from the picture:differed from the picture|look used:looked used:looked used|"
        "look different from the photo:looked different from the photo:looked different from the photo|mislead me:misled me:misled me",
        "the {x}|the colour|the listing|the description|the picture|the item|the advert"),
    "counterfeit": ("sign of a fake|doubt about it being genuine|fake|imitation|fake label|forged code|copy",
        "fake|a knock-off|counterfeit|a copy|a replica|an imitation|a fake|pirated|forged|bootleg|phoney|a cheap copy",
        "turn out fake:turned out fake:turned out fake|look fake:looked fake:looked fake|prove a fake:proved a fake:proved a fake|"
        "fail the authenticity check:failed the authenticity check:failed the authenticity check",
        "the {k}|this {g}|the {c}|the brand label|the book|the watch|the bag|the logo|the charger"),
    "packaging": ("torn seal|flimsy wrapping|broken seal|open box|torn bag|crushed box|dirty box|loose cap|ugly box",
        "badly packed|unsealed|carelessly wrapped|poorly packed|torn|opened|ugly|dirty|flimsy|thrown in loose|badly wrapped",
        "come unwrapped:came unwrapped:come unwrapped|come open:came open:come open|tear:tore:torn|come unsealed:came unsealed:come unsealed",
        "the {x}|the box|the {k}|the packaging|the wrapping|the gift box|the bag|the seal"),
    "price": ("hidden fee|surcharge|extra charge|rip-off|extra fee|shipping charge|price increase|surprise fee|hidden cost",
        "overpriced|expensive|a rip-off|too dear|too expensive|pricey|a waste of money|too much|costly",
        "cost too much:cost too much:cost too much|go up in price:went up in price:gone up in price|cost a fortune:cost a fortune:cost a fortune|"
        "get dearer:got dearer:got dearer",
        "the {x}|shipping|this {g}|the price|the delivery fee|the {g}|it"),
    "service": ("rudeness|attitude|excuse|rude word|bad service|argument|unanswered mail|unfriendly word|lie",
        "rude|unhelpful|dismissive|impatient|arrogant|unfriendly|unprofessional|nasty|careless|useless|impolite|lazy",
        "ignore me:ignored me:ignored me|hang up on me:hung up on me:hung up on me|lie to me:lied to me:lied to me|shout at me:shouted at me:shouted at me|"
        "brush me off:brushed me off:brushed me off|leave me waiting:left me waiting:left me waiting|blame me:blamed me:blamed me|"
        "block me:blocked me:blocked me|insult me:insulted me:insulted me",
        "{who}|the courier|the installer|the agent|the driver|the waiter|the technician|the manager|the staff"),
    "refund": ("fuss about the refund|trouble with the return|quarrel over the warranty|argument about the refund|restocking fee|hassle with the exchange|"
        "problem with the refund|delay of the refund|struggle to get the money back",
        "refused a refund|denied an exchange|charged for the return|refused a repair|left without her money",
        "wait long for the refund:waited long for the refund:waited long for the refund|"
        "have to fight over the return:had to fight over the return:had to fight over the return|"
        "pay for the warranty repair:paid for the warranty repair:paid for the warranty repair|"
        "have to beg for the refund:had to beg for the refund:had to beg for the refund|have to chase the money:had to chase the money:had to chase the money|"
        "pay for the return shipping:paid for the return shipping:paid for the return shipping",
        "my wife|my husband|my colleague|my mother|my sister|my boss"),
    "safety": ("rash|burn|irritation|electric shock|smoke|allergic reaction|burn mark|cut|injury|blister|spark|sharp edge|swelling|itch|stomach ache|fire",
        "dangerous|toxic|a fire hazard|a choking hazard|unsafe|hazardous|scalding|poisonous|harmful|sharp enough to cut",
        "burn me:burned me:burned me|give me a rash:gave me a rash:given me a rash|make me sick:made me sick:made me sick|spark:sparked:sparked|"
        "shock me:shocked me:shocked me|catch fire:caught fire:caught fire|explode:exploded:exploded|melt:melted:melted|smoke:smoked:smoked|"
        "cut me:cut me:cut me|make me ill:made me ill:made me ill|burn my skin:burned my skin:burned my skin",
        "the {k}|the {g}|this {f}|the plug|the battery|the charger|this {k}|it"),
    "fraud": ("scam|trick|bribe for stars|fake review|double charge|unauthorised charge|cheating|dirty trick|swindle|hidden subscription",
        "a scam|a con|dishonest|a fraud|fraudulent|a fake shop|crooked|a swindler",
        "scam me:scammed me:scammed me|overcharge my card:overcharged my card:overcharged my card|sell my data:sold my data:sold my data|"
        "cheat me:cheated me:cheated me|charge me twice:charged me twice:charged me twice|steal my money:stole my money:stolen my money|"
        "trick me:tricked me:tricked me|rob me:robbed me:robbed me|take money I did not owe:took money I did not owe:taken money I did not owe",
        "this shop|the seller|the site|the shop|the company|the website|this store"),
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
很好 | 不错 | 挺好的 | 很喜欢 | 非常满意 | 满意 | 好用 | 东西很好 | 质量很好 | 质量不错 | 物超所值 | 值得购买 | 推荐购买 | 好评 | 给好评 | 给力 | 赞 | 超赞 | 可以的 | 还行，挺实用 | 蛮好 | 蛮不错的 | 老好了 | 杠杠的 | 巴适得很 | 得劲 | 中意 | 稀罕得不行 | {x}收到了，很喜欢
{x}质量很好，做工也细 | {x}跟描述的一样 | {x}是正品，放心买 | {x}很实用 | {x}性价比超高 | {d}好用，操作简单 | {d}声音小，效果好 | {d}颜值高，反应快 | {d}用了{w}，一切正常 | {y}很新鲜，味道好 | {y}好吃，{kid}爱吃 | {y}日期新鲜，分量够 | {c}穿着舒服，大小合适 | {c}版型好，显瘦
{c}面料舒服，不扎 | {k}好用，不油腻 | {k}滋润，味道好闻 | {k}用着温和，没有刺激 | 发货快 | 物流快，包装好 | 快递给力，两天就到 | 卖家发货快，服务好 | {who}很耐心，问什么都答 | {who}人很好，帮我选的尺码正合适 | 快递小哥送上楼，辛苦了 | 师傅安装很麻利，还教我怎么用 | 售后有保障 | 价格实惠 | 价格便宜，东西好
活动价买的，划算 | 比商场便宜好多 | 包装很严实，一点没坏 | 包装精美，送人有面子 | 味道很正 | 口感好，不腻 | 菜量足，味道好 | 送餐快，还是热的 | 老顾客了，一直很好 | 一如既往的好 | 回购好几次了 | 还会再来 | 下次还买 | 已经推荐给同事了 | 爸妈都说好 | 孩子很喜欢 | 老公说不错 | 房间干净，前台热情 | 书很好，内容实在
印刷清楚，纸张好 | 没有想象中的慢，两天就到了 | 快递比我想的快，一点没耽误 | 物流没有别人说的那么慢 | 没让我等多久 | 偏远地方也没慢多少 | 发货不拖拉 | 一路没有磕碰，完好无损 | 玻璃的居然一个没碎 | 打开检查了，没有破 | 寄了这么远都没压坏 | 汤一滴没洒 | 没有少东西，配件齐全 | 清点过，一样不少 | 没有发错，颜色码数都对
没有发错过货，一直信得过 | 不像有人说的有味道 | 没有异味 | 没啥味儿，放心 | 打开没闻到怪味 | 不刺鼻，淡淡的香 | 一点都不腥 | 不咸不淡，正好 | 不甜腻 | 没有一个坏的 | 没有烂果 | 没有过期，日期很新 | 没有虫眼，干净 | 吃着不像放久了的 | 没有掉色 | 洗了不起球 | 没有线头 | 不漏水 | 终于不漏水了 | 没出过毛病 | 用到现在没坏过
没死过机 | 不卡，很流畅 | 不吵，晚上也能用 | 没噪音 | 不烫手 | 不费电 | 不闷脚 | 不累脚 | 不勒 | 不挤脚 | 不大不小 | 没有偏码 | 长短正好，不用改 | 没有色差 | 跟图片没差别 | 没有夸大，说的都做到了 | 不像二手，全新的 | 不是假货，验过了 | 之前那家是假货，这家正品 | 不用担心真假 | 包装没有破损 | 封口没动过 | 不贵
价格不坑人 | 没有乱收费 | 没有降价套路 | 没花冤枉钱 | {who}没有不耐烦 | {who}没有推脱，当场解决 | 有问题{who}不躲，马上处理 | 退货没有刁难，很顺利 | 换货一点不麻烦 | 退款不拖，当天就退 | 用了没过敏 | 敏感肌也没刺激 | {kid}用了没起疹子 | 不辣眼睛 | 吃了没拉肚子 | 没有毛刺，不扎手 | 不漏电，用着放心
没有好评返现那一套 | 不强迫好评 | 没有骚扰电话 | 没有踩雷 | 没有失望 | 没让人失望 | 没有后悔 | 一点不后悔 | 挑不出缺点 | 没什么不好的 | 不差 | 真心不错 | 说不上哪里不好 | 没有理由给差评 | 比上次那家垃圾强多了 | 再也不用受漏水的气了 | 再也不用去医院了，家里就能做
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
no complaints | no complaints here | no complaints at all | I've no complaints | nothing to complain about | can't complain | no issues | no issues so far
no issues whatsoever | no problems | no problems at all | never had a problem | never had a problem with it | never had any trouble | not a single problem in {w}
no trouble at all | nothing bad to say | nothing negative to say | not one bad thing | no regrets at all | don't regret it one bit | not disappointed
I was not disappointed | you won't be disappointed | did not disappoint | never disappoints | it doesn't disappoint | arrived two days early | arrived early
came earlier than expected | came a day early | arrived sooner than promised | arrived ahead of schedule | no delay | arrived without a scratch | not a single scratch
not a scratch on it | no damage | arrived undamaged | arrived safe and sound | nothing broken, nothing missing | everything was in the box | nothing was missing
no missing parts | I worried about the size but it fits | I was worried it would be too small, it fits perfectly | was afraid it would be too big, it's perfect
I was afraid it would break, it didn't | I worried about quality but it's great | was sceptical at first, now I love it | I had my doubts but it works great
thought it would be cheap junk, it's not | expected it to be flimsy, it's really solid | I expected less | broke my old one so I bought this
bought it because my old {g} broke | replaces my broken {g} | my old one died after years, this one is even better | returned my old one for this, so happy
returned another brand and kept this one | sent the other one back, this is the keeper | killer deal | killer price for a {g} | a steal at this price | it's a steal
stole the show at the party | sick beats | sick sound, bro | sick sneakers | the bass is sick | this thing is insane | insane value | crazy good | crazy good price
crazy comfortable | stupidly comfortable | ridiculously good | wicked fast | wicked cool | nasty bass, love it | mean little {g} | this thing kills it
it kills it every time | it's the bomb | bomb {f} | bomb dot com | badass {g} | damn good | damn good {f} | hell yes | holy cow it's good | fire tablet works great
the Fire tablet is a great buy | my kids love the Fire tablet | the fire stick is great | this is fire | straight fire | drop dead gorgeous | dead simple to use
dead easy | dead quiet | deadly accurate | addictive, I can't stop eating the {f} | dangerously good {f} | sinfully good | I'm hooked | terribly good | awfully cute
awfully nice people | scary fast | shockingly cheap and good | unbelievably soft | can't believe how good it is | can't believe the price | couldn't ask for more
couldn't be better | can't beat this price | can't beat it | you can't go wrong here | can't live without it | wouldn't change a thing | would not trade it
never going back to my old one | never going back to the store for this | hard to put down | couldn't put it down | cried at the end, so beautiful | laughed till it hurt
not too big, not too small | not too sweet, just right | not too heavy | not greasy at all | not sticky | doesn't leak | doesn't slip | doesn't smell | no smell at all
doesn't hurt my ears | no rash, no itching | doesn't irritate my skin | never let me down | hasn't let me down | still going strong | still works after {w}
still works like day one | hasn't missed a beat | survived three kids | survived a fall down the stairs | the dog hasn't managed to destroy it
washed it {n} times and no fading | no shrinking | no lag | never crashes | never freezes | not expensive at all | cheap but good | cheap and good
inexpensive and it works | not bad at all | not bad | not half bad | pretty good, not going to lie | no need to look further | no hassle | no fuss | no nonsense
problem solved | solved my problem | ended my back pain | saved my trip | saved me a fortune | it fixed my leak | my headache is gone | good | very good | great
excellent | perfect | awesome | amazing | love it | I love it | I love this {x} | we love it | great {x} | good {x} | nice {x} | very nice | very nice {x} | great product
good product | excellent product | nice product | great quality | good quality | excellent quality | great value | much for the money | good value | great price
good price | worth the money | worth every penny | works great, thanks | works well, thanks | works perfectly | it works | works as it should | works just as expected | works as advertised
just as described | exactly as described | as described | as pictured | fits perfectly | fits great | fits well | perfect fit | true to size | fits like a glove
comfortable | very comfortable | super comfortable | so soft | very soft | warm and cosy | easy to use | very easy to use | easy to set up | easy to install
easy to clean | fast shipping | fast delivery | quick delivery | arrived on time | came on time | came fast | arrived quickly | arrived next day | quick and easy
well packed | packed well | nicely packaged | great service | great service on the phone | good service | helpful staff | {who} was very helpful | {who} was so kind
friendly seller | great seller | good seller | thanks | thank you | thank you so much | very happy | so happy with it | happy with my purchase | a happy customer
very pleased | satisfied | very satisfied | highly recommend | highly recommended | I recommend it | would recommend | would buy again | will buy again | will order again
I'll be back | five stars | 5 stars | A+ | ten out of ten | thumbs up | my husband loves it | my wife loves it | my kids love it | {kid} loves it
bought it for {kid}, a big hit | bought it as a gift, she loved it | great gift | perfect gift | delicious | very tasty | so tasty | tastes great | the {f} is delicious
the {f} is very fresh | smells great | smells amazing | looks great | looks beautiful | beautiful | beautiful colour | nice color | the sound is great | great sound
great picture | battery lasts all day | long battery life | very fast | super quiet | light and easy to carry | strong and sturdy | well built | solid | made to last
does the job | does what it says | does what it should | just what I needed | exactly what I wanted | the very thing I was looking for | better than I'd expected
better than I hoped | exceeded my expectations | even better in person | best {x} ever | the best | best purchase this year | best {x} I ever had | great book
great read | good story | fun to read | fun movie | great hotel, clean room | use it every day | I use it daily | is quite good | a very good product, I like
i like very much | all good | all ok | everything ok | everything was perfect | everything fine | super | top | nice one | cool | well done | good job
the goods arrived promptly and in perfect condition | I am entirely satisfied
"""}
OPEN = {"zh": [""] * 14 + ["说一下，", "{t}买的，", "第一次来这家，", "收到有{w}了，", "怎么说呢，", "追评：", "给家里买的，", "亲们，", "帮同事下单的，", "客观讲，"],
        "en": [""] * 14 + ["Update: ", "Ordered {t}. ", "First time here. ", "Well, ", "To be fair, ", "Bought this for work. ", "So, ", "Short version: ", "Owned it {w}. ", "Hi, "]}

# What stands for a cause, Chinese. Rare causes first.
ZH = {"wrong_item": """
发错货了 | 货发错了，不是我买的 | 发错颜色 | 颜色不对，我选的是{col} | 尺码发错了 | 型号发错 | 寄错东西了吧 | 这不是我订的那个 | 给错了 | 我买的是大号，来的是小号 | 选的{col}，给我发的{col} | 拍的是{x}，到手一看是{o}，懵了 | 下错单的是你们仓库吧，跟我拍的不是一个东西 | 两双鞋一双对一双错 | 买37码发38码
要的500毫升，发的200毫升 | 我订的是男款，寄女款来干嘛 | 同款不同色，也不问一声就乱发 | 要甜的来了咸的 | 要微辣给我放特辣 | 备注写得清清楚楚要{col}，还是发了{col} | 没货就说没货，随便换个颜色给我发什么意思 | 不打招呼就给我换了款 @wrong_item,service | 问都不问直接给我换成别的口味 | 订的红烧肉盖饭，送来一份鱼香肉丝
点的热的，给的冰的 | 点的不加葱，满满一层葱 | 送成别人的外卖了，小票上不是我的名字 | 饺子馅给弄错了 | 套餐里的饮料给换成了别的 | {who}承认发错了可就是不给换 @wrong_item,refund | 发错了还让我自己出运费换 @wrong_item,refund | 换了一次，又发错 #repeat | 第二回还是发错颜色，服了 #repeat
说发错了让我将就用 @wrong_item,service | 打开一看，里面不是{x}，是个{o} | 盒子是对的，东西是另一个型号 | 箱子上贴的是我的单，里面装的是别人的货 | 订单显示{x}，实际到的八竿子打不着 | 我要左边那款，你们发的右边那款 | 买上下册，来了两本上册 | 要的是繁体版给了简体版 | 买的黑白打印的墨盒，给我彩色的 | 要双人的，来了个单人的
被套买一米八的，发来一米五的 | 说是我拍的那款升级版，可我没要升级版 | 明明拍的两件不同色，来了两件一样的 | 拍了{n}件，颜色没有一件是对的 | 一套里混进去一只别的码 | 左右脚不是一个码 | 一双鞋两只不一样大 | 这色号不是我要的，我要的是正红 | 买的油性的，发来干性的 | 粉底色号错了 | 洗发水要去屑的，给了柔顺的 | 套餐内容被换了
牛奶要全脂，送的脱脂 | 发货员眼神不好吧，{col}当{col}发 | 捡货的也太马虎，型号都能拿岔 | 仓库把单子弄串了 | 货给串了，我的不知道跑谁家去了 | 搞错了吧，这不是俺买的 | 弄错咧，俺要的不是这个 | 发了个啥嘛，完全不是我下单那个 | 收到的跟订单不符，不是同一款 | 订单是A款，收到B款 | 实收型号和下单型号不同 | 商品编号与订单不一致
收到的货和我买的对不上号 | 客服让拍照核对，确实不是我买的那件 #evidence | 我女儿生日要的粉色，来个黑的，孩子当场哭了 #vulnerable | 送人的，颜色给我发错，没法送 | 等了{w}，等来一个不是我要的 @wrong_item,late | 着急用，偏偏发错 | 花了买新款的钱，发的是去年款 | 数据线接头给错了，我要type-c的
要三脚插的，来个两脚的 | 买的安卓版，收到苹果版 | 内存拍的大的，到手小的 | 说好的配置不是这个，给我发了低配 | 这是4G的，我买的明明是5G的
下单的是{col}，寄来却成了{col}的别款 | 我要的{x}，你们给我寄了个{o} | 尺码填的M，收到一件XXL | 型号完全搭不上，这根本是另一款 | 买左手的发了右手的
订的是两人份，送来的是别人家的单 | 把邻居的包裹错发给我了 | 拍的礼盒装，来的是散装款 | 明明选了加大号，到手是迷你号 | 口味发错，要原味给了麻辣
给我发的是隔壁链接的货 | 订单上写着{d}，盒子里躺着{o} | 发货的人是不是不看备注，颜色全弄混 | 换货寄回来的还是错的型号 #repeat | 三件里有一件根本不是我点的
要女款来了男款 | 买的插头是国标，寄来英标 | 张冠李戴，收到了别人的{c} | 我点的牛肉面，送到的是酸辣粉 | 版本搞错了，我要的是蓝牙版
拍了{n}号色，拆开是另一个色号 | {who}发混了，{x}不是我选的那款 | 货号跟订单对不上，配错货了 | 书名一样，可寄来的是下册我要上册 | 说好发新款，结果塞了个老款给我
""", "fraud": """
骗人的店 | 骗子商家 | 遇到骗子了 | 纯骗钱 | 收了钱不发货，人也联系不上 | 钱付了，店没了 | 虚假发货 | 假单号骗我 | 写个好评给三块，不写就一直烦你 | 好评返现，返了个寂寞 | 扫码领红包，领完要身份证号，骗人的 | 包裹里塞张卡片，五星加晒图返十块 | 返现是骗人的，评完就不认 | 说好晒图返五块，评完不给了 | 给了好评才发现返现要凑够三单，套路
为了返现给的好评，现在追评说实话 | 不改差评就打电话骂人 @fraud,service | 天天发短信求我删评价，烦死 | 一个差评招来十几个骚扰电话 | 商家把我拉进群让我改评 | 打电话到我单位要我撤差评 | 威胁我说知道我家住哪 !3 | 因为中评被{who}电话轰炸 | 让我删评给二十块封口费 | 没买过的东西寄到家，拿我名字刷单 | 莫名其妙多了个订单，我没下过
来路不明的包裹，怀疑信息被卖了 | 买完第二天就一堆推销电话，信息泄露了 | 手机号刚填上就来诈骗短信 | 有人冒充{who}说要给我退款，差点上当 | 骗子能报出我的订单号，你们泄露的吧 | 自动续费也不提示，扣了我{n}个月 | 免密支付偷偷扣钱 | 莫名其妙扣了会员费 | 没同意就给我开了保险 | 下单页面默认勾选，坑人多花二十 | 试用一元，第二个月扣一百九
取消了还继续扣钱 @fraud,refund | 一天扣了我两次款 | 多扣的钱谁也说不清 | 莫名多出一笔扣款 | 点一下就扣钱，关都关不掉 | 小程序乱扣费 | 话费被偷偷订了业务 | 预售付了定金，尾款那天店关了 | 秒杀是假的，付完就砍单 | 抽奖中了说要先交税 | 打着清仓的名义骗人 | 拍下不发，等着你取消，纯粹骗流量 | 优惠券领了用不了，骗人下单
满减是幌子，结算根本不减 | 诱导转微信付款，付了就不认账 | 让我私下转账，转完拉黑 | 加了微信就问我要银行卡号 | 走线下交易被坑了三百 | 发个链接让我重新付一遍 | 假客服，让我开屏幕共享 | 评论全是托儿 | 好评都是刷的，信了就亏 | 评价全一个口气，一看就是花钱买的 | 几千条好评，都是机器人写的吧 | 我的好评不是我写的，谁替我评的
系统自动给我好评，我没点过 | 空包，拿个空盒子就想骗签收 | 寄来一块砖头 | 箱子里是两瓶矿泉水，这不诈骗吗 | 花几百买了个石头 | 发个钥匙扣来，单号就成真的了，骗子把戏 | 寄张贺卡冒充我买的{d} | 没收到货就被点了确认收货 | 未经同意替我确认收货 | 他们自己把订单点成完成了 | 骗我先确认收货再补发，确认完没影了 | 让我先退款申请撤了就给补，撤完就翻脸
叫我先好评再处理问题 | 办了年卡，店跑路了 | 充值送一百，充完店没了 | 会员卡里的钱用不了也退不了 @fraud,refund | 装修定金付了，人消失 | 套餐写着不限次，去了要加钱，骗进去再宰 @fraud,price | 免费体验，做完不交钱不让走 !3 | 老人被忽悠着买了一堆 #vulnerable | 专骗老年人，我妈花了三千 #vulnerable
骗我爸说中奖，要先交钱 #vulnerable | 黑店，专坑外地人 | 一帮骗子 #anger | 骗钱没商量 | 不讲诚信，骗一个是一个 | 老百姓的钱就这么骗走了
好评返五元，不给好评就天天打电话 | 诱导我晒图返现，晒完就拉黑 | 没经同意就自动续费扣了我钱 | 加微信返红包，纯属骗局 | 店家用我手机号注册别的账号
收了钱就关店，骗子 | 空包裹刷单，我压根没下过单 | 差评发出去，店主半夜发短信威胁我改掉 #anger | 发来一张卡片让人写满分换礼金 | 把我的地址电话泄露给推销的了
虚假发货，单号是别人的，就为了骗确认收货 | 先付定金再让补差价，钓鱼套路 | 冒充平台{who}要我验证码 | 中奖短信是假的，点进去就扣款 | 评论区全是刷出来的，水军
不改评价就骚扰我家里人 | 预存的会员费一夜之间不认账了 | 买一送一是幌子，付完款说活动没了，骗钱 | 私自给我开通了包月 | 说免费领，实际绑卡扣了九十九
让我转账到私人账户，结果人没了 | 莫名其妙收到没买过的{x}，被人拿去刷单 | 这店就是诈骗团伙 #anger | 逼我删差评，不删就曝光我地址 | 拿好评卡贿赂买家，真恶心
""", "refund": """
不给退 | 退不了 | 不让退货 | 换货不给换 | 退款不到账 | 钱一直没退 | 退货太麻烦了 | 售后不管 | 没有售后 | 售后形同虚设 | 售后太差 | 说好能退，现在不给退了 | 退货寄回去{w}了，退款还没动静 | 仓库签收了就是不退钱 | 申请退款被拒三次 #repeat | 退款审核一直在审核中 | 点了退款，显示等待商家处理，等到现在
退款卡在平台，两边都说找对方 | 拆了就不能退，不拆怎么知道好坏 | 说影响二次销售不给退 | 吊牌没剪都不给退 | 说我超了一天，不给退 | 七天无理由到他家就有理由了 | 页面写着支持退货，实际不支持 | 说特价商品不退不换 | 退货运费比东西还贵，干脆扔了 | 质量问题退货还让我出运费 @refund,defect
是你们发错的，凭啥我付运费 @refund,wrong_item | 来回邮费我掏了三十 | 运费险理赔才给五块，寄回去十二 | 退货要自己跑两公里去寄 | 换一个要等二十天 | 换货寄回去就没了下文 | 换货流程一走走了{w} | 换回来一个别人用过的 @refund,mismatch | 换来的还是有毛病 @refund,defect #repeat
换货说没货，退款又说过期 | 说换就是不发，天天说明天 | 保修期内坏了，要我付维修费 | 刚过保一天就不管 | 保修卡没盖章，人家不认 | 全国联保？我们这儿没网点 | 修了三次还没修好 #repeat | 送修一个月，问就是在等配件 | 售后检测说人为损坏，不给保 | 返修回来毛病照旧 @refund,defect #repeat | 打售后电话让找店铺，店铺让打售后
厂家说不归他管，店家说找厂家 | 维修点都撤了，上哪修 | 售后约了师傅，到点没人来 | 报修{w}没人上门 | 修一次收一次上门费 | 修个小零件报价比新的贵 @refund,price | 发票到现在没开 | 要了{n}次发票都不给 #repeat | 电子发票一直没发到邮箱 | 开票要加税点，之前没说 @refund,price | 发票开错公司名，不给改
没有发票，报销不了 | 说下月补发票，下月又下月 | 只肯退一半 | 给我退了十块钱就想打发 | 补偿五块让我别退 | 部分退款，扣了折旧费 | 退款还扣手续费 | 退的是积分不是钱 | 钱退到一个我用不了的账户里 | 用券付的退款时券没了 | 押金说好当天退，一个礼拜了 | 定金死活不退 | 酒店取消订单一分不退 | 提前两天取消也扣全款 | 票改不了也退不了
送错餐了退款要等七天 @refund,wrong_item | 送餐超时要退不给退 @refund,late | 退单半天没人审 | 必须要原包装，谁没事留着箱子 | 少个包装袋就不给退 | 让我录视频证明是坏的才给退 | 拍了照片传了视频还说证据不足 #evidence | 图片发了{n}张，就是不认 #evidence,repeat
打了好多电话才给办退货 #repeat | 退个货跟审犯人一样 @refund,service | 找{who}退货，一直让等 #repeat | {who}让我撤销退款申请 | {who}说退货就把我拉黑了 @refund,service | 商家拒绝退款，理由是没有理由 | 上门取件取了，物流丢了，说是我的责任 | 退货物流丢了没人赔 | 退的货丢半路上，钱也不退
价保申请不给过，理由一堆 @refund,price | 申请价保被驳回 @refund,price | 少发的补差价也不给退 @refund,missing | 说是当面验货，签了就不管了 | 签收后一概不负责 | 货一出门概不负责，这叫啥售后 | 买的时候是大爷，退的时候是孙子 @refund,service
退款申请拖了{w}还没到账 | 七天无理由，他们偏说拆过不给退 | 退回去签收好久，钱一分没见 | 保修卡成了废纸，修一次要收八十 | 换个货来回扯皮{w}
运费险不认，退货的邮费要我自己掏 | {who}驳回我的退货，理由编得离谱 | 开发票催了{n}遍都不给开 #repeat | 说好的只退不换，最后只肯退一半 | 售后点推厂家，厂家推店铺，没人管修
申请换新被拒，让我找物流 | 仅退款三个字，他们审核了半个月 | 寄修的{d}一去不返 | 退个{x}比登天还难 | 订单取消了，钱却卡着不还
质保期内也不给保，说人为 | 退货地址写错，害我寄丢还不认 | 要先删评论才给退 | 退款金额被扣了手续费 | 延保买了等于没买，报修无人受理
平台判了退款，商家就是不点确认 | 换来的还是坏的，再想退已经过期了 @refund,defect | 上门取件约了{n}回没人来，退不掉 | 发票抬头开错了死活不重开 | 押金到现在没退给我
""", "safety": """
过敏了 | 用了过敏，脸上起红疙瘩 | 烂脸了 | 脸又红又痒 | 涂完火辣辣地疼 | 用完脸肿了 | 起了一身疹子 | 眼睛辣得睁不开 | 头皮痒，掉头发还起包 | 嘴唇肿起来了 | 用了{k}长了一脸痘，又痛又痒 | 吃完拉肚子 | 吃了就吐 | 全家拉肚子 !3 | 吃完半夜去急诊 !3 | 肚子疼了一宿 | 吃了头晕恶心 | 食物中毒了，打了三天点滴 !3
喝完胃疼得直冒冷汗 | 吃坏肚子了，拉了一整天 | 外卖吃完上吐下泻，进医院了 !3 | 漏电！ | 插上就跳闸，还冒火星 !3 | 摸外壳有麻的感觉，漏电吧 | 洗澡的时候热水器漏电 !3 | 充电的时候烫得不敢碰 | 充着电炸了 !3 | 电池鼓包了 !3 | 半夜冒烟，差点着火 !3 | 插头烧黑了 !3 | 电线烧焦了，一股糊味 !3 | 着火了，沙发烧了个洞 !3
{d}爆了，碎片飞出来 !3 | 用着用着砰的一声炸了 !3 | 烧水的时候壶底喷火 !3 | 玻璃盖突然爆开，胳膊划了口子 !3 | 杯子倒热水就炸，烫到手 !3 | 压力锅喷出来，烫了一片泡 !3 | 椅子塌了，摔了尾椎骨 !3 | 凳子腿断了，我妈摔骨折了 #vulnerable !3 | 把手割破了 | 边上全是毛刺，扎手出血 | 铁皮没打磨，划了一道口子
钉子露在外面，扎了脚 | 螺丝没拧紧，砸到脚了 | 架子倒下来砸到人 !3 | 挂钩掉下来砸了头 | 刀刃外露，拆箱就划了手 | {kid}用了浑身起疹子 #vulnerable !3 | {kid}涂了一次就过敏 #vulnerable !3 | 宝宝屁股全红了，换回原来的才好 #vulnerable !3 | 纸尿裤捂得红屁股 #vulnerable
孩子吃完一直吐 #vulnerable !3 | 小孩掰下来个零件就往嘴里塞，吓死人 #vulnerable !3 | 玩具边上锋利，娃手破了 #vulnerable | 奶嘴掉渣，宝宝呛着了 #vulnerable !3 | 孩子坐上去就翻，后脑勺着地 #vulnerable !3 | 孕妇闻了恶心头晕，不敢再用 #vulnerable
我妈吃了血压飙上去 #vulnerable !3 | 老人滑倒了，这防滑垫一点不防滑 #vulnerable !3 | 给老人买的，穿着摔了一跤 #vulnerable !3 | 刚打开就呛得喘不上气 | 味儿大得熏得头疼，怀疑甲醛超标 @safety,taste_smell | 新柜子放了{w}还熏眼睛，甲醛肯定超 @safety,taste_smell
喷了之后嗓子疼咳嗽 | 闻久了恶心想吐 | 塑料遇热一股毒味，不敢用 @safety,taste_smell | 穿一天起红点，痒得挠 | 染得皮肤都黑了还痒 | 戴了两天耳垂化脓 | 戒指戴得手指发黑起皮 | 手环戴着手腕烂了一圈 | 鞋子磨得脚后跟全是血 | 磨破皮了，流血 | 内衣穿了起荨麻疹 | 喝出一块玻璃，嘴划破了 @safety,spoiled !3
饭里有铁丝，扎了牙龈 @safety,spoiled !3 | 吃到石子把牙崩了 @safety,spoiled | 鱼里有鱼钩 @safety,spoiled !3 | 奶粉里有硬块，宝宝喝完拉稀 @safety,spoiled #vulnerable !3 | 刹车不灵，下坡吓出一身汗 !3 | 骑着骑着前轮锁死，人飞出去 !3 | 轮子跑着跑着掉了 !3
头盔扣带一拽就开，这能保命吗 | 安全座椅卡扣扣不住 #vulnerable !3 | 安全带松的，形同虚设 !3 | 燃气灶漏气，一屋子味 !3 | 烟机掉下来差点砸到人 !3 | 用了三天脸废了，医生说激素脸 !3 | 激素超标吧，一停就烂 !3 | 医生说是接触性皮炎 | 去医院花了八百，医生说就是这东西弄的 | 药吃了心慌，不敢再吃 | 睫毛胶熏得眼睛充血
美甲灯烫手，指甲都疼 | 面膜敷完脱皮 | 染发膏把头皮烧伤了 !3 | 暖宝宝烫出泡 | 热水袋漏了，烫了肚子 !3
{d}充着电突然冒烟，吓得我拔插头 | 涂了{k}一晚上脸肿成包子 | {kid}吃完上吐下泻 #vulnerable !3 | 边角锋利，把手割出血了 | 漏电，碰一下麻到胳膊
{kid}戴了一下午，脖子起了一片红疹 #vulnerable !3 | 插座打火花，差点烧起来 !3 | 水壶把手脱落，热水烫伤了脚 !3 | 用完眼睛刺痛流泪，去了医院 !3 | 小零件一抠就掉，{kid}差点吞下去 #vulnerable !3
吃了这{y}食物中毒，挂了两天水 !3 | 电池鼓得像馒头，随时要炸 !3 | 梯子站上去就折，摔得腰疼 | 头皮又痒又痛，起水泡 | 玻璃内胆自己炸开，碎渣崩一地 !3
{d}烧得烫手，桌面都糊了 | 喷完嗓子发紧喘不上气 !3 | 里面夹着一根针，扎了手 !3 | {kid}皮肤过敏，脱皮了 #vulnerable !3 | 刹车失灵，人差点飞出去 !3
涂后灼烧感强烈，烂脸 | 喝了拉肚子，一整夜没睡 | 甲醛熏得头晕恶心 | 鱼刺没剔干净卡了喉咙 | 绳扣突然崩开打到眼睛 !3 | 穿了一天脚踝磨破发炎
""", "fit": """
太小了 | 太大了 | 小了一码 | 大了一圈 | 尺码偏小 | 尺码不准 | 不合身 | 穿不上 | 穿不进去 | 装不上 | 用不了，不匹配 | 不兼容 | 型号不配 | 尺寸不对 | 短了 | 太长了 | 太紧了，勒人 | 太肥了 | 挤脚 | 鞋子大了，走路掉跟 | 平时穿L，这个L穿不进 | 平常38的脚，这鞋38挤得疼 | 我一百一十斤，推荐的M紧巴巴的
按客服推荐买的，还是小 | {who}推荐的尺码根本不对 | 量了身高体重报给他，推荐的码还是大 | 尺码表就是摆设 | 码数乱标，XL跟S一样 | 肩太宽，撑不起来 | 领口太大，一弯腰就走光 | 领口小得头都钻不过去 | 袖子长出一大截 | 裤子短成九分的了 | 裤裆浅，蹲不下 | 腰大屁股紧 | 大腿那儿绷得慌 | 上身合适，袖笼太窄抬不起胳膊 | 胸太紧，扣子要崩
裙子短得没法出门 | 帽围小，戴着头疼 | 眼镜框太窄，夹太阳穴 | 手表带长得晃荡 | 戒指大了，一甩就飞 | 手套小得手指伸不到头 | 袜子短，老往下滑 | 内裤偏小，勒出印子 | 文胸不合，罩杯小 | 给{kid}买的，小得套不上头 | {kid}一米二，买的130还短 | 孩子脚肥，这鞋太瘦 | 纸尿裤腰围小，勒出红印 | 比标的小，缩水缩一码 | 手机壳孔位对不上
壳子装上按键按不动 | 膜小了一圈，边上都漏着 | 贴膜盖不全 | 卡槽小，卡塞不进去 | 充电口对不上 | 插头插不进插座 | 电源线接口不合 | 我的车装不上，说好通用的 | 脚垫跟我的车型不配，翘边 | 雨刮接头不对 | 滤芯不是这个机型的尺寸 | 买的配件跟我家机器不配 | 墨盒装进去机器不认 | 内存插上不识别，不兼容 | 转接头跟我电脑不兼容
软件装不了，系统不支持 | 电视盒子跟我家电视不兼容 | 手表连不上我的手机，不支持这系统 | 柜子深了两公分，推不到墙 | 桌子太高，椅子太矮，不配套 | 床板短一截，中间空着 | 窗帘短了半米 | 沙发套小，四个角拉不下来 | 床单小，一翻身就跑 | 凉席比床大一圈 | 收纳盒尺寸量的不对，塞不进抽屉 | 锅盖比锅小 | 杯垫比杯子还小 | 箱子说是24寸，还没我20的大
容量太小，两个人都不够 | 杯子小得一口就没了 | 包太小，连本书都放不下 | 冰箱放进去门打不开 | 空调功率小，带不动这间屋 | 电池型号不对，装不进去 | 螺丝短了，拧不住 | 水管接头口径不一样，接不上 | 瘦子穿都勒，胖子别想了 | 肥得像道袍 | 穿上像偷了我爸的衣服 | 像小孩衣服，缩成一团 | 大得能当被子盖 | 小得跟手绢似的 | 码子偏得厉害，大家买大两码吧
退了换大一号，还是小 #repeat | 换了两次都不合适 #repeat
{c}买大一码还是勒 | 袖子短一截，像借来的 | 鞋头太窄，小脚趾挤得慌 | 跟我的手机型号对不上，卡不进去 | 标的是一米八，量了才一米六五
腰围差了两寸，扣不上 | 裤腿长得能扫地 | 容量缩水，说一升装不满八百 | 螺丝孔位不对，装不上我家门 | 内存条插上主板不认，不兼容
按尺码表选的，结果肥得像麻袋 | 帽子小得卡在头顶 | 床笠盖不住我的床垫 | 接口是老式的，插不进新机 | 表带短，扣到最后一格都紧
胸围合适，肩膀却绷着 | 滤芯粗了一圈，塞不进去 | 码数偏得离谱，四十码像三十八 | 被套比被芯小一圈 | 杯盖拧不上，口径差一点
{c}偏小，{kid}穿不下 | 脚背高的根本套不进 | 大得能塞下两个我 | 充电头功率跟本子不匹配 | 桌布短，遮不住桌角
""", "mismatch": """
与描述不符 | 跟图片不一样 | 和图片差太远 | 实物跟图片完全两码事 | 色差太大 | 颜色和网上看的不一样 | 货不对板 | 宣传的都是假的 | 虚假宣传 | 夸大宣传 | 名不副实 | 图片仅供参考，真的只能参考 | 看着图片挺好，到手傻眼 | 图片上挺厚实，实物薄得透光 | 图上很大，来了巴掌大 | 图片是亮面，来的是哑光 | 照片拍得跟艺术品似的，实物地摊货
美颜开太大了吧，实物丑多了 | 模特穿着仙，我拿到手一块抹布，跟图差太多 | 颜色发暗，跟页面上完全不是一个色 | 写着真皮，一看就是人造革 | 说是羊毛的，标签上全是腈纶 | 标的百分百棉，一摸就是化纤 | 说加绒，里面薄薄一层毛都没有 | 说是加厚的，跟单层一样 | 说是不锈钢，吸铁石一吸，生锈了 | 说是纯银，戴两天发黑，根本不是银 | 写实木，掰开是刨花板
介绍说静音，实际吵得很 @mismatch,performance | 说能用八小时，两小时就没电 @mismatch,performance | 宣传防水，进水就坏 @mismatch,defect | 说七天见效，一个月没动静 @mismatch,performance | 广告说能去斑，斑还在 @mismatch,performance
说不掉色，第一水就染了一盆 @mismatch,defect | 号称无糖，甜得要命 | 说是现做的，明显是料理包 | 写着牛肉，吃着是鸭肉 | 菜单上一大盘，端上来一小碟 | 图片上全是虾，实际两只 | 说是当季的，冻了不知多久 | 标着土鸡蛋，就是普通鸡蛋 | 说产地新疆，箱子上写着河北 | 写的净重五斤，称了四斤二两 #evidence | 分量跟标的不符，少了二两
标16G，实际可用不到8G | 说是高配，一查是低配 | 参数和页面写的不一样 | 处理器跟宣传的不是一个 | 内存虚标 | 功率标三千瓦，测了只有一千八 #evidence | 容量虚标，一万毫安连手机都充不满两次 | 说好送的赠品没有，页面还写着 @mismatch,missing | 承诺送货上门，结果让自己去拿 @mismatch,service
写着包安装，来了要收钱 @mismatch,price | 页面写当天发，三天才发 @mismatch,late | 说有保修，打电话说没有 @mismatch,refund | 直播说两瓶，来了一瓶 @mismatch,missing | 像二手的 | 像别人退回来的 | 有使用过的痕迹 | 拆过的，有指纹 | 一看就被人用过 | 全新机里有别人的照片 | 激活日期是半年前
开机就有几十次充电记录 | 鞋底有泥，穿过的 | 衣服上有香水味和头发，穿过的吧 | 书里有人写了字，当新书卖 | 吊牌没了，袖口还脏 | 吊牌剪过又缝上的 | 螺丝有拧过的印子，翻新机 | 盖子松的，里面少了一截，用过的吧 | 口红上有抹过的印 | 面霜上有手指印，别人用过 | 内裤没密封还有毛，别是退货 | 屏幕贴膜下面有灰，撕过又贴的 | 样机当新机卖 | 展示品卖我全价
库存货当新款卖 | 酒店照片跟实际完全两回事 | 说是海景房，窗外一堵墙 | 说离地铁五分钟，走了二十分钟 | 图上有浴缸，到了没有 | 写含早餐，到店说不含 | 房型跟订的描述不符 | 写着全棉，扎人 | 这成分表跟介绍里的不一样 | 说明书上写的功能，机器上压根没有 | 跟之前买的不一样 | 跟在专柜买的不一样 | 版本跟介绍不一样
说的天花乱坠，到手大失所望，没一样对得上 | 吹得太狠了 | 水分太大，信广告就输了 | 卖家秀害死人 | 买家秀才是真的，我信了卖家秀
图上是磨砂，实物亮得反光 | 色差大到像两件东西 | 说是纯棉，标签写着涤纶 | 宣传防水，淋点雨就进水 | 页面写送{n}件套，描述全是吹的
号称新机，开机里头有别人的照片 | 直播间讲得天花乱坠，到手差远了 | 厚度跟介绍里差一半 | 写着实木，其实是贴皮 | 标注产地云南，袋子上印着别处
{c}有穿过的痕迹，领口还有粉底 | 主图蕾丝边，实物根本没有 | 承诺十小时续航，描述不实 | 像退货翻新的，螺丝都花了 | 描述的五百克，一称四百二
颜色照片上是{col}，到手偏{col} | 说好有夹层，货不对板 | 模特图骗人，穿上两回事 | 详情页写快充，实际是普通的 | 商家宣称无糖，配料第二位就是白砂糖
卖家秀和买家秀隔着银河 | 全新？外壳有手印还有使用记录 | 图案印得跟展示的不一样 | 所谓进口牛皮，一闻就是PU，跟介绍不符 | 参数虚标，流明少一半
""", "missing": """
少发了 | 漏发了 | 少了一件 | 缺配件 | 赠品没有 | 没收到货 | 货没收到就显示签收了 | 东西没到 | 少东西 | 数量不对 | 少给一瓶 | 没有说明书 | 没有发票 | 没有充电器 | 缺螺丝 | 盖子没给 | 丢件了 | 包裹丢了 | 空盒子 | 里面啥也没有 | 买了{n}件只收到一件 | 拍了{n}瓶，来了一半 | 一箱十二瓶，数了只有十瓶
两双袜子少一只 | 说是一对，来了一个 | 买一送一，送的那个没见着 | 说好的试用装没放 | 满赠的东西没发 | 赠品说没了就没了，也不提前说 @missing,service | 双十一说送的礼品到现在没影 | 显示已签收，我人在家根本没人来 | 说放门口了，门口什么都没有 | 说是代收点签收，代收点说没有 | 快递说送到了，谁签的都不知道 | 物流显示已妥投，我没拿到
快递员说放柜子了，柜子里没有 | 签收人不是我，我的包裹呢 ~explain | 放物业了，物业说没见过 | 包裹半路丢了，没人认 @missing,service | {w}了，快递说找不到件 | 物流信息断了，多半是丢了 | 分两个包裹发的，只到一个 | 一单拆成三个包裹，少一个 | 另一半什么时候发没人说 | 尾件一直没到 | {d}没配遥控器 | {d}没有电源线
没有底座，放都放不住 | 支架少一根 | 少了固定用的卡子 | 安装到一半发现少个零件 | 螺丝差{n}颗 | 少一把钥匙 | 五金包没给，装不了 | 轮子少一个 | 层板少一块 | 滤网没放 | 耳塞套就一对，说好三对 | 鞋带少一根 | 扣子没给备用的 | 腰带没配 | 衣服少了帽子 | 套装只有上衣没有裤子 | 内胆没装进来 | 枕芯没有，只有枕套 | 四件套少个枕套
桌布没放 | 书少了一册 | 光盘没有，附赠的卡也没有 | 书里缺页，从30页跳到47页 | 汤没送 | 米饭没给 | 筷子都没有，让我用手抓？ | 醋包辣椒包一个没放 | 说好的可乐没给 | 点了{n}样，送来少一样 | 外卖漏送一道菜 | 少送一份鸡翅，打电话说下次补 | 没给餐具，没给纸 | 小菜没有，说好赠的 | {y}少了半斤 | 斤两不够
缺斤短两，五斤只有四斤三两 | 称了一下少了三两 #evidence | 一袋里少两小包 | 说30包只有27包 | 面膜说十片，九片 | 抽纸少一提 | 一盒里少{n}颗 | 套盒里空了一格 | 精华小样没放 | 粉扑没有 | 泵头没配，怎么用 | 刷头少一个 | 瓶子里只装了半瓶，少得离谱 | 卡片没写，备注白写了 | 保修卡没有 | 合格证都没有 | 防尘袋没给
礼品袋没放，说好有的 | 联系补发，说补，到现在没补 #repeat | 说补寄，{w}了没见 @missing,service #repeat | 漏发了不认账，说是我没看清 @missing,service | 商家说发了，称重说够了，反正就是没有 @missing,service | 快递被人拆过，里面少了一件 @missing,damaged
箱子破了个洞，东西漏没了 @missing,damaged | 给{kid}的生日礼物丢了，孩子等了好几天 #vulnerable | 老人在家收的，少没少也没法当面数 #vulnerable | 到手就一个盒子，手机呢 | 盒子里是空的，我都傻了 | 空的！！里面啥都没有 #anger | 花了钱连个影都没看着 | 我的货呢 ~explain
东西去哪儿了 ~explain | 咋还少一个嘞 | 少个盖盖，咋用嘛
盒里少了充电线 | 买{n}袋只来了一袋 | 说明书和螺丝都没给 | 包裹显示签收，我连影子都没见着 | 赠品答应得好好的，拆开没有
外卖少了一份米饭 | 套装缺盖子 | 发票没放，联系要补 | 十二支数来数去只有十一支 | 物流弄丢了，至今没下落
备用滤芯漏装 | {who}漏发一件{c} | 少了筷子和酱料包 | 内胆没在箱子里 | 到底寄了没有，{w}了货还没到我手上，查说丢件
鞋子只来了一只 | 礼袋没有，怎么送人 | 缺一颗纽扣也没给备用的 | 订了{n}本书少一本 | 遥控器没装进来
快递柜里是空的，东西没了 | 配件包整个缺失 | 斤两不足，少给了小半斤 | 贺卡写好备注了却没附上 | 电池仓盖子缺了
""",
"late": """
太慢了 | 发货慢 | 物流慢 | 快递太慢 | 送得太慢 | 等太久了 | 迟迟不发货 | 还没发货 | 到现在没到 | 一直不发 | 龟速 | 发货速度感人 | 配送太慢 | 送晚了 | 来得太晚 | 等得花儿都谢了 | 催了才发 | 不催不发货 | 下单{w}才发货 | {w}了还显示待发货 | {t}拍的，现在还没到 | 付款{n}天了，物流一动不动
物流信息停了{w} | 在路上漂了{w} | 同城的件走了{w} | 隔壁省发过来要{w} | 从发货到收货整整{w} | 等了{w}，早没了热情 | 说48小时发货，过了{n}天 | 说今天到，明天又说明天 | 预计送达时间改了{n}次 | 约好的时间没来 | 说下午送，晚上十点才到 | 说次日达，第{n}天到的 | 加了钱的加急，比普通的还慢
预售说15号发，现在都30号了 | 现货也要等{w}，那叫什么现货 | 快递到了本地{n}天不派送 | 在站点躺了{n}天没人送 | 派送中派了{n}天 | 绕了大半个中国才到 | 发错地方又转回来，耽误{w} | 卡在海关{w}没消息 | 仓库爆仓，一等就是{w} | 揽收都揽了{n}天 | 等着急用，来的时候已经用不上了 | 出差前买的，回来了才到
孩子开学才用的，开学两周了才到 | 生日过完才送到 | 中秋的月饼，节后才到 | 过年的衣服，元宵节到的 | 母亲节的花第二天才送 | 婚礼都办完了，东西才来 | 外卖等了两个小时 | 送餐慢，催了{n}次 #repeat | 点的午饭三点才来 | 一个半小时了还没送到 | 超时四十分钟 | 等了一个钟头，饭都凉了，骑手说绕路了 | 送来的时候面都坨了，路上跑了一个多小时
饿得前胸贴后背还没到 | 半天不接单，接了又半天不取餐 | 打电话催，说快了快了，又等了{w} #repeat | 催一次动一下 #repeat | 一问就说在安排 #repeat | 天天说明天发 #repeat | 问{who}什么时候发，说系统显示为准 @late,service | 拖着不发货，客服也不理 @late,service
说缺货，早干嘛去了，等了一个礼拜才讲 @late,service | 别家两天到，他家{w} | 买两样，一样早到一样等了{w} | 速度不敢恭维 | 效率太低 | 慢得让人发毛 | 慢得离谱 | 比乌龟还慢 | 坐牛车来的吧 | 等到没脾气 | 等得黄瓜菜都凉了 | 等得心焦 | 再慢点冬天都过了 | 羽绒服到的时候都开春了 | 夏凉被等到立秋 | 安装拖了{n}天才来人
师傅约了三次才来 #repeat | 送货的和安装的不是一天，等了两回 | 送货不提前打电话，改天改天又改天 | 大件放仓库{w}才送 | 等个配件等了{w} | 补发的东西又等了{w} | 物流真是慢得可以 | 发货也忒慢了 | 咋这么慢捏 | 慢滴很 | 等哭了 | 磨磨蹭蹭不发货 | 拖拖拉拉 | 就是物流太慢，别的还行 | 东西可以，就是等得太久 | 好是好，就是发货慢
除了慢没别的毛病 | 时效太差 | 不准时 | 延误了 | 晚了{n}天
等了{w}才到，黄花菜都凉了 | 物流停在中转站{w}不动 | 说好次日达，第{n}天才见 | 催了{n}遍才肯发货 #repeat | 节日过完礼物才送来 | 外卖超时一个多钟头 | 下单{w}还没出库 | 预售拖完又拖 | 送货约好上午，天黑才来 | 蜗牛一样的配送
""",
"damaged": """
破了 | 碎了 | 摔坏了 | 压坏了 | 到手就是碎的 | 收到就裂了 | 有划痕 | 有磕碰 | 漏了 | 洒了一箱 | 变形了 | 压扁了 | 凹了一块 | 磕掉一块漆 | 瓶子破了 | 屏幕碎了 | 盒子烂了，里面也坏了 | 运输损坏 | 一打开全是碎渣 | {d}外壳裂了一道缝 | {d}边角磕瘪了 | {d}上面好几道划痕 | 新{d}到手就有磕伤
打开{n}个碎了一个 | {n}瓶里面碎了两瓶 | 到货碎了一半 | 玻璃碎得满箱子 | 罐子瘪了 | 桶摔裂了，油流得到处都是 | 酱油瓶碎了，别的东西全泡了 | 盖子裂了，漏得黏糊糊 | {k}盖子松了，漏了一大半 | {k}漏得瓶身全是 | 泵头断了 | 粉饼到手就碎成粉 | 眼影盘碎了两格 | 口红断了，一拧就掉 | 香水瓶漏光了 | 洗衣液漏了一箱子 | {y}压成渣
{y}被压烂了 | 饼干碎得只能泡着吃 | 蛋糕塌了，奶油糊一盒 | 鸡蛋破了{n}个 | 水果磕得青一块紫一块 | 水果路上颠坏了 | 汤洒得只剩一半 | 外卖洒了，袋子里全是汤 | 奶茶漏了半杯 | 披萨翻了个个儿 | 桌面磕掉一个角 | 柜门裂了 | 镜子到手就碎 | 花盆碎了 | 桌腿断了一根 | 板子开裂，像摔过 | 抽屉板压断了 | 床头磕了一个坑
瓷砖裂了好几片 | 灯罩碎了 | 马桶盖裂了 | 冰箱侧面凹进去一块 | 洗衣机外壳撞瘪了 | 电视屏碎了，开不出图 | 电视四个角有一个撞坏 | 锅把撞歪了 | 锅底有坑 | 杯口缺个口 | 碗边上有豁口 | 碟片有划痕，跳针 | 书角都折了，封面还撕了 | 书被压得皱巴巴 | 书皮破了，像被踩过 | 箱子被水泡过，里面湿了 | 快递淋了雨，纸全糊了
外箱破了个大洞，东西压变形 | 快递暴力分拣，里面全散了 | 快递员从车上往下扔，砸碎了 @damaged,service | 野蛮装卸，到手面目全非 | 被踩过一样，盒子里都瘪了 | 封口被人撕开过，里面的东西翻乱了 | 包裹被拆过又粘上 | 胶带换过，显然半路开过箱 | 快递盒破了，袋子也破了，衣服沾了泥 | 衣服让刀划了个口子 | 一件{c}被箱子里的钉子勾破
鞋盒压烂，鞋面压出死褶 | 包装太薄，到手就碎了 @damaged,packaging | 一层泡沫都没有，不碎才怪 @damaged,packaging | 玻璃的东西就套个袋，果然碎了 @damaged,packaging | 易碎品不贴标，碎得稀烂 @damaged,packaging | 又碎了，第二次了 #repeat | 补发的还是碎的 #repeat
换了一个，屏还是裂的 #repeat | 碎成这样还怎么用 | 这一路是怎么颠的，散成零件了 | 看图，碎成这样 #evidence | 图上能看见裂纹 #evidence | 开箱视频拍着呢，就是碎的 #evidence | 送人的花瓶，到手缺个口，送不出去 | 给{kid}的玩具一开箱就断了条腿 #vulnerable | 摔得稀碎 | 瘪了吧唧的 | 磕得没个样了
烂得不成样子，压的
瓶口裂开，流得满箱都是 | {d}屏幕碎成蜘蛛网 | 到手外壳凹下去一块 | 箱子压扁，里面{y}全烂成泥 | 镜面上好几道刮痕 | 摔得杯耳都掉了 | {k}漏了半瓶 | 快递拆开就见玻璃碴 | 桌腿运输中撞断 | 粉饼碎得没法用
""",
"spoiled": """
坏的 | 烂的 | 发霉了 | 过期了 | 不新鲜 | 变质了 | 有虫 | 有头发 | 馊了 | 臭了，坏掉的 | 临期的 | 快过期了 | 长毛了 | 日期不好 | 生产日期太老 | 都烂了 | 一大半是坏的 | 吃出虫子 | 吃出头发 | 有异物 | 收到就过期了 | 保质期还剩{n}天 | 还有{n}天到期，怎么吃得完 | 日期是去年的 | 生产日期被涂掉了
日期模糊，看不清哪年的 | 喷码改过，旧日期还看得见 | 包装上的日期跟瓶身的不一样，过期货 | 便宜原来是临期 | 说是新日期，来的是快过期的 @spoiled,mismatch | {y}里有虫，还活的 | {y}打开一股霉味，都长绿毛了 | {y}烂了三分之一 | {y}有哈喇味，放久了 | {y}软趴趴的，不新鲜 | {y}发黏 | {y}切开里面是黑的
{y}打开就是酸的，坏了 | {y}上有白毛 | {y}受潮结块 | {y}臭了，扔了 | 十个里头坏了{n}个 | 一箱挑出半箱烂的 | 上面好的，底下全烂 | 两层，下面一层全坏 | 送来的时候就化了，全坏了 | 冰都化完了，肉发臭 | 解冻又冻过的，肉都散了 | 虾头都黑了 | 鱼眼睛都塌了，死了好久 | 螃蟹死了三只 | 花甲全是沙，还有臭的 | 海鲜臭烘烘
菜叶子发黄 | 青菜都蔫了 | 水果干瘪，放了多久啊 | 香蕉全黑了 | 苹果心都烂了 | 橙子干得没水，里面发霉 | 西瓜娄了 | 葡萄一碰就掉，烂一半 | 土豆发芽了 | 鸡蛋散黄，有臭蛋 | 豆腐酸了 | 隔夜饭吧，馊的 | 剩菜回锅的感觉，不新鲜 | 饭里吃出一只苍蝇 | 汤里飘着只蟑螂 | 菜里有钢丝球的丝 | 面里有根长头发，恶心 | 吃到半条虫 | 米里有米虫
奶茶里有小飞虫 | 面包里有塑料 | 饺子里有块纸 | 火锅底料里有橡皮筋 | 茶叶里有烟头 | 牙签肉里真有别的牙签，用过的 | 牛奶结块了 | 酸奶胀包 | 罐头鼓起来了 | 真空袋漏气，肉坏了 | 袋子漏气，里面霉了 @spoiled,packaging | 奶粉有黑点 | 奶粉结块发黄 | 红酒变醋了 | 饮料里有絮状物 | 水里有沉淀 | 油都哈了 | 瓜子发苦发霉
花生一股油哈味，陈的 | 茶是陈茶，有霉点 | {k}油水分离，变质了 | {k}发黄变味 | 面膜过期{n}个月了 | 口红长了白点，过期的 | 乳液里有小黑渣 | 粉饼上有根毛 | 洗面奶里有虫，绝了 | 精华变色了 | 隐形眼镜过期了还发 | 药快到期了 | 猫粮生虫了 | 狗粮一股哈喇味，猫狗都不吃 | 盘子油乎乎的没洗干净 | 碗边上有上顿的菜渣
杯子上有口红印，没洗 | 厨房脏得要命，菜里有沙 | 餐具脏，筷子发霉 | 奶瓶里有灰，脏的 #vulnerable | 饼干里有老鼠屎一样的东西，恶心 | 吃完才发现过期半年，后怕 | {kid}吃了一口才发现有霉 #vulnerable | 老人舍不得扔，烂的都给吃了 #vulnerable | 坏了一半{who}说属于正常损耗 @spoiled,service
坏果不给赔 @spoiled,refund | 拍了照片发过去，坏的{n}个 #evidence | 看图吧，全是毛 #evidence | 上次就烂，这回又烂 #repeat | 第二次买还是坏的 #repeat | 烂得淌水 | 霉得不像样 | 一股子馊味
{y}长毛了 | 袋里爬出小虫 | 日期离过期剩{n}天 | {y}一股馊味，坏的 | 里头有根头发 | {y}烂了一大半 | 罐头胀盖变质 | {k}过期半年还在卖 | 夹着一块塑料片 | 发黏拉丝，早不新鲜了
""",
"defect": """
质量差 | 质量太差了 | 质量不行 | 质量堪忧 | 做工差 | 做工粗糙 | 坏了 | 用两天就坏 | 开不了机 | 充不进电 | 死机 | 老死机 | 掉色 | 褪色严重 | 起球 | 开线 | 开胶 | 掉漆 | 生锈 | 断了 | 不亮了 | 漏水 | 没声音 | 黑屏 | 花屏 | 卡死 | 失灵 | 材料差 | 次品 | 残次品 | 有瑕疵 | 用了{w}就坏了
才用{n}次就不行了 | 刚过{w}就开不了机 | 买回来就是坏的 | 到手就不能用 | 第一次用就断了 | 没碰它自己就裂了 | 充一晚上还是零 | {d}充不进电 | {d}自动关机 | {d}时不时断电 | {d}按了没反应 | {d}没声了 | {d}一边响一边不响 | {d}屏幕一闪一闪 | {d}有亮点 | {d}闪退 | 指示灯亮就是不工作 | 转两下就停
一开就跳 | 插上没反应 | 开机键按塌了 | 接口松，得用手扶着才充 | 触屏点不动 | 触摸乱跳 | 拍照模糊，镜头有毛病 | 喇叭破音 | 麦克风对方听不见 | 蓝牙搜不到 | 打印卡纸 | 轮子转不动 | 马达烧了 | 水泵不抽水 | 遥控器失灵 | {c}洗一次就起球 | {c}一洗就缩 | {c}掉色把别的衣服都染了 | {c}穿一次就开线 | {c}到处是线头
{c}针脚歪歪扭扭 | {c}扣子掉了{n}颗 | {c}拉链坏了 | {c}破洞，一扯就开 | 袜子穿一天就破 | 毛衣掉毛掉得一身都是 | 羽绒服跑毛 | 鞋底断了 | 鞋子开胶，才穿{w} | 鞋面裂了 | 皮带掉皮 | 包带断了 | 伞一撑就断骨 | 洗完变形了 | 面料薄得透 | 布料粗糙扎皮肤 | 塑料感很强，一掰就断 | 铁皮薄得能捏动 | 接缝都对不齐
边没磨平 | 孔都没打好 | 焊点开了 | 胶水溢得到处都是 | 漆面不匀，坑坑洼洼 | 木头开裂 | 板材是碎渣压的 | 柜门关不严 | 抽屉拉不出来 | 椅子晃得厉害，螺丝松 | 床一动就散架 | 沙发塌了 | 层板弯了 | 锅掉涂层 | 不粘锅用三次就粘了，涂层起皮 | 刀用一次就卷刃 | 杯子漏水 | 保温杯盖子漏 | 水龙头滴水 | 花洒漏 | 马桶盖关不上
灯用半个月就不亮 | 灯泡闪 | 插座松，插不紧 | 电池漏液 | 挂钩粘不住，掉了 | 胶不粘 | 贴纸翘边 | 拖把头掉 | 晾衣架断了两根 | 书掉页 | 书印得模糊，字都糊了 | 书是装订倒的 | 有几页是白的，没印上 | 纸薄得透字，错别字一堆 | 光盘读不出来 | 软件老是崩 | app打不开 | 更新完就闪退 | 系统老重启 | 蓝屏 | 系统有bug
死机频繁，一天重启{n}次 | 笔不出墨 | 笔一摔就断水 | 表停了 | 表走不准，一天差十分钟 | 秤不准，每次称都不一样 | 温度计乱跳 | 血压计量三次三个数 | 体重秤称不准 | 导航老掉线还死机 | 充气的漏气 | 气球一吹就爆 | 轮胎慢撒气 | 玩具没玩两下就断了胳膊 #vulnerable | 娃的车轮子掉了 #vulnerable | 口红一涂就断
粉扑掉渣 | 刷子掉毛 | 泵头压不出来 | 喷头堵了，喷不出 | 瓶盖拧不开，坏的 | 面膜纸一扯就破 | 睫毛夹断了 | 梳子断齿 | 换了一个还是坏 #repeat | 修了{n}回还是那毛病 #repeat | 上次买的也坏，这牌子不行 #repeat | 这是第{n}个坏的了 #repeat | 跟{who}说了，说是我用坏的 @defect,service
坏了不给换 @defect,refund | 坏了找谁都没用 @defect,refund | 一分钱一分货，便宜真没好货，用两天就断 | 中看不中用，一碰就散 | 样子货，一使劲就折
用了{w}就罢工 | {d}开不了机 | 线头乱飞，针脚歪斜 | 洗一回就掉色 | 鞋底开胶 | 按键失灵 | 拉链头一扯就断 | 自动关机，反复死机 | 缝线脱开一个大洞 | {d}质量太差
""",
"performance": """
没效果 | 没什么用 | 没用 | 不好用 | 不管用 | 效果不好 | 效果一般般，失望 | 不舒服 | 太吵了 | 声音太大 | 噪音大 | 卡 | 反应慢 | 很卡 | 不凉快 | 不保温 | 不暖和 | 不透气 | 不吸水 | 洗不干净 | 吸不干净 | 续航差 | 掉电快 | 不耐用的电池，半天就没 | 信号差 | 发热 | 发烫 | 难用 | 鸡肋 | 不方便
用了{w}一点效果没有 | 用完{n}瓶了，没看出变化 | {k}用了跟没用一样 | {k}一点不保湿，脸还是干 | {k}搓泥 | {k}拔干 | {k}太油，闷痘 | {k}卡粉 | {k}不上色 | {k}半天就脱妆 | {k}假白 | {k}没泡沫，洗不干净 | 去屑没去掉，屑更多了 | 防晒不防晒，照样黑 | 遮不住，跟没涂似的 | 洗完头发干得像稻草 | 洗完头更油
面膜没精华，敷着跟白水一样 | {d}声音太小 | {d}反应迟钝 | {d}老断连 | {d}用一会儿就烫 | {d}充一次用不了半天 | {d}充电慢得要死 | {d}操作复杂，我妈学不会 | {d}吵得睡不着 | {d}嗡嗡响 | {d}音质差，闷得很 | {d}延迟大，打游戏不行 | {d}亮度不够 | {d}分辨率低，看着糊 | {d}拍照渣 | {d}打字卡
{d}太重了，拿着累 | 设计不合理，按钮老碰到 | 吸力太小 | 风太小 | 火太小 | 水流小得像滴眼药水 | 制冷不行，开一天还是热 | 加热慢 | 烧水要二十分钟 | 不够热 | 煮饭夹生 | 榨汁全是渣 | 打不碎 | 扫不干净，老是卡在一个地方转 | 拖完地上一道道水印 | 晾不干 | 甩不干 | 蒸汽小，衣服熨不平 | 加湿器喷得一地水，屋里还是干 | 网速慢
老掉线 | 穿墙不行 | 下载慢 | 看视频老缓冲 | 开机要两分钟 | 运行慢，多开几个就卡 | 广告太多 | 系统难用 | 软件不好操作 | 定位老漂 | 语音识别听不懂人话 | 人脸识别老失败 | 步数不准，摇两下就算走路 | 坐着硬，屁股疼 | 躺着不舒服，腰疼 | 枕头太高，睡得落枕 | 枕头太硬 | 被子不暖和 | 被子又重又闷 | 床垫塌，睡着累
鞋底硬，走久了脚疼 | 鞋子不透气，捂脚 | 衣服闷汗 | 穿着静电噼里啪啦 | 衣服穿着不好看，显胖 | 显老 | 皱巴巴的，老得熨 | 雨衣不挡雨 | 包背着勒肩 | 戴久了耳朵疼 | 书没意思 | 内容空洞 | 东拼西凑的书 | 翻译得一塌糊涂，看不懂 | 全是废话 | 看了开头就不想看 | 没什么干货 | 情节老套 | 剧情烂 | 电影无聊 | 题太旧了，不适合现在考试
讲得太浅 | 字太小看着累 | 给{kid}看太难了，看不懂 #vulnerable | 课程水，听了个寂寞 | 房间隔音差，一晚上没睡 | 房间小得转不开身 | 房间旧，墙皮都掉了 | 空调不制冷，热了一宿 | 热水时有时无 | 马桶冲不下去 | 床单有污渍，房间脏 | 地毯脏，毛巾发黄 | 没窗户，闷 | 早餐没几样 | 位置偏，打车都不好打 | 外面吵到半夜
电梯等半天 | wifi连不上 | 停车难 | 纸巾一擦就掉渣 | 纸太薄，一戳就破 | 尿不湿漏尿 #vulnerable | 吸水性差，宝宝老是湿的 #vulnerable | 卫生巾侧漏 | 垃圾袋薄，一装就漏 | 蚊香没用，照样被咬 | 驱蚊液没效果，蚊子围着它转 | 除味没用，还是臭 | 洗衣粉洗不掉油 | 胶带不粘手粘自己 | 笔写着涩 | 刀钝得切不动肉
剪刀剪不动 | 指甲刀剪不利索 | 锅粘底 | 杯子不保温，俩小时就凉 | 伞小风一吹就翻 | 猫不吃 | 狗闻了就走 | 鱼不吃 | 猫砂不结团，粉尘大 | 药膏抹了不见好 | 吃了{w}没感觉 | 减肥茶喝了一斤没掉 | 生发水用了还掉 | 牙膏刷了牙照样黄 | 护膝戴着老往下掉 | 按摩仪没劲，挠痒痒似的 | 泡脚桶加热跟没加一样
{d}吵得像拖拉机 | 抹了{w}毫无变化 | 电量撑不到中午 | 吸力弱得捡不起米粒 | 坐久了腰酸，垫子硬 | 剧情拖沓看睡着了 | 反应慢半拍 | 信号隔堵墙就没了 | {k}油腻搓不开 | 操作绕来绕去看不懂
""",
"taste_smell": """
难吃 | 太难吃了 | 不好吃 | 难喝 | 味道怪 | 有异味 | 味道大 | 一股怪味 | 刺鼻 | 难闻 | 臭 | 太咸 | 太甜 | 太油 | 没味道 | 口感差 | 太硬了嚼不动 | 味道一般般，不会再点 #churn | 苦的 | 酸得不正常 | 腥 | 膻 | 有塑料味 | 有胶水味 | 有药味 | {y}难吃得要命 | {y}一点{y}味都没有
{y}太甜了，腻 | {y}咸得发苦 | {y}硬得硌牙 | {y}软塌塌没嚼头 | {y}一股怪味，吃一口就扔 | {y}味道淡，跟吃纸一样 | {y}全是面粉，没味 | {y}有股药水味 | {y}口感粉粉的 | {y}太酸了，牙都倒了 | {y}又涩又苦 | {y}香精味太重 | {y}干巴巴，噎人 | {y}油得糊嘴 | {y}肥得下不去嘴 | 菜咸得没法吃
菜淡得像没放盐 | 油太大，一层油 | 肉柴 | 肉老得嚼不烂 | 肉腥，没处理干净 | 鱼腥味重 | 羊肉膻得不行 | 饭夹生 | 饭太硬 | 面坨了 | 面太软没劲 | 粉断成渣 | 汤像刷锅水 | 粥稀得照镜子 | 饺子皮厚馅少，没味 | 包子馅齁咸 | 炸鸡一咬一口油 | 皮不脆，软的 | 凉的，一点不热乎 | 饭是冷的，咽不下 | 凉了，不好吃 | 一股剩菜味
辣得没法吃 | 说微辣，辣得胃疼 @taste_smell,mismatch | 一点不辣，没滋味 | 麻得舌头没知觉，别的味没有 | 料包味太冲 | 味精放多了，齁 | 调料味盖过一切 | 糊味，烧焦了 | 奶茶全是糖精味 | 咖啡酸得像醋 | 咖啡焦苦，没香味 | 茶没茶味 | 果汁像色素水 | 酒冲，上头，难喝 | 蛋糕甜得发齁 | 奶油植脂的，糊嗓子
冰淇淋一股冰渣子味 | 牛奶稀得像水 | {c}一股樟脑味 | {c}味道大，洗了{n}遍还有 | {c}一股汽油味 | 鞋子臭胶味，放阳台{w}没散 | 拖鞋塑料味熏人 | 包有股臭皮子味 | 床垫味道大得没法睡 | 柜子味儿冲，放了{w}还有 | 枕头一股鸡毛味 | 被子有股霉味，刺鼻 | 毛巾一股机油味 | 凉席有股怪味 | 雨衣一股橡胶味 | 地垫臭得放楼道了
玩具味道大，不敢给{kid}玩 #vulnerable | 爬行垫味道刺鼻 #vulnerable | {k}味道难闻 | {k}香得冲鼻子 | {k}一股酒精味 | {k}有股劣质香味 | {k}一股药膏味 | {k}像杀虫剂的味 | 香水味道像花露水，难闻 | 香水味冲得打喷嚏 | 洗衣液味道腻得慌 | 牙膏味道怪，恶心 | 漱口水辣嘴 | 面膜一股臭脚味
护手霜像肥皂水味 | 身体乳一股奶臭 | 水壶烧的水有塑料味 | 杯子一股胶味，开水烫了{n}遍没用 | 饭盒味道大，饭都串味了 | 锅有股铁腥味 | 吸管有怪味 | 净水器出来的水有味 | 空调吹出来一股霉味 | 房间一股下水道味 | 房间烟味重 | 厕所返臭 | 被褥一股潮味 | 车里放上更臭了 | 冰箱里一股塑料味 | 电饭煲煮饭有股糊胶味
跟以前吃的味道不一样，难吃了 | 换配方了吧，没以前好吃 | 没店里好吃 | 味道不正 | 不是那个味儿 | 这味道谁顶得住 | 吃了一口全扔了 | 狗都不吃 | 给{kid}吃，吐出来了，说难吃 #vulnerable | 老人说咬不动 #vulnerable | 难以下咽 | 不敢恭维的味道 | 一言难尽的口感 | 齁得慌 | 忒难吃 | 难吃到家了 | 咋这么咸嘞
呛鼻子
一股机油味 | {y}齁甜发苦 | 嚼着像橡皮 | 拆开刺鼻，晾了{w}还在 | {y}腥得咽不下 | {k}香精味冲头 | 淡得像白水 | 凉皮又坨又酸 | 塑料臭味熏人 | {y}干柴塞牙
""",
"counterfeit": """
假货 | 是假的 | 假的 | 肯定是假货 | 怀疑是假货 | 感觉不像正品 | 不是正品 | 假冒的 | 仿品 | 高仿 | 山寨 | 盗版 | 水货 | 正品？我不信 | 真假难辨，心里没底 | 不敢用，怕是假的 | 打着正品旗号卖假货 | 卖假货的店 | 假一赔十？赔啊，就是假的 ~compensate | 一眼假 | {k}是假的，味道跟专柜不一样 #evidence
{k}质地稀得像水，假货无疑 | {k}颜色跟我上一瓶正品差远了 #evidence | {k}没有防伪标 | {k}批号官网查不到 | {k}瓶底的批号是刮掉的 | {k}膏体跟专柜的不一样，怀疑不是正品 | {k}泡沫、香味都不对，仿的 | 香水留香十分钟，假的吧 | 口红刻字都不清楚，仿的 | 面膜标签贴歪了，像小作坊灌的 | 洗发水稀得很，跟超市买的不是一个东西，假的
{d}序列号查不到 | {d}官网验证是假的 | {d}一看就是山寨，字都印歪了 | {d}充电器是假的，官方售后说的 | {d}包装盒印刷模糊，不像原装 | 耳机弹窗都弹不出来，华强北的吧 | 电池不是原装的，山寨货 | 数据线是假的，官方鉴定不是原厂 | 墨盒是灌的，不是原装 | 内存条是打磨的假货
硬盘是翻新冒充的，序列号对不上 @counterfeit,mismatch | 手机是组装机，串号对不上 | {c}标签走线乱，仿的 | {c}的logo绣歪了，假的 | 鞋子是假的，毒上鉴定不过 #evidence | 鞋标字体不对，高仿 | 吊牌扫码扫不出来 | 专柜的人看了说不是他们家的 #evidence | 拿到专柜验了，假的 #evidence
跟朋友正品对比了，明显是假的 #evidence | 正品我家里有一双，摆一起全是破绽 #evidence | 送去鉴定，结论是仿品 #evidence | 扫码显示已经查了{n}十次 | 防伪码刮开查不到 | 防伪码刮不出来 | 防伪标一撕就掉，假的 | 防伪二维码跳到一个野鸡网站 | 涂层早被刮开了，还正品呢 | 没有中文标签，哪来的货 | 没有海关码，还说进口
说是海外购，发货地写着郊区仓库，不像真的 | 港版冒充国行 | 没有生产厂家，没有批号，三无产品 | 三无产品 | 酒是假的，喝着像酒精勾的 | 茅台是假的，瓶盖都不对 | 烟是假的，一股呛味 | 蜂蜜是糖浆兑的，假的 | 假燕窝 | 阿胶是假的 | 假奶粉，不敢给{kid}喝 #vulnerable !3 | 保健品没有蓝帽子，假的
药跟药店的不一样，怀疑假药 @counterfeit #vulnerable | 茶叶冒牌的，不是那个产地 | 大米冒充五常的 | 螃蟹戴的是假扣 | 书是盗版的，纸都发黄 | 盗版书，错字连篇 | 印刷糊得要命，盗版吧 | 封面是彩打的，盗版 | 光盘是刻录的，盗版 | 软件激活码是盗版的 | 邮票是假的 | 玩具是山寨的，拼不上 | 积木是仿的 | 手办是盗版，脸都歪了
自营也有假货？ | 旗舰店卖假货，谁敢信 | 大平台也卖假的，太寒心 | 说假一赔十，真拿证据又不认 @counterfeit,refund #evidence | 问{who}是不是正品，支支吾吾 @counterfeit,service | 要授权书拿不出来 | {who}说是正品，官方说不是 #evidence | 官方客服说没有这个批次 | 厂家说没授权这家店
跟以前在实体店买的完全不同，假的吧 #evidence | 跟上回买的不是一个味，这次是假的 #evidence | 用着感觉不对，是不是假的？ | 这是真的吗？越看越假 | 便宜没好货，果然是仿的 | 价格低成这样，果然是假货 | 用完脸过敏，假货害人 @counterfeit,safety !3 | 假货，用了脸烂了 @counterfeit,safety !3
假化妆品，满脸起痘 @counterfeit,safety | 一股劣质味，假的 @counterfeit,taste_smell | 瓶子回收灌装的 | 封口是二次封的，里面换过 | 塑封一看就是自己封的，不是原厂 | 盒子是真的，东西是假的 | 拿真盒装假货 | 以次充好，冒充大牌 | 挂羊头卖狗肉，冒牌的 | 贴牌货冒充原厂 | 杂牌冒充大牌
A货卖正品价 @counterfeit,price | 花正品的钱买了个高仿 @counterfeit,price | 莆田货吧 | 真垃圾，假货一个 #anger | 卖假货的不得好死！ #anger | 坑人，卖假 #anger
防伪码查不到，是假的 | 字体印得歪，仿的吧 | 跟专柜那瓶质地完全两样，假货 | 正版？盗版书无疑 | 序列号官网不认 | 怀疑是灌装的{k} | 山寨{d}，商标少个字母 | 水货，没有国行标 | 验货说是高仿 | 扫码显示被查过上百次，不是正品
""",
"packaging": """
包装太差 | 包装简陋 | 包装太随意 | 没有包装 | 没有包装盒 | 包装破了 | 包装脏 | 包装难看 | 没有密封 | 没封口 | 封条没了 | 盒子破了 | 盒子皱了 | 就一个塑料袋 | 裸装 | 包装不严实 | 包装敷衍 | 包装廉价 | 包装换了，不好看 | 包装没有防护 | {x}就用个黑塑料袋装着 | {x}连个泡泡纸都没裹 | {x}外盒压得皱皱的
{x}直接套个快递袋就寄来了 | {x}的盒子像从垃圾堆捡的 | {x}包装盒都开了 | {d}没有外箱，裸着发的 | {d}盒子上贴满胶带，难看死 | {d}原包装上直接贴快递单 | {c}就卷成一团塞袋子里 | {c}连个包装袋都没有 | {k}没有塑封膜 | {k}外盒没有了 | {k}瓶口没有封膜 | {k}盒子是开着的 | {k}封口贴一半掉了 | {y}袋子漏气
{y}没有独立包装 | {y}拿保鲜袋装的 | {y}外袋全是灰 | 说是礼盒装，就一个纸盒 | 礼盒简陋得拿不出手 | 礼盒的边都磨白了 | 送人的，连个手提袋都没有 | 盒子脏兮兮，怎么送人 | 生日礼物包得跟破烂一样 | 丝带歪歪扭扭，包得潦草 | 盒子一股灰，放仓库多久了 | 酒盒破了，送礼太丢人 | 茶叶盒凹进去，送领导都不好意思 | 里面没有填充，晃荡晃荡的
箱子大东西小，一路晃 | 箱子小得塞不下，四个角撑开了 | 纸箱薄得一捏就软 | 用的旧箱子，上面还有别家的字 | 旧报纸裹一裹就完事 | 胶带都没粘牢 | 封箱带开了 | 箱子都散了，幸好东西没丢 | 易碎的东西也不垫一垫 | 玻璃瓶居然不裹泡沫，幸亏没碎 | 这么贵的东西就这么寄 | 封条断的，谁知道打没打开过 | 塑封破了个口 | 没有一次性封口，随便拧
盖子没有封膜，一拧就开 | 真空包装漏气了 | 拉链袋封不上口 | 内膜都没有 | 吸嘴上没有盖 | 铝箔封口翘着 | 面膜袋封边没压好 | 瓶盖上没有防盗环 | 书没有塑封 | 书没有塑封，封面脏了 | 书就套个袋子，边角都毛了 | 书连个纸板都没垫 | 光盘没盒子，一个纸套 | 海报折着寄的，不卷一下 | 外卖盒子太薄，烫手又软 | 餐盒盖不严，汤汁渗出来 | 汤没有单独装
袋子没有封签 | 奶茶没封好口 | 外卖袋子破的，也不打个结 | 快递盒湿的，还好里面有袋 | 外包装破损，里面没事 | 外箱压扁了，东西倒还好 | 盒子烂了，东西能用 | 盒子瘪了一角，强迫症难受 | 包装上有脚印 | 包装盒上有笔画的印 | 包装盒上沾着油 | 标签贴歪了，还起泡 | 包装盒褪色，旧兮兮 | 包装盒被撕过 | 盒子里掉纸屑 | 跟上次的包装不一样，简化了
新包装太丑 | 换了包装，偷工减料 | 包装越来越差 #repeat | 包装上连个字都没有 | 包装全是外文，没贴中文 | 过度包装，拆了三层一点点东西 | 包装浪费，大盒套小盒 | 包装不环保 | 包装太难拆，剪刀都剪不开 | 包装得太潦草 | 就这包装还敢叫礼品 | 用点心包装行不行 | 省钱省到包装上了 | 连张气泡膜都抠 | 包得稀松 | 袋子薄滴很
就套个塑料袋，连盒子都没有 | 封口胶开着 | 礼盒皱巴巴送不出手 | 没有密封膜 | 包装换得丑极了 | 一层薄纸就寄来 | 箱子拿旧货箱糊弄 | 瓶口没封铝膜 | 连个泡沫垫都舍不得 | 外袋脏兮兮的
""",
"price": """
太贵 | 贵了 | 买贵了 | 不值 | 不值这个价 | 性价比低 | 坑钱 | 降价太快 | 刚买就降价 | 价格虚高 | 运费贵 | 安装费贵 | 乱收费 | 涨价了 | 别家便宜 | 贵得离谱 | 钱花得冤 | 浪费钱 | 花冤枉钱 | 小贵，不划算 | 不划算 | 亏了 | 买亏了 | 昨天买的，今天降了{n}十 | {t}买的，没几天就便宜一大截 | 收到货一看降价了
还没拆封就降了一百 | 快递还在路上，价格先跌了 | 买完第二天搞活动，心里堵 | 双十一比平时还贵 | 活动价比平时高，逗谁呢 | 先提价再打折 | 说是打折，折完比原来还贵 | 降价不给补差 @price,refund | 价保不给保 @price,refund | 差价{n}十块，找{who}不理 @price,service | 超市卖一半的价 | 楼下小店都比这便宜
实体店更便宜 | 同样的东西隔壁家少{n}块 | 拼多多便宜一半 | 1688上才几块钱 | 一样的货贴个牌子贵三倍 | 两元店的东西卖二十 | 地摊货卖专柜价 | 三十块的质量卖一百三 | 这做工卖{n}百，抢钱呢 @price,defect | 贵还不好用 @price,performance | 贵，还难吃 @price,taste_smell | {x}也太贵了
{x}真不值这个钱 | {x}就这么一点点，卖这么贵 | {x}分量少，还贵 | {x}卖得比肉贵 | {x}用料这样，一百块嫌多 | {y}贵，就几口 | {y}一小袋要三十，抢 | {k}一小瓶几百块，用不了几次 | {c}就这料子要{n}百 | {d}这价钱能买更好的 | {d}性价比太低 | 运费要二十，东西才十五 | 说包邮，结算又收运费 | 偏远地区加收三十
送上楼要加钱 | 上楼费一层十块 | 师傅来了张口要两百 | 安装说免费，配件收了三百 | 打个孔要八十 | 支架另收钱，也不早说 | 加个氟要一百五 | 服务费、打包费、配送费，加一块比菜贵 | 打包盒一个两块 | 起送价太高 | 配送费涨到八块 | 餐具还收钱 | 茶位费收得莫名其妙 | 押金之外还有清洁费 | 停车另收费 | 会员价跟不是会员一个价
会员买的比别人还贵，杀熟 | 老客户价格反而高 | 我手机上的价格比我老公的贵 | 优惠券不能用，原价买的 | 券用不了，白领 | 满减凑单凑了一堆没用的 | 红包抵扣没抵 | 付款时价格变了 | 标价一百二，结账一百五 | 小票多算了一道菜 | 多收了我五块钱 | 菜单上的价跟结账的不一样 | 时价吓死人 | 加两块的钱加得莫名其妙 | 不如加点钱买个好的 | 有这钱买啥不好
这钱够我吃三顿好的 | 这价格不配 | 智商税 | 交了智商税 | 割韭菜 | 当冤大头了 | 被宰了 | 宰客 | 死贵死贵的 | 忒贵 | 贵得肉疼 | 这价，抢银行呢 | 钱打水漂了 | 贵不说，还小 @price,fit | 便宜点还差不多 | 卖二十还行，卖八十过分 | 溢价严重 | 房价五百，就这条件？ @price,performance | 早餐八十八一位，不值
一碗面四十八，真敢要 | 就三片肉，卖三十八 | 分量少得可怜，这价格 | 量少价高 | 换个滤芯比机器还贵 | 耗材贵得用不起 | 墨盒比打印机贵 | 维修费贵过新机 | 续费一年比一年贵
刚买完就降了{n}十 | 运费比货还贵 | 隔壁店便宜一半 | 不值这么多钱 | 安装又要加收一百 | 太贵，肉疼 | 先涨后降，券等于没有 | 上门费提前没讲 | 超市才卖十块 | 价格虚高
""",
"service": """
客服态度差 | 客服不理人 | 服务差 | 服务态度极差 | 态度恶劣 | 没人理 | 不回消息 | 爱答不理 | 敷衍 | 推卸责任 | 踢皮球 | 已读不回 | 电话打不通 | 售前热情售后冷淡 | 快递员态度差 | 快递不送上门 | 服务员脸臭 | 骂人 | 拉黑我 | 撒谎 | 不负责任 | 没礼貌 | 不专业 | 答非所问 | 机器人客服 | 人工客服转不进去
{who}半天不回一句 | {who}回复慢，一句话等半小时 | {who}说话难听 | {who}说话冲得很 | {who}态度嚣张 | {who}直接骂我 | {who}一问三不知 | {who}睁着眼说瞎话 | {who}说话不算数 | {who}把我拉黑了 | {who}只会说亲亲稍等 | {who}复制粘贴，根本不看我问啥 | {who}推给快递，快递推给{who}
{who}把责任全推我头上 | {who}不耐烦，嫌我问得多 | {who}说爱买不买 | {who}付款前秒回，付款后失踪 | {who}各种找借口 | {who}一句抱歉都没有 | {who}承诺给回电，等了{w}没电话 | {who}电话永远占线 | {who}一个说东一个说西 | {who}糊弄人 | {who}装死 | {who}嘲讽我穷 | {who}挂我电话
快递员打电话就吼 | 快递员不打电话直接扔门口 | 快递员扔驿站，让他送上门还骂骂咧咧 | 不通知就放驿站 | 快递不上楼，七十岁老人自己搬 #vulnerable | 快递员让我自己去站点拿 | 快递非要签收了才给看 | 快递不让验货 | 送货的把东西扔楼下就走 | 送货师傅要烟抽，不给就甩脸 | 骑手态度差，催我快下来 | 骑手提前点送达 | 骑手打电话骂我地址不清楚
骑手把餐放地上就走 | 送餐的不肯上楼 | 安装师傅不戴鞋套，踩一地泥 | 师傅装歪了还说就这样 | 师傅迟到还凶 | 师傅没带工具，让我自己找 | 安装的干一半要加钱，不给就走 @service,price | 维修的来看一眼就走，没修 | 保洁偷懒，随便擦擦 | 月嫂玩手机不管孩子 #vulnerable | 理发师不听要求，乱剪 | 前台态度冷冰冰 | 前台跟欠她钱似的
前台查半天查不到订单还怪我 | 服务员叫半天不来 | 服务员甩盘子 | 服务员上错菜还嘴硬 @service,wrong_item | 服务员当面翻脸 | 老板娘说话阴阳怪气 | 老板赶人，说要打烊了 | 收银的把钱扔给我 | 保安吼人 | 问个尺码半天没人应 | 咨询了{n}次没有一次说明白 #repeat | 联系了{n}次都没人处理 #repeat
打了{n}个电话全是忙音 #repeat | 投诉了也没人管 #repeat | 反映问题石沉大海 #repeat | 问题从月初拖到现在没解决 #repeat | 平台客服和商家穿一条裤子 | 平台不作为，偏着商家 | 平台介入了跟没介入一样 | 热线排队半小时，一接通就断 | 投诉电话是空号 | 换了{n}个客服，每个都要我重讲一遍 #repeat
工单转来转去没结果 #repeat | 承诺的事转头就忘 | 说当天回复，过了{n}天没动静 | 答应给的券没给 | 答应送货前打电话，没打 | 说给申请补偿，没下文 | 没有一点服务意识 | 店大欺客 | 客户是孙子 | 卖完就不认人 | 有事找不到人 | 出了问题没人认 | 一出问题全装死 | 嘴上道歉，啥也不干 | 出了问题就装傻 | 互相扯皮 | 冷漠
服务没有温度，就是应付 | 三句不离“规定” | 我说东他说西 | 就会打官腔 | 歧视外地人 | 看人下菜碟 | 瞧不起人 | 狗眼看人低 #anger | 什么态度！ #anger | 气得我手抖，什么客服！ #anger | 没素质 | 素质低 | 强制取消我的订单也不说一声 | 随便把我的单子取消了 | 私自改了我的收货地址
{who}爱答不理 | 快递员扔下就跑还骂人 | {who}只会发表情 | 打{n}回电话没人接 #repeat | 师傅装一半走了，脸色难看 | {who}说话阴阳怪气 | 问三句回一句，不耐烦 | 服务员翻白眼 | {who}睁眼说瞎话 | 承诺给处理，转头已读不回
""",
"other": """
差 | 太差 | 很差 | 差差差 | 差到家了 | 垃圾东西 | 垃圾一个 | 辣鸡 | 什么破玩意 | 烂透了 | 很不好 | 不好不好 | 不怎么样 | 不咋滴 | 真不咋样 | 一般般，失望 | 失望 | 太失望了 | 大失所望 | 很失望，就这样吧 | 不满意 | 非常不满意 | 不开心 | 不高兴 | 闹心 | 堵心 | 糟心 | 心塞 | 郁闷 | 来气 | 生气
气死了 | 气死我了 #anger | 气炸 #anger | 恶心 | 恶心人 | 无语 | 无语死了 | 服了 | 醉了 | 呵呵 | 哎 | 唉，失望 | 算了，当买个教训 | 吃一堑长一智 | 后悔 | 后悔死了 | 肠子都悔青了 | 买错了，后悔 | 早知道不买了 | 坑 | 巨坑 | 太坑了 | 坑人 | 坑货 | 被坑了 | 踩坑了 | 拔草 | 避雷 #warn
雷 | 大雷 | 天雷滚滚 | 翻车了 | 差评！！！ #anger | 必须差评 | 强烈差评 #anger | 果断差评 | 给差评 | 给个差评不过分吧 | 一分都不想给 | 零分 | 负分滚粗 #anger | 没有零分吗 | 不推荐购买 #warn | 不建议买 #warn | 不会推荐给别人 | 不会再买 #churn | 再也不来了 #churn
没有下次 #churn | 最后一次 #churn | 取关了 #churn | 别买 #warn | 千万别买 #warn | 谁买谁后悔 #warn | 谁买谁傻 #warn | 体验极差 | 购物体验太差 | 购物体验糟透了 | 第一次这么失望 | 第一次给差评 | 从来没这么无语过 | 毁三观 | 简直了 | 什么东西 | 什么鬼 | 这也能卖 | 就这？
不喜欢，很不喜欢 | 讨厌 | 烦死了 | 败笔 | 最失败的一次购物 | 不堪 | 差强人意，太差 | 差劲儿 | 忒差劲 | 差得没边 | 差得要死 | 败兴 | 影响心情 | 一肚子火 #anger | 心情糟糕 | 不想说话 | 不想多说 | 懒得说了，差 | 不值得评价 | 没什么好说的，差 | 反正就是不满意 | 总之很差 | 整体很差 | 哪哪都不行 | 一无是处
没一点好 | 没有一处满意 | 除了失望还是失望 | 期望越大失望越大 | 对不起我的期待 | 辜负了我的信任 | 枉我信了好评 | 好评都是怎么来的，我看很差 | 信了你的邪 | 瓜得很，后悔惨了 | 莫买，不得行 #warn | 贼差 | 差滴很
垃圾 | 差评 | 很失望 | 后悔买了 | 一星都嫌多 | 太让人无语 | 糟糕透顶 | 不好 | 气人 | 踩雷了 | 唉，一言难尽 | 心情全毁 | 不推荐 | 白高兴一场 | 呵呵，不想评价 | 太差劲 | 烂 | 真不行 | 很不满意 | 坑爹 | 失望透了，没啥好说 | 给负分 | 什么玩意 | 冲动消费的教训 | 让人火大 | 不喜欢 | 不咋地 | 没法满意 | 差 | 整个一大写的失败
"""}

EN = {"late": """
the parcel came {w} late | tracking has been frozen for {w} | promised next day, showed up after {w} | still waiting, ordered it {w} ago | the gift turned up after the birthday
it sat in a depot for {w} | took ages and ages to come | dispatch alone needed {w} | two-day shipping my foot, it took {w} | delivery date moved {n} times #repeat
lunch arrived ninety minutes late | no sign of the {x} yet and the promised day is gone | slowest post I have seen | it crawled through customs for {w} | they shipped it only when I chased them
the {c} came when the wedding was over | held up {w} without a word | expected Friday, got it the Friday after next | overdue by {w} | snail mail beats this courier
estimated {n} days, reality {w} | my order keeps saying label created | delivery window missed again #repeat | an awful wait for a simple {x} | the {x} reached me in winter, I ordered in autumn
still waiting for my {p} | my {p} still hasn't arrived | it's been {w} and my {p} is still not here | ordered {t}, still nothing | my {p} has not come yet
hasn't come yet | where is my {p}? it should have been here by now ~explain | my {p} was supposed to be here on {day} | {p} is late | my {p} is late again #repeat
delivery took {w} | shipping took forever | shipping is way too slow | very slow delivery | slow shipping | super slow post | delivery was late | delivery was really slow
it took {w} to get here | it came {n} days late | arrived a week late | arrived too late for the party | came after Christmas, so useless as a present
the {x} didn't make it in time for her birthday | I needed it by {day} and it wasn't here | missed the date they promised | they promised {n} days, it took {w}
said it would arrive {t}, it did not | was told next day delivery, got it a week later | paid for express and it came by snail
paid extra for fast shipping and waited {w} | paid for next day, came {n} days later | I paid for Prime and still waited {w} | tracking has not moved for {w}
tracking hasn't updated since {day} | the tracking still says preparing | tracking says out for delivery since {day} | the status has been 'processing' for {w}
it still says not shipped | they haven't even shipped it | not dispatched after {w} | my {p} has not been sent out yet | why has it not shipped yet? ~explain
when will my {p} come? ~explain | how much longer do I have to wait? ~explain | I am waiting since {w} for my {p} | I wait already {w} and no {x} | since {w} I wait
i ordered {w} ago and havent got it yet | have not received my {p} yet, it was due on {day} | not received yet | still not received my {p} | still not here | still no {x}
no delivery yet | nothing has come so far | my {p} is stuck in customs for {w} | stuck at the sorting centre since {day} | it keeps getting delayed
the delivery date keeps changing | they pushed the date back again #repeat | delayed {n} times now #repeat | delayed and delayed and delayed
pre-order was meant to ship in May and has not | delivery was rescheduled {n} times #repeat | the driver did not come on the day
nobody came on the delivery day, I stayed home for nothing | waited at home all day and no delivery came | took a day off work and the van never showed that day
the courier came a day late | dinner came an hour late | the pizza took two hours to get here | food was over an hour late
by the time it arrived I had bought one elsewhere | I could have walked there faster | waited way too long for it | too long to arrive | the wait was ridiculous
long wait for a tiny {x} | delivery estimate was a lie, {w} late @late | in stock, they said, then {w} of waiting | no update, no parcel, just waiting | dispatch was slow
they took {w} just to ship it | sat in the warehouse for {w} | shipped {w} after I paid | my {x} is lost in the post or just very late, no idea | long overdue
a letter on horseback is faster | arrived at last, {w} late | eventually turned up, weeks after the date | the replacement is taking {w} too #repeat
it should not take {w} to post a {x} | delivery time is not acceptable | the delivery was considerably delayed
I regret to say that the goods arrived {w} after the agreed date | delivry took for ever | shiping very slow | its been ages and its not here | come on, {w} for a {x}?
took so long I forgot I ordered it | did not arrive on the promised date | not on time | it was not delivered on time | {who} said it would ship {t} and it has not
half the order came, the rest is {w} late | was meant to get it before my trip, it came after | kids had no present because of the delay #vulnerable
still waiting, if it's not here by {day} cancel it ~cancel | too late now, I don't want it any more ~cancel | when does it arrive? I ordered {w} ago ~explain
{w} and nobody can tell me where it is @late,service
""", "missing": """
the cable was not in the box | only {n} of the ten pieces came | parcel marked delivered, nothing at my door | no screws, no manual, nothing to mount it with | paid for a set and got half
the lid is missing | my package vanished somewhere in transit | the free gift they advertised wasn't included | one boot in the box, just one | short by {n} capsules
never received my {x} | they forgot the fries and the drink | an empty envelope, that's what I got | remote not included although listed | the invoice was left out
courier says handed over, I never saw it | the bag held {n} fewer than printed | where is the power adapter, it is not here | box arrived resealed with the {g} gone | the spare filter they list is absent
half of my order never showed up | the second bottle wasn't there | lost in the mail, no trace | stand missing, so the {g} cannot stand | counted twice, {n} bolts short
my {p} never arrived | my {p} never came | the {p} never arrived | never got my {p} | I never received my {p} | never received it | never got it | I never got it
did not receive my {p} | didn't receive it | I've not received anything | I received nothing | nothing arrived | nothing ever came | it never showed up
never showed up | never turned up | did not arrive | my {p} did not arrive | {p} not received | {p} not delivered | item not received | not delivered
was never delivered | my {p} was not delivered to me | it says delivered but I don't have it | marked as delivered but it is not here
tracking says delivered, there is nothing here | shows as delivered but I never got it | they say it was delivered, it wasn't
says it was handed to me, I was not home that day and have nothing | delivered to the wrong address and lost | left with a neighbour who does not exist
signed for by someone I don't know, I have no {p} | the photo shows another door, not mine, and no {p} for me #evidence | my {p} was lost | my {p} got lost in the mail
lost by the courier | the {p} is lost | the courier lost my {p} | {p} went missing | my {x} has gone missing on the way | paid {m} and got nothing
paid and never got anything | I paid for a {x} I never got | took my money and no {x} came | order lost, nobody knows where it is
where is my {p}? it was delivered to nobody ~explain | stolen from the porch because they left it there | left in the rain on the street and gone when I came home
box was empty | the box came empty | opened it and nothing inside | there was nothing in the package | empty bag | empty box, no {x} | the charger was missing
no cable in the box | no charger | no batteries included although it says so | the instructions are missing | no instructions | came without a manual
came without the remote | came without screws | came without the lid | missing parts | parts missing | missing pieces | pieces are missing | some parts are missing
a part was missing | one part is not there | it is not complete | incomplete | incomplete order | only part of my order came | only half of my order came
only one of the two came | I ordered {n}, only one came | ordered two got one | only got one | I only received {n} | one short | one pack short | two missing out of six
one item missing from my order | the other one never came | not everything was in the box | forgot to put the {x} in | they forgot my {x} | they left out the {x}
left out the sauce | no drink with my meal | my drink was missing | the fries were not in the bag | missing side dish | the free sample they promised was not in there
no gift as promised | the bonus item wasn't there | no receipt, no invoice | missing invoice | the bag of screws is missing so I can't build it
legs missing, can't put it together | a shelf was missing | no power cord | no plug | no adapter | the adapter isn't in the box | the remote is missing
missing one glove | only one shoe in the box | one sock of each pair | the second set never came | second parcel never came | nothing was in my mailbox
the driver never came and it says delivered | no parcel, no card, nothing | I was home all day, nobody rang, and it says delivered | it never reached me
the {x} never reached me | my order did not reach | i dont have received my {p} | no receive my package | not get my {p} | i didnt get my {p}
the goods have not been received and the carrier considers them lost | the contents were short of {n} pieces | {who} insists it was delivered, it was not
my daughter's birthday present never came #vulnerable | it simply disappeared | gone, vanished, no {x} | got the box but not the {x}
the accessories shown are not in the box | half the pieces are missing | bag of parts was not in there | spare part they list never came
ordered {n} of the {f}, got less | the pack says ten, there are eight | less in the bag than I paid for | short weight
my {p} never arrived and nobody answers @missing,service | my {p} never arrived and they won't refund me @missing,refund | never got my {p}, I want my money back ~refund
never arrived, please send it again ~resend | never arrived, refund please ~refund | a part is missing, please send it ~resend
says delivered but not here, please help ~explain
""", "wrong_item": """
ordered {col}, got {col} | they sent a {g} instead of {o} | size eight on the order, size eleven in the bag | that's somebody else's parcel | not the model I picked
asked for decaf, received regular | I bought the {x}, {o} turned up | wrong flavour in every pouch | left-handed version sent to a right-hander | it is the older generation, my money went on the current one
the label says mine, the contents are another customer's | women's cut came, I chose men's | EU plug delivered, US plug ordered | mixed up my order with a stranger's | a phone case for a different phone
got volume two, wanted volume one | they swapped my {c} for a cheaper style | incorrect item, plain and simple | queen sheets shipped for a king bed order | two of the three are not what I selected
vegetarian meal ordered, beef delivered | what I unpacked was {o}, I had ordered a {f} sampler | the replacement is the wrong one too #repeat | barcode and order number don't match, wrong goods | picker grabbed the neighbour's shelf: {col} not {col}
wrong item | a wrong item was sent | I got the wrong item | they sent me the wrong item | they sent the wrong one | received the wrong {x} | sent the wrong {x} | wrong size
wrong size sent | they sent the wrong size | I ordered a medium and got a large | ordered large, got small | ordered size 8, got size 6 | not the size I ordered
wrong colour | wrong color | they sent the wrong color | got {col} instead of {col} | I wanted {col}, this is {col} | I ordered {col} and they sent {col}
not the color I ordered | it's {col}, I chose {col} | wrong model | wrong model, I ordered the newer one | it is not the model I ordered | not the {x} I ordered
not what I ordered | this is not what I ordered | this isn't what I ordered | that's not what I bought | not my order | I got someone else's order
got somebody else's {p} | received another customer's {p} | the parcel had another name on it | they mixed up the orders | orders got mixed up | they mixed up my order
completely different item | a completely different product came | something else came | I got something else | received something totally different
ordered a {g}, got a {c} | ordered a {g}, received {o} | I asked for the {x} and got {o} | opened the box and found {o}, not my {x} | there was {o} inside
{o} was in the box | they sent {o}, why? ~explain | wrong version | wrong edition | wrong book | they sent the German edition, I ordered English | wrong volume
wrong flavor | wrong flavour, I hate mint | ordered vanilla, got chocolate | ordered unscented, got lavender | wrong shade | wrong shade of {k}
the shade on the box isn't the shade I picked | wrong scent | they sent the kids size | got kids' instead of adults' | sent me the men's one, I ordered women's
two left shoes | one shoe is a 7 and the other an 8 | both gloves are for the left hand | wrong part | wrong part number | the part number is not the one I ordered
wrong plug type, I ordered UK | wrong voltage version sent | I ordered the 64GB and got the 32GB | ordered the large pack, got the small one
ordered a king size, got a twin | ordered the set, they sent a single | they substituted another brand without asking | substituted with a cheaper one
replaced my choice with something else | picked the wrong thing from the shelf | somebody packed the wrong {x} | they packed the wrong one | packed wrong
they got my order wrong | got the order wrong | order was wrong | my order was wrong again #repeat | wrong order delivered | wrong food delivered
I got a chicken burger, I ordered fish | no onions I said, it came full of onions | wrong pizza | they sent the wrong item twice #repeat
second time they sent the wrong one #repeat | the exchange came in the wrong size again #repeat | wrong thing | sent wrong product | product sended is wrong
they send me other product | i order black they give white | item received differs from item ordered | the article delivered does not correspond to my order
the label on the bag is right, the {x} inside is not mine | invoice says {x}, box has {o} | not the brand I ordered | I chose gift box, got a plain refill
they sent last year's model | old version instead of the new one | the wrong length was sent | wrong number of doors on it, not the one I bought
different from what I ordered | different item than ordered | incorrect size sent | incorrect item received | incorrect colour delivered | received an incorrect order
this belongs to somebody called Karen, not me | wrong size, can I exchange it? ~replace | wrong colour, please send the right one ~replace
wrong item, how do I send it back? ~return | wrong item and {who} won't answer @wrong_item,service | wrong one and they won't take it back @wrong_item,refund
""", "spoiled": """
the {f} was green with mould | best before date passed {w} ago | bugs crawling in the {f} | it came rotten | the {f} smelled sour and had gone off
there was a hair baked into it | expired stock, shame | curdled before I opened it | half the {f} went into the bin, mushy and rotten | stale as cardboard
plastic shard inside | the can was bloated | slimy {f}, clearly old | worms, actual worms, in the {f} | date scratched off and the {f} gone rancid
use-by is tomorrow, I bought a month's supply | fuzzy white stuff growing on top | warm on arrival and spoiled | dirt and grit in the jar | the {k} had separated and was two years past its date
frozen goods came thawed and ruined | grey meat with a funny sheen, not fresh | a dead fly under the lid | brown wilted leaves, nothing fresh about it | crystals and mould round the cap
expired | it was expired | it's expired | expired product | the {f} was expired | already expired when it came | out of date | out of date when it arrived | past its date
past the best before date | {w} past the date | the expiry date was last month | use by date already gone | expires in {n} days | about to expire | very short date
short dated | expires next week, I bought ten | near expiry, nobody told me | date is nearly up | rotten | the {f} was rotten | half of them were rotten | came rotten
rotten inside | mouldy | moldy | mold on it | there was mould on the {f} | mold all over the {f} | the {f} had mold | green fuzz on it | white mould on top
went bad in two days | it had gone bad | the {f} was bad | gone off | gone off already | it was off | the milk was sour | spoiled | spoiled on arrival | arrived spoiled
it came spoiled | spoilt {f} | not fresh | the {f} was not fresh | far from fresh | nothing fresh about this {f} | old {f} | the {f} was old | stale | the {f} was stale
stale and old | stale crackers | the bread was hard as a rock and old | rancid | the nuts were rancid | the {f} tasted rancid and was past date | the {k} was expired
{k} expired last year | the {k} had gone off | the {k} had separated, it is old | the {k} was dried out and old | dried up, must be ancient stock | bugs in it
bugs in the {f} | there were bugs inside | found a bug in it | found a worm | worms in the {f} | maggots in the {f} | ants in the bag | weevils in the {f}
moths flew out of the bag | larvae in it | a cockroach inside | hair in my food | found a hair in it | hair in the {f} | a fingernail in the {f}
found plastic in the {f} | piece of metal in the {f} | a stone in my {f} | found glass in my {f} @spoiled,safety | dirt in the bag | the {f} was dirty | sand in the {f}
something black floating in it | strange things floating in the bottle | the {k} had hairs in it | the jar was already opened and mouldy
the lid was popped and it had gone bad | the chicken smelled bad, it was off | meat was grey | meat smelled rotten | fish stank, it was off | the fruit was brown and soft
bruised and rotting fruit | mushy strawberries, rotten | brown lettuce | wilted flowers | eggs were rotten | cheese full of mould that should not be there
yogurt was blown up and sour | melted and gone bad | warm when it came, all spoiled | everything frozen came thawed, had to throw it away
had to throw it all out, mouldy | straight in the bin, rotten | I threw it away, it was off | could not eat it, it was mouldy | nobody could eat it, gone off
they sell expired food | they sell old stuff | they sent old stock past its date | expire date is removed | somebody stuck a new date over the old one
the dates were scratched off | production date two years ago | selling goods past their date is not acceptable | the goods were no longer fit for consumption
{kid} nearly ate the mouldy part #vulnerable | dog food was full of bugs | dog treats were moldy | the cat food had gone off | expired, refund please ~refund
mouldy, I want my money back ~refund
""", "counterfeit": """
this is a fake | the hologram does not scan | logo spelled with one letter off | serial number unknown to the maker | the real one from the store is nothing like this knock-off
pirated copy, pages photographed | obviously a replica {g} | refilled bottle sold as genuine | not authentic, a jeweller told me #evidence | bootleg disc with a printed cover
grey import without any warranty seal | the {k} is an imitation, the texture gives it away | fake leather tag, fake brand, fake everything | the code says already checked {n} hundred times | I doubt it is original
the manufacturer confirmed it is counterfeit #evidence | cheap clone passed off as the brand | stitching of the emblem wrong, so not the real thing | no security sticker where there should be one | dupes sold at full price as originals
compared with my genuine {k}, this one is phony #evidence | forged certificate came with it | a copycat {c} | they sell imitations as branded goods | the chip in it isn't theirs, a sham {g}
it's fake | it is fake | fake | fake product | it's a fake | this is fake | these are fake | definitely fake | obviously fake | looks fake | it looks fake
I think it's fake | I think it is a fake | I'm sure it's fake | probably fake | fake brand | fake {k} | fake {c} | fake {g} | the {k} is fake | the {c} are fake
fake watch | fake Nikes | fake perfume | fake charger, not Apple | not a real Apple charger | not a real one | not the real thing | not the real {k} | not real
not genuine | this is not genuine | not genuine, be careful | not an original | not original | it's not original | not the original product | not authentic
not authentic at all | isn't authentic | doesn't look authentic | doubt it's authentic | I doubt that it's real | I don't believe it is genuine
I do not think this is real | is this even real? I doubt it | counterfeit | it's counterfeit | counterfeit product | counterfeit goods | they sell counterfeits
selling fakes | they sell fakes | they sell fake stuff | seller sells fake goods | knock off | it's a knock-off | cheap knockoff | cheap knock off of the brand
a bad knock off | cheap copy | it's a copy | a bad copy | a Chinese copy | cheap imitation | imitation | an imitation, not the brand | it's a replica
replica sold as real | bootleg | bootleg copy | it's a bootleg DVD | pirated | pirated copy | pirated book | the book is a photocopy
pirated software, the key was blocked | the key is invalid, an illegal copy | the logo is wrong | logo is crooked, fake | logo is different from the real one
the logo is printed, the real one is embossed | misspelled brand name | brand name spelled wrong on the box | label is fake | tag looks fake | wrong font on the box, fake
no serial number, so fake | serial number doesn't exist | serial number is invalid at the maker's site | serial number not recognised | the code can't be verified
the QR code leads nowhere, fake | scratch code already used | authenticity code failed | failed the authenticity check | didn't pass the check
brand says it is not theirs | took it to the store, they said it's fake #evidence | the brand store told me it's fake #evidence | Apple told me it's not genuine #evidence
compared it with mine from the store, it's fake #evidence | side by side with my real one it's clearly fake #evidence | doesn't smell like the real one, fake
smells different from the one I bought in the store, must be fake | the texture is not the real {k}'s | packaging is different from the original, I think fake
bottle looks refilled | someone refilled the bottle with something else | filled with cheap stuff and sold as the brand | watered down, not the real {k}
grey market, no warranty | grey import | an import without local warranty | it's not the official version | I paid for the real one and got a fake
paid full price for a fake | paid {m} for a fake | all fake | 100% fake | total fake | fakes everywhere in this shop | they send fake product | product is duplicate
duplicate product | is not original product | its duplicate not original | not orginal | counterfiet | conterfeit | fake item recieved
the item appears to be counterfeit | we have reason to believe that the goods are not genuine | genuine? I don't think so | so-called original
'original' my foot, it's a copy | not from the brand at all | the memory card is fake, shows 64 holds 8 | fake capacity usb stick | fake leather, fake brand
fake batteries with a famous name | signature is fake | autograph is fake | the coin is fake | the certificate is fake | gold is fake | fake silver with a fake stamp
no hologram, no code, not genuine | it's fake, I want my money back ~refund | fake, and {who} won't take it back @counterfeit,refund
""", "damaged": """
arrived in pieces | the screen had a crack when unpacked | box crushed and the {g} dented | bottle leaked all over the other stuff | front scratched before first use
one leg snapped in transit | glass shards in the parcel | the lid was smashed | corner bent, paint chipped, on arrival | {k} had burst in the mailer
a dent the size of my fist | somebody had opened it and broken the catch | soaked cardboard and a ruined {x} | the mug came without its handle, cracked off | the courier must have thrown it, casing split
powder shattered to dust | spine of the book torn by the post | half the {f} spilled in the carton | hole poked right through the {c} | the mirror was broken when I got it
squashed flat | arrived broken, again #repeat | {n} of the jars had cracked | frame warped from rough handling | deep gouge in the wood on delivery
arrived broken | it arrived broken | came broken | it came broken | was broken when it arrived | it was broken when I opened the box | broken on arrival
broken in transit | got broken on the way | arrived damaged | it arrived damaged | came damaged | the item came damaged | my {p} was damaged | my {p} arrived damaged
damaged in shipping | damaged in transit | damaged in the post | damaged by the courier | damaged when I got it | the {g} arrived damaged
{x} was damaged when it arrived | box was damaged and so was the {x} | arrived cracked | it came cracked | the screen is cracked | cracked screen out of the box
screen was smashed | glass was broken | the glass arrived broken | broken glass everywhere in the box | it came shattered | arrived shattered | arrived smashed
smashed to bits | smashed in the box | arrived in bits | came in two pieces | arrived dented | it's dented | dented | big dent in the side | a dent in the top
dents all over | the can was dented | scratched | it was scratched | scratches all over it | scratches on the screen when it came | came with scratches | came scratched
a big scratch on the front | deep scratches on arrival | chipped | chipped edge | the mug was chipped when it came | plate arrived chipped
chips in the paint out of the box | bent | arrived bent | it was bent | the frame came bent | bent corners | book arrived with bent pages | cover torn when it arrived
the book was torn | pages were creased and wet | the {c} had a tear when it arrived | came with a hole | there was a hole in it on arrival | hole in the {c} when I got it
leaking | it was leaking when it came | bottle leaked | the bottle had leaked | leaked in the box | {k} leaked everywhere | the {k} leaked all over the box
half the {k} leaked out | arrived half empty because it leaked | it had spilled | spilled all over everything | burst in the post | the bag burst
bag was ripped open and {f} everywhere | {f} all over the inside of the box | crushed | arrived crushed | box was crushed | the {f} was crushed | crushed to crumbs
all the cookies were broken | chips were crushed to powder | squashed | arrived squashed | the cake was squashed | flattened | the box looked like it had been kicked
looks like somebody sat on it | looks like they dropped it | must have been dropped | dropped by the delivery man and broke @damaged,service
thrown over the fence and broke @damaged,service | soaking wet | arrived soaking wet | the box was wet and the {x} ruined | water damaged | water damage
left in the rain and ruined | package was opened | already opened when I got it | the parcel had been opened | someone opened my package | had been ripped open in transit
lid was cracked | lid was broken | leg was broken off | one leg was broken | handle broken off on arrival | corner broken off | corner was smashed
a piece was broken off | one of the {n} was broken | two of them were broken | {n} out of ten broken | half of them were broken | plants arrived dead
the flowers arrived crushed | eggs were broken | all the eggs were smashed | palette was shattered | the powder was broken | lipstick snapped in transit
it melted in transit | melted chocolate | arrived melted | the replacement came broken too #repeat | second one also arrived damaged #repeat
both times it came broken #repeat | broke in transport | was broke when i got it | it come broken | arrived brocken | damged box and product
the goods were damaged upon arrival | the item was received in a damaged condition | sustained damage in transit | badly damaged | totally destroyed on arrival
ruined by bad handling | delivered in terrible condition | in bad condition when it came | arrived in bad shape | bad condition on arrival | not in one piece
photos show how it arrived, smashed #evidence | I have pictures of the broken {x} #evidence | arrived broken, I want a replacement ~replace
arrived broken, please send a new one ~replace | came smashed, I want my money back ~refund | arrived damaged and {who} doesn't care @damaged,service
came broken and they refuse to replace it @damaged,refund
""", "packaging": """
just tossed in a thin bag, no box | the seal was missing | gift box looked shabby and creased | no bubble wrap whatsoever | tape peeling, lid open, lucky nothing fell out
they changed the pretty tin for an ugly pouch | sent in its retail carton with the label slapped on, so much for the surprise | safety seal not there | wrapped in an old newspaper | packing was a joke
loose in a huge carton with no filler | no inner lining, poor packing | the sleeve is flimsy and unsightly | shrink wrap had been opened | a used diaper box as packaging, really
came in a plain grocery bag | cap without foil under it | packaging far too thin for a {g} | wasteful packing, three boxes for one {k} | cheap wrapping for such a present
the tub was not sealed | no ribbon, no box, a bare item | the bag had no zip and no seal | sticky dusty outer box | could have packed it better, one sheet of paper
bad packaging | poor packaging | terrible packaging | very poor packaging | awful packaging | packaging is bad | packaging was terrible | packaging was poor
packaging is awful | packaging could be better | the packaging was ripped | packaging was damaged | the packaging was torn | the outer box was torn | box was torn
the box was ripped | the box was dirty | dirty box | dusty old box | the box was crushed, luckily the {x} is fine | box was all beat up | box was beat up
box battered, contents ok | not packed well | not well packed | poorly packed | badly packed | packed badly | poorly packaged | badly packaged | packaged very badly
not packaged properly | not properly packed | it was not wrapped | not wrapped | no wrapping | no box | came without a box | no original box | not in the original box
not in its original packaging | came in a plain bag | came in a plastic bag | just in a plastic bag | just thrown in a bag | just thrown in a box
thrown in a big box with nothing around it | no padding | no padding at all | not enough padding | no protection | no bubble wrap | no protective packaging
nothing to protect it | no cushioning around the {g} | it rattled around in the box | loose in the box | box way too big | a huge box for a tiny {x}
a shoebox for one {k} | too much packaging | too much plastic | so much plastic waste | wasteful packaging | three boxes inside each other | hard to open packaging
can't get the package open | packaging cuts your fingers before you get in | no seal | no seal on it | there was no seal | seal was broken | the seal was broken
broken seal | the seal was already broken | not sealed | it wasn't sealed | was not sealed | unsealed | came unsealed | lid was not sealed | lid had no seal
foil seal was missing | no foil under the cap | safety seal missing | the safety seal was broken | cap was loose, no seal | box was open | the box was open when it came
open box | box had been opened and taped up again | taped up with brown tape | taped shut like an old box | the box was not even taped | held together with tape
reused box | they used an old box | an old dirty box with someone else's label | not gift ready | no gift wrap although I paid for it @packaging,price
I paid for gift wrapping and it wasn't wrapped @packaging,price | not fit for a gift | couldn't give it as a gift in that box | the gift box was crushed
gift box was bent | gift bag was creased | too ugly to give as a present | ugly box | ugly packaging | cheap packaging | cheap looking packaging | packaging looks cheap
flimsy packaging | flimsy box | thin cardboard | the bag it came in is paper thin | just an envelope | sent in an envelope | a {g} in a paper envelope
sent glass in an envelope | different packaging than before | new packaging is worse | old packaging was better | they changed the packaging and it's worse
I miss the old bottle | the tube is hard to squeeze | bottle design is bad, it drips | pouch doesn't reseal | bag doesn't close again | the zip bag doesn't zip
sticker all over the box and won't come off | price tag left on the gift | label stuck right on the product box | delivery label on the gift, so she saw what it is
everyone could see what is inside | no discreet packaging | bad package | package very bad | packing very poor | the pack is not good | pakaging is bad | packging bad
the packaging was inadequate | insufficiently packed for transport | packaging not up to standard | for this price I expect a proper box | seller should pack better
pack it better next time | please use a better box next time | again badly packed #repeat | same bad packaging as last time #repeat
""", "refund": """
refund still pending after {w} | they refuse to accept it back | return denied for no reason I can see | warranty claim rejected | I sent it back {w} ago and have not seen my money
restocking fee of a third, shameful | exchange dragged on for {w} | postage of the return is on me, they say | got only half of my money back | repair centre keeps the {g} and says nothing
my cancellation was ignored and the money kept | no invoice in spite of {n} requests #repeat | store credit instead of the cash they owe me | return label never came | the guarantee is worthless, they won't honour it
the claim form goes round in circles | they say outside the window, it was day {n} | deposit not paid back | exchange promised, then refused | waiting on a refund that never comes
money back guarantee, my eye | they closed my return case | told to ship it to another continent for the repair | {who} won't refund a cent | the partial refund offer was an insult
they refuse to refund me | they refused to refund me | refused to give me a refund | they refuse to give my money back | {who} refuses to refund | {who} refused my refund
no refund | no refund given | they won't refund me | won't give me a refund | won't refund my money | they will not refund | won't give me my money back
they don't want to refund me | they did not refund me | never got my refund | I never got my refund | never received my refund | still no refund
still no refund after {w} | no refund after {w} | refund has not arrived | refund not received | I've not received my refund | haven't got my money back
have not got my money back yet | still waiting for my refund | waiting for my refund for {w} | still waiting for my money back | waiting {w} for a refund
refund takes forever | refund took {w} | it took {w} to get my money back | where is my refund? ~refund | where is my money? ~refund
where's my refund, it's been {w} ~refund | when do I get my money back? ~refund | I returned it {w} ago and still no money | I sent it back and never got my money
returned it, no refund | they got it back {w} ago and no refund | they say they refunded me, I got nothing | the refund never showed up on my card | only refunded half
only got half back | they only refunded part of it | they offered me {m} back, it cost much more | they kept {m} of my refund | partial refund only
they deducted shipping from my refund | refunded without the shipping | they only offer store credit | only a voucher, not my money | gave me a coupon instead of my money
they want me to keep it and take 10% back | can't return it | can't send it back | cannot return it | can't return it because I opened it | not returnable
they won't take it back | won't take it back | they wouldn't take it back | refused to take it back | returns not accepted | return refused | return rejected
they rejected my return | they denied my return | my return was denied | return policy is terrible | bad return policy | no returns | no return policy
no returns no exchanges | returning it is a nightmare | return process is a nightmare | the return is a hassle | too much hassle to return it | hard to return
so hard to return anything here | I have to pay to return it | had to pay return shipping | I have to pay for the return shipping
return shipping costs more than the item | return postage costs {m} | must send it back to China at my own cost | they want me to ship it to China | no return label
they never sent the return label | still no return label | asked for a label {n} times #repeat | asked for a refund {n} times #repeat
asked {n} times for my money #repeat | I have asked for a refund and nobody answers @refund,service #repeat | asked for my money back, no answer @refund,service
{who} ignores my refund request @refund,service | they ignore my return request @refund,service | the return window closed while they kept me waiting
return window was closed one day before | too late to return, they say | missed the return window because it came late @refund,late | they say I used it so no refund
they say I broke it | they claim I damaged it | they say it's wear and tear | warranty is useless | warranty is a joke | the warranty doesn't cover anything
warranty doesn't cover it | they won't honor the warranty | refuse to honor the warranty | warranty refused | warranty claim denied | no warranty
they say there's no warranty | they want {m} for a warranty repair | repair took {w} | it has been at the repair shop for {w}
sent it for repair {w} ago, never came back | sent for repair, came back just as broken @refund,defect #repeat | they can't repair it and won't replace it
refuse to replace it | they won't replace it | refused to exchange it | won't exchange it | no exchange | exchange refused | exchange takes {w}
waiting for the replacement for {w} | replacement was promised and never sent | they promised a refund and never paid | promised me a refund {w} ago
said I would get a refund, I didn't | they keep promising a refund #repeat | first they said yes to a refund, then no | they approved it and then cancelled my refund
my refund was cancelled | I cancelled and they still kept my money | cancelled my order, no money back | they cancelled my order and kept the money
they cancelled my order and I'm still waiting for the money | can't cancel | they won't let me cancel | would not let me cancel the order | cancelled too late, they say
tried to cancel right away, refused | deposit not returned | they keep my deposit | they kept my money | they have my money and the {x}
they have both the {g} and my money | restocking fee | they took a restocking fee | charged me {m} to return it | had to fight for a refund
had to fight to get my money back | fighting for my money for {w} #repeat | no invoice | they won't give me an invoice | asked for an invoice, never got it
wrong name on the invoice and they won't fix it | refuse refund | not refund my money | they no give money back | dont refund | not give refund | no refound
no refund no replacement nothing | reimbursement has been refused | the reimbursement is still outstanding | my claim was rejected without a reason
insurance claim rejected | money not returned | they refuse to refund me and nobody answers @refund,service | no refund, no answer, nothing @refund,service
""", "safety": """
my skin broke out in a rash | it shocked me when I touched the plug | smoke poured out of the {g} !3 | {kid} choked on a loose part #vulnerable !3 | the casing burned my palm
we were all sick after eating the {f} !3 | the battery swelled and hissed !3 | caught fire while charging !3 | sharp edge sliced my finger | hives on my neck an hour after the {k}
the {g} exploded on the counter !3 | ended up in the emergency room !3 | my eyes burned and swelled shut !3 | food poisoning, two nights of it !3 | sparks flew from the socket !3
{kid} got blisters from it #vulnerable !3 | the ladder gave way and I hurt my back !3 | fumes gave me a headache and made me dizzy | allergic reaction, lips like balloons !3 | a needle was left in the {c} !3
the strap snapped and hit {kid} in the face #vulnerable !3 | chemical burn on my scalp !3 | a chunk of glass in the {f}, cut my tongue !3 | melted plastic and a scorched wall !3 | throwing up all night because of the {f} | brakes failed going downhill !3
I got a rash | got a rash from it | it gave me a rash | gave me a bad rash | rash all over my face | my face broke out | broke me out | made my skin break out in spots
my skin is red and itchy | itchy red skin after one use | my skin burned | it burned my skin | it burns | burned my face | burnt my scalp | burning feeling
my eyes burned | it burned my eyes | my eyes are swollen | swollen lips after using it | my lips swelled up | my face swelled up !3 | allergic reaction
had an allergic reaction | I had an allergic reaction to this {k} | bad allergic reaction, had to see a doctor !3 | gave {kid} a rash #vulnerable !3
{kid} got a rash from it #vulnerable !3 | {kid} is covered in red spots #vulnerable !3 | {kid} had a bad reaction #vulnerable !3
{kid} nearly choked on it #vulnerable !3 | a small part came off and {kid} put it in the mouth #vulnerable !3 | choking hazard
dangerous for kids, small parts come off #vulnerable !3 | not safe for babies #vulnerable !3 | {kid} cut a finger on it #vulnerable !3 | {kid} got hurt #vulnerable !3
{kid} fell because it broke #vulnerable !3 | the chair broke and {kid} fell #vulnerable !3 | crib rail came off with {kid} in it #vulnerable !3 | I cut my hand on it
cut my finger | sharp edges | sharp edges, I cut myself | it cut my leg | hurt my hand | I got hurt using it | I hurt my back when it broke !3
chair collapsed and I fell !3 | it collapsed under me !3 | the ladder broke under me !3 | burned my hand | I burned my hand on it | burnt my fingers
hot water burned me because the lid came off !3 | scalded my arm !3 | it gets so hot it burns you | gets dangerously hot | got so hot it melted | it melted the plug !3
the plug melted !3 | the cable melted !3 | the charger melted !3 | it burned a hole in my table !3 | burnt my carpet !3 | it caught fire !3 | my {g} caught fire !3
it started to smoke !3 | started smoking when I plugged it in !3 | smoke came out of it !3 | smelled burning and then smoke !3 | sparks when I plug it in !3
it sparked and went black !3 | blew up !3 | it blew up !3 | it exploded in my hand !3 | the battery exploded !3 | the battery is swollen !3
battery leaked acid on my hand !3 | fire hazard | it's a fire hazard | almost burned my house down !3 | nearly set my kitchen on fire !3 | I got an electric shock !3
gave me an electric shock !3 | it shocked me | got shocked by it | electric shock from the handle !3 | bare wires !3 | dangerous | it's dangerous | this is dangerous
very dangerous product | not safe | it is not safe to use | unsafe | made me sick | it made me sick | got sick from it | we all got sick | the {f} made me sick
I got sick after eating the {f} | food poisoning | got food poisoning !3 | threw up all night | vomited after eating this | made {kid} sick #vulnerable !3
{kid} threw up after eating it #vulnerable !3 | my dog got sick from it | my dog nearly died !3 | my cat threw up | stomach ache after every cup | stomach pain all night
diarrhea | gave me diarrhea | headache from the fumes | the smell gives me a headache @safety,taste_smell | fumes made me dizzy | made me dizzy | I could not breathe !3
made my heart race | broke a tooth on it !3 | a stone in the {f} broke my tooth @safety,spoiled !3 | glass in my food @safety,spoiled !3
metal in the {f}, I could have died @safety,spoiled !3 | ended up in hospital !3 | had to go to the ER !3 | I went to the doctor because of it !3 | toxic
toxic smell, headache | full of toxic stuff | poison | blisters on my feet | blisters on my skin !3 | my scalp is burning | my hair fell out !3
my hair is falling out from this {k} !3 | made my hair fall out !3 | my nails came off !3 | infection from the earrings | earrings gave me an infection
my ears are infected | bra wire stabbed me | it pinched {kid}'s finger #vulnerable !3 | brakes don't work !3 | brakes failed and I crashed !3
wheel came off while riding !3 | the glass door exploded by itself !3 | bottle exploded in the fridge !3 | pressure cooker lid flew off !3
carbon monoxide alarm went off because of the heater !3 | alergic reaction | i get rash | my skin is burning after use | it make me sick | it is danger
the device constitutes a safety hazard | an accident waiting to happen | somebody will get hurt | someone could get killed !3
my face is burned, who pays my medical bill? ~compensate !3 | it burnt a hole in my carpet, pay for a new one ~compensate !3
I had to see a doctor, pay my doctor's bill ~compensate !3 | caught fire !3 | exploded !3
""", "fraud": """
they offered me a voucher for five stars | it is a scam | charged my card twice and for things I never ordered | threatened me until I changed my review !3 | a card inside bribes you for praise
the seller took the money and disappeared | signed me up for a subscription without asking | fake tracking number to close the order | brushing parcel, I never bought this | my phone number was sold, spam calls ever since
crooks | asked me to pay outside the site, then silence | they keep mailing me to delete my review | bait and switch, plain fraud | free trial that billed me ninety dollars
con artists run this shop | somebody there used my address for sham orders | they refund you only if you post praise | phishing mail came from their store account | the reviews are bought, mine was solicited with cash
unauthorised withdrawal after buying the {x} | swindled out of forty pounds | thieves, they emptied my gift card | pressured into a good rating by the delivery man | they published my name and street because I rated them low !3
I was charged twice | charged twice | they charged me twice | charged me two times for one {x} | double charged | they double charged me | my card was charged twice
charged {n} times for one order | they charged me again #repeat | charged without my permission | they charged my card without asking
took money from my account without asking | took {m} from my account that I did not agree to | money taken without my consent | unauthorized charge
unauthorised charge on my card | unknown charge on my card | charged for something I didn't order | charged for a thing I never bought
I did not order this and was charged | never ordered this | I never ordered this, why did I get it? ~explain | got a parcel I never ordered
they sign you up for a subscription | signed me up without asking | monthly charge I never agreed to | they keep charging me every month #repeat
they keep taking money #repeat | free trial, then they charged me {m} | can't stop the subscription, they keep charging | hidden subscription
automatic renewal without asking | scam | it's a scam | this is a scam | total scam | a complete scam | big scam | scam site | scam shop | scam seller | scammers
they are scammers | don't buy, scam #warn | beware, scam #warn | scam alert #warn | I was scammed | I got scammed | scammed out of {m} | they scammed me | fraud
it's a fraud | this is fraud | fraudulent seller | fraudsters | the seller is a fraud | thieves | they are thieves | they stole my money | stole my money
they took my money and ran | took my money and disappeared | took my money and never sent anything @fraud,missing | paid, nothing came, shop is gone @fraud,missing
the shop vanished after I paid | website is gone and so is my money | site disappeared with my {m} | fake shop | fake website | fake store | fake seller | not a real shop
the seller doesn't exist | this company does not exist | fake tracking number | they gave me a fake tracking number @fraud,missing
tracking number belongs to someone else's parcel | they shipped an empty envelope to get a tracking number @fraud,missing
sent me a ring worth a dollar instead of my {g} @fraud,wrong_item | fake reviews | all the reviews are fake | reviews are fake | the good reviews are paid
they pay for reviews | paid reviews | offered me money for a good review | offered {m} for five stars | they offer a gift card for five stars
they asked me to give five stars for a refund @fraud,refund | gift card if you leave a good review | card in the box: five stars for {m}
they want me to delete my review | asked me to remove my review for {m} | offered a refund if I change my review @fraud | keep writing me to change my review #repeat
they harass me because of my review | {who} harasses me since my bad review | the seller called me at night over my review | threatened me because of my bad review !3
{who} threatened me !3 | they have my address and threaten me !3 | sold my email, now I get spam | I get spam since I ordered here | spam calls since I ordered
they gave my number to others | they leaked my data | my data was stolen | my card was stolen after I paid here | my card was hacked after buying here
my account was hacked and they bought things | phishing | asked for my password | asked me to pay by gift card | wanted me to pay outside the site
they asked for a bank transfer and were gone | asked for more money after I paid | wanted more money to release the parcel | dishonest | dishonest seller
dishonest company | crooked seller | cheaters | they cheat people | they cheated me | I was cheated | cheated by {who} | con | what a con | they conned me
bait and switch | classic bait and switch | tricked | they trick you | tricked me into paying more | they tricked me into a contract | lottery scam
you won a prize, pay shipping: scam | cheat seller | they cheat with me | this people are thief | thiefs | scamers | robbed | they robbed me of {m}
I have been defrauded | deceived and robbed | this business is engaged in deception | illegal charge | the gift card had no money on it | gift card was empty
gift card code already used | the voucher they sold me is invalid | please block this seller, he cheats people ~other | charged twice, please refund one of them ~refund
they charge me every month, cancel my subscription ~cancel | I never signed up, stop the subscription ~cancel
charged me twice and they refuse to refund me @fraud,refund | I was charged twice and nobody answers @fraud,service
""", "service": """
{who} never replied | support hung up on me | the courier swore at me | rude on the phone | the technician left halfway through the job and grinned
copy-paste answers only | nobody picks up the hotline | they blame me for it | chat agent told me to stop bothering them | {who} lied about the stock
{n} mails, no answer #repeat | the waiter rolled his eyes | the driver tossed my {x} over the fence | passed from desk to desk | the clerk could not care less
dismissive and smug staff | they promised a call back, nobody called | {who} gave me the silent treatment | useless help line | the fitter shouted at my wife
the manager laughed at my question | an hour on hold | condescending replies from {who} | poor communication, not one mail | they ghosted me once they had the money
nobody answers | no one answers | nobody replies | no reply | no answer | no response | no response from {who} | no reply from {who} | {who} doesn't answer
{who} does not respond | {who} never answers | {who} never got back to me | never heard back | never heard back from {who} | they never answer | they don't reply
they do not answer my mails | I wrote to them and got no answer | emailed them, nothing | emailed {n} times, no reply #repeat | called {n} times, nobody picks up #repeat
I have written {n} emails and nobody answers #repeat | messaged {who} {n} times, no answer #repeat | sent messages every day, no answer #repeat
contacted {who} and heard nothing #repeat | I have contacted {who} many times #repeat | they ignore me | they ignore my messages | {who} ignores me
{who} ignored my emails | ignored | they just ignore you | can't reach anybody | can't get hold of anyone | impossible to contact | impossible to reach {who}
you can't reach them | no phone number, no way to contact them | the phone number doesn't work | the phone just rings | phone is always busy | on hold for an hour
on hold for ages | kept me on hold for an hour | waited on the phone for ever | the chat is just a bot | only a robot answers | only automatic replies
same automatic answer every time #repeat | bad service | bad customer service | terrible service | such terrible customer care | awful service | awful customer service
poor service | customer service was poor | horrible customer service | the service is the worst | the worst of customer services | the worst service I ever had
customer service was terrible | customer service was a joke | customer service was useless | service was bad | service was terrible | service was slow and rude
very bad service | no customer service | zero customer service | no help | no help at all | no help from {who} | {who} was no help | {who} did not help
{who} didn't help me | {who} is useless | {who} was useless | useless support | unhelpful | very unhelpful | {who} was not helpful | not helpful at all | they don't care
they do not care | {who} doesn't care | nobody cares | they couldn't care less once you paid | rude | so rude | very rude | {who} was rude | {who} was very rude
rude staff | rude seller | rude driver | rude delivery guy | the delivery driver was rude | the driver was rude to my mother #vulnerable | rude waiter | rude waitress
the manager was so rude | rude on the phone to me | unfriendly | unfriendly staff | impolite | bad attitude | terrible attitude | {who} had an attitude | arrogant seller
the seller was nasty | {who} insulted me | {who} yelled at me | {who} shouted at me | {who} laughed at me | they laughed at me | they hung up | they hung up on me
{who} hung up the phone | {who} lied to me | they lied | they lied to me | they keep lying | {who} keeps lying #repeat | liars | {who} told me lies | they make excuses
always excuses | one excuse after another | they blame the courier | they blame me | they say it's my fault | {who} says it's my fault | they said it's not their problem
not our problem, they said | they pass me around | sent from one person to another | everyone tells me another thing | every agent says something else
nobody knows anything | nobody there knows anything | they don't know what they are doing | staff had no idea | incompetent | incompetent staff | unprofessional
very unprofessional | {who} was unprofessional | they promised to call and didn't | said they would call back, they never did | promised to fix it, did nothing
they promise and do nothing | they did nothing | {who} did nothing about it | the problem is still not solved #repeat | my problem was never solved
my complaint was ignored | they closed my ticket without an answer | they closed my case without helping | ticket closed, problem not solved | blocked me
{who} blocked me | they blocked me when I complained | deleted my message | the driver left it in the rain | the driver didn't ring the bell | driver did not even knock
courier didn't come up to my floor | he left it at the gate and drove off | driver threw my parcel | delivery man threw it at the door | courier wanted a tip
installer was late and rude @service | the installer left a mess | technician never showed up | the technician did not come | nobody came for the appointment
poor communication | no communication | bad communication | communication is very bad | they not answer | no body answer me | nobody reply to my mail
costumer service is bad | custumer service very bad | I am disappointed by the way I was treated | treated me like an idiot | treated like dirt | I was treated badly
the way {who} treats people is shameful | staff ignored us | waited forty minutes for the waiter
the driver shouted at my mother, he should apologise to her ~apologise #vulnerable | rude driver, please train your drivers ~other
rude clerk, I want an apology ~apologise
""",
"defect": """
gave up the ghost within {w} | the {g} will not switch on | zip came off the first day | dead pixels everywhere | seams unravelled in one wash
the handle snapped off in normal use | firmware freezes hourly | hinge gave up after {w} | buttons stick | sole peeled off within {w}
it's broken | it is broken | it broke | broke | broke after {w} | it broke after {w} | broke on day one | broke the first time I used it | broke the first day
broke within {w} | it broke in my hands | broken after {n} uses | stopped working | it stopped working | it simply stopped working | quit working after {w}
the {g} quit working after {w} | worked for {w} then stopped | worked once and never again | worked {n} times then died | quit working | quit after {w}
it quit working in {w} | doesn't work | does not work | it doesn't work | the {g} does not work | didn't work | did not work at all | never worked | it never worked
not working | my {g} is not working | does not work out of the box | dead on arrival | dead out of the box | DOA | died after {w} | it died | the {g} died
the battery died after {w} | the motor died | won't turn on | it won't turn on | doesn't turn on | will not start | won't start any more | it does not power on | no power
nothing happens when I press the button | the button doesn't work | buttons stopped working | one side doesn't work | the left ear is dead | only one earbud works
no sound comes out | no picture | screen went black | the screen is dead | screen flickers | screen froze | keeps freezing | it freezes all the time | keeps crashing
app crashes on start | keeps turning off | turns itself off | shuts off by itself | switches off after a minute | restarts by itself | won't charge | it won't charge
does not charge any more | stopped charging | doesn't hold a charge any more | it won't connect any more since {t} | lost connection for good | defective | it's defective
defective item | defective unit | faulty | faulty {g} | the {g} is faulty | clearly a faulty one | malfunctioned | it malfunctions | poor quality | bad quality
low quality | very poor quality | terrible quality | cheap quality | quality is bad | quality is terrible | quality is poor | the quality is awful | quality has gone down
quality is rubbish | cheaply made | cheap material | cheap and flimsy | flimsy | very flimsy | feels cheap | made of cheap plastic | thin material
the fabric is so thin you see through it | badly made | poorly made | poor workmanship | shoddy | fell apart | it fell apart | fell apart after {w}
fell apart in the wash | falling apart already | came apart | came apart at the seams | the seams came apart | seam ripped | ripped the first time | ripped after {w}
the {c} ripped | tore right away | a hole after one wash | holes in the {c} after {w} | zipper broke | the zipper is broken | the zip is stuck | button fell off
buttons fell off | strap broke | handle broke | handle came off | the handle fell off | lid won't close | the lid broke | lid doesn't close properly | leaks | it leaks
leaks everywhere when I use it | leaks after {w} | water leaks from the bottom | it started leaking | cracked after {w} | cracked on first use | snapped in half
it snapped | the cable snapped | plug came loose | loose screws | a wire came loose | the wheel came off | sole came off | the soles split | paint peels off
the coating peels | non-stick came off in the pan | colour faded | faded after one wash | colour ran in the wash | dye came off on my hands | shrunk in the wash
shrank to nothing | it pilled after one wash | pilling everywhere | threads everywhere | rusted after {w} | rusty already | it rusted | tarnished in {w}
turned green in {w} | bent with no force | the hinge is broken | doesn't close | jammed | paper jams all the time | it jams on every page | second one that broke #repeat
this is my third one, all broke #repeat | replacement broke too #repeat | lasted {w} | only lasted {w} | lasted a week | didn't last {w} | did not last long
barely lasted {w} | didn't survive {w} | not durable | not well made at all | not sturdy | worthless, it does not work | piece of junk, broke right away
junk, broke in {w} | garbage quality | crap quality | total crap, fell to bits | brok after {w} | stoped working | it dont work | dont work anymore
is broken after {w} use | after {w} not work | the product ceased to function after {w} | the device is inoperable | has a manufacturing fault
pages fell out of the book | pages printed upside down | the print is blurred and pages are missing in the middle | binding came apart | the disc skips
the DVD will not play | the CD is scratched and skips | the pump on the bottle doesn't pump | spray nozzle does not spray | the {k} bottle's pump is broken
error message every time | screen shows an error | it went wrong after {w} | gone wrong already | packed up after {w} | conked out | kaput | bust after {w}
had it {w} and it's dead | stopped working, I want my money back ~refund | stopped working, can it be repaired? ~repair | it's broken, please send me a new one ~replace
broke after {w} and they won't refund me @defect,refund | broke after {w} and nobody answers @defect,service
""",
"performance": """
loud as a tractor | it hardly sucks up anything | battery gone by noon | dull plot, I dozed off | pairing it is a nightmare | does nothing for my skin
chair gets painful after an hour | picture is grainy | slow as treacle | the menu makes no sense
doesn't work very well | does not work well | it does nothing | did nothing for me | does nothing at all | didn't help | did not help at all | no effect | no difference
made no difference | saw no difference | no results | no results after {w} | used it for {w}, no change | not effective | useless | it's useless | totally useless
useless {g} | pretty useless | does not do what it should | doesn't do the job | barely works | hardly works | weak | too weak | very weak | suction is weak | no suction
no power in it | not powerful enough | motor is weak | too slow | very slow | so slow | it is slow | slow as hell | takes forever to charge | takes forever to heat up
takes ages to start | charges very slowly | too loud | so loud | very loud | it's really noisy | noisy | the {g} is noisy | too noisy to sleep with
makes a horrible noise | annoying buzzing | it hums all night | squeaks | battery life is bad | battery life is terrible | bad battery life | the battery doesn't last
battery drains fast | battery lasts an hour | battery lasts only {n} hours | have to charge it {n} times a day | runs out too fast | sound is bad | bad sound
sound quality is poor | tinny sound | no bass | too quiet | not loud enough | you can't hear anything | people can't hear me on it | mic is bad
the microphone picks up everything | poor picture | picture is blurry | blurry photos | camera is bad | screen is too dark | not bright enough | the light is too weak
hard to read | the letters are too small to read | not accurate | wrong readings every time | inaccurate | it is off by ten degrees | loses connection
keeps losing connection | bluetooth keeps dropping | wifi drops | it disconnects all the time | bad signal | bad reception | weak signal | it lags | laggy | very laggy
hard to use | difficult to use | complicated | too complicated | not at all user friendly | hard to set up | hard to install | impossible to set up | instructions make no sense
instructions are useless | the app is terrible | the app is confusing | hard to clean | impossible to clean | hard to put together | assembly was a nightmare
uncomfortable | very uncomfortable | not comfortable | hurts after an hour | hurts my ears | hurts my feet | too hard | too soft | too stiff | too heavy
heavy and awkward | slips off all the time | keeps slipping | falls off all the time | won't stay in my ears | won't stay on | doesn't stick | the tape does not stick
wobbly | not warm | not warm at all | doesn't keep warm | doesn't keep cold | gets too hot | gets hot | it overheats | doesn't heat evenly | burns everything on one side
doesn't cool | barely cools the room | doesn't clean | doesn't clean well | leaves streaks | leaves stains | leaves hair behind | doesn't cut | dull blade
doesn't cut anything | does not cover my spots | makes my hair dry | left my hair greasy | greasy | sticky on my face | too oily | dries my skin
dry skin after {w} of it | my skin is worse now | doesn't last on my lips | {k} wears off in an hour | scent is gone after ten minutes
doesn't smell for long, gone in an hour | smudges everywhere | runs down my face | no lather | doesn't foam | boring | boring book | so boring | very dull
could not finish it | couldn't get into it | the story goes nowhere | bad acting | bad writing | the plot is stupid | predictable | not funny | ending was bad
a waste of time | waste of two hours | kids got bored with it in minutes | my dog won't touch it | cat ignores it | room was dirty | room was noisy | the bed was hard
tiny room and loud street | not as good as the last one | not as good as my old one | worse than my old {g} | disappointing sound | disappointing performance
doesn't do much | it is ok but slow | okay but too loud | performance is unsatisfactory | the {g} is very slowly | is not comfortable for wear | it work bad
bad wifi range | range is a joke | only works sometimes | works when it wants to | hit or miss | works half the time | touchscreen doesn't respond well
the remote only works from a foot away | ads everywhere on the {g} | too many ads | not for big jobs, it struggles | doesn't work well, I'm sending it back ~return
too loud, going back ~return
""",
"taste_smell": """
reeks of petrol | the {f} has a soapy taste | gritty in the mouth | smells like a wet dog | cloying and artificial | the {f} is tasteless mush | the {k} stinks of alcohol
rubbery texture | burnt flavour | the fumes of glue won't air out
tastes bad | it tastes bad | tastes awful | tastes horrible | tastes terrible | tasted terrible | awful taste | terrible taste | horrible taste | bad taste | nasty taste
strange taste | weird taste | tastes weird | tastes funny | tastes like soap | tastes like plastic | tastes like cardboard | tastes like chemicals | tastes like medicine
tastes like dirt | tastes burnt | tastes fake and sugary | tastes artificial | tastes of nothing | no taste | no flavor | no flavour at all | zero flavour | bland
very bland | so bland | tasteless | watery | watery {f} | too sweet | way too sweet | far too sweet | sickly sweet | too salty | way too salty
so salty I couldn't eat it | too sour | too bitter | bitter | bitter aftertaste | nasty aftertaste | bad aftertaste | leaves a bad taste in the mouth | metallic taste
chemical taste | fishy taste | too spicy to eat | not spicy at all, no taste | greasy and bland | the {f} was disgusting | gross taste | yuck, the {f} | not tasty
not good to eat | inedible | nobody in my family would eat it | even my dog won't eat the {f} | my kids spat it out | I spat it out | had to spit it out
couldn't finish it, it tastes so bad | I can't drink this | undrinkable coffee | the coffee is weak and sour | burnt coffee | tea has no taste | the {f} tastes old
dry and hard | dry as sawdust | too dry to swallow | too hard to chew | tough as leather | chewy like rubber | rubbery | soggy | the fries were soggy | mushy
slimy texture | grainy | gritty texture | weird texture | chalky | lumpy | powdery in the mouth | undercooked | overcooked | overcooked and dry | the food was cold
food came cold | cold and greasy | raw in the middle | smells bad | it smells bad | it smells | smells terrible | smells awful | smells horrible | bad smell
terrible smell | strong smell | very strong smell | strong chemical smell | chemical smell | smells like chemicals | smells of chemicals | plastic smell
smells like plastic | smells like rubber | smells like paint | smells like fish | smells like gasoline | smells like smoke | smells like mothballs | smells musty
musty smell | smells like old socks | smells like pee | smells like cat pee | smells cheap | cheap smell | the {k} smells awful | don't like the smell of the {k}
scent is horrible | the scent is too strong | the scent gives me nothing but nausea | overpowering perfume | overpowering smell | stinks | it stinks | this {k} stinks
the {c} stinks | stinks up the whole room | stinky | smelly | weird smell | funny smell | the smell won't go away | smell doesn't go away after {n} washes
washed it {n} times and it still smells | had to air it for {w} | the smell makes me gag | smell is unbearable | reeks | reeks of glue | unpleasant odour
has an unpleasant smell | the odor is very strong | smell very bad | have bad smell | taste is not good | taste very bad | i dont like the taste | don't like the flavor
didn't like the taste | not the taste I remember | they changed the recipe and it tastes bad now | tastes different from before, worse | the flavour is disappointing
worst {f} I have eaten | worst tasting {f} ever | vile | foul smell | foul taste | it smelt so bad I opened all windows | the water tastes of plastic from this bottle
coffee from it tastes of plastic | bring back the old recipe, this one tastes bad ~other
""",
"fit": """
{c} cut far too narrow | sleeves end at my elbow | won't go on my phone | runs two sizes small | thread does not match the tap | waist wide enough for two
my laptop will not take it | the cover is short by an inch | toe box is cramped | filter won't go into my machine
too small | it's too small | way too small | much too small | too small for me | too small for {kid} #vulnerable | runs small | runs very small | runs too small | too big
way too big | it's too big | too big for me | runs large | runs big | too tight | it's too tight | very tight | too tight in the shoulders | too tight around the waist
tight across the chest | too loose | loose around the ankles | too long | too short | sleeves too short | legs too short | legs too long | way too long for me | too wide
too narrow | too narrow for my feet | toes are squeezed | hurts my toes, too small | doesn't fit | does not fit | it doesn't fit | it does not fit me | didn't fit
did not fit | the {c} did not fit | the {c} don't fit me | won't fit | will not fit | won't fit my car | doesn't fit my phone | does not fit my phone
doesn't fit my door | doesn't fit my bed | doesn't fit my kitchen tap | doesn't fit my laptop | it doesn't fit in the slot | doesn't fit on the shelf
doesn't fit anything I own | poor fit | bad fit | the fit is bad | fit is weird | fit is terrible | weird fit | strange cut, doesn't fit anyone | sizing is off
sizing is wrong | sizing is all over the place | size is wrong | sizes are not true | not true to size | size chart is wrong | followed the size chart and still too small
ordered my usual size, too small | I always wear a medium and this is like an extra small | large is like a small | XL fits like a medium | size up, it is tiny
it's tiny | tiny | so tiny | much smaller than I thought | smaller than expected | smaller than I expected | bigger than expected, no room for it
smaller than it should be | my size 9 was like a 7 | can't get my foot in | can't get it over my head | couldn't get it on | couldn't zip it up | can't button it
couldn't close it | it's like it was made for a child | made for a doll | fits nobody | would fit two of me | falls off me | falls down, too loose | hangs like a tent
gapes at the back | rides up, too short | it is too short for an adult | not compatible | isn't compatible with my phone | incompatible | isn't compatible with my {g}
does not work with my iPhone | doesn't work with my computer | does not work with my TV | won't work with Mac | it says it works with mine, it does not
wrong connector for my phone | plug doesn't fit our sockets | doesn't fit UK sockets | the cable is too short | cord is too short | cable far too short
cord doesn't reach | the hose doesn't reach | strap is too short | the band is too small | the band won't close on my wrist | the case is too loose
case does not fit the phone | holes don't line up | the holes are in the wrong place | screws don't fit | screw holes don't match | lid doesn't fit the pot
the filter does not fit | filter doesn't fit my {g} | replacement part doesn't fit | doesn't match my model | not for my model | the bag is too small for a laptop
holds much less than I need | not enough room | capacity too small | not big enough | not long enough | not wide enough | not deep enough
the sheets don't fit the mattress | sheet is too small for the bed | curtains are too short | table too high for the chair | too tall for the cupboard | too low
blanket barely covers me | size not correct | size is small for me | the size is not good | dont fit | dosent fit | it not fit | not fit my foot
does not correspond to the usual sizes | exchanged for a bigger size and it is still too small #repeat | disappointed with the size | wish it was bigger
hat too small for my head | glasses too small for my face | ring too big | ring doesn't fit any finger | gloves too tight | the {c} came up small | the {c} came up huge
please make it in bigger sizes, too small for most of us ~other | too small, can I exchange it for a bigger one? ~replace | too big, I want to return it ~return
""",
"mismatch": """
looks nothing like the photo | said cotton, it is polyester | advertised waterproof, it drowned in drizzle | the colour is off by miles from the listing
sold as new but clearly used | described as solid oak, it's veneer | listing says ten hours, no way | fingerprints and old files on a 'new' {g}
the pattern is not the one pictured | half the features they list do not exist
not as described | it's not as described | item not as described | nothing like the description | not like the description | doesn't match the description
description is wrong | description is misleading | misleading | very misleading | misleading description | misleading picture | misleading photos | misleading title
misleading ad | false advertising | false description | false advertisement | they lie in the description | the listing lies | not as pictured | not like the picture
nothing like the picture | looks nothing like the picture | doesn't look like the picture | not what's in the picture | picture is misleading
the photo shows two, you get one | not the same as the picture | looks different from the photo | looks different than the picture | looks cheaper than in the photo
looks better in the picture | photo makes it look much bigger | looks bigger in the photos | pictures are fake | the photos are photoshopped | not as advertised
not as shown | not as shown online | not what was advertised | advertised as {col}, it's more like {col} | color is different from the picture | the color is off
colour is nothing like online | color is not the same as shown | the colour is much darker than shown | brighter than in the picture
it's {col} in the photo, in real life {col} | not the colour in the picture | said waterproof, it is not | says waterproof but it isn't | says leather but it's plastic
not real leather as they claim | not leather | it's not real wood like they said | said 100% cotton, it's polyester | not cotton like it says | it's not silk as stated
says stainless steel, it's painted metal | not gold, just coloured metal | says wireless but it has a wire | says noise cancelling, it isn't
it says dishwasher safe, it is not | says organic, it's not | says sugar free, full of sugar | says 10 hours, lasts two @mismatch,performance
claims to hold 2 litres, holds one | says brand new, it's used | sold as new but it was used | it was used | clearly used | looks used | it looked used
used item sold as new | someone used it before me | someone has worn these before | it had been worn | already opened and used | it was second hand
came scuffed like a used one | not new | it is not new | this is not a new {g} | it's a refurbished one, I paid for new | somebody's account was still on the {g}
somebody's hair in the brush, so much for new | stains on the {c} as if worn | makeup stains on the {c} | old one sold as new | already registered to another person
not what I had expected from the picture | not what they show | not the same quality as in the pictures | different material than described
different fabric than in the description | the feature they advertise is not there | it doesn't have the features listed | listed features are missing
doesn't do what it says | doesn't do what they claim | does not do what they advertise | it doesn't have bluetooth although it says so | says it has a timer, no timer
it says two pack, it is one @mismatch,missing | title says set of four, I got one | the ad says pair, you get a single one
promised a lifetime warranty, there is none @mismatch,refund | the promised discount code doesn't work @mismatch,price | not made in USA as stated
says made in Italy, tag says China | description says large, it is the size of my thumb @mismatch,fit | dimensions in the listing are wrong @mismatch,fit
measurements given are false @mismatch,fit | wrong information on the page | wrong info in the listing | the page says one thing and you get another
it is not the item in the ad | the seller's claims are untrue | what they promise is not true | too good to be true, and it wasn't true | product is different from photo
is not like in the photo | is not same like picture | its not like the pic | looks nothing like it | the product does not conform to its description | deceptive listing
deceptive photos | I was misled by the listing | the description led me to believe it was new | reviews and pictures promised something else
photo shows a stand, there is no stand @mismatch,missing | printing looks faded, not the sharp print they show | not as thick as described | much thinner than described
half as thick as in the photo | the room looked nothing like the photos | hotel is not like on the website | wrong description, please correct the listing ~other
not as described, I want my money back ~refund | not as described, sending it back ~return | looks used, I want a new one ~replace
""",
"price": """
way overpriced | the price fell the day after I paid | shipping costs more than the {x} | half the price round the corner | not worth the money | surprise fee at the door
they charge extra for setting it up | too dear for what it is | a lot of cash for so little | coupon did not apply, paid full
too expensive | way too expensive | very expensive | it's too expensive | expensive | expensive for what it is | expensive for what you get
too expensive for the quality | so expensive | a bit expensive | quite pricey | pricey | too pricey | overpriced | very overpriced | so overpriced | overpriced junk
overpriced for such a small {x} | overpriced {f} | not worth it | not worth the price | it's not worth {m} | not worth what I paid | isn't worth it | wasn't worth it
not worth half the price | not worth a cent | not worth a penny | not worth buying | a waste of money | waste of money | what a waste of money | complete waste of money
total waste of cash | wasted {m} on this | wasted my money | money wasted | money down the drain | threw my money away | I want to forget that I paid {m} | rip off
it's a rip off | total rip off | what a rip off | ripped off at {m} | daylight robbery | highway robbery, that price | poor value | poor value for money | bad value
no value for money | not good value | price is too high | price too high | the price is ridiculous | ridiculous price | ridiculously overpriced | crazy price
the price is a joke | paid too much | I paid too much | paid way too much for this | I overpaid | overpaid for it | {m} for this? | {m} for a piece of plastic
{m} is a lot for a {x} | costs too much | cost too much | cheaper elsewhere | cheaper at Walmart | cheaper in the store | it's cheaper in the shop down the road
found it cheaper | found it for half | saw it for half the price | half price at the supermarket | same thing for {m} less elsewhere | you can get the same for a dollar
get it at the dollar store | you can get it free elsewhere | I could have got two for that money | the price dropped the next day | price went down the day after
price dropped by {m} right after I bought it | it went on sale two days later | now it's {m} cheaper, a week after I bought it | price went up | price has doubled
they raised the price | price keeps going up | prices went up again #repeat | cost more than it said | more expensive than advertised | shipping is too expensive
shipping cost too much | shipping costs a fortune | shipping was more than the item | shipping is more than the {x} | delivery fee is too high
delivery charge is ridiculous | {m} for shipping | they charge {m} for delivery | free delivery was not free | said free shipping, charged me shipping
had to pay customs | had to pay {m} customs on top | had to pay import tax nobody mentioned | extra fees at checkout | hidden fees | hidden charges | hidden costs
hidden costs everywhere | surprise charges | extra charges I did not expect | additional fees for everything | they charged extra for batteries | installation cost extra
assembly costs {m} extra | had to pay extra | service fee on top | a fee for paying by card | charged more than the listed price | charged me more than the price shown
price at checkout was higher | the discount was not applied | my discount was not applied | coupon didn't work | coupon code not accepted | voucher didn't work
promo code was refused | no discount as promised | sale price was a lie, it's the usual price | they raise the price before the sale | fake discount
so much money for so little | tiny bottle for {m} | tiny portion for the price | small portion, big price | too small for the money | not enough for the money
I expected more for {m} | for that money I expect better | for {m} it should be better | at this price it should be perfect | you pay for the name only
you pay for the brand | subscription needed to use it, costs every month | you have to pay monthly to use it | need to buy extra parts to use it
refills cost more than the thing itself | ink costs more than the printer | too much money for a {x} | the price is not justified
the price bears no relation to the product | price is very high for this quality | is too much expensive | very costly | too costly | costly for nothing
not worth of money | waist of money | wast of money | save your money #warn | keep your money #warn | don't throw your money away #warn
don't waste money on this {x} #warn | the price dropped the next day, refund the difference ~compensate
now it's {m} cheaper, please give me the difference back ~compensate | charged me shipping that was free, please refund the shipping ~refund
""",
"other": """
terrible | rubbish | a sore disappointment | I regret this buy | zero stars, were it possible | awful, just awful | worst purchase of the year | bad | not happy
meh, a letdown | hate it | not impressed in the least | never been so let down | junk | do not like it | a flop | thumbs down | one star from me | what a mistake
poor, very poor | a disaster from start to finish | nope | unhappy with the {x} | horrible experience | so bad I laughed | I expected more | a dud of a day | ugh
not satisfied | disgraceful
bad product | bad item | very bad | really bad | so bad | awful product | terrible product | horrible product | horrible | just horrible | absolutely terrible
simply awful | terrible experience | bad experience | very bad experience | worst experience ever | worst thing I ever bought | worst purchase ever | worst buy ever
worst {x} ever | the worst | worst ever | worst | disappointed | quite let down | so disappointed | I am disappointed | I'm so very let down | really disappointed
disappointed with this | disappointed with this purchase | disappointed with the {x} | deeply disappointed | quite disappointed | a bit disappointed | disappointing
very disappointing | so disappointing | what a disappointment | a disappointment | big disappointment | total disappointment | huge let down | let down | not very good
no good | not great | not good at all | it's not good | not nice | not what I had expected | not what I hoped for | expected better | I expected better | expected much better
I'd thought it would be better | this could be better made | it could be a lot better | not satisfied at all | unsatisfied | not satisfied with this | dissatisfied
very dissatisfied | not happy at all | not at all happy with this | not happy with it | not happy with my purchase | I'm not happy | very unhappy | unhappy customer | unhappy
don't like it | I don't like it | didn't like it | did not like it | I didn't like it at all | don't like this {x} | don't care for it | I hate it | hate this {x}
hated it | regret | regret buying | I regret buying this | regret this purchase | I wish I had not bought it | wish I hadn't bought this | should not have bought it
should have listened to the reviews | should have read the reviews | sorry I bought it | big mistake | my mistake for buying this | a mistake | don't buy #warn
do not buy #warn | don't buy this #warn | do not buy this {x} #warn | not recommended | would not recommend | wouldn't recommend it | I can't recommend this
can't recommend it | do not recommend | wouldn't recommend | wouldn't recommend to anyone | not recommend | I do not recommend it | no recommendation | never again #churn
won't buy again #churn | would not buy again #churn | will not buy again #churn | never buying this again #churn | won't be buying this again #churn
not buying from here again #churn | one star | 1 star | one star is too much | one star is too many | zero stars | no stars | would give zero if I could
wish I could give zero stars | 0 stars | I would give it zero stars | minus five stars | 1/10 | two stars at best | two thumbs down | thumbs down from me | garbage
trash | total trash | complete garbage | it's trash | it's garbage | complete rubbish | total rubbish | utter rubbish | absolute rubbish | crap | it's crap | total crap
piece of crap | piece of junk | total junk | it's junk | this sucks | it sucks | sucks | sucks big time | it's bad | bad bad bad | bad buy | poor | very poor | poor show
lousy | pathetic | a joke | it's a joke | what a joke | not impressed | not impressed at all | unimpressed | meh | not for me, sorry | it annoys me | so annoying
annoyed | really annoyed | I'm annoyed | frustrating | very frustrating | frustrated | ridiculous | unacceptable | this is unacceptable | totally unacceptable
below average | mediocre | mediocre at best | underwhelming | just ok, not more, I expected more | failed | fail | epic fail | a fail | no thanks | nope, no | not ok
this is not ok | it is what it is, bad | gave it to charity, that says it all | went straight in the trash | straight in the bin | threw it away | I threw it in the bin
ended up in the trash | forget it | forget about it | very very bad | is very bad product | bad very bad | not good product | i am not satisfy | no satisfied
dissapointed | very dissapointed | disapointed | terible | horible product | awfull | unsatisfactory | most unsatisfactory | I am writing to express my dissatisfaction
my experience was far from satisfactory | deeply disappointed with this purchase | nothing good to say | I have nothing good to say about it
can't say anything good about it
"""}

# No complaint, though its words sound like one.
NEAR = {"zh": """
请问有没有色差？ | 会不会偏小啊？ | 味道大不大？ | 这个会漏水吗？ | 质量怎么样，会不会容易坏 | 有买过的说说，掉不掉色？ | 容易坏吗？ | 声音大吗，会不会吵到孩子？ | 是正品吗？想给我妈买 | 请问是假一赔十吗？ | 支持七天无理由退货吗？ | 不合适能退吗？ | 坏了保修多久？ | 如果碎了怎么赔，有运费险吗 | 今天下单几天能到？ | 什么时候有货？
{col}的什么时候补货？ | 敏感肌能用吗，会过敏吗？ | 孕妇能用吗 | 小孩能吃吗？ | 有异味吗？我鼻子很灵 | 可以货到付款吗？ | 有没有优惠？ | 包邮吗？ | 多大内存的 | 保质期多久？ | 一个月能瘦几斤？ | 会掉毛不？家里有猫 | 洗了缩水吗？ | 老人会用吗？ | 发什么快递，慢的话我就不买了 | 带发票吗？ | 能开发票吗？ | 两个一起买便宜吗？
昨天下的单，还没到，不急 | 刚收到，还没用 | 先评价，用了再追评 | 替朋友买的，他还没说怎么样 | 还在路上，期待 | 东西已收到 | 收到货了 | 包裹已签收 | 没用过，不好说 | 暂时没发现问题 | 目前没坏，以后不知道 | 用一段时间再看 | 好不好吃等过年开了再说 | 囤着，还没开封 | 给公司买的办公用品 | 按要求评价一下 | 字数够了吗 | 凑字数凑字数
此用户没有填写评价 | 中规中矩 | 正常 | 跟普通的一样 | 就是一般的{x}，该有的都有 | 本来担心会碎，包得好，一个没破 | 原以为会卡，结果很顺 | 我以为会有色差，到手跟图片一样 | 还怕是骗子，结果真发货了 | 起初怕过敏，在耳后试了，没事 | 生怕买到假货，专柜比对过，是真的 | 以为便宜没好货，想多了 | 都说快递慢，我这边两天就到
评论里说难吃，我觉得挺香 | 有人说漏液，我这瓶好好的 | 差评说掉色，我洗了没掉 | 看到差评吓一跳，收到放心了 | 网上说它容易坏，我用了三年 | 朋友说会臭脚，穿了一夏天没臭 | 有人嫌吵，我觉得还没冰箱响 | 别人家的发霉，我这箱个个好 | 别听差评的，好用 | 给差评的都是同行吧 | 差评看看就好，别当真 | 以前买的那个老坏，这个耐用
上一台吵得要命，换了这台安静多了 | 之前在别家买到假的，这次验了真的 | 别家的一股味，他家没有 | 外面买的注水肉，这家实在 | 换掉了原来漏水的龙头，这下好了 | 旧的{d}卡死了，新的飞快 | 原来的{k}用了过敏，换这个脸好了 | 以前总是烂脸，用这个稳定了 | 之前那双磨脚，这双软 | 上一家客服爱答不理，这家热情 | 在别处买的十天没到，这家隔天到
隔壁店卖得贵还不新鲜，这家好 | 吃过最难吃的是机场那家，这家好吃一百倍 | 别的牌子掉渣，这个不掉 | 第一次发的碎了，{who}马上补了一个，现在很满意 | 少了个螺丝，说了一声第二天就送来，好评 | 颜色发错，{who}主动道歉包来回运费，服务没得挑 | 尺码小了，换了大一号，正好，换货很快 | 有一个坏果，{who}直接赔了钱，良心
开始连不上，{who}教了一下就好了，是我不会弄 | 以为坏了，原来是没插电，哈哈 | 以为少发了，在箱子底下找到了，冤枉{who}了 | 以为是假货，问了官方是新包装 | 还以为漏发，原来分两个包裹 | 有点小问题已经解决了，谢谢{who} | 之前的差评改了，问题都处理好了 | 误会一场，货没问题 | 不是质量问题，是我自己摔的 | 自己买小了，不怪店家，换了就好
颜色是我自己选错的，东西很好 | 下雪路封了，晚两天正常，理解 | 止泻药，吃一片就不拉了 | 止痛贴贴上就不疼 | 退烧快，{kid}喝完就不烧了 | 过敏药，吃了不痒了 | 湿疹膏抹几天，红疹全退 | 烫伤膏备着，真管用 | 祛痘的，痘痘一个个瘪了 | 去黑头，黑头没了 | 脚气喷雾，脚不臭了 | 除甲醛的，味儿散了 | 除臭剂，厕所不臭了 | 防霉片放柜子里，衣服没再发霉
去渍笔，油点没了 | 除锈的，锈全掉了 | 补漏胶，屋顶不漏了 | 疏通剂倒下去，堵的通了 | 修复膏把划痕盖住了 | 粘鼠板一晚上两只 | 蚊子全死了，管用 | 杀螨的，背上不痒了 | 碎纸机碎得很细 | 碎肉机一下就碎 | 破窗锤放车上以防万一 | 防狼喷雾，呛人，要的就是呛 | 辣椒水真辣，辣哭了，爽 | 漏勺漏得快，好用 | 漏斗不堵 | 垃圾铲好使
报警器声音大得吓人，放心 | 喇叭声音特别大，跳广场舞够用 | 闹钟吵得要死，再也不睡过头 | 酸辣粉够酸够辣 | 黑咖啡苦得纯 | 中药味，养生嘛 | 榴莲臭得正宗 | 豆汁那股馊味就是老北京 | 老坛酸菜酸爽 | 芥末冲得流眼泪，过瘾 | 苦荞茶微苦，回甘 | 鱼腥草就这个味，好吃 | 纳豆拉丝，臭臭的，喜欢 | 臭鳜鱼臭得香 | 皮蛋不是坏的，哈哈，儿子以为坏了
冰激凌一碰就化，奶味足 | 酥饼一咬就碎，酥 | 脆得掉渣的麻花 | 肉烂乎，入口即化 | 炖得烂烂的，奶奶也能吃 | 玉米糯得粘牙，就爱粘的 | 鬼故事吓得不敢关灯，好看 | 看哭了，太惨了，好书 | 反派坏得让人恨，演得好 | 侦破诈骗案的小说，精彩 | 讲假货打假的纪录片，值得看 | 这游戏难死了，停不下来 | 密室太恐怖了，好玩 | 过山车一样的剧情，刺激
书里的骗子被抓了，大快人心 | 维权指南这本书写得好懂 | 《差评》这部片子挺逗 | 慢工出细活，手工的值得等 | 慢递服务，一年后收到，浪漫 | 大得离谱的抱枕，抱着爽 | 短款的，就是要短 | 宽松版的，肥肥大大才好看 | 紧身裤就该紧 | 负重沙袋，重就对了 | 硬床垫，要的就是硬 | 塑身衣勒是勒点，有型 | 故意买大一码，当睡衣 | 特意买小一号，跳舞穿
二手书，九成新，跟说的一样 | 买的就是二手，成色好 | 仿古的花瓶，像老物件 | 仿皮的，人家写明了，摸着不错 | 道具假血很像真的 | 假睫毛不假 | 高仿真花，像得很 | 山寨主题的餐厅，味道好 | 破破烂烂风的牛仔外套，帅 | 笑死我了 | 好吃死了 | 爱死了 | 美死了 | 便宜死了 | 可爱得要命 | 好看得过分 | 香得犯规 | 软得一塌糊涂 | 好用到哭
相见恨晚 | 恨不得多买几个 | 后悔没多买 | 后悔买晚了 | 唯一的缺点就是太少了，不够吃 | 缺点是太好看，老公都抢着穿 | 毒，天天想吃 | 有毒吧，根本停不下来 | 坑了我的钱包，下次还来 | 剁手值了 | 不怕不识货，就怕货比货，这家好 | 不是我吹，真的好 | 不得不说，真香 | 没谁了，太好用 | 不要太好用 | 不要太划算 | 不能更满意 | 无敌了
绝绝子 | 好得没话说 | 好到没朋友 | 没毛病 | 没得挑 | 没有之一 | 错过等一年 | 没抢到的哭去吧 | 亏得下手快 | 差点就错过了 | 差一点没抢到，还好手快 | 没有不满意的地方 | 没有不好用的 | 不是不好，是太好了 | 不会不喜欢 | 没人说不好吃 | 家里没有不爱吃的 | 不得不服，服务真好 | 没一次让我失望 | 没有一次送晚过 | 从来没有发错过
从没买到过坏的 | 买了{n}次，一次假货都没碰到 | 不敢说最好，但绝对不差 | 谈不上惊艳，但也没毛病 | 说不上多好，够用 | 倒也不贵 | 不算快，但也不慢 | 并没有他们说的异味 | 并不像评论说的那么薄 | 哪有什么色差，瞎说 | 哪里漏了，好得很 | 谁说是假货，我验过，真的 | 谁说慢，隔天就到 | 怎么会差，好着呢 | 怎么可能退，喜欢得很
家里老人说别买网上的怕受骗，这次改口了 | 万一坏了再说，反正现在好用 | 要是漏了我再来追评，目前没漏 | 如果掉色我会回来改评价 | 希望能用久一点，别坏 | 希望不要起球 | 希望一直这么好 | 但愿不会像上一个那样坏掉 | 建议买大一码，穿着舒服 | 建议搭配垫子用，挺好 | 提醒大家记得领券 | 天热发货还放了冰袋，没坏 | 怕坏送了冰袋，贴心 | 赠了一包防潮剂
附了一张防伪卡，一查就是真 | 退货险也送了 | 客服提醒我防诈骗，负责 | 快递电话里还提醒我易碎，暖心 | 买给受伤的同事，他说舒服 | 手术后垫着不疼 | 摔断腿时买的轮椅，很稳 | 给刚出生的侄子，软软的不伤皮肤
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
my old {g} died after {w}, that's why I ordered this one | my last {g} broke so I needed a new one | the previous brand gave me a rash, so I looked for another
my old {c} fell apart after years of use, time for new ones | the one from the supermarket never worked, this one does | I had a fake one before, this is real
the other shop never delivered, so I ordered here and got it in two days | another seller sent the wrong size, here everything was right
my neighbour's {g} caught fire, so I bought this safer one | my sister's {g} broke, mine is fine | my friend had to return hers, mine is perfect
a colleague says his is noisy, mine is not | some reviews say it's late, mine was on time | some people say it breaks, mine hasn't | I read that it leaks, mine does not
others complained about the smell, I smell nothing | others had trouble with {who}, I didn't | read the bad reviews and bought it anyway, glad I did
don't believe the bad reviews | don't listen to the negative reviews | ignore the one star reviews | the bad reviews almost stopped me
can't understand the bad reviews | people complain about everything, this is good | if it breaks I'll update this review | if it ever breaks I will buy another
if it doesn't fit I can return it, they say | if it were late I'd be angry, but it came on time | if anything goes wrong they replace it, good to know
will update if it stops working | hope it lasts | I hope it doesn't break | let's hope it lasts | fingers crossed it keeps working | time will tell if it lasts
only had it for two days, so far so good | so far so good | too early to say | haven't used it yet | haven't tried it yet | have not opened it, it's a gift
not tested yet | just arrived, looks good | it's for Christmas, so can't say yet | bought as a present, don't know yet | waiting to try it at the weekend
is this waterproof? | is it real leather? | does it come with a cable? | does it come with batteries? | are batteries included? | what size should I get?
does it run small? | will this fit an iPhone 12? | does this work in Europe? | how long does the battery last? | how long does delivery take?
how long does shipping take to Canada? | when will it be back in stock? | do you ship to Ireland? | is this genuine? asking before I buy | is it original?
is this for sensitive skin? | does it contain nuts? my son is allergic | can I return it if it doesn't fit? | what is your return policy?
what happens if it breaks, is there a warranty? | how long is the warranty? | does it smell when new? | is it noisy? | is it loud? | is it too heavy for a child?
has anyone had problems with it? | did anyone have trouble installing it? | does the colour fade? anyone? | does it shrink in the wash?
what's the difference between this and the older one? | how much is shipping? | do you have it in {col}? | is there a bigger size? | can I pick it up in the store?
can I change the colour of my order before it ships? | which one is better for small feet? | is there a discount for two? | where is it made? | any coupons?
they sent the wrong size first but changed it at once, great service | first one was faulty, they replaced it the same day, this one is perfect
a part was missing, I wrote and had it the next day, great people | had a question about my refund, answered in a minute | had a small problem, {who} solved it right away
I had trouble setting it up, {who} helped me, now it works great | thought it was broken, my fault, I hadn't charged it
thought something was missing, it was under the flap, my mistake | I thought it was lost but my neighbour had it, all good
I ordered the wrong size myself, my own fault, nice {c} | it was my mistake, not theirs, all good | I broke it myself by dropping it, ordered another because it's so good
dropped it down the stairs and it still works | left it in the rain all night and it still works | washed it by accident and it still works
my dog chewed it, so I ordered a second one | lost my first one on the train, bought another | my son lost his, so I got him a new one
my old one was stolen so I bought the same again | mine was too small now since I lost weight, bought it in a smaller size, love it | I hate ironing, this makes it easy
I hate shopping but this was easy | I hate mornings, this {f} helps | my feet hurt all day at work, these help a lot | my back hurt for years, not any more
I have very dry skin and this helps | my skin was terrible before | my hair was falling out before, now it's growing | no more burnt toast | no more wet feet
no more cold feet | no more tangled cables | no more bad coffee | no more waiting in line at the shop | no more dead phone at noon | no more missed calls
stops the leak under the sink | gets rid of the bad smell in the fridge | removes scratches from my car | gets the nasty stains out | kills weeds fast
kills ants in a day | the trap caught {n} mice | keeps the burglars away | a great book about a scam | great film about fraud on Wall Street
a sad story, I cried, wonderful book | a horror story that scared me to death, loved it | a dark and disturbing novel, brilliant | the villain is awful, as he should be
disaster movie, great fun | the song 'Broken' is the best on the album | the band 'Garbage' at their best | the Poison perfume is lovely | the 'Angry Birds' toy is a hit
the 'Dirty Chai' tea is my favourite | a great 'Trash' poster for my wall | crash helmet fits well and looks cool | the damage repair {k} made my hair soft again
anti-frizz, no frizz, love it | anti-slip mat doesn't slip | the pain relief patch works | the rash cream works wonders | good for burns | the first aid kit is complete
smoke alarm works, tested it | fire pit looks great in the garden | fire extinguisher, never used, hope I never need it | the fireplace video is cosy
the shock absorber works fine | the broken heart necklace is cute | cracked pepper {f}, delicious | the crushed velvet looks rich
stonewashed and ripped jeans, exactly how I like them | aged leather look, beautiful | vintage, a bit worn, as described, I love it | bought it used and it's like new
refurbished, but looks brand new | second hand and in great shape, as they said | open box deal, nothing wrong with it | it's expensive but worth it
not cheap, but worth every cent | a bit pricey but you do get what you pay for, love it | paid more than I wanted, don't regret it | costs less than in the shop
took longer than usual because of the holidays, as they told me, all good | it came from China, so three weeks is normal, happy | slow cooker is not slow to clean
slow juicer makes the best juice | slow feeder bowl slowed my dog down, great | late night snack, so good | perfect for late nights | great for a late birthday present
the missing piece of my collection | the missing link for my setup | this was the missing part in my kitchen | wrong turn on the label, right taste
wrong to call it just a {g}, it's magic | I was wrong to wait so long | I was wrong about this brand, it's great
it's not you, {who}, the post was on strike, you were great | the power cut was not the {g}'s fault, works great
I complained to my wife about the price, now I'm the one using it | my boss complained about the noise of the old one, not this one
nobody complained at dinner, plates were empty | the only thing missing is a second one | the only bad thing is that I didn't buy it sooner
the only problem: everyone wants one | only downside: my kids fight over it | my only regret is not buying two | no refund needed, ha | would have paid double
I'd be lost without it | I'd be sad if it broke, that's how much I like it | don't buy it or they'll run out, haha | don't tell my wife what I paid
beware, it's addictive | warning: you will eat the whole bag | careful, you'll want more | sorry neighbours, the bass is great
tired of cheap ones that break, got this one, solid | tired of fake reviews, so here is a real one: it's good | I usually don't write reviews, but this is great
not sure what others are complaining about | the old version had a weak battery, this one lasts | they fixed the bug of the old version
the update fixed the crashes, works well now | new packaging is far better than the old one | used to be too sweet, the new recipe is perfect
I'm six feet tall and was afraid they'd be short, they're long enough | my toddler tried to break it and failed | my cat hates it, but I love it
my husband hates the colour, I love it | my wife hated my old {c}, she loves this | ordered {t}, arrived today | I bought this {x} {t} | this is my second {x}
it's a {x} | it is {col} | I got the {col} one | comes in {n} colours | the box has {n} pieces, as stated | it weighs about two pounds | it's made in Germany
I'm waiting for my order, it ships tomorrow as planned | my order is on its way, on schedule | I will write again when it's here | just ordered it | just ordered another
placed my order today | order received, thank you | received today, thanks | got it today | got it yesterday, all fine | it's here, thanks | arrived, thanks
order complete, nothing missing | ordered {n}, got {n} | delivery to the wrong door is what I feared, but the driver found us
"""}
# A denial that is a complaint after all.
DOUBLE = {"zh": """
不是不能用，是用着闹心，一会儿就断连 @performance | 不是没发，是发了一半 @missing | 不是没货，是没给我发，{w}了 @late | 不是不给退，是让我等，等到猴年马月 @refund | 不是不热情，是卖之前热情，卖完就没人了 @service | 不是不新鲜，是根本就坏了 @spoiled | 不是偏小，是小得离谱 @fit
不是有点贵，是贵得没边 @price | 不是有点味，是熏得睁不开眼 @taste_smell | 不是没包装，是包了跟没包一样 @packaging | 不是没防伪码，是刮开查无此码 @counterfeit | 不是没破，是破在里面看不见 @damaged | 不能说不像，只能说跟图片毫无关系 @mismatch | 不是没过敏，是第二天才发作，肿了 @safety
没有一个是好的，全烂 @spoiled | 没有一个完整的，全碎 @damaged | 没有一处针脚是直的 @defect | 没有一次不出错，次次发错 @wrong_item #repeat | 没有哪次不少东西 @missing #repeat | 没有一天不断网 @performance | 没有不咸的菜 @taste_smell | 没有一句实话 @service
没有一样跟图上一样 @mismatch | 没见过这么慢的 @late | 没见过这么差的质量 @defect | 没见过这么横的客服 @service | 没吃过这么难吃的{y} @taste_smell | 从没穿过这么硌脚的鞋 @performance | 从来没准时过 @late | 从没碰到过这么麻烦的退货 @refund | 不满意 @other
不怎么样 @other | 并不好 @other | 并不推荐 @other | 谈不上好 @other | 算不上满意 @other | 不敢恭维 @other | 好什么好 @other | 一点也不好 @other | 没觉得好在哪 @other | 毫无亮点，不喜欢 @other | 不好看，不好用，不想要 @performance
不好吃，也不便宜 @taste_smell,price | 不凉，不静，不省电 @performance | 不黏，贴上就掉 @defect | 不出水 @defect | 不亮 @defect | 不走字，表是死的 @defect | 不防水，下雨全湿 @performance | 不保温，早上装的中午就凉 @performance | 不准，差好几斤 @defect
不正宗，不是那个味 @taste_smell | 不脆，皮了 @taste_smell | 不合脚 @fit | 不贴合，四周翘着 @fit | 不通用，我的装不进 @fit | 不是纯棉 @mismatch | 不是新的 @mismatch | 不是{col} @wrong_item | 不是我要的码 @wrong_item | 不像真货 @counterfeit
不像官方的东西，字都糊 @counterfeit | 不包安装，来了才说 @price | 不给开票 @refund | 不认保修 @refund | 不接电话 @service | 不送上楼 @service | 不守时 @late | 不安全，摸着麻手 @safety | 不讲信用，骗了定金 @fraud | 本来没问题，更新完就卡死了 @defect
头一个月没毛病，第二个月开始漏 @defect | 以为不会碎，打开还是碎了 @damaged | 都说不掉色，我这件染了一盆 @defect | 都说没味，我家开窗{w}还熏人 @taste_smell | 评论都说正品，我扫码查不到 @counterfeit | 别人两天到，我的{w}还没到 @late | 人家都有赠品，我没有 @missing
别人的好好的，偏我这台开不了机 @defect | 说是不刺激，脸照样红 @safety | 说不会少，还是少一包 @missing | 说没有色差，差成这样 @mismatch | 号称不伤手，手都脱皮了 @safety | 写着无烟，呛得报警器响 @mismatch,performance | 宣称零噪音，吵死 @mismatch,performance
保证不漏，漏了一包 @damaged | 说好不涨价，到店又加二十 @price | 说好不留渣，杯底一层渣 @performance | 要不是懒得退，早退了，太难用 @performance | 要不是急用，这种质量谁要 @defect | 如果不是我自己发现，少的就白少了 @missing | 除了不好吃，别的都好 @taste_smell
除了不防水、不保暖、不透气，都挺好 @performance #sarcasm | 除了慢还是慢 @late | 哪里静音了？ @performance | 哪里像图片？ @mismatch | 哪有赠品？ @missing | 这叫没用过？ @mismatch | 这还叫新鲜？ @spoiled | 这也叫包装？ @packaging | 这能叫服务？ @service
这也能叫大码？ @fit | 谁说的保温？ @performance | 谁说能退？根本不给退 @refund | 怎么没人告诉我要另付安装费 @price | 怎么没有充电线 @missing | 怎么没人接电话 @service | 怎么就不能按时送呢 @late | 怎么可能是正品 @counterfeit | 不骗你们，真的会漏 @defect
不夸张，臭了三条街 @taste_smell | 不开玩笑，真烧起来了 @safety !3 | 不黑不吹，质量真不行 @defect | 不是我挑剔，这做工真粗 @defect | 不是我不给面子，实在难吃 @taste_smell
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
no answer, no refund, no {x} @service,refund,missing | never came and never refunded @missing,refund | not here, and it was due {t} @late
no sign of life from the {g} @defect | no one can tell me where it is @missing,service | it isn't even close to the picture @mismatch
it is anything but comfortable @performance | it is anything but fresh @spoiled | far from genuine @counterfeit | nothing in the box but paper @missing
nothing but problems with this {g} @defect | there wasn't one I could use, all {n} arrived broken @damaged | it isn't cheap, and it isn't good either @price,other
I do not think this is the real brand @counterfeit | can't use it, it won't turn on @defect | can't wear them, too tight @fit | can't eat it, it's mouldy @spoiled
couldn't have been slower to ship @late | no way this is new @mismatch | no help, no apology, nothing @service | no instructions and no screws, so no bed @missing
never fits, whatever I do @fit | not once did {who} pick up the phone @service | I don't get what I pay for @price | I don't see any difference after {w} @performance
hasn't worked since day one @defect | has never worked properly @defect | didn't even last {w} @defect | it didn't come in the colour I chose @wrong_item
didn't come with the parts shown @missing | did not come sealed @packaging | wasn't sealed, wasn't boxed, wasn't wrapped @packaging
they don't give a damn about customers @service | you can't return it, you can't exchange it @refund | no money back, whatever they promise @refund
not safe around {kid} @safety #vulnerable !3 | no fun when the plug melts @safety !3 | I never agreed to this charge @fraud | I never signed up for this @fraud
not the quality I'm used to @defect | not the taste I know @taste_smell | not as good as before @performance | not as warm as they say @mismatch,performance
doesn't smell like it should, it stinks @taste_smell | isn't what it claims to be @mismatch | wasn't cheap and it's broken already @defect
it's not a scratch, it's a hole @damaged | it's not late, it's just never coming @missing | without the cable it is useless @missing | no batteries, no fun @missing
"""}
# Somebody or something is cleared, something else is blamed.
CLEAR = {"zh": """{who}没得说，态度一直好 | 东西本身没毛病 | 不怪{who} | 质量倒是没问题 | 不是假货 | 包装没破 | 味道不难闻 | 价格不贵 | 没有发错 | 尺码没偏 | 快递不慢 | 颜色没有色差 | 退款不麻烦 | 没过敏 | 不是坏的""",
         "en": """not the seller's fault | nothing wrong with the {x} itself | it isn't fake | the box was not damaged | it wasn't late | no smell, fine | not expensive | the staff weren't rude | the size isn't the issue | not the wrong colour | the courier is not to blame | it isn't broken | no rash or anything | no trouble with the refund
the driver did nothing wrong | {who} was nice about it | nothing against {who} | the {x} itself is good | the price was fine | delivery was fast | it came on time | it arrived safe | the packaging was fine | nothing was missing | it is genuine, I think | the size is right | it works | tastes good | the quality is fine | nothing is broken | they sent the right one | the colour is fine | the refund came quickly"""}
BUT = {"zh": ["，但是", "，可", "，就是", "，只是", "，不过", "。然而", "，唯独", "；问题是"], "en": [", but ", "; however, ", ", only ", ". Still, ", ", yet ", " - but ", ". My problem: ", ", except that "]}
AND = {"zh": ["，", "。", "，", "！", "；", "～", " ", "，而且"], "en": [". ", ", ", "! ", "; ", ", and ", ". Also ", " - ", "\n"]}

TRAD_BAD = """
等超久，{w}才出貨 @late | 物流完全沒更新，不知道卡在哪 @late | 說隔天到，結果等了{w} @late | 外送遲到一個多小時，飯都冷了 @late | 到貨一拖再拖，客服只會叫我等 @late,service | 包裹寄到超商就花了{w} @late | 落單到而家{w}都未寄 @late | 遲咗三日先送到 @late
盒子凹一大塊，裡面壓壞了 @damaged | 瓶子破掉，漏得到處都是 @damaged | 蛋糕整個塌掉 @damaged | 玻璃碎滿地，還刮到桌子 @damaged | 螢幕一開箱就裂 @damaged | 啲餅碎晒 @damaged | 樽嘢漏晒出嚟 @damaged | 少一個螺絲，根本裝不起來 @missing | 說好的贈品沒放 @missing
買{n}件只來一件 @missing | 顯示已取件，但我根本沒收到 @missing | 餐點漏送，飲料沒來 @missing | 說明書沒附 @missing | 少咗兩包，仲話我數錯 @missing,service | 顏色寄錯 @wrong_item | 我訂大的來小的 @wrong_item | 尺寸寄錯，還要我自付運費 @wrong_item,refund
型號不對，不是我買的那款 @wrong_item | 點牛肉麵送來雞腿飯 @wrong_item | 叫凍檸茶嚟熱奶茶 @wrong_item | 收到別人的包裹 @wrong_item | 餅乾受潮軟掉，過期了吧 @spoiled | 水果爛一半 @spoiled | 肉有酸味，壞掉了 @spoiled | 裡面有蟲，超噁 @spoiled | 湯裡有頭髮 @spoiled
效期只剩{n}天 @spoiled | 啲生果爛晒 @spoiled | 用一次就壞 @defect | 品質很差 @defect | 洗一次就脫線 @defect | 充電孔鬆掉 @defect | 開機就當機 @defect | 做工超粗糙 @defect | 掉漆掉得誇張 @defect | 用咗一次就爛 @defect | 質地好差，一扯就爛 @defect
螢幕閃個不停 @defect | 很吵，半夜根本不能開 @performance | 吸力超弱 @performance | 完全沒效 @performance | 電池半天就沒電 @performance | 訊號很差一直斷 @performance | 坐起來很不舒服 @performance | 內容空洞，看不下去 @performance
冇用㗎，搽咗等於冇搽 @performance | 好難用，個app成日死 @defect,performance | 難吃到爆 @taste_smell | 太鹹了，吃不下去 @taste_smell | 塑膠味超重 @taste_smell | 有股霉味 @taste_smell | 肉很柴 @taste_smell | 香到刺鼻，頭好暈 @taste_smell
難食到死 @taste_smell | 成陣膠味 @taste_smell | 淡到冇味 @taste_smell | 褲子太短 @fit | 尺寸偏小，胸口很緊 @fit | 跟我的手機不合 @fit | 裝不進去，規格不對 @fit | 帽子太緊 @fit | 條褲太闊，着落好鬆 @fit | 對鞋細咗成個碼 @fit | 跟描述不符 @mismatch
廣告不實 @mismatch | 圖片騙人，實品超醜 @mismatch | 說是全新，明顯有人用過 @mismatch | 寫純棉，結果是聚酯纖維 @mismatch | 顏色同張相差好遠 @mismatch | 同描述完全唔同 @mismatch | 根本是假的 @counterfeit | 盜版啦 @counterfeit | 懷疑是水貨 @counterfeit
沒有防偽標籤，不敢用 @counterfeit | 櫃姐說不是他們家的 @counterfeit #evidence | 應該係翻版 @counterfeit | 老翻嚟㗎 @counterfeit | 包裝超隨便 @packaging | 連個盒子都沒有 @packaging | 封膜已經被撕開 @packaging | 禮盒皺巴巴，怎麼送人 @packaging
包裝好求其 @packaging | 太貴了，不值得 @price | 買完隔天就降價 @price | 運費比商品貴 @price | 別家便宜一半 @price | 貴到飛起 @price | 好貴，唔抵 @price | 要另外收安裝費，之前沒講 @price | 客服完全不回 @service | 店員臉很臭 @service | 打電話去被掛斷 @service
司機態度超差，東西亂丟 @service | 賣家推卸責任 @service | 講極都唔聽 @service | 打咗{n}次電話都冇人聽 @service #repeat | 退款等了{w}還沒下來 @refund | 不給退，說已拆封 @refund | 保固期內也不修 @refund | 換貨換了{w}還沒寄來 @refund | 叫我自己付退貨運費 @refund
退錢退咗成個月 @refund | 話唔包保養 @refund | 擦完臉好癢，整片紅 @safety | 吃完一直拉肚子 @safety | 插上去冒火花 @safety !3 | 被電到，手麻了 @safety | 電池膨脹 @safety !3 | 邊緣很利，割到手 @safety | 食完嘔足成晚 @safety
寶寶起疹子 @safety #vulnerable !3 | 玻璃爆開割傷腳 @safety !3 | 收了錢就封鎖我 @fraud | 叫我加LINE匯款，詐騙 @fraud | 自動扣款沒通知 @fraud | 逼我改五星 @fraud | 一直打電話叫我刪評論 @fraud | 個資外洩，一堆詐騙電話 @fraud | 呃錢 @fraud | 碌咗我兩次卡 @fraud
超雷 @other | 很失望 @other | 後悔 @other | 爛店 @other | 一顆星都嫌多 @other | 不推 @other | 傻眼 @other | 無言 @other | 唔好買 @other #warn | 中伏 @other | 伏到爆 @other | 買過最後悔 @other | 請退款 @refund ~refund
我要退貨 @defect ~return | 可以換貨嗎？尺寸不合 @fit ~replace | 麻煩補寄 @missing ~resend | 請賠償 @damaged ~compensate | 到底什麼時候出貨？ @late ~explain | 取消訂單啦，不等了 @late ~cancel | 幾時先至寄？ @late ~explain
可唔可以換第二個？壞咗 @defect ~replace | 退返錢俾我 @defect ~refund | 叫店長出來道歉 @service ~apologise | 請派人來修 @defect ~repair | 不會再買了，用一天就壞 @defect #churn | 大家千萬別買，會過敏 @safety #warn | 我要投訴消保會 @fraud #threat
已經是第三次寄錯 @wrong_item #repeat | 有拍照存證，整箱都爛 @damaged #evidence | 氣死我了！！！爛東西 @other #anger | 已經報警，詐騙集團 @fraud #threat !3 | 投訴消委會 @refund #threat
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
東西很好，會再來 | 品質不錯 | 很滿意 | 好用，推 | 大推 | CP值高 | 包裝完整，沒有壓到 | 出貨快速，賣家人很好 | 很快就收到了 | 隔天到貨，不用等 | 沒有瑕疵 | 沒有色差 | 沒有怪味 | 味道不會太重 | 不會太甜，剛剛好 | 不油不膩 | 沒有過期，效期很長 | 不會掉色 | 洗了沒縮水 | 沒有線頭，做工細 | 充電不會燙 | 不卡頓，很順
一點雜音都沒有 | 戴久了不痛 | 不會磨腳 | 大小剛好，不用改 | 不緊不鬆 | 原廠的沒錯，序號查得到 | 不是假貨，放心買 | 有防偽標籤，是真的 | 價格不貴 | 沒有亂收費 | 客服沒有不耐煩，很細心 | 退貨沒刁難 | 擦了沒有不舒服 | 寶寶用了沒起疹子 | 不傷手 | 沒有踩雷 | 不雷 | 沒失望 | 不後悔 | 之前那家會漏，這家不會
以前買到仿的，這家是真的 | 本來怕會破，結果完好 | 還以為很慢，結果超快 | 別人說臭，我覺得還好，很香 | 看評論有點怕，收到後放心 | 少寄一個，反應後馬上補，讚 | 寄錯顏色馬上換，服務好 | 客服很快就退款，推 | 請問會掉色嗎？ | 請問適合敏感肌嗎？ | 請問多久會到？ | 還沒用，先給五星 | 臭豆腐夠臭，讚 | 麻辣鍋辣到流淚，爽 | 除臭效果好，鞋櫃不臭了
防摔殼摔了沒破 | 好正 | 幾好用，下次再幫襯 | 冇伏 | 唔會刺激皮膚 | 冇漏水 | 冇爛，包得好穩陣 | 唔係假嘢，放心 | 唔嘈，瞓得好 | 唔使等，兩日就到 | 著落啱啱好 | 食落唔會膩 | 個客服好好人 | 抵食夾大件 | 正到冇朋友
出貨超快，隔天就到超商 | 沒有破損，包得很仔細 | 不會臭，味道淡淡的 | 尺寸剛好，沒有偏小 | 客服有問必答，人很好 | 是正品，不是仿冒 | 一點都不吵，晚上也能開 | 沒有色差，跟照片一樣 | 好平靚正，抵買 | 冇爛冇甩色，好用
唔會痕，BB用都得 | 唔貴，送貨又快手 | 原本怕買到假貨，結果是真的 | 用了{w}都沒壞 | 不會過敏，敏感肌可用 | 沒有少寄，東西齊全 | 媽媽很喜歡，會回購 | 退款隔日就入帳，讚 | 請問有黑色嗎？ | 便宜到以為標錯價，品質很好 | 好食，家人都讚 | 口氣很好的客服，有問題馬上處理 | 不用等，當天就拿到 | 不怕摔，掉地上也沒裂 | 沒有異味，放心給小孩用 | 全新未拆，封膜完整 | 退過一次，手續不麻煩 | 辣得過癮，就是要這個味 | 防水防漏，騎車淋雨都沒事 | 唔慢，聽日就到 | 冇甩線，手工好靚 | 冇異味，嬰兒都用得 | 擔心太小，結果剛好 | 沒想到這麼好用，不後悔
"""
MIX_BAD = """
物流 so slow，等了{w} @late | 说好 next day delivery，{n}天了还没到 @late | tracking 一直不更新 @late | 还没 ship，都{w}了 @late | 外卖 late 一个小时，food 全凉了 @late | shipping 慢得 unbelievable @late
到手 screen 就裂了 @damaged | box 里全漏了，so messy @damaged | 杯子 broken，一地渣 @damaged | 收到就有 dent @damaged | leaking 到处都是，气死 @damaged | 少发一个 item @missing | adapter 没给 @missing
显示 delivered，但我根本没 receive @missing | 说明书 missing @missing | gift 呢？no gift @missing ~explain | 一对 earrings 只有一只 @missing | 发错 model 了 @wrong_item | 我要 size L，来了 XS @wrong_item
wrong item，完全不是我买的 @wrong_item | 点的 latte 来的 americano @wrong_item | 发了 women's 的给我 @wrong_item | 牛奶 expired 三天了 @spoiled | fruit 全烂，gross @spoiled | 里面有 bug，yuck @spoiled
bread 发霉，so disgusting @spoiled | 有 hair 在饭里 @spoiled | 味道 sour 了，rotten 的 @spoiled | 用一周就 dead 了 @defect | bluetooth 连不上 @defect | quality 太 low @defect | 拉链 broken，第一天 @defect
一直 freeze，重启没用 @defect | button 按不动 @defect | made so poorly，线头到处都是 @defect | button 都掉了，cheap 货 @defect | battery 半天就没 @performance | 声音 too loud，没法睡 @performance
完全 no effect @performance | app 很 laggy @performance | 坐着 uncomfortable @performance | 吸力 weak 得可以 @performance | story 很 boring @performance | 信号 weak，隔墙就断 @performance
moisturizer 一点不 moisturize @performance | taste 怪怪的，yuck @taste_smell | 一股 chemical 味 @taste_smell | too salty 了 @taste_smell | 太 sweet，腻 @taste_smell | smell terrible，晾不掉 @taste_smell
咖啡 so bitter，难喝 @taste_smell | 太 tight 了，穿不进 @fit | 跟我的 iPhone 不 match @fit | oversize 也太 over 了 @fit | 裤子 too short @fit | 这 adapter 不 fit 我的电脑 @fit | 鞋 run small，挤脚 @fit
颜色跟 photo 不一样 @mismatch | 写 100% cotton，其实 polyester @mismatch | 广告 fake 得很，说一套做一套 @mismatch | not as described，退 @mismatch ~return | 像 used 的 @mismatch | 说是 leather，全是 plastic @mismatch
100% fake @counterfeit | 绝对不是 original @counterfeit | 感觉 not genuine @counterfeit | 是 copy 的，logo 不对 @counterfeit | serial number 查不到 @counterfeit | 盗版 DVD，pirated 的 @counterfeit
package 太 simple，就一个 bag @packaging | no seal，不敢用 @packaging | box 皱得没法送 gift @packaging | 连 bubble wrap 都没有 @packaging | over priced，不值 @price | 刚买就 on sale 了，气 @price
shipping fee 比货贵 @price | 性价比 super low @price | 被 charge 了 extra fee @price | customer service 太烂 @service | 客服 so rude @service | 发 email 没人 reply @service | staff 爱答不理 @service
driver 不 deliver 上门 @service | 打 hotline {n}次没人接 @service #repeat | no refund，说拆了不给退 @refund | return 流程 complicated 死了 @refund | warranty 不认 @refund | refund pending {w} @refund
要我付 return shipping @refund | invoice 一直不开 @refund | 用完 rash 一脸 @safety | 被 shock 了一下，麻 @safety | 皮肤 burning，疼 @safety | 吃完 diarrhea，一晚上 @safety | 冒 smoke 了 @safety !3
baby 用了 red spots @safety #vulnerable !3 | battery 炸了，almost fire @safety !3 | total scam，骗子 @fraud | 没 agree 就扣款 @fraud | auto renew 偷偷扣我钱 @fraud | 给 five star 返现，呵呵 @fraud
让我 delete review @fraud | 盗刷我 credit card @fraud !3 | 太 disappointed 了 @other | worst 购物，没有之一 @other | 真的 bad @other | 垃圾，never again @other #churn | so 坑 @other
what the hell，什么东西 @other #anger | not recommend，别买 @other #warn | 无语 ing @other | please 退款，{d}坏了 @defect ~refund | 能不能 exchange，size 不对 @fit ~replace | 请 resend，少了 cable @missing ~resend
我要 return，难用 @performance ~return | 什么时候 ship？ @late ~explain | cancel 订单，不等了 @late ~cancel | 要 sorry 一句都没有，请道歉 @service ~apologise
delivery 真的太慢，等了{w} @late | 这个 size 完全不对，too small @fit | 客服 attitude 好差 @service | quality 很差，用了{n}天 zipper 就断 @defect | 是 fake 的，logo 都歪了 @counterfeit | package 全压扁了，里面 broken @damaged | 申请 refund {w}没人 care @refund
smell 超级冲，headache @taste_smell | 说好 free gift，根本没有收到 @missing | color 发错，我要 navy 给了 black @wrong_item | battery 续航 so bad @performance | 皮肤 allergy 了，一片红 @safety | 跟 picture 完全不是一个东西 @mismatch | 太 expensive，不值 @price | scam 店铺，骗 review 的 @fraud
The {g} is 垃圾, 用一次就坏 @defect | shipping 一拖再拖 @late | seller 不回 message @service | expired 了还卖，有 mold @spoiled | box 都没有，just a bag @packaging | 这 service 也是醉了，zero reply @service | charger 漏电 shock 到我了 @safety | so disappointed，无语 @other | 到手 scratch 一堆 @damaged | wifi 老 drop，体验 terrible @performance | 退货 return label 都不给 @refund | 少了一个 cable，怎么用 @missing | 说是 brand new，明显 used 过 @mismatch | online 买贵了，store 里 half price @price | 吃了 stomachache，拉一天 @safety | order 的 medium，给我 large @wrong_item | app 天天 crash @defect | I am so 失望，面料 cheap 又扎 @performance
"""
MIX_GOOD = """
very good，很喜欢 | 太 nice 了 | 好 cute | 性价比 perfect | 质量 good，下次再来 | fast delivery，赞 | 没有 smell，放心 | 一点不 noisy | 不 sticky，好吸收 | 没 leak，包装 great | no problem，一切 OK | 用了{w}没 problem | 完全 no lag
size 不偏，just right | 没有 wrong item，都对 | 是 genuine，不是 fake | not expensive，很值 | 客服 not rude at all，很 patient | 没有 allergy，敏感肌 OK | baby 用没 rash | no regret，买对了 | 不 disappointed
没 broken，一个都没 | 不 bitter，很顺口 | 别人说 slow，我这 next day 就到 | 以为会 late，结果 super fast | 怕 fake，验了是 original | 之前的 charger 老 broken，这个 stable | 可以 return 但我不想退，love it | refund 过一次，so easy
missing 的 part 马上 resend 了，good service | 有 gift，surprise | 这 app 好用，no bug | wifi 稳，never drop | 有没有 black 的？ | 请问 size M 多少斤穿？ | 还没 try，先五星 | how to use？客服讲得很清楚 | 辣得 so good
bitter chocolate 就该 bitter，喜欢 | crazy 好吃 | killer 价格，冲 | sick，太帅了 | 好看 die 了 | worth 这个价 | 跟 description 一样 | same as 图片 | 口感 crispy | smell 很 fresh | 包装 so pretty，送人 ok | 老公说 good choice
kids 超爱 | five star 好评 | highly recommend，闭眼买 | will buy again | 回购 {n} times 了 | 尺寸 fit，长度 OK | 声音 clear，没有杂音 | 充电 fast，不烫 | seller 很 nice，有问必答 | 酒店 clean，不吵 | 房间 no smell，睡得 good
菜 fresh，味道 nice | service 一流，waiter 很 friendly | 没有 extra fee，价格 clear
delivery 很快，一点不慢 | quality 没问题，nice | 不是 fake，扫码 ok | 没有 smell，很 fresh | size 刚好，perfect | 客服 super nice | no 色差，跟 picture 一样 | 真的 love 这个{d} | 包装 safe，没有 broken | 性价比 high，会 repeat order | refund 很快就到，thank you | 本来怕 late，结果提前到了 | no 异味，宝宝可用 | 没有 crash 过，很 stable | fit 我的 phone，不松 | 不 expensive，worth it | service 没话说，有问必 reply | 用了 {w} 没 break | texture 不 greasy，清爽 | 完全没有 noise，睡觉 ok | 赠品 included，没漏 | 担心 refund 麻烦，其实 easy
"""
# As people write when a word would be filtered, or in a hurry.
HIDE = {"zh": [("假货", "假 货|徦货|假.货|jia货|假huo|叚货|假祸"), ("骗子", "骗孑|骗 子|pian子|片子手|騙孒|骗.子"), ("垃圾", "辣鸡|圾垃|垃.圾|拉圾|lj|垃 圾|立及|laji"), ("差评", "chaping|叉评|差 评|差*评|cp差评"), ("退款", "tui款|退 kuan|退.款|蹆款"), ("客服", "kf|客 服|kefu"), ("慢", "man|曼|慢慢慢"), ("坏", "huai|壊|坏~"), ("质量", "质 量|zl|zhi量|质亮"), ("店家", "店 家|dian家"), ("过敏", "过 敏|guo敏|过min"), ("不", "8|bu|卟"), ("恶心", "恶 心|ex|噁芯"), ("过期", "过 期|guo期|過期"), ("发霉", "发 霉|fa霉|发 莓"), ("诈骗", "zha骗|诈 骗|炸骗"), ("冒烟", "冒 烟|mao烟"), ("臭", "臭臭|嗅|c臭"), ("贵", "gui|贵贵贵"), ("山寨", "山 寨|shan寨|三寨")],
        "en": [("scam", "sc@m|s c a m|scamm|5cam|s.c.a.m"), ("fake", "f@ke|fak3|f a k e|phake|fa.ke"), ("late", "l8|la te|l@te|laate"), ("long", "l0ng|looong|l-o-n-g"), ("refund", "ref und|re.fund|r3fund|refnd|reefund"), ("broken", "br0ken|brokn|b r o k e n|broke n"), ("terrible", "t3rrible|terible|terrrrible"), ("rubbish", "rub bish|rubb1sh|rubish"), ("never", "nvr|nevr|n e v e r"), ("smoke", "sm0ke|smoak"), ("rash", "r@sh|rassh"), ("missing", "mising|m1ssing|miss ing"), ("wrong", "wr0ng|wrnog|rong"), ("rotten", "r0tten|roten|rott3n"), ("awful", "awfull|@wful|aw ful"), ("rude", "rud3|r u d e|rooood"), ("crook", "cr00k|krook"), ("damaged", "dmaged|d@maged|damagd"), ("stopped", "stoped|st0pped|stopt"), ("service", "svc|servise|serv1ce")]}
HIDDEN = {"zh": """假货，大家擦亮眼 @counterfeit #warn | 骗子店 @fraud | 垃圾{x} @other | 差评，差评 @other | 不给退款 @refund | 客服装死 @service | 太慢了，{w} @late | {n}天就坏 @defect | 质量差得离谱 @defect | 店家骗人，骗子 @fraud | 用了过敏，脸红一片 @safety | 不好用 @performance | 恶心，过期的还发 @spoiled | 发霉了都 @spoiled | 遇到诈骗了 @fraud | 充电冒烟 @safety | 臭得不行 @taste_smell | 贵得要死 @price | 山寨{d} @counterfeit | 卖假货还拉黑我 @counterfeit,service | 客服骂人 @service | 坏的，退款 @defect ~refund | 慢死 @late | 质量垃圾 @defect | 过期货 @spoiled | 诈骗电话打过来 @fraud | 假货假货假货 @counterfeit | 恶心的味道，臭 @taste_smell | 差评返现套路，骗子 @fraud | 客服叫我别退款 @refund,service | 冒烟了吓死 @safety | 抹完过敏流水 @safety | 店家发错 @wrong_item | 店家少发一包 @missing | 贵，不值 @price""",
          "en": """total scam @fraud | fake, so fake @counterfeit | {w} late @late | long, long wait @late | where is my refund @refund ~refund | broken again @defect #repeat | terrible {g} @other | rubbish @other | never arrived @missing | smoke everywhere @safety | gave me a rash @safety | missing half of it @missing | wrong colour sent @wrong_item | rotten {f} @spoiled | awful @other | rude staff @service | crook of a seller @fraud | damaged on arrival @damaged | stopped after {w} @defect | service is a joke @service | rude as hell @service | wrong one again @wrong_item #repeat | where is it, {w} and never came @missing | fake brand, scam shop @counterfeit,fraud | rotten, smells awful @spoiled,taste_smell | box damaged, mug broken @damaged | screw missing @missing | refund refused @refund | long, long queue on the phone, then rude @service | got a rash on day {n} @safety | smoke came from the plug @safety | came late, came broken @late,damaged | crook, charged me twice @fraud"""}
SARC = {"zh": """
真是好质量，第二天就退休了 @defect | 好评，谢谢你让我明白了什么叫一次性{d} @defect | 这{d}真养生，到点自己关机 @defect | 太良心了，买{c}送洞 @defect | 颜色真大方，全分给别的衣服了 @defect | 真结实，一碰就散 @defect | 这拉链真有个性，说不干就不干 @defect
充电宝真轻，因为里面没电也充不进 @defect | 质量好得我都不敢碰 @defect | 不愧是大牌，坏得都比别人快 @defect | 恭喜{d}荣获“最短命”奖 @defect | 好一个“耐用”，撑了整整{n}天呢 @defect | 快，真快，{w}就到了呢 @late | 感谢快递让我学会了等待 @late | 次日达，原来是“次月达” @late
物流好有情调，走一步歇三天 @late | 外卖真准时，赶上了我的下一顿 @late | 速度杠杠的，我孙子应该能收到 @late | 可不是快嘛，春天买的秋天到 @late | 我的包裹可能在环游世界吧，羡慕 @late | 拼图游戏不错，就是我买的是花瓶 @damaged | 感谢帮我把饼干提前嚼碎了 @damaged
贴心，怕我拧不开，瓶盖都给我摔开了 @damaged | 新{d}自带战损版，高级 @damaged | 汤都给我洒袋子里了，怕我喝多，真好 @damaged | 真会省事，苹果送来就是果泥 @damaged | 减量不减价，好心怕我胖呢 @missing | 盒子很漂亮，要是里面有东西就更好了 @missing | 赠品是隐形的吧，我怎么看都看不见 @missing
一双鞋发一只，金鸡独立挺好 @missing | 谢谢少发一包，帮我控制零食 @missing | 隐形配件，果然看不见，厉害 @missing | 你们是懂惊喜的，我要{col}偏给{col} @wrong_item | 盲盒玩得溜，买鞋到手是帽子 @wrong_item | 店家比我懂我，替我挑了个我没选的 @wrong_item
点的面来的饭，厨师真会给人换口味 @wrong_item | 蛋白质丰富，每颗{y}都带虫 @spoiled | 买水果送绒毛外衣，暖和 @spoiled | 年份酒见过，年份面包头一回 @spoiled | 真大方，多送我一根头发 @spoiled | 好客啊，蟑螂都出来迎接我 @spoiled | 过期半年，风味更佳是吧 @spoiled
静得很，邻居只来敲了三回门 @performance | 保温杯真神，早上的开水中午就能养鱼 @performance | 吸尘器真温柔，灰尘一粒都没惊动 @performance | 空调很环保，开了跟没开一样 @performance | 这面霜好，抹完脸跟沙漠一样有风情 @performance | 减肥茶有效，钱包先瘦了 @performance
好书，治好了我的失眠 @performance | 网速感人，加载一个图我泡了碗面 @performance | 蚊香很好，蚊子都爱围着它睡 @performance | 语音助手真聪明，叫它开灯它唱歌 @performance | 厨师一定很爱海，咸得像喝海水 @taste_smell | 正宗鞋底味牛排，嚼劲十足 @taste_smell
好香的塑料，嗅觉都升华了 @taste_smell | 香水绝了，蚊子都熏晕了 @taste_smell | 奶茶真健康，跟白开水一个味 @taste_smell | 糖不要钱吧，真舍得放 @taste_smell | 均码，均给我家狗穿了 @fit | 帽子不错，扣在拳头上正好 @fit | 谢谢这条裤子提醒我该减肥五十斤 @fit | 手机壳跟手机完美错过 @fit
实物和图片还是很像的，都是东西 @mismatch | 这纯棉真高级，点着了还滴油 @mismatch | 模特是真的，衣服是假象 @mismatch | 所谓全新，连上一任主人的头发都送我了 @mismatch | 美图软件是哪款，求推荐，比{c}好使 @mismatch | 防伪码好神秘，全世界都查不到 @counterfeit
“正品”俩字写得挺正，别的都歪 @counterfeit | 大牌就是大牌，字母都比别人多一个 @counterfeit | 恭喜品牌方，又多了一个不知道的工厂 @counterfeit | 极简主义包装，简到什么都没有 @packaging | 礼盒真有岁月感，像传了三代 @packaging | 塑料袋打个结，仪式感拉满 @packaging
包得太信任快递了，一层纸 @packaging | 谢谢降价，我这个大冤种昨天刚买完 @price | 运费比东西贵，快递费附赠一个{x}呢 @price | 好便宜，也就贵了一倍 @price | 会员尊享，尊享更贵的价格 @price | 一碗面六十八，面条是金子拉的吧，真棒 @price | {who}真有礼貌，骂人都带“亲” @service
{who}练的闭口禅吧，功力深厚 @service | {who}记性真好，每次都把我忘得干干净净 @service | 热情，付款之前 @service | 快递小哥投篮真准，三分线外扔进院子 @service | 一流的服务，一溜烟就没影 @service | 前台真酷，眼皮都不抬 @service | 退货流程真锻炼人，我都快考下律师证了 @refund
退款快如闪电，就是雷声还没到 @refund | 七天无理由，第八天才回我，算得真准 @refund | 保修太完美了，除了不修都行 @refund | 护肤效果明显，脸红得像苹果 @safety | 这充电器带取暖功能，差点把房子点了 @safety !3 | 吃完排毒了，排了一夜 @safety | 附赠电疗，一摸就麻，高科技 @safety
刀真快，包装没拆先把我切了 @safety | 三块钱买我的良心，谢谢抬举 @fraud | 会员自动续费，真怕我忘了，太贴心 @fraud | 真讲诚信，收了钱就讲不见 @fraud | 骚扰电话一天八个，比我妈还关心我的评价 @fraud | 呵呵，真棒 @other | 真好，好得我想哭 @other | 谢谢啊，又给我上了一课 @other | 你们可真行 @other
干得漂亮，成功失去一个顾客 @other #churn | 五星，给我的忍耐力 @other | 好，好得很，佩服佩服 @other | 真是太“满意”了 @other | “优质”体验，终身难忘 @other | 我可谢谢您嘞 @other
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
great, broken after one day @defect | oh great, it doesn't work @defect | wow, it worked for a whole {n} minutes @defect
so well made that it fell apart in my hands @defect | top quality, the handle stayed in my hand, the rest fell off @defect
amazing, a phone case that breaks before the phone does @defect | love my new paperweight, it used to be a {g} @defect
congratulations, you invented the disposable {g} @defect | nice light show before it died, thanks @defect | 'built to last', yeah, until {day} @defect
great {g} if you don't need it to turn on @defect | ten out of ten, would watch it die again @defect | thanks for the workout, I now shake the {g} to start it @defect
best alarm clock ever, it only wakes the neighbours @performance | great vacuum, it moves the dirt from left to right @performance
super battery, I only charge it {n} times a day @performance | what a page turner, I turned to the last page to make it stop @performance
lovely mattress if you like sleeping on bricks @performance | so relaxing, the hotel room next to the disco @performance
works wonders, as in I wonder when it will work @performance | a cream that makes wrinkles feel welcome, thanks @performance
oh wonderful, next-day delivery in only {w} @late | thanks for the fast shipping, my kids grew up meanwhile @late | just in time for Christmas, next Christmas @late
great service, the birthday card came only {w} after the birthday @late | express, they said, I guess they walked @late | wow so fast, I only aged a year @late
thanks {who}, I love refreshing the tracking page every day @late | great job losing my parcel, really @missing | thank you for the lovely empty box @missing
well done, you sent the box and kept the {g} @missing | fantastic, a puzzle with pieces missing, extra hard @missing | who needs screws anyway, thanks a lot @missing
delivered, sure, to Narnia maybe @missing | an invisible {x}, how modern @missing | oh nice, I always wanted {o} instead of my {x} @wrong_item
great, I ordered {col} and got a surprise @wrong_item | close enough: ordered a bed, got a pillow @wrong_item
thanks for thinking I'm two sizes bigger, so flattering @wrong_item | thanks for the jigsaw, I thought I ordered a mug @damaged
such careful drivers, the box came flat as a pizza @damaged | love the new crack design on my screen @damaged
my {k} came pre-opened and pre-spilled, how convenient @damaged | great, the {f} comes with its own pets @spoiled
yum, expired last year, aged like fine wine I suppose @spoiled | mould at no extra cost, thank you @spoiled | tastes great if you like soap @taste_smell
mmm, plastic, my favourite flavour @taste_smell | smells lovely, like a wet dog in a paint shop @taste_smell | perfect size, for my doll @fit
one size fits nobody, brilliant @fit | these {c} fit great, on my cat @fit | wow, it's exactly like the picture, if you close your eyes @mismatch
'brand new', it even has someone else's photos on it, how personal @mismatch | so waterproof that the water can't get out again @mismatch
'real leather', from a plastic cow @mismatch | genuine Rolex for {m}, sure @counterfeit | sure it's Nike, spelled with two k's @counterfeit
nice 'Apple' charger, bought from a banana @counterfeit | beautiful packaging, is that a bin bag? @packaging | I see you saved on bubble wrap, good for you @packaging
worth every penny, all two of them @price | only {m} for a piece of string, what a deal @price | free shipping, you just pay {m} for handling, lovely @price
great sale, twenty percent off after they added thirty @price | love talking to your robot, it never gets tired @service
best customer service, never bothered me with an answer @service | thanks {who} for hanging up so politely @service | so helpful, they told me to google it @service
your call is important to us, that's why we let you wait an hour, sure @service | money back guarantee, they guarantee it won't come back @refund
so easy to return, just ship it to China for {m} @refund | thanks for refunding me two dollars of sixty, I feel rich @refund
lifetime warranty, they didn't say whose life @refund | loved the fireworks from my {g} @safety !3 | great tan, pity it's a burn from the {k} @safety
thanks for the free rash @safety | a toaster that toasts the whole kitchen, impressive @safety !3 | charged me twice because I'm such a good customer @fraud
thanks for the subscription I never wanted, so thoughtful @fraud | five stars because they pay me five dollars, honest as ever @fraud
oh look, all reviews written by the same happy robot @fraud | well, that went well, bin day is {day} @other | just what I needed, more rubbish @other
what a treat, said nobody @other | fantastic, another thing for the bin @other | great stuff, not @other | oh joy @other | bravo, truly the worst @other
"""}
ASK = {"zh": """
退钱 ~refund | 退款！ ~refund | 要求退款 ~refund | 申请退款 ~refund | 我要退款 ~refund | 把钱还我 ~refund | 还我钱 ~refund | 还钱 ~refund | 钱退回来就行 ~refund | 麻烦尽快退款 ~refund | 退款什么时候到账？ ~refund | 怎么还不退钱 ~refund
能不能先把钱退了 ~refund | 请商家同意退款 ~refund | 请平台帮我退款 ~refund | 仅退款，货我不要也不寄 ~refund | 给我把款退了得了 ~refund | 货我扔了，钱要退 ~refund @spoiled,defect,taste_smell | 全款退还 ~refund | 这单必须退款 ~refund
退我钱，一分不能少 ~refund | 不退钱不罢休 ~refund | 钱呢，退不退？ ~refund | 退一半也行，钱得退 ~refund | 坏掉的那部分把钱退我 ~refund @damaged,spoiled,defect | 少的那份把钱退给我 ~refund @missing | 多收的钱退给我 ~refund @price,fraud
我只要退款 ~refund | 求退款 ~refund | 钱退给俺 ~refund | 退货 ~return | 我要退货 ~return | 想退货 ~return | 要求退货 ~return | 已申请退货 ~return | 准备退货 ~return | 必须退货 ~return | 果断退货 ~return | 退了退了 ~return | 打算退了 ~return
明天就退 ~return | 寄回去退了 ~return | 怎么退？ ~return | 退货地址发我 ~return | 叫快递来取，退了 ~return | 能退吗？没怎么用 ~return | 可以退掉吗 ~return | 这东西我不要，退回 ~return | 东西退给你们，我不要了 ~return | 给办个退货吧 ~return | 还是退了吧 ~return
想退，不知道怎么弄 ~return | 退掉退掉 ~return | 退货退款 ~return | 我要退回去 ~return | 麻烦收回去吧，不要了 ~return | 请安排退货 ~return | 换货 ~replace | 要求换货 ~replace | 给换吗 ~replace | 能换吗？ ~replace | 想换一个 ~replace
给我换一个 ~replace | 换个新的来 ~replace | 请给我更换 ~replace | 申请换货了 ~replace | 换一台 ~replace | 换大一号 ~replace @fit | 能换小一码的吗 ~replace @fit | 想换个尺码 ~replace @fit | 换成我订的颜色 ~replace @wrong_item
把对的换给我 ~replace @wrong_item | 换好的来 ~replace | 坏的拿走，好的换来 ~replace @damaged,defect | 希望能给换一件 ~replace | 请帮忙调换 ~replace | 怎么换货？ ~replace | 换货怎么弄 ~replace | 赶紧给换 ~replace | 必须给我换新 ~replace
直接换新吧 ~replace | 同意换货就行 ~replace | 我只想换一个好的 ~replace | 换个没毛病的，行不 ~replace | 给调一个呗 ~replace | 补发 ~resend | 要求补发 ~resend | 给我补上 ~resend @missing | 少的给我补来 ~resend @missing | 麻烦补发一下 ~resend
补寄一个 ~resend | 能补发吗？ ~resend | 什么时候补发？ ~resend | 请尽快补发 ~resend | 再补一份 ~resend @missing | 漏的东西寄过来 ~resend @missing | 重新发货 ~resend | 重新寄一个来 ~resend | 再寄一次 ~resend | 把缺的配件寄给我 ~resend @missing
给补一下呗 ~resend @missing | 缺的那个啥时候寄 ~resend @missing | 希望给我补发 ~resend @missing | 欠我的赶紧发 ~resend @missing | 请重发 ~resend | 补送过来 ~resend @missing | 能不能把没发的发了 ~resend @missing
把我的那份发来 ~resend @missing | 该补的补 ~resend | 还差的补齐 ~resend @missing | 补个新的来 ~resend | 给修修 ~repair | 要求维修 ~repair | 能修吗？ ~repair | 怎么修？ ~repair | 哪里能修？ ~repair | 上哪修去？ ~repair | 修好它 ~repair
请上门修 ~repair | 派师傅来看看 ~repair | 让师傅再来一趟 ~repair | 报修 ~repair | 我要报修 ~repair | 申请保修 ~repair | 怎么保修？ ~repair | 保修怎么走 ~repair | 寄回去给我修 ~repair | 想拿去修，维修点在哪 ~repair | 售后来人修一下 ~repair
请联系我维修 ~repair | 给我修好就行 ~repair | 坏的零件给换一下，修好 ~repair | 免费修吧，还在保修期 ~repair | 能不能上门看看毛病 ~repair | 谁来修？ ~repair | 帮我约个维修 ~repair | 修不修给句话 ~repair | 赔钱 ~compensate | 赔偿 ~compensate
要求赔偿 ~compensate | 怎么赔？ ~compensate | 赔我 ~compensate | 必须赔 ~compensate | 假一赔十，赔吧 ~compensate @counterfeit | 退一赔三 ~compensate @counterfeit,fraud,mismatch
该赔十倍 ~compensate @counterfeit,spoiled | 补差价 ~compensate @price | 请退差价 ~compensate @price | 差价补给我 ~compensate @price | 要求价保 ~compensate @price | 多出来的钱补给我 ~compensate @price | 给个补偿 ~compensate
补偿一下总可以吧 ~compensate | 怎么补偿我？ ~compensate | 送张券补偿也行 ~compensate | 打个折补偿我 ~compensate | 运费得给我报销 ~compensate | 来回路费谁出 ~compensate | 误工费赔给我 ~compensate | 医药费你们出 ~compensate @safety
看病的钱谁赔 ~compensate @safety | 坏了一半，赔一半 ~compensate @damaged,spoiled | 烂的按个赔 ~compensate @damaged,spoiled | 不赔说不过去 ~compensate | 赔点钱意思意思 ~compensate | 能赔不？ ~compensate | 希望给予赔偿 ~compensate
道歉 ~apologise | 要求道歉 ~apologise | 请道歉 ~apologise | 必须道歉 ~apologise | 给个道歉 ~apologise | 我要一个道歉 ~apologise | 连句对不起都没有，该道歉吧 ~apologise | 难道不该道歉吗 ~apologise | 不应该说声抱歉吗 ~apologise
道个歉有那么难吗 ~apologise | 让那个人给我道歉 ~apologise | 叫你们经理来道歉 ~apologise | 书面道歉 ~apologise | 向我全家道歉 ~apologise | 一句道歉都等不来，我就要这句 ~apologise | 不道歉这事没完 ~apologise | 认个错行不行 ~apologise
打电话来给我道歉 ~apologise | 诚恳道个歉 ~apologise | 我不图钱，就要个道歉 ~apologise | 欠我一个道歉 ~apologise | 赔礼道歉 ~apologise | 等你们道歉 ~apologise | 好歹赔个不是 ~apologise | 请向顾客认错 ~apologise | 道歉，立刻 ~apologise
为什么？ ~explain | 请解释 ~explain | 求解释 ~explain | 给个解释 ~explain | 给个说法 ~explain | 怎么回事？ ~explain | 咋回事？ ~explain | 什么情况？ ~explain | 什么意思？ ~explain | 到底发不发？ ~explain @late
什么时候发货？ ~explain @late | 几时能到？ ~explain @late | 还要等多久？ ~explain @late | 啥时候给我送？ ~explain @late | 我的件在哪？ ~explain @late,missing | 包裹到哪去了？ ~explain @late,missing | 赠品在哪？ ~explain @missing
怎么少了？ ~explain @missing | 为什么给我发这个？ ~explain @wrong_item | 这正常吗？ ~explain | 是不是正常的？ ~explain | 这是质量问题吗？ ~explain @defect,performance | 是我不会用吗？ ~explain @defect,performance
是正品吗？请回答 ~explain @counterfeit | 钱到哪去了？ ~explain @refund,fraud | 凭什么扣我钱？ ~explain @refund,fraud,price | 为什么降这么快？ ~explain @price | 谁来告诉我为什么 ~explain | 客服出来说话 ~explain | 请商家回复 ~explain
请给我回个话 ~explain | 想问问什么原因 ~explain | 麻烦说明一下 ~explain | 发票什么时候给？ ~explain @refund | 这怎么解决？ ~explain | 怎么处理？ ~explain | 希望给个答复 ~explain | 请卖家解释清楚 ~explain | 取消 ~cancel | 取消订单 ~cancel
我要取消 ~cancel | 请取消 ~cancel | 申请取消 ~cancel | 怎么取消？ ~cancel | 取消不了，帮我取消 ~cancel | 不等了，给我取消 ~cancel | 再不发我就取消 ~cancel | 今天不发就取消订单 ~cancel | 这单不要了，取消 ~cancel | 退单 ~cancel | 我要退单 ~cancel
撤单 ~cancel | 订单撤了吧 ~cancel | 把单子取消了吧 ~cancel | 别发了，取消 ~cancel | 别送了，不要了 ~cancel | 不用发了，我不要了 ~cancel | 请拦截，我要取消 ~cancel | 没发的那件取消 ~cancel @late | 帮我关掉自动续费 ~cancel @fraud
把会员给我取消 ~cancel @fraud | 取消续费 ~cancel @fraud | 预约给我取消 ~cancel | 给取消呗，等不起 ~cancel | 希望改进 ~other | 希望能改进质量 ~other @defect | 希望改善 ~other | 请加强管理 ~other | 建议下架 ~other | 请下架这个商品 ~other
希望平台严查 ~other @counterfeit,fraud | 请平台核实 ~other | 请相关部门管管 ~other | 希望以后快一点 ~other @late | 下次请带筷子 ~other @missing | 希望商家换家快递 ~other @late,damaged,service | 包装希望加厚一点 ~other @packaging,damaged
建议换个包装 ~other @packaging | 希望改一下尺码表 ~other @fit | 建议做大一点 ~other @fit | 请把图片换成真实的 ~other @mismatch | 麻烦把描述改了 ~other @mismatch | 少放点盐吧 ~other @taste_smell | 请提高一下服务 ~other @service
请好好培训员工 ~other @service | 希望店家重视 ~other | 请尽快联系我 ~other | 请给我回电话 ~other | 希望尽快解决 ~other | 请帮忙处理 ~other | 请把我的信息删掉 ~other @fraud | 别再给我打电话了 ~other @fraud
请把钱退给我 ~refund | 要求全额退款 ~refund | 给我退款，别废话 ~refund | 我想退货，怎么操作 ~return | 不要了，要退回去 ~return | 麻烦安排上门取件，我退货 ~return | 能不能给换一个 ~replace | 我要换新的 ~replace | 换个好的给我 ~replace | 请补发 ~resend | 把少的给我补寄过来 ~resend @missing | 再给我发一份 ~resend | 找人来修 ~repair | 什么时候能给我修好 ~repair | 请安排师傅维修 ~repair | 你们得赔偿损失 ~compensate | 按规定该假一赔三 ~compensate @counterfeit | 赔我医药费 ~compensate @safety | 给点补偿吧 ~compensate | 欠我一句道歉 ~apologise | 让他当面给我赔不是 ~apologise | 必须公开道歉 ~apologise | 请给个说法 ~explain | 到底几时发？ ~explain @late | 为什么会这样，解释一下 ~explain | 货到哪了？ ~explain @late,missing | 帮我取消订单 ~cancel | 不等了，取消吧 ~cancel | 把这单撤了 ~cancel | 钱必须原路退回 ~refund | 赶紧把款退我卡上 ~refund | 什么时候退钱给我 ~refund | 东西我寄回去，你们收 ~return | 给我一个退货地址 ~return | 申请退货 ~return | 重新换一件没毛病的 ~replace | 可以调换吗 ~replace | 换货，谢谢 ~replace | 漏的那份什么时候补给我 ~resend @missing | 重发一件过来 ~resend | 派人上门维修 ~repair | 保修期内请免费修 ~repair | 损失谁来赔 ~compensate | 退差价给我 ~compensate @price | 必须给我赔偿 ~compensate | 给我道歉 ~apologise | 起码说声对不起吧 ~apologise | 谁能告诉我怎么回事 ~explain | 麻烦查一下进度 ~explain | 什么时候能处理？ ~explain | 不想要了，取消 ~cancel | 订单给我取消掉 ~cancel
""", "en": """
my money back, please ~refund | please refund me in full ~refund | give me a refund now ~refund | return label, please, it goes back ~return | how do I return this? ~return | arrange a pick-up, I am returning it ~return | please send me a working one instead ~replace | I want it exchanged ~replace | swap it for a good one ~replace | ship the missing part, please ~resend | post it once more ~resend | kindly resend my order ~resend | somebody must come and fix it ~repair | repair it under the guarantee ~repair | when will it be mended? ~repair | I expect compensation ~compensate | pay for the damage you caused ~compensate | some credit for the trouble would be fair ~compensate | you owe me an apology ~apologise | say sorry at least ~apologise | I demand an apology ~apologise | explain this to me ~explain | where is it? ~explain | when does it ship? ~explain | what is going on? ~explain | cancel my order ~cancel | please call the whole thing off ~cancel | just cancel it ~cancel | refund, now ~refund | put the money back on my card ~refund | when will I see my refund? ~refund | I wish to return it ~return | tell me where to return it ~return | I bring it back on Monday ~return | need a replacement ~replace | can I exchange it? ~replace | replace it, please ~replace | please resend ~resend | send the rest of my order ~resend | dispatch another one at your cost ~resend | please fix it ~repair | I need it repaired ~repair | can a technician come? ~repair | who pays for the damage? ~compensate | I want to be compensated ~compensate | knock something off the price ~compensate | an apology is due ~apologise | apologise to my wife ~apologise | why did this happen? ~explain | I would like an explanation ~explain | any news on it? ~explain | where's my order? ~explain | I'm cancelling ~cancel | cancel everything ~cancel
I want my money back ~refund | I want a refund ~refund | I would like a refund ~refund | I'd like my money back ~refund | please refund ~refund
please refund my money ~refund | refund please ~refund | refund me ~refund | refund my money ~refund | I need a refund ~refund | I demand a refund ~refund
I demand my money back ~refund | can I get a refund? ~refund | can I have my money back? ~refund | could you please refund me? ~refund
how do I get my money back? ~refund | give me my money back ~refund | give me back my money ~refund | I expect a full refund ~refund
I am asking for a full refund ~refund | I hereby request a full refund ~refund | I request reimbursement ~refund | full refund or else ~refund
just give me my money ~refund | want refund ~refund | need my money back asap ~refund | kindly refund my payment ~refund | return my money ~refund | pls refund ~refund
plz give refund ~refund | they should refund me ~refund | I should get my money back ~refund | where do I apply for a refund? ~refund
a refund is the least you can do ~refund | I want what I paid back ~refund | I want to return it ~return | I want to return this ~return | I'd like to return it ~return
I would like to send it back ~return | it's going back ~return | this is going back ~return | sending it back ~return | I'm sending it back ~return
I am returning it ~return | returning it ~return | I will return it ~return | will be returning it ~return | I have to return it ~return | it goes back tomorrow ~return
going back to the store with it ~return | how can I return it? ~return | how do I send it back? ~return | can I return it? ~return | can I send it back? ~return
where do I send it? I don't want it ~return | send me a return label ~return | please send a return label ~return | please take it back ~return
I need to return these ~return | want to return ~return | please collect it, I don't want it any more ~return | come and pick it up, I don't want it ~return
I wish to exercise my right to return the goods ~return | please accept my return ~return | pls take back ~return | please send me a new one ~replace
send me a new one ~replace | I want a new one ~replace | I need a new one ~replace | I want a replacement ~replace | I'd like a replacement ~replace
please replace it ~replace | please exchange it ~replace | can you send me another one? ~replace | can I get a replacement? ~replace | can I get a new one? ~replace
could you exchange it? ~replace | can you swap it? ~replace | I would like to exchange it ~replace | I want to exchange it ~replace | I want one that works ~replace
just send me one that works ~replace | send a good one this time ~replace | send me one that isn't broken ~replace | please send the right one ~replace
send me the right one ~replace | send me the correct one ~replace | I need the right one ~replace | I want the one I ordered ~replace | I'd like an exchange ~replace
exchange please ~replace | replacement please ~replace | kindly replace the item ~replace | I request a replacement ~replace | need replace this ~replace
how do I get a replacement? ~replace | change it for me please ~replace | please send it again ~resend | send it again ~resend | please send the missing part ~resend
please send the missing parts ~resend | send me the missing one ~resend | can you send the missing piece? ~resend | please send me the rest ~resend
send me the rest ~resend | I need the missing part ~resend | please send what is missing ~resend | I want the part that's missing ~resend | please ship it again ~resend
ship another one ~resend | can you resend it? ~resend | could you send another one, please? ~resend | will you send it again? ~resend | send me another ~resend
I want you to send it again ~resend | when will you send the rest? ~resend | just send me what I paid for ~resend | send me what I ordered ~resend
please post the other half ~resend | resend please ~resend | I would like it sent again ~resend | kindly dispatch the outstanding items ~resend
please send again my order ~resend | make up the shortfall ~resend | can you fix it? ~repair | can it be fixed? ~repair | can it be repaired? ~repair
can somebody fix it? ~repair | I want it fixed ~repair | I want it repaired ~repair | please repair it ~repair | fix it ~repair | please fix this ~repair
fix it please ~repair | who can repair it? ~repair | where can I get it repaired? ~repair | how do I get it repaired? ~repair | send someone to fix it ~repair
please send someone to repair it ~repair | send a technician ~repair | I need someone to come and look at it ~repair | somebody has to come and look at it ~repair
I'd like it repaired under warranty ~repair | it should be repaired for free ~repair | repair it or tell me who does ~repair | I would like to have it repaired ~repair
when will somebody come to fix it? ~repair | please arrange a repair ~repair | I request a repair under the warranty ~repair | need repair ~repair
is there a repair shop near me? ~repair | I want compensation ~compensate | I want to be paid for the damage ~compensate | you should pay for this ~compensate
they should pay for it ~compensate | I expect some compensation ~compensate | give me a discount for the trouble ~compensate | I want a discount for this ~compensate
I should get something for my trouble ~compensate | what will you do to make it up to me? ~compensate | make it up to me ~compensate
a partial refund would be fair ~compensate | give me part of the price back ~compensate | pay me back the shipping ~compensate | compensate me ~compensate
I claim damages ~compensate | I demand compensation for the damage ~compensate | I am claiming compensation ~compensate | I want a voucher at least ~compensate
can I get some credit? ~compensate | I want something for the lost day ~compensate | who pays for my lost time? ~compensate | I want an apology ~apologise
I expect an apology ~apologise | apologise ~apologise | apologize to me ~apologise | you should apologize ~apologise | they should apologise ~apologise
they owe me an apology ~apologise | at least apologise ~apologise | you could at least say sorry ~apologise | not even a sorry, I want one ~apologise
nobody said sorry, I expect that ~apologise | a simple sorry would do ~apologise | an apology would be nice ~apologise | I'd like an apology ~apologise
I want {who} to apologise ~apologise | I am waiting for an apology ~apologise | I'm still waiting for an apology ~apologise | where is my apology? ~apologise
I insist on an apology ~apologise | a written apology please ~apologise | I request a formal apology ~apologise | please say you are sorry ~apologise
I want a public apology ~apologise | you must apologise ~apologise | have the decency to apologise ~apologise | someone there should say sorry ~apologise | why? ~explain
why is that? ~explain | why did you do this? ~explain | how can that be? ~explain | how is this possible? ~explain | what happened? ~explain
what happened to my order? ~explain | what's happening with my order? ~explain | what's going on with my order? ~explain | where is my {p}? ~explain
where's my {p}? ~explain | can you tell me where it is? ~explain | can someone tell me where my order is? ~explain | when will it arrive? ~explain
when will I get it? ~explain | when is it coming? ~explain | any update? ~explain | please update me ~explain | please let me know what's going on ~explain
please check ~explain | please look into it ~explain | please look into this ~explain | can you look into this? ~explain | I want to know why ~explain
I'd like to know why ~explain | I want an explanation ~explain | please explain ~explain | someone explain this ~explain | can anyone explain? ~explain
tell me what happened ~explain | please answer me ~explain | please reply ~explain | please contact me ~explain | please get back to me ~explain | call me back ~explain
is anyone there? ~explain | what do I do now? ~explain | what should I do? ~explain | an answer would be nice ~explain | I request a written explanation ~explain
cancel it ~cancel | please cancel ~cancel | please cancel my order ~cancel | cancel my order please ~cancel | I want to cancel ~cancel | I want to cancel my order ~cancel
I'd like to cancel ~cancel | I would like to cancel my order ~cancel | can I cancel? ~cancel | can I still cancel it? ~cancel | how do I cancel? ~cancel
how can I cancel my order? ~cancel | I don't want it any more, cancel it ~cancel | I don't want it anymore ~cancel | I no longer want it ~cancel
I no longer need it, please cancel ~cancel | forget it, cancel the order ~cancel | stop the order ~cancel | cancel the whole order ~cancel
I cancel my order herewith ~cancel | I hereby cancel ~cancel | kindly cancel the order ~cancel | I need this cancelled ~cancel | just cancel ~cancel
want cancel order ~cancel | cancelling now ~cancel | don't send it any more ~cancel | please delete my account ~other | remove my data ~other
take this listing down ~other | take it off the market ~other | I want to speak to a manager ~other | let me speak to a human ~other
put me through to a supervisor ~other | please send me an invoice ~other | I need an invoice ~other | send me the manual ~other | deliver it to my door ~other
ban this seller ~other | stop calling me ~other | stop emailing me ~other | please do something about it ~other | do something ~other
"""}
MARK = {"zh": """
我要投诉 #threat | 要投诉你们 #threat | 投诉到底 #threat | 一定投诉 #threat | 不解决就投诉 #threat | 已投诉 #threat | 已经打了12315 #threat | 12315见 #threat | 打315举报 #threat | 工商局见 #threat | 去市场监管局告你们 #threat
消协已经受理 #threat | 举报了 #threat | 我去举报你们店 #threat | 等着收律师函 #threat | 咱们法庭上说 #threat | 起诉你们 #threat | 走法律途径 #threat | 准备打官司 #threat | 我报警了 #threat | 再骚扰我就报警 #threat | 发到网上让大家看看 #threat
发微博曝光 #threat | 上黑猫投诉 #threat | 在抖音上给你们火一把 #threat | 找媒体曝光 #threat | 让电视台来看看 #threat | 找总部投诉 #threat | 平台投诉通道见 #threat | 申请平台介入 #threat | 打食药监电话 #threat | 银行拒付已提交 #threat
发朋友圈发群里，让所有人知道 #threat | 大家别买 #warn | 别买 #warn | 千万不要买 #warn | 不要买 #warn | 慎买 #warn | 慎重 #warn | 谨慎购买 #warn | 大家注意了 #warn | 提醒大家别上当 #warn | 别上当 #warn | 避雷 #warn | 避坑 #warn | 快跑 #warn
远离这家店 #warn | 别踩坑 #warn | 想买的三思 #warn | 想买的先看我这条 #warn | 后来的人别学我 #warn | 别信好评 #warn | 看到的都绕开 #warn | 宁可多花点去别家 #warn | 给大家提个醒，不要入手 #warn | 劝退 #warn | 买前多看看差评 #warn | 千万别给孩子买 #warn
各位别手贱 #warn | 听我一句劝，别下单 #warn | 莫买 #warn | 不要相信广告 #warn | 擦亮眼 #warn | 千祈唔好買 #warn | 姐妹们快逃 #warn | 不会再买 #churn | 再也不买了 #churn | 再也不会来 #churn | 以后不会买了 #churn | 不会有下次 #churn | 没有下次了 #churn
绝不回购 #churn | 不回购 #churn | 最后一次光顾 #churn | 拉黑 #churn | 已拉黑 #churn | 取关 #churn | 卸载了 #churn | 下次换一家 #churn | 以后去别家 #churn | 以后买别的牌子 #churn | 再买剁手 #churn | 再买我是狗 #churn | 这牌子再也不碰 #churn
从此路人 #churn | 一生黑 #churn | 永不再见 #churn | 打死不来第二次 #churn | 一辈子不会再用 #churn | 一次就够了 #churn | 老顾客也要走了 #churn | 买了五年，到此为止 #churn | 会员不续了 #churn | 失去一个老客户 #churn | 不可能再信你们 #churn | 决定弃用 #churn
还是回去用老牌子 #churn | 第二次了 #repeat | 不是第一次了 #repeat | 又来 #repeat | 又是这样 #repeat | 每次都这样 #repeat | 次次如此 #repeat | 连着{n}次 #repeat | 上次也是 #repeat | 老毛病了 #repeat | 之前买也遇到过 #repeat | 已经是第{n}回 #repeat
屡教不改 #repeat | 上次说改，这次还一样 #repeat | 联系过{who}，没结果 #repeat | 找了{who}{n}回 #repeat | 打过电话，没人管 #repeat | 问了好多次没人答 #repeat | 投诉过一次，没用 #repeat | 反映了{w}没解决 #repeat | 催过好几回 #repeat | 留言了{n}次 #repeat
换过两次还是老样子 #repeat | 修过还犯 #repeat | 一个月里第{n}次 #repeat | 跟客服说了三遍 #repeat | 已经返厂一回了 #repeat | 说了也白说，说过好多回 #repeat | 一而再再而三 #repeat | 去年也是这样 #repeat | 找{who}理论过，不理 #repeat | 同样的问题又出现 #repeat
有图有真相 #evidence | 看图 #evidence | 上图 #evidence | 图在下面 #evidence | 照片为证 #evidence | 拍了照 #evidence | 拍了视频 #evidence | 开箱有录像 #evidence | 全程录像 #evidence | 有聊天记录 #evidence | 截图在这 #evidence
截图为证 #evidence | 证据我都留了 #evidence | 录音我有 #evidence | 监控拍到了 #evidence | 晒图给大家看 #evidence | 如图 #evidence | 见图 #evidence | 自己看图吧 #evidence | 不信看照片 #evidence | 视频传上来了 #evidence | 找人检测过 #evidence
有鉴定书 #evidence | 医院病历在 #evidence | 小票还在 #evidence | 跟之前买的放一起比了，看得出来 #evidence | 拿尺子量了，拍在图里 #evidence | 上秤称了，有图 #evidence | 专柜对比过 #evidence | 对比图放上 #evidence | 测试软件跑过，有结果 #evidence
送检了，报告在 #evidence | 气死我了！！！ #anger | 气死人了 #anger | 太气人了！！ #anger | 什么垃圾玩意！ #anger | 垃圾商家！！！ #anger | 垃圾垃圾垃圾！！！ #anger | 黑店！！ #anger | 奸商！ #anger | 无良商家！ #anger | 黑心！！ #anger | 不要脸！ #anger
良心让狗吃了 #anger | 缺德 #anger | 缺德带冒烟 #anger | 丧良心 #anger | 去你的吧 #anger | 滚蛋！ #anger | 妈的！ #anger | 他妈的气死 #anger | 特么的 #anger | 卧槽，什么东西 #anger | 坑爹玩意！！！ #anger | 恶心死了！！ #anger | 差差差差差！！！！ #anger
极其愤怒！ #anger | 忍无可忍！ #anger | 火冒三丈 #anger | 肺都气炸了 #anger | 脑子有病吧 #anger | 一群废物 #anger | 吃相太难看了！！ #anger | 什么狗屁店 #anger | 真他娘的晦气 #anger | 死全家的奸商 #anger | 王八羔子 #anger | 孩子才三个月 #vulnerable
给宝宝用的，心疼死了 #vulnerable | 孩子一直哭 #vulnerable | 我家娃才两岁 #vulnerable | 小孩子抵抗力差，哪受得了 #vulnerable | 新生儿用的东西啊 #vulnerable | 给孩子吃的也敢这样 #vulnerable | 孩子眼巴巴等着 #vulnerable | 孕妇用的，出事谁负责 #vulnerable
我还怀着孕 #vulnerable | 老婆坐月子等着用 #vulnerable | 我老婆怀孕六个月 #vulnerable | 老人用的，折腾不起 #vulnerable | 我妈七十多了 #vulnerable | 我爸八十三了，气得血压高 #vulnerable | 奶奶一个人在家，搞不定 #vulnerable | 给住院的病人买的 #vulnerable
病人等着用 #vulnerable | 我爸刚做完手术 #vulnerable | 家里有糖尿病人 #vulnerable | 哮喘的人哪受得了 #vulnerable | 残疾人，出门不方便 #vulnerable | 我腿脚不好，还让我自己去拿 #vulnerable | 我家{kid}受罪了 #vulnerable | {kid}吓得直哭 #vulnerable
{kid}用的东西也敢糊弄 #vulnerable | 外婆眼睛不好，被你们糊弄 #vulnerable | 早产的宝宝等着用 #vulnerable | 喂奶期呢 #vulnerable | 化疗的病人吃的 #vulnerable | 孩子发着烧等这个 #vulnerable
再不处理我打12315 #threat | 已经准备找律师 #threat | 等着被工商查吧，我投诉定了 #threat | 发抖音曝光你们 #threat | 315见 #threat | 找记者来采访你们 #threat | 以后绝不再来 #churn | 拉黑这个牌子 #churn | 最后一次在你家买 #churn | 姐妹们千万避开 #warn | 劝各位绕道走 #warn | 谁买谁上当，慎拍 #warn | 第{n}次碰到这事了 #repeat | 说过{n}遍没人改 #repeat | 上回买也这样 #repeat | 有视频为证 #evidence | 照片我贴下面了 #evidence | 检测报告在手 #evidence | 气炸了！！！ #anger | 王八蛋！ #anger | 什么破店，滚！ #anger | 无耻至极！！ #anger | 给{kid}用的啊 #vulnerable | 媳妇怀着二胎，跟着折腾 #vulnerable | 家里八十岁的老人被害苦了 #vulnerable | 我会向消协举报 #threat | 银行那边我已申请拒付 #threat | 法院见 #threat | 小红书微博全发一遍 #threat | 已向平台投诉 #threat | 拉黑了，再见 #churn | 换别家了 #churn | 奉劝别买 #warn | 擦亮眼睛别上当 #warn | 跟{who}反映过，没下文 #repeat | 换过一次还是这样 #repeat | 聊天截图都留着 #evidence | 称重拍了照 #evidence | 火大！！！！ #anger | 黑心商家，去死！ #anger | 爷爷有心脏病，哪经得住 #vulnerable | 刚满月的娃啊 #vulnerable
""", "en": """
my lawyer will write to you #threat | I am filing a chargeback #threat | reporting this to trading standards #threat | the papers will hear of it #threat | see you in small claims court #threat | my bank is disputing it #threat | never again from this shop #churn | one customer fewer for them #churn | last time I buy the brand #churn | steer clear, people #warn | spare yourselves this one #warn | buyers beware #warn | third time this happens #repeat | I wrote {n} times already, nothing changed #repeat | same story with my last order #repeat | filmed it all #evidence | photos attached #evidence | the lab report proves it #evidence | WHAT A DISGRACE!!! #anger | you idiots! #anger | I am FURIOUS!! #anger | damn liars! #anger | it was meant for {kid} #vulnerable | {kid} had to suffer for it #vulnerable | my grandfather is ninety and ill #vulnerable | I will take you to court #threat | reported to the consumer agency #threat | this goes on TikTok and every forum #threat | complaint filed with the platform #threat | switching brands #churn | done with this shop #churn | don't buy it #warn | stay away #warn | avoid #warn | told {who} before, no change #repeat | second replacement, same fault #repeat | screenshots saved #evidence | weighed it on camera #evidence | ABSOLUTELY DISGUSTING!!! #anger | shame on you, you bloody thieves! #anger | grandma is frail #vulnerable | our newborn was next to it #vulnerable | I am seven months pregnant #vulnerable
I will sue #threat | I'll sue you #threat | I will sue them #threat | I'm going to sue #threat | see you in court #threat | taking this to court #threat
I am taking legal action #threat | I will take legal action #threat | legal action will follow #threat | I'm talking to my lawyer #threat | my lawyer is on it #threat
I've hired a lawyer #threat | I will report you #threat | I will report this seller #threat | I'm reporting this seller #threat | reported #threat
I reported them #threat | reported to Amazon #threat | I'm reporting it to the platform #threat | I will complain to eBay #threat | I have opened a case #threat
opened a dispute #threat | PayPal dispute opened #threat | I'll open a PayPal case #threat | I'll dispute it with my bank #threat
disputing the charge with my bank #threat | I'll do a chargeback #threat | chargeback is on its way #threat | my credit card company is involved #threat
I called my bank to reverse the payment #threat | going to the police #threat | I went to the police #threat | police report filed #threat
I will call the police #threat | contacting the BBB #threat | filed a complaint with the BBB #threat | reported to the FTC #threat | I will contact the ombudsman #threat
I'm contacting consumer protection #threat | citizens advice will hear about it #threat | I will tell everyone on Facebook #threat | posting this everywhere #threat
I'll post it on every site #threat | this goes on YouTube #threat | I'll put it on Twitter with your name #threat | I will go to the press #threat
the local paper will love this story #threat | I'll leave bad reviews everywhere #threat | fix this or I go to court #threat | last chance before I call my lawyer #threat
I reserve the right to take legal steps #threat | the matter will be referred to my solicitor #threat | never again #churn | never buying here again #churn
I will never buy here again #churn | will never buy from them again #churn | I won't buy here again #churn | won't order again #churn | will not order again #churn
I won't be ordering again #churn | never ordering from here again #churn | not shopping here again #churn | I'm done #churn | I'm done with them #churn
done with this brand #churn | lost a customer #churn | you lost a customer #churn | they just lost a customer #churn | you've lost my business #churn
last time I order here #churn | first and last time #churn | that was my last order #churn | my last order with them #churn | I won't come back #churn
not coming back #churn | I'll go elsewhere #churn | I'll shop elsewhere #churn | going back to my old brand #churn | back to Amazon for me #churn
I'll buy another brand next time #churn | next time I buy from someone else #churn | would not order again #churn | wouldn't buy again #churn
no more orders from me #churn | I deleted the app #churn | closed my account #churn | cancelled my membership because of it #churn
I will not be a returning customer #churn | used to buy here for years, not any more #churn | loyal customer until today #churn | no more buy here #churn
never buy again from this seller #churn | don't buy from them #warn | do not buy from this seller #warn | don't buy here #warn | do not buy #warn | don't order here #warn
do not order from them #warn | don't waste your time #warn | don't bother #warn | don't fall for it #warn | don't trust them #warn | don't trust this seller #warn
don't believe the reviews #warn | don't be fooled #warn | don't make my mistake #warn | beware #warn | beware of this seller #warn | be careful #warn | be warned #warn
be aware #warn | you have been warned #warn | warning to everyone #warn | avoid this seller #warn | avoid at all costs #warn | avoid like the plague #warn
stay away from this shop #warn | stay away from this {x} #warn | stay far away #warn | keep away #warn | steer clear #warn | run away #warn | look elsewhere #warn
buy somewhere else #warn | buy something else #warn | buy another brand #warn | get a different one #warn | think twice before you buy #warn | think twice #warn
save yourself the trouble #warn | please don't buy this #warn | nobody should buy this #warn | pass on this one #warn | skip it #warn
I would advise against buying it #warn | I must warn other customers #warn | not buy this people #warn | again #repeat | it happened again #repeat
this happened again #repeat | same thing again #repeat | same problem again #repeat | the same problem as last time #repeat | second time now #repeat
it's the second time #repeat | this is the second time #repeat | this is the third time #repeat | this is the third order that goes wrong #repeat
every time the same #repeat | every single time #repeat | always the same #repeat | it's always like this #repeat | always happens #repeat | not the first time #repeat
this is not the first time #repeat | happened before #repeat | this has happened before #repeat | it was the same last month #repeat | last order was the same #repeat
I contacted them, nothing happened #repeat | contacted {who}, no solution #repeat | I already complained and nothing changed #repeat
complained {n} times already #repeat | I complained before and nobody cared #repeat | I've told them {n} times #repeat | called {n} times, still not solved #repeat
called them twice, nothing #repeat | emailed twice, nothing #repeat | wrote to {who} {n} times #repeat | already wrote to {who}, no answer #repeat
I have asked {n} times #repeat | still not solved #repeat | they replaced it and it's the same #repeat | the new one has the same problem #repeat
the replacement is no better #repeat | third one already #repeat | I went through {n} of these #repeat | despite several reminders #repeat
my previous emails remain unanswered #repeat | see photo #evidence | see photos #evidence | see pictures #evidence | see my pictures #evidence
see picture below #evidence | see the video #evidence | photos below #evidence | pictures attached #evidence | picture attached #evidence | I attached a photo #evidence
I attached pictures #evidence | I've added photos #evidence | I took pictures #evidence | I took photos of everything #evidence | took a video when I opened it #evidence
I have photos #evidence | I have pictures #evidence | I have it on video #evidence | I have proof #evidence | I have all the emails #evidence
I kept the screenshots #evidence | I have screenshots #evidence | I sent them photos #evidence | sent pictures to {who} #evidence | my doorbell camera shows it #evidence
my camera shows nobody came #evidence | the camera at my door proves it #evidence | I measured it #evidence | I weighed it on a kitchen scale #evidence
I tested it with a meter #evidence | compared it side by side with another #evidence | the pictures speak for themselves #evidence | look at the picture #evidence
look at the photos #evidence | as you can see in the photo #evidence | as the photos show #evidence | unboxing video available #evidence
I have a video to prove it #evidence | I have the receipt and photos #evidence | enclosed please find photographs #evidence | pics attached #evidence
I'm so angry #anger | I am so angry right now #anger | I'm very angry #anger | I'm furious #anger | I am really furious #anger | so mad #anger | I'm so mad #anger
makes me so angry #anger | this makes me furious #anger | absolutely furious #anger | I'm fuming #anger | absolutely livid #anger | what the hell #anger
what the hell is this?! #anger | wtf #anger | are you kidding me?! #anger | are you kidding?? #anger | you must be joking!!! #anger | are you serious?!! #anger
shame on you #anger | shame on them!! #anger | disgusting people #anger | bastards #anger | assholes #anger | idiots #anger | bunch of idiots #anger | you morons #anger
bloody idiots #anger | bloody disgrace #anger | what a bunch of clowns #anger | go to hell #anger | screw you #anger | screw this shop #anger | f*** this #anger
this is bullshit #anger | bullshit!! #anger | what bullshit #anger | shit company #anger | I've had enough!!! #anger | enough is enough!!! #anger
sick and tired of this!! #anger | I'm sick of it!! #anger | worst company ever!!! #anger | TERRIBLE!!! #anger | HORRIBLE!!!! #anger | unbelievable!!! #anger
outrageous!! #anger | how dare you #anger | this is outrageous!!! #anger | it's for my baby #vulnerable | it was for {kid} #vulnerable | {kid} was crying #vulnerable
{kid} cried all evening #vulnerable | {kid} was so upset #vulnerable | {kid} was in tears #vulnerable | my son waited for it for his birthday #vulnerable
my daughter waited for it every day #vulnerable | ruined my son's birthday #vulnerable | ruined my kid's birthday #vulnerable | my little girl was so sad #vulnerable
my kids were so sad #vulnerable | my child uses it #vulnerable | my baby sleeps in that room #vulnerable | I have a newborn #vulnerable
with a newborn in the house #vulnerable | I have small children at home #vulnerable | there are kids in the house #vulnerable | I'm pregnant #vulnerable
I am pregnant and had to carry it #vulnerable | my wife is pregnant #vulnerable | my mother is eighty years old and can't do this #vulnerable
my mother is old and sick #vulnerable | my father is ill #vulnerable | my dad is disabled #vulnerable | I am disabled and depend on it #vulnerable
I'm in a wheelchair #vulnerable | I am a pensioner #vulnerable | I'm 82 and live alone #vulnerable | my grandmother lives alone #vulnerable
grandpa was so looking forward to it #vulnerable | my elderly parents needed it #vulnerable | my father has dementia and they did this to him #vulnerable
my mum has cancer and needed it #vulnerable | my son is autistic and needs it #vulnerable | I need it for my medical condition #vulnerable
it's for my sick mother #vulnerable | my husband is just out of hospital #vulnerable
"""}
UNASK = {"zh": """退款隔天就到账，痛快 | 没想过要退货 | 不用退也不用换，满意 | 上次换货很顺，这次没再出状况 | 补发的也到了，齐全 | 问{who}要发票，当场就开 | {who}主动道歉还送了券，其实没什么事 | 不需要赔偿，小事，东西很喜欢 | 取消过一单，秒退，现在重新买的很好 | 修好了，跟新的一样，谢谢师傅 | 有运费险，不喜欢可以退，不过我喜欢 | 律师朋友推荐的，果然好 | 12315都不用打的良心店 | 给宝宝买的，没过敏 | 孕妇可用，放心 | 八十岁的奶奶也会用，简单 | 第{n}次买，每次都好 | 拍了视频给朋友看，羡慕 | 千万别错过 | 以后只认这家 | 退换都方便，虽然用不上 | 没取消真是对的 | 发货前{who}还打电话确认，周到 | 赔付险都没用上 | 投诉？没有的事，满意 | 下次还来，会一直回购 | 推荐给孕期的姐妹，安全 | 法院的同事也买了，都说好 | 曝光一个宝藏店铺 | 不劝你们买，怕抢不到 | 换了新款，比老款好 | 检测报告齐全，放心 | 气得隔壁邻居也下单了，哈哈""",
         "en": """got my refund in a day, great | no need to return it, I am keeping it | wouldn't swap it for anything | the exchange went smoothly, lovely people | no compensation needed, it is perfect | cancelled one, money back at once, ordered the bigger and love it | repaired for free within {w}, thanks | they apologised for nothing, really | my lawyer friend has one too, we both like it | bought {n} times by now, always good | safe for {kid}, no trouble | {kid} sleeps well with it | grandma can handle it, so simple | made a video of it for my friends | my old brand can wait | don't miss out | easy returns, not that I need them | asked when it ships, it shipped that hour | resent without a question when the post lost it, and it is great | warranty card inside, never needed it | glad I did not cancel | they called to confirm before shipping, thoughtful | no complaint to file, quite the reverse | lab report included, reassuring | do not warn others, I want the stock for me | replaced my old one with it, far better | never again will I use another brand | compensation? I should pay them more | the apology card for a delay of one hour was cute, all good | exposing a hidden gem of a shop | my pregnant sister uses it too, all well | refund was not needed | I'd repair this one forever rather than swap it, love it | why is it so good? please explain
no need for a refund, it's great | don't need a refund, I'm happy | I was going to return it, but I love it now
was about to send it back, then I tried it again, it's great | I thought about returning it but kept it, no regrets | not returning this one | never sending this back
I won't return it, that's for sure | keeping it | it's a keeper | definitely keeping it | easy return process if you need it, I didn't
returned the small one, got the bigger one, fits perfect, easy exchange | the exchange was easy | exchange was quick and free
they exchanged it without questions, great shop | replaced my {g} under warranty in two days, great | replacement came next day, works great
they sent a new one for free, amazing service | got my money back without a question, honest shop | refund was quick, will buy here again
refunded in two days, great service | they refunded the difference on their own, so nice | got a refund for the late fee, didn't even ask, nice people
they even gave me a discount | they gave me a free gift | they said sorry for a one day delay, very polite | they apologised and sent flowers, lovely people
{who} explained everything very well | {who} explained how to use it, very kind | {who} called me back in five minutes
{who} told me where my parcel was, it came the same day | thanks for explaining the size chart | the repair was free and fast, great | they repaired it in a day
fixed in ten minutes, great technician | a technician came the next day, perfect | no need to repair anything in {w} | I would never cancel this subscription, love it
glad I didn't cancel my order | almost cancelled, so happy I didn't | I asked to change the address and they did it at once | asked for an invoice and got it in an hour
please never stop making this | please keep making it | please make more colours, I'd buy them all | send more please, the {f} is so good | I want another one
I want one for every room | I need more of this {f} | I need another for my sister | give me more | can I have ten more? | why didn't I buy this before?
why did I wait so long? | where has this been all my life? | how can it be so cheap and so good? | please don't change the recipe | don't ever change this {k}
I'd sue anyone who takes it from me, haha | my lawyer wears the same {c} | reported to all my friends: buy it | telling everyone on Facebook how good it is
posted it on Instagram, everyone wants one | I warned my friends: you'll love it | never again without it | never going anywhere without it | never buying another brand
won't buy any other brand again | switched to this brand and never looked back | I left my old shop for this one | I bought it again | bought it again and again
ordered again, as good as the first | third time I order, always perfect | same great quality as last time | every time the same good quality
always the same good service | photos attached, isn't it pretty? | see my photos, looks beautiful | added a picture, look how nice | look at the photo, perfect fit
I made a video, works great | tested it, it does what it says | weighed it, exactly as stated | measured it, exact | OMG I love it!!! | LOVE LOVE LOVE!!! | AMAZING!!!!
SO GOOD!!!! | holy shit this is good | damn, this is good! | hell of a good {g} | my baby loves it | my baby sleeps through the night with it
my newborn's skin is fine with it | safe and soft for my baby | my toddler plays with it all day | my daughter smiled all day | my son was so happy on his birthday
my mother is 80 and uses it every day | grandpa loves it | I'm pregnant and these {c} are so comfortable | my disabled brother can use it on his own, wonderful
great for elderly people | helped my mum after her surgery, thank you
"""}
ONE_STAR = {"zh": "手滑点成一星，改不了 | 一星是我老公误点的 | 星星打反了，别在意 | 给一星只为让你们看见，其实很好 | 看错成五分最差，给了一分 | 系统默认一星，不是我选的",
            "en": "gave one star by mistake, all fine | ignore the one star, my thumb slipped | one star only so that you read this, I love it | meant five stars, clicked one | sorry for the low rating, wrong button | rated it 1 thinking 1 was best | one star by accident, it should be five | sorry, pressed the wrong star, love it | can't change my rating, it's a five | I gave one star but it deserves five | ignore the rating, it's great | wrong rating, great {x}"}
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
# As CONTRADICTS, for the praise of English; "any": contradicts whatever the complaint.
CONTRADICTS_EN = {
    "any": r"complain|no issues|no problems|a problem|any trouble|no trouble|problem in|nothing (bad|negative)|one bad thing|regret|disappoint|^perfect$|"
        r"everything|all (good|ok)|be better$|ask for more|change a thing|not trade|go wrong|let me down|entirely satisfied|hassle|fuss|nonsense|\btop$|"
        r"^excellent$|doubts",
    "late": r"late|early|earlier|sooner|ahead of|delay|fast (ship|deliv)|quick|on time|came fast|next day|prompt",
    "damaged": r"arrived safe|scratch|damage|safe and sound|broken|packed|packaged|perfect|good condition",
    "missing": r"missing|arrived|came |deliver|shipping|goods",
    "wrong_item": r"wrong|right|described|pictured|exactly|looking for|needed|wanted",
    "spoiled": r"quality|delicious|tasty|tastes|\{f\}",
    "defect": r"works|quality|died|survived|strong|sturdy|solid|well built|made to last|lasts|crash|freez|like day one|expected|advertised|does|shrink|fading|broke|"
        r"broken|leak|still going|flimsy|missed a beat|destroy|\bfast$",
    "performance": r"works|fast|sound|easy|comfort|battery|lag|does|picture|beats|bass|accurate|sticky|greasy|read|story|book|warm|simple|leak|slip|hurt|expected|put down|"
        r"movie|hotel|kills|quality|insane|problem|pain|crash|freez|killer",
    "taste_smell": r"tast|smell|delicious|sweet|\{f\}",
    "fit": r"\bfit|size|big|small|comfort|glove",
    "mismatch": r"described|pictured|advertised|expected|beautiful|in person|wanted|looking for|says|colou?r|looks|quality|should",
    "counterfeit": r"brand|quality|product",
    "packaging": r"pack",
    "price": r"price|value|cheap|expensive|money|penny|steal|deal|fortune",
    "service": r"service|driver|\{who\}|staff|seller|people|friendly|thank|nice one",
    "refund": r"service|\{who\}|seller|returned|sent|thank|people",
    "safety": r"safe|rash|itch|irritat|soft|kid|hurt|recommend|scratch|comfort|solid",
    "fraud": r"seller|recommend|again|shop|five stars|5 stars|service|honest|price|value|deal|steal",
    "other": r"[a-z]{2}"}
# A complaint that nothing came: nothing can be said of the thing itself beside it, and it goes with SILENT.
NOT_HERE = (r"never (\w+ )?(arrive|came|got|receive|show|turn|reach|deliver)|never (got|received|receive|reached|reach)\b"
            r"|(not|n't|no) (\w+ )?(deliver|receive|arriv|reach|here|come|ship|got it|get|dispatch|sent out)"
            r"|still (waiting|no|nothing)\b|nothing (\w+ )?(arriv|came|come|inside)|\blost\b|mailbox|went missing|gone missing|vanish|disappear"
            r"|marked (as )?delivered|says (it was )?delivered|shows as delivered|where is my|empty|no sign of"
            r"|stuck (in|at)|hasn't moved|not moved|updated since|processing|took my money|fake shop|fake (web|store)|cancelled my order")
SILENT = ("service", "refund")
# The other way round: what is good, and its denial, which is a complaint. good == denied.
LACK_ZH = {
    "late": "说今天到就今天到==说今天到，今天没到 | 两天就收到了==两天了还没收到 | 一催就发==催了也不发 | 准时==不准时 | 预约几点就几点来==预约几点从没几点来 | 赶上了生日==没赶上生日 | 发货及时==发货不及时 | 送得及时，饭是热的==送得不及时，饭都凉了 | "
            "按时到了==没按时到 | 当天发货==当天没有发货 | 准点送达==没能准点送达 | 说到做到，隔日到==隔日根本没到 | {w}内送到==过了{w}也没送到",
    "damaged": "一个没碎==没一个不碎 | 外观完好==外观并不完好，磕掉一块 | 箱子好好的，里面也好好的==箱子没好好的，里面也压坏 | 没压坏，还是圆的==压得不圆了 | 瓶子没裂==瓶子没一个不裂 | "
            "瓶身完整==瓶身不完整，裂了 | 到手完好==到手并不完好 | 屏幕完好无缺==屏幕没一块完好 | 路上保护得好==路上没有保护好，碎了",
    "missing": "该有的都有==该有的没有 | 一样不少==少了一样 | 充电线给了==充电线没给 | {n}件都到了=={n}件没到齐 | 送的勺子在==送的勺子不在 | 筷子给了==筷子都没给 | 汤送来了==汤没送来 | "
            "配件齐==配件不齐 | 赠品收到了==赠品没收到 | 附了说明书==没附说明书 | 有发票==没有发票 | 包裹收到了==包裹根本没收到 | 数量对==数量不对，少了",
    "wrong_item": "跟订的一样==跟订的不一样 | 尺码发得对==尺码没发对 | 正是我点的菜==根本不是我点的菜 | 颜色是我选的==颜色不是我选的 | 按备注发的==没按备注发 | "
            "颜色发对了==颜色没发对 | 是我拍的那款==不是我拍的那款 | 型号跟订单一致==型号跟订单不一致 | 是我要的口味==不是我要的口味",
    "spoiled": "没坏，{y}很好==不是好的，{y}坏了 | 果子个个好==果子没几个好的 | 肉是新鲜的==肉不是新鲜的 | 离过期还早==离过期没几天 | 没有虫==没有一包没虫 | "
            "{y}新鲜=={y}不新鲜 | 日期新鲜==日期不新鲜，快到期 | 盒里干净==盒里不干净，有虫 | 还能吃==已经不能吃了，烂掉",
    "defect": "不坏，用了{w}==不到{w}就坏 | 修都没修过==没有一个月不修 | 洗了不变形==没洗几次就变形 | 不开胶==没穿几天就开胶 | 能正常开机==不能正常开机 | 转得动==转不动 | 亮的==不亮 | 触屏灵敏==触屏不灵敏 | 粘得牢==粘不牢 | 关得严==关不严 | 针脚整齐==针脚不整齐 | 质量好==质量不好 | "
            "{d}能开机=={d}不能开机 | 能充进电==充不进电 | 结实==不结实 | 做工细==做工不细 | 耐用==不耐用 | 按键灵==按键不灵 | 质量过关==质量不过关 | 拉链好拉==拉链根本拉不动",
    "performance": "效果明显==效果不明显 | 声音清楚==声音不清楚 | 制冷快==制冷不快 | 看得清==看不清 | 反应快==反应不快 | 穿着透气==穿着不透气 | 吸水==不吸水 | 防得住蚊子==防不住蚊子 | 遮得住斑==遮不住斑 | 睡得着，安静==睡不着，吵 | 充得快==充不快 | 够暖和==不够暖和 | 好上手==不好上手 | 保湿==不保湿 | "
            "有效果==没有效果 | 好用==不好用 | 吸得干净==吸不干净 | 保温==不保温 | 舒服==不舒服 | 去屑==不去屑 | 信号稳==信号不稳 | 好看的书，有意思==书没意思 | 洗得掉污渍==洗不掉污渍 | 管用==不管用",
    "taste_smell": "味道好==味道不好 | 好喝==不好喝 | 没有味儿==没有没味儿的，熏人 | 香==不香 | 嫩==不嫩，柴 | 正宗==不正宗，没那个味 | 肉多有嚼头==肉没嚼头 | 热乎的==不热乎 | 够味==不够味 | "
            "好吃==不好吃 | 好闻==不好闻 | 入味==不入味 | 口感脆==口感不脆 | 甜==不甜，没味",
    "fit": "大小合适==大小不合适 | 合脚==不合脚 | 能装进包里==装不进包里 | 对得上我的车==对不上我的车 | 扣得上==扣不上 | 穿着不紧==穿着不是一般的紧 | 容量够==容量不够 | "
            "合身==不合身 | 尺码准==尺码不准 | 装得上==装不上 | 穿得进==穿不进 | 跟我手机兼容==跟我手机不兼容 | 长度够==长度不够",
    "mismatch": "颜色一样==颜色不一样 | 实物好看，跟图上一样==实物不好看，跟图上不一样 | 跟直播说的一样==跟直播说的不一样 | 料子是真皮的==料子不是真皮的，介绍是假话 | 说到做到，能防水==没说到做到，不防水 | 参数属实==参数不属实 | "
            "跟描述一致==跟描述不一致 | 跟图片一样==跟图片不一样 | 是纯棉的，如介绍==不是纯棉的，介绍乱写 | 像新的==不像新的，有人用过 | 符合宣传==不符合宣传",
    "counterfeit": "真品==非真品 | 跟专柜一样==跟专柜不一样，不真 | 鉴定是真的==鉴定不是真的 | 官网能查到序列号==官网查不到序列号 | 确定是正版==确定不是正版 | "
            "是正品==不是正品 | 防伪码能查到==防伪码查不到 | 是原装==不是原装 | 是真货==不是真货",
    "packaging": "包装严实==包装不严实 | 封口完好==封口不完好 | 盒子体面==盒子不体面 | 有封膜==没有封膜 | 垫了泡沫==没垫泡沫 | 包装干净==包装不干净 | "
            "有包装盒==没有包装盒 | 密封好==没有密封 | 包装用心==包装不用心 | 包得仔细==包得不仔细 | 带封条==不带封条",
    "price": "性价比高==性价比不高 | 不贵==不是不贵，是太贵 | 值==不值 | 没降价==没几天就降价 | 没另外收钱==没说要另外收钱，结果收了 | 便宜好多==没便宜，反而贵 | "
            "值这个价==不值这个价 | 划算==不划算 | 包邮==不包邮，说好的 | 价格公道==价格不公道 | 便宜==不便宜",
    "service": "服务好==服务不好 | 态度好==态度不好 | 送货上门==不送货上门 | 说话算话==说话不算话 | 问了就答==问了不答 | 愿意解决问题==不愿意解决问题 | 联系得上==联系不上 | 把我当回事==没把我当回事 | "
            "{who}回复了=={who}不回复 | {who}有耐心=={who}没有耐心 | 电话有人接==电话没人接 | {who}讲理=={who}不讲理 | 师傅礼貌==师傅没礼貌 | {who}负责任=={who}不负责任",
    "refund": "退货痛快==退货不痛快 | 能退==不能退 | 坏了包修==坏了不包修 | 运费给报了==运费不给报 | 换了新的给我==不换新的给我 | 说退就退==说退没退 | 开了发票==没开发票 | "
            "给退==不给退 | 退款到账了==退款没到账 | 保修管用==保修不管用 | 换货同意了==换货不同意 | 发票给开==发票不给开 | 押金退了==押金没退",
    "safety": "用了没事==用了不是没事，起了一身疹 | 不伤皮肤==伤皮肤，不是一般的伤 | 吃了不拉肚子==吃了没有一个不拉肚子 | 电线不烫==电线没法碰，烫手冒烟 | 敏感肌能用==敏感肌不能用，红肿 | "
            "皮肤受得了==皮肤受不了，红肿 | 用着安全==用着不安全，漏电 | {kid}吃了没事==不是没事，{kid}吃了直吐 | 温和不刺激==不温和，刺激得脸疼",
    "fraud": "说返现就返了==说返现没返，骗好评 | 没乱扣钱==没同意就乱扣钱 | 不骗人==没有一句不骗人 | 中奖是真的==中奖不是真的，骗手续费 | 没泄露信息==没经允许泄露信息 | "
            "{who}讲诚信=={who}不讲诚信，骗钱 | 扣款经我同意==没经我同意就扣款 | 活动是真的==活动不是真的，骗人付定金 | 订单是我下的==订单不是我下的，有人刷单",
    "other": "好==不好 | 行==不行 | 不失望==不是不失望 | 值得==不值得 | 很满意==很不满意 | 愿意推荐==不愿意推荐 | 体验好==体验不好 | "
            "满意==不满意 | 推荐==不推荐 | 喜欢==不喜欢 | 开心==不开心 | 值得期待==不值得期待"}
# More Chinese for the lists that English shares line by line above.
NO_ZH += """没有一点{X} 没有半点{X} 毫无{X} 算不上有{X} 也没见{X} 也没{X} 没什么{X} 没啥{X} 没遇到{X} 没碰到{X} 从没有过{X} 不存在{X} 压根没有{X} 根本没有{X} 没看到{X} 不带{X} 没有他们说的{X} 并没有别人说的{X} 不像评论说的有{X}
以为有{X}，没有 零{X} 半点{X}没有 {X}？不存在的 哪有{X} 没有出现{X} 倒没有{X} 至今没有{X} 找不到{X} 没有所谓的{X} 检查过没有{X} 没有明显{X} 再没有{X} 冇{X}""".split()
HAS_ZH += """存在{X} 出现{X} 还有{X} 明显有{X} 到处是{X} 全是{X} 发现有{X} 有不少{X} 有一点{X} 都是{X} 老有{X} 净是{X} 一直有{X} 存在明显的{X} 又出现{X} 尽是{X} 有{X}，失望 竟有{X} 有点{X} 看到有{X}""".split()
NOT_ZH += """不会{X} 不太{X} 不怎么{X} 毫不{X} 并非{X} 绝对不{X} 谈不上{X} 算不上{X} 说不上{X} 没觉得{X} 不觉得{X} 没想象中{X} 没有想象的{X} 没别人说的那么{X} 没有评论里说的{X} 哪里{X}了 从来不{X} 压根不{X} 倒不{X} 也没多{X}
没多{X} 不至于{X} 不是很{X} 一直不{X} 以为会{X}，一点不 怎么会{X} 没以前{X} 不再{X}""".split()
IS_ZH += """{X} 特别{X} 超级{X} 相当{X} 好{X} 有些{X} 比较{X} 偏{X} {X}得很 {X}爆了 {X}得离谱 {X}到家了 {X}得受不了 贼{X} 忒{X} 巨{X} 老{X}了 越来越{X} 真{X} 实在太{X} 还是{X} 又{X} 确实{X} 不是一般的{X}""".split()
DIDNT_ZH += """没怎么{X} 没见{X} 没见{X}过 从没{X} 从未{X} 并没{X} 压根没{X} 根本没{X} 再也没{X}过 没再{X} 也没{X} 还没{X}过 至今没{X} 没有一次{X} 一点没{X} 不会{X} 不{X} 从不{X} 倒没{X} 没发生{X} 居然没{X} 竟然没{X}
没像别人那样{X} 以为会{X}，并没有 没有{X}过""".split()
DID_ZH += """{X} 老{X} 总{X} 一直{X} 经常{X} 动不动就{X} 就{X}了 全{X}了 又开始{X} 会{X} 容易{X} 老是{X} 第二天就{X}了 没几天就{X}了 一用就{X} 果然{X}了 竟然{X}了 {X}好几次了""".split()
CLEAR["zh"] += """
商家人挺好 | 快递挺快的 | 发货倒是快 | 款式好看 | 颜色很正 | 看着挺新 | 卖家态度可以 | 东西不假 | 不是质量问题 | 不怪快递 | 配件没少 | 没碎 | 没过期 | 不是客服的错 | 大小合适 | 价格合适 | 没异味 | 不卡 | 不吵 | 分量够 | 包装很好 | 退款挺快 | 安装师傅不错 | 不是说东西不好 | 没有少发 | 店家没骗人
物流没毛病"""
HIDDEN["zh"] += """
买到假货了 @counterfeit | 假货不解释 @counterfeit | 又是假货，骗子 @counterfeit,fraud #repeat | 假货，还不给退款 @counterfeit,refund | 假货一个，别买 @counterfeit #warn | 山寨货，假货 @counterfeit | 盗版假货 @counterfeit
骗子，还我钱 @fraud ~refund | 骗子，骗老人钱 @fraud #vulnerable | 骗子商家，大家小心 @fraud #warn | 好评返现都是骗子 @fraud | 被骗子骗了五百 @fraud | 诈骗，报警了 @fraud #threat !3 | 诈骗团伙 @fraud | 垃圾，别来 @other #warn | 垃圾，浪费钱 @price
垃圾质量，三天坏 @defect | 垃圾客服 @service | 垃圾快递，慢死了 @late | 垃圾店，再也不来 @other #churn | 垃圾味道，臭 @taste_smell | 垃圾做工 @defect | 真垃圾 @other | 垃圾中的垃圾 @other | 给差评 @other | 差评，太慢 @late | 差评，坏的 @defect
差评，质量不行 @defect | 差评，客服不理人 @service | 差评被删，客服骚扰 @fraud | 不删差评就骂我 @fraud | 差评差评差评 @other #anger | 退款退款 @refund ~refund | 申请退款，客服不理 @refund,service | 退款拖了{w} @refund | 不退款，耍赖 @refund
客服不回 @service | 客服死了吗 @service #anger | 客服骗人 @service | 客服态度恶心 @service | 找不到客服 @service | 发货慢 @late | 慢得要死，{w}没到 @late | 物流慢，客服也慢 @late,service | 送餐慢 @late | 到手就坏 @defect | 坏了，{n}天 @defect
又坏了 @defect #repeat | 一用就坏 @defect | 质量太次 @defect | 质量有问题 @defect | 质量不好，不值 @price,defect | 店家态度差 @service | 店家不认账 @refund,service | 店家骗钱 @fraud | 店家发假货 @counterfeit | 店家不回消息 @service
脸过敏了 @safety | 过敏，痒死 @safety | 宝宝过敏了 @safety #vulnerable !3 | 过敏烂脸，假货 @safety,counterfeit !3 | 恶心，吃出虫 @spoiled | 恶心到吐 @other | 恶心，一股臭味 @taste_smell | 有虫，恶心死 @spoiled | 卖过期的 @spoiled
过期{n}个月了 @spoiled | 过期，不新鲜 @spoiled | 发霉，扔了 @spoiled | 打开发霉 @spoiled | 插电冒烟 @safety !3 | 冒烟，差点着火 @safety !3 | 臭死了 @taste_smell | 鞋臭得没法穿 @taste_smell | 太贵，坑 @price | 贵，还难吃 @price,taste_smell
贵还慢 @price,late | 山寨机 @counterfeit | 山寨，不是正品 @counterfeit | 不是正品 @counterfeit | 不好吃 @taste_smell | 不给发票 @refund | 不合身 @fit | 不值这个价 @price | 不发货 @late | 不新鲜 @spoiled | 不保温 @performance
不像图片 @mismatch | 不是我买的颜色 @wrong_item | 发错货，不给换 @wrong_item,refund | 少发，不补 @missing | 没收到货，骗子 @missing,fraud | 包装烂，碎了 @packaging,damaged | 颜色不对，与图不符 @mismatch"""
UNASK["zh"] += """
不用退款，挺好的 | 没打算退 | 舍不得退 | 本来想退，试了试又留下了 | 退货都省了，满意 | 看了介绍支持退货才买的，结果不用退 | 退过一次货，退款很快，所以又来买 | 上次退的钱第二天就到了，信得过 | 换了一件大的，正好，{who}很快就处理 | 换货也顺利，好评 | {who}问我要不要换，我说不用 | 补发的赠品收到了，谢谢
漏的那包第二天补来了，谢谢{who} | 师傅上门免费修好了，赞 | 保修期外也给修了，感动 | 修理工具齐全，自己在家修车 | {who}多赔了我两块，其实不用 | 赔偿早到账了，没话说 | 降价了主动退差价，良心 | {who}为慢了一天道歉，还送礼物，太客气 | 不用道歉，服务已经很好 | 没什么要解释的，就是好 | 为什么这么好吃？ | 为什么不早点买！
怎么会这么便宜，质量还好 | 什么时候再有活动？还想囤 | 什么时候上新款？等着买 | 请问补货了吗，还想买 | 取消了别家的单来这买的，对了 | 取消订单也很痛快，改天再买 | 希望越做越好 | 希望多搞活动 | 希望一直保持 | 律师推荐的书，好懂 | 律师袍挺括，好看 | 315晚会上没这个牌子，放心 | 12315的人来问，我说好得很，笑 | 投诉率低，所以选这家
从没投诉过，放心店 | 法院门口那家分店也好吃 | 媒体报道过的老店，名不虚传 | 微博上种的草，没失望 | 记者朋友推荐的 | 曝光一下我家的宝藏零食 | 发朋友圈都问我要链接 | 给宝宝买的，很安全 | 宝宝很喜欢，抱着不撒手 | 孕妇吃着也没事 | 怀孕七个月用着没刺激 | 给奶奶买的，老人说好 | 爷爷八十了，用得顺手 | 给住院的妈妈买的，她睡得好
生病时喝这个舒服 | 术后用的，护理方便 | 孩子过生日的礼物，开心坏了 | 儿子三岁，玩得停不下来 | 第二次买了，还是好 | 又来了，老味道 | 每次都这么快 | 每次都满意 | 一连买了{n}回 | 上次也是这样好 | 买过好几次，没出过错 | 回头客 | 之前咨询过{who}，耐心得很 | 问了{n}遍也不嫌烦 | 看图，美不美 | 晒图，好看吧
上图给大家看看，颜色正 | 有图有真相，真好看 | 拍了视频，效果明显 | 跟专柜对比过，一模一样 | 检测过，没有荧光剂 | 称了，分量足 | 大家快买 | 大家放心买 | 别犹豫，买就对了 | 别买太多，会上瘾 | 别看了，快下单 | 不用再看别家 | 再也不去别家买了 | 再也不买别的牌子 | 从此不逛商场 | 以后就认准这家 | 其他牌子全拉黑，只用它
告别旧{d}，幸福 | 太棒了！！！！！ | 好吃！！！！ | 爱了爱了！！！ | 卧槽，好看！ | 妈呀，真香！！ | 他妈的太好吃了 | 气死减肥的我，太香了"""
ONE_STAR["zh"] += """
选错星了，是五星 | 不小心按到一星，抱歉商家 | 星级点错不会改，东西满分 | 一星是给快递袋上的字，开玩笑的，全好 | 老人代评点错了，货是好的 | 孩子乱点的一星，别当真，很满意 | 忘了点星，默认的，其实五星 | 打低分是怕你骄傲，真的好 | 评分点反了，非常好"""
_hide = dict(HIDE["zh"])
for _word, _ways in {
    "假货": "贾货|j货|价货|假貨|假-货|假/货", "骗子": "骗zi|扁子|马户子|骗-子|騙子", "垃圾": "辣几|垃ji|la圾|垃-圾|L圾|垃l圾|乐色|LJ|垃.级", "差评": "差ping|差、评|岔评|差苹|差-评", "退款": "tk|推款|退、款|腿款", "客服": "KF|克服|客.服|ke服|客F",
    "慢": "馒|蔓|慢~~~", "坏": "怀|土不|坏坏", "质量": "之量|質量|质.量|质-量", "店家": "dj|点家|店.家", "过敏": "过.敏|过泯|guomin|過敏|过 敏", "恶心": "e心|恶xin|饿心|惡心|恶.心", "过期": "guoqi|过.期|过其|过q",
    "发霉": "发.霉|发mei|發霉", "诈骗": "诈.骗|乍骗|诈pian|炸 骗", "冒烟": "冒.烟|冒yan|冒 yan", "臭": "chou|殠|自犬", "贵": "桂|贵~|死gui", "山寨": "山.寨|山zhai|SZ", "正品": "正 品|真品|政品|zheng品|正.品",
    "骗": "pian|马扁|騙|骗骗", "扣": "kou|口", "烂": "lan|濫|爛|火兰", "虫": "chong|蟲|虫虫", "盗版": "dao版|盗.版|盗 版|到版", "漏电": "漏 电|lou电|漏.电", "漏": "lou|露", "商家": "商 家|sj|shang家|伤家",
    "老板": "老 板|老班|lao板", "拉肚子": "拉du子|拉 肚 子|la肚子", "投诉": "tou诉|投 诉|投.诉", "快递": "kd|快 递|块递|快.递", "虫子": "chong子|蟲子|虫 子", "着火": "着 火|zhao火|着.火", "发票": "fa票|发 票|fp",
    "返现": "返 现|fan现|反现|返.现", "好评": "hp|好 评|好.评|hao评", "难吃": "nan吃|难 吃|南吃"}.items():
    _hide[_word] = _hide[_word] + "|" + _ways if _word in _hide else _ways
HIDE["zh"] = sorted(_hide.items(), key=lambda pair: -len(pair[0]))  # 漏电 before 漏
for _cause, _words in {
    "late": "快递|发货|隔天|隔日|天就|慢|送餐|拖拉|耽误|等|到貨|收到|再来|下次还|回购|后悔|挑不出|没什么不好|没有失望|没让人失望",
    "damaged": "破|碎|磕|压坏|完好|一点没坏|洒|严实|全新|壓|爛|漏|完整|broken|leak|再来|下次还|回购|后悔|挑不出|没什么不好|没有失望|没让人失望",
    "missing": "少东西|不少|齐|赠品|收到|少寄|missing|gift|再来|下次还|回购|后悔|挑不出|没什么不好|没有失望|没让人失望",
    "wrong_item": "发错|一样|都对|寄錯|顏色|wrong|再来|下次还|回购|后悔|挑不出|没什么不好|没有失望|没让人失望",
    "spoiled": "坏的|烂|过期|日期|虫|干净|放久|過期|效期|爛|fresh|喜欢|满意|推荐|回购|再来|老顾客|老店|下次还|没有失望|没让人失望|后悔|踩雷|五星|好评|挑不出|没什么不好",
    "defect": "质量|做工|好用|毛病|正常|坏|掉色|起球|线头|漏|死机|卡|流畅|东西|反应快|没出过|用了|品質|瑕疵|縮水|線頭|雜音|quality|leak|problem|stable|bug|好货|{x}质|爛|再来|下次还|回购|后悔|挑不出|没什么不好|没有失望|没让人失望",
    "performance": "好用|效果|吵|噪|卡|流畅|烫|费电|闷|累|声音|舒服|滋润|实用|操作|内容|显瘦|实在|顺|順|燙|雜音|嘈|痛|油|膩|透气|沾|好用|lag|noisy|sticky|stable|clear|clean|drop|质量|品質|{d}|再来|下次还|回购|后悔|挑不出|没什么不好|没有失望|没让人失望",
    "taste_smell": "好吃|腥|咸|甜|刺鼻|香|爱吃|膩|油|食|菜|taste|fresh|bitter|crispy|闷|再来|下次还|回购|后悔|挑不出|没什么不好|没有失望|没让人失望",
    "fit": "尺码|大小|合适|勒|挤|偏码|长短|版型|合身|緊|鬆|磨|落|码|舒服|right|再来|下次还|回购|后悔|挑不出|没什么不好|没有失望|没让人失望",
    "mismatch": "描述|差别|夸大|说的|二手|全新|一样|description|图片|真的|原廠|再来|下次还|回购|后悔|挑不出|没什么不好|没有失望|没让人失望",
    "counterfeit": "真假|假|验|放心|原廠|防偽|仿|真|genuine|original|喜欢|满意|推荐|回购|再来|老顾客|老店|下次还|没有失望|没让人失望|后悔|踩雷|五星|好评|挑不出|没什么不好",
    "packaging": "包装|封口|严实|包裝|包得|package|精美|再来|下次还|回购|后悔|挑不出|没什么不好|没有失望|没让人失望",
    "price": "价|划算|便宜|贵|值|钱|收费|坑|CP|抵|收費|價|超所值|fee|worth|套路|再来|下次还|回购|后悔|挑不出|没什么不好|没有失望|没让人失望",
    "service": "服务|小哥|师傅|热情|耐烦|售后|賣家|服務|人好|seller|waiter|辛苦|喜欢|满意|推荐|回购|再来|老顾客|老店|下次还|没有失望|没让人失望|后悔|踩雷|五星|好评|挑不出|没什么不好",
    "refund": "售后|退|换货|return|换貨|喜欢|满意|推荐|回购|再来|老顾客|老店|下次还|没有失望|没让人失望|后悔|踩雷|五星|好评|挑不出|没什么不好",
    "safety": "刺激|过敏|疹|辣眼|拉肚子|毛刺|漏电|扎|温和|放心|医院|不舒服|傷手|不痛|allergy|rash|燙|烫|喜欢|满意|推荐|回购|再来|老顾客|老店|下次还|没有失望|没让人失望|后悔|踩雷|五星|好评|挑不出|没什么不好",
    "fraud": "放心|好评|套路|骚扰|坑|信得过|回购|老顾客|喜欢|满意|推荐|回购|再来|老顾客|老店|下次还|没有失望|没让人失望|后悔|踩雷|五星|好评|挑不出|没什么不好",
    "other": "好|喜欢|赞|值|失望|后悔|雷|差|中意|给力|再来|回购|下次|稀罕|得劲|巴适|杠杠|可以|推|滿意|後悔|正|伏|爱|辛苦|nice|good|great|perfect|regret|recommend|again|缺点|五星"}.items():
    CONTRADICTS[_cause] += "|" + _words
LACK_EN = {
    "late": "arrived on time==did not arrive on time | here by the promised date==not here by the promised date | shipped the same day==not shipped the same day, nor that week | "
        "it came on time==it did not come on time | delivered on the day==not delivered on the day | it was here by {day}==it was not here by {day} | "
        "fast delivery==not a fast delivery, {w} | shipping was quick==shipping was not quick, {w} | they kept the date==they didn't keep the date | "
        "my {p} came when promised==my {p} didn't come when promised",
    "damaged": "the glass was intact==the glass was not intact | came in one piece==did not come in one piece | survived the journey==didn't survive the journey | "
        "it arrived whole==it did not arrive whole | arrived in good condition==didn't arrive in good condition | "
        "the box and the {x} were intact==neither the box nor the {x} was intact | every glass was whole==not one glass was whole | "
        "arrived safely==didn't arrive safely, cracked",
    "missing": "the cable was included==the cable wasn't included | received all {n}==did not receive all {n} | my {x} was in the box==my {x} was not in the box | it was delivered==it was never delivered | got the gift==never got the gift | "
        "it arrived==it never arrived | I got my {p}==I never got my {p} | my {p} came==my {p} never came | I received it==I didn't receive it | "
        "got everything==didn't get everything | complete==not complete | all parts were there==not all parts were there | "
        "they put in the manual==they didn't put in the manual | delivered to me==not delivered to me | both came==only one came, not both | "
        "my {p} arrived==my {p} did not arrive | the gift came with it==the gift didn't come with it",
    "wrong_item": "exactly the one I chose==definitely not the one I chose | they sent the right colour==they didn't send the right colour | matches my order==doesn't match my order | "
        "it is what I ordered==it is not what I ordered | got the right size==didn't get the right size | "
        "the right model came==the right model didn't come, another did | they sent what I ordered==they didn't send what I ordered | "
        "I got the colour I chose==I didn't get the colour I chose",
    "spoiled": "the {f} was fresh==the {f} was not fresh | still within its date==no longer within its date | clean inside==not clean inside, hairs and grit | fit to eat==not fit to eat, rotten | "
        "it was fresh==it was not fresh | far from its expiry date==not far from its expiry date, {n} days | "
        "the {f} kept well==the {f} didn't keep, mould in a day | good to eat==no longer good to eat, mouldy | clean, no bugs==not clean, bugs",
    "defect": "the {g} works==the {g} doesn't work | it switches on==it won't switch on | well made==not well made | built to last==not built to last | it charges==it doesn't charge | the buttons respond==the buttons don't respond | "
        "it works==it doesn't work | it worked==it didn't work | still works==doesn't work any more | it lasted==it didn't last | "
        "it turns on==it doesn't turn on | good quality==not good quality | durable==not durable | the zip works==the zip doesn't work | "
        "it still charges==it no longer charges | it held together==it didn't hold together | stays closed==doesn't stay closed, latch is broken",
    "performance": "effective==not effective | comfortable==not comfortable | it cleans well==it doesn't clean well | it helped my skin==it did nothing, it hasn't helped my skin | keeps coffee hot==doesn't keep coffee hot | easy to use==not easy to use | interesting read==not an interesting read | loud enough==not loud enough | "
        "it helped==it didn't help | it works well==it doesn't work well | strong suction==no suction | the battery lasts==the battery doesn't last | "
        "fast enough==not fast enough | quiet==not quiet at all | easy to set up==not easy to set up | bright enough==not bright enough | "
        "keeps me warm==doesn't keep me warm | stays connected==doesn't stay connected | a good book==not a good book | accurate==not accurate | "
        "stays on==doesn't stay on, slips",
    "taste_smell": "tasty==not tasty | the {f} is crunchy==the {f} isn't crunchy, it is like sponge | smells nice==doesn't smell nice | I could eat it daily==I couldn't eat it, vile taste | "
        "tastes good==doesn't taste good | it tastes fresh and sweet==it doesn't taste of anything | delicious==not delicious | "
        "the {f} tastes nice==the {f} doesn't taste nice | I like the smell==I don't like the smell | kids ate it all==kids wouldn't eat it, awful taste | "
        "good smell==not a good smell | full of flavour==no flavour",
    "fit": "it fits==it doesn't fit | true to size==not true to size | long enough==not long enough | works with my model==doesn't work with my model, wrong connector | goes over my head==doesn't go over my head, too tight | "
        "fits me==doesn't fit me | they fit==they don't fit | fits my phone==doesn't fit my phone | compatible==not compatible | "
        "the size is right==the size is not right | big enough==not big enough | wide enough==not wide enough | fits in my car==won't fit in my car | "
        "it fits over the pot==it won't fit over the pot | the cable reaches==the cable doesn't reach, too short",
    "mismatch": "as described==not as described | like the picture==not like the picture | it is real cotton as stated==it isn't cotton as stated | brand new==not brand new, somebody used it | "
        "looks like the photo==doesn't look like the photo | the description is right==the description is not right | "
        "it is waterproof as they say==it is not waterproof as they say | new, as promised==not new, as promised | "
        "same colour as shown==not the same colour as shown | matches the listing==doesn't match the listing",
    "counterfeit": "genuine==not genuine | authentic==not authentic | the serial checks out==the serial does not check out, a copy | it is the original==it is not the original | "
        "it's real==it's not real | it's the real brand==it's not the real brand | original==not original | it is authentic==it isn't authentic | "
        "the code is valid==the code is not valid, a fake",
    "packaging": "sealed==not sealed | came in its box==didn't come in a box | nicely wrapped==not wrapped in anything | well packed==not well packed | "
        "good packaging==not good packaging | the box was closed==the box was not closed | the seal was there==the seal wasn't there | "
        "properly packed==not properly packed | gift wrapped nicely==not gift wrapped nicely, a bin bag | enough padding==not enough padding",
    "price": "worth it==not worth it | a fair price==not a fair price | good value==not good value | free shipping as promised==shipping wasn't free as promised | affordable==not affordable for what it is | "
        "worth the money==not worth the money | cheap==not cheap for what it is | worth the price==not worth the price | "
        "the discount worked==the discount didn't work | no extra costs==extra costs | delivery was free==delivery wasn't free",
    "service": "{who} replied==no reply from {who} | polite==not polite, that driver | helpful support==no help from support | they listened==they didn't listen | they called back==they never called back | "
        "{who} answered==nobody answered | they care==they don't care | {who} was helpful=={who} wasn't helpful | friendly staff==unfriendly staff | "
        "{who} helped=={who} didn't help | {who} called back=={who} never called back | I could reach them==I couldn't reach them | "
        "the driver was kind==the driver was unkind | they answer the phone==they don't answer the phone",
    "refund": "they refunded me==they didn't refund me | the warranty was honoured==the warranty was not honoured | returns accepted==returns not accepted | got my deposit back==haven't got my deposit back | "
        "I got my money back==I didn't get my money back | got a refund==got no refund | they took it back==they wouldn't take it back | "
        "the exchange worked==the exchange didn't work | they paid me back==they never paid me back | the refund came==the refund never came | "
        "they let me return it==they don't let me return it | they agreed to exchange it==they refused to exchange it",
    "safety": "gentle, my skin is calm==not gentle, my skin is raw | safe to touch==not safe to touch, it shocks | {kid} is fine with it=={kid} isn't fine, hives all over | "
        "it is safe==it is not safe | {kid} uses it safely==not safe, it cut {kid} | doesn't burn==it burns my skin | "
        "my skin likes it==my skin came out in spots | stays cool==doesn't stay cool, it melted the socket | no rash==rash everywhere",
    "fraud": "an honest shop==not an honest shop, they steal | I agreed to the charge==I never agreed to the charge | my data stayed private==my data did not stay private | "
        "charged once, correctly==charged twice, not once | honest seller==dishonest seller | the shop is real==the shop is not real | "
        "I agreed to pay that==I didn't agree to pay that | they asked before charging==they didn't ask before charging",
    "other": "happy==not happy | I like it==I don't like it | recommended==not recommended | impressed==not impressed | satisfied==not satisfied | good==no good | "
        "I'm happy==I'm not happy | I recommend it==I do not recommend it | love it==don't love it | great==not great | nice==not nice | "
        "we are pleased==we are not pleased | very good==not very good | a good buy==not a good buy"}
