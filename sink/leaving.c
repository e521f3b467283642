#include "sink/leaving.h"

char leaving_of(struct str group_id, bool cancels, bool churns)
{
    if (group_id.len == 0 || !(cancels || churns))
        return 0;
    return cancels && churns ? 'b' : cancels ? 'c' : 'l';
}

char leaving_of_event(const struct event *ev)
{
    const struct event_fields *f = &ev->fields;
    if (f->group_id.len == 0 || keys_is_message(f))
        return 0;
    return leaving_of(f->group_id, ev->finding.demand == DEMAND_CANCEL,
                      ev->finding.flags >> FLAG_CHURN & 1);
}

/* As much of a group's name as an alert tells, cut between characters. */
static struct str shown(struct str group_id)
{
    uint32_t len = group_id.len < 80 ? group_id.len : 80;
    while (len < group_id.len && len > 0 && ((unsigned char)group_id.ptr[len] & 0xc0) == 0x80)
        len--;
    return (struct str){group_id.ptr, len};
}

unsigned leaving_call(const struct cases *cs, struct command *c, const struct cases_item *it,
                      char what)
{
    enum { CASE = 10 + 1, WHAT = CASE + KEYS_ID_CHARS + 1 };
    const struct event_fields *f = &it->ev->fields;
    char key[KEYS_CAP], member[WHAT + 1];
    unsigned shard;
    keys_author(f->marketplace, f->author_id, member);
    member[CASE - 1] = member[WHAT - 1] = ' ';
    memcpy(member + CASE, it->id, KEYS_ID_CHARS);
    member[WHAT] = what;
    command_fcall(c, "rd_leaving", 3);
    command_bytes(c, key, keys_leaving(key, f->group_id, cs->shards, &shard));
    command_bytes(c, key, keys_leaving_told(key, f->group_id, cs->shards, &shard));
    command_bytes(c, key, keys_alerts(key, shard));
    command_int(c, f->created_at);
    command_bytes(c, member, sizeof(member));
    command_int(c, LEAVING_HOUR_MS);
    command_int(c, LEAVING_KEEP_MS);
    command_int(c, cs->leaving_people);
    command_int(c, cs->alerts_keep);
    command_bytes(c, it->id, KEYS_ID_CHARS);
    command_str(c, f->product_id);
    command_str(c, shown(f->group_id));
    command_end(c);
    return shard;
}
