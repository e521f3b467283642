/* The line in which questions are answered, and what becomes of the answers. */
#include "oncall/board.h"

#include "oncall/lint.h"

#include <string.h>

static const struct board_field filter_fields[] = {
    {"filter", "which cases", BOARD_TEXT, .optional = true,
     .help =
         "mine late breached waiting level=1 cause=late state=2m seller=ID product=ID sort=due; "
         "blanks between; nothing: all"}};
static const struct board_field find_fields[] = {
    {"case", "id of a case or review", BOARD_TEXT, .optional = false}};

static void act(struct board *b)
{
    const char *id = board_text(b->view.shown, "id");
    json_decref(b->draft);
    json_decref(b->draft_lint);
    b->draft = json_incref(b->form.answers);
    b->draft_lint = NULL;
    b->draft_action = b->action;
    snprintf(b->draft_of, sizeof(b->draft_of), "%s", id);
    if (!board_watch_act(b->watch, b->action->name, id, json_deep_copy(b->form.answers)))
        board_tell(b, true, "the last action is still under way");
    else
        b->view.message = NULL;
}

/* Nothing stays chosen: what is not on the screen must not be acted on. */
void board_ask_set_filter(struct board *b, const char *filter)
{
    struct err e;
    if (board_watch_want(b->watch, b->screen.rows + BOARD_PAGE, filter, &e) != 0) {
        board_tell(b, true, e.msg);
        return;
    }
    snprintf(b->filter, sizeof(b->filter), "%s", filter);
    board_chosen_release(b);
    b->view.top = b->view.chosen_row = 0;
    b->view.on_case = b->pinned = b->to_last = false;
    board_chosen_set(b, "");
}

static void form_done(struct board *b)
{
    if (b->action) {
        act(b);
    } else if (b->asks_filter) {
        board_ask_set_filter(b, board_text(b->form.answers, "filter"));
    } else {
        board_chosen_set(b, board_text(b->form.answers, "case"));
        b->pinned = true;
        b->view.on_case = true;
    }
}

/* What the guard says of what is typed so far; of a text that was refused also what only the verb
 * knows, such as what this seller wrote before. */
static void guard_text(struct board *b)
{
    if (!b->view.form || !b->action || strcmp(board_form_field(&b->form)->option, "text") != 0)
        return;
    bool refused = b->draft_lint && b->form.before &&
                   strcmp(b->form.text, board_text(b->form.before, "text")) == 0;
    json_t *lint = refused ? json_incref(b->draft_lint)
                           : board_guard_check(b->guard, b->form.shown, b->form.text);
    b->form.verdict = board_guard_say(lint, b->form.guard, sizeof(b->form.guard));
    board_guard_rules(lint, b->form.rules, sizeof(b->form.rules));
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

static void begin_form(struct board *b, const char *title, const struct board_field *fields)
{
    b->action = NULL;
    b->asks_filter = fields == filter_fields;
    form_went(b, board_form_begin(&b->form, title, fields, 1, b->view.shown));
}

/* ---- actions ---------------------------------------------------------------------------------*/

static const char *other_owner(const struct board *b)
{
    const char *owner = board_text(json_object_get(b->view.shown, "row"), "owner");
    return owner[0] && strcmp(owner, b->who) != 0 ? owner : NULL;
}

static void begin_action(struct board *b, const struct board_action *a)
{
    bool again = b->draft_action == a && b->draft &&
                 strcmp(b->draft_of, board_text(b->view.shown, "id")) == 0;
    const char *owner = a->anyones ? NULL : other_owner(b);
    char sure[100] = "";
    if (owner)
        snprintf(sure, sizeof(sure), "%.60s has this case.", owner);
    b->action = a;
    form_went(b,
              board_form_begin_again(&b->form, a->label, a->fields, BOARD_FIELDS_MAX, b->view.shown,
                                     owner ? sure : NULL, again ? b->draft : NULL));
    guard_text(b);
}

/* The guard refused the text after all: it is asked for again at once, with what it says. */
void board_ask_again(struct board *b)
{
    if (b->view.form || !b->draft_lint || !board_text(b->draft, "text")[0] ||
        strcmp(b->draft_of, board_text(b->view.shown, "id")) != 0)
        return;
    b->view.message = NULL;
    begin_action(b, b->draft_action);
    board_form_to_text(&b->form);
    guard_text(b);
}

/* A key that is dim says why, and what comes next instead. */
static void not_now(struct board *b, const struct board_action *a)
{
    char next[200], text[300];
    const char *owner = other_owner(b);
    if (!b->view.shown) {
        board_tell(b, true,
                   b->view.chosen[0] ? "the case is still being read" : "no case is chosen");
        return;
    }
    board_hint_keys(board_text(b->view.shown, "hint"), next, sizeof(next));
    if (owner && strcmp(a->name, "claim") == 0)
        snprintf(text, sizeof(text), "somebody else has claimed it: %.60s", owner);
    else
        snprintf(text, sizeof(text), "%s: not possible now. Next: %s", a->label, next);
    board_tell(b, true, text);
}

static bool listed(const json_t *names, const char *name)
{
    size_t i;
    json_t *item;
    json_array_foreach(names, i, item) if (strcmp(json_string_value(item), name) == 0) return true;
    return false;
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
        meant = meant ? meant : a;
        if (listed(can, a->name)) {
            begin_action(b, a);
            return true;
        }
    }
    if (meant)
        not_now(b, meant);
    return meant != NULL;
}

void board_ask_filter(struct board *b)
{
    begin_form(b, "filter", filter_fields);
    board_form_put(&b->form, b->filter);
}

void board_ask_find(struct board *b)
{
    begin_form(b, "find", find_fields);
}

void board_ask_key(struct board *b, const struct board_key *key)
{
    form_went(b, board_form_key(&b->form, key));
    guard_text(b);
}
