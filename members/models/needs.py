"""The needs a passport can hold: the four groups of DAPB1605 and wider adjustments (AIS-02, AIS-03).

Each is a word in the database, a sentence on the person's own page and a flag in words for those who act on it.
None of them is a diagnosis, and none asks for one.
"""

from dataclasses import dataclass

from django.db.models import TextChoices


class Group(TextChoices):
    CONTACT = "contact", "How to reach me"
    FORMAT = "format", "How I read and listen"
    PROFESSIONAL = "professional", "Somebody who helps us understand each other"
    SUPPORT = "support", "What helps us talk"
    WIDER = "wider", "What else helps me take part"


@dataclass(frozen=True)
class Need:
    """`words` ask the person; `flag` tells others ("{}" is what was chosen); `options` are the choices, if any.

    `lead` is how many working days it takes to arrange for a meeting; None: nothing has to be arranged.
    `ways` are the ways to take part for which it matters.
    """

    slug: str
    group: Group
    words: str
    flag: str
    lead: int | None = None
    options: tuple = ()
    ways: tuple = ("room", "online", "phone")
    asks: str = ""

    @property
    def is_about_contact(self):
        """It says how somebody is spoken or written to, and nothing about taking part."""
        return self.group == Group.CONTACT or self.slug in ("no_calls", "no_calls_before")

    @property
    def is_arranged(self):
        return self.lead is not None

    def flagged(self, choice="") -> str:
        """The flag in words, with what was chosen in it."""
        return " ".join(self.flag.format(choice).split())


ROOM, FAR = ("room",), ("online",)
POINTS = ("16 point", "18 point", "20 point", "24 point", "28 point")
TIMES = ("10am", "11am", "noon", "2pm")
C, F, P, S, W = Group.CONTACT, Group.FORMAT, Group.PROFESSIONAL, Group.SUPPORT, Group.WIDER

CATALOGUE = (
    Need("email_only", C, "Please write only by email", "Email only"),
    Need("text_only", C, "Please write only by text message", "Text messages only"),
    Need("phone_only", C, "Please ring me, I do not want anything written", "Telephone only"),
    Need("post_only", C, "Please write only by post", "Letters by post only"),
    Need("relay", C, "Ring me through Relay UK", "Ring through Relay UK"),
    Need("via_supporter", C, "Please speak to my supporter, not to me", "Only through their supporter", asks="Who, and how we reach them"),
    Need("large_print", F, "Large print", "Large print {}", 5, POINTS),
    Need("easy_read", F, "Easy Read, with pictures", "Easy Read", 5),
    Need("plain_text", F, "Plain text without pictures or tables", "Plain text", 5),
    Need("word_file", F, "Word files, not PDF", "Word, not PDF", 5),
    Need("audio", F, "Audio, to listen to", "Audio", 7),
    Need("braille", F, "Braille", "Braille", 10),
    Need("bsl_video", F, "A video in British Sign Language", "BSL video", 10),
    Need("coloured_paper", F, "Coloured paper", "{} paper", 5, ("Cream", "Yellow", "Blue", "Green", "Pink")),
    Need("printed", F, "Papers printed and posted to me", "Papers printed and posted", 7),
    Need("bsl", P, "A British Sign Language interpreter", "BSL interpreter", 10),
    Need("lipspeaker", P, "A lipspeaker", "Lipspeaker", 10),
    Need("captions", P, "Somebody who types what is said, as captions", "Speech-to-text captions", 10),
    Need("notetaker", P, "Somebody who takes notes for me", "Notetaker", 5),
    Need("deafblind", P, "A deafblind manual interpreter", "Deafblind manual interpreter", 10),
    Need("advocate", P, "An advocate", "Advocate", 5),
    Need("interpreter", P, "An interpreter for my language", "Language interpreter", 10, asks="Which language"),
    Need("lip_reads", S, "I lip-read: please face me", "Lip-reads: face them"),
    Need("loop", S, "A hearing loop", "Hearing loop", 3, ways=ROOM),
    Need("slower", S, "Please speak more slowly and leave gaps", "Slower pace"),
    Need("follow_up", S, "Please send me afterwards what was said", "Written follow-up", 3),
    Need("camera_off", S, "I keep my camera off", "Camera off", ways=FAR),
    Need("extra_time", S, "More time to answer", "Extra time"),
    Need("no_calls", S, "Please do not ring me without a word before", "No calls without warning"),
    Need("no_calls_before", S, "Please do not ring me early", "No calls before {}", options=TIMES),
    Need("supporter", S, "My supporter comes with me", "Supporter comes too", 3, ways=ROOM),
    Need("step_free", W, "Step-free, all the way from the street", "Step-free access", 5, ways=ROOM),
    Need("near_door", W, "A seat near the door", "Seat near the door", 1, ways=ROOM),
    Need("back_to_wall", W, "A seat with my back to the wall", "Seat with back to the wall", 1, ways=ROOM),
    Need("lighting", W, "Soft light", "Soft light", 2, ways=ROOM),
    Need("quiet", W, "Little noise", "Little noise", 2, ways=ROOM),
    Need("breaks", W, "Breaks, and walking out when I need to", "Breaks", 2),
    Need("quiet_space", W, "A quiet room to go to", "Quiet room", 3, ways=ROOM),
    Need("not_before", W, "Meetings that do not start early", "Nothing before {}", options=TIMES),
    Need("travel_help", W, "Help with getting there", "Help with travel", 5, ways=ROOM),
    Need("companion", W, "Somebody to sit with me", "Companion", 3, ways=ROOM),
    Need("care_cover", W, "Cover for children or somebody I care for", "Care cover", 7),
    Need("fixed_times", W, "Food or medicine at fixed times", "Breaks at fixed times", 2, asks="When"),
    Need("chat_only", W, "Online I write in the chat and do not speak", "Chat only", 1, ways=FAR),
    Need("topics", W, "A warning before some topics, or to leave them out", "Warn before some topics", 2, asks="Which"),
    Need("other", W, "Something else, in my own words", "Something else: ask them", 3, asks="What would help"),
)  # fmt: skip
NEEDS = {need.slug: need for need in CATALOGUE}
ONLY = {"email_only": "email", "text_only": "text", "phone_only": "phone", "post_only": "post"}


def in_groups():
    """Each group with its needs, in the order in which they are asked."""
    return [(group, [need for need in CATALOGUE if need.group == group]) for group in Group]
