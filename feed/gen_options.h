/* gen_options.h - what `redress gen` was asked for, checked. */
#ifndef REDRESS_FEED_GEN_OPTIONS_H
#define REDRESS_FEED_GEN_OPTIONS_H

#include "core/cli.h"
#include "feed/gen_event.h"

struct gen_options {
    struct gen_event_options events;
    uint64_t first, count; /* slots first..first+count-1; count 0: no end */
    int64_t rate, schema_id;
    uint32_t bad; /* millionths of all slots */
    bool poison;  /* one record of each bad kind, and nothing else */
    bool quiet, json;
    const char *topic, *out; /* NULL: the default topic; not a file */
};

/* False with *exit_code set after --help or a mistake (one line on stderr). */
MUST_CHECK bool gen_options_read(struct gen_options *o, struct cli *cli, int *exit_code);

/* "2.5" (percent) to 25000 millionths. -1: not a number from 0 to 100. For tests. */
int64_t gen_options_percent(const char *text);
/* "zh:70,en:30" to weights; a language not named gets 0. -1 with e set. For tests. */
MUST_CHECK int gen_options_languages(const char *text, uint32_t weights[GEN_TEXT_LANGUAGES],
                                     struct err *e);

#endif
