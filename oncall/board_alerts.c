/* The newest alerts, below the queue and the case. */
#include "oncall/board_draw.h"

#include "core/iso8601.h"
#include "oncall/case_json.h"

#include <inttypes.h>
#include <string.h>

static unsigned kind_style(const char *kind)
{
    if (strcmp(kind, "breach") == 0 || strcmp(kind, "escalate") == 0)
        return SCREEN_RED;
    return strcmp(kind, "warn") == 0 || strcmp(kind, "herd") == 0 ? SCREEN_YELLOW : SCREEN_PLAIN;
}

/* The newest at the bottom, as in a log. */
void board_draw_alerts(struct screen *s, const struct board_box *box, const struct board_view *v)
{
    const json_t *alerts = json_object_get(v->model, "alerts");
    unsigned n = (unsigned)json_array_size(alerts);
    char at[ISO8601_CAP];
    screen_fill(s, box->row, box->col, box->cols, '-', SCREEN_DIM);
    screen_put(s, box->row, box->col + 1, 8, STR_LIT(" alerts "), SCREEN_DIM);
    for (unsigned i = 1; i < box->rows && i <= n; i++) {
        const json_t *a = json_array_get(alerts, i - 1);
        unsigned row = box->row + box->rows - i, col = box->col;
        iso8601_write((wall_ms_t){board_number(a, "at_ms")}, at);
        screen_put(s, row, col, 8, (struct str){at + 11, 8}, SCREEN_DIM);
        screen_put(s, row, col + 9, 9, str_from(board_text(a, "kind")),
                   kind_style(board_text(a, "kind")));
        if (board_text(a, "why")[0]) {
            screen_put(s, row, col + 19, box->cols > 19 ? box->cols - 19 : 0,
                       str_from(board_text(a, "why")), SCREEN_PLAIN);
            continue;
        }
        unsigned level = (unsigned)board_number(a, "level");
        screen_put(s, row, col + 19, 7, str_from(level ? case_level_name(level) : ""),
                   SCREEN_PLAIN);
        screen_put(s, row, col + 27, 8,
                   (struct str){board_text(a, "case"), (uint32_t)strnlen(board_text(a, "case"), 8)},
                   SCREEN_CYAN);
        unsigned used =
            screen_printf(s, row, col + 36, box->cols > 36 ? box->cols - 36 : 0, SCREEN_PLAIN,
                          "%3" PRId64 "  %s", board_number(a, "priority"), board_text(a, "causes"));
        if (box->cols > 36 + used + 2)
            screen_put(s, row, col + 36 + used + 2, box->cols - 36 - used - 2,
                       str_from(board_text(a, "product")), SCREEN_DIM);
    }
}
