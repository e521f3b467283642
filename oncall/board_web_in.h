/* board_web_in.h - what the parts of the web board share: who may and how it is answered
 * (board_web_may.c), acting (board_web_act.c), events (board_web_events.c). Threads: each request
 * has its own. Private to oncall/board_web*.c. */
#ifndef REDRESS_ONCALL_BOARD_WEB_IN_H
#define REDRESS_ONCALL_BOARD_WEB_IN_H

#include "oncall/board_web.h"

#include "oncall/board_guard.h"
#include "oncall/board_watch.h"

#include <stdatomic.h>

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

/* ---- board_web_may.c -------------------------------------------------------------------------*/

bool board_web_has_token(const struct board_web *w, const struct http_request *r);
/* Was the page asked for under a name that is ours? */
bool board_web_known_host(const struct board_web *w, const struct http_request *r);
void board_web_header(struct http_reply *out, const char *name, const char *value);
void board_web_guard_headers(struct http_reply *out);
/* Takes over j. */
void board_web_json(struct http_reply *out, unsigned status, json_t *j);
void board_web_error(struct http_reply *out, unsigned status, const char *why);
/* The checks of every page but the first; false: answered. */
bool board_web_may_read(const struct board_web *w, const struct http_request *r,
                        struct http_reply *out);
/* A few at once wait for a server; false: answered. board_web_ask_end gives the place back. */
bool board_web_ask_begin(struct board_web *w, struct http_reply *out);
void board_web_ask_end(struct board_web *w);

/* ---- routes; ctx is the struct board_web -----------------------------------------------------*/

void board_web_act(void *ctx, const struct http_request *r, struct http_reply *out);
void board_web_lint(void *ctx, const struct http_request *r, struct http_reply *out);
void board_web_events(void *ctx, const struct http_request *r, struct http_reply *out);

#endif
