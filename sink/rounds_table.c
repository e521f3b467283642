/* The machine of the three rounds as tables: which event moves which state where, and what must be
 * true; and why an event has no row in a state. What a wake-up may find is the third table, in
 * rounds_moment.c. */
#include "sink/rounds_turn.h"

#define S(id) ROUNDS_SET(id)
#define MERCHANT ROUNDS_MERCHANT_TURN
#define CUSTOMER ROUNDS_CUSTOMER_TURN
#define OURS ROUNDS_OURS
#define OPEN ROUNDS_OPEN_STATES
#define WORKED (OPEN & ~S(PK)) /* anything may still happen */
#define SAME ROUNDS_STATE_N
#define EV(id) ROUNDS_EV_##id
#define G(name) rounds_guard_##name
#define A(name) rounds_act_##name

/* clang-format off */
const struct rounds_row rounds_rows[] = {
    {S(1M), EV(ANSWER), G(understood), "cause and demand are recorded", A(answer), ROUNDS_1C, ""},
    {S(1C), EV(REPLY), NULL, "", A(reply), ROUNDS_2M, "alert reply"},
    {S(2M), EV(ANSWER), G(proposal),
     "a proposal; one that only explains needs evidence; an amount over the cap, approval",
     A(answer), ROUNDS_2C, ""},
    {S(2C), EV(REFUSE), NULL, "", A(reply), ROUNDS_3M, "alert reply"},
    {S(2C), EV(REPLY), NULL, "", A(reply), ROUNDS_3M, "what is no yes counts as a no; alert reply"},
    {S(3M), EV(ANSWER), G(end), "it asks what would end the dispute", A(answer), ROUNDS_3C, ""},
    {S(3C), EV(REPLY), NULL, "", A(reply), ROUNDS_FM, "alert reply"},
    {OURS, EV(REPLY), NULL, "", A(note), SAME,
     "the clock runs already; alert turning, with half an hour to use it, if the message does not "
     "complain"},
    {S(2C) | S(3M) | S(3C) | S(FM) | S(ES), EV(ACCEPT), G(proposed),
     "round 2 was answered; with a manager: nothing is overdue", A(accept), ROUNDS_CL, "agreed"},
    {S(FM) | S(ES), EV(DECIDE), G(decision),
     "accepted, by a rule with its id, or a public answer; with a manager: nothing is overdue",
     A(close), ROUNDS_CL, ""},
    {WORKED, EV(CLOSE), G(close),
     "a reason; round 1 answered, unless withdrawn, duplicate, removed; referred: two relays",
     A(close), ROUNDS_CL, ""},
    {OPEN, EV(CLAIM), G(claim), "free, expired or one's own", A(claim), SAME, "an owner"},
    {OPEN, EV(UNCLAIM), G(owner), "one's own", A(unclaim), SAME,
     "no owner; alert vacant if half of the turn is over"},
    {OPEN, EV(ASSIGN), G(assign), "a name", A(assign), SAME, "another owner"},
    {OPEN, EV(WAKE), G(due), "the wake-up has come", A(wake), SAME, "the earliest moment, see below"},
    {S(CL), EV(REOPEN), NULL, "", A(reopen), SAME,
     "1m, 2m, 3m or fm: the round reached, once more; the second time es"},
    {OURS, EV(SNOOZE), G(snooze), "once in a turn; four hours at most, half of what remains",
     A(snooze), SAME, "no warning and not in the queue until it ends"},
    {OPEN, EV(PROMISE), G(debt), "a time; none runs; none was broken in pk", rounds_side_begin, SAME,
     "the promise runs"},
    {OPEN, EV(KEPT), G(runs), "a promise runs", A(done), SAME, "kept; from pk to cl"},
    {OPEN, EV(REPRICE), G(debt), "a time; none runs; none was broken in pk", rounds_side_begin, SAME,
     "the price is to be restored"},
    {OPEN, EV(RESTORED), G(runs), "a price is cut", A(done), SAME, "restored; from pk to cl"},
    {WORKED, EV(APPEAL), G(appeal), "evidence; a time; none runs", rounds_side_begin, SAME,
     "the appeal runs; no clock stops"},
    {OPEN, EV(WON), G(runs), "an appeal runs", A(done), SAME, "won"},
    {OPEN, EV(LOST), G(runs), "an appeal runs", A(failed), SAME, "lost"},
    {WORKED, EV(REQUEST), G(request), "a time; none runs", rounds_side_begin, SAME,
     "evidence is asked for"},
    {OPEN, EV(EVIDENCE), G(slot), "a kind of evidence", A(evidence), SAME, "it is there"},
    {WORKED, EV(RELAY), G(relay), "none was overdue in this turn, if it has a time", A(relay), SAME,
     "one relay more; its deadline instead of the last one's"},
    {OPEN, EV(BACK), G(runs), "a relay has a deadline", A(done), SAME, "they have answered"},
    {WORKED, EV(PRIVATE), NULL, "", A(private), SAME, "the talk is private"},
    {OPEN | S(CL), EV(NOTE), NULL, "", A(none), SAME, "a line in the log"},
    {(OPEN & ~S(1M)) | S(CL), EV(PUBLISH), G(publish), "round 1 answered, consent, redaction", A(none), SAME,
     "a line in the log"},
    {OPEN, EV(UPDATE), NULL, "", A(update), SAME, "alert update, once in a turn"},
    {S(1M), EV(KNOWN), G(known), "a level below the lead's", A(known), SAME,
     "level 2; alert known: whoever complains has done so again and again"},
    {WORKED, EV(RECALC), G(moves), "another configuration than before", rounds_turn_recalc, SAME,
     "other deadlines"},
};
const unsigned rounds_rows_n = sizeof(rounds_rows) / sizeof(*rounds_rows);

#define E(id) (1u << ROUNDS_EV_##id)
#define ANY ~0u
const struct rounds_note rounds_notes[] = {
    {OPEN, E(OPEN) | E(REOPEN), "the case is open already"},
    {S(CL), E(OPEN), "the case is closed: it is reopened, not opened"},
    {S(CL), E(PROMISE) | E(REPRICE) | E(APPEAL) | E(EVIDENCE) | E(REQUEST),
     "the case is closed: redress case reopen ID opens it again"},
    {ANY & ~S(1M), E(KNOWN), "the lead is told of a new case only"},
    {S(CL), ANY, "the case is closed"},
    {S(PK), E(CLOSE) | E(DECIDE) | E(ACCEPT) | E(ANSWER) | E(REFUSE),
     "it is agreed; what was promised is left: redress case promise ID --kept (a price: redress "
     "case reprice ID --restored)"},
    {S(PK), ANY, "it is agreed, only what was promised is left (redress case show ID)"},
    {CUSTOMER, E(ANSWER),
     "it is the customer's turn: record what they say with redress case reply, accept or refuse"},
    {CUSTOMER, E(SNOOZE), "it is the customer's turn: nobody waits for you (redress case show ID)"},
    {S(FM), E(ANSWER),
     "there is no fourth round: redress case decide ID --accepted (or --by-rule RULE, or --public)"},
    {S(ES), E(ANSWER),
     "a manager has the case: redress case decide ID --accepted (or --by-rule RULE, or --public)"},
    {S(1M), E(PUBLISH),
     "there is nothing to tell yet: redress case answer ID --cause CAUSE --demand DEMAND"},
    {S(1M) | S(2M), E(ACCEPT) | E(REFUSE),
     "nothing was proposed yet: answer this round first (redress case answer ID)"},
    {S(1M) | S(2M) | S(3M), E(DECIDE),
     "the final decision comes after round 3: answer this round first (redress case answer ID)"},
    {CUSTOMER, E(DECIDE),
     "the final decision comes after the customer's answer to round 3 (redress case reply ID)"},
    {S(1C), E(ACCEPT) | E(REFUSE),
     "nothing was proposed yet: redress case reply ID opens round 2, the proposal"},
    {ANY, ANY, "the customer can only refuse the proposal of round 2"},
};
/* clang-format on */
const unsigned rounds_notes_n = sizeof(rounds_notes) / sizeof(*rounds_notes);
