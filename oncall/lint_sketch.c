#include "oncall/lint_sketch.h"

#include "oncall/lint_fold.h"

#include <stdio.h>
#include <utf8proc.h>

#define SHINGLE 3

/* splitmix64's finaliser: a good hash of one number. */
static uint64_t mix(uint64_t x)
{
    x += 0x9E3779B97F4A7C15;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
    return x ^ (x >> 31);
}

/* The next character that counts: letters as they are, all digits alike, nothing else. 0: end. */
static int32_t next(struct str *s)
{
    while (s->len) {
        int32_t ch;
        utf8proc_ssize_t n =
            utf8proc_iterate((const uint8_t *)s->ptr, (utf8proc_ssize_t)s->len, &ch);
        if (n <= 0)
            return 0;
        s->ptr += n;
        s->len -= (uint32_t)n;
        if (ch >= '0' && ch <= '9')
            return '0';
        if ((ch >= 'a' && ch <= 'z') || ch >= 0xC0)
            return ch;
    }
    return 0;
}

void lint_sketch_make(struct lint_sketch *s, struct str folded)
{
    uint64_t window = 0, best[LINT_SKETCH_N];
    int32_t ch;
    for (unsigned i = 0; i < LINT_SKETCH_N; i++)
        best[i] = UINT64_MAX;
    for (unsigned seen = 1; (ch = next(&folded)) != 0; seen++) {
        window = ((window << 21) | (uint64_t)ch) & ((UINT64_C(1) << 63) - 1);
        if (seen < SHINGLE)
            continue;
        for (unsigned i = 0; i < LINT_SKETCH_N; i++) {
            uint64_t h = mix(window ^ mix(i + 1));
            if (h < best[i])
                best[i] = h;
        }
    }
    for (unsigned i = 0; i < LINT_SKETCH_N; i++)
        s->min[i] = (uint16_t)best[i];
}

int lint_sketch_of(struct lint_sketch *s, struct str text)
{
    struct lint_text t;
    if (lint_fold(&t, text, LINT_FOLD_WORDS, NULL) != 0)
        return -1;
    lint_sketch_make(s, (struct str){t.text, t.len});
    lint_fold_free(&t);
    return 0;
}

unsigned lint_sketch_percent(const struct lint_sketch *a, const struct lint_sketch *b)
{
    unsigned same = 0;
    for (unsigned i = 0; i < LINT_SKETCH_N; i++)
        same += a->min[i] == b->min[i];
    return same * 100 / LINT_SKETCH_N;
}

void lint_sketch_write(const struct lint_sketch *s, char out[LINT_SKETCH_TEXT + 1])
{
    for (unsigned i = 0; i < LINT_SKETCH_N; i++)
        snprintf(out + (size_t)4 * i, 5, "%04x", s->min[i]);
}

static int digit(char ch)
{
    return ch >= '0' && ch <= '9' ? ch - '0' : ch >= 'a' && ch <= 'f' ? ch - 'a' + 10 : -1;
}

bool lint_sketch_read(struct lint_sketch *s, struct str text)
{
    if (text.len != LINT_SKETCH_TEXT)
        return false;
    for (unsigned i = 0; i < LINT_SKETCH_TEXT; i++) {
        int d = digit(text.ptr[i]);
        if (d < 0)
            return false;
        s->min[i / 4] = (uint16_t)((i % 4 ? s->min[i / 4] << 4 : 0) | d);
    }
    return true;
}
