/* conv_file.h - the convolution's part of a model file (model_file.h). Pure: bytes in, bytes out.
 */
#ifndef REDRESS_ENRICH_CONV_FILE_H
#define REDRESS_ENRICH_CONV_FILE_H

#include "enrich/conv.h"

/* Everything of f->words, f->filters and f->hidden, zeroed; conv_file_fini frees it. */
void conv_file_allocate(struct conv_file *f);
/* Bytes of it. */
size_t conv_file_size(const struct conv_file *f);
/* Writes them; returns what is behind. */
unsigned char *conv_file_write(const struct conv_file *f, unsigned char *at);
/* Reads exactly len bytes. -1: e says what is wrong with `name`; nothing then needs freeing. */
MUST_CHECK int conv_file_read(struct conv_file *f, const char *name, const unsigned char *at,
                              size_t len, struct err *e);
void conv_file_fini(struct conv_file *f);

#endif
