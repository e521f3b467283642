/* The whole case as a record has it. */
#include "journal/copy.h"

#include <stdlib.h>
#include <string.h>

struct str copy_text(const redisReply *r)
{
    if (r->type != REDIS_REPLY_STRING && r->type != REDIS_REPLY_STATUS)
        return STR_NONE;
    return (struct str){r->str, (uint32_t)r->len};
}

int64_t copy_number(struct str s)
{
    char digits[24] = "";
    if (s.len > 0 && s.len < sizeof(digits))
        memcpy(digits, s.ptr, s.len);
    return strtoll(digits, NULL, 10);
}

bool copy_is_text(struct str name)
{
    return str_eq(name, STR_LIT("nt")); /* an agent's last note */
}

static void add(struct record_map *map, struct str name, struct str value)
{
    unsigned i = 0;
    if (copy_is_text(name))
        return;
    while (i < map->count && !str_eq(map->at[i].name, name))
        i++;
    if (i == map->count && map->count < RECORD_FIELDS_MAX)
        map->count++;
    if (i < map->count)
        map->at[i] = (struct record_field){name, value};
}

/* A copy: what cases_each gives lives during its call. The room was made before. */
static struct str keep(struct copy *c, struct str s)
{
    char *to = c->room + c->room_used;
    CHECK(c->room_used + s.len <= c->room_cap);
    if (s.len)
        memcpy(to, s.ptr, s.len);
    c->room_used += s.len;
    return (struct str){to, s.len};
}

/* All that cases_each can give of a hash of so many bytes: each of them once, names that it knows
 * by itself, and numbers. */
static void make_room(struct copy *c, size_t bytes)
{
    bytes += RECORD_FIELDS_MAX * 32;
    c->room_used = 0;
    if (bytes <= c->room_cap)
        return;
    free(c->room);
    c->room = check_malloc(bytes);
    c->room_cap = bytes;
}

struct taking {
    struct copy *c;
    struct record *r;
};

static void take_field(void *ctx, struct str name, struct str value)
{
    const struct taking *t = ctx;
    struct record *r = t->r;
    add(&r->fields, keep(t->c, name), keep(t->c, value));
    if (str_eq(name, STR_LIT("rv")))
        r->state_rev = copy_number(value);
    else if (str_eq(name, STR_LIT("op")))
        r->opened_ms = copy_number(value);
}

/* [HGETALL, wake-up, place, expiry] */
void copy_state(struct copy *c, struct record *r, const redisReply *peek)
{
    if (peek->type != REDIS_REPLY_ARRAY || peek->elements != 4 ||
        peek->element[0]->type != REDIS_REPLY_ARRAY || peek->element[0]->elements == 0)
        return;
    const redisReply *hash = peek->element[0];
    struct str wake = copy_text(peek->element[1]), place = copy_text(peek->element[2]);
    size_t bytes = 0;
    r->has_state = true;
    r->fields.at = c->fields;
    r->stored.at = c->stored;
    for (size_t i = 0; i + 1 < hash->elements; i += 2) {
        add(&r->stored, copy_text(hash->element[i]), copy_text(hash->element[i + 1]));
        bytes += hash->element[i]->len + hash->element[i + 1]->len;
    }
    make_room(c, bytes);
    cases_each(hash, take_field, &(struct taking){c, r});
    r->wake_ms = copy_number(wake);
    r->placed = place.len > 0;
    r->place = copy_number(place);
    r->expires_ms = peek->element[3]->integer > 0 ? peek->element[3]->integer : 0;
}
