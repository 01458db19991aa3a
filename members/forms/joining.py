"""The forms on the way in: asking to join, the conversation, the role agreement, and a kind close."""

from django import forms

from members.forms.base import LONGEST_TEXT, DayInput, TableForm
from members.forms.people import ADDRESS_HINT
from members.forms.roles import JOINED_VIA
from members.models import Channel, Person
from members.models.enquiry import How
from members.models.membership import State
from members.models.role_agreement import HowAgreed
from members.permissions import Role
from members.rules.joining import LONGEST_NAME, TOO_LONG

WAYS = [
    (Channel.Way.EMAIL, "By email"),
    (Channel.Way.PHONE, "By telephone"),
    (Channel.Way.TEXT, "By text message"),
    (Channel.Way.POST, "By post"),
]


class JoinForm(TableForm):
    """The public form: a name, one way to reach them, and how to do that safely."""

    name = forms.CharField(label="What shall we call you?", max_length=200, help_text="A first name is enough.")
    way = forms.ChoiceField(label="How shall we get in touch?", choices=WAYS, widget=forms.RadioSelect)
    address = forms.CharField(
        label="Your email address, number or postal address",
        max_length=500,
        widget=forms.Textarea({"autocomplete": "on"}),
    )
    may_leave_message = forms.BooleanField(label="You may leave a message", required=False)
    may_say_who = forms.BooleanField(
        label="You may say where you are ringing from",
        required=False,
        help_text="If you leave this empty, we give a first name only, and nothing on an envelope.",
    )
    best_times = forms.CharField(
        label="When suits you best?",
        max_length=200,
        required=False,
        help_text="Such as: after 11am, not on Fridays.",
    )
    helps = forms.CharField(
        label="What would make it easier to talk with you?",
        required=False,
        max_length=1000,
        widget=forms.Textarea,
        help_text="Such as: large print, an interpreter, somebody with you.",
    )

    free_text = ("helps",)
    asks_the_person = True
    rows = {"address": 3, "helps": 3}

    def clean(self):
        cleaned = super().clean()
        cleaned["looks_automatic"] = bool(self.data.get("website"))  # a box no person sees
        return cleaned


class EnquiryForm(TableForm):
    """The same, written down by staff for somebody who rang, wrote or came by."""

    name = forms.CharField(label="Their name, as they like it", max_length=200)
    how = forms.ChoiceField(
        label="How they asked", choices=[choice for choice in How.choices if choice[0] not in (How.WEB, How.PROJECT)]
    )
    way = forms.ChoiceField(label="How they would like to be reached", choices=WAYS)
    address = forms.CharField(label="Address or number", max_length=500, help_text=ADDRESS_HINT, widget=forms.Textarea)
    may_leave_message = forms.BooleanField(label="We may leave a message", required=False)
    may_say_who = forms.BooleanField(label="We may say where we are ringing from", required=False)
    best_times = forms.CharField(label="Best times", max_length=200, required=False)
    who_may_answer = forms.CharField(label="Who else may answer", max_length=200, required=False)
    helps = forms.CharField(
        label="What would make it easier to talk", required=False, max_length=1000, widget=forms.Textarea
    )
    joined_via = forms.ChoiceField(
        label="How they heard of us", choices=[("", "Not known"), *JOINED_VIA], required=False
    )

    free_text = ("helps",)
    rows = {"address": 3, "helps": 3}


class ConversationForm(TableForm):
    """Notes of the conversation; the last two boxes are there only while the person agrees that we keep them."""

    held_on = forms.DateField(label="When you talked", widget=DayInput)
    interests = forms.CharField(label="What interests them", required=False, max_length=2000, widget=forms.Textarea)
    wants = forms.CharField(
        label="What they would like from it", required=False, max_length=2000, widget=forms.Textarea
    )
    support = forms.CharField(
        label="What support they would like", required=False, max_length=2000, widget=forms.Textarea,
        help_text="So that we can arrange it. They may skip this.",
    )  # fmt: skip
    bad_day = forms.CharField(
        label="What a bad day looks like, and what helps then", required=False, max_length=2000, widget=forms.Textarea,
        help_text="So that nobody at the table does the wrong thing. In their words. They may skip this.",
    )  # fmt: skip

    free_text = ("interests", "wants")
    rows = {"interests": 3, "wants": 3, "support": 3, "bad_day": 3}

    def __init__(self, *args, has_consent, **kwargs):
        super().__init__(*args, **kwargs)
        if not has_consent:
            del self.fields["support"], self.fields["bad_day"]


class CloseForm(TableForm):
    """A kind end of an enquiry; the words stand in the letter or are said on the telephone."""

    CHOICES = [
        (State.NOT_NOW, "Not now: it is not the right time for them"),
        (State.SIGNPOSTED, "Somebody else can offer them more"),
        (State.DECLINED, "The group is not for them at present"),
    ]
    state = forms.ChoiceField(label="How does it end?", choices=CHOICES, widget=forms.RadioSelect)
    words = forms.CharField(
        label="A sentence of your own to them", required=False, max_length=600, widget=forms.Textarea,
        help_text="Such as who else can help, with a telephone number. It goes into the letter beside our usual words.",
    )  # fmt: skip

    free_text = ("words",)
    rows = {"words": 3}


class AgreeForThemForm(TableForm):
    """They agreed by word of mouth before a witness, or on paper."""

    how = forms.ChoiceField(
        label="How they agreed",
        choices=[(HowAgreed.SPOKEN, "By word of mouth"), (HowAgreed.PAPER, "Signed on paper")],
    )
    witness = forms.ModelChoiceField(
        Person.objects.none(), label="Who else heard it", required=False, empty_label="Nobody on this list",
        help_text="Needed when it was by word of mouth.",
    )  # fmt: skip
    witness_name = forms.CharField(
        label="Or the name of a witness who is not on the list", max_length=LONGEST_NAME, required=False,
        error_messages={"max_length": TOO_LONG},
    )  # fmt: skip

    def __init__(self, *args, without=(), day, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["witness_name"].widget.attrs["maxlength"] = LONGEST_TEXT  # what is too long is refused, not cut
        from_here = Person.objects.filter(grants__role__in=[Role.COORDINATOR, Role.STAFF, Role.BOARD])
        open_ones = from_here.filter(grants__ends=None) | from_here.filter(grants__ends__gte=day)
        self.fields["witness"].queryset = open_ones.exclude(pk__in=without).distinct().by_name()


class WhyForm(TableForm):
    """In their own words."""

    why_joined = forms.CharField(label="Why I joined", required=False, max_length=2000, widget=forms.Textarea)
    hopes = forms.CharField(label="What I want from it", required=False, max_length=2000, widget=forms.Textarea)

    free_text = ("why_joined", "hopes")
    asks_the_person = True
    rows = {"why_joined": 4, "hopes": 4}


class ReviewForm(TableForm):
    """MEM-09: on that day a person asks how it is going."""

    review_on = forms.DateField(
        label="Talk it over on", required=False, widget=DayInput, help_text="Leave empty for never."
    )


class InductionItemForm(TableForm):
    """One line of the checklist."""

    words = forms.CharField(label="What is gone through", max_length=160)
    explained = forms.CharField(label="In a sentence, for the person", max_length=300, required=False)


class AgreementForm(TableForm):
    """The text both sides agree to."""

    words = forms.CharField(label="The role agreement", max_length=6000, widget=forms.Textarea)
    rows = {"words": 24}
