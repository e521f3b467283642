/* http.h - one POST at a time to a receiver, with its login. Private to notify/; one thread. */
#ifndef REDRESS_NOTIFY_HTTP_H
#define REDRESS_NOTIFY_HTTP_H

#include "core/check.h"
#include "core/config.h"

#include <stdatomic.h>
#include <stdint.h>

#define HTTP_SECRET_CAP 1024
#define HTTP_SAID_CAP 160

/* How to get in; empty = not that way. Settings: for messages. */
struct http_login {
    const char *url_setting, *url;
    const char *user;
    const char *password_setting, *password_file;
    const char *token_setting, *token_file;
};

struct http;

/* Reads the secrets; *stop set makes a request end early. NULL with e set. */
struct http *http_new(const struct config *cfg, const struct http_login *login, atomic_bool *stop,
                      struct err *e);
void http_free(struct http *h);

enum http_result {
    HTTP_TAKEN,   /* 2xx */
    HTTP_REFUSED, /* 4xx but 408 and 429: this will not be taken */
    HTTP_AWAY,    /* no answer, 5xx, 408, 429, a redirection: try again later */
};
struct http_answer {
    long status;              /* 0: none */
    int64_t retry_after_s;    /* as the receiver asked, a day at most; 0 = it did not */
    char said[HTTP_SAID_CAP]; /* what went wrong, printable, in one line */
};
/* Posts to url + path as JSON; `headers` ("Name: value") ends with NULL, or is NULL. */
enum http_result http_post(struct http *h, const char *path, const char *const *headers,
                           const char *body, struct http_answer *out);

#endif
