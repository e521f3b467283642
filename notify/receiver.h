/* receiver.h - a receiver: how alerts are put and posted. Private to notify/; one thread each. */
#ifndef REDRESS_NOTIFY_RECEIVER_H
#define REDRESS_NOTIFY_RECEIVER_H

#include "notify/http.h"
#include "notify/message.h"

#define RECEIVER_HOSTS 4
enum {
    RECEIVER_ALERTMANAGER,
    RECEIVER_WEBHOOK,
    RECEIVER_N
}; /* in the order of metrics_notifiers */

struct receiver {
    unsigned number; /* RECEIVER_... */
    struct http *http[RECEIVER_HOSTS];
    unsigned http_count;
    unsigned char secret[HTTP_SECRET_CAP];
    size_t secret_len;
};

/* Is it configured at all? */
bool receiver_wanted(const struct config *cfg, unsigned number);
/* NULL with e set for bad settings. */
struct receiver *receiver_new(const struct config *cfg, unsigned number, atomic_bool *stop,
                              struct err *e);
void receiver_free(struct receiver *c);

/* Posts n alerts in one request. */
enum http_result receiver_send(struct receiver *c, const struct outbox_alert *const *alerts,
                               unsigned n, int64_t now_ms, struct http_answer *out);

/* ---- Alertmanager ----*/

/* An alert as its API takes it: labels that stay the same for one id, annotations, from when to
 * when. A new object. */
json_t *alertmanager_alert(const struct outbox_alert *a, int64_t now_ms);
/* The same alert told again: it stands, or it ends now. */
void alertmanager_extend(json_t *alert, bool stands, int64_t now_ms);
/* Posts a list of such objects. */
enum http_result alertmanager_post(struct receiver *c, const json_t *alerts,
                                   struct http_answer *out);

/* ---- the webhook ----*/

#define WEBHOOK_ID_CAP 80
#define WEBHOOK_SIGNATURE_CAP 64

/* "v1,<base64 of HMAC-SHA256(secret, id.timestamp.body)>", as standardwebhooks.com has it. */
void webhook_sign(const unsigned char *secret, size_t len, const char *id, int64_t timestamp_s,
                  const char *body, char out[WEBHOOK_SIGNATURE_CAP]);
/* "whsec_<base64>" or plain text into bytes. -1: the base64 is none. */
MUST_CHECK int webhook_secret(const char *text, unsigned char *out, size_t cap, size_t *len);
/* The delivery's id: that of its alert, or of several a name made from all theirs. */
void webhook_id(const struct outbox_alert *const *alerts, unsigned n, char out[WEBHOOK_ID_CAP]);
enum http_result webhook_post(struct receiver *c, const struct outbox_alert *const *alerts,
                              unsigned n, int64_t now_ms, struct http_answer *out);

#endif
