"""The invariants of tests/shift: on Redis at rest after each disturbance, and on the whole history
(the log in Redis and the journal) at the end."""
import collections
import threading
import time

from shift_table import wanted_alerts
from shift_world import BUDGETS, business_after
from step_clock import HOUR_MS
from store import Store, unpack_entry

LATE_MS = 1000
# What the log has besides the events of the table; none of them moves a case. What came from Kafka
# and finds no row (a thank-you after the close) is noted as well.
BESIDE = ("open", "herd")
NOTED = ("reply", "update", "reopen")
MERCHANT_MAY_ESCALATE = ("1m", "2m", "3m", "fm", "es", "pk")


class Follower:
    """Reads the logs as they grow: which rows were walked, which cases are new; and looks at what
    is overdue. Whether an outage explains that is known when the outage is over: see overdue()."""

    def __init__(self, world, coverage, opened):
        self.world, self.coverage, self.opened = world, coverage, opened
        self.at, self.state, self.known = {}, {}, set()
        self.ending, self.keys, self.samples, self.looks = False, [], [], 0
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
            except Exception:  # a failover
                master = None
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

    def overdue(self, cases, records):
        """[(ms beyond outages, case, when)], the worst last. As in check_wakes, from the step that
        planned the moment on, if that found it past. Of a step whose plan the journal lacks (copied
        late) that is the latest, or one that stands after a step known to have planned it."""
        planned, late = planned_by(records), []
        for wake, case, at, until in self.samples:
            since = None
            for e in reversed([e for e in cases[case] if int(e["at"]) <= until]):
                plan = planned.get((case, int(e["rev"]), int(e["at"])))
                if plan is not None and plan != wake:
                    break
                if plan == wake or since is None:
                    since = int(e["at"])
            late.append((self.world.late_ms(max(wake, since or 0), at), case, at))
        return sorted(late)

    def _read(self, client, key):
        for entry_id, fields in client.xrange(key, min="(" + self.at.get(key, "0-0")):
            self.at[key], e = entry_id, unpack_entry(fields)
            case = e["id"]
            if e["event"] == "open" and case not in self.known:
                self.opened(case, client)
                self.known.add(case)
            self.coverage.saw(self.state.get(case, "")[:2], e["event"])
            self.state[case] = e["st"]

    def stop(self):
        self.ending = True
        self.thread.join()


def check_rest(world, reviews_of):
    """Redis as it is now, the timers asleep: returns its Store."""
    store = Store(world.client(), at_once=True).check()
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
    if event in NOTED and who in ("", "customer") and before == after:
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


def recount(world, coverage):
    """What the logs have, not what a walker meant to do: a case may move on before his call."""
    store, cases = Store(world.client(), at_once=True), collections.defaultdict(list)
    for log in store.logs.values():
        for e in log:
            cases[e["id"]].append(e)
    coverage.seen.clear()
    for entries in cases.values():
        before = ""
        for e in sorted(entries, key=lambda e: int(e["rev"])):
            coverage.saw(before[:2], e["event"])
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


def check_history(table, cases, coverage):
    coverage.seen.clear()
    illegal = []
    for case, entries in cases.items():
        before = ""
        for e in entries:
            coverage.saw(before[:2], e["event"])
            if not is_legal(table, before, e["event"], e["st"], e["who"]):
                illegal.append(f"{case} rev {e['rev']}: {before} --{e['event']}--> {e['st']}")
            before = e["st"]
        lives = [[]]
        for e in entries:
            if e["event"] == "reopen":
                lives.append([])
            lives[-1].append(e["event"])
        if max(life.count("answer") for life in lives) > 3:
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


def check_breaches(store, cases, records):
    """No breach is told before the deadline that the case had until then. Returns how many."""
    due = {(r["case_id"], r["rev"], r["at"]): int(r["fields"]["du"]) for r in records
           if r["state_rev"] == r["rev"] and r["fields"] and "du" in r["fields"]}
    told = collections.defaultdict(list)
    for case, entries in cases.items():
        for before, e in zip(entries, entries[1:]):
            told[case, e["at"]].append(due.get((case, int(before["rev"]), int(before["at"]))))
    early, count = [], 0
    for alert in store.alerts:
        case, _, kind, _ = alert["id"].split(":")
        known = told[case, alert["at"]]
        if kind != "breach" or not known or None in known:
            continue
        count += 1
        if int(alert["at"]) < min(known):
            said = [f"rev {e['rev']} {e['event']} {e['who']} {e['st']} at {e['at']}"
                    for e in cases[case] if abs(int(e["at"]) - int(alert["at"])) < 2 * HOUR_MS]
            early.append(f"{alert['id']} {min(known) - int(alert['at'])} ms early: {said}")
    assert not early, f"{len(early)} breaches before the deadline: {early[:5]}"
    return count


def planned_by(records):
    """{(case, revision, its time): wake-up}. With the time: what a failover undid has the same revision."""
    return {(r["case_id"], r["rev"], r["at"]): r["wake"] for r in records if r["state_rev"] == r["rev"]}


def check_wakes(world, cases, records):
    """No wake-up came early, and how late each was: the journal says what was planned. Late is
    counted from the step that planned it, if that found the moment past: a price cut whose end is
    sooner than the deadline shortens the turn, and its warning comes at once."""
    planned = planned_by(records)
    late, wrong, unknown = [], [], 0
    for case, entries in cases.items():
        for before, e in zip(entries, entries[1:]):
            if e["event"] != "wake":
                continue
            wake, at = planned.get((case, int(before["rev"]), int(before["at"]))), int(e["at"])
            if wake is None:
                unknown += 1
                continue
            if at < wake:
                wrong.append(f"{case} rev {e['rev']}: {wake - at} ms early")
            wake = max(wake, int(before["at"]))
            late.append((world.late_ms(wake, at), at - wake, case, int(e["rev"]), at))
    assert not wrong, f"{len(wrong)} early wake-ups: {wrong[:5]}"
    return sorted(late), unknown


def check_opened(records):
    """The deadlines of round 1, by Python's own time zones. In business hours the writer counts from
    its last look at the shard's clock. Returns how many were compared, the greatest difference."""
    wrong, count, most = [], 0, 0
    for r in records:
        if r["event"] != "open" or r["state_rev"] != r["rev"] or not r["fields"]:
            continue
        f = r["fields"]
        lane = f["ln"].split(":")[0]
        warn, first, _, _, total = BUDGETS[lane]
        opened = int(f["op"])
        after = (lambda s, at=opened: business_after(at, s)) if lane in (
            "marketplace", "social") else (lambda s, at=opened: at + s * 1000)
        # Nobody has it yet: the first wake-up is the warning, or half of the round if that is sooner.
        want = {"wk": after(min(warn, first // 2)), "du": after(first), "to": after(total)}
        count += 1
        off = max(abs(int(f[name]) - value) for name, value in want.items())
        most = max(most, off)
        if off > LATE_MS:
            wrong.append((r["case_id"], lane, opened, want, {n: f[n] for n in want}))
    assert not wrong, f"{len(wrong)} of {count} deadlines are wrong: {wrong[:3]}"
    return count, most


def check_journal(store, cases, records):
    """Every transition is in the journal."""
    seen = {(r["case_id"], r["rev"], r["at"]) for r in records}
    wanted = {(case, int(e["rev"]), int(e["at"])) for case, entries in cases.items()
              for e in entries}
    assert wanted <= seen, f"{len(wanted - seen)} are not in the journal: {sorted(wanted - seen)[:3]}"
    return len(seen - wanted)
