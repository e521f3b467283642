/* The left side of the board, and the alerts below it. */
#include "oncall/board_draw.h"

#include "core/iso8601.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

const char *board_text(const json_t *j, const char *name)
{
    const char *text = json_string_value(json_object_get(j, name));
    return text ? text : "";
}

int64_t board_number(const json_t *j, const char *name)
{
    return json_integer_value(json_object_get(j, name));
}

const char *board_left(int64_t ms, char out[BOARD_LEFT_CAP])
{
    const char *late = ms < 0 ? "-" : "";
    int64_t s = (ms < 0 ? -ms : ms) / 1000;
    if (s < 3600)
        snprintf(out, BOARD_LEFT_CAP, "%s%d:%02d", late, (int)(s / 60), (int)(s % 60));
    else if (s < 100 * 3600)
        snprintf(out, BOARD_LEFT_CAP, "%s%dh%02dm", late, (int)(s / 3600), (int)(s / 60 % 60));
    else
        snprintf(out, BOARD_LEFT_CAP, "%s%dd%02dh", late, (int)(s / 86400 % 10000),
                 (int)(s / 3600 % 24));
    return out;
}

static bool is_among(const json_t *list, const char *word)
{
    size_t i;
    json_t *item;
    json_array_foreach(list, i, item) if (strcmp(json_string_value(item), word) == 0) return true;
    return false;
}

/* "late, safety?": what is only a hint is asked. */
static const char *joined(const json_t *list, const json_t *unlikely, char *out, size_t cap)
{
    size_t len = 0, i;
    json_t *item;
    out[0] = '\0';
    json_array_foreach(list, i, item)
    {
        const char *text = json_string_value(item);
        if (text && len < cap)
            len += (size_t)snprintf(out + len, cap - len, "%s%s%s", i ? ", " : "", text,
                                    is_among(unlikely, text) ? "?" : "");
    }
    return out;
}

/* What is left of the turn, as a part of it. */
static void draw_bar(struct screen *s, unsigned row, unsigned col, unsigned cells, const json_t *c,
                     int64_t now_ms)
{
    int64_t start = board_number(c, "start_ms"), due = board_number(c, "due_ms");
    int64_t whole = due > start ? due - start : 1, left = due - now_ms;
    left = left < 0 ? 0 : left > whole ? whole : left;
    unsigned full = (unsigned)((left * cells + whole - 1) / whole);
    unsigned style = left * 4 < whole || json_is_true(json_object_get(c, "warned"))
                         ? SCREEN_BAR_YELLOW
                         : SCREEN_BAR_GREEN;
    if (left == 0) {
        screen_fill(s, row, col, cells, '!', SCREEN_BAR_RED);
        return;
    }
    screen_fill(s, row, col, full, '=', style);
    screen_fill(s, row, col + full, cells - full, '-', SCREEN_BAR_EMPTY);
}

static unsigned left_style(const json_t *c, int64_t left)
{
    int64_t whole = board_number(c, "due_ms") - board_number(c, "start_ms");
    if (left < 0)
        return SCREEN_RED;
    return left * 4 < whole || json_is_true(json_object_get(c, "warned")) ? SCREEN_YELLOW
                                                                          : SCREEN_GREEN;
}

/* Columns of the queue by its width. */
struct columns {
    unsigned bar, lane, owner;
};

static struct columns columns_for(unsigned cols)
{
    return (struct columns){.bar = cols >= 80   ? 10
                                   : cols >= 50 ? 5
                                   : cols >= 34 ? 4
                                                : 3,
                            .lane = cols >= 80 ? 7 : 0,
                            .owner = cols >= 58 ? 8 : 1};
}

static void draw_owner(struct screen *s, unsigned row, unsigned col, unsigned cells,
                       const char *owner, const char *who)
{
    bool mine = strcmp(owner, who) == 0;
    if (!owner[0])
        return;
    if (cells > 1)
        screen_put(s, row, col, cells, str_from(owner), mine ? SCREEN_CYAN : SCREEN_PLAIN);
    else
        screen_put(s, row, col, 1, str_from(mine ? "@" : "+"), mine ? SCREEN_CYAN : SCREEN_PLAIN);
}

static void draw_row(struct screen *s, const struct board_box *box, unsigned row, const json_t *c,
                     const struct board_view *v, bool chosen)
{
    struct columns w = columns_for(box->cols);
    char left[BOARD_LEFT_CAP], causes[200];
    int64_t rest = board_number(c, "due_ms") - v->now_ms;
    int64_t level = board_number(c, "level");
    unsigned col = box->col, end = box->col + box->cols;
    screen_put(s, row, col, 1, str_from(chosen ? ">" : " "), SCREEN_BOLD);
    bool closed = strcmp(board_text(c, "state"), "cl") == 0;
    if (!closed)
        draw_bar(s, row, col + 1, w.bar, c, v->now_ms);
    col += 1 + w.bar;
    screen_put_right(s, row, col, 7, str_from(closed ? "closed" : board_left(rest, left)),
                     closed ? SCREEN_DIM : left_style(c, rest));
    screen_printf(s, row, col + 8, 4, SCREEN_BOLD, "%3" PRId64, board_number(c, "priority"));
    screen_put(s, row, col + 12, 2, str_from(board_text(c, "state")),
               json_is_true(json_object_get(c, "customers_turn")) ? SCREEN_DIM : SCREEN_PLAIN);
    if (level > 0)
        screen_printf(s, row, col + 15, 2, SCREEN_RED, "L%" PRId64, level);
    else if (json_is_true(json_object_get(c, "breached")))
        screen_put(s, row, col + 15, 2, STR_LIT("!"), SCREEN_RED);
    col += 18;
    if (w.lane)
        screen_printf(s, row, col, w.lane,
                      strcmp(board_text(c, "lane"), "safety") == 0 ? SCREEN_RED : SCREEN_DIM,
                      "%.6s", board_text(c, "lane"));
    col += w.lane;
    unsigned room = end > col + w.owner + 1 ? end - col - w.owner - 1 : 0;
    screen_put(s, row, col, room,
               str_from(joined(json_object_get(c, "causes"), json_object_get(c, "unlikely"), causes,
                               sizeof(causes))),
               SCREEN_PLAIN);
    draw_owner(s, row, end - w.owner, w.owner, board_text(c, "owner"), v->who);
    if (chosen)
        screen_mark(s, row, box->col, 1, SCREEN_CHOSEN);
    if (chosen)
        screen_mark(s, row, box->col + 1 + w.bar, box->cols - 1 - w.bar, SCREEN_CHOSEN);
}

/* "43/174": which it is of how many. */
static void draw_position(struct screen *s, const struct board_box *box, unsigned owner,
                          const struct board_view *v)
{
    char text[40];
    int64_t n = board_number(v->model, "matching");
    bool whole = json_is_true(json_object_get(v->model, "whole"));
    snprintf(text, sizeof(text), "%u/%" PRId64 "%s", v->chosen_row + 1, n, whole ? "" : "+");
    if (n > 0 && box->cols > 44u + owner)
        screen_put_right(s, box->row, box->col + 25, box->cols - owner - 26, str_from(text),
                         SCREEN_DIM);
    else if (n > 0 && box->cols >= 36)
        screen_put_right(s, box->row, box->col + 24, box->cols - 25, str_from(text), SCREEN_DIM);
}

static void draw_heads(struct screen *s, const struct board_box *box, const struct board_view *v)
{
    struct columns w = columns_for(box->cols);
    unsigned col = box->col + 1 + w.bar;
    screen_put_right(s, box->row, col, 7, STR_LIT("LEFT"), SCREEN_DIM);
    screen_put(s, box->row, col + 8, 3, STR_LIT("PRI"), SCREEN_DIM);
    screen_put(s, box->row, col + 12, 3, STR_LIT("RD"), SCREEN_DIM);
    screen_put(s, box->row, col + 15, 2, STR_LIT("LV"), SCREEN_DIM);
    if (w.lane)
        screen_put(s, box->row, col + 18, w.lane, STR_LIT("LANE"), SCREEN_DIM);
    screen_put(s, box->row, col + 18 + w.lane, 6, STR_LIT("CAUSES"), SCREEN_DIM);
    draw_position(s, box, w.owner, v);
    if (w.owner > 1)
        screen_put(s, box->row, box->col + box->cols - w.owner, w.owner, STR_LIT("OWNER"),
                   SCREEN_DIM);
}

/* A chosen case that left the queue, or was found by its id, stands above it: nothing is ever acted
 * on that cannot be seen. NULL: there is none. */
static const json_t *apart(const struct board_view *v)
{
    const json_t *cases = json_object_get(v->model, "cases"),
                 *row = json_object_get(v->shown, "row");
    const char *id = board_text(v->shown, "id");
    size_t i;
    json_t *c;
    json_array_foreach(cases, i, c) if (strcmp(board_text(c, "id"), id) == 0) return NULL;
    return v->shown ? row : NULL;
}

static void draw_nothing(struct screen *s, const struct board_box *box, const struct board_view *v)
{
    const char *said = !v->model      ? "asking Redis ..."
                       : v->filter[0] ? "nothing here; Esc shows all again"
                                      : "nothing waits for us";
    screen_put(s, box->row + 1, box->col + 1, box->cols - 1, str_from(said), SCREEN_DIM);
}

void board_draw_queue(struct screen *s, const struct board_box *whole, struct board_view *v)
{
    const json_t *cases = json_object_get(v->model, "cases"), *above = apart(v);
    struct board_box box = *whole;
    unsigned n = (unsigned)json_array_size(cases);
    if (above && box.rows > 2) {
        draw_heads(s, whole, v);
        draw_row(s, whole, whole->row + 1, above, v, true);
        box.row += 1;
        box.rows -= 1;
    }
    unsigned rows = box.rows - 1;
    if (!v->model || n == 0) {
        draw_nothing(s, &box, v);
        return;
    }
    draw_heads(s, whole, v);
    if (v->top > v->chosen_row)
        v->top = v->chosen_row;
    if (rows > 0 && v->chosen_row >= v->top + rows)
        v->top = v->chosen_row - rows + 1;
    if (v->top + rows > n)
        v->top = n > rows ? n - rows : 0;
    for (unsigned i = 0; i < rows && v->top + i < n; i++) {
        const json_t *c = json_array_get(cases, v->top + i);
        bool chosen = strcmp(board_text(c, "id"), v->chosen) == 0;
        draw_row(s, &box, box.row + 1 + i, c, v, chosen);
    }
}

/* ---- alerts ----------------------------------------------------------------------------------*/

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
        screen_printf(s, row, col + 19, 2, SCREEN_PLAIN, "L%" PRId64, board_number(a, "level"));
        screen_put(s, row, col + 22, 8,
                   (struct str){board_text(a, "case"), (uint32_t)strnlen(board_text(a, "case"), 8)},
                   SCREEN_CYAN);
        unsigned used =
            screen_printf(s, row, col + 31, box->cols > 31 ? box->cols - 31 : 0, SCREEN_PLAIN,
                          "%3" PRId64 "  %s", board_number(a, "priority"), board_text(a, "causes"));
        if (box->cols > 31 + used + 2)
            screen_put(s, row, col + 31 + used + 2, box->cols - 31 - used - 2,
                       str_from(board_text(a, "product")), SCREEN_DIM);
    }
}
