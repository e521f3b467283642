/* What is chosen, while the queue moves under it. */
#include "oncall/board.h"

#include <string.h>

#define HOLD_MS 60000 /* without a key: nobody is there */

const json_t *board_chosen_cases(const struct board *b)
{
    return json_object_get(b->view.model, "cases");
}

void board_chosen_set(struct board *b, const char *id)
{
    if (strcmp(b->view.chosen, id) != 0)
        b->view.scroll = 0;
    snprintf(b->view.chosen, sizeof(b->view.chosen), "%s", id);
    board_watch_choose(b->watch, id);
    b->dirty = true;
}

void board_chosen_row(struct board *b, int64_t row)
{
    int64_t n = (int64_t)json_array_size(board_chosen_cases(b));
    if (n == 0)
        return;
    row = row < 0 ? 0 : row >= n ? n - 1 : row;
    b->view.chosen_row = (unsigned)row;
    b->pinned = false;
    board_chosen_set(b, board_text(json_array_get(board_chosen_cases(b), (size_t)row), "id"));
}

void board_chosen_last(struct board *b)
{
    b->to_last = true;
    b->dirty = true; /* then more is asked for */
}

static void go_to_last(struct board *b)
{
    size_t n = json_array_size(board_chosen_cases(b));
    if (!b->to_last || ((int64_t)n < board_number(b->view.model, "matching") && n < BOARD_ALL))
        return;
    b->to_last = false;
    board_chosen_row(b, INT32_MAX);
}

/* The queue moves under us: what is chosen stays chosen. A case that left the queue by an action of
 * ours is looked at until another is chosen. */
static void follow_chosen(struct board *b)
{
    const json_t *cases = board_chosen_cases(b);
    size_t n = json_array_size(cases);
    for (size_t i = 0; i < n; i++)
        if (strcmp(board_text(json_array_get(cases, i), "id"), b->view.chosen) == 0) {
            b->view.chosen_row = (unsigned)i;
            b->pinned = false;
            return;
        }
    if (b->view.chosen_row >= n)
        b->view.chosen_row = n ? (unsigned)n - 1 : 0;
    if (!b->view.chosen[0] && n)
        board_chosen_row(b, 0);
}

/* What was refused is kept to be mended. */
static void see_done(struct board *b)
{
    char text[300];
    bool bad = json_integer_value(json_object_get(b->seen.done, "code")) != 0;
    board_hint_keys(board_text(b->seen.done, "say"), text, sizeof(text));
    board_tell(b, bad, text);
    json_decref(b->draft_lint);
    b->draft_lint = json_incref(json_object_get(json_object_get(b->seen.done, "case"), "lint"));
    if (bad) {
        board_ask_again(b);
        return;
    }
    b->draft_of[0] = '\0';
    b->view.scroll = 0; /* what comes next stands on top */
}

/* Who is about to answer must know that what they read is not what stands there. */
static void see_version(struct board *b)
{
    static const char text[] = "they changed their review: read it again";
    const char *id = board_text(b->view.shown, "id");
    int64_t version = board_number(b->view.shown, "version");
    if (!id[0])
        return;
    if (strcmp(id, b->version_of) == 0 && version != b->version) {
        b->view.scroll = 0;
        if (b->view.form)
            snprintf(b->form.note, sizeof(b->form.note), "%s", text);
        else
            board_tell(b, true, text);
    }
    snprintf(b->version_of, sizeof(b->version_of), "%s", id);
    b->version = version;
}

static void put(json_t **to, json_t *with)
{
    json_decref(*to);
    *to = with;
}

void board_chosen_hold(struct board *b)
{
    b->holds = true;
    b->key_at = clock_mono();
}

void board_chosen_release(struct board *b)
{
    b->holds = false;
    board_hold_end(&b->hold);
    put(&b->model_of, NULL); /* it is made anew */
}

/* What is drawn: the queue as it is, or with its rows held. Made anew only if it changed. */
static void see_model(struct board *b)
{
    if (b->holds && !b->view.form && clock_elapsed_ms(b->key_at, clock_mono()) > HOLD_MS)
        board_chosen_release(b);
    if (b->model_of != b->seen.model || b->shown_of != b->seen.shown || !b->model) {
        put(&b->model_of, json_incref(b->seen.model));
        put(&b->shown_of, json_incref(b->seen.shown));
        put(&b->model, b->holds && b->seen.model
                           ? board_hold_model(&b->hold, b->seen.model, b->seen.shown)
                           : json_incref(b->seen.model));
    }
    b->view.model = b->model;
    b->view.fresh = b->hold.fresh;
    b->view.fresh_priority = b->hold.fresh_priority;
}

void board_chosen_see(struct board *b)
{
    board_watch_see(b->watch, &b->seen);
    b->view.shown = b->seen.shown;
    if (b->seen.done)
        see_done(b);
    see_model(b);
    see_version(b);
    b->view.now_ms = b->seen.now_ms;
    b->view.away_since_ms = b->seen.away_since_ms;
    b->view.why = b->seen.why;
    b->view.busy = b->seen.busy;
    const char *id = board_text(b->view.shown, "id");
    if (id[0] && strcmp(id, b->view.chosen) != 0) /* found by the beginning of it, or its review */
        board_chosen_set(b, id);
    follow_chosen(b);
    go_to_last(b);
}
