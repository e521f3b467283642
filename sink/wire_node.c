#include "sink/wire_node.h"

#include "core/log.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#ifdef REDRESS_REDIS_TLS
#include <hiredis/hiredis_ssl.h>
#endif

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

redisReply *wire_node_ask(redisContext *ctx, const struct wire_address *at, struct err *e, int argc,
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
    redisReply *r = wire_node_ask(ctx, at, e, argc, argv, NULL);
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
    redisReply *r = wire_node_ask(n->ctx, &n->at, e, 1, role, NULL);
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

int wire_node_connect(struct wire_node *n, const struct wire_login *l, bool any_role, struct err *e)
{
    if (n->ready)
        return 0;
    if (!n->ctx)
        n->ctx = wire_node_open(&n->at, l, false, e);
    if (!n->ctx)
        return -1;
    if ((!any_role && check_role(n, e) != 0) || wire_library_check(n, e) != 0) {
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

#define AWAIT_MS 50
#define AWAIT_MAX 16384 /* bytes: surely less than the socket's buffer */

/* From here on poll and read sleep until so much is there (TCP; elsewhere it has no effect). */
static void low_mark(int fd, size_t bytes)
{
    int n = (int)bytes;
    (void)setsockopt(fd, SOL_SOCKET, SO_RCVLOWAT, &n, sizeof(n)); /* refused: wakes up earlier */
}

void wire_node_await(const struct wire_node *n, size_t bytes)
{
    struct pollfd p = {.fd = n->ctx->fd, .events = POLLIN};
    int there = 0, before;
    low_mark(p.fd, bytes < AWAIT_MAX ? bytes : AWAIT_MAX);
    do {
        before = there;
    } while (poll(&p, 1, AWAIT_MS) == 0 && ioctl(p.fd, FIONREAD, &there) == 0 && there > before);
    low_mark(p.fd, 1);
}
