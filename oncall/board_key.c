/* From the bytes of a terminal to keys. */
#include "oncall/board_form.h"

#include <string.h>

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
