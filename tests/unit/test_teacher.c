/* A teacher's answers: found by the text, told from damage. */
#include "enrich/teacher.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { LEVELS = 8, HEADER = 16 + 2 * (COLUMN_N + LEVELS), MAX = 512 };

static size_t put_gap(unsigned char *at, uint64_t gap)
{
    size_t n = 0;
    for (; gap > 127; gap >>= 7)
        at[n++] = (unsigned char)(gap | 128);
    at[n++] = (unsigned char)gap;
    return n;
}

/* Two answers: `first` says level 7 of column 0, `second` levels 0 and 3 of columns 5 and 29. */
static size_t make(unsigned char *b, uint64_t first, uint64_t second)
{
    const uint32_t head[2] = {2, COLUMN_N};
    memset(b, 0, MAX);
    memcpy(b, "RDTEACH1", 8);
    memcpy(b + 8, head, sizeof(head));
    for (int c = 0; c < COLUMN_N; c++)
        b[16 + 2 * c] = 65; /* about 0.001 */
    for (int k = 0; k < LEVELS; k++)
        b[16 + 2 * COLUMN_N + 2 * k + 1] = (unsigned char)(32 * k + 31);
    size_t n = HEADER;
    n += put_gap(b + n, first);
    b[n++] = 1;
    b[n++] = 0 | 7 << 5;
    n += put_gap(b + n, second - first);
    b[n++] = 2;
    b[n++] = 5;
    b[n++] = 29 | 3 << 5;
    return n;
}

static int load(struct teacher *t, const unsigned char *bytes, size_t len, struct err *e)
{
    char path[] = "/tmp/redress-teacher-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, len), len);
    close(fd);
    int rc = teacher_load(t, path, e);
    unlink(path);
    return rc;
}

static void test_answers(void **state)
{
    (void)state;
    const struct str none = STR_LIT(""), title = STR_LIT("Late"), body = STR_LIT("no parcel yet");
    uint64_t a = teacher_key(none, body), b = teacher_key(title, body);
    unsigned char bytes[MAX];
    struct teacher t;
    struct err e;
    assert_true(a != b && a >> 40 == 0 && b >> 40 == 0);
    size_t len = a < b ? make(bytes, a, b) : make(bytes, b, a);
    assert_int_equal(load(&t, bytes, len, &e), 0);
    const float *p = teacher_answer(&t, a < b ? none : title, body);
    const float *q = teacher_answer(&t, a < b ? title : none, body);
    assert_non_null(p);
    assert_non_null(q);
    assert_true(p[0] > 0.99F && p[1] > 0.0009F && p[1] < 0.0011F && p[5] == p[1]);
    assert_true(q[0] == p[1] && q[5] > 0.12F && q[5] < 0.13F && q[29] > 0.49F && q[29] < 0.51F);
    assert_null(teacher_answer(&t, none, STR_LIT("another text")));
    teacher_free(&t);
}

static void test_damage(void **state)
{
    (void)state;
    unsigned char bytes[MAX];
    struct teacher t;
    struct err e;
    size_t len = make(bytes, 77, 1u << 20);
    for (size_t cut = 0; cut < len; cut++)
        assert_int_equal(load(&t, bytes, cut, &e), -1);
    assert_int_equal(load(&t, bytes, len + 1, &e), -1);
    assert_non_null(strstr(e.msg, "damaged"));
    bytes[len - 1] = 30; /* no such column */
    assert_int_equal(load(&t, bytes, len, &e), -1);
    bytes[8] = 255; /* more answers than bytes */
    bytes[9] = 255;
    assert_int_equal(load(&t, bytes, len, &e), -1);
    assert_non_null(strstr(e.msg, "impossible sizes"));
    bytes[0] = 'X';
    assert_int_equal(load(&t, bytes, len, &e), -1);
    assert_non_null(strstr(e.msg, "not a file of a teacher"));
    assert_int_equal(teacher_load(&t, "/nonexistent", &e), -1);
    assert_non_null(strstr(e.msg, "/nonexistent"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_answers),
        cmocka_unit_test(test_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
