/* The calls of a cycle: cut, written, read; and the clocks before the first of them. */
#include "sink/writer_cycle.h"

#include "core/clock.h"

#define HELD_ROUNDS 8  /* a held clock is released by the second look */
#define REPLY_BYTES 16 /* the least that is said in return: the clock */

/* place[s] is now the end of shard s. */
static void cut(struct writer *w)
{
    unsigned first = 0, most = (unsigned)w->cfg->redis_opens_per_call;
    w->calls = 0;
    for (unsigned s = 0; s < w->cases.shards; s++)
        while (first < w->place[s]) {
            unsigned n = w->place[s] - first < most ? w->place[s] - first : most;
            w->call[w->calls++] = (struct writer_call){s, first, n, true};
            first += n;
        }
}

int writer_probe(struct writer *w, struct err *e)
{
    for (unsigned s = 0; s < w->cases.shards; s++) {
        cases_due(wire_command(w->wire), s, 0);
        wire_push(w->wire, s);
    }
    if (writer_flush(w, e) != 0)
        return -1;
    for (unsigned s = 0; s < w->cases.shards; s++) {
        const redisReply *r = wire_reply(w->wire, s);
        if (r->type != REDIS_REPLY_ARRAY || r->elements < 1)
            return writer_bad_reply("rd_due", r, e);
        w->since_ms[s] = w->latest_ms[s] = r->element[0]->integer;
        w->cases.skew_ms = w->latest_ms[s] - clock_wall().ms;
    }
    wire_reset(w->wire);
    w->probed = true;
    return 0;
}

static uint8_t alerts_said(unsigned said)
{
    return (uint8_t)((CASES_HERD_LEVEL(said) ? SAID_HERD : 0) |
                     (CASES_SILENT(said) ? SAID_NOT_OPEN : 0) |
                     (CASES_INCIDENT(said) ? SAID_INCIDENT : 0));
}

static void take_outcome(struct writer *w, unsigned item, const redisReply *r)
{
    if (r->type != REDIS_REPLY_INTEGER) {
        writer_reject(w, item, r->type == REDIS_REPLY_STRING ? r->str : "unexpected outcome");
        return;
    }
    if (r->integer >= 10)
        w->said[item] |= alerts_said((unsigned)r->integer);
    switch (r->integer % 10) {
    case CASES_OPENED:
        writer_rank(w, item, RANK_OPENED);
        break;
    case CASES_UPDATED:
        writer_rank(w, item, RANK_UPDATED);
        break;
    case CASES_DUPLICATE:
        writer_rank(w, item, RANK_DUPLICATE);
        break;
    case CASES_NO_CASE:
        writer_rank(w, item, RANK_NO_CASE);
        break;
    default: /* CASES_REOPEN, CASES_MESSAGE */
        w->step[w->steps++] = (int)item;
    }
}

static void clock_read(struct writer *w, unsigned shard, int64_t ms)
{
    w->latest_ms[shard] = ms;
    w->cases.skew_ms = ms - clock_wall().ms;
}

static int take_call(struct writer *w, struct writer_call *c, const redisReply *r, struct err *e)
{
    bool all_opened = r->type == REDIS_REPLY_INTEGER;
    bool some = r->type == REDIS_REPLY_ARRAY &&
                (r->elements == 1 || r->elements == c->count + 1u) &&
                r->element[0]->type == REDIS_REPLY_INTEGER;
    if (!all_opened && !some)
        return writer_bad_reply("rd_open", r, e);
    clock_read(w, c->shard, all_opened ? r->integer : r->element[0]->integer);
    if (some && r->elements == 1) /* the clock is held: this was the first reading of a jump */
        return 0;
    for (unsigned i = 0; i < c->count; i++)
        if (all_opened)
            writer_rank(w, c->first + i, RANK_OPENED);
        else
            take_outcome(w, c->first + i, r->element[i + 1]);
    c->open = false;
    return 0;
}

/* Writes the calls that have no outcome yet, reads their replies. Returns how many are still open,
 * -1 with e set. */
static int open_round(struct writer *w, bool first, struct err *e)
{
    int still_open = 0;
    unsigned reply = 0;
    for (unsigned i = 0; i < w->calls; i++) {
        const struct writer_call *c = &w->call[i];
        if (!c->open)
            continue;
        cases_open(&w->cases, wire_command(w->wire), c->shard, &w->items[c->first], c->count,
                   w->tries > 1 ? w->since_ms[c->shard] : 0);
        wire_push(w->wire, c->shard);
        wire_expect(w->wire, REPLY_BYTES);
    }
    if (first)
        writer_beside_push(w);
    if (writer_flush(w, e) != 0)
        return -1;
    for (unsigned i = 0; i < w->calls; i++) {
        struct writer_call *c = &w->call[i];
        if (!c->open)
            continue;
        if (take_call(w, c, wire_reply(w->wire, reply++), e) != 0)
            return -1;
        still_open += c->open;
    }
    writer_beside_take(w, reply);
    wire_reset(w->wire);
    return still_open;
}

int writer_open(struct writer *w, struct err *e)
{
    int still_open = 1;
    cut(w);
    for (int i = 0; i < HELD_ROUNDS && still_open > 0; i++)
        still_open = open_round(w, i == 0, e);
    if (still_open > 0)
        return err_set(e, "redis: the clock jumps about: TIME gave different hours in a row");
    return still_open;
}
