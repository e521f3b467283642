#include "oncall/board_form.h"

#include "core/check.h"
#include "core/vocab.h"
#include "oncall/lint.h"

#include <stdio.h>
#include <string.h>

/* ---- keys ------------------------------------------------------------------------------------*/

static const struct {
    const char *bytes;
    enum board_key_code code;
} sequences[] = {
    {"[A", KEY_UP},           {"[B", KEY_DOWN},       {"[C", KEY_RIGHT},
    {"[D", KEY_LEFT},         {"OA", KEY_UP},         {"OB", KEY_DOWN},
    {"OC", KEY_RIGHT},        {"OD", KEY_LEFT},       {"[H", KEY_HOME},
    {"[F", KEY_END},          {"OH", KEY_HOME},       {"OF", KEY_END},
    {"[1~", KEY_HOME},        {"[4~", KEY_END},       {"[7~", KEY_HOME},
    {"[8~", KEY_END},         {"[5~", KEY_PAGE_UP},   {"[6~", KEY_PAGE_DOWN},
    {"[Z", KEY_UP},           {"[3~", KEY_BACKSPACE}, {"[200~", KEY_PASTE_BEGIN},
    {"[201~", KEY_PASTE_END},
};

/* Bytes of a control sequence behind ESC: '[' parameters and a final byte, or 'O' and one. */
static unsigned sequence_len(const char *bytes, unsigned n)
{
    if (n < 2 || (bytes[0] != '[' && bytes[0] != 'O'))
        return n ? 1 : 0;
    for (unsigned i = 1; i < n; i++)
        if (bytes[0] == 'O' || (bytes[i] >= 0x40 && bytes[i] <= 0x7E))
            return i + 1;
    return 0;
}

static unsigned read_escape(const char *bytes, unsigned n, bool last, struct board_key *out)
{
    unsigned len = sequence_len(bytes + 1, n - 1);
    bool begun = n > 1 && (bytes[1] == '[' || bytes[1] == 'O');
    if (n == 1 || (begun && (len <= 1))) {
        out->code = n == 1 && last ? KEY_ESCAPE : last ? KEY_OTHER : KEY_NONE;
        return last ? n : 0;
    }
    if (!begun) { /* ESC and a key that is its own */
        out->code = KEY_ESCAPE;
        return 1;
    }
    out->code = KEY_OTHER;
    for (size_t i = 0; i < sizeof(sequences) / sizeof(sequences[0]); i++)
        if (strlen(sequences[i].bytes) == len && memcmp(sequences[i].bytes, bytes + 1, len) == 0)
            out->code = sequences[i].code;
    return 1 + len;
}

/* 1 also for what cannot begin a character. */
static unsigned utf8_len(unsigned char first)
{
    if (first < 0xC2 || first > 0xF4)
        return 1;
    return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

unsigned board_key_read(const char *bytes, unsigned n, bool last, struct board_key *out)
{
    unsigned char first = (unsigned char)bytes[0];
    *out = (struct board_key){KEY_NONE, ""};
    if (n == 0)
        return 0;
    if (first == 0x1B)
        return read_escape(bytes, n, last, out);
    unsigned len = utf8_len(first);
    if (len > n)
        return last ? n : 0;
    out->code = first == '\r' || first == '\n' ? KEY_ENTER
                : first == '\t'                ? KEY_TAB
                : first == 0x7F || first == 8  ? KEY_BACKSPACE
                : first < 0x20                 ? KEY_CONTROL
                                               : KEY_TEXT;
    memcpy(out->text, bytes, len);
    if (out->code == KEY_CONTROL)
        out->text[0] = (char)(first + 'a' - 1);
    return len;
}

/* ---- questions -------------------------------------------------------------------------------*/

const struct board_field *board_form_field(const struct board_form *f)
{
    return &f->fields[f->at];
}

static void ask(struct board_form *f)
{
    const struct board_field *field = board_form_field(f);
    char best[80];
    f->text[0] = f->note[0] = '\0';
    if (strcmp(field->option, "override") != 0)
        f->guard[0] = '\0';
    if (f->draft && strcmp(field->option, "text") == 0)
        snprintf(f->text, sizeof(f->text), "%s", f->draft);
    f->word = 0;
    const char *hint = board_field_default(field, f->shown, best);
    int found = hint && field->words_n
                    ? vocab_find(field->words, (int)field->words_n, hint, (unsigned)strlen(hint))
                    : -1;
    if (found >= 0)
        f->word = (unsigned)found;
}

/* A rule is overridden only if one has spoken: now, or when the text was sent before. */
static bool to_ask(const struct board_form *f, const char *before)
{
    const struct board_field *field = board_form_field(f);
    if (strcmp(field->option, "override") == 0 && f->verdict == LINT_OFF &&
        !(f->draft && f->draft[0]))
        return false;
    return board_field_asked(field, before);
}

/* Skips what need not be asked. */
static enum board_form_state go_on(struct board_form *f)
{
    for (; f->at < f->max && f->fields[f->at].option; f->at++) {
        const char *before =
            f->at ? json_string_value(json_object_get(f->answers, f->fields[f->at - 1].option))
                  : NULL;
        if (to_ask(f, before)) {
            ask(f);
            return FORM_ASKS;
        }
    }
    return FORM_DONE;
}

enum board_form_state board_form_begin(struct board_form *f, const char *title,
                                       const struct board_field *fields, unsigned max,
                                       const json_t *shown, const char *draft)
{
    *f = (struct board_form){.title = title, .fields = fields, .max = max, .draft = draft};
    f->shown = json_incref((json_t *)shown);
    f->answers = json_object();
    return go_on(f);
}

void board_form_fini(struct board_form *f)
{
    json_decref(f->answers);
    json_decref(f->shown);
    f->answers = f->shown = NULL;
}

static enum board_form_state accept(struct board_form *f)
{
    const struct board_field *field = board_form_field(f);
    const char *value = field->words_n ? field->words[f->word] : f->text;
    if (!value[0] && !field->optional) {
        snprintf(f->note, sizeof(f->note), "an answer is needed; Esc gives up");
        return FORM_ASKS;
    }
    if (strcmp(field->option, "text") == 0 && f->verdict == LINT_REFUSE && value[0]) {
        snprintf(f->note, sizeof(f->note), "not sent: rewrite it, ^U clears it");
        return FORM_ASKS;
    }
    json_t *kept = json_string(value);
    if (!kept) {
        snprintf(f->note, sizeof(f->note), "that is not UTF-8");
        return FORM_ASKS;
    }
    json_object_set_new(f->answers, field->option, kept);
    f->at++;
    return go_on(f);
}

/* The first word that begins with what was typed. */
static void find_word(struct board_form *f)
{
    const struct board_field *field = board_form_field(f);
    for (unsigned i = 0; i < field->words_n; i++)
        if (strncmp(field->words[i], f->text, strlen(f->text)) == 0) {
            f->word = i;
            return;
        }
    snprintf(f->note, sizeof(f->note), "none begins with '%.40s'", f->text);
    f->text[0] = '\0';
}

static void type(struct board_form *f, const char *text)
{
    size_t len = strlen(f->text);
    if (len + strlen(text) < sizeof(f->text))
        strcpy(f->text + len, text);
    if (board_form_field(f)->words_n)
        find_word(f);
}

/* Takes the last character off, or with `word` all of the last word. */
static void rub_out(struct board_form *f, bool word)
{
    size_t len = strlen(f->text);
    do {
        while (len > 0 && ((unsigned char)f->text[len - 1] & 0xC0) == 0x80)
            len--;
        len -= len > 0;
    } while (word && len > 0 && f->text[len - 1] != ' ');
    f->text[len] = '\0';
}

static void turn(struct board_form *f, int by)
{
    int n = (int)board_form_field(f)->words_n;
    if (n)
        f->word = (unsigned)(((int)f->word + by + n) % n);
    f->text[0] = '\0';
}

enum board_form_state board_form_key(struct board_form *f, const struct board_key *key)
{
    bool words = board_form_field(f)->words_n > 0;
    f->note[0] = '\0';
    if (key->code == KEY_ESCAPE || (key->code == KEY_CONTROL && key->text[0] == 'g'))
        return FORM_LEFT;
    if (key->code == KEY_ENTER)
        return accept(f);
    if (key->code == KEY_TEXT)
        type(f, key->text);
    else if (key->code == KEY_BACKSPACE)
        rub_out(f, false);
    else if (key->code == KEY_CONTROL && key->text[0] == 'w')
        rub_out(f, true);
    else if (key->code == KEY_CONTROL && key->text[0] == 'u')
        f->text[0] = '\0';
    else if (words && (key->code == KEY_UP || key->code == KEY_LEFT))
        turn(f, -1);
    else if (words && (key->code == KEY_DOWN || key->code == KEY_RIGHT || key->code == KEY_TAB))
        turn(f, 1);
    return FORM_ASKS;
}
