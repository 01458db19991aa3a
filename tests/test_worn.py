"""Of Bootstrap our pages get what they wear, and all of it."""

from tests import worn


def test_every_class_that_a_page_bears_is_dressed():
    missing = worn.missing()
    assert missing == [], f"{len(missing)} rules are missing: run python -m tests.worn"


def test_what_nobody_wears_is_left_out():
    rule = ".offcanvas{top:0}"
    assert worn.keep(rule, {"btn"}) == ""
    assert worn.keep(".btn,.offcanvas{top:0}", {"btn"}) == ".btn{top:0}"
    assert worn.keep("@media print{.offcanvas{top:0}h1{top:1}}", {"btn"}) == "@media print{h1{top:1}}"
    assert worn.keep("[data-bs-theme=dark]{top:0}", set()) == ""
    assert worn.keep(".btn:not(.a,.b){top:0}", {"btn", "a"}) == ""
    assert len(worn.WORN.read_bytes()) < 50_000
