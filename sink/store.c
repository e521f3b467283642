#include "sink/store_io.h"

#include "core/check.h"
#include "core/log.h"

#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>

#define FLUSHES 3 /* attempts before a person is told that Redis is away */
#define RACES 20  /* steps lost to others before something must be wrong */

struct store *store_new(const struct config *cfg, struct err *e)
{
    struct wire *w = wire_new(cfg, e);
    if (!w)
        return NULL;
    struct store *s = check_calloc(1, sizeof(*s));
    s->cfg = cfg;
    s->wire = w;
    cases_init(&s->cases, cfg);
    return s;
}

void store_free(struct store *s)
{
    wire_free(s->wire);
    free(s->alerts_after);
    free(s);
}

const struct cases *store_cases(const struct store *s)
{
    return &s->cases;
}

/* ---- commands and replies --------------------------------------------------------------------*/

void store_io_words(struct store *s, unsigned shard, ...)
{
    va_list words;
    va_start(words, shard);
    struct command *c = wire_command(s->wire);
    command_begin(c);
    for (const char *w; (w = va_arg(words, const char *)) != NULL;)
        command_text(c, w);
    va_end(words);
    command_end(c);
    wire_push(s->wire, shard);
}

static int first_error(struct store *s, struct err *e)
{
    for (unsigned i = 0; i < wire_queued(s->wire); i++) {
        const redisReply *r = wire_reply(s->wire, i);
        if (r->type == REDIS_REPLY_ERROR)
            return err_set(e, "Redis refused: %.*s", (int)r->len, r->str);
    }
    return 0;
}

int store_io_flush(struct store *s, struct err *e)
{
    unsigned backoff = 0;
    enum wire_result result = wire_flush(s->wire, e);
    s->uncertain = false;
    for (int i = 1; i < FLUSHES && result == WIRE_AGAIN; i++) {
        s->uncertain = true;
        poll(NULL, 0, wire_backoff_ms(s->cfg, &backoff));
        result = wire_flush(s->wire, e);
    }
    if (result == WIRE_OK && first_error(s, e) == 0)
        return 0;
    wire_reset(s->wire);
    return -1;
}

const redisReply *store_io_reply(const struct store *s, unsigned i)
{
    return wire_reply(s->wire, i);
}

void store_io_reset(struct store *s)
{
    wire_reset(s->wire);
}

int64_t store_io_int(const redisReply *r)
{
    if (r->type == REDIS_REPLY_INTEGER)
        return r->integer;
    return r->type == REDIS_REPLY_STRING ? strtoll(r->str, NULL, 10) : 0;
}

/* ---- one case --------------------------------------------------------------------------------*/

static void queue_clock(struct store *s, unsigned shard)
{
    char key[KEYS_CAP];
    keys_clock(key, shard);
    store_io_words(s, shard, "TIME", NULL);
    store_io_words(s, shard, "GET", key, NULL);
}

/* Replies i and i + 1 of queue_clock. The mark may be followed by a held reading; strtoll stops. A
 * jump is believed at once: a look does no harm, and the shard refuses a step of a moment that it
 * does not believe yet (not_before_ms), which is its first reading. */
static int64_t read_clock(struct store *s, unsigned i)
{
    const redisReply *t = store_io_reply(s, i);
    int64_t mark = store_io_int(store_io_reply(s, i + 1)), now = 0;
    if (t->type == REDIS_REPLY_ARRAY && t->elements == 2)
        now = store_io_int(t->element[0]) * 1000 + store_io_int(t->element[1]) / 1000;
    return now > mark ? now : mark;
}

int store_now(struct store *s, unsigned shard, int64_t *now_ms, struct err *e)
{
    queue_clock(s, shard);
    if (store_io_flush(s, e) != 0)
        return -1;
    *now_ms = read_clock(s, 0);
    store_io_reset(s);
    return 0;
}

static void queue_get(struct store *s, unsigned shard, const char *id)
{
    cases_get(wire_command(s->wire), shard, id);
    wire_push(s->wire, shard);
}

int store_get(struct store *s, unsigned shard, const char *id, struct store_case *out,
              struct err *e)
{
    queue_get(s, shard, id);
    if (store_io_flush(s, e) != 0)
        return -1;
    store_io_case(store_io_reply(s, 0), shard, id, out);
    store_io_reset(s);
    return 0;
}

/* Reads the case again and the clock with it. */
static int read_again(struct store *s, struct store_case *c, int64_t *now, struct err *e)
{
    char id[KEYS_ID_CHARS + 1];
    unsigned shard = c->shard;
    memcpy(id, c->id, sizeof(id));
    queue_clock(s, shard);
    queue_get(s, shard, id);
    if (store_io_flush(s, e) != 0)
        return -1;
    *now = read_clock(s, 0);
    store_case_free(c);
    store_io_case(store_io_reply(s, 2), shard, id, c);
    store_io_reset(s);
    if (!c->known)
        return err_set(e, "case %s is gone: it was closed, and is kept only cases.keep_closed_h",
                       id);
    if (c->damaged)
        return err_set(e, "case %s is damaged: somebody wrote impossible values into its hash", id);
    return 0;
}

/* A person's word should survive a failover as an event does; it is done either way. */
static void wait_replicas(struct store *s)
{
    struct err e = {""};
    int wanted = (int)s->cfg->redis_wait_replicas;
    if (wanted > 0 && wire_wait(s->wire, wanted, (int)s->cfg->redis_wait_timeout_ms, &e) != 1)
        log_warn("store", "done, but not yet on the replicas: a failover now would undo it",
                 "wanted=%d why=\"%s\"", wanted, e.msg);
}

static int apply(struct store *s, const struct store_case *c, const struct cases_step *step,
                 enum cases_status *status, struct err *e)
{
    cases_apply(&s->cases, wire_command(s->wire), c->shard, step);
    wire_push(s->wire, c->shard);
    if (store_io_flush(s, e) != 0)
        return -1;
    const redisReply *r = store_io_reply(s, 0);
    *status = CASES_GONE;
    if (r->type == REDIS_REPLY_ARRAY && r->elements >= 1)
        *status = (enum cases_status)store_io_int(r->element[0]);
    store_io_reset(s);
    return 0;
}

#define EXTRAS 8

/* Applies `out` to the case as it was read; the first answer is noted with its time. */
static int apply_outcome(struct store *s, const struct store_case *c, enum rounds_event event,
                         const char *who, const struct cases_pair *extra, unsigned extra_count,
                         const struct rounds_outcome *out, enum cases_status *status, struct err *e)
{
    struct cases_pair fields[EXTRAS + 1];
    char first[24];
    CHECK(extra_count <= EXTRAS);
    for (unsigned i = 0; i < extra_count; i++)
        fields[i] = extra[i];
    if (event == ROUNDS_EV_ANSWER && !c->record.first_answer_ms) {
        snprintf(first, sizeof(first), "%" PRId64, out->next.round_start_ms);
        fields[extra_count++] = (struct cases_pair){"fa", first};
    }
    struct cases_step step = {.id = c->id,
                              .was = &c->head,
                              .next = &out->next,
                              .alerts = out->alerts,
                              .alert_count = out->alert_count,
                              .event = rounds_event_name[event],
                              .who = who ? who : "",
                              .not_before_ms = out->at_ms,
                              .extra = fields,
                              .extra_count = extra_count};
    return apply(s, c, &step, status, e);
}

enum store_result store_step(struct store *s, struct store_case *c, enum rounds_event event,
                             const struct rounds_args *args, const struct cases_pair *extra,
                             unsigned extra_count, struct rounds_outcome *out, struct err *e)
{
    int64_t now;
    bool maybe_done = false;
    struct rounds_case wanted = {0};
    rounds_budgets_renew(&s->cases.budgets, s->cfg);
    for (int i = 0; i < RACES; i++) {
        enum cases_status status;
        if (read_again(s, c, &now, e) != 0)
            return STORE_FAILED;
        /* A repeated call finds its own first success: exactly the state it wanted. */
        if (maybe_done && memcmp(&c->head.state, &wanted, sizeof(wanted)) == 0)
            return STORE_OK;
        rounds_step(&s->cases.budgets, &c->head.state, event, args, now, out);
        if (!out->allowed)
            return STORE_REFUSED;
        if (apply_outcome(s, c, event, args ? args->who : NULL, extra, extra_count, out, &status,
                          e) != 0)
            return STORE_FAILED;
        maybe_done = s->uncertain;
        wanted = out->next;
        if (status != CASES_APPLIED)
            continue; /* somebody was faster, or the clock jumped: look again */
        wait_replicas(s);
        return read_again(s, c, &now, e) == 0 ? STORE_OK : STORE_FAILED;
    }
    err_set(e, "case %s: %d others moved it first; try again", c->id, RACES);
    return STORE_FAILED;
}
