/* outbox_io.h - what the files of the outbox share. Private to sink/outbox*.c. */
#ifndef REDRESS_SINK_OUTBOX_IO_H
#define REDRESS_SINK_OUTBOX_IO_H

#include "sink/outbox.h"
#include "sink/store_io.h"

struct outbox {
    const struct config *cfg;
    struct cases cases;
    struct wire *wire;
    char group[24], consumer[96];
    bool *grouped;     /* shard: its group is known to exist */
    char (*after)[32]; /* shard: last entry that came to us; "" none yet */
    unsigned page;     /* entries of a shard taken at a time */
};

#define OUTBOX_KEY_CAP 96
/* "rd:{shard}:nt:<what>[:<of>]" */
const char *outbox_io_key(char out[OUTBOX_KEY_CAP], unsigned shard, const char *what,
                          const char *of);
/* Queues a command of words that ends with NULL. */
void outbox_io_words(struct outbox *o, unsigned shard, ...);
/* Sends the queue once. -1: e says why, the queue is forgotten. Error replies are left to read. */
MUST_CHECK int outbox_io_send(struct outbox *o, struct err *e);
/* The first error reply that does not begin with `but` (NULL: any) makes it -1, all forgotten. */
MUST_CHECK int outbox_io_well(struct outbox *o, const char *but, struct err *e);
/* Takes over the fields of a stream's entry. false: it is none. */
bool outbox_io_entry(const redisReply *r, unsigned shard, struct outbox_alert *out);

#endif
