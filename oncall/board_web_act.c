/* What changes something: actions, and the guard while somebody types. */
#include "oncall/board_web_in.h"

#include "oncall/board_model.h"

#include <string.h>

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
        board_web_error(out, 400, "needs action, id and as: who you are");
        return;
    }
    if (!board_web_ask_begin(w, out))
        return;
    json_t *done = board_model_act(w->cfg, action, id, as, json_object_get(asked, "answers"));
    board_web_ask_end(w);
    int64_t code = json_integer_value(json_object_get(done, "code"));
    board_web_json(out, code == 0 ? 200 : code == 3 ? 409 : code == 2 ? 400 : 502, done);
}

/* The body of who may act: a new object, or NULL and it is answered. */
static json_t *read_asked(const struct board_web *w, const struct http_request *r,
                          struct http_reply *out)
{
    board_web_guard_headers(out);
    if (!board_web_known_host(w, r) || !from_here(r)) {
        board_web_error(out, 403, "not from this page");
        return NULL;
    }
    if (!board_web_has_token(w, r)) {
        board_web_header(out, "WWW-Authenticate", "Bearer");
        board_web_error(out, 401, w->token[0] ? "needs the token" : "nobody may act here");
        return NULL;
    }
    json_t *asked = json_loadb(r->body, r->body_len, 0, NULL);
    if (json_is_object(asked))
        return asked;
    json_decref(asked);
    board_web_error(out, 400, "the body is not a JSON object");
    return NULL;
}

void board_web_act(void *ctx, const struct http_request *r, struct http_reply *out)
{
    json_t *asked = read_asked(ctx, r, out);
    if (asked)
        carry_out(ctx, asked, out);
    json_decref(asked);
}

void board_web_lint(void *ctx, const struct http_request *r, struct http_reply *out)
{
    const struct board_web *w = ctx;
    json_t *asked = read_asked(w, r, out);
    if (!asked)
        return;
    const char *text = json_string_value(json_object_get(asked, "text"));
    json_t *found = board_guard_check(w->guard, json_object_get(asked, "case"), text ? text : "");
    board_web_json(out, 200, found ? found : json_pack("{s:s,s:[]}", "verdict", "ok", "findings"));
    json_decref(asked);
}
