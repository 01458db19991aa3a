/* Nothing typed is lost. A form with data-draft="<address>" keeps its words on the server while they are typed and offers
   them back; such a form, one with data-unsaved and any with a large box warns before its page is left. Without this script
   forms work the same. */
(function () {
  var WAIT = 1500, SENT = "same-table-sent", GOES_ON = "same-table-goes-on";

  function note(key, value) { try { sessionStorage.setItem(key, value); } catch (ignored) { /* private windows */ } }
  function take(key) {
    try { var value = sessionStorage.getItem(key); sessionStorage.removeItem(key); return value; } catch (ignored) { return null; }
  }

  function token() {
    var field = document.querySelector("[name=csrfmiddlewaretoken]");
    return field ? field.value : "";
  }
  function post(url, data) {
    data.set("csrfmiddlewaretoken", token());
    return fetch(url, { method: "POST", body: data, credentials: "same-origin", headers: { "X-Requested-With": "keep" } });
  }
  function words(form) {
    var data = new FormData();
    new FormData(form).forEach(function (value, name) { if (typeof value === "string") data.append(name, value); });
    return data;
  }
  function pristine(form) {
    return Array.prototype.every.call(form.elements, function (field) {
      if (field.type === "checkbox" || field.type === "radio") return field.checked === field.defaultChecked;
      if (field.options) return field.type === "select-one" || Array.prototype.every.call(field.options, function (o) { return o.selected === o.defaultSelected; });
      return !/^(text|search|email|tel|url|number|date|time|textarea)$/.test(field.type) || field.value === field.defaultValue;
    });
  }
  function fill(form, fields) {
    var byName = {};
    fields.forEach(function (pair) { (byName[pair[0]] = byName[pair[0]] || []).push(pair[1]); });
    Array.prototype.forEach.call(form.elements, function (field) {
      var kept = byName[field.name];
      if (field.type === "checkbox" || field.type === "radio") field.checked = !!kept && kept.indexOf(field.value) > -1;
      else if (!kept || /^(hidden|file|submit|button)$/.test(field.type)) return;
      else if (field.multiple && field.options) Array.prototype.forEach.call(field.options, function (o) { o.selected = kept.indexOf(o.value) > -1; });
      else field.value = kept.shift();
    });
    form.dispatchEvent(new CustomEvent("draft:restored", { bubbles: true, detail: byName }));
  }

  function watch(form, goesOn) {
    if (form.hasAttribute("data-watched")) return;
    form.setAttribute("data-watched", "");
    var url = form.getAttribute("data-draft"), timer, changed = false, sending = false;
    var line = document.createElement("p");
    line.className = "keeping" + (url || form.hasAttribute("data-unsaved") ? "" : " is-not-expected");
    line.setAttribute("role", "status");
    form.insertBefore(line, form.firstChild);
    function say(text, kind) { line.textContent = text; line.className = "keeping" + (kind ? " is-" + kind : ""); }

    function keep() {
      post(url, words(form)).then(function (answer) {
        if (answer.status === 401) return say("You have been signed out. Your words are still on this page. Press the button: we keep them while you sign in again.", "failed");
        if (!answer.ok) throw new Error(answer.status);
        return answer.json().then(function (kept) { say("Not sent yet. A draft is kept, " + kept.when + ".", "unsaved"); });
      }).catch(function () {
        say("Not saved yet: we cannot reach the site. Your words are still on this page, and we keep trying.", "failed");
        timer = setTimeout(keep, 10000);
      });
    }
    function typed() {
      if (sending) return;
      if (!changed) say("Not saved yet.", "unsaved");
      changed = true;
      if (url) { clearTimeout(timer); timer = setTimeout(keep, WAIT); }
    }
    form.addEventListener("input", typed);
    form.addEventListener("change", typed);
    form.addEventListener("submit", function (event) {
      sending = true;
      clearTimeout(timer);
      var step = event.submitter && event.submitter.hasAttribute("formnovalidate"); // draws the page again and saves nothing
      if (url) note(step ? GOES_ON : SENT, url);
    });
    form.addEventListener("htmx:afterRequest", function (event) {
      sending = false;
      if (event.detail.successful) changed = false;
    });
    window.addEventListener("pageshow", function () { sending = false; });
    window.addEventListener("beforeunload", function (event) {
      if (changed && !sending) { event.preventDefault(); event.returnValue = ""; }
    });
    if (url && goesOn === url) return typed();
    if (!url || form.querySelector("[data-error-summary]") || !pristine(form)) return;
    fetch(url, { credentials: "same-origin" }).then(function (answer) { return answer.status === 200 ? answer.json() : null; }).then(function (kept) {
      if (!kept || changed) return;
      var note = document.createElement("div");
      note.className = "note";
      note.innerHTML = '<p></p><div class="actions"><button type="button" class="btn btn-sm">Put my words back</button><button type="button" class="btn btn-sm btn-link">Throw them away</button></div>';
      note.firstChild.textContent = "You began this before and did not send it: " + kept.when + ".";
      var buttons = note.querySelectorAll("button");
      buttons[0].addEventListener("click", function () { fill(form, kept.fields); note.remove(); typed(); form.querySelector("input:not([type=hidden]), textarea, select").focus(); });
      buttons[1].addEventListener("click", function () { forget(url); note.remove(); });
      form.insertBefore(note, form.firstChild);
    }).catch(function () { /* the form works without its draft */ });
  }
  function watched(root) {
    var found = Array.prototype.slice.call(root.querySelectorAll("form[data-draft], form[data-unsaved]"));
    Array.prototype.forEach.call(root.querySelectorAll("form[method=post] textarea"), function (box) {
      if (box.form && found.indexOf(box.form) < 0) found.push(box.form);
    });
    return found;
  }
  function forget(url) {
    var data = new FormData();
    data.set("_forget", "1");
    post(url, data).catch(function () { /* it is let go within a day anyway */ });
  }

  document.addEventListener("DOMContentLoaded", function () {
    var sent = take(SENT), goesOn = take(GOES_ON);
    var again = sent && document.querySelector('form[data-draft="' + sent + '"] [data-error-summary]');
    if (sent && !again && token()) forget(sent);
    watched(document).forEach(function (form) { watch(form, goesOn); });
  });
  document.addEventListener("htmx:load", function (event) {
    if (event.target.querySelectorAll) watched(event.target).forEach(function (form) { watch(form); });
  });
})();
