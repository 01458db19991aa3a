// What a program can see of one page besides axe-core: each look gives the faults it found, in words. Read by reader.py.
(() => {
  const said = (each) => each.outerHTML.replace(/\s+/g, " ").slice(0, 140);
  const all = (what, within) => [...(within || document).querySelectorAll(what)];
  const FIELDS = "button, .btn, input:not([type=hidden], [type=checkbox], [type=radio], [type=range], [type=color]), select, textarea";
  const STOPS = "a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, audio[controls], video[controls], [tabindex], [contenteditable]";
  const LIT = "[aria-current]:not([aria-current=false]), [aria-pressed=true], [aria-selected=true]";

  function isShown(each) {
    if (!each.checkVisibility || !each.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) return false;
    const box = each.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && box.right > 0 && box.bottom + scrollY > 0;
  }

  function hasEdge(style) {
    const sides = ["Top", "Right", "Bottom", "Left"].filter((side) => {
      const line = style[`border${side}Style`], colour = style[`border${side}Color`];
      return line !== "none" && line !== "hidden" && parseFloat(style[`border${side}Width`]) >= 1 && !isClear(colour)
        && colour !== style.backgroundColor;
    });
    return sides.length > 0 || hasOutline(style);
  }

  const isClear = (colour) => colour === "transparent" || /^rgba\(.*, 0\)$|\/ 0\)$/.test(colour);
  const hasOutline = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1 && !isClear(style.outlineColor);

  function backdrop(each) {
    for (let at = each; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (!isClear(colour)) return colour;
    }
    return "rgb(255, 255, 255)";
  }

  // ---- nothing scrolls sideways (1.4.10); a table may scroll in a frame of its own
  function wide() {
    const room = document.documentElement.clientWidth, over = document.documentElement.scrollWidth - room;
    if (over <= 1) return [];
    const worst = all("body *").filter((each) => isShown(each) && each.getBoundingClientRect().right > room + 1).pop();
    return [`scrolls sideways by ${over} px: ${worst ? said(worst) : ""}`];
  }

  // ---- no word is cut off
  function cut() {
    return all("body *").filter((each) => {
      if (!isShown(each) || !each.textContent.trim() || each.closest("svg, select, textarea, input, [aria-hidden=true]")) return false;
      const style = getComputedStyle(each), hides = (how) => how === "hidden" || how === "clip";
      return (hides(style.overflowX) && each.scrollWidth > each.clientWidth + 2 && each.clientWidth > 1)
        || (hides(style.overflowY) && each.scrollHeight > each.clientHeight + 4 && each.clientHeight > 1);
    }).map((each) => `words are cut off: ${said(each)}`);
  }

  // ---- nothing moves for whoever asked for less movement (2.3.3)
  function moving() {
    const seconds = (words) => Math.max(...words.split(",").map((each) => parseFloat(each)));
    const found = [];
    for (const each of all("*")) {
      for (const part of [null, "::before", "::after"]) {
        const style = getComputedStyle(each, part);
        if ((style.animationName !== "none" && seconds(style.animationDuration) > 0.01)
            || (style.transitionProperty !== "none" && seconds(style.transitionDuration) > 0.01)
            || (!part && style.scrollBehavior === "smooth")) {
          found.push(`moves: ${said(each)}`);
          break;
        }
      }
      if (each.matches("marquee, blink, video[autoplay], audio[autoplay]")) found.push(`starts by itself: ${said(each)}`);
    }
    return found;
  }

  // ---- focus is seen on each stop (2.4.7) and not hidden behind something (2.4.11). A key was pressed before, so that the
  // browser draws it as for the keyboard.
  function signature(each) {
    const style = getComputedStyle(each), forced = matchMedia("(forced-colors: active)").matches;
    const kept = [hasOutline(style) ? style.outlineWidth + style.outlineColor : "", style.borderTopWidth, style.borderTopColor, style.borderBottomWidth,
      style.borderBottomColor, style.textDecorationLine];
    return kept.concat(forced ? [] : [style.boxShadow, style.backgroundColor]).join("|");
  }

  function stops() {
    return all(STOPS).filter((each) => isShown(each) && !each.disabled && each.tabIndex >= 0 && !each.closest("[inert]")
      && !(each.tagName === "SUMMARY" && each.parentElement.tagName !== "DETAILS"));
  }

  function unseen() {
    const found = [];
    for (const each of stops()) {
      const near = [each, each.parentElement, ...(each.labels || []), each.nextElementSibling].filter(Boolean);
      if (document.activeElement) document.activeElement.blur();
      const before = near.map(signature);
      each.focus();
      if (document.activeElement !== each) continue;  // a group of choices takes one of its own
      const style = getComputedStyle(each), isRing = hasOutline(style) && parseFloat(style.outlineWidth) >= 2;
      if (!isRing && near.every((one, n) => signature(one) === before[n])) found.push(`focus is not seen: ${said(each)}`);
      if (isCovered(each)) found.push(`what has the focus is covered: ${said(each)}`);
    }
    if (document.activeElement) document.activeElement.blur();
    return found;
  }

  function isCovered(each) {
    const boxes = [...each.getClientRects()].filter((box) => box.width && box.height);
    const at = boxes.flatMap((box) => [[0.5, 0.5], [0.1, 0.1], [0.9, 0.9]].map(([x, y]) => [box.left + box.width * x, box.top + box.height * y]));
    const inside = at.filter(([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight);
    return inside.length === 0 || inside.every(([x, y]) => {
      const top = document.elementFromPoint(x, y);
      return !top || !(each.contains(top) || top === each.parentElement && top !== document.body || [...(each.labels || [])].some((label) => label.contains(top)));
    });
  }

  // ---- forced colours: backgrounds and shadows go. What has an edge of its own, or words, stays. (1.4.1, 1.4.11)
  let marks = [], lit = [];
  function remember() {  // before colours are forced: what is drawn by a background alone, and how a chosen one differs
    marks = all("main *, header *, footer *").filter((each) => {
      if (!isShown(each) || each.textContent.trim() || each.children.length || each.closest("svg, [aria-hidden=true], .visually-hidden")) return false;
      if (each.matches("input, select, textarea, button, progress, meter, img, iframe, hr, br, canvas, video, audio, td, th, option")) return false;
      const colour = getComputedStyle(each).backgroundColor;
      return !isClear(colour) && colour !== backdrop(each.parentElement);
    });
    lit = all(LIT).filter(isShown);
    return [];
  }

  function vanishing() {
    const found = [];
    for (const each of marks) {
      const style = getComputedStyle(each);
      if (!hasEdge(style) && style.backgroundColor === backdrop(each.parentElement)) found.push(`a mark vanishes: ${said(each)}`);
    }
    for (const each of all(FIELDS).filter(isShown)) {
      const style = getComputedStyle(each), isLink = each.matches(".btn-link") || style.textDecorationLine.includes("underline");
      if (!hasEdge(style) && !isLink && style.appearance === "none" && style.backgroundColor === backdrop(each.parentElement)) {
        found.push(`a control has no edge: ${said(each)}`);
      }
    }
    for (const each of all("input[type=checkbox], input[type=radio]").filter(isShown)) {
      const style = getComputedStyle(each);
      if (style.appearance === "none" && style.backgroundImage !== "none") found.push(`whether it is ticked is a picture: ${said(each)}`);
    }
    for (const each of lit) {
      const marked = (one) => {
        const style = getComputedStyle(one), drawn = getComputedStyle(one, "::before").content;
        return [style.fontWeight, style.color, style.textDecorationLine, style.textDecorationThickness, style.backgroundColor, drawn,
          ...["Top", "Right", "Bottom", "Left"].flatMap((side) => [style[`border${side}Width`], style[`border${side}Color`], style[`border${side}Style`]]),
          style.outlineStyle, style.outlineWidth].join("|");
      };
      const list = each.closest("ul, ol, nav, tr, [role=group], [role=tablist], [role=listbox]");
      const others = list ? all(each.tagName, list).filter((one) => isShown(one) && !one.matches(LIT)) : [];
      if (others.length && others.every((one) => marked(one) === marked(each)) && !each.querySelector("svg, .visually-hidden")) {
        found.push(`which one is chosen is not seen: ${said(each)}`);
      }
    }
    for (const each of all("svg:not([aria-hidden=true])").filter(isShown)) {
      const back = backdrop(each);
      const shapes = all("path, rect, circle, line, polyline, polygon, ellipse", each);
      if (shapes.length && shapes.every((one) => [getComputedStyle(one).fill, getComputedStyle(one).stroke].every((c) => c === "none" || c === back))) {
        found.push(`a drawing vanishes: ${said(each)}`);
      }
    }
    return found;
  }

  // ---- of the whole page: what axe-core would find only by reading it again
  function whole() {
    const found = [], ids = all("[id]").map((each) => each.id), twice = ids.filter((id, n) => ids.indexOf(id) !== n);
    if (twice.length) found.push(`two things have one id: ${twice[0]}`);
    if (all("h1").length !== 1) found.push(`${all("h1").length} first headings`);
    if (!document.title.trim() || !document.documentElement.lang) found.push("no title, or no language");
    let level = 1;
    for (const each of all("h1, h2, h3, h4, h5, h6").filter(isShown)) {
      const own = Number(each.tagName[1]);
      if (own > level + 1) found.push(`a heading skips a level: ${said(each)}`);
      level = own;
    }
    for (const each of all("[aria-labelledby], [aria-describedby], [aria-controls], label[for]")) {
      const named = ["aria-labelledby", "aria-describedby", "for"].flatMap((name) => (each.getAttribute(name) || "").split(/\s+/).filter(Boolean));
      const gone = named.filter((id) => !document.getElementById(id));
      if (gone.length) found.push(`it names what is not there (${gone[0]}): ${said(each)}`);
    }
    return found;
  }

  // ---- what is folded away is read as well: the menu of a telephone, and everything that opens below its heading
  function unfold() {
    all("details:not([open])").forEach((each) => { each.open = true; });
    all(".menu").forEach((each) => each.classList.add("is-open"));
    return [];
  }

  // ---- colours: of each pair of a colour and what it stands on, in each size, axe-core is shown two; the others are the same
  let tones = {};
  function toned() {
    tones = {};
    for (const each of all("body, body *")) {
      const isText = [...each.childNodes].some((one) => one.nodeType === 3 && one.textContent.trim());
      if (!(isText || each.matches("input, textarea, select")) || each.closest("svg") || !isShown(each)) continue;
      const style = getComputedStyle(each);
      let faded = 1;
      for (let at = each; at; at = at.parentElement) faded *= parseFloat(getComputedStyle(at).opacity);
      const key = [style.color, backdrop(each), faded.toFixed(2), style.fontWeight, style.fontSize, style.backgroundImage === "none"].join(" ");
      (tones[key] = tones[key] || []).push(each);
    }
    return Object.keys(tones);
  }

  function show(keys) {
    all("[data-tone]").forEach((each) => each.removeAttribute("data-tone"));
    keys.forEach((key) => tones[key].slice(0, 2).forEach((each) => each.setAttribute("data-tone", "")));
  }

  // ---- on paper: no menus, no buttons, nothing dark, no pale words, nothing wider than the sheet
  function printed() {
    const light = (colour) => {
      const [r, g, b, a] = colour.match(/[\d.]+/g).map(Number);
      return a === 0 ? 1 : (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
    };
    const isOnPaper = (each) => each.checkVisibility({ checkVisibilityCSS: true }) && each.getBoundingClientRect().height > 1;
    const found = all("nav, button, .btn, .menu, .skip, .demo-bar").filter(isOnPaper).map((each) => `a menu or a button is printed: ${said(each)}`);
    for (const each of all("html, body, main, main *").filter((one) => isOnPaper(one) && !one.closest("svg, input, progress, meter"))) {
      const style = getComputedStyle(each), hasWords = [...each.childNodes].some((one) => one.nodeType === 3 && one.textContent.trim());
      if (light(style.backgroundColor) < 0.5) found.push(`it is dark on paper: ${said(each)}`);
      if (hasWords && light(style.color) > 0.6) found.push(`words are pale on paper: ${said(each)}`);
      const isHidden = ["hidden", "clip", "auto", "scroll"].includes(style.overflowX) && each.clientWidth > 1;
      if (isHidden && each.textContent.trim() && each.scrollWidth > each.clientWidth + 2) found.push(`words are cut off on paper: ${said(each)}`);
    }
    return found.concat(wide().map((words) => `on paper it ${words}`));
  }

  window.looks = { printed, toned, show, unfold, wide, cut, moving, unseen, remember, vanishing, whole };
})();
