#include "enrich/lexicon.h"

#include "core/check.h"
#include "enrich/phrases.h"

#include <pthread.h>
#include <string.h>

enum { PHRASES_MAX = 4096, BUCKETS = 4096, GAP = 18, LONGEST = 64 };

/* Lines of demand.def. */
static const struct line {
    uint8_t demand;
    const char *phrases;
} lines[] = {
#define BASE(...)
#define ANSWER(...)
#define DEMAND(demand, weights, phrases) {DEMAND_##demand, phrases},
#include "enrich/demand.def"
#undef DEMAND
#undef ANSWER
#undef BASE
};
enum { LINES = sizeof(lines) / sizeof(lines[0]) };

_Static_assert((int)LINES <= (int)LEXICON_MATCHES_MAX, "each line is a match at most once");

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
static uint32_t longest_head; /* of those with a tail that is looked for */

static unsigned bucket(uint64_t eight, bool is_long)
{
    return phrases_hash(eight, is_long ? PHRASES_LONG : PHRASES_PREFIX) % BUCKETS;
}

/* What a phrase of demand.def says, up to its end. */
static struct phrase parse(const char *text, size_t len, uint8_t line)
{
    const char *gap = memchr(text, '~', len);
    size_t head = gap ? (size_t)(gap - text) : len;
    CHECK(len <= LONGEST);
    return (struct phrase){.begins = phrases_head(text, (uint32_t)head),
                           .head = text,
                           .tail = text + head + 1,
                           .head_len = (uint8_t)head,
                           .tail_len = (uint8_t)(gap ? len - head - 1 : 0),
                           .line = line};
}

/* A tail that begins with a wide character is looked for with the heads. One in letters may stand
 * within a word, where nothing is looked for. */
static bool wide_tail(const struct phrase *x)
{
    return x->tail_len >= PHRASES_PREFIX && (unsigned char)x->tail[0] >= 0xc0;
}

static unsigned pair_of(const struct phrase *x)
{
    uint64_t eight = phrases_eight((struct str){x->tail, x->tail_len}, 0);
    return phrases_hash(eight, PHRASES_PREFIX) % PHRASES_PAIRS;
}

static void name(const struct phrase *x)
{
    if (!wide_tail(x)) {
        phrases_add(x->head, x->head_len, PHRASES_ASKS);
        return;
    }
    phrases_add(x->head, x->head_len, phrases_head_bit(pair_of(x)));
    phrases_add(x->tail, x->tail_len, phrases_tail_bit(pair_of(x)));
    longest_head = x->head_len > longest_head ? x->head_len : longest_head;
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
            name(&all[n]);
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
    const struct phrases_place *named, *end; /* this one, and behind the last of the text */
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

static bool tail_at(const struct phrase *x, const struct place *l, uint32_t at)
{
    return at + x->tail_len <= l->room && phrases_lower(l->p[at]) == (unsigned char)x->tail[0] &&
           phrases_equal(l->p + at, x->tail, x->tail_len);
}

/* Where its tail ends, behind the head; 0: it has none there. */
static uint32_t tail_end(const struct phrase *x, struct place *l)
{
    if (wide_tail(x)) {
        for (const struct phrases_place *y = l->named + 1; y < l->end; y++) {
            const uint32_t at = y->at - (uint32_t)l->named->at;
            if (at > x->head_len + (uint32_t)GAP)
                return 0;
            if (phrases_tails(y->may) && at >= x->head_len && tail_at(x, l, at))
                return at <= clause_end(l, x->head_len) ? at + x->tail_len : 0;
        }
        return 0;
    }
    const uint32_t last = clause_end(l, x->head_len);
    for (uint32_t at = x->head_len; at <= last; at++)
        if (tail_at(x, l, at))
            return at + x->tail_len;
    return 0;
}

/* How many bytes there are this phrase, after phrases_may; 0: it is not there. */
static uint32_t fits(const struct phrase *x, struct place *l)
{
    const unsigned sure = x->begins.sure;
    if (x->head_len > l->room || !phrases_equal(l->p + sure, x->head + sure, x->head_len - sure))
        return 0;
    return x->tail_len ? tail_end(x, l) : x->head_len;
}

/* What is looked for in one text, and what was found. */
struct search {
    struct str s;
    bool in_body;
    unsigned n;
    bool seen[LINES];
    struct lexicon_match *out;
};

/* The phrases of bucket b. */
static void match(struct search *x, struct place *l, uint64_t eight, const struct table *t,
                  unsigned b)
{
    for (const struct phrase *f = t->phrase + t->begin[b]; f < t->phrase + t->begin[b + 1]; f++) {
        uint32_t bytes = 0;
        if (phrases_may(f->begins, eight) && !x->seen[f->line])
            bytes = fits(f, l);
        if (!bytes)
            continue;
        x->seen[f->line] = true;
        x->out[x->n++] =
            (struct lexicon_match){l->named->at, bytes, f->line, lines[f->line].demand, x->in_body};
    }
}

/* Is a tail there, soon enough behind a head at the first of these places? */
static bool tail_near(const struct phrases_place *x, const struct phrases_place *end)
{
    const unsigned heads = phrases_heads(x->may);
    const uint32_t last = x->at + longest_head + GAP;
    unsigned tails = 0;
    for (const struct phrases_place *y = x + 1; heads && y < end && y->at <= last; y++)
        tails |= phrases_tails(y->may);
    return heads & tails;
}

static void search(struct search *x, const struct phrases_text *t, int part)
{
    const struct phrases_place *end = t->place[part] + t->count[part];
    x->s = t->part[part];
    x->in_body = part;
    for (const struct phrases_place *y = t->place[part]; y < end; y++) {
        if (!(y->may & PHRASES_ASKS) && !tail_near(y, end))
            continue;
        const uint64_t eight = phrases_eight(x->s, y->at);
        struct place l = {(const unsigned char *)x->s.ptr + y->at, x->s.len - y->at, 0, 0, y, end};
        match(x, &l, eight, &longs, bucket(eight, true));
        match(x, &l, eight, &shorts, bucket(eight, false));
    }
}

unsigned lexicon_matches(const struct phrases_text *t, struct lexicon_match *out)
{
    struct search x = {.out = out};
    search(&x, t, 0);
    search(&x, t, 1);
    return x.n;
}
