"""What is chosen and what is written can be seen, whatever colours somebody reads in."""

import pytest

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]

WAYS = ["", "strong", "calm", "strong.calm"]

# Of everything that carries words on a ground of its own: the words, and how far their colour stands from it (WCAG 2.2).
FAINTEST = """names => {
  const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = colour => { const [r, g, b] = numbers(colour).slice(0, 3).map(v => v / 255)
    .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b; };
  const ground = element => { for (let at = element; at; at = at.parentElement) {
    const colour = getComputedStyle(at).backgroundColor; if ((numbers(colour)[3] ?? 1) > 0) return colour; } return "rgb(255, 255, 255)"; };
  return [...document.querySelectorAll(names)].filter(one => one.getClientRects().length).map(one => {
    const [a, b] = [light(getComputedStyle(one).color), light(ground(one))].sort((x, y) => y - x);
    return [one.className + ": " + one.textContent.trim(), (a + .05) / (b + .05)]; });
}"""


@pytest.fixture
def gallery(chromium, live_server, settings):
    """`gallery(way, **colours)`: every component, as somebody who reads that way sees it."""
    settings.DEMO = True
    contexts = []

    def opened(way="", at="/components/", **colours):
        context = chromium.new_context(base_url=live_server.url, reduced_motion="reduce", **colours)
        contexts.append(context)
        if way:
            context.add_cookies([{"name": "reading", "value": way, "url": live_server.url}])
        page = context.new_page()
        page.goto(at)
        assert all(f"read-{one}" in page.locator("html").get_attribute("class") for one in way.split(".") if one)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_words_of_every_tag_and_resting_button_can_be_read_on_their_own_ground(gallery, scheme):
    for way in WAYS:
        page = gallery(way, color_scheme=scheme)
        page.evaluate("document.querySelectorAll('.btn').forEach(one => one.setAttribute('disabled', ''))")
        for paper in ("screen", "print"):
            page.emulate_media(media=paper, color_scheme=scheme)
            told = page.evaluate(FAINTEST, ".tag, .btn:disabled")
            assert len([words for words, _ in told if words.startswith("tag")]) > 3, "the gallery shows them"
            faint = [(words, round(ratio, 1)) for words, ratio in told if ratio < 4.5]
            assert faint == [], f"{way or 'as usual'}, {scheme}, {paper}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("at", ["/components/", "/accessibility/"])
def test_a_chosen_box_looks_other_than_an_empty_one_in_the_colours_of_somebodys_own_system(gallery, at, scheme):
    page = gallery(at=at, forced_colors="active", color_scheme=scheme)
    kinds = set()
    for box in page.locator(".form-check-input:not(:disabled)").all():
        if not box.is_visible():
            continue
        kinds.add(box.get_attribute("type"))
        looks = []
        for chosen in (False, True):  # set, not pressed: what has the focus looks other anyway
            box.evaluate("(box, chosen) => { box.checked = chosen; }", chosen)
            looks.append(box.screenshot())
        assert looks[0] != looks[1], f"{box.get_attribute('name')} looks the same, chosen or not"
    assert kinds >= ({"checkbox", "radio"} if at == "/components/" else {"checkbox"})
