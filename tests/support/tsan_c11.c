/* tsan_c11.c - C11 threads by way of pthreads, for builds with ThreadSanitizer.
 *
 * librdkafka starts its threads with thrd_create and locks with mtx_lock. TSan intercepts pthreads
 * only: a thread it never saw begin crashes at its first malloc, and a lock it does not see makes
 * everything handed over under it look like a race. glibc implements the C11 types as the pthread
 * ones, so these definitions, linked into the program, serve librdkafka's objects as they are. */
#ifdef __SANITIZE_THREAD__
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <threads.h>

_Static_assert(sizeof(mtx_t) == sizeof(pthread_mutex_t), "mtx_t is not glibc's");
_Static_assert(sizeof(cnd_t) == sizeof(pthread_cond_t), "cnd_t is not glibc's");
_Static_assert(sizeof(thrd_t) == sizeof(pthread_t), "thrd_t is not glibc's");

static int result(int err)
{
    switch (err) {
    case 0:
        return thrd_success;
    case ENOMEM:
        return thrd_nomem;
    case ETIMEDOUT:
        return thrd_timedout;
    default:
        return thrd_error;
    }
}

struct start {
    thrd_start_t func;
    void *arg;
};

static void *run(void *start)
{
    struct start s = *(struct start *)start;
    free(start);
    return (void *)(intptr_t)s.func(s.arg);
}

int thrd_create(thrd_t *thread, thrd_start_t func, void *arg)
{
    struct start *s = malloc(sizeof(*s));
    if (!s)
        return thrd_nomem;
    *s = (struct start){func, arg};
    return result(pthread_create(thread, NULL, run, s));
}

int thrd_join(thrd_t thread, int *code)
{
    void *value = NULL;
    int err = pthread_join(thread, &value);
    if (code)
        *code = (int)(intptr_t)value;
    return result(err);
}

int mtx_init(mtx_t *m, int type)
{
    pthread_mutexattr_t attr;
    pthread_mutexattr_init(&attr);
    if (type & mtx_recursive)
        pthread_mutexattr_settype(&attr, PTHREAD_MUTEX_RECURSIVE);
    int err = pthread_mutex_init((pthread_mutex_t *)m, &attr);
    pthread_mutexattr_destroy(&attr);
    return result(err);
}

int mtx_lock(mtx_t *m)
{
    return result(pthread_mutex_lock((pthread_mutex_t *)m));
}

int mtx_unlock(mtx_t *m)
{
    return result(pthread_mutex_unlock((pthread_mutex_t *)m));
}

void mtx_destroy(mtx_t *m)
{
    pthread_mutex_destroy((pthread_mutex_t *)m);
}

int cnd_init(cnd_t *c)
{
    return result(pthread_cond_init((pthread_cond_t *)c, NULL));
}

int cnd_signal(cnd_t *c)
{
    return result(pthread_cond_signal((pthread_cond_t *)c));
}

int cnd_broadcast(cnd_t *c)
{
    return result(pthread_cond_broadcast((pthread_cond_t *)c));
}

int cnd_wait(cnd_t *c, mtx_t *m)
{
    return result(pthread_cond_wait((pthread_cond_t *)c, (pthread_mutex_t *)m));
}

int cnd_timedwait(cnd_t *restrict c, mtx_t *restrict m, const struct timespec *restrict until)
{
    return result(pthread_cond_timedwait((pthread_cond_t *)c, (pthread_mutex_t *)m, until));
}

void cnd_destroy(cnd_t *c)
{
    pthread_cond_destroy((pthread_cond_t *)c);
}
#else
typedef int tsan_c11_unused; /* a translation unit must not be empty */
#endif
