"""What can be read here: each guide, and each paper of the data-protection pack, with who may open it and where it lies."""

from dataclasses import dataclass
from pathlib import Path

from members.permissions import Role

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAPERS = DOCS / "data-protection"


@dataclass(frozen=True)
class Guide:
    """`name` is its address and its file; no roles: everybody signed in."""

    name: str
    title: str
    words: str
    roles: frozenset = frozenset()
    large: bool = False  # Easy Read: larger letters, a picture beside each idea

    @property
    def file(self) -> Path:
        return DOCS / "guides" / f"{self.name}.md"


GUIDES = {
    guide.name: guide
    for guide in (
        Guide("member", "How it works for you", "Two pages in Easy Read, with pictures.", large=True),
        Guide("staff", "For staff", "One page: log it, answer it, ask early."),
        Guide("trustees", "For trustees", "How to read each figure, and what to ask."),
        Guide("coordinator", "For the coordinator", "The first month, week by week.", frozenset({Role.COORDINATOR})),
    )
}


@dataclass(frozen=True)
class Paper:
    """One of the data-protection pack: a draft, until the charity has decided."""

    name: str
    title: str
    words: str
    large: bool = False

    @property
    def file(self) -> Path:
        return PAPERS / f"{self.name}.md"


PACK = {
    paper.name: paper
    for paper in (
        Paper("records-of-processing", "Records of processing", "What is kept about whom, for what, and how long."),
        Paper("dpia", "Impact assessment", "What could go wrong for people, and what stands against it."),
        Paper("privacy-notice", "Privacy notice", "What you tell people, in plain words."),
        Paper("privacy-notice-easy-read", "Privacy notice, Easy Read", "The same in short sentences.", large=True),
        Paper("retention-schedule", "How long things are kept", "Each period, and why."),
        Paper("breach-steps", "Breach steps", "A letter to the wrong person, a lost phone: the first hour."),
    )
}


def open_to(actor) -> list[Guide]:
    """The guides this reader may open, in the order of the shelf."""
    return [guide for guide in GUIDES.values() if not guide.roles or actor.role in guide.roles]
