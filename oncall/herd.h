/* herd.h - who complains of one product, counted. Private to oncall/. */
#ifndef REDRESS_ONCALL_HERD_H
#define REDRESS_ONCALL_HERD_H

#include "sink/store.h"

#include <jansson.h>

#define HERD_COMPLAINTS 1000 /* the library keeps no more */
#define HERD_PLACES 32
#define HERD_SHOWN 20
#define HERD_INDENT 10

/* About 50 kB: not on the stack. */
struct herd {
    unsigned people, complaints, place_count;
    struct herd_place {
        char name[32];
        unsigned people;
    } place[HERD_PLACES];
    char author[HERD_COMPLAINTS][16], id[HERD_COMPLAINTS][KEYS_ID_CHARS + 1];
    struct herd_place *at[HERD_COMPLAINTS];
    int64_t at_ms[HERD_COMPLAINTS];
};

/* Of a herd by its id. -1 with e set. */
MUST_CHECK int herd_read(struct store *s, unsigned shard, const char *id, struct herd *h,
                         struct err *e);
/* A new object: people, complaints, places, cases. */
json_t *herd_json(const struct herd *h);
/* Places, then the newest cases. */
void herd_print(const struct herd *h);

/* Who leaves a buyers' group: distinct people of the last 25 hours, and of the last one. */
struct herd_group {
    unsigned people, cancel, leave, within_hour;
};
/* All 0 for no group. -1 with e set. */
MUST_CHECK int herd_group_read(struct store *s, struct str group, struct herd_group *g,
                               struct err *e);
json_t *herd_group_json(struct str group, const struct herd_group *g);
void herd_group_print(struct str group, const struct herd_group *g);

#endif
