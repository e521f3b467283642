/* known.h - those who complain again and again: so many complaints of one person, of whatever
 * product, within so many days, and the lead is told of the last one when it opens. It changes
 * nothing else: no points, no deadline, no place in the queue.
 *
 *   rd:{p}:kn:<b>   hash   person -> 4 bytes for each complaint, the last first: its day, and
 *                          two characters of its case, so that what is read twice counts once
 *
 * A person is the hash that a herd has of the author, 50 bits: p and b are some of them, the field
 * has the rest. Small hashes stay compact: some 20 bytes a person. Whoever is not known yet costs
 * one HSETNX, beside the openings, and nothing else; only of the others a function is asked. Who
 * has not complained for so long is forgotten by the writers, bucket by bucket, each once a week.
 * Pure. Private to sink/ and journal/. */
#ifndef REDRESS_SINK_KNOWN_H
#define REDRESS_SINK_KNOWN_H

#include "sink/cases.h"

#define KNOWN_BUCKETS 1024 /* of a shard */
#define KNOWN_DAY_MS INT64_C(86400000)
#define KNOWN_WEEK_MS (7 * KNOWN_DAY_MS)

struct known {
    unsigned shard, bucket;
    char person[5], complaint[4];
};

/* Where a complaint is counted. false: it is too old. author: its first 10 characters count. */
bool known_at(const struct cases *cs, const char *author, const char *case_id,
              int64_t created_at_ms, int64_t now_ms, struct known *out);
/* The same of an item. false: it is not counted. */
bool known_of(const struct cases *cs, const struct cases_item *it, int64_t now_ms,
              struct known *out);

/* Each writes one command for k->shard. Notes the first complaint: 1, or 0 if the person is known.
 */
void known_note(struct command *c, const struct known *k);
/* Notes a further one: the how manieth it is. Of a later version than 1 the case's earlier one is
 * the same complaint, whatever its day. */
void known_count(const struct cases *cs, struct command *c, const struct known *k, int64_t version,
                 int64_t now_ms);

/* Whose turn it is at this moment: the buckets of all shards take turns of equal length, and each
 * has one a week. */
int64_t known_turn(const struct cases *cs, int64_t now_ms);
/* Forgets who has not complained for so long in the bucket of that turn; whoever is left is
 * remembered for known_keep_ms. Returns the shard. */
unsigned known_tidy(const struct cases *cs, struct command *c, int64_t turn, int64_t now_ms);
/* What is noted until the next turn can still be counted so long. */
int64_t known_keep_ms(const struct cases *cs);

#endif
