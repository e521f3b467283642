#include "oncall/board_form.h"

#include "core/check.h"
#include "core/vocab.h"
#include "oncall/lint.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct board_field *board_form_field(const struct board_form *f)
{
    return &f->fields[f->at];
}

static const char *member(const json_t *j, const char *name)
{
    const char *text = json_string_value(json_object_get(j, name));
    return text ? text : "";
}

static const char *answer_before(const struct board_form *f)
{
    return f->at ? member(f->answers, f->fields[f->at - 1].option) : "";
}

bool board_form_is_text(const struct board_form *f)
{
    return strcmp(board_form_field(f)->option, "text") == 0;
}

void board_form_put(struct board_form *f, const char *text)
{
    snprintf(f->text, sizeof(f->text), "%s", text);
    f->caret = (unsigned)strlen(f->text);
}

/* "12.5" as 1250; -1: it is no amount. */
static int64_t amount_minor(const char *text)
{
    char *end;
    double amount = strtod(text, &end);
    bool plain = strspn(text, "0123456789.") == strlen(text) && end != text && !*end;
    return plain && amount < 1e10 ? (int64_t)(amount * 100 + 0.5) : -1;
}

static int64_t may_offer(const struct board_form *f)
{
    const json_t *book = json_object_get(f->shown, "playbook");
    return json_integer_value(json_object_get(book, "cap_owner_minor"));
}

static bool above_cap(const struct board_form *f)
{
    return amount_minor(answer_before(f)) > may_offer(f);
}

/* ---- asking ----------------------------------------------------------------------------------*/

/* What a question whether it is sure is about: who has the case, or what was chosen last. */
static const char *sure_of(const struct board_form *f, char out[120])
{
    unsigned i = f->at;
    if (i == 0)
        return f->sure;
    while (i > 1 && !member(f->answers, f->fields[i - 1].option)[0])
        i--;
    snprintf(out, 120, "%.100s.", member(f->answers, f->fields[i - 1].option));
    return out;
}

static void label_of(struct board_form *f)
{
    const struct board_field *field = board_form_field(f);
    int64_t cap = field->kind == BOARD_AMOUNT ? may_offer(f) : 0;
    const char *money = member(f->shown, "currency");
    char last[120];
    const char *sure = field->kind == BOARD_SURE ? sure_of(f, last) : "";
    snprintf(f->label, sizeof(f->label), "%s%s%s", sure, sure[0] && field->label[0] ? " " : "",
             field->label);
    size_t len = strlen(f->label);
    if (field->only_for && field->only_for[0] == '>' && above_cap(f))
        snprintf(f->label, sizeof(f->label), "%s is above what you may offer; %s", answer_before(f),
                 field->label);
    else if (cap > 0)
        snprintf(f->label + len, sizeof(f->label) - len, " (you may offer %" PRId64 ".%02d%s%s)",
                 cap / 100, (int)(cap % 100), money[0] ? " " : "", money);
}

/* What was answered the last time, else what the case itself calls best; a word that cannot be
 * undone is chosen by nobody but the person. */
static void fill_in(struct board_form *f, const struct board_field *field)
{
    char best[80];
    const char *had = member(f->before, field->option);
    const char *hint = had[0] ? had
                       : field->unset
                           ? NULL
                           : board_field_default(field, f->shown, answer_before(f), best);
    f->suggested = field->kind == BOARD_AMOUNT && hint && !had[0];
    if (!field->words_n)
        board_form_put(f, f->suggested ? hint : had);
    f->chosen = !field->unset;
    f->word = 0;
    int found = hint && field->words_n
                    ? vocab_find(field->words, (int)field->words_n, hint, (unsigned)strlen(hint))
                    : -1;
    if (found < 0)
        return;
    f->word = (unsigned)found;
    f->chosen = true;
}

static void ask(struct board_form *f)
{
    const struct board_field *field = board_form_field(f);
    board_form_put(f, "");
    f->note[0] = '\0';
    if (field->kind != BOARD_ANYWAY)
        f->guard[0] = '\0';
    label_of(f);
    fill_in(f, field);
}

/* A rule is overridden only if one warns now; a second person is needed only above what the first
 * may offer, or if the verb refused the same sum. */
static bool to_ask(const struct board_form *f)
{
    const struct board_field *field = board_form_field(f);
    if (field->kind == BOARD_ANYWAY)
        return f->verdict == LINT_WARN && answer_before(f)[0];
    if (field->only_for && field->only_for[0] == '>')
        return above_cap(f) || (f->before && strcmp(member(f->before, f->fields[f->at - 1].option),
                                                    answer_before(f)) == 0);
    return board_field_asked(field, answer_before(f));
}

/* Skips what need not be asked. */
static enum board_form_state go_on(struct board_form *f)
{
    for (; f->at < f->max && f->fields[f->at].option; f->at++)
        if (to_ask(f)) {
            ask(f);
            return FORM_ASKS;
        }
    return FORM_DONE;
}

enum board_form_state board_form_begin(struct board_form *f, const char *title,
                                       const struct board_field *fields, unsigned max,
                                       const json_t *shown)
{
    return board_form_begin_again(f, title, fields, max, shown, NULL, NULL);
}

enum board_form_state board_form_begin_again(struct board_form *f, const char *title,
                                             const struct board_field *fields, unsigned max,
                                             const json_t *shown, const char *sure,
                                             const json_t *before)
{
    static const struct board_field lead = {
        .option = "sure", .label = "Go on all the same?", .kind = BOARD_SURE};
    CHECK(max <= BOARD_FIELDS_MAX);
    *f = (struct board_form){.title = title};
    if (sure && !(fields[0].option && fields[0].kind == BOARD_SURE))
        f->fields[f->max++] = lead;
    for (unsigned i = 0; i < max && fields[i].option; i++)
        f->fields[f->max++] = fields[i];
    snprintf(f->sure, sizeof(f->sure), "%s", sure ? sure : "");
    f->shown = json_incref((json_t *)shown);
    f->before = json_incref((json_t *)before);
    f->answers = json_object();
    return go_on(f);
}

void board_form_fini(struct board_form *f)
{
    json_decref(f->answers);
    json_decref(f->shown);
    json_decref(f->before);
    f->answers = f->shown = f->before = NULL;
}

/* ---- answering -------------------------------------------------------------------------------*/

static bool refuse(struct board_form *f, const char *why)
{
    snprintf(f->note, sizeof(f->note), "%s", why);
    return false;
}

/* false: the note says why it is not taken. */
static bool check(struct board_form *f, const char *value)
{
    const struct board_field *field = board_form_field(f);
    if (field->words_n && !f->chosen)
        return refuse(f, "choose one; Esc gives up");
    if (!value[0] && !field->optional)
        return refuse(f, field->kind == BOARD_AMOUNT ? "how much? Esc gives up"
                                                     : "an answer is needed; Esc gives up");
    if (field->kind == BOARD_AMOUNT && value[0] && amount_minor(value) < 0)
        return refuse(f, "an amount like 12 or 12.50");
    if (field->kind == BOARD_AMOUNT && !field->optional && amount_minor(value) == 0)
        return refuse(f, "more than nothing, like 12 or 12.50");
    if (board_form_is_text(f) && f->verdict == LINT_REFUSE && value[0])
        return refuse(f, "not sent: rewrite it, ^U clears it");
    return true;
}

static enum board_form_state take(struct board_form *f, const char *value)
{
    json_t *kept = json_string(value);
    if (!kept) {
        snprintf(f->note, sizeof(f->note), "that is not UTF-8");
        return FORM_ASKS;
    }
    json_object_set_new(f->answers, board_form_field(f)->option, kept);
    f->at++;
    return go_on(f);
}

static enum board_form_state accept(struct board_form *f)
{
    const struct board_field *field = board_form_field(f);
    const char *value = field->words_n ? field->words[f->word] : f->text;
    return check(f, value) ? take(f, value) : FORM_ASKS;
}

/* y does it, whatever else does not. */
static enum board_form_state sure_key(struct board_form *f, const struct board_key *key)
{
    if (key->code == KEY_TEXT && strchr("yY", key->text[0]))
        return take(f, "yes");
    if (key->code == KEY_TEXT && strchr("nN", key->text[0]))
        return FORM_LEFT;
    snprintf(f->note, sizeof(f->note), "y or n");
    return FORM_ASKS;
}

/* o lets the text be as it is, everything else goes back to it. */
static enum board_form_state anyway_key(struct board_form *f, const struct board_key *key)
{
    char text[FORM_TEXT_CAP];
    if (key->code == KEY_TEXT && strchr("oO", key->text[0]))
        return take(f, f->rules);
    f->at--;
    snprintf(text, sizeof(text), "%s", member(f->answers, board_form_field(f)->option));
    ask(f);
    board_form_put(f, text);
    return FORM_ASKS;
}

/* The first word that begins with what was typed. */
static void find_word(struct board_form *f)
{
    const struct board_field *field = board_form_field(f);
    for (unsigned i = 0; i < field->words_n; i++)
        if (strncmp(field->words[i], f->text, strlen(f->text)) == 0) {
            f->word = i;
            f->chosen = true;
            return;
        }
    snprintf(f->note, sizeof(f->note), "none begins with '%.40s'", f->text);
    board_form_put(f, "");
}

static void type(struct board_form *f, const char *text)
{
    if (f->suggested)
        board_form_put(f, "");
    f->suggested = false;
    size_t len = strlen(f->text), more = strlen(text);
    if (len + more < sizeof(f->text)) {
        memmove(f->text + f->caret + more, f->text + f->caret, len - f->caret + 1);
        memcpy(f->text + f->caret, text, more);
        f->caret += (unsigned)more;
    }
    if (board_form_field(f)->words_n)
        find_word(f);
}

static bool within(const char *at)
{
    return ((unsigned char)*at & 0xC0) == 0x80;
}

static unsigned before_caret(const struct board_form *f)
{
    unsigned at = f->caret;
    while (at > 0 && within(f->text + at - 1))
        at--;
    return at - (at > 0);
}

/* Takes the character before the caret off, or with `word` the word up to it. */
static void rub_out(struct board_form *f, bool word)
{
    unsigned to = f->caret;
    f->suggested = false;
    do
        f->caret = before_caret(f);
    while (word && f->caret > 0 && f->text[f->caret - 1] != ' ');
    memmove(f->text + f->caret, f->text + to, strlen(f->text + to) + 1);
}

/* The caret, where there is a text to move in. */
static void move(struct board_form *f, const struct board_key *key)
{
    bool control = key->code == KEY_CONTROL;
    f->suggested = false;
    if (key->code == KEY_LEFT)
        f->caret = before_caret(f);
    else if (key->code == KEY_HOME || (control && key->text[0] == 'a'))
        f->caret = 0;
    else if (key->code == KEY_END || (control && key->text[0] == 'e'))
        f->caret = (unsigned)strlen(f->text);
    else if (key->code == KEY_RIGHT && f->text[f->caret])
        do
            f->caret++;
        while (within(f->text + f->caret));
}

static void turn(struct board_form *f, int by)
{
    int n = (int)board_form_field(f)->words_n;
    if (n)
        f->word = (unsigned)(((int)f->word + (f->chosen || by < 0 ? by : 0) + n) % n);
    f->chosen = true;
    board_form_put(f, "");
}

enum board_form_state board_form_key(struct board_form *f, const struct board_key *key)
{
    const struct board_field *field = board_form_field(f);
    bool words = field->words_n > 0;
    f->note[0] = '\0';
    if (field->kind == BOARD_ANYWAY)
        return anyway_key(f, key);
    if (key->code == KEY_ESCAPE || (key->code == KEY_CONTROL && key->text[0] == 'g'))
        return FORM_LEFT;
    if (field->kind == BOARD_SURE)
        return sure_key(f, key);
    if (key->code == KEY_ENTER)
        return accept(f);
    if (key->code == KEY_TEXT)
        type(f, key->text);
    else if (key->code == KEY_BACKSPACE)
        rub_out(f, false);
    else if (key->code == KEY_CONTROL && key->text[0] == 'w')
        rub_out(f, true);
    else if (key->code == KEY_CONTROL && key->text[0] == 'u')
        board_form_put(f, "");
    else if (words && (key->code == KEY_UP || key->code == KEY_LEFT))
        turn(f, -1);
    else if (words && (key->code == KEY_DOWN || key->code == KEY_RIGHT || key->code == KEY_TAB))
        turn(f, 1);
    else if (!words)
        move(f, key);
    return FORM_ASKS;
}

void board_form_to_text(struct board_form *f)
{
    enum board_form_state state = FORM_ASKS;
    while (state == FORM_ASKS && !board_form_is_text(f)) {
        const char *had = member(f->before, board_form_field(f)->option);
        if (!had[0] && !board_form_field(f)->optional)
            return;
        state = take(f, had);
    }
    CHECK(state == FORM_ASKS); /* who has no text is not sent here */
    snprintf(f->note, sizeof(f->note), "not sent: rewrite it, ^U clears it");
}
