/* board_model.h - what both boards show, as JSON: the head of the queue and the last alerts, and
 * one case in full. The terminal draws it, the web page is sent it; the members are described in
 * JSON.md and only ever added to. */
#ifndef REDRESS_ONCALL_BOARD_MODEL_H
#define REDRESS_ONCALL_BOARD_MODEL_H

#include "sink/store.h"

#include <jansson.h>

#define BOARD_ALERTS 40 /* kept, the newest first */

/* One case of the queue. who: whose board it is, NULL if many look at it. */
json_t *board_model_row(const struct store_case *c, const struct rounds_budgets *budgets,
                        const char *who, int64_t now_ms);
/* One alert. */
json_t *board_model_alert(const struct store_entry *x);

/* Reads the queue, and adds what is new to `alerts` (an array that lives from call to call). A new
 * object, or NULL with e set. Costs what store_list costs. */
json_t *board_model_read(struct store *s, const struct store_filter *f, const char *who,
                         json_t *alerts, struct err *e);

/* All of one case: what `case show --json` prints, and "can": the names of the actions that are
 * possible now. With `text` also the words of the review, from Kafka: seconds. `language`: of the
 * advice, as of `show --language`; NULL by the settings. A new object, or NULL with e set. `s` is
 * for this thread alone. */
json_t *board_model_case(const struct config *cfg, struct store *s, const char *id, const char *who,
                         const char *language, bool text, struct err *e);

/* Carries out an action: answers {"option": "value"}. A new object: {"code": exit code, "said":
 * what to tell people, "case": the case afterwards or null}. Blocks as the verb does. */
json_t *board_model_act(const struct config *cfg, const char *action, const char *id,
                        const char *who, const json_t *answers);

/* A filter in words, any of: mine late breached waiting level=N state=S cause=C seller=ID
 * product=ID
 * sort=due (or urgency, priority, age). `memory` (as long as the text, and a NUL) takes the names.
 * -1: e says which word is not known. */
MUST_CHECK int board_model_filter(const char *text, const char *who, char *memory,
                                  struct store_filter *out, struct err *e);

#endif
