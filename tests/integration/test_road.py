"""The road from end to end: reviews on Kafka become cases in Redis."""
import pytest

import reviews
from road import Road
from worker import OUTCOMES


@pytest.mark.tsan
def test_road_and_replay(any_broker, servers):
    road = Road(servers, any_broker, servers.redis())
    sent = road.send(reviews.mixed(2000))
    outcomes = road.drain()
    store = road.check(sent, outcomes)
    assert all(outcomes[o] for o in OUTCOMES if o != "dead_letter"), "a path was not taken"
    assert outcomes["unfinished"] == 0
    assert road.committed() == sent
    assert all(c["src"].startswith(f"{road.topic}/") for c in store.cases.values())
    again = road.check_replay()
    assert again["events"] == sent


def test_a_full_queue_is_filled_again_at_once(servers):
    """librdkafka's fetcher sleeps for up to a second when its queue is full; here that would happen
    some 25 times."""
    road = Road(servers, servers.broker(), servers.redis())
    road.command("-s", "kafka.producer.batch.size=16384", "gen", "--count", 4000,
                 "--complaints", 0, "--topic", road.topic)
    summary = road.drain(**{"kafka__queued.max.messages.kbytes": 32})
    assert summary["events"] == 4000
    assert summary["busy_seconds"] < 8, summary


def test_no_text_and_no_author_in_redis(servers):
    """The cases name a review by its id; what people wrote and who they are stays in Kafka."""
    road = Road(servers, servers.broker(), servers.redis())
    marked = [{**r, "title": "Xyzzyq", "body": r["body"] + " Xyzzyq", "author_id": f"Xyzzyq{i}"}
              for i, r in enumerate(reviews.make(200))]
    road.check(road.send(marked), road.drain())
    client = road.redis.client(decode_responses=False)
    client.config_set("save", "")
    assert client.dbsize() > 0
    for key in client.scan_iter():
        dump = {"hash": client.hgetall, "stream": client.xrange, "string": client.get,
                "zset": lambda k: client.zrange(k, 0, -1)}[client.type(key).decode()](key)
        assert b"yzzyq" not in repr((key, dump)).encode(), key


@pytest.mark.tsan
@pytest.mark.parametrize("lanes, workers", [(1, 1), (2, 3)])
def test_threads_give_the_same_cases(servers, lanes, workers):
    road = Road(servers, servers.broker(), servers.redis())
    sent = road.send(reviews.mixed(1500))
    outcomes = road.drain(ingest__workers=lanes, enrich__workers=workers, ingest__batch_events=16)
    assert outcomes["events"] >= sent  # the second lane's arrival may have some read again
    store = road.check(outcomes["events"], outcomes)
    reference, _ = road.reference()
    assert store.content() == reference.content()


def test_older_and_newer_writers(servers):
    """Versions 1 and 3 of the schema: a field missing, removed, renamed, an int where we have a
    long; what they share with version 2 gives the same cases."""
    road = Road(servers, servers.broker(), servers.redis())
    base = reviews.make(200, complaints=0.8)
    sent = 0
    for version in (1, 2, 3):
        ours = []
        for r in base:
            r = {**r, "review_id": f"{r['review_id']}-v{version}", "helpful": r["helpful_votes"],
                 "channel": "marketplace"}
            if version == 3:
                r["comment_count"] = 12
                r["media"] = [{"type": "video", "digest": bytes(8), "seconds": 3.5}]
            ours.append(r)
        sent += road.send(ours, version)
    store = road.check(sent, road.drain())
    by_review = {}
    for case in store.content().values():
        review, version = case.pop("rid").rsplit("-v", 1)
        by_review.setdefault(review, {})[version] = case
    assert by_review
    for review, cases in by_review.items():
        assert set(cases) == {"1", "2", "3"}, f"{review}: a case in {sorted(cases)} only"
        assert cases["1"] == cases["2"] == cases["3"], review

