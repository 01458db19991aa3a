"""What each figure is called and what it means, in words for a reader; the exact rule is its function's docstring."""

TITLES = {
    "MET-01": "From the start",
    "MET-02": "Projects with people in them",
    "MET-06": "Where things are decided",
    "MET-07": "Interview panels",
    "MET-27": "Staff trained in co-production",
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
        "trustees is left out, and so is travel. Where nobody wrote down how long it took, it counts as nothing."
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
        "Invited people who came, in the room, online or by phone, out of all who were invited to meetings whose register "
        "is closed. People who came without an invitation are counted apart."
    ),
}
