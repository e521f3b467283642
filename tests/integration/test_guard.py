"""The guard on outgoing text, at the command line and in front of `redress case answer`."""
import json

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


def test_the_policy_file_decides(tmp_path):
    policy = tmp_path / "policy.ini"
    policy.write_text("[guard]\nemotion = refuse\nchange_review = warn\n")
    use = ["-s", f"enrich.policy={policy}"]
    lint(*use, "We are sorry!!", expect=3)
    assert lint(*use, "Please remove your review.").stdout.startswith("warning: change_review")
    policy.write_text("[guard]\nemotoin = refuse\n")
    assert f"{policy}:2: [guard] emotoin" in lint(*use, "x", expect=2).stderr
    policy.write_text("[guard]\nemotion = maybe\n")
    assert "must be refuse, warn or off" in lint(*use, "x", expect=2).stderr


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
