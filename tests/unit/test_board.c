/* The terminal board's pure parts: cells that align in any script, the layout at every size, what
 * is drawn, keys, questions, and which actions are offered. */
#include "oncall/board_draw.h"
#include "oncall/board_hold.h"
#include "oncall/board_model.h"
#include "oncall/case_json.h"
#include "oncall/lint.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#define NOW 1700000000000

static char *text;
static size_t len;

static const char *dump(const struct screen *s)
{
    free(text);
    FILE *f = open_memstream(&text, &len);
    screen_dump(s, f);
    fclose(f);
    return text;
}

/* Every line takes exactly the columns it should, whatever was written where. */
static void check_cells(const struct screen *s)
{
    for (unsigned row = 0; row < s->rows; row++)
        for (unsigned col = 0; col < s->cols; col++) {
            const struct screen_cell *c = &s->cells[row * s->cols + col];
            unsigned width = term_width(str_from(c->text));
            if (!c->text[0]) { /* the right half of the wide one before it */
                assert_true(col > 0);
                assert_int_equal(term_width(str_from(c[-1].text)), 2);
            } else if (width == 2) {
                assert_true(col + 1 < s->cols);
                assert_string_equal(c[1].text, "");
            } else {
                assert_int_equal(width, 1);
            }
        }
}

static const char *const scripts[] = {"late",           "等了两周还没到货", "a等b了c两d",
                                      "e\u0301e\u0301", "\x1b[2Jred",       "👩‍👧 家",
                                      "\xe4\xbd",       "한국어",           "ｱｲ"};
#define SCRIPTS (sizeof(scripts) / sizeof(scripts[0]))

static void test_wide_characters_are_never_cut_in_half(void **state)
{
    struct screen s;
    (void)state;
    screen_init(&s, 3, 20);
    for (size_t i = 0; i < SCRIPTS; i++)
        for (size_t k = 0; k < SCRIPTS; k++)
            for (unsigned col = 0; col < 20; col++)
                for (unsigned cells = 0; cells < 12; cells++) {
                    unsigned used = screen_put(&s, 1, col, cells, str_from(scripts[i]), 0);
                    assert_true(used <= cells && col + used <= 20);
                    screen_put_right(&s, 1, cells, 7, str_from(scripts[k]), 0);
                    check_cells(&s);
                }
    assert_null(strchr(dump(&s), 0x1b));
    screen_put(&s, 99, 0, 5, STR_LIT("x"), 0); /* outside: left out */
    screen_fini(&s);
}

static void test_cut_says_so(void **state)
{
    struct screen s;
    (void)state;
    screen_init(&s, 2, 8);
    assert_int_equal(screen_put(&s, 0, 0, 6, STR_LIT("到货慢了"), 0), 5);
    assert_int_equal(screen_put(&s, 1, 0, 8, STR_LIT("到货慢了"), 0), 8);
    assert_string_equal(dump(&s), "到货…\n到货慢了\n");
    screen_fini(&s);
}

/* What is painted by differences is what is painted whole. */
static void test_paint_writes_only_what_changed(void **state)
{
    struct screen now, was = {0};
    char *out = NULL;
    size_t n;
    (void)state;
    screen_init(&now, 2, 10);
    screen_put(&now, 0, 0, 10, STR_LIT("等了ab"), SCREEN_RED);
    FILE *f = open_memstream(&out, &n);
    screen_paint(&now, &was, SCREEN_COLOURS, f);
    fflush(f);
    assert_non_null(strstr(out, "\033[2J"));
    /* Behind a wide character the cursor is placed anew. */
    assert_non_null(strstr(out, "等\033[1;3H了\033[1;5Hab"));
    fclose(f);
    free(out);
    screen_put(&now, 1, 3, 5, STR_LIT("x"), SCREEN_PLAIN);
    f = open_memstream(&out, &n);
    screen_paint(&now, &was, SCREEN_BARE, f);
    fclose(f);
    assert_string_equal(out, "\033[2;4Hx");
    free(out);
    f = open_memstream(&out, &n);
    screen_paint(&now, &was, SCREEN_BARE, f);
    fclose(f);
    assert_string_equal(out, "");
    free(out);
    screen_fini(&now);
    screen_fini(&was);
}

/* ---- the board -------------------------------------------------------------------------------*/

static json_t *model(unsigned cases)
{
    json_t *list = json_array(), *alerts = json_array();
    for (unsigned i = 0; i < cases; i++) {
        char id[32];
        snprintf(id, sizeof(id), "case%04u00000000", i);
        json_array_append_new(
            list, json_pack("{s:s,s:i,s:s,s:s,s:s,s:i,s:s,s:b,s:I,s:I,s:s,s:[s,s],s:[s]}", "id", id,
                            "priority", 900 - i, "state", "1m", "turn_text", "round 1", "lane",
                            "safety", "level", i % 4, "called", i % 4 ? case_level_name(i % 4) : "",
                            "breached", i % 2, "start_ms", (json_int_t)NOW, "due_ms",
                            (json_int_t)(NOW + 600000 * (i + 1)), "owner",
                            i == 1   ? "mei"
                            : i == 2 ? "客服小王一号"
                                     : "",
                            "causes", "late", "counterfeit", "can", "claim"));
        json_array_append_new(alerts,
                              json_pack("{s:I,s:s,s:s,s:i,s:i,s:s,s:s}", "at_ms", (json_int_t)NOW,
                                        "kind", "breach", "case", id, "level", 2, "priority", 700,
                                        "causes", "late", "product", "面霜产品编号一二三四五六七"));
    }
    return json_pack("{s:I,s:i,s:i,s:i,s:o,s:o}", "now_ms", (json_int_t)NOW, "open", cases,
                     "queued", cases, "soon_ms", 300000, "cases", list, "alerts", alerts);
}

static json_t *shown(void)
{
    return json_pack(
        "{s:s,s:s,s:i,s:I,s:[{s:s,s:f}],s:s,s:[s],s:[{s:s,s:i,s:s}],s:{s:s,s:s},s:[s,s,s],s:s}",
        "id", "case000000000000", "state", "1m", "priority", 900, "due_ms",
        (json_int_t)(NOW + 600000), "causes", "cause", "late", "p", 0.93, "demand", "refund",
        "flags", "anger", "why", "term", "rating", "points", 160, "because", "1 star", "text",
        "title", "标题：等了两周", "body",
        "等了两周还没到货，客服一直不回复，我要退款！\nSecond \x1b[31mline of it, long enough to "
        "wrap.",
        "can", "claim", "answer", "close", "next",
        "redress case answer case0000 --cause late --demand refund");
}

static struct board_view view_of(json_t *m, json_t *c)
{
    struct board_view v = {.model = m, .shown = c, .now_ms = NOW, .who = "mei", .filter = ""};
    strcpy(v.chosen, "case000000000000");
    return v;
}

static void test_every_size(void **state)
{
    json_t *m = model(50), *c = shown();
    struct board_form form;
    struct screen s;
    (void)state;
    board_form_begin(&form, "answer", board_action_find("answer")->fields, BOARD_FIELDS_MAX, c);
    for (unsigned rows = 1; rows < 60; rows += rows < 26 ? 1 : 7)
        for (unsigned cols = 1; cols < 150; cols += cols < 26 ? 1 : 7)
            for (unsigned kind = 0; kind < 8; kind++) {
                struct board_view v = view_of(m, kind & 1 ? c : NULL);
                v.on_case = kind & 2;
                v.form = kind & 4 ? &form : NULL;
                v.chosen_row = kind * 7 % 50;
                v.help = kind == 6 ? 1 + rows % 3 : 0;
                v.away_since_ms = kind == 3 ? NOW : 0;
                v.why = "connection refused";
                v.scroll = kind * 3;
                v.message = "拒绝：第二轮需要一个提案";
                screen_init(&s, rows, cols);
                board_draw(&s, &v);
                check_cells(&s);
                screen_fini(&s);
            }
    board_form_fini(&form);
    json_decref(m);
    json_decref(c);
}

static const char *line(unsigned n)
{
    static char out[1000];
    const char *at = text;
    while (n-- > 0 && at)
        at = strchr(at, '\n') + 1;
    snprintf(out, sizeof(out), "%.*s", (int)strcspn(at, "\n"), at);
    return out;
}

static void test_80x24_shows_both_sides(void **state)
{
    json_t *m = model(50), *c = shown();
    struct board_view v = view_of(m, c);
    struct screen s;
    (void)state;
    screen_init(&s, 24, 80);
    board_draw(&s, &v);
    dump(&s);
    assert_non_null(strstr(line(0), "50 open"));
    assert_non_null(strstr(line(2), ">  10:00 900 round 1 late, counterfeit   |"));
    assert_non_null(strstr(line(3), "20:00 899 round 1 pool! late +1"));
    assert_non_null(strstr(line(3), "@ |"));
    assert_non_null(strstr(line(4), "+ |"));
    assert_non_null(strstr(text, "(93 %)"));
    assert_non_null(strstr(text, "客服一直不"));
    assert_null(strchr(text, 0x1b));
    assert_non_null(strstr(text, "- alerts -"));
    assert_non_null(strstr(text, "c claim"));
    screen_fini(&s);
    json_decref(m);
    json_decref(c);
}

/* A cause that is cut says nothing: the first is whole however little room there is, and whoever
 * was called stands before it. */
static void test_80x24_cuts_no_cause(void **state)
{
    static const struct {
        const char *causes[3], *unlikely, *drawn;
    } cases[] = {
        {{"taste_smell", NULL}, "", "mgr! taste_smell "},
        {{"counterfeit", "safety", NULL}, "", "mgr! counterfeit…"},
        {{"performance", NULL}, "performance", "mgr! performance?"},
        {{"safety", "damaged", "service"}, "", "mgr! safety +2 "},
        {{"late", "fit", "price"}, "", "mgr! late, fit +1 "},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        json_t *m = model(1), *row = json_array_get(json_object_get(m, "cases"), 0);
        struct board_view v = view_of(m, NULL);
        struct screen s;
        json_t *list = json_array(), *perhaps = json_array();
        for (unsigned k = 0; k < 3 && cases[i].causes[k]; k++)
            json_array_append_new(list, json_string(cases[i].causes[k]));
        json_array_append_new(perhaps, json_string(cases[i].unlikely));
        json_object_set_new(row, "causes", list);
        json_object_set_new(row, "unlikely", perhaps);
        json_object_set_new(row, "called", json_string("manager"));
        json_object_set_new(row, "owner", json_string("ann"));
        screen_init(&s, 24, 80);
        board_draw(&s, &v);
        dump(&s);
        if (!strstr(line(2), cases[i].drawn))
            fail_msg("%s: not in '%s'", cases[i].drawn, line(2));
        assert_non_null(strstr(line(2), " 10:00 900 round 1 "));
        assert_non_null(strstr(line(2), "+ |"));
        screen_fini(&s);
        json_decref(m);
    }
}

/* Their words beside what was made of them; what only speaks against it is left out. */
static void test_the_words_that_led_to_it(void **state)
{
    json_t *c = shown();
    struct board_view v = view_of(NULL, c);
    struct screen s;
    (void)state;
    screen_init(&s, 60, 120);
    board_draw(&s, &v);
    assert_null(strstr(dump(&s), "WORDS")); /* the text is still asked for */
    json_object_set_new(
        c, "explain",
        json_pack("{s:[{s:s,s:[{s:s},{s:s},{s:s},{s:s}],s:[{s:s}]}],s:{s:s,s:[{s:s,s:s},{s:s,s:s}],"
                  "s:[{s:s}]},s:[{s:s,s:[{s:s}]}]}",
                  "causes", "cause", "late", "words", "text", "两周还没到货", "text", "等了",
                  "text", "！long, ", "text", "fourth", "against", "text", "praised", "demand",
                  "demand", "refund", "phrases", "text", "我要退款", "demand", "refund", "text",
                  "换一个", "demand", "replace", "words", "text", "要", "flags", "flag", "anger",
                  "words", "text", "一直不"));
    board_draw(&s, &v);
    dump(&s);
    assert_non_null(strstr(text, "WORDS   late: \"两周还没到货\", \"等了\", \"long\"\n"));
    assert_non_null(strstr(text, "wants refund: \"我要退款\"\n"));
    assert_non_null(strstr(text, "anger: \"一直不\"\n"));
    assert_null(strstr(text, "praised"));
    screen_fini(&s);
    json_decref(c);
}

/* What is late is said where nobody overlooks it, and counted as far as it is known. */
static void test_late_is_counted(void **state)
{
    json_t *m = model(5);
    struct board_view v = view_of(m, NULL);
    struct screen s;
    (void)state;
    screen_init(&s, 24, 80);
    board_draw(&s, &v);
    dump(&s);
    assert_null(strstr(line(0), "LATE"));
    json_object_set_new(m, "late", json_integer(28));
    json_object_set_new(m, "matching", json_integer(174));
    board_draw(&s, &v);
    dump(&s);
    assert_non_null(strstr(line(0), " 28+ LATE "));
    json_object_set_new(m, "whole", json_true());
    board_draw(&s, &v);
    dump(&s);
    assert_non_null(strstr(line(0), " 28 LATE "));
    assert_non_null(strstr(line(1), " 1/174 "));
    assert_int_equal(s.cells[strstr(line(0), "28 LATE") - line(0)].style, SCREEN_ALARM);
    screen_fini(&s);
    json_decref(m);
}

/* Every page aligns, and every word is on one of them. */
static void test_help(void **state)
{
    struct board_view v = view_of(NULL, NULL);
    struct screen s;
    (void)state;
    for (unsigned rows = 8; rows < 60; rows += 12) {
        unsigned found = 0;
        screen_init(&s, rows, 60);
        for (v.help = 1; v.help <= board_help_pages(&s); v.help++) {
            board_draw(&s, &v);
            check_cells(&s);
            dump(&s);
            for (unsigned i = 0; i < board_words_n; i++)
                found += strstr(text, board_words[i].word) != NULL;
            assert_non_null(strstr(text, "ny other key goes back") ? text
                                                                   : strstr(text, "Any key"));
        }
        assert_true(found >= board_words_n);
        screen_fini(&s);
    }
}

static void test_narrow_shows_one_side(void **state)
{
    json_t *m = model(50), *c = shown();
    struct board_view v = view_of(m, c);
    struct screen s;
    (void)state;
    screen_init(&s, 20, 60);
    board_draw(&s, &v);
    dump(&s);
    assert_non_null(strstr(text, "10:00 900 round 1"));
    assert_null(strstr(text, "TEXT"));
    v.on_case = true;
    board_draw(&s, &v);
    dump(&s);
    assert_null(strstr(text, "20:00 899"));
    assert_non_null(strstr(text, "TEXT    标题"));
    screen_fini(&s);
    json_decref(m);
    json_decref(c);
}

/* Keys of what is not possible stand there dimmed. */
static void test_keys_are_dimmed_when_not_possible(void **state)
{
    json_t *c = shown();
    struct board_view v = view_of(NULL, c);
    struct screen s;
    (void)state;
    screen_init(&s, 24, 120);
    board_draw(&s, &v);
    dump(&s);
    unsigned row = 0;
    while (strncmp(line(row), "c claim", 7) != 0)
        row++;
    const char *keys = line(row);
    size_t claim = 2, accept = (size_t)(strstr(keys, "accept") - keys);
    assert_int_equal(s.cells[row * 120 + claim].style, SCREEN_BOLD);
    assert_int_equal(s.cells[row * 120 + accept].style, SCREEN_DIM);
    screen_fini(&s);
    json_decref(c);
}

static void test_the_chosen_row_is_in_sight(void **state)
{
    json_t *m = model(50);
    struct board_view v = view_of(m, NULL);
    struct screen s;
    (void)state;
    screen_init(&s, 24, 80);
    v.chosen_row = 49;
    strcpy(v.chosen, "case004900000000");
    board_draw(&s, &v);
    assert_non_null(strstr(dump(&s), "\n>"));
    assert_true(v.top > 30);
    v.chosen_row = 0;
    board_draw(&s, &v);
    assert_int_equal(v.top, 0);
    screen_fini(&s);
    json_decref(m);
}

/* A case that is not in the queue stands above it: it can be acted on. */
static void test_what_is_chosen_is_seen(void **state)
{
    json_t *m = model(3), *c = shown();
    struct board_view v = view_of(m, c);
    struct screen s;
    (void)state;
    json_object_set_new(c, "id", json_string("apart00000000000"));
    json_object_set_new(c, "row",
                        json_pack("{s:s,s:i,s:s,s:s,s:[s]}", "id", "apart00000000000", "priority",
                                  777, "state", "cl", "turn_text", "closed", "causes", "fraud"));
    strcpy(v.chosen, "apart00000000000");
    screen_init(&s, 20, 60);
    board_draw(&s, &v);
    dump(&s);
    assert_non_null(strstr(line(2), "closed 777 closed"));
    assert_int_equal(line(2)[0], '>');
    assert_non_null(strstr(line(3), "10:00 900"));
    assert_non_null(strstr(line(5), "30:00 898"));
    screen_fini(&s);
    json_decref(m);
    json_decref(c);
}

/* The order is urgency with bounded credit; whoever looks is told what ends soon all the same. */
static void test_what_ends_soon_is_marked(void **state)
{
    json_t *m = model(5), *cases = json_object_get(m, "cases");
    struct board_view v = view_of(m, NULL);
    struct screen s;
    (void)state;
    screen_init(&s, 24, 80);
    board_draw(&s, &v);
    assert_non_null(strstr(dump(&s), "! ends soon  - late  waits: for the customer"));
    assert_null(strstr(line(0), "DUE"));
    json_object_set_new(json_array_get(cases, 3), "due_ms", json_integer(NOW + 120000));
    json_object_set_new(json_array_get(cases, 4), "due_ms", json_integer(NOW + 120000));
    json_object_set_new(json_array_get(cases, 4), "customers_turn", json_true());
    json_object_set_new(m, "soon", json_integer(1));
    json_object_set_new(m, "whole", json_true());
    board_draw(&s, &v);
    dump(&s);
    assert_non_null(strstr(line(0), " 1 DUE <5 MIN "));
    assert_non_null(strstr(line(5), " !2:00 897 "));
    assert_int_equal(s.cells[5 * 80 + strcspn(line(5), "!")].style, SCREEN_SOON);
    assert_null(strstr(line(6), "!2:00"));
    assert_non_null(strstr(line(23), "1 due within 5 min stands lower"));
    assert_non_null(strstr(line(23), "S: due soonest first"));
    v.filter = "sort=due";
    board_draw(&s, &v);
    assert_non_null(strstr(dump(&s), "due soonest first; S: by urgency again"));
    screen_fini(&s);
    json_decref(m);
}

static const char *order_of(const json_t *m)
{
    static char out[200];
    size_t i;
    json_t *c;
    out[0] = '\0';
    json_array_foreach(json_object_get(m, "cases"), i, c)
        snprintf(out + strlen(out), sizeof(out) - strlen(out), "%.8s%s ", board_text(c, "id") + 4,
                 json_is_true(json_object_get(c, "gone")) ? "-" : "");
    return out;
}

static void move(json_t *list, size_t from, size_t to)
{
    json_t *row = json_incref(json_array_get(list, from));
    json_array_remove(list, from);
    json_array_insert_new(list, to, row);
}

/* Nothing moves under the cursor: who comes waits, who goes leaves a mark, who is new at the end
 * stands there. */
static void test_rows_are_held(void **state)
{
    json_t *m = model(4), *list = json_object_get(m, "cases"), *held;
    struct board_hold h = {0};
    (void)state;
    json_object_set_new(m, "matching", json_integer(4));
    held = board_hold_model(&h, m, NULL);
    assert_string_equal(order_of(held), "00000000 00010000 00020000 00030000 ");
    json_decref(held);
    json_array_remove(list, 1); /* somebody took it */
    move(list, 2, 0);           /* it grew more urgent */
    json_object_set_new(json_array_get(list, 0), "priority", json_integer(950));
    json_array_insert_new(list, 0,
                          json_pack("{s:s,s:i}", "id", "newa777700000000", "priority", 999));
    json_array_append_new(list, json_pack("{s:s,s:i}", "id", "newb888800000000", "priority", 9));
    json_object_set_new(m, "matching", json_integer(5));
    held = board_hold_model(&h, m, NULL);
    assert_string_equal(order_of(held), "00000000 00010000- 00020000 00030000 88880000 ");
    assert_int_equal(board_number(json_array_get(json_object_get(held, "cases"), 3), "priority"),
                     950); /* in its old place, as it is now */
    assert_int_equal(h.fresh, 1);
    assert_int_equal(h.fresh_priority, 999);
    json_decref(held);
    json_object_set_new(m, "matching", json_integer(50)); /* it may only not have been read */
    board_hold_end(&h);
    held = board_hold_model(&h, m, NULL);
    assert_string_equal(order_of(held), "77770000 00030000 00000000 00020000 88880000 ");
    assert_int_equal(h.fresh, 0);
    json_decref(held);
    json_array_remove(list, 0);
    json_t *c = json_pack("{s:s,s:{s:s,s:s}}", "id", "newa777700000000", "row", "id",
                          "newa777700000000", "state", "1c");
    held = board_hold_model(&h, m, c); /* it left the queue by what was done to it */
    assert_string_equal(order_of(held), "77770000 00030000 00000000 00020000 88880000 ");
    assert_string_equal(board_text(json_array_get(json_object_get(held, "cases"), 0), "state"),
                        "1c");
    json_decref(c);
    json_decref(held);
    board_hold_end(&h);
    json_decref(m);
}

static void test_new_cases_wait_and_say_so(void **state)
{
    json_t *m = model(5);
    struct board_view v = view_of(m, NULL);
    struct screen s;
    (void)state;
    v.fresh = 3;
    v.fresh_priority = 900;
    json_object_set_new(json_array_get(json_object_get(m, "cases"), 1), "gone", json_true());
    screen_init(&s, 24, 80);
    board_draw(&s, &v);
    dump(&s);
    assert_non_null(strstr(line(23), "3 new wait, priority up to 900; rows hold still"));
    assert_non_null(strstr(line(23), "g shows them"));
    assert_non_null(strstr(line(3), "   gone 899"));
    screen_fini(&s);
    json_decref(m);
}

/* ---- keys and questions ----------------------------------------------------------------------*/

static void check_key(const char *bytes, bool last, enum board_key_code code, unsigned took)
{
    struct board_key key;
    assert_int_equal(board_key_read(bytes, (unsigned)strlen(bytes), last, &key), took);
    assert_int_equal(key.code, code);
}

static void test_keys(void **state)
{
    (void)state;
    check_key("\x1b[A", false, KEY_UP, 3);
    check_key("\x1bOB", false, KEY_DOWN, 3);
    check_key("\x1b[6~x", false, KEY_PAGE_DOWN, 4);
    check_key("\x1b", false, KEY_NONE, 0);
    check_key("\x1b", true, KEY_ESCAPE, 1);
    check_key("\x1b[", false, KEY_NONE, 0);
    check_key("\x1b[", true, KEY_OTHER, 2);
    check_key("\x1bx", false, KEY_ESCAPE, 1);
    check_key("\x1b[200~c", false, KEY_PASTE_BEGIN, 6);
    check_key("\x1b[99;5u", false, KEY_OTHER, 7);
    check_key("\xe5\xbe", false, KEY_NONE, 0);
    check_key("\xe5\xbe\x85", false, KEY_TEXT, 3);
    check_key("\xff", false, KEY_TEXT, 1);
    check_key("\r", false, KEY_ENTER, 1);
    check_key("\x7f", false, KEY_BACKSPACE, 1);
    check_key("\x0c", false, KEY_CONTROL, 1);
}

static enum board_form_state press(struct board_form *f, enum board_key_code code, const char *ch)
{
    struct board_key key = {code, ""};
    strcpy(key.text, ch);
    return board_form_key(f, &key);
}

static void test_questions(void **state)
{
    json_t *c = shown();
    struct board_form f;
    (void)state;
    const struct board_action *answer = board_action_find("answer");
    assert_int_equal(board_form_begin(&f, "answer", answer->fields, BOARD_FIELDS_MAX, c),
                     FORM_ASKS);
    assert_string_equal(answer->fields[0].words[f.word], "late"); /* what `next` proposes */
    press(&f, KEY_DOWN, "");
    assert_string_equal(answer->fields[0].words[f.word], "damaged");
    press(&f, KEY_TEXT, "c");
    assert_string_equal(answer->fields[0].words[f.word], "counterfeit");
    assert_int_equal(press(&f, KEY_ENTER, ""), FORM_ASKS);
    assert_int_equal(press(&f, KEY_ENTER, ""), FORM_ASKS);
    assert_string_equal(f.fields[f.at].option, "text");
    assert_int_equal(press(&f, KEY_ENTER, ""), FORM_DONE); /* nothing is said with it */
    assert_string_equal(board_text(f.answers, "cause"), "counterfeit");
    assert_string_equal(board_text(f.answers, "demand"), "refund");
    board_form_fini(&f);

    const struct board_action *decide = board_action_find("decide");
    board_form_begin(&f, "decide", decide->fields, BOARD_FIELDS_MAX, c);
    assert_int_equal(press(&f, KEY_ENTER, ""), FORM_ASKS); /* nothing is chosen beforehand */
    assert_non_null(strstr(f.note, "choose one"));
    press(&f, KEY_DOWN, "");
    assert_int_equal(press(&f, KEY_ENTER, ""), FORM_ASKS); /* accepted: no rule is asked for */
    assert_string_equal(f.label,
                        "accepted. It closes, and nobody is called for it any more. Sure?");
    assert_int_equal(press(&f, KEY_TEXT, "y"), FORM_DONE);
    assert_string_equal(board_text(f.answers, "how"), "accepted");
    board_form_fini(&f);
    board_form_begin(&f, "decide", decide->fields, BOARD_FIELDS_MAX, c);
    press(&f, KEY_TEXT, "b");
    assert_int_equal(press(&f, KEY_ENTER, ""), FORM_ASKS);
    assert_int_equal(press(&f, KEY_ENTER, ""), FORM_ASKS); /* an empty id is none */
    assert_true(f.note[0]);
    press(&f, KEY_TEXT, "规");
    press(&f, KEY_TEXT, "R");
    press(&f, KEY_BACKSPACE, "");
    assert_int_equal(press(&f, KEY_ENTER, ""), FORM_ASKS);
    assert_non_null(strstr(f.label, "规. It closes"));
    assert_int_equal(press(&f, KEY_TEXT, "y"), FORM_DONE);
    assert_string_equal(board_text(f.answers, "rule"), "规");
    board_form_fini(&f);
    json_decref(c);
}

static enum board_form_state begin(struct board_form *f, const char *action, json_t *c,
                                   const char *sure, json_t *before)
{
    const struct board_action *a = board_action_find(action);
    return board_form_begin_again(f, a->label, a->fields, BOARD_FIELDS_MAX, c, sure, before);
}

static void type_all(struct board_form *f, const char *words)
{
    for (; *words; words++)
        press(f, KEY_TEXT, (const char[]){*words, 0});
}

/* What cannot be undone wants a y, and no key besides. */
static void test_sure(void **state)
{
    json_t *c = shown();
    struct board_form f;
    (void)state;
    assert_int_equal(begin(&f, "refuse", c, NULL, NULL), FORM_ASKS);
    assert_int_equal(press(&f, KEY_ENTER, ""), FORM_ASKS);
    assert_int_equal(press(&f, KEY_TEXT, "r"), FORM_ASKS);
    assert_int_equal(press(&f, KEY_TEXT, "n"), FORM_LEFT);
    board_form_fini(&f);
    begin(&f, "refuse", c, "ann has this case.", NULL);
    assert_string_equal(f.label, "ann has this case. They refuse? Round 3, the last, begins");
    assert_int_equal(press(&f, KEY_TEXT, "y"), FORM_DONE);
    board_form_fini(&f);
    begin(&f, "answer", c, "ann has this case.", NULL); /* somebody else's: asked first */
    assert_string_equal(f.label, "ann has this case. Go on all the same?");
    assert_int_equal(press(&f, KEY_TEXT, "y"), FORM_ASKS);
    assert_string_equal(board_form_field(&f)->option, "cause");
    board_form_fini(&f);
    json_decref(c);
}

/* What closes a case names why, and is asked once, whoever has it. */
static void test_a_close_is_asked_once(void **state)
{
    json_t *c = shown();
    struct board_form f;
    (void)state;
    begin(&f, "close", c, "ann has this case.", NULL);
    assert_string_equal(f.label, "ann has this case. Go on all the same?");
    press(&f, KEY_TEXT, "y");
    type_all(&f, "du");
    assert_int_equal(press(&f, KEY_ENTER, ""), FORM_ASKS);
    assert_string_equal(f.label,
                        "duplicate. It closes, and nobody is called for it any more. Sure?");
    assert_int_equal(press(&f, KEY_ENTER, ""), FORM_ASKS);
    assert_int_equal(press(&f, KEY_TEXT, "n"), FORM_LEFT);
    board_form_fini(&f);
    json_decref(c);
}

static void test_amounts(void **state)
{
    json_t *c = shown(), *before = json_pack("{s:s,s:s}", "proposal", "partial", "amount", "9");
    struct board_form f;
    (void)state;
    json_object_set_new(c, "playbook", json_pack("{s:i}", "cap_owner_minor", 2500));
    json_object_set_new(c, "currency", json_string("CNY"));
    begin(&f, "propose", c, NULL, NULL);
    type_all(&f, "pa");
    press(&f, KEY_ENTER, "");
    assert_string_equal(f.label, "how much (you may offer 25.00 CNY)");
    assert_int_equal(press(&f, KEY_ENTER, ""), FORM_ASKS); /* a part of nothing is none */
    assert_non_null(strstr(f.note, "how much"));
    type_all(&f, "12,5");
    press(&f, KEY_ENTER, "");
    assert_non_null(strstr(f.note, "an amount like"));
    press(&f, KEY_CONTROL, "u");
    type_all(&f, "12.5");
    press(&f, KEY_ENTER, ""); /* it is within what may be offered: nobody need approve it */
    assert_string_equal(board_form_field(&f)->option, "text");
    board_form_fini(&f);
    begin(&f, "propose", c, NULL, before); /* refused before: all is there to be mended */
    press(&f, KEY_ENTER, "");
    assert_string_equal(f.text, "9");
    press(&f, KEY_ENTER, "");
    assert_string_equal(board_form_field(&f)->option, "approved-by");
    board_form_fini(&f);
    begin(&f, "propose", c, NULL, before); /* another sum, within it: nobody need approve that */
    press(&f, KEY_ENTER, "");
    press(&f, KEY_CONTROL, "u");
    type_all(&f, "8");
    press(&f, KEY_ENTER, "");
    assert_true(board_form_is_text(&f));
    board_form_fini(&f);
    begin(&f, "propose", c, NULL, NULL); /* above it: it is said why a name is asked for */
    type_all(&f, "pa");
    press(&f, KEY_ENTER, "");
    type_all(&f, "26");
    press(&f, KEY_ENTER, "");
    assert_string_equal(f.label,
                        "26 is above what you may offer; who approved it: a colleague's name");
    board_form_fini(&f);
    json_decref(before);
    json_decref(c);
}

/* What is given away is never unsaid: the usual sum stands there, Enter confirms it, what is typed
 * takes its place; what is no money is asked no sum. */
static void test_a_refund_has_an_amount(void **state)
{
    json_t *c = shown();
    struct board_form f;
    (void)state;
    json_object_set_new(
        c, "playbook",
        json_pack("{s:i,s:{s:i}}", "cap_owner_minor", 2500, "amounts", "refund", 8900));
    begin(&f, "propose", c, NULL, NULL);
    type_all(&f, "ref");
    press(&f, KEY_ENTER, "");
    assert_string_equal(board_form_field(&f)->option, "amount");
    assert_string_equal(f.text, "89.00");
    press(&f, KEY_ENTER, ""); /* above the cap: somebody approves it */
    assert_string_equal(board_form_field(&f)->option, "approved-by");
    assert_string_equal(board_text(f.answers, "amount"), "89.00");
    board_form_fini(&f);
    begin(&f, "propose", c, NULL, NULL);
    type_all(&f, "ref");
    press(&f, KEY_ENTER, "");
    type_all(&f, "7.5");
    assert_string_equal(f.text, "7.5");
    press(&f, KEY_CONTROL, "u");
    press(&f, KEY_ENTER, "");
    assert_non_null(strstr(f.note, "how much"));
    type_all(&f, "0");
    press(&f, KEY_ENTER, "");
    assert_non_null(strstr(f.note, "more than nothing"));
    board_form_fini(&f);
    begin(&f, "propose", c, NULL, NULL);
    type_all(&f, "apo");
    press(&f, KEY_ENTER, "");
    assert_string_equal(board_form_field(&f)->option, "text");
    board_form_fini(&f);
    json_decref(c);
}

/* The end of what is typed and the note why it is not taken never stand on each other. */
static void test_a_note_stands_beside_the_text(void **state)
{
    json_t *c = shown();
    struct board_form f;
    struct board_view v = view_of(NULL, c);
    struct screen s;
    (void)state;
    begin(&f, "ask-end", c, NULL, NULL);
    type_all(&f, "We are very sorry. When all is well again, please do not forget to change your "
                 "review");
    f.verdict = LINT_REFUSE;
    strcpy(f.guard, "refuses change_review: why\nInstead: that\n");
    press(&f, KEY_ENTER, "");
    v.form = &f;
    screen_init(&s, 24, 80);
    board_draw(&s, &v);
    dump(&s);
    assert_int_equal(strncmp(line(22), "We are very sorry. When all is well", 35),
                     0); /* all of it */
    assert_non_null(strstr(line(23), "your review"));
    assert_null(strstr(line(22), "not sent"));
    assert_non_null(
        strstr(strstr(line(23), "your review"), "   not sent: rewrite it, ^U clears it"));
    assert_non_null(strstr(text, "GUARD   refuses change_review: why\n"));
    screen_fini(&s);
    board_form_fini(&f);
    json_decref(c);
}

/* A long text is seen whole, and mended where the mistake is. */
static void test_a_text_is_mended_in_its_middle(void **state)
{
    json_t *c = shown();
    struct board_form f;
    struct board_view v = view_of(NULL, c);
    struct screen s;
    (void)state;
    begin(&f, "ask-end", c, NULL, NULL);
    type_all(&f, "ab");
    press(&f, KEY_TEXT, "疹");
    press(&f, KEY_TEXT, "d");
    press(&f, KEY_LEFT, "");
    press(&f, KEY_LEFT, "");
    press(&f, KEY_TEXT, "红");
    assert_string_equal(f.text, "ab红疹d");
    press(&f, KEY_RIGHT, "");
    press(&f, KEY_BACKSPACE, "");
    assert_string_equal(f.text, "ab红d");
    press(&f, KEY_HOME, "");
    press(&f, KEY_LEFT, "");
    press(&f, KEY_BACKSPACE, "");
    press(&f, KEY_TEXT, "x ");
    assert_string_equal(f.text, "x ab红d");
    press(&f, KEY_CONTROL, "e");
    press(&f, KEY_RIGHT, "");
    press(&f, KEY_CONTROL, "w");
    assert_string_equal(f.text, "x ");
    press(&f, KEY_CONTROL, "u");
    for (int i = 0; i < 60; i++)
        press(&f, KEY_TEXT, "红");
    type_all(&f, "end");
    v.form = &f;
    screen_init(&s, 24, 80);
    board_draw(&s, &v);
    check_cells(&s);
    dump(&s);
    assert_int_equal(strncmp(line(21), "ask end: what you tell them", 27), 0);
    assert_int_equal(strncmp(line(22), "红红红", 9), 0);
    assert_int_equal(strncmp(line(23), "红红红", 9), 0);
    assert_non_null(strstr(line(23), "红end"));
    screen_fini(&s);
    board_form_fini(&f);
    json_decref(c);
}

/* What happened, in words; a wake-up that changed nothing is no news. */
static void test_the_past_is_told_in_words(void **state)
{
    json_t *c = shown();
    struct board_view v = view_of(NULL, c);
    struct screen s;
    (void)state;
    json_object_set_new(c, "history",
                        json_pack("[{s:s,s:s,s:s},{s:s,s:s,s:s},{s:s,s:s,s:s,s:s},{s:s,s:s,s:s}]",
                                  "at", "2026-11-22T05:10:00.000Z", "event", "open", "state", "1m",
                                  "at", "2026-11-22T05:11:00.000Z", "event", "wake", "state", "1m",
                                  "at", "2026-11-22T05:12:00.000Z", "event", "claim", "state", "1m",
                                  "who", "mei", "at", "2026-11-22T05:13:00.000Z", "event", "close",
                                  "state", "cl:duplicate"));
    screen_init(&s, 90, 120);
    board_draw(&s, &v);
    dump(&s);
    assert_non_null(strstr(text, "05:10:00 open: round 1: understand"));
    assert_null(strstr(text, "wake"));
    assert_non_null(strstr(text, "05:12:00 claim, mei\n"));
    assert_non_null(strstr(text, "05:13:00 close: closed, duplicate\n"));
    v.shown = NULL; /* found is nothing: said whole */
    v.why = "no case 'zzzz': neither an id or its beginning, nor the review's id";
    strcpy(v.chosen, "zzzz");
    screen_fini(&s);
    screen_init(&s, 24, 80);
    board_draw(&s, &v);
    dump(&s);
    assert_non_null(strstr(text, "the review's id"));
    screen_fini(&s);
    json_decref(c);
}

/* Only the text was refused: nothing else is asked again. */
static void test_a_refused_text_is_asked_for_at_once(void **state)
{
    json_t *c = shown();
    json_t *before =
        json_pack("{s:s,s:s,s:s}", "cause", "safety", "demand", "none", "text", "As ever.");
    struct board_form f;
    (void)state;
    begin(&f, "answer", c, NULL, before);
    board_form_to_text(&f);
    assert_true(board_form_is_text(&f));
    assert_string_equal(f.text, "As ever.");
    assert_non_null(strstr(f.note, "rewrite it"));
    press(&f, KEY_TEXT, "!");
    assert_string_equal(f.text, "As ever.!");
    assert_int_equal(press(&f, KEY_ENTER, ""), FORM_DONE);
    assert_string_equal(board_text(f.answers, "cause"), "safety");
    board_form_fini(&f);
    begin(&f, "answer", c, "ann has this case.", before); /* hers by now: asked first */
    board_form_to_text(&f);
    assert_int_equal(board_form_field(&f)->kind, BOARD_SURE);
    board_form_fini(&f);
    json_decref(before);
    json_decref(c);
}

static void test_the_guard_is_overridden_knowingly(void **state)
{
    struct board_form f;
    json_t *c = shown();
    (void)state;
    begin(&f, "ask-end", c, NULL, NULL);
    type_all(&f, "ok");
    f.verdict = LINT_WARN;
    strcpy(f.rules, "no_help,off_cause");
    assert_int_equal(press(&f, KEY_ENTER, ""), FORM_ASKS);
    assert_int_equal(board_form_field(&f)->kind, BOARD_ANYWAY);
    assert_int_equal(press(&f, KEY_ENTER, ""), FORM_ASKS); /* back to the text */
    assert_string_equal(f.text, "ok");
    press(&f, KEY_ENTER, "");
    assert_int_equal(press(&f, KEY_TEXT, "o"), FORM_DONE);
    assert_string_equal(board_text(f.answers, "override"), "no_help,off_cause");
    board_form_fini(&f);
    begin(&f, "ask-end", c, NULL, NULL);
    type_all(&f, "ok");
    assert_int_equal(press(&f, KEY_ENTER, ""), FORM_DONE); /* nothing warns: nothing is asked */
    board_form_fini(&f);
    json_decref(c);
}

static void check_say(const char *from, const char *want)
{
    char say[BOARD_SAY_CAP], said[BOARD_SAY_CAP];
    board_say(from, say, sizeof(say));
    board_hint_keys(say, said, sizeof(said));
    assert_string_equal(said, want);
}

static void test_refusals_name_keys(void **state)
{
    (void)state;
    check_say(
        "round 1 needs the problem and the demand: redress case answer 98v84f47 --cause CAUSE "
        "--demand DEMAND",
        "round 1 needs the problem and the demand: a answer");
    check_say("89.00 CNY is above what you may offer (25.00): have a lead approve it: redress case "
              "answer 98v84f47 --proposal refund --amount 89.00 --approved-by NAME",
              "89.00 CNY is above what you may offer (25.00): have a lead approve it: p propose, "
              "with who approved it");
    check_say(
        "there is no fourth round: redress case decide 98v84f47 --accepted (or --by-rule RULE, "
        "or --public)",
        "there is no fourth round: d decide");
    check_say("it was snoozed in this round already; once is all (redress case show 98v84f47)",
              "it was snoozed in this round already; once is all");
    check_say("what was promised comes first: redress case promise 98v84f47 --kept (a price: "
              "redress case reprice 98v84f47 --restored)",
              "what was promised comes first: K kept (a price: R price restored)");
    check_say("an appeal needs evidence: redress case evidence 98v84f47 SLOT, then redress case "
              "appeal 98v84f47 --within 7d",
              "an appeal needs evidence: v evidence, then l appeal");
    check_say("the guard warns of the text: rewrite it, or say --override off_cause --override x",
              "the guard warns of the text: rewrite it or let it be as it is; what you entered is "
              "kept");
    check_say(
        "somebody else has claimed it: they can give it back (redress case unclaim 98v84f47), "
        "or the claim ends by itself",
        "somebody else has claimed it: they can give it back (u unclaim), or the claim ends "
        "by itself");
}

static void check_argv(const char *action, const char *answers, const char *want)
{
    const char *argv[BOARD_ARGV_MAX];
    char memory[BOARD_FIELDS_MAX + 1][80], got[400] = "";
    struct err e = {""};
    json_t *j = json_loads(answers, 0, NULL);
    int n = board_action_argv(board_action_find(action), "ID", "mei", j, argv, memory, &e);
    for (int i = 0; i < n; i++)
        snprintf(got + strlen(got), sizeof(got) - strlen(got), "%s%s", i ? " " : "", argv[i]);
    assert_string_equal(n < 0 ? e.msg : got, want);
    json_decref(j);
}

static void test_actions_are_verbs_with_options(void **state)
{
    (void)state;
    check_argv("claim", "{}", "claim --as mei -- ID");
    check_argv("answer", "{\"cause\":\"late\",\"demand\":\"refund\",\"amount\":\"1\"}",
               "answer --cause late --demand refund --as mei -- ID");
    check_argv("propose", "{\"proposal\":\"refund\",\"amount\":\"12.50\"}",
               "answer --proposal refund --amount 12.50 --as mei -- ID");
    check_argv("propose", "{\"proposal\":\"refund\",\"amount\":\"\"}",
               "answer --proposal refund --as mei -- ID");
    check_argv("ask-end", "{}", "answer --ask-end --as mei -- ID");
    check_argv("decide", "{\"how\":\"accepted\",\"rule\":\"R\"}",
               "decide --accepted --as mei -- ID");
    check_argv("decide", "{\"how\":\"by-rule\",\"rule\":\"--public\"}",
               "decide --by-rule --public --as mei -- ID"); /* a value, not an option */
    check_argv("close", "{\"reason\":\"--json\"}",
               "reason '--json': is not one of those to choose from");
    check_argv("ask-end", "{\"text\":\"What would help?\",\"override\":\"blame\"}",
               "answer --ask-end --text What would help? --override blame --as mei -- ID");
    check_argv("ask-end", "{\"override\":\"blame\"}", "answer --ask-end --as mei -- ID");
    check_argv("promise", "{\"within\":\"2d\",\"what\":\"refund\"}",
               "promise --within 2d --as mei -- ID refund");
    check_argv("answer", "{\"cause\":\"late\",\"demand\":\"none\",\"text\":\"-\"}",
               "text: say it here"); /* never read from the terminal, or the server's input */
    check_argv("close", "{\"reason\":7}", "close --as mei -- ID");
}

/* What the board offers in each state is what the machine allows: a case through three rounds. */
static void test_possible(void **state)
{
    static const struct {
        const char *can;
        enum rounds_event then;
    } way[] = {{"claim answer close snooze note ", ROUNDS_EV_ANSWER},
               {"claim reply close note ", ROUNDS_EV_REPLY},
               {"claim propose close snooze note ", ROUNDS_EV_ANSWER},
               {"claim reply accept refuse close note ", ROUNDS_EV_REFUSE},
               {"claim ask-end close snooze note ", ROUNDS_EV_ANSWER},
               {"claim reply close note ", ROUNDS_EV_REPLY},
               {"claim decide close snooze note ", ROUNDS_EV_DECIDE},
               {"", ROUNDS_EV_CLAIM}};
    const struct rounds_args args = {.who = "mei",
                                     .reason = ROUNDS_CLOSE_ACCEPTED,
                                     .proposal = true,
                                     .asks_end = true,
                                     .understood = true};
    struct rounds_budgets budgets;
    struct rounds_case c;
    struct rounds_outcome out;
    struct config *cfg = config_new();
    (void)state;
    rounds_budgets_init(&budgets, cfg);
    rounds_open(&budgets, ROUNDS_MARKETPLACE, NOW, &c);
    for (size_t i = 0; i < sizeof(way) / sizeof(way[0]); i++) {
        char got[200] = "";
        for (unsigned k = 0; k < board_actions_n; k++)
            if (!board_actions[k].beside &&
                board_action_possible(&board_actions[k], &budgets, &c, "mei", NOW + 1000))
                snprintf(got + strlen(got), sizeof(got) - strlen(got), "%s ",
                         board_actions[k].name);
        assert_string_equal(got, way[i].can);
        rounds_step(&budgets, &c, way[i].then, &args, NOW + 1000, &out);
        c = out.next;
    }
    config_free(cfg);
}

static void test_filters(void **state)
{
    struct store_filter f = {.limit = 7};
    struct err e;
    char memory[200];
    (void)state;
    assert_int_equal(
        board_model_filter(" mine  level=2 cause=late product=p-1", "mei", memory, &f, &e), 0);
    assert_string_equal(f.owner, "mei");
    assert_string_equal(f.product, "p-1");
    assert_true(f.min_level == 2 && f.cause == CAUSE_LATE && f.state == -1 && f.limit == 7);
    assert_int_equal(board_model_filter("cause=nonsense", "mei", memory, &f, &e), -1);
    assert_string_equal(e.msg, "filter: there is no cause 'nonsense'");
    assert_int_equal(board_model_filter("mein", "mei", memory, &f, &e), -1);
    assert_int_equal(board_model_filter("level=9", "mei", memory, &f, &e), -1);
}

static int fini(void **state)
{
    (void)state;
    free(text);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_wide_characters_are_never_cut_in_half),
        cmocka_unit_test(test_cut_says_so),
        cmocka_unit_test(test_paint_writes_only_what_changed),
        cmocka_unit_test(test_every_size),
        cmocka_unit_test(test_80x24_shows_both_sides),
        cmocka_unit_test(test_help),
        cmocka_unit_test(test_80x24_cuts_no_cause),
        cmocka_unit_test(test_the_words_that_led_to_it),
        cmocka_unit_test(test_late_is_counted),
        cmocka_unit_test(test_narrow_shows_one_side),
        cmocka_unit_test(test_keys_are_dimmed_when_not_possible),
        cmocka_unit_test(test_the_chosen_row_is_in_sight),
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_questions),
        cmocka_unit_test(test_sure),
        cmocka_unit_test(test_what_ends_soon_is_marked),
        cmocka_unit_test(test_rows_are_held),
        cmocka_unit_test(test_new_cases_wait_and_say_so),
        cmocka_unit_test(test_a_close_is_asked_once),
        cmocka_unit_test(test_amounts),
        cmocka_unit_test(test_a_refund_has_an_amount),
        cmocka_unit_test(test_a_note_stands_beside_the_text),
        cmocka_unit_test(test_a_text_is_mended_in_its_middle),
        cmocka_unit_test(test_a_refused_text_is_asked_for_at_once),
        cmocka_unit_test(test_the_past_is_told_in_words),
        cmocka_unit_test(test_the_guard_is_overridden_knowingly),
        cmocka_unit_test(test_refusals_name_keys),
        cmocka_unit_test(test_what_is_chosen_is_seen),
        cmocka_unit_test(test_actions_are_verbs_with_options),
        cmocka_unit_test(test_possible),
        cmocka_unit_test(test_filters),
    };
    return cmocka_run_group_tests(tests, NULL, fini);
}
