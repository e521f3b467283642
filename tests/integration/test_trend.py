"""Which products are complained of more than before: `redress case trend`, on real servers."""
import time

import pytest

from test_oncall import review, shift  # noqa: F401  (a fixture)

pytestmark = pytest.mark.usefixtures("servers")
DAY = 86_400_000


def test_what_rises_and_what_comes_back(shift):  # noqa: F811
    now = int(time.time() * 1000)
    reviews = [review(n, product_id="p-a", listing_rating=4.1 if n else 4.5,
                      listing_rating_count=40)
               for n in range(5)] + [review(n, product_id="p-b") for n in range(5, 12)]
    shift.open(reviews)
    cases = {c["review_id"]: c["id"] for c in shift.case("list", "--limit", "50")}
    assert shift.case("trend")["risen"] == 0, "there is no past to hold it against"
    assert "does not reach back" in shift.case("trend", json_out=False).stdout
    shift.case("answer", cases["q0"], "--cause", "late", "--demand", "refund")
    for n in range(1, 12):  # one cause for all, whatever the classifier finds first
        shift.case("answer", cases[f"q{n}"], "--cause", "late", "--demand", "refund")
    shift.case("close", cases["q0"], "--reason", "solved")
    client, store = shift.redis.client(), shift.store()
    for n in (0, *range(6, 12)):  # these were opened three days ago
        case = cases[f"q{n}"]
        client.hset(f"rd:{{{store.cases[case]['shard']}}}:c:{case}", "op", now - 3 * DAY)
    client.xadd("rd:{0}:log", {"id": "0" * 16, "rev": 1, "event": "note", "who": "", "st": "1m",
                               "at": now - 9 * DAY})

    found = shift.case("trend", "--all")
    assert (found["span_s"], found["past_s"], found["risen"]) == (86400, 7 * 86400, 1)
    a, b = found["groups"]
    assert (a["product_id"], a["cause"], a["now"], a["before"], a["level"]) == (
        "p-a", "late", 4, 1, "watch")
    assert a["came_back"] and a["resolved_before"] == 1 and a["sigmas"] > 3
    assert (a["listing_from"], a["listing_to"]) == (4.5, 4.1)
    assert (b["product_id"], b["now"], b["before"], b["level"]) == ("p-b", 1, 6, "steady")
    assert [g["product_id"] for g in shift.case("trend")["groups"]] == ["p-a"]
    told = shift.case("trend", json_out=False).stdout
    assert "back after 1 resolved" in told and "listing 4.50 to 4.10" in told
    assert shift.case("trend", "--check", expect=1, json_out=False).stdout == told
    bad = shift.case("trend", "--last", "soon", expect=2, json_out=False)
    assert "must be like 90m, 8h or 2d" in bad.stderr and bad.stderr.count("\n") == 1
