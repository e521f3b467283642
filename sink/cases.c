/* The settings that the calls need, the small calls, and a case read back. */
#include "sink/cases.h"

#define HOUR_MS INT64_C(3600000)
#define DAY_MS (24 * HOUR_MS)

void cases_init(struct cases *cs, const struct config *cfg)
{
    cs->skew_ms = 0;
    rounds_budgets_init(&cs->budgets, cfg);
    cs->shards = (unsigned)cfg->redis_shards;
    cs->buckets = (unsigned)cfg->cases_tombstone_buckets;
    cs->known_complaints = cfg->cases_known_complaints;
    cs->known_days = cfg->cases_known_days;
    cs->leaving_people = cfg->cases_leaving_people;
    cs->herd_window_ms = cfg->cases_herd_window_h * HOUR_MS;
    cs->closed_ms = cfg->cases_keep_closed_h * HOUR_MS;
    cs->tombstone_ms = cfg->cases_tombstone_days * DAY_MS;
    cs->alerts_keep = cfg->cases_alerts_keep;
    /* With a journal only what Kafka has may go: the journal trims. */
    cs->log_keep = cfg->journal_topic[0] ? 0 : cfg->cases_log_keep;
    cs->credit_ms = rounds_dispatch_key(0, 0) - rounds_dispatch_key(0, 1);
}

void cases_due(struct command *c, unsigned shard, int64_t limit)
{
    char key[KEYS_CAP];
    command_fcall(c, "rd_due", 2);
    command_bytes(c, key, keys_due(key, shard));
    command_bytes(c, key, keys_clock(key, shard));
    command_int(c, limit);
    command_end(c);
}

void cases_get(struct command *c, unsigned shard, const char *id)
{
    char key[KEYS_CAP];
    command_begin(c);
    command_text(c, "HGETALL");
    command_bytes(c, key, keys_case(key, shard, id));
    command_end(c);
}

void cases_peek(struct command *c, unsigned shard, const char *const *ids, unsigned n)
{
    char key[KEYS_CAP];
    command_fcall(c, "rd_peek", 2 + n);
    command_bytes(c, key, keys_due(key, shard));
    command_bytes(c, key, keys_queue(key, shard));
    for (unsigned i = 0; i < n; i++)
        command_bytes(c, key, keys_case(key, shard, ids[i]));
    for (unsigned i = 0; i < n; i++)
        command_text(c, ids[i]);
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

/* "marketplace", or "marketplace:late" where the cause has budgets of its own. */
static int parse_lane(struct str s, struct rounds_case *r)
{
    const char *colon = s.len ? memchr(s.ptr, ':', s.len) : NULL;
    uint32_t lane = colon ? (uint32_t)(colon - s.ptr) : s.len;
    uint8_t cause = 0;
    if (colon &&
        parse_name(vocab_cause, CAUSE_N, (struct str){colon + 1, s.len - lane - 1}, &cause))
        return -1;
    r->cause = (uint8_t)(colon ? cause + 1 : 0);
    return parse_name(rounds_lane_name, ROUNDS_LANE_N, (struct str){s.ptr, lane}, &r->lane);
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

/* The number up to a comma or the end; *rest is moved behind it. */
static struct str take(struct str *rest)
{
    const char *comma = rest->len ? memchr(rest->ptr, ',', rest->len) : NULL;
    uint32_t len = comma ? (uint32_t)(comma - rest->ptr) : rest->len;
    struct str head = {rest->ptr, len};
    uint32_t used = len + (comma ? 1 : 0);
    *rest = (struct str){rest->ptr + used, rest->len - used};
    return head;
}

/* "status,told,due" */
static int parse_side(struct str s, struct rounds_case *r, unsigned side)
{
    if (parse_small(take(&s), ROUNDS_SIDE_STATUS_N - 1, &r->side_status[side]) != 0 ||
        parse_small(take(&s), 255, &r->side_told[side]) != 0)
        return -1;
    return parse_int(s, &r->side_due_ms[side]);
}

static int parse_wide(struct str s, int64_t max, int64_t *out)
{
    return parse_int(s, out) != 0 || *out < 0 || *out > max ? -1 : 0;
}

static int parse_bits(struct rounds_case *r, struct str name, struct str value)
{
    int64_t n;
    if (str_eq(name, STR_LIT("cv"))) {
        int bad = parse_wide(value, UINT32_MAX, &n);
        r->version = bad ? 0 : (uint32_t)n;
        return bad;
    }
    if (str_eq(name, STR_LIT("ev"))) {
        int bad = parse_wide(value, UINT16_MAX, &n);
        r->evidence = bad ? 0 : (uint16_t)n;
        return bad;
    }
    if (str_eq(name, STR_LIT("pf"))) {
        int bad = parse_wide(value, 1000, &n);
        r->promise_floor = bad ? 0 : (uint16_t)n;
        return bad;
    }
    if (str_eq(name, STR_LIT("rn")))
        return parse_name(rounds_reason_name, ROUNDS_REASON_N, value, &r->reason);
    for (unsigned i = 0; i < ROUNDS_SIDE_N; i++)
        if (str_eq(name, str_from(rounds_side_field[i])))
            return parse_side(value, r, i);
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
        {"sn", &r->snooze_ms},
        {"tw", &r->lapse_ms},
        {"sp", &r->spent_ms},
        {"v", &h->version},
        {"cr", &h->created_at_ms},
    };
    const struct {
        const char *name;
        uint8_t *to;
        int64_t max;
    } smalls[] = {
        {"lv", &r->level, 3},      {"rr", &r->reached, 3},    {"an", &r->answered, 255},
        {"br", &r->breached, 255}, {"ro", &r->reopened, 255}, {"sz", &r->snoozed, 255},
        {"tu", &r->turned, 255},   {"ud", &r->updated, 255},  {"hp", &r->relays, 255},
        {"pu", &r->publics, 255},  {"va", &r->vacant, 255},   {"ra", &r->reasked, 255},
    };
    const struct {
        const char *name;
        bool *to;
    } bools[] = {{"wr", &r->warned},  {"nd", &r->nudged},   {"un", &r->understood},
                 {"rf", &r->payable}, {"pv", &r->private_}, {"qa", &r->sampled}};
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
        return parse_lane(value, r);
    if (str_eq(name, STR_LIT("ow")))
        return parse_owner(value, r);
    return str_eq(name, STR_LIT("p")) ? parse_priority(value, h) : parse_bits(r, name, value);
}
