/* The menu works as a link to #menu without this script; with it, it is a button that says whether it is open. Also: print buttons, focus on the error summary. */
document.addEventListener("DOMContentLoaded", function () {
  document.querySelectorAll("[data-menu]").forEach(function (link) {
    var menu = document.getElementById(link.getAttribute("data-menu"));
    function show(open) {
      menu.classList.toggle("is-open", open);
      link.setAttribute("aria-expanded", open ? "true" : "false");
    }
    link.setAttribute("role", "button");
    link.setAttribute("aria-controls", menu.id);
    show(location.hash === "#" + menu.id);
    if (location.hash === "#" + menu.id) history.replaceState(null, "", location.pathname + location.search);
    function toggle(event) {
      event.preventDefault();
      show(!menu.classList.contains("is-open"));
    }
    link.addEventListener("click", toggle);
    link.addEventListener("keydown", function (event) { if (event.key === " ") toggle(event); });
    menu.querySelector(".menu-close").hidden = true;
    menu.addEventListener("keydown", function (event) {
      if (event.key === "Escape") { show(false); link.focus(); }
    });
  });
  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
  /* A list of the door leaves this phone when its day is over or whoever had it signs out; what waits to be sent stays. */
  try {
    var signedOut = document.querySelector(".who a[href*='/login']");
    Object.keys(localStorage).forEach(function (key) {
      if (key.indexOf("door-") !== 0) return;
      var kept = JSON.parse(localStorage.getItem(key));
      if (!signedOut && Date.now() < kept.until) return;
      kept.rows = [];
      if (kept.queue.length) localStorage.setItem(key, JSON.stringify(kept)); else localStorage.removeItem(key);
    });
  } catch (ignored) { /* private windows */ }
  var wrong = document.querySelector("[data-error-summary]");
  if (wrong) wrong.focus();
  /* After a press reading goes on at the words that say how it stands now; where it goes on elsewhere (a fragment, a
     field), they are put in once more, because a status that came with the page is not read out. */
  var said = document.getElementById("messages"), at = document.activeElement;
  var first = said && said.querySelector("[data-focus]");
  if (first && !location.hash && (!at || at === document.body)) first.focus();
  else if (said && said.children.length) setTimeout(function () { said.innerHTML = said.innerHTML; }, 300);
});
document.addEventListener("htmx:load", function (event) {
  var wrong = event.target.querySelector && event.target.querySelector("[data-error-summary]");
  if (wrong) wrong.focus();
});
