/* `redress board`: the queue, the case and the alerts on one screen, worked by keys.
 *
 *   keys --> what is chosen, typed, wanted --> board_watch (threads that ask Redis and Kafka)
 *   screen <-- board_draw <-- what board_watch has seen
 *
 * This thread never waits for a server. */
#include "oncall/oncall.h"

#include "core/clock.h"
#include "oncall/board_draw.h"
#include "oncall/board_guard.h"
#include "oncall/board_model.h"
#include "oncall/board_tty.h"
#include "oncall/board_watch.h"
#include "oncall/verbs.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define EVERY_MS 1000 /* between two looks at the queue */
#define TICK_MS 100   /* how late a change may be drawn */
#define ESCAPE_MS 40  /* ESC alone, if nothing follows within this */
#define ONCE_MS 20000
#define PAGE 40      /* cases beyond the screen that are read with it */
#define LEAVE_MS 300 /* how long the end waits for the threads */

static const struct board_field filter_fields[] = {
    {"filter", "which cases (nothing: all)", BOARD_TEXT, .optional = true}};
static const struct board_field find_fields[] = {
    {"case", "id of a case or review", BOARD_TEXT, .optional = false}};

struct board {
    struct cli *cli;
    struct board_watch *watch;
    struct board_guard *guard;
    struct board_seen seen;
    struct board_view view;
    struct board_form form;
    const struct board_action *action; /* what the form is for; NULL: a filter or a search */
    struct screen screen, was;
    enum screen_ink ink;
    char draft[FORM_TEXT_CAP], draft_of[80]; /* a text that is not through yet, and its case */
    char filter[256], message[300], who[ROUNDS_OWNER_MAX];
    bool pinned; /* found by its id: stays chosen though it is not in the queue */
    bool pasting, quit;
    bool dirty;
};

static void tell(struct board *b, bool bad, const char *text)
{
    snprintf(b->message, sizeof(b->message), "%s", text);
    b->view.message = b->message;
    b->view.message_bad = bad;
    b->dirty = true;
}

/* ---- what is chosen --------------------------------------------------------------------------*/

static const json_t *cases_of(const struct board *b)
{
    return json_object_get(b->view.model, "cases");
}

static void choose(struct board *b, const char *id)
{
    if (strcmp(b->view.chosen, id) != 0)
        b->view.scroll = 0;
    snprintf(b->view.chosen, sizeof(b->view.chosen), "%s", id);
    board_watch_choose(b->watch, id);
    b->dirty = true;
}

static void choose_row(struct board *b, int64_t row)
{
    int64_t n = (int64_t)json_array_size(cases_of(b));
    if (n == 0)
        return;
    row = row < 0 ? 0 : row >= n ? n - 1 : row;
    b->view.chosen_row = (unsigned)row;
    b->pinned = false;
    choose(b, board_text(json_array_get(cases_of(b), (size_t)row), "id"));
}

/* The queue moves under us: what is chosen stays chosen. A case that left the queue by an action of
 * ours is looked at until another is chosen. */
static void follow_chosen(struct board *b)
{
    size_t i;
    json_t *c;
    json_array_foreach(cases_of(b), i, c) if (strcmp(board_text(c, "id"), b->view.chosen) == 0)
    {
        b->view.chosen_row = (unsigned)i;
        b->pinned = false;
        return;
    }
    size_t n = json_array_size(cases_of(b));
    if (b->view.chosen_row >= n)
        b->view.chosen_row = n ? (unsigned)n - 1 : 0;
    if (!b->view.chosen[0] && n)
        choose_row(b, 0);
}

static void see(struct board *b)
{
    json_t *last = b->seen.done;
    b->seen.done = NULL;
    board_seen_free(&b->seen);
    board_watch_see(b->watch, &b->seen);
    if (b->seen.done) {
        bool bad = json_integer_value(json_object_get(b->seen.done, "code")) != 0;
        tell(b, bad, board_text(b->seen.done, "said"));
        if (!bad)
            b->draft_of[0] = '\0';
    }
    json_decref(last);
    b->view.model = b->seen.model;
    b->view.shown = b->seen.shown;
    b->view.now_ms = b->seen.now_ms;
    b->view.away_since_ms = b->seen.away_since_ms;
    b->view.why = b->seen.why;
    b->view.busy = b->seen.busy;
    follow_chosen(b);
}

static void want(struct board *b)
{
    struct err e;
    unsigned limit = b->view.top + b->screen.rows + PAGE;
    if (board_watch_want(b->watch, limit, b->filter, &e) != 0)
        tell(b, true, e.msg);
}

/* ---- questions -------------------------------------------------------------------------------*/

static void act(struct board *b)
{
    const char *id = board_text(b->view.shown, "id");
    snprintf(b->draft, sizeof(b->draft), "%s", board_text(b->form.answers, "text"));
    snprintf(b->draft_of, sizeof(b->draft_of), "%s", id);
    if (!board_watch_act(b->watch, b->action->name, id, json_incref(b->form.answers)))
        tell(b, true, "the last action is still under way");
    else
        b->view.message = NULL;
}

static void set_filter(struct board *b, const char *filter)
{
    struct err e;
    if (board_watch_want(b->watch, b->view.top + b->screen.rows + PAGE, filter, &e) != 0) {
        tell(b, true, e.msg);
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
        set_filter(b, board_text(b->form.answers, "filter"));
    } else {
        choose(b, board_text(b->form.answers, "case"));
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
    board_guard_line(lint, b->form.guard, sizeof(b->form.guard));
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
static bool action_key(struct board *b, const char *key)
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
        tell(b, true, "no case is chosen");
    return meant != NULL;
}

/* ---- keys ------------------------------------------------------------------------------------*/

static void toggle(struct board *b, const char *word)
{
    char next[sizeof(b->filter)] = "", all[sizeof(b->filter)], *rest = all;
    bool had = false;
    strcpy(all, b->filter);
    for (char *w; (w = strsep(&rest, " ")) != NULL;) {
        had |= strcmp(w, word) == 0;
        if (w[0] && strcmp(w, word) != 0)
            snprintf(next + strlen(next), sizeof(next) - strlen(next), "%s%s", next[0] ? " " : "",
                     w);
    }
    if (!had)
        snprintf(next + strlen(next), sizeof(next) - strlen(next), "%s%s", next[0] ? " " : "",
                 word);
    set_filter(b, next);
}

static void letter(struct board *b, const char *key)
{
    switch (key[0]) {
    case 'q':
        b->quit = true;
        return;
    case '?':
    case 'h':
        b->view.help = true;
        return;
    case 'j':
    case 'k':
        if (b->view.on_case)
            b->view.scroll += key[0] == 'j' ? 1u : b->view.scroll ? -1u : 0u;
        else
            choose_row(b, (int64_t)b->view.chosen_row + (key[0] == 'j' ? 1 : -1));
        return;
    case 'g':
        choose_row(b, 0);
        return;
    case 'G':
        choose_row(b, INT32_MAX);
        return;
    case 'm':
        toggle(b, "mine");
        return;
    case 'b':
        toggle(b, "breached");
        return;
    case 'w':
        toggle(b, "waiting");
        return;
    case 'f':
        begin_form(b, NULL, "filter", filter_fields, 1);
        snprintf(b->form.text, sizeof(b->form.text), "%s", b->filter);
        return;
    case '/':
        begin_form(b, NULL, "find", find_fields, 1);
        return;
    case ' ':
        b->view.scroll += 5;
        return;
    default:
        if (!action_key(b, key))
            tell(b, true, "no such key; ? lists them");
    }
}

static void move(struct board *b, int by)
{
    if (!b->view.on_case)
        choose_row(b, (int64_t)b->view.chosen_row + by);
    else if (by < 0 && b->view.scroll < (unsigned)-by)
        b->view.scroll = 0;
    else
        b->view.scroll += (unsigned)by;
}

static void on_key(struct board *b, const struct board_key *key)
{
    int page = (int)b->screen.rows / 2;
    b->dirty = true;
    if (key->code == KEY_PASTE_BEGIN || key->code == KEY_PASTE_END) {
        b->pasting = key->code == KEY_PASTE_BEGIN;
        return;
    }
    if (key->code == KEY_CONTROL && key->text[0] == 'l') {
        screen_fini(&b->was);
    } else if (key->code == KEY_CONTROL && key->text[0] == 'z') {
        board_tty_suspend();
    } else if (b->view.form) {
        struct board_key plain = *key;
        if (b->pasting && key->code != KEY_TEXT)
            plain = (struct board_key){KEY_TEXT, " "};
        form_went(b, board_form_key(&b->form, &plain));
        guard_text(b);
    } else if (b->pasting) {
        return; /* what is pasted must not claim or close anything */
    } else if (b->view.help) {
        b->view.help = false;
    } else if (key->code == KEY_TEXT) {
        letter(b, key->text);
    } else if (key->code == KEY_UP || key->code == KEY_DOWN) {
        move(b, key->code == KEY_UP ? -1 : 1);
    } else if (key->code == KEY_PAGE_UP || key->code == KEY_PAGE_DOWN) {
        move(b, key->code == KEY_PAGE_UP ? -page : page);
    } else if (key->code == KEY_HOME || key->code == KEY_END) {
        choose_row(b, key->code == KEY_HOME ? 0 : INT32_MAX);
    } else if (key->code == KEY_TAB) {
        b->view.on_case = !b->view.on_case;
    } else if (key->code == KEY_ENTER || key->code == KEY_RIGHT) {
        b->view.on_case = true;
    } else if (key->code == KEY_ESCAPE || key->code == KEY_LEFT) {
        b->view.on_case = false;
    }
}

/* Reads what there is. A lone ESC is a key if nothing follows at once. */
static void read_keys(struct board *b)
{
    static char bytes[512];
    static unsigned held;
    struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};
    ssize_t n = read(STDIN_FILENO, bytes + held, sizeof(bytes) - held);
    if (n <= 0) {
        b->quit = true; /* the terminal is gone */
        return;
    }
    held += (unsigned)n;
    for (unsigned used; held > 0 && !b->quit; held -= used) {
        struct board_key key;
        used = board_key_read(bytes, held, false, &key);
        if (used == 0 && poll(&in, 1, ESCAPE_MS) > 0)
            return;
        if (used == 0)
            used = board_key_read(bytes, held, true, &key);
        memmove(bytes, bytes + used, held - used);
        on_key(b, &key);
    }
}

/* ---- the loop --------------------------------------------------------------------------------*/

static void resize(struct board *b, unsigned rows, unsigned cols)
{
    screen_fini(&b->screen);
    screen_init(&b->screen, rows, cols);
    want(b);
}

static void draw(struct board *b)
{
    board_draw(&b->screen, &b->view);
    screen_paint(&b->screen, &b->was, b->ink, board_tty_out());
    fflush(board_tty_out());
    want(b);
    b->dirty = false;
}

static void loop(struct board *b)
{
    struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};
    uint64_t changes = 0;
    int64_t drawn_s = -1;
    while (!b->quit && !cli_stopped()) {
        if (board_tty_resized()) {
            unsigned rows, cols;
            board_tty_size(&rows, &cols);
            resize(b, rows, cols);
            screen_fini(&b->was);
            b->dirty = true;
        }
        uint64_t now = board_watch_changes(b->watch);
        see(b);
        if (now != changes || b->dirty || b->seen.now_ms / 1000 != drawn_s)
            draw(b);
        changes = now;
        drawn_s = b->seen.now_ms / 1000;
        if (poll(&in, 1, TICK_MS) > 0)
            read_keys(b);
    }
}

static int live(struct board *b)
{
    struct err e;
    unsigned rows, cols;
    cli_catch_signals();
    b->ink = board_tty_ink();
    if (board_tty_enter(&e) != 0)
        return cli_fail(b->cli, EXIT_USAGE, "%s", e.msg);
    board_tty_size(&rows, &cols);
    resize(b, rows, cols);
    loop(b);
    board_tty_leave();
    return EXIT_OK;
}

/* One frame as text, when the queue, the first case and its text are there. */
static int once(struct board *b, unsigned rows, unsigned cols)
{
    mono_ns_t began = clock_mono();
    uint64_t changes = 0;
    resize(b, rows, cols);
    for (;;) {
        see(b);
        bool empty = b->view.model && json_array_size(cases_of(b)) == 0;
        if (empty || json_object_get(b->view.shown, "text") ||
            json_object_get(b->view.shown, "text_error"))
            break;
        if (b->view.away_since_ms)
            return cli_fail(b->cli, EXIT_FAILED, "%s", b->view.why);
        if (clock_elapsed_ms(began, clock_mono()) > ONCE_MS)
            break;
        changes = board_watch_wait(b->watch, changes, TICK_MS);
    }
    board_draw(&b->screen, &b->view);
    screen_dump(&b->screen, stdout);
    return EXIT_OK;
}

static void board_fini(struct board *b)
{
    if (b->view.form)
        board_form_fini(&b->form);
    board_guard_free(b->guard);
    board_seen_free(&b->seen);
    screen_fini(&b->screen);
    screen_fini(&b->was);
}

static int run(struct board *b, bool print_once, unsigned rows, unsigned cols)
{
    struct err e = {""};
    b->watch = board_watch_start(b->cli->cfg, b->who, EVERY_MS, &e);
    if (!b->watch)
        return cli_fail(b->cli, EXIT_USAGE, "%s", e.msg);
    b->guard = board_guard_new(b->cli->cfg);
    b->view.who = b->who;
    b->view.filter = b->filter;
    int code = print_once ? once(b, rows, cols) : live(b);
    board_fini(b);
    fflush(stdout);
    /* A thread that waits for a server is not waited for: nobody wants to sit before a dead
     * terminal. */
    if (!board_watch_stop(b->watch, LEAVE_MS))
        _exit(code);
    return code;
}

int board_cmd(struct cli *cli)
{
    static struct board b;
    const char *as = NULL, *filter = NULL;
    bool print_once = false;
    int64_t rows = 24, cols = 80;
    const struct cli_option options[] = {
        {"as", 0, CLI_TEXT, &as, "NAME", "who works here ($USER)", 0, 0},
        {"filter", 'f', CLI_TEXT, &filter, "WORDS",
         "mine breached waiting level=N state=S cause=C seller=ID product=ID", 0, 0},
        {"once", 0, CLI_FLAG, &print_once, NULL, "print the board once, as text, and end", 0, 0},
        {"rows", 0, CLI_NUMBER, &rows, "N", "with --once: lines (24)", 1, 1000},
        {"cols", 0, CLI_NUMBER, &cols, "N", "with --once: columns (80)", 1, 1000},
        {.name = NULL}};
    int code;
    struct err e;
    char memory[sizeof(b.filter)];
    struct store_filter f = {0};
    if (!cli_options_only(cli, options, &code))
        return code;
    b.cli = cli;
    if (strlen(verbs_who(as)) >= sizeof(b.who))
        return cli_fail(cli, EXIT_USAGE, "--as: the name is over %zu bytes", sizeof(b.who) - 1);
    strcpy(b.who, verbs_who(as));
    if (filter && strlen(filter) >= sizeof(b.filter))
        return cli_fail(cli, EXIT_USAGE, "--filter: is over %zu bytes", sizeof(b.filter) - 1);
    strcpy(b.filter, filter ? filter : "");
    if (board_model_filter(b.filter, b.who, memory, &f, &e) != 0)
        return cli_fail(cli, EXIT_USAGE, "--%s", e.msg);
    return run(&b, print_once, (unsigned)rows, (unsigned)cols);
}
