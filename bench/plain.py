"""The plain opening that ours is held against, in the same Redis and the same minute: the shared
design's idempotent one, a hash, a deadline and a log entry where no case is yet. No herd, no queue, no
alert, no clock, no tombstones. Its bytes are those of a case of ours."""
import socket
import time

FUNCTION = """#!lua name=plain
redis.register_function('plain_open', function(keys, a)
    local opened, n = 0, 2
    for i = 3, #keys do
        local pieces = tonumber(a[n + 2])
        if redis.call('EXISTS', keys[i]) == 0 then
            redis.call('HSET', keys[i], unpack(a, n + 3, n + 2 + pieces))
            redis.call('ZADD', keys[1], a[1], a[n])
            redis.call('XADD', keys[2], '*', 'ol', a[n + 1])
            opened = opened + 1
        end
        n = n + 3 + pieces
    end
    return opened
end)
"""
AT_ONCE = 1024  # openings in the pipeline, as many as the writer keeps there
SHARDS = 16


def encoded(*words):
    words = [w if isinstance(w, bytes) else str(w).encode() for w in words]
    return b"".join([b"*%d\r\n" % len(words), *(b"$%d\r\n%s\r\n" % (len(w), w) for w in words)])


class Plain:
    """`redis`: as redis_servers has it; the cases in it are the pattern."""

    def __init__(self, redis):
        self.client = redis.client()
        self.client.function_load(FUNCTION, replace=True)
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(redis.socket)
        self.next = 0
        key = next(self.client.scan_iter("rd:*:c:*", count=1000))
        self.fields = [word for pair in self.client.hgetall(key).items() for word in pair]
        self.logged = self.client.xrevrange(key.split("c:")[0] + "log", count=1)[0][1]["ol"]

    def keys(self, shard):
        return [f"plain:{{{shard}}}:{name}" for name in ("due", "log")]

    def case(self, shard):
        """Key and id of the next one."""
        self.next += 1
        case = f"{self.next * 2654435761 % 2**64:016x}"
        return f"plain:{{{shard}}}:c:{case}", case

    def call(self, count):
        """One FCALL that opens so many cases of a shard."""
        shard = self.next % SHARDS
        keys, args = self.keys(shard), [int(time.time() * 1000)]
        for _ in range(count):
            key, case = self.case(shard)
            keys.append(key)
            args += [case, self.logged, len(self.fields), *self.fields]
        return encoded("FCALL", "plain_open", len(keys), *keys, *args)

    def multi(self, _):
        """The same as a MULTI, which cannot look whether the case is there."""
        shard = self.next % SHARDS
        (due, log), (key, case) = self.keys(shard), self.case(shard)
        return b"".join((encoded("MULTI"), encoded("HSET", key, *self.fields),
                         encoded("ZADD", due, int(time.time() * 1000), case),
                         encoded("XADD", log, "*", "ol", self.logged), encoded("EXEC")))

    def opened(self):
        return sum(self.client.zcard(self.keys(shard)[0]) for shard in range(SHARDS))

    def run(self, count, per_call, make):
        """Opens them; returns the seconds of Redis's CPU."""
        done, before, calls = 0, self.opened(), []
        while done < count:
            calls.append(make(min(per_call, count - done)))
            done += min(per_call, count - done)
        at_once = AT_ONCE // per_call
        cpu = self.cpu()
        for i in range(0, len(calls), at_once):
            self.socket.sendall(b"".join(calls[i:i + at_once]) + encoded("ECHO", "all said"))
            said = b""
            while not said.endswith(b"all said\r\n"):
                said += self.socket.recv(1 << 20)
        cpu = self.cpu() - cpu
        if self.opened() - before != count:
            raise SystemExit(f"plain: {self.opened() - before} of {count} opened: {said[:200]!r}")
        return cpu

    def cpu(self):
        info = self.client.info("cpu")
        return info["used_cpu_user"] + info["used_cpu_sys"]
