/* What was promised away of a seller in a month (UTC): one amount for each case, the last that was
 * offered or promised, so that saying the same again counts once. A budget, not a lock: two who
 * offer in the same instant may overdraw it by one offer. Not in the journal. */
#include "sink/store_io.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define KEEP_MS "8640000000" /* 100 days: the months before can be looked at */

/* "1250 CNY": other currencies are other budgets. */
static int64_t amount_of(struct str value, struct str currency)
{
    int64_t n = 0;
    uint32_t i = 0;
    for (; i < value.len && i < 18 && value.ptr[i] >= '0' && value.ptr[i] <= '9'; i++)
        n = n * 10 + (value.ptr[i] - '0');
    struct str rest = {value.ptr + i, value.len - i};
    if (rest.len && rest.ptr[0] == ' ')
        rest = (struct str){rest.ptr + 1, rest.len - 1};
    return str_eq(rest, currency) ? n : 0;
}

int store_reserve(struct store *s, const struct store_case *c, int64_t now_ms,
                  struct store_spent *out, struct err *e)
{
    char key[KEYS_CAP];
    unsigned shard;
    *out = (struct store_spent){0};
    keys_reserve(key, c->fields.seller_id, now_ms, s->cases.shards, &shard);
    store_io_words(s, shard, "HGETALL", key, NULL);
    if (store_io_flush(s, e) != 0)
        return -1;
    const redisReply *r = store_io_reply(s, 0);
    for (size_t i = 0; r->type == REDIS_REPLY_ARRAY && i + 1 < r->elements; i += 2) {
        struct str id = store_io_str(r->element[i]);
        int64_t n = amount_of(store_io_str(r->element[i + 1]), c->fields.currency);
        if (id.len != KEYS_ID_CHARS)
            continue;
        out->cases++;
        if (str_eq(id, str_from(c->id)))
            out->own_minor = n;
        else
            out->others_minor += n;
    }
    store_io_reset(s);
    return 0;
}

int store_reserve_take(struct store *s, const struct store_case *c, int64_t now_ms,
                       int64_t amount_minor, struct err *e)
{
    char key[KEYS_CAP], value[48];
    unsigned shard;
    struct str currency = c->fields.currency;
    keys_reserve(key, c->fields.seller_id, now_ms, s->cases.shards, &shard);
    snprintf(value, sizeof(value), "%" PRId64 "%s%.*s", amount_minor, currency.len ? " " : "",
             STR_FMT(currency));
    if (amount_minor > 0)
        store_io_words(s, shard, "HSET", key, c->id, value, NULL);
    else
        store_io_words(s, shard, "HDEL", key, c->id, NULL);
    store_io_words(s, shard, "PEXPIRE", key, KEEP_MS, NULL);
    int rc = store_io_flush(s, e);
    store_io_reset(s);
    return rc;
}

int store_reserve_tell(struct store *s, const struct store_case *c, int64_t now_ms, unsigned level,
                       const char *why, bool *first, struct err *e)
{
    char key[KEYS_CAP], told[8], id[64], at[24], due[24], priority[12];
    unsigned shard;
    keys_reserve(key, c->fields.seller_id, now_ms, s->cases.shards, &shard);
    snprintf(told, sizeof(told), "told%u", level);
    store_io_words(s, shard, "HSETNX", key, told, "1", NULL);
    if (store_io_flush(s, e) != 0)
        return -1;
    *first = store_io_int(store_io_reply(s, 0)) == 1;
    store_io_reset(s);
    if (!*first)
        return 0;
    const struct rounds_case *r = &c->head.state;
    snprintf(id, sizeof(id), "%s:%u:quota:%u", c->id, r->reached + 10u * r->reopened, level);
    snprintf(at, sizeof(at), "%" PRId64, now_ms);
    snprintf(due, sizeof(due), "%" PRId64, r->due_ms);
    snprintf(priority, sizeof(priority), "%u", c->head.priority);
    keys_alerts(key, c->shard);
    store_io_words(s, c->shard, "XADD", key, "*", "id", id, "at", at, "p", priority, "st",
                   rounds_state_name[r->state], "du", due, "ca", "", "pr", "", "wy", why, NULL);
    int rc = store_io_flush(s, e);
    store_io_reset(s);
    return rc;
}
