/* case_json.h - a case as JSON, and what people need to know of it in words. Private to oncall/. */
#ifndef REDRESS_ONCALL_CASE_JSON_H
#define REDRESS_ONCALL_CASE_JSON_H

#include "sink/store.h"

#include <jansson.h>

#define CASE_SHORT 8 /* characters of an id that people are shown; 40 bits are enough to tell */

/* A new object, described in JSON.md. */
json_t *case_json(const struct store_case *c, int64_t now_ms);
/* Writes it on one line and frees it. */
void case_json_print(json_t *j);

/* "late", "1", "final", ... of a bit of rounds_case.breached. */
const char *case_turn_name(unsigned bit);
/* Whose turn, in two words of at most 7 columns: "round 1" ours, "waits 1" the customer's. */
const char *case_turn_text(uint8_t state);
/* Whom a level calls: owner, pool, lead, manager. */
const char *case_level_name(unsigned level);
/* Round that people know a state by: 1..3. */
unsigned case_round(uint8_t state);
bool case_customers_turn(uint8_t state);

#define CASE_BECAUSE_CAP 256
/* As finding_because, but with the size of the herd, which a case knows. */
const char *case_because(const struct store_case *c, enum term t, char out[CASE_BECAUSE_CAP]);

#define CASE_NEXT_CAP 200
/* The command that comes next, spelled out for this case, or "" if there is none. */
const char *case_next(const struct store_case *c, char out[CASE_NEXT_CAP]);

/* The cause that is answered first: what sets the floor of safety, else the gravest. */
enum cause case_leading_cause(const struct store_case *c);
/* Index of case_proposals that answers what the customer wants. */
/* Is the i-th cause only a hint? Safety is told from few percent on, so that somebody looks; that
 * does not make it what the customer complains of. */
bool case_cause_unlikely(const struct finding *x, unsigned i);
/* What belongs behind that command: when it comes, or what may stand in its place; a line of its
 * own under it where the customer is told something. Static. */
const char *case_next_when(const struct store_case *c);
int case_proposal_wanted(const struct store_case *c);

/* What a round 2 may propose. */
#define CASE_PROPOSALS_N 8
extern const char *const case_proposals[CASE_PROPOSALS_N];
/* Those of them that are sums of money: nobody offers one without saying how much. */
#define CASE_MONEY "refund,partial,compensate"
bool case_is_money(const char *proposal);
#define CASE_PROPOSALS "refund, partial, replace, resend, repair, compensate, apology, explain"

#endif
