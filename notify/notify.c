#include "notify/notify.h"

#include "core/log.h"
#include "core/metrics.h"
#include "notify/sender.h"

#include <stdlib.h>

struct notify {
    struct sender *senders[RECEIVER_N];
};

static struct notify *make(const struct config *cfg, struct err *e)
{
    struct notify *n = check_calloc(1, sizeof(*n));
    for (unsigned i = 0; i < RECEIVER_N; i++) {
        if (!receiver_wanted(cfg, i) || (n->senders[i] = sender_new(cfg, i, e)) != NULL)
            continue;
        notify_stop(n);
        return NULL;
    }
    return n;
}

int notify_check(const struct config *cfg, struct err *e)
{
    unsigned kinds;
    if (sender_kinds(cfg->notify_kinds, &kinds, e) != 0)
        return -1;
    struct notify *n = make(cfg, e);
    if (n)
        notify_stop(n);
    return n ? 0 : -1;
}

struct notify *notify_start(const struct config *cfg, struct err *e)
{
    struct notify *n = make(cfg, e);
    for (unsigned i = 0; n && i < RECEIVER_N; i++) {
        if (!n->senders[i])
            continue;
        sender_start(n->senders[i]);
        log_info("notify", "started", "notifier=%s kinds=%s", metrics_notifiers[i],
                 cfg->notify_kinds);
    }
    return n;
}

void notify_stop(struct notify *n)
{
    if (!n)
        return;
    for (unsigned i = 0; i < RECEIVER_N; i++)
        sender_free(n->senders[i]);
    free(n);
}
