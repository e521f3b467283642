#include "enrich/lexicon.h"

#include "core/check.h"
#include "enrich/features.h"
#include "enrich/phrases.h"

#include <pthread.h>

enum { BUCKETS = 512, NONE = 0 };

/* Lower case; at least PHRASES_PREFIX bytes. The weight is how sure the phrase is of its demand: 1
 * a hint, 3 a plain request. Where phrases of two demands lie in each other, all count. */
static const struct phrase {
    unsigned char demand, weight;
    const char *text;
} phrases[] = {
    {DEMAND_NONE, 0, ""}, /* index NONE */
    {DEMAND_REFUND, 4, "退款"},
    {DEMAND_REFUND, 3, "退钱"},
    {DEMAND_REFUND, 3, "退我钱"},
    {DEMAND_REFUND, 3, "没退我"},
    {DEMAND_REFUND, 3, "还钱"},
    {DEMAND_REFUND, 3, "还我钱"},
    {DEMAND_REFUND, 2, "退安装费"},
    {DEMAND_REFUND, 2, "退运费"},
    {DEMAND_REFUND, 4, "refund"},
    {DEMAND_REFUND, 4, "money back"},
    {DEMAND_REFUND, 2, "charge back"},
    {DEMAND_REFUND, 2, "chargeback"},
    {DEMAND_REFUND, 2, "reimburse"},
    {DEMAND_RETURN, 4, "退货"},
    {DEMAND_RETURN, 2, "想退"},
    {DEMAND_RETURN, 2, "要退"},
    {DEMAND_RETURN, 2, "退了"},
    {DEMAND_RETURN, 2, "退掉"},
    {DEMAND_RETURN, 2, "退回"},
    {DEMAND_RETURN, 1, "不给退"},
    {DEMAND_RETURN, 1, "能退"},
    {DEMAND_RETURN, 1, "不退"},
    {DEMAND_RETURN, 1, "退不"},
    {DEMAND_RETURN, 3, "return"},
    {DEMAND_RETURN, 3, "send it back"},
    {DEMAND_RETURN, 3, "sending it back"},
    {DEMAND_RETURN, 2, "sent it back"},
    {DEMAND_RETURN, 2, "send them back"},
    {DEMAND_RETURN, 2, "sent them back"},
    {DEMAND_RETURN, 2, "going back"},
    {DEMAND_RETURN, 2, "took it back"},
    {DEMAND_RETURN, 2, "take it back"},
    {DEMAND_REPLACE, 4, "换货"},
    {DEMAND_REPLACE, 3, "要求换"},
    {DEMAND_REPLACE, 3, "换一个"},
    {DEMAND_REPLACE, 2, "换个"},
    {DEMAND_REPLACE, 2, "换新"},
    {DEMAND_REPLACE, 2, "更换"},
    {DEMAND_REPLACE, 2, "想换"},
    {DEMAND_REPLACE, 1, "退换"},
    {DEMAND_REPLACE, 1, "换小"},
    {DEMAND_REPLACE, 1, "换大"},
    {DEMAND_REPLACE, 4, "replac"},
    {DEMAND_REPLACE, 3, "exchange"},
    {DEMAND_RESEND, 5, "补发"},
    {DEMAND_RESEND, 4, "补寄"},
    {DEMAND_RESEND, 3, "漏发"},
    {DEMAND_RESEND, 3, "再发"},
    {DEMAND_RESEND, 3, "补上"},
    {DEMAND_RESEND, 4, "resend"},
    {DEMAND_RESEND, 3, "reship"},
    {DEMAND_RESEND, 3, "send me the missing"},
    {DEMAND_RESEND, 2, "send the missing"},
    {DEMAND_REPAIR, 4, "维修"},
    {DEMAND_REPAIR, 4, "返修"},
    {DEMAND_REPAIR, 4, "保修"},
    {DEMAND_REPAIR, 4, "报修"},
    {DEMAND_REPAIR, 2, "修理"},
    {DEMAND_REPAIR, 2, "去修"},
    {DEMAND_REPAIR, 4, "repair"},
    {DEMAND_REPAIR, 2, "warranty"},
    {DEMAND_REPAIR, 2, "fix it"},
    {DEMAND_COMPENSATE, 4, "赔偿"},
    {DEMAND_COMPENSATE, 4, "赔付"},
    {DEMAND_COMPENSATE, 4, "理赔"},
    {DEMAND_COMPENSATE, 4, "补偿"},
    {DEMAND_COMPENSATE, 5, "差价"},
    {DEMAND_COMPENSATE, 5, "价保"},
    {DEMAND_COMPENSATE, 5, "保价"},
    {DEMAND_COMPENSATE, 5, "价格保护"},
    {DEMAND_COMPENSATE, 3, "给赔"},
    {DEMAND_COMPENSATE, 3, "索赔"},
    {DEMAND_COMPENSATE, 4, "compensat"},
    {DEMAND_COMPENSATE, 3, "price match"},
    {DEMAND_COMPENSATE, 3, "the difference"},
    {DEMAND_APOLOGISE, 3, "道歉"},
    {DEMAND_APOLOGISE, 3, "赔礼"},
    {DEMAND_APOLOGISE, 3, "apolog"},
    {DEMAND_CANCEL, 5, "取消订单"},
    {DEMAND_CANCEL, 4, "退单"},
    {DEMAND_CANCEL, 3, "取消"},
    {DEMAND_CANCEL, 3, "cancel"},
    {DEMAND_EXPLAIN, 3, "解释"},
    {DEMAND_EXPLAIN, 2, "为什么"},
    {DEMAND_EXPLAIN, 2, "为啥"},
    {DEMAND_EXPLAIN, 2, "怎么回事"},
    {DEMAND_EXPLAIN, 2, "咋回事"},
    {DEMAND_EXPLAIN, 2, "什么情况"},
    {DEMAND_EXPLAIN, 2, "什么时候"},
    {DEMAND_EXPLAIN, 2, "啥时候"},
    {DEMAND_EXPLAIN, 2, "请问"},
    {DEMAND_EXPLAIN, 2, "想问"},
    {DEMAND_EXPLAIN, 1, "怎么"},
    {DEMAND_EXPLAIN, 1, "是不是"},
    {DEMAND_EXPLAIN, 1, "什么意思"},
    {DEMAND_EXPLAIN, 1, "在哪"},
    {DEMAND_EXPLAIN, 1, "吗？"},
    {DEMAND_EXPLAIN, 1, "呢？"},
    {DEMAND_EXPLAIN, 1, "？"}, /* full-width; for ? see asks() */
    {DEMAND_EXPLAIN, 2, "how do i"},
    {DEMAND_EXPLAIN, 2, "how can i"},
    {DEMAND_EXPLAIN, 2, "does anyone"},
    {DEMAND_EXPLAIN, 2, "what can i"},
    {DEMAND_EXPLAIN, 2, "what should i"},
    {DEMAND_EXPLAIN, 2, "why "},
    {DEMAND_EXPLAIN, 2, "please tell"},
    {DEMAND_EXPLAIN, 2, "when will"},
    {DEMAND_OTHER, 3, "希望商家"},
    {DEMAND_OTHER, 3, "希望厂家"},
    {DEMAND_OTHER, 3, "希望改"},
    {DEMAND_OTHER, 3, "希望能改"},
    {DEMAND_OTHER, 3, "建议"},
    {DEMAND_OTHER, 2, "希望"},
    {DEMAND_OTHER, 2, "改进"},
    {DEMAND_OTHER, 2, "尽快处理"},
    {DEMAND_OTHER, 2, "给个说法"},
    {DEMAND_OTHER, 2, "please "},
    {DEMAND_OTHER, 2, "should be"},
    {DEMAND_OTHER, 2, "i suggest"},
};
enum { PHRASES = sizeof(phrases) / sizeof(phrases[0]) };

_Static_assert(PHRASES < 256, "phrase numbers are bytes");

/* Chains of phrases with the same first bytes: the first of each, and the next after each. */
static unsigned char first[BUCKETS], next[PHRASES], lengths[PHRASES];

static struct phrases marks;

static unsigned bucket(const unsigned char *p)
{
    return phrases_hash(p) % BUCKETS;
}

static void chain(void)
{
    for (unsigned i = PHRASES - 1; i > NONE; i--) {
        unsigned b = bucket((const unsigned char *)phrases[i].text);
        lengths[i] = (unsigned char)strlen(phrases[i].text);
        phrases_mark(&marks, phrases[i].text);
        next[i] = first[b];
        first[b] = (unsigned char)i;
    }
}

void lexicon_init(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    CHECK(pthread_once(&once, chain) == 0);
}

static void count(struct str s, unsigned weight[DEMAND_N])
{
    const unsigned char *p = (const unsigned char *)s.ptr;
    for (uint32_t i = 0; (i = phrases_next(&marks, s, i)) < s.len; i++)
        for (unsigned k = first[bucket(p + i)]; k != NONE; k = next[k])
            if (lengths[k] <= s.len - i && phrases_equal(p + i, phrases[k].text, lengths[k]))
                weight[phrases[k].demand] += phrases[k].weight;
}

/* The part of a text that is read. */
static void cut(struct str *title, struct str *body)
{
    uint32_t room = FEATURES_TEXT_MAX;
    title->len = title->len < room ? title->len : room;
    room -= title->len;
    body->len = body->len < room ? body->len : room;
}

static bool asks(struct str s)
{
    return s.len > 0 && memchr(s.ptr, '?', s.len);
}

enum demand lexicon_demand(struct str title, struct str body)
{
    unsigned weight[DEMAND_N] = {0};
    cut(&title, &body);
    count(title, weight);
    count(body, weight);
    enum demand best = asks(title) || asks(body) ? DEMAND_EXPLAIN : DEMAND_OTHER;
    for (unsigned d = 1; d < DEMAND_N; d++)
        if (weight[d] > weight[best])
            best = (enum demand)d;
    return best;
}

static unsigned matches_in(struct str s, bool in_body, struct lexicon_match *out, unsigned cap)
{
    const unsigned char *p = (const unsigned char *)s.ptr;
    unsigned n = 0;
    for (uint32_t i = 0; (i = phrases_next(&marks, s, i)) < s.len; i++)
        for (unsigned k = first[bucket(p + i)]; k != NONE && n < cap; k = next[k])
            if (lengths[k] <= s.len - i && phrases_equal(p + i, phrases[k].text, lengths[k]))
                out[n++] = (struct lexicon_match){i, lengths[k], phrases[k].demand,
                                                  phrases[k].weight, in_body};
    return n;
}

unsigned lexicon_matches(struct str title, struct str body, struct lexicon_match *out, unsigned cap)
{
    cut(&title, &body);
    unsigned n = matches_in(title, false, out, cap);
    return n + matches_in(body, true, out + n, cap - n);
}
