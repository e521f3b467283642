"""People who complain again and again: the lead is told of their case, and nothing else changes."""
import time

import pytest

from test_journal import Journaled
from test_library import Library
from test_oncall import review, shift  # noqa: F401  (a fixture)

DAY = 86_400_000


def says(n, who, age_days=0, **more):
    return review(n, author_id=f"u-{who}", product_id=f"p-{n}", marketplace="m",
                  channel="marketplace", kind="review", author_followers=None, helpful_votes=0,
                  created_at=int(time.time() * 1000) - age_days * DAY, **more)


def by_review(store):
    return {c["rid"]: c for c in store.cases.values()}


def told(store):
    return sorted(a["id"].split(":", 1)[1] for a in store.alerts if ":known:" in a["id"])


def test_the_lead_is_told_of_the_third_complaint(shift):
    shift.open([says(1, "a"), says(2, "a", age_days=80), says(3, "b"), says(4, "b", age_days=91),
                says(5, "b", age_days=100), says(6, "c"), {**says(6, "c"), "version": 2}],
               timer__enabled="no")
    assert not told(shift.store()), "two of a, one of b within 90 days, one of c twice"
    shift.sent += shift.send([says(10, "a"), says(11, "b")])
    shift.run.wait_finished(shift.sent)
    store = shift.store().check()
    cases = by_review(store)
    assert told(store) == ["1:known:2"]
    third, plain = cases["q10"], cases["q11"]
    assert (third["lv"], third["kn"]) == ("2", "3") and "lv" not in plain
    for same in ("p", "pt", "ln", "dm"):
        assert third.get(same) == plain.get(same), "no more urgent, no less"
    length = {int(c["du"]) - int(c["op"]) for c in (third, plain)}
    assert len(length) == 1, "not slower"
    case = next(i for i, c in store.cases.items() if c is third)
    shown = shift.case("show", case, "--no-text")
    assert (shown["level"], shown["complaints_of_person"], shown["state"]) == (2, 3, "1m")
    assert "complaint number 3 of this person" in shift.command("case", "show", case).stdout
    shift.sent += shift.send([{**says(12, "a"), "order_id": "o"}, {**says(10, "a"), "version": 2}])
    shift.run.wait_finished(shift.sent)
    assert told(shift.store()) == ["1:known:2", "1:known:2"], "of the fourth too, of none twice"
    shift.run.stop()
    shift.check_replay()
    people = remembered(shift.redis)
    assert len(people) == 3 and "u-a" not in str(people)


def remembered(redis):
    """{(key, person): complaints}; a person is a part of a hash, in bytes."""
    client = redis.client(decode_responses=False)
    return {(key, person): sorted(value[i:i + 4] for i in range(0, len(value), 4))
            for key in client.scan_iter(b"rd:*:kn:*")
            for person, value in client.hgetall(key).items()}


def test_edits_of_other_days_are_the_same_complaint(shift):
    """Where the source, or --generate, gives an edit a date of its own."""
    shift.open([says(1, "a", age_days=9), {**says(1, "a", age_days=5), "version": 2},
                {**says(1, "a", age_days=2), "version": 3}, says(2, "a", age_days=1),
                {**says(2, "a"), "version": 2}], timer__enabled="no")
    assert not told(shift.store()), "two complaints"
    shift.sent += shift.send([says(3, "a")])
    shift.run.wait_finished(shift.sent)
    assert told(shift.store()) == ["1:known:2"]
    shift.run.stop()
    shift.check_replay()


def test_whoever_dies_in_between_the_lead_is_told(shift):
    """As if the writer had died after the count: reading again finds it and tells the lead, of
    the third and not of those before."""
    shift.open([says(n, "a") for n in range(3)], timer__enabled="no", cases__known_complaints=4)
    shift.run.stop()
    assert not told(shift.store())
    for n in range(2):
        shift.drain(ingest__group=f"{shift.group}-{n}", timer__enabled="no")
        store = shift.store().check()
        assert told(store) == ["1:known:2"]
        assert [by_review(store)[f"q{i}"].get("lv") for i in range(3)] == [None, None, "2"]


def test_nobody_is_remembered_where_nobody_is_to_be_told(shift):
    shift.open([says(n, "a") for n in range(4)], cases__known_complaints=0)
    assert not told(shift.store()) and not list(shift.redis.client().scan_iter("rd:*:kn:*"))


def test_rebuilt_with_the_rest(servers):
    road = Journaled(servers, servers.broker(), servers.redis())
    worker = road.worker(timer__enabled="no", cases__known_complaints=15)
    worker.wait_finished(road.send([says(n, n % 7, age_days=n) for n in range(30)]))
    worker.stop()
    road.command("journal", "--once")
    again = servers.redis()
    servers.command(road.broker, again, "rebuild", settings=road._settings({}))
    assert remembered(again) == remembered(road.redis) and len(remembered(again)) == 7
    assert all(again.client().pttl(key) > 90 * DAY for key, _ in remembered(again))


def test_writers_forget_who_is_long_gone(shift):
    """The buckets of all shards take turns, each has one a week; a writer that starts takes the last
    64 again, four in a cycle. Whoever is left is remembered on, not for ever."""
    client, shards, day = shift.redis.client(decode_responses=False), 16, int(time.time()) // 86400
    turn = int(time.time() * 1000) * shards * 1024 // (7 * DAY)
    places = [divmod(t % (shards * 1024), shards) for t in range(turn - 64, turn + 2)]
    keys = [f"rd:{{{shard}}}:kn:{bucket}" for bucket, shard in places]
    for key in keys:
        client.hset(key, mapping={b"gone.": (day - 92).to_bytes(2, "big") + b"aa",
                                  b"here.": (day - 80).to_bytes(2, "big") + b"bb"})
    shift.open([says(1, "a")], timer__enabled="no", cases__known_complaints=0)
    tidied = [key for key in keys if not client.hexists(key, b"gone.")]
    first = keys.index(tidied[0])
    assert first <= 2 and tidied == keys[first:first + len(tidied)], "one after the other"
    assert all(client.hexists(key, b"here.") for key in keys)
    assert all(97 * DAY < client.pttl(key) <= 98 * DAY for key in tidied)


@pytest.fixture(name="lib")
def library(servers):
    return Library(servers.redis().client())


def test_old_complaints_are_forgotten(lib):
    key, day = "rd:{3}:kn:1", 20_000

    def count(person, d, case="aa", oldest=day - 90, *version):
        return lib.r.fcall("rd_known", 1, key, person, d.to_bytes(2, "big") + case.encode(), oldest,
                           *version)

    assert [count("p", day - 90), count("p", day), count("p", day), count("p", day, "bb")] == [1, 2, 2, 3]
    assert [count("p", day - 90), count("p", day)] == [1, 2], "read again"
    assert count("p", day + 1, "cc", oldest=day - 89) == 3, "the oldest is beyond"
    assert [count("p", day + 2, "cc", day - 89, v) for v in (2, 1)] == [3, 4], "an edit; another one"
    assert count("q", day - 50) == 1 and count("r", day - 10) == 1
    assert lib.r.fcall("rd_forget", 1, key, day - 20, 91 * DAY) == 1 and lib.r.hlen(key) == 2
    assert lib.r.pttl(key) > 90 * DAY
    for n in range(40):
        last = count("s", day, f"{n:02}")
    assert last == 16, "so many are kept"
