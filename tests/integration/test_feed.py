"""`redress feed`, `gen` and `classify` as a person uses them."""
import json
import os
import subprocess

from road import Road
from worker import ROOT, call

SAMPLES = os.path.join(ROOT, "deploy", "samples", "reviews.jsonl")


def stamped():
    """The samples as the quickstart feeds them: with times counted from now."""
    return subprocess.run([os.path.join(ROOT, "deploy", "samples", "stamp"), SAMPLES], check=True,
                          stdout=subprocess.PIPE, encoding="utf-8").stdout


def lines():
    return [json.loads(line) for line in stamped().splitlines()]


def test_samples_through_the_road(any_broker, servers):
    road = Road(servers, any_broker, servers.redis())
    road.command("feed", "-", stdin=stamped())
    sent = road.broker.count(road.topic)
    assert sent == len(lines())
    outcomes = road.drain()
    store = road.check(sent, outcomes)
    assert outcomes["duplicate"] >= 1, "the sample that stands there twice was not noticed"
    assert outcomes["updated"] >= 1, "the edited sample changed nothing"
    herd = [c for c in store.cases.values() if c["pr"] == "p-101" and c.get("gr") == "g-lantian"]
    assert max(int(c["hd"]) for c in herd) >= 3, "the herd among the samples was not seen"
    assert any(a["id"].split(":")[2] == "herd" for a in store.alerts)
    road.check_replay()


def test_feed_reads_stdin_and_says_what_is_bad(servers):
    road = Road(servers, servers.broker(), servers.redis())
    good = json.dumps({"review_id": "a", "marketplace": "m", "seller_id": "s", "product_id": "p",
                       "author_id": "u", "body": "坏了，要退款", "rating": 1, "created_at": 1700000000})
    done = road.command("feed", "-", stdin=f"{good}\nnot json\n{good}\n", expect=1)
    assert "2" in done.stderr and "json" in done.stderr.lower()
    assert road.broker.count(road.topic) == 2
    outcomes = road.drain()
    road.check(2, outcomes)


def test_gen_is_seeded_and_counted(servers):
    """The same seed gives the same cases."""
    broker, cases = servers.broker(), []
    for road in [Road(servers, broker, servers.redis()) for _ in range(2)]:
        road.command("gen", "--count", 3000, "--seed", 7, "--start", "2026-01-31T12:00")
        assert broker.count(road.topic) == 3000
        cases.append(road.check(3000, road.drain()).content())
    assert cases[0] == cases[1]
    assert len(cases[0]) > 100


def test_gen_with_everything(servers):
    """Repetitions, edits and bad records in one stream: each is counted as what it is."""
    road = Road(servers, servers.broker(), servers.redis())
    road.command("gen", "--count", 4000, "--duplicates", 5, "--edits", 5, "--bad", 2,
                 "--complaints", 50)
    outcomes = road.drain()
    road.check(4000, outcomes)
    assert 40 <= outcomes["dead_letter"] <= 120
    assert outcomes["duplicate"] > 50 and outcomes["updated"] > 20
    road.check_replay()


def test_gen_poison(servers):
    """One record of each bad kind: as many dead letters, each for a reason of its own."""
    road = Road(servers, servers.broker(), servers.redis())
    road.command("gen", "--poison")
    sent = road.broker.count(road.topic)
    outcomes = road.drain()
    road.check(sent, outcomes)
    assert outcomes["dead_letter"] == sent >= 8
    reasons = {dict(m.headers())["redress.reason"] for m in road.broker.read(road.dead)}
    assert len(reasons) >= 8


def test_classify(servers):
    """One line out for each line in, with the ids, the causes and addends that sum up."""
    asked = lines()
    done = call("classify", stdin="".join(json.dumps(r, ensure_ascii=False) + "\n" for r in asked))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [a["id"] for a in answers] == [r["review_id"] for r in asked]
    complaints = [a for a in answers if a["causes"]]
    assert 30 < len(complaints) < len(answers)
    for a in answers:
        assert set(a) >= {"id", "causes", "demand", "flags", "priority", "why"}
        assert all(0 < c["p"] <= 1 for c in a["causes"])
    for a in complaints:
        points = sum(w["points"] for w in a["why"])
        assert a["priority"] == max(points, a["floor"]["points"] if a.get("floor") else 0), a
    floors = {a["floor"]["name"] for a in complaints if a.get("floor")}
    assert floors >= {"safety", "reach"}, floors


def test_classify_bad_line():
    done = call("classify", stdin='{"id":"1","text":"坏了"}\n{"id":\n{"id":"3","text":"ok"}\n',
                expect=1)
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["1", "3"]
    assert json.loads(done.stderr)["line"] == 2
