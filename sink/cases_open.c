/* Writing rd_open. The order of the arguments is the contract in redress.lua; test_cases and
 * test_library.py hold both against each other. */
#include "sink/cases_facts.h"

#include "core/check.h"
#include "core/clock.h"

#define AHEAD 3 /* events: by shard they lie anywhere */

void cases_item_init(struct cases_item *it, struct event *ev, bool complains)
{
    it->ev = ev;
    it->complains = complains;
    keys_event_case_id(&ev->fields, it->id);
    keys_author(ev->fields.marketplace, ev->fields.author_id, it->author);
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
    char digits[21];
    unsigned len = command_digits(digits, ms < 0 ? 0 : ms > most ? most : ms);
    memset(out, '0', MOMENT_CHARS - len);
    memcpy(out + MOMENT_CHARS - len, digits, len);
}

/* ---- arguments that are made of words --------------------------------------------------------*/

struct line {
    char buf[64 + 2 * EVENT_ID_MAX + 19 * 21]; /* longer than any of ours can be */
    size_t len;
};

static void put(struct line *l, const char *s, size_t len)
{
    CHECK(l->len + len <= sizeof(l->buf));
    if (len > 0)
        memcpy(l->buf + l->len, s, len);
    l->len += len;
}

static void put_int(struct line *l, int64_t n)
{
    CHECK(l->len + 21 <= sizeof(l->buf));
    l->len += command_digits(l->buf + l->len, n);
}

/* Behind a blank. */
static void put_number(struct line *l, int64_t n)
{
    put(l, " ", 1);
    put_int(l, n);
}

/* When it was written, who complains, in which case and where: the group, else the marketplace. */
static void put_note(struct command *c, const struct cases_item *it)
{
    enum {
        AUTHOR = MOMENT_CHARS + 1,
        CASE = AUTHOR + KEYS_AUTHOR_CHARS + 1,
        PLACE = CASE + KEYS_ID_CHARS + 1
    };
    const struct event_fields *f = &it->ev->fields;
    struct str place = f->group_id.len ? f->group_id : f->marketplace;
    char note[PLACE + PLACE_MAX];
    uint32_t len = place.len < PLACE_MAX ? place.len : PLACE_MAX;
    moment(note, f->created_at);
    note[AUTHOR - 1] = note[CASE - 1] = note[PLACE - 1] = ' ';
    memcpy(note + AUTHOR, it->author, KEYS_AUTHOR_CHARS);
    memcpy(note + CASE, it->id, KEYS_ID_CHARS);
    while (len < place.len && len > 0 && ((unsigned char)place.ptr[len] & 0xc0) == 0x80)
        len--;
    for (uint32_t i = 0; i < len; i++) /* an incident lists places with commas */
        note[PLACE + i] =
            place.ptr[i] == ',' || (unsigned char)place.ptr[i] < ' ' ? '_' : place.ptr[i];
    command_bytes(c, note, PLACE + len);
}

/* ---- lanes -----------------------------------------------------------------------------------*/

/* "<lane> <version of the budgets> <due> <total> <wake-up>", of those that the call needs. */
struct lanes {
    int64_t redis_ms;
    uint8_t len[1 + CAUSE_N][ROUNDS_LANE_N]; /* 0: not needed yet */
    char text[1 + CAUSE_N][ROUNDS_LANE_N][128];
};

/* Round the clock deadlines go as distances: the clock is Redis's, and the machine's times only add
 * up. In business hours they are moments, counted from what Redis's clock should show: then true.
 */
static void write_lane(const struct cases *cs, struct lanes *l, unsigned lane, uint8_t cause)
{
    const struct rounds_case at = {.lane = (uint8_t)lane, .cause = cause};
    const struct rounds_budget *budget = rounds_budget_of(&cs->budgets, &at);
    int64_t now = budget->calendar ? l->redis_ms : INT64_C(1) << 40;
    int64_t base = budget->calendar ? 0 : now; /* else any moment will do */
    struct rounds_case opened;
    rounds_open_cause(&cs->budgets, (enum rounds_lane)lane, cause, now, &opened);
    struct line text = {.len = 0};
    put(&text, rounds_lane_name[lane], strlen(rounds_lane_name[lane]));
    if (cause) {
        put(&text, ":", 1);
        put(&text, vocab_cause[cause - 1], strlen(vocab_cause[cause - 1]));
    }
    put_number(&text, opened.version);
    put_number(&text, opened.due_ms - base);
    put_number(&text, opened.total_ms - base);
    put_number(&text, opened.wake_ms - base);
    CHECK(text.len < sizeof(l->text[cause][lane]));
    memcpy(l->text[cause][lane], text.buf, text.len);
    l->len[cause][lane] = (uint8_t)text.len;
}

static void put_lane(const struct cases *cs, struct lanes *lanes, struct line *l,
                     const struct event *ev)
{
    uint8_t cause = rounds_cause_of(&cs->budgets, ev);
    unsigned lane = (unsigned)rounds_lane_of(&cs->budgets, ev);
    if (lanes->len[cause][lane] == 0)
        write_lane(cs, lanes, lane, cause);
    put(l, " ", 1);
    put(l, lanes->text[cause][lane], lanes->len[cause][lane]);
}

/* Does any budget have business hours, so that its deadlines are moments? */
static bool any_calendar(const struct rounds_budgets *b)
{
    bool any = false;
    for (unsigned lane = 0; lane < ROUNDS_LANE_N; lane++) {
        any |= b->lane[lane].calendar != NULL;
        for (unsigned cause = 0; cause < CAUSE_N; cause++)
            any |= b->has_cause[cause] && b->cause[cause][lane].calendar != NULL;
    }
    return any;
}

/* ---- the call --------------------------------------------------------------------------------*/

/* 'c', 'e' if it does not complain, or of a message whether it complains, its own id, and where its
 * case is remembered. */
static void put_what(const struct cases *cs, struct line *l, const struct cases_item *it)
{
    char own[2 + KEYS_ID_CHARS + 1];
    if (!keys_is_message(&it->ev->fields)) {
        put(l, it->complains ? "c" : "e", 1);
        return;
    }
    memcpy(own, it->complains ? "m:" : "n:", 2);
    keys_own_id(&it->ev->fields, own + 2);
    put(l, own, 2 + KEYS_ID_CHARS);
    if (it->complains) {
        put(l, ":", 1);
        put_int(l, keys_bucket(it->id, cs->buckets));
    }
}

/* What many events have in common: the library looks it up. */
static void put_kind(const struct cases *cs, struct lanes *lanes, struct command *c,
                     const struct cases_item *it, unsigned pieces, struct str common)
{
    const struct finding *x = &it->ev->finding;
    struct line l = {.len = 0};
    put_what(cs, &l, it);
    put_number(&l, it->ev->fields.version);
    put_number(&l, x->herd_points);
    put_number(&l, x->herd_floor);
    put_number(&l, x->floor_points);
    put_number(&l, pieces);
    put_lane(cs, lanes, &l, it->ev);
    put(&l, common.ptr, common.len);
    command_bytes(c, l.buf, l.len);
}

/* What its first alert tells. */
static void put_told(struct command *c, const struct cases_item *it, struct str causes_text)
{
    struct line l = {.len = 0};
    struct str product = it->ev->fields.product_id;
    put(&l, "1m ", 3);
    put(&l, it->id, KEYS_ID_CHARS);
    put(&l, ":1:open:0 ", 10);
    put(&l, causes_text.ptr, causes_text.len);
    put(&l, " ", 1);
    put(&l, product.ptr, product.len);
    command_bytes(c, l.buf, l.len);
}

static int64_t base_points(const struct finding *x)
{
    int64_t sum = 0;
    for (unsigned i = 0; i < TERM_N; i++)
        sum += i == TERM_HERD ? 0 : x->points[i];
    return sum;
}

static void open_args(const struct cases *cs, struct lanes *lanes, struct command *c,
                      const struct cases_item *it, struct str common)
{
    struct cases_text t;
    struct cases_facts_said x;
    struct str piece[CASES_PIECES], causes = cases_causes(&t, &it->ev->finding);
    int64_t sum = base_points(&it->ev->finding), floor = it->ev->finding.floor_points;
    unsigned n = cases_facts_of(&x, it->ev, causes, piece);
    put_kind(cs, lanes, c, it, n, common);
    put_note(c, it);
    command_int(c, sum > floor ? sum : floor);
    put_told(c, it, causes);
    for (unsigned i = 0; i < n; i++)
        command_str(c, piece[i]);
}

/* What all events of the call have in common, behind the first one's kind; the same from call to
 * call. */
static struct str common_of(const struct cases *cs, struct line *l, int64_t since_ms,
                            int64_t counted_ms)
{
    put_number(l, since_ms);
    put_number(l, cs->herd_window_ms);
    put_number(l, cs->alerts_keep);
    put_number(l, cs->log_keep);
    put_number(l, cs->credit_ms);
    put_number(l, cs->tombstone_ms);
    put_number(l, cs->closed_ms);
    put_number(l, counted_ms);
    return (struct str){l->buf, (uint32_t)l->len};
}

void cases_open(const struct cases *cs, struct command *c, unsigned shard,
                const struct cases_item *items, unsigned n, int64_t since_ms)
{
    char key[KEYS_CAP];
    struct lanes lanes;
    memset(lanes.len, 0, sizeof(lanes.len));
    lanes.redis_ms = clock_wall().ms + cs->skew_ms;
    command_fcall(c, "rd_open", 1 + 3 * n);
    command_bytes(c, key, keys_clock(key, shard));
    for (unsigned i = 0; i < n; i++) {
        if (i + AHEAD < n)
            event_prefetch(items[i + AHEAD].ev);
        open_keys(cs, c, shard, &items[i]);
    }
    struct line line = {.len = 0};
    struct str common =
        common_of(cs, &line, since_ms, any_calendar(&cs->budgets) ? lanes.redis_ms : 0);
    for (unsigned i = 0; i < n; i++) {
        if (i + AHEAD < n)
            event_prefetch_texts(items[i + AHEAD].ev);
        open_args(cs, &lanes, c, &items[i], i == 0 ? common : STR_NONE);
    }
    command_end(c);
}
