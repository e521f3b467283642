"""Says when the machine itself stood still: two idle processes pass a byte to each other, and each time
that takes long is a line "from to" (ms of the true clock). Nothing of Redress or Redis is in its way.

    shift_witness.py ROUNDS PAUSE_MS LONG_MS
"""
import os
import socket
import sys
import time


def echo(end):
    while byte := end.recv(1):
        end.send(byte)


def watch(end, rounds, pause_ms, long_ms):
    """A pause that lasts too long counts like a byte that is late."""
    while os.getppid() != 1:
        start = time.time()
        time.sleep(pause_ms / 1000)
        for _ in range(rounds):
            end.send(b".")
            end.recv(1)
        now = time.time()
        if (now - start) * 1000 > long_ms + pause_ms:
            print(int(start * 1000), int(now * 1000), flush=True)


def main():
    mine, its = socket.socketpair()
    if os.fork() == 0:
        mine.close()
        echo(its)
        os._exit(0)
    its.close()
    watch(mine, *map(int, sys.argv[1:]))


if __name__ == "__main__":
    main()
