#include "enrich/danger.h"

#include "core/check.h"
#include "enrich/phrases.h"

#include <pthread.h>
#include <stdbool.h>
#include <string.h>

enum { HARM, SCENE };

static const struct kind {
    int weight, of;
    const char *phrases;
} kinds[] = {
#define DANGER(weight, of, phrases) {weight, of, phrases},
#define DANGER_NONE(weight)
#include "enrich/danger.def"
#undef DANGER
#undef DANGER_NONE
};

static const int none =
#define DANGER(weight, of, phrases)
#define DANGER_NONE(weight) weight
#include "enrich/danger.def"
    ;
enum { KINDS = sizeof(kinds) / sizeof(kinds[0]), PHRASES_MAX = 1024, BUCKETS = 1024 };

_Static_assert(KINDS <= 32, "kinds are bits");

struct phrase {
    struct phrases_head head;
    const char *text; /* in danger.def: no NUL behind it */
    uint8_t len, kind;
    uint16_t next; /* in the same bucket; 0: none */
};

/* The phrases from number 1, and the first of each chain: those of at least PHRASES_LONG bytes by
 * that many, the rest by three. */
static struct phrase phrases[PHRASES_MAX];
static uint16_t longs[BUCKETS], shorts[BUCKETS];

static uint16_t *bucket(uint64_t eight, bool is_long)
{
    return is_long ? &longs[phrases_hash(eight, PHRASES_LONG) % BUCKETS]
                   : &shorts[phrases_hash(eight, PHRASES_PREFIX) % BUCKETS];
}

static void chain(void)
{
    uint16_t n = 0;
    for (uint8_t k = 0; k < KINDS; k++)
        for (const char *text = kinds[k].phrases, *end; *text; text = end + (*end == '|')) {
            end = text + strcspn(text, "|");
            uint32_t len = (uint32_t)(end - text);
            struct phrases_head head = phrases_head(text, len);
            uint16_t *first = bucket(head.bytes, len >= PHRASES_LONG);
            CHECK(++n < PHRASES_MAX);
            phrases_add(text, len, PHRASES_HARM);
            phrases[n] = (struct phrase){head, text, (uint8_t)len, k, *first};
            *first = n;
        }
}

void danger_init(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    CHECK(pthread_once(&once, chain) == 0);
}

static bool letter(unsigned char c)
{
    return phrases_lower(c) >= 'a' && phrases_lower(c) <= 'z';
}

/* Does one of these words end `gap` or fewer bytes before `at`? An English one must be a word of
 * its own, or the end of one if it begins with "n'". */
static bool ends_in(const unsigned char *text, size_t at, const char *const *words, size_t gap)
{
    for (; *words; words++) {
        size_t len = strlen(*words);
        bool part = !letter((unsigned char)**words) || (*words)[1] == '\'';
        for (size_t g = 0; g <= gap && at >= len + g; g++) {
            size_t from = at - g - len;
            if (phrases_equal(text + from, *words, (unsigned)len) &&
                (part || from == 0 || !letter(text[from - 1])))
                return true;
        }
    }
    return false;
}

static bool denied(const unsigned char *text, size_t at)
{
    static const char *const chinese[] = {"不", "没", "没有", "无", "未", "防", NULL};
    static const char *const english[] = {"no ",    "not ", "n't ", "without ",
                                          "never ", "non-", "any ", NULL};
    return text[at] >= 128 ? ends_in(text, at, chinese, 3) : ends_in(text, at, english, 0);
}

/* After phrases_may. */
static bool stands(const unsigned char *p, const struct phrase *x)
{
    const unsigned sure = x->head.sure;
    return phrases_equal(p + sure, x->text + sure, x->len - sure);
}

/* Kinds not yet found of which a phrase of this chain stands at i. */
static uint32_t kinds_of(struct str s, uint32_t i, uint64_t eight, unsigned k, uint32_t found)
{
    const unsigned char *p = (const unsigned char *)s.ptr;
    uint32_t more = 0;
    for (; k; k = phrases[k].next)
        if (phrases_may(phrases[k].head, eight) && phrases[k].len <= s.len - i &&
            !((found | more) >> phrases[k].kind & 1) && stands(p + i, &phrases[k]) && !denied(p, i))
            more |= 1u << phrases[k].kind;
    return more;
}

static uint32_t kinds_in(const struct phrases_text *t, int part)
{
    uint32_t found = 0;
    const struct phrases_place *end = t->place[part] + t->count[part];
    for (const struct phrases_place *x = t->place[part]; x < end; x++)
        if (x->may & PHRASES_HARM) {
            const uint64_t eight = phrases_eight(t->part[part], x->at);
            found |= kinds_of(t->part[part], x->at, eight, *bucket(eight, true), found);
            found |= kinds_of(t->part[part], x->at, eight, *bucket(eight, false), found);
        }
    return found;
}

uint32_t danger_kinds(const struct phrases_text *t)
{
    return kinds_in(t, 0) | kinds_in(t, 1);
}

int danger_logit(const struct phrases_text *t)
{
    uint32_t found = danger_kinds(t);
    int sum = 0;
    bool harm = false;
    for (int k = 0; k < KINDS; k++)
        if (found >> k & 1) {
            sum += kinds[k].weight;
            harm |= kinds[k].of == HARM;
        }
    return harm ? sum : sum + none;
}
