/* The calendars file (rounds.calendars): calendars, and budgets by lane and by cause. Read once,
 * and again when somebody asks for it. What was read is kept, a few kB, also when a newer one takes
 * its place: threads that have not looked yet still point into it. */
#include "sink/calendar.h"
#include "sink/rounds_turn.h"

#include "core/inifile.h"
#include "core/log.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#define CALENDARS_MAX 32
#define YEAR_S 31536000

/* What a section says; -1 and 0: nothing of it. */
struct over {
    bool set;
    int64_t warn_ms, round_ms[3], total_ms;
    char calendar[CALENDAR_NAME]; /* "always": round the clock */
};

struct file {
    struct file *before; /* that it took the place of */
    struct calendar *calendar[CALENDARS_MAX];
    unsigned calendars;
    struct over lane[ROUNDS_LANE_N], cause[CAUSE_N];
};

static struct calendar *find(struct file *f, const char *name)
{
    for (unsigned i = 0; i < f->calendars; i++)
        if (strcmp(f->calendar[i]->name, name) == 0)
            return f->calendar[i];
    return NULL;
}

static int on_calendar(struct file *f, const char *name, const char *key, const char *value,
                       struct err *e)
{
    struct err why = {""};
    struct calendar *c = find(f, name);
    if (strlen(name) >= CALENDAR_NAME || strcmp(name, "always") == 0)
        return err_set(e, "[calendar %s]: a name has 1 to %d bytes and is not 'always'", name,
                       CALENDAR_NAME - 1);
    if (!c && f->calendars == CALENDARS_MAX)
        return err_set(e, "[calendar %s]: more than %d calendars", name, CALENDARS_MAX);
    if (!c) {
        c = f->calendar[f->calendars++] = check_calloc(1, sizeof(*c));
        strcpy(c->name, name);
    }
    if (calendar_set(c, key, value, &why) == 0)
        return 0;
    return err_set(e, "[calendar %s] %s: %s", name, key, why.msg);
}

static int on_budget(struct over *o, const char *section, const char *key, const char *value,
                     struct err *e)
{
    const struct {
        const char *key;
        int64_t *to;
    } times[] = {{"warn_s", &o->warn_ms},
                 {"round_1_s", &o->round_ms[0]},
                 {"round_2_s", &o->round_ms[1]},
                 {"round_3_s", &o->round_ms[2]},
                 {"total_s", &o->total_ms}};
    long long n;
    o->set = true;
    for (unsigned i = 0; i < sizeof(times) / sizeof(*times); i++)
        if (strcmp(key, times[i].key) == 0) {
            if (inifile_number(section, key, value, 1, YEAR_S, "s", &n, e) != 0)
                return -1;
            *times[i].to = n * 1000;
            return 0;
        }
    if (strcmp(key, "calendar") != 0)
        return err_set(e,
                       "[%s] %s: there is no such setting: calendar, warn_s, round_1_s, "
                       "round_2_s, round_3_s, total_s",
                       section, key);
    if (strlen(value) >= CALENDAR_NAME)
        return err_set(e, "[%s] calendar '%s': the name is too long", section, value);
    strcpy(o->calendar, value);
    return 0;
}

static int on_setting(void *ctx, const char *section, const char *key, const char *value,
                      struct err *e)
{
    struct file *f = ctx;
    const char *blank = strchr(section, ' '), *name = blank ? blank + 1 : "";
    size_t kind = blank ? (size_t)(blank - section) : strlen(section);
    unsigned len = (unsigned)strlen(name);
    if (kind == 8 && memcmp(section, "calendar", 8) == 0 && len > 0)
        return on_calendar(f, name, key, value, e);
    int lane = kind == 4 && memcmp(section, "lane", 4) == 0
                   ? vocab_find(rounds_lane_name, ROUNDS_LANE_N, name, len)
                   : -1;
    int cause = kind == 5 && memcmp(section, "cause", 5) == 0
                    ? vocab_find(vocab_cause, CAUSE_N, name, len)
                    : -1;
    if (lane < 0 && cause < 0)
        return err_set(e,
                       "[%s]: there is no such section: [calendar NAME], [lane marketplace] (or "
                       "social, chat, safety), [cause late] (or another cause)",
                       section);
    return on_budget(lane >= 0 ? &f->lane[lane] : &f->cause[cause], section, key, value, e);
}

static int check_over(struct file *f, const struct over *o, const char *kind, const char *name,
                      const char *path, struct err *e)
{
    if (!o->calendar[0] || strcmp(o->calendar, "always") == 0 || find(f, o->calendar))
        return 0;
    return err_set(e, "%s: [%s %s] calendar '%s': there is no [calendar %s]", path, kind, name,
                   o->calendar, o->calendar);
}

static int complete(struct file *f, const char *path, struct err *e)
{
    struct err why = {""};
    for (unsigned i = 0; i < f->calendars; i++)
        if (calendar_finish(f->calendar[i], &why) != 0)
            return err_set(e, "%s: %s", path, why.msg);
    for (unsigned i = 0; i < ROUNDS_LANE_N; i++)
        if (check_over(f, &f->lane[i], "lane", rounds_lane_name[i], path, e) != 0)
            return -1;
    for (unsigned i = 0; i < CAUSE_N; i++)
        if (check_over(f, &f->cause[i], "cause", vocab_cause[i], path, e) != 0)
            return -1;
    return 0;
}

static void free_file(struct file *f)
{
    for (unsigned i = 0; i < f->calendars; i++) {
        calendar_fini(f->calendar[i]);
        free(f->calendar[i]);
    }
    free(f);
}

/* NULL: e says what is wrong. */
static struct file *load(const char *path, struct err *e)
{
    struct file *f = check_calloc(1, sizeof(*f));
    if (inifile_load(path, on_setting, f, e) == 0 && complete(f, path, e) == 0)
        return f;
    free_file(f);
    return NULL;
}

static atomic_uint generation = 1;

/* The file at `path`, read at the first call with it and kept, or now if it is to be fresh; NULL: e
 * says what is wrong, and what was known stays. */
static struct file *file_of(const char *path, bool fresh, struct err *e)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    static struct {
        char *path;
        struct file *file;
    } known[8];
    unsigned i = 0;
    pthread_mutex_lock(&lock);
    while (i < sizeof(known) / sizeof(*known) && known[i].path && strcmp(known[i].path, path) != 0)
        i++;
    CHECK(i < sizeof(known) / sizeof(*known));
    struct file *f = known[i].file, *read = f && !fresh ? NULL : load(path, e);
    if (read) {
        known[i].path = f ? known[i].path : check_strdup(path);
        read->before = f;
        known[i].file = read;
        atomic_fetch_add(&generation, f != NULL);
    }
    f = f && !fresh ? f : read;
    pthread_mutex_unlock(&lock);
    return f;
}

static uint64_t mix(uint64_t k, int64_t more)
{
    return (k ^ (uint64_t)more) * UINT64_C(0x9e3779b97f4a7c15) ^ k >> 31;
}

static uint32_t version_of(const struct rounds_budget *b)
{
    uint64_t k = mix(mix(b->warn_ms, b->total_ms), b->round_ms[0]);
    k = mix(mix(k, b->round_ms[1]), b->round_ms[2]);
    if (b->calendar)
        k = calendar_digest(b->calendar, k);
    k = mix(k, 1);
    return (uint32_t)(k >> 32) | 1; /* 0 is for no file */
}

static void lay_over(struct file *f, const struct over *o, struct rounds_budget *b)
{
    if (!o->set)
        return;
    b->warn_ms = o->warn_ms ? o->warn_ms : b->warn_ms;
    b->total_ms = o->total_ms ? o->total_ms : b->total_ms;
    for (int i = 0; i < 3; i++)
        b->round_ms[i] = o->round_ms[i] ? o->round_ms[i] : b->round_ms[i];
    if (o->calendar[0])
        b->calendar = find(f, o->calendar); /* NULL for "always" */
    b->version = version_of(b);
}

int rounds_check(const struct config *cfg, struct err *e)
{
    uint8_t lanes[KIND_N];
    if (rounds_kinds(cfg->rounds_kinds, lanes, e) != 0)
        return -1;
    return !cfg->rounds_calendars[0] || file_of(cfg->rounds_calendars, false, e) ? 0 : -1;
}

int rounds_reload(const struct config *cfg, struct err *e)
{
    return !cfg->rounds_calendars[0] || file_of(cfg->rounds_calendars, true, e) ? 0 : -1;
}

void rounds_budgets_renew(struct rounds_budgets *b, const struct config *cfg)
{
    if (b->generation != atomic_load(&generation))
        rounds_budgets_init(b, cfg);
}

void rounds_file_apply(struct rounds_budgets *b, const struct config *cfg)
{
    struct err e = {""};
    b->generation = atomic_load(&generation); /* before the file: what comes between is seen next */
    if (!cfg->rounds_calendars[0])
        return;
    struct file *f = file_of(cfg->rounds_calendars, false, &e);
    if (!f)
        log_error("rounds", "calendars cannot be read", "why=\"%s\"", e.msg);
    CHECK(f);
    for (unsigned lane = 0; lane < ROUNDS_LANE_N; lane++) {
        lay_over(f, &f->lane[lane], &b->lane[lane]);
        for (unsigned c = 0; c < CAUSE_N; c++) {
            b->cause[c][lane] = b->lane[lane];
            lay_over(f, &f->cause[c], &b->cause[c][lane]);
            b->has_cause[c] = f->cause[c].set;
        }
    }
}
