"""What kinds of records are called where people read about what is held: never by the names of tables."""

import re

WORDS = {
    "account.EmailAddress": "The address you sign in with",
    "account.EmailConfirmation": "Confirmations of an address",
    "admin.LogEntry": "Changes to technical records",
    "meetings.Attendance": "Meetings you came to",
    "meetings.Meeting": "Meetings",
    "meetings.Registration": "Conferences and away days you registered for",
    "meetings.SessionPlace": "Workshops you chose",
    "meetings.Rsvp": "Meetings you were asked to, and your answers",
    "meetings.ThisTime": "What was different at a meeting",
    "members.AccessNeed": "What you need to take part",
    "members.AccessPack": "Copies of this information",
    "members.AccessPassport": "When we last asked what you need",
    "members.Channel": "How we reach you",
    "members.CheckIn": "How it was after heavy work",
    "members.Concern": "Safeguarding",
    "members.ConcernEntry": "Safeguarding, what came after",
    "members.ConcernKeptFrom": "Safeguarding",
    "members.ConsentClearing": "What was deleted after you took an agreement back",
    "members.ConsentEvent": "What you agreed to, and took back",
    "members.ContactTask": "Calls made to you and letters posted",
    "members.Draft": "Words you typed and did not save",
    "members.Enquiry": "When you first got in touch",
    "members.EqualityAnswer": "Equality answers",
    "members.Export": "Lists you took out",
    "members.InductionTick": "Steps of your welcome",
    "members.Job": "Work the site did for you",
    "members.KeptFile": "Files",
    "members.ImportRow": "Rows of a spreadsheet that was brought in",
    "members.PackText": "Texts that were read before a copy was given",
    "members.Letter": "Messages",
    "members.LetterAttempt": "Each try to send you a message",
    "members.Link": "Links in letters to you",
    "members.Membership": "Your time in the Advisory Group",
    "members.Merger": "Records of you that were joined",
    "members.Person": "You",
    "members.PersonNote": "Notes about you",
    "members.PostWishes": "How much post you want",
    "members.Representative": "Organisations you speak for",
    "members.Rest": "Your breaks",
    "members.RightsRequest": "What you asked for by right",
    "members.RingRequest": "When you asked us to ring",
    "members.RoleGrant": "What you may do on this site",
    "members.Seat": "Where you sit",
    "members.SensitiveRead": "Who opened something sensitive of yours",
    "members.SupportPlan": "Your support plan",
    "members.Supporter": "Who may open a support plan",
    "members.SupporterCopy": "Your supporter's copies",
    "members.Training": "Training",
    "members.TrustedContact": "Somebody you trust",
    "mfa.Authenticator": "Your second step to sign in",
    "projects.Activity": "Things that were logged",
    "projects.Invitation": "Work you were asked to join",
    "projects.Participation": "What you gave",
    "projects.QualityTask": "Questions about the log",
    "usersessions.UserSession": "Where you are signed in",
}


def words(model) -> str:
    """To the person; what has no words of its own goes by the name of its model."""
    return WORDS.get(model._meta.label) or str(model._meta.verbose_name_plural).capitalize()


def words_for_staff(model) -> str:
    """The same, about them: "How we reach them", "Meetings they came to"."""
    said = words(model)
    if said == "You":
        return "The person"
    said = re.sub(r"\b(reach|to|send|of|for|about) you\b", r"\1 them", said)
    said = re.sub(r"\byours\b", "theirs", said)
    said = re.sub(r"\byour\b", "their", re.sub(r"^Your\b", "Their", said))
    return re.sub(r"\byou\b", "they", said)
