#include "sink/wire_node.h"

#include "core/log.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#ifdef REDRESS_REDIS_TLS
#include <hiredis/hiredis_ssl.h>
#endif

/* redress.lua, put into the program by the build. */
extern const unsigned char redress_lua[], redress_lua_end[];

/* ---- addresses -------------------------------------------------------------------------------*/

static int parse_port(const char *text, size_t len, int *port)
{
    int n = 0;
    if (len == 0 || len > 5)
        return -1;
    for (size_t i = 0; i < len; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        n = n * 10 + (text[i] - '0');
    }
    *port = n;
    return n > 0 && n <= 65535 ? 0 : -1;
}

static int set_host(struct wire_address *out, const char *host, size_t len)
{
    if (len == 0 || len >= sizeof(out->host))
        return -1;
    memcpy(out->host, host, len);
    out->host[len] = '\0';
    return 0;
}

int wire_address_parse(const char *text, size_t len, struct wire_address *out)
{
    if (len > 5 && memcmp(text, "unix:", 5) == 0) {
        out->port = 0;
        return set_host(out, text + 5, len - 5);
    }
    const char *colon = memrchr(text, ':', len);
    if (!colon || parse_port(colon + 1, len - (size_t)(colon - text) - 1, &out->port) != 0)
        return -1;
    size_t host = (size_t)(colon - text);
    if (host > 0 && text[0] == '[')
        return text[host - 1] == ']' ? set_host(out, text + 1, host - 2) : -1;
    /* A colon more is an IPv6 address whose brackets were forgotten: where would the port begin? */
    return memchr(text, ':', host) ? -1 : set_host(out, text, host);
}

bool wire_address_eq(const struct wire_address *a, const struct wire_address *b)
{
    return a->port == b->port && strcmp(a->host, b->host) == 0;
}

const char *wire_address_text(const struct wire_address *a)
{
    static _Thread_local char out[sizeof(a->host) + 16];
    const char *form = a->port == 0 ? "unix:%s" : strchr(a->host, ':') ? "[%s]:%d" : "%s:%d";
    snprintf(out, sizeof(out), form, a->host, a->port);
    return out;
}

/* ---- login -----------------------------------------------------------------------------------*/

#ifdef REDRESS_REDIS_TLS
static const char *or_null(const char *s)
{
    return s[0] ? s : NULL;
}

static int tls_init(struct wire_login *l, const struct config *cfg, struct err *e)
{
    redisSSLContextError why = REDIS_SSL_CTX_NONE;
    redisInitOpenSSL();
    l->tls = redisCreateSSLContext(or_null(cfg->redis_tls_ca_file), NULL,
                                   or_null(cfg->redis_tls_cert_file),
                                   or_null(cfg->redis_tls_key_file), NULL, &why);
    if (!l->tls)
        return err_set(e, "redis.tls: %s (redis.tls_ca_file=%s, tls_cert_file=%s, tls_key_file=%s)",
                       redisSSLContextGetError(why), cfg->redis_tls_ca_file,
                       cfg->redis_tls_cert_file, cfg->redis_tls_key_file);
    return 0;
}

static int tls_start(redisContext *ctx, const struct wire_login *l)
{
    return l->tls ? redisInitiateSSLWithContext(ctx, l->tls) : REDIS_OK;
}

static void tls_fini(struct wire_login *l)
{
    if (l->tls)
        redisFreeSSLContext(l->tls);
}
#else
static int tls_init(struct wire_login *l, const struct config *cfg, struct err *e)
{
    (void)l, (void)cfg;
    return err_set(e,
                   "redis.tls = yes: this build has hiredis %d.%d, which cannot speak TLS; build "
                   "with hiredis 1.0 or later (hiredis_ssl), or set redis.tls = no and let "
                   "redis.address point to a local TLS proxy such as stunnel",
                   HIREDIS_MAJOR, HIREDIS_MINOR);
}

static int tls_start(redisContext *ctx, const struct wire_login *l)
{
    (void)ctx, (void)l;
    return REDIS_OK;
}

static void tls_fini(struct wire_login *l)
{
    (void)l;
}
#endif

int wire_login_init(struct wire_login *l, const struct config *cfg, struct err *e)
{
    *l = (struct wire_login){.timeout_ms = (int)cfg->redis_timeout_ms};
    if (strcmp(cfg->redis_mode, "cluster") != 0) /* a cluster has database 0 only */
        l->database = (int)cfg->redis_database;
    if (strlen(cfg->redis_user) >= sizeof(l->user))
        return err_set(e, "redis.user is longer than %zu bytes", sizeof(l->user) - 1);
    memcpy(l->user, cfg->redis_user, strlen(cfg->redis_user) + 1);
    if (config_secret("redis.password_file", cfg->redis_password_file, l->password,
                      sizeof(l->password), e) != 0 ||
        config_secret("redis.sentinel_password_file", cfg->redis_sentinel_password_file,
                      l->sentinel_password, sizeof(l->sentinel_password), e) != 0)
        return -1;
    if (l->user[0] && !l->password[0])
        return err_set(e, "redis.user = %s needs redis.password_file", l->user);
    return cfg->redis_tls ? tls_init(l, cfg, e) : 0;
}

void wire_login_fini(struct wire_login *l)
{
    tls_fini(l);
    explicit_bzero(l, sizeof(*l));
}

/* ---- one node --------------------------------------------------------------------------------*/

static struct timeval timeval_of(int ms)
{
    return (struct timeval){ms / 1000, (ms % 1000) * 1000};
}

static redisContext *dial(const struct wire_address *at, const struct wire_login *l)
{
    struct timeval limit = timeval_of(l->timeout_ms);
    redisContext *ctx = at->port ? redisConnectWithTimeout(at->host, at->port, limit)
                                 : redisConnectUnixWithTimeout(at->host, limit);
    CHECK(ctx);
    if (!ctx->err && tls_start(ctx, l) == REDIS_OK)
        redisSetTimeout(ctx, limit);
    if (!ctx->err && at->port)
        redisEnableKeepAlive(ctx);
    return ctx;
}

/* One command during the login. NULL: connection lost (said in ctx) or an error reply (said in e);
 * e is set either way. The caller frees the reply. */
static redisReply *ask(redisContext *ctx, const struct wire_address *at, struct err *e, int argc,
                       const char **argv, const size_t *lens)
{
    redisReply *r = redisCommandArgv(ctx, argc, argv, lens);
    if (!r) {
        err_set(e, "redis %s: %s", wire_address_text(at), ctx->errstr);
        return NULL;
    }
    if (r->type == REDIS_REPLY_ERROR) {
        err_set(e, "redis %s: %s: %s", wire_address_text(at), argv[0], r->str);
        freeReplyObject(r);
        return NULL;
    }
    return r;
}

static int tell(redisContext *ctx, const struct wire_address *at, struct err *e, int argc,
                const char **argv)
{
    redisReply *r = ask(ctx, at, e, argc, argv, NULL);
    freeReplyObject(r);
    return r ? 0 : -1;
}

static int login(redisContext *ctx, const struct wire_address *at, const struct wire_login *l,
                 bool sentinel, struct err *e)
{
    const char *password = sentinel ? l->sentinel_password : l->password;
    const char *with_user[] = {"AUTH", l->user, password};
    const char *without[] = {"AUTH", password};
    char number[16];
    const char *select[] = {"SELECT", number};
    bool user = l->user[0] && !sentinel;
    if (password[0] && tell(ctx, at, e, user ? 3 : 2, user ? with_user : without) != 0)
        return -1;
    snprintf(number, sizeof(number), "%d", l->database);
    return l->database && !sentinel ? tell(ctx, at, e, 2, select) : 0;
}

redisContext *wire_node_open(const struct wire_address *at, const struct wire_login *l,
                             bool sentinel, struct err *e)
{
    redisContext *ctx = dial(at, l);
    if (!ctx->err && login(ctx, at, l, sentinel, e) == 0)
        return ctx;
    if (ctx->err)
        err_set(e, "redis %s: %s", wire_address_text(at), ctx->errstr);
    redisFree(ctx);
    return NULL;
}

/* A sentinel may answer with a master that was deposed a moment ago. */
static int check_role(struct wire_node *n, struct err *e)
{
    const char *role[] = {"ROLE"};
    redisReply *r = ask(n->ctx, &n->at, e, 1, role, NULL);
    if (!r)
        return -1;
    bool master = r->type == REDIS_REPLY_ARRAY && r->elements > 0 &&
                  r->element[0]->type == REDIS_REPLY_STRING &&
                  strcmp(r->element[0]->str, "master") == 0;
    if (!master)
        err_set(e, "redis %s is not the master (any more)", wire_address_text(&n->at));
    freeReplyObject(r);
    return master ? 0 : -1;
}

/* "local VERSION = N" of the library in this program. */
static long long our_version(void)
{
    static const char mark[] = "\nlocal VERSION = ";
    const char *at = strstr((const char *)redress_lua, mark); /* a NUL follows its end */
    CHECK(at);
    return strtoll(at + sizeof(mark) - 1, NULL, 10);
}

static int load_library(struct wire_node *n, struct err *e)
{
    const char *argv[] = {"FUNCTION", "LOAD", "REPLACE", (const char *)redress_lua};
    size_t lens[] = {8, 4, 7, (size_t)(redress_lua_end - redress_lua)};
    redisReply *r = ask(n->ctx, &n->at, e, 4, argv, lens);
    if (!r)
        return -1;
    log_info("redis", "function library loaded", "addr=%s version=%lld", wire_address_text(&n->at),
             our_version());
    freeReplyObject(r);
    return 0;
}

/* Is the library in Redis ours to the letter? Between releases it may change and its number not;
 * arguments of one text given to the other would be refused for ever. Where the rights do not allow
 * the look, the number must do. */
static bool same_text(struct wire_node *n)
{
    bool same = true;
    redisReply *r = redisCommand(n->ctx, "FUNCTION LIST LIBRARYNAME redress WITHCODE");
    const redisReply *library =
        r && r->type == REDIS_REPLY_ARRAY && r->elements == 1 ? r->element[0] : NULL;
    for (size_t i = 1; library && i < library->elements; i += 2) {
        const redisReply *name = library->element[i - 1], *value = library->element[i];
        if (value->type == REDIS_REPLY_STRING && strcmp(name->str, "library_code") == 0)
            same = strcmp(value->str, (const char *)redress_lua) == 0;
    }
    if (r)
        freeReplyObject(r);
    return same;
}

/* Missing, older or of another text: loaded. Newer: another process is of a later release, and its
 * library serves us too (redress.lua promises that); it must not be put back. */
static int check_library(struct wire_node *n, struct err *e)
{
    redisReply *r = redisCommand(n->ctx, "FCALL rd_version 0");
    if (!r)
        return wire_node_error(n, e);
    bool missing = r->type == REDIS_REPLY_ERROR && strstr(r->str, "Function not found");
    long long found = r->type == REDIS_REPLY_INTEGER ? r->integer : missing ? 0 : -1;
    if (found < 0)
        err_set(e, "redis %s: FCALL rd_version: %s", wire_address_text(&n->at),
                r->type == REDIS_REPLY_ERROR ? r->str : "not a number");
    freeReplyObject(r);
    if (found < 0)
        return -1;
    if (found > our_version())
        log_warn("redis", "function library is of a later release and is kept",
                 "addr=%s version=%lld ours=%lld", wire_address_text(&n->at), found, our_version());
    bool ours = found > our_version() || (found == our_version() && same_text(n));
    return ours ? 0 : load_library(n, e);
}

int wire_node_connect(struct wire_node *n, const struct wire_login *l, bool any_role, struct err *e)
{
    if (n->ready)
        return 0;
    if (!n->ctx)
        n->ctx = wire_node_open(&n->at, l, false, e);
    if (!n->ctx)
        return -1;
    if ((!any_role && check_role(n, e) != 0) || check_library(n, e) != 0) {
        wire_node_close(n);
        return -1;
    }
    n->ready = true;
    return 0;
}

void wire_node_close(struct wire_node *n)
{
    if (n->ctx)
        redisFree(n->ctx);
    n->ctx = NULL;
    n->ready = false;
    n->lost = n->lost || n->written;
}

int wire_node_error(const struct wire_node *n, struct err *e)
{
    const char *why = n->ctx && n->ctx->err ? n->ctx->errstr : "connection lost";
    if (strcmp(why, strerror(EAGAIN)) == 0) /* hiredis's way to say that its timeout passed */
        why = "no answer in time (redis.timeout_ms)";
    return err_set(e, "redis %s: %s", wire_address_text(&n->at), why);
}

void wire_node_timeout(struct wire_node *n, int ms)
{
    redisSetTimeout(n->ctx, timeval_of(ms));
}
