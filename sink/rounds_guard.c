/* Guards: NULL, or what is missing and which command supplies it. "ID" stands for the case. */
#include "sink/rounds_turn.h"

#include <string.h>

#define EARLY3(id, name, early) early,
static const bool reason_early[ROUNDS_REASON_N] = {ROUNDS_REASONS(EARLY3)};

#define HOUR_MS INT64_C(3600000)
#define SNOOZE_MS (4 * HOUR_MS)
#define DEBT_MS (400 * 24 * HOUR_MS)

static bool is_in(unsigned set, const struct rounds_turn *t)
{
    return set & ROUNDS_BIT(t->c->state);
}

static uint8_t bit_of(const struct rounds_turn *t)
{
    return rounds_turn_bit(t->c->state);
}

const char *rounds_guard_due(const struct rounds_turn *t)
{
    return t->now < t->c->wake_ms ? "its wake-up has not come yet" : NULL;
}

/* ---- the main line ---------------------------------------------------------------------------*/

static const char *may_be_public(const struct rounds_turn *t)
{
    if (!t->args->in_public || t->c->private_ || t->c->publics == 0)
        return NULL;
    return "one public answer was given already: go on in private (redress case private ID), then "
           "answer";
}

const char *rounds_guard_understood(const struct rounds_turn *t)
{
    if (t->c->understood || t->args->understood)
        return may_be_public(t);
    return "round 1 needs the problem and the demand: redress case answer ID --cause CAUSE "
           "--demand DEMAND";
}

const char *rounds_guard_proposal(const struct rounds_turn *t)
{
    const struct rounds_args *a = t->args;
    if (!a->proposal)
        return "round 2 needs a proposal: redress case answer ID --proposal TYPE [--amount N]";
    if (a->explains && !t->c->evidence)
        return "a proposal that only explains needs evidence: redress case evidence ID SLOT, then "
               "redress case answer ID --proposal explain";
    if (a->over_cap && !a->approved)
        return "the amount is above the cap: have it approved (redress case answer ID --proposal "
               "TYPE --amount N --approved-by NAME)";
    return may_be_public(t);
}

const char *rounds_guard_end(const struct rounds_turn *t)
{
    if (t->args->asks_end)
        return may_be_public(t);
    return "round 3 asks what would end the dispute: redress case answer ID --ask-end";
}

/* With a manager what was promised and not kept comes first; otherwise it could go round in
 * circles between promise and manager. */
static const char *owes_nothing(const struct rounds_turn *t)
{
    bool broken = t->c->breached & rounds_turn_bit(ROUNDS_PK);
    if (!is_in(ROUNDS_SET(ES), t) || !rounds_side_holds(t->c))
        return NULL;
    if (!broken && !rounds_side_overdue(t->c))
        return NULL;
    return "what was promised comes first: redress case promise ID --kept (a price: redress case "
           "reprice ID --restored)";
}

const char *rounds_guard_proposed(const struct rounds_turn *t)
{
    if (t->c->answered & 2)
        return owes_nothing(t);
    return "there is no proposal to accept yet: answer round 2 first (redress case answer ID "
           "--proposal TYPE), or close it (redress case close ID --reason solved)";
}

const char *rounds_guard_decision(const struct rounds_turn *t)
{
    unsigned r = t->args->reason;
    if (r != ROUNDS_CLOSE_ACCEPTED && r != ROUNDS_CLOSE_BY_RULE && r != ROUNDS_CLOSE_PUBLIC)
        return "a decision is one of --accepted, --by-rule RULE, --public";
    if (r == ROUNDS_CLOSE_BY_RULE && (!t->args->rule || !t->args->rule[0]))
        return "a decision by rule names the rule: redress case decide ID --by-rule RULE";
    return owes_nothing(t);
}

static const char *may_be_reason(const struct rounds_turn *t)
{
    switch (t->args->reason) {
    case ROUNDS_CLOSE_SOLVED:
    case ROUNDS_CLOSE_WITHDRAWN:
    case ROUNDS_CLOSE_DUPLICATE:
    case ROUNDS_CLOSE_REMOVED:
        return NULL;
    case ROUNDS_CLOSE_REFERRED:
        return t->c->relays >= 2 ? NULL
                                 : "'referred' needs two relays to whoever is responsible: redress "
                                   "case relay ID --to PARTY";
    case ROUNDS_CLOSE_AGREED:
        return "'agreed' is said by the customer: redress case accept ID";
    case ROUNDS_CLOSE_SILENT:
        return "'silent' is said by the timer alone, after a nudge";
    default:
        return "that is a final decision: redress case decide ID --accepted (or --by-rule RULE, "
               "or --public)";
    }
}

const char *rounds_guard_close(const struct rounds_turn *t)
{
    const char *refusal = may_be_reason(t);
    if (refusal)
        return refusal;
    if ((t->c->answered & 1) || reason_early[t->args->reason])
        return owes_nothing(t);
    return "round 1 is not answered: redress case answer ID --cause CAUSE --demand DEMAND (without "
           "an answer only withdrawn, duplicate and removed close a case)";
}

/* ---- who has it ------------------------------------------------------------------------------*/

const char *rounds_guard_claim(const struct rounds_turn *t)
{
    const char *who = t->args->who;
    if (!who || !who[0])
        return "a claim needs a name: redress case claim ID --as NAME";
    if (strlen(who) >= ROUNDS_OWNER_MAX)
        return "the name is too long (63 bytes at most): redress case claim ID --as NAME";
    if (t->c->owner[0] && strcmp(t->c->owner, who) != 0 && t->c->owner_until_ms > t->now)
        return "somebody else has claimed it: they can give it back (redress case unclaim ID), or "
               "the claim ends by itself";
    return NULL;
}

const char *rounds_guard_known(const struct rounds_turn *t)
{
    return t->c->level < 2 ? NULL : "the lead has it already";
}

const char *rounds_guard_owner(const struct rounds_turn *t)
{
    if (!t->c->owner[0])
        return "nobody has claimed it";
    if (!t->args->who || strcmp(t->c->owner, t->args->who) != 0)
        return "somebody else has claimed it: only they can give it back (--as NAME), or the claim "
               "ends by itself";
    return NULL;
}

const char *rounds_guard_assign(const struct rounds_turn *t)
{
    const char *to = t->args->to;
    if (!to || !to[0])
        return "to whom? redress case assign ID AGENT";
    if (strlen(to) >= ROUNDS_OWNER_MAX)
        return "the name is too long (63 bytes at most): redress case assign ID AGENT";
    return NULL;
}

/* ---- beside the case -------------------------------------------------------------------------*/

int64_t rounds_snooze_limit_ms(const struct rounds_case *c, int64_t now_ms)
{
    int64_t half = (c->due_ms - now_ms) / 2;
    if (half <= 0 || c->state == ROUNDS_CL)
        return 0;
    return half < SNOOZE_MS ? half : SNOOZE_MS;
}

const char *rounds_guard_snooze(const struct rounds_turn *t)
{
    int64_t most = rounds_snooze_limit_ms(t->c, t->now);
    if (t->c->snoozed & bit_of(t))
        return "it was snoozed in this round already; once is all (redress case show ID)";
    if (most == 0)
        return "nothing remains to snooze: the deadline is here (redress case show ID)";
    if (t->args->for_ms > most)
        return "too long: a snooze takes four hours at most, and half of what remains (redress "
               "case snooze ID without --for takes the longest)";
    if (t->args->for_ms < 0)
        return "a snooze lasts some time: redress case snooze ID --for 30m";
    return NULL;
}

static const char *may_begin(const struct rounds_turn *t, const char *running, const char *no_time)
{
    unsigned side = rounds_side_of(t->event);
    uint8_t status = t->c->side_status[side];
    if (status == ROUNDS_SIDE_RUNNING || status == ROUNDS_SIDE_OVERDUE)
        return running;
    if (t->args->for_ms <= 0 || t->args->for_ms > DEBT_MS)
        return no_time;
    if (t->c->side_told[side] & bit_of(t))
        return "the last one was overdue in this very round: first go on with the case (redress "
               "case show ID)";
    return NULL;
}

const char *rounds_guard_debt(const struct rounds_turn *t)
{
    if (t->c->breached & rounds_turn_bit(ROUNDS_PK))
        return "a promise of this case was broken: no other one now, a manager decides: redress "
               "case decide ID --accepted (or --by-rule RULE, or --public)";
    if (t->event == ROUNDS_EV_PROMISE)
        return may_begin(t, "there is a promise already: redress case promise ID --kept",
                         "until when? redress case promise ID WHAT --within 2d");
    return may_begin(t, "the price is cut already: redress case reprice ID --restored",
                     "until when? redress case reprice ID --percent N --within 7d");
}

const char *rounds_guard_appeal(const struct rounds_turn *t)
{
    if (!t->c->evidence)
        return "an appeal needs evidence: redress case evidence ID SLOT, then redress case appeal "
               "ID --within 7d";
    return may_begin(t, "an appeal runs already: redress case appeal ID --won or --lost",
                     "until when? redress case appeal ID --within 7d");
}

const char *rounds_guard_request(const struct rounds_turn *t)
{
    return may_begin(t, "evidence is asked for already: redress case evidence ID SLOT",
                     "until when? redress case evidence ID SLOT --request --within 4h");
}

/* Passing on is always recorded; only a second deadline in one turn could not be told apart. */
const char *rounds_guard_relay(const struct rounds_turn *t)
{
    if (t->args->for_ms < 0 || t->args->for_ms > DEBT_MS)
        return "until when? redress case relay ID --to PARTY --within 4h";
    if (t->args->for_ms > 0 && t->c->side_told[ROUNDS_SIDE_RELAY] & bit_of(t))
        return "the last one was late in this very round: redress case relay ID --to PARTY, "
               "without a time; the deadline of the round runs";
    return NULL;
}

const char *rounds_guard_runs(const struct rounds_turn *t)
{
    uint8_t status = t->c->side_status[rounds_side_of(t->event)];
    if (status == ROUNDS_SIDE_RUNNING || status == ROUNDS_SIDE_OVERDUE)
        return NULL;
    switch (t->event) {
    case ROUNDS_EV_KEPT:
        return "nothing is promised: redress case promise ID WHAT --within 2d";
    case ROUNDS_EV_RESTORED:
        return "no price is cut: redress case reprice ID --percent N --within 7d";
    case ROUNDS_EV_BACK:
        return "nobody is to answer: redress case relay ID --to PARTY --within 4h";
    default:
        return "no appeal runs: redress case appeal ID --within 7d";
    }
}

const char *rounds_guard_slot(const struct rounds_turn *t)
{
    return t->args->slot < 16 ? NULL : "there is no such evidence: redress case evidence ID";
}

const char *rounds_guard_publish(const struct rounds_turn *t)
{
    if (!(t->c->answered & 1))
        return "there is nothing to tell yet: redress case answer ID --cause CAUSE --demand DEMAND";
    if (!t->args->consent)
        return "the customer must have agreed: redress case publish ID --consent --redacted";
    if (!t->args->redacted)
        return "names, addresses and numbers must be taken out: redress case publish ID --consent "
               "--redacted";
    return NULL;
}

const char *rounds_guard_moves(const struct rounds_turn *t)
{
    struct rounds_case c = *t->c;
    struct rounds_turn moved = *t;
    moved.c = &c;
    rounds_turn_recalc(&moved);
    if (c.due_ms != t->c->due_ms || c.total_ms != t->c->total_ms || c.version != t->c->version)
        return NULL;
    return "its deadlines are those of the present configuration already";
}
