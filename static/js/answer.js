/* A tap that could not be saved says so and is tried again: any htmx request inside [data-retry]. */
(function () {
  var WAITS = [2000, 4000, 8000, 15000, 30000], waiting = [];

  function place(element) {
    var line = element.querySelector(":scope > .retry") || element.parentNode.querySelector(":scope > .retry");
    if (!line) {
      line = document.createElement("p");
      line.className = "retry";
      line.setAttribute("role", "status");
      element.parentNode.insertBefore(line, element.nextSibling);
    }
    return line;
  }
  function again(task) {
    waiting = waiting.filter(function (other) { return other !== task; });
    if (!document.body.contains(task.element)) return;
    var config = task.config;
    htmx.ajax(config.verb.toUpperCase(), config.path, { source: task.element, target: config.target, values: config.unfilteredFormData || config.parameters, swap: "outerHTML" });
  }
  function failed(event) {
    var element = event.detail.elt, config = event.detail.requestConfig, status = event.detail.xhr ? event.detail.xhr.status : 0;
    if (!config || !element.closest || !element.closest("[data-retry]")) return;
    var line = place(element), tries = Number(element.getAttribute("data-tries") || 0);
    if (status && status < 500 && status !== 429) {
      line.textContent = "Not saved. Please load this page again and look how it stands now, or ring us.";
      return;
    }
    element.setAttribute("data-tries", tries + 1);
    line.textContent = "Not saved yet. We are trying again. Please keep this page open.";
    var task = { element: element, config: config };
    waiting.push(task);
    setTimeout(function () { if (waiting.indexOf(task) > -1) again(task); }, WAITS[Math.min(tries, WAITS.length - 1)]);
  }
  document.addEventListener("htmx:sendError", failed);
  document.addEventListener("htmx:timeout", failed);
  document.addEventListener("htmx:responseError", failed);
  document.addEventListener("htmx:afterOnLoad", function (event) {
    if (event.detail.successful === false || event.detail.xhr.status >= 400) return;
    var line = event.detail.elt.parentNode && event.detail.elt.parentNode.querySelector(":scope > .retry");
    if (line) line.remove();
    event.detail.elt.removeAttribute("data-tries");
  });
  /* The pressed button is gone with what it stood in: reading goes on at the words that say how it stands now. */
  document.addEventListener("htmx:afterSettle", function (event) {
    var part = event.detail.elt, words = part.querySelector && part.querySelector("[data-focus]");
    if (words && (!document.activeElement || document.activeElement === document.body)) words.focus();
  });
  window.addEventListener("online", function () { waiting.slice().forEach(again); });
  window.addEventListener("beforeunload", function (event) {
    if (waiting.length) { event.preventDefault(); event.returnValue = ""; }
  });
})();
