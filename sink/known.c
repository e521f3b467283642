#include "sink/known.h"

static int64_t oldest_day(const struct cases *cs, int64_t now_ms)
{
    return now_ms / KNOWN_DAY_MS - cs->known_days;
}

/* Characters of base 32 (core/hash.h), five bits each; any other is a 0. */
static uint64_t number_of(const char *author)
{
    static const uint8_t value[256] = {
        ['1'] = 1,  ['2'] = 2,  ['3'] = 3,  ['4'] = 4,  ['5'] = 5,  ['6'] = 6,  ['7'] = 7,
        ['8'] = 8,  ['9'] = 9,  ['a'] = 10, ['b'] = 11, ['c'] = 12, ['d'] = 13, ['e'] = 14,
        ['f'] = 15, ['g'] = 16, ['h'] = 17, ['j'] = 18, ['k'] = 19, ['m'] = 20, ['n'] = 21,
        ['p'] = 22, ['q'] = 23, ['r'] = 24, ['s'] = 25, ['t'] = 26, ['v'] = 27, ['w'] = 28,
        ['x'] = 29, ['y'] = 30, ['z'] = 31};
    uint64_t n = 0;
    for (unsigned i = 0; i < KEYS_AUTHOR_CHARS; i++)
        n = n << 5 | value[(unsigned char)author[i]];
    return n;
}

bool known_at(const struct cases *cs, const char *author, const char *case_id,
              int64_t created_at_ms, int64_t now_ms, struct known *out)
{
    int64_t day = (created_at_ms < now_ms ? created_at_ms : now_ms) / KNOWN_DAY_MS;
    if (cs->known_complaints == 0 || day < oldest_day(cs, now_ms) || day > UINT16_MAX)
        return false;
    uint64_t n = number_of(author);
    out->shard = (unsigned)(n % cs->shards);
    out->bucket = (unsigned)(n / cs->shards % KNOWN_BUCKETS);
    n = n / cs->shards / KNOWN_BUCKETS;
    for (unsigned i = 0; i < sizeof(out->person); i++)
        out->person[i] = (char)(n >> 8 * i);
    out->complaint[0] = (char)(day >> 8);
    out->complaint[1] = (char)day;
    memcpy(out->complaint + 2, case_id + KEYS_ID_CHARS - 2, 2);
    return true;
}

bool known_of(const struct cases *cs, const struct cases_item *it, int64_t now_ms,
              struct known *out)
{
    const struct event_fields *f = &it->ev->fields;
    if (cs->known_complaints == 0 || !it->complains || f->author_id.len == 0 || keys_is_message(f))
        return false;
    return known_at(cs, it->author, it->id, f->created_at, now_ms, out);
}

static void put_key(struct command *c, const struct known *k)
{
    char key[KEYS_CAP];
    command_bytes(c, key, keys_known(key, k->shard, k->bucket));
}

void known_note(struct command *c, const struct known *k)
{
    command_begin(c);
    command_text(c, "HSETNX");
    put_key(c, k);
    command_bytes(c, k->person, sizeof(k->person));
    command_bytes(c, k->complaint, sizeof(k->complaint));
    command_end(c);
}

void known_count(const struct cases *cs, struct command *c, const struct known *k, int64_t version,
                 int64_t now_ms)
{
    command_fcall(c, "rd_known", 1);
    put_key(c, k);
    command_bytes(c, k->person, sizeof(k->person));
    command_bytes(c, k->complaint, sizeof(k->complaint));
    command_int(c, oldest_day(cs, now_ms));
    command_int(c, version);
    command_end(c);
}

static int64_t buckets(const struct cases *cs)
{
    return (int64_t)cs->shards * KNOWN_BUCKETS;
}

int64_t known_turn(const struct cases *cs, int64_t now_ms)
{
    int64_t weeks = now_ms / KNOWN_WEEK_MS, rest = now_ms % KNOWN_WEEK_MS;
    return weeks * buckets(cs) + rest * buckets(cs) / KNOWN_WEEK_MS;
}

int64_t known_keep_ms(const struct cases *cs)
{
    return (cs->known_days + 1) * KNOWN_DAY_MS + KNOWN_WEEK_MS;
}

unsigned known_tidy(const struct cases *cs, struct command *c, int64_t turn, int64_t now_ms)
{
    unsigned at = (unsigned)(turn % buckets(cs));
    struct known k = {.shard = at % cs->shards, .bucket = at / cs->shards};
    command_fcall(c, "rd_forget", 1);
    put_key(c, &k);
    command_int(c, oldest_day(cs, now_ms));
    command_int(c, known_keep_ms(cs));
    command_end(c);
    return k.shard;
}
