/* `redress diff`: two Redis servers held against each other, key by key and field by field. */
#include "journal/journal.h"

#include "core/log.h"
#include "journal/copy.h"
#include "sink/cases.h"
#include "sink/scan.h"
#include "sink/wire.h"

#include <stdlib.h>

#define PAGE 1000
#define CHUNK 200 /* keys compared in one pipeline */
#define EXPIRY_MS 2000

const char diff_about[] =
    "Compares the Redis of the settings with another one, ADDRESS (as redis.address, of the same\n"
    "mode and passwords): cases field by field, wake-ups, the queue, what is remembered of closed\n"
    "cases and messages, herds. Prints what differs; exit code 1 if anything does. Not compared:\n"
    "alerts and logs (streams), incidents, clocks, the journal's place, agents' notes. Compare\n"
    "while both are quiet.";

enum shape { HASH, ZSET, HERD, IGNORED };

/* What becomes of a kind of key. */
static const struct {
    const char *name;
    enum shape kind;
    bool expires; /* also when */
} kinds[] = {
    {"c", HASH, true},         {"tb", HASH, false},       {"ms", HASH, false},
    {"due", ZSET, false},      {"q", ZSET, false},        {"herd", HERD, false},
    {"al", IGNORED, false},    {"log", IGNORED, false},   {"clk", IGNORED, false},
    {"jn", IGNORED, false},    {"nt", IGNORED, false},    {"rebuild", IGNORED, false},
    {"ans", IGNORED, false},   {"audit", IGNORED, false}, {"audited", IGNORED, false},
    {"kn", IGNORED, false},    {"gd", IGNORED, false},    {"lv", ZSET, false},
    {"lt", IGNORED, false},    {"rate", IGNORED, false},  {"hi", IGNORED, false},
    {"ha", IGNORED, false},    {"his", IGNORED, false},   {"rsv", IGNORED, false},
    {"pre", IGNORED, false},   {"dr", IGNORED, false},    {"dt", IGNORED, false},
    {"drift", IGNORED, false},
};

struct side {
    const char *address;
    struct wire *wire;
    char **keys; /* sorted, each once */
    size_t count, cap;
};

struct diff {
    const struct config *cfg;
    struct side side[2];
    int64_t limit;
    uint64_t compared, differences;
    FILE *out;
};

/* ---- keys ------------------------------------------------------------------------------------*/

static int kind_of(const char *key)
{
    struct scan_key k;
    if (!scan_parse(str_from(key), &k))
        return -1;
    for (unsigned i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
        if (str_eq(k.kind, str_from(kinds[i].name)))
            return (int)i;
    return -1;
}

static void take_key(void *ctx, const struct scan_key *key)
{
    struct side *s = ctx;
    int kind = kind_of(key->key.ptr);
    if (kind >= 0 && kinds[kind].kind == IGNORED)
        return;
    if (s->count == s->cap) {
        s->cap = s->cap ? s->cap * 2 : 1024;
        s->keys = check_realloc(s->keys, s->cap * sizeof(*s->keys));
    }
    s->keys[s->count++] = check_strdup(key->key.ptr);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void sort_unique(struct side *s)
{
    size_t kept = 0;
    if (s->count)
        qsort(s->keys, s->count, sizeof(*s->keys), by_text);
    for (size_t i = 0; i < s->count; i++)
        if (kept > 0 && strcmp(s->keys[kept - 1], s->keys[i]) == 0)
            free(s->keys[i]);
        else
            s->keys[kept++] = s->keys[i];
    s->count = kept;
}

static int list_keys(struct diff *d, struct side *s, struct err *e)
{
    struct scan scan;
    int rc = scan_init(&scan, s->wire, (unsigned)d->cfg->redis_shards, e);
    while (rc == 0 && (rc = scan_next(&scan, PAGE, take_key, s, e)) == 1)
        rc = 0;
    scan_fini(&scan);
    sort_unique(s);
    return rc;
}

/* ---- what differs ----------------------------------------------------------------------------*/

static void differs(struct diff *d, const char *key, const char *fmt, ...) PRINTF_LIKE(3, 4);
static void differs(struct diff *d, const char *key, const char *fmt, ...)
{
    va_list ap;
    char *line = NULL;
    if (d->differences++ >= (uint64_t)d->limit)
        return;
    va_start(ap, fmt);
    int len = vasprintf(&line, fmt, ap);
    va_end(ap);
    CHECK(len >= 0);
    log_tame(line, (size_t)len); /* it quotes what others wrote */
    fprintf(d->out, "%s %s\n", key, line);
    free(line);
}

static struct str text(const redisReply *r)
{
    return (struct str){r->str ? r->str : "", (uint32_t)r->len};
}

struct pair {
    struct str name, value;
};

static int by_name(const void *a, const void *b)
{
    const struct pair *x = a, *y = b;
    uint32_t n = x->name.len < y->name.len ? x->name.len : y->name.len;
    int c = n ? memcmp(x->name.ptr, y->name.ptr, n) : 0;
    return c ? c : (x->name.len > y->name.len) - (x->name.len < y->name.len);
}

struct pairs {
    struct pair *at;
    size_t count, cap;
};

static struct str copy(struct str s)
{
    char *to = check_malloc(s.len + 1u);
    memcpy(to, s.len ? s.ptr : "", s.len);
    return (struct str){to, s.len};
}

/* A name that comes again replaces the one before. */
static void take_pair(void *ctx, struct str name, struct str value)
{
    struct pairs *p = ctx;
    if (copy_is_text(name))
        return;
    for (size_t i = 0; i < p->count; i++)
        if (str_eq(p->at[i].name, name)) {
            free((char *)p->at[i].value.ptr);
            p->at[i].value = copy(value);
            return;
        }
    if (p->count == p->cap) {
        p->cap = p->cap ? p->cap * 2 : 64;
        p->at = check_realloc(p->at, p->cap * sizeof(*p->at));
    }
    p->at[p->count++] = (struct pair){copy(name), copy(value)};
}

static void take_all(struct pairs *p, const redisReply *r)
{
    size_t n = r->type == REDIS_REPLY_ARRAY ? r->elements / 2 : 0;
    p->at = check_calloc(n + 1, sizeof(*p->at));
    for (size_t i = 0; i < n; i++)
        p->at[p->count++] =
            (struct pair){copy(text(r->element[2 * i])), copy(text(r->element[2 * i + 1]))};
}

/* A reply as pairs, by name; of a case what is packed in it taken apart. */
static struct pairs pairs_of(const redisReply *r, bool is_case)
{
    struct pairs p = {0};
    if (is_case && r->type == REDIS_REPLY_ARRAY)
        cases_each(r, take_pair, &p);
    else
        take_all(&p, r);
    if (p.count)
        qsort(p.at, p.count, sizeof(*p.at), by_name);
    return p;
}

static void free_pairs(struct pairs *p)
{
    for (size_t i = 0; i < p->count; i++) {
        free((char *)p->at[i].name.ptr);
        free((char *)p->at[i].value.ptr);
    }
    free(p->at);
}

static void compare_pairs(struct diff *d, const char *key, bool is_case, const redisReply *a,
                          const redisReply *b)
{
    size_t i = 0, k = 0;
    struct pairs one = pairs_of(a, is_case), other = pairs_of(b, is_case);
    const struct pair *pa = one.at, *pb = other.at;
    const size_t na = one.count, nb = other.count;
    while (i < na || k < nb) {
        int c = i == na ? 1 : k == nb ? -1 : by_name(&pa[i], &pb[k]);
        if (c == 0 && !str_eq(pa[i].value, pb[k].value))
            differs(d, key, "%.*s: %.*s | %.*s", STR_FMT(pa[i].name), STR_FMT(pa[i].value),
                    STR_FMT(pb[k].value));
        else if (c < 0)
            differs(d, key, "%.*s: %.*s | (not there)", STR_FMT(pa[i].name), STR_FMT(pa[i].value));
        else if (c > 0)
            differs(d, key, "%.*s: (not there) | %.*s", STR_FMT(pb[k].name), STR_FMT(pb[k].value));
        i += c <= 0;
        k += c >= 0;
    }
    free_pairs(&one);
    free_pairs(&other);
}

static void compare_expiry(struct diff *d, const char *key, const redisReply *a,
                           const redisReply *b)
{
    long long x = a->integer, y = b->integer;
    if ((x < 0) != (y < 0) || llabs(x - y) > EXPIRY_MS)
        differs(d, key, "expires at: %lld | %lld", x, y);
}

static void compare_key(struct diff *d, const char *key, unsigned reply)
{
    const redisReply *a = wire_reply(d->side[0].wire, reply),
                     *b = wire_reply(d->side[1].wire, reply);
    int kind = kind_of(key);
    if (a->type == REDIS_REPLY_ERROR || b->type == REDIS_REPLY_ERROR) {
        differs(d, key, "cannot be read: %s", a->type == REDIS_REPLY_ERROR ? a->str : b->str);
        return;
    }
    compare_pairs(d, key, strcmp(kinds[kind].name, "c") == 0, a, b);
    if (kinds[kind].expires)
        compare_expiry(d, key, wire_reply(d->side[0].wire, reply + 1),
                       wire_reply(d->side[1].wire, reply + 1));
}

/* ---- asking ----------------------------------------------------------------------------------*/

static void ask(struct wire *w, const char *key)
{
    struct scan_key k;
    const char *hash[] = {"HGETALL", key}, *zset[] = {"ZRANGE", key, "0", "-1", "WITHSCORES"};
    const char *herd[] = {"FCALL", "rd_herd", "1", key}, *expiry[] = {"PEXPIRETIME", key};
    enum shape shape = kinds[kind_of(key)].kind;
    CHECK(scan_parse(str_from(key), &k));
    if (shape == HASH)
        wire_queue(w, k.shard, 2, hash, NULL);
    else if (shape == ZSET)
        wire_queue(w, k.shard, 5, zset, NULL);
    else
        wire_queue(w, k.shard, 4, herd, NULL);
    wire_queue(w, k.shard, 2, expiry, NULL);
}

static int compare_chunk(struct diff *d, char **keys, unsigned n, struct err *e)
{
    for (int i = 0; i < 2; i++) {
        for (unsigned k = 0; k < n; k++)
            ask(d->side[i].wire, keys[k]);
        if (wire_flush(d->side[i].wire, e) != WIRE_OK)
            return -1;
    }
    for (unsigned k = 0; k < n; k++)
        compare_key(d, keys[k], 2 * k);
    wire_reset(d->side[0].wire);
    wire_reset(d->side[1].wire);
    d->compared += n;
    return 0;
}

/* Keys that one side alone has are said at once, the others are gathered and compared. */
static int compare(struct diff *d, struct err *e)
{
    struct side *a = &d->side[0], *b = &d->side[1];
    char *both[CHUNK];
    unsigned n = 0;
    for (size_t i = 0, k = 0; i < a->count || k < b->count;) {
        int c = i == a->count ? 1 : k == b->count ? -1 : strcmp(a->keys[i], b->keys[k]);
        if (c != 0)
            differs(d, c < 0 ? a->keys[i] : b->keys[k], "only in %s",
                    c < 0 ? a->address : b->address);
        else if (kind_of(a->keys[i]) < 0)
            differs(d, a->keys[i], "is of a kind that this version does not know");
        else
            both[n++] = a->keys[i];
        i += c <= 0;
        k += c >= 0;
        if (n == CHUNK) {
            if (compare_chunk(d, both, n, e) != 0)
                return -1;
            n = 0;
        }
    }
    return n ? compare_chunk(d, both, n, e) : 0;
}

static int diff(struct diff *d, const char *address, struct err *e)
{
    struct config other = *d->cfg; /* its strings stay the settings' */
    other.redis_address = check_strdup(address);
    d->side[0].address = d->cfg->redis_address;
    d->side[1].address = address;
    d->side[0].wire = wire_new(d->cfg, e);
    d->side[1].wire = d->side[0].wire ? wire_new(&other, e) : NULL;
    int rc = d->side[1].wire ? 0 : -1;
    for (int i = 0; i < 2 && rc == 0; i++)
        rc = list_keys(d, &d->side[i], e);
    if (rc == 0)
        rc = compare(d, e);
    for (int i = 0; i < 2; i++) {
        wire_free(d->side[i].wire);
        for (size_t k = 0; k < d->side[i].count; k++)
            free(d->side[i].keys[k]);
        free(d->side[i].keys);
    }
    free(other.redis_address);
    return rc;
}

int diff_cmd(struct cli *cli)
{
    struct diff d = {.cfg = cli->cfg, .limit = 50, .out = stdout};
    struct err e = {""};
    const struct cli_option options[] = {
        {"limit", 'n', CLI_NUMBER, &d.limit, "N", "differences printed at most (50)", 0, INT64_MAX},
        {0},
    };
    int code;
    if (!cli_options(cli, options, &code))
        return code;
    if (cli->argc != 1)
        return cli_fail(cli, EXIT_USAGE, "name one other server: redress diff HOST:PORT");
    if (diff(&d, cli->argv[0], &e) != 0)
        return cli_fail(cli, EXIT_FAILED, "%s", e.msg);
    if (d.differences == 0) {
        printf("equal: %llu keys\n", (unsigned long long)d.compared);
        return EXIT_OK;
    }
    printf("%llu differences; left: %s, right: %s\n", (unsigned long long)d.differences,
           d.side[0].address, d.side[1].address);
    return EXIT_FAILED;
}
