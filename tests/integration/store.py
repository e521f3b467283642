"""What Redis holds, read without Redress, and the checks of conservation.

in = opened + updated + duplicate + no complaint + dead letter, and what the counters claim must be
what Redis and the dead-letter topic hold: nothing lost, nothing doubled.
"""
import re

from worker import OUTCOMES


FACTS = ("nm", "pt", "fv", "src", "cr", "ca", "pr", "se", "rid", "mk", "gr", "kd", "ch", "lo", "cu",
         "ar", "fl", "dm", "fg", "cp")


def unpack_case(fields):
    """A case's hash by the names in sink/cases.h: what is packed in it taken apart."""
    facts, opening, case = "", fields.get("m"), {}
    for piece in sorted((name for name in fields if name.isdigit()), key=int):
        facts += fields[piece]
    if facts:
        case = {name: value for name, value in zip(FACTS, facts.split("\n")) if value}
        case["b"] = str(sum(map(int, case["pt"].split(","))))
    if opening:
        op, *later = opening.split(",")
        due, total, wake = (str(int(op) + int(ms)) for ms in later[:3])
        case.update(st="1m", rv="1", rr="1", op=op, rs=op, du=due, to=total, wk=wake)
        case.update(zip(("v", "p", "ln"), later[3:]))
    case.update((name, value) for name, value in fields.items()
                if name != "m" and not name.isdigit())
    if fields:
        size, _, points = case.get("hd", "1").partition(",")
        case["hd"] = size
        if points:
            terms = case["pt"].split(",")
            case["pt"] = ",".join(terms[:3] + [points] + terms[4:])
    return case


def unpack_entry(fields):
    """An entry of a stream by the names in sink/entry.h: it is packed."""
    entry = {name: value for name, value in fields.items() if name not in ("l", "ol", "a")}
    if "l" in fields:
        entry.update(zip(("at", "rev", "st", "event", "id", "who"), fields["l"].split(" ", 5)))
    if "ol" in fields:
        at, _, note = fields["ol"].split(" ", 2)
        entry.update(id=note.split(" ")[1], rev="1", event="open", who="", at=at, st="1m", au=note)
    if "a" in fields:
        entry.update(zip(("at", "p", "du", "st", "id", "ca", "pr"), fields["a"].split(" ", 6)))
    return entry


def entries(client, key, **options):
    """What is in a stream."""
    return [unpack_entry(fields) for _, fields in client.xrange(key, **options)]


# Key and value of all there is. What is new meanwhile is not half seen, as it would be between the
# listing of the keys and a look at them.
AT_ONCE = """
local out, look = {}, {c = 'HGETALL', tb = 'HGETALL', due = 'ZRANGE', q = 'ZRANGE', al = 'XRANGE',
                       log = 'XRANGE'}
for _, key in ipairs(redis.call('KEYS', 'rd:*')) do
    local what = look[string.match(key, '^[^:]*:[^:]*:(%a+)')]
    if what == 'HGETALL' then
        out[#out + 1] = {key, redis.call(what, key)}
    elseif what == 'ZRANGE' then
        out[#out + 1] = {key, redis.call(what, key, 0, -1, 'WITHSCORES')}
    elseif what then
        out[#out + 1] = {key, redis.call(what, key, '-', '+')}
    end
end
return out"""


def pairs_of(flat):
    return zip(flat[::2], flat[1::2])


class Store:
    """A snapshot of every key of Redress. `at_once`: as of one instant, though writers go on; not on
    a Cluster, where no script spans slots."""

    def __init__(self, client, at_once=False):
        if at_once:
            self._take(map(self._parsed, *zip(*client.eval(AT_ONCE, 0))))
            return
        keys, values = [key for key in client.scan_iter("rd:*", count=1000)
                        if key.split(":")[2] in ("c", "tb", "due", "q", "al", "log")], []
        for start in range(0, len(keys), 1000):
            pipe = client.pipeline(transaction=False)
            for key in keys[start:start + 1000]:
                self._look(pipe, key)
            values += pipe.execute()
        self._take(zip(keys, values))

    @staticmethod
    def _parsed(key, value):
        """As the client would have parsed it, had it asked by itself."""
        kind = key.split(":")[2]
        if kind in ("al", "log"):
            return key, [(entry, dict(pairs_of(fields))) for entry, fields in value]
        return key, dict(pairs_of(value)) if kind in ("c", "tb") else list(pairs_of(value))

    @staticmethod
    def _look(pipe, key):
        kind = key.split(":")[2]
        if kind in ("c", "tb"):
            pipe.hgetall(key)
        elif kind in ("due", "q"):
            pipe.zrange(key, 0, -1, withscores=True)
        else:
            pipe.xrange(key)

    def _take(self, found):
        self.cases, self.due, self.queue, self.tombstones, self.logs = {}, {}, {}, {}, {}
        self.alerts, self.doubled = [], []
        for key, value in found:
            shard, kind, rest = re.fullmatch(r"rd:\{(\d+)\}:(\w+):?(.*)", key).groups()
            if kind == "c" and value:
                self._add(self.cases, [(rest, {**unpack_case(value), "shard": shard})])
            elif kind == "tb":
                self._add(self.tombstones, value.items())
            elif kind in ("due", "q"):
                self._add(self.due if kind == "due" else self.queue,
                          ((case, int(at)) for case, at in value))
            elif kind == "al":
                self.alerts += [unpack_entry(fields) for _, fields in value]
            else:
                self.logs[shard] = [unpack_entry(fields) for _, fields in value]

    def _add(self, where, pairs):
        for case, value in pairs:
            if case in where:
                self.doubled.append(case)
            where[case] = value

    def open_cases(self):
        return {i for i, c in self.cases.items() if not c["st"].startswith("cl")}

    def opened(self):
        """Every case that was ever opened: those still there, and those of which only the
        tombstone is left. (A customer's message leaves a tombstone too, under its own id.)"""
        return set(self.cases) | (set(self.tombstones) & self.log_opens())

    def log_opens(self):
        return {entry["id"] for log in self.logs.values() for entry in log
                if entry["event"] == "open"}

    def check(self):
        """Each open case has exactly one wake-up, in the case and in the deadlines alike; each
        case was opened once; no alert was given twice."""
        assert not self.doubled, f"in two places: {self.doubled[:5]}"
        live = self.open_cases()
        assert live == set(self.due), (f"open without a wake-up: {sorted(live - set(self.due))[:5]},"
                                       f" a wake-up without an open case: "
                                       f"{sorted(set(self.due) - live)[:5]}")
        wrong = [i for i in live if int(self.cases[i]["wk"]) != self.due[i]]
        assert not wrong, f"wk differs from the deadline list: {wrong[:5]}"
        stray = set(self.queue) - live
        assert not stray, f"queued but not open: {sorted(stray)[:5]}"
        ids = [a["id"] for a in self.alerts]
        assert len(ids) == len(set(ids)), "an alert was given twice"
        opens = [entry["id"] for log in self.logs.values() for entry in log
                 if entry["event"] == "open"]
        assert len(opens) == len(set(opens)), "a case was opened twice"
        return self

    def content(self):
        """{case: what does not depend on when it came, in which order, and on the timer}."""
        kept = ("rid", "mk", "pr", "se", "gr", "kd", "ch", "lo", "cr", "v", "b", "ca", "dm", "fg",
                "nm", "cu", "ln")
        return {i: {k: c[k] for k in kept if k in c} for i, c in self.cases.items()}

    def snapshot(self):
        """All there is, to be compared with itself later; the timer must be off in between."""
        alerts = sorted(self.alerts, key=lambda a: a["id"])
        return (self.cases, self.due, self.queue, self.tombstones, self.logs, alerts)


def total(*counts):
    """Sum of several {outcome: n}, for example of all workers of a group."""
    return {o: sum(c.get(o, 0) for c in counts) for o in OUTCOMES}


def check_conserved(events_in, outcomes, store, dead=0):
    """events_in: messages read, redelivered ones counted each time. dead: messages in the dead
    letter topic now."""
    assert sum(outcomes[o] for o in OUTCOMES) == events_in, \
        f"{events_in} went in, {outcomes} came out"
    store.check()
    assert outcomes["opened"] == len(store.opened()), \
        f"{outcomes['opened']} opened by the counters, {len(store.opened())} in Redis"
    assert outcomes["dead_letter"] == dead, \
        f"{outcomes['dead_letter']} dead letters counted, {dead} in the topic"
