#include "enrich/lexicon.h"

#include "core/check.h"
#include "enrich/features.h"
#include "enrich/phrases.h"

#include <pthread.h>
#include <string.h>

enum { PHRASES_MAX = 4096, BUCKETS = 1024, GAP = 18, KEYED = 6 };

/* Lines of demand.def. */
static const struct line {
    uint8_t demand;
    int16_t weight;
    const char *phrases;
} lines[] = {
#define BASE(demand, weight)
#define DEMAND(demand, weight, phrases) {DEMAND_##demand, weight, phrases},
#include "enrich/demand.def"
#undef DEMAND
#undef BASE
};
enum { LINES = sizeof(lines) / sizeof(lines[0]) };

_Static_assert((int)LINES <= (int)LEXICON_MATCHES_MAX, "each line is a match at most once");

static const int base[DEMAND_N] = {
#define BASE(demand, weight) [DEMAND_##demand] = (weight),
#define DEMAND(demand, weight, phrases)
#include "enrich/demand.def"
#undef DEMAND
#undef BASE
};

/* A head, and perhaps a tail that follows within GAP bytes. Not NUL-terminated. */
struct phrase {
    const char *head, *tail;
    uint16_t next;      /* with the same first bytes; 0: none */
    uint16_t key, mask; /* key_at the head, as far as that goes: most of a bucket differ */
    uint8_t head_len, tail_len, line;
};

/* What is looked at of each phrase before the phrase itself. */
struct entry {
    uint16_t key, mask, phrase;
    uint8_t line;
};

/* The phrases from number 1; their entries, those of a bucket in a row, and where these begin. */
static struct phrase phrases[PHRASES_MAX];
static struct entry entries[PHRASES_MAX];
static uint16_t begin[BUCKETS + 1];

static struct phrases marks;

static unsigned bucket(const unsigned char *p)
{
    return phrases_hash(p) % BUCKETS;
}

/* The fifth and sixth byte: what tells the second of two Chinese characters. */
static uint16_t key_at(const unsigned char *p)
{
    return (uint16_t)(phrases_lower(p[4]) | phrases_lower(p[5]) << 8);
}

/* Side by side, so that a look at all of a bucket touches a line or two of the cache. */
static void line_up(const uint16_t first[BUCKETS])
{
    uint16_t n = 0;
    for (unsigned b = 0; b < BUCKETS; b++) {
        begin[b] = n;
        for (uint16_t k = first[b]; k; k = phrases[k].next)
            entries[n++] = (struct entry){phrases[k].key, phrases[k].mask, k, phrases[k].line};
    }
    begin[BUCKETS] = n;
}

static void chain(void)
{
    uint16_t n = 0, first[BUCKETS] = {0};
    for (uint8_t k = 0; k < LINES; k++)
        for (const char *text = lines[k].phrases, *end; *text; text = end + (*end == '|')) {
            size_t head = strcspn(text, "~|"), tail;
            end = text + head + strcspn(text + head, "|");
            tail = (size_t)(end - text) - head;
            unsigned b = bucket((const unsigned char *)text);
            CHECK(++n < PHRASES_MAX && head >= PHRASES_PREFIX && end - text < UINT8_MAX);
            phrases_mark(&marks, text);
            bool keyed = head >= KEYED;
            phrases[n] = (struct phrase){.head = text,
                                         .tail = text + head + 1,
                                         .head_len = (uint8_t)head,
                                         .tail_len = (uint8_t)(tail ? tail - 1 : 0),
                                         .line = k,
                                         .key = keyed ? key_at((const unsigned char *)text) : 0,
                                         .mask = keyed ? UINT16_MAX : 0,
                                         .next = first[b]};
            first[b] = n;
        }
    line_up(first);
}

void lexicon_init(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    CHECK(pthread_once(&once, chain) == 0);
}

static bool letter(unsigned char c)
{
    return phrases_lower(c) >= 'a' && phrases_lower(c) <= 'z';
}

/* Does a clause end at p? */
static bool stops(const unsigned char *p, size_t room)
{
    static const char *const wide[] = {"。", "！", "？", "；", "，"};
    if (*p < 128)
        return *p == ',' || *p == '!' || *p == '?' || *p == ';' || *p == '.';
    if (*p != 0xe3 && *p != 0xef) /* most characters begin with another byte than these */
        return false;
    for (size_t i = 0; room >= 3 && i < sizeof(wide) / sizeof(wide[0]); i++)
        if (memcmp(p, wide[i], 3) == 0)
            return true;
    return false;
}

/* How many of the `room` bytes at p are this phrase; 0: it is not there. */
static uint32_t fits(const struct phrase *x, const unsigned char *p, uint32_t room)
{
    if (x->head_len > room || !phrases_equal(p, x->head, x->head_len))
        return 0;
    if (!x->tail_len)
        return x->head_len;
    for (uint32_t at = x->head_len; at <= (uint32_t)x->head_len + GAP && at + x->tail_len <= room;
         at++) {
        if (phrases_lower(p[at]) == (unsigned char)x->tail[0] &&
            phrases_equal(p + at, x->tail, x->tail_len))
            return at + x->tail_len;
        if (stops(p + at, room - at))
            break;
    }
    return 0;
}

/* Phrases begin where a character does; English ones where a word does, or with "n't". */
static bool begins(const unsigned char *p, uint32_t i)
{
    if (p[i] >= 128)
        return (p[i] & 0xc0) != 0x80;
    return i == 0 || !letter(p[i]) || !letter(p[i - 1]) || p[i + 1] == '\'';
}

/* The phrases at place i; returns how many. */
static unsigned matches_at(struct str s, uint32_t i, bool in_body, bool seen[LINES],
                           struct lexicon_match *out)
{
    const unsigned char *p = (const unsigned char *)s.ptr + i;
    const struct entry *end = &entries[begin[bucket(p) + 1]];
    uint16_t key = s.len - i >= KEYED ? key_at(p) : 0;
    unsigned n = 0;
    for (const struct entry *x = &entries[begin[bucket(p)]]; x < end; x++) {
        uint32_t bytes = 0;
        if ((key & x->mask) == x->key && !seen[x->line])
            bytes = fits(&phrases[x->phrase], p, s.len - i);
        if (!bytes)
            continue;
        seen[x->line] = true;
        out[n++] =
            (struct lexicon_match){i, bytes, lines[x->line].weight, lines[x->line].demand, in_body};
    }
    return n;
}

static unsigned matches_in(struct str s, bool in_body, bool seen[LINES], struct lexicon_match *out)
{
    unsigned n = 0;
    for (uint32_t from = 0; from < s.len; from += PHRASES_AT_ONCE)
        for (uint32_t at = phrases_marks(&marks, s, from); at; at &= at - 1) {
            uint32_t i = from + (uint32_t)__builtin_ctz(at);
            if (begins((const unsigned char *)s.ptr, i))
                n += matches_at(s, i, in_body, seen, out + n);
        }
    return n;
}

unsigned lexicon_matches(struct str title, struct str body, struct lexicon_match *out)
{
    const uint32_t room = FEATURES_TEXT_MAX;
    bool seen[LINES] = {false};
    title.len = title.len < room ? title.len : room;
    body.len = body.len < room - title.len ? body.len : room - title.len;
    unsigned n = matches_in(title, false, seen, out);
    return n + matches_in(body, true, seen, out + n);
}

struct lexicon_verdict lexicon_demand(struct str title, struct str body)
{
    struct lexicon_match m[LEXICON_MATCHES_MAX];
    unsigned n = lexicon_matches(title, body, m);
    int logit[DEMAND_N], best = DEMAND_NONE + 1;
    memcpy(logit, base, sizeof(logit));
    for (unsigned i = 0; i < n; i++)
        logit[m[i].demand] += m[i].weight;
    for (int d = best + 1; d < DEMAND_N; d++)
        if (logit[d] > logit[best])
            best = d;
    return (struct lexicon_verdict){(enum demand)best, logit[best] - logit[DEMAND_NONE]};
}
