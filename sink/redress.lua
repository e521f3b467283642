#!lua name=redress
-- The function library: every change of a case is one of these calls, so state, wake-up, queue,
-- alert and log entry change together or not at all. The rules of the rounds are not here: they are
-- the pure machine in sink/rounds.c; this library applies its results by compare-and-set.
--
-- A newer library must serve the callers of an older one: arguments are only appended, and what
-- cannot be done so gets a new function. So processes of two versions may run side by side.
--
-- Contract (all keys of one call carry the same {shard}; numbers are decimal strings):
--
-- rd_version            keys 0                    -> version of this library (an integer)
--
-- rd_open               keys 1 + 3n: clock, then for each of n events
--                                    case tombstones herd (a message: case messages herd)
--                       args: see OPEN below; sink/cases_open.c writes them
--                       -> [now_ms, outcome_1 .. outcome_n], or now_ms, an integer, if all were 1;
--                          outcome: 1 opened, 2 updated,
--                          3 duplicate, 4 reopen (closed, and this version is newer: the writer
--                          steps the machine and calls rd_apply), 5 no case (a message to a case
--                          that does not exist and is itself no complaint), 6 message (new, to a
--                          case that exists: the writer steps the machine and calls rd_apply);
--                          + 10 * level of a herd alert given (1 two complain, 2 three)
--                          + 100 if no opening alert was given, an incident silenced it
--                          + 1000 if an incident alert was given; a string: why this event cannot be
--                          stored.
--                       Of the shard also due, q, al and log are touched, of a herd of two and
--                       more its keys hi:, ha: and earlier cases: their names follow from the
--                       clock's and the herd's, and they are in the same slot.
--                       -> [now_ms] alone: the clock is held, or the caller took it for another;
--                          nothing was done, call again
--
-- rd_apply              keys 7: case due queue alerts log clock tombstones (or messages)
--                       args: id, expected rev (-1: any), not before ms (0: any; else refused while
--                             the clock is below it), event name, who,
--                             wake ms (0: remove from due; '': leave due and queue alone),
--                             dispatch key ('': not in the queue, '=': as it is),
--                             expire in ms ('': leave, 0: never), id in the tombstones ('': none),
--                             tombstone value, keep the tombstone ms, alerts_keep, log_keep,
--                             number of alerts, for each: kind round level, or level@deadline if it
--                             is about another one than the case has after the step;
--                             to the end: name value of fields to set ('' value: delete the field)
--                       -> [status, now_ms]; 1 applied, 0 stale (rev differs), -1 no such case,
--                          -2 too early
--
-- rd_due                keys 2: due clock         args: limit
--                       -> [now_ms, id, wake, id, wake, ...], soonest first, only those due by now;
--                          [now_ms, wake] when none is: the soonest; [now_ms] when there is none
--
-- rd_incident_end       keys 2: an incident (hi) its authors (ha)     args: who
--                       -> 1 ended, 0 there is none, or it is over; its herd is counted anew
--
-- rd_herd               keys 1: a herd
--                       -> [note, created, note, created, ...], the newest first; [] there is none
--
-- rd_peek               keys 2 + n: due queue, then n cases          args: their ids
--                       -> for each [HGETALL, wake-up in due, key in queue, PEXPIRETIME]; '' is
--                          not there
--
-- rd_journal            keys 2: journal log       args: owner, lease ms, limit
--                       -> [1, id copied last, entries after it], and the lease is the owner's; or
--                          [0, id copied last]: somebody else has it
--
-- rd_journaled          keys 2: journal log       args: owner, id copied last, log_keep
--                       -> 1: noted, and what is copied and beyond log_keep is trimmed; 0: the lease
--                          is somebody else's by now
--
-- rd_leaving            keys 3: who leaves a group (lv), that it was told (lt), alerts
--                       args: created ms, '<author> <case> <what>' (what: 'c' cancels, 'l' leaves,
--                             'b' both), window ms, keep ms, people, alerts_keep, case, product, group
--                       -> 1 alert departures given, else 0; the same said again counts once
--
-- rd_known              keys 1: people (kn)
--                       args: person, complaint (4 bytes, the first two its day), oldest day,
--                             version of the event: a later one may be of another day
--                       -> the how manieth of this person's that are remembered this one is
--
-- rd_forget             keys 1: people (kn), or products (dr)
--                       args: oldest day, keep ms, bytes of an entry (4 if it is not said)
--                       -> how many of them were forgotten, and their bucket expires later
--
-- rd_drift              keys n: products (dr)
--                       args: oldest day, then for each the product (6 bytes) and what is to be added
--                             (6 bytes: day, complaints, the listing's average in 1/100 or 0)
--                       -> for each what is known of it: 6 bytes for each day
--
-- rd_tell               keys 2: that it was told (dt), alerts
--                       args: told for ms, alerts_keep, id, causes, product, why
--                       -> 1 the alert is given, 0 it was
--
-- A tombstone's value is version * 100 + round reached * 10 + times reopened (9 at most).
-- An alert's entry: id '<case>:<round>:<kind>:<level>' plus what a person needs to see first.
-- What a case's hash holds, and what of it is packed: sink/cases.h.
-- A log entry: id rev event who at st; and, where the call wrote what the case itself does not
-- tell: 'au' the author who was noted in the herd, 'mem' what was remembered, as
-- '<key> <field> <value> <keep ms>'. log_keep '0': not trimmed here, the journal does (rd_journaled).

local VERSION = 1

-- A global costs two look-ups in tables each time, the library's own and Redis's, and these are used
-- by the dozen for every event. They are not there yet when the library is loaded: entry takes them.
local redis_call, str_match, str_find, str_sub, str_format, str_gmatch
local math_max, math_min, math_floor, math_abs, tonumber, unpack, redis_pcall

-- An integer as text: Redis would write a number argument as a double, at twice the cost. A time in
-- ms costs a third of what formatting it would: its last digits are looked up, by threes, and those
-- before them change every quarter of an hour.
local TIME = 1e12
local SMALL, THREE = {}, {}
local POINTS = {} -- a priority's text -> its number
local BEFORE, BEFORE_COUNT, BEFORE_MAX = {}, 0, 1000

local function before(high)
    if BEFORE_COUNT == BEFORE_MAX then
        BEFORE, BEFORE_COUNT = {}, 0
    end
    BEFORE[high], BEFORE_COUNT = str_format('%d', high), BEFORE_COUNT + 1
    return BEFORE[high]
end

local function int(n)
    if n < TIME then
        return SMALL[n] or str_format('%d', n)
    end
    local low = n % 1000
    local rest = (n - low) / 1000
    local middle = rest % 1000
    local high = (rest - middle) / 1000
    return (BEFORE[high] or before(high)) .. THREE[middle] .. THREE[low]
end

-- Shard time in ms: Redis TIME, but never less than it was (the key holds the high-water mark).
-- A jump of over a minute past the mark is not believed at once: it is noted beside the mark as
-- '<mark> <reading>', the mark is returned with held = true, and the next call that reads about
-- the same time releases it. A shard that nobody looked at for a minute is released likewise.
local JUMP_MS = 60000
local NOW, NOW_TEXT = 0, '0' -- the last reading: under load many calls share one
local SECOND, SECOND_TEXT = 0, '0' -- the second of it, as ms and, without its last three digits, as text
-- TIME is the dearest of all commands to call from here. So where this library moved a mark it has an
-- expiry of long after us all, and how long that is away tells the time. Who else writes it takes the
-- expiry away. From then on it is neither looked at nor moved for MARK_MS: here is known what was told.
local FAR, FAR_TEXT = 9999999999999, '9999999999999'
local MARK_MS = 250
local MARK, TOLD_TIME = {}, {} -- of each clock: where this library moved it to, and the last it told

local function read(now)
    local low = now - SECOND
    if low < 0 or low >= 1000 then
        low = now % 1000
        SECOND, SECOND_TEXT = now - low, str_format('%d', (now - low) / 1000)
    end
    NOW, NOW_TEXT = now, SECOND_TEXT .. THREE[low]
end

local function read_clock()
    local t = redis_call('TIME')
    local now = t[1] * 1000 + math_floor(t[2] / 1000)
    read(now)
    return now
end

-- What the key said, '<mark> <reading>': the mark, and a reading that waits to be believed.
local function read_mark(was)
    local space = str_find(was, ' ', 1, true)
    return tonumber(str_sub(was, 1, space - 1)), tonumber(str_sub(was, space + 1))
end

local function believed(now, mark, seen)
    return now - mark <= JUMP_MS or seen and math_abs(now - seen) <= JUMP_MS
end

-- The mark as it stands, or what was told since this library moved it there.
local function last_told(key, mark)
    return MARK[key] == mark and TOLD_TIME[key] or mark
end

local function moved(key, now)
    MARK[key], TOLD_TIME[key] = now, now
    return now, false
end

-- One command looks and moves the mark; what should not have been moved is put back.
local function look_and_move(key)
    local now = read_clock()
    local was = redis_call('SET', key, NOW_TEXT, 'PXAT', FAR_TEXT, 'GET')
    local mark, seen = was and tonumber(was), nil
    mark = mark and last_told(key, mark)
    if not was or mark and now >= mark and now - mark <= JUMP_MS then
        return moved(key, now)
    end
    if not mark then
        mark, seen = read_mark(was)
    end
    if now <= mark then
        redis_call('SET', key, int(mark) .. (seen and ' ' .. int(seen) or ''))
        return mark, false
    end
    if not believed(now, mark, seen) then
        redis_call('SET', key, int(mark) .. ' ' .. NOW_TEXT)
        return mark, true
    end
    return moved(key, now)
end

local function shard_time(key)
    local now = FAR - redis_call('PTTL', key)
    local told = TOLD_TIME[key]
    if not told or now < told or now - MARK[key] >= MARK_MS then
        return look_and_move(key)
    end
    if now ~= NOW then
        read(now)
        TOLD_TIME[key] = now
    elseif now ~= told then
        TOLD_TIME[key] = now
    end
    return now, false
end

-- The same for a mere look, which moves the mark once a second only: it would be a write each time.
local function look_at_clock(key)
    local now, was = read_clock(), redis_call('GET', key)
    local mark, seen = was and tonumber(was) or nil, nil
    if was and not mark then
        mark, seen = read_mark(was)
    end
    mark = mark and last_told(key, mark)
    if mark and now <= mark then
        return mark
    end
    if mark and not believed(now, mark, seen) then
        redis_call('SET', key, int(mark) .. ' ' .. NOW_TEXT)
        return mark
    end
    if not mark or seen or now - mark >= 1000 then
        redis_call('SET', key, NOW_TEXT)
    end
    return now
end

-- EXPIRE to the later of what is set and now + ms.
local function keep_at_least(key, ms)
    if redis_call('PEXPIRE', key, ms, 'NX') == 0 then
        redis_call('PEXPIRE', key, ms, 'GT')
    end
end

-- An entry of the log, in one field (sink/entry.h): each costs as much as the next.
local function log_text(id, rev, event, who, at, st)
    return at .. ' ' .. rev .. ' ' .. st .. ' ' .. event .. ' ' .. id .. ' ' .. who
end

local function log(key, id, rev, event, who, at, st, ...)
    redis_call('XADD', key, '*', 'l', log_text(id, rev, event, who, at, st), ...)
end

-- The same, and cuts the log; '0': the journal does.
local function log_cut(key, keep, id, rev, event, who, at, st, ...)
    if keep == '0' then
        log(key, id, rev, event, who, at, st, ...)
    else
        redis_call('XADD', key, 'MAXLEN', '~', keep, '*', 'l',
                   log_text(id, rev, event, who, at, st), ...)
    end
end

-- Cuts a stream to about `keep` entries ('0': the journal does it); fails where it is no stream.
local function cut_or_look(key, keep)
    if keep == '0' then
        redis_call('XLEN', key)
    else
        redis_call('XTRIM', key, 'MAXLEN', '~', keep)
    end
end

-- OPEN: its arguments are those of each event. Each string on its way from the wire into Lua costs as
-- much as a small command, so there are few, and what is said again and again is one text, known by
-- itself. What all events of the call have in common stands behind the first one's.
--
-- In common: '<Redis ms before the first try, or 0> <window> <alerts_keep> <log_keep> <ms that a point
-- of priority is worth> <ms a tombstone stays> <ms a closed case stays> <the clock that moments were
-- counted from, or 0: off by more than COUNTED_MS, they would be wrong>'
local IN_COMMON = '^(%d+) (%d+) (%d+) (%d+) (%-?%d+) (%d+) (%d+) (%d+)$'
local COUNTED_MS = 1000
-- Of an event, counted from the first of its own:
--   0: '<what> <version> <points of a full herd> <floor of a herd of three> <floor of its own> <how
--      many pieces of facts> <lane> <version of the budgets, or 0> <due> <total> <wake-up>', these as
--      ms from now, or moments of 1e12 and more
--        what: 'c' complaint; 'e' a later version that does not complain; message: 'm:<own id>' that
--        complains, 'n:<own id>' that does not; to the former ':<bucket>' of its case's tombstones
--      of the first: and behind a blank what all have in common
local KIND = '^(%S+) (%S+) (%d+) (%d+) (%d+) (%d+) (%S+) (%d+) (%d+) (%d+) (%d+) ?(.*)$'
local NOTE = 1 -- for herd and log: '<created> <author, hashed> <id> <place>'; created of 13 digits
local CREATED_CHARS = 13
local BASE = 2 -- priority without a herd: sum of the points, or the floor if that is greater
local TOLD = 3 -- for alerts: '1m <id>:1:open:0 <causes> <product>'
local TOLD_CHARS = 28 -- of it, before causes and product
local FACTS = 3 -- after this one: the facts, in pieces of 64 bytes
local PIECE = 64 -- bytes of a value that a listpack takes
local PIECES_MAX = 64 -- an event has at most 47
local ID_CHARS = 16 -- a case's key ends with its id

-- What is in common, taken apart; the same from call to call.
local COMMON = {}

local function common_of(text)
    if COMMON.text == text then
        return COMMON
    end
    local c = {text = text}
    c.since, c.window, c.alerts_keep, c.log_keep, c.credit, c.tombstone_ms, c.closed_ms, c.counted =
        str_match(text, IN_COMMON)
    c.window_text = c.window
    c.since, c.window, c.credit = tonumber(c.since), tonumber(c.window), tonumber(c.credit)
    c.counted = tonumber(c.counted)
    COMMON = c
    return c
end

-- The event that is dealt with. One table for all: there is never a second one at a time.
local EVENT = {}

local function read_event(kind, keys, k, a, i)
    local e = EVENT
    e.key, e.memory, e.herd = keys[k], keys[k + 1], keys[k + 2]
    e.kind, e.what, e.version = kind, kind.what, kind.version
    e.args, e.facts, e.base, e.told = a, i + FACTS, a[i + BASE], a[i + TOLD]
    e.id, e.dated_note = str_sub(e.key, -ID_CHARS), a[i + NOTE]
    e.note = str_sub(e.dated_note, CREATED_CHARS + 2)
    return e
end

local function product_of(e)
    return str_match(e.told, '^%S+ %S+ %S* (.*)$')
end

local function facts_said(e)
    return table.concat(e.args, '', e.facts + 1, e.facts + e.kind.pieces)
end

-- Number and text of each piece, behind the first n of `fields`. Returns how many these are then.
local function add_pieces(e, fields, n)
    for piece = 1, e.kind.pieces do
        fields[n + 1], fields[n + 2], n = SMALL[piece - 1], e.args[e.facts + piece], n + 2
    end
    return n
end

-- The facts of a case, as cases.h describes them: one text in pieces.
local function facts(key)
    local text, from = '', 0
    repeat
        local part = redis_call('HMGET', key, int(from), int(from + 1), int(from + 2),
                                int(from + 3))
        for i = 1, 4 do
            text = text .. (part[i] or '')
        end
        from = from + 4
    until not part[4]
    return text
end

-- Its lines 4 to 7: source, created, causes, product.
local MAIN_FACTS = '^[^\n]*\n[^\n]*\n[^\n]*\n([^\n]*)\n([^\n]*)\n([^\n]*)\n([^\n]*)(\n?)'

local function main_facts(key)
    return str_match(facts(key), MAIN_FACTS)
end

-- What nobody moved since the opening stands packed in `m`; from the first change on each field
-- stands by itself. What of it stands by itself already counts more.
local OPENING = '^([^,]+),([^,]+),([^,]+),([^,]+),([^,]+),([^,]+),?(.*)$'

local function opening_of(m)
    local op, due, total, wake, version, p, lane = str_match(m, OPENING)
    if not op then
        return {}
    end
    return {st = '1m', rv = '1', rr = '1', op = op, rs = op, du = int(op + due),
            to = int(op + total), wk = int(op + wake), v = version, p = p,
            ln = lane ~= '' and lane or nil}
end

local OPENED = {'st', 'rv', 'rr', 'op', 'rs', 'du', 'to', 'wk', 'v', 'p', 'ln'}

local function unpack_opening(key)
    local m = redis_call('HGET', key, 'm')
    if not m then
        return
    end
    local now, opening, missing = redis_call('HMGET', key, unpack(OPENED)), opening_of(m), {}
    for i, name in ipairs(OPENED) do
        if not now[i] and opening[name] then
            missing[#missing + 1] = name
            missing[#missing + 1] = opening[name]
        end
    end
    if missing[1] then
        redis_call('HSET', key, unpack(missing))
    end
    redis_call('HDEL', key, 'm')
end

local DUE, QUEUE = {}, {} -- used again and again: a table that grows costs as much as a command

-- New cases go into the deadlines and the queue together, one call for each: at the end, or before
-- an event that must find them there.
local function place_opened(call)
    if call.placed > 0 then
        redis_call('ZADD', call.keys[1], unpack(DUE, 1, call.placed))
        redis_call('ZADD', call.keys[2], unpack(QUEUE, 1, call.placed))
        call.placed = 0
    end
end

-- Points of a herd of `size`, of those that a full one is worth; and a priority with them.
local function herd_points(full, size)
    return size == 1 and 0 or math_floor(full * (size == 2 and 500 or 1000) / 1000)
end

-- What the hash of a case says of its herd, and the priority: points and floor are the event's.
local function herd_fields(size, points, floor, full, herd_floor, incident)
    local more = herd_points(full, size)
    local told, fields = int(size) .. ',' .. int(more), nil
    if size > 2 and herd_floor > floor then
        floor = herd_floor
        fields = {'hd', told, 'fl', 'herd', 'fv', int(floor), incident and 'in', incident}
    else
        fields = {'hd', told, incident and 'in', incident}
    end
    return math_max(math_min(1000, points + more), floor), fields
end

-- HERDS. rd:{s}:herd:<product> has a member '<author> <case> <place>' for each complaint, by time; of
-- a single complaint it is a mere text, with the time before it.
-- Two distinct authors within the window warn; three open an incident, which pages once and from
-- then on silences what its cases would say when they open. Only then do these exist, named after
-- the herd and so in its slot: hi:<product> the incident, ha:<product> its authors by time.
-- Events may come late or out of order: an author counts with the newest complaint; one before the
-- window counts alone. The future is not believed.
local HERD_MAX = 1000   -- members that are kept
local HERD_READ = 32    -- the newest of them decide whether there is an incident
local HERD_LAST = '31'
local RAISE_MAX = 31    -- cases that are raised when a herd becomes two, and three
local PLACES_MAX = 16   -- that an incident names
local HOUR_MS = 3600000
local REACH_LEAST = 1000 -- below which ten times as much is nothing

-- Of a note '<author> <case> <place>'.
local function author_of(note)
    return str_sub(note, 1, str_find(note, ' ', 1, true) - 1)
end

local function place_of(note, id)
    return str_sub(note, str_find(note, ' ', 1, true) + #id + 2)
end

-- Of a herd's key that of another kind.
local function herd_key(call, kind, key)
    return call.prefix .. kind .. str_sub(key, #call.prefix + 5)
end

-- Forgets the members that are beyond the window or too many. `members`: the newest, as they were
-- read; if these are all of them, they tell whether there is anything to forget.
local function trim_herd(key, members, oldest)
    if #members < 2 * HERD_READ and tonumber(members[#members]) >= oldest then
        return
    end
    redis_call('ZREMRANGEBYSCORE', key, '-inf', '(' .. int(oldest))
    redis_call('ZREMRANGEBYRANK', key, 0, -HERD_MAX - 1)
end

-- The herd as its newest members tell it: distinct authors, is `author` a new one, places, cases.
local function read_herd(key, author, at, window, ended)
    local members = redis_call('ZRANGE', key, '0', HERD_LAST, 'REV', 'WITHSCORES')
    local newest = tonumber(members[2])
    local since = math_max(newest - window, ended + 1)
    local herd = {size = 0, newest = newest, times = {}, places = {}, place_count = 0, cases = {},
                  own = 0}
    trim_herd(key, members, newest - window)
    if at < since then
        herd.size = 1
        return herd
    end
    for i = 1, #members, 2 do
        local time = tonumber(members[i + 1])
        local who, case, place = str_match(members[i], '^(%S+) (%S+) ?(.*)$')
        if who and time >= since then
            herd.own = herd.own + (who == author and 1 or 0)
            herd.cases[#herd.cases + 1] = case
            if not herd.times[who] then
                herd.times[who] = members[i + 1]
                herd.size = herd.size + 1
            end
            if place ~= '' and not herd.places[place] then
                herd.places[place] = true
                herd.place_count = herd.place_count + 1
                herd.places[herd.place_count] = place
            end
        end
    end
    return herd
end

-- How many people may see it, by the numbers behind the points.
local function reach_of(numbers)
    local followers, helpful, shares, group = str_match(numbers, '^%d*,(%d*),(%d*),(%d*),(%d*)')
    if not followers then
        return 0
    end
    return (tonumber(followers) or 0) + 10 * (tonumber(helpful) or 0) +
           20 * (tonumber(shares) or 0) + (tonumber(group) or 0)
end

-- The facts nm, pt and fv: the first three, which nearly always lie in the first two pieces.
local SCORE_FACTS = '^([^\n]*)\n([^\n]*)\n([^\n]*)\n'

local function sum_of(terms)
    local points = 0
    for n in str_gmatch(terms, '%d+') do
        points = points + n
    end
    return points
end

-- Points of an event: what it is worth alone, but where its floor is more.
local function points_of(e)
    local base = tonumber(e.base)
    if base > e.kind.floor then
        return base
    end
    local _, terms = str_match(facts_said(e), SCORE_FACTS)
    return sum_of(terms)
end

local function score_facts(key, some)
    local numbers, terms, own = str_match(some, SCORE_FACTS)
    if not numbers then
        numbers, terms, own = str_match(facts(key) .. '\n\n\n', SCORE_FACTS)
    end
    return numbers, terms, own
end

-- What the customer's messages add to the points `terms`: 'mg' of cases.h has the same terms first.
local function heard(mg, terms)
    local more, said = 0, str_gmatch(mg, '%d+')
    for own in str_gmatch(terms or '', '%d+') do
        more = more + math_max(0, (said() or 0) - own)
    end
    return more
end

-- Points of an earlier case, and its floor. c: what raise read of it; base: its priority as it opened,
-- if nothing was added to it since or then: where it has no floor, that is the sum of the points.
local FLOOR_FACT = '^[^\n]*\n[^\n]*\n([^\n]*)\n'

local function points_before(key, c, base, size)
    local some = (c[6] or '') .. (c[7] or '')
    if base and size == 2 and not c[1] and not c[8] and not c[9] and
       str_match(some, FLOOR_FACT) == '' then
        return tonumber(base), 0
    end
    local numbers, terms, own = score_facts(key, some)
    local points = sum_of(terms) + (c[8] and heard(c[8], terms) or 0)
    return points, tonumber(own) or 0, numbers
end

-- An earlier case of a herd that grew: its points, its priority, its place in the queue. Returns
-- its reach.
local function raise(key, id, size, full, herd_floor, incident, call)
    local c = redis_call('HMGET', key, 'p', 'rv', 'st', 'm', 'du', '0', '1', 'mg', 'hd')
    local op, due, base
    if c[4] then
        op, due, base = str_match(c[4], '^(%d+),(%d+),%d+,%d+,[^,]+,(%d+)')
    end
    local was = tonumber(c[1] or base or nil)
    if not was or str_sub(c[3] or '', 1, 2) == 'cl' then
        return 0
    end
    local points, own, numbers = points_before(key, c, base, size)
    local p, fields = herd_fields(size, points, own, full, herd_floor, incident)
    p, due = math_max(p, was), c[5] or op and op + due
    local rev = int((c[2] or 1) + 1)
    redis_call('HSET', key, 'p', int(p), 'rv', rev, unpack(fields))
    if due and p > was then
        redis_call('ZADD', call.keys[2], 'XX', int(due - p * call.credit), id)
    end
    log(call.keys[4], id, rev, 'herd', '', call.at, c[3] or '1m')
    return size > 2 and reach_of(numbers) or 0 -- only an incident asks for it
end

local function raise_all(e, call, size, herd, incident)
    local prefix, own, reach = str_sub(e.key, 1, -1 - #e.id), e.id, 0
    place_opened(call)
    for n = 1, math_min(#herd.cases, RAISE_MAX + 1) do
        local id = herd.cases[n]
        if id ~= own then
            reach = reach + raise(prefix .. id, id, size, e.kind.full, e.kind.herd_floor, incident, call)
        end
    end
    return reach
end

local function say(e, call, kind, level, p, due)
    redis_call('XADD', call.alerts, '*', 'a', call.at .. ' ' .. p .. ' ' .. due .. ' 1m ' .. e.id .. ':1:' ..
               kind .. ':' .. level .. str_sub(e.told, TOLD_CHARS + 1))
end

-- What an incident counts stands in one field, so that one more complaint is one read and one write:
-- level, last complaint, people, complaints, reach, reach and time that an hour is measured by,
-- newest complaint by its own time, when it was tidied, what raised the level.
local COUNTS = '^(%d+),(%d+),(%d+),(%d+),(%d+),(%d+),(%d+),(%d+),(%d+),(%a*)$'

local function read_incident(key)
    local c = redis_call('HMGET', key, 'x', 'en', 'pl')
    local ended, places = tonumber(c[2] or 0), c[3] or ''
    if not c[1] then
        return {ended = ended, places = places}
    end
    local lv, ls, n, cs, rs, r0, t0, nw, px, why = str_match(c[1], COUNTS)
    return {ended = ended, places = places, lv = lv, ls = ls, n = n, cs = cs, rs = rs, r0 = r0,
            t0 = t0, nw = nw, px = px, why = why}
end

local function incident_counts(x)
    return x.lv .. ',' .. x.ls .. ',' .. x.n .. ',' .. x.cs .. ',' .. x.rs .. ',' .. x.r0 .. ',' ..
           x.t0 .. ',' .. x.nw .. ',' .. x.px .. ',' .. x.why
end

local function reach_here(e)
    local first = e.args[e.facts + 1] -- the numbers come first, and nearly always lie in it
    return reach_of(str_match(first, '^([^\n]*)\n') or str_match(facts_said(e), '^[^\n]*'))
end

-- An incident begins: `herd` has three authors or more.
local function incident_open(e, call, herd)
    local key = herd_key(call, 'hi', e.herd)
    local id, authors = str_sub(key, #call.prefix + 4), {}
    for who, time in pairs(herd.times) do
        authors[#authors + 1] = time
        authors[#authors + 1] = who
    end
    redis_call('ZADD', herd_key(call, 'ha', e.herd), unpack(authors))
    local reach = int(raise_all(e, call, herd.size, herd, id) + reach_here(e))
    local spread = herd.place_count > 1
    redis_call('DEL', key)
    redis_call('HSET', key, 'pr', product_of(e), 'at', call.at, 'pl',
               table.concat(herd.places, ',', 1, math_min(herd.place_count, PLACES_MAX)), 'x',
               incident_counts{lv = spread and '2' or '1', ls = call.at, n = int(herd.size),
                               cs = int(#herd.cases), rs = reach, r0 = reach, t0 = call.at,
                               nw = int(herd.newest), px = call.at, why = spread and 's' or ''})
    local index = string.gsub(call.keys[1], 'due$', 'his')
    redis_call('ZADD', index, call.at, id)
    redis_call('ZREMRANGEBYRANK', index, 0, -HERD_MAX - 1)
    return id, spread and 2 or 1
end

-- Its places with this complaint's; true if that is the first beyond one.
local function join_place(key, places, place)
    if place == places or place == '' or
       str_find(',' .. places .. ',', ',' .. place .. ',', 1, true) then
        return false
    end
    local _, n = string.gsub(places, ',', '')
    if places ~= '' and n + 1 >= PLACES_MAX then
        return true
    end
    redis_call('HSET', key, 'pl', places == '' and place or places .. ',' .. place)
    return places ~= ''
end

-- One more complaint of an open incident. Returns whether its level rose.
local function incident_join(key, x, e, call)
    local before, level = tonumber(x.lv), tonumber(x.lv)
    local spread = join_place(key, x.places, place_of(e.note, e.id))
    if spread and not str_find(x.why, 's', 1, true) then
        level, x.why = level + 1, x.why .. 's'
    end
    local reach, r0 = x.rs + reach_here(e), tonumber(x.r0)
    if call.now - x.t0 > HOUR_MS then
        r0, x.r0, x.t0 = tonumber(x.rs), x.rs, call.at
    end
    if reach >= 10 * r0 and reach >= REACH_LEAST and not str_find(x.why, 'r', 1, true) then
        level, x.why = level + 1, x.why .. 'r'
    end
    x.lv, x.ls, x.cs, x.rs = int(level), call.at, int(x.cs + 1), int(reach)
    return level > before
end

-- Forgets who is beyond the window or too many, and lets the rest live on: once a minute, for the
-- cases of an incident come in numbers. Returns how many people remain.
local TIDY_MS = 60000

local function tidy(key, record_key, authors, oldest, window)
    local before, live = '(' .. int(oldest), int(window + TIDY_MS)
    for _, set in ipairs({key, authors}) do
        redis_call('ZREMRANGEBYSCORE', set, '-inf', before)
        redis_call('ZREMRANGEBYRANK', set, '0', int(-HERD_MAX - 1))
        redis_call('PEXPIRE', set, live)
    end
    redis_call('PEXPIRE', record_key, live)
    return redis_call('ZCARD', authors)
end

-- The same where there is an incident: counted in it.
local function incident_note(e, call, at, new, x)
    local key, window = e.herd, call.window
    local record_key, authors = herd_key(call, 'hi', key), herd_key(call, 'ha', key)
    local size, newest = tonumber(x.n), tonumber(x.nw)
    if at < newest - window then
        return {size = 1}
    end
    local text = int(at)
    size = size + redis_call('ZADD', authors, 'GT', text, author_of(e.note))
    if at > newest then
        newest, x.nw = at, text
    end
    if call.now - x.px >= TIDY_MS or size > 1.2 * HERD_MAX then
        size = tidy(key, record_key, authors, newest - window, window)
        x.px = call.at
    end
    local rose = new and incident_join(record_key, x, e, call)
    x.n = int(size)
    redis_call('HSET', record_key, 'x', incident_counts(x))
    return {size = math_min(size, HERD_MAX), incident = str_sub(record_key, #call.prefix + 4),
            silent = new, raised = rose and tonumber(x.lv)}
end

-- Counts a complaint that finds others there. `new`: it opens a case.
local function herd_join(e, call, at, new)
    local key, record_key, window = e.herd, herd_key(call, 'hi', e.herd), call.window
    local x = read_incident(record_key)
    if x.lv and x.ended == 0 then
        return incident_note(e, call, at, new, x)
    end
    redis_call('PEXPIRE', key, call.common.window_text)
    local herd = read_herd(key, author_of(e.note), at, window, x.ended)
    if not new or herd.size == 1 then
        return {size = herd.size}
    end
    if herd.size == 2 then
        if herd.own == 1 then
            raise_all(e, call, 2, herd)
            return {size = 2, level = 1}
        end
        return {size = 2}
    end
    local id, level = incident_open(e, call, herd)
    redis_call('PEXPIRE', record_key, call.common.window_text)
    redis_call('PEXPIRE', herd_key(call, 'ha', key), call.common.window_text)
    return {size = herd.size, level = 2, incident = id, raised = level > 1 and level}
end

-- The first complaint of a product, nearly always the only one, is a text: '<created> <author> <id>
-- <place>'. It becomes a sorted set when the next one comes. Returns time, author and case of the
-- first, unless the next one is the same again.
local function herd_grow(key, created, note)
    local first, own, who, id = str_match(redis_call('GETDEL', key) or '', '^(%d+) ((%S+) (%S+).*)$')
    if not first then
        error('WRONGTYPE ' .. key .. ' is no herd')
    elseif own == note then
        redis_call('ZADD', key, int(math_max(first, created)), note)
        return nil
    end
    redis_call('ZADD', key, first, own, created, note)
    return tonumber(first), who, id
end

-- Two people complain of a product, within the window and for the first time: what herd_join would
-- find out from the set is known. False: it has to.
local function herd_of_two(e, call, at, first, who, id)
    if who == author_of(e.note) or id == e.id or math_abs(at - first) > call.window or
       redis_call('EXISTS', herd_key(call, 'hi', e.herd)) == 1 then
        return false
    end
    redis_call('PEXPIRE', e.herd, call.common.window_text)
    local key = str_sub(e.key, 1, -1 - #e.id) .. id
    if call.touched[key] then
        place_opened(call)
    end
    raise(key, id, 2, e.kind.full, e.kind.herd_floor, nil, call)
    return {size = 2, level = 1}
end

-- Whoever edits a review is who wrote it, under whatever name it comes now: a case is one complaint and
-- goes on as it was noted.
local function as_noted(e)
    local kind = redis_call('TYPE', e.herd).ok
    local notes = {}
    if kind == 'string' then
        notes[1] = str_match(redis_call('GET', e.herd), '^%d+ (.*)$')
    elseif kind == 'zset' and not redis_call('ZSCORE', e.herd, e.note) then
        notes = redis_call('ZRANGE', e.herd, '0', '-1', 'REV')
    end
    for _, note in ipairs(notes) do
        if str_match(note, '^%S+ (%S+)') == e.id then
            e.note = note
            return
        end
    end
end

-- Notes a complaint in the herd of its product. nil: nobody else complains, the common case, which
-- must stay cheap. Else: size, incident it belongs to, level of the herd alert to give (1 two, 2
-- three complain), `silent` the incident has paged already, `raised` to that level.
local function herd_note(e, call, new)
    local created, key = str_sub(e.dated_note, 1, CREATED_CHARS), e.herd
    local at = tonumber(created)
    if at > call.now then
        at, created = call.now, call.at
    end
    if not new then
        as_noted(e)
    end
    if not e.has_herd and
       redis_call('SET', key, created .. ' ' .. e.note, 'PXAT', call.window_end, 'NX') then
        return nil -- a herd has a time to live from its first one on
    end
    local herd
    if redis_call('TYPE', key).ok == 'string' then
        local first, who, id = herd_grow(key, created, e.note)
        herd = first and new and herd_of_two(e, call, at, first, who, id)
    else
        redis_call('ZADD', key, 'GT', created, e.note)
    end
    herd = herd or herd_join(e, call, at, new)
    return (herd.size > 1 or herd.incident) and herd or nil
end

-- Priority of an event in its herd, and the fields that say so if there is one.
local function herd_score(e, herd)
    if not herd then
        return e.base
    end
    local p, fields = herd_fields(herd.size, points_of(e), e.kind.floor, e.kind.full,
                                  e.kind.herd_floor, herd.incident)
    return int(p), fields
end

-- What events have in common, by its text: few texts, the same from call to call.
local KINDS, KINDS_MAX = {}, 500 -- of moments and of messages every one is another
local KIND_COUNT = 0

-- The opening in one field of 64 bytes, with a moment of 13 digits before and 4 of a priority.
local function kind_fits(kind)
    kind.fits = kind.ahead and 13 + #kind.ahead + 4 + #kind.tail <= PIECE
    kind.plain = kind.fits and kind.what == 'c' and kind.budgets == '' and kind.pieces <= PIECES_MAX
end

local function kind_of(text)
    local kind = {}
    local full, herd_floor, floor, pieces, version, due, total, wake, common
    kind.what, kind.version, full, herd_floor, floor, pieces, kind.lane, version, due, total, wake,
        common = str_match(text, KIND)
    kind.common = common ~= '' and common_of(common)
    kind.full, kind.herd_floor, kind.floor = tonumber(full), tonumber(herd_floor), tonumber(floor)
    kind.pieces, kind.budgets = tonumber(pieces), version ~= '0' and version or ''
    kind.due, kind.total, kind.wake = tonumber(due), tonumber(total), tonumber(wake)
    -- A message's version says nothing of the review's: with 0 the review itself may come later.
    kind.opened = ',' .. (kind.what == 'c' and kind.version or '0') .. ','
    kind.tail = ',' .. kind.lane
    kind.round_the_clock = kind.due < TIME and kind.total < TIME and kind.wake < TIME
    kind.whole = kind.round_the_clock and kind.due % 1000 == 0 and kind.wake % 1000 == 0
    kind.ahead = kind.round_the_clock and ',' .. due .. ',' .. total .. ',' .. wake .. kind.opened
    kind_fits(kind)
    if KIND_COUNT == KINDS_MAX then
        KINDS, KIND_COUNT = {}, 0
    end
    KINDS[text], KIND_COUNT = kind, KIND_COUNT + 1
    return kind
end

local function moment(n, now)
    return n >= TIME and n or now + n
end

local function ahead(kind, due, total, wake, now)
    return ',' .. int(due - now) .. ',' .. int(total - now) .. ',' .. int(wake - now) .. kind.opened
end

-- A kind at this moment, which many calls share. Numbers become text once, for all the places each
-- goes to; of deadlines that are whole seconds ahead the last digits are the moment's.
local function kind_now(kind, now)
    kind.now = now
    if kind.whole and now == NOW then
        if kind.second ~= SECOND then
            kind.second = SECOND
            kind.due_second = str_format('%d', (SECOND + kind.due) / 1000)
            kind.wake_second = str_format('%d', (SECOND + kind.wake) / 1000)
        end
        local low = THREE[now - SECOND]
        kind.due_ms = now + kind.due
        kind.due_text, kind.wake_text = kind.due_second .. low, kind.wake_second .. low
        return
    end
    local due, wake = moment(kind.due, now), moment(kind.wake, now)
    if not kind.round_the_clock then
        kind.ahead = ahead(kind, due, moment(kind.total, now), wake, now)
        kind_fits(kind)
    end
    kind.due_ms, kind.due_text, kind.wake_text = due, int(due), int(wake)
end

-- What a herd has to say beyond the opening; and the outcome.
local function herd_alerts(e, call, herd, p, due)
    local outcome = 1 + 10 * (herd.level or 0) + (herd.silent and 100 or 0)
    if herd.level then
        say(e, call, 'herd', int(herd.level), p, due)
    end
    if herd.raised then
        say(e, call, 'incident', int(herd.raised), p, due)
        outcome = outcome + 1000
    end
    return outcome
end

-- Where it stands in the queue.
local function queue_key(kind, p, credit)
    return int(kind.due_ms - (POINTS[p] or p) * credit)
end

-- Into the deadlines and the queue, with the others of the call.
local function place_new(kind, call, key, id, p)
    local last = call.placed
    DUE[last + 1], DUE[last + 2] = kind.wake_text, id
    QUEUE[last + 1], QUEUE[last + 2] = queue_key(kind, p, call.credit), id
    call.placed = last + 2
    call.touched[key] = true
end

local function own_id(e)
    return str_sub(e.what, 3, 2 + ID_CHARS)
end

-- Of a message, what remembers it: written down, and as the log tells it.
local function remember(e, call)
    local own, value = own_id(e), int(e.version * 100 + 10)
    redis_call('HSET', e.memory, own, value)
    keep_at_least(e.memory, call.common.tombstone_ms)
    call.maybe_remembered = true
    return e.memory .. ' ' .. own .. ' ' .. value .. ' ' .. call.common.tombstone_ms
end

-- Number and text of pieces; the numbers stand there already, from take_globals on.
local FIELDS = {}

-- A case that opens alone: of nearly every event this is all. What opens says so in one field of an
-- entry (sink/entry.h), for each costs as much as the next.
local LOGGED -- the entry, should the next ones fail

local function write_alone(kind, shard, key, at, a, i)
    local p, pieces, facts = a[i + BASE], kind.pieces, i + FACTS
    LOGGED = redis_call('XADD', shard[4], '*', 'ol', at .. ' ' .. a[i + NOTE])
    redis_call('XADD', shard[3], '*', 'a',
               at .. ' ' .. p .. ' ' .. kind.due_text .. ' ' .. a[i + TOLD])
    local m = at .. kind.ahead .. p .. kind.tail
    if pieces == 3 then -- nearly always 3 or 4
        redis_call('HSET', key, 'm', m, '0', a[facts + 1], '1', a[facts + 2], '2', a[facts + 3])
        return
    elseif pieces == 4 then
        redis_call('HSET', key, 'm', m, '0', a[facts + 1], '1', a[facts + 2], '2', a[facts + 3],
                   '3', a[facts + 4])
        return
    end
    local fields = FIELDS
    for piece = 1, pieces do
        fields[2 * piece] = a[facts + piece]
    end
    redis_call('HSET', key, 'm', m, unpack(fields, 1, 2 * pieces))
end

-- The same where there is more to say: the fields of its herd, a lane's name too long to be packed,
-- the version of the budgets; and of a message, that it was seen.
local ALL = {}

local function write_opening(e, call, p, fields)
    local kind, all, n = e.kind, ALL, fields and #fields or 0
    for i = 1, n do
        all[i] = fields[i]
    end
    if not kind.fits then
        all[n + 1], all[n + 2], n = 'ln', kind.lane, n + 2
    end
    if kind.budgets ~= '' then
        all[n + 1], all[n + 2], n = 'cv', kind.budgets, n + 2
    end
    n = add_pieces(e, all, n)
    redis_call('HSET', e.key, 'm', call.at .. kind.ahead .. p .. (kind.fits and kind.tail or ''),
               unpack(all, 1, n))
    local told = call.at .. ' ' .. e.dated_note
    if e.what == 'c' then
        redis_call('XADD', call.log, '*', 'ol', told)
    else
        redis_call('XADD', call.log, '*', 'ol', told, 'mem', remember(e, call))
    end
end

local function open_new(e, call)
    local herd = herd_note(e, call, true)
    local p, fields = herd_score(e, herd)
    local outcome = 1
    if not (herd and herd.silent) then
        redis_call('XADD', call.alerts, '*', 'a',
                   call.at .. ' ' .. p .. ' ' .. e.kind.due_text .. ' ' .. e.told)
    end
    if herd then
        outcome = herd_alerts(e, call, herd, p, e.kind.due_text)
    end
    write_opening(e, call, p, fields)
    place_new(e.kind, call, e.key, e.id, p)
    return outcome
end

-- A newer version does not unsay what the customer wrote in between: its points, its floor.
local function still_heard(e, p, herd, mg)
    local key = e.key
    local _, terms = score_facts(key, '')
    local points, own = points_of(e), e.kind.floor
    local group, floor, name = str_match(herd[2] or '', ',(%d+)'), str_match(mg, '(%d+):(%a+)')
    p = math_max(p, math_min(1000, points + (group or 0) + heard(mg, terms)))
    if floor and tonumber(floor) > math_max(tonumber(own), tonumber(herd[6] or 0)) then
        p = math_max(p, floor)
        redis_call('HSET', key, 'fl', name, 'fv', floor)
    end
    redis_call('HSET', key, 'p', int(p))
    return int(p)
end

-- Writes what a newer version says over what the case says, and the fields that follow. Returns the
-- priority. When it came and its lane stay as they were.
local function rewrite(e, call, ...)
    local p, herd = herd_score(e, herd_note(e, call, false))
    herd = herd or {}
    local old, pieces = 0, {'hd', 'fl', 'fv', 'rt'}
    local floor = redis_call('HMGET', e.key, 'fl', 'fv', 'mg')
    while redis_call('HEXISTS', e.key, int(old)) == 1 do
        old = old + 1
        pieces[#pieces + 1] = int(old - 1)
    end
    redis_call('HDEL', e.key, unpack(pieces))
    pieces = {'p', p}
    redis_call('HSET', e.key, unpack(pieces, 1, add_pieces(e, pieces, 2)))
    if herd[1] then
        redis_call('HSET', e.key, unpack(herd))
    end
    if floor[3] then
        p = still_heard(e, p, herd, floor[3])
    end
    if floor[1] == 'promise' and tonumber(floor[2]) > tonumber(p) then -- a broken promise weighs on
        p = tonumber(floor[2])
        redis_call('HSET', e.key, 'p', int(p), 'fl', 'promise', 'fv', int(p))
    end
    redis_call('HSET', e.key, ...)
    return p
end

-- A case as far as the events need it.
local function case_of(key)
    local c = redis_call('HMGET', key, 'm', 'st', 'v', 'op', 'up', 'rv', 'du', 'os', 'cr',
                         'ro', 'vr')
    local m = c[1] and opening_of(c[1]) or {}
    return {st = c[2] or m.st, v = c[3] or m.v, op = c[4] or m.op, up = c[5], rv = c[6] or m.rv,
            du = c[7] or m.du, os = c[8], cr = c[9], ro = c[10], vr = c[11]}
end

-- A newer version of an open case: its round goes on as it is, its place in the queue may change.
local function update(e, call, case)
    place_opened(call)
    local rev = case.rv + 1
    local src, created = main_facts(e.key)
    unpack_opening(e.key)
    local p = rewrite(e, call, 'rv', rev, 'v', e.version, 'up', call.at,
                      'os', case.os or src, 'cr', case.cr or created)
    redis_call('ZADD', call.keys[2], 'XX', int(case.du - p * call.credit), e.id)
    log(call.keys[4], e.id, rev, 'update', '', call.at, case.st, 'au', e.note)
    return 2
end

-- A newer version of a closed case: all is written but its version, which the reopening writes. So
-- should the writer die in between, the next one is told the same story. Logged like any change: the
-- journal must know what the case says even if the reopening never comes. A replay beside it writes
-- nothing: whose words they are tells the writer what it did, should it lose the reply.
local function before_reopen(e, call, case)
    if tonumber(case.vr or 0) >= tonumber(e.version) then
        return 4
    end
    local _, created = main_facts(e.key)
    local rev = case.rv + 1
    rewrite(e, call, 'rv', rev, 'cr', case.cr or created, 'vr', e.version)
    log(call.keys[4], e.id, rev, 'update', '', call.at, case.st, 'au', e.note)
    return 4
end

-- The same, but only the tombstone is left: the closed case is written down again. More fields may
-- follow.
local function restore(e, call, tombstone, ...)
    rewrite(e, call, 'rv', 1, 'st', 'cl:solved', 'v', math_floor(tombstone / 100), 'rr',
            math_floor(tombstone / 10) % 10, 'ro', tombstone % 10, 'op', call.at, 'rs', call.at,
            'ln', e.kind.lane, ...)
    redis_call('PEXPIRE', e.key, call.common.closed_ms)
    log(call.keys[4], e.id, 1, 'update', '', call.at, 'cl:solved', 'au', e.note)
    call.touched[e.key] = true
end

-- A message knows its case's id, but not the day under which that is remembered: the days before it
-- are asked, as many as a tombstone stays and a case may take. It is rare that a message complains
-- and has no case. Opened anew it would tell what was told, by the same ids.
local DAY_MS, CASE_DAYS = 86400000, 31

local function tombstone_before(e, call)
    local bucket = str_sub(e.what, 3 + ID_CHARS)
    if bucket == '' then -- a caller that does not tell
        return nil
    end
    local day = math_floor(str_sub(e.dated_note, 1, CREATED_CHARS) / DAY_MS)
    for d = day, day - math_floor(call.common.tombstone_ms / DAY_MS) - CASE_DAYS, -1 do
        local value = redis_call('HGET', call.prefix .. 'tb:' .. int(d) .. bucket, e.id)
        if value then
            return tonumber(value)
        end
    end
    return nil
end

-- What this very event did since the writer's first attempt: opened the case, updated it, or
-- nothing, then it is a duplicate. Without it a lost reply would turn an opening into a duplicate.
local function done_before(e, call, case)
    local since = call.common.since
    if since == 0 then
        return 3
    end
    local src, last = str_match(facts_said(e), MAIN_FACTS), main_facts(e.key)
    if (case.os or last) == src and tonumber(case.op) >= since and not case.ro then
        return 1
    end
    if last == src and tonumber(case.up or 0) >= since then
        return 2
    end
    return 3
end

-- Is the case there? What remembers the id, if anything? Of a call's events nearly none has either,
-- which was asked of all of them at once.
local function exists(call, key)
    return (call.maybe_there or call.touched[key]) and redis_call('EXISTS', key) == 1
end

local function remembered(call, key, id)
    local value = call.maybe_remembered and redis_call('HGET', key, id)
    return value and tonumber(value)
end

-- What becomes of a complaint, and of a message.
local function open_complaint(e, call)
    local version = tonumber(e.version)
    if not exists(call, e.key) then
        local tombstone = remembered(call, e.memory, e.id)
        if not tombstone then
            return open_new(e, call)
        end
        local known = math_floor(tombstone / 100) >= version
        if not known then
            restore(e, call, tombstone, 'vr', e.version)
        end
        return known and 3 or 4
    end
    local case = case_of(e.key)
    if version <= tonumber(case.v) then
        return done_before(e, call, case)
    end
    if str_sub(case.st, 1, 2) == 'cl' then
        return before_reopen(e, call, case)
    end
    return update(e, call, case)
end

local function open_message(e, call)
    local there = exists(call, e.key)
    local seen = remembered(call, e.memory, own_id(e))
    if seen and math_floor(seen / 100) >= tonumber(e.version) then
        return there and done_before(e, call, case_of(e.key)) or 3
    end
    if there then
        return 6
    end
    if str_sub(e.what, 1, 1) == 'n' then
        return 5
    end
    local tombstone = tombstone_before(e, call)
    if not tombstone then
        return open_new(e, call)
    end
    restore(e, call, tombstone)
    return 6
end

-- A review that was edited and does not complain opens nothing; a case wants to know, and a closed one
-- how it was taken.
local function open_edit(e, call)
    if not exists(call, e.key) then
        return 5
    end
    local case = case_of(e.key)
    if tonumber(e.version) <= tonumber(case.v) then
        return done_before(e, call, case)
    end
    return 6
end

-- What was wrong with one event must not take the others of the call with it: a key of another
-- type, a case that somebody damaged. What is wrong with Redis, or with our rights, is the call's.
local function why_not(problem)
    if type(problem) == 'table' and str_sub(problem.err, 1, 9) ~= 'WRONGTYPE' then
        error(problem)
    end
    return type(problem) == 'table' and problem.err or tostring(problem)
end

-- The keys that all cases of a shard share, by its clock's, and how many events came since the streams
-- were cut: they are now and then.
local SHARDS, CUT_EVERY = {}, 64
local MEMORY_SEEN = false -- tombstones are about: it does not pay to look for case and memory at once

local function shard_of(clock)
    local prefix = str_sub(clock, 1, -4)
    local shard = {prefix .. 'due', prefix .. 'q', prefix .. 'al', prefix .. 'log', prefix = prefix,
                   uncut = CUT_EVERY}
    SHARDS[clock] = shard
    return shard
end

local function cut_now_and_then(shard, common, n)
    local uncut = shard.uncut + n
    if uncut >= CUT_EVERY then
        cut_or_look(shard[3], common.alerts_keep)
        cut_or_look(shard[4], common.log_keep)
        uncut, MEMORY_SEEN = 0, false
    end
    shard.uncut = uncut
end

-- The call that is dealt with. What of it a first event alone does not need is filled in for the others.
local CALL = {second = 0}

-- A herd of one may live on for less than a second: its end is the same for many calls.
local function moment_of(common, now)
    local call = CALL
    if call.now ~= now or call.common ~= common then
        if now < call.second or now >= call.second + 1000 or call.common ~= common then
            call.second = now - now % 1000
            call.window_end = int(call.second + 1000 + common.window)
        end
        call.now, call.common, call.at = now, common, now == NOW and NOW_TEXT or int(now)
        call.credit = common.credit
    end
    return call
end

-- A key that all cases of the shard share and that is of another type fails the call here, while
-- nothing is changed.
local function begin_call(call, shard)
    local common = call.common
    redis_call('ZCARD', shard[1])
    redis_call('ZCARD', shard[2])
    redis_call('XLEN', shard[3])
    redis_call('XLEN', shard[4])
    call.keys, call.alerts, call.log, call.prefix = shard, shard[3], shard[4], shard.prefix
    call.window, call.placed, call.touched = common.window, 0, {}
end

-- Is any case of the call there, or remembered? Nearly always none is.
local CASES, MEMORIES = {}, {}

local function look_for_all(call, keys, n)
    for i = 1, n do
        CASES[i], MEMORIES[i] = keys[3 * i - 1], keys[3 * i]
    end
    call.maybe_there = redis_call('EXISTS', unpack(CASES, 1, n)) > 0
    call.maybe_remembered = redis_call('EXISTS', unpack(MEMORIES, 1, n)) > 0
end

-- Of `key` it is known that it is not there. Remembered neither? What is of another type is for
-- open_event to say.
local function not_remembered(memory, key)
    return redis_pcall('HGET', memory, str_sub(key, -ID_CHARS)) == false
end

local function is_new(call, key, memory)
    return (not call.maybe_there or redis_call('EXISTS', key) == 0) and
           (not call.maybe_remembered or not_remembered(memory, key))
end

-- `herd`: its product is known to have one.
local function open_event(kind, call, keys, k, a, i, herd)
    local e = read_event(kind, keys, k, a, i)
    e.has_herd = herd
    local how = e.what == 'c' and open_complaint or e.what == 'e' and open_edit or open_message
    local ok, outcome = pcall(how, e, call)
    return ok and outcome or why_not(outcome)
end

local function open_in_turn(kind, call, keys, k, a, i)
    local key, note, p = keys[k], a[i + NOTE], a[i + BASE]
    if kind.now ~= call.now then
        kind_now(kind, call.now)
    end
    local new = kind.plain and note <= call.at and not call.touched[key] and
                (not (call.maybe_there or call.maybe_remembered) or is_new(call, key, keys[k + 1]))
    if not (new and redis_call('SET', keys[k + 2], note, 'PXAT', call.window_end, 'NX')) then
        return open_event(kind, call, keys, k, a, i, new)
    end
    write_alone(kind, call.keys, key, call.at, a, i)
    place_new(kind, call, key, str_sub(key, -ID_CHARS), p)
    return 1
end

local function all_opened(call, n)
    local result = {call.now}
    for event = 1, n do
        result[event + 1] = 1
    end
    return result
end

local function open_many(first, call, shard, keys, a, n)
    local result, i, kind = nil, 1, first
    begin_call(call, shard)
    look_for_all(call, keys, n)
    for event = 1, n do
        local outcome = open_in_turn(kind, call, keys, 3 * event - 1, a, i)
        if outcome ~= 1 and not result then
            result = all_opened(call, event - 1)
        end
        if result then
            result[event + 1] = outcome
        end
        i = i + FACTS + 1 + kind.pieces
        kind = event < n and (KINDS[a[i]] or kind_of(a[i]))
    end
    place_opened(call)
    return result or call.now
end

local function place_and_write(kind, shard, key, a)
    local call, id = CALL, str_sub(key, -ID_CHARS)
    LOGGED = nil
    redis_call('ZADD', shard[1], kind.wake_text, id)
    redis_call('ZADD', shard[2], queue_key(kind, a[1 + BASE], call.credit), id)
    write_alone(kind, shard, key, call.at, a, 1)
end

local function undo(shard, keys, problem)
    local id = str_sub(keys[2], -ID_CHARS)
    redis_pcall('ZREM', shard[1], id)
    redis_pcall('ZREM', shard[2], id)
    if LOGGED then
        redis_pcall('XDEL', shard[4], LOGGED)
    end
    redis_pcall('DEL', keys[4])
    error(problem)
end

local function is_new_alone(keys)
    if not MEMORY_SEEN then
        if redis_call('EXISTS', keys[2], keys[3]) == 0 then
            return true
        end
        MEMORY_SEEN = true
    end
    return redis_call('EXISTS', keys[2]) == 0 and not_remembered(keys[3], keys[2])
end

-- A call with one event, which nearly always opens alone. Of what this costs most are the commands, so
-- the keys that the shard shares are not looked at before: they come first, and if one is of another
-- type, what was done is undone.
local function open_one(kind, call, shard, keys, a)
    local note = a[1 + NOTE]
    if kind.now ~= call.now then
        kind_now(kind, call.now)
    end
    local new = kind.plain and note <= call.at and is_new_alone(keys)
    if new and redis_call('SET', keys[4], note, 'PXAT', call.window_end, 'NX') then
        local ok, problem = pcall(place_and_write, kind, shard, keys[2], a)
        if not ok then
            undo(shard, keys, problem)
        end
        return call.now
    end
    begin_call(call, shard)
    call.maybe_there, call.maybe_remembered = not new, not new
    local outcome = open_event(kind, call, keys, 2, a, 1, new)
    place_opened(call)
    return outcome == 1 and call.now or {call.now, outcome}
end

local function take_globals()
    redis_call, redis_pcall = redis.call, redis.pcall
    str_match, str_find, str_sub = string.match, string.find, string.sub
    str_format, str_gmatch = string.format, string.gmatch
    math_max, math_min, math_floor, math_abs = math.max, math.min, math.floor, math.abs
    tonumber, unpack = _G.tonumber, _G.unpack
    for n = 0, 999 do
        SMALL[n], THREE[n] = str_format('%d', n), str_format('%03d', n)
    end
    for n = 0, 1000 do
        POINTS[str_format('%d', n)] = n
    end
    for piece = 1, PIECES_MAX do
        FIELDS[2 * piece - 1] = int(piece - 1)
    end
end

local function entry(callback)
    return function(keys, a)
        if not redis_call then
            take_globals()
        end
        return callback(keys, a)
    end
end

local function rd_open(keys, a)
    if not redis_call then
        take_globals()
    end
    local now, held = shard_time(keys[1])
    if held or not keys[2] then
        return {now}
    end
    local first, shard = KINDS[a[1]] or kind_of(a[1]), SHARDS[keys[1]] or shard_of(keys[1])
    local common = first.common
    if common.counted > 0 and math_abs(now - common.counted) > COUNTED_MS then
        return {now}
    end
    local call, n = moment_of(common, now), (#keys - 1) / 3
    cut_now_and_then(shard, common, n)
    if n == 1 then
        return open_one(first, call, shard, keys, a)
    end
    return open_many(first, call, shard, keys, a, n)
end

-- The library may have 200 local names: those below are of their function alone, hence the blocks.
do
-- What rd_apply reads of a case: revision, packed opening, the fields that it stands for (OPENED),
-- alerts given, priority; for an alert also the first facts.
local STEP = {'rv', 'm', 'st', 'rr', 'op', 'rs', 'du', 'to', 'wk', 'as', 'p'}
local STEP_ALERT = {'rv', 'm', 'st', 'rr', 'op', 'rs', 'du', 'to', 'wk', 'as', 'p', '0', '1', '2',
                    '3'}

-- A case as it was read, by name.
local function read_case(key, alerts)
    local fields = alerts and STEP_ALERT or STEP
    local values, case = redis_call('HMGET', key, unpack(fields)), {}
    for i = 1, #fields do
        case[fields[i]] = values[i] or nil
    end
    return case
end

-- The fields of the call, from argument i on, into `case`: what is to be set, what is to be deleted.
-- With what an opening has packed: from the first change on each field stands by itself.
local function changes(a, i, case)
    local set, del, new = {'rv', case.rv + 1}, {}, {}
    local n = 2
    for k = i, #a, 2 do
        local name, value = a[k], a[k + 1]
        new[name] = value
        if value == '' then
            del[#del + 1] = name
        else
            set[n + 1], set[n + 2], n = name, value, n + 2
        end
    end
    if case.m then
        for name, value in pairs(opening_of(case.m)) do
            if not case[name] then
                case[name] = value
                if not new[name] then
                    set[n + 1], set[n + 2], n = name, value, n + 2
                end
            end
        end
        del[#del + 1] = 'm'
    end
    for name, value in pairs(new) do
        case[name] = value ~= '' and value or nil
    end
    return set, del
end

local function apply_due(keys, a)
    local id, wake, place = a[1], a[6], a[7]
    if wake == '' then
        return
    end
    if wake == '0' then
        redis_call('ZREM', keys[2], id)
    else
        redis_call('ZADD', keys[2], wake, id)
    end
    if place == '' then
        redis_call('ZREM', keys[3], id)
    elseif place ~= '=' then
        redis_call('ZADD', keys[3], place, id)
    end
end

local function apply_expiry(keys, a)
    if a[8] == '0' then
        redis_call('PERSIST', keys[1])
    elseif a[8] ~= '' then
        redis_call('PEXPIRE', keys[1], a[8])
    end
    if a[9] ~= '' then
        redis_call('HSET', keys[7], a[9], a[10])
        keep_at_least(keys[7], a[11])
    end
end

-- Causes and product, as an alert tells them.
local function told_facts(key, case)
    local some = (case['0'] or '') .. (case['1'] or '') .. (case['2'] or '') .. (case['3'] or '')
    local _, _, causes, product, more = str_match(some, MAIN_FACTS)
    if more ~= '\n' and case['3'] then
        _, _, causes, product = main_facts(key)
    end
    return causes or '', product or ''
end

-- Alerts, once for each (round, kind, level) of a case. Returns the field 'as' with them, or nil.
local function apply_alerts(keys, a, case, now)
    local causes, product = told_facts(keys[1], case)
    local was = case.as or 'o01,' -- given when it opened
    local sent = was
    for k = 15, 12 + 3 * a[14], 3 do
        local kind, round, level, due = a[k], a[k + 1], str_match(a[k + 2], '^(%d+)@?(%d*)$')
        local token = str_sub(kind, 1, 1) .. level .. round .. ','
        if not str_find(sent, token, 1, true) then
            sent = sent .. token
            redis_call('XADD', keys[4], 'MAXLEN', '~', a[12], '*', 'a', now .. ' ' .. (case.p or 0) .. ' ' ..
                       (due ~= '' and due or case.du or 0) .. ' ' .. case.st .. ' ' .. a[1] .. ':' ..
                       round .. ':' .. kind .. ':' .. level .. ' ' .. causes .. ' ' .. product)
        end
    end
    return sent ~= was and sent or nil
end

-- A key that all cases of the shard share and that is of another type fails the call here, while
-- nothing is changed: those that will be written, but the deadlines, which are written first.
local function look_before(keys, a)
    if a[6] ~= '' and a[7] ~= '=' then
        redis_call('ZCARD', keys[3])
    end
    if a[14] ~= '0' then
        redis_call('XLEN', keys[4])
    end
    redis_call('XLEN', keys[5])
    if a[9] ~= '' then
        redis_call('HLEN', keys[7])
    end
end

local function rd_apply(keys, a)
    local now = shard_time(keys[6])
    local case = read_case(keys[1], a[14] ~= '0')
    case.rv = case.rv or case.m and '1'
    if not case.rv then
        -- Whoever deleted the case left its deadline behind: it would come up for ever.
        redis_call('ZREM', keys[2], a[1])
        redis_call('ZREM', keys[3], a[1])
        return {-1, now}
    end
    if a[2] ~= '-1' and a[2] ~= case.rv then
        return {0, now}
    end
    if now < tonumber(a[3]) then
        return {-2, now}
    end
    local rev = int(case.rv + 1)
    local set, del = changes(a, 15 + 3 * a[14], case)
    set[2] = rev
    local at = int(now)
    look_before(keys, a)
    apply_due(keys, a)
    local sent = a[14] ~= '0' and apply_alerts(keys, a, case, at)
    if sent then
        set[#set + 1] = 'as'
        set[#set + 1] = sent
    end
    if #del > 0 then
        redis_call('HDEL', keys[1], unpack(del))
    end
    redis_call('HSET', keys[1], unpack(set))
    apply_expiry(keys, a)
    if a[9] == '' then
        log_cut(keys[5], a[13], a[1], rev, a[4], a[5], at, case.st)
    else
        log_cut(keys[5], a[13], a[1], rev, a[4], a[5], at, case.st, 'mem',
                keys[7] .. ' ' .. a[9] .. ' ' .. a[10] .. ' ' .. a[11])
    end
    return {1, now}
end

redis.register_function('rd_apply', entry(rd_apply))
end

local function rd_due(keys, a)
    local now = look_at_clock(keys[2])
    if a[1] == '0' then
        return {now}
    end
    local first = redis_call('ZRANGE', keys[1], 0, 0, 'WITHSCORES')
    if not first[1] or tonumber(first[2]) > now then
        return {now, first[2]}
    end
    local due = redis_call('ZRANGE', keys[1], '-inf', now, 'BYSCORE', 'LIMIT', 0, a[1],
                           'WITHSCORES')
    table.insert(due, 1, now)
    return due
end

-- All of a case at one moment: for the journal, which copies it, and the audit, which judges it.
local function rd_peek(keys, a)
    local out = {}
    for i = 1, #a do
        local key = keys[2 + i]
        out[i] = {redis.pcall('HGETALL', key), redis_call('ZSCORE', keys[1], a[i]) or '',
                  redis_call('ZSCORE', keys[2], a[i]) or '', redis_call('PEXPIRETIME', key)}
    end
    return out
end

-- Who complained of a product, the newest first, as a sorted set tells it: also a herd of one.
local function rd_herd(keys)
    if redis_call('TYPE', keys[1]).ok ~= 'string' then
        return redis_call('ZRANGE', keys[1], 0, -1, 'REV', 'WITHSCORES')
    end
    local created, note = str_match(redis_call('GET', keys[1]), '^(%d+) (.*)$')
    return created and {note, created} or {}
end

-- One process copies the log of a shard at a time. Should a lease be lost in the middle of a copy,
-- the next owner copies the same entries again: doubles in the journal are told by their ids.
local function rd_journal(keys, a)
    local t = redis_call('TIME')
    local now = t[1] * 1000 + math_floor(t[2] / 1000)
    local has = redis_call('HMGET', keys[1], 'owner', 'until', 'at')
    local after = has[3] or '0-0'
    if has[1] and has[1] ~= a[1] and now < tonumber(has[2]) then
        return {0, after}
    end
    local entries = redis_call('XRANGE', keys[2], '(' .. after, '+', 'COUNT', a[3])
    -- Written also when there is something to copy: the WAIT that follows covers what was read.
    if has[1] ~= a[1] or #entries > 0 or has[2] - now < a[2] / 2 then
        redis_call('HSET', keys[1], 'owner', a[1], 'until', int(now + a[2]))
    end
    return {1, after, entries}
end

local function rd_journaled(keys, a)
    if redis_call('HGET', keys[1], 'owner') ~= a[1] then
        return 0
    end
    redis_call('HSET', keys[1], 'at', a[2])
    local extra = redis_call('XLEN', keys[2]) - a[3]
    if extra > 0 then
        redis_call('XTRIM', keys[2], 'MINID', '~', a[2], 'LIMIT', extra)
    end
    return 1
end

local function rd_incident_end(keys, a)
    local record = redis_call('HMGET', keys[1], 'x', 'en')
    if not record[1] or record[2] then
        return 0
    end
    local t = redis_call('TIME')
    redis_call('HSET', keys[1], 'en', int(t[1] * 1000 + math_floor(t[2] / 1000)), 'ew', a[1])
    redis_call('DEL', keys[2])
    return 1
end

do
-- Of members '<author> <case> <what>' and their times, those of the `window` that ends with time
-- `last`: people, and how many of them cancel, and leave.
local function count_leaving(members, last, window)
    local whats, whose, people, cancel, leave = {}, {}, 0, 0, 0
    for i = 1, #members, 2 do
        local who, case, what = str_match(members[i], '^(%S+) (%S+) (%a)$')
        local time = tonumber(members[i + 1])
        if who and time <= last and time > last - window then
            who = whose[case] or who -- an edit, under another name
            whose[case] = who
            whats[who] = (whats[who] or '') .. what
        end
    end
    for _, what in pairs(whats) do
        people = people + 1
        cancel = cancel + (str_find(what, '[cb]') and 1 or 0)
        leave = leave + (str_find(what, '[lb]') and 1 or 0)
    end
    return people, cancel, leave
end

-- The first window with `people` that this complaint is in, whatever came late or out of order.
-- While it was not told there are only few in any.
local function find_leaving(key, at, window, people)
    local near = redis_call('ZRANGE', key, int(at - window + 1), int(at + window - 1), 'BYSCORE',
                            'LIMIT', 0, HERD_MAX, 'WITHSCORES')
    for i = 2, #near, 2 do
        local last = tonumber(near[i])
        if last >= at then
            local found, cancel, leave = count_leaving(near, last, window)
            if found >= people then
                return found, cancel, leave
            end
        end
    end
end

local function rd_leaving(keys, a)
    local t = redis_call('TIME')
    local now = t[1] * 1000 + math_floor(t[2] / 1000)
    local at, window, keep = math_min(tonumber(a[1]), now), tonumber(a[3]), tonumber(a[4])
    if at <= now - keep or redis_call('ZADD', keys[1], 'NX', int(at), a[2]) == 0 then
        return 0
    end
    local newest = tonumber(redis_call('ZRANGE', keys[1], -1, -1, 'WITHSCORES')[2])
    redis_call('ZREMRANGEBYSCORE', keys[1], '-inf', '(' .. int(newest - keep))
    redis_call('PEXPIRE', keys[1], a[4])
    if redis_call('EXISTS', keys[2]) == 1 then
        return 0
    end
    local people, cancel, leave = find_leaving(keys[1], at, window, tonumber(a[5]))
    if not people then
        return 0
    end
    redis_call('SET', keys[2], int(now), 'PX', a[3])
    redis_call('XADD', keys[3], 'MAXLEN', '~', a[6], '*', 'id', a[7] .. ':0:departures:2', 'at', int(now),
               'p', '0', 'st', '-', 'du', '0', 'ca', '', 'pr', a[8], 'wy',
               'group ' .. a[9] .. ': ' .. int(people) .. ' people within an hour cancel (' .. int(cancel) ..
               ') or will not buy again (' .. int(leave) .. ')')
    return 1
end

-- A person's complaints are 4 bytes each: day, and two of the case; the last that came is first. So
-- one that is read again finds its place, and no earlier one becomes the third by that.
local KNOWN_MAX = 16

local function day_of(complaint)
    local high, low = string.byte(complaint, 1, 2)
    return high * 256 + low
end

local function rd_known(keys, a)
    local was = redis_call('HGET', keys[1], a[1]) or ''
    local all, oldest, place = {}, tonumber(a[3]), nil
    local from = a[4] and a[4] ~= '1' and 3 or 1 -- whoever edits does not complain once more
    local wanted = str_sub(a[2], from)
    for i = 1, #was - 3, 4 do
        local one = str_sub(was, i, i + 3)
        if day_of(one) >= oldest then
            all[#all + 1] = one
            place = str_sub(one, from) == wanted and #all or place
        end
    end
    if not place then
        table.insert(all, 1, a[2])
        all[KNOWN_MAX + 1] = nil
    end
    local kept = table.concat(all)
    if kept ~= was then
        redis_call('HSET', keys[1], a[1], kept)
    end
    return #all + 1 - (place or 1)
end

local function rd_forget(keys, a)
    local all, old, oldest = redis_call('HGETALL', keys[1]), {}, tonumber(a[1])
    local size = tonumber(a[3] or 4)
    for i = 1, #all, 2 do
        local newest = 0
        for at = 1, #all[i + 1] + 1 - size, size do
            newest = math_max(newest, day_of(str_sub(all[i + 1], at, at + 1)))
        end
        if newest < oldest then
            old[#old + 1] = all[i]
        end
    end
    for i = 1, #old, 100 do
        redis_call('HDEL', keys[1], unpack(old, i, math_min(i + 99, #old)))
    end
    redis_call('PEXPIRE', keys[1], a[2])
    return #old
end

-- A day of a product with more of the same day: what is counted is added, the average is the later one.
local function same_day(was, more)
    local high, low = string.byte(was, 3, 4)
    local more_high, more_low = string.byte(more, 3, 4)
    local n = math_min((high + more_high) * 256 + low + more_low, 65535)
    local average = str_sub(more, 5) == '\0\0' and str_sub(was, 5) or str_sub(more, 5)
    return str_sub(more, 1, 2) .. string.char(math_floor(n / 256), n % 256) .. average
end

local function rd_drift(keys, a)
    local out, oldest = {}, tonumber(a[1])
    for i = 1, #keys do
        local product, more = str_sub(a[i + 1], 1, 6), str_sub(a[i + 1], 7)
        local was, days = redis_call('HGET', keys[i], product) or '', {more}
        for at = 1, #was - 5, 6 do
            local one = str_sub(was, at, at + 5)
            if str_sub(one, 1, 2) == str_sub(more, 1, 2) then
                days[1] = same_day(one, more)
            elseif day_of(one) >= oldest then
                days[#days + 1] = one
            end
        end
        out[i] = table.concat(days)
        redis_call('HSET', keys[i], product, out[i])
    end
    return out
end

local function rd_tell(keys, a)
    local t = redis_call('TIME')
    local now = int(t[1] * 1000 + math_floor(t[2] / 1000))
    if not redis_call('SET', keys[1], now, 'NX', 'PX', a[1]) then
        return 0
    end
    redis_call('XADD', keys[2], 'MAXLEN', '~', a[2], '*', 'id', a[3], 'at', now, 'p', '0', 'st', '-',
               'du', '0', 'ca', a[4], 'pr', a[5], 'wy', a[6])
    return 1
end

redis.register_function('rd_leaving', entry(rd_leaving))
redis.register_function('rd_known', entry(rd_known))
redis.register_function('rd_forget', entry(rd_forget))
redis.register_function('rd_drift', entry(rd_drift))
redis.register_function('rd_tell', entry(rd_tell))
end

local function rd_version()
    return VERSION
end

redis.register_function{function_name = 'rd_version', callback = entry(rd_version), flags = {'no-writes'}}
redis.register_function('rd_open', rd_open)
redis.register_function('rd_due', entry(rd_due))
redis.register_function('rd_incident_end', entry(rd_incident_end))
redis.register_function{function_name = 'rd_peek', callback = entry(rd_peek), flags = {'no-writes'}}
redis.register_function{function_name = 'rd_herd', callback = entry(rd_herd), flags = {'no-writes'}}
redis.register_function('rd_journal', entry(rd_journal))
redis.register_function('rd_journaled', entry(rd_journaled))
