/* show.h - what `case show` and `case why` share. Private to oncall/show*.c. */
#ifndef REDRESS_ONCALL_SHOW_H
#define REDRESS_ONCALL_SHOW_H

#include "oncall/advice.h"
#include "oncall/oncall.h"
#include "sink/store.h"

#include <jansson.h>

#define SHOW_INDENT 10
#define SHOW_COLUMNS (80 - SHOW_INDENT) /* of what is wrapped */

/* What `show` has gathered. */
struct show {
    struct store *store;
    struct store_case c;
    int64_t now;
    struct oncall_text text;
    bool has_text;
    struct err no_text;
    json_t *explained; /* NULL: no_text or no_words says why */
    struct err no_words;
    struct playbook *book; /* NULL: no_book says why */
    struct err no_book;
    struct advice advice; /* if there is a book */
    const char *language; /* of the advice, NULL: by board.language */
    json_t *like;         /* how cases of this product and cause ended, the latest first */
    json_t *history;      /* with --json */
    unsigned lines;
};

/* The bold word that a paragraph begins with. */
void show_heading(const char *name);
void show_moment(int64_t ms);
/* Everything but the history. */
void show_print(const struct show *v);
/* The points; their sum is the priority unless a floor lifts it or the top caps it. */
void show_why(const struct store_case *c, unsigned indent);
/* One transition; ctx is the struct show. */
void show_entry(void *ctx, const struct store_entry *x);

/* Precedents, and what can be done side by side: customer, platform, programmes, price. */
MUST_CHECK int show_like(struct show *v, struct err *e);
void show_like_print(const struct show *v);
json_t *show_actions(const struct store_case *c);
void show_actions_print(const struct store_case *c);

/* The order, as far as the review says it. */
json_t *show_order(const struct show *v);
void show_order_print(const struct show *v);

/* What speaks for an appeal; printed if it is something. */
json_t *show_suspicion(const struct show *v);
void show_suspicion_print(const struct show *v);

/* The text of the review, from Kafka: v->text, or v->no_text says why not. */
void show_fetch(const struct config *cfg, struct show *v);
/* v->explained from v->text, if there is one. */
void show_explain(const struct config *cfg, struct show *v);
/* The words that carried the causes and flags. */
void show_words(const struct show *v, unsigned indent);
/* v->advice, from the policy file and what show_fetch found. */
void show_advise(const struct config *cfg, struct show *v);
void show_give_back(struct show *v);

#endif
