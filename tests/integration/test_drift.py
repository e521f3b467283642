"""The drift alarm end to end: products that grow worse than their past, listings that slump, once each."""
import time

import pytest

from procs import wait_until
from receiver import Receiver
from test_library import Library
from test_oncall import review, shift  # noqa: F401  (a fixture)

DAY = 86_400_000
FAST = {"drift__interval_s": 1, "timer__enabled": "no", "notify__interval_ms": 50}


def of(product, n, ago_d, **more):
    """A complaint of a person of its own, so many days ago."""
    return review(f"{product}-{ago_d}-{n}", author_id=f"u-{product}-{ago_d}-{n}", product_id=product,
                  created_at=int(time.time() * 1000) - ago_d * DAY, **more)


def told(shift, kind):
    return [a for a in shift.store().alerts if f":{kind}:" in a["id"]]


def counted(shift, product):
    return {d["day"]: d["complaints"] for d in shift.case("trend", "--product", product)["days"]}


def test_what_grows_worse_is_told_once(shift, servers, tmp_path):  # noqa: F811
    receiver = servers.up(Receiver())
    secret = tmp_path / "secret"
    secret.write_text("a secret of sixteen bytes\n")
    settings = {**FAST, "notify__webhook_url": receiver.url, "notify__kinds": "drift,slump",
                "notify__webhook_secret_file": secret}
    past = [of(p, n, ago) for p in ("p-worse", "p-steady") for ago in range(34, 6, -4)
            for n in range(4)]
    past += [of("p-worse", 9, 20, listing_rating=4.61, listing_rating_count=300),
             of("p-slump", 0, 20, listing_rating=4.5, listing_rating_count=90),
             of("p-slump", 0, 8, listing_rating=4.4, listing_rating_count=95),
             of("p-few", 0, 20, listing_rating=5.0, listing_rating_count=12)]
    shift.open(past, **settings)
    client = shift.redis.client()
    wait_until("the past is counted",
               lambda: sum(map(int, list(counted(shift, "p-worse").values()))) == 29)
    assert client.pttl("rd:{0}:drift:replay") > 200_000
    fresh = [of("p-worse", n, ago) for ago in range(4) for n in range(7)]
    fresh += [of("p-steady", n, n) for n in range(7)]
    sold = {"listing_rating": 4.15, "listing_rating_count": 120}
    fresh += [of("p-slump", 1, 0, **sold),
              of("p-few", 1, 0, listing_rating=3.0, listing_rating_count=14)]
    shift.sent += shift.send(fresh[:-2])
    shift.run.wait_finished(shift.sent)
    wait_until("all is counted", lambda: sum(counted(shift, "p-worse").values()) == 57)
    assert not told(shift, "drift"), "not while the past is read"
    client.delete("rd:{0}:drift:replay")
    shift.sent += shift.send([*fresh[-2:], of("p-worse", 8, 0), of("p-steady", 8, 0)])
    shift.run.wait_finished(shift.sent)
    wait_until("the alarm", lambda: told(shift, "drift") and told(shift, "slump"))

    [drift], [slump] = told(shift, "drift"), told(shift, "slump")
    assert (drift["pr"], slump["pr"]) == ("p-worse", "p-slump")
    assert drift["wy"] == "p-worse: 29 complaints in 7 days, by its past 7.2 were to be expected"
    assert slump["wy"] == ("p-slump: the listing fell from 4.50 to 4.15 stars in 20 days, "
                           "a week ago 4.40")
    wait_until("both are sent", lambda: sorted(receiver.ids()) == sorted([drift["id"], slump["id"]]))
    sent = {a["kind"]: a for body in receiver.got for a in body[1]["alerts"]}["drift"]
    assert (sent["case"], sent["severity"], sent["product_id"]) == (None, "warning", "p-worse")
    assert sent["command"] == "redress case trend --product p-worse"
    assert shift.run.metrics()['alerts_total{kind="drift"}'] == 1
    check_shown(shift)

    shift.sent += shift.send([of("p-worse", n, 0) for n in range(20, 25)] + [of("p-slump", 2, 0, **sold)])
    shift.run.wait_finished(shift.sent)
    wait_until("they are counted", lambda: sum(counted(shift, "p-worse").values()) == 63)
    shift.run.stop()
    shift.drain(ingest__group=shift.group + "-again", **settings)
    assert sum(counted(shift, "p-worse").values()) == 63, "a replay counts nothing twice"
    assert len(told(shift, "drift")) == len(told(shift, "slump")) == 1, "once a window"


def check_shown(shift):
    """What somebody who is called finds."""
    tail = shift.command("case", "tail", "--once", "-k", "drift", "-k", "slump").stdout
    assert "p-worse: 29 complaints in 7 days" in tail and "p-slump: the listing fell" in tail
    days = shift.case("trend", "--product", "p-worse")
    assert (days["drift"], days["slump"], days["now"]) == (True, False, 29)
    assert days["expected"] == 7.25 and days["sigmas"] > 4 and days["listing_latest"] == 4.61
    today = time.strftime("%Y-%m-%d", time.gmtime())
    assert days["days"][0]["day"] == today and days["days"][0]["complaints"] == 8
    assert days["since"] <= time.strftime("%Y-%m-%d", time.gmtime(time.time() - 33 * 86400))
    plain = shift.command("case", "trend", "--product", "p-slump").stdout
    assert "listing 4.15, best of 30 days 4.50: slump" in plain and today in plain
    assert shift.case("trend", "--product", "nobody")["days"] == []


def test_off_is_off_and_a_young_past_says_nothing(shift):  # noqa: F811
    young = [of("p-new", n, 0) for n in range(12)]
    shift.open(young, **FAST)
    wait_until("they are counted", lambda: sum(counted(shift, "p-new").values()) == 12)
    shift.run.stop()
    assert not told(shift, "drift"), "there is no past to hold it against"
    client = shift.redis.client()
    client.hset("rd:{0}:drift", "since", int(time.time()) // 86400 - 100)
    shift.sent += shift.send([of("p-new", 20, 0)])
    shift.drain(drift__enabled="no", **{k: v for k, v in FAST.items() if "drift" not in k})
    assert sum(counted(shift, "p-new").values()) == 12
    shift.sent += shift.send([of("p-new", 21, 0)])
    shift.run = shift.worker(**FAST)
    wait_until("now it is told", lambda: told(shift, "drift"))
    assert "13 complaints in 7 days, by its past 0.0" in told(shift, "drift")[0]["wy"]


@pytest.fixture(name="lib")
def library(servers):
    return Library(servers.redis().client(decode_responses=False))


def test_days_are_added_up_and_forgotten(lib):
    key, told_key, day = b"rd:{3}:dr:1", b"rd:{3}:dt:x", 20_000

    def entry(d, count, average=0):
        return b"".join(n.to_bytes(2, "big") for n in (d, count, average))

    def add(product, *days, oldest=day - 34):
        return lib.r.fcall("rd_drift", 1, key, oldest, product + entry(*days))[0]

    assert add(b"abcdef", day, 2, 431) == entry(day, 2, 431)
    assert add(b"abcdef", day, 300) == entry(day, 302, 431)
    assert add(b"abcdef", day - 1, 1) == entry(day - 1, 1) + entry(day, 302, 431)
    assert add(b"abcdef", day, 65500, 10) == entry(day, 65535, 10) + entry(day - 1, 1)
    assert add(b"abcdef", day + 1, 1, oldest=day) == entry(day + 1, 1) + entry(day, 65535, 10)
    assert add(b"ghijkl", day - 30, 1) == entry(day - 30, 1)
    assert lib.r.fcall("rd_forget", 1, key, day, 91 * DAY, 6) == 1
    assert lib.r.hkeys(key) == [b"abcdef"] and lib.r.pttl(key) > 90 * DAY
    for times in (1, 0):
        assert lib.r.fcall("rd_tell", 2, told_key, b"rd:{3}:al", 1000, 100, "i:0:drift:0", "late", "p",
                           "why") == times
    [(_, alert)] = lib.r.xrange(b"rd:{3}:al")
    assert (alert[b"id"], alert[b"ca"], alert[b"pr"], alert[b"wy"]) == (b"i:0:drift:0", b"late", b"p", b"why")
