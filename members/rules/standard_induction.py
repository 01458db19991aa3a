"""The usual checklist and the usual role agreement, until the charity makes them its own (MEM-03, MEM-04)."""

ITEMS = [
    ("Welcome pack", "What the group is, who is who, and when it meets."),
    ("Role agreement", "What you can expect from us, and what we ask of you."),
    ("Group agreement", "How we treat one another at the table."),
    ("Confidentiality", "What is said in the group stays there. You hear when it cannot."),
    ("Keeping people safe", "If somebody may come to harm we have to tell one person. You hear who and how."),
    ("Payment and expenses", "What we pay back and what we offer. You choose."),
    ("Benefits", "Payment may change benefits. Get advice of your own first; we never guess."),
    ("Equipment", "We try out the room, the link or the telephone together."),
    ("A buddy", "Somebody from the group who sits beside you at first, if you like."),
    ("Meeting the group", "You come once, listen, and say as much or as little as you like."),
]

AGREEMENT = """What you can expect from us

We ask you early, before things are decided.
We tell you what came of what you said, also when the answer is no.
We pay back what it costs you to take part.
We meet your access needs, and never charge you for them.
You may say no to anything, and you never have to say why.
You may take a break or leave at any time, with one press or one call.

What we ask of you

Listen to others, as they listen to you.
What people say about themselves stays in the room.
Tell us if you cannot come, so that somebody else can.
Speak for yourself. Nobody expects you to speak for everybody.
Tell us if something is wrong. You can also tell somebody outside the involvement team.

This is not a contract of work. Either of us can end it, and we talk about it first."""
