/* gen_text.c - reviews out of sentences.
 *
 *   complaint: what happened, the cause once or twice, perhaps another cause, perhaps something
 *   good, what happened, a demand or a threat.    praise: good things and what happened.
 *
 * Lengths come out near those of real reviews (tests/unit/test_gen.c holds the mean to a range);
 * the words do not: never judge the classifier by them. */
#include "feed/gen_text.h"

#include "core/check.h"

#include <string.h>

#define COMPLAINTS_N 5 /* sentences for each cause */
#define POOL_MAX 20

const char *const gen_text_names[GEN_TEXT_LANGUAGES] = {"zh", "en"};
const char *const gen_text_locales[GEN_TEXT_LANGUAGES] = {"zh-CN", "en-US"};

/* phrases.def is read once for each kind of row; the others are then empty. */
#define COMPLAINTS(language, cause, ...) [GEN_TEXT_##language][CAUSE_##cause] = {__VA_ARGS__},
#define NOUNS(language, ...)
#define PRAISE(language, ...)
#define NEUTRAL(language, ...)
#define CLOSING(language, ...)
static const char *const complaints[GEN_TEXT_LANGUAGES][CAUSE_N][COMPLAINTS_N] = {
#include "feed/phrases.def"
};
#undef COMPLAINTS
#define COMPLAINTS(language, cause, ...)

#undef NOUNS
#define NOUNS(language, ...) [GEN_TEXT_##language] = {__VA_ARGS__},
static const char *const nouns[GEN_TEXT_LANGUAGES][POOL_MAX] = {
#include "feed/phrases.def"
};
#undef NOUNS
#define NOUNS(language, ...)

#undef PRAISE
#define PRAISE(language, ...) [GEN_TEXT_##language] = {__VA_ARGS__},
static const char *const praise[GEN_TEXT_LANGUAGES][POOL_MAX] = {
#include "feed/phrases.def"
};
#undef PRAISE
#define PRAISE(language, ...)

#undef NEUTRAL
#define NEUTRAL(language, ...) [GEN_TEXT_##language] = {__VA_ARGS__},
static const char *const neutral[GEN_TEXT_LANGUAGES][POOL_MAX] = {
#include "feed/phrases.def"
};
#undef NEUTRAL
#define NEUTRAL(language, ...)

#undef CLOSING
#define CLOSING(language, ...) [GEN_TEXT_##language] = {__VA_ARGS__},
static const char *const closings[GEN_TEXT_LANGUAGES][POOL_MAX] = {
#include "feed/phrases.def"
};

/* A review on its way. */
struct text {
    struct dice *d;
    enum gen_text_language language;
    const char *noun;
    char *out;
    size_t len;
};

static uint32_t count_of(const char *const *pool)
{
    uint32_t n = 0;
    while (n < POOL_MAX && pool[n])
        n++;
    return n;
}

static const char *pick(struct dice *d, const char *const *pool)
{
    return pool[dice_below(d, count_of(pool))];
}

static void add(struct text *t, const char *bytes, size_t len)
{
    CHECK(t->len + len <= GEN_TEXT_CAP); /* the longest review of the longest sentences fits */
    memcpy(t->out + t->len, bytes, len);
    t->len += len;
}

/* Adds a sentence with its {p} and {n} filled. */
static void say(struct text *t, const char *sentence)
{
    for (;;) {
        size_t plain = strcspn(sentence, "{");
        add(t, sentence, plain);
        if (!sentence[plain])
            return;
        char number = (char)('2' + dice_below(t->d, 8));
        if (sentence[plain + 1] == 'p')
            add(t, t->noun, strlen(t->noun));
        else
            add(t, &number, 1);
        sentence += plain + 3; /* {p} */
    }
}

/* `count` sentences in a row from anywhere in the pool, so that none comes twice. */
static void say_some(struct text *t, const char *const *pool, uint32_t count)
{
    uint32_t n = count_of(pool), at = dice_below(t->d, n);
    for (uint32_t i = 0; i < count; i++)
        say(t, pool[(at + i) % n]);
}

/* The same for the five sentences of a cause. */
static void say_cause(struct text *t, enum cause cause, uint32_t count)
{
    const char *const *five = complaints[t->language][cause];
    uint32_t at = dice_below(t->d, COMPLAINTS_N);
    for (uint32_t i = 0; i < count; i++)
        say(t, five[(at + i) % COMPLAINTS_N]);
}

/* English sentences end in a blank, so that they join; the last one's is cut off. */
static size_t finish(struct text *t)
{
    while (t->len > 0 && t->out[t->len - 1] == ' ')
        t->len--;
    return t->len;
}

size_t gen_text_complaint(struct dice *d, enum gen_text_language language, enum cause cause,
                          char out[GEN_TEXT_CAP])
{
    struct text t = {d, language, pick(d, nouns[language]), out, 0};
    say_some(&t, neutral[language], dice_below(d, 4));
    say_cause(&t, cause, 1 + dice_chance(d, 400000));
    if (dice_chance(d, 250000))
        say_cause(&t, gen_text_cause(d), 1);
    if (dice_chance(d, 150000))
        say_some(&t, praise[language], 1);
    say_some(&t, neutral[language], dice_below(d, 3));
    say_some(&t, closings[language], dice_below(d, 3));
    return finish(&t);
}

size_t gen_text_praise(struct dice *d, enum gen_text_language language, char out[GEN_TEXT_CAP])
{
    struct text t = {d, language, pick(d, nouns[language]), out, 0};
    say_some(&t, praise[language], 1 + dice_below(d, 5));
    say_some(&t, neutral[language], dice_below(d, 5));
    say_some(&t, praise[language], dice_below(d, 3));
    return finish(&t);
}

/* In 120ths, guessed from reading reviews; every cause comes up. */
static const uint8_t shares[CAUSE_N] = {
    [CAUSE_LATE] = 12,   [CAUSE_DAMAGED] = 9,  [CAUSE_MISSING] = 8,      [CAUSE_WRONG_ITEM] = 6,
    [CAUSE_SPOILED] = 5, [CAUSE_DEFECT] = 15,  [CAUSE_PERFORMANCE] = 12, [CAUSE_TASTE_SMELL] = 5,
    [CAUSE_FIT] = 6,     [CAUSE_MISMATCH] = 7, [CAUSE_COUNTERFEIT] = 3,  [CAUSE_PACKAGING] = 4,
    [CAUSE_PRICE] = 6,   [CAUSE_SERVICE] = 8,  [CAUSE_REFUND] = 6,       [CAUSE_SAFETY] = 2,
    [CAUSE_FRAUD] = 2,   [CAUSE_OTHER] = 4,
};

enum cause gen_text_cause(struct dice *d)
{
    uint32_t at = dice_below(d, 120);
    for (int c = 0; c < CAUSE_N - 1; c++) {
        if (at < shares[c])
            return (enum cause)c;
        at -= shares[c];
    }
    return CAUSE_OTHER;
}
