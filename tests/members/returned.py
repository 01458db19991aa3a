"""Delivery reports as mail servers write them."""


def dsn(
    *,
    to,
    message_id="<0@elsewhere>",
    action="failed",
    status="5.1.1",
    returned_to="returned@sametable.example",
    more="",
):
    """RFC 3464: three parts; the third is the head of the letter that came back."""
    return f"""From: Mail Delivery System <MAILER-DAEMON@mx.example.net>
To: {returned_to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="edge"

--edge
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered. {more}

--edge
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net
Arrival-Date: Tue, 24 Nov 2026 10:00:00 +0000

Final-Recipient: rfc822; {to}
Original-Recipient: rfc822;{to}
Action: {action}
Status: {status}
Remote-MTA: dns; mail.example.org
Diagnostic-Code: smtp; 550 {status} <{to}>: Recipient address rejected

--edge
Content-Type: text/rfc822-headers

Return-Path: <{returned_to}>
From: Same Table <involvement@sametable.example>
To: {to}
Message-ID: {message_id}
Subject: Please answer by Friday

--edge--
"""


def qmail(*, to, returned_to):
    """A form of its own that no RFC knows, with nothing of the letter but its text."""
    return f"""From: MAILER-DAEMON@mx.example.net
To: {returned_to}
Subject: failure notice

Hi. This is the qmail-send program at mx.example.net.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<{to}>:
192.0.2.7 does not like recipient.
Remote host said: 550 5.1.1 sorry, no mailbox here by that name
Giving up on 192.0.2.7.

--- Below this line is a copy of the message.

Subject: Please answer by Friday
"""


def holiday(*, returned_to):
    """A person's mail program says that they are away: not a report."""
    return f"""From: Rowan <rowan@example.org>
To: {returned_to}
Subject: Out of office
Auto-Submitted: auto-replied

I am away until 550 5.1.1.
"""
