/* Writing rd_open: what an event says, as the library takes it. The order of the arguments is the
 * contract in redress.lua; test_cases and test_sink.py hold both against each other. */
#include "sink/cases.h"

#include "core/check.h"

#define VALUE_MAX 64 /* bytes of a value that a listpack takes */

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

/* "topic/partition/offset": never cut, a long topic name only costs memory. */
static void put_source(struct command *c, const struct event_source *src)
{
    char out[256 + 2 * 21 + 2];
    size_t len = strlen(src->topic);
    CHECK(len <= 256); /* Kafka allows 249 */
    memcpy(out, src->topic, len);
    out[len++] = '/';
    len += command_digits(out + len, src->partition);
    out[len++] = '/';
    len += command_digits(out + len, src->offset);
    command_bytes(c, out, len);
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
    command_bytes(c, key, keys_herd(key, shard, f->group_id, f->product_id));
}

/* Fields that not every event has: how many arguments, then name and value. */
static void put_optional(struct command *c, const struct event *ev)
{
    const struct finding *x = &ev->finding;
    const struct event_fields *f = &ev->fields;
    struct text fv, fg, ar;
    const struct {
        const char *name;
        struct str value;
    } rows[] = {
        {"fv", x->floor_points ? decimal(&fv, x->floor_points) : STR_NONE},
        {"fl", x->floor_points ? str_from(vocab_floor[x->floor]) : STR_NONE},
        {"dm", x->demand ? str_from(vocab_demand[x->demand]) : STR_NONE},
        {"fg", flags(&fg, x)},
        {"ar", decimal(&ar, x->arousal)},
        {"cu", f->currency},
        {"gr", f->group_id},
        {"lo", f->locale},
    };
    const unsigned n = sizeof(rows) / sizeof(*rows);
    unsigned args = 0;
    for (unsigned i = 0; i < n; i++)
        args += rows[i].value.len ? 2 : 0;
    command_int(c, args);
    for (unsigned i = 0; i < n; i++)
        if (rows[i].value.len) {
            command_text(c, rows[i].name);
            command_str(c, rows[i].value);
        }
}

/* What a herd adds, and where in the points it stands. */
static void put_herd(struct command *c, const struct finding *x)
{
    struct text t = {.len = 0};
    unsigned place = 0;
    for (unsigned i = 0; i < TERM_HERD; i++) {
        char digits[21];
        place += command_digits(digits, x->points[i]) + 1;
    }
    add_int(&t, x->herd_points);
    add(&t, ",", 1);
    add_int(&t, x->herd_floor);
    add(&t, ",", 1);
    add_int(&t, place);
    command_str(c, str_of(&t));
}

/* 'c', or of a message whether it complains, and its own id. */
static void put_what(struct command *c, const struct cases_item *it)
{
    char what[2 + KEYS_ID_CHARS + 1];
    if (!keys_is_message(&it->ev->fields)) {
        command_text(c, "c");
        return;
    }
    memcpy(what, it->complains ? "m:" : "n:", 2);
    keys_own_id(&it->ev->fields, what + 2);
    command_text(c, what);
}

static void open_args(const struct cases *cs, struct command *c, const struct cases_item *it)
{
    const struct event *ev = it->ev;
    const struct event_fields *f = &ev->fields;
    struct text t;
    char author[11];
    keys_author(f->marketplace, f->author_id, author);
    command_text(c, it->id);
    put_what(c, it);
    command_int(c, f->version);
    command_bytes(c, author, 10);
    put_herd(c, &ev->finding);
    command_text(c, rounds_lane_name[rounds_lane_of(&cs->budgets, ev)]);
    command_int(c, f->created_at);
    put_source(c, &ev->source);
    command_str(c, f->product_id);
    command_str(c, causes(&t, &ev->finding));
    command_int(c, base_points(&ev->finding));
    command_str(c, points(&t, &ev->finding));
    command_int(c, ev->finding.floor_points);
    command_str(c, numbers(&t, f));
    command_str(c, f->review_id);
    command_str(c, f->seller_id);
    command_str(c, f->marketplace);
    command_text(c, vocab_kind[f->kind]);
    command_text(c, vocab_channel[f->channel]);
    put_optional(c, ev);
}

/* Deadlines go as distances: the clock is Redis's, and the machine's times only add up. */
static void put_lane(const struct cases *cs, struct command *c, enum rounds_lane lane)
{
    const int64_t then = INT64_C(1) << 40; /* any moment will do */
    struct rounds_case opened;
    rounds_open(&cs->budgets, lane, then, &opened);
    command_text(c, rounds_lane_name[lane]);
    command_int(c, opened.due_ms - then);
    command_int(c, opened.total_ms - then);
    command_int(c, opened.wake_ms - then);
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
    for (unsigned i = 0; i < n; i++)
        open_keys(cs, c, shard, &items[i]);
    command_int(c, since_ms);
    command_int(c, cs->herd_window_ms);
    command_int(c, cs->alerts_keep);
    command_int(c, cs->log_keep);
    command_int(c, cs->credit_ms);
    command_int(c, cs->tombstone_ms);
    command_int(c, cs->closed_ms);
    for (int lane = 0; lane < ROUNDS_LANE_N; lane++)
        put_lane(cs, c, (enum rounds_lane)lane);
    for (unsigned i = 0; i < n; i++)
        open_args(cs, c, &items[i]);
    command_end(c);
}
