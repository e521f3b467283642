#include "sink/drift_in.h"

/* The counts of all products; *since 0: none was counted yet. */
static void read_all(const redisReply *r, struct drift_days *all, int64_t *since)
{
    all->n = 0;
    *since = 0;
    for (size_t i = 0; r->type == REDIS_REPLY_ARRAY && i + 1 < r->elements; i += 2) {
        int64_t n = store_io_int(r->element[i + 1]);
        if (strcmp(r->element[i]->str, DRIFT_SINCE) == 0)
            *since = n;
        else if (all->n < DRIFT_DAYS_MAX)
            all->day[all->n++] = (struct drift_day){store_io_int(r->element[i]), (unsigned)n, 0};
    }
}

int store_drift(struct store *s, struct str product_id, struct drift_days *days,
                struct drift_verdict *verdict, int64_t *since, struct err *e)
{
    struct drift_rule rule = drift_rule_of(s->cfg);
    struct drift_days all;
    struct drift_place p;
    int64_t now_ms;
    char key[KEYS_CAP];
    if (store_now(s, 0, &now_ms, e) != 0)
        return -1;
    drift_place(product_id, s->cases.shards, &p);
    struct command *c = wire_command(s->wire);
    command_begin(c);
    command_text(c, "HGET");
    command_bytes(c, key, keys_drift(key, p.shard, p.bucket));
    command_bytes(c, p.field, sizeof(p.field));
    command_end(c);
    wire_push(s->wire, p.shard);
    store_io_words(s, 0, "HGETALL", DRIFT_ALL, NULL);
    if (store_io_flush(s, e) != 0)
        return -1;
    struct str packed = store_io_str(store_io_reply(s, 0));
    drift_unpack(packed.ptr, packed.len, days);
    read_all(store_io_reply(s, 1), &all, since);
    store_io_reset(s);
    drift_judge(days, &all, *since, now_ms / DRIFT_DAY_MS, &rule, verdict);
    return 0;
}
