/* keys.h - names of everything Redress keeps in Redis, and the ids that make them. Pure.
 *
 *   rd:{s}:c:<id>          hash    a case (fields: cases.h)
 *   rd:{s}:due             zset    case id -> next wake-up, ms; exactly one entry per open case
 *   rd:{s}:q               zset    unclaimed open cases by dispatch key
 *   rd:{s}:al              stream  alerts
 *   rd:{s}:log             stream  every transition
 *   rd:{s}:tb:<day>:<b>    hash    tombstones: day = UTC day of the event's created_at
 *   rd:{s}:ms:<day>:<b>    hash    customers' messages that reached a case, likewise
 *   rd:{s}:ans:<seller>    list    sketches of the answers of a seller, the latest first; here s =
 *                                  hash(seller), and it stands alone
 *   rd:{s}:rsv:<seller>:<month>  hash  case -> "amount currency" that it was offered; s likewise
 *   rd:{s}:pre:<p>         list    how cases of the product were resolved, the latest first
 *   rd:{s}:lv:<g>          zset    who leaves a buyers' group, when; lt:<g>: it was told; here s =
 *                                  hash(group), and both stand alone
 *   rd:{s}:kn:<b>          hash    who complained how often: known.h; here s = hash(person), and it
 *                                  stands alone
 *   rd:{s}:dr:<b>          hash    how often products are complained of, by day: drift.h
 *   rd:{s}:dt:<p>:<kind>   string  it was told that the product grows worse
 *   rd:{s}:herd:<p>        zset    who complained when; p = hash of the product
 *   rd:{s}:hi:<p>          hash    an incident (fields: store_herd.c); ha:<p> zset its authors
 *   rd:{s}:gd:<id>:<turn>  string  the lead was told of words that the guard refused
 *   rd:{s}:his             zset    incidents of late, by when they began
 *   rd:{s}:clk             string  high-water mark of the shard's clock
 *   rd:{s}:jn              hash    who copies the log to the journal, and how far it is copied
 *
 * {s} is the shard: every key of a product, and so everything one function call touches, lies in
 * one cluster slot. */
#ifndef REDRESS_SINK_KEYS_H
#define REDRESS_SINK_KEYS_H

#include "core/event.h"

#define KEYS_ID_CHARS 16 /* a case id: 80 bits in base 32 */
#define KEYS_CAP 64      /* bytes that any key fits into */

/* s = hash(product_id) mod shards. */
unsigned keys_shard(struct str product_id, unsigned shards);

/* The Redis Cluster slot (0..16383) of all keys of a shard: CRC16 of what the braces hold. */
unsigned keys_slot(unsigned shard);

/* The case id of (marketplace, review id): 16 characters and a NUL. */
void keys_case_id(struct str marketplace, struct str review_id, char out[KEYS_ID_CHARS + 1]);

/* The case an event belongs to: its own, or for a customer's message the one it replies to. */
void keys_event_case_id(const struct event_fields *f, char out[KEYS_ID_CHARS + 1]);

/* The event's own id; a message is remembered under it. */
void keys_own_id(const struct event_fields *f, char out[KEYS_ID_CHARS + 1]);

/* Is it a message to a case, rather than a complaint of its own? */
bool keys_is_message(const struct event_fields *f);

/* Each writes a NUL-terminated key and returns its length. */
size_t keys_case(char out[KEYS_CAP], unsigned shard, const char *id);
size_t keys_due(char out[KEYS_CAP], unsigned shard);
size_t keys_queue(char out[KEYS_CAP], unsigned shard);
size_t keys_alerts(char out[KEYS_CAP], unsigned shard);
size_t keys_log(char out[KEYS_CAP], unsigned shard);
size_t keys_clock(char out[KEYS_CAP], unsigned shard);
size_t keys_journal(char out[KEYS_CAP], unsigned shard);
/* Which of a day's tombstones or messages an id is among. */
unsigned keys_bucket(const char *id, unsigned buckets);
size_t keys_tombstones(char out[KEYS_CAP], unsigned shard, int64_t created_at_ms, const char *id,
                       unsigned buckets);
size_t keys_messages(char out[KEYS_CAP], unsigned shard, int64_t created_at_ms, const char *id,
                     unsigned buckets);
size_t keys_herd(char out[KEYS_CAP], unsigned shard, struct str product_id);

/* A herd's id, and its incident's: 60 bits of the product in base 32. */
#define KEYS_HERD_CHARS 12
void keys_herd_id(struct str product_id, char out[KEYS_HERD_CHARS + 1]);
/* Of a herd by its id. */
size_t keys_herd_of(char out[KEYS_CAP], unsigned shard, const char *id);
size_t keys_incident(char out[KEYS_CAP], unsigned shard, const char *id);
size_t keys_incident_authors(char out[KEYS_CAP], unsigned shard, const char *id);
size_t keys_incidents(char out[KEYS_CAP], unsigned shard);

/* Of a seller's answers; *shard gets theirs. */
size_t keys_answers(char out[KEYS_CAP], struct str seller_id, unsigned shards, unsigned *shard);
/* Of what a seller was promised away in the month of now_ms (UTC); *shard gets its own. */
size_t keys_reserve(char out[KEYS_CAP], struct str seller_id, int64_t now_ms, unsigned shards,
                    unsigned *shard);
/* Of who leaves a group, and of its having been told; *shard gets the group's own. */
size_t keys_leaving(char out[KEYS_CAP], struct str group_id, unsigned shards, unsigned *shard);
size_t keys_leaving_told(char out[KEYS_CAP], struct str group_id, unsigned shards, unsigned *shard);
/* Of what ended the cases of a product, whose shard is known. */
size_t keys_precedents(char out[KEYS_CAP], unsigned shard, struct str product_id);

/* Of the people of known.h. */
size_t keys_known(char out[KEYS_CAP], unsigned shard, unsigned bucket);

/* Of the products of drift.h, and of its having been told of one (an id as keys_herd_id). */
size_t keys_drift(char out[KEYS_CAP], unsigned shard, unsigned bucket);
size_t keys_drift_told(char out[KEYS_CAP], unsigned shard, const char *id, const char *kind);

/* An author in the herd: 10 characters of a keyed hash, never the pseudonym itself. */
#define KEYS_AUTHOR_CHARS 10
void keys_author(struct str marketplace, struct str author_id, char out[KEYS_AUTHOR_CHARS + 1]);

#endif
