"""Receivers of alerts: an HTTP server in the test's own process that fails on demand, and the real
Alertmanager where it is installed."""
import base64
import hashlib
import hmac
import http.server
import json
import os
import shutil
import ssl
import subprocess
import threading
import time
import urllib.request

from procs import Proc, free_port, wait_until


class Receiver:
    """`mood`: "well", a status to answer with, or "slow". `refuse`: alert ids answered with 400 if
    they are in the request. `got`: every request that was taken, as (headers, body)."""

    name = "receiver"

    def __init__(self, secret=None, authorization=None, cert=None):
        self.secret, self.authorization, self.cert = secret, authorization, cert
        self.mood, self.refuse, self.headers = "well", set(), {}
        self.got, self.asked, self.wrong = [], [], []
        self.lock = threading.Lock()

    def start(self):
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status = receiver.answer(self.path, dict(self.headers), body)
                self.send_response(status)
                for name, value in receiver.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", "4")
                self.end_headers()
                try:
                    self.wfile.write(b"said")
                except OSError:
                    pass

            def log_message(self, *args):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request, client_address):
                pass  # the client was killed, or did not wait

        self.server = Server(("127.0.0.1", 0), Handler)
        if self.cert:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*self.cert)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    @property
    def url(self):
        scheme = "https" if self.cert else "http"
        return f"{scheme}://127.0.0.1:{self.server.server_address[1]}/hook"

    def stop(self, timeout_s=None):
        self.server.shutdown()
        self.server.server_close()

    def reports(self):
        return ""

    def answer(self, path, headers, body):
        with self.lock:
            self.asked.append((time.monotonic(), path))
        if self.mood == "slow":
            time.sleep(6)
            return 503
        if isinstance(self.mood, int):
            return self.mood
        if self.authorization and headers.get("Authorization") != self.authorization:
            return 401
        if self.secret and not self.signed(headers, body):
            self.wrong.append(headers)
            return 403
        content = json.loads(body)
        if self.refuse & {a["id"] for a in content.get("alerts", [])}:
            return 400
        with self.lock:
            self.got.append((headers, content))
        return 200

    def signed(self, headers, body):
        """By the book: standardwebhooks.com, with nothing of Redress."""
        stamp = headers["webhook-timestamp"]
        text = f"{headers['webhook-id']}.{stamp}.".encode() + body
        mac = base64.b64encode(hmac.new(self.secret, text, hashlib.sha256).digest()).decode()
        return headers["webhook-signature"] == f"v1,{mac}" and abs(int(stamp) - time.time()) < 300

    def ids(self):
        with self.lock:
            return [a["id"] for _, body in self.got for a in body["alerts"]]


def certificate(directory):
    """A self-signed certificate for 127.0.0.1: (certificate, key)."""
    cert, key = os.path.join(directory, "cert.pem"), os.path.join(directory, "key.pem")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
                    "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
                    "-keyout", key, "-out", cert], check=True, capture_output=True)
    return cert, key


class Alertmanager(Proc):
    """The real one, with nobody to tell."""

    @staticmethod
    def missing():
        return None if shutil.which("prometheus-alertmanager") else "not installed"

    def __init__(self, directory):
        self.port = free_port()
        path = os.path.join(str(directory), "alertmanager.yml")
        os.makedirs(str(directory), exist_ok=True)
        with open(path, "w", encoding="ascii") as f:
            f.write("route: {receiver: nobody}\nreceivers: [{name: nobody}]\n")
        super().__init__(directory, "alertmanager", [
            "prometheus-alertmanager", f"--config.file={path}", f"--storage.path={directory}/data",
            f"--web.listen-address=127.0.0.1:{self.port}", "--cluster.listen-address="])

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def start(self):
        super().start()
        wait_until("Alertmanager is up", lambda: self.alerts() is not None)
        return self

    def alerts(self):
        """What stands there now: a list of alerts."""
        with urllib.request.urlopen(f"{self.url}/api/v2/alerts", timeout=5) as answer:
            return json.load(answer)

    def kinds(self, case=None):
        return sorted(a["labels"]["kind"] for a in self.alerts()
                      if case is None or a["labels"].get("case") == case)
