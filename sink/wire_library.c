/* The function library on a node: there, of our text, or loaded. */
#include "sink/wire_node.h"

#include "core/log.h"

#include <stdlib.h>
#include <string.h>

/* redress.lua, put into the program by the build. */
extern const unsigned char redress_lua[], redress_lua_end[];

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
    redisReply *r = wire_node_ask(n->ctx, &n->at, e, 4, argv, lens);
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
int wire_library_check(struct wire_node *n, struct err *e)
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
