/* board_draw.h - how the terminal board looks: (what is known, a size) -> a screen. Pure.
 *
 *   title      who, how many, filter, clock; Redis away
 *   queue | the chosen case       side by side from 72 columns on, else one of the two
 *   alerts     from 14 rows on
 *   keys       what can be done to this case now, the rest dimmed; or the words to choose from
 *   status     what became of the last action; or the line that is typed */
#ifndef REDRESS_ONCALL_BOARD_DRAW_H
#define REDRESS_ONCALL_BOARD_DRAW_H

#include "oncall/board_form.h"
#include "oncall/board_screen.h"

struct board_view {
    const json_t *model, *shown; /* board_model.h; NULL = not known yet */
    int64_t now_ms, away_since_ms;
    const char *why, *who, *filter, *message;
    bool message_bad, busy;
    unsigned help;            /* 0 none, else its page from 1 on */
    bool on_case;             /* the right side has the arrow keys */
    char chosen[80];          /* id, or what was searched for */
    unsigned chosen_row, top; /* of the queue; top is the first row shown */
    unsigned scroll;          /* lines of the case above the window */
    const struct board_form *form;
    /* While rows are held in their places: how many new cases wait, and the most urgent one's
     * priority. */
    unsigned fresh;
    int64_t fresh_priority;
};

struct board_box {
    unsigned row, col, rows, cols; /* rows 0 = not shown */
};
struct board_layout {
    struct board_box queue, shown, alerts, keys;
};

/* Where everything goes on a screen of this size. key_rows: lines that the keys need. */
void board_layout(unsigned rows, unsigned cols, bool on_case, unsigned key_rows,
                  struct board_layout *out);
/* Draws it all. `top` and `scroll` are first moved so that what is chosen can be seen. */
void board_draw(struct screen *s, struct board_view *v);

/* ---- its parts -------------------------------------------------------------------------------*/

void board_draw_queue(struct screen *s, const struct board_box *box, struct board_view *v);
void board_draw_alerts(struct screen *s, const struct board_box *box, const struct board_view *v);
void board_draw_case(struct screen *s, const struct board_box *box, struct board_view *v);
/* Ends in this row. */
void board_draw_form(struct screen *s, unsigned row, const struct board_form *f);
/* page: from 0 on. */
void board_draw_help(struct screen *s, unsigned page);
unsigned board_help_pages(const struct screen *s);
/* "14:52", "2h05m", "3d04h", with "-" before it if it is over. */
#define BOARD_LEFT_CAP 16
const char *board_left(int64_t ms, char out[BOARD_LEFT_CAP]);

/* Is it our turn, with less left of it than board.soon_s? */
bool board_soon(const struct board_view *v, const json_t *c);
/* Has it left the queue while its place was held? */
bool board_gone(const json_t *c);
/* What stands in the last line while nothing else does: what would be overlooked, else the legend.
 */
void board_draw_idle(struct screen *s, unsigned row, const struct board_view *v);

/* Members of JSON objects, "" and 0 where there is none. */
const char *board_text(const json_t *j, const char *name);
int64_t board_number(const json_t *j, const char *name);

#endif
