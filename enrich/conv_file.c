#include "enrich/conv_file.h"

#include <stdlib.h>
#include <string.h>

enum { HEADER = 2 * 4, PARTS = 7 };

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
    part[5] = (struct part){f->out, f->filters * sizeof(*f->out)};
    part[6] = (struct part){(void *)f->gain, sizeof(f->gain)};
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
    at += HEADER;
    list(f, part);
    for (int i = 0; f->filters && i < PARTS; at += part[i++].bytes)
        memcpy(at, part[i].at, part[i].bytes);
    return at;
}

static void allocate(struct conv_file *f)
{
    f->token = check_malloc((f->words + 1) * sizeof(*f->token));
    f->vector = check_malloc(((size_t)f->words + 1) * sizeof(*f->vector));
    f->filter = check_malloc((size_t)CONV_PLACES * f->filters * sizeof(*f->filter));
    f->bias = check_malloc(f->filters);
    f->scope = check_malloc((size_t)SCOPE_N * f->filters);
    f->out = check_malloc(f->filters * sizeof(*f->out));
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
    if (f->words > CONV_WORDS_MAX || f->filters > CONV_FILTERS_MAX || f->filters % CONV_GROUP ||
        !f->words != !f->filters || conv_file_size(f) != len)
        return err_set(e, "%s: impossible sizes: a convolution of %u words and %u filters", name,
                       f->words, f->filters);
    if (!f->filters)
        return 0;
    allocate(f);
    list(f, part);
    at += HEADER;
    for (int i = 0; i < PARTS; at += part[i++].bytes)
        memcpy(part[i].at, at, part[i].bytes);
    for (uint32_t i = 1; i < f->words; i++)
        if (f->token[i] <= f->token[i - 1]) {
            conv_file_fini(f);
            return err_set(e, "%s: word %u of the convolution is out of order", name, i);
        }
    return 0;
}

void conv_file_fini(struct conv_file *f)
{
    free(f->token);
    free(f->vector);
    free(f->filter);
    free(f->bias);
    free(f->scope);
    free(f->out);
    *f = (struct conv_file){0};
}
