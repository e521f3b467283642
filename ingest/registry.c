#include "ingest/registry.h"

#include "ingest/reader.h"
#include "ingest/schemas.h"

#include <curl/curl.h>
#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#define RESPONSE_BYTES_MAX (4 << 20)
#define PASSWORD_MAX 1024
#define BUILTIN_ID 4 /* schemas/registry/4.avsc is our own */

struct registry {
    char *base; /* without a slash at its end */
    char *user, *password, *ca_file;
    long timeout_ms;
    atomic_bool stop;
};

/* One exchange: what came back. */
struct response {
    char *text; /* NUL-terminated */
    size_t len;
    long status;
};

static void init_curl(void)
{
    CHECK(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK);
}

/* A password in the URL would stand in every message that names it. */
static int check_url(const char *url, struct err *e)
{
    const char *scheme = strstr(url, "://"), *host = scheme ? scheme + 3 : url;
    if (memchr(host, '@', strcspn(host, "/?#")))
        return err_set(e, "schemas.registry_url: no user and password in the URL; they are "
                          "schemas.registry_user and schemas.registry_password_file");
    if (strncmp(url, "http://", 7) != 0 && strncmp(url, "https://", 8) != 0)
        return err_set(e, "schemas.registry_url '%s': must begin with http:// or https://", url);
    return 0;
}

struct registry *registry_new(const struct config *cfg, struct err *e)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    const char *url = cfg->schemas_registry_url;
    char password[PASSWORD_MAX];
    if (check_url(url, e) != 0 ||
        config_secret("schemas.registry_password_file", cfg->schemas_registry_password_file,
                      password, sizeof(password), e) != 0)
        return NULL;
    pthread_once(&once, init_curl);
    struct registry *r = check_calloc(1, sizeof(*r));
    r->base = check_strdup(url);
    for (size_t n = strlen(r->base); n && r->base[n - 1] == '/'; n--)
        r->base[n - 1] = '\0';
    r->user = check_strdup(cfg->schemas_registry_user);
    r->password = check_strdup(password);
    explicit_bzero(password, sizeof(password));
    r->ca_file = check_strdup(cfg->schemas_registry_ca_file);
    r->timeout_ms = (long)cfg->schemas_registry_timeout_ms;
    return r;
}

void registry_free(struct registry *r)
{
    if (!r)
        return;
    explicit_bzero(r->password, strlen(r->password));
    free(r->base);
    free(r->user);
    free(r->password);
    free(r->ca_file);
    free(r);
}

void registry_stop(struct registry *r)
{
    atomic_store(&r->stop, true);
}

static size_t on_bytes(char *bytes, size_t size, size_t n, void *to)
{
    struct response *out = to;
    n *= size;
    if (out->len + n > RESPONSE_BYTES_MAX)
        return 0;
    out->text = check_realloc(out->text, out->len + n + 1);
    memcpy(out->text + out->len, bytes, n);
    out->len += n;
    out->text[out->len] = '\0';
    return n;
}

static int on_progress(void *ctx, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
    (void)a, (void)b, (void)c, (void)d;
    return atomic_load(&((struct registry *)ctx)->stop);
}

static void set_options(const struct registry *r, CURL *curl, const char *url, char *error)
{
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, r->timeout_ms);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, r->timeout_ms);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "redress/" REDRESS_VERSION);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_bytes);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, on_progress);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, r);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    if (r->ca_file[0])
        curl_easy_setopt(curl, CURLOPT_CAINFO, r->ca_file);
    if (r->user[0]) {
        curl_easy_setopt(curl, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
        curl_easy_setopt(curl, CURLOPT_USERNAME, r->user);
        curl_easy_setopt(curl, CURLOPT_PASSWORD, r->password);
    }
}

/* GET, or POST if there is a body. -1: no answer; e says why. The caller frees out->text. */
static int exchange(const struct registry *r, const char *path, const char *body,
                    struct response *out, struct err *e)
{
    char url[2048], error[CURL_ERROR_SIZE] = "";
    *out = (struct response){0};
    snprintf(url, sizeof(url), "%s%s", r->base, path);
    CURL *curl = curl_easy_init();
    CHECK(curl);
    set_options(r, curl, url, error);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, out);
    struct curl_slist *headers =
        curl_slist_append(NULL, "Accept: application/vnd.schemaregistry.v1+json, application/json");
    if (body) {
        headers =
            curl_slist_append(headers, "Content-Type: application/vnd.schemaregistry.v1+json");
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body);
    }
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    CURLcode code = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &out->status);
    curl_slist_free_all(headers);
    curl_easy_cleanup(curl);
    if (code != CURLE_OK)
        return err_set(e, "%s: %s", url, error[0] ? error : curl_easy_strerror(code));
    return 0;
}

/* The object in a response, owned by the caller; NULL if it is none. */
static json_t *object_of(const struct response *in)
{
    json_t *json = in->len ? json_loadb(in->text, in->len, 0, NULL) : NULL;
    if (json_is_object(json))
        return json;
    json_decref(json);
    return NULL;
}

static int bad_status(const struct response *in, const json_t *json, const char *path,
                      struct err *e)
{
    const char *message = json_string_value(json_object_get(json, "message"));
    return err_set(e, "the registry answered %ld to %s: %.200s", in->status, path,
                   message ? message : "not the answer of a schema registry");
}

/* 404 alone is no answer: a wrong address or a proxy says it, too. A registry says which error. */
static bool is_missing(const struct response *in, const json_t *json)
{
    return in->status == 404 && json_is_integer(json_object_get(json, "error_code"));
}

static enum registry_answer schema_of(const struct response *in, const json_t *json,
                                      const char *path, char **schema, struct err *e)
{
    const char *text = json_string_value(json_object_get(json, "schema"));
    const char *type = json_string_value(json_object_get(json, "schemaType"));
    if (is_missing(in, json))
        return REGISTRY_MISSING;
    if (in->status != 200 || !text) {
        bad_status(in, json, path, e);
        return REGISTRY_FAILED;
    }
    if (type && strcmp(type, "AVRO") != 0) {
        err_set(e, "its type is %.20s, not AVRO", type);
        return REGISTRY_FOREIGN;
    }
    if (json_array_size(json_object_get(json, "references"))) {
        err_set(e, "it refers to other schemas, which is not supported");
        return REGISTRY_FOREIGN;
    }
    *schema = check_strdup(text);
    return REGISTRY_FOUND;
}

enum registry_answer registry_get(struct registry *r, int32_t id, char **schema, struct err *e)
{
    char path[64];
    struct response in;
    enum registry_answer answer = REGISTRY_FAILED;
    snprintf(path, sizeof(path), "/schemas/ids/%d", (int)id);
    if (exchange(r, path, NULL, &in, e) == 0) {
        json_t *json = object_of(&in);
        answer = schema_of(&in, json, path, schema, e);
        json_decref(json);
    }
    free(in.text);
    return answer;
}

static int post_schema(const struct registry *r, const char *topic, const struct registry_own *own,
                       int32_t *id, struct err *e)
{
    char path[1024];
    struct response in;
    char *name = curl_easy_escape(NULL, topic, 0);
    snprintf(path, sizeof(path), "/subjects/%s-value/versions", name);
    curl_free(name);
    json_t *request = json_pack("{s:s%}", "schema", own->text, own->len);
    char *body = json_dumps(request, JSON_COMPACT);
    int failed = exchange(r, path, body, &in, e);
    if (!failed) {
        json_t *json = object_of(&in);
        const json_t *number = json_object_get(json, "id");
        if (in.status == 200 && json_is_integer(number))
            *id = (int32_t)json_integer_value(number);
        else
            failed = bad_status(&in, json, path, e);
        json_decref(json);
    }
    json_decref(request);
    free(body);
    free(in.text);
    return failed;
}

static bool is_own_schema(const char *path, const struct registry_own *own)
{
    json_t *a = json_loadb(own->text, own->len, 0, NULL), *b = json_load_file(path, 0, NULL);
    bool same = b && json_equal(a, b);
    json_decref(a);
    json_decref(b);
    return same;
}

static int find_in_directory(const char *directory, const struct registry_own *own, int32_t *id,
                             struct err *e)
{
    DIR *dir = opendir(directory);
    if (!dir)
        return err_set(e, "schemas.directory '%s': %s", directory, strerror(errno));
    bool found = false;
    for (struct dirent *d; !found && (d = readdir(dir));) {
        char path[4096];
        snprintf(path, sizeof(path), "%s/%s", directory, d->d_name);
        *id = schemas_file_id(d->d_name);
        found = *id >= 0 && is_own_schema(path, own);
    }
    closedir(dir);
    return found ? 0
                 : err_set(
                       e,
                       "schemas.directory '%s': no file holds our schema: put a copy of %s there, "
                       "as ID.avsc",
                       directory, own->file);
}

int registry_own_id(const struct config *cfg, const char *topic, const struct registry_own *own,
                    int32_t *id, struct err *e)
{
    if (cfg->schemas_registry_url[0]) {
        struct registry *r = registry_new(cfg, e);
        int failed = r ? post_schema(r, topic, own, id, e) : -1;
        registry_free(r);
        return failed;
    }
    if (cfg->schemas_directory[0])
        return find_in_directory(cfg->schemas_directory, own, id, e);
    *id = own->builtin_id;
    return 0;
}

int registry_writer_id(const struct config *cfg, const char *topic, int32_t *id, struct err *e)
{
    struct registry_own own = {.file = "schemas/review_event/v4.avsc", .builtin_id = BUILTIN_ID};
    own.text = reader_schema(&own.len);
    return registry_own_id(cfg, topic, &own, id, e);
}
