/* board_web.h - the board as a web page: routes for the status server (core/http.h).
 *
 *   GET  /board          the page, whole; it has nothing to fetch from elsewhere
 *   GET  /board/start    {"may_act", "token", "actions"}: what this reader may do
 *   GET  /board/events   server-sent events: "board" with the model (board_model.h), "away"
 *   GET  /board/list     ?filter=WORDS the model, filtered
 *   GET  /board/case     ?id=ID one case; &text=1 with the words of the review
 *   POST /board/act      {"action", "id", "as", "answers"} -> {"code", "said", "case"}
 *   POST /board/lint     {"text", "case"} -> what the guard says of it so far
 *
 * To act takes the token in an Authorization header, which no other site can make a browser send;
 * so it needs no cookie. Every page is answered on the thread of its connection. */
#ifndef REDRESS_ONCALL_BOARD_WEB_H
#define REDRESS_ONCALL_BOARD_WEB_H

#include "core/check.h"
#include "core/config.h"
#include "core/http.h"

struct board_web;

/* Would board_web_start accept these settings? Connects to nothing. -1: e names key and value. */
MUST_CHECK int board_web_check(const struct config *cfg, struct err *e);
/* NULL with e set for bad settings (no such token file). With board.web = off it has no routes. */
struct board_web *board_web_start(const struct config *cfg, struct err *e);
/* The table for status_start_with; lives as long as the board. */
const struct http_route *board_web_routes(const struct board_web *w, unsigned *count);
/* After the status server is stopped: nobody is being answered any more. */
void board_web_stop(struct board_web *w);

#endif
