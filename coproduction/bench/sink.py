"""A mail server that accepts and forgets, in one file, for the plain loop and for our sender alike.

python coproduction/bench/sink.py PORT      prints "ready" when it listens; stops at SIGTERM
"""

import asyncio
import sys


class Session(asyncio.Protocol):
    """Just enough SMTP (RFC 5321) for one client: EHLO, MAIL, RCPT, DATA, RSET, NOOP, QUIT."""

    def connection_made(self, transport):
        self.transport, self.buffer, self.in_data = transport, b"", False
        transport.write(b"220 sink\r\n")

    def data_received(self, data):
        self.buffer += data
        while True:
            if self.in_data:
                if b"\r\n.\r\n" not in self.buffer:
                    return
                letter, _, self.buffer = self.buffer.partition(b"\r\n.\r\n")
                self.in_data = False
                self.keep(letter)
                self.transport.write(b"250 accepted\r\n")
                continue
            if b"\r\n" not in self.buffer:
                return
            line, _, self.buffer = self.buffer.partition(b"\r\n")
            self.answer(line[:4].upper())

    def keep(self, letter):
        """Forgotten here; coproduction/letterbox.py keeps it."""

    def answer(self, verb):
        if verb == b"DATA":
            self.in_data = True
            self.transport.write(b"354 go on\r\n")
        elif verb == b"QUIT":
            self.transport.write(b"221 bye\r\n")
            self.transport.close()
        elif verb == b"EHLO":
            self.transport.write(b"250-sink\r\n250-SIZE 30000000\r\n250-PIPELINING\r\n250 8BITMIME\r\n")
        else:
            self.transport.write(b"250 ok\r\n")


async def main(port):
    server = await asyncio.get_running_loop().create_server(Session, "127.0.0.1", port)
    print("ready", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
