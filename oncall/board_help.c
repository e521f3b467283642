/* What the keys do and what the words on the boards mean. */
#include "oncall/board_draw.h"

#define WORD_COLS 18

static const struct board_word keys[] = {
    {"j k, arrows", "choose a case"},
    {"g G", "first, with what is new since you began to choose; last"},
    {"S", "due soonest first, and back: else 100 points of priority count like 24 minutes less"},
    {"Enter, Tab", "into the case, where j k and Space scroll; Esc back"},
    {"c u", "claim it, give it back"},
    {"a p e", "our turn: answer with what was understood, propose, ask what would end it"},
    {"r y n", "theirs: they wrote, accept, refuse; kept is that they did, not their words"},
    {"d x z t", "decide, close, snooze, note"},
    {"i s P v V", "assign, pass on, go private, evidence is there, ask for it"},
    {"o K l W L", "promise, kept, appeal, won, lost"},
    {"$ R O", "cut the price, restored; reopen"},
    {"m ! b w", "only mine, late, ever late; also what waits for the customer"},
    {"f", "filter: mine late breached waiting level=1 cause=late state=2m seller=ID product=ID "
          "sort=due"},
    {"/", "find a case by its id or its review's id"},
    {"^L ^Z q", "draw again, suspend, quit"},
    {"dim keys", "are not possible now; they say what comes next"},
};

const struct board_word board_words[] = {
    {"your words", "are checked here, not sent and not kept: you write where the customer wrote"},
    {"bar, LEFT", "what is left of the turn; ! it ends within minutes, - it is late"},
    {"PRI",
     "0 to 1000; several who complain of one product lift it to 700 at least, danger to 900"},
    {"round 1, 2, 3", "it is our turn: understand, propose, ask what would end it"},
    {"waits 1, 2, 3", "the same rounds, while we wait for the customer"},
    {"decide, manager", "the final decision; a manager has to take it"},
    {"promise, gone", "a promise is to be kept; it left the queue while you looked at it"},
    {"pool! lead! mgr!",
     "called, because a deadline passed: the pool, a lead, a manager; ! alone: it was "
     "late before"},
    {"1m 1c .. fm es pk", "the names of these turns in filters and in JSON: m ours, c theirs"},
    {"@ +", "mine, somebody's"},
    {"safety?", "not likely, but read the text"},
    {"lane", "which deadlines: safety, social, chat, marketplace"},
    {"warn, breach", "alerts: a deadline is near, was missed"},
    {"vacant", "alert: half of the turn is over and nobody has it"},
    {"escalate", "alert: a manager must decide"},
    {"reply, nudge", "alerts: the customer wrote, has long been silent"},
    {"turning, lapse", "alerts: they wrote kindly, answer soon; nobody did"},
    {"herd, incident", "alerts: two, three people complain of one product"},
    {"drift, slump", "alerts: a product is complained of more than it was; its listing fell"},
    {"promise, gather", "alerts: what was promised, asked for, is overdue"},
    {"forward", "alert: whom it was passed on to has not answered"},
    {"markdown", "alert: a price cut should have been taken back"},
    {"pass on", "to whoever is responsible, such as a carrier"},
    {"private", "from now on nothing of the talk is public"},
    {"by-rule", "a rule of yours decides the case; its id is kept as you write it"},
};
const unsigned board_words_n = sizeof(board_words) / sizeof(board_words[0]);

/* Draws what of it falls on the page; returns the lines it takes. */
static unsigned draw_word(struct screen *s, const struct board_word *w, unsigned line,
                          unsigned first, unsigned rows)
{
    unsigned cols = s->cols > WORD_COLS + 10 ? s->cols - WORD_COLS - 1 : 10, n = 0;
    for (struct str rest = str_from(w->meaning); rest.len; n++) {
        struct str part = term_line(&rest, cols);
        if (line + n < first || line + n >= first + rows)
            continue;
        unsigned row = line + n - first + 1;
        if (n == 0)
            screen_put(s, row, 1, WORD_COLS, str_from(w->word), SCREEN_CYAN);
        screen_put(s, row, 1 + WORD_COLS, cols, part, SCREEN_PLAIN);
    }
    return n;
}

static unsigned draw_all(struct screen *s, unsigned first, unsigned rows)
{
    unsigned line = 0;
    for (unsigned i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
        line += draw_word(s, &keys[i], line, first, rows);
    line++;
    for (unsigned i = 0; i < board_words_n; i++)
        line += draw_word(s, &board_words[i], line, first, rows);
    return line;
}

static unsigned page_rows(const struct screen *s)
{
    return s->rows > 2 ? s->rows - 2 : 1;
}

unsigned board_help_pages(const struct screen *s)
{
    struct screen nothing = {.rows = s->rows, .cols = s->cols};
    unsigned rows = page_rows(s);
    return (draw_all(&nothing, UINT32_MAX / 2, 0) + rows - 1) / rows;
}

void board_draw_help(struct screen *s, unsigned page)
{
    unsigned pages = board_help_pages(s), rows = page_rows(s);
    screen_clear(s);
    screen_fill(s, 0, 0, s->cols, ' ', SCREEN_TITLE);
    screen_printf(s, 0, 1, s->cols - 1, SCREEN_TITLE, "Redress: keys and words, %u of %u", page + 1,
                  pages);
    draw_all(s, page * rows, rows);
    screen_put(s, s->rows - 1, 1, s->cols - 1,
               page + 1 < pages ? STR_LIT("? Space: go on. Any other key goes back.")
                                : STR_LIT("Any key goes back."),
               SCREEN_DIM);
}
