"""What is said to a mail server in one piece, and how a refusal in the middle of it ends: nothing is answered by mistake."""

import smtplib
import socket
import threading

import pytest

from members.post import smtp

LETTER = b"Subject: Hello\r\n\r\nHello\r\n.and a line that begins with a full stop\r\n"


class Scripted:
    """A mail server that says what the test wrote down, line for line; it hears in pieces, as they were sent."""

    def __init__(self, *answers, offers=(b"PIPELINING",)):
        self.answers, self.offers, self.heard = list(answers), offers, []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._talk, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._socket.close()
        self._thread.join(5)

    def _talk(self):
        line, _ = self._socket.accept()
        with line:
            line.settimeout(5)
            line.sendall(b"220 here\r\n")
            line.recv(1000)
            line.sendall(b"".join(b"250-%s\r\n" % each for each in (b"here", *self.offers)) + b"250 SIZE\r\n")
            for answer in self.answers:
                self.heard.append(line.recv(10_000))
                line.sendall(answer)


def post(server, *people):
    """Each letter's refusal, or None; then what the server heard, piece for piece."""
    office = smtp.PostOffice(host="127.0.0.1", port=server.port, timeout=5)
    office.open()
    ended = []
    for to in people:
        try:
            ended.append(office.send_bytes("us@example.org", to, LETTER))
        except (smtplib.SMTPException, ValueError) as refused:
            ended.append(refused)
    in_data = office.in_data
    office.hang_up()
    assert not in_data
    return ended


def test_a_server_that_allows_it_hears_whose_letter_it_is_in_one_piece():
    with Scripted(b"250 ok\r\n250 ok\r\n354 go on\r\n", b"250 taken\r\n") as server:
        assert post(server, "rowan@example.org") == [None]
    envelope, letter = server.heard
    assert (
        envelope == f"mail FROM:<us@example.org> size={len(LETTER)}\r\nrcpt TO:<rowan@example.org>\r\ndata\r\n".encode()
    )
    assert letter == LETTER.replace(b"\r\n.and", b"\r\n..and") + b".\r\n"


def test_one_that_does_not_is_asked_one_by_one():
    with Scripted(b"250 ok\r\n", b"250 ok\r\n", b"354 go on\r\n", b"250 taken\r\n", offers=(b"8BITMIME",)) as server:
        assert post(server, "rowan@example.org") == [None]
    assert [piece.count(b"\r\n") for piece in server.heard[:3]] == [1, 1, 1]


def test_a_letter_to_a_refused_address_is_never_handed_in_and_the_next_one_leaves_on_the_same_line():
    go_on = b"250 ok\r\n250 ok\r\n354 go on\r\n", b"250 taken\r\n"
    with Scripted(b"250 ok\r\n550 5.1.1 nobody\r\n503 to whom\r\n", b"250 anew\r\n", *go_on) as server:
        refused, sent = post(server, "gone@example.org", "rowan@example.org")
    assert refused.recipients == {"gone@example.org": (550, b"5.1.1 nobody")}
    assert sent is None
    assert server.heard[1] == b"rset\r\n"
    assert [LETTER[:14] in piece for piece in server.heard] == [False, False, False, True]


def test_a_server_that_would_take_a_letter_to_nobody_gets_an_empty_one():
    go_on = b"250 ok\r\n250 ok\r\n354 go on\r\n", b"250 taken\r\n"
    with Scripted(b"250 ok\r\n451 later\r\n354 go on\r\n", b"554 nobody\r\n", b"250 anew\r\n", *go_on) as server:
        refused, sent = post(server, "busy@example.org", "rowan@example.org")
    assert refused.recipients == {"busy@example.org": (451, b"later")}
    assert sent is None
    assert server.heard[1:3] == [b".\r\n", b"rset\r\n"]


def test_a_server_that_refuses_us_and_hangs_up_is_heard():
    with Scripted(b"421 too many letters\r\n") as server:
        [refused] = post(server, "rowan@example.org")
    assert (type(refused), refused.smtp_code) == (smtplib.SMTPSenderRefused, 421)


@pytest.mark.parametrize("offers", [(b"PIPELINING",), (b"8BITMIME",)])
def test_an_address_cannot_bring_a_command_of_its_own(offers):
    with Scripted(offers=offers) as server:
        [refused] = post(server, "rowan@example.org>\r\nrcpt TO:<all@example.org")
    assert isinstance(refused, ValueError)
    assert server.heard == []
