/* The line in which questions are answered, and what becomes of the answers. */
#include "oncall/board.h"

#include <string.h>

static const struct board_field filter_fields[] = {
    {"filter", "which cases (nothing: all)", BOARD_TEXT, .optional = true}};
static const struct board_field find_fields[] = {
    {"case", "id of a case or review", BOARD_TEXT, .optional = false}};

static void act(struct board *b)
{
    const char *id = board_text(b->view.shown, "id");
    snprintf(b->draft, sizeof(b->draft), "%s", board_text(b->form.answers, "text"));
    snprintf(b->draft_of, sizeof(b->draft_of), "%s", id);
    if (!board_watch_act(b->watch, b->action->name, id, json_incref(b->form.answers)))
        board_tell(b, true, "the last action is still under way");
    else
        b->view.message = NULL;
}

void board_ask_set_filter(struct board *b, const char *filter)
{
    struct err e;
    if (board_watch_want(b->watch, b->view.top + b->screen.rows + BOARD_PAGE, filter, &e) != 0) {
        board_tell(b, true, e.msg);
        return;
    }
    snprintf(b->filter, sizeof(b->filter), "%s", filter);
    b->view.top = b->view.chosen_row = 0;
    if (!b->pinned)
        b->view.chosen[0] = '\0';
    b->dirty = true;
}

static void form_done(struct board *b)
{
    if (b->action) {
        act(b);
    } else if (b->form.fields == filter_fields) {
        board_ask_set_filter(b, board_text(b->form.answers, "filter"));
    } else {
        board_chosen_set(b, board_text(b->form.answers, "case"));
        b->pinned = true;
        b->view.on_case = true;
    }
}

/* What the guard would say of what is typed so far. */
static void guard_text(struct board *b)
{
    if (!b->view.form || !b->action || strcmp(board_form_field(&b->form)->option, "text") != 0)
        return;
    json_t *lint = board_guard_check(b->guard, b->form.shown, b->form.text);
    b->form.verdict = board_guard_say(lint, b->form.guard, sizeof(b->form.guard));
    json_decref(lint);
}

static void form_went(struct board *b, enum board_form_state state)
{
    b->dirty = true;
    if (state == FORM_ASKS) {
        b->view.form = &b->form;
        return;
    }
    if (state == FORM_DONE)
        form_done(b);
    b->view.form = NULL;
    board_form_fini(&b->form);
}

static void begin_form(struct board *b, const struct board_action *a, const char *title,
                       const struct board_field *fields, unsigned max)
{
    bool again = strcmp(b->draft_of, board_text(b->view.shown, "id")) == 0;
    b->action = a;
    form_went(b, board_form_begin(&b->form, title, fields, max, b->view.shown,
                                  again && a ? b->draft : NULL));
    guard_text(b);
}

/* Two actions may have one key; the first that is possible is meant. */
bool board_ask_action(struct board *b, const char *key)
{
    const struct board_action *meant = NULL;
    const json_t *can = json_object_get(b->view.shown, "can");
    for (unsigned i = 0; i < board_actions_n; i++) {
        const struct board_action *a = &board_actions[i];
        if (strcmp(a->key, key) != 0)
            continue;
        if (!meant)
            meant = a;
        size_t at;
        json_t *name;
        json_array_foreach(can, at, name) if (strcmp(json_string_value(name), a->name) == 0)
        {
            begin_form(b, a, a->label, a->fields, BOARD_FIELDS_MAX);
            return true;
        }
    }
    if (meant && b->view.shown) /* asked all the same: the refusal says what would help */
        begin_form(b, meant, meant->label, &(const struct board_field){0}, 1);
    else if (meant)
        board_tell(b, true, "no case is chosen");
    return meant != NULL;
}

void board_ask_filter(struct board *b)
{
    begin_form(b, NULL, "filter", filter_fields, 1);
    snprintf(b->form.text, sizeof(b->form.text), "%s", b->filter);
}

void board_ask_find(struct board *b)
{
    begin_form(b, NULL, "find", find_fields, 1);
}

void board_ask_key(struct board *b, const struct board_key *key)
{
    form_went(b, board_form_key(&b->form, key));
    guard_text(b);
}
