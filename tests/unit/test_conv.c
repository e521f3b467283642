/* The convolution: every kernel gives the same, its part of a model file comes back as written, and
 * what is said of one place is what the sum is made of. */
#include "enrich/conv.h"
#include "enrich/conv_file.h"
#include "enrich/kernel.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum {
    WORDS = 300,
    FILTERS = 7 * CONV_GROUP,
    HIDDEN = 7 * CONV_GROUP,
    INPUTS = FILTERS + HIDDEN,
    BOUNDARY = 0x5BD1E994
};

/* Any bytes at all: a file may hold them. Tokens share their high bits, so slots collide. */
static void make(struct conv_file *f, unsigned seed)
{
    *f = (struct conv_file){.words = WORDS, .filters = FILTERS, .hidden = HIDDEN};
    conv_file_allocate(f);
    srand(seed);
    for (uint32_t w = 0; w < WORDS; w++)
        f->token[w] = w < WORDS / 2 ? w * 3 : 0xfffc0000u + w * 7;
    for (uint32_t i = 0; i < (WORDS + 1) * CONV_DIMS; i++)
        (&f->vector[0][0])[i] = (int8_t)rand();
    for (uint32_t i = 0; i < CONV_PLACES * FILTERS * CONV_DIMS; i++)
        (&f->filter[0][0])[i] = (int16_t)(rand() % 2000 - 1000);
    for (uint32_t i = 0; i < FILTERS; i++)
        f->bias[i] = (int8_t)rand();
    for (uint32_t i = 0; i < SCOPE_N * FILTERS; i++)
        f->scope[i] = (int8_t)rand();
    for (uint32_t i = 0; i < FILTERS * HIDDEN; i++)
        f->inner[i] = (int8_t)rand();
    for (uint32_t j = 0; j < HIDDEN; j++) {
        f->lift[j] = j % 8 == 0 ? CONV_LIFT_MAX : rand() % 200000 - 100000;
        f->scale[j] = j % 9 == 0 ? CONV_SCALE_MAX : rand() % 100;
    }
    for (uint32_t i = 0; i < INPUTS * COLUMN_WIDTH; i++)
        (&f->out[0][0])[i] = (int8_t)rand();
    for (int c = 0; c < COLUMN_WIDTH; c++)
        f->gain[c] = rand() - RAND_MAX / 2;
}

static uint32_t make_tokens(uint32_t *tokens, uint8_t *scope, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        scope[i] = (uint8_t)(rand() % SCOPE_N);
        uint32_t w = (uint32_t)rand() % WORDS;
        bool known = rand() % 4;
        tokens[i] = w < WORDS / 2 ? w * 3 : 0xfffc0000u + w * 7;
        tokens[i] += known ? 0 : 1;
    }
    tokens[0] = tokens[1] = BOUNDARY;
    return n;
}

static void test_kernels_agree(void **state)
{
    (void)state;
    struct conv_file f;
    struct conv c;
    static uint32_t tokens[FEATURES_TOKENS_MAX];
    static uint8_t scope[FEATURES_TOKENS_MAX];
    static struct conv_scratch first, s;
    for (unsigned round = 0; round < 200; round++) {
        if (round % 50 == 0)
            make(&f, round);
        conv_init(&c, &f);
        uint32_t n = make_tokens(tokens, scope, round == 7 ? FEATURES_TOKENS_MAX : 2 + round % 60);
        for (unsigned k = 0; kernel_at(k); k++) {
            conv_rows(&c, tokens, scope, n, &s);
            kernel_at(k)->conv(&c, &s, n);
            if (k == 0)
                first = s;
            assert_memory_equal(s.peak, first.peak, INPUTS);
            assert_memory_equal(s.sum, first.sum, sizeof(s.sum));
        }
        conv_fini(&c);
        if (round % 50 == 49)
            conv_file_fini(&f);
    }
}

/* Known words have their own row, the others the first, wherever their slots lie. */
static void test_words(void **state)
{
    (void)state;
    struct conv_file f;
    struct conv c;
    static struct conv_scratch s;
    const uint8_t scope[4] = {0, 0, SCOPE_NOT, SCOPE_BUT};
    make(&f, 1);
    conv_init(&c, &f);
    for (uint32_t w = 0; w < WORDS; w++) {
        const uint32_t tokens[4] = {BOUNDARY, BOUNDARY, f.token[w], f.token[w] + 1};
        conv_rows(&c, tokens, scope, 4, &s);
        assert_int_equal(s.row[1], 0);
        assert_int_equal(s.row[2], (w + 1) * CONV_PLACES * FILTERS);
        assert_int_equal(s.row[3], 0);
        assert_int_equal(s.scope[2], SCOPE_NOT);
        assert_int_equal(s.scope[3], SCOPE_BUT);
    }
    conv_fini(&c);
    conv_file_fini(&f);
}

/* Any number of words, and those of which there is no table, since all have one first place. */
static void test_any_words(void **state)
{
    (void)state;
    static const uint32_t sizes[] = {0, 1, 10, 1000, CONV_WORDS_MAX};
    static uint32_t tokens[CONV_WORDS_MAX + 1], row[CONV_WORDS_MAX + 9];
    srand(4);
    for (unsigned k = 0; k < 10; k++) {
        const uint32_t n = sizes[k / 2], step = k % 2 ? 8 : UINT32_MAX / CONV_WORDS_MAX;
        struct conv_words w;
        for (uint32_t i = 0; i < n; i++)
            tokens[i] = i * step + (uint32_t)rand() % 8;
        tokens[n] = n * step + 9;
        conv_words_init(&w, tokens, n);
        assert_true((w.count > 0) == (n == CONV_WORDS_MAX && step == 8));
        conv_words_all(&w, tokens, n + 1, 3, row);
        for (uint32_t i = 0; i < n; i++)
            assert_int_equal(row[i], 3 * (i + 1));
        assert_int_equal(row[n], 0);
        conv_words_fini(&w);
    }
}

/* The entries of a row are the products, rounded and cut off, as conv.h says. */
static void test_rows(void **state)
{
    (void)state;
    struct conv_file f;
    struct conv c;
    make(&f, 2);
    conv_init(&c, &f);
    for (uint32_t w = 0; w <= WORDS; w += 37)
        for (uint32_t i = 0; i < CONV_PLACES * FILTERS; i++) {
            int32_t sum = 1 << (CONV_SHIFT - 1);
            for (int k = 0; k < CONV_DIMS; k++)
                sum += f.vector[w][k] * f.filter[i][k];
            sum >>= CONV_SHIFT;
            sum += i / FILTERS == 1 ? f.bias[i % FILTERS] : 0;
            sum = sum > 127 ? 127 : sum < -127 ? -127 : sum;
            assert_int_equal(c.row[w * CONV_PLACES * FILTERS + i], sum);
        }
    conv_fini(&c);
    conv_file_fini(&f);
}

/* The layer of hidden units, in the plainest way. */
static void check_hidden(const struct conv_file *f, const struct conv_scratch *s, unsigned *at_top,
                         unsigned *between)
{
    for (uint32_t j = 0; j < HIDDEN; j++) {
        int64_t sum = f->lift[j];
        for (uint32_t i = 0; i < FILTERS; i++)
            sum += s->peak[i] * f->inner[i * HIDDEN + j];
        sum = sum < 0 ? 0 : sum > CONV_SUM_MAX ? CONV_SUM_MAX : sum;
        sum = (sum * f->scale[j] + (1 << (CONV_HIDDEN_SHIFT - 1))) >> CONV_HIDDEN_SHIFT;
        sum = sum > 127 ? 127 : sum;
        assert_int_equal(s->peak[FILTERS + j], sum);
        *at_top += sum == 127;
        *between += sum > 0 && sum < 127;
    }
}

/* Columns are the sum of all inputs. */
static void check_columns(const struct conv_file *f, const struct conv_scratch *s)
{
    for (uint32_t col = 0; col < COLUMN_WIDTH; col++) {
        int32_t sum = 0;
        for (uint32_t i = 0; i < INPUTS; i++)
            sum += s->peak[i] * f->out[i][col];
        assert_int_equal(sum, s->sum[col]);
    }
}

/* conv_places tells an explanation where the kernel found the peaks. */
static void check_places(const struct conv *c, const struct conv_scratch *s, uint32_t n)
{
    uint32_t place[CONV_FILTERS_MAX];
    conv_places(c, s, n, place);
    for (uint32_t i = 0; i < FILTERS; i++) {
        assert_true(place[i] == 0 || (place[i] >= 2 && place[i] + 1 < n));
        assert_int_equal(place[i] ? conv_at(c, s, place[i], i) : 0, s->peak[i]);
    }
}

/* What an explanation says a peak is worth, multiplied and added up, is what the kernel says. */
static void check_worth(const struct conv *c, const struct conv_scratch *s, uint32_t n)
{
    static double worth[FILTERS][COLUMN_WIDTH];
    conv_worth(c, s, worth);
    for (uint32_t col = 0; col < COLUMN_WIDTH; col++) {
        double sum = c->still[col];
        for (uint32_t i = 0; i < FILTERS; i++)
            sum += s->peak[i] * worth[i][col];
        assert_true(fabs(sum - s->sum[col]) < 0.01);
        assert_true(n > 2 || s->sum[col] == c->still[col]);
    }
}

static void test_sum(void **state)
{
    (void)state;
    struct conv_file f;
    struct conv c;
    static uint32_t tokens[64];
    static uint8_t scope[64];
    static struct conv_scratch s;
    unsigned at_top = 0, between = 0;
    make(&f, 3);
    conv_init(&c, &f);
    for (uint32_t n = 2; n < 60; n++) {
        make_tokens(tokens, scope, n);
        conv_rows(&c, tokens, scope, n, &s);
        conv_sum_portable(&c, &s, n);
        check_hidden(&f, &s, &at_top, &between);
        check_columns(&f, &s);
        check_places(&c, &s, n);
        check_worth(&c, &s, n);
    }
    assert_true(at_top > 50 && between > 50);
    conv_fini(&c);
    conv_file_fini(&f);
}

static void test_file(void **state)
{
    (void)state;
    struct conv_file f, back;
    struct err e;
    make(&f, 4);
    size_t len = conv_file_size(&f);
    unsigned char *bytes = check_malloc(len), *again = check_malloc(len);
    assert_ptr_equal(conv_file_write(&f, bytes), bytes + len);
    assert_int_equal(conv_file_read(&back, "x", bytes, len, &e), 0);
    conv_file_write(&back, again);
    assert_memory_equal(again, bytes, len);
    conv_file_fini(&back);
    for (size_t cut = 0; cut < len; cut += cut < 100 ? 1 : 997) {
        assert_int_equal(conv_file_read(&back, "some.model", bytes, cut, &e), -1);
        assert_non_null(strstr(e.msg, "some.model"));
    }
    uint32_t first = f.token[0];
    f.token[0] = f.token[1];
    conv_file_write(&f, bytes);
    assert_int_equal(conv_file_read(&back, "some.model", bytes, len, &e), -1);
    assert_non_null(strstr(e.msg, "word 1 of the convolution"));
    f.token[0] = first;
    f.scale[3] = CONV_SCALE_MAX + 1;
    conv_file_write(&f, bytes);
    assert_int_equal(conv_file_read(&back, "some.model", bytes, len, &e), -1);
    assert_non_null(strstr(e.msg, "hidden unit 3 of the convolution"));
    free(bytes);
    free(again);
    conv_file_fini(&f);
}

/* No convolution is twelve bytes of a file, and says nothing. */
static void test_none(void **state)
{
    (void)state;
    struct conv_file none = {0}, back;
    unsigned char bytes[12];
    struct err e;
    assert_int_equal(conv_file_size(&none), sizeof(bytes));
    conv_file_write(&none, bytes);
    assert_int_equal(conv_file_read(&back, "x", bytes, sizeof(bytes), &e), 0);
    assert_int_equal(back.filters, 0);
    bytes[0] = 1;
    assert_int_equal(conv_file_read(&back, "x", bytes, sizeof(bytes), &e), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kernels_agree), cmocka_unit_test(test_words),
        cmocka_unit_test(test_any_words),     cmocka_unit_test(test_rows),
        cmocka_unit_test(test_sum),           cmocka_unit_test(test_file),
        cmocka_unit_test(test_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
