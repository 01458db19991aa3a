/* Finding people while typing: a combobox with a list that arrow keys, Enter, Escape, touch and screen readers can use.
   Without this script the Find button draws the page again with everything typed still there. */
(function () {
  var WAIT = 200;

  function people(box) {
    var input = box.querySelector("[name=who]"), found = box.querySelector("#found"), chosen = box.querySelector("[data-chosen]");
    var said = box.querySelector("[data-said]"), chip = box.querySelector("template[data-chip]"), form = input.form;
    var timer, asked = 0, active = -1;

    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", "found");
    box.querySelector("[data-find-button]").hidden = true;
    show(false);

    function options() { return Array.prototype.slice.call(found.querySelectorAll("[role=option]")); }
    function show(open) {
      input.setAttribute("aria-expanded", open ? "true" : "false");
      if (!open) { input.removeAttribute("aria-activedescendant"); active = -1; }
    }
    function close() { found.textContent = ""; show(false); }
    function say(words) { said.textContent = words; }
    function ids() { return Array.prototype.map.call(form.querySelectorAll("[name=people]"), function (field) { return field.value; }); }
    function how_many() { var n = ids().length; return n === 1 ? "1 person chosen." : n + " people chosen."; }
    function changed() { form.dispatchEvent(new Event("change", { bubbles: true })); }

    function ask() {
      var words = input.value.trim(), mine = ++asked;
      if (!words) return close();
      var data = new FormData();
      data.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
      data.append("who", words);
      data.append("asks", box.getAttribute("data-asks"));
      ids().forEach(function (id) { data.append("people", id); });
      fetch(box.getAttribute("data-find"), { method: "POST", body: data, credentials: "same-origin", headers: { "HX-Request": "true" } }).then(function (answer) {
        if (!answer.ok) throw new Error(answer.status);
        return answer.text();
      }).then(function (html) {
        if (mine !== asked) return;
        var fresh = document.createElement("div");
        fresh.innerHTML = html;
        found.innerHTML = fresh.firstElementChild.innerHTML;
        var n = options().length;
        show(n > 0);
        say(n ? (n === 1 ? "1 person found. " : n + " people found. ") + "Use the arrow keys." : found.textContent.trim());
        if (n) mark(0);
      }).catch(function () {
        if (mine === asked) { close(); box.querySelector("[data-find-button]").hidden = false; say("The list could not be reached. Press Find."); }
      });
    }
    function mark(index) {
      var all = options();
      active = all.length ? (index + all.length) % all.length : -1;
      all.forEach(function (option, n) { option.setAttribute("aria-selected", n === active ? "true" : "false"); });
      if (active > -1) {
        input.setAttribute("aria-activedescendant", all[active].id);
        all[active].scrollIntoView({ block: "nearest" });
      }
    }
    function add(option) {
      var id = option.getAttribute("data-id"), name = option.getAttribute("data-name");
      var row = chip.content.firstElementChild.cloneNode(true), hat = row.querySelector(".chip-hat");
      row.querySelector("[name=people]").value = id;
      row.querySelector(".chip-name").textContent = name;
      row.querySelector("[data-take-off] span").textContent = " " + name;
      if (option.hasAttribute("data-ask")) {
        hat.querySelector("select").name = "hat_" + id;
        hat.querySelector("select").setAttribute("aria-label", name + " took part as");
      } else hat.remove();
      chosen.appendChild(row);
      asked++;
      input.value = "";
      close();
      say(name + " added. " + how_many());
      changed();
      if (option.hasAttribute("data-ask")) row.querySelector("select").focus(); else input.focus();
    }

    input.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(ask, WAIT); });
    input.addEventListener("keydown", function (event) {
      if (event.key === "ArrowDown" && options().length) { event.preventDefault(); mark(active + 1); }
      else if (event.key === "ArrowUp" && options().length) { event.preventDefault(); mark(active - 1); }
      else if (event.key === "Escape" && found.textContent) { event.preventDefault(); close(); say("List closed."); }
      else if (event.key === "Enter") {
        event.preventDefault();
        if (active > -1) add(options()[active]);
        else if (input.value.trim()) { clearTimeout(timer); ask(); }
      }
    });
    found.addEventListener("mousedown", function (event) { event.preventDefault(); });
    found.addEventListener("click", function (event) {
      var option = event.target.closest("[role=option]");
      if (option) add(option);
    });
    input.addEventListener("blur", function () { setTimeout(function () { if (document.activeElement !== input && !input.value.trim()) close(); }, 150); });
    chosen.addEventListener("click", function (event) {
      var button = event.target.closest("[data-take-off], [name=take_off]");
      if (!button) return;
      event.preventDefault();
      var row = button.closest("li"), name = row.querySelector(".chip-name").textContent;
      row.remove();
      say(name + " taken off. " + how_many());
      changed();
      input.focus();
    });
    form.addEventListener("draft:restored", function (event) {
      (event.detail.people || []).forEach(function (id) {
        if (ids().indexOf(id) > -1) return;
        var field = document.createElement("input");
        field.type = "hidden"; field.name = "people"; field.value = id;
        form.appendChild(field);
      });
      var button = box.querySelector("[data-find-button]");
      input.value = "";
      if (event.detail.people && form.requestSubmit) form.requestSubmit(button);
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("[data-people]").forEach(people);
    document.querySelectorAll("[data-set-date]").forEach(function (button) {
      button.addEventListener("click", function (event) {
        event.preventDefault();
        var field = document.getElementById(button.getAttribute("data-for"));
        field.value = button.getAttribute("data-set-date");
        field.dispatchEvent(new Event("input", { bubbles: true }));
        field.focus();
      });
    });
  });
})();
