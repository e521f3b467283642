/* Writing rd_open: what an event says, as the library takes it. The order of the arguments is the
 * contract in redress.lua; test_cases and test_sink.py hold both against each other. */
#include "sink/cases.h"

#include "core/check.h"
#include "core/clock.h"

#include <stdio.h>

#define VALUE_MAX 64 /* bytes of a value that a listpack takes */
#define AHEAD 3      /* events: by shard they lie anywhere */

/* ---- values ----------------------------------------------------------------------------------*/

/* A short text being put together in a fixed buffer; what does not fit is left out whole. */
struct text {
    char buf[VALUE_MAX + 1];
    unsigned len;
};

static bool add(struct text *t, const char *s, size_t len)
{
    if (t->len + len > VALUE_MAX)
        return false;
    memcpy(t->buf + t->len, s, len);
    t->len += (unsigned)len;
    return true;
}

static bool add_int(struct text *t, int64_t n)
{
    char digits[21];
    return add(t, digits, command_digits(digits, n));
}

static struct str str_of(const struct text *t)
{
    return (struct str){t->buf, t->len};
}

static struct str decimal(struct text *t, int64_t n)
{
    t->len = 0;
    add_int(t, n);
    return str_of(t);
}

/* "late:930,service:411", the gravest first, as many as fit. */
static struct str causes(struct text *t, const struct finding *x)
{
    t->len = 0;
    for (unsigned i = 0; i < x->cause_count; i++) {
        unsigned before = t->len;
        const char *name = vocab_cause[x->cause[i]];
        if (before > 0)
            add(t, ",", 1);
        if (!add(t, name, strlen(name)) || !add(t, ":", 1) || !add_int(t, x->p_cause[x->cause[i]]))
            return t->len = before, str_of(t);
    }
    return str_of(t);
}

static struct str flags(struct text *t, const struct finding *x)
{
    t->len = 0;
    for (unsigned i = 0; i < FLAG_N; i++) {
        if (!(x->flags & (1u << i)))
            continue;
        if (t->len > 0)
            add(t, ",", 1);
        add(t, vocab_flag[i], strlen(vocab_flag[i])); /* all names together are 58 bytes */
    }
    return str_of(t);
}

/* The numbers behind the points, so that `case why` can explain them; absent ones stay empty. */
static struct str numbers(struct text *t, const struct event_fields *f)
{
    const int64_t n[] = {f->rating,
                         f->author_followers,
                         f->helpful_votes,
                         f->shares,
                         f->group_size,
                         f->listing_rating < 0 ? -1 : (int64_t)(f->listing_rating * 100 + 0.5),
                         f->listing_rating_count,
                         f->order_value_minor};
    t->len = 0;
    for (unsigned i = 0; i < sizeof(n) / sizeof(*n); i++) {
        if (i > 0)
            add(t, ",", 1);
        if (n[i] >= 0)
            add_int(t, n[i] < INT64_C(999999999) ? n[i] : INT64_C(999999999));
    }
    return str_of(t);
}

/* "190,160,...", in the order of VOCAB_TERMS; the herd's is 0 here. */
static struct str points(struct text *t, const struct finding *x)
{
    t->len = 0;
    for (unsigned i = 0; i < TERM_N; i++) {
        if (i > 0)
            add(t, ",", 1);
        add_int(t, i == TERM_HERD ? 0 : x->points[i]);
    }
    return str_of(t);
}

static int64_t base_points(const struct finding *x)
{
    int64_t sum = 0;
    for (unsigned i = 0; i < TERM_N; i++)
        sum += i == TERM_HERD ? 0 : x->points[i];
    return sum;
}

/* ---- facts -----------------------------------------------------------------------------------*/

#define FACTS_MAX (256 + 64 + 8 * EVENT_ID_MAX + 6 * VALUE_MAX + CASES_FACTS_N)
#define FACTS_PIECES (FACTS_MAX / (VALUE_MAX - 4) + 1)

/* What an event says, line by line in the order of cases_facts, to be cut into pieces. */
struct facts {
    char buf[FACTS_MAX];
    size_t len;
};

static void fact_end(struct facts *x)
{
    x->buf[x->len++] = '\n';
}

/* A line break in an id would begin another fact. */
static void fact(struct facts *x, struct str s)
{
    char *to = x->buf + x->len;
    CHECK(s.len <= EVENT_ID_MAX);
    if (s.len)
        memcpy(to, s.ptr, s.len);
    for (char *nl = to; s.len && (nl = memchr(nl, '\n', (size_t)(to + s.len - nl)));)
        *nl = ' ';
    x->len += s.len;
    fact_end(x);
}

static void fact_int(struct facts *x, int64_t n)
{
    x->len += command_digits(x->buf + x->len, n);
    fact_end(x);
}

/* "topic/partition/offset": never cut, a long topic name only costs memory. */
static void fact_source(struct facts *x, const struct event_source *src)
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

static void facts_of(struct facts *x, const struct event *ev, struct str causes_text)
{
    const struct event_fields *f = &ev->fields;
    const struct finding *d = &ev->finding;
    struct text t;
    x->len = 0;
    fact(x, numbers(&t, f));
    fact(x, points(&t, d));
    fact(x, d->floor_points ? decimal(&t, d->floor_points) : STR_NONE);
    fact_source(x, &ev->source);
    fact_int(x, f->created_at);
    fact(x, causes_text);
    fact(x, f->product_id);
    fact(x, f->seller_id);
    fact(x, f->review_id);
    fact(x, f->marketplace);
    fact(x, f->group_id);
    fact(x, str_from(vocab_kind[f->kind]));
    fact(x, str_from(vocab_channel[f->channel]));
    fact(x, f->locale);
    fact(x, f->currency);
    fact_int(x, d->arousal);
    fact(x, d->floor_points ? str_from(vocab_floor[d->floor]) : STR_NONE);
    fact(x, d->demand ? str_from(vocab_demand[d->demand]) : STR_NONE);
    fact(x, flags(&t, d));
    fact(x, f->campaign_id);
    while (x->buf[x->len - 1] == '\n') /* what is lacking at the end needs no line */
        x->len--;
}

/* ---- rd_open ---------------------------------------------------------------------------------*/

/* Where it is remembered. `id` is its case's. */
static size_t memory_key(const struct cases *cs, char key[KEYS_CAP], unsigned shard,
                         const struct event_fields *f, const char *id)
{
    char own[KEYS_ID_CHARS + 1];
    if (!keys_is_message(f))
        return keys_tombstones(key, shard, f->created_at, id, cs->buckets);
    keys_own_id(f, own);
    return keys_messages(key, shard, f->created_at, own, cs->buckets);
}

static void open_keys(const struct cases *cs, struct command *c, unsigned shard,
                      const struct cases_item *it)
{
    const struct event_fields *f = &it->ev->fields;
    char key[KEYS_CAP];
    command_bytes(c, key, keys_case(key, shard, it->id));
    command_bytes(c, key, memory_key(cs, key, shard, f, it->id));
    command_bytes(c, key, keys_herd(key, shard, f->product_id));
}

#define PLACE_MAX 24 /* with it a member of a herd stays below 64 bytes, and the herd compact */
#define MOMENT_CHARS 13

/* 13 digits, so that texts compare like times; what is beyond either end is at it. */
static void moment(char out[MOMENT_CHARS], int64_t ms)
{
    const int64_t most = INT64_C(9999999999999);
    ms = ms < 0 ? 0 : ms > most ? most : ms;
    for (int i = MOMENT_CHARS - 1; i >= 0; i--, ms /= 10)
        out[i] = (char)('0' + ms % 10);
}

/* When it was written, who complains, in which case and where: the group, else the marketplace. */
static void put_note(struct command *c, const struct cases_item *it)
{
    enum { AUTHOR = MOMENT_CHARS + 1, CASE = AUTHOR + 10 + 1, PLACE = CASE + KEYS_ID_CHARS + 1 };
    const struct event_fields *f = &it->ev->fields;
    struct str place = f->group_id.len ? f->group_id : f->marketplace;
    char note[PLACE + PLACE_MAX];
    uint32_t len = place.len < PLACE_MAX ? place.len : PLACE_MAX;
    moment(note, f->created_at);
    keys_author(f->marketplace, f->author_id, note + AUTHOR);
    note[AUTHOR - 1] = note[CASE - 1] = note[PLACE - 1] = ' ';
    memcpy(note + CASE, it->id, KEYS_ID_CHARS);
    while (len < place.len && len > 0 && ((unsigned char)place.ptr[len] & 0xc0) == 0x80)
        len--;
    for (uint32_t i = 0; i < len; i++) /* an incident lists places with commas */
        note[PLACE + i] =
            place.ptr[i] == ',' || (unsigned char)place.ptr[i] < ' ' ? '_' : place.ptr[i];
    command_bytes(c, note, PLACE + len);
}

/* Rows of the table of lanes: all lanes, then all lanes for each cause with budgets of its own. */
static unsigned rows(const struct cases *cs)
{
    unsigned n = ROUNDS_LANE_N;
    for (unsigned i = 0; i < CAUSE_N; i++)
        n += cs->budgets.has_cause[i] ? ROUNDS_LANE_N : 0;
    return n;
}

static unsigned row_of(const struct cases *cs, const struct event *ev)
{
    unsigned cause = rounds_cause_of(&cs->budgets, ev), before = cause ? 1 : 0;
    for (unsigned i = 0; i + 1 < cause; i++)
        before += cs->budgets.has_cause[i];
    return 1 + before * ROUNDS_LANE_N + (unsigned)rounds_lane_of(&cs->budgets, ev);
}

/* An argument that is a line of words; longer than any of ours can be. */
struct line {
    char buf[64 + 2 * EVENT_ID_MAX + 11 * 21];
    size_t len;
};

static void word(struct line *l, char before, const char *s, size_t len)
{
    CHECK(l->len + 1 + len <= sizeof(l->buf));
    if (l->len > 0)
        l->buf[l->len++] = before;
    if (len > 0)
        memcpy(l->buf + l->len, s, len);
    l->len += len;
}

static void number(struct line *l, char before, int64_t n)
{
    char digits[21];
    word(l, before, digits, command_digits(digits, n));
}

/* 'c', 'e' if it does not complain, or of a message whether it complains, and its own id. */
static void what(struct line *l, const struct cases_item *it)
{
    char own[2 + KEYS_ID_CHARS + 1];
    if (!keys_is_message(&it->ev->fields)) {
        word(l, ' ', it->complains ? "c" : "e", 1);
        return;
    }
    memcpy(own, it->complains ? "m:" : "n:", 2);
    keys_own_id(&it->ev->fields, own + 2);
    word(l, ' ', own, 2 + KEYS_ID_CHARS);
}

/* What many events of a call have in common: kept few, the library looks each up. */
static void put_kind(const struct cases *cs, struct command *c, const struct cases_item *it,
                     unsigned pieces)
{
    const struct finding *x = &it->ev->finding;
    struct line l = {.len = 0};
    what(&l, it);
    number(&l, ' ', it->ev->fields.version);
    number(&l, ' ', row_of(cs, it->ev));
    number(&l, ' ', x->herd_points);
    number(&l, ' ', x->herd_floor);
    number(&l, ' ', x->floor_points);
    number(&l, ' ', pieces);
    command_bytes(c, l.buf, l.len);
}

/* What its first alert tells. */
static void put_told(struct command *c, const struct cases_item *it, struct str causes_text)
{
    struct line l = {.len = 0};
    struct str product = it->ev->fields.product_id;
    word(&l, ' ', "1m", 2);
    word(&l, ' ', it->id, KEYS_ID_CHARS);
    word(&l, ':', "1:open:0", 8);
    word(&l, ' ', causes_text.ptr, causes_text.len);
    word(&l, ' ', product.ptr, product.len);
    command_bytes(c, l.buf, l.len);
}

/* End of the piece that begins at `at`: between two characters if there is one, for who reads it by
 * eye. */
static size_t piece_end(const struct facts *x, size_t at)
{
    size_t end = at + VALUE_MAX;
    if (end >= x->len)
        return x->len;
    while (end > at + VALUE_MAX - 4 && ((unsigned char)x->buf[end] & 0xc0) == 0x80)
        end--;
    return end;
}

static unsigned cut(const struct facts *x, struct str piece[FACTS_PIECES])
{
    unsigned n = 0;
    for (size_t at = 0, end; at < x->len; at = end) {
        end = piece_end(x, at);
        piece[n++] = (struct str){x->buf + at, (uint32_t)(end - at)};
    }
    return n;
}

static void open_args(const struct cases *cs, struct command *c, const struct cases_item *it)
{
    struct facts x;
    struct text t;
    struct str piece[FACTS_PIECES], causes_text = causes(&t, &it->ev->finding);
    int64_t sum = base_points(&it->ev->finding), floor = it->ev->finding.floor_points;
    facts_of(&x, it->ev, causes_text);
    unsigned n = cut(&x, piece);
    put_kind(cs, c, it, n);
    command_bytes(c, it->id, KEYS_ID_CHARS);
    put_note(c, it);
    command_int(c, sum > floor ? sum : floor);
    put_told(c, it, causes_text);
    for (unsigned i = 0; i < n; i++)
        command_str(c, piece[i]);
}

/* Round the clock deadlines go as distances: the clock is Redis's, and the machine's times only add
 * up. In business hours they are moments, counted from what Redis's clock should show: then true.
 */
static bool put_row(const struct cases *cs, struct command *c, enum rounds_lane lane, uint8_t cause,
                    int64_t redis_ms)
{
    const struct rounds_case at = {.lane = (uint8_t)lane, .cause = cause};
    const struct rounds_budget *budget = rounds_budget_of(&cs->budgets, &at);
    int64_t now = budget->calendar ? redis_ms : INT64_C(1) << 40;
    int64_t base = budget->calendar ? 0 : now; /* else any moment will do */
    char name[48];
    struct rounds_case opened;
    rounds_open_cause(&cs->budgets, lane, cause, now, &opened);
    snprintf(name, sizeof(name), "%s%s%s", rounds_lane_name[lane], cause ? ":" : "",
             cause ? vocab_cause[cause - 1] : "");
    command_text(c, name);
    command_int(c, opened.due_ms - base);
    command_int(c, opened.total_ms - base);
    command_int(c, opened.wake_ms - base);
    if (opened.version)
        command_int(c, opened.version);
    else
        command_text(c, "");
    return budget->calendar;
}

/* The rows, and the clock that moments were counted from, so that the library can refuse it. */
static void put_rows(const struct cases *cs, struct command *c)
{
    int64_t redis_ms = clock_wall().ms + cs->skew_ms;
    bool counted = false;
    command_int(c, rows(cs));
    for (unsigned cause = 0; cause <= CAUSE_N; cause++)
        for (int lane = 0; lane < ROUNDS_LANE_N; lane++)
            if (cause == 0 || cs->budgets.has_cause[cause - 1])
                counted |= put_row(cs, c, (enum rounds_lane)lane, (uint8_t)cause, redis_ms);
    command_int(c, counted ? redis_ms : 0);
}

void cases_open(const struct cases *cs, struct command *c, unsigned shard,
                const struct cases_item *items, unsigned n, int64_t since_ms)
{
    char key[KEYS_CAP];
    command_fcall(c, "rd_open", 5 + 3 * n);
    command_bytes(c, key, keys_due(key, shard));
    command_bytes(c, key, keys_queue(key, shard));
    command_bytes(c, key, keys_alerts(key, shard));
    command_bytes(c, key, keys_log(key, shard));
    command_bytes(c, key, keys_clock(key, shard));
    for (unsigned i = 0; i < n; i++) {
        if (i + AHEAD < n)
            event_prefetch(items[i + AHEAD].ev);
        open_keys(cs, c, shard, &items[i]);
    }
    command_int(c, since_ms);
    command_int(c, cs->herd_window_ms);
    command_int(c, cs->alerts_keep);
    command_int(c, cs->log_keep);
    command_int(c, cs->credit_ms);
    command_int(c, cs->tombstone_ms);
    command_int(c, cs->closed_ms);
    put_rows(cs, c);
    for (unsigned i = 0; i < n; i++) {
        if (i + AHEAD < n)
            event_prefetch_texts(items[i + AHEAD].ev);
        open_args(cs, c, &items[i]);
    }
    command_end(c);
}
