#include "oncall/board_web_in.h"

#include "core/check.h"
#include "oncall/board_actions.h"
#include "oncall/board_model.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/random.h>

extern const unsigned char board_html[], board_html_end[];

#define CASES 100 /* of the queue that a page is sent */
#define CASES_MOST 1000
#define EVERY_MS 1000 /* between two looks at the queue */
#define STOP_MS 15000
#define TOKEN_MIN 16
#define NONCE "@NONCE@"
#define NONCE_BYTES 16

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
    board_web_guard_headers(out);
    if (!board_web_known_host(w, r)) {
        board_web_error(out, 421, "this name is not board.host");
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
    board_web_header(out, "Content-Security-Policy", policy);
    board_web_header(out, "X-Frame-Options", "DENY");
    out->type = "text/html; charset=utf-8";
}

static void start(void *ctx, const struct http_request *r, struct http_reply *out)
{
    const struct board_web *w = ctx;
    if (!board_web_may_read(w, r, out))
        return;
    bool may_act = board_web_has_token(w, r);
    if (http_header(r, "Authorization") && !may_act) {
        board_web_error(out, 401, w->token[0] ? "that is not the token" : "nobody may act here");
        return;
    }
    board_web_json(out, 200,
                   json_pack("{s:b,s:b,s:o,s:o,s:o}", "may_act", may_act, "token",
                             w->token[0] != '\0', "actions", board_actions_json(), "titles",
                             board_titles_json(), "words", board_words_json()));
}

static unsigned limit_of(const struct http_request *r)
{
    const char *text = http_query(r, "limit");
    long n = text ? strtol(text, NULL, 10) : 0;
    return n < 1 ? CASES : n > CASES_MOST ? CASES_MOST : (unsigned)n;
}

static void list(void *ctx, const struct http_request *r, struct http_reply *out)
{
    struct board_web *w = ctx;
    const char *filter = http_query(r, "filter"), *as = http_query(r, "as");
    char memory[256];
    struct store_filter f = {.limit = limit_of(r), .soon_ms = w->cfg->board_soon_s * 1000};
    struct err e;
    if (!board_web_may_read(w, r, out))
        return;
    if (filter && strlen(filter) >= sizeof(memory)) {
        board_web_error(out, 400, "the filter is too long");
        return;
    }
    if (board_model_filter(filter ? filter : "", as ? as : "", memory, &f, &e) != 0) {
        board_web_error(out, 400, e.msg);
        return;
    }
    if (!board_web_ask_begin(w, out))
        return;
    struct store *s = store_new(w->cfg, &e);
    json_t *alerts = json_array(), *model = s ? board_model_read(s, &f, NULL, alerts, &e) : NULL;
    if (s)
        store_free(s);
    json_decref(alerts);
    board_web_ask_end(w);
    if (model)
        board_web_json(out, 200, model);
    else
        board_web_error(out, 503, e.msg);
}

/* Of the browser, as far as nobody has set one. */
static const char *language_of(const struct board_web *w, const struct http_request *r)
{
    const char *said = http_query(r, "lang");
    if (!said || strcmp(w->cfg->board_language, "auto") != 0)
        return NULL;
    return strncasecmp(said, "zh", 2) == 0 ? "zh" : "en";
}

static void one_case(void *ctx, const struct http_request *r, struct http_reply *out)
{
    struct board_web *w = ctx;
    const char *id = http_query(r, "id"), *text = http_query(r, "text");
    struct err e = {""};
    if (!board_web_may_read(w, r, out))
        return;
    if (!id || !id[0] || strlen(id) > 200) {
        board_web_error(out, 400, "id is missing");
        return;
    }
    if (!board_web_ask_begin(w, out))
        return;
    struct store *s = store_new(w->cfg, &e);
    json_t *j =
        s ? board_model_case(w->cfg, s, id, NULL, language_of(w, r), text && text[0] == '1', &e)
          : NULL;
    if (s)
        store_free(s);
    board_web_ask_end(w);
    if (j)
        board_web_json(out, 200, j);
    else
        board_web_error(out, 404, e.msg);
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
        {"/board", "GET", page, w, "the cases, live"},
        {"/board/start", "GET", start, w, NULL},
        {"/board/events", "GET", board_web_events, w, NULL},
        {"/board/list", "GET", list, w, NULL},
        {"/board/case", "GET", one_case, w, NULL},
        {"/board/act", "POST", board_web_act, w, NULL},
        {"/board/lint", "POST", board_web_lint, w, NULL},
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
