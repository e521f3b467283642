/* HTTP/1.0, so that the answer ends where the connection does. */
#include "sink/audit_status.h"

#include <errno.h>
#include <netdb.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#define ANSWER_S 3
#define ANSWER_MAX (4u << 20)

struct audit_counts audit_status_parse(const char *text)
{
    static const char events[] = "redress_events_total ", outcomes[] = "redress_outcomes_total{";
    struct audit_counts c = {0};
    for (const char *line = text; line && *line; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (strncmp(line, events, sizeof(events) - 1) == 0)
            c.events = strtoull(line + sizeof(events) - 1, NULL, 10);
        const char *end =
            strncmp(line, outcomes, sizeof(outcomes) - 1) == 0 ? strchr(line, '}') : 0;
        if (end)
            c.outcomes += strtoull(end + 1, NULL, 10);
    }
    return c;
}

static int dial(const char *address, struct err *e)
{
    char host[256];
    const char *colon = strrchr(address, ':');
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *found = NULL;
    struct timeval limit = {.tv_sec = ANSWER_S};
    if (!colon || colon == address || (size_t)(colon - address) >= sizeof(host))
        return err_set(e, "--status %s: must be host:port", address);
    memcpy(host, address, (size_t)(colon - address));
    host[colon - address] = '\0';
    int why = getaddrinfo(host, colon + 1, &hints, &found);
    if (why != 0)
        return err_set(e, "--status %s: %s", address, gai_strerror(why));
    int fd = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd >= 0) {
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
        setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit));
    }
    bool connected = fd >= 0 && connect(fd, found->ai_addr, found->ai_addrlen) == 0;
    freeaddrinfo(found);
    if (connected)
        return fd;
    err_set(e, "--status %s: %s", address, strerror(errno));
    if (fd >= 0)
        close(fd);
    return -1;
}

static char *read_all(int fd)
{
    size_t len = 0, cap = 65536;
    char *text = check_malloc(cap + 1);
    ssize_t n;
    while ((n = read(fd, text + len, cap - len)) > 0 && len < ANSWER_MAX) {
        len += (size_t)n;
        if (len == cap) {
            cap *= 2;
            text = check_realloc(text, cap + 1);
        }
    }
    text[len] = '\0';
    return text;
}

int audit_status(const char *address, struct audit_counts *out, struct err *e)
{
    static const char ask[] = "GET /metrics HTTP/1.0\r\n\r\n";
    int fd = dial(address, e);
    if (fd < 0)
        return -1;
    char *text = send(fd, ask, sizeof(ask) - 1, MSG_NOSIGNAL) == (ssize_t)sizeof(ask) - 1
                     ? read_all(fd)
                     : check_strdup("");
    close(fd);
    bool found = strstr(text, "redress_events_total ") != NULL;
    *out = audit_status_parse(text);
    free(text);
    return found ? 0 : err_set(e, "--status %s: not the status page of a redress", address);
}
