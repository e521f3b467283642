"""What became of a case: how the review was edited after it, and which measure worked how fast."""
from store import entries
from test_oncall import review, shift  # noqa: F401  (a fixture)

THANKS = {"rating": 5, "body": "客服已经解决，非常满意，谢谢！"}


def settled(shift, case, proposal, *more):
    shift.case("answer", case, "--cause", "late", "--demand", "refund")
    shift.case("reply", case)
    shift.case("answer", case, "--proposal", proposal, *more)
    return shift.case("accept", case)


def send(shift, *reviews):
    shift.sent += shift.send(list(reviews))
    shift.run.wait_finished(shift.sent)


def test_an_edit_after_the_close_is_an_outcome(shift):
    first, second, third = (review(n, product_id=f"p-{n}") for n in (1, 2, 3))
    shift.open([first, second, third], timer__enabled="no")
    case = {c["review_id"]: c["id"] for c in shift.case("list")}
    assert settled(shift, case["q1"], "refund", "--amount", "9")["state"] == "cl"
    assert shift.case("stats")["edited"] == {"reviews": 0, "better": 0, "stars_before": None,
                                             "stars_after": None}
    send(shift, {**first, **THANKS, "version": 2}, {**second, **THANKS, "rating": 4, "version": 2},
         {**review(9), **THANKS, "version": 2})
    shown = shift.case("show", case["q1"], "--no-text")
    assert (shown["state"], shown["rating"], shown["rating_after"]) == ("cl", 1, 5)
    assert "1 of 5 stars before, 5 now" in shift.case("show", case["q1"], "--no-text",
                                                      json_out=False).stdout
    assert [h["event"] for h in shown["history"]][-1] == "update"
    stats = shift.case("stats")
    assert stats["edited"] == {"reviews": 2, "better": 2, "stars_before": 1.0, "stars_after": 4.5}
    assert "2 reviews no longer complain: 1.0 stars before, 4.5 after" in shift.command(
        "case", "stats").stdout
    by_round = stats["edited_by_round"]
    assert by_round == {"1": {"reviews": 1, "better": 1, "stars_before": 1.0, "stars_after": 4.0},
                        "2": {"reviews": 1, "better": 1, "stars_before": 1.0, "stars_after": 5.0}}
    by_cause = stats["edited_by_cause"]
    assert sum(c["reviews"] for c in by_cause.values()) == 2 and by_cause["late"]["stars_after"] >= 4.5
    assert "by round: 1 (1) 1.0 to 4.0, 2 (1) 1.0 to 5.0" in shift.command("case", "stats").stdout
    assert "edited" not in shift.case("stats", "--by", "seller")["groups"][0], "nobody is measured by it"
    assert shift.case("show", case["q2"], "--no-text")["state"] == "1m", "the clock of an open one runs"
    store = shift.store().check()
    assert all("ra" not in store.cases[case[q]] for q in ("q1", "q2")), "the times asked again"
    ttl = shift.redis.client().pttl(f"rd:{{{store.cases[case['q1']]['shard']}}}:c:{case['q1']}")
    assert ttl > 0, "it is forgotten as before"
    shift.check_replay()
    send(shift, {**first, "version": 3})
    again = shift.case("show", case["q1"], "--no-text")
    assert (again["state"], again["rating_after"]) == ("2m", None), "it complains again"


def test_which_measure_works_how_fast(shift):
    cases = shift.open([review(n, product_id=f"p-{n}", order_value_minor=1000, currency="CNY")
                        for n in range(4)], timer__enabled="no")
    a, b, c, d = cases
    settled(shift, a, "refund", "--amount", "10")
    settled(shift, b, "apology")
    shift.case("answer", c, "--cause", "late", "--demand", "refund")
    shift.case("reprice", c, "--percent", "10", "--within", "7d")
    shift.case("evidence", d, "photo")
    shift.case("appeal", d, "--within", "7d")
    shift.case("close", d, "--reason", "removed")
    rows = {m.pop("measure"): m for m in shift.case("stats")["measures"]}
    assert set(rows) == {"refund", "apology", "price_cut", "appeal"}
    plain = {"cases": 1, "closed": 1, "resolved": 1, "reopened": 0}
    assert {k: v for k, v in rows["refund"].items() if k in plain} == plain
    assert 0 <= rows["refund"]["to_close_p50_s"] <= rows["refund"]["to_close_p95_s"] < 30
    assert rows["appeal"]["closed"] == 1 and rows["appeal"]["resolved"] == 0
    assert rows["appeal"]["to_close_p50_s"] is None and rows["price_cut"]["closed"] == 0
    out = shift.command("case", "stats").stdout
    assert [line.split()[0] for line in out.split("\nmeasure")[1].splitlines()[1:]] == sorted(rows)


def test_what_speaks_for_an_appeal_stands_beside_the_case(shift):
    loud = review(1, body="骗子！！！赔偿我五百块，不然我就去12315投诉，还要发微博曝光你们！")
    shift.open([loud, review(2, product_id="p-x", order_id="o-1")], timer__enabled="no")
    case = {c["review_id"]: c for c in shift.case("list")}
    shown = shift.case("show", case["q1"]["id"])["suspicion"]
    assert shown["points"] >= 40 and sum(r["points"] for r in shown["reasons"]) == shown["points"]
    assert "APPEAL?" in shift.command("case", "show", case["q1"]["id"]).stdout
    assert shift.case("show", case["q2"]["id"])["suspicion"]["points"] == 0
    assert "APPEAL?" not in shift.command("case", "show", case["q2"]["id"]).stdout


def test_a_message_long_after_the_close_reopens(shift):
    """The case itself is forgotten by then, and only remembered: no alert is told twice."""
    first = review(1, product_id="p-1")
    case = shift.open([first], timer__enabled="no")[0]
    settled(shift, case, "refund", "--amount", "9")
    r, shard = shift.redis.client(), shift.store().cases[case]["shard"]
    assert r.pexpire(f"rd:{{{shard}}}:c:{case}", 1)
    send(shift, {**first, "review_id": "m1", "kind": "customer_message", "reply_to": "q1",
                 "body": "又坏了！等了两周还没解决，我要退款！"})
    shown = shift.case("show", case, "--no-text")
    assert (shown["state"], shown["reopened"]) == ("2m", 1)
    ids = [alert["id"] for alert in entries(r, f"rd:{{{shard}}}:al")]
    assert len(ids) == len(set(ids)) and any(i.startswith(f"{case}:12:") for i in ids), ids


def test_the_platform_says_how_an_appeal_ended(shift):
    """As an event: nobody types it in, it is told like an edited review, and a decision about no
    appeal moves nothing. Its words are the platform's: they open no case."""
    first, other = review(1, product_id="p-1"), review(2, product_id="p-2")
    shift.open([first, other], timer__enabled="no")
    case = {c["review_id"]: c["id"] for c in shift.case("list")}
    shift.case("evidence", case["q1"], "photo")
    due = shift.case("appeal", case["q1"], "--within", "7d")["due_at"]
    decision = {"kind": "appeal_lost", "author_id": "platform", "rating": None,
                "body": "等了两周还没到货，我要退款！"}
    decided = [{**first, **decision, "review_id": "d1", "reply_to": "q1"},
               {**other, **decision, "review_id": "d2", "reply_to": "q2"},
               {**first, **decision, "review_id": "d3", "reply_to": "nobody"}]
    before = len(shift.store().open_cases())
    send(shift, *decided)
    send(shift, *decided)  # read again: nothing happens twice
    shown = shift.case("show", case["q1"], "--no-text")
    assert shown["beside"]["appeal"] == {"status": "failed", "due_at": None}
    assert (shown["state"], shown["due_at"], shown["priority"]) == (
        "1m", due, {c["id"]: c for c in shift.case("list")}[case["q1"]]["priority"])
    assert [(h["event"], h["who"]) for h in shown["history"]].count(("appeal_lost", "platform")) == 1
    assert shift.case("show", case["q2"], "--no-text")["beside"] == {}
    assert len(shift.store().open_cases()) == before
    shard = shift.store().cases[case["q1"]]["shard"]
    told = [e["id"] for e in entries(shift.redis.client(), f"rd:{{{shard}}}:al")]
    assert sum(":update:" in i for i in told) == 1, told
