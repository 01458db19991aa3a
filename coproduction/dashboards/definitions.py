"""What each figure is called and what it means, in words for a reader; the exact rule is its function's docstring.

The list has a version, which a report keeps with its figures. Whoever changes what a figure counts adds a `Change`: the
tile then says since when, and a test asks for it.
"""

from dataclasses import dataclass
from datetime import date

from coproduction.dashboards.spans import said


@dataclass(frozen=True)
class Change:
    """From `on` the figure is counted in another way: `words` say what is different."""

    metric: str
    on: date
    words: str


CHANGES: tuple[Change, ...] = ()  # the oldest first
DEFINITIONS_VERSION = 1 + len(CHANGES)


def changed(metric: str) -> str:
    """The mark of a definition that changed, or nothing."""
    last = next((change for change in reversed(CHANGES) if change.metric == metric), None)
    if last is None:
        return ""
    return (
        f"Counted in another way since {said(last.on)}: {last.words} A report from before that day says it the old way."
    )


TITLES = {
    "MET-01": "From the start",
    "MET-02": "Projects with people in them",
    "MET-06": "Where things are decided",
    "MET-07": "Interview panels",
    "MET-27": "Staff trained in co-production",
    "MET-03": "Asked only at the end",
    "MET-05": "How much say people had",
    "MET-09": "You said, we did",
    "MET-10": "Never told",
    "MET-11": "What changed",
    "MET-12": "Access needs met",
    "MET-14": "Contacts",
    "MET-16": "The same few people?",
    "MET-17": "Members who stayed",
    "MET-20": "How meetings were",
    "MET-21": "What people were offered",
    "MET-22": "Asked at short notice",
    "MET-23": "Teams that involve people",
    "MET-24": "The plan",
    "MET-25": "The Network",
    "MET-26": "Who sits at this table",
    "MET-13": "People involved",
    "MET-08": "Hours given",
    "MET-04": "Strategic or operational",
    "MET-15": "New voices",
    "MET-18": "Answers to invitations",
    "MET-19": "Who came",
}

DEFINITIONS = {
    "MET-01": (
        "Projects that started in this period, and in which people with lived experience were first involved at the "
        "stages first idea or planning, out of all that started in this period and involved anybody. A project whose "
        "first stage is not known counts as not from the start. Read it beside the next figure: projects without "
        "anybody are not in this one."
    ),
    "MET-02": (
        "Projects that started in this period and in which at least one person with lived experience has taken part "
        "so far, out of all projects that started in this period."
    ),
    "MET-06": (
        "Meetings of the Board of Trustees, of the Management Board, of committees, and with those who pay for our work, "
        "at which somebody with lived experience took part, out of all that were held: in the log, or said by the teams."
    ),
    "MET-07": (
        "Interview panels in which somebody with lived experience sat, out of all panels that were held: in the log, or "
        "said by the teams."
    ),
    "MET-27": (
        "Staff whose training in co-production is in date, out of all staff, as each team said last in this period. "
        "A team that did not answer is in neither number."
    ),
    "MET-13": (
        "Different people with lived experience who took part in something at least once. Somebody who came ten "
        "times counts once. People who were counted but not named are not in it."
    ),
    "MET-08": (
        "Time that people with lived experience gave in activities and in getting ready for them. Time of staff and "
        "trustees is left out, and so is travel. Where nobody wrote down how long it took, it counts as nothing. "
        "Hours of people who were only counted, not named, are not in it."
    ),
    "MET-04": (
        "Activities by level. Strategic: shaping where the charity goes, such as talking with trustees or commissioners. "
        "Operational: shaping what it does, such as interview panels, induction and the Welcome Pack. Each activity "
        "keeps the level it was logged with."
    ),
    "MET-15": ("People who took part for the very first time in this period, out of all people who took part in it."),
    "MET-18": (
        "Invitations to meetings that were answered with yes, no or not sure, by the person or by somebody for them, out of "
        "all invitations that arrived. Meetings that were cancelled or are still to come do not count."
    ),
    "MET-19": (
        "Invitations that ended in coming, in the room, online or by phone, out of all to meetings whose register is "
        "closed. Somebody who was invited to ten meetings counts ten times. People who came without an invitation are "
        "counted apart."
    ),
    "MET-03": (
        "Projects that started in this period, and in which people with lived experience were involved only when results "
        "were shared or looked back on, out of all that started in this period and involved anybody. If the stage of some "
        "of the work is not known, it could be either, and the project is not counted as only at the end."
    ),
    "MET-05": (
        "Activities with people with lived experience, by the step of the ladder that staff chose afterwards. Members may "
        "say how it felt, on the same ladder: the difference is the average of their step less the one of staff, in half "
        "steps, and needs five members. A low step is not always bad: being told is right for some things."
    ),
    "MET-09": (
        "Things people said whose promised day of an answer was in this period and is over, and of which everybody who "
        "wants to hear has been told what became of it. Decided is not told, and a thank-you is not either. The days run "
        "from when it was said until the last one was told; half of them took longer."
    ),
    "MET-10": (
        "Things people said more than 90 days before the end of this period, and of which nobody had been told anything by "
        "then but thank you, out of all that old. Where nobody wants to hear of it, it is in neither number. To compare "
        "with, though it counts people and not things said: in a study of health research in England, 19 in 100 of those "
        "who gave their views never heard back, and 82 in 100 said that hearing back matters. Source: University "
        "of Hertfordshire, news of 17 April 2018."
    ),
    "MET-11": (
        "Things people said that were answered in this period with yes or partly, where something is different now and "
        "somebody wrote down how we know, out of all that were answered. It is not a target: an honest no is an answer too."
    ),
    "MET-12": (
        "Needs that were met, out of all that people asked for at meetings in this period: those they always have, and "
        "those of that day. Partly met does not count as met, and neither does a need of which nobody wrote how it went."
    ),
    "MET-14": (
        "Every time somebody with lived experience took part in something, named or only counted. Somebody who came ten "
        "times counts ten times."
    ),
    "MET-16": (
        "How many of the hours given came from the most active quarter of the people who gave any. The more it is, the "
        "more rests on a few. It needs at least eight people, and is rounded while they are fewer than twenty."
    ),
    "MET-17": (
        "Members of the group who were active twelve months before the end of this period and are still members, out of "
        "all who were active then. A break is not leaving, and whoever left and came back has stayed. People who died are "
        "in neither number."
    ),
    "MET-20": (
        "Five short questions after meetings, answered without a name. For each: who agreed, or agreed very much, out of "
        "all who answered it, over the meetings of this period with at least five answers."
    ),
    "MET-21": (
        "Activities with people with lived experience for which something was offered in return, out of all of them: money, "
        "a voucher, learning, or thanks. What people were paid is counted when it was paid. Nobody is told what one person "
        "took or declined."
    ),
    "MET-22": (
        "Requests of teams in this period with fewer days of notice than people need for such work, out of all requests."
    ),
    "MET-23": (
        "Teams that did at least one thing in this period in which people with lived experience took part, out of all teams."
    ),
    "MET-24": ("Goals of the plan that were done by the end of this period, out of all that were not let go."),
    "MET-25": (
        "Organisations of which somebody came to at least one meeting of the Network in this period, out of all that were "
        "in it. Only where the register is closed is it known who came."
    ),
    "MET-26": (
        "Members tell us about themselves if they like. Once a year the totals are published, one question at a time, "
        "where there are enough people to show them safely. Beside them stands how many of them took part in the twelve months "
        "before, where that, too, is safe."
    ),
}
