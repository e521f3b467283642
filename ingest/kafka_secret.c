/* kafka_secret.c - secrets of [kafka] from files of their own: `sasl.password_file = PATH` sets
 * sasl.password to the first line of the file. librdkafka has no property whose name ends so. */
#include "ingest/kafka.h"

#include <stdio.h>
#include <string.h>

int kafka_secret(struct kafka_secret *s, const char **key, const char **value, struct err *e)
{
    static const char end[] = "_file";
    char setting[sizeof(s->key) + 16];
    size_t len = strlen(*key), tail = sizeof(end) - 1;
    if (len <= tail || strcmp(*key + len - tail, end) != 0)
        return 0;
    snprintf(setting, sizeof(setting), "kafka.%s", *key);
    if (len - tail >= sizeof(s->key))
        return err_set(e, "%s: there is no such property", setting);
    if (!**value)
        return err_set(e, "%s names no file", setting);
    if (config_secret(setting, *value, s->value, sizeof(s->value), e) != 0)
        return -1;
    snprintf(s->key, sizeof(s->key), "%.*s", (int)(len - tail), *key);
    *key = s->key;
    *value = s->value;
    return 0;
}
