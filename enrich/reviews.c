#include "enrich/reviews.h"

#include <stdlib.h>
#include <string.h>

void reviews_write_string(const char *text, size_t len, FILE *out)
{
    fputc('"', out);
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c < 0x20)
            fprintf(out, "\\u%04x", c);
        else {
            if (c == '"' || c == '\\')
                fputc('\\', out);
            fputc(c, out);
        }
    }
    fputc('"', out);
}

void reviews_write_id(const struct review_json *r, FILE *out)
{
    struct str id = r->fields.review_id;
    if (!id.ptr)
        fputs("null", out);
    else if (r->id_is_number)
        fwrite(id.ptr, 1, id.len, out);
    else
        reviews_write_string(id.ptr, id.len, out);
}

static void write_error(unsigned long line, const char *msg)
{
    fprintf(stderr, "{\"line\":%lu,\"error\":", line);
    reviews_write_string(msg, strlen(msg), stderr);
    fputs("}\n", stderr);
}

/* Values that would be a dead letter in Kafka, among those a line may well leave out. */
static const char *invalid(const struct event_fields *f)
{
    struct event_fields filled = *f;
    struct str *ids[] = {&filled.review_id, &filled.marketplace, &filled.seller_id,
                         &filled.product_id, &filled.author_id};
    for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++)
        if (!ids[i]->len)
            *ids[i] = STR_LIT("-");
    if (!filled.reply_to.len)
        filled.reply_to = STR_LIT("-");
    return event_fields_invalid(&filled);
}

static bool read_line(struct review_json *r, const char *line, size_t len, unsigned long number,
                      wall_ms_t now)
{
    struct err e;
    if (review_json_parse(line, len, r, &e) != 0) {
        write_error(number, e.msg);
        return false;
    }
    const char *bad = invalid(&r->fields);
    if (bad) {
        snprintf(e.msg, sizeof(e.msg), "%s: impossible value", bad);
        write_error(number, e.msg);
        return false;
    }
    if (!r->has_created_at)
        r->fields.created_at = now.ms;
    return true;
}

static bool blank(const char *line, size_t len)
{
    return strspn(line, " \t\r\n") >= len;
}

bool reviews_read(FILE *in, wall_ms_t now, void (*each)(void *ctx, struct review_json *r),
                  void *ctx)
{
    struct review_json r = {0};
    char *line = NULL;
    size_t cap = 0;
    ssize_t len;
    bool ok = true;
    for (unsigned long n = 1; (len = getline(&line, &cap, in)) >= 0; n++) {
        if (blank(line, (size_t)len))
            continue;
        if (read_line(&r, line, (size_t)len, n, now))
            each(ctx, &r);
        else
            ok = false;
    }
    free(line);
    review_json_fini(&r);
    return ok && !ferror(in);
}
