"""Verbs beside the main line of a case, at the command line and with real servers."""
import re

import pytest

from test_oncall import review, shift  # noqa: F401  (a fixture)

pytestmark = pytest.mark.usefixtures("servers")


def test_beside_the_rounds(shift):  # noqa: F811
    [case] = shift.open([review(1)])
    do = lambda verb, *args, **more: shift.case(verb, case, *args, "--as", "ann", **more)  # noqa: E731
    assert do("assign", "bob")["owner"] == "bob"
    assert "needs evidence" in do("appeal", "--within", "7d", expect=3)["refused"]
    c = do("evidence", "photo", "--request", "--within", "4h")
    assert c["beside"]["request"]["status"] == "running"
    assert c["recorded"]["evidence_asked_for"] == "photo"
    c = do("evidence", "photo")
    assert c["evidence"] == ["photo"] and c["beside"]["request"]["status"] == "done"
    due = c["due_at"]
    c = do("appeal", "--within", "7d")
    assert c["beside"]["appeal"]["status"] == "running" and c["due_at"] == due  # stops no clock
    assert do("appeal", "--lost")["beside"]["appeal"] == {"status": "failed", "due_at": None}
    assert do("snooze", "--for", "10m")["snoozed_until"]
    assert case not in shift.store().queue
    assert "already" in do("snooze", expect=3)["refused"]
    assert do("note", "--text", "supplier asked for batch 7")["recorded"]["note"]
    done = shift.case("note", case, "--text", "call 13912345678", expect=3, json_out=False)
    assert "personal data" in done.stderr
    assert do("private")["private"]

    do("answer", "--cause", "late", "--demand", "refund")
    shift.case("reply", case)
    assert do("propose", "partial", "--amount", "12.5")["recorded"]["amount_minor"] == 1250
    c = do("promise", "refund", "--within", "2d", "--amount", "12.5")
    assert c["recorded"]["promised"] == "refund" and c["recorded"]["promised_minor"] == 1250
    assert do("reprice", "--percent", "10", "--within", "7d")["recorded"]["price_cut_percent"] == 10
    c = shift.case("accept", case)
    assert c["state"] == "pk" and c["beside"]["promise"]["status"] == "running"
    refused = do("close", "--reason", "solved", expect=3)["refused"]
    assert f"redress case promise {case[:8]} --kept" in refused
    assert do("promise", "--kept")["state"] == "pk"  # the price is still cut
    c = do("reprice", "--restored")
    assert (c["state"], c["reason"]) == ("cl", "agreed")

    assert "--consent" in do("publish", expect=3)["refused"]
    done = shift.case("publish", case, "--consent", "--redacted", json_out=False)
    assert "summary: complaint: " in done.stdout and "agreed" in done.stdout
    c = do("reopen")
    assert c["state"] == "2m" and c["reopened"] == 1
    do("relay", "--to", "supplier", "--within", "4h")
    done = shift.case("relay", case, "--to", "carrier", json_out=False)
    assert "passed on 2 times" in done.stdout
    shown = shift.case("show", case, "--no-text", json_out=False).stdout
    assert "RELAYED" in shown and "last to carrier" in shown and "sent about" in shown
    assert do("close", "--reason", "referred")["reason"] == "referred"
    shift.store().check()


def test_what_comes_next_is_said_once(shift):  # noqa: F811
    """What a verb calls next is what `show` calls next, and it can be run as it stands."""
    [case] = shift.open([review(1, order_value_minor=8900, currency="CNY")])
    c = shift.case("answer", case, "--cause", "late", "--demand", "compensate")
    assert c["next"] == shift.case("show", case, "--no-text")["next"]
    told = shift.case("reply", case, json_out=False).stdout
    shown = shift.case("show", case, "--no-text")
    assert "next: " + shown["next"] in told and shown["next"] == shown["playbook"]["next"]
    assert shown["next"] in shift.case("show", case, "--no-text", json_out=False).stdout
    assert "with --text 'WHAT YOU TELL THEM' it is checked" in told
    done = shift.case(*shown["next"].split()[2:])
    assert done["state"] == "2c"


def test_every_hint_can_be_run_as_printed(shift):  # noqa: F811
    """From the first turn to the end by nothing but the commands that the program prints; what
    stands for a value is in capitals."""
    values = {"NAME": "lena", "N": "5", "RULE": "R-1"}
    wishes = ("refund", "explain", "compensate", "none", "replace", "other")
    cases = shift.open([review(n, product_id=f"p-{n}", **({"order_value_minor": 8900} if n % 2 else {}))
                        for n in range(len(wishes) + 1)], timer__enabled="no")
    back = cases.pop()
    for case, wish in zip(cases, wishes):
        told = said = ""
        ends = ["accept", "refuse"][len(wish) % 2]
        shift.case("answer", case, "--cause", "late", "--demand", wish)
        for _ in range(9):
            told = shift.case("show", case, "--no-text", json_out=False).stdout
            if "closed: " in told:
                break
            hint = re.search(r"^(?:NEXT)? +(redress case (?!claim)[a-z-]+ .*?)(?:   .*)?$",
                             told[told.index("NEXT"):], re.M)[1]
            words = [values.get(w, w) for w in hint.split()[2:]]
            words[0] = ends if words[0] == "accept" else words[0]
            said = shift.case(*words, "--as", "ann", json_out=False).stdout
        assert "closed: " in told, (wish, told, said)
    shift.case("claim", back, "--as", "ann")
    left = shift.case("unclaim", back, "--as", "ann", json_out=False).stdout
    assert "next: redress case next " in left and "answer" not in left


def test_meaningless_input_is_refused(shift):  # noqa: F811
    [case] = shift.open([review(1)])
    shift.case("claim", case, "--as", "ann")
    done = shift.case("answer", case, "--cause", "late", "--demand", "none", "--as", "bob",
                      json_out=False)
    assert "warning: ann has this case, and you are bob" in done.stderr
    words = shift.case("reply", case, "我要道歉", expect=2, json_out=False).stderr
    assert "their words are not kept, only that they wrote: redress case reply " + case in words
    assert "nothing behind" in shift.case("claim", case, "x", expect=2, json_out=False).stderr
    assert shift.case("reply", case, json_out=False).stderr == ""  # anybody may hear them
    propose = ["answer", case, "--as", "ann", "--proposal", "partial"]
    for none in ([], ["--amount", "0"]):
        refused = shift.case(*propose, *none, expect=3)["refused"]
        assert "how much? you may offer " in refused
        assert f"redress case answer {case[:8]} --proposal partial --amount " in refused
    refused = shift.case(*propose, "--amount", "5", "--approved-by", "抱歉，我们马上处理。", expect=3)
    assert "name of a colleague" in refused["refused"]
    assert shift.case(*propose, "--amount", "5")["state"] == "2c"


def test_a_promise_of_money_says_how_much(shift):  # noqa: F811
    [case] = shift.open([review(1, order_value_minor=4000, currency="CNY")])
    within = ("--within", "2d", "--as", "ann")
    refused = shift.case("promise", case, "refund", *within, expect=3)["refused"]
    assert refused.startswith("how much? ") and "40.00" in refused
    assert f"redress case promise {case[:8]} refund --within 2d --amount 40.00" in refused
    shift.case("promise", case, "refund", *within, "--amount", "0", expect=3)
    assert "beside" not in shift.case("show", case, "--no-text") or not shift.case(
        "show", case, "--no-text")["beside"].get("promise")
    c = shift.case("promise", case, "replace", *within)
    assert c["beside"]["promise"]["status"] == "running", "what is no money needs no amount"


def test_bad_arguments_are_one_line(shift):  # noqa: F811
    [case] = shift.open([review(1)])
    for args, words in [
            (("snooze", case, "--for", "3w"), "must be a time like"),
            (("promise", case, "refund"), "needs --within"),
            (("promise", case, "--within", "2d"), "needs CASE and WHAT"),
            (("evidence", case, "rumour"), "must be one of"),
            (("evidence", case, "photo", "--request"), "go together"),
            (("reprice", case, "--within", "2d"), "needs --percent"),
            (("assign", case), "needs CASE and AGENT"),
            (("note", case), "needs --text"),
            (("relay", case), "needs --to"),
            (("appeal", case, "--won", "--lost"), "needs --within")]:
        done = shift.case(*args, expect=2, json_out=False)
        assert words in done.stderr and done.stderr.count("\n") == 1, done.stderr
    assert "photo" in shift.case("evidence", json_out=False).stdout


def test_what_no_longer_complains_is_told(shift):  # noqa: F811
    """An edited review and a friendly message reach their case; neither opens one."""
    first = review(1)
    [case] = shift.open([first])
    thanks = {"rating": 5, "body": "客服已经解决，非常满意，谢谢！"}
    shift.case("answer", case, "--cause", "late", "--demand", "refund")
    shift.sent += shift.send([{**first, **thanks, "version": 2},
                              {**first, **thanks, "version": 2},  # again: a duplicate
                              {**review(2), **thanks, "version": 3},  # of no case
                              {**first, **thanks, "review_id": "m1", "kind": "customer_message",
                               "reply_to": first["review_id"]}])
    shift.run.wait_finished(shift.sent)
    c = shift.case("show", case, "--no-text")
    assert (c["state"], c["version"]) == ("2m", 2), c["history"]
    events = [h["event"] for h in c["history"]]
    assert sorted(events[2:]) == ["reply", "update"]
    kinds = [a["id"].split(":")[2] for a in shift.store().alerts if a["id"].startswith(case)]
    assert sorted(kinds) == ["open", "turning", "update"]
    assert shift.store().open_cases() == {case}
    shift.store().check()


def test_an_angrier_message_raises_its_case(shift):  # noqa: F811
    """A threat lifts the case, in the queue too, and says why; thanks lower nothing."""
    mild, other = {**review(1, product_id="p-a"), "body": "快递慢了两天。", "rating": 3}, \
        review(2, product_id="p-b")
    shift.open([mild, other])
    [case] = [c["id"] for c in shift.case("list") if c["review_id"] == mild["review_id"]]
    before = shift.case("why", case, "--no-text")
    say = lambda n, body: {**mild, "review_id": f"m{n}", "kind": "customer_message", "body": body,  # noqa: E731
                           "rating": None, "reply_to": mild["review_id"]}
    shift.sent += shift.send([say(1, "骗子！！！再不退款我就去12315投诉，还要发微博曝光你们！气死我了！！！")])
    shift.run.wait_finished(shift.sent)
    after = shift.case("why", case, "--no-text")
    points = lambda c: {w["term"]: w["points"] for w in c["why"]}  # noqa: E731
    assert after["priority"] > before["priority"] and "threat" in after["flags"]
    assert sum(points(after).values()) == after["priority"] or after["floor"]
    assert all(points(after)[t] >= n for t, n in points(before).items()), "nothing went down"
    [intent] = [w["because"] for w in after["why"] if w["term"] == "intent"]
    assert "threatens" in intent and "message" in intent and after["heard_at"]
    store = shift.store().check()
    assert store.queue[case] == int(store.cases[case]["du"]) - after["priority"] * 14400
    assert "message" in shift.case("show", case, "--no-text", json_out=False).stdout

    shift.sent += shift.send([say(2, "好的，谢谢客服，问题解决了，非常满意！"), say(3, "慢了两天。")])
    shift.run.wait_finished(shift.sent)
    assert shift.case("why", case, "--no-text")["priority"] == after["priority"]
    shift.sent += shift.send([{**mild, "version": 2}])
    shift.run.wait_finished(shift.sent)
    assert shift.case("why", case, "--no-text")["priority"] >= after["priority"] - 1, "unsaid"


def test_the_order_and_the_campaign_of_a_case(shift):  # noqa: F811
    """A campaign is kept and counted by; the order is shown from the review, and not kept."""
    day = 86_400_000
    now = review(1)["created_at"]
    shift.open([review(1, order_id="order-17", campaign_id="autumn", purchased_at=now - 9 * day,
                       received_at=now - 3 * day, order_value_minor=3990, currency="CNY",
                       list_price_minor=12000, product_id="p-1"),
                review(2, campaign_id="autumn", product_id="p-2"), review(3, product_id="p-3")])
    cases = {c["review_id"]: c for c in shift.case("list")}
    assert [cases[f"q{n}"]["campaign_id"] for n in (1, 2, 3)] == ["autumn", "autumn", None]
    groups = shift.case("stats", "--by", "campaign")["groups"]
    assert {g["campaign"]: g["cases"] for g in groups} == {"autumn": 2, None: 1}
    shown = shift.case("show", cases["q1"]["id"])
    assert shown["order"]["id"] == "order-17" and shown["order"]["value_minor"] == 3990
    assert shown["order"]["received_at"] and shown["order"]["list_price_minor"] == 12000
    told = shift.case("show", cases["q1"]["id"], json_out=False).stdout
    assert "ORDER     order-17, bought 20" in told and "39.90 CNY, list price 120.00 CNY" in told
    assert "campaign autumn" in told
    client = shift.redis.client()
    for key in client.scan_iter("rd:*:c:*"):
        assert "order-17" not in str(client.hgetall(key)), "an order's number is not kept"
    assert shift.case("show", cases["q1"]["id"], "--no-text")["order"] is None


def test_a_stance_changes_the_words_and_nothing_else(shift):  # noqa: F811
    one, two = shift.open([review(1, product_id="p-1"), review(2, product_id="p-2")])
    kept = ("priority", "level", "due_at", "wake_at", "lane", "why", "state", "owner")
    before = shift.case("show", one, "--no-text")
    place = shift.store().queue[one]
    after = shift.case("stance", one, "unreasonable", "--as", "ann")
    assert after["recorded"]["stance"] == "unreasonable"
    assert [after[k] for k in kept] == [before[k] for k in kept], "nobody waits longer for it"
    assert shift.store().check().queue[one] == place
    told = shift.case("show", one, "--no-text", json_out=False).stdout
    assert "SOOTHE" in told and "SOOTHE" not in shift.case("show", two, "--no-text",
                                                           json_out=False).stdout
    assert shift.case("show", one, "--no-text")["playbook"]["soothe"]
    assert shift.case("stance", one, "unknown")["recorded"]["stance"] is None
    shift.case("stance", one, "evil", expect=2, json_out=False)


def test_whom_it_is_about_does_not_work_it(shift):  # noqa: F811
    one, two = shift.open([review(1, product_id="p-1"), review(2, product_id="p-2")])
    shift.case("claim", one, "--as", "bob")
    assert "they have it" in shift.case("about", one, "bob", "--as", "lea", expect=3)["refused"]
    shift.case("assign", one, "ann", "--as", "lea")
    before = shift.case("show", one, "--no-text")
    c = shift.case("about", one, "bob", "--as", "lea")
    assert c["recorded"]["about"] == "bob" and (c["owner"], c["state"]) == ("ann", "1m")
    assert [c[k] for k in ("due_at", "level", "priority")] == [before[k] for k in (
        "due_at", "level", "priority")]
    shift.case("unclaim", one, "--as", "ann")
    first = ["answer", one, "--cause", "late", "--demand", "refund"]
    for verb in (["claim", one], first, ["close", one, "--reason", "withdrawn"], ["snooze", one]):
        assert "about you" in shift.case(*verb, "--as", "bob", expect=3)["refused"]
    assert "about them" in shift.case("assign", one, "bob", "--as", "lea", expect=3)["refused"]
    assert shift.case("next", "--no-text", "--as", "bob")["id"] == two, "the other one"
    assert "nothing to do" in shift.command("case", "next", "--as", "bob", expect=1).stderr
    shift.case("note", one, "--text", "I am sorry", "--as", "bob")
    assert "bob, who does not work it" in shift.case("show", one, "--no-text", json_out=False).stdout
    assert shift.case(*first, "--as", "ann")["state"] == "1c"
    assert shift.case("about", one, "--nobody", "--as", "lea")["recorded"]["about"] is None
    shift.case("about", one, expect=2, json_out=False)
    assert shift.case("claim", one, "--as", "bob")["owner"] == "bob"
    shift.store().check()


def test_a_colleague_is_called_to_a_case(shift):  # noqa: F811
    [case] = shift.open([review(1)])
    shift.case("claim", case, "--as", "ann")
    assert shift.case("call", case, "bob", "--as", "ann")["recorded"]["helpers"] == "bob"
    c = shift.case("call", case, "lea", "--as", "ann")
    assert (c["recorded"]["helpers"], c["owner"]) == ("bob,lea", "ann")
    for name in ("ann", "bob", "lea"):
        assert [x["id"] for x in shift.case("list", "--mine", "--as", name)] == [case]
    assert shift.case("list", "--mine", "--as", "bo") == []
    assert "HELPING   bob,lea" in shift.case("show", case, "--no-text", json_out=False).stdout
    assert shift.case("call", case, "bob", "--done")["recorded"]["helpers"] == "lea"
    assert "not called" in shift.case("call", case, "bob", "--done", expect=3)["refused"]
    assert shift.case("list", "--mine", "--as", "bob") == []
