"""The timer: deadlines of many cases, several timers at once, kills, outages; nothing is missed,
nothing is said twice, nothing early."""
import collections
import json
import signal
import time

import pytest

from procs import wait_until
from reviews import make
from road import Road

# Deadlines in seconds that a test can wait for; every lane alike.
FAST = {f"rounds__{lane}_{what}_s": value
        for lane in ("marketplace", "social", "chat", "safety")
        for what, value in (("warn", 2), ("1", 4), ("2", 4), ("3", 4), ("total", 60))}
FAST.update(rounds__silence_s=4, rounds__manager_s=3, rounds__claim_s=600)


@pytest.fixture
def road(servers):
    return Road(servers, servers.broker(), servers.redis())


def open_cases(road, count, **settings):
    """`count` complaints become cases, with no timer about; returns their ids."""
    worker = road.worker(timer__enabled="no", **{**FAST, **settings})
    sent = road.send([{**r, "body": f"等了两周还没到货，我要退款！({i})", "rating": 1}
                      for i, r in enumerate(make(count, seed=3, complaints=1.0))])
    worker.wait_finished(sent)
    worker.stop()
    return road.store().check().open_cases()


def timer(road, servers, **settings):
    return servers.redress(road.broker, road.redis, subcommand="timer", **{**FAST, **settings})


def wait_state(road, state, count, timeout_s=60):
    wait_until(f"{count} cases are {state}", lambda: sum(
        c["st"] == state for c in road.store().cases.values()) >= count, timeout_s, 0.25)


def test_an_idle_timer_asks_seldom(road, servers):
    """16 shards are looked at five times a second, and at once when a wake-up comes."""
    r = road.redis.client()

    def asked():
        return r.info("commandstats").get("cmdstat_fcall", {"calls": 0})["calls"]

    t = timer(road, servers, audit__interval_s=0)
    time.sleep(1.5)
    before, began = asked(), time.monotonic()
    time.sleep(3)
    rate = (asked() - before) / (time.monotonic() - began)
    assert rate <= 16 * 6, f"{rate:.0f} calls a second"
    cases = open_cases(road, 20)
    wait_state(road, "es", len(cases))
    assert t.stop() == 0
    late = json.loads("{%s}" % ",".join(
        '"%s":%s' % tuple(word.split("=")) for word in t.log().splitlines()[-1].split()
        if word.startswith("late_")))
    assert late["late_p99_ms"] < 1000, late


def check_alerts(store, cases):
    """Untouched, every case was told to be nobody's, warned, breached at levels 1 to 3, escalated, and its manager was
    late: each exactly once, none early, all in order."""
    seen = collections.defaultdict(list)
    for a in store.alerts:
        case, turn, kind, level = a["id"].split(":")
        if kind not in ("open", "herd", "incident"):
            seen[case].append((int(a["at"]), f"{kind}/{turn}/{level}"))
    assert set(seen) == set(cases)
    for case, alerts in seen.items():
        assert [what for _, what in alerts] == [
            "vacant/1/0", "warn/1/0", "breach/1/1", "breach/1/2", "breach/1/3", "escalate/1/3", "breach/5/3"]
        opened = int(store.cases[case]["op"])
        for (at, what), after_s in zip(alerts, (2, 2, 4, 5, 6, 8, 11)):
            assert at >= opened + after_s * 1000, f"{case}: {what} is early"


def check_history(store):
    """Each step of a case is one revision: a race that two timers won would leave a gap or double."""
    revs = collections.defaultdict(list)
    for log in store.logs.values():
        for entry in log:
            revs[entry["id"]].append(int(entry["rev"]))
    for case, seen in revs.items():
        assert seen == list(range(1, len(seen) + 1)), f"{case}: {seen}"
        assert int(store.cases[case]["rv"]) == seen[-1]


@pytest.mark.tsan
def test_three_timers_race_and_two_are_killed(road, servers):
    cases = open_cases(road, 300)
    timers = [timer(road, servers) for _ in range(3)]
    for victim in timers[:2]:
        time.sleep(2.5)
        victim.kill9()
    wait_until("every manager is late", lambda: sum(
        a["id"].endswith(":5:breach:3") for a in road.store().alerts) == len(cases), 60, 0.25)
    fired = timers[2].metrics()["timer_fired_total"]
    assert fired > 0
    timers[2].stop()
    store = road.store().check()
    check_alerts(store, cases)
    check_history(store)


def test_everything_missed_is_caught_up(road, servers):
    """Nobody looked while every deadline passed: the wake-ups are all there, and all is said."""
    cases = open_cases(road, 40)
    time.sleep(9)
    one = timer(road, servers)
    wait_state(road, "es", len(cases))
    one.stop()
    store = road.store().check()
    for case in cases:
        said = [a["id"].split(":", 1)[1] for a in store.alerts if a["id"].startswith(case)]
        assert [s for s in said if not s.startswith("1:herd")][:7] == [
            "1:open:0", "1:vacant:0", "1:warn:0", "1:breach:1", "1:breach:2", "1:breach:3",
            "1:escalate:3"]
        # The manager has the whole time from now on, not from then.
        assert int(store.cases[case]["du"]) >= int(store.cases[case]["rs"]) + 3000
    check_history(store)


def test_beside_the_turn_each_moment_is_told_once(road, servers):
    """Nobody has one at half time; a kind customer waits; whom it was passed on to is late."""
    slow = {f"rounds__{lane}_{what}_s": 40 for lane in ("marketplace", "social", "chat", "safety")
            for what in ("1", "2", "warn")}
    slow.update(rounds__unclaimed_percent=10, rounds__turning_s=2)
    taken, free = sorted(open_cases(road, 2, **slow))
    do = lambda *words: road.command("case", *words, "--as", "ann", "--json")  # noqa: E731
    do("claim", taken)
    do("relay", taken, "--to", "carrier", "--within", "2s")
    review = next(r for r in make(2, seed=3, complaints=1.0)
                  if r["review_id"] == road.store().cases[taken]["rid"])
    worker = road.worker(timer__enabled="no", **{**FAST, **slow})
    road.send([{**review, "review_id": "kind", "kind": "customer_message", "rating": 5,
                "reply_to": review["review_id"], "body": "客服已经解决，非常满意，谢谢！"}])
    worker.wait_finished(1)
    one = timer(road, servers, **slow)
    told = lambda case: sorted(a["id"].split(":")[2] for a in road.store().alerts  # noqa: E731
                               if a["id"].startswith(case))
    wait_until("all was told", lambda: {"lapse", "forward"} <= set(told(taken)) and
               "vacant" in told(free), 30, 0.25)
    time.sleep(1)
    one.stop()
    assert told(taken) == ["forward", "lapse", "open", "turning"]
    assert told(free) == ["open", "vacant"]
    c = json.loads(do("relay", taken, "--back").stdout)
    assert c["asked_again"] == 1 and c["beside"]["relay"]["status"] == "done"
    check_history(road.store().check())


def test_a_late_answer_tells_the_deadline_that_was_missed(road, servers):
    [case] = open_cases(road, 1)
    missed = int(road.store().cases[case]["du"])
    time.sleep(max(0, missed / 1000 - time.time()) + 0.1)  # no timer about: the answer tells it
    road.command("case", "answer", case, "--cause", "late", "--demand", "refund")
    told = {a["id"].split(":")[2]: int(a["du"]) for a in road.store().alerts}
    assert told["breach"] == missed < int(road.store().cases[case]["du"])


def test_silence_is_nudged_then_closed(road, servers):
    [case] = open_cases(road, 1)
    settings = [w for k, v in FAST.items() for w in ("-s", f"{k.replace('__', '.', 1)}={v}")]
    road.command(*settings, "case", "answer", case, "--cause", "late", "--demand", "refund")
    one = timer(road, servers)
    wait_state(road, "cl:silent", 1)
    one.stop()
    store = road.store().check()
    said = [a["id"].split(":", 1)[1] for a in store.alerts]
    assert said == ["1:open:0", "1:nudge:0", "1:closed:0"]
    assert case in store.tombstones and not store.due and not store.queue
    assert json.loads(road.command("case", "stats", "--json").stdout)["sampled"] == [case]
    assert f"to look at    1 closed, as silent, before many or by chance: {case[:8]}" in road.command(
        "case", "stats").stdout


def test_redis_goes_and_comes_back(road, servers):
    cases = open_cases(road, 20, rounds__marketplace_warn_s=6, rounds__social_warn_s=6)
    one = timer(road, servers, redis__timeout_ms=300)
    road.redis.freeze()
    wait_until("it says so", lambda: one.get("/readyz")[0] == 503, 30)
    time.sleep(9)
    road.redis.thaw()
    wait_until("it is well again, however long that took", lambda: one.get("/readyz")[0] == 200, 2)
    wait_state(road, "es", len(cases))
    one.stop()
    check_history(road.store().check())


def test_frozen_timer_comes_back_late(road, servers):
    """A timer that slept through its turn finds other revisions and does nothing twice."""
    cases = open_cases(road, 50)
    sleeper, other = timer(road, servers), timer(road, servers)
    for _ in range(8):
        sleeper.send(signal.SIGSTOP)
        time.sleep(0.7)
        sleeper.send(signal.SIGCONT)
        time.sleep(0.3)
    wait_state(road, "es", len(cases))
    wait_until("every manager is late", lambda: sum(
        a["id"].endswith(":5:breach:3") for a in road.store().alerts) == len(cases), 60, 0.25)
    sleeper.stop()
    other.stop()
    store = road.store().check()
    check_alerts(store, cases)
    check_history(store)


def test_what_is_left_of_a_deleted_case(road, servers):
    [case] = open_cases(road, 1)
    shard = road.store().cases[case]["shard"]
    road.redis.client().delete(f"rd:{{{shard}}}:c:{case}")
    one = timer(road, servers)
    wait_until("its wake-up is tidied away", lambda: not road.redis.client().zcard(
        f"rd:{{{shard}}}:due"))
    one.stop()
    assert not road.store().queue


def test_a_damaged_case_does_not_hold_up_the_others(road, servers):
    cases = sorted(open_cases(road, 30))
    client, store = road.redis.client(), road.store()
    for case in cases[:5]:
        client.hset(f"rd:{{{store.cases[case]['shard']}}}:c:{case}", "st", "8z")
    one = timer(road, servers)
    wait_state(road, "es", 25)
    assert "case is damaged" in one.log()
    one.stop()


def test_lateness(road, servers):
    """Hundreds of deadlines a second: how late is each, by Redis's own clock?"""
    count = 1500
    cases = open_cases(road, count, rounds__marketplace_warn_s=100, rounds__social_warn_s=100,
                       rounds__safety_warn_s=100, rounds__chat_warn_s=100,
                       **{f"rounds__{lane}_1_s": 200
                          for lane in ("marketplace", "social", "chat", "safety")})
    client, store = road.redis.client(), road.store()
    start = int(time.time() * 1000) + 3000
    pipe, want = client.pipeline(transaction=False), {}
    for i, case in enumerate(sorted(cases)):  # 500 warnings a second for three seconds
        want[case] = start + 2 * i
        key = f"rd:{{{store.cases[case]['shard']}}}"
        pipe.hset(f"{key}:c:{case}", mapping={"wk": want[case], "rs": want[case] - 2000,
                                              "du": want[case] + 50000})
        pipe.zadd(f"{key}:due", {case: want[case]})
    pipe.execute()
    one = timer(road, servers)
    # Asking Redis for everything would hold it up; the timer's own counter does not.
    wait_until("all were warned", lambda: one.metrics()["timer_fired_total"] >= count, 60, 0.25)
    one.stop()
    late = sorted(int(a["at"]) - want[a["id"].split(":")[0]] for a in road.store().alerts
                  if ":warn:" in a["id"])
    p50, p99, worst = late[count // 2], late[count * 99 // 100], late[-1]
    print(f"lateness of {count} deadlines, 500 a second, ms: p50 {p50} p99 {p99} max {worst}")
    assert late[0] >= 0, "a wake-up was early"
    assert p99 < 1000
