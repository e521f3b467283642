/* What ended the cases of a product, the latest first: so that equals are treated as equals. One
 * line for each closing that resolved something; no text, no person. Like the sketches of answers
 * these are working memory: not in the journal, and gone when none came for cases.tombstone_days.
 */
#include "sink/store_io.h"

#include <inttypes.h>
#include <stdio.h>

#define KEEP "49" /* the last one's index */
#define LINE_CAP 256

/* "at case cause reason proposal amount currency rule"; "-" is nothing. The rule comes last: it may
 * have blanks. */
static struct str word(struct str *rest)
{
    const char *end = rest->len ? memchr(rest->ptr, ' ', rest->len) : NULL;
    struct str w = {rest->ptr, end ? (uint32_t)(end - rest->ptr) : rest->len};
    uint32_t used = w.len + (end ? 1 : 0);
    *rest = (struct str){rest->ptr + used, rest->len - used};
    return str_eq(w, STR_LIT("-")) ? STR_NONE : w;
}

static int64_t number(struct str s)
{
    int64_t n = 0;
    for (uint32_t i = 0; i < s.len && i < 18 && s.ptr[i] >= '0' && s.ptr[i] <= '9'; i++)
        n = n * 10 + (s.ptr[i] - '0');
    return n;
}

static struct store_precedent parse(struct str line)
{
    struct store_precedent p;
    p.at_ms = number(word(&line));
    p.case_id = word(&line);
    p.cause = word(&line);
    p.reason = word(&line);
    p.proposal = word(&line);
    p.amount_minor = number(word(&line));
    p.currency = word(&line);
    p.rule = str_eq(line, STR_LIT("-")) ? STR_NONE : line;
    return p;
}

int store_precedents(struct store *s, const struct store_case *c,
                     void (*each)(void *ctx, const struct store_precedent *p), void *ctx,
                     struct err *e)
{
    char key[KEYS_CAP];
    keys_precedents(key, c->shard, c->fields.product_id);
    store_io_words(s, c->shard, "LRANGE", key, "0", KEEP, NULL);
    if (store_io_flush(s, e) != 0)
        return -1;
    const redisReply *r = store_io_reply(s, 0);
    for (size_t i = 0; r->type == REDIS_REPLY_ARRAY && i < r->elements; i++) {
        struct store_precedent p = parse(store_io_str(r->element[i]));
        if (p.at_ms && p.case_id.len == KEYS_ID_CHARS)
            each(ctx, &p);
    }
    store_io_reset(s);
    return 0;
}

static struct str some(struct str s)
{
    return s.len ? s : STR_LIT("-");
}

bool store_resolved(const struct rounds_case *r)
{
    return r->state == ROUNDS_CL &&
           (r->reason == ROUNDS_CLOSE_AGREED || r->reason == ROUNDS_CLOSE_SOLVED ||
            r->reason == ROUNDS_CLOSE_ACCEPTED || r->reason == ROUNDS_CLOSE_BY_RULE ||
            r->reason == ROUNDS_CLOSE_PUBLIC);
}

struct str store_cause(const struct store_case *c)
{
    if (c->record.cause.len)
        return c->record.cause;
    return str_from(vocab_cause[c->finding.cause_count ? c->finding.cause[0] : CAUSE_OTHER]);
}

int store_precede(struct store *s, const struct store_case *c, int64_t now_ms, struct err *e)
{
    const struct store_record *r = &c->record;
    char key[KEYS_CAP], line[LINE_CAP], ttl[24];
    if (!store_resolved(&c->head.state) || !c->fields.product_id.len)
        return 0;
    struct str cause = store_cause(c), proposal = some(r->proposal), rule = some(r->rule);
    struct str currency = some(c->fields.currency);
    snprintf(line, sizeof(line), "%" PRId64 " %s %.*s %s %.*s %" PRId64 " %.*s %.*s", now_ms, c->id,
             STR_FMT(cause), rounds_reason_name[c->head.state.reason], STR_FMT(proposal),
             r->amount_minor, currency.len > 8 ? 8 : (int)currency.len, currency.ptr,
             STR_FMT(rule));
    keys_precedents(key, c->shard, c->fields.product_id);
    snprintf(ttl, sizeof(ttl), "%" PRId64, s->cases.tombstone_ms);
    store_io_words(s, c->shard, "LPUSH", key, line, NULL);
    store_io_words(s, c->shard, "LTRIM", key, "0", KEEP, NULL);
    store_io_words(s, c->shard, "PEXPIRE", key, ttl, NULL);
    int rc = store_io_flush(s, e);
    store_io_reset(s);
    return rc;
}
