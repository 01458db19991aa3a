"""Delivery reports and calendar replies that are forged or come twice change nothing; true ones do, once."""

import itertools
import json
from base64 import b64encode
from datetime import UTC, datetime, timedelta

REPLIES = "answers@sametable.example"
SECRET = "name:secret"  # noqa: S105
SETTINGS = {"BOUNCE_WEBHOOK": f"postmark://{SECRET}@", "CALENDAR_REPLIES": REPLIES}
SECRETS = """
import itertools
import json
from members.models import Letter
from meetings.models import Rsvp
from meetings import calendars
letter = Letter.objects.filter(person__name='Maeve Doyle', way='email', state='sent').exclude(message_id='').order_by('-pk').first()
rsvp = Rsvp.objects.filter(person__name='Tamsin Wray', meeting={meeting}).select_related('meeting', 'person').get()
print(json.dumps(dict(id=letter.message_id, to=letter.to_address, rsvp=rsvp.pk, word=calendars.reply_word(rsvp), uid=rsvp.meeting.uid,
  person=letter.person_id, sequence=rsvp.meeting.sequence)))
"""
READ_THE_MAILBOX = """
from datetime import timedelta
from django.utils import timezone
from members.post import clock, jobs
now = timezone.now() + timedelta(minutes={minutes})
clock.plan(now=now)
while jobs.work_one(now=now): pass
"""
STANDS = "from meetings.models import Rsvp; r = Rsvp.objects.get(pk={rsvp}); print(r.answer + ' ' + r.mode)"
CALLS = """
from members.models import ContactTask
print(ContactTask.objects.filter(person={person}, why__contains='came back', closed_at=None).count())
"""


def asked(site, code):
    """What the site itself says to a line of Python."""
    done = site.manage("shell", "-v", "0", "-c", code)
    assert done.returncode == 0, done.stderr[-600:]
    return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""


def facts_of(month):
    """What a letter to Maeve and Tamsin's invitation hold that nobody else knows."""
    return json.loads(asked(month.site, SECRETS.format(meeting=month.page.rstrip("/").rpartition("/")[2])))


def reports(say, come, month):
    """A forged or replayed delivery report"""
    site, facts = month.site, facts_of(month)
    guest = come()

    def hook(event, secret=SECRET):
        words = event if isinstance(event, str) else json.dumps(event)
        head = {"Authorization": "Basic " + b64encode(secret.encode()).decode(), "Content-Type": "application/json"}
        return guest.context.request.post("/post/reports/", data=words, headers=head).status

    def bounce(message, address):
        return {
            "RecordType": "Bounce", "ID": 4323372036854775807, "Type": "HardBounce", "TypeCode": 1, "Email": address,
            "MessageID": "883953f4-6105-42a2-a16a-77a8eac79483", "BouncedAt": "2026-11-24T11:00:00Z", "Details": "",
            "Metadata": {"message": message}, "Description": "", "Tag": "",
        }  # fmt: skip

    def calls():
        return asked(site, CALLS.format(**facts))

    before, true = calls(), bounce(facts["id"], facts["to"])
    say("a report without our secret is turned away", hook(true, "name:guess") == 403)
    say("nonsense is turned away", hook("{nonsense") == 400)
    taken = hook(bounce("<1@elsewhere>", facts["to"])), hook(bounce(facts["id"], "somebody@else.example"))
    say(
        "a letter that is not ours, somebody else's address: nothing changes",
        lambda: taken == (200, 200) and calls() == before,
    )
    say(
        "a true one, and the same again, put the person on the list of calls once",
        lambda: hook(true) == 200 and hook(true) == 200 and calls() == str(int(before) + 1),
    )
    jo = come().sign_in("coordinator").open(f"/members/{facts['person']}/")
    say("their page says that their email came back", jo.has("came back"))


def reply(facts, partstat, *, word=None, who="tamsin@sametable.example", minutes=0, uid=None):
    """As a calendar program writes it."""
    to = f"answers+{facts['rsvp']}.{word or facts['word']}@sametable.example"
    stamp = datetime.now(UTC) + timedelta(minutes=minutes)
    return f"""From: Tamsin <{who}>
To: {to}
Subject: {partstat}
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REPLY

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Somebody//Else//EN
METHOD:REPLY
BEGIN:VEVENT
UID:{uid or facts["uid"]}
SEQUENCE:{facts["sequence"]}
DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}
DTSTART:20261208T140000Z
ORGANIZER:mailto:{to}
ATTENDEE;PARTSTAT={partstat};CN=Tamsin:mailto:{who}
END:VEVENT
END:VCALENDAR
"""


def replies(say, come, month):
    """A forged or replayed calendar reply"""
    site, facts = month.site, facts_of(month)
    readings = itertools.count(6, 6)  # the mailbox is read every five minutes; we need not wait for it

    def comes(*mails):
        for mail in mails:
            month.box.put(mail)
        return asked(site, READ_THE_MAILBOX.format(minutes=next(readings)) + STANDS.format(**facts))

    forged = (
        reply(facts, "DECLINED", word="0" * 20), reply(facts, "DECLINED", who="rowan@sametable.example"),
        reply(facts, "DECLINED", uid="nobody-knows@elsewhere"),
    )  # fmt: skip
    before = asked(site, STANDS.format(**facts))
    say("guessed addresses, somebody else's name, another meeting: nothing changes", comes(*forged) == before)
    true = reply(facts, "DECLINED")
    say("a true one is an answer like any other", comes(true).startswith("no"))
    accepted = reply(facts, "ACCEPTED", minutes=15)
    say("a newer one changes it", comes(accepted).startswith("yes"))
    broken = "From: x\nContent-Type: text/calendar\n\nBEGIN:VCALENDAR\nBROKEN"
    say("a broken one, the older one played again: nothing changes", comes(broken, true, accepted).startswith("yes"))
