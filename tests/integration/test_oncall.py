"""A shift at the command line: reviews come over Kafka, people work the cases with `redress case`."""
import json
import re
import threading
import time

import pytest

from procs import wait_until
from reviews import make
from road import Road
from store import Store

COMPLAINT = "等了两周还没到货，客服一直不回复，我要退款！"


@pytest.fixture
def shift(servers):
    """A road with a worker, and `case` to call `redress case`."""
    road = Road(servers, servers.broker(), servers.redis())
    road.sent = 0

    def open_cases(reviews, **settings):
        road.run = road.worker(**settings)
        road.sent += road.send(reviews)
        road.run.wait_finished(road.sent)
        return sorted(road.store().open_cases())

    def case(*args, expect=0, json_out=True):
        done = road.command("case", *args, *(["--json"] if json_out else []), expect=expect)
        if not json_out:
            return done
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        return lines if args[0] in ("list", "tail") else lines[0]

    road.open, road.case = open_cases, case
    return road


def review(n, **more):
    now = int(time.time() * 1000)
    return {**make(1, seed=n, complaints=1.0)[0], "review_id": f"q{n}", "body": COMPLAINT,
            "rating": 1, "created_at": now, **more}


def tombstone(store, case):
    return int(store.tombstones[case])


def test_three_rounds_to_a_decision(shift):
    [case] = shift.open([review(1)])
    assert shift.case("show", case)["state"] == "1m"
    shift.case("claim", case, "--as", "ann")
    assert shift.case("list", "--mine", "--as", "ann")[0]["id"] == case
    refused = shift.case("answer", case, "--as", "ann", expect=3)
    assert f"redress case answer {case[:8]} --cause CAUSE --demand DEMAND" in refused["refused"]
    c = shift.case("answer", case, "--as", "ann", "--cause", "late", "--demand", "refund")
    assert (c["state"], c["turn"], c["answered"], c["owner"]) == ("1c", "customer", ["1"], "ann")
    assert c["recorded"]["cause"] == "late" and c["recorded"]["first_answer_at"]
    assert shift.case("reply", case)["state"] == "2m"
    c = shift.case("answer", case, "--proposal", "partial", "--amount", "12.5")
    assert c["state"] == "2c" and c["recorded"]["amount_minor"] == 1250
    assert shift.case("refuse", case)["state"] == "3m"
    assert shift.case("answer", case, "--ask-end")["state"] == "3c"
    assert shift.case("reply", case)["state"] == "fm"
    fourth = shift.case("answer", case, "--ask-end", expect=3)
    assert "no fourth round" in fourth["refused"]
    c = shift.case("decide", case, "--by-rule", "R-7")
    assert (c["state"], c["reason"], c["recorded"]["rule"]) == ("cl", "by_rule", "R-7")

    shown = shift.case("show", case)
    assert shown["text"]["body"] == COMPLAINT
    assert [c["cause"] for c in shown["explain"]["causes"]] == [c["cause"] for c in shown["causes"]]
    words = shown["explain"]["causes"][0]["words"]
    assert words and all(COMPLAINT.encode()[w["at"]:w["at"] + w["bytes"]].decode() == w["text"] ==
                         COMPLAINT[w["char"]:w["char"] + w["chars"]] for w in words)
    events = [h["event"] for h in shown["history"]]
    assert events == ["open", "claim", "answer", "reply", "answer", "refuse", "answer", "reply",
                      "decide"]
    assert [h["rev"] for h in shown["history"]] == list(range(1, 10))
    store = shift.store().check()
    assert case not in store.due and case not in store.queue
    assert tombstone(store, case) == 1 * 100 + 3 * 10 + 0  # version 1, round 3, never reopened
    assert shift.redis.client().pttl(f"rd:{{{store.cases[case]['shard']}}}:c:{case}") > 0
    assert shift.case("claim", case, expect=3)["refused"] == "the case is closed"


def test_every_other_way_out(shift):
    a, b, c, d = shift.open([review(n) for n in range(4)])
    shift.case("answer", a, "--cause", "late", "--demand", "refund")
    shift.case("reply", a)
    shift.case("answer", a, "--proposal", "refund", "--amount", "9")
    assert shift.case("accept", a)["reason"] == "agreed"
    shift.case("close", b, "--reason", "solved", expect=3)
    assert shift.case("close", b, "--reason", "withdrawn")["reason"] == "withdrawn"
    shift.case("answer", c, "--cause", "late", "--demand", "none")
    assert shift.case("close", c, "--reason", "solved")["reason"] == "solved"
    shift.case("close", d, "--reason", "silent", expect=3)
    shift.case("close", d, "--reason", "nonsense", expect=2, json_out=False)
    store = shift.store().check()
    assert store.open_cases() == {d}
    stats = shift.case("stats")
    assert stats["open"] == 1 and stats["opened"] == 4 and stats["closed"] == 3
    assert stats["closed_by_reason"] == {"agreed": 1, "withdrawn": 1, "solved": 1}
    assert stats["answered"] == {"1": 2, "2": 1} == stats["answered_in_time"]
    assert stats["first_answer_p50_s"] >= 0


def test_a_closed_case_reopens_where_it_was(shift):
    first = review(1)
    [case] = shift.open([first])
    shift.case("answer", case, "--cause", "late", "--demand", "refund")
    shift.case("reply", case)
    shift.case("answer", case, "--proposal", "refund", "--amount", "9")
    shift.case("accept", case)
    for times, state in ((1, "2m"), (2, "es")):
        shift.sent += shift.send([{**first, "version": times + 1}])
        shift.run.wait_finished(shift.sent)
        c = shift.case("show", case, "--no-text")
        assert (c["state"], c["reopened"]) == (state, times)
        if times == 1:
            shift.case("close", case, "--reason", "solved")
    assert shift.case("decide", case, "--accepted")["reason"] == "accepted"
    shift.store().check()


def test_a_message_moves_the_case(shift):
    first = review(1)
    [case] = shift.open([first])
    shift.case("answer", case, "--cause", "late", "--demand", "refund")
    shift.sent += shift.send([{**first, "review_id": "m1", "kind": "customer_message",
                               "reply_to": first["review_id"], "body": "还是没有收到"}])
    shift.run.wait_finished(shift.sent)
    assert shift.case("show", case, "--no-text")["state"] == "2m"


def test_claims_are_exclusive_and_end(shift):
    [case] = shift.open([review(1)], rounds__claim_s=1)
    claims = [None] * 6

    def claim(i):
        done = shift.command("case", "claim", case, "--as", f"agent{i}", "--json", expect=None)
        claims[i] = done.returncode

    threads = [threading.Thread(target=claim, args=(i,)) for i in range(6)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert sorted(claims) == [0, 3, 3, 3, 3, 3]  # one has it; nobody failed
    # The commands above count by the defaults, half an hour; the worker's timer ends it by the
    # wake-up that the case carries.
    c = shift.case("show", case, "--no-text")
    assert c["owner"] and c["owner_until"] == c["wake_at"]
    shift.case("unclaim", case, "--as", "nobody", expect=3)
    assert shift.case("unclaim", case, "--as", c["owner"])["owner"] is None
    assert case in shift.store().check().queue


def test_find(shift):
    cases = shift.open([review(n, product_id=f"p{n}") for n in range(40)])
    case = cases[7]
    found = shift.case("show", case, "--no-text")
    assert shift.case("show", case[:9], "--no-text")["id"] == case
    assert shift.case("show", found["review_id"], "--no-text")["id"] == case
    by_place = f"{found['marketplace']}/{found['review_id']}"
    assert shift.case("show", by_place, "--no-text")["id"] == case
    missing = shift.case("show", "nothing-like-it", expect=1, json_out=False)
    assert "no case 'nothing-like-it'" in missing.stderr
    letters = [c[0] for c in cases]
    twice = next(x for x in letters if letters.count(x) > 1)
    assert "could be" in shift.case("show", twice, expect=1, json_out=False).stderr
    shift.case("close", case, "--reason", "withdrawn")
    assert shift.case("show", case[:9], "--no-text")["reason"] == "withdrawn"


def test_list_is_in_the_order_of_urgency(shift):
    cases = shift.open(make(300, seed=5))
    listed = shift.case("list", "-n", "10000")
    assert {c["id"] for c in listed} == set(cases)
    store = shift.store()
    keys = [int(store.cases[c["id"]]["du"]) - 14400 * c["priority"] for c in listed]
    assert keys == sorted(keys)
    assert [c["id"] for c in shift.case("list", "-n", "7")] == [c["id"] for c in listed[:7]]
    cause = listed[0]["causes"][0]["cause"]
    some = shift.case("list", "-n", "10000", "--cause", cause)
    assert [c["id"] for c in some] == [
        c["id"] for c in listed if cause in [x["cause"] for x in c["causes"]]]
    assert {c["seller_id"] for c in shift.case("list", "-n", "9999", "--seller", "s3")} == {"s3"}
    assert shift.case("list", "--breached") == []
    # What waits for the customer is out of the way, unless asked for.
    first = listed[0]["id"]
    shift.case("answer", first, "--cause", "late", "--demand", "refund")
    assert first not in [c["id"] for c in shift.case("list", "-n", "10000")]
    assert [c["id"] for c in shift.case("list", "--state", "1c")] == [first]
    assert len(shift.case("list", "-n", "10000", "--waiting")) == len(cases)


def test_people_read_it(shift, tmp_path):
    cases = shift.open([review(n, product_id=f"p{n % 3}", seller_id="卖家一号店旗舰店")
                        for n in range(9)])
    table = shift.case("list", json_out=False).stdout
    lines = table.splitlines()
    assert all(width(line) <= 100 for line in lines), table
    assert "\033" not in table and lines[0].split() == [
        "PRI", "LEFT", "TURN", "CALLED", "CASE", "CAUSES", "/", "WHY", "DEMAND", "FLAGS", "OWNER"]
    assert f"{len(cases)} of {len(cases)} open cases" in table
    shown = shift.case("show", cases[0], json_out=False).stdout
    assert COMPLAINT[:20] in shown and f"redress case claim {cases[0][:8]}" in shown
    assert re.search(r'^WORDS +\w+ +"[^"]+" \+\d+\.\d', shown, re.M), shown
    why = shift.case("why", cases[0], json_out=False).stdout
    (tmp_path / "strict.ini").write_text("[thresholds]\ncomplaint = 1000\nlate = 1000\n")
    strict = shift.case("why", cases[0], "-s", f"enrich.policy={tmp_path / 'strict.ini'}",
                        json_out=False).stdout
    assert "the present model finds no complaint" in strict or "would name other causes" in strict
    assert "would name other causes" not in why
    c = shift.case("why", cases[0])
    points = [int(n) for n in re.findall(r"^(?!sum|floor|priority)\w+ +(\d+)", why, re.M)]
    assert sum(points) == int(re.search(r"^sum +(\d+)", why, re.M).group(1))
    assert sum(points) == sum(w["points"] for w in c["why"])
    floor = c["floor"]["points"] if c["floor"] else 0
    assert c["priority"] == max(floor, min(1000, sum(points)))


def width(line):
    import unicodedata
    return sum(2 if unicodedata.east_asian_width(ch) in "WF" else 1 for ch in line)


def test_on_a_cluster(servers):
    """Shards live on different nodes; every command asks them all."""
    road = Road(servers, servers.broker(), servers.cluster())

    def case(*args):
        done = road.command("case", *args, "--json")
        return [json.loads(line) for line in done.stdout.splitlines()]

    worker = road.worker()
    worker.wait_finished(road.send([review(n, product_id=f"p{n}") for n in range(30)]))
    listed = case("list", "-n", "100")
    assert len(listed) == 30
    one = listed[3]["id"]
    assert case("claim", one[:8], "--as", "ann")[0]["owner"] == "ann"
    assert case("answer", one, "--cause", "late", "--demand", "refund")[0]["state"] == "1c"
    assert case("show", one)[0]["text"]["body"] == COMPLAINT
    assert {a["case"] for a in case("tail", "--once", "-n", "1000")} == {c["id"] for c in listed}
    assert case("stats")[0]["by_state"] == {"1m": 29, "1c": 1}


def test_text_when_kafka_is_away(shift):
    [case] = shift.open([review(1)])
    shift.run.stop()
    shift.broker.stop()
    shown = shift.case("show", case)
    assert "text" not in shown and shown["text_error"] and shown["state"] == "1m"
    human = shift.case("show", case, json_out=False).stdout
    assert "not to be had" in human and "NEXT" in human
    assert shown["explain"] is None and re.search(r"^WORDS +not to be told: \w", human, re.M)
    assert "--no-text" in shift.case("why", case, "--no-text", json_out=False).stdout


def test_redis_away(shift):
    [case] = shift.open([review(1)])
    shift.run.stop()
    shift.redis.stop()
    for args in (["list"], ["show", case], ["claim", case], ["stats"], ["tail", "--once"]):
        failed = shift.case(*args, expect=1, json_out=False)
        assert failed.stderr.startswith(f"redress case {args[0]}: "), failed.stderr


def test_tail_follows(shift, servers):
    [case] = shift.open([review(1)])
    [opened] = shift.case("tail", "--once")
    assert (opened["kind"], opened["case"], opened["round"]) == ("open", case, "1")
    follower = servers.redress(shift.broker, shift.redis, subcommand="case",
                               args=["tail", "--json", "--past", "0"], wait=False)
    time.sleep(1)
    shift.case("close", case, "--reason", "duplicate")
    wait_until("tail tells of the closing", lambda: '"closed"' in follower.log())
    assert follower.stop() == 0


def test_a_damaged_case_is_said_and_stops_nobody(shift):
    cases = shift.open([review(n) for n in range(3)], timer__enabled="no")
    store = shift.store()
    key = f"rd:{{{store.cases[cases[0]]['shard']}}}:c:{cases[0]}"
    shift.redis.client().hset(key, mapping={"st": "7x", "lv": "-4"})
    assert len(shift.case("list")) == 2
    assert "damaged" in shift.case("show", cases[0], expect=1, json_out=False).stderr
    assert "damaged" in shift.case("claim", cases[0], expect=1, json_out=False).stderr
    assert shift.case("stats")["open"] == 2


def test_no_words_of_the_customer_in_redis(shift):
    r = review(1, title="标题里的字", author_id="author-secret-77")
    [case] = shift.open([r])
    shift.case("claim", case, "--as", "ann")
    client = shift.redis.client(decode_responses=False)
    everything = b"".join(client.dump(k) or b"" for k in client.scan_iter("rd:*"))
    for word in (r["body"][:4], r["title"], r["author_id"]):
        assert word.encode() not in everything
    assert Store(shift.redis.client()).cases[case]["ow"] == "ann"
