/* People who are known: their complaints are counted, and of whom there are enough, the lead is
 * told of the case that has just opened. Whatever is done twice finds it done. */
#include "sink/writer_cycle.h"

#include "core/clock.h"
#include "core/metrics.h"
#include "sink/known.h"

#include <stdio.h>

#define CHUNK 64
#define ROUNDS 50 /* lost races in a row before we pause */

/* Counts; keeps those with enough of them. */
static int count(struct writer *w, struct err *e)
{
    int64_t now = clock_wall().ms + w->cases.skew_ms;
    unsigned asked = 0, kept = 0;
    for (unsigned i = 0; i < w->knowns; i++) {
        struct known k;
        if (!known_of(&w->cases, &w->items[w->known[i].item], now, &k))
            continue; /* a day has begun since: it has just become too old */
        w->known[asked++] = w->known[i];
        known_count(&w->cases, wire_command(w->wire), &k,
                    w->items[w->known[i].item].ev->fields.version, now);
        wire_push(w->wire, k.shard);
    }
    w->knowns = asked;
    if (w->knowns > 0 && writer_flush(w, e) != 0)
        return -1;
    for (unsigned i = 0; i < w->knowns; i++) {
        const redisReply *r = wire_reply(w->wire, i);
        if (r->type != REDIS_REPLY_INTEGER || r->integer < w->cases.known_complaints)
            continue;
        w->known[kept].item = w->known[i].item;
        w->known[kept++].times = (unsigned)r->integer;
    }
    w->knowns = kept;
    wire_reset(w->wire);
    return 0;
}

struct telling {
    struct cases_head head;
    struct rounds_outcome out;
    char times[12];
    struct cases_pair pair;
};

static unsigned shard_of(const struct writer *w, const struct writer_known *k)
{
    return keys_shard(w->items[k->item].ev->fields.product_id, w->cases.shards);
}

static void push(struct writer *w, const struct writer_known *k, struct telling *t, unsigned shard)
{
    snprintf(t->times, sizeof(t->times), "%u", k->times);
    t->pair = (struct cases_pair){"kn", t->times};
    struct cases_step step = {.id = w->items[k->item].id,
                              .was = &t->head,
                              .next = &t->out.next,
                              .alerts = t->out.alerts,
                              .alert_count = t->out.alert_count,
                              .event = rounds_event_name[ROUNDS_EV_KNOWN],
                              .who = "",
                              .now_ms = w->latest_ms[shard],
                              .not_before_ms = t->out.at_ms,
                              .extra = &t->pair,
                              .extra_count = 1};
    cases_apply(&w->cases, wire_command(w->wire), shard, &step);
    wire_push(w->wire, shard);
}

/* Reads the cases; keeps those that the machine lets the lead be told of: it did not before, and
 * nobody has answered yet. */
static int read_cases(struct writer *w, struct writer_known *k, unsigned *n, struct telling *t,
                      struct err *e)
{
    unsigned kept = 0;
    for (unsigned i = 0; i < *n; i++) {
        cases_get(wire_command(w->wire), shard_of(w, &k[i]), w->items[k[i].item].id);
        wire_push(w->wire, shard_of(w, &k[i]));
    }
    if (writer_flush(w, e) != 0)
        return -1;
    for (unsigned i = 0; i < *n; i++) {
        struct telling *to = &t[kept];
        to->head = (struct cases_head){0};
        if (cases_read(wire_reply(w->wire, i), &to->head) != 1 || !rounds_valid(&to->head.state))
            continue;
        rounds_step(&w->cases.budgets, &to->head.state, ROUNDS_EV_KNOWN, NULL,
                    w->latest_ms[shard_of(w, &k[i])], &to->out);
        if (to->out.allowed)
            k[kept++] = k[i];
    }
    *n = kept;
    wire_reset(w->wire);
    return 0;
}

/* Applies; those that lost a race stay. */
static int apply(struct writer *w, struct writer_known *k, unsigned *n, struct telling *t,
                 struct err *e)
{
    unsigned kept = 0;
    for (unsigned i = 0; i < *n; i++)
        push(w, &k[i], &t[i], shard_of(w, &k[i]));
    if (*n > 0 && writer_flush(w, e) != 0)
        return -1;
    for (unsigned i = 0; i < *n; i++) {
        const redisReply *r = wire_reply(w->wire, i);
        if (r->type != REDIS_REPLY_ARRAY || r->elements != 2)
            return writer_bad_reply("rd_apply", r, e);
        w->latest_ms[shard_of(w, &k[i])] = r->element[1]->integer;
        if (r->element[0]->integer == CASES_APPLIED)
            for (unsigned a = 0; a < t[i].out.alert_count; a++)
                metrics_add_by(METRIC_ALERTS, t[i].out.alerts[a].kind, 1);
        else if (r->element[0]->integer != CASES_GONE)
            k[kept++] = k[i];
    }
    *n = kept;
    wire_reset(w->wire);
    return 0;
}

int writer_known(struct writer *w, struct err *e)
{
    struct telling told[CHUNK];
    if (count(w, e) != 0)
        return -1;
    for (unsigned first = 0; first < w->knowns; first += CHUNK) {
        unsigned n = w->knowns - first < CHUNK ? w->knowns - first : CHUNK;
        for (int round = 0; n > 0; round++) {
            if (round == ROUNDS)
                return err_set(e, "redis: case %s is moved by others all the time",
                               w->items[w->known[first].item].id);
            if (read_cases(w, w->known + first, &n, told, e) != 0 ||
                apply(w, w->known + first, &n, told, e) != 0)
                return -1;
        }
    }
    w->knowns = 0;
    return 0;
}
