/* The door on a phone. The list is asked for once and kept for the day; each tap is written down on the phone with an id of
   its own and sent when there is a network. The same id twice changes nothing, so sending again is always safe. */
(function () {
  var root = document.querySelector("[data-door]");
  if (!root || !window.fetch || !window.localStorage) return;
  var KEY = "door-" + root.getAttribute("data-door"), UNTIL = Number(root.getAttribute("data-until"));
  var PHONE = root.getAttribute("data-phone"), EVERY = 15000, SLOW = 8000;
  var list = root.querySelector("[data-rows]"), state = root.querySelector("[data-state]"), find = root.querySelector("[data-find]");
  var walkIn = root.querySelector("[data-walk-in]"), sending = false, trouble = "", cleared = false;
  var kept = read();

  function read() {
    var empty = { rows: [], queue: [], until: UNTIL };
    try {
      var found = JSON.parse(localStorage.getItem(KEY));
      if (!found || !found.rows) return empty;
      if (Date.now() > found.until) found.rows = [];
      return found;
    } catch (broken) { return empty; }
  }
  function write() {
    if (!kept.rows.length && !kept.queue.length) return localStorage.removeItem(KEY);
    try { localStorage.setItem(KEY, JSON.stringify(kept)); } catch (full) { trouble = "This phone has no room left. Please write on the paper list."; }
  }
  /* Another page of the same phone may have added to the queue: it is read again before it is changed. */
  function change(what) { var now = read(); if (now.rows.length || now.queue.length) kept = now; what(); write(); draw(); }
  function newId() {
    if (window.crypto && crypto.randomUUID) return crypto.randomUUID();
    var b = crypto.getRandomValues(new Uint8Array(16)); b[6] = b[6] & 15 | 64; b[8] = b[8] & 63 | 128;
    var hex = Array.prototype.map.call(b, function (n) { return (n + 256).toString(16).slice(1); }).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  }

  /* What the list looks like with everything that still waits to be sent. */
  function shown() {
    var rows = kept.rows.map(function (row) { return { id: row.id, number: row.number, name: row.name, came: row.came }; });
    kept.queue.forEach(function (press) {
      if (press.press === "walk_in") rows.push({ id: null, number: "", name: press.name, came: true, waits: true });
      rows.forEach(function (row) { if (row.id && row.id === press.id) { row.came = press.press === "came"; row.waits = true; } });
    });
    return rows;
  }
  function element(name, words, look) {
    var made = document.createElement(name);
    if (words) made.textContent = words;
    if (look) made.className = look;
    return made;
  }
  function line(row) {
    var item = element("li"), words = element("div"), text = element("p");
    text.appendChild(element("span", row.number ? row.number + " " : "", "soft"));
    text.appendChild(element("bdi", row.name));
    if (row.came) { text.appendChild(document.createTextNode(" ")); text.appendChild(element("span", row.waits ? "In, waits to be sent" : "In", row.waits ? "tag tag-sun" : "tag tag-leaf")); }
    words.appendChild(text);
    item.appendChild(words);
    if (row.id) {
      var button = element("button", row.came ? "Take back" : "Came in", row.came ? "btn btn-sm btn-link" : "btn");
      button.type = "button";
      button.setAttribute("data-press", row.came ? "undo" : "came");
      button.setAttribute("data-of", row.id);
      button.appendChild(element("span", ": " + row.name, "visually-hidden"));
      item.appendChild(button);
    }
    return item;
  }
  function draw() {
    var rows = shown(), words = find.value.trim().toLowerCase(), focus = document.activeElement && document.activeElement.getAttribute("data-of");
    var fits = rows.filter(function (row) { return !words || row.name.toLowerCase().indexOf(words) > -1 || String(row.number) === words; });
    list.textContent = "";
    fits.forEach(function (row) { list.appendChild(line(row)); });
    if (!fits.length) list.appendChild(element("li", words ? "Nobody on the list is called that. Below you can let them in all the same." : "Nobody is on the list."));
    if (focus) { var again = list.querySelector("[data-of='" + focus + "']"); if (again) again.focus(); }
    root.querySelector("[data-in]").textContent = rows.filter(function (row) { return row.came; }).length;
    root.querySelector("[data-of]:not(button)").textContent = rows.length;
    var waits = kept.queue.length, said = trouble;
    if (!said && cleared) said = "The list is off this phone.";
    if (!said) said = waits ? waits + (waits === 1 ? " press waits" : " presses wait") + " to be sent. They are safe on this phone." : "Everything is sent.";
    if (waits && trouble) said += " " + waits + " wait to be sent and are safe on this phone.";
    if (state.textContent !== said) state.textContent = said;
  }

  function token() { return root.querySelector("[name=csrfmiddlewaretoken]"); }
  function asked(url, options) {
    var stop = window.AbortController ? new AbortController() : null;
    if (stop) { options.signal = stop.signal; setTimeout(function () { stop.abort(); }, SLOW); }
    options.credentials = "same-origin";
    return fetch(url, options);
  }
  /* A page kept for a long time has an old token: a new one is read from the page itself, once. */
  function freshToken() {
    return asked(location.pathname, {}).then(function (answer) { return answer.text(); }).then(function (html) {
      var field = new DOMParser().parseFromString(html, "text/html").querySelector("[data-door] [name=csrfmiddlewaretoken]");
      if (!field) throw new Error("signed out");
      document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach(function (each) { each.value = field.value; });
    });
  }
  function exchange(queue, again) {
    var options = queue.length ? {
      method: "POST", headers: { "Content-Type": "application/json", "X-CSRFToken": token().value },
      body: JSON.stringify({ now: Date.now(), presses: queue })
    } : {};
    return asked(PHONE, options).then(function (answer) {
      if (answer.status === 403 && !again) return freshToken().then(function () { return exchange(queue, true); });
      if (answer.redirected || answer.status === 403 || answer.status === 401) throw new Error("signed out");
      return answer.json().then(function (told) {
        if (!answer.ok) { trouble = told.words || "The site could not take this."; throw new Error("refused"); }
        return told;
      });
    });
  }
  function sync() {
    if (sending || cleared) return;
    sending = true;
    var queue = read().queue.slice(0, 200);
    exchange(queue).then(function (told) {
      trouble = "";
      change(function () {
        kept.queue = kept.queue.filter(function (press) { return told.kept.indexOf(press.uid) < 0; });
        kept.rows = told.rows;
        kept.until = told.until;
      });
      sending = false;
      if (kept.queue.length) setTimeout(sync, 300);
    }).catch(function (problem) {
      sending = false;
      if (problem.message === "signed out") trouble = "You are signed out. Please sign in again on this phone.";
      else if (problem.message !== "refused") trouble = navigator.onLine && !kept.queue.length ? "" : "There is no network just now. Go on pressing.";
      draw();
    });
  }
  function press(sort, more) {
    cleared = false;
    change(function () {
      var made = { uid: newId(), press: sort, at: Date.now() };
      Object.keys(more).forEach(function (name) { made[name] = more[name]; });
      kept.queue.push(made);
    });
    sync();
  }

  list.addEventListener("click", function (event) {
    var button = event.target.closest("[data-press]");
    if (button) press(button.getAttribute("data-press"), { id: Number(button.getAttribute("data-of")) });
  });
  walkIn.addEventListener("submit", function (event) {
    event.preventDefault();
    var name = walkIn.elements.name.value.trim();
    if (!name) return walkIn.elements.name.focus();
    press("walk_in", { name: name, le: walkIn.elements.le.checked });
    walkIn.reset();
    walkIn.elements.name.focus();
  });
  find.addEventListener("input", draw);
  root.querySelector("[data-clear]").addEventListener("click", function () {
    if (kept.queue.length) { trouble = "Not yet: something still waits to be sent."; draw(); return sync(); }
    kept = { rows: [], queue: [], until: UNTIL };
    cleared = true;
    trouble = "";
    localStorage.removeItem(KEY);
    if (navigator.serviceWorker && navigator.serviceWorker.controller) navigator.serviceWorker.controller.postMessage({ forget: true });
    draw();
  });
  window.addEventListener("online", sync);
  document.addEventListener("visibilitychange", function () { if (!document.hidden) sync(); });
  setInterval(function () { if (kept.queue.length || !document.hidden) sync(); }, EVERY);

  if (Date.now() < UNTIL) {
    root.querySelectorAll("[data-tools]").forEach(function (part) { part.hidden = false; });
    draw();
    sync();
    if (navigator.serviceWorker) {
      navigator.serviceWorker.register(root.getAttribute("data-worker")).then(function () { return navigator.serviceWorker.ready; }).then(function (there) {
        var parts = Array.prototype.map.call(document.querySelectorAll("link[rel=stylesheet], script[src], link[rel=icon]"), function (each) { return each.href || each.src; });
        there.active.postMessage({ keep: [location.origin + location.pathname + "?phone=1"].concat(parts) });  /* drawn without a name */
      }).catch(function () { /* the page itself goes on without it, as long as it stays open */ });
    }
  } else if (kept.queue.length) sync();
  else { cleared = true; write(); }  /* the day is over: the page stays as the server drew it */
})();
