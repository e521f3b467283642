"""The commands that judge offline: classify --explain, score --replay, train --extra, eval."""
import gzip
import json
import os
import subprocess

import pytest

from worker import call

NOW = "2026-03-01T10:00:00Z"
PACK = os.path.join(os.path.dirname(__file__), "../../enrich/model/pack_answers.py")


def jsonl(path, rows):
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), "utf-8")
    return str(path)


def test_explain():
    text = "颜色好看，就是等了半个月才收到，客服也不回"
    done = call("classify", "--explain", stdin=json.dumps({"id": 7, "title": "唉", "body": text}))
    found = json.loads(done.stdout)
    why = found["explain"]
    assert [a["cause"] for a in why["causes"]] == [c["cause"] for c in found["causes"]]
    assert [a["p"] for a in why["causes"]] == [c["p"] for c in found["causes"]]
    assert [a["flag"] for a in why["flags"]] == found["flags"]
    assert why["demand"]["demand"] == found["demand"]
    assert [c["text"] for c in why["clauses"]] == ["唉", "颜色好看", "就是等了半个月才收到",
                                                  "客服也不回"]
    assert why["clauses"][3]["negation"] and not why["clauses"][1]["negation"]
    for answer in [why["complaint"], why["demand"], *why["causes"], *why["considered"], *why["flags"]]:
        parts = answer["words"] + answer["against"]
        assert abs(answer["bias"] + answer["rest"] + sum(w["weight"] for w in parts)
                   + answer.get("danger", 0) + answer.get("phrased", 0)
                   - answer["score"]) < 0.0015
        for w in parts:
            field = {"title": "唉", "body": text}[w["field"]]
            assert field[w["char"]:w["char"] + w["chars"]] == w["text"]
            assert field.encode()[w["at"]:w["at"] + w["bytes"]].decode() == w["text"]
    plain = call("classify", stdin=json.dumps({"id": 7, "title": "唉", "body": text}))
    assert "explain" not in json.loads(plain.stdout)


REVIEWS = [{"id": "hot", "text": "用了以后脸上过敏，起了很多红疹", "rating": 1},
           {"id": "slow", "text": "等了整整两个星期包裹还没到，催了也没用", "rating": 1},
           {"id": "size", "text": "尺码偏小，根本穿不上", "rating": 4},
           {"id": "good", "text": "质量很好，物流也快，家里人都喜欢", "rating": 5}]


def test_score_replay(tmp_path):
    reviews = jsonl(tmp_path / "reviews.jsonl", REVIEWS)
    (tmp_path / "new.ini").write_text("[weights]\nrating = 0\nseverity = 350\n"
                                      "[severity]\nfit = 1000\nlate = 0\n[floors]\nsafety = 0\n")
    args = ["score", "--replay", reviews, "--policy", tmp_path / "new.ini", "--now", NOW]
    done = json.loads(call(*args, "--json").stdout)
    assert (done["events"], done["complaints_before"], done["complaints_after"]) == (4, 3, 3)
    rows = {r["id"]: r for r in done["rows"]}
    assert set(rows) >= {"slow", "size"}
    assert (rows["slow"]["rank_before"], rows["slow"]["rank_after"]) == (2, 3)
    assert (rows["size"]["rank_before"], rows["size"]["rank_after"]) == (3, 2)
    assert "severity +" in rows["size"]["because"] and "rating -" in rows["slow"]["because"]
    assert done["kendall_tau"] == pytest.approx(1 / 3, abs=1e-3)
    assert done["levels"][-1] == {"level": 900, "up": 0, "down": 1}
    # What it says is what classify says under each policy.
    for policy, member in (("", "priority_before"), (tmp_path / "new.ini", "priority_after")):
        found = call("-s", f"enrich.policy={policy}", "classify", "--now", NOW,
                     stdin=(tmp_path / "reviews.jsonl").read_text("utf-8"))
        for line in found.stdout.splitlines():
            x = json.loads(line)
            if x["id"] in rows:
                assert rows[x["id"]][member] == x["priority"]
    table = call(*args).stdout
    assert "1 fall under it" in table and '"slow"' in table
    # The policy in force is what a new one is compared with: the same changes nothing.
    same = json.loads(call("-s", f"enrich.policy={tmp_path / 'new.ini'}", *args, "--json").stdout)
    assert same["moved"] == 0 and same["rows"] == [] and same["kendall_tau"] == 1


def test_score_bad_start(tmp_path):
    reviews = jsonl(tmp_path / "reviews.jsonl", REVIEWS)
    (tmp_path / "bad.ini").write_text("[weights]\nrating = 999\n")
    done = call("score", "--replay", reviews, "--policy", tmp_path / "bad.ini", expect=2)
    assert "bad.ini" in done.stderr and len(done.stderr.splitlines()) == 1
    assert "--policy" in call("score", "--replay", reviews, expect=2).stderr
    assert "/nowhere" in call("score", "--replay", "/nowhere", "--policy", "/dev/null",
                              expect=2).stderr


# A made-up language, so that nothing but these labels can teach it: in the shop at large a "blick"
# is late; at this seller it is too small.
def labelled(word, cause, count, prefix):
    fillers = ["mora", "tesk", "ulan", "prit", "saab", "qued", "noll"]
    return [{"id": f"{prefix}{n}", "lang": "xx", "source": prefix, "split": "train",
             "text": f"{fillers[n % 7]} {word} {fillers[n * 3 % 5]} {n}",
             "causes": [cause] if cause else [], "demand": "none", "flags": [],
             "triage": 1 if cause else 0} for n in range(count)]


def train(tmp_path, name, *options):
    out = tmp_path / name
    call("train", "--data", tmp_path / "base.jsonl", "--out", out, "--rows", "2000", *options,
         timeout_s=120)
    return out


def causes_by(model, text):
    done = call("-s", f"enrich.model={model}", "classify", stdin=json.dumps({"text": text}))
    return [c["cause"] for c in json.loads(done.stdout)["causes"]]


def p_of(model, text, cause):
    """What the model gives a cause, named or not; 0 where it is far from being named."""
    done = call("-s", f"enrich.model={model}", "classify", "--explain",
                stdin=json.dumps({"text": text}))
    explained = json.loads(done.stdout)["explain"]
    return max([c["p"] for c in explained["causes"] + explained["considered"]
                if c["cause"] == cause], default=0)


def test_a_sellers_own_labels(tmp_path):
    jsonl(tmp_path / "base.jsonl", labelled("blick", "late", 60, "a") + labelled("gorm", None, 60, "b")
          + labelled("zerk", "fit", 60, "c"))
    mine = jsonl(tmp_path / "mine.jsonl", labelled("blick", "fit", 40, "d"))
    base = train(tmp_path, "base.model")
    assert causes_by(base, "tesk blick ulan") == ["late"]
    assert causes_by(base, "tesk gorm ulan") == []
    little = train(tmp_path, "little.model", "--extra", f"{mine}:0.2")
    heavy = train(tmp_path, "heavy.model", "--extra", f"{mine}:8")
    assert causes_by(little, "tesk blick ulan") == ["late"]
    assert causes_by(heavy, "tesk blick ulan")[0] == "fit"
    assert causes_by(heavy, "tesk gorm ulan") == []
    again = train(tmp_path, "again.model", "--extra", f"{mine}:8", "--jobs", "1")
    assert again.read_bytes() == heavy.read_bytes() != base.read_bytes()


def test_a_teacher(tmp_path):
    """What only a teacher knows is learnt from its answers about unlabelled reviews, and from those
    alone: they hold no text."""
    jsonl(tmp_path / "base.jsonl", labelled("blick", "late", 60, "a") + labelled("gorm", None, 60, "b")
          + labelled("zerk", "fit", 20, "c"))
    rows = [{"title": r["id"], "text": r["text"]} for r in labelled("zorb", "fit", 200, "d")]
    answers = "".join(json.dumps({**r, "p": {"fit": .95, "complaint": .97, "today": .1}}) + "\n"
                      for r in rows)
    packed = tmp_path / "answers"
    subprocess.run([PACK, packed], input=answers, text=True, check=True)
    assert b"zorb" not in packed.read_bytes()
    raw = tmp_path / "raw.jsonl.gz"
    raw.write_bytes(gzip.compress("".join(json.dumps(r) + "\n" for r in rows).encode()))
    base = train(tmp_path, "base.model")
    taught = train(tmp_path, "taught.model", "--raw", raw, "--teacher", packed)
    assert "fit" not in causes_by(base, "tesk zorb ulan")
    assert causes_by(taught, "tesk zorb ulan") == ["fit"]
    assert causes_by(taught, "tesk blick ulan") == ["late"]
    again = train(tmp_path, "again.model", "--raw", f"{raw},{raw}", "--teacher", packed, "--jobs", "1")
    assert again.read_bytes() != base.read_bytes()

    # The words of a convolution begin with vectors: "zorf" is in no review, but lies near
    # "zorb"; "zorg" does not.
    words = tmp_path / "words.jsonl"
    jsonl(words, [{"word": word, "vector": [x] * 32 + [0] * 32}
                  for word, x in (("zorb", 64), ("zorf", 64), ("blick", -64), ("gorm", 5))])
    both = train(tmp_path, "both.model", "--raw", raw, "--teacher", packed, "--vectors", words)
    assert causes_by(both, "tesk zorb ulan") == ["fit"]
    near, far = (p_of(both, f"saab {word}", "fit") for word in ("zorf", "zorg"))
    assert near > far + .1
    assert p_of(taught, "saab zorf", "fit") == p_of(taught, "saab zorg", "fit") > 0
    again = train(tmp_path, "again.model", "--raw", raw, "--teacher", packed, "--vectors", words,
                  "--jobs", "1")
    assert again.read_bytes() == both.read_bytes() != taught.read_bytes()

    args = ["train", "--data", tmp_path / "base.jsonl", "--out", tmp_path / "m"]
    assert "--raw" in call(*args, "--vectors", words, expect=2).stderr
    for bad, why in (({"word": "zorb"}, "vector:"), ({"vector": [0] * 64}, "word:"),
                     ({"word": "zorb", "vector": [0] * 63 + [128]}, "number 63")):
        said = call(*args, "--raw", raw, "--teacher", packed, "--vectors",
                    jsonl(tmp_path / "bad.jsonl", [bad]), expect=1).stderr
        assert "bad.jsonl:1" in said and why in said and len(said.splitlines()) == 1
    assert "go together" in call(*args, "--raw", raw, expect=2).stderr
    raw.write_bytes(raw.read_bytes()[:-20])
    said = call(*args, "--raw", raw, "--teacher", packed, expect=1).stderr
    assert "raw.jsonl.gz: cannot be read whole" in said
    packed.write_bytes(packed.read_bytes()[:-1])
    assert "answers are damaged" in call(*args, "--raw", raw, "--teacher", packed, expect=1).stderr


def test_bad_labels(tmp_path):
    jsonl(tmp_path / "base.jsonl", labelled("blick", "late", 60, "a"))
    mine = jsonl(tmp_path / "mine.jsonl", [{"text": "x", "causes": ["lost"]}])
    args = ["train", "--data", tmp_path / "base.jsonl", "--out", tmp_path / "m"]
    assert "mine.jsonl:1" in call(*args, "--extra", f"{mine}:2", expect=1).stderr
    for bad in (mine, f"{mine}:0", f"{mine}:x", f"{mine}:101"):
        said = call(*args, "--extra", bad, expect=1).stderr
        assert "FILE:WEIGHT" in said and len(said.splitlines()) == 1
    assert not (tmp_path / "m").exists()


def test_eval(tmp_path):
    rows = [{"id": n, "lang": lang, "source": f"shop {n % 2}", "split": "dev", "text": text,
             "causes": causes, "demand": "none", "flags": [], "triage": 2 if causes else 0}
            for n, (lang, text, causes) in enumerate([
                ("zh", "等了整整两个星期包裹还没到", ["late"]),
                ("zh", "质量很好，物流也快，家里人都喜欢", []),
                ("en", "It quit working after two weeks, will not turn on", ["defect"]),
                ("en", "Works great, fast shipping, very happy with it", ["fraud"])])]
    data = jsonl(tmp_path / "dev.jsonl", rows)
    args = ["eval", "--data", data, "--bootstrap", "50"]
    done = call(*args, "--json")
    assert call(*args, "--json").stdout == done.stdout
    got = json.loads(done.stdout)
    assert set(got) == {"all", "zh", "en", "sources"}
    assert set(got["sources"]) == {"shop 0", "shop 1"}
    everything = got["all"]
    assert everything["samples"] == 4 and everything["causes"]["late"]["recall"] == 1
    assert everything["confusion"]["fraud"] == {"nothing": 1}
    assert sum(b["cases"] for b in everything["reliability"]) > 0
    low, high = everything["intervals"]["causes_micro_f1"]
    assert low <= everything["micro"]["f1"] <= high and low < high
    assert got["zh"]["samples"] == got["en"]["samples"] == 2
    assert "intervals" not in json.loads(call("eval", "--data", data, "--bootstrap", "0",
                                              "--json").stdout)["all"]
    # Flags that a line leaves out are not labelled: neither right nor missed.
    rows[0]["flags"], rows[2] = ["threat"], {**rows[2], "flags": ["warn"]}
    def cases():
        flags = json.loads(call("eval", "--json", "--bootstrap", "0", "--data",
                                jsonl(tmp_path / "flags.jsonl", rows)).stdout)["all"]["flags"]
        return flags["threat"]["cases"], flags["warn"]["cases"]
    assert cases() == (1, 1)
    del rows[2]["flags"]
    assert cases() == (1, 0)
    table = call(*args).stdout
    assert "95 % interval" in table and "by source" in table and "shop 1" in table
