/* The left side of the board. */
#include "oncall/board_draw.h"

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

/* The first n causes and how many more there are: "late, safety?" (what is only a hint is asked),
 * "late +2". */
static const char *joined(const json_t *c, size_t n, char *out, size_t cap)
{
    const json_t *list = json_object_get(c, "causes"), *unlikely = json_object_get(c, "unlikely");
    size_t len = 0, all = json_array_size(list);
    out[0] = '\0';
    for (size_t i = 0; i < n && len < cap; i++) {
        const char *text = json_string_value(json_array_get(list, i));
        len += (size_t)snprintf(out + len, cap - len, "%s%s%s", i ? ", " : "", text ? text : "",
                                text && is_among(unlikely, text) ? "?" : "");
    }
    if (n < all && len < cap)
        snprintf(out + len, cap - len, " +%zu", all - n);
    return out;
}

/* As many causes as are readable in `room` columns: a word that is cut tells nobody anything. */
static const char *causes_within(const json_t *c, unsigned room, char *out, size_t cap)
{
    size_t n = json_array_size(json_object_get(c, "causes"));
    while (n > 1 && term_width(str_from(joined(c, n, out, cap))) > room)
        n--;
    if (n == 1 && term_width(str_from(joined(c, n, out, cap))) > room && strchr(out, ' '))
        snprintf(strchr(out, ' '), 4, "…");
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

bool board_soon(const struct board_view *v, const json_t *c)
{
    int64_t left = board_number(c, "due_ms") - v->now_ms;
    return left >= 0 && left < board_number(v->model, "soon_ms") &&
           strcmp(board_text(c, "state"), "cl") != 0 &&
           !json_is_true(json_object_get(c, "customers_turn"));
}

static unsigned left_style(const json_t *c, int64_t left)
{
    int64_t whole = board_number(c, "due_ms") - board_number(c, "start_ms");
    if (left < 0)
        return SCREEN_RED;
    return left * 4 < whole || json_is_true(json_object_get(c, "warned")) ? SCREEN_YELLOW
                                                                          : SCREEN_GREEN;
}

/* Columns of the queue by its width; the causes have the rest. */
struct columns {
    unsigned bar, lane, owner;
    bool wide;
};
#define COL_LEFT 0 /* from the end of the bar on */
#define COL_PRIORITY 8
#define COL_TURN 12
#define COL_LANE 20

static struct columns columns_for(unsigned cols)
{
    return (struct columns){.bar = cols >= 80   ? 10
                                   : cols >= 50 ? 5
                                                : 0, /* LEFT says it too */
                            .lane = cols >= 80 ? 7 : 0,
                            .owner = cols >= 58 ? 8 : 1,
                            .wide = cols >= 58};
}

/* Whom its level called, before its causes: the columns it took. */
static unsigned draw_called(struct screen *s, unsigned row, unsigned col, unsigned room,
                            const json_t *c, bool wide)
{
    const char *called = board_text(c, "called");
    if (!wide && strcmp(called, "manager") == 0)
        called = "mgr";
    bool late = json_is_true(json_object_get(c, "breached"));
    if (!called[0] && !late)
        return 0;
    return screen_printf(s, row, col, room, SCREEN_RED, "%s%s ",
                         called[0] ? called
                         : wide    ? "was late"
                                   : "!",
                         !called[0] ? ""
                         : wide     ? " called"
                                    : "!");
}

/* "gone" has left the queue while its place was held. */
static void draw_left(struct screen *s, unsigned row, unsigned col, const json_t *c,
                      const struct board_view *v)
{
    char left[BOARD_LEFT_CAP], text[BOARD_LEFT_CAP + 1];
    int64_t rest = board_number(c, "due_ms") - v->now_ms;
    bool closed = strcmp(board_text(c, "state"), "cl") == 0, soon = board_soon(v, c);
    if (closed || board_gone(c)) {
        screen_put_right(s, row, col, 7, str_from(closed ? "closed" : "gone"), SCREEN_DIM);
        return;
    }
    snprintf(text, sizeof(text), "%s%s", soon ? "!" : "", board_left(rest, left));
    screen_put_right(s, row, col, 7, str_from(text), soon ? SCREEN_SOON : left_style(c, rest));
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
    char causes[200];
    unsigned col = box->col + 1 + w.bar, end = box->col + box->cols;
    bool gone = board_gone(c) || strcmp(board_text(c, "state"), "cl") == 0;
    bool rests = gone || json_is_true(json_object_get(c, "customers_turn"));
    screen_put(s, row, box->col, 1, str_from(chosen ? ">" : " "), SCREEN_BOLD);
    if (!gone)
        draw_bar(s, row, box->col + 1, w.bar, c, v->now_ms);
    draw_left(s, row, col + COL_LEFT, c, v);
    screen_printf(s, row, col + COL_PRIORITY, 4, gone ? SCREEN_DIM : SCREEN_BOLD, "%3" PRId64,
                  board_number(c, "priority"));
    screen_put(s, row, col + COL_TURN, 7, str_from(board_text(c, "turn_text")),
               rests ? SCREEN_DIM : SCREEN_PLAIN);
    col += COL_LANE;
    if (w.lane)
        screen_printf(s, row, col, w.lane,
                      strcmp(board_text(c, "lane"), "safety") == 0 ? SCREEN_RED : SCREEN_DIM,
                      "%.6s", board_text(c, "lane"));
    col += w.lane;
    unsigned room = end > col + w.owner + 1 ? end - col - w.owner - 1 : 0;
    unsigned used = gone ? 0 : draw_called(s, row, col, room, c, w.wide);
    screen_put(s, row, col + used, room - used,
               str_from(causes_within(c, room - used, causes, sizeof(causes))),
               gone ? SCREEN_DIM : SCREEN_PLAIN);
    draw_owner(s, row, end - w.owner, w.owner, board_text(c, "owner"), v->who);
    if (chosen) {
        screen_mark(s, row, box->col, 1, SCREEN_CHOSEN);
        screen_mark(s, row, box->col + 1 + w.bar, box->cols - 1 - w.bar, SCREEN_CHOSEN);
    }
}

/* "43/174": which it is of how many. `col`: where the heads end. */
static void draw_position(struct screen *s, const struct board_box *box, unsigned col,
                          unsigned owner, const struct board_view *v)
{
    char text[40];
    int64_t n = board_number(v->model, "matching");
    bool whole = json_is_true(json_object_get(v->model, "whole"));
    unsigned end = box->col + box->cols - (owner > 1 ? owner + 1 : 1);
    snprintf(text, sizeof(text), "%u/%" PRId64 "%s", v->chosen_row + 1, n, whole ? "" : "+");
    if (n > 0 && end > col && end - col > term_width(str_from(text)))
        screen_put_right(s, box->row, col, end - col, str_from(text), SCREEN_DIM);
}

static void draw_heads(struct screen *s, const struct board_box *box, const struct board_view *v)
{
    struct columns w = columns_for(box->cols);
    unsigned col = box->col + 1 + w.bar;
    screen_put_right(s, box->row, col + COL_LEFT, 7, STR_LIT("LEFT"), SCREEN_DIM);
    screen_put(s, box->row, col + COL_PRIORITY, 3, STR_LIT("PRI"), SCREEN_DIM);
    screen_put(s, box->row, col + COL_TURN, 4, STR_LIT("TURN"), SCREEN_DIM);
    if (w.lane)
        screen_put(s, box->row, col + COL_LANE, w.lane, STR_LIT("LANE"), SCREEN_DIM);
    col += COL_LANE + w.lane;
    screen_put(s, box->row, col, 6, w.wide ? STR_LIT("CAUSES") : STR_LIT("WHAT"), SCREEN_DIM);
    draw_position(s, box, col + (w.wide ? 6 : 4), w.owner, v);
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
