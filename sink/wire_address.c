#include "sink/wire_address.h"

#include <stdio.h>
#include <string.h>

static int parse_port(const char *text, size_t len, int *port)
{
    int n = 0;
    if (len == 0 || len > 5)
        return -1;
    for (size_t i = 0; i < len; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        n = n * 10 + (text[i] - '0');
    }
    *port = n;
    return n > 0 && n <= 65535 ? 0 : -1;
}

static int set_host(struct wire_address *out, const char *host, size_t len)
{
    if (len == 0 || len >= sizeof(out->host))
        return -1;
    memcpy(out->host, host, len);
    out->host[len] = '\0';
    return 0;
}

int wire_address_parse(const char *text, size_t len, struct wire_address *out)
{
    if (len > 5 && memcmp(text, "unix:", 5) == 0) {
        out->port = 0;
        return set_host(out, text + 5, len - 5);
    }
    const char *colon = memrchr(text, ':', len);
    if (!colon || parse_port(colon + 1, len - (size_t)(colon - text) - 1, &out->port) != 0)
        return -1;
    size_t host = (size_t)(colon - text);
    if (host > 0 && text[0] == '[')
        return text[host - 1] == ']' ? set_host(out, text + 1, host - 2) : -1;
    /* A colon more is an IPv6 address whose brackets were forgotten: where would the port begin? */
    return memchr(text, ':', host) ? -1 : set_host(out, text, host);
}

bool wire_address_eq(const struct wire_address *a, const struct wire_address *b)
{
    return a->port == b->port && strcmp(a->host, b->host) == 0;
}

const char *wire_address_text(const struct wire_address *a)
{
    static _Thread_local char out[sizeof(a->host) + 16];
    const char *form = a->port == 0 ? "unix:%s" : strchr(a->host, ':') ? "[%s]:%d" : "%s:%d";
    snprintf(out, sizeof(out), form, a->host, a->port);
    return out;
}
