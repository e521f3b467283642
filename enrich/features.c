#include "enrich/features.h"

#include "core/check.h"

#include <stdbool.h>

enum { RUN_MAX = 3 };

/* Multipliers with well-mixed bits (from the golden ratio and Murmur's finaliser). Any odd ones
 * would do, but a trained model is only good with the ones it was trained with. */
#define MUL_ONE 0x9E3779B1u
#define MUL_TWO 0x85EBCA6Bu
#define MUL_THREE 0xC2B2AE35u
#define MUL_MARK 0x27D4EB2Fu
#define MUL_LETTER 0x01000193u
#define BOUNDARY 0x5BD1E995u /* the token that stands for a boundary */

/* What an ASCII character is: 0 nothing (blank, apostrophe, control), 1 a boundary, 2 ! or ?;
 * anything else is a letter or a digit, lower-cased. */
enum { BLANK = 0, SIGN = 1, MARK = 2 };
/* clang-format off */
static const unsigned char ascii[128] = {
    0,0,0,0,0,0,0,0,0,0,1,0,0,1,0,0, 0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
    0,2,1,1,1,1,1,0,1,1,1,1,1,1,1,1, '0','1','2','3','4','5','6','7','8','9',1,1,1,1,1,2,
    1,'a','b','c','d','e','f','g','h','i','j','k','l','m','n','o',
    'p','q','r','s','t','u','v','w','x','y','z',1,1,1,1,1,
    1,'a','b','c','d','e','f','g','h','i','j','k','l','m','n','o',
    'p','q','r','s','t','u','v','w','x','y','z',1,1,1,1,0,
};
/* clang-format on */

/* The walk over one text: the two tokens before the next one, and the word being read. */
struct walk {
    uint32_t *out;
    uint32_t last, last2; /* scrambled ids of the tokens before */
    uint32_t word;        /* hash of the letters so far */
    uint32_t letters;     /* how many, 0: not in a word */
    uint32_t run;         /* of the same mark */
};

static uint32_t rotl(uint32_t x, int b)
{
    return (x << b) | (x >> (32 - b));
}

static uint32_t pair(uint32_t before, uint32_t token)
{
    return (before ^ rotl(token, 13)) * MUL_TWO;
}

static void shift(struct walk *w, uint32_t token)
{
    w->last2 = w->last;
    w->last = token;
}

static void word_end(struct walk *w)
{
    if (!w->letters)
        return;
    uint32_t token = w->word * MUL_ONE;
    *w->out++ = token;
    *w->out++ = pair(w->last, token);
    shift(w, token);
    w->letters = 0;
    w->run = 0;
}

static void letter(struct walk *w, uint32_t c)
{
    w->word = ((w->letters ? w->word : 0) ^ c) * MUL_LETTER + c;
    w->letters++;
}

static void boundary(struct walk *w)
{
    word_end(w);
    if (w->last != BOUNDARY)
        shift(w, BOUNDARY);
    w->run = 0;
}

static void mark(struct walk *w, uint32_t c)
{
    uint32_t run = w->run;
    boundary(w);
    w->run = run < RUN_MAX ? run + 1 : RUN_MAX;
    *w->out++ = (c + 256 * w->run) * MUL_MARK;
}

static void ideograph(struct walk *w, uint32_t c)
{
    word_end(w);
    uint32_t token = c * MUL_ONE, two = pair(w->last, token);
    w->out[0] = token;
    w->out[1] = two;
    w->out[2] = (two + rotl(w->last2, 7)) * MUL_THREE;
    w->out += 3;
    shift(w, token);
    w->run = 0;
}

static void plain(struct walk *w, uint32_t c)
{
    uint32_t kind = ascii[c];
    if (kind > MARK)
        letter(w, kind);
    else if (kind == MARK)
        mark(w, c);
    else if (kind == SIGN)
        boundary(w);
    else if (c != '\'') /* "don't" is one word */
        word_end(w);
}

static bool is_ideograph(uint32_t c)
{
    return (c >= 0x3040 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x9fff) ||
           (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) ||
           (c >= 0x20000 && c <= 0x3ffff);
}

/* A character beyond ASCII. */
static void wide(struct walk *w, uint32_t c)
{
    if (is_ideograph(c))
        ideograph(w, c);
    else if (c >= 0xff01 && c <= 0xff5e)
        plain(w, c - 0xff01 + '!');
    else if (c == 0x2019)
        return; /* the typographer's apostrophe */
    else if (c == 0x3000 || c == 0xa0)
        word_end(w);
    else if (c >= 0xc0 && c < 0x2000)
        letter(w, c >= 0xc0 && c <= 0xde ? c + 32 : c);
    else if (c >= 0x1f000) { /* an emoji stands for itself */
        boundary(w);
        *w->out++ = c * MUL_MARK;
    } else
        boundary(w);
}

static bool tail(unsigned char c)
{
    return (c & 0xc0) == 0x80;
}

/* Length of the UTF-8 character at p (left bytes remain), 0 if it is none; *c is the character. */
static unsigned decode(const unsigned char *p, size_t left, uint32_t *c)
{
    if (p[0] >= 0xe0 && p[0] < 0xf0 && left >= 3 && tail(p[1]) && tail(p[2])) {
        *c = (uint32_t)(p[0] & 15) << 12 | (uint32_t)(p[1] & 63) << 6 | (p[2] & 63);
        return *c >= 0x800 && (*c < 0xd800 || *c > 0xdfff) ? 3 : 0;
    }
    if (p[0] >= 0xc2 && p[0] < 0xe0 && left >= 2 && tail(p[1])) {
        *c = (uint32_t)(p[0] & 31) << 6 | (p[1] & 63);
        return 2;
    }
    if (p[0] >= 0xf0 && p[0] < 0xf5 && left >= 4 && tail(p[1]) && tail(p[2]) && tail(p[3])) {
        *c = (uint32_t)(p[0] & 7) << 18 | (uint32_t)(p[1] & 63) << 12 | (uint32_t)(p[2] & 63) << 6 |
             (p[3] & 63);
        return *c >= 0x10000 && *c <= 0x10ffff ? 4 : 0;
    }
    return 0;
}

static void walk(struct walk *w, const unsigned char *p, size_t len)
{
    const unsigned char *end = p + len;
    while (p < end) {
        uint32_t c;
        if (*p < 128) {
            plain(w, *p++);
            continue;
        }
        unsigned n = decode(p, (size_t)(end - p), &c);
        if (n)
            wide(w, c);
        else
            boundary(w);
        p += n + !n;
    }
    boundary(w);
}

uint32_t features_extract(struct str title, struct str body, uint32_t *out)
{
    struct walk w = {.out = out, .last = BOUNDARY, .last2 = BOUNDARY};
    size_t first = title.len < FEATURES_TEXT_MAX ? title.len : FEATURES_TEXT_MAX;
    size_t second = FEATURES_TEXT_MAX - first;
    walk(&w, (const unsigned char *)title.ptr, first);
    walk(&w, (const unsigned char *)body.ptr, body.len < second ? body.len : second);
    CHECK(w.out - out <= FEATURES_MAX);
    return (uint32_t)(w.out - out);
}
