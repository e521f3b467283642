/* board_form.h - the keys of a terminal, and the line in which questions are answered. Pure. */
#ifndef REDRESS_ONCALL_BOARD_FORM_H
#define REDRESS_ONCALL_BOARD_FORM_H

#include "oncall/board_actions.h"

enum board_key_code {
    KEY_NONE, /* the bytes so far are no whole key */
    KEY_TEXT, /* a character, or several that were pasted */
    KEY_ENTER,
    KEY_ESCAPE,
    KEY_TAB,
    KEY_BACKSPACE,
    KEY_UP,
    KEY_DOWN,
    KEY_LEFT,
    KEY_RIGHT,
    KEY_PAGE_UP,
    KEY_PAGE_DOWN,
    KEY_HOME,
    KEY_END,
    KEY_CONTROL,     /* text[0] is the letter in lower case */
    KEY_PASTE_BEGIN, /* what comes up to KEY_PASTE_END was pasted: text, never keys */
    KEY_PASTE_END,
    KEY_OTHER,
};

struct board_key {
    enum board_key_code code;
    char text[5];
};

/* Takes the next key off n bytes; returns how many bytes it took, 0 if more must come first.
 * `last`: no more will come, so a lone ESC is the key of that name. */
unsigned board_key_read(const char *bytes, unsigned n, bool last, struct board_key *out);

enum board_form_state { FORM_ASKS, FORM_DONE, FORM_LEFT };

#define FORM_TEXT_CAP 2000

struct board_form {
    const char *title;
    struct board_field fields[BOARD_FIELDS_MAX + 1]; /* up to one without an option */
    unsigned max, at;
    json_t *answers; /* {"option": "value"}; belongs to the form */
    json_t *shown;   /* the case, for what a question is best answered with; may be NULL */
    json_t *before;  /* what was answered when it was refused; may be NULL */
    char sure[120];  /* what must be known before anything else; "" = nothing */
    char label[200]; /* of the question that is open */
    char text[FORM_TEXT_CAP];
    unsigned caret;   /* the byte of the text before which is typed */
    unsigned word;    /* chosen, of a field with words */
    bool chosen;      /* false: none of them yet */
    bool suggested;   /* the text is a suggestion: what is typed takes its place */
    char guard[2400]; /* what the guard says of the text so far; set by whoever owns the form */
    unsigned verdict; /* the same in a word: enum lint_action */
    char rules[160];  /* those that warn, divided by commas */
    char note[120];   /* why the answer was not taken */
};

/* Asks the first question. FORM_DONE if there is none. */
enum board_form_state board_form_begin(struct board_form *f, const char *title,
                                       const struct board_field *fields, unsigned max,
                                       const json_t *shown);
/* The same, with what must be said yes to first, and the answers that were refused; or NULL. */
enum board_form_state board_form_begin_again(struct board_form *f, const char *title,
                                             const struct board_field *fields, unsigned max,
                                             const json_t *shown, const char *sure,
                                             const json_t *before);
enum board_form_state board_form_key(struct board_form *f, const struct board_key *key);
/* Answers as before until the text is asked for again: only the text was refused. */
void board_form_to_text(struct board_form *f);
/* What stands there to be changed; typing goes on behind it. */
void board_form_put(struct board_form *f, const char *text);
bool board_form_is_text(const struct board_form *f);
void board_form_fini(struct board_form *f);
const struct board_field *board_form_field(const struct board_form *f);

#endif
