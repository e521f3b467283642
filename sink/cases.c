/* Writing the calls of the function library, and reading a case back. The order of the arguments
 * is the contract in redress.lua; test_cases checks both against each other. */
#include "sink/cases.h"

#include "core/check.h"
#include "core/metrics.h"

#include <stdio.h>

#define HOUR_MS INT64_C(3600000)
#define DAY_MS (24 * HOUR_MS)
#define VALUE_MAX 64 /* bytes of a value that a listpack takes */

void cases_init(struct cases *cs, const struct config *cfg)
{
    rounds_budgets_init(&cs->budgets, cfg);
    cs->shards = (unsigned)cfg->redis_shards;
    cs->buckets = (unsigned)cfg->cases_tombstone_buckets;
    cs->herd_window_ms = cfg->cases_herd_window_h * HOUR_MS;
    cs->closed_ms = cfg->cases_keep_closed_h * HOUR_MS;
    cs->tombstone_ms = cfg->cases_tombstone_days * DAY_MS;
    cs->alerts_keep = cfg->cases_alerts_keep;
    cs->log_keep = cfg->cases_log_keep;
    cs->credit_ms = rounds_dispatch_key(0, 0) - rounds_dispatch_key(0, 1);
}

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

static void put_key(struct command *c, const char *key, size_t len)
{
    command_bytes(c, key, len);
}

/* A message's own id, under which it is remembered. */
static void own_id(const struct event_fields *f, char out[KEYS_ID_CHARS + 1])
{
    keys_case_id(f->marketplace, f->review_id, out);
}

/* Where it is remembered. `id` is its case's. */
static size_t memory_key(const struct cases *cs, char key[KEYS_CAP], unsigned shard,
                         const struct event_fields *f, const char *id)
{
    char own[KEYS_ID_CHARS + 1];
    if (!keys_is_message(f))
        return keys_tombstones(key, shard, f->created_at, id, cs->buckets);
    own_id(f, own);
    return keys_messages(key, shard, f->created_at, own, cs->buckets);
}

static void open_keys(const struct cases *cs, struct command *c, unsigned shard,
                      const struct cases_item *it)
{
    const struct event_fields *f = &it->ev->fields;
    char key[KEYS_CAP];
    put_key(c, key, keys_case(key, shard, it->id));
    put_key(c, key, memory_key(cs, key, shard, f, it->id));
    put_key(c, key, keys_herd(key, shard, f->group_id, f->product_id));
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
    own_id(&it->ev->fields, what + 2);
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
    const int64_t then = DAY_MS; /* any moment will do */
    struct rounds_case opened;
    rounds_open(&cs->budgets, lane, then, &opened);
    command_text(c, rounds_lane_name[lane]);
    command_int(c, opened.due_ms - then);
    command_int(c, opened.total_ms - then);
    command_int(c, opened.wake_ms - then);
}

static void begin_call(struct command *c, const char *function, unsigned keys)
{
    command_begin(c);
    command_text(c, "FCALL");
    command_text(c, function);
    command_int(c, keys);
}

void cases_open(const struct cases *cs, struct command *c, unsigned shard,
                const struct cases_item *items, unsigned n, int64_t since_ms)
{
    char key[KEYS_CAP];
    begin_call(c, "rd_open", 5 + 3 * n);
    put_key(c, key, keys_due(key, shard));
    put_key(c, key, keys_queue(key, shard));
    put_key(c, key, keys_alerts(key, shard));
    put_key(c, key, keys_log(key, shard));
    put_key(c, key, keys_clock(key, shard));
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

/* ---- rd_apply --------------------------------------------------------------------------------*/

static void put_text(struct command *c, const char *name, const char *value)
{
    command_text(c, name);
    command_text(c, value);
}

/* 0 is written as absent. */
static void put_int(struct command *c, const char *name, int64_t n)
{
    command_text(c, name);
    if (n)
        command_int(c, n);
    else
        command_text(c, "");
}

/* All fields of the machine. */
static void put_state(struct command *c, const struct rounds_case *r)
{
    char closed[32];
    snprintf(closed, sizeof(closed), "cl:%s", rounds_reason_name[r->reason]);
    put_text(c, "st", r->state == ROUNDS_CL ? closed : rounds_state_name[r->state]);
    put_text(c, "ln", rounds_lane_name[r->lane]);
    put_int(c, "lv", r->level);
    put_int(c, "rr", r->reached);
    put_int(c, "an", r->answered);
    put_int(c, "br", r->breached);
    put_int(c, "ro", r->reopened);
    put_int(c, "wr", r->warned);
    put_int(c, "nd", r->nudged);
    put_int(c, "un", r->understood);
    put_int(c, "op", r->opened_ms);
    put_int(c, "rs", r->round_start_ms);
    put_int(c, "du", r->due_ms);
    put_int(c, "to", r->total_ms);
    put_int(c, "wk", r->wake_ms);
    put_text(c, "ow", r->owner);
    put_int(c, "ou", r->owner_until_ms);
}

static bool closes(const struct cases_step *s)
{
    return s->next && s->next->state == ROUNDS_CL;
}

static bool is_message(const struct cases_step *s)
{
    return s->ev && keys_is_message(&s->ev->fields);
}

/* The key of what is to be remembered: a closed case, or a message that reached its case. */
static void put_memory_key(const struct cases *cs, struct command *c, unsigned shard,
                           const struct cases_step *s)
{
    char key[KEYS_CAP], own[KEYS_ID_CHARS + 1];
    if (!is_message(s)) {
        put_key(c, key, keys_tombstones(key, shard, s->was->created_at_ms, s->id, cs->buckets));
        return;
    }
    own_id(&s->ev->fields, own);
    put_key(c, key, keys_messages(key, shard, s->ev->fields.created_at, own, cs->buckets));
}

/* Value of a tombstone: version, round reached, times reopened, small enough for an integer. */
static int64_t tombstone(int64_t version, unsigned reached, unsigned reopened)
{
    return version * 100 + reached * 10 + (reopened < 9 ? reopened : 9);
}

/* The tombstone's field, its value and how long it is kept. */
static void put_memory(const struct cases *cs, struct command *c, const struct cases_step *s)
{
    char own[KEYS_ID_CHARS + 1] = "";
    int64_t value = 0;
    if (is_message(s)) {
        own_id(&s->ev->fields, own);
        value = tombstone(s->ev->fields.version, 1, 0);
    } else if (closes(s)) {
        memcpy(own, s->id, sizeof(own));
        value = tombstone(s->was->version, s->next->reached, s->next->reopened);
    }
    command_text(c, own);
    command_int(c, value);
    command_int(c, cs->tombstone_ms);
}

/* Wake-up, place in the queue of the unclaimed, expiry. */
static void put_places(const struct cases *cs, struct command *c, const struct cases_step *s)
{
    const struct rounds_case *next = s->next;
    if (next)
        command_int(c, next->wake_ms);
    else
        command_text(c, "");
    if (next && next->state != ROUNDS_CL && !next->owner[0])
        command_int(c, rounds_dispatch_key(next->due_ms, s->was->priority));
    else
        command_text(c, "");
    if (!next)
        command_text(c, "");
    else
        command_int(c, closes(s) ? cs->closed_ms : 0);
}

static void put_changes(struct command *c, const struct cases_step *s)
{
    if (s->next)
        put_state(c, s->next);
    if (s->ev && !is_message(s)) {
        put_int(c, "v", s->ev->fields.version);
        put_int(c, "up", s->now_ms);
    }
    for (unsigned i = 0; i < s->extra_count; i++)
        put_text(c, s->extra[i].name, s->extra[i].value);
}

void cases_apply(const struct cases *cs, struct command *c, unsigned shard,
                 const struct cases_step *s)
{
    char key[KEYS_CAP];
    begin_call(c, "rd_apply", 7);
    put_key(c, key, keys_case(key, shard, s->id));
    put_key(c, key, keys_due(key, shard));
    put_key(c, key, keys_queue(key, shard));
    put_key(c, key, keys_alerts(key, shard));
    put_key(c, key, keys_log(key, shard));
    put_key(c, key, keys_clock(key, shard));
    put_memory_key(cs, c, shard, s);
    command_text(c, s->id);
    command_int(c, s->was->state.rev);
    command_int(c, s->not_before_ms);
    command_text(c, s->event);
    command_text(c, s->who ? s->who : "");
    put_places(cs, c, s);
    put_memory(cs, c, s);
    command_int(c, cs->alerts_keep);
    command_int(c, cs->log_keep);
    command_int(c, s->alert_count);
    for (unsigned i = 0; i < s->alert_count; i++) {
        command_text(c, metrics_alert_kinds[s->alerts[i].kind]);
        command_int(c, s->alerts[i].round);
        command_int(c, s->alerts[i].level);
    }
    put_changes(c, s);
    command_end(c);
}

/* ---- reading ---------------------------------------------------------------------------------*/

void cases_due(struct command *c, unsigned shard, int64_t limit)
{
    char key[KEYS_CAP];
    begin_call(c, "rd_due", 2);
    put_key(c, key, keys_due(key, shard));
    put_key(c, key, keys_clock(key, shard));
    command_int(c, limit);
    command_end(c);
}

void cases_get(struct command *c, unsigned shard, const char *id)
{
    char key[KEYS_CAP];
    command_begin(c);
    command_text(c, "HGETALL");
    put_key(c, key, keys_case(key, shard, id));
    command_end(c);
}

static int parse_int(struct str s, int64_t *out)
{
    bool minus = s.len > 1 && s.ptr[0] == '-';
    int64_t n = 0;
    if (s.len == 0 || s.len > 19)
        return -1;
    for (unsigned i = minus; i < s.len; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9' || n > (INT64_MAX - 9) / 10)
            return -1;
        n = n * 10 + (s.ptr[i] - '0');
    }
    *out = minus ? -n : n;
    return 0;
}

static int parse_small(struct str s, int64_t max, uint8_t *out)
{
    int64_t n;
    if (parse_int(s, &n) != 0 || n < 0 || n > max)
        return -1;
    *out = (uint8_t)n;
    return 0;
}

static int parse_flag(struct str s, bool *out)
{
    uint8_t n;
    if (parse_small(s, 1, &n) != 0)
        return -1;
    *out = n;
    return 0;
}

static int parse_name(const char *const *names, int count, struct str s, uint8_t *out)
{
    int i = vocab_find(names, count, s.ptr, s.len);
    if (i < 0)
        return -1;
    *out = (uint8_t)i;
    return 0;
}

static int parse_state(struct str s, struct rounds_case *r)
{
    if (s.len < 3 || memcmp(s.ptr, "cl:", 3) != 0)
        return parse_name(rounds_state_name, ROUNDS_STATE_N, s, &r->state);
    r->state = ROUNDS_CL;
    return parse_name(rounds_reason_name, ROUNDS_REASON_N, (struct str){s.ptr + 3, s.len - 3},
                      &r->reason);
}

static int parse_owner(struct str s, struct rounds_case *r)
{
    if (s.len >= sizeof(r->owner))
        return -1;
    memcpy(r->owner, s.ptr, s.len);
    r->owner[s.len] = '\0';
    return 0;
}

static int parse_priority(struct str s, struct cases_head *h)
{
    int64_t n;
    if (parse_int(s, &n) != 0 || n < 0 || n > 1000)
        return -1;
    h->priority = (unsigned)n;
    return 0;
}

int cases_field(struct cases_head *h, struct str name, struct str value)
{
    struct rounds_case *r = &h->state;
    const struct {
        const char *name;
        int64_t *to;
    } numbers_of[] = {
        {"rv", &r->rev},
        {"op", &r->opened_ms},
        {"rs", &r->round_start_ms},
        {"du", &r->due_ms},
        {"to", &r->total_ms},
        {"wk", &r->wake_ms},
        {"ou", &r->owner_until_ms},
        {"v", &h->version},
        {"cr", &h->created_at_ms},
    };
    const struct {
        const char *name;
        uint8_t *to;
        int64_t max;
    } smalls[] = {
        {"lv", &r->level, 3},      {"rr", &r->reached, 3},    {"an", &r->answered, 255},
        {"br", &r->breached, 255}, {"ro", &r->reopened, 255},
    };
    const struct {
        const char *name;
        bool *to;
    } bools[] = {{"wr", &r->warned}, {"nd", &r->nudged}, {"un", &r->understood}};
    for (unsigned i = 0; i < sizeof(numbers_of) / sizeof(*numbers_of); i++)
        if (str_eq(name, str_from(numbers_of[i].name)))
            return parse_int(value, numbers_of[i].to);
    for (unsigned i = 0; i < sizeof(smalls) / sizeof(*smalls); i++)
        if (str_eq(name, str_from(smalls[i].name)))
            return parse_small(value, smalls[i].max, smalls[i].to);
    for (unsigned i = 0; i < sizeof(bools) / sizeof(*bools); i++)
        if (str_eq(name, str_from(bools[i].name)))
            return parse_flag(value, bools[i].to);
    if (str_eq(name, STR_LIT("st")))
        return parse_state(value, r);
    if (str_eq(name, STR_LIT("ln")))
        return parse_name(rounds_lane_name, ROUNDS_LANE_N, value, &r->lane);
    if (str_eq(name, STR_LIT("ow")))
        return parse_owner(value, r);
    return str_eq(name, STR_LIT("p")) ? parse_priority(value, h) : 0;
}
