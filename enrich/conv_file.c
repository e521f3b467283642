#include "enrich/conv_file.h"

#include <stdlib.h>
#include <string.h>

enum { HEADER = 3 * 4, PARTS = 10 };

/* Where each part lies in memory and how long it is, in the order of the file. */
struct part {
    void *at;
    size_t bytes;
};

static void list(const struct conv_file *f, struct part part[PARTS])
{
    const size_t places = (size_t)CONV_PLACES * f->filters;
    part[0] = (struct part){f->token, f->words * sizeof(*f->token)};
    part[1] = (struct part){f->vector, ((size_t)f->words + 1) * sizeof(*f->vector)};
    part[2] = (struct part){f->filter, places * sizeof(*f->filter)};
    part[3] = (struct part){f->bias, f->filters};
    part[4] = (struct part){f->scope, (size_t)SCOPE_N * f->filters};
    part[5] = (struct part){f->inner, (size_t)f->filters * f->hidden};
    part[6] = (struct part){f->lift, f->hidden * sizeof(*f->lift)};
    part[7] = (struct part){f->scale, f->hidden * sizeof(*f->scale)};
    part[8] = (struct part){f->out, (f->filters + f->hidden) * sizeof(*f->out)};
    part[9] = (struct part){(void *)f->gain, sizeof(f->gain)};
}

size_t conv_file_size(const struct conv_file *f)
{
    struct part part[PARTS];
    size_t bytes = HEADER;
    list(f, part);
    for (int i = 0; f->filters && i < PARTS; i++)
        bytes += part[i].bytes;
    return bytes;
}

unsigned char *conv_file_write(const struct conv_file *f, unsigned char *at)
{
    struct part part[PARTS];
    memcpy(at, &f->words, 4);
    memcpy(at + 4, &f->filters, 4);
    memcpy(at + 8, &f->hidden, 4);
    at += HEADER;
    list(f, part);
    for (int i = 0; f->filters && i < PARTS; at += part[i++].bytes)
        memcpy(at, part[i].at, part[i].bytes);
    return at;
}

void conv_file_allocate(struct conv_file *f)
{
    f->token = check_calloc(f->words + 1, sizeof(*f->token));
    f->vector = check_calloc(f->words + 1, sizeof(*f->vector));
    f->filter = check_calloc((size_t)CONV_PLACES * f->filters, sizeof(*f->filter));
    f->bias = check_calloc(f->filters, 1);
    f->scope = check_calloc((size_t)SCOPE_N, f->filters);
    f->inner = check_calloc(f->filters, f->hidden + 1);
    f->lift = check_calloc(f->hidden + 1, sizeof(*f->lift));
    f->scale = check_calloc(f->hidden + 1, sizeof(*f->scale));
    f->out = check_calloc(f->filters + f->hidden, sizeof(*f->out));
}

static bool possible(const struct conv_file *f)
{
    return f->words <= CONV_WORDS_MAX && f->filters <= CONV_FILTERS_MAX &&
           f->hidden <= CONV_HIDDEN_MAX && f->filters % CONV_GROUP == 0 &&
           f->hidden % CONV_GROUP == 0 && !f->words == !f->filters && (f->filters || !f->hidden);
}

static int check(const struct conv_file *f, const char *name, struct err *e)
{
    for (uint32_t i = 1; i < f->words; i++)
        if (f->token[i] <= f->token[i - 1])
            return err_set(e, "%s: word %u of the convolution is out of order", name, i);
    for (uint32_t i = 0; i < f->hidden; i++)
        if (f->lift[i] < -CONV_LIFT_MAX || f->lift[i] > CONV_LIFT_MAX || f->scale[i] < 0 ||
            f->scale[i] > CONV_SCALE_MAX)
            return err_set(e, "%s: hidden unit %u of the convolution is out of range", name, i);
    return 0;
}

int conv_file_read(struct conv_file *f, const char *name, const unsigned char *at, size_t len,
                   struct err *e)
{
    struct part part[PARTS];
    *f = (struct conv_file){0};
    if (len < HEADER)
        return err_set(e, "%s: it ends before the convolution", name);
    memcpy(&f->words, at, 4);
    memcpy(&f->filters, at + 4, 4);
    memcpy(&f->hidden, at + 8, 4);
    if (!possible(f) || conv_file_size(f) != len)
        return err_set(e,
                       "%s: impossible sizes: a convolution of %u words, %u filters and %u hidden "
                       "units",
                       name, f->words, f->filters, f->hidden);
    if (!f->filters)
        return 0;
    conv_file_allocate(f);
    list(f, part);
    at += HEADER;
    for (int i = 0; i < PARTS; at += part[i++].bytes)
        memcpy(part[i].at, at, part[i].bytes);
    if (check(f, name, e) == 0)
        return 0;
    conv_file_fini(f);
    return -1;
}

void conv_file_fini(struct conv_file *f)
{
    free(f->token);
    free(f->vector);
    free(f->filter);
    free(f->bias);
    free(f->scope);
    free(f->inner);
    free(f->lift);
    free(f->scale);
    free(f->out);
    *f = (struct conv_file){0};
}
