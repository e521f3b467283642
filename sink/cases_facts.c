#include "sink/cases_facts.h"

#include "core/check.h"

/* ---- values ----------------------------------------------------------------------------------*/

static bool add(struct cases_text *t, const char *s, size_t len)
{
    if (t->len + len > VALUE_MAX)
        return false;
    memcpy(t->buf + t->len, s, len);
    t->len += (unsigned)len;
    return true;
}

static bool add_int(struct cases_text *t, int64_t n)
{
    char digits[21];
    if (t->len + sizeof(digits) > VALUE_MAX)
        return add(t, digits, command_digits(digits, n));
    t->len += command_digits(t->buf + t->len, n);
    return true;
}

/* In front of all but the first. */
static bool add_comma(struct cases_text *t, bool first)
{
    if (first)
        return true;
    if (t->len + 1 > VALUE_MAX)
        return false;
    t->buf[t->len++] = ',';
    return true;
}

static struct str str_of(const struct cases_text *t)
{
    return (struct str){t->buf, t->len};
}

static struct str decimal(struct cases_text *t, int64_t n)
{
    t->len = 0;
    add_int(t, n);
    return str_of(t);
}

struct str cases_causes(struct cases_text *t, const struct finding *x)
{
    t->len = 0;
    for (unsigned i = 0; i < x->cause_count; i++) {
        unsigned before = t->len;
        const char *name = vocab_cause[x->cause[i]];
        add_comma(t, before == 0);
        if (!add(t, name, strlen(name)) || !add(t, ":", 1) || !add_int(t, x->p_cause[x->cause[i]]))
            return t->len = before, str_of(t);
    }
    return str_of(t);
}

static struct str flags(struct cases_text *t, const struct finding *x)
{
    t->len = 0;
    for (unsigned i = 0; i < FLAG_N; i++) {
        if (!(x->flags & (1u << i)))
            continue;
        add_comma(t, t->len == 0);
        add(t, vocab_flag[i], strlen(vocab_flag[i])); /* all names together are 58 bytes */
    }
    return str_of(t);
}

/* The numbers behind the points, so that `case why` can explain them; absent ones stay empty. */
static struct str numbers(struct cases_text *t, const struct event_fields *f)
{
    const int64_t n[] = {f->rating,
                         f->author_followers,
                         f->helpful_votes,
                         f->shares,
                         f->group_size,
                         f->listing_rating < 0 ? -1 : (int64_t)(f->listing_rating * 100 + 0.5),
                         f->listing_rating_count,
                         f->order_value_minor,
                         f->review_page,
                         f->repost_depth};
    unsigned most = sizeof(n) / sizeof(*n);
    while (most > 8 && n[most - 1] < 0) /* few writers know these */
        most--;
    t->len = 0;
    for (unsigned i = 0; i < most; i++) {
        add_comma(t, i == 0);
        if (n[i] >= 0)
            add_int(t, n[i] < INT64_C(999999999) ? n[i] : INT64_C(999999999));
    }
    return str_of(t);
}

/* "190,160,...", in the order of VOCAB_TERMS; the herd's is 0 here. */
static struct str points(struct cases_text *t, const struct finding *x)
{
    t->len = 0;
    for (unsigned i = 0; i < TERM_N; i++) {
        add_comma(t, i == 0);
        add_int(t, i == TERM_HERD ? 0 : x->points[i]);
    }
    return str_of(t);
}

/* ---- facts -----------------------------------------------------------------------------------*/

static void fact_end(struct cases_facts_said *x)
{
    x->buf[x->len++] = '\n';
}

/* Of words that are ours. */
static void fact(struct cases_facts_said *x, struct str s)
{
    CHECK(s.len <= EVENT_ID_MAX);
    if (s.len)
        memcpy(x->buf + x->len, s.ptr, s.len);
    x->len += s.len;
    fact_end(x);
}

/* Of what somebody wrote: a line break in it would begin another fact. */
static void fact_said(struct cases_facts_said *x, struct str s)
{
    char *to = x->buf + x->len;
    fact(x, s);
    for (char *nl = to; s.len && (nl = memchr(nl, '\n', (size_t)(to + s.len - nl)));)
        *nl = ' ';
}

static void fact_int(struct cases_facts_said *x, int64_t n)
{
    x->len += command_digits(x->buf + x->len, n);
    fact_end(x);
}

/* "topic/partition/offset": never cut, a long topic name only costs memory. */
static void fact_source(struct cases_facts_said *x, const struct event_source *src)
{
    char *to = x->buf + x->len;
    size_t len = strlen(src->topic);
    CHECK(len <= 256); /* Kafka allows 249 */
    memcpy(to, src->topic, len);
    to[len++] = '/';
    len += command_digits(to + len, src->partition);
    to[len++] = '/';
    len += command_digits(to + len, src->offset);
    x->len += len;
    fact_end(x);
}

static void write_facts(struct cases_facts_said *x, const struct event *ev, struct str causes_text)
{
    const struct event_fields *f = &ev->fields;
    const struct finding *d = &ev->finding;
    struct cases_text t;
    x->len = 0;
    fact(x, numbers(&t, f));
    fact(x, points(&t, d));
    fact(x, d->floor_points ? decimal(&t, d->floor_points) : STR_NONE);
    fact_source(x, &ev->source);
    fact_int(x, f->created_at);
    fact(x, causes_text);
    fact_said(x, f->product_id);
    fact_said(x, f->seller_id);
    fact_said(x, f->review_id);
    fact_said(x, f->marketplace);
    fact_said(x, f->group_id);
    fact(x, str_from(vocab_kind[f->kind]));
    fact(x, str_from(vocab_channel[f->channel]));
    fact_said(x, f->locale);
    fact_said(x, f->currency);
    fact_int(x, d->arousal);
    fact(x, d->floor_points ? str_from(vocab_floor[d->floor]) : STR_NONE);
    fact(x, d->demand ? str_from(vocab_demand[d->demand]) : STR_NONE);
    fact(x, flags(&t, d));
    fact_said(x, f->campaign_id);
    while (x->buf[x->len - 1] == '\n') /* what is lacking at the end needs no line */
        x->len--;
}

/* End of the piece that begins at `at`: between two characters if there is one, for who reads it by
 * eye. */
static size_t piece_end(const struct cases_facts_said *x, size_t at)
{
    size_t end = at + VALUE_MAX;
    if (end >= x->len)
        return x->len;
    while (end > at + VALUE_MAX - 4 && ((unsigned char)x->buf[end] & 0xc0) == 0x80)
        end--;
    return end;
}

static unsigned cut(const struct cases_facts_said *x, struct str piece[CASES_PIECES])
{
    unsigned n = 0;
    for (size_t at = 0, end; at < x->len; at = end) {
        end = piece_end(x, at);
        piece[n++] = (struct str){x->buf + at, (uint32_t)(end - at)};
    }
    return n;
}

unsigned cases_facts_of(struct cases_facts_said *x, const struct event *ev, struct str causes,
                        struct str piece[CASES_PIECES])
{
    write_facts(x, ev, causes);
    return cut(x, piece);
}
