/* board_hold.h - rows that stay where they are while somebody works with them. Without it the queue
 * is sorted anew under the cursor with every case that comes. Pure but for the JSON it makes. */
#ifndef REDRESS_ONCALL_BOARD_HOLD_H
#define REDRESS_ONCALL_BOARD_HOLD_H

#include <jansson.h>
#include <stdint.h>

struct board_hold {
    json_t *rows;           /* as they stand on the screen; NULL: nothing is held */
    unsigned fresh;         /* cases that would stand among them and wait for board_hold_end */
    int64_t fresh_priority; /* of the most urgent of those */
};

/* A new object: the model (board_model_read) with its cases in the order that is held, each as it
 * is now. A case that left the queue keeps its row, marked "gone"; the one of `shown`
 * (board_model_case, may be NULL) with what became of it. What is behind the last row is added
 * there. The first call holds the order of the model. */
json_t *board_hold_model(struct board_hold *h, const json_t *model, const json_t *shown);
/* From now on every order is taken. */
void board_hold_end(struct board_hold *h);

#endif
