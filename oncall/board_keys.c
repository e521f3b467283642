/* From the bytes of the terminal to what they mean here. */
#include "oncall/board.h"

#include "core/cli.h"

#include <poll.h>
#include <string.h>
#include <unistd.h>

#define ESCAPE_MS 40 /* ESC alone, if nothing follows within this */

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
    board_ask_set_filter(b, next);
}

/* The top of the queue as it is now, not as it was held. */
static void first(struct board *b)
{
    board_chosen_release(b);
    board_chosen_see(b);
    board_chosen_row(b, 0);
}

static void letter(struct board *b, const char *key)
{
    switch (key[0]) {
    case 'q':
        b->quit = true;
        return;
    case '?':
    case 'h':
        b->view.help = 1;
        return;
    case 'j':
    case 'k':
        if (b->view.on_case)
            b->view.scroll += key[0] == 'j' ? 1u : b->view.scroll ? -1u : 0u;
        else
            board_chosen_row(b, (int64_t)b->view.chosen_row + (key[0] == 'j' ? 1 : -1));
        return;
    case 'g':
        first(b);
        return;
    case 'G':
        board_chosen_last(b);
        return;
    case 'm':
        toggle(b, "mine");
        return;
    case 'b':
        toggle(b, "breached");
        return;
    case '!':
        toggle(b, "late");
        return;
    case 'w':
        toggle(b, "waiting");
        return;
    case 'S':
        toggle(b, "sort=due");
        return;
    case 'f':
        board_ask_filter(b);
        return;
    case '/':
        board_ask_find(b);
        return;
    case ' ':
        b->view.scroll += 5;
        return;
    default:
        if (!board_ask_action(b, key))
            board_tell(b, true, "no such key; ? lists them");
    }
}

static void move(struct board *b, int by)
{
    if (!b->view.on_case)
        board_chosen_row(b, (int64_t)b->view.chosen_row + by);
    else if (by < 0 && b->view.scroll < (unsigned)-by)
        b->view.scroll = 0;
    else
        b->view.scroll += (unsigned)by;
}

static void on_key(struct board *b, const struct board_key *key)
{
    int page = (int)b->screen.rows / 2;
    b->dirty = true;
    board_chosen_hold(b);
    if (!b->view.form)
        b->view.message = NULL; /* it was read */
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
        board_ask_key(b, &plain);
    } else if (b->pasting) {
        return; /* what is pasted must not claim or close anything */
    } else if (b->view.help) {
        bool on = key->code == KEY_TEXT && strchr("? ", key->text[0]);
        b->view.help = on && b->view.help < board_help_pages(&b->screen) ? b->view.help + 1 : 0;
    } else if (key->code == KEY_TEXT) {
        letter(b, key->text);
    } else if (key->code == KEY_UP || key->code == KEY_DOWN) {
        move(b, key->code == KEY_UP ? -1 : 1);
    } else if (key->code == KEY_PAGE_UP || key->code == KEY_PAGE_DOWN) {
        move(b, key->code == KEY_PAGE_UP ? -page : page);
    } else if (key->code == KEY_HOME || key->code == KEY_END) {
        if (key->code == KEY_HOME)
            first(b);
        else
            board_chosen_last(b);
    } else if (key->code == KEY_TAB) {
        b->view.on_case = !b->view.on_case;
    } else if (key->code == KEY_ENTER || key->code == KEY_RIGHT) {
        b->view.on_case = true;
    } else if (key->code == KEY_ESCAPE && !b->view.on_case && b->filter[0]) {
        board_ask_set_filter(b, "");
    } else if (key->code == KEY_ESCAPE || key->code == KEY_LEFT) {
        b->view.on_case = false;
    }
}

/* Reads what there is. A lone ESC is a key if nothing follows at once. */
void board_keys_read(struct board *b)
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
