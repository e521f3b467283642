/* An id that somebody asked for: framed with another's, every record would be a dead letter, or
 * read as what it is not. */
#include "ingest/registry.h"

#include "ingest/reader.h"
#include "ingest/schemas.h"

#include <avro.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static avro_schema_t parse(const char *text, size_t len)
{
    avro_schema_t schema = NULL;
    return avro_schema_from_json_length(text, len, &schema) == 0 ? schema : NULL;
}

/* The same names, types and order; documentation and blanks may differ. */
static bool is_ours(const char *text, size_t len)
{
    size_t own_len;
    const char *own_text = reader_schema(&own_len);
    avro_schema_t own = parse(own_text, own_len), other = parse(text, len);
    bool same = own && other && avro_schema_equal(own, other);
    if (own)
        avro_schema_decref(own);
    if (other)
        avro_schema_decref(other);
    return same;
}

static int judge(const char *where, int32_t id, const char *text, size_t len, struct err *e)
{
    return is_ours(text, len) ? 0
                              : err_set(e,
                                        "schema id %d: %s has another schema by this id than the "
                                        "one that is written; leave it out",
                                        (int)id, where);
}

static int check_registry(const struct config *cfg, int32_t id, struct err *e)
{
    struct err why = {""};
    char *text = NULL;
    struct registry *r = registry_new(cfg, e);
    if (!r)
        return -1;
    enum registry_answer answer = registry_get(r, id, &text, &why);
    registry_free(r);
    if (answer == REGISTRY_FOUND) {
        int rc = judge("the registry", id, text, strlen(text), e);
        free(text);
        return rc;
    }
    if (answer == REGISTRY_MISSING)
        return err_set(e, "schema id %d: the registry has none by this id; leave it out", (int)id);
    return err_set(e, "schema id %d: %.400s", (int)id, why.msg);
}

static int check_directory(const struct config *cfg, int32_t id, struct err *e)
{
    char path[4096];
    size_t len;
    snprintf(path, sizeof(path), "%s/%d.avsc", cfg->schemas_directory, (int)id);
    char *text = schemas_read_file(path, &len);
    if (!text)
        return err_set(e, "schema id %d: %s: %s; leave it out", (int)id, path, strerror(errno));
    int rc = judge(cfg->schemas_directory, id, text, len, e);
    free(text);
    return rc;
}

int registry_writer_check(const struct config *cfg, int32_t id, struct err *e)
{
    int32_t own;
    if (cfg->schemas_registry_url[0])
        return check_registry(cfg, id, e);
    if (cfg->schemas_directory[0])
        return check_directory(cfg, id, e);
    if (registry_writer_id(cfg, "", &own, e) != 0)
        return -1;
    return id == own
               ? 0
               : err_set(e,
                         "schema id %d: what is written is the built-in schema %d; another id "
                         "needs schemas.registry_url or schemas.directory",
                         (int)id, (int)own);
}
