"""A little IMAP server of ours, spoken to over a real socket: one user, one folder, what the reader of returned mail asks for."""

import itertools
import re
import socketserver
import threading

AGES = itertools.count(7)  # UIDVALIDITY: each mailbox is another one


class _Talk(socketserver.StreamRequestHandler):
    def say(self, *lines):
        for line in lines:
            self.wfile.write((line if isinstance(line, bytes) else line.encode()) + b"\r\n")

    def handle(self):
        self.say("* OK ready")
        while line := self.rfile.readline().decode().strip():
            tag, _, rest = line.partition(" ")
            self.server.box.heard.append(re.sub(r"LOGIN .*", "LOGIN", rest))
            word = rest.split(" ")[0].upper()
            ask = rest.split(" ")[1].upper() if word == "UID" else ""
            getattr(self, f"do_{(ask or word).lower()}")(tag, rest)
            if word == "LOGOUT":
                return

    def do_capability(self, tag, rest):
        self.say("* CAPABILITY IMAP4rev1 UIDPLUS", f"{tag} OK done")

    def do_login(self, tag, rest):
        good = "the-password" in rest
        self.say(f"{tag} {'OK in' if good else 'NO [AUTHENTICATIONFAILED] no'}")

    def do_select(self, tag, rest):
        box = self.server.box
        self.say(f"* {len(box.mail)} EXISTS", f"* OK [UIDVALIDITY {box.age}] ok", f"{tag} OK [READ-WRITE] done")

    def do_search(self, tag, rest):
        start = int(re.search(r"UID (\d+):", rest)[1])
        known = sorted(self.server.box.mail)
        found = [uid for uid in known if uid >= start] or known[-1:]  # n:* always gives the last one, as RFC 3501 says
        self.say("* SEARCH " + " ".join(map(str, found)), f"{tag} OK done")

    def do_fetch(self, tag, rest):
        uid = int(rest.split(" ")[2])
        words = self.server.box.mail[uid][: int(re.search(r"<0\.(\d+)>", rest)[1])]
        self.say(f"* 1 FETCH (UID {uid} BODY[]<0> {{{len(words)}}}".encode())
        self.wfile.write(words)
        self.say(")", f"{tag} OK done")

    def do_store(self, tag, rest):
        self.server.box.flagged |= set(map(int, rest.split(" ")[2].split(",")))
        self.say(f"{tag} OK done")

    def do_expunge(self, tag, rest):
        box = self.server.box
        for uid in box.flagged & set(box.mail):
            del box.mail[uid]
        self.say(f"{tag} OK done")

    def do_logout(self, tag, rest):
        self.say("* BYE", f"{tag} OK done")


class Mailbox:
    """`with Mailbox() as box: box.put(words)`; `box.url` is what BOUNCE_URL holds; what is read stands in `box.heard`."""

    def __init__(self):
        self.mail, self.flagged, self.heard, self.age, self._next = {}, set(), [], next(AGES), 1

    def put(self, words) -> int:
        uid, self._next = self._next, self._next + 1
        self.mail[uid] = (
            (words if isinstance(words, bytes) else words.encode()).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        )
        return uid

    def __enter__(self):
        socketserver.ThreadingTCPServer.daemon_threads = True
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Talk)
        self._server.box = self
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self):
        return f"imap://reader:the-password@127.0.0.1:{self._server.server_address[1]}/INBOX"
