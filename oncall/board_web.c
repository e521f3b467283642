#include "oncall/board_web.h"

#include "core/check.h"
#include "core/clock.h"
#include "core/str.h"
#include "oncall/board_actions.h"
#include "oncall/board_guard.h"
#include "oncall/board_model.h"
#include "oncall/board_watch.h"
#include "oncall/oncall.h"

#include <arpa/inet.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

extern const unsigned char board_html[], board_html_end[];

#define CASES 100      /* of the queue that a page is sent */
#define EVERY_MS 1000  /* between two looks at the queue */
#define STREAMS_MAX 16 /* readers of events at once */
#define ASKING_MAX 4   /* requests that ask Redis or Kafka at once */
#define BEAT_MS 2000   /* an event at least so often: a reader that is gone is noticed */
#define STOP_MS 15000
#define TOKEN_MIN 16
#define WRONG_TOKEN_MS 300
#define NONCE "@NONCE@"
#define NONCE_BYTES 16

enum { ROUTES = 7 };

struct board_web {
    const struct config *cfg;
    struct board_watch *watch;
    struct board_guard *guard;
    struct http_route routes[ROUTES];
    unsigned route_count;
    char token[256]; /* "" = nobody may act */
    atomic_uint streams, asking;
};

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

static bool has_token(const struct board_web *w, const struct http_request *r)
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
static bool known_host(const struct board_web *w, const struct http_request *r)
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

static void header(struct http_reply *out, const char *name, const char *value)
{
    for (unsigned i = 0; i < HTTP_HEADERS_MAX; i++)
        if (!out->headers[i].name) {
            out->headers[i].name = name;
            snprintf(out->headers[i].value, sizeof(out->headers[i].value), "%s", value);
            return;
        }
}

static void guard_headers(struct http_reply *out)
{
    header(out, "X-Content-Type-Options", "nosniff");
    header(out, "Referrer-Policy", "no-referrer");
    header(out, "Cross-Origin-Resource-Policy", "same-origin");
}

/* Takes over j. */
static void answer_json(struct http_reply *out, unsigned status, json_t *j)
{
    out->status = status;
    out->type = "application/json";
    out->body = json_dumps(j, JSON_COMPACT | JSON_REAL_PRECISION(9));
    out->len = out->body ? strlen(out->body) : 0;
    json_decref(j);
}

static void answer_error(struct http_reply *out, unsigned status, const char *why)
{
    answer_json(out, status, json_pack("{s:s}", "error", why));
}

/* The checks of every page but the first; false: answered. */
static bool may_read(const struct board_web *w, const struct http_request *r,
                     struct http_reply *out)
{
    guard_headers(out);
    if (!known_host(w, r)) {
        answer_error(out, 421, "this name is not board.host");
        return false;
    }
    if (strcmp(w->cfg->board_web, "token") == 0 && !has_token(w, r)) {
        answer_error(out, 401, "needs the token");
        return false;
    }
    return true;
}

/* At most ASKING_MAX at once wait for a server; asked_end gives the place back. */
static bool ask_begin(struct board_web *w, struct http_reply *out)
{
    if (atomic_fetch_add(&w->asking, 1) < ASKING_MAX)
        return true;
    atomic_fetch_sub(&w->asking, 1);
    header(out, "Retry-After", "1");
    answer_error(out, 503, "too many ask at once; try again");
    return false;
}

static void ask_end(struct board_web *w)
{
    atomic_fetch_sub(&w->asking, 1);
}

/* ---- the page --------------------------------------------------------------------------------*/

static void fresh_nonce(char out[2 * NONCE_BYTES + 1])
{
    unsigned char random[NONCE_BYTES];
    CHECK(getrandom(random, sizeof(random), 0) == (ssize_t)sizeof(random));
    for (int i = 0; i < NONCE_BYTES; i++)
        snprintf(out + 2 * i, 3, "%02x", random[i]);
}

/* Only what carries the nonce of this very answer runs. */
static void page(void *ctx, const struct http_request *r, struct http_reply *out)
{
    const struct board_web *w = ctx;
    const char *at = (const char *)board_html, *end = (const char *)board_html_end, *hit;
    char nonce[2 * NONCE_BYTES + 1], policy[512];
    guard_headers(out);
    if (!known_host(w, r)) {
        answer_error(out, 421, "this name is not board.host");
        return;
    }
    fresh_nonce(nonce);
    FILE *f = open_memstream(&out->body, &out->len);
    CHECK(f);
    while ((hit = memmem(at, (size_t)(end - at), NONCE, sizeof(NONCE) - 1)) != NULL) {
        fwrite(at, 1, (size_t)(hit - at), f);
        fputs(nonce, f);
        at = hit + sizeof(NONCE) - 1;
    }
    fwrite(at, 1, (size_t)(end - at), f);
    fclose(f);
    snprintf(policy, sizeof(policy),
             "default-src 'none'; script-src 'nonce-%s'; style-src 'nonce-%s'; connect-src 'self'; "
             "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
             "require-trusted-types-for 'script'",
             nonce, nonce);
    header(out, "Content-Security-Policy", policy);
    header(out, "X-Frame-Options", "DENY");
    out->type = "text/html; charset=utf-8";
}

static void start(void *ctx, const struct http_request *r, struct http_reply *out)
{
    const struct board_web *w = ctx;
    if (!may_read(w, r, out))
        return;
    bool may_act = has_token(w, r);
    if (http_header(r, "Authorization") && !may_act) {
        answer_error(out, 401, w->token[0] ? "that is not the token" : "nobody may act here");
        return;
    }
    answer_json(out, 200,
                json_pack("{s:b,s:b,s:o}", "may_act", may_act, "token", w->token[0] != '\0',
                          "actions", board_actions_json()));
}

static void list(void *ctx, const struct http_request *r, struct http_reply *out)
{
    struct board_web *w = ctx;
    const char *filter = http_query(r, "filter"), *as = http_query(r, "as");
    char memory[256];
    struct store_filter f = {.limit = CASES};
    struct err e;
    if (!may_read(w, r, out))
        return;
    if (filter && strlen(filter) >= sizeof(memory)) {
        answer_error(out, 400, "the filter is too long");
        return;
    }
    if (board_model_filter(filter ? filter : "", as ? as : "", memory, &f, &e) != 0) {
        answer_error(out, 400, e.msg);
        return;
    }
    if (!ask_begin(w, out))
        return;
    struct store *s = store_new(w->cfg, &e);
    json_t *alerts = json_array(), *model = s ? board_model_read(s, &f, NULL, alerts, &e) : NULL;
    if (s)
        store_free(s);
    json_decref(alerts);
    ask_end(w);
    if (model)
        answer_json(out, 200, model);
    else
        answer_error(out, 503, e.msg);
}

static void one_case(void *ctx, const struct http_request *r, struct http_reply *out)
{
    struct board_web *w = ctx;
    const char *id = http_query(r, "id"), *text = http_query(r, "text");
    struct err e = {""};
    if (!may_read(w, r, out))
        return;
    if (!id || !id[0] || strlen(id) > 200) {
        answer_error(out, 400, "id is missing");
        return;
    }
    if (!ask_begin(w, out))
        return;
    struct store *s = store_new(w->cfg, &e);
    json_t *j = s ? board_model_case(w->cfg, s, id, NULL, text && text[0] == '1', &e) : NULL;
    if (s)
        store_free(s);
    ask_end(w);
    if (j)
        answer_json(out, 200, j);
    else
        answer_error(out, 404, e.msg);
}

/* ---- acting ----------------------------------------------------------------------------------*/

/* A browser says where a request comes from; one from elsewhere has no business here. */
static bool from_here(const struct http_request *r)
{
    const char *origin = http_header(r, "Origin"), *host = http_header(r, "Host");
    const char *type = http_header(r, "Content-Type");
    if (!type || strncmp(type, "application/json", 16) != 0)
        return false;
    const char *behind = origin ? strstr(origin, "://") : NULL;
    return !origin || (behind && host && strcmp(behind + 3, host) == 0);
}

static void carry_out(struct board_web *w, const json_t *asked, struct http_reply *out)
{
    const char *action = json_string_value(json_object_get(asked, "action"));
    const char *id = json_string_value(json_object_get(asked, "id"));
    const char *as = json_string_value(json_object_get(asked, "as"));
    if (!action || !id || !id[0] || !as || !as[0]) {
        answer_error(out, 400, "needs action, id and as: who you are");
        return;
    }
    if (!ask_begin(w, out))
        return;
    json_t *done = board_model_act(w->cfg, action, id, as, json_object_get(asked, "answers"));
    ask_end(w);
    int64_t code = json_integer_value(json_object_get(done, "code"));
    answer_json(out, code == 0 ? 200 : code == 3 ? 409 : code == 2 ? 400 : 502, done);
}

/* The body of who may act: a new object, or NULL and it is answered. */
static json_t *read_asked(const struct board_web *w, const struct http_request *r,
                          struct http_reply *out)
{
    guard_headers(out);
    if (!known_host(w, r) || !from_here(r)) {
        answer_error(out, 403, "not from this page");
        return NULL;
    }
    if (!has_token(w, r)) {
        header(out, "WWW-Authenticate", "Bearer");
        answer_error(out, 401, w->token[0] ? "needs the token" : "nobody may act here");
        return NULL;
    }
    json_t *asked = json_loadb(r->body, r->body_len, 0, NULL);
    if (json_is_object(asked))
        return asked;
    json_decref(asked);
    answer_error(out, 400, "the body is not a JSON object");
    return NULL;
}

static void act(void *ctx, const struct http_request *r, struct http_reply *out)
{
    json_t *asked = read_asked(ctx, r, out);
    if (asked)
        carry_out(ctx, asked, out);
    json_decref(asked);
}

static void lint(void *ctx, const struct http_request *r, struct http_reply *out)
{
    const struct board_web *w = ctx;
    json_t *asked = read_asked(w, r, out);
    if (!asked)
        return;
    const char *text = json_string_value(json_object_get(asked, "text"));
    json_t *found = board_guard_check(w->guard, json_object_get(asked, "case"), text ? text : "");
    answer_json(out, 200, found ? found : json_pack("{s:s,s:[]}", "verdict", "ok", "findings"));
    json_decref(asked);
}

/* ---- events ----------------------------------------------------------------------------------*/

struct events {
    struct board_web *web;
    uint64_t seen;
    bool begun, was_away;
    mono_ns_t beat;
    char *text; /* of the event being sent */
    size_t len, sent;
};

static void put_event(struct events *s, const char *name, json_t *j)
{
    char *data = json_dumps(j, JSON_COMPACT);
    json_decref(j);
    free(s->text);
    s->text = NULL;
    int n = asprintf(&s->text, "event: %s\ndata: %s\n\n", name, data ? data : "{}");
    s->len = n > 0 ? (size_t)n : 0;
    s->sent = 0;
    free(data);
    s->beat = clock_mono();
}

/* What is new since the last event: the queue, or that Redis is away. */
static void next_event(struct events *s)
{
    struct board_seen seen;
    board_watch_see(s->web->watch, &seen);
    if (seen.away_since_ms && !s->was_away)
        put_event(
            s, "away",
            json_pack("{s:I,s:s}", "since_ms", (json_int_t)seen.away_since_ms, "why", seen.why));
    else if (!seen.away_since_ms && seen.model)
        put_event(s, "board", json_incref(seen.model));
    s->was_away = seen.away_since_ms != 0;
    s->begun |= seen.model || s->was_away;
    board_seen_free(&seen);
}

static int next_bytes(void *state, char *out, size_t cap)
{
    struct events *s = state;
    if (s->sent == s->len) {
        board_watch_look(s->web->watch, true); /* the last one before us may just have left */
        uint64_t now = board_watch_wait(s->web->watch, s->seen, 500);
        if (now != s->seen || !s->begun)
            next_event(s);
        else if (clock_elapsed_ms(s->beat, clock_mono()) > BEAT_MS)
            put_event(s, "beat", json_object());
        s->seen = now;
    }
    size_t n = s->len - s->sent < cap ? s->len - s->sent : cap;
    memcpy(out, s->text + s->sent, n);
    s->sent += n;
    return (int)n;
}

static void events_close(void *state)
{
    struct events *s = state;
    if (atomic_fetch_sub(&s->web->streams, 1) == 1)
        board_watch_look(s->web->watch, false);
    free(s->text);
    free(s);
}

static void events(void *ctx, const struct http_request *r, struct http_reply *out)
{
    struct board_web *w = ctx;
    if (!may_read(w, r, out))
        return;
    if (atomic_fetch_add(&w->streams, 1) >= STREAMS_MAX) {
        atomic_fetch_sub(&w->streams, 1);
        header(out, "Retry-After", "5");
        answer_error(out, 503, "too many watch already");
        return;
    }
    board_watch_look(w->watch, true);
    struct events *s = check_calloc(1, sizeof(*s));
    s->web = w;
    s->beat = clock_mono();
    s->text = strdup("");
    out->type = "text/event-stream";
    out->stream = (struct http_stream){next_bytes, events_close, s};
}

/* ---- start, stop -----------------------------------------------------------------------------*/

static int read_token(struct board_web *w, struct err *e)
{
    if (config_secret("board.token_file", w->cfg->board_token_file, w->token, sizeof(w->token),
                      e) != 0)
        return -1;
    if (w->cfg->board_token_file[0] && strlen(w->token) < TOKEN_MIN)
        return err_set(e, "board.token_file = %s: a token has %d characters or more",
                       w->cfg->board_token_file, TOKEN_MIN);
    if (strcmp(w->cfg->board_web, "token") == 0 && !w->token[0])
        return err_set(e, "board.web = token: needs board.token_file");
    return 0;
}

int board_web_check(const struct config *cfg, struct err *e)
{
    struct board_web w = {.cfg = cfg};
    return strcmp(cfg->board_web, "off") == 0 ? 0 : read_token(&w, e);
}

struct board_web *board_web_start(const struct config *cfg, struct err *e)
{
    struct board_web *w = check_calloc(1, sizeof(*w));
    w->cfg = cfg;
    if (strcmp(cfg->board_web, "off") == 0 || cfg->status_port == 0)
        return w;
    if (read_token(w, e) != 0 || !(w->watch = board_watch_start(cfg, NULL, EVERY_MS, e)) ||
        board_watch_want(w->watch, CASES, "", e) != 0) {
        board_web_stop(w);
        return NULL;
    }
    board_watch_look(w->watch, false);
    w->guard = board_guard_new(cfg);
    const struct http_route routes[ROUTES] = {
        {"/board", "GET", page, w, "the cases, live"}, {"/board/start", "GET", start, w, NULL},
        {"/board/events", "GET", events, w, NULL},     {"/board/list", "GET", list, w, NULL},
        {"/board/case", "GET", one_case, w, NULL},     {"/board/act", "POST", act, w, NULL},
        {"/board/lint", "POST", lint, w, NULL},
    };
    memcpy(w->routes, routes, sizeof(routes));
    w->route_count = ROUTES;
    return w;
}

const struct http_route *board_web_routes(const struct board_web *w, unsigned *count)
{
    *count = w->route_count;
    return w->routes;
}

void board_web_stop(struct board_web *w)
{
    if (!w)
        return;
    if (w->watch && !board_watch_stop(w->watch, STOP_MS))
        return; /* a thread still waits for a server; it ends with the process */
    board_guard_free(w->guard);
    free(w);
}
