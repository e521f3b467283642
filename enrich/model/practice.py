#!/usr/bin/python3
"""Practice sentences for the complaint classifier, labelled by construction.

    enrich/model/practice.py [--seed N] > practice.jsonl     one JSON object a line
    enrich/model/practice.py [--seed N] --written            those written one by one instead
    enrich/model/practice.py --count                         what is in both, and a check of each line

For what reviews hold too little of: denials beside their affirmative twins, words of complaint in
harmless use, praise with one complaint in it, rare causes, spellings that hide a word, sarcasm,
demands. Most are put together from phrases (practice_phrases.py); the others, practice_zh.txt and
practice_en.txt, were written one by one: causes|flags|demand|text, "-" for none. All were made for
this. The same seed gives the same bytes.

Phrases are separated by newlines or " | ". In one, {x} is a slot; behind it may stand @cause,cause
(instead of those of its block; behind a demand: those it goes with), #flag,flag, ~demand
and !triage."""
import argparse
import collections
import functools
import json
import os
import random
import re
import sys

sys.dont_write_bytecode = True
from practice_phrases import (AND, ASK, BUT, CLEAR, CONTRADICTS, CONTRADICTS_EN, DENY_EN, DENY_ZH,
                              DIDNT_EN, DIDNT_ZH, DID_EN, DID_ZH, DOUBLE, EN, HAS_EN, HAS_ZH, HIDDEN, HIDE,
                              IS_EN, IS_ZH, LACK_EN, LACK_ZH, MARK, MIX_BAD, MIX_GOOD, NEAR, NOT_EN,
                              NOT_HERE, NOT_ZH, NO_EN, NO_ZH, ONE_STAR, OPEN, PRAISE, SARC, SILENT,
                              SLOT, TRAD_BAD, TRAD_GOOD, UNASK, ZH)

CAUSES = ("late damaged missing wrong_item spoiled defect performance taste_smell fit mismatch "
          "counterfeit packaging price service refund safety fraud other").split()
FLAGS = "threat warn churn repeat evidence anger vulnerable sarcasm".split()
DEMANDS = ("none refund return replace resend repair compensate apologise explain cancel "
           "other").split()
ACT_TODAY = set("damaged missing wrong_item spoiled defect counterfeit refund safety fraud".split())
GRAVE = {"counterfeit", "safety", "fraud"}

# A demand is put only beside a cause it makes sense for; those not named go with any.
ASK_FOR = {"resend": "missing wrong_item damaged spoiled", "repair": "defect damaged performance",
           "replace": "damaged defect wrong_item fit spoiled mismatch",
           "cancel": "late price fraud",
           "explain": "late missing wrong_item refund service"}
TRADITIONAL = str.maketrans("个两来礼拜", "個兩來禮拜")
RARE = {"zh": "wrong_item fraud refund safety fit mismatch missing".split(),
        "en": "late missing wrong_item spoiled counterfeit damaged packaging refund safety fraud "
              "service".split()}

Phrase = collections.namedtuple("Phrase", "text causes flags demand triage")


def parse(item, causes=()):
    """A phrase and what stands behind it."""
    marks = {"@": ",".join(causes), "#": "", "~": "none", "!": "0"}
    while tail := re.search(r"\s([@#~!])([\w,]+)$", item):
        marks[tail[1]] = tail[2]
        item = item[:tail.start()]
    words = [tuple(w for w in marks[k].split(",") if w) for k in "@#"]
    return Phrase(item, words[0], words[1], marks["~"], int(marks["!"]))


def bare(cause):
    return Phrase("", (cause,), (), "none", 0)


@functools.cache
def block(text, causes=()):
    return [parse(item.strip(), causes) for item in re.split(r"[|\n]", text) if item.strip()]


def urgency(causes, flags, demand, least):
    """Triage as a reader would: what cannot wait, graver by who is hurt, how often, who hears."""
    if not causes:
        return 0
    level = 2 if ACT_TODAY & set(causes) or demand != "none" or "repeat" in flags else 1
    if "threat" in flags or ("anger" in flags or "vulnerable" in flags) and GRAVE & set(causes):
        level = 3
    elif "anger" in flags or "vulnerable" in flags:
        level = 2
    return max(level, least)


def contradicts(praise, causes):
    return any(re.search(way[c], praise) for c in causes for way in (CONTRADICTS, CONTRADICTS_EN)
               ) or causes and re.search(CONTRADICTS_EN["any"], praise)


def not_here(item):
    """Does it say that nothing came? English only."""
    return re.search(NOT_HERE, item.text)


class Writer:
    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.rows, self.kinds, self.seen = [], [], set()
        self.decks = {}

    def deal(self, name, phrases):
        """The next phrase of a shuffled deck, so that each is used before any comes again."""
        if not self.decks.get(name):
            self.decks[name] = self.rng.sample(phrases, len(phrases))
        return self.decks[name].pop()

    def fill(self, text, lang):
        """The slots. One product a line, unless {o} asks for another; else no word twice."""
        used, product = set(), {}

        def word(match):
            key = match[1]
            words = SLOT[lang].get(key) or SLOT["en"][key]
            if key in product or key == "x" and product:
                return product.get(key) or list(product.values())[0]
            pick = self.rng.choice([w for w in words if w not in used] or words)
            used.add(pick)
            if key in "dyckxgf":
                product[key] = pick
            return pick

        return re.sub(r"\{(\w+)\}", word, text)

    def dress(self, text, lang):
        """Punctuation, case and slips of the finger."""
        rng = self.rng
        roll = rng.random()
        if lang == "zh":
            if roll < 0.12:
                text = re.sub("[，。]", " ", text)
            elif roll < 0.18:
                text = text.replace("，", ",").replace("。", ".")
            end = "" if re.search(r"[?？!！。.]$", text) else rng.choice(
                ["", "", "。", "。", "！", "~", "…"])
            return text + end
        if roll < 0.25:
            text = text.lower()
        elif roll < 0.29:
            text = text.upper()
        else:
            text = re.sub(r"(^|[.!?]\s+)([a-z])", lambda m: m[1] + m[2].upper(), text)
        if rng.random() < 0.1:
            text = text.replace("'", "")
        if rng.random() < 0.12:
            long = [m for m in re.finditer(r"[A-Za-z]{6,}", text)]
            if long:
                at = rng.choice(long).start() + rng.randint(1, 3)
                text = text[:at] + text[at + 1] + text[at] + text[at + 2:]
        return text if text[-1] in ".!?" else text + rng.choice(["", "", ".", ".", ".", "!", "..."])

    def put(self, kind, lang, text, parts=(), flags=()):
        """One line, unless it stands there already. `parts`: the complaints in it, in order."""
        causes, marks = [], set(flags)
        demand, least = "none", 0
        for part in parts:
            causes += [c for c in part.causes if c not in causes]
            marks |= set(part.flags)
            demand = part.demand if part.demand != "none" else demand
            least = max(least, part.triage)
        if "other" in causes and len(causes) > 1:
            causes.remove("other")
        return self.add(kind, lang, text, causes, marks, demand, least)

    def add(self, kind, lang, text, causes, marks, demand, least=0):
        key = re.sub(r"\W+", "", text.lower())
        if key in self.seen:
            return False
        self.seen.add(key)
        marks = [f for f in FLAGS if f in marks]
        row = {"id": "practice-%05d" % (len(self.rows) + 1), "lang": lang, "source": "practice",
               "split": "train", "text": text, "causes": causes, "demand": demand, "flags": marks,
               "triage": urgency(causes, marks, demand, least)}
        if causes and not marks:
            del row["flags"]  # a reader may still hear anger in it: not labelled
        self.rows.append(row)
        self.kinds.append(kind)
        return True

    def join(self, clauses, lang):
        text = clauses[0]
        for clause in clauses[1:]:
            text = text.rstrip("。.") if text[-1:] not in "?？" else text
            glue = self.rng.choice(AND[lang])
            text += (" " if lang == "en" else "") if text[-1] in "?？!！" else glue
            text += clause
        return text

    def praise(self, lang, most=2, least=0, against=()):
        """Some clauses of praise, none that contradicts a complaint of the causes `against`."""
        clauses = []
        for _ in range(self.rng.randint(least, most)):
            clause = self.deal(("praise", lang), block(PRAISE[lang])).text
            if clause not in clauses and not contradicts(clause, against):
                clauses.append(clause)
        return clauses

    def complaint(self, lang, causes=CAUSES, here=False):
        """A complaint of one of the causes; `here`: about something that came."""
        while True:
            cause = self.rng.choice([c for c in causes if c != "other"])
            item = self.deal((lang, cause), block((ZH, EN)[lang == "en"][cause], (cause,)))
            if not (here and not_here(item)):
                return item

    def say(self, kind, lang, clauses, parts=(), flags=(), mend=None):
        """Clauses (unfilled) to one line: opener, joints, slots, dress."""
        text = self.rng.choice(OPEN[lang]) + self.join(clauses, lang)
        text = self.fill(text, lang)
        text = mend(text) if mend else text
        return self.put(kind, lang, self.dress(text, lang), parts, flags)

    # The kinds.

    def denial(self, lang, cause):
        """A denial and its twin: two clauses that differ only in the negation."""
        rng = self.rng
        if lang == "zh":
            nouns, adjectives, verbs, who = (DENY_ZH[cause][i].split() for i in range(4))
            forms = [(NO_ZH, HAS_ZH, w) for w in nouns] + [(NOT_ZH, IS_ZH, w) for w in adjectives]
            forms += [(DIDNT_ZH, DID_ZH, w) for w in verbs]
            no, yes, word = rng.choice(forms)
            subject = rng.choice(who)
            return tuple(subject + rng.choice(way).replace("{X}", word) for way in (no, yes))
        nouns, adjectives, verbs, who = (DENY_EN[cause][i].split("|") for i in range(4))
        kind = rng.choice([k for k, words in enumerate((nouns, adjectives, verbs)) if words[0]])
        subject = rng.choice(who)
        if kind == 0:
            tail = rng.choice(["", "", " with " + subject])
            word = rng.choice(nouns)
            return tuple(rng.choice(way).replace("{X}", word) + tail
                         for way in (NO_EN, HAS_EN))
        if kind == 1:
            word = rng.choice(adjectives)
            return tuple(subject + " " + rng.choice(way).replace("{X}", word)
                         for way in (NOT_EN, IS_EN))
        base, past, participle = rng.choice(verbs).split(":")
        return tuple(subject + " " + rng.choice(way).replace("{b}", base).replace("{a}", past)
                     .replace("{p}", participle) for way in (DIDNT_EN, DID_EN))

    def twins(self, lang, cause):
        """The same line twice: all denied, and one of it true."""
        others = [c for c in DENY_ZH if c != cause]
        no, yes = self.denial(lang, cause)
        others = self.rng.sample(others, self.rng.choice([0, 0, 1, 2]))
        more = [self.denial(lang, c)[0] for c in others]
        clauses = more + self.praise(lang, 1, 0, [cause])
        at = self.rng.randint(0, len(clauses))
        state = self.rng.getstate()
        self.say("denial", lang, clauses[:at] + [no] + clauses[at:])
        after = self.rng.getstate()
        self.rng.setstate(state)  # the same joints and words again
        self.say("twin", lang, clauses[:at] + [yes] + clauses[at:], [bare(cause)])
        self.rng.setstate(after)

    def lack(self, lang, cause):
        """What is good and its denial, once as praise and once as a complaint, in the same line."""
        pairs = [p.strip() for p in (LACK_ZH, LACK_EN)[lang == "en"][cause].split("|")]
        yes, no = self.deal(("lack", lang, cause), pairs).split("==")
        clauses = self.praise(lang, 1, 0, [cause])
        at = self.rng.randint(0, len(clauses))
        state = self.rng.getstate()
        self.say("good", lang, clauses[:at] + [yes] + clauses[at:])
        self.rng.setstate(state)
        self.say("lack", lang, clauses[:at] + [no] + clauses[at:], [bare(cause)],
                 ["vulnerable"] if "{kid}" in no else [])

    def cleared(self, lang):
        clear = self.deal(("clear", lang), block(CLEAR[lang])).text
        bad = self.complaint(lang, here=True)
        for _ in range(9):
            if contradicts(clear, bad.causes):
                bad = self.complaint(lang, here=True)
        self.say("cleared", lang, [clear + self.rng.choice(BUT[lang]) + bad.text], [bad])

    def mixed(self, lang):
        """Praise with a complaint in any place."""
        bad = self.complaint(lang, here=True)
        clauses = self.praise(lang, 3, 1, bad.causes)
        at = self.rng.randint(0, len(clauses))
        if at and self.rng.random() < 0.6:
            clauses[at - 1] += self.rng.choice(BUT[lang]) + bad.text
        else:
            clauses.insert(at, bad.text)
        self.say("mixed", lang, clauses, [bad])

    def cause(self, lang, cause):
        bad = self.deal((lang, cause), block((ZH, EN)[lang == "en"][cause], (cause,)))
        parts = [bad]
        if self.rng.random() < 0.25 and cause != "other":
            causes = SILENT if not_here(bad) else CAUSES
            parts.append(self.complaint(lang, causes, causes is CAUSES))
        if self.rng.random() < 0.12:
            parts.append(self.deal(("mark", lang), block(MARK[lang])))
        self.say("cause", lang, [p.text for p in parts], parts)

    def demand(self, lang):
        ask = self.deal(("ask", lang), block(ASK[lang]))
        fits = ask.causes or ASK_FOR.get(ask.demand, " ".join(CAUSES)).split()
        bad, ask = self.complaint(lang, fits), ask._replace(causes=())
        parts = [bad, ask] if self.rng.random() < 0.8 else [ask, bad]
        if self.rng.random() < 0.3:
            parts.append(self.deal(("mark", lang), block(MARK[lang])))
        if ask.demand in ("return", "repair") and not_here(bad):
            return
        self.say("demand", lang, [p.text for p in parts], parts)

    def flag(self, lang):
        mark = self.deal(("mark", lang), block(MARK[lang]))
        bad = self.complaint(lang)
        self.say("flag", lang, [bad.text, mark.text], [bad, mark])

    def hidden(self, lang):
        """A complaint whose telling word is disguised."""
        plain = [p for cause in CAUSES for p in block((ZH, EN)[lang == "en"][cause], (cause,))
                 if any(word in p.text for word, _ in HIDE[lang] if word != "不")]
        bad = self.deal(("hidden", lang), block(HIDDEN[lang]) + plain)

        def mend(text):
            if lang == "zh" and self.rng.random() < 0.2:
                gap = self.rng.choice(" .·*-")
                return re.sub(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])", gap, text)
            for word, ways in HIDE[lang]:
                text = text.replace(word, self.rng.choice(ways.split("|")))
            return text
        extra = self.praise(lang, 1, 0, bad.causes) if self.rng.random() < 0.3 else []
        self.say("hidden", lang, [bad.text] + extra, [bad], mend=mend)

    def listed(self, kind, lang, text, harmless=False, flags=()):
        """A phrase of a list, alone or beside praise (no complaint) or another one."""
        item = self.deal((kind, lang), block(text))
        clauses = [item.text] + self.praise(lang, 1, 0, item.causes)
        if harmless and self.rng.random() < 0.25:
            clauses.append(self.denial(lang, self.rng.choice(list(DENY_ZH)))[0])
        if self.rng.random() < 0.3:
            clauses.reverse()
        self.say(kind, lang, clauses, [item] if item.causes else [], flags)

    def traditional(self, kind, text):
        item = self.deal((kind, "zh"), block(text))
        extra = [p for p in block(TRAD_GOOD) if not contradicts(p.text, item.causes)]
        clauses = [item.text] + [self.rng.choice(extra).text for _ in range(self.rng.randint(0, 1))]
        self.rng.shuffle(clauses)
        if clauses[0] == clauses[-1]:
            clauses = clauses[:1]
        text = self.fill(self.join(clauses, "zh"), "zh").translate(TRADITIONAL)
        self.put(kind, "zh", self.dress(text, "zh"), [item] if item.causes else [])


COUNT = {  # How many lines of each kind; twins and lack: for each cause
    "zh": {"twins": 8, "lack": 6, "cleared": 60, "mixed": 100, "demand": 130, "flag": 70,
           "hidden": 90, "near": 350, "double": 60, "sarcasm": 75, "one star": 35,
           "no demand": 105, "praise": 120},
    "en": {"twins": 20, "lack": 14, "cleared": 100, "mixed": 260, "demand": 380, "flag": 380,
           "hidden": 120, "near": 640, "double": 110, "sarcasm": 150, "one star": 40,
           "no demand": 240, "praise": 400}}


def write(seed):
    w = Writer(seed)
    for lang, many in COUNT.items():
        for cause in DENY_ZH:
            for _ in range(many["twins"]):
                w.twins(lang, cause)
        for cause in CAUSES:
            for _ in range(many["lack"]):
                w.lack(lang, cause)
            count = 40 if cause == "other" else 27 if cause in RARE[lang] else 10
            if lang == "en":  # each once, and what the kinds below deal
                count = len(block(EN[cause]))
            for _ in range(count):
                w.cause(lang, cause)
        for kind in ("cleared", "mixed", "demand", "flag", "hidden"):
            for _ in range(many[kind]):
                getattr(w, kind)(lang)
        for _ in range(many["near"]):
            w.listed("near", lang, NEAR[lang], True)
        for _ in range(many["double"]):
            w.listed("double", lang, DOUBLE[lang])
        for _ in range(many["sarcasm"]):
            w.listed("sarcasm", lang, SARC[lang], flags=("sarcasm",))
        for _ in range(many["one star"]):
            w.listed("one star", lang, ONE_STAR[lang], True)
        for _ in range(many["no demand"]):
            w.listed("no demand", lang, UNASK[lang], True)
        for _ in range(many["praise"]):
            w.say("praise", lang, w.praise(lang, 4, 1))
            w.say("denials", lang, [w.denial(lang, c)[0] for c in w.rng.sample(list(DENY_ZH), 3)]
                  [:w.rng.randint(1, 3)] + w.praise(lang, 1))
    for _ in range(85):
        w.traditional("traditional", TRAD_BAD)
        w.traditional("traditional, good", TRAD_GOOD)
    more_chinese(w)
    for _ in range(60):
        w.listed("two languages", "zh", MIX_BAD)
        w.listed("two languages, good", "zh", MIX_GOOD, True)
    for lang in COUNT:
        written(w, lang)
    return w


def more_chinese(w):
    """The Chinese lists are the longer ones: further lines, so that each phrase comes about once."""
    for cause in DENY_ZH:
        for _ in range(10):
            w.twins("zh", cause)
    for cause in CAUSES:
        for _ in range(9):
            w.lack("zh", cause)
        for _ in range(105 if cause == "other" else 60):
            w.cause("zh", cause)
    for kind, count in (("cleared", 90), ("mixed", 380), ("demand", 270), ("flag", 300),
                        ("hidden", 280)):
        for _ in range(count):
            getattr(w, kind)("zh")
    for kind, table, harmless, count, flags in (
            ("near", NEAR, True, 420, ()), ("double", DOUBLE, False, 150, ()),
            ("sarcasm", SARC, False, 130, ("sarcasm",)), ("one star", ONE_STAR, True, 20, ()),
            ("no demand", UNASK, True, 150, ())):
        for _ in range(count):
            w.listed(kind, "zh", table["zh"], harmless, flags)
    for _ in range(260):
        w.say("praise", "zh", w.praise("zh", 4, 1))
        w.say("denials", "zh", [w.denial("zh", c)[0] for c in w.rng.sample(list(DENY_ZH), 3)]
              [:w.rng.randint(1, 3)] + w.praise("zh", 1))
    for _ in range(110):
        w.traditional("traditional", TRAD_BAD)
        w.listed("two languages", "zh", MIX_BAD)
    for _ in range(85):
        w.traditional("traditional, good", TRAD_GOOD)
        w.listed("two languages, good", "zh", MIX_GOOD, True)


def written(w, lang):
    """The sentences of practice_LANG.txt."""
    with open(os.path.join(os.path.dirname(__file__), f"practice_{lang}.txt"),
              encoding="utf-8") as lines:
        for line in lines:
            causes, flags, demand, text = line.rstrip("\n").split("|")
            causes, flags = ([] if x == "-" else x.split(",") for x in (causes, flags))
            w.add("written", lang, text, causes, flags, demand)


def check(rows):
    """Every line as docs and trainer want it; what is wrong is named and ends the run."""
    for row in rows:
        good = (set(row["causes"]) <= set(CAUSES) and set(row.get("flags", ())) <= set(FLAGS)
                and row["demand"] in DEMANDS and row["triage"] in range(4)
                and (row["triage"] > 0) == bool(row["causes"])
                and ("other" not in row["causes"] or len(row["causes"]) == 1)
                and not re.search(r"[{}|]|\s[#~]\w|\s@(%s)\b" % "|".join(CAUSES), row["text"]))
        if not good or json.loads(json.dumps(row)) != row:
            sys.exit("practice: bad line: %s" % json.dumps(row, ensure_ascii=False))


def count(writer):
    table = collections.Counter()
    for row, kind in zip(writer.rows, writer.kinds):
        names = ["lines", "complaints" if row["causes"] else "no complaint", "kind " + kind,
                 "demand " + row["demand"], "triage %d" % row["triage"]]
        names += ["cause " + c for c in row["causes"]] + ["flag " + f for f in row.get("flags", ())]
        table.update((name, row["lang"]) for name in names)
    print("%-28s %6s %6s %6s" % ("", "all", "zh", "en"))
    for name in sorted({name for name, _ in table}):
        zh, en = table[name, "zh"], table[name, "en"]
        print("%-28s %6d %6d %6d" % (name, zh + en, zh, en))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--written", action="store_true", help="those written one by one")
    parser.add_argument("--count", action="store_true", help="print what is in it instead")
    args = parser.parse_args()
    writer = write(args.seed)
    check(writer.rows)
    if args.count:
        return count(writer)
    for row, kind in zip(writer.rows, writer.kinds):
        if (kind == "written") == args.written:
            print(json.dumps(row, ensure_ascii=False))
    return None


if __name__ == "__main__":
    main()
