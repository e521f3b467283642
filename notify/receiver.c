#include "notify/receiver.h"

#include <stdlib.h>
#include <string.h>

bool receiver_wanted(const struct config *cfg, unsigned number)
{
    return (number == RECEIVER_ALERTMANAGER ? cfg->notify_alertmanager_url
                                            : cfg->notify_webhook_url)[0] != '\0';
}

static int open_hosts(struct receiver *c, const struct config *cfg, atomic_bool *stop,
                      struct err *e)
{
    char *list = check_strdup(cfg->notify_alertmanager_url), *rest = list, *url;
    int rc = 0;
    while (rc == 0 && (url = strsep(&rest, ", ")) != NULL) {
        struct http_login login = {
            .url_setting = "notify.alertmanager_url",
            .url = url,
            .user = cfg->notify_alertmanager_user,
            .password_setting = "notify.alertmanager_password_file",
            .password_file = cfg->notify_alertmanager_password_file,
            .token_setting = "notify.alertmanager_token_file",
            .token_file = cfg->notify_alertmanager_token_file,
        };
        if (!url[0])
            continue;
        if (c->http_count == RECEIVER_HOSTS)
            rc = err_set(e, "notify.alertmanager_url: %d addresses at most", RECEIVER_HOSTS);
        else if (!(c->http[c->http_count] = http_new(cfg, &login, stop, e)))
            rc = -1;
        else
            c->http_count++;
    }
    free(list);
    return rc;
}

/* The secret never comes near a message. */
static int read_secret(struct receiver *c, const struct config *cfg, struct err *e)
{
    char text[HTTP_SECRET_CAP] = "";
    const char *env = getenv("REDRESS_WEBHOOK_SECRET");
    if (config_secret("notify.webhook_secret_file", cfg->notify_webhook_secret_file, text,
                      sizeof(text), e) != 0)
        return -1;
    if (!text[0] && env)
        snprintf(text, sizeof(text), "%s", env);
    int rc = webhook_secret(text, c->secret, sizeof(c->secret), &c->secret_len);
    explicit_bzero(text, sizeof(text));
    if (rc != 0)
        return err_set(e, "the webhook's secret begins with whsec_ but no base64 follows");
    if (c->secret_len < 16)
        return err_set(e, "notify.webhook_url: needs a secret of 16 bytes at least, in "
                          "notify.webhook_secret_file or $REDRESS_WEBHOOK_SECRET");
    return 0;
}

static int open_webhook(struct receiver *c, const struct config *cfg, atomic_bool *stop,
                        struct err *e)
{
    struct http_login login = {
        .url_setting = "notify.webhook_url",
        .url = cfg->notify_webhook_url,
        .user = cfg->notify_webhook_user,
        .password_setting = "notify.webhook_password_file",
        .password_file = cfg->notify_webhook_password_file,
        .token_setting = "notify.webhook_token_file",
        .token_file = cfg->notify_webhook_token_file,
    };
    if (!(c->http[0] = http_new(cfg, &login, stop, e)))
        return -1;
    c->http_count = 1;
    return read_secret(c, cfg, e);
}

struct receiver *receiver_new(const struct config *cfg, unsigned number, atomic_bool *stop,
                              struct err *e)
{
    struct receiver *c = check_calloc(1, sizeof(*c));
    c->number = number;
    int rc = number == RECEIVER_ALERTMANAGER ? open_hosts(c, cfg, stop, e)
                                             : open_webhook(c, cfg, stop, e);
    if (rc == 0)
        return c;
    receiver_free(c);
    return NULL;
}

void receiver_free(struct receiver *c)
{
    if (!c)
        return;
    for (unsigned i = 0; i < c->http_count; i++)
        http_free(c->http[i]);
    explicit_bzero(c, sizeof(*c));
    free(c);
}

enum http_result receiver_send(struct receiver *c, const struct outbox_alert *const *alerts,
                               unsigned n, int64_t now_ms, struct http_answer *out)
{
    if (c->number == RECEIVER_WEBHOOK)
        return webhook_post(c, alerts, n, now_ms, out);
    json_t *list = json_array();
    for (unsigned i = 0; i < n; i++)
        json_array_append_new(list, alertmanager_alert(alerts[i], now_ms));
    enum http_result result = alertmanager_post(c, list, out);
    json_decref(list);
    return result;
}
