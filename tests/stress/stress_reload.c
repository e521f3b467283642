/* Workers enrich batches while model and policy are reloaded: under ThreadSanitizer (and
 * AddressSanitizer) this shows that no worker reads what a reload has freed. Every batch must be
 * scored by one policy, the old or the new, never by a mixture. */
#include "core/clock.h"
#include "enrich/enrich.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { WORKERS = 3, EVENTS = 8, RELOADS = 60 };

static struct enrich *en;
static _Atomic bool stop;
static _Atomic unsigned batches;

static struct batch *make_batch(void)
{
    struct batch *b = batch_new(EVENTS);
    for (b->count = 0; b->count < EVENTS; b->count++) {
        struct event *ev = &b->events[b->count];
        *ev = (struct event){0};
        event_fields_init(&ev->fields);
        ev->fields.rating = 1;
        ev->fields.body = STR_LIT("The parcel came three weeks late and was broken, refund please");
    }
    return b;
}

static void *work(void *arg)
{
    (void)arg;
    struct enrich_worker *w = enrich_worker_new(en);
    struct batch *b = make_batch();
    while (!atomic_load(&stop)) {
        enrich_batch(w, b);
        unsigned points = b->events[0].finding.points[TERM_RATING];
        CHECK(points == 160 || points == 350);
        for (unsigned i = 0; i < EVENTS; i++)
            CHECK(b->events[i].finding.points[TERM_RATING] == points);
        atomic_fetch_add(&batches, 1);
    }
    batch_free(b);
    enrich_worker_free(w);
    return NULL;
}

int main(void)
{
    struct err e;
    char path[] = "/tmp/redress-stress-XXXXXX", set[64];
    int fd = mkstemp(path);
    const char policy[] = "[weights]\nrating = 350\nseverity = 0\n";
    CHECK(fd >= 0 && write(fd, policy, sizeof(policy) - 1) == sizeof(policy) - 1);
    close(fd);
    struct config *plain = config_new(), *other = config_new();
    snprintf(set, sizeof(set), "enrich.policy=%s", path);
    CHECK(config_assign(other, set, &e) == 0);
    en = enrich_new(plain, &e);
    CHECK(en);
    pthread_t threads[WORKERS];
    for (int i = 0; i < WORKERS; i++)
        CHECK(pthread_create(&threads[i], NULL, work, NULL) == 0);
    for (int i = 0; i < RELOADS; i++) {
        CHECK(enrich_reload(en, i % 2 ? plain : other, &e) == 0);
        unsigned seen = atomic_load(&batches);
        mono_ns_t start = clock_mono();
        while (atomic_load(&batches) < seen + WORKERS &&
               clock_elapsed_ms(start, clock_mono()) < 5000)
            usleep(200);
        CHECK(atomic_load(&batches) > seen); /* the workers went on during and after it */
    }
    atomic_store(&stop, true);
    for (int i = 0; i < WORKERS; i++)
        CHECK(pthread_join(threads[i], NULL) == 0);
    printf("stress_reload: %u batches by %d workers across %d reloads\n", atomic_load(&batches),
           WORKERS, RELOADS);
    enrich_free(en);
    config_free(plain);
    config_free(other);
    unlink(path);
    return 0;
}
