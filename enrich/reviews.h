/* reviews.h - reviews from JSON lines, one by one, for the commands that judge them offline. */
#ifndef REDRESS_ENRICH_REVIEWS_H
#define REDRESS_ENRICH_REVIEWS_H

#include "core/clock.h"
#include "core/review_json.h"

#include <stdbool.h>
#include <stdio.h>

/* Calls each(ctx, review) for every line that is a review with possible values; ids may be absent,
 * an absent created_at becomes `now`. The review lives until the call returns. A line that is none
 * is told on stderr as {"line":N,"error":"..."} and makes the result false, as does a read error.
 */
bool reviews_read(FILE *in, wall_ms_t now, void (*each)(void *ctx, struct review_json *r),
                  void *ctx);

/* Writes text as a JSON string. */
void reviews_write_string(const char *text, size_t len, FILE *out);
/* The id of the line: a number stays a number, so that the caller's join by id works. */
void reviews_write_id(const struct review_json *r, FILE *out);

#endif
