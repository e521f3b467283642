"""People and customers at work: a seeded random walk of every case through the state table, by
`redress case`, by messages and by edited reviews. It prefers what was not walked yet."""
import itertools
import json
import queue
import random
import threading
import time

ACTIVE = 12   # cases that a walker has in hand
STEPS = 16    # and how often it touches one before it leaves it to the timers
THANKS = {"rating": 5, "body": "客服已经解决，非常满意，谢谢！"}
AGAIN = {"rating": 1, "body": "又坏了，还是没人管，我要退款！"}
SIDES = {"kept": "promise", "restored": "restore", "appeal_won": "appeal", "appeal_lost": "appeal",
         "back": "relay"}
OPENS = {"kept": "promise", "restored": "reprice", "appeal_won": "appeal",
         "appeal_lost": "appeal", "unclaim": "claim", "appeal": "evidence",
         "back": "relay"}
# What brings a case on, against what merely happens beside it.
MAIN = {"answer": 8, "refuse": 5, "accept": 1.5, "reply": 4, "decide": 5, "close": 0.4}
SHORT = ("1s", "2s", "4s", "1h")
AHEAD = {"1m": "answer", "1c": "reply", "2m": "answer", "2c": "refuse", "3m": "answer",
         "3c": "reply"}
LINE = [*AHEAD, "fm"]


def verb_of(event, state, rng, case):
    """Arguments of `redress case` that ask for the event; None: no verb does."""
    within = ["--within", rng.choice(SHORT)]
    amount = ["--amount", f"{rng.randrange(100, 500) / 100}"]
    plain = {"1m": ["--cause", "late", "--demand", "refund"], "3m": ["--ask-end"],
             "2m": ["--proposal", rng.choice(["refund", "replace", "apology"]), *amount]}
    reasons = ["withdrawn", "duplicate", "removed"] + ["solved", "referred"] * 2
    words = {
        "answer": ["answer", *plain.get(state, ["--ask-end"])],
        "decide": ["decide", *rng.choice([["--accepted"], ["--by-rule", "R-7"], ["--public"]])],
        "close": ["close", "--reason", "referred" if case["relays"] > 1 else rng.choice(reasons)],
        "assign": ["assign", rng.choice(["ann", "bob"])],
        "snooze": ["snooze", *rng.choice([[], ["--for", "1s"]])],
        "promise": ["promise", *within, "replace"], "kept": ["promise", "--kept"],
        "reprice": ["reprice", "--percent", "10", *within], "restored": ["reprice", "--restored"],
        "appeal": ["appeal", *within], "appeal_won": ["appeal", "--won"],
        "appeal_lost": ["appeal", "--lost"], "evidence": ["evidence", "photo"],
        "request": ["evidence", "photo", "--request", *within],
        "relay": ["relay", "--to", "carrier", *rng.choice([[], within, within])],
        "back": ["relay", "--back"], "note": ["note", "--text", "the carrier was asked"],
        "publish": ["publish", "--consent", "--redacted"]}
    if event in ("wake", "update", "recalc", "open", "known"):
        return None
    verb, *more = words.get(event, [event])
    # CASE comes before a word of its own, options anywhere
    return [verb, case["id"], *more]


class Walk:
    """`cases`: how many reviews were sent; `done`: how many were left to themselves again."""

    def __init__(self, world, coverage, seed, walkers, recalc):
        self.world, self.coverage, self.table = world, coverage, coverage.table
        self.waiting, self.reviews, self.recalc = queue.Queue(), {}, recalc
        self.done, self.calls, self.events, self.away = 0, 0, 0, []
        self.errors, self.lock, self.number = [], threading.Lock(), itertools.count(1)
        self.go, self.ending = threading.Event(), False
        self.busy = [threading.Lock() for _ in range(walkers)]
        self.threads = [threading.Thread(target=self._walk, args=(n, random.Random(seed * 100 + n)),
                                         daemon=True) for n in range(walkers)]
        self.go.set()
        for thread in self.threads:
            thread.start()

    # ---- control, by the main thread

    def pause(self):
        self.go.clear()
        for lock in self.busy:
            lock.acquire()

    def resume(self):
        for lock in self.busy:
            lock.release()
        self.go.set()

    def end(self):
        self.ending = True
        for thread in self.threads:
            thread.join()

    def add(self, case, review):
        self.reviews[case] = review
        self.waiting.put(case)

    # ---- one walker

    def _walk(self, n, rng):
        hand = {}
        while not self.ending:
            self.go.wait()
            with self.busy[n]:
                try:
                    self._turn(hand, rng)
                except Exception as e:  # a walker that dies must fail the run, not hang it
                    with self.lock:
                        self.errors.append(f"walker: {e!r}")

    def _turn(self, hand, rng):
        while len(hand) < ACTIVE and not self.waiting.empty():
            try:
                hand[self.waiting.get_nowait()] = {"steps": 0, "json": None,
                                                   "goal": self._goal(rng)}
            except queue.Empty:
                break
        if not hand:
            time.sleep(0.02)
            return
        case = rng.choice(list(hand))
        mine = hand[case]
        mine["steps"] += 1
        if mine["json"] is None:
            mine["json"] = self._call(["show", case, "--no-text"])
            return
        after = self._step(mine, rng)
        mine["json"] = after or None
        over = mine["json"] and mine["json"]["state"] == "cl" and rng.random() < 0.3
        if over or mine["steps"] > STEPS:
            del hand[case]
            with self.lock:
                self.done += 1

    def _goal(self, rng):
        """A row that nobody has walked yet, for every other case; or to be referred."""
        missing = [row for row in self.coverage.missing_rows() if row[1] != "known"]
        if rng.random() < 0.04:
            return ("referred", "close")
        if self.coverage.alone and rng.random() < 0.5:
            return (rng.choice(self.coverage.alone), "alone")
        return rng.choice(missing) if missing and rng.random() < 0.5 else None

    def _step(self, mine, rng):
        now = mine["json"]
        state, seen = now["state"], self.coverage.seen
        if mine["goal"] and rng.random() < 0.8:
            event = self._towards(*mine["goal"], state, now)
            if event:
                return self._do(event, state, now, rng)
            mine["goal"] = None
        if rng.random() < 0.06:
            return self._probe(state, now, rng)
        events = [e for s, e in self.table.rows if s == state]
        event = rng.choices(events, [self._weight(state, e, now, seen) for e in events])[0]
        return self._do(event, state, now, rng)

    def _towards(self, aim, wanted, state, now):
        """The next event on the way to a row; None: there, or it cannot be reached any more."""
        begun = {s for s, side in now["beside"].items() if side["status"] in ("running", "overdue")}
        if aim == "referred":
            if state in ("1m", "es", "pk", "cl"):
                return "answer" if state == "1m" else None
            return "close" if now["relays"] > 1 else "relay"
        side = SIDES.get(wanted)
        if side and side not in begun and (state == aim or aim == "pk") and state != "pk":
            return OPENS[wanted] if side != "appeal" or now["evidence"] else "evidence"
        if state == aim and wanted == "alone":
            return "unclaim" if now["owner"] else "wake"
        if state == aim:
            if self.coverage.seen[aim, wanted] or (wanted == "unclaim" and not now["owner"]):
                return "claim" if wanted == "unclaim" else None
            return wanted
        if aim == "pk" and state in ("2c", "3m", "3c", "fm", "es"):
            debt = "restore" if wanted in ("promise", "restored") else "promise"
            return "accept" if debt in begun else {"restore": "reprice"}.get(debt, debt)
        if aim == "pk" or (aim in LINE and state in LINE and LINE.index(state) < LINE.index(aim)):
            return AHEAD.get(state)
        return None

    def _do(self, event, state, now, rng):
        if event == "wake":
            time.sleep(0.01)  # the timers' part
            return None
        if event == "recalc":
            self.recalc()
            return None
        if event == "update" or (event == "reply" and rng.random() < 0.3) or \
                (event == "reopen" and rng.random() < 0.4):
            return self._send(event, now, rng)
        words = verb_of(event, state, rng, now)
        return self._call(words, event, state) if words else None

    def _weight(self, state, event, now, seen):
        weight = MAIN.get(event, 0.25)
        if state == "pk" and event in ("kept", "restored"):
            weight = 1
        wanted = not seen[state, event]
        side, running = SIDES.get(event), False
        if side:
            running = now["beside"].get(side, {}).get("status") in ("running", "overdue")
            if not running:
                return 0
        if event == "unclaim" and not now["owner"]:
            return 0
        if event == "appeal" and not now["evidence"]:
            return 0
        if event in ("wake", "recalc", "known"):
            return 0.2 if event == "wake" else 0
        if wanted:
            weight += 6
        # What must come first for something that is still wanted here.
        if any(first == event and not seen[state, then] and (state, then) in self.table.rows
               for then, first in OPENS.items()):
            weight += 4
        return weight

    def _probe(self, state, now, rng):
        """Something that the table does not allow here: it must be refused."""
        events = sorted({e for _, e in self.table.rows} - {e for s, e in self.table.rows
                                                           if s == state})
        event = rng.choice(events)
        words = verb_of(event, state, rng, now)
        return self._call(words, event, state) if words else None

    def _send(self, event, now, rng):
        review = self.reviews[now["id"]]
        if event == "reply":
            sent = [{**review, **rng.choice([THANKS, AGAIN]), "kind": "customer_message",
                     "review_id": f"{review['review_id']}-m{next(self.number)}",
                     "reply_to": review["review_id"]}]
        else:
            review["version"] = review.get("version", 1) + 1
            sent = [{**review, **(AGAIN if event == "reopen" else rng.choice([THANKS, AGAIN]))}]
        with self.lock:
            self.events += 1
        self.world.send_now(sent)
        time.sleep(0.05)
        return None

    def _call(self, words, event=None, state=None):
        agent, began = ["--as", "ann"] if words[0] not in ("show",) else [], self.world.now_ms()
        done = self.world.command("case", *words, *agent, "--json", expect=None)
        with self.lock:
            self.calls += 1
        if done.returncode == 1:  # Redis is away, or fails over
            with self.lock:
                self.away.append((began, self.world.now_ms(), done.stderr[-300:]))
            time.sleep(0.2)
            return None
        if done.returncode not in (0, 3):
            raise AssertionError(f"{words}: exit {done.returncode}: {done.stderr[-300:]}")
        after = json.loads(done.stdout.splitlines()[0])
        if done.returncode == 3:
            self.coverage.refused(after["id"], after["refused"])
        elif event:
            self._check(event, state, after["state"])
        return after

    def _check(self, event, state, after):
        """What the verb says it did; the log is checked to the end. The state may have moved on
        since this walker saw it, by a timer or a message."""
        if (state, event) in self.table.rows:
            self.coverage.saw(state, event)
