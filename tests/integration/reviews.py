"""Reviews made up for the tests: seeded, with everything the road must tell apart, encoded by the
test's own encoder. Nothing here depends on how good the classifier is, only on that it finds some
complaints and leaves some praise."""
import os
import random
import time

import avro
from worker import ROOT

COMPLAINTS = [
    ("zh-CN", "等了两周还没到货，客服一直不回复，我要退款！"),
    ("zh-CN", "水果烂了一半，根本没法吃，太失望了，再也不买了。"),
    ("zh-CN", "收到的是假货，包装和专柜完全不一样，必须给个说法。"),
    ("en-US", "Arrived broken, the screen is cracked. I want my money back, this is a scam."),
    ("en-US", "Three weeks late and nobody answers my mails. Terrible service, never again."),
    ("en-US", "The charger started smoking and burned my desk. Dangerous, do not buy!"),
]
PRAISE = [
    ("zh-CN", "物流很快，质量很好，五星好评，下次还会来。"),
    ("zh-CN", "味道不错，家人都喜欢。"),
    ("en-US", "Great quality, quick delivery, exactly as described. Very happy."),
    ("en-US", "Works perfectly, I love it."),
]


def schema(version):
    return avro.load(os.path.join(ROOT, "schemas", "review_event", f"v{version}.avsc"))


def make(count, seed=1, complaints=0.4):
    """`count` reviews as dicts with the names of the schema, each a different review."""
    rng, now = random.Random(seed), int(time.time() * 1000)
    reviews = []
    for n in range(count):
        bad = rng.random() < complaints
        locale, body = rng.choice(COMPLAINTS if bad else PRAISE)
        reviews.append({
            "review_id": f"r{seed}-{n}", "marketplace": rng.choice(["market-a", "market-b"]),
            "kind": "review", "channel": rng.choice(["marketplace", "social"]),
            "seller_id": f"s{n % 7}", "product_id": f"p{n % 41}", "author_id": f"u{seed}-{n}",
            "author_followers": rng.choice([None, 20, 5000]), "rating": 1 if bad else 5,
            "body": f"{body} ({n})", "locale": locale, "media_count": rng.randrange(3),
            "helpful_votes": rng.randrange(50), "created_at": now - rng.randrange(3600_000),
        })
    return reviews


def mixed(count, seed=1):
    """Like make, with edits, exact repetitions and customers' messages among them."""
    rng, out = random.Random(seed), []
    for r in make(count, seed):
        out.append(r)
        dice = rng.random()
        if dice < 0.05:
            out.append(dict(r))
        elif dice < 0.10:
            out.append({**r, "version": 2, "body": "追加：" + COMPLAINTS[1][1], "rating": 1})
        elif dice < 0.15:
            out.append({**r, "review_id": r["review_id"] + "-m", "kind": "customer_message",
                        "reply_to": r["review_id"], "rating": None, "body": "还没有人联系我"})
    return out


def records(reviews, version=4):
    """Ready for Client.produce: keyed by the review that they belong to, so that its versions and
    messages keep their order."""
    parsed = schema(version)
    return [{"key": (r.get("reply_to") or r["review_id"]).encode(),
             "value": avro.framed(version, avro.encode(parsed, r))} for r in reviews]
