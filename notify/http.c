#include "notify/http.h"

#include <ctype.h>
#include <curl/curl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define URL_CAP 2048
#define ASKED_MAX_S 86400 /* of Retry-After, which may be any number */

struct http {
    char *url, *user, *ca_file;
    char password[HTTP_SECRET_CAP], token[HTTP_SECRET_CAP];
    long timeout_ms;
    atomic_bool *stop;
    CURL *curl; /* kept: the connection is used again */
};

static void init_curl(void)
{
    CHECK(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK);
}

/* A password in the URL would stand in every message that names it. */
static int check_url(const struct http_login *l, struct err *e)
{
    const char *host = strstr(l->url, "://");
    if (strncmp(l->url, "http://", 7) != 0 && strncmp(l->url, "https://", 8) != 0)
        return err_set(e, "%s '%s': must begin with http:// or https://", l->url_setting, l->url);
    host += 3;
    if (memchr(host, '@', strcspn(host, "/?#")))
        return err_set(e, "%s: no user and password in the URL, they have settings of their own",
                       l->url_setting);
    if (strcspn(host, "/?#") == 0 || strlen(l->url) > URL_CAP / 2)
        return err_set(e, "%s '%.200s': names no host, or is too long", l->url_setting, l->url);
    return 0;
}

struct http *http_new(const struct config *cfg, const struct http_login *l, atomic_bool *stop,
                      struct err *e)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    if (check_url(l, e) != 0)
        return NULL;
    pthread_once(&once, init_curl);
    struct http *h = check_calloc(1, sizeof(*h));
    if (config_secret(l->password_setting, l->password_file, h->password, sizeof(h->password), e) !=
            0 ||
        config_secret(l->token_setting, l->token_file, h->token, sizeof(h->token), e) != 0) {
        explicit_bzero(h, sizeof(*h));
        free(h);
        return NULL;
    }
    h->url = check_strdup(l->url);
    for (size_t n = strlen(h->url); n && h->url[n - 1] == '/'; n--)
        h->url[n - 1] = '\0';
    h->user = check_strdup(l->user);
    h->ca_file = check_strdup(cfg->notify_ca_file);
    h->timeout_ms = (long)cfg->notify_timeout_ms;
    h->stop = stop;
    h->curl = curl_easy_init();
    CHECK(h->curl);
    return h;
}

void http_free(struct http *h)
{
    if (!h)
        return;
    curl_easy_cleanup(h->curl);
    free(h->url);
    free(h->user);
    free(h->ca_file);
    explicit_bzero(h, sizeof(*h));
    free(h);
}

/* The beginning of the answer, for the message; the rest is read and forgotten. */
static size_t on_bytes(char *bytes, size_t size, size_t n, void *to)
{
    struct http_answer *out = to;
    size_t have = strlen(out->said);
    for (size_t i = 0; i < size * n && have + 1 < sizeof(out->said); i++) {
        unsigned char c = (unsigned char)bytes[i];
        out->said[have++] = c < 0x80 && isprint(c) ? (char)c : ' ';
    }
    out->said[have] = '\0';
    return size * n;
}

static int on_progress(void *ctx, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
    (void)a, (void)b, (void)c, (void)d;
    return atomic_load(((struct http *)ctx)->stop);
}

static void set_login(struct http *h)
{
    if (h->ca_file[0])
        curl_easy_setopt(h->curl, CURLOPT_CAINFO, h->ca_file);
    if (h->token[0]) {
        curl_easy_setopt(h->curl, CURLOPT_HTTPAUTH, CURLAUTH_BEARER);
        curl_easy_setopt(h->curl, CURLOPT_XOAUTH2_BEARER, h->token);
    } else if (h->user[0]) {
        curl_easy_setopt(h->curl, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
        curl_easy_setopt(h->curl, CURLOPT_USERNAME, h->user);
        curl_easy_setopt(h->curl, CURLOPT_PASSWORD, h->password);
    }
}

static void set_options(struct http *h, const char *url, const char *body, char *error,
                        struct http_answer *out)
{
    CURL *curl = h->curl;
    curl_easy_reset(curl);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, h->timeout_ms);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, h->timeout_ms);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "redress/" REDRESS_VERSION);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_bytes);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, out);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, on_progress);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, h);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    set_login(h);
}

static enum http_result judge(long status)
{
    if (status >= 200 && status < 300)
        return HTTP_TAKEN;
    return status >= 400 && status < 500 && status != 408 && status != 429 ? HTTP_REFUSED
                                                                           : HTTP_AWAY;
}

enum http_result http_post(struct http *h, const char *path, const char *const *headers,
                           const char *body, struct http_answer *out)
{
    char url[URL_CAP], error[CURL_ERROR_SIZE] = "";
    curl_off_t after = 0;
    *out = (struct http_answer){0};
    snprintf(url, sizeof(url), "%s%s", h->url, path);
    set_options(h, url, body, error, out);
    struct curl_slist *list = curl_slist_append(NULL, "Content-Type: application/json");
    list = curl_slist_append(list, "Expect:"); /* no round trip before the body */
    for (; headers && *headers; headers++)
        list = curl_slist_append(list, *headers);
    curl_easy_setopt(h->curl, CURLOPT_HTTPHEADER, list);
    CURLcode code = curl_easy_perform(h->curl);
    curl_easy_getinfo(h->curl, CURLINFO_RESPONSE_CODE, &out->status);
    curl_easy_getinfo(h->curl, CURLINFO_RETRY_AFTER, &after);
    curl_slist_free_all(list);
    out->retry_after_s = after < 0 ? 0 : after < ASKED_MAX_S ? after : ASKED_MAX_S;
    if (code == CURLE_OK)
        return judge(out->status);
    out->status = 0;
    snprintf(out->said, sizeof(out->said), "%.150s", error[0] ? error : curl_easy_strerror(code));
    return HTTP_AWAY;
}
