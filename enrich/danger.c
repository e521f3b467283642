#include "enrich/danger.h"

#include "core/check.h"
#include "enrich/features.h"
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
    uint16_t next; /* with the same first bytes; 0: none */
};

/* The phrases from number 1, and the first of each chain. */
static struct phrase phrases[PHRASES_MAX];
static uint16_t first[BUCKETS];

static struct phrases marks;

static unsigned bucket(uint64_t eight)
{
    return phrases_hash(eight, PHRASES_PREFIX) % BUCKETS;
}

static void chain(void)
{
    uint16_t n = 0;
    for (uint8_t k = 0; k < KINDS; k++)
        for (const char *text = kinds[k].phrases, *end; *text; text = end + (*end == '|')) {
            end = text + strcspn(text, "|");
            struct phrases_head head = phrases_head(text, (uint32_t)(end - text));
            unsigned b = bucket(head.bytes);
            CHECK(++n < PHRASES_MAX && end - text >= PHRASES_PREFIX);
            phrases_mark(&marks, text);
            phrases[n] = (struct phrase){head, text, (uint8_t)(end - text), k, first[b]};
            first[b] = n;
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

/* Kinds not yet found of which a phrase stands at i, where a word or a wide character begins. */
static uint32_t kinds_at(struct str s, uint32_t i, uint32_t found)
{
    const unsigned char *p = (const unsigned char *)s.ptr;
    const uint64_t eight = phrases_eight(s, i);
    uint32_t more = 0;
    for (unsigned k = first[bucket(eight)]; k; k = phrases[k].next)
        if (phrases_may(phrases[k].head, eight) && phrases[k].len <= s.len - i &&
            !((found | more) >> phrases[k].kind & 1) &&
            phrases_equal(p + i, phrases[k].text, phrases[k].len) && !denied(p, i))
            more |= 1u << phrases[k].kind;
    return more;
}

static uint32_t kinds_in(struct str s)
{
    uint32_t found = 0;
    for (uint32_t from = 0; from < s.len; from += PHRASES_AT_ONCE)
        for (uint32_t at = phrases_marks(&marks, s, from) & phrases_begins(s, from); at;
             at &= at - 1)
            found |= kinds_at(s, from + (uint32_t)__builtin_ctz(at), found);
    return found;
}

uint32_t danger_kinds(struct str title, struct str body)
{
    const uint32_t room = FEATURES_TEXT_MAX;
    title.len = title.len < room ? title.len : room;
    body.len = body.len < room - title.len ? body.len : room - title.len;
    return kinds_in(title) | kinds_in(body);
}

int danger_logit(struct str title, struct str body)
{
    uint32_t found = danger_kinds(title, body);
    int sum = 0;
    bool harm = false;
    for (int k = 0; k < KINDS; k++)
        if (found >> k & 1) {
            sum += kinds[k].weight;
            harm |= kinds[k].of == HARM;
        }
    return harm ? sum : sum + none;
}
