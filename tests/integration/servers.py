"""Starts the servers of one test and takes all of them down at its end.

    def test_x(servers):
        redis = servers.redis()                      # also servers.sentinels(redis), .cluster()
        broker = servers.broker()                    # or servers.kafka()
        worker = servers.redress(broker, redis)      # `redress run`, with its own status port
"""
import itertools
import os

import kafka_servers
import redis_servers
from worker import Redress, call


class Servers:
    """Everything that one test started, in a directory of its own."""

    def __init__(self, directory):
        self.dir = str(directory)
        self.started = []
        self.number = itertools.count(1)

    def up(self, server):
        self.started.append(server)
        return server.start()

    def _name(self, kind):
        return f"{kind}{next(self.number)}"

    def redis(self, **options):
        name = self._name("redis")
        return self.up(redis_servers.Redis(os.path.join(self.dir, name), name, **options))

    def replica(self, master, **options):
        return self.redis(replica_of=master, password=master.password, **options).wait_synced()

    def sentinels(self, master, **options):
        directory = os.path.join(self.dir, self._name("sentinels"))
        return self.up(redis_servers.Sentinels(directory, master, **options))

    def cluster(self, **options):
        return self.up(redis_servers.Cluster(os.path.join(self.dir, self._name("cluster")),
                                              **options))

    def broker(self, *options):
        """The mock cluster: topics appear when they are first asked for."""
        name = self._name("broker")
        return self.up(kafka_servers.MockBroker(os.path.join(self.dir, name), name, options))

    def settings(self, broker, redis, **more):
        """Settings that connect a broker and a Redis; keys of `more` are written section__key."""
        settings = {"kafka.bootstrap.servers": broker.bootstrap, "redis.address": redis.address}
        if isinstance(redis, redis_servers.Cluster):
            settings["redis.mode"] = "cluster"
        if isinstance(redis, redis_servers.Sentinels):
            settings["redis.mode"] = "sentinel"
        settings.update({key.replace("__", ".", 1): value for key, value in more.items()})
        return settings

    def redress(self, broker, redis, args=(), subcommand="run", wrapper=(), wait=True, **more):
        name = self._name("redress")
        worker = Redress(os.path.join(self.dir, name), name, self.settings(broker, redis, **more),
                         args, subcommand, wrapper)
        self.up(worker)
        return worker.wait_ready() if wait else worker

    def command(self, broker, redis, *args, settings=None, **options):
        """One `redress` command with the settings that connect to these servers."""
        sets = self.settings(broker, redis, **(settings or {}))
        return call(*[word for key, value in sets.items() for word in ("-s", f"{key}={value}")],
                    *args, **options)

    def stop(self):
        """All down, the youngest first. Returns the sanitizer reports that were found."""
        reports = []
        for server in reversed(self.started):
            server.stop()
            report = server.reports()
            if report:
                reports.append(f"--- {server.name}\n{report}")
        self.started.clear()
        return "\n".join(reports)
