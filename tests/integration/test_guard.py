"""The guard on outgoing text, at the command line and in front of `redress case answer`."""
import json
import re
import time

from test_oncall import review, shift  # noqa: F401  (a fixture)
from worker import call

LATE = "您给女儿买的生日裙晚到两天，派对已经过了，运费今天退回，裙子您先留着。"


def lint(*args, text=None, expect=0):
    return call("lint", *args, stdin=text, expect=expect)


def test_lint_says_what_where_why_and_what_instead(tmp_path):
    done = lint("--json", "请您删除差评，谢谢！！", expect=3)
    found = json.loads(done.stdout)
    assert found["verdict"] == "refuse"
    first = found["findings"][0]
    assert (first["rule"], first["action"], first["words"]) == ("change_review", "refuse", "删除差评")
    assert first["chars"] == [2, 6] and first["bytes"] == [6, 18]
    assert "Amazon" in first["why"] and "评价" in first["instead"]
    human = lint(text="Please remove your review.\n", expect=3).stdout
    assert "refused: change_review, characters 7-25" in human and "instead" in human
    assert lint("We are sorry!!").stdout.startswith("warning: emotion")
    assert lint("--public", "--evidence", "authorisation", "It is genuine.").stdout == ""
    lint("--public", "It is genuine.", expect=3)
    assert json.loads(lint("--json", "Your refund is on its way.").stdout) == {
        "verdict": "ok", "findings": []}
    earlier = tmp_path / "earlier"
    earlier.write_text(LATE + "\n")
    assert "100 % like" in lint("--earlier", str(earlier), LATE, expect=3).stdout
    for bad in (["--cause", "nonsense", "x"], ["--evidence", "x", "x"], ["a", "b"], [""]):
        lint(*bad, expect=2)


def test_what_to_write_instead_is_understood():
    text = ["--locale", "zh-CN", "Please delete your review."]
    both = lint(*text, expect=3).stdout
    assert "instead  只说" in both and "that is  Solve it and say so" in both
    assert "that is" not in lint("-s", "board.language=zh", *text, expect=3).stdout
    found = json.loads(lint("--json", *text, expect=3).stdout)["findings"][0]
    assert found["instead"].startswith("只说") and found["meaning"].startswith("Solve it")
    assert "that is" not in lint("Please delete your review.", expect=3).stdout


def test_the_policy_file_decides(tmp_path):
    policy = tmp_path / "policy.ini"
    policy.write_text("[guard]\nemotion = refuse\nchange_review = warn\n")
    use = ["-s", f"enrich.policy={policy}"]
    lint(*use, "We are sorry!!", expect=3)
    assert lint(*use, "Please remove your review.").stdout.startswith("warning: change_review")
    policy.write_text("[guard]\nemotoin = refuse\n")
    assert f"{policy}:2: [guard] emotoin" in lint(*use, "x", expect=2).stderr
    assert "emotoin" in call(*use, "-s", "kafka.bootstrap.servers=x:1", "check-config",
                            expect=2).stderr
    policy.write_text("[guard]\nemotion = maybe\n")
    assert "must be refuse, warn or off" in lint(*use, "x", expect=2).stderr


def test_words_against_the_customer_are_told_to_the_lead(shift):  # noqa: F811
    """Once in a turn, whoever tries it how often; what is only refused for its form is not told."""
    [a] = shift.open([review(31, seller_id="s-5", author_followers=300_000)])
    first = ["answer", a, "--cause", "late", "--demand", "refund", "--text"]
    told = lambda: [x["id"].split(":", 1)[1] for x in shift.store().alerts if ":guard:" in x["id"]]  # noqa: E731
    shift.case(*first, "麻烦您删除差评，我们补发。", expect=3)
    assert not told()
    for bad in ("是您自己没看说明，怪不得我们。", "再乱写差评我们就起诉您。"):
        no = shift.case(*first, bad, expect=3)
        assert {"blame", "threat", "rebuttal"} & {f["rule"] for f in no["lint"]["findings"]}
    assert told() == ["1:guard:2"]
    shift.case(*first, "包裹在中转站卡了三天，抱歉，今天退运费给您。")
    shift.case("reply", a)
    out = shift.command("case", "propose", a, "refund", "--amount", "9", "--text",
                        "是您自己没看说明，怪不得我们。", expect=3)
    assert "the lead is told" in out.stderr and told() == ["1:guard:2", "2:guard:2"]
    tail = shift.command("case", "tail", "--once", "-k", "guard", "--json").stdout.splitlines()
    assert [json.loads(x)["level"] for x in tail] == [2, 2]
    shift.case("propose", a, "refund", "--amount", "9")
    c = shift.case("accept", a)
    assert c["sampled"] and shift.case("stats")["sampled"] == [a], "accepted before many: looked at later"
    shift.store().check()


def test_what_is_told_in_public_passes_too(shift):  # noqa: F811
    a, b = shift.open([review(11, seller_id="s-3"), review(12, seller_id="s-3", product_id="p-8")])
    shift.case("answer", a, "--cause", "late", "--demand", "refund")
    told = ["publish", a, "--consent", "--redacted"]
    no = shift.case(*told, "--text", "陈晓梅女士的裙子晚到两天，运费已退回。", expect=3)
    assert "personal" in no["refused"] and not no["recorded"].get("published")
    no = shift.case(*told, "--text", "裙子晚到是客户自己地址写错，怪不得我们，麻烦她删除差评。", expect=3)
    rules = {f["rule"] for f in no["lint"]["findings"]}
    assert {"blame", "change_review"} <= rules
    good = "裙子晚到两天，运费已退回，快递公司已经更换。"
    assert "--consent" in shift.case("publish", a, "--redacted", "--text", good, expect=3)["refused"]
    assert shift.case(*told, "--text", good)
    # The rule's id is somebody's word too, and the summary goes out with it.
    for verb in (["answer", b, "--cause", "late", "--demand", "refund"], ["reply", b],
                 ["answer", b, "--proposal", "refund", "--amount", "9"], ["refuse", b], ["ask-end", b], ["reply", b]):
        shift.case(*verb)
    no = shift.case("decide", b, "--public", "--text", "我们卖的都是正品，大家来评评理。", expect=3)
    assert {"denial", "grievance"} <= {f["rule"] for f in no["lint"]["findings"]}
    shift.case("decide", b, "--by-rule", "call 13912345678", "--text", "按平台规则今天全额退款，抱歉让您久等。")
    no = shift.case("publish", b, "--consent", "--redacted", expect=3)
    assert "summary" in no["refused"]
    shift.store().check()


def test_propose_and_ask_end_pass_too(shift):  # noqa: F811
    [a] = shift.open([review(21, seller_id="s-4", product_id="p-7")])
    shift.case("answer", a, "--cause", "late", "--demand", "refund")
    shift.case("reply", a)
    bad = "您改成五星我们就退款。"
    for verb in (["propose", a, "refund", "--amount", "9"],
                 ["propose", a, "--proposal", "refund", "--amount", "9"]):
        assert "inducement" in shift.case(*verb, "--text", bad, expect=3)["refused"]
    shift.case("propose", a, "refund", "--amount", "9", "--text",
               "运费和货款今天一起退给您，包裹晚到是我们的错。")
    shift.case("refuse", a)
    assert "inducement" in shift.case("ask-end", a, "--text", bad, expect=3)["refused"]
    shift.case("ask-end", a, "--text", "包裹晚到的事，怎样处理您会觉得合理？")


def test_an_answer_passes_the_guard_or_does_not_happen(shift):  # noqa: F811
    a, b = shift.open([review(1, seller_id="s-1"), review(2, seller_id="s-1", product_id="p-9")])
    one = ["answer", a, "--cause", "late", "--demand", "refund"]
    no = shift.case(*one, "--text", "亲，退款已处理，麻烦删除差评", expect=3)
    assert no["state"] == "1m" and "change_review" in [
        f["rule"] for f in no["lint"]["findings"]]
    assert "change_review" in no["refused"] and not no["recorded"]["cause"]
    no = shift.case(*one, "--text", "x", "--override", "change_review", expect=3)
    assert "cannot be overridden" in no["refused"]
    no = shift.case(*one, "--text", LATE + "！！", expect=3, json_out=False)
    assert "warning: emotion" in no.stderr and "--override emotion" in no.stderr
    yes = shift.case(*one, "--text", LATE + "！！", "--override", "emotion")
    assert yes["state"] == "1c" and yes["recorded"]["overridden"] == "emotion"
    # The same words again, to another customer of the seller: a template, on a dispute.
    two = ["answer", b, "--cause", "counterfeit", "--demand", "refund"]
    no = shift.case(*two, "--text", LATE, expect=3)
    assert [f["rule"] for f in no["lint"]["findings"]] == ["template"]
    assert shift.case(*two, "--text", "这件是不是正品，我们今天送检，三天内把报告给您看。")["state"] == "1c"
    client = shift.redis.client(decode_responses=False)
    everything = b"".join(client.dump(k) or b"" for k in client.scan_iter("rd:*"))
    for words in (LATE[:6], LATE[-8:]):
        assert words.encode() not in everything
    [key] = [k for k in client.scan_iter("rd:*:ans:*")]
    assert client.llen(key) == 2 and client.pttl(key) > 0
    shift.store().check()


FAKE = "盒子和专柜的不一样，防伪码查不到，这是假货，我要退款"


def test_show_says_what_to_do(shift, tmp_path):  # noqa: F811
    day = 86_400_000
    a, b = shift.open([
        review(1, body=FAKE, received_at=int(time.time() * 1000) - 2 * day, order_value_minor=6900,
               currency="CNY", author_followers=20000, locale="zh-CN"),
        review(2, body="Terrible service: two weeks late and nobody answers my emails.", product_id="p-2",
               received_at=None, order_value_minor=3990, currency="EUR", locale="en-GB")])
    if shift.case("show", a)["review_id"] != "q1":
        a, b = b, a
    book = shift.case("show", a)["playbook"]
    assert book["cause"] == "counterfeit" and book["language"] == "zh"
    assert {"logistics", "authorisation", "packaging"} <= set(book["missing"])
    assert book["propose"][0] == "refund" and book["cap_owner_minor"] == 6900
    assert book["return"]["verdict"] == "open" and book["return"]["rule"] == "CN-CPL-55"
    assert book["insurance"]["verdict"] == "open" and book["insurance"]["days"] == 20
    assert book["at_stake"]["buyers"] >= 40 and len(book["ask"]) == 3
    human = shift.case("show", a, "--language", "zh", json_out=False).stdout
    for words in ("DO FIRST", "三证", "not on the case yet: logistics", "THINK OF", "PROPOSE", "CN-FREIGHT-INS",
                  f"redress case evidence {a[:8]} logistics", "AT STAKE"):
        assert words in human, human
    # Who reads only English is advised in English; what is meant for the customer stays in theirs,
    # with its meaning behind it, and their rights are those of their country.
    assert book["reader"] == "en" and "三证" not in book["first"] and "proof" in book["first"]
    assert "批号" in "".join(book["ask"]) and "Batch" in " ".join(book["translation"]["ask"])
    human = shift.case("show", a, json_out=False).stdout
    assert "三证" not in human and re.search(r"ASK +1 .*？ \(.*\?\)", human), human
    assert shift.case("show", a, "-s", "board.language=zh")["playbook"]["reader"] == "zh"
    assert "translation" not in shift.case("show", a, "--language", "customer")["playbook"]
    shift.case("answer", b, "--cause", "late", "--demand", "refund")
    english = shift.case("show", b)["playbook"]
    assert english["cause"] == "late" and "logistics" in english["missing"]
    assert english["language"] == "en" and english["return"]["verdict"] == "open"
    policy = tmp_path / "policy.ini"
    policy.write_text("[playbook.counterfeit]\nreturn.zh = 1 OUR-1\ninsurance.zh = 0\n"
                      "first.zh = 先找店长。\npropose = explain refund\ncap_owner = 10\n")
    use = ["-s", f"enrich.policy={policy}", "-s", "board.language=zh"]
    ours = shift.case("show", a, *use)["playbook"]
    assert ours["return"]["verdict"] == "over" and ours["return"]["rule"] == "OUR-1"
    assert ours["insurance"] == {"verdict": "none"} and ours["first"] == "先找店长。"
    assert ours["cap_owner_minor"] == 690 and ours["propose"] == ["refund", "explain"]
    shift.case("answer", a, "--cause", "counterfeit", "--demand", "refund")
    shift.case("reply", a)
    ours = shift.case("show", a, *use)["playbook"]
    assert ours["next"] == \
        f"redress case answer {a[:8]} --proposal refund --amount 69.00 --approved-by NAME"
    refused = shift.case("answer", a, *use, "--proposal", "refund", "--amount", "69", expect=3)
    assert "69.00 CNY is above what you may offer (6.90 CNY): have a lead app" in refused["refused"]
    assert f"redress case answer {a[:8]} --proposal refund --amount 69.00" in refused["refused"]
    for none in ([], ["--amount", "0"]):  # nothing is given away unsaid
        refused = shift.case("answer", a, *use, "--proposal", "refund", *none, expect=3)["refused"]
        assert refused == ("how much? the whole order is 69.00 CNY; you may offer 6.90 CNY: redress "
                           f"case answer {a[:8]} --proposal refund --amount 69.00 --approved-by NAME")
    assert "a manager" in shift.case("answer", a, *use, "--proposal", "compensate", "--amount",
                                     "5000", expect=3)["refused"]
    done = shift.case("answer", a, *use, "--proposal", "refund", "--amount", "69", "--approved-by",
                      "lena")
    assert done["state"] == "2c"
    policy.write_text("[playbook.counterfeit]\ncap_owner = much\n")
    shown = shift.case("show", a, *use)
    assert "playbook.counterfeit.cap_owner = 'much'" in shown["playbook_error"]
