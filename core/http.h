/* http.h - pages that other rooms add to the status server: a table of routes, given at its start.
 *
 * Each connection has a thread of its own, so a page may take its time, and any number of pages run
 * at once: what they share is theirs to lock. */
#ifndef REDRESS_CORE_HTTP_H
#define REDRESS_CORE_HTTP_H

#include <stdbool.h>
#include <stddef.h>

/* One request; everything lives until the page returns. */
struct http_request {
    const char *method, *path;
    const char *body; /* of a POST, NUL-terminated; "" if there is none */
    size_t body_len;
    void *connection; /* of the library */
};
/* NULL if it was not sent. */
const char *http_header(const struct http_request *r, const char *name);
const char *http_query(const struct http_request *r, const char *name);

/* An answer without an end. `next` writes at most cap bytes and returns how many, 0 if nothing came
 * within about half a second, -1 at the end; `close` is called once, also when the reader is gone
 * or too slow. Both run on the connection's thread. */
struct http_stream {
    int (*next)(void *state, char *out, size_t cap);
    void (*close)(void *state);
    void *state;
};

#define HTTP_HEADERS_MAX 8

struct http_reply {
    unsigned status; /* 200 unless the page says otherwise */
    const char *type;
    char *body; /* malloc'ed, freed by the server */
    size_t len;
    struct {
        const char *name;
        char value[600];
    } headers[HTTP_HEADERS_MAX]; /* up to the first without a name */
    struct http_stream stream;   /* instead of a body, if `next` is set */
};

struct http_route {
    const char *path;
    const char *method; /* "GET" (then also HEAD) or "POST" */
    void (*answer)(void *ctx, const struct http_request *r, struct http_reply *out);
    void *ctx;
    const char *about; /* for the list at "/", NULL: not listed */
};

#endif
