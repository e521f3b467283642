#include "enrich/lexicon.h"

#include "core/check.h"
#include "enrich/features.h"
#include "enrich/phrases.h"

#include <pthread.h>
#include <string.h>

enum { PHRASES_MAX = 4096, BUCKETS = 4096, GAP = 18 };

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
    struct phrases_head begins;
    const char *head, *tail;
    uint16_t next; /* in the same bucket; 0: none */
    uint8_t head_len, tail_len, line;
};

/* The phrases, in one table those whose head has PHRASES_LONG bytes, in the other the rest: few,
 * and else every "not" would have to be compared with all phrases that begin with it. Those of a
 * bucket stand in a row, so that a look at all of them touches a line or two of the cache. */
struct table {
    struct phrase phrase[PHRASES_MAX];
    uint16_t begin[BUCKETS + 1];
};
static struct table longs, shorts;

static struct phrases marks;

static unsigned bucket(uint64_t eight, bool is_long)
{
    return phrases_hash(eight, is_long ? PHRASES_LONG : PHRASES_PREFIX) % BUCKETS;
}

/* What a phrase of demand.def says, up to its end. */
static struct phrase parse(const char *text, size_t len, uint8_t line)
{
    const char *gap = memchr(text, '~', len);
    size_t head = gap ? (size_t)(gap - text) : len;
    CHECK(head >= PHRASES_PREFIX && len < UINT8_MAX);
    return (struct phrase){.begins = phrases_head(text, (uint32_t)head),
                           .head = text,
                           .tail = text + head + 1,
                           .head_len = (uint8_t)head,
                           .tail_len = (uint8_t)(gap ? len - head - 1 : 0),
                           .line = line};
}

/* Puts the phrases of each bucket in a row; chained[k], from 1 on, names the next of its bucket. */
static void line_up(struct table *t, const struct phrase *chained, const uint16_t first[BUCKETS])
{
    uint16_t n = 0;
    for (unsigned b = 0; b < BUCKETS; b++) {
        t->begin[b] = n;
        for (uint16_t k = first[b]; k; k = chained[k].next)
            t->phrase[n++] = chained[k];
    }
    t->begin[BUCKETS] = n;
}

static void chain(void)
{
    static struct phrase all[PHRASES_MAX];
    uint16_t n = 0, first[2][BUCKETS] = {{0}};
    for (uint8_t k = 0; k < LINES; k++)
        for (const char *text = lines[k].phrases, *end; *text; text = end + (*end == '|')) {
            end = text + strcspn(text, "|");
            CHECK(++n < PHRASES_MAX);
            all[n] = parse(text, (size_t)(end - text), k);
            bool is_long = all[n].head_len >= PHRASES_LONG;
            uint16_t *bucket_first = &first[is_long][bucket(all[n].begins.bytes, is_long)];
            phrases_mark(&marks, text);
            all[n].next = *bucket_first;
            *bucket_first = n;
        }
    line_up(&shorts, all, first[false]);
    line_up(&longs, all, first[true]);
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

/* A place in a text, and where the clause ends, for which every tail asks. */
struct place {
    const unsigned char *p;
    uint32_t room;         /* bytes from there on */
    uint32_t from, clause; /* the first place from `from` on where a clause ends, or GAP behind */
};

static uint32_t clause_end(struct place *x, uint32_t from)
{
    if (x->from == from)
        return x->clause;
    x->from = x->clause = from;
    while (x->clause < x->room && x->clause < from + GAP &&
           !stops(x->p + x->clause, x->room - x->clause))
        x->clause++;
    return x->clause;
}

/* How many bytes there are this phrase; 0: it is not there. */
static uint32_t fits(const struct phrase *x, struct place *l)
{
    if (x->head_len > l->room || !phrases_equal(l->p, x->head, x->head_len))
        return 0;
    if (!x->tail_len)
        return x->head_len;
    const uint32_t last = clause_end(l, x->head_len);
    for (uint32_t at = x->head_len; at <= last && at + x->tail_len <= l->room; at++)
        if (phrases_lower(l->p[at]) == (unsigned char)x->tail[0] &&
            phrases_equal(l->p + at, x->tail, x->tail_len))
            return at + x->tail_len;
    return 0;
}

/* Phrases begin where a character does; English ones where a word does, or with "n't". */
static bool begins(const unsigned char *p, uint32_t i)
{
    if (p[i] >= 128)
        return (p[i] & 0xc0) != 0x80;
    return i == 0 || !letter(p[i]) || !letter(p[i - 1]) || p[i + 1] == '\'';
}

/* What is looked for in one text, and what was found. */
struct search {
    struct str s;
    bool in_body;
    unsigned n;
    bool seen[LINES];
    struct lexicon_match *out;
};

static void match(struct search *x, uint32_t i, uint64_t eight, const struct phrase *from,
                  const struct phrase *end)
{
    struct place l = {(const unsigned char *)x->s.ptr + i, x->s.len - i, 0, 0};
    for (const struct phrase *f = from; f < end; f++) {
        uint32_t bytes = 0;
        if (phrases_may(f->begins, eight) && !x->seen[f->line])
            bytes = fits(f, &l);
        if (!bytes)
            continue;
        x->seen[f->line] = true;
        x->out[x->n++] = (struct lexicon_match){i, bytes, lines[f->line].weight,
                                                lines[f->line].demand, x->in_body};
    }
}

static void search(struct search *x, struct str s)
{
    x->s = s;
    for (uint32_t from = 0; from < s.len; from += PHRASES_AT_ONCE)
        for (uint32_t at = phrases_marks(&marks, s, from); at; at &= at - 1) {
            uint32_t i = from + (uint32_t)__builtin_ctz(at);
            if (!begins((const unsigned char *)s.ptr, i))
                continue;
            const uint64_t eight = phrases_eight(s, i);
            const uint16_t *b = &longs.begin[bucket(eight, true)];
            if (b[0] < b[1])
                match(x, i, eight, &longs.phrase[b[0]], &longs.phrase[b[1]]);
            b = &shorts.begin[bucket(eight, false)];
            if (b[0] < b[1])
                match(x, i, eight, &shorts.phrase[b[0]], &shorts.phrase[b[1]]);
        }
}

unsigned lexicon_matches(struct str title, struct str body, struct lexicon_match *out)
{
    const uint32_t room = FEATURES_TEXT_MAX;
    struct search x = {.out = out};
    title.len = title.len < room ? title.len : room;
    body.len = body.len < room - title.len ? body.len : room - title.len;
    search(&x, title);
    x.in_body = true;
    search(&x, body);
    return x.n;
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
