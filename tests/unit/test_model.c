/* The model file: read back as written, every damage refused. The kernels: the same answers. */
#include "enrich/features.h"
#include "enrich/kernel.h"
#include "enrich/model.h"
#include "enrich/model_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { BITS = 12, ROWS = 300 };

static void make(struct model_file *m)
{
    *m = (struct model_file){.bits = BITS, .rows = ROWS};
    m->feature = check_calloc(ROWS, sizeof(*m->feature));
    m->weight = check_calloc(ROWS, sizeof(*m->weight));
    srand(3);
    for (uint32_t r = 0, f = 0; r < ROWS; r++) {
        m->feature[r] = f += 1 + (uint32_t)(rand() % (r % 2 ? 2 : 20));
        for (int c = 0; c < COLUMN_WIDTH; c++)
            m->weight[r][c] = (int8_t)(rand() % 3 ? rand() % 256 - 128 : 0);
    }
    for (int c = 0; c < COLUMN_N; c++)
        m->column[c] = (struct model_file_column){(1 << 18) + c, -100 * c, (uint16_t)(500 + c)};
}

static void test_round_trip(void **state)
{
    (void)state;
    struct model_file m, back;
    struct err e;
    size_t len;
    make(&m);
    unsigned char *bytes = model_file_write(&m, &len);
    assert_int_equal(model_file_read(&back, "x", bytes, len, &e), 0);
    assert_int_equal(back.rows, ROWS);
    assert_int_equal(back.bits, BITS);
    assert_memory_equal(back.feature, m.feature, ROWS * sizeof(*m.feature));
    assert_memory_equal(back.weight, m.weight, ROWS * sizeof(*m.weight));
    for (int c = 0; c < COLUMN_WIDTH; c++) {
        assert_int_equal(back.column[c].gain, m.column[c].gain);
        assert_int_equal(back.column[c].offset, m.column[c].offset);
        assert_int_equal(back.column[c].threshold, m.column[c].threshold);
    }
    model_file_fini(&back);
    model_file_fini(&m);
    free(bytes);
}

/* A file cut at any length, or with any one byte changed, is refused and names the file. The bytes
 * lie in memory of exactly their size, so that a sanitizer sees a step too far. */
static void test_damage_is_refused(void **state)
{
    (void)state;
    struct model_file m, back;
    struct err e;
    size_t len;
    make(&m);
    unsigned char *bytes = model_file_write(&m, &len);
    for (size_t cut = 0; cut < len; cut += cut < 600 ? 1 : 97) {
        unsigned char *part = check_malloc(cut + 1);
        memcpy(part, bytes, cut);
        assert_int_equal(model_file_read(&back, "some.model", part, cut, &e), -1);
        assert_non_null(strstr(e.msg, "some.model"));
        free(part);
    }
    for (size_t at = 0; at < len; at += at < 600 ? 1 : 97) {
        bytes[at] ^= 0x40;
        assert_int_equal(model_file_read(&back, "some.model", bytes, len, &e), -1);
        bytes[at] ^= 0x40;
    }
    model_file_fini(&m);
    free(bytes);
}

static const char *const texts[] = {
    "",
    "!",
    "等了半个月还没到，客服态度恶劣",
    "Arrived broken and nobody answers my mails. I want my money back!!",
    "味道不错，物流很快，下次还会买",
    "my son got a rash from it 😡",
    "\xff\xfe broken bytes \xe4",
};

static void test_kernels_agree(void **state)
{
    (void)state;
    struct err e;
    struct model *m = model_load("", &e);
    struct model_scratch *s = check_malloc(sizeof(*s));
    static char long_text[FEATURES_TEXT_MAX + 1];
    assert_non_null(m);
    for (size_t at = 0; at < FEATURES_TEXT_MAX;)
        at += (size_t)snprintf(long_text + at, sizeof(long_text) - at, "%s ", texts[2 + at % 4]);
    for (size_t i = 0; i <= sizeof(texts) / sizeof(texts[0]); i++) {
        const char *text = i < sizeof(texts) / sizeof(texts[0]) ? texts[i] : long_text;
        uint16_t first[COLUMN_WIDTH], p[COLUMN_WIDTH];
        bool suspect = false;
        for (unsigned k = 0; model_kernel_name(k); k++) {
            assert_true(model_use(m, model_kernel_name(k)));
            uint32_t n = model_read(STR_NONE, str_from(text), s);
            model_answer(m, s, n, k ? p : first);
            if (k)
                assert_memory_equal(p, first, sizeof(p));
            bool suspects = model_suspects(m, STR_NONE, str_from(text));
            if (k)
                assert_int_equal(suspects, suspect);
            suspect = suspects;
        }
        for (int c = 0; c < COLUMN_N; c++)
            assert_in_range(first[c], 0, 1000);
    }
    assert_false(model_use(m, "abacus"));
    free(s);
    model_free(m);
}

/* Every kernel adds up the same gate, whatever the bytes are and however many; what is behind the
 * text does not matter. */
static void test_gates_agree(void **state)
{
    (void)state;
    struct gate *g = check_calloc(1, sizeof(*g));
    srand(11);
    for (int i = 0; i < GATE_SIZE; i++)
        g->weight[i] = (int8_t)(rand() % 256 - 128);
    for (uint32_t round = 0; round < 4000; round++) {
        uint32_t len = round % 100;
        char *text =
            check_malloc(len + !len); /* exactly, so that a sanitizer sees a step too far */
        for (uint32_t i = 0; i < len; i++)
            text[i] = (char)(round % 2 ? rand() : "aB .!\xe8\xb4\xa8\xf0\x9f\xc3"[rand() % 11]);
        int32_t want = 0;
        uint32_t place[200], n = gate_places((struct str){text, len}, place);
        for (uint32_t i = 0; i < n; i++)
            want += g->weight[place[i]];
        assert_int_equal(gate_sum(g, (struct str){text, len}), want);
        for (unsigned k = 0; kernel_at(k); k++)
            assert_int_equal(kernel_at(k)->gate(g, (struct str){text, len}), want);
        free(text);
    }
    free(g);
}

static void test_built_in_model(void **state)
{
    (void)state;
    struct err e;
    struct model *m = model_load("", &e);
    assert_non_null(m);
    assert_true(model_rows(m) > 1000);
    for (int c = 0; c < COLUMN_N; c++)
        assert_in_range(model_threshold(m, c), 1, 1000);
    model_free(m);
    assert_null(model_load("/nonexistent/redress.model", &e));
    assert_non_null(strstr(e.msg, "/nonexistent/redress.model"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round_trip),     cmocka_unit_test(test_damage_is_refused),
        cmocka_unit_test(test_kernels_agree),  cmocka_unit_test(test_gates_agree),
        cmocka_unit_test(test_built_in_model),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
