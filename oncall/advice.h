/* advice.h - the playbook applied to one case: evidence that is missing, what to propose first and
 * up to which amount, the prompts, the customer's rights, what is at stake, the next command.
 * Private to oncall/.
 *
 * The gravest cause (or the one that an agent recorded) gives prompts, questions and rights; of
 * several causes the most actionable one leads the proposal: what can be solved is solved first. */
#ifndef REDRESS_ONCALL_ADVICE_H
#define REDRESS_ONCALL_ADVICE_H

#include "oncall/case_json.h"
#include "oncall/playbook.h"

/* What the review said that Redis does not keep; EVENT_ABSENT = not known. */
struct advice_facts {
    int64_t purchased_at, received_at; /* wall ms */
    int64_t list_price_minor;
};

enum advice_verdict {
    ADVICE_NO_RIGHT, /* there is no such rule */
    ADVICE_OPEN,
    ADVICE_OVER,
    ADVICE_UNKNOWN, /* nobody said when the goods came */
};
extern const char *const advice_verdict_name[4];

struct advice_right {
    enum advice_verdict verdict;
    int64_t until_ms; /* OPEN, OVER: its end, at the latest; 0: not begun, or not known */
    int32_t days;
    const char *rule;
};

struct advice {
    enum cause cause, lead;          /* whose prompts, whose proposals */
    enum playbook_language language; /* the customer's: their rights, what is said to them */
    enum playbook_language reader;   /* of who works the case: what to do */
    const struct playbook_cause *book, *lead_book;
    const struct playbook_general *general;
    uint32_t have, missing; /* 1u << enum evidence */
    uint8_t propose[PLAYBOOK_PROPOSALS_MAX];
    unsigned propose_count;      /* of case_proposals, the first first */
    int64_t value_minor;         /* of the order, or what stands for it */
    int64_t cap_owner, cap_lead; /* 1/100 of the currency */
    struct advice_right give_back, insurance;
    int64_t readers, buyers, loss_minor; /* who reads it, who is lost of them, what that is worth */
    bool value_known, our_fault;
    bool soothe; /* an agent met a customer whom reasons do not reach */
    bool cheap;  /* paid 40 % of the list price or less: doubts of genuineness will come */
    char next[CASE_NEXT_CAP];
};

/* Fills *a; it borrows from b and c. `facts` may be NULL: not known. The reader is one of the
 * terminal's language; advice_read sets another. */
void advice_make(struct advice *a, const struct playbook *b, const struct store_case *c,
                 const struct advice_facts *facts, int64_t now_ms);
/* Does who works the case read Chinese? By a word of board.language and, with "customer", theirs.
 */
bool advice_reads_chinese(const char *language, bool customer);
/* By a word of board.language; NULL or "auto" is the terminal's. */
void advice_read(struct advice *a, const char *language);

/* What advice_make calls next; without a policy file that can be read, what case_next does. */
const char *advice_next(const struct config *cfg, const struct store_case *c,
                        char out[CASE_NEXT_CAP]);

/* A line of the playbook: what is meant for the customer in their language, the rest in the
 * reader's. */
const char *advice_line(const struct advice *a, enum playbook_line line);
/* What is meant for the customer, for a reader of another language; "" where it is the same. */
const char *advice_translation(const struct advice *a, enum playbook_line line);

/* Who must approve an amount of this case's proposal: NULL nobody, "lead" or "manager". */
const char *advice_approver(const struct advice *a, int64_t amount_minor);

/* What a proposal of money is best begun with, 1/100 of the currency: all of the order, or what may
 * be offered unasked. 0: not known, or no money. */
int64_t advice_amount(const struct advice *a, const char *proposal);

/* Paragraphs for people, as `case show` has them, each at most 80 columns. */
void advice_print(const struct advice *a, const struct store_case *c);
json_t *advice_json(const struct advice *a);

#define ADVICE_MONEY_CAP 48
/* "39.90 CNY" */
const char *advice_money(int64_t minor, struct str currency, char out[ADVICE_MONEY_CAP]);

#endif
