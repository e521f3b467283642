"""A stand-in for the Confluent Schema Registry, in the test's own process, that fails on demand."""
import base64
import http.server
import json
import threading
import time


class Registry:
    """`schemas`: {id: text}. `mood`: "well", "error" (503), "slow" (answers after 30 s) or "garbage".
    `asked` notes the path of every request. Stopped like a server process."""

    name = "registry"

    def __init__(self, schemas=None, user=None, password=None):
        self.schemas, self.subjects = dict(schemas or {}), {}
        self.mood, self.asked = "well", []
        self.auth = None
        if user:
            self.auth = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
        self.server = None

    def start(self):
        registry = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                registry.answer(self, None)

            def do_POST(self):
                registry.answer(self, self.rfile.read(int(self.headers["Content-Length"])))

            def log_message(self, *args):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def stop(self, timeout_s=None):
        self.server.shutdown()
        self.server.server_close()

    def reports(self):
        return ""

    def asked_for(self, schema_id):
        return self.asked.count(f"/schemas/ids/{schema_id}")

    def answer(self, request, body):
        self.asked.append(request.path)
        if self.mood == "slow":
            time.sleep(30)
        if self.mood in ("error", "slow"):
            return self.say(request, 503, {"error_code": 50301, "message": "no leader"})
        if self.mood == "garbage":
            return self.say(request, 200, "<html>a proxy's page</html>")
        if self.auth and request.headers.get("Authorization") != self.auth:
            return self.say(request, 401, {"error_code": 40101, "message": "Unauthorized"})
        return self.say(request, *self.look_up(request.path.split("?")[0].split("/")[1:], body))

    def look_up(self, path, body):
        if path[:2] == ["schemas", "ids"]:
            text = self.schemas.get(int(path[2]))
            if text is None:
                return 404, {"error_code": 40403, "message": "Schema not found"}
            return 200, {"schema": text}
        if path[0] == "subjects" and body is not None:
            text = json.loads(body)["schema"]
            known = next((i for i, s in self.schemas.items() if s == text), None)
            number = known or 1000 + len(self.schemas)
            self.schemas[number] = text
            return 200, {"id": number}
        return 404, {"error_code": 404, "message": "HTTP 404 Not Found"}

    @staticmethod
    def say(request, status, content):
        data = (content if isinstance(content, str) else json.dumps(content)).encode()
        request.send_response(status)
        request.send_header("Content-Type", "application/vnd.schemaregistry.v1+json")
        request.send_header("Content-Length", str(len(data)))
        request.end_headers()
        try:
            request.wfile.write(data)
        except OSError:
            pass  # the client did not wait
