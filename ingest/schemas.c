#include "ingest/schemas.h"

#include "core/log.h"
#include "core/metrics.h"
#include "ingest/ingest.h"
#include "ingest/plan.h"
#include "ingest/reader.h"
#include "ingest/registry.h"

#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

#define BUCKETS 256u
#define WANTED_MAX 64       /* ids asked for at a time; more of them wait their turn */
#define WANTED_FORGET_S 60  /* nobody has asked again: the partition went elsewhere */
#define UNKNOWN_SLOTS 1024u /* a flood of made-up ids overwrites itself, not our memory */
#define BACKOFF_MIN_MS 100
#define BACKOFF_MAX_MS 5000
#define FILE_BYTES_MAX (4 << 20)
#define NS_PER_MS UINT64_C(1000000)

struct wanted {
    int32_t id;
    unsigned failures;
    mono_ns_t asked; /* last time by a decoder */
    mono_ns_t due;   /* next attempt; 0: at once */
};

struct unknown {
    int32_t id;
    mono_ns_t until;
};

struct schemas {
    struct reader *reader;
    char *directory;           /* "" = none */
    struct registry *registry; /* NULL = none */
    uint64_t negative_ns;
    _Atomic(struct schema *) buckets[BUCKETS];

    pthread_t thread; /* runs if there is a directory or a registry */
    bool threaded;
    pthread_mutex_t lock; /* of all below */
    pthread_cond_t wake;
    bool stop;
    struct wanted wanted[WANTED_MAX];
    unsigned wanted_count;
    struct unknown unknown[UNKNOWN_SLOTS];
};

enum answer { ANSWER_FOUND, ANSWER_UNKNOWN, ANSWER_FAILED };

static unsigned slot_of(int32_t id, unsigned slots)
{
    return ((uint32_t)id * UINT32_C(2654435761) >> 16) % slots;
}

const struct schema *schemas_find(const struct schemas *s, int32_t id)
{
    /* Acquire pairs with the release in publish: the schema is whole before it can be found. */
    const struct schema *at =
        atomic_load_explicit(&s->buckets[slot_of(id, BUCKETS)], memory_order_acquire);
    while (at && at->id != id)
        at = at->next;
    return at;
}

/* One thread at a time: at start, then the background thread. */
static void publish(struct schemas *s, struct schema *schema)
{
    _Atomic(struct schema *) *bucket = &s->buckets[slot_of(schema->id, BUCKETS)];
    schema->next = atomic_load_explicit(bucket, memory_order_relaxed);
    atomic_store_explicit(bucket, schema, memory_order_release);
}

static struct schema *schema_new(int32_t id, enum reason reason, const char *detail)
{
    struct schema *schema = check_calloc(1, sizeof(*schema));
    schema->id = id;
    schema->reason = reason;
    snprintf(schema->detail, sizeof(schema->detail), "%.*s", (int)sizeof(schema->detail) - 1,
             detail);
    return schema;
}

/* Compiles and publishes. A schema that is none, or not ours to read, is published as such: the
 * answer will not get better, ids being immutable. Returns its reason, with e set if it has one. */
static enum reason add(struct schemas *s, int32_t id, const char *json, size_t len, struct err *e)
{
    enum reason reason = REASON_NONE;
    struct plan *plan = plan_new(s->reader, json, len, &reason, e);
    struct schema *schema = schema_new(id, reason, plan ? "" : e->msg);
    schema->plan = plan;
    publish(s, schema);
    return reason;
}

char *schemas_read_file(const char *path, size_t *len)
{
    FILE *in = fopen(path, "r");
    if (!in)
        return NULL;
    char *text = check_malloc(FILE_BYTES_MAX);
    *len = fread(text, 1, FILE_BYTES_MAX, in);
    int failed = ferror(in) ? errno : *len == FILE_BYTES_MAX ? EFBIG : 0;
    fclose(in);
    if (!failed)
        return text;
    free(text);
    errno = failed;
    return NULL;
}

int32_t schemas_file_id(const char *name)
{
    char *end;
    errno = 0;
    long id = strtol(name, &end, 10);
    bool is = name[0] >= '0' && name[0] <= '9' && strcmp(end, ".avsc") == 0;
    return is && errno == 0 && id <= INT32_MAX ? (int32_t)id : -1;
}

static int load_file(struct schemas *s, const char *name, int32_t id, struct err *e)
{
    char path[4096];
    size_t len;
    snprintf(path, sizeof(path), "%s/%s", s->directory, name);
    char *text = schemas_read_file(path, &len);
    if (!text)
        return err_set(e, "schemas.directory: %s: %s", path, strerror(errno));
    struct err why;
    enum reason reason = add(s, id, text, len, &why);
    free(text);
    if (reason == REASON_BAD_SCHEMA)
        return err_set(e, "schemas.directory: %s: %s", path, why.msg);
    if (reason != REASON_NONE) /* perhaps another topic's, as that of the journal */
        log_info("ingest", "no schema of reviews: such records would be dead letters",
                 "file=%s error=\"%s\"", path, why.msg);
    return 0;
}

static int load_directory(struct schemas *s, struct err *e)
{
    DIR *dir = opendir(s->directory);
    if (!dir)
        return err_set(e, "schemas.directory '%s': %s", s->directory, strerror(errno));
    int failed = 0;
    for (struct dirent *d; !failed && (d = readdir(dir));) {
        int32_t id = schemas_file_id(d->d_name);
        if (id >= 0 && !schemas_find(s, id))
            failed = load_file(s, d->d_name, id, e);
    }
    closedir(dir);
    return failed;
}

extern const unsigned char schemas_v1[], schemas_v1_end[], schemas_v2[], schemas_v2_end[],
    schemas_v3[], schemas_v3_end[], schemas_v4[], schemas_v4_end[];

static void load_builtin(struct schemas *s)
{
    const unsigned char *const texts[][2] = {{schemas_v1, schemas_v1_end},
                                             {schemas_v2, schemas_v2_end},
                                             {schemas_v3, schemas_v3_end},
                                             {schemas_v4, schemas_v4_end}};
    for (int i = 0; i < (int)(sizeof(texts) / sizeof(*texts)); i++) {
        struct err e;
        size_t len = (size_t)(texts[i][1] - texts[i][0]);
        CHECK(add(s, i + 1, (const char *)texts[i][0], len, &e) == REASON_NONE);
    }
}

/* A file that was put there after the start. One that is not whole yet is tried again. */
static enum answer look_in_directory(struct schemas *s, int32_t id, struct err *e)
{
    char path[4096];
    size_t len;
    if (!s->directory[0])
        return ANSWER_UNKNOWN;
    snprintf(path, sizeof(path), "%s/%d.avsc", s->directory, (int)id);
    char *text = schemas_read_file(path, &len);
    if (!text && errno == ENOENT)
        return ANSWER_UNKNOWN;
    if (!text) {
        err_set(e, "%s: %s", path, strerror(errno));
        return ANSWER_FAILED;
    }
    enum reason reason;
    struct err why;
    struct plan *plan = plan_new(s->reader, text, len, &reason, &why);
    bool whole = plan || reason != REASON_BAD_SCHEMA;
    plan_free(plan);
    if (whole)
        add(s, id, text, len, &why);
    else
        err_set(e, "%s: %.300s", path, why.msg);
    free(text);
    return whole ? ANSWER_FOUND : ANSWER_FAILED;
}

static enum answer ask_registry(struct schemas *s, int32_t id, struct err *e)
{
    char *text = NULL;
    struct err why;
    if (!s->registry)
        return ANSWER_UNKNOWN;
    metrics_add(METRIC_SCHEMA_FETCHES, 1);
    enum registry_answer answer = registry_get(s->registry, id, &text, e);
    if (answer == REGISTRY_FOUND && add(s, id, text, strlen(text), &why) != REASON_NONE)
        log_warn("ingest", "schema cannot be read as ours", "id=%d error=\"%s\"", (int)id, why.msg);
    if (answer == REGISTRY_FOREIGN)
        publish(s, schema_new(id, REASON_BAD_SCHEMA, e->msg));
    if (answer == REGISTRY_FAILED)
        metrics_add(METRIC_SCHEMA_FAILURES, 1);
    free(text);
    return answer == REGISTRY_MISSING  ? ANSWER_UNKNOWN
           : answer == REGISTRY_FAILED ? ANSWER_FAILED
                                       : ANSWER_FOUND;
}

/* Half to all of the doubling pause, so that workers do not come back in step. */
static uint64_t backoff_ns(unsigned failures, int32_t id, mono_ns_t now)
{
    uint64_t ms = BACKOFF_MAX_MS;
    if (failures < 8 && ((uint64_t)BACKOFF_MIN_MS << failures) < ms)
        ms = (uint64_t)BACKOFF_MIN_MS << failures;
    unsigned seed = (unsigned)id ^ (unsigned)now.ns ^ (unsigned)(now.ns >> 32);
    return (ms / 2 + (uint64_t)rand_r(&seed) % (ms / 2 + 1)) * NS_PER_MS;
}

/* Lock held. */
static struct wanted *find_wanted(struct schemas *s, int32_t id)
{
    for (unsigned i = 0; i < s->wanted_count; i++)
        if (s->wanted[i].id == id)
            return &s->wanted[i];
    return NULL;
}

/* Lock held. What became of an attempt. */
static void settle(struct schemas *s, int32_t id, enum answer answer, const struct err *why)
{
    mono_ns_t now = clock_mono();
    struct wanted *w = find_wanted(s, id);
    if (answer == ANSWER_FAILED && w && now.ns < w->asked.ns + WANTED_FORGET_S * 1000 * NS_PER_MS) {
        uint64_t pause = backoff_ns(w->failures++, id, now);
        w->due.ns = now.ns + pause;
        log_warn("ingest", "schema not to be had, its partitions wait",
                 "id=%d retry_ms=%d error=\"%s\"", (int)id, (int)(pause / NS_PER_MS), why->msg);
        return;
    }
    if (answer == ANSWER_UNKNOWN)
        s->unknown[slot_of(id, UNKNOWN_SLOTS)] = (struct unknown){id, {now.ns + s->negative_ns}};
    if (w)
        *w = s->wanted[--s->wanted_count];
}

/* Lock held. The next attempt to make; waits for one. NULL: stopped. */
static struct wanted *next_wanted(struct schemas *s)
{
    while (!s->stop) {
        struct wanted *next = NULL;
        for (unsigned i = 0; i < s->wanted_count; i++)
            if (!next || s->wanted[i].due.ns < next->due.ns)
                next = &s->wanted[i];
        if (next && next->due.ns <= clock_mono().ns)
            return next;
        if (!next) {
            pthread_cond_wait(&s->wake, &s->lock);
            continue;
        }
        struct timespec at = {.tv_sec = (time_t)(next->due.ns / 1000000000u),
                              .tv_nsec = (long)(next->due.ns % 1000000000u)};
        pthread_cond_timedwait(&s->wake, &s->lock, &at);
    }
    return NULL;
}

static void *fetch_thread(void *arg)
{
    struct schemas *s = arg;
    pthread_mutex_lock(&s->lock);
    for (struct wanted *w; (w = next_wanted(s));) {
        int32_t id = w->id;
        struct err why = {""};
        pthread_mutex_unlock(&s->lock);
        enum answer answer = look_in_directory(s, id, &why);
        if (answer == ANSWER_UNKNOWN)
            answer = ask_registry(s, id, &why);
        pthread_mutex_lock(&s->lock);
        settle(s, id, answer, &why);
    }
    pthread_mutex_unlock(&s->lock);
    return NULL;
}

enum schemas_answer schemas_ask(struct schemas *s, int32_t id, mono_ns_t now)
{
    if (!s->threaded)
        return SCHEMAS_UNKNOWN;
    pthread_mutex_lock(&s->lock);
    const struct unknown *u = &s->unknown[slot_of(id, UNKNOWN_SLOTS)];
    bool unknown = u->id == id && u->until.ns > now.ns;
    struct wanted *w = unknown ? NULL : find_wanted(s, id);
    if (w)
        w->asked = now;
    else if (!unknown && !schemas_find(s, id) && s->wanted_count < WANTED_MAX) {
        /* Looked up again, since it may have arrived between the caller's look and the lock. */
        s->wanted[s->wanted_count++] = (struct wanted){.id = id, .asked = now};
        pthread_cond_signal(&s->wake);
    }
    pthread_mutex_unlock(&s->lock);
    return unknown ? SCHEMAS_UNKNOWN : SCHEMAS_ASKED;
}

static int load(struct schemas *s, const struct config *cfg, struct err *e)
{
    if (cfg->schemas_registry_url[0] && !(s->registry = registry_new(cfg, e)))
        return -1;
    if (s->directory[0])
        return load_directory(s, e);
    /* A registry numbers its own: 1 to 3 are then not ours. */
    if (!s->registry)
        load_builtin(s);
    return 0;
}

static void start_thread(struct schemas *s)
{
    s->threaded = s->registry || s->directory[0];
    if (s->threaded)
        CHECK(pthread_create(&s->thread, NULL, fetch_thread, s) == 0);
}

struct schemas *schemas_new(const struct config *cfg, struct err *e)
{
    struct schemas *s = check_calloc(1, sizeof(*s));
    pthread_condattr_t attr;
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&s->wake, &attr);
    pthread_condattr_destroy(&attr);
    pthread_mutex_init(&s->lock, NULL);
    size_t len;
    const char *json = reader_schema(&len);
    s->reader = reader_new(json, len, e);
    CHECK(s->reader);
    s->directory = check_strdup(cfg->schemas_directory);
    s->negative_ns = (uint64_t)cfg->schemas_negative_cache_s * 1000 * NS_PER_MS;
    if (load(s, cfg, e) != 0) {
        schemas_free(s);
        return NULL;
    }
    start_thread(s);
    return s;
}

static void stop_thread(struct schemas *s)
{
    if (!s->threaded)
        return;
    pthread_mutex_lock(&s->lock);
    s->stop = true;
    pthread_cond_signal(&s->wake);
    pthread_mutex_unlock(&s->lock);
    if (s->registry)
        registry_stop(s->registry);
    pthread_join(s->thread, NULL);
}

void schemas_free(struct schemas *s)
{
    if (!s)
        return;
    stop_thread(s);
    for (unsigned i = 0; i < BUCKETS; i++)
        for (struct schema *at = s->buckets[i], *next; at; at = next) {
            next = at->next;
            plan_free((struct plan *)(uintptr_t)at->plan);
            free(at);
        }
    registry_free(s->registry);
    reader_free(s->reader);
    pthread_mutex_destroy(&s->lock);
    pthread_cond_destroy(&s->wake);
    free(s->directory);
    free(s);
}
