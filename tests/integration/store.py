"""What Redis holds, read without Redress, and the checks of conservation.

in = opened + updated + duplicate + no complaint + dead letter, and what the counters claim must be
what Redis and the dead-letter topic hold: nothing lost, nothing doubled.
"""
import re

from worker import OUTCOMES


class Store:
    """A snapshot of every key of Redress."""

    def __init__(self, client):
        self.cases, self.due, self.queue, self.tombstones, self.logs = {}, {}, {}, {}, {}
        self.alerts = []
        self.doubled = []
        for key in client.scan_iter("rd:*", count=1000):
            self._take(client, key)

    def _take(self, client, key):
        shard, kind, rest = re.fullmatch(r"rd:\{(\d+)\}:(\w+):?(.*)", key).groups()
        if kind == "c":
            self._add(self.cases, rest, client.hgetall(key))
            self.cases[rest]["shard"] = shard
        elif kind == "due":
            for case, at in client.zrange(key, 0, -1, withscores=True):
                self._add(self.due, case, int(at))
        elif kind == "q":
            for case, at in client.zrange(key, 0, -1, withscores=True):
                self._add(self.queue, case, at)
        elif kind == "tb":
            for case, value in client.hgetall(key).items():
                self._add(self.tombstones, case, value)
        elif kind == "al":
            self.alerts += [fields for _, fields in client.xrange(key)]
        elif kind == "log":
            self.logs[shard] = [fields for _, fields in client.xrange(key)]

    def _add(self, where, case, value):
        if case in where:
            self.doubled.append(case)
        where[case] = value

    def open_cases(self):
        return {i for i, c in self.cases.items() if not c["st"].startswith("cl")}

    def opened(self):
        """Every case that was ever opened: those kept, and the tombstones of those forgotten."""
        return set(self.cases) | set(self.tombstones)

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
        ids = [a["id"] for a in self.alerts if "id" in a]
        assert len(ids) == len(set(ids)), "an alert was given twice"
        opens = [entry.get("id") for log in self.logs.values() for entry in log
                 if entry.get("event") == "open"]
        assert len(opens) == len(set(opens)), "a case was opened twice"
        return self

    def content(self):
        """{case: what the stream said of it}; without what a timer or a second writer may move."""
        moving = {"rv", "st", "lv", "br", "wr", "nd", "op", "rs", "du", "to", "wk", "src", "hd",
                  "p", "pt", "ow", "ou", "shard", "fl", "fv"}
        return {i: {k: v for k, v in c.items() if k not in moving} for i, c in self.cases.items()}


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
