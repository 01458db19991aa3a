/* Cards may be dragged to a theme; the buttons in each card do the same with the keyboard, and without this script. */
(function () {
  var wall = document.querySelector("[data-cards]");
  if (!wall) return;
  var url = wall.getAttribute("data-cards"), said = document.querySelector("[data-said]"), held = null, home = null, after = null;

  function column(target) { return target.closest && target.closest("[data-theme]"); }
  function send(card, theme, before) {
    var data = new FormData();
    data.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    data.append("step", "put");
    data.append("card", card.getAttribute("data-card"));
    data.append("theme", theme.getAttribute("data-theme"));
    if (before) data.append("before", before.getAttribute("data-card"));
    return fetch(url, { method: "POST", body: data, credentials: "same-origin", headers: { "HX-Request": "true" } });
  }
  wall.querySelectorAll("[data-card]").forEach(function (card) { card.setAttribute("draggable", "true"); });
  wall.addEventListener("dragstart", function (event) {
    held = event.target.closest("[data-card]");
    if (!held) return;
    home = held.parentNode;
    after = held.nextSibling;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", held.getAttribute("data-card"));
    held.classList.add("is-held");
  });
  wall.addEventListener("dragover", function (event) { if (held && column(event.target)) event.preventDefault(); });
  wall.addEventListener("dragend", function () { if (held) held.classList.remove("is-held"); held = null; });
  wall.addEventListener("drop", function (event) {
    var theme = column(event.target), card = held, over = event.target.closest("[data-card]");
    if (!card || !theme) return;
    event.preventDefault();
    if (over === card) return;
    var list = theme.querySelector(".idea-cards"), none = list.querySelector(".card-none");
    if (none) none.remove();
    list.insertBefore(card, over);
    var select = card.querySelector("select[name=theme]");
    if (select) select.value = theme.getAttribute("data-theme");
    send(card, theme, over).then(function (answer) {
      if (!answer.ok) throw new Error(answer.status);
      said.textContent = "Moved to " + theme.querySelector("h2").textContent + ".";
    }).catch(function () {
      home.insertBefore(card, after && after.parentNode === home ? after : null);
      said.classList.remove("visually-hidden");
      said.textContent = "Not saved: the card is back where it was. Please try again.";
    });
  });
})();
