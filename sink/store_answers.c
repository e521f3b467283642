/* Sketches of what a seller answered, so that the next answer can be compared with them; and that
 * the lead is told of words that the guard refused. */
#include "sink/store_io.h"

#include <inttypes.h>
#include <stdio.h>

int store_answers(struct store *s, struct str seller_id, unsigned limit,
                  void (*each)(void *ctx, struct str sketch), void *ctx, struct err *e)
{
    char key[KEYS_CAP], last[16];
    unsigned shard;
    keys_answers(key, seller_id, s->cases.shards, &shard);
    snprintf(last, sizeof(last), "%u", limit - 1);
    if (limit == 0)
        return 0;
    store_io_words(s, shard, "LRANGE", key, "0", last, NULL);
    if (store_io_flush(s, e) != 0)
        return -1;
    const redisReply *r = store_io_reply(s, 0);
    for (size_t i = 0; r->type == REDIS_REPLY_ARRAY && i < r->elements; i++)
        each(ctx, store_io_str(r->element[i]));
    store_io_reset(s);
    return 0;
}

int store_answered(struct store *s, struct str seller_id, const char *sketch, unsigned keep,
                   struct err *e)
{
    char key[KEYS_CAP], last[16], ttl[24];
    unsigned shard;
    if (keep == 0)
        return 0;
    keys_answers(key, seller_id, s->cases.shards, &shard);
    snprintf(last, sizeof(last), "%u", keep - 1);
    snprintf(ttl, sizeof(ttl), "%" PRId64, s->cases.tombstone_ms);
    store_io_words(s, shard, "LPUSH", key, sketch, NULL);
    store_io_words(s, shard, "LTRIM", key, "0", last, NULL);
    store_io_words(s, shard, "PEXPIRE", key, ttl, NULL);
    int rc = store_io_flush(s, e);
    store_io_reset(s);
    return rc;
}

/* ---- words that were refused -----------------------------------------------------------------*/

#define TOLD_MS "2592000000" /* 30 days: longer than a turn lasts */

/* The gravest cause, as an alert tells it. */
static void cause_text(const struct store_case *c, char out[40])
{
    const struct finding *x = &c->finding;
    out[0] = '\0';
    if (x->cause_count)
        snprintf(out, 40, "%s:%u", vocab_cause[x->cause[0]], (unsigned)x->p_cause[x->cause[0]]);
}

int store_guard_tell(struct store *s, const struct store_case *c, int64_t now_ms, bool *first,
                     struct err *e)
{
    const struct rounds_case *r = &c->head.state;
    unsigned round = r->reached + 10u * r->reopened;
    char key[KEYS_CAP], id[64], at[24], due[24], priority[12], cause[40], product[EVENT_ID_MAX + 1];
    snprintf(key, sizeof(key), "rd:{%u}:gd:%s:%u", c->shard, c->id, round);
    store_io_words(s, c->shard, "SET", key, "1", "NX", "PX", TOLD_MS, NULL);
    if (store_io_flush(s, e) != 0)
        return -1;
    *first = store_io_reply(s, 0)->type == REDIS_REPLY_STATUS;
    store_io_reset(s);
    if (!*first)
        return 0;
    snprintf(id, sizeof(id), "%s:%u:guard:2", c->id, round);
    snprintf(at, sizeof(at), "%" PRId64, now_ms);
    snprintf(due, sizeof(due), "%" PRId64, r->due_ms);
    snprintf(priority, sizeof(priority), "%u", c->head.priority);
    snprintf(product, sizeof(product), "%.*s", STR_FMT(c->fields.product_id));
    cause_text(c, cause);
    keys_alerts(key, c->shard);
    store_io_words(s, c->shard, "XADD", key, "*", "id", id, "at", at, "p", priority, "st",
                   rounds_state_name[r->state], "du", due, "ca", cause, "pr", product, NULL);
    int rc = store_io_flush(s, e);
    store_io_reset(s);
    return rc;
}
