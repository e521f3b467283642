"""Open if and only if one wake-up; queued if and only if open, with no owner and no snooze: after any
call of the library, in any order, by callers however stale what they have read."""
import random
import threading
import time

import pytest

from store import Store, unpack_case
from test_library import CLOSED, CREDIT, MESSAGE, OPEN, REOPEN, SHARD, Library

CASES = [letter * 16 for letter in "abcdefghijklmnopqrst"]
EXPIRING = CASES[8:]  # a message that complains opens a case of this id anew, from its first alert on
HERDS = ("h1", "h2", "h3", "broken")
EPOCH = 1_700_000_000_000


@pytest.fixture(name="lib")
def library(servers):
    return Library(servers.redis().client())


def is_free(c):
    return not c["st"].startswith("cl") and not c.get("ow") and not c.get("sn")


class Walk:
    """Random calls of the library. `pictures`: cases as callers read them, now or long ago."""

    def __init__(self, lib, seed):
        self.lib, self.rng, self.pictures, self.known = lib, random.Random(seed), [], {}
        self.outcomes, self.steps, self.number = set(), {}, 0

    # ---- what must hold

    def look(self):
        pipe = self.lib.r.pipeline()  # as of one instant, though nobody else is there
        for case in CASES:
            pipe.hgetall(f"{SHARD}c:{case}").pttl(f"{SHARD}c:{case}")
        *seen, due, queue = pipe.zrange(SHARD + "due", 0, -1, withscores=True).zrange(
            SHARD + "q", 0, -1, withscores=True).execute()
        cases = {i: (unpack_case(c), ttl) for i, c, ttl in zip(CASES, seen[::2], seen[1::2]) if c}
        live = {i for i, (c, _) in cases.items() if not c["st"].startswith("cl")}
        free = {i for i in live if is_free(cases[i][0])}
        due, queue = dict(due), dict(queue)
        assert set(due) == live, f"woken, but not open or gone: {set(due) ^ live}"
        assert set(queue) == free, f"queued, but not free or the reverse: {set(queue) ^ free}"
        for i, (c, ttl) in cases.items():
            self.look_at(i, c, ttl, due.get(i), queue.get(i))

    def look_at(self, i, c, ttl, due, place):
        assert (ttl > 0) == c["st"].startswith("cl"), f"{i} {c['st']}: expires in {ttl}"
        assert due is None or due == int(c["wk"]), f"{i}: is woken at another moment"
        assert place is None or place == int(c["du"]) - int(c["p"]) * CREDIT, f"{i}: another place"
        # A revision is one picture: whoever applies a step to what he read has read what is there.
        shown = (c["st"], c.get("ow"), c.get("sn"), c.get("du"), c["p"], due)
        name = (i, c["op"], int(c["rv"]))
        assert self.known.setdefault(name, shown) == shown, f"{name}: changed without a revision"

    # ---- calls

    def events(self):
        return [self.event() for _ in range(self.rng.choice((1, 1, 2, 3, 6)))]

    def event(self):
        rng, kind = self.rng, self.rng.random()
        self.number += 1
        case = rng.choice(CASES)
        e = {"case": case, "version": rng.randrange(1, 9), "author": f"u{rng.randrange(5)}",
             "src": f"reviews/0/{self.number}", "base": rng.randrange(200, 999),
             "floor": rng.choice((0, 0, 700, 900)), "created": EPOCH + rng.randrange(10**8),
             "herd_key": rng.choice(HERDS), "lane": rng.choice(("marketplace", "chat", "safety")),
             "place": rng.choice(("g1", "g2"))}
        if kind < 0.2:
            own = f"{rng.randrange(6):016}"
            e.update(message=("n" if case in EXPIRING else rng.choice("mn")) + ":" + own,
                     memory_key="ms:1:1")
        elif kind < 0.3:
            e["message"] = "e"
        return e

    def open(self):
        for outcome in self.lib.open(*self.events()):
            self.outcomes.add(outcome if isinstance(outcome, int) else "refused")

    def read(self):
        case = self.rng.choice(CASES)
        c = self.lib.case(case)
        if c:
            self.pictures = [*self.pictures[-30:], (case, c)]

    def step(self):
        """A step as the machine makes it, of a picture that may be old: then it is refused."""
        if not self.pictures:
            return
        case, c = self.rng.choice(self.pictures)
        names = ["reopen", "expired"] if c["st"].startswith("cl") else [
            "claim", "unclaim", "snooze", "woken", "answer", "raise", "close", "beside"]
        name = self.rng.choice(names)
        done = self.do(name, case, c)
        self.steps[name, done] = self.steps.get((name, done), 0) + 1

    def do(self, name, case, c):
        rng = self.rng
        if name == "expired":  # as Redis does by itself
            gone = case in EXPIRING and self.lib.case(case).get("st", "").startswith("cl")
            return self.lib.r.delete(f"{SHARD}c:{case}") if gone else 0
        if name == "close":
            return self.lib.apply(case, rev=c["rv"], event="close", wake=0, expire=CLOSED,
                                  fields={"st": "cl:solved", "ow": "", "sn": "", "wk": ""},
                                  tomb=(case, int(c["v"]) * 100 + 10))
        wake = EPOCH + rng.randrange(10**9)
        new = {"claim": {"ow": "ann"}, "unclaim": {"ow": ""}, "snooze": {"sn": wake}, "beside": {"an": 1},
               "woken": {"sn": ""}, "answer": {"st": rng.choice(("1c", "2m", "pk")), "du": wake + 7},
               "raise": {"p": min(1000, int(c["p"]) + 10)},
               "reopen": {"st": "1m", "du": wake + 9, "ro": 1, "v": int(c["v"]) + 1, "vr": ""}}[name]
        after = {**c, **{k: str(v) if v != "" else "" for k, v in new.items()}}
        place = int(after["du"] if "du" in after else 0) - int(after["p"]) * CREDIT
        said = place if is_free(after) else ""
        if name == "beside":  # what a timer leaves as it was
            said, wake = "=", int(c["wk"])
        return self.lib.apply(case, rev=c["rv"], event=name, wake=wake, place=said,
                              expire=0 if name == "reopen" else "", fields={**new, "wk": wake},
                              not_before=rng.choice((0, 0, 0, EPOCH * 9)))

    def end_incident(self):
        herd = self.rng.choice(HERDS)
        self.lib.r.fcall("rd_incident_end", 2, f"{SHARD}hi:{herd}", f"{SHARD}ha:{herd}", "ann")

    def tidy(self):
        """What the timer does about a wake-up whose case is gone."""
        case = self.rng.choice(CASES)
        if not self.lib.case(case):
            self.lib.apply(case, rev=0)


@pytest.mark.parametrize("seed", range(2))
def test_open_and_queued_whatever_is_called(lib, seed):
    lib.r.set(f"{SHARD}herd:broken", "somebody was here")
    walk = Walk(lib, seed)
    calls = [walk.open] * 5 + [walk.read] * 6 + [walk.step] * 6 + [walk.end_incident, walk.tidy]
    for _ in range(1000):
        walk.rng.choice(calls)()
        walk.look()
    Store(lib.r).check()
    # the walk was worth it
    assert {OPEN, 2, 3, REOPEN, 5, MESSAGE, "refused"} <= walk.outcomes
    assert {o // 10 % 10 for o in walk.outcomes - {"refused"}} == {0, 1, 2}, "herds"
    assert max(walk.outcomes - {"refused"}) >= 100, "an incident"
    done = {name for (name, applied), n in walk.steps.items() if applied == 1}
    stale = {name for (name, applied), n in walk.steps.items() if applied == 0}
    assert len(done) == 10 and len(stale) >= 8, walk.steps
    assert any(applied == -2 for _, applied in walk.steps)


def test_a_snapshot_is_of_one_instant(servers):
    """What the invariants are held against: cases open and close while it is taken."""
    redis = servers.redis()
    lib = Library(redis.client())
    for n in range(400):  # many keys, so that what is read one after the other is read slowly
        lib.open({"case": f"old{n:013}", "author": f"o{n}", "herd_key": f"o{n}"})
    ending, opened = threading.Event(), []

    def work():
        client = Library(redis.client())
        while not ending.is_set():
            case = f"{len(opened):016}"
            opened.append(case)
            client.open({"case": case, "author": case, "herd_key": case})
            if len(opened) % 2:
                client.close(case)

    worker = threading.Thread(target=work)
    worker.start()
    try:
        looks, until = 0, time.monotonic() + 30
        while looks < 15 or len(opened) <= 30 and time.monotonic() < until:
            Store(lib.r, at_once=True).check()
            looks += 1
    finally:
        ending.set()
        worker.join()
    assert len(opened) > 30, "somebody wrote"
