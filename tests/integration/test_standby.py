"""Several timers over one shard: one carries the wake-ups out, the others stand by, and one of them
takes over when it is gone."""
import time

from procs import wait_until
from reviews import make
from road import Road
from test_timer import FAST, check_alerts, check_history, timer

CASES = 60
SLOW_LOOK_MS = 1000  # how often a timer looks that stands by
SETTINGS = {"redis__shards": 1, "timer__interval_ms": SLOW_LOOK_MS}


def open_spread(road):
    """One case after the other, so that nearly always something is due soon."""
    worker = road.worker(timer__enabled="no", redis__shards=1, **FAST)
    for n, r in enumerate(make(CASES, seed=3, complaints=1.0)):
        road.send([{**r, "body": f"等了两周还没到货，我要退款！({n})", "rating": 1}])
        time.sleep(0.03)
    worker.wait_finished(CASES)
    worker.stop()
    return road.store().check().open_cases()


def counted(timers):
    return [tuple(int(t.metrics()[f"timer_{name}_total"]) for name in ("fired", "raced"))
            for t in timers]


def escalated(road, least):
    return sum(c["st"] == "es" for c in road.store().cases.values()) >= least


def test_one_works_and_another_takes_over(servers):
    road = Road(servers, servers.broker(), servers.redis())
    timers = [timer(road, servers, **SETTINGS) for _ in range(3)]
    cases = open_spread(road)
    wait_until("half are with a manager", lambda: escalated(road, len(cases) // 2), 60)
    before = counted(timers)
    fired, raced = (sum(column) for column in zip(*before))
    assert fired > 4 * len(cases)
    assert raced < fired / 2, f"the timers work in vain: (fired, raced) of each {before}"

    worker = timers.pop(before.index(max(before)))
    worker.kill9()
    wait_until("every manager is late", lambda: sum(
        a["id"].endswith(":5:breach:3") for a in road.store().alerts) == len(cases), 60)
    after = counted(timers)
    assert sum(f for f, _ in after) > fired - max(before)[0] + len(cases), (before, after)
    for t in timers:
        t.stop()
    store = road.store().check()
    check_alerts(store, cases)
    check_history(store)
    late = max(int(a["at"]) - int(a["du"]) for a in store.alerts if a["id"].endswith(":5:breach:3"))
    assert late < 3 * SLOW_LOOK_MS, f"a deadline was told {late} ms late"
