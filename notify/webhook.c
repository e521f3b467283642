/* The signed webhook: headers and signature of standardwebhooks.com, so receivers need no code of
 * their own to check them. What is in the body: WEBHOOK.md. */
#include "notify/receiver.h"

#include "core/hash.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdlib.h>
#include <string.h>

#define SECRET_PREFIX "whsec_"
#define GROUP_DOMAIN 0x3a11

int webhook_secret(const char *text, unsigned char *out, size_t cap, size_t *len)
{
    size_t n = strlen(text);
    CHECK(n < cap);
    *len = n;
    if (strncmp(text, SECRET_PREFIX, strlen(SECRET_PREFIX)) != 0) {
        memcpy(out, text, n);
        return 0;
    }
    text += strlen(SECRET_PREFIX);
    n -= strlen(SECRET_PREFIX);
    int bytes = n && n % 4 == 0 ? EVP_DecodeBlock(out, (const unsigned char *)text, (int)n) : -1;
    if (bytes < 0)
        return -1;
    *len = (size_t)bytes - (text[n - 1] == '=') - (text[n - 2] == '=');
    return 0;
}

void webhook_sign(const unsigned char *secret, size_t len, const char *id, int64_t timestamp_s,
                  const char *body, char out[WEBHOOK_SIGNATURE_CAP])
{
    unsigned char mac[EVP_MAX_MD_SIZE], base64[EVP_MAX_MD_SIZE * 2];
    unsigned mac_len = 0;
    size_t cap = strlen(id) + strlen(body) + 32;
    char *text = check_malloc(cap);
    int n = snprintf(text, cap, "%s.%lld.%s", id, (long long)timestamp_s, body);
    CHECK(HMAC(EVP_sha256(), secret, (int)len, (const unsigned char *)text, (size_t)n, mac,
               &mac_len));
    EVP_EncodeBlock(base64, mac, (int)mac_len);
    snprintf(out, WEBHOOK_SIGNATURE_CAP, "v1,%.60s", (const char *)base64);
    free(text);
}

void webhook_id(const struct outbox_alert *const *alerts, unsigned n, char out[WEBHOOK_ID_CAP])
{
    if (n == 1) {
        snprintf(out, WEBHOOK_ID_CAP, "%s", alerts[0]->id);
        return;
    }
    size_t len = 0;
    char *all = check_malloc((size_t)n * OUTBOX_ID_CAP), name[17];
    for (unsigned i = 0; i < n; i++)
        len += (size_t)snprintf(all + len, OUTBOX_ID_CAP, "%s,", alerts[i]->id);
    hash_text(hash_bytes(GROUP_DOMAIN, all, len), name, 16);
    snprintf(out, WEBHOOK_ID_CAP, "group:%s", name);
    free(all);
}

static char *body_of(const struct outbox_alert *const *alerts, unsigned n, const char *id,
                     int64_t now_ms)
{
    json_t *list = json_array();
    for (unsigned i = 0; i < n; i++)
        json_array_append_new(list, message_json(alerts[i], now_ms));
    json_t *j = json_pack("{s:i,s:s,s:o,s:I,s:o}", "version", 1, "delivery", id, "sent_at",
                          message_moment(now_ms), "count", (json_int_t)n, "alerts", list);
    char *body = json_dumps(j, JSON_COMPACT);
    json_decref(j);
    CHECK(body);
    return body;
}

enum http_result webhook_post(struct receiver *c, const struct outbox_alert *const *alerts,
                              unsigned n, int64_t now_ms, struct http_answer *out)
{
    char id[WEBHOOK_ID_CAP], signature[WEBHOOK_SIGNATURE_CAP];
    char h1[32 + WEBHOOK_ID_CAP], h2[64], h3[32 + WEBHOOK_SIGNATURE_CAP];
    webhook_id(alerts, n, id);
    char *body = body_of(alerts, n, id, now_ms);
    webhook_sign(c->secret, c->secret_len, id, now_ms / 1000, body, signature);
    snprintf(h1, sizeof(h1), "webhook-id: %s", id);
    snprintf(h2, sizeof(h2), "webhook-timestamp: %lld", (long long)(now_ms / 1000));
    snprintf(h3, sizeof(h3), "webhook-signature: %s", signature);
    const char *headers[] = {h1, h2, h3, NULL};
    enum http_result result = http_post(c->http[0], "", headers, body, out);
    free(body);
    return result;
}
