/* `redress board`: the queue, the case and the alerts on one screen, worked by keys.
 *
 *   keys --> what is chosen, typed, wanted --> board_watch (threads that ask Redis and Kafka)
 *   screen <-- board_draw <-- what board_watch has seen
 *
 * This thread never waits for a server. */
#include "oncall/board.h"

#include "core/clock.h"
#include "oncall/board_model.h"
#include "oncall/oncall.h"
#include "oncall/verbs.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define EVERY_MS 1000 /* between two looks at the queue */
#define TICK_MS 100   /* how late a change may be drawn */
#define ONCE_MS 20000
#define LEAVE_MS 300 /* how long the end waits for the threads */

void board_tell(struct board *b, bool bad, const char *text)
{
    snprintf(b->message, sizeof(b->message), "%s", text);
    b->view.message = b->message;
    b->view.message_bad = bad;
    b->dirty = true;
}

/* ---- the loop --------------------------------------------------------------------------------*/

void board_want(struct board *b)
{
    struct err e;
    unsigned limit = b->to_last ? BOARD_ALL : b->view.top + b->screen.rows + BOARD_PAGE;
    if (board_watch_want(b->watch, limit, b->filter, &e) != 0)
        board_tell(b, true, e.msg);
}

static void resize(struct board *b, unsigned rows, unsigned cols)
{
    screen_fini(&b->screen);
    screen_init(&b->screen, rows, cols);
    board_want(b);
}

static void draw(struct board *b)
{
    board_draw(&b->screen, &b->view);
    screen_paint(&b->screen, &b->was, b->ink, board_tty_out());
    fflush(board_tty_out());
    board_want(b);
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
        board_chosen_see(b);
        if (now != changes || b->dirty || b->seen.now_ms / 1000 != drawn_s)
            draw(b);
        changes = now;
        drawn_s = b->seen.now_ms / 1000;
        if (poll(&in, 1, TICK_MS) > 0)
            board_keys_read(b);
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
        board_chosen_see(b);
        bool empty = b->view.model && json_array_size(board_chosen_cases(b)) == 0;
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
    json_decref(b->draft);
    json_decref(b->draft_lint);
    board_guard_free(b->guard);
    board_hold_end(&b->hold);
    json_decref(b->model);
    json_decref(b->model_of);
    json_decref(b->shown_of);
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
         "mine late breached waiting level=N state=S cause=C seller=ID product=ID sort=due", 0, 0},
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
