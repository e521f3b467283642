/* Who may read and board_web_act, and how it is said that somebody may not. */
#include "oncall/board_web_in.h"

#include "core/str.h"

#include <arpa/inet.h>
#include <poll.h>
#include <string.h>
#include <strings.h>

#define ASKING_MAX 4 /* requests that ask Redis or Kafka at once */
#define WRONG_TOKEN_MS 300

/* ---- who may ---------------------------------------------------------------------------------*/

/* Takes the same time wherever the two differ. */
static bool same_secret(const char *given, const char *secret)
{
    size_t n = strlen(given), m = strlen(secret);
    volatile unsigned differ = n != m;
    for (size_t i = 0; i < n; i++)
        differ |= (unsigned char)given[i] ^ (unsigned char)secret[m ? i % m : 0];
    return differ == 0;
}

bool board_web_has_token(const struct board_web *w, const struct http_request *r)
{
    static const char scheme[] = "Bearer ";
    const char *given = http_header(r, "Authorization");
    if (!w->token[0] || !given || strncmp(given, scheme, sizeof(scheme) - 1) != 0)
        return false;
    if (same_secret(given + sizeof(scheme) - 1, w->token))
        return true;
    poll(NULL, 0, WRONG_TOKEN_MS); /* on its own thread: guessing is slow, others are not */
    return false;
}

/* A host as browsers name it, "name:port" or "[v6]:port", without the port. */
static struct str host_name(const char *host)
{
    const char *end = host[0] == '[' ? strchr(host, ']') : strchr(host, ':');
    uint32_t len = (uint32_t)(end ? end - host : (ptrdiff_t)strlen(host));
    return host[0] == '[' ? (struct str){host + 1, len ? len - 1 : 0} : (struct str){host, len};
}

/* A page of another site that makes its own name point here must not read the board. */
bool board_web_known_host(const struct board_web *w, const struct http_request *r)
{
    const char *host = http_header(r, "Host");
    struct str name = host_name(host ? host : "");
    char text[80];
    unsigned char address[16];
    if (name.len == 0 || name.len >= sizeof(text))
        return false;
    snprintf(text, sizeof(text), "%.*s", STR_FMT(name));
    return strcmp(text, "localhost") == 0 || inet_pton(AF_INET, text, address) == 1 ||
           inet_pton(AF_INET6, text, address) == 1 ||
           (w->cfg->board_host[0] && strcasecmp(text, w->cfg->board_host) == 0);
}

/* ---- answers ---------------------------------------------------------------------------------*/

void board_web_header(struct http_reply *out, const char *name, const char *value)
{
    for (unsigned i = 0; i < HTTP_HEADERS_MAX; i++)
        if (!out->headers[i].name) {
            out->headers[i].name = name;
            snprintf(out->headers[i].value, sizeof(out->headers[i].value), "%s", value);
            return;
        }
}

void board_web_guard_headers(struct http_reply *out)
{
    board_web_header(out, "X-Content-Type-Options", "nosniff");
    board_web_header(out, "Referrer-Policy", "no-referrer");
    board_web_header(out, "Cross-Origin-Resource-Policy", "same-origin");
}

/* Takes over j. */
void board_web_json(struct http_reply *out, unsigned status, json_t *j)
{
    out->status = status;
    out->type = "application/json";
    out->body = json_dumps(j, JSON_COMPACT | JSON_REAL_PRECISION(9));
    out->len = out->body ? strlen(out->body) : 0;
    json_decref(j);
}

void board_web_error(struct http_reply *out, unsigned status, const char *why)
{
    board_web_json(out, status, json_pack("{s:s}", "error", why));
}

/* The checks of every page but the first; false: answered. */
bool board_web_may_read(const struct board_web *w, const struct http_request *r,
                        struct http_reply *out)
{
    board_web_guard_headers(out);
    if (!board_web_known_host(w, r)) {
        board_web_error(out, 421, "this name is not board.host");
        return false;
    }
    if (strcmp(w->cfg->board_web, "token") == 0 && !board_web_has_token(w, r)) {
        board_web_error(out, 401, "needs the token");
        return false;
    }
    return true;
}

/* At most ASKING_MAX at once wait for a server; asked_end gives the place back. */
bool board_web_ask_begin(struct board_web *w, struct http_reply *out)
{
    if (atomic_fetch_add(&w->asking, 1) < ASKING_MAX)
        return true;
    atomic_fetch_sub(&w->asking, 1);
    board_web_header(out, "Retry-After", "1");
    board_web_error(out, 503, "too many ask at once; try again");
    return false;
}

void board_web_ask_end(struct board_web *w)
{
    atomic_fetch_sub(&w->asking, 1);
}
