/* drive_rounds - the whole table of the rounds through a real Redis.
 *
 *   drive_rounds [-s section.key=value]...
 *
 * Walks the machine as the unit test does (tests/support/rounds_walk.h), takes of every kind of
 * step a few, writes the case before it into Redis, carries the step out as the program does (read,
 * rounds_step, rd_apply) and compares what Redis has then with what the machine said: every field,
 * the wake-up, the place in the queue, the alerts, the line in the log, the expiry. The last line
 * on stdout is a JSON object with the counts. */
#include "core/cli.h"
#include "core/log.h"
#include "core/metrics.h"
#include "sink/cases.h"
#include "sink/wire.h"
#include "tests/support/rounds_walk.h"

#include <hiredis/hiredis.h>
#include <inttypes.h>

#define SAME_KIND 3 /* steps taken of each kind */
#define CHUNK 100
#define STEPS_MAX 40000
#define PRIORITY 500
#define ALERTS_CAP 256

struct taken {
    struct rounds_case before;
    struct walk_try try;
    int64_t now;
    char id[KEYS_ID_CHARS + 1];
    struct cases_head head; /* as Redis has it */
    struct rounds_outcome out;
};

static struct taken *taken;
static unsigned taken_n, rows_n;
static uint64_t kinds[1u << 16]; /* how often a kind was taken, by its hash */
static bool row_used[64];
static struct cases cases;
static struct wire *wire;

static void fail(const struct taken *t, const char *what, const char *field)
{
    fprintf(stderr, "drive_rounds: %s by %s: %s %s\n", rounds_state_name[t->before.state],
            rounds_event_name[t->try.event], what, field);
    exit(EXIT_FAILED);
}

/* ---- choosing --------------------------------------------------------------------------------*/

static void note_row(uint8_t state, enum rounds_event ev)
{
    for (unsigned i = 0; i < rounds_rows_n; i++)
        if (rounds_rows[i].event == ev && (rounds_rows[i].from & ROUNDS_BIT(state))) {
            rows_n += !row_used[i];
            row_used[i] = true;
            return;
        }
}

/* Of every (state, try, outcome) the first few. */
static void each(struct walk *w, const struct walk_node *from, const struct walk_try *t,
                 int64_t now, const struct rounds_outcome *out)
{
    uint64_t k = walk_mix(walk_mix(from->c.state, (uint64_t)(t - w->tries)), out->next.state);
    k = walk_mix(walk_mix(k, out->alert_count), w->tries_n);
    for (unsigned i = 0; i < out->alert_count; i++)
        k = walk_mix(k, out->alerts[i].kind);
    if (!out->allowed || kinds[k >> 48]++ >= SAME_KIND)
        return;
    CHECK(taken_n < STEPS_MAX);
    struct taken *s = &taken[taken_n];
    s->before = from->c;
    s->try = *t;
    s->now = now;
    snprintf(s->id, sizeof(s->id), "%016u", taken_n++);
    note_row(from->c.state, t->event);
}

static void choose(void)
{
    taken = check_calloc(STEPS_MAX, sizeof(*taken));
    for (unsigned i = 0; i < WALK_LISTS; i++) {
        struct walk w = {.budgets = &cases.budgets,
                         .tries = walk_lists[i].tries,
                         .tries_n = walk_lists[i].n,
                         .lanes = 1,
                         .lives = i < 2,
                         .each = each};
        walk_all(&w);
        walk_free(&w);
    }
}

/* ---- carrying out ----------------------------------------------------------------------------*/

static unsigned shard_of(const struct taken *t)
{
    return (unsigned)(t - taken) % cases.shards;
}

static void flush(void)
{
    struct err e = {""};
    if (wire_flush(wire, &e) == WIRE_OK)
        return;
    fprintf(stderr, "drive_rounds: %s\n", e.msg);
    exit(EXIT_FAILED);
}

static void queue_words(const struct taken *t, const char *verb, const char *key, const char *a,
                        const char *b)
{
    struct command *c = wire_command(wire);
    command_begin(c);
    command_text(c, verb);
    command_text(c, key);
    if (a)
        command_text(c, a);
    if (b)
        command_text(c, b);
    command_end(c);
    wire_push(wire, shard_of(t));
}

/* The case as it is before the step, written by rd_apply itself: rev 0 becomes 1. */
static void queue_seed(const struct taken *t)
{
    char key[KEYS_CAP];
    struct cases_head none = {.version = 1, .priority = PRIORITY};
    static const struct cases_pair extra[] = {{"p", "500"}, {"v", "1"}, {"cr", "1700000000000"}};
    struct cases_step seed = {.id = t->id,
                              .was = &none,
                              .next = &t->before,
                              .event = "seed",
                              .extra = extra,
                              .extra_count = 3};
    keys_case(key, shard_of(t), t->id);
    struct command *c = wire_command(wire);
    command_begin(c);
    command_text(c, "HSET");
    command_text(c, key);
    command_text(c, "rv");
    command_text(c, "0");
    command_end(c);
    wire_push(wire, shard_of(t));
    cases_apply(&cases, wire_command(wire), shard_of(t), &seed);
    wire_push(wire, shard_of(t));
}

static void queue_get(const struct taken *t)
{
    cases_get(wire_command(wire), shard_of(t), t->id);
    wire_push(wire, shard_of(t));
}

static void find_alerts(void *ctx, struct str name, struct str value)
{
    char *alerts = ctx;
    if (str_eq(name, STR_LIT("as")))
        snprintf(alerts, ALERTS_CAP, "%.*s", (int)value.len, value.ptr);
}

static void read_head(struct taken *t, const redisReply *r)
{
    if (cases_read(r, &t->head) != 1)
        fail(t, "cannot be read back", "");
}

#define SAME(field) (is->field == should->field ? (void)0 : fail(t, "differs in", #field))

/* Every field by its name, and whatever somebody may have added since by its bytes. */
static void compare(const struct taken *t, const struct rounds_case *is,
                    const struct rounds_case *should)
{
    SAME(rev), SAME(state), SAME(reason), SAME(lane), SAME(level), SAME(reached), SAME(answered);
    SAME(breached), SAME(reopened), SAME(warned), SAME(nudged), SAME(understood), SAME(payable),
        SAME(private_);
    SAME(sampled), SAME(snoozed), SAME(turned), SAME(updated), SAME(relays), SAME(publics);
    SAME(vacant), SAME(lapse_ms), SAME(reasked);
    SAME(evidence), SAME(promise_floor), SAME(version), SAME(opened_ms), SAME(round_start_ms);
    SAME(due_ms), SAME(total_ms), SAME(spent_ms), SAME(wake_ms), SAME(snooze_ms);
    SAME(owner_until_ms);
    for (unsigned i = 0; i < ROUNDS_SIDE_N; i++)
        SAME(side_status[i]), SAME(side_told[i]), SAME(side_due_ms[i]);
    if (strcmp(is->owner, should->owner) != 0)
        fail(t, "differs in", "owner");
    if (memcmp(is, should, sizeof(*is)) != 0)
        fail(t, "differs in", "a field that this test does not name");
}

static void queue_step(struct taken *t)
{
    rounds_step(&cases.budgets, &t->head.state, t->try.event, &t->try.args, t->now, &t->out);
    if (!t->out.allowed)
        fail(t, "refused on the way back:", t->out.refusal);
    struct cases_step step = {.id = t->id,
                              .was = &t->head,
                              .next = &t->out.next,
                              .alerts = t->out.alerts,
                              .alert_count = t->out.alert_count,
                              .event = rounds_event_name[t->try.event],
                              .who = t->try.args.who};
    cases_apply(&cases, wire_command(wire), shard_of(t), &step);
    wire_push(wire, shard_of(t));
}

static void queue_looks(const struct taken *t)
{
    char key[KEYS_CAP];
    queue_get(t);
    keys_due(key, shard_of(t));
    queue_words(t, "ZSCORE", key, t->id, NULL);
    keys_queue(key, shard_of(t));
    queue_words(t, "ZSCORE", key, t->id, NULL);
    keys_case(key, shard_of(t), t->id);
    queue_words(t, "PTTL", key, NULL, NULL);
}

static void check_score(const struct taken *t, const redisReply *r, bool there, int64_t score,
                        const char *what)
{
    bool is = r->type == REDIS_REPLY_STRING;
    if (is != there)
        fail(t, is ? "still there:" : "missing:", what);
    if (there && (int64_t)strtod(r->str, NULL) != score)
        fail(t, "another moment:", what);
}

static void check_alerts(const struct taken *t, const char *said)
{
    char should[ALERTS_CAP] = "", one[32];
    if (t->out.alert_count > 0)
        strcpy(should, "o01,"); /* the library adds that of the opening */
    for (unsigned i = 0; i < t->out.alert_count; i++) {
        const struct rounds_alert *a = &t->out.alerts[i];
        snprintf(one, sizeof(one), "%c%u%u,", metrics_alert_kinds[a->kind][0], a->level, a->round);
        strcat(should, one);
    }
    if (strcmp(should, said) != 0)
        fail(t, "other alerts:", said);
}

static void check_looks(struct taken *t, unsigned first)
{
    const struct rounds_case *next = &t->out.next;
    char said[ALERTS_CAP] = "";
    int64_t place;
    bool overdue = next->side_status[ROUNDS_SIDE_PROMISE] == ROUNDS_SIDE_OVERDUE &&
                   t->before.side_status[ROUNDS_SIDE_PROMISE] != ROUNDS_SIDE_OVERDUE;
    read_head(t, wire_reply(wire, first));
    cases_each(wire_reply(wire, first), find_alerts, said);
    compare(t, &t->head.state, next);
    if (t->head.priority != (overdue ? 800u : PRIORITY))
        fail(t, "another priority", "");
    check_alerts(t, said);
    check_score(t, wire_reply(wire, first + 1), next->wake_ms != 0, next->wake_ms, "the wake-up");
    bool queued = cases_place(next, t->head.priority, &place);
    check_score(t, wire_reply(wire, first + 2), queued, place, "the place in the queue");
    if ((wire_reply(wire, first + 3)->integer > 0) != (next->state == ROUNDS_CL))
        fail(t, "expiry of", "the hash");
}

static void carry_out(struct taken *t, unsigned n)
{
    for (unsigned i = 0; i < n; i++)
        queue_seed(&t[i]), queue_get(&t[i]);
    flush();
    for (unsigned i = 0; i < n; i++) {
        struct rounds_case should = t[i].before;
        should.rev = 1;
        read_head(&t[i], wire_reply(wire, 3 * i + 2));
        compare(&t[i], &t[i].head.state, &should);
    }
    wire_reset(wire);
    for (unsigned i = 0; i < n; i++)
        queue_step(&t[i]);
    flush();
    for (unsigned i = 0; i < n; i++)
        if (wire_reply(wire, i)->element[0]->integer != CASES_APPLIED)
            fail(&t[i], "was not applied", "");
    wire_reset(wire);
    for (unsigned i = 0; i < n; i++)
        queue_looks(&t[i]);
    flush();
    for (unsigned i = 0; i < n; i++)
        check_looks(&t[i], 4 * i);
    wire_reset(wire);
}

int main(int argc, char **argv)
{
    struct err e = {""};
    struct config *cfg = config_new();
    for (int i = 1; i + 1 < argc; i += 2)
        if (strcmp(argv[i], "-s") != 0 || config_assign(cfg, argv[i + 1], &e) != 0)
            return fprintf(stderr, "drive_rounds: %s: %s\n", argv[i], e.msg), EXIT_USAGE;
    cases_init(&cases, cfg);
    wire = wire_new(cfg, &e);
    CHECK(wire);
    choose();
    for (unsigned i = 0; i < taken_n; i += CHUNK)
        carry_out(taken + i, taken_n - i < CHUNK ? taken_n - i : CHUNK);
    printf("{\"steps\":%u,\"rows\":%u,\"of\":%u}\n", taken_n, rows_n, rounds_rows_n);
    wire_free(wire);
    free(taken);
    config_free(cfg);
    return EXIT_OK;
}
