/* probe.c - can these settings reach Redis, and will it keep what it is given? */
#include "sink/sink.h"

#include "sink/wire.h"

#include <stdlib.h>
#include <string.h>

#define LEAST_MAJOR 7

/* The value behind "name:" in the answer to INFO, up to the end of its line; "" if it is not there.
 */
static const char *field(const char *info, const char *name, char *out, size_t cap)
{
    size_t len = strlen(name);
    out[0] = '\0';
    for (const char *line = info; line; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (strncmp(line, name, len) == 0 && line[len] == ':')
            snprintf(out, cap, "%.*s", (int)strcspn(line + len + 1, "\r\n"), line + len + 1);
    }
    return out;
}

static long long number(const char *info, const char *name)
{
    char text[32];
    return atoll(field(info, name, text, sizeof(text)));
}

static void look_at_replicas(const struct config *cfg, struct probe *p, const char *info)
{
    long long wanted = cfg->redis_wait_replicas, there = number(info, "connected_slaves");
    if (there < wanted)
        probe_say(p, PROBE_FAIL, "redis",
                  "%lld replicas, redis.wait_replicas = %lld: nothing would be committed", there,
                  wanted);
    else if (wanted == 0)
        probe_say(p, PROBE_WARN, "redis",
                  "redis.wait_replicas = 0: a failover may lose cases that were acknowledged");
    else
        probe_say(p, PROBE_OK, "redis", "%lld replicas, %lld must have a batch", there, wanted);
}

static void look_at_keeping(struct probe *p, const char *info)
{
    char policy[32];
    field(info, "maxmemory_policy", policy, sizeof(policy));
    if (number(info, "maxmemory") > 0 && policy[0] && strcmp(policy, "noeviction") != 0)
        probe_say(p, PROBE_FAIL, "redis",
                  "maxmemory-policy %s: it would evict cases; set noeviction", policy);
    if (number(info, "aof_enabled") == 0)
        probe_say(p, PROBE_WARN, "redis",
                  "appendonly no: a restart loses what was not saved since the last snapshot");
}

static void look_at(const struct config *cfg, struct probe *p, const char *info)
{
    char version[32];
    if (atoi(field(info, "redis_version", version, sizeof(version))) < LEAST_MAJOR)
        probe_say(p, PROBE_FAIL, "redis", "version %s: functions need 7.0 or later", version);
    else
        probe_say(p, PROBE_OK, "redis", "version %s, the function library is there", version);
    look_at_replicas(cfg, p, info);
    look_at_keeping(p, info);
}

void sink_probe(const struct config *cfg, struct probe *p)
{
    const char *ask[] = {"GET", "rd:{0}:probe"}, *info[] = {"INFO", "everything"};
    struct err e;
    struct wire *w = wire_new(cfg, &e);
    redisReply *r = w ? wire_call(w, 0, &e, 2, ask, NULL) : NULL;
    if (!r) {
        probe_say(p, PROBE_FAIL, "redis", "%s", e.msg);
        wire_free(w);
        return;
    }
    freeReplyObject(r);
    r = wire_call(w, 0, &e, 2, info, NULL);
    if (r && r->type == REDIS_REPLY_STRING)
        look_at(cfg, p, r->str);
    else
        probe_say(p, PROBE_WARN, "redis",
                  "answers, but not to INFO, so replicas and memory policy were not looked at (%s)",
                  r ? "no text" : e.msg);
    if (r)
        freeReplyObject(r);
    wire_free(w);
}
