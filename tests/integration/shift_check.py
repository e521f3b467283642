"""The invariants of tests/shift that hold at any moment: on Redis at rest after each disturbance, with
all that happened until then. What needs the journal is judged at the end: shift_judge.py."""
import collections
import threading
import time

import redis

from shift_table import wanted_alerts
from store import unpack_entry

# What the log has besides the events of the table; none of them moves a case. What came from Kafka
# and finds no row (a thank-you after the close) is noted as well.
BESIDE = ("open", "herd")
NOTED = ("reply", "update", "reopen")
MERCHANT_MAY_ESCALATE = ("1m", "2m", "3m", "fm", "es", "pk")


class Follower:
    """Reads the logs as they grow: which rows were walked, which cases are new; and looks at what
    is overdue. Whether an outage explains that is known when the outage is over: see overdue() in
    shift_judge.py."""

    def __init__(self, world, coverage, opened):
        self.world, self.coverage, self.opened = world, coverage, opened
        self.at, self.state, self.known = {}, {}, set()
        self.ending, self.keys, self.samples, self.looks, self.errors = False, [], [], 0, []
        self.thread = threading.Thread(target=self._follow, daemon=True)
        self.thread.start()

    def _follow(self):
        client = master = None
        while not self.ending:
            try:
                if master is not self.world.master:  # from the beginning, on the new one
                    master, self.at, self.state = self.world.master, {}, {}
                    client = master.client()
                self.keys = list(client.scan_iter("rd:*:log", count=1000))
                for key in self.keys:
                    self._read(client, key)
                self._sample(client)
            except redis.RedisError:  # a failover
                master = None
            except Exception as e:  # who reads no more must fail the run, not hang it
                self.errors.append(f"follower: {e!r}")
                return
            time.sleep(0.2)

    def _sample(self, client):
        pipe = client.pipeline(transaction=False)
        for key in self.keys:
            pipe.zrange(key.replace(":log", ":due"), 0, 0, withscores=True)
        before = self.world.now_ms()
        first = [(int(row[0][1]), row[0][0]) for row in pipe.execute() if row]
        self.looks += 1
        if first and min(first)[0] < before:
            self.samples.append((*min(first), before, self.world.now_ms()))

    def note(self, due, at, until):
        """All that was overdue at a moment, of {case: wake-up} as it was until then."""
        self.samples += [(wake, case, at, until) for case, wake in due.items() if wake < at]

    def _read(self, client, key):
        for entry_id, fields in client.xrange(key, min="(" + self.at.get(key, "0-0")):
            self.at[key], e = entry_id, unpack_entry(fields)
            case = e["id"]
            if e["event"] == "open" and case not in self.known:
                self.opened(case, client)
                self.known.add(case)
            self.coverage.walked(self.state.get(case, ""), e["event"], e["st"])
            self.state[case] = e["st"]

    def stop(self):
        self.ending = True
        self.thread.join()


def check_rest(world, reviews_of):
    """Redis as it is now, the timers asleep: returns its Store."""
    store = world.snapshot().check()
    ids = [c["rid"] for c in store.cases.values()]
    assert len(ids) == len(set(ids)), "a review has two cases"
    assert set(ids) <= set(reviews_of), "a case without a review"
    for case, c in store.cases.items():
        assert 1 <= int(c.get("rr", 1)) <= 3, f"{case} is in round {c['rr']}"
    return store


def transitions_of(store):
    """{case: its log entries by revision}; each revision is there once."""
    cases = collections.defaultdict(list)
    for log in store.logs.values():
        for e in log:
            cases[e["id"]].append(e)
    for case, entries in cases.items():
        entries.sort(key=lambda e: int(e["rev"]))
        revs = [int(e["rev"]) for e in entries]
        said = [f"{e['rev']} {e['event']} {e['st']} {e['at']}" for e in entries]
        assert revs == list(range(1, len(revs) + 1)), f"{case}: revisions {said}"
        assert int(store.cases[case]["rv"]) == revs[-1], f"{case}: the log is not up to date"
    return cases


def is_legal(table, before, event, after, who):
    state, to = before[:2], after[:2]
    if event in NOTED and who in ("", "customer") and before == after and \
            (state, event) not in table.rows:
        return True
    if event in BESIDE:
        return before == after or (event == "open" and not before)
    if (state, event) not in table.rows:
        # An event carries out first what a late timer left undone: then it met the manager.
        met = table.rows.get(("es", event))
        return state in MERCHANT_MAY_ESCALATE and bool(met) and \
            (to in ("es", met) or (met == "cl" and to == "pk"))
    wanted = table.rows[state, event]
    if to == "es" and state in MERCHANT_MAY_ESCALATE:
        return event == "wake" or ("es", event) in table.rows
    if event == "reopen":
        return to in ("1m", "2m", "3m", "fm", "es")
    if event == "wake":
        return to == state or (state in ("1c", "2c", "3c") and after in ("cl:silent", "pk"))
    if wanted == "cl":
        return to in ("cl", "pk")
    if event in ("kept", "restored"):
        return to == state or (state == "pk" and to == "cl")
    return to == (state if wanted == "-" else wanted)


def recount(store, coverage):
    """What the logs have, not what a walker meant to do: a case may move on before his call."""
    cases = collections.defaultdict(list)
    for log in store.logs.values():
        for e in log:
            cases[e["id"]].append(e)
    coverage.seen.clear()
    for entries in cases.values():
        before = ""
        for e in sorted(entries, key=lambda e: int(e["rev"])):
            coverage.walked(before, e["event"], e["st"])
            before = e["st"]
    return store


def missing(store, coverage):
    """What of all that can happen did not: rows, refusals, alerts, reasons of a close."""
    seen = check_alerts(store)
    reasons = {c["st"] for c in store.cases.values()} | {e["st"] for log in store.logs.values()
                                                         for e in log}
    return coverage.missing_rows() + coverage.missing_refusals() + [
        w for w in sorted(wanted_alerts()) if not seen[w]] + [
        r for r in coverage.table.reasons if r not in reasons]


def check_history(table, cases):
    """No step but those of the table, and never a fourth round."""
    illegal = []
    for case, entries in cases.items():
        before, lives = "", [0]
        for e in entries:
            if not is_legal(table, before, e["event"], e["st"], e["who"]):
                illegal.append(f"{case} rev {e['rev']}: {before} --{e['event']}--> {e['st']}")
            before = e["st"]
            if e["event"] == "reopen":
                lives.append(0)
            lives[-1] += e["event"] == "answer"
        if max(lives) > 3:
            illegal.append(f"{case}: four rounds")
    assert not illegal, f"{len(illegal)} steps that no row allows: {illegal[:8]}"


def check_alerts(store):
    """Each once. Returns how often each kind was given, and in which turn, at which level."""
    seen, ids = collections.Counter(), [a["id"] for a in store.alerts]
    assert len(ids) == len(set(ids)), "an alert was given twice"
    for alert in ids:
        _, turn, kind, level = alert.split(":")
        for what in (f"turn {turn}", f"level {level}", ""):
            seen[kind, what] += 1
    return seen
