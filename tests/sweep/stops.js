// Where the focus is: what a keyboard's user has in their hands, and whether they see it. Read by keyboard.py.
(() => {
  const ringed = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  let last = null, ids = 0;
  window.stopHere = () => {
    const at = document.activeElement;
    if (!at || at === document.body || at === document.documentElement) { last = null; return null; }
    const style = getComputedStyle(at), box = at.getClientRects()[0] || at.getBoundingClientRect();  // the first line of a link
    const isInside = !at.matches(":focus");  // the little calendar of a date: the browser draws its own ring round it
    at.dataset.stop = at.dataset.stop || String(++ids);
    const middle = document.elementFromPoint(Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1), Math.min(Math.max(box.top + Math.min(box.height / 2, 20), 1), innerHeight - 1));
    const isCovered = box.bottom < 1 || box.top > innerHeight - 1 || (middle && !at.contains(middle) && middle !== at.parentElement && ![...(at.labels || [])].some((label) => label.contains(middle)));
    const isBack = last && last.isConnected && Boolean(last.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_PRECEDING);
    const before = last && last.isConnected && last.closest("main") && at.closest("main") ? last.getBoundingClientRect() : null;
    const isUp = Boolean(before && box.bottom < before.top - 8 && box.left < before.right);
    last = at;
    return { stop: at.dataset.stop, html: at.outerHTML.replace(/\s+/g, " ").slice(0, 120), isSeen: isInside || ringed(style), isCovered: Boolean(isCovered), isBack: Boolean(isBack), isUp };
  };
  document.addEventListener("mousedown", () => { window.wasClicked = true; }, true);
})();
