"""A topic, its dead letters, a consumer group and a Redis: what most tests need together."""
import itertools

from reviews import records
from store import Store, check_conserved, total

_number = itertools.count(1)


class Road:
    def __init__(self, servers, broker, redis, partitions=4):
        n = next(_number)
        self.servers, self.broker, self.redis = servers, broker, redis
        self.topic, self.dead, self.group = f"reviews{n}", f"reviews{n}.dead", f"group{n}"
        broker.create(self.topic, partitions)
        broker.create(self.dead, 1)

    def _settings(self, more):
        return {"ingest__topics": self.topic, "ingest__dead_letter_topic": self.dead,
                "ingest__group": self.group, **more}

    def send(self, reviews, version=4):
        """Reviews into the topic; returns how many."""
        self.broker.produce(self.topic, records(reviews, version))
        return len(reviews)

    def command(self, *args, **options):
        """One `redress` command with the settings of this road."""
        return self.servers.command(self.broker, self.redis, *args,
                                    settings=self._settings({}), **options)

    def worker(self, redis=None, **more):
        """A `redress run` that goes on until it is stopped."""
        return self.servers.redress(self.broker, redis or self.redis, **self._settings(more))

    def drain(self, redis=None, **more):
        """A `redress run` that reads to the end; returns what became of the events."""
        worker = self.worker(redis, args=["--exit-at-end"], wait=False, **more)
        assert worker.wait(300) == 0, worker.log()[-3000:]
        return worker.summary()

    def reference(self):
        """What an undisturbed worker makes of this topic, in a Redis of its own."""
        redis = self.servers.redis()
        outcomes = self.drain(redis, ingest__group=self.group + "-reference",
                              ingest__dead_letter_topic=self.dead + ".reference",
                              timer__enabled="no")
        return Store(redis.client()).check(), outcomes

    def committed(self):
        return self.broker.committed(self.group, self.topic)

    def store(self):
        return Store(self.redis.client())

    def check(self, events_in, *outcomes):
        """Conservation over all that was read; returns the store for further questions."""
        store = self.store()
        check_conserved(events_in, total(*outcomes), store, self.broker.count(self.dead))
        return store

    def check_replay(self):
        """Reading the whole topic again, as another group, changes nothing at all."""
        before = self.store().snapshot()
        letters = self.broker.count(self.dead)
        again = self.drain(ingest__group=self.group + "-again", timer__enabled="no")
        assert again["opened"] == 0 and again["updated"] == 0, again
        assert self.store().snapshot() == before, "a replay changed a case"
        assert self.broker.count(self.dead) == letters + again["dead_letter"]
        return again
