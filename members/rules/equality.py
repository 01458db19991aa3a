"""The usual equality questions, in bands wide enough that nobody stands alone in one (SUPP-06).

Each row: a name that never changes, the question, its answers. *Prefer not to say* and leaving out are always possible.
"""

QUESTIONS = [
    ("age", "How old are you?", ["16 to 24", "25 to 39", "40 to 54", "55 to 69", "70 or older"]),
    ("gender", "What is your gender?", ["Woman", "Man", "In another way"]),
    ("trans", "Is your gender the same as the sex you were registered with at birth?", ["Yes", "No"]),
    (
        "ethnicity",
        "What is your ethnic group?",
        [
            "White",
            "Mixed or several groups",
            "Asian or Asian British",
            "Black or Black British",
            "Another ethnic group",
        ],
    ),
    ("orientation", "What is your sexual orientation?", ["Straight", "Gay or lesbian", "Bi", "In another way"]),
    (
        "religion",
        "What is your religion or belief?",
        ["None", "Christian", "Muslim", "Hindu", "Jewish", "Buddhist", "Sikh", "Another one"],
    ),
    (
        "disability",
        "Do you have a condition or illness that has lasted a year or more and limits your day?",
        ["Yes, a lot", "Yes, a little", "No"],
    ),
    ("caring", "Do you look after somebody who could not do without you?", ["Yes", "No"]),
]
