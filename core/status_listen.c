/* Where the status page listens. */
#include "core/status_in.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

union address {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
};

static socklen_t parse_address(const struct config *cfg, union address *a)
{
    uint16_t port = htons((uint16_t)cfg->status_port);
    memset(a, 0, sizeof(*a));
    if (inet_pton(AF_INET, cfg->status_address, &a->v4.sin_addr) == 1) {
        a->v4.sin_family = AF_INET;
        a->v4.sin_port = port;
        return sizeof(a->v4);
    }
    if (inet_pton(AF_INET6, cfg->status_address, &a->v6.sin6_addr) == 1) {
        a->v6.sin6_family = AF_INET6;
        a->v6.sin6_port = port;
        return sizeof(a->v6);
    }
    return 0;
}

int status_listen(const struct config *cfg, int backlog, struct err *e)
{
    union address a;
    int on = 1;
    socklen_t len = parse_address(cfg, &a);
    if (len == 0)
        return err_set(e, "status.address = '%s': must be an IPv4 or IPv6 address",
                       cfg->status_address);
    int fd = socket(a.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) == 0 &&
        bind(fd, &a.any, len) == 0 && listen(fd, backlog) == 0)
        return fd;
    int why = errno;
    if (fd >= 0)
        close(fd);
    return err_set(e, "status.port = %lld: cannot listen on %s: %s (0 = no status page)",
                   (long long)cfg->status_port, cfg->status_address, strerror(why));
}
