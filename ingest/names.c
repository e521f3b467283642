#include "ingest/names.h"

#include <stdbool.h>
#include <string.h>

#define NAME_MAX_BYTES 512 /* of a full name; longer ones are refused */

struct names {
    json_t *seen; /* full names as keys */
    struct err *e;
};

static int check_type(struct names *n, const json_t *type, const char *space);

/* The full name that `type` defines, as the specification says: a name with dots is full, another
 * one is in the namespace it gives or else in the one around it. */
static int full_name(const json_t *type, const char *space, char *out, struct err *e)
{
    const char *name = json_string_value(json_object_get(type, "name"));
    const char *own = json_string_value(json_object_get(type, "namespace"));
    if (!name)
        name = ""; /* libavro will say so */
    if (own)
        space = own;
    bool full = strchr(name, '.') || !space[0];
    int len = snprintf(out, NAME_MAX_BYTES, "%s%s%s", full ? "" : space, full ? "" : ".", name);
    return len < NAME_MAX_BYTES ? 0 : err_set(e, "the name %.40s... is too long", name);
}

static int define(struct names *n, const char *name)
{
    if (json_object_get(n->seen, name))
        return err_set(n->e, "type %.200s is defined twice", name);
    return json_object_set_new(n->seen, name, json_true());
}

static int check_named(struct names *n, const json_t *type, const char *space)
{
    char name[NAME_MAX_BYTES];
    size_t i;
    json_t *field;
    if (full_name(type, space, name, n->e) != 0 || define(n, name) != 0)
        return -1;
    char *dot = strrchr(name, '.'); /* what stays is the namespace for what is inside */
    *(dot ? dot : name) = '\0';
    json_array_foreach(json_object_get(type, "fields"), i,
                       field) if (check_type(n, json_object_get(field, "type"), name) !=
                                  0) return -1;
    return 0;
}

static int check_type(struct names *n, const json_t *type, const char *space)
{
    size_t i;
    json_t *branch;
    const char *what = json_string_value(json_object_get(type, "type"));
    json_array_foreach(type, i, branch) if (check_type(n, branch, space) != 0) return -1;
    if (!what)
        return 0;
    if (strcmp(what, "array") == 0)
        return check_type(n, json_object_get(type, "items"), space);
    if (strcmp(what, "map") == 0)
        return check_type(n, json_object_get(type, "values"), space);
    bool named =
        strcmp(what, "record") == 0 || strcmp(what, "enum") == 0 || strcmp(what, "fixed") == 0;
    return named ? check_named(n, type, space) : 0;
}

int names_check(const json_t *schema, struct err *e)
{
    struct names n = {json_object(), e};
    int failed = check_type(&n, schema, "");
    json_decref(n.seen);
    return failed;
}
