#include "oncall/board_draw.h"

#include "core/check.h"
#include "core/iso8601.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define SPLIT_COLS 72

void board_layout(unsigned rows, unsigned cols, bool on_case, unsigned key_rows,
                  struct board_layout *out)
{
    unsigned alerts = rows >= 34 ? 7 : rows >= 22 ? 4 : rows >= 14 ? 3 : 0;
    unsigned fixed = 1 + alerts + key_rows + 1; /* title, alerts, keys, status */
    unsigned high = rows > fixed ? rows - fixed : 0;
    memset(out, 0, sizeof(*out));
    out->keys = (struct board_box){1 + high + alerts, 0, key_rows, cols};
    if (alerts && high)
        out->alerts = (struct board_box){1 + high, 0, alerts, cols};
    if (cols >= SPLIT_COLS) {
        unsigned left = cols >= 140 ? cols * 9 / 20 : cols >= 100 ? cols * 12 / 25 : cols / 2;
        out->queue = (struct board_box){1, 0, high, left};
        out->shown = (struct board_box){1, left + 3, high, cols - left - 3};
    } else if (on_case) {
        out->shown = (struct board_box){1, 0, high, cols};
    } else {
        out->queue = (struct board_box){1, 0, high, cols};
    }
}

/* ---- title, status ---------------------------------------------------------------------------*/

static void draw_title(struct screen *s, const struct board_view *v)
{
    char at[ISO8601_CAP] = "";
    screen_fill(s, 0, 0, s->cols, ' ', SCREEN_TITLE);
    unsigned col = 1 + screen_put(s, 0, 1, s->cols - 1, STR_LIT("Redress"), SCREEN_TITLE);
    if (v->model)
        col += screen_printf(s, 0, col, s->cols - col, SCREEN_TITLE,
                             "  %" PRId64 " open, %" PRId64 " unclaimed",
                             board_number(v->model, "open"), board_number(v->model, "queued"));
    int64_t late = board_number(v->model, "late");
    if (late > 0) {
        bool whole = json_is_true(json_object_get(v->model, "whole"));
        col += 2;
        col += screen_printf(s, 0, col, s->cols - col, SCREEN_ALARM, " %" PRId64 "%s LATE ", late,
                             whole ? "" : "+");
    }
    int64_t soon = board_number(v->model, "soon");
    if (soon > 0) {
        bool whole = json_is_true(json_object_get(v->model, "whole"));
        col += 2;
        col += screen_printf(s, 0, col, s->cols - col, SCREEN_SOON, " %" PRId64 "%s DUE <%d MIN ",
                             soon, whole ? "" : "+",
                             (int)((board_number(v->model, "soon_ms") + 59999) / 60000));
    }
    if (v->filter[0])
        col += screen_printf(s, 0, col, s->cols - col, SCREEN_TITLE, "  [%s]", v->filter);
    if (v->now_ms)
        iso8601_write((wall_ms_t){v->now_ms}, at);
    char right[80];
    snprintf(right, sizeof(right), "%.40s  %.8s ", v->who, at[0] ? at + 11 : "--:--:--");
    unsigned width = term_width(str_from(right));
    if (col + 2 + width <= s->cols)
        screen_put(s, 0, s->cols - width, width, str_from(right), SCREEN_TITLE);
}

/* Over the title: nothing matters more. */
static void draw_away(struct screen *s, const struct board_view *v)
{
    char at[ISO8601_CAP];
    if (!v->away_since_ms)
        return;
    iso8601_write((wall_ms_t){v->away_since_ms}, at);
    screen_fill(s, 0, 0, s->cols, ' ', SCREEN_ALARM);
    screen_printf(s, 0, 1, s->cols - 1, SCREEN_ALARM, "Redis away since %.8s: %s", at + 11, v->why);
}

/* What does not fit one line takes those above it. */
static void draw_message(struct screen *s, const struct board_view *v)
{
    struct str rest = str_from(v->message), lines[3] = {{0}};
    unsigned n = 0, style = v->message_bad ? SCREEN_RED : SCREEN_GREEN;
    while (rest.len && n < 3 && n < s->rows)
        lines[n++] = term_line(&rest, s->cols > 8 ? s->cols : 8);
    for (unsigned i = 0; i < n; i++) {
        unsigned row = s->rows - n + i;
        screen_fill(s, row, 0, s->cols, ' ', SCREEN_PLAIN);
        screen_put(s, row, 0, s->cols, lines[i], style);
    }
}

static void draw_status(struct screen *s, const struct board_view *v)
{
    unsigned row = s->rows - 1;
    if (v->form)
        board_draw_form(s, row, v->form);
    else if (v->busy)
        screen_put(s, row, 0, s->cols, STR_LIT("working ..."), SCREEN_DIM);
    else if (v->message)
        draw_message(s, v);
    else if (s->rows >= 7)
        board_draw_idle(s, row, v);
}

/* ---- keys ------------------------------------------------------------------------------------*/

struct flow {
    struct screen *s; /* NULL: only count the rows */
    unsigned row, col, rows, cols;
};

/* Where an item of this width goes: on this line, or at the start of the next. */
static void flow_to(struct flow *f, unsigned width)
{
    if (f->col > 0 && f->col + width > f->cols) {
        f->col = 0;
        f->row++;
        f->rows++;
    }
}

static void flow_key(struct flow *f, const char *key, const char *label, bool possible)
{
    unsigned width = term_width(str_from(key)) + 1 + term_width(str_from(label));
    flow_to(f, width);
    if (f->s) {
        unsigned used = screen_put(f->s, f->row, f->col, 12, str_from(key),
                                   possible ? SCREEN_CYAN : SCREEN_DIM);
        screen_put(f->s, f->row, f->col + used + 1, width, str_from(label),
                   possible ? SCREEN_BOLD : SCREEN_DIM);
    }
    f->col += width + 2;
}

static bool listed(const json_t *names, const char *name)
{
    size_t i;
    json_t *item;
    json_array_foreach(names, i, item) if (strcmp(json_string_value(item), name) == 0) return true;
    return false;
}

/* all: also what is not possible now. Returns the rows it takes. */
static unsigned flow_keys(struct flow f, const struct board_view *v, bool all)
{
    static const char *const others[][2] = {
        {"S", "sort"}, {"f", "filter"}, {"/", "find"}, {"?", "help"}, {"q", "quit"}};
    const json_t *can = json_object_get(v->shown, "can");
    f.rows = 1;
    for (unsigned i = 0; i < board_actions_n; i++) {
        bool possible = listed(can, board_actions[i].name);
        if (possible || (all && !board_actions[i].beside))
            flow_key(&f, board_actions[i].key, board_actions[i].label, possible);
    }
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
        flow_key(&f, others[i][0], others[i][1], true);
    return f.rows;
}

/* What may be chosen, in place of the keys. */
static unsigned flow_words(struct flow f, const struct board_form *form)
{
    const struct board_field *field = board_form_field(form);
    f.rows = 1;
    for (struct str rest = str_from(field->help); rest.len;) {
        struct str line = term_line(&rest, f.cols > 8 ? f.cols : 8);
        if (f.s)
            screen_put(f.s, f.row++, 0, f.cols, line, SCREEN_DIM);
        f.rows += rest.len > 0;
    }
    for (unsigned i = 0; i < field->words_n; i++) {
        struct str word = str_from(field->words[i]);
        flow_to(&f, word.len);
        if (f.s)
            screen_put(f.s, f.row, f.col, word.len, word,
                       i == form->word ? SCREEN_TITLE : SCREEN_PLAIN);
        f.col += word.len + 2;
    }
    return f.rows;
}

/* The words, and the question below them. */
static unsigned asking_rows(struct flow count, const struct board_form *f)
{
    const struct board_field *field = board_form_field(f);
    return field->words_n || field->help ? flow_words(count, f) + 1 : 1;
}

/* ---- all of it -------------------------------------------------------------------------------*/

static void draw_keys(struct screen *s, const struct board_view *v, const struct board_box *box,
                      bool all)
{
    struct flow f = {.s = s, .row = box->row, .cols = s->cols};
    if (v->form && (board_form_field(v->form)->words_n || board_form_field(v->form)->help))
        flow_words(f, v->form);
    else if (!v->form)
        flow_keys(f, v, all);
}

void board_draw(struct screen *s, struct board_view *v)
{
    struct board_layout l;
    struct flow count = {.cols = s->cols};
    unsigned most = s->rows >= 20 ? 3 : s->rows >= 12 ? 2 : s->rows >= 7 ? 1 : 0;
    bool all = flow_keys(count, v, true) <= most;
    unsigned wanted = v->form ? asking_rows(count, v->form) : flow_keys(count, v, all);
    if (v->help) {
        board_draw_help(s, v->help - 1);
        return;
    }
    screen_clear(s);
    most += v->form && most > 0;
    board_layout(s->rows, s->cols, v->on_case, wanted < most ? wanted : most, &l);
    if (l.queue.rows > 1)
        board_draw_queue(s, &l.queue, v);
    if (l.shown.rows > 0)
        board_draw_case(s, &l.shown, v);
    for (unsigned i = 0; l.queue.rows && l.shown.rows && i < l.shown.rows; i++)
        screen_put(s, l.shown.row + i, l.shown.col - 2, 1, STR_LIT("|"),
                   v->on_case ? SCREEN_CYAN : SCREEN_DIM);
    if (l.alerts.rows > 0)
        board_draw_alerts(s, &l.alerts, v);
    draw_title(s, v);
    draw_away(s, v);
    if (l.keys.rows > 0)
        draw_keys(s, v, &l.keys, all);
    draw_status(s, v);
}
