/* message.h - an alert in words. Pure; private to notify/. */
#ifndef REDRESS_NOTIFY_MESSAGE_H
#define REDRESS_NOTIFY_MESSAGE_H

#include "sink/outbox.h"

#include <jansson.h>

#define MESSAGE_CAP 256

/* "1", "2", "3", "final", "manager", or "-". */
const char *message_round(const struct outbox_alert *a);
/* critical: somebody gets up; warning: somebody looks now; info. */
const char *message_severity(const struct outbox_alert *a);
/* The gravest cause, or "other". */
const char *message_cause(const struct outbox_alert *a);
/* What happened, in a sentence. */
const char *message_what(const struct outbox_alert *a, char out[MESSAGE_CAP]);
/* Why it is urgent: the floor and the addends that count most. */
const char *message_why(const struct outbox_alert *a, char out[MESSAGE_CAP]);
/* What to type. */
const char *message_command(const struct outbox_alert *a, int64_t now_ms, char out[MESSAGE_CAP]);
/* Is it about a marketplace, a group, a product? */
bool message_of_no_case(const struct outbox_alert *a);
/* Is it still so? A page for a turn that is over helps nobody. `a` needs id's parts and c. */
bool message_holds(const struct outbox_alert *a, int64_t now_ms);
/* Everything, as the webhook tells it (WEBHOOK.md). A new object. */
json_t *message_json(const struct outbox_alert *a, int64_t now_ms);
/* ISO 8601, null for 0. */
json_t *message_moment(int64_t ms);

#endif
