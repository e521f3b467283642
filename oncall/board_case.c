/* The right side of the board: all of one case, from what `case show --json` says. */
#include "oncall/board_pen.h"

#include "core/vocab.h"
#include "sink/rounds.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char *title_of(const char *const *names, const char *const *titles, int n,
                            const char *name)
{
    int i = vocab_find(names, n, name, (unsigned)strlen(name));
    return i < 0 ? name : titles[i];
}

/* ---- paragraphs ------------------------------------------------------------------------------*/

static void draw_title(struct board_pen *p, const struct board_view *v)
{
    const json_t *c = v->shown;
    const char *state = board_text(c, "state");
    const char *title = title_of(rounds_state_name, rounds_state_title, ROUNDS_STATE_N, state);
    char left[BOARD_LEFT_CAP];
    p->heading = "CASE";
    board_pen_say(p, SCREEN_CYAN, "%.8s  priority %" PRId64, board_text(c, "id"),
                  board_number(c, "priority"));
    if (strcmp(state, "cl") == 0) {
        board_pen_say(p, SCREEN_BOLD, "closed, %s", board_text(c, "reason"));
        return;
    }
    int64_t rest = board_number(c, "due_ms") - v->now_ms;
    board_pen_say(p, SCREEN_BOLD, "%s", title);
    bool theirs = strcmp(board_text(c, "turn"), "customer") == 0;
    board_pen_say(p, rest < 0 ? SCREEN_RED : SCREEN_GREEN, "%s%s%s", theirs ? "they have " : "",
                  board_left(rest < 0 ? -rest : rest, left),
                  theirs     ? ""
                  : rest < 0 ? " late"
                             : " left");
}

/* Those that are likely, or those that are not. */
static void causes_of(const json_t *c, bool unlikely, char *out, size_t cap)
{
    size_t i;
    json_t *item;
    out[0] = '\0';
    json_array_foreach(json_object_get(c, "causes"), i, item)
    {
        double probability = json_number_value(json_object_get(item, "p"));
        size_t len = strlen(out);
        if (json_is_false(json_object_get(item, "likely")) == unlikely)
            snprintf(out + len, cap - len, "%s%s (%.0f %%)", len ? ", " : "",
                     title_of(vocab_cause, vocab_cause_title, CAUSE_N, board_text(item, "cause")),
                     probability * 100);
    }
}

static void draw_what(struct board_pen *p, const json_t *c)
{
    char text[600];
    size_t len = 0, i;
    json_t *item;
    const char *demand = board_text(c, "demand");
    causes_of(c, false, text, sizeof(text));
    p->heading = "WHAT";
    board_pen_say(p, SCREEN_PLAIN, "%s", text);
    causes_of(c, true, text, sizeof(text));
    if (text[0])
        board_pen_say(p, SCREEN_DIM, "perhaps also %s", text);
    board_pen_say(p, SCREEN_PLAIN, "%s%s", strcmp(demand, "none") == 0 ? "" : "wants: ",
                  title_of(vocab_demand, vocab_demand_title, DEMAND_N, demand));
    text[0] = '\0';
    json_array_foreach(json_object_get(c, "flags"), i, item)
    {
        len = strlen(text);
        snprintf(text + len, sizeof(text) - len, "%s%s", i ? ", " : "",
                 title_of(vocab_flag, vocab_flag_title, FLAG_N, json_string_value(item)));
    }
    if (text[0])
        board_pen_say(p, SCREEN_YELLOW, "%s", text);
}

static void draw_text(struct board_pen *p, const json_t *c)
{
    const json_t *text = json_object_get(c, "text");
    const char *failed = board_text(c, "text_error");
    p->heading = "TEXT";
    if (text) {
        board_pen_paragraphs(p, board_text(text, "title"), SCREEN_BOLD);
        board_pen_paragraphs(p, board_text(text, "body"), SCREEN_PLAIN);
        if (p->heading)
            board_pen_say(p, SCREEN_DIM, "(empty)");
    } else if (failed[0]) {
        board_pen_say(p, SCREEN_YELLOW, "not to be had: %s", failed);
    } else {
        board_pen_say(p, SCREEN_DIM, "asking Kafka ...");
    }
}

static void draw_why(struct board_pen *p, const json_t *c)
{
    size_t i;
    json_t *term;
    const json_t *floor = json_object_get(c, "floor");
    p->heading = "WHY";
    json_array_foreach(json_object_get(c, "why"), i, term)
        board_pen_points(p, board_number(term, "points"), board_text(term, "because"));
    if (json_is_object(floor))
        board_pen_points(p, board_number(floor, "points"), board_text(floor, "because"));
    if (json_is_object(floor))
        board_pen_say(p, SCREEN_DIM, "     at least (floor '%s')", board_text(floor, "name"));
    if (strcmp(board_text(floor, "name"), "safety") == 0)
        board_pen_say(p, SCREEN_DIM,
                      "     no danger? answer with the cause you see: it counts then");
}

/* In the customer's language, and what they mean. */
static void draw_questions(struct board_pen *p, const json_t *ask, const json_t *meant)
{
    size_t i;
    json_t *item;
    json_array_foreach(ask, i, item)
    {
        const char *ours = json_string_value(json_array_get(meant, i));
        board_pen_say(p, SCREEN_PLAIN, "ask: %s", json_string_value(item));
        if (ours)
            board_pen_say(p, SCREEN_DIM, "     (%s)", ours);
    }
}

/* What helps in this round first; the evidence always. */
static void draw_playbook(struct board_pen *p, const json_t *c)
{
    static const char *const lines[][2] = {
        {"first", "1m"}, {"fault", "1m"}, {"offer", "2m"}, {"end", "3m"}, {"end", "fm"}};
    const json_t *b = json_object_get(c, "playbook");
    int64_t cap = board_number(b, "cap_owner_minor");
    if (!json_is_object(b) || strcmp(board_text(c, "state"), "cl") == 0)
        return; /* it is over: nothing more is to be had, or asked */
    p->heading = "HOW";
    const json_t *meant = json_object_get(b, "translation");
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        if (strcmp(board_text(c, "state"), lines[i][1]) != 0 || !board_text(b, lines[i][0])[0])
            continue;
        board_pen_say(p, SCREEN_PLAIN, "%s", board_text(b, lines[i][0]));
        if (board_text(meant, lines[i][0])[0])
            board_pen_say(p, SCREEN_DIM, "(%s)", board_text(meant, lines[i][0]));
    }
    bool round1 = strcmp(board_text(c, "state"), "1m") == 0;
    bool round2 = strcmp(board_text(c, "state"), "2m") == 0;
    if (round1)
        draw_questions(p, json_object_get(b, "ask"), json_object_get(meant, "ask"));
    if (round1 || round2)
        board_pen_list(p, round1 ? "then propose" : "propose", json_object_get(b, "propose"));
    if (cap && (round1 || round2))
        board_pen_say(p, SCREEN_PLAIN, "you may offer %" PRId64 ".%02d %s", cap / 100,
                      (int)(cap % 100), board_text(c, "currency"));
    board_pen_list(p, "evidence on the case", json_object_get(b, "evidence"));
    board_pen_list(p, "evidence not on the case yet", json_object_get(b, "missing"));
}

/* The sentence; what else is possible is among the keys. */
static void draw_next(struct board_pen *p, const struct board_view *v)
{
    const char *hint = board_text(v->shown, "hint"), *owner = board_text(v->shown, "owner");
    char text[400] = "";
    p->heading = "NEXT";
    if (owner[0] && strcmp(owner, v->who) != 0)
        board_pen_say(p, SCREEN_YELLOW, "owner: %s", owner);
    board_hint_keys(hint, text, sizeof(text));
    board_pen_say(p, SCREEN_CYAN, "%s", text);
}

/* "2026-11-22T05:10:00.000Z" as people read it. */
static const char *moment(const json_t *c, const char *name, char out[24])
{
    const char *at = board_text(c, name);
    if (strlen(at) >= 19)
        snprintf(out, 24, "%.10s %.8s", at, at + 11);
    else
        snprintf(out, 24, "-");
    return out;
}

static void draw_clock(struct board_pen *p, const json_t *c)
{
    char a[24], b[24];
    size_t i;
    json_t *turn;
    p->heading = "CLOCK";
    board_pen_say(p, SCREEN_PLAIN, "opened %s UTC, %s lane", moment(c, "opened_at", a),
                  board_text(c, "lane"));
    if (strcmp(board_text(c, "turn"), "customer") == 0)
        board_pen_say(p, SCREEN_PLAIN, "they have until %s; the clock of the whole case rests",
                      moment(c, "due_at", a));
    else if (strcmp(board_text(c, "state"), "cl") != 0)
        board_pen_say(p, SCREEN_PLAIN, "deadline %s, whole case %s; level %" PRId64,
                      moment(c, "due_at", a), moment(c, "total_due_at", b),
                      board_number(c, "level"));
    json_array_foreach(json_object_get(c, "breached"), i, turn)
        board_pen_say(p, SCREEN_RED, "deadline missed in round %s", json_string_value(turn));
    const char *name;
    json_object_foreach((json_t *)json_object_get(c, "beside"), name, turn)
        board_pen_say(p, SCREEN_YELLOW, "%s: %s, %s", name, board_text(turn, "status"),
                      moment(turn, "due_at", a));
    if (board_text(c, "owner")[0]) {
        p->heading = "OWNER";
        board_pen_say(p, SCREEN_PLAIN, "%s, until %s without action", board_text(c, "owner"),
                      moment(c, "owner_until", a));
    }
}

static void draw_record(struct board_pen *p, const json_t *c)
{
    static const char *const names[] = {"cause",      "demand",   "proposal",
                                        "rule",       "promised", "evidence_asked_for",
                                        "relayed_to", "note"};
    const json_t *r = json_object_get(c, "recorded");
    int64_t amount = board_number(r, "amount_minor");
    p->heading = "DONE";
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (board_text(r, names[i])[0])
            board_pen_say(p, SCREEN_PLAIN, "%s: %s", names[i], board_text(r, names[i]));
    board_pen_list(p, "evidence", json_object_get(c, "evidence"));
    if (amount)
        board_pen_say(p, SCREEN_PLAIN, "amount: %" PRId64 ".%02d %s", amount / 100,
                      (int)(amount % 100), board_text(c, "currency"));
    if (json_is_true(json_object_get(r, "asked_end")))
        board_pen_say(p, SCREEN_PLAIN, "asked what would end it");
}

static void draw_where(struct board_pen *p, const json_t *c)
{
    static const char *const names[][2] = {{"review", "review_id"},   {"on", "marketplace"},
                                           {"product", "product_id"}, {"seller", "seller_id"},
                                           {"group", "group_id"},     {"channel", "channel"}};
    p->heading = "WHERE";
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (board_text(c, names[i][1])[0])
            board_pen_say(p, SCREEN_DIM, "%s %s", names[i][0], board_text(c, names[i][1]));
}

static const char *state_title(const char *state)
{
    return title_of(rounds_state_name, rounds_state_title, ROUNDS_STATE_N, state);
}

/* "closed, agreed" or the title of a state; "" if it stayed where it was. */
static void went_to(const json_t *entry, const json_t *before, char *out, size_t cap)
{
    const char *state = board_text(entry, "state");
    out[0] = '\0';
    if (strcmp(state, board_text(before, "state")) == 0)
        return;
    if (strncmp(state, "cl:", 3) == 0)
        snprintf(out, cap, "closed, %s", state + 3);
    else
        snprintf(out, cap, "%s", state_title(state));
}

/* What happened, and where it led. A wake-up that changed no turn is no news: what was missed, and
 * who was called, stands with the clock. */
static void draw_history(struct board_pen *p, const json_t *c)
{
    char to[120];
    size_t i;
    json_t *x, *before = NULL;
    p->heading = "PAST";
    json_array_foreach(json_object_get(c, "history"), i, x)
    {
        const char *at = board_text(x, "at"), *who = board_text(x, "who");
        went_to(x, before, to, sizeof(to));
        before = x;
        if (!to[0] && strcmp(board_text(x, "event"), "wake") == 0)
            continue;
        board_pen_say(p, SCREEN_DIM, "%.8s %s%s%s%s%s", strlen(at) > 19 ? at + 11 : "",
                      board_text(x, "event"), to[0] ? ": " : "", to, who[0] ? ", " : "", who);
    }
}

static unsigned draw_all(struct board_pen *p, const struct board_view *v)
{
    draw_title(p, v);
    draw_next(p, v);
    draw_text(p, v->shown); /* their own words before what was made of them */
    draw_what(p, v->shown);
    board_words_draw(p, v->shown);
    draw_playbook(p, v->shown);
    draw_why(p, v->shown);
    draw_clock(p, v->shown);
    draw_record(p, v->shown);
    draw_where(p, v->shown);
    draw_history(p, v->shown);
    return p->line;
}

void board_draw_case(struct screen *s, const struct board_box *box, struct board_view *v)
{
    const struct board_box nowhere = {.cols = box->cols};
    if (!v->shown) {
        const char *said = v->why && v->why[0] && !v->away_since_ms ? v->why
                           : v->chosen[0]                           ? "reading ..."
                                                                    : "no case is chosen";
        struct str rest = str_from(said);
        for (unsigned i = 0; rest.len && i < box->rows; i++)
            screen_put(s, box->row + i, box->col, box->cols,
                       term_line(&rest, box->cols > 8 ? box->cols : 8), SCREEN_DIM);
        return;
    }
    struct board_pen p = {.s = s, .box = &nowhere};
    struct board_box window = *box;
    unsigned lines = draw_all(&p, v);
    if (lines > box->rows && box->rows > 2) /* the last line says that there is more, and how */
        window.rows--;
    if (v->scroll + window.rows > lines)
        v->scroll = lines > window.rows ? lines - window.rows : 0;
    p = (struct board_pen){.s = s, .box = &window, .skip = v->scroll};
    draw_all(&p, v);
    if (window.rows == box->rows)
        return;
    bool end = v->scroll + window.rows >= lines;
    screen_put_right(s, box->row + window.rows, box->col, box->cols,
                     str_from(end          ? "-- the end; k goes back --"
                              : v->on_case ? "-- more: j k, Space; Esc leaves --"
                                           : "-- more: Enter, then j k --"),
                     SCREEN_DIM);
}
