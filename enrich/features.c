#include "enrich/features.h"

#include "core/check.h"
#include "enrich/features_run.h"
#include "enrich/fold.h"

#include <endian.h>
#include <pthread.h>
#include <stdbool.h>
#include <string.h>

/* All of the walk must end up in one loop, see walk(). */
#define INLINE static inline __attribute__((always_inline))

enum { RUN_MAX = 3 };

#define MUL_MARK 0x27D4EB2Fu

/* What an ASCII character is: 0 nothing (blank, apostrophe, control), 1 a boundary, 2 ! or ?;
 * anything else is a letter or a digit, lower-cased. Bytes beyond ASCII are 0: no letter. */
enum { BLANK = 0, SIGN = 1, MARK = 2 };
/* clang-format off */
static const unsigned char kind[256] = {
    0,0,0,0,0,0,0,0,0,0,1,0,0,1,0,0, 0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
    0,2,1,1,1,1,1,0,1,1,1,1,1,1,1,1, '0','1','2','3','4','5','6','7','8','9',1,1,1,1,1,2,
    1,'a','b','c','d','e','f','g','h','i','j','k','l','m','n','o',
    'p','q','r','s','t','u','v','w','x','y','z',1,1,1,1,1,
    1,'a','b','c','d','e','f','g','h','i','j','k','l','m','n','o',
    'p','q','r','s','t','u','v','w','x','y','z',1,1,1,1,0,
};
/* clang-format on */

/* A word is hashed by eight of its bytes at a time; those behind the first 64 do not count. */
enum { CHUNK = 8, WORD_MAX = 64 };
#define MUL_WORD UINT64_C(0x9E3779B97F4A7C15)

/* The walk over one text. */
struct walk {
    uint32_t *out;
    uint32_t run; /* length of the run of marks that just ended here */
    uint32_t len; /* bytes of the word so far, 0: not in a word */
    unsigned char word[WORD_MAX + CHUNK];
};

INLINE void put(struct walk *w, uint32_t token)
{
    *w->out++ = token;
    w->run = 0;
}

INLINE uint64_t mix(uint64_t hash, uint64_t chunk)
{
    hash = (hash ^ chunk) * MUL_WORD;
    return hash ^ hash >> 32;
}

INLINE uint32_t word_token(uint64_t hash)
{
    return ((uint32_t)hash & ~3u) | FEATURES_GRAMS;
}

/* The eight bytes at p, the first lowest. */
INLINE uint64_t load(const unsigned char *p)
{
    uint64_t x;
    memcpy(&x, p, sizeof(x));
    return le64toh(x);
}

static void word_flush(struct walk *w)
{
    uint64_t hash = 0;
    memset(w->word + w->len, 0, CHUNK);
    for (uint32_t i = 0; i < w->len; i += CHUNK)
        hash = mix(hash, load(w->word + i));
    put(w, word_token(hash));
    w->len = 0;
}

INLINE void word_end(struct walk *w)
{
    if (w->len)
        word_flush(w);
}

INLINE void letter(struct walk *w, unsigned char c)
{
    if (w->len < WORD_MAX)
        w->word[w->len++] = c;
}

/* A letter beyond ASCII, by its UTF-8. */
INLINE void wide_letter(struct walk *w, uint32_t c)
{
    if (c >= 0x800)
        letter(w, (unsigned char)(0xe0 | c >> 12));
    letter(w, (unsigned char)(c >= 0x800 ? 0x80 | (c >> 6 & 63) : 0xc0 | c >> 6));
    letter(w, (unsigned char)(0x80 | (c & 63)));
}

INLINE void boundary(struct walk *w)
{
    word_end(w);
    if (w->out[-1] != FEATURES_BOUNDARY)
        put(w, FEATURES_BOUNDARY);
}

INLINE void mark(struct walk *w, uint32_t c)
{
    word_end(w);
    uint32_t run = w->run < RUN_MAX ? w->run + 1 : RUN_MAX;
    put(w, (((c + 256 * run) * MUL_MARK) & ~3u) | FEATURES_GRAMS);
    w->run = run;
}

INLINE void emoji(struct walk *w, uint32_t c)
{
    word_end(w);
    put(w, ((c * MUL_MARK) & ~3u) | FEATURES_GRAMS);
}

INLINE void ideograph(struct walk *w, uint32_t c)
{
    word_end(w);
    uint32_t three = 0x8080e0 | c >> 12 | (c >> 6 & 63) << 8 | (c & 63) << 16;
    put(w, features_char(c < 0x10000 ? fold_char(three) : c));
}

INLINE void plain(struct walk *w, uint32_t c)
{
    if (kind[c] > MARK)
        letter(w, kind[c]);
    else if (kind[c] == MARK)
        mark(w, c);
    else if (kind[c] == SIGN)
        boundary(w);
    else if (c != '\'') /* "don't" is one word */
        word_end(w);
}

INLINE bool is_ideograph(uint32_t c)
{
    return (c >= 0x3040 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x9fff) ||
           (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) ||
           (c >= 0x20000 && c <= 0x3ffff);
}

/* A character beyond ASCII. */
INLINE void wide(struct walk *w, uint32_t c)
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
        wide_letter(w, c <= 0xde ? c + 32 : c);
    else if (c >= 0x1f000)
        emoji(w, c);
    else
        boundary(w);
}

INLINE bool tail(unsigned char c)
{
    return (c & 0xc0) == 0x80;
}

/* Length of the UTF-8 character at p (left bytes remain), 0 if it is none; *c is the character. */
INLINE unsigned decode(const unsigned char *p, size_t left, uint32_t *c)
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

static features_run_fn *run;

bool features_use(unsigned way)
{
    features_run_fn *chosen = features_run_at(way);
    run = chosen ? chosen : run;
    return chosen;
}

/* The run of characters at p; returns what is behind it (p: there is none). */
INLINE const unsigned char *characters(struct walk *w, const unsigned char *p,
                                       const unsigned char *end)
{
    uint32_t *out = w->out;
    p = run(&out, p, end);
    w->run = out == w->out ? w->run : 0;
    w->out = out;
    return p;
}

static void choose(void)
{
    fold_init();
    CHECK(features_use(0));
}

/* ---- words of ASCII: eight bytes at a time, each in a lane of its own ---- */

#define LANES(byte) ((byte)*UINT64_C(0x0101010101010101))

/* The high bit of each lane whose byte (under 128) lies within [from, to]. */
INLINE uint64_t within(uint64_t x, unsigned char from, unsigned char to)
{
    return (x + LANES(0x80u - from)) & ~(x + LANES(0x7fu - to)) & LANES(0x80u);
}

/* The high bit of each lane that is no letter and no digit. */
INLINE uint64_t no_letters(uint64_t x)
{
    uint64_t low = x & LANES(0x7fu), lower = low | LANES(0x20u);
    return ~((within(lower, 'a', 'z') | within(low, '0', '9')) & ~x) & LANES(0x80u);
}

/* May the byte behind a run of letters go on with the word: an apostrophe, or the first byte of one
 * or of a letter beyond ASCII? */
INLINE bool goes_on(unsigned char c)
{
    return c == '\'' || (c >= 0xc2 && c <= 0xe2) || c == 0xef;
}

/* The word that begins at p, where eight bytes can be read. What is more than a run of ASCII
 * letters, or stands at the end of the text, is collected letter by letter instead: then p is
 * returned as it was. */
INLINE const unsigned char *ascii_word(struct walk *w, const unsigned char *p,
                                       const unsigned char *end)
{
    const unsigned char *at = p;
    uint64_t hash = 0, x, stop;
    for (; end - at > CHUNK && at - p < WORD_MAX; at += CHUNK) {
        x = load(at);
        stop = no_letters(x);
        x |= LANES(0x20u);
        if (!stop) {
            hash = mix(hash, x);
            continue;
        }
        unsigned n = (unsigned)__builtin_ctzll(stop) / 8;
        if (goes_on(at[n]))
            return p;
        if (n)
            hash = mix(hash, x & ((UINT64_C(1) << 8 * n) - 1));
        put(w, word_token(hash));
        return at + n + (at[n] == ' ');
    }
    return p;
}

static void walk(struct walk *w, const unsigned char *p, size_t len)
{
    const unsigned char *end = p + len;
    while (p < end) {
        const unsigned char *from = p;
        uint32_t c = *p;
        if (c < 128) {
            if (kind[c] > MARK && !w->len && (p = ascii_word(w, p, end)) != from)
                continue;
            plain(w, c);
            p++;
            continue;
        }
        if (c >= 0xe4 && c <= 0xe9) {
            word_end(w);
            p = characters(w, p, end);
            if (p != from)
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

uint32_t features_tokens(struct str title, struct str body, uint32_t *tokens)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    struct walk w;
    CHECK(pthread_once(&once, choose) == 0);
    w.out = tokens + 2;
    w.run = w.len = 0;
    size_t first = title.len < FEATURES_TEXT_MAX ? title.len : FEATURES_TEXT_MAX;
    size_t second = FEATURES_TEXT_MAX - first;
    tokens[0] = tokens[1] = FEATURES_BOUNDARY;
    if (first)
        walk(&w, (const unsigned char *)title.ptr, first);
    if (body.len && second)
        walk(&w, (const unsigned char *)body.ptr, body.len < second ? body.len : second);
    CHECK(w.out - tokens <= FEATURES_TOKENS_MAX);
    return (uint32_t)(w.out - tokens);
}
