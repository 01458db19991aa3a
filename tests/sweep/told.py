"""What a screen reader is told of a page: roles and names from the browser's accessibility tree, a line for each, in order."""

import re

LEFT = set(
    "none generic InlineTextBox StaticText LineBreak paragraph RootWebArea listitem list ListMarker strong emphasis LabelText Section "
    "ignored time LayoutTable LayoutTableRow LayoutTableCell FooterAsNonLandmark HeaderAsNonLandmark DescriptionList term definition "
    "MenuListPopup option DisclosureTriangle Legend Iframe row rowgroup rowheader cell".split()
)
UNNAMED = {"form", "group", "status", "alert"}  # told of only where they have a name, or words in them
STATES = ("level", "expanded", "pressed", "checked", "required", "invalid", "disabled", "selected")
CHANGES = (
    (r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: \d{1,2} \w+(?: \d{4})?)?", "(day)"),
    (
        r"\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{4})?",
        "(day)",
    ),
    (
        r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{4})?",
        "(month)",
    ),
    (r"\b\d{1,2}(?:\.\d\d)?(?:am|pm)\b|\b12 (?:noon|midnight)\b|\b\d\d:\d\d\b", "(time)"),
    (r"\b20\d\d\b", "(year)"),
    (r"\d+(?:[.,]\d+)*", "(number)"),
)


def told(page) -> list[str]:
    """Of all that has a role: `button: Yes, online`, `heading 1: Can you come?`. What a day or a clock changes is left out."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    by_id, lines = {node["nodeId"]: node for node in nodes}, []
    _below(next(node for node in nodes if not node.get("parentId")), by_id, lines)
    return lines


def _below(node, by_id, lines):
    role = node.get("role", {}).get("value", "")
    if not node.get("ignored") and role not in LEFT and not (role in UNNAMED and not node.get("name", {}).get("value")):
        lines.append(_line(node, role))
    for each in node.get("childIds", ()):
        if each in by_id:
            _below(by_id[each], by_id, lines)


def _line(node, role):
    name = re.sub(r"\s+", " ", node.get("name", {}).get("value", "")).strip()
    for pattern, words in CHANGES:
        name = re.sub(pattern, words, name)
    states = {each["name"]: each["value"].get("value") for each in node.get("properties", ())}
    said = [str(states["level"])] if role == "heading" else []
    for each in STATES[1:]:
        value = states.get(each)
        if value in (True, "true"):
            said.append(each)
        elif value in (False, "false"):
            said += [f"not {each}"] if each in ("expanded", "pressed") else []
        elif value is not None:
            said.append(f"{each} {value}")
    return f"{' '.join([role, *said])}: {name}".rstrip(": ")
