#include "sink/keys.h"

#include "core/check.h"
#include "core/hash.h"
#include "sink/command.h"

#include <stdio.h>
#include <time.h>

/* One domain for each use, or an author's hash could be recognised as a case's id. Stored for ever.
 */
enum {
    DOMAIN_SHARD = 0x5ead,
    DOMAIN_CASE,
    DOMAIN_HERD,
    DOMAIN_AUTHOR,
    DOMAIN_ANSWERS,
    DOMAIN_PRECEDENTS,
    DOMAIN_LEAVING
};

#define DAY_MS INT64_C(86400000)

/* A line break of an id is stored as a blank (cases_facts.c); who looks something up by what is
 * stored must find what was hashed when it came. */
static struct str as_stored(struct str s, char line[EVENT_ID_MAX])
{
    if (s.len == 0 || s.len > EVENT_ID_MAX || !memchr(s.ptr, '\n', s.len))
        return s;
    for (uint32_t i = 0; i < s.len; i++)
        line[i] = s.ptr[i] == '\n' ? ' ' : s.ptr[i];
    return (struct str){line, s.len};
}

static struct hash128 hash_id(uint64_t domain, struct str s)
{
    char line[EVENT_ID_MAX];
    s = as_stored(s, line);
    return hash_bytes(domain, s.ptr, s.len);
}

/* The lower half of it. */
static unsigned long long low(uint64_t domain, struct str s)
{
    char line[EVENT_ID_MAX];
    s = as_stored(s, line);
    return hash_low(domain, s.ptr, s.len);
}

/* Two strings as one; the length in between keeps ("ab","c") apart from ("a","bc"). */
struct pair {
    size_t len;
    char text[2 * EVENT_ID_MAX + sizeof(uint32_t)];
};

static void pair_of(struct pair *both, struct str a, struct str b)
{
    CHECK(a.len <= EVENT_ID_MAX && b.len <= EVENT_ID_MAX);
    memcpy(both->text, &a.len, sizeof(a.len));
    if (a.len)
        memcpy(both->text + sizeof(a.len), a.ptr, a.len);
    if (b.len)
        memcpy(both->text + sizeof(a.len) + a.len, b.ptr, b.len);
    both->len = sizeof(a.len) + a.len + b.len;
}

/* At most 12 characters are the lower half of the hash and need no other. */
static void low_text(uint64_t lower, char *out, unsigned chars)
{
    CHECK(chars <= 12);
    hash_text((struct hash128){.lo = lower}, out, chars);
}

unsigned keys_shard(struct str product_id, unsigned shards)
{
    return (unsigned)(low(DOMAIN_SHARD, product_id) % shards);
}

/* CRC-16/XMODEM, as the Redis Cluster specification asks; a few bytes once a start: no table. */
unsigned keys_slot(unsigned shard)
{
    char tag[12];
    int len = snprintf(tag, sizeof(tag), "%u", shard);
    unsigned crc = 0;
    for (int i = 0; i < len; i++) {
        crc ^= (unsigned)tag[i] << 8;
        for (int bit = 0; bit < 8; bit++)
            crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1;
        crc &= 0xffff;
    }
    return crc & 16383;
}

void keys_case_id(struct str marketplace, struct str review_id, char out[KEYS_ID_CHARS + 1])
{
    struct pair both;
    pair_of(&both, marketplace, review_id);
    hash_text(hash_bytes(DOMAIN_CASE, both.text, both.len), out, KEYS_ID_CHARS);
}

bool keys_is_message(const struct event_fields *f)
{
    return event_is_message(f) && f->reply_to.len > 0;
}

void keys_event_case_id(const struct event_fields *f, char out[KEYS_ID_CHARS + 1])
{
    keys_case_id(f->marketplace, keys_is_message(f) ? f->reply_to : f->review_id, out);
}

void keys_own_id(const struct event_fields *f, char out[KEYS_ID_CHARS + 1])
{
    keys_case_id(f->marketplace, f->review_id, out);
}

void keys_author(struct str marketplace, struct str author_id, char out[KEYS_AUTHOR_CHARS + 1])
{
    struct pair both;
    pair_of(&both, marketplace, author_id);
    low_text(hash_low(DOMAIN_AUTHOR, both.text, both.len), out, KEYS_AUTHOR_CHARS);
}

/* "rd:{s}:" and what follows. By hand: this runs several times an event. */
static size_t put(char out[KEYS_CAP], unsigned shard, const char *what, size_t len)
{
    memcpy(out, "rd:{", 4);
    size_t n = 4 + command_digits(out + 4, shard);
    memcpy(out + n, "}:", 2);
    n += 2;
    CHECK(n + len < KEYS_CAP);
    memcpy(out + n, what, len);
    out[n + len] = '\0';
    return n + len;
}

size_t keys_case(char out[KEYS_CAP], unsigned shard, const char *id)
{
    char what[2 + KEYS_ID_CHARS] = "c:";
    size_t len = strlen(id);
    CHECK(len <= KEYS_ID_CHARS);
    memcpy(what + 2, id, len);
    return put(out, shard, what, 2 + len);
}

size_t keys_due(char out[KEYS_CAP], unsigned shard)
{
    return put(out, shard, "due", 3);
}

size_t keys_queue(char out[KEYS_CAP], unsigned shard)
{
    return put(out, shard, "q", 1);
}

size_t keys_alerts(char out[KEYS_CAP], unsigned shard)
{
    return put(out, shard, "al", 2);
}

size_t keys_log(char out[KEYS_CAP], unsigned shard)
{
    return put(out, shard, "log", 3);
}

size_t keys_clock(char out[KEYS_CAP], unsigned shard)
{
    return put(out, shard, "clk", 3);
}

size_t keys_journal(char out[KEYS_CAP], unsigned shard)
{
    return put(out, shard, "jn", 2);
}

/* From the id's last 6 characters, 30 bits: ids are hashes themselves. */
unsigned keys_bucket(const char *id, unsigned buckets)
{
    uint32_t h = 0;
    CHECK(strlen(id) == KEYS_ID_CHARS && buckets > 0);
    for (int i = KEYS_ID_CHARS - 6; i < KEYS_ID_CHARS; i++)
        h = h * 31 + (unsigned char)id[i];
    return h % buckets;
}

static size_t put_bucket(char out[KEYS_CAP], unsigned shard, const char *kind,
                         int64_t created_at_ms, const char *id, unsigned buckets)
{
    char what[40];
    memcpy(what, kind, 2);
    what[2] = ':';
    size_t len = 3 + command_digits(what + 3, created_at_ms / DAY_MS);
    what[len++] = ':';
    len += command_digits(what + len, keys_bucket(id, buckets));
    return put(out, shard, what, len);
}

size_t keys_tombstones(char out[KEYS_CAP], unsigned shard, int64_t created_at_ms, const char *id,
                       unsigned buckets)
{
    return put_bucket(out, shard, "tb", created_at_ms, id, buckets);
}

size_t keys_messages(char out[KEYS_CAP], unsigned shard, int64_t created_at_ms, const char *id,
                     unsigned buckets)
{
    return put_bucket(out, shard, "ms", created_at_ms, id, buckets);
}

void keys_herd_id(struct str product_id, char out[KEYS_HERD_CHARS + 1])
{
    low_text(low(DOMAIN_HERD, product_id), out, KEYS_HERD_CHARS);
}

static size_t put_herd(char out[KEYS_CAP], unsigned shard, const char *kind, const char *id)
{
    char what[8 + KEYS_HERD_CHARS];
    size_t len = strlen(kind);
    CHECK(strlen(id) == KEYS_HERD_CHARS);
    memcpy(what, kind, len);
    memcpy(what + len, id, KEYS_HERD_CHARS);
    return put(out, shard, what, len + KEYS_HERD_CHARS);
}

size_t keys_herd(char out[KEYS_CAP], unsigned shard, struct str product_id)
{
    char id[KEYS_HERD_CHARS + 1];
    keys_herd_id(product_id, id);
    return put_herd(out, shard, "herd:", id);
}

size_t keys_herd_of(char out[KEYS_CAP], unsigned shard, const char *id)
{
    return put_herd(out, shard, "herd:", id);
}

size_t keys_incident(char out[KEYS_CAP], unsigned shard, const char *id)
{
    return put_herd(out, shard, "hi:", id);
}

size_t keys_incident_authors(char out[KEYS_CAP], unsigned shard, const char *id)
{
    return put_herd(out, shard, "ha:", id);
}

size_t keys_incidents(char out[KEYS_CAP], unsigned shard)
{
    return put(out, shard, "his", 3);
}

size_t keys_answers(char out[KEYS_CAP], struct str seller_id, unsigned shards, unsigned *shard)
{
    char what[4 + 17] = "ans:";
    *shard = keys_shard(seller_id, shards);
    hash_text(hash_id(DOMAIN_ANSWERS, seller_id), what + 4, 16);
    return put(out, *shard, what, 20);
}

size_t keys_reserve(char out[KEYS_CAP], struct str seller_id, int64_t now_ms, unsigned shards,
                    unsigned *shard)
{
    char what[4 + 17 + 8] = "rsv:";
    time_t seconds = (time_t)(now_ms / 1000);
    struct tm tm = {0};
    *shard = keys_shard(seller_id, shards);
    hash_text(hash_id(DOMAIN_ANSWERS, seller_id), what + 4, 16);
    gmtime_r(&seconds, &tm);
    return put(out, *shard, what, 20 + strftime(what + 20, sizeof(what) - 20, ":%Y%m", &tm));
}

size_t keys_known(char out[KEYS_CAP], unsigned shard, unsigned bucket)
{
    char what[3 + 21] = "kn:";
    return put(out, shard, what, 3 + command_digits(what + 3, bucket));
}

size_t keys_drift(char out[KEYS_CAP], unsigned shard, unsigned bucket)
{
    char what[3 + 21] = "dr:";
    return put(out, shard, what, 3 + command_digits(what + 3, bucket));
}

size_t keys_drift_told(char out[KEYS_CAP], unsigned shard, const char *id, const char *kind)
{
    char what[32];
    int len = snprintf(what, sizeof(what), "dt:%s:%s", id, kind);
    CHECK(len > 0 && (size_t)len < sizeof(what));
    return put(out, shard, what, (size_t)len);
}

static size_t put_leaving(char out[KEYS_CAP], const char kind[3], struct str group_id,
                          unsigned shards, unsigned *shard)
{
    char what[3 + 17];
    *shard = keys_shard(group_id, shards);
    memcpy(what, kind, 3);
    hash_text(hash_id(DOMAIN_LEAVING, group_id), what + 3, 16);
    return put(out, *shard, what, 19);
}

size_t keys_leaving(char out[KEYS_CAP], struct str group_id, unsigned shards, unsigned *shard)
{
    return put_leaving(out, "lv:", group_id, shards, shard);
}

size_t keys_leaving_told(char out[KEYS_CAP], struct str group_id, unsigned shards, unsigned *shard)
{
    return put_leaving(out, "lt:", group_id, shards, shard);
}

size_t keys_precedents(char out[KEYS_CAP], unsigned shard, struct str product_id)
{
    char what[4 + 17] = "pre:";
    hash_text(hash_id(DOMAIN_PRECEDENTS, product_id), what + 4, 16);
    return put(out, shard, what, 20);
}
