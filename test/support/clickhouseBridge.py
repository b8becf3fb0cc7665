"""ClickHouse's engine (chDB) behind the part of ClickHouse's HTTP interface that a client needs.

chDB runs one query at a time in a process and can't stop it. So there are several workers, each with a session of its own
for each query, its tables made anew from the statements posted to /setup; `KILL QUERY` kills the worker and its query.
Usage: python clickhouseBridge.py PORT
"""
import json
import os
import queue
import re
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

PASSWORDS = {"default": "", "guarded": "right one"}
WORKERS = 2


def answer(task):
    from chdb import session

    opened = session.Session()
    try:
        for statement in task["setup"]:
            opened.query(statement)
        if task["database"]:
            opened.query(f"use {task['database']}")
        # `readonly` last: it forbids to set anything more.
        for name, value in sorted(task["settings"].items(), key=lambda item: item[0] == "readonly"):
            opened.query(f"set {name} = '{value}'")
        return {"ok": True, "body": str(opened.query(task["sql"], task["format"]))}
    except Exception as error:  # the engine's own words go to the client
        return {"ok": False, "body": str(error)}
    finally:
        opened.close()


def work():
    """Tasks as lines of JSON in, answers as lines of JSON out. The engine may print, so answers go by another way."""
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    import chdb  # noqa: F401 - it takes seconds, and is done before it is needed

    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), file=out, flush=True)


def spawn():
    return subprocess.Popen(
        [sys.executable, __file__, "--worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


class State:
    setup = []
    running = {}
    free = queue.LifoQueue()

    @classmethod
    def run(cls, sql, parameters, setup):
        query_id = parameters.pop("query_id", "")
        task = {
            "setup": setup,
            "database": parameters.pop("database", ""),
            "format": parameters.pop("default_format", "TabSeparated"),
            "settings": parameters,
            "sql": sql,
        }
        worker = cls.free.get()
        cls.running[query_id] = (worker, sql)
        line = ""
        try:
            worker.stdin.write(json.dumps(task) + "\n")
            worker.stdin.flush()
            line = worker.stdout.readline()
        except OSError:
            pass
        finally:
            cls.running.pop(query_id, None)
            if not line:
                worker.kill()
                worker.wait()
            cls.free.put(worker if line else spawn())
        if not line:
            return {"ok": False, "body": "Code: 394. DB::Exception: Query was cancelled. (QUERY_WAS_CANCELLED)"}
        return json.loads(line)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def reply(self, status, text):
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            pass

    def do_GET(self):
        text = dict(parse_qsl(urlsplit(self.path).query)).get("text", "")
        self.reply(200, str(sum(text in sql for _, sql in list(State.running.values()))))

    def do_POST(self):
        sql = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        url = urlsplit(self.path)
        user = self.headers.get("X-ClickHouse-User", "default")
        if PASSWORDS.get(user) != self.headers.get("X-ClickHouse-Key", ""):
            problem = "Authentication failed: password is incorrect, or there is no user with such name."
            return self.reply(403, f"Code: 516. DB::Exception: {user}: {problem} (AUTHENTICATION_FAILED)")
        if url.path == "/setup":
            answer = State.run("select 1", {}, [*State.setup, sql])
            if answer["ok"]:
                State.setup.append(sql)
            return self.reply(200 if answer["ok"] else 500, answer["body"])
        kill = re.match(r"kill query where query_id = '([^']*)'", sql)
        if kill:
            worker, _ = State.running.get(kill[1], (None, None))
            if worker:
                worker.kill()
            return self.reply(200, "")
        answer = State.run(sql, dict(parse_qsl(url.query)), State.setup)
        self.reply(200 if answer["ok"] else 500, answer["body"])


if sys.argv[1] == "--worker":
    work()
else:
    server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler)
    server.daemon_threads = True
    for _ in range(WORKERS):
        State.free.put(spawn())
    print("READY", flush=True)
    server.serve_forever()
