"""What a second person must approve, what a seller may give away in a month, and what ended the
cases before: at the command line, with real servers."""
import pytest

from test_oncall import review, shift  # noqa: F401  (a fixture)

pytestmark = pytest.mark.usefixtures("servers")


@pytest.fixture
def desk(shift, tmp_path):  # noqa: F811
    """`do(verb, case, ...)` under a policy with a reserve of 20.00 a seller and month."""
    policy = tmp_path / "policy.ini"
    policy.write_text("[playbook]\nreserve_minor = 2000\npublic_readers = 50000\n")
    plain, of = shift.command, shift.case

    def command(*args, **more):
        return plain("-s", f"enrich.policy={policy}", *args, **more)

    shift.command = command
    shift.do = lambda verb, case, *args, **more: of(verb, case, *args, "--as", "ann", **more)
    return shift


def at_proposal(desk, case):
    desk.do("answer", case, "--cause", "late", "--demand", "refund")
    desk.do("reply", case)


def reserve(desk):
    client = desk.redis.client()
    [key] = list(client.scan_iter("rd:*:rsv:*"))
    return {k: v for k, v in client.hgetall(key).items() if not k.startswith("told")}


def quotas(desk):
    return [a["id"].split(":", 1)[1] for a in desk.store().alerts if ":quota:" in a["id"]]


def test_a_sellers_month_has_a_reserve(desk):
    one, two, three = desk.open([review(n, seller_id="s-1", product_id=f"p-{n}",
                                        order_value_minor=5000, currency="CNY")
                                 for n in range(3)])
    for case in (one, two, three):
        at_proposal(desk, case)
    assert desk.do("propose", one, "partial", "--amount", "12.5")["state"] == "2c"
    assert reserve(desk) == {one: "1250 CNY"} and not quotas(desk)
    refused = desk.do("propose", two, "partial", "--amount", "10", expect=3)["refused"]
    assert "12.50 of 20.00 CNY are promised" in refused and "--approved-by NAME" in refused
    own = desk.do("propose", two, "partial", "--amount", "10", "--approved-by", "ann", expect=3)
    assert "nobody approves their own" in own["refused"]
    assert reserve(desk) == {one: "1250 CNY"}, "what was refused is not spent"
    done = desk.do("propose", two, "partial", "--amount", "10", "--approved-by", "lea",
                   json_out=False)
    assert "warning: seller s-1: 22.50 of the month's 20.00 CNY" in done.stderr
    assert quotas(desk) == ["2:quota:2"]
    # The same money promised counts once, and an alert is given once.
    assert desk.do("promise", two, "partial", "--within", "2d", "--amount", "10", "--approved-by",
                   "lea")["recorded"]["promised_minor"] == 1000
    assert reserve(desk) == {one: "1250 CNY", two: "1000 CNY"} and len(quotas(desk)) == 1
    assert "beyond" in desk.do("promise", three, "refund", "--within", "2d", "--amount", "1",
                               expect=3)["refused"]
    desk.do("close", one, "--reason", "withdrawn")
    assert reserve(desk) == {two: "1000 CNY"}, "what nobody gets is given back"
    desk.do("promise", three, "refund", "--within", "2d", "--amount", "8")
    desk.store().check()


def test_public_words_before_many_want_a_second_person(desk):
    desk.open([review(n, product_id=f"p-{n}", author_followers=f) for n, f in
               ((1, 20), (2, 200_000), (3, 200_000))])
    case = {c["review_id"]: c["id"] for c in desk.case("list")}
    first = ("--cause", "late", "--demand", "refund", "--public")
    assert desk.do("answer", case["q1"], *first)["state"] == "1c"
    refused = desk.do("answer", case["q2"], *first, expect=3)["refused"]
    assert "people may read it" in refused and "--approved-by NAME" in refused
    assert "own" in desk.do("answer", case["q2"], *first, "--approved-by", "ann",
                            expect=3)["refused"]
    c = desk.do("answer", case["q2"], *first, "--approved-by", "lea")
    assert c["state"] == "1c" and c["recorded"]["approved_by"] == "lea"
    assert desk.do("answer", case["q3"], *first[:4])["state"] == "1c", "in private nobody need"


def test_equals_are_treated_as_equals(desk):
    """What ended a case is shown with the next one of the same product and cause; and the four
    things that can be done side by side."""
    one, two, other = [review(n, product_id="p-other" if n == 3 else "p-same",
                              order_value_minor=1000, currency="CNY") for n in (1, 2, 3)]
    desk.open([one, two, other])
    case = {c["review_id"]: c["id"] for c in desk.case("list")}
    at_proposal(desk, case["q1"])
    desk.do("propose", case["q1"], "refund", "--amount", "10")
    assert desk.do("accept", case["q1"])["reason"] == "agreed"
    for n in ("q2", "q3"):
        desk.do("answer", case[n], "--cause", "late", "--demand", "refund")
    [like] = desk.case("show", case["q2"], "--no-text")["precedents"]
    assert (like["case"], like["cause"], like["reason"]) == (case["q1"], "late", "agreed")
    assert (like["proposal"], like["amount_minor"], like["currency"]) == ("refund", 1000, "CNY")
    assert desk.case("show", case["q3"], "--no-text")["precedents"] == []
    shown = desk.case("show", case["q2"], "--no-text", json_out=False).stdout
    assert "LIKE IT" in shown and "agreed: refund 10.00 CNY" in shown

    desk.do("evidence", case["q2"], "photo")
    desk.do("appeal", case["q2"], "--within", "7d")
    desk.do("reprice", case["q2"], "--percent", "10", "--within", "7d")
    assert desk.case("show", case["q2"], "--no-text")["actions"] == {
        "customer": "answered", "platform": "appealed", "programmes": "not kept", "price": "cut"}
    four = desk.case("show", case["q2"], "--no-text", json_out=False).stdout
    assert "customer: answered   platform: appealed   price: cut" in four
    assert "only by programmes for all buyers" in four
    assert desk.case("stats")["actions"] == {"customer": 3, "platform": 1, "price": 1, "all": 1}
    desk.do("close", case["q3"], "--reason", "withdrawn")
    assert len(list(desk.redis.client().scan_iter("rd:*:pre:*"))) == 1, "withdrawn decides nothing"


def test_a_refund_within_the_cap_is_given_soon(desk):
    """The money back, of an order whose value is known and within what the owner may give: round 2
    takes half its time. Not above the cap, not unknown, not something else that is wanted."""
    values = (3990, 3990, 9_000_000, None)
    desk.open([review(n, product_id=f"p-{n}", seller_id=f"s-{n}", channel="marketplace", currency="CNY",
                      author_followers=0, order_value_minor=value) for n, value in enumerate(values)])
    cases = [c["id"] for c in sorted(desk.case("list"), key=lambda c: c["review_id"])]
    left = []
    for case, demand in zip(cases, ("refund", "replace", "refund", "refund")):
        assert desk.do("answer", case, "--cause", "late", "--demand", demand)["payable"] == (not left)
        left.append(desk.do("reply", case)["seconds_left"])
    assert max(left[1:]) - min(left[1:]) <= 5 and abs(2 * left[0] - left[1]) <= 10
    shown = desk.case("show", cases[0], json_out=False).stdout
    assert "this round is short" in " ".join(shown.split())
