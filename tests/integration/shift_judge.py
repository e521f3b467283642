"""What tests/shift holds the whole history against: the log in Redis tells what was done and when,
the journal what was planned, Python's own time zones what should have been."""
import collections

from shift_world import BUDGETS, business_after, settings
from step_clock import HOUR_MS

LATE_MS = 1000
# What the customer's word does, and the alerts of which one tells it.
HEARD = {("1c", "2m"), ("2c", "3m"), ("3c", "fm")}
ES_AND_BEFORE = 31  # bits of the turns whose breach is an alert of its own; that of pk is the promise's


def planned_by(records):
    """{(case, revision, its time): wake-up}. With the time: what a failover undid has the same revision."""
    return {(r["case_id"], r["rev"], r["at"]): r["wake"] for r in records if r["state_rev"] == r["rev"]}


def plans_of(entries, planned):
    """For each step of a case the wake-up that it left, and since when that was planned; None, None
    where the journal does not know (copied late), or there is none."""
    plans, last, since = [], None, None
    for e in entries:
        plan = planned.get((e["id"], int(e["rev"]), int(e["at"])))
        if plan and plan != last:
            last, since = plan, int(e["at"])
        plans.append((plan, since) if plan else (None, None))
    return plans


def check_wakes(world, cases, records):
    """No wake-up came early, and how late each was: the journal says what was planned. Late is
    counted from the first step that planned it, if that found the moment past: a price cut whose end
    is sooner than the deadline shortens the turn, and its warning comes at once. Whatever else
    happens to a case whose moment has passed was faster than the timers, and shows how late they are."""
    planned = planned_by(records)
    late, wrong, unknown = [], [], 0
    for case, entries in cases.items():
        for (wake, since), e in zip(plans_of(entries, planned), entries[1:]):
            at, is_wake = int(e["at"]), e["event"] == "wake"
            if wake is None:
                unknown += is_wake
                continue
            if is_wake and at < wake:
                wrong.append(f"{case} rev {e['rev']}: {wake - at} ms early")
            due = max(wake, since)
            if is_wake or at > due:
                late.append((world.late_ms(due, at), at - due, case, int(e["rev"]), e["event"], at,
                             world.is_excused(due, at)))
    assert not wrong, f"{len(wrong)} early wake-ups: {wrong[:5]}"
    return sorted(late), unknown


def overdue(world, samples, cases, records):
    """[(ms beyond outages, case, when)], the worst last, of [(wake-up, case, seen at, until)]: what
    was still due when somebody looked. As in check_wakes, from the step that planned the moment on,
    if that found it past. Of steps whose plan the journal lacks that is the latest, or one that
    stands after a step known to have planned it. Also returns how often that alone excused one."""
    planned, late, excused = planned_by(records), [], 0
    for wake, case, at, until in samples:
        since, known = None, False
        for e in reversed([e for e in cases[case] if int(e["at"]) <= until]):
            plan = planned.get((case, int(e["rev"]), int(e["at"])))
            if plan is not None and plan != wake:
                break
            if plan == wake or since is None:
                since, known = int(e["at"]), known or plan == wake
        beyond = world.late_ms(max(wake, since or 0), at)
        excused += not known and beyond <= LATE_MS < world.late_ms(wake, at)
        late.append((beyond, case, at))
    return sorted(late), excused


def fields_of(records):
    """{(case, revision, its time): the case after that step}"""
    return {(r["case_id"], r["rev"], r["at"]): r["fields"] for r in records
            if r["state_rev"] == r["rev"] and r["fields"]}


def check_breaches(store, cases, records):
    """No breach is told before the deadline that the case had until then, and whatever sets the bit
    of one tells it. Returns how many were compared, how many could not be (copied late)."""
    known, told = fields_of(records), collections.defaultdict(list)
    given = {(a["id"].split(":")[0], a["at"]) for a in store.alerts if ":breach:" in a["id"]}
    silent = []
    for case, entries in cases.items():
        for before, e in zip(entries, entries[1:]):
            was, now = (known.get((case, int(x["rev"]), int(x["at"]))) for x in (before, e))
            told[case, e["at"]].append(was and was.get("du"))
            if was is None or now is None or e["event"] == "reopen":
                continue
            new = int(now.get("br", 0)) & ~int(was.get("br", 0)) & ES_AND_BEFORE
            if new and (case, e["at"]) not in given:
                silent.append(f"{case} rev {e['rev']} {before['st']} --{e['event']}--> {e['st']}")
    early, count, unknown = [], 0, 0
    for alert in store.alerts:
        case, _, kind, _ = alert["id"].split(":")
        due = told[case, alert["at"]]
        if kind != "breach":
            continue
        if not due or None in due:
            unknown += 1
            continue
        count += 1
        if int(alert["at"]) < min(map(int, due)):
            said = [f"rev {e['rev']} {e['event']} {e['who']} {e['st']} at {e['at']}"
                    for e in cases[case] if abs(int(e["at"]) - int(alert["at"])) < 2 * HOUR_MS]
            early.append(f"{alert['id']} {min(map(int, due)) - int(alert['at'])} ms early: {said}")
    assert not early, f"{len(early)} breaches before the deadline: {early[:5]}"
    assert not silent, f"{len(silent)} breaches that nobody was told of: {silent[:5]}"
    return count, unknown


def check_told(store, cases):
    """Each step that somebody must hear of gave its alert in the same call. Returns how many."""
    given = {(a["id"].split(":")[0], a["id"].split(":")[2], a["at"]) for a in store.alerts
             if a["id"].count(":") == 3}
    silent, count = [], 0
    for case, entries in cases.items():
        before = ""
        for e in entries:
            was, to = before[:2], e["st"][:2]
            before, want = e["st"], ()
            if e["event"] == "reopen" and was == "cl":
                want = ("open",)
            elif to != was and to in ("cl", "es"):
                want = ("closed",) if to == "cl" else ("escalate",)
            elif (was, to) in HEARD:
                want = ("reply", "turning")
            count += bool(want)
            if want and not any((case, kind, e["at"]) in given for kind in want):
                silent.append(f"{case} rev {e['rev']} {was} --{e['event']}--> {e['st']}: no {want[0]}")
    assert not silent, f"{len(silent)} steps that nobody was told of: {silent[:5]}"
    return count


class Deadlines:
    """The deadlines, by Python's own time zones."""

    def __init__(self, world):
        more, self.change_ms = settings(""), world.change_ms
        self.silence, self.manager = more["rounds__silence_s"], more["rounds__manager_s"]
        self.wrong, self.opened, self.turns, self.most, self.across = [], 0, 0, 0, 0

    def _after(self, lane, at, seconds):
        if lane in ("marketplace", "social"):
            return business_after(at, seconds)
        return at + int(seconds * 1000)

    def _compare(self, r, since, want, most):
        f = r["fields"]
        off = max(abs(int(f[name]) - value) for name, value in want.items())
        self.most = max(self.most, off)
        self.across += since < self.change_ms <= max(want.values())
        if off > most:
            self.wrong.append((r["case_id"], r["rev"], r["state"], f["ln"], want,
                               {n: f[n] for n in want}))

    def opening(self, r):
        """In business hours the writer counts from its last look at the shard's clock."""
        f = r["fields"]
        lane, opened = f["ln"].split(":")[0], int(f["op"])
        warn, first, _, _, total = BUDGETS[lane]
        # Nobody has it yet: the first wake-up is the warning, or half of the round if that is sooner.
        want = {"wk": self._after(lane, opened, min(warn, first // 2)),
                "du": self._after(lane, opened, first), "to": self._after(lane, opened, total)}
        self.opened += 1
        self._compare(r, opened, want, LATE_MS if lane in ("marketplace", "social") else 0)

    def turn(self, r):
        """Of a turn that began later; a nudged customer has the time that was given then."""
        f, state = r["fields"], r["state"][:2]
        lane, since, total = f["ln"].split(":")[0], int(f["rs"]), int(f["to"])
        _, *rounds, _ = BUDGETS[lane]
        if state in ("1c", "2c", "3c"):
            want = since + self.silence * 1000
        elif state == "es":
            want = self._after(lane, since, self.manager)
        else:
            seconds = rounds[2 if state == "fm" else int(state[0]) - 1]
            short = state == "2m" and f.get("rf") == "1"  # only to be paid: half of it
            want = min(self._after(lane, since, seconds / 2 if short else seconds), total)
        self.turns += 1
        self._compare(r, since, {"du": want}, 0)

    def check(self, records):
        seen = set()
        for r in records:
            f = r["fields"]
            if r["state_rev"] != r["rev"] or not f:
                continue
            turn = (r["case_id"], f.get("rs"), r["state"])
            if r["event"] == "open":
                self.opening(r)
            elif r["state"][:2] not in ("cl", "pk") and "nd" not in f and turn not in seen and \
                    int(f["rs"]) != int(f["op"]):
                self.turn(r)
            seen.add(turn)
        assert not self.wrong, f"{len(self.wrong)} deadlines are wrong: {self.wrong[:3]}"
        return self


def check_journal(cases, records):
    """Every transition is in the journal. Returns how many more."""
    seen = {(r["case_id"], r["rev"], r["at"]) for r in records}
    wanted = {(case, int(e["rev"]), int(e["at"])) for case, entries in cases.items()
              for e in entries}
    assert wanted <= seen, f"{len(wanted - seen)} are not in the journal: {sorted(wanted - seen)[:3]}"
    return len(seen - wanted)
