#include "sink/outbox_io.h"

#include "sink/entry.h"

#include <stdlib.h>

const char *outbox_io_key(char out[OUTBOX_KEY_CAP], unsigned shard, const char *what,
                          const char *of)
{
    snprintf(out, OUTBOX_KEY_CAP, "rd:{%u}:nt:%s%s%s", shard, what, of ? ":" : "", of ? of : "");
    return out;
}

void outbox_io_words(struct outbox *o, unsigned shard, ...)
{
    va_list words;
    va_start(words, shard);
    struct command *c = wire_command(o->wire);
    command_begin(c);
    for (const char *w; (w = va_arg(words, const char *)) != NULL;)
        command_text(c, w);
    va_end(words);
    command_end(c);
    wire_push(o->wire, shard);
}

int outbox_io_send(struct outbox *o, struct err *e)
{
    if (wire_flush(o->wire, e) == WIRE_OK)
        return 0;
    wire_restart(o->wire);
    return -1;
}

int outbox_io_well(struct outbox *o, const char *but, struct err *e)
{
    for (unsigned i = 0; i < wire_queued(o->wire); i++) {
        const redisReply *r = wire_reply(o->wire, i);
        if (r->type != REDIS_REPLY_ERROR || (but && strncmp(r->str, but, strlen(but)) == 0))
            continue;
        err_set(e, "Redis refused: %s", r->str);
        wire_reset(o->wire);
        return -1;
    }
    return 0;
}

/* ---- an entry --------------------------------------------------------------------------------*/

static void copy(char *out, size_t cap, struct str s)
{
    snprintf(out, cap, "%.*s", STR_FMT(s));
}

/* "<case>:<round>:<kind>:<level>"; the round's tens are the times the case was reopened. */
static void read_id(struct outbox_alert *a, struct str id)
{
    char text[OUTBOX_ID_CAP], *rest = text;
    copy(a->id, sizeof(a->id), id);
    copy(text, sizeof(text), id);
    snprintf(a->case_id, sizeof(a->case_id), "%s", strsep(&rest, ":"));
    unsigned round = rest ? (unsigned)strtoul(strsep(&rest, ":"), NULL, 10) : 0;
    a->lives = round / 10;
    a->round = round % 10;
    snprintf(a->kind, sizeof(a->kind), "%s", rest ? strsep(&rest, ":") : "");
    a->level = rest ? (unsigned)strtoul(rest, NULL, 10) : 0;
}

static void read_field(void *ctx, struct str name, struct str v)
{
    struct outbox_alert *a = ctx;
    if (str_eq(name, STR_LIT("id")))
        read_id(a, v);
    else if (str_eq(name, STR_LIT("at")))
        a->at_ms = entry_number(v);
    else if (str_eq(name, STR_LIT("du")))
        a->due_ms = entry_number(v);
    else if (str_eq(name, STR_LIT("p")))
        a->priority = (unsigned)entry_number(v);
    else if (str_eq(name, STR_LIT("st")))
        copy(a->state, sizeof(a->state), v);
    else if (str_eq(name, STR_LIT("ca")))
        copy(a->causes, sizeof(a->causes), v);
    else if (str_eq(name, STR_LIT("pr")))
        copy(a->product, sizeof(a->product), v);
    else if (str_eq(name, STR_LIT("mk")))
        copy(a->marketplace, sizeof(a->marketplace), v);
    else if (str_eq(name, STR_LIT("wy")))
        copy(a->why, sizeof(a->why), v);
}

/* [stream id, [name, value, ...]]; nil instead of the fields when it was trimmed. What somebody
 * else put into the stream counts as lost: it is settled and never sent. */
bool outbox_io_entry(const redisReply *r, unsigned shard, struct outbox_alert *out)
{
    memset(out, 0, sizeof(*out));
    out->shard = shard;
    if (r->type != REDIS_REPLY_ARRAY || r->elements != 2)
        return false;
    copy(out->entry, sizeof(out->entry), store_io_str(r->element[0]));
    entry_each(r->element[1], read_field, out);
    out->lost = strlen(out->case_id) != KEYS_ID_CHARS || !out->kind[0];
    return out->entry[0] != '\0';
}
