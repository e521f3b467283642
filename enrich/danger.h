/* danger.h - a second look at texts in which somebody may have come to harm.
 *
 * Injuries are rare, and each is told in words of its own, so n-grams alone miss many of them.
 * Here phrases are put together by what they tell of (skin, fire, stomach, ...): each kind that
 * occurs adds its weight once. A phrase that is denied ("not toxic", "没有过敏") counts nothing.
 * A text that tells of no harm in any of them is less likely to than its n-grams say. */
#ifndef REDRESS_ENRICH_DANGER_H
#define REDRESS_ENRICH_DANGER_H

#include "enrich/phrases.h"

#include <stdint.h>

/* Only texts that complain with at least this probability (1/1000) are looked at. */
enum { DANGER_SUSPECT = 300 };

/* Must have returned before phrases_read. Does its work once; any thread. */
void danger_init(void);

/* What its phrases add to the log-odds of a safety complaint, in 1/256. English letters in either
 * case, phrases at the beginning of a word. Pure. */
int danger_logit(const struct phrases_text *t);

/* The kinds that occur, as bits, in the order of the table; for tests. */
uint32_t danger_kinds(const struct phrases_text *t);

#endif
