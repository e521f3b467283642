"""redis-server in the shapes that Redress supports: alone, with a replica, Sentinel, Cluster."""
import os

import redis

from procs import Proc, free_port, wait_until

HOST = "127.0.0.1"


class Redis(Proc):
    """A redis-server on a free port, with its files in `directory`."""

    def __init__(self, directory, name="redis", replica_of=None, options=(), aof=False,
                 unix_socket=False, password=None, env=None):
        self.port = free_port()
        self.password = password
        self.socket = os.path.join(str(directory), f"{name}.sock") if unix_socket else None
        argv = ["redis-server", "--port", self.port, "--bind", HOST, "--save", "",
                "--dir", directory, "--appendonly", "yes" if aof else "no",
                "--appenddirname", f"{name}.aof", "--dbfilename", f"{name}.rdb",
                "--enable-debug-command", "local", "--repl-diskless-sync-delay", "0",
                "--repl-ping-replica-period", "1"]
        if unix_socket:
            argv += ["--unixsocket", self.socket]
        if password:
            argv += ["--requirepass", password, "--masterauth", password]
        if replica_of:
            argv += ["--replicaof", f"{HOST} {replica_of.port}"]
        super().__init__(directory, name, argv + list(options), env)

    @property
    def address(self):
        return f"{HOST}:{self.port}"

    def client(self, **options):
        options = {"decode_responses": True, "password": self.password, **options}
        return redis.Redis(host=HOST, port=self.port, socket_timeout=10, **options)

    def start(self):
        super().start()
        wait_until(f"{self.name} answers PING", lambda: self.alive() and self.client().ping())
        return self

    def wait_synced(self):
        """For a replica: until it has the master's data and follows the stream."""
        wait_until(f"{self.name} is in sync",
                   lambda: self.client().info("replication")["master_link_status"] == "up")
        return self

    def promote(self):
        self.client().replicaof("NO", "ONE")

    def is_master(self):
        return self.client().role()[0] == "master"


class Sentinels:
    """Three sentinels that watch `master` under the name mymaster, quorum 2."""

    def __init__(self, directory, master, down_after_ms=1000):
        self.procs = []
        for i in range(3):
            port, name = free_port(), f"sentinel{i}"
            path = os.path.join(str(directory), f"{name}.conf")
            os.makedirs(str(directory), exist_ok=True)
            with open(path, "w", encoding="ascii") as f:
                f.write(f"port {port}\nbind {HOST}\nsentinel resolve-hostnames no\n"
                        f"sentinel monitor mymaster {HOST} {master.port} 2\n"
                        f"sentinel down-after-milliseconds mymaster {down_after_ms}\n"
                        "sentinel failover-timeout mymaster 6000\n")
                if master.password:
                    f.write(f"sentinel auth-pass mymaster {master.password}\n")
            proc = Proc(directory, name, ["redis-sentinel", path])
            proc.port = port
            self.procs.append(proc)

    @property
    def address(self):
        return ",".join(f"{HOST}:{p.port}" for p in self.procs)

    def _client(self, proc):
        return redis.Redis(host=HOST, port=proc.port, decode_responses=True, socket_timeout=5)

    def start(self):
        for p in self.procs:
            p.start()
        for p in self.procs:
            wait_until(f"{p.name} knows the others and a replica", lambda p=p: (
                lambda m: m["num-other-sentinels"] == 2 and m["num-slaves"] >= 1)(
                    self._client(p).sentinel_master("mymaster")))
        return self

    def master_port(self):
        """Port of the master that the first sentinel answers with."""
        return int(self._client(self.procs[0]).sentinel_get_master_addr_by_name("mymaster")[1])

    def failover(self):
        """As if they took the master for dead, though it answers."""
        self._client(self.procs[0]).sentinel_failover("mymaster")

    def listeners(self):
        """How many are told at once of another master."""
        return sum(c["sub"] == "1" for p in self.procs for c in self._client(p).client_list())

    def stop(self, timeout_s=10):
        for p in self.procs:
            p.stop(timeout_s)

    def reports(self):
        return ""


class Cluster:
    """Redis Cluster of three masters without replicas, the slots dealt in thirds."""

    def __init__(self, directory, options=()):
        self.nodes = []
        for i in range(3):
            node = Redis(directory, f"node{i}", options=[
                "--cluster-enabled", "yes", "--cluster-config-file", f"node{i}.conf",
                "--cluster-node-timeout", "2000", *options])
            node.bus_port = free_port()
            node.argv += ["--cluster-port", str(node.bus_port)]
            self.nodes.append(node)

    @property
    def address(self):
        return ",".join(n.address for n in self.nodes)

    def client(self):
        return redis.RedisCluster(host=HOST, port=self.nodes[0].port, decode_responses=True)

    def start(self):
        bounds = [0, 5461, 10923, 16384]
        for i, node in enumerate(self.nodes):
            node.start()
            node.client().execute_command("CLUSTER ADDSLOTSRANGE", bounds[i], bounds[i + 1] - 1)
        for node in self.nodes[1:]:
            self.nodes[0].client().execute_command("CLUSTER MEET", HOST, node.port, node.bus_port)
        for node in self.nodes:
            wait_until(f"{node.name} sees the whole cluster", lambda n=node: (
                lambda i: i["cluster_state"] == "ok" and i["cluster_known_nodes"] == "3")(
                    n.client().execute_command("CLUSTER INFO")))
        return self

    def stop(self, timeout_s=10):
        for node in self.nodes:
            node.stop(timeout_s)

    def reports(self):
        return ""
