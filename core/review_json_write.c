#include "core/iso8601.h"
#include "core/member.h"
#include "core/review_json.h"

#include <stdlib.h>

/* Only what JSON demands is escaped: UTF-8 stays readable. */
static void write_text(struct str s, FILE *out)
{
    putc('"', out);
    for (uint32_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c == '"' || c == '\\')
            putc('\\', out);
        if (c < 0x20)
            fprintf(out, "\\u%04x", c);
        else
            putc(c, out);
    }
    putc('"', out);
}

static void write_real(double x, FILE *out)
{
    char text[40];
    snprintf(text, sizeof(text), "%.15g", x); /* short where that is exact: 4.3 */
    if (strtod(text, NULL) != x)
        snprintf(text, sizeof(text), "%.17g", x);
    fputs(text, out);
}

/* As a number where it would be read back as milliseconds, as text before 1973. */
static void write_moment(int64_t ms, FILE *out)
{
    char text[ISO8601_CAP];
    if (ms >= REVIEW_JSON_MS) {
        fprintf(out, "%lld", (long long)ms);
        return;
    }
    iso8601_write((wall_ms_t){ms}, text);
    fprintf(out, "\"%s\"", text);
}

static void write_value(const struct event_fields *f, const struct member *m, FILE *out)
{
    const void *at = member_at(f, m);
    if (m->type == MEMBER_ID || m->type == MEMBER_TEXT)
        write_text(*(const struct str *)at, out);
    else if (m->type == MEMBER_COUNT)
        fprintf(out, "%lld", (long long)*(const int64_t *)at);
    else if (m->type == MEMBER_MOMENT)
        write_moment(*(const int64_t *)at, out);
    else if (m->type == MEMBER_RATING)
        fprintf(out, "%d", *(const int32_t *)at);
    else if (m->type == MEMBER_REAL)
        write_real(*(const double *)at, out);
    else
        write_text(
            str_from((m->type == MEMBER_KIND ? vocab_kind : vocab_channel)[*(const uint8_t *)at]),
            out);
}

void review_json_write(const struct event_fields *f, FILE *out)
{
    const char *before = "{";
    struct event_fields fresh; /* what a number has there by default is no sign of absence */
    event_fields_init(&fresh);
    CHECK(f->kind < KIND_N && f->channel < CHANNEL_N);
    for (int i = 0; i < MEMBER_N; i++) {
        if (!member_present(f, &member_table[i]) && !member_present(&fresh, &member_table[i]))
            continue;
        fprintf(out, "%s\"%s\":", before, member_table[i].name);
        write_value(f, &member_table[i], out);
        before = ",";
    }
    fputs("}\n", out);
}
