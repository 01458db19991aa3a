/* Dragging rows into another order, with a mouse, a pen or a finger. The buttons "Up" and "Down" do the same without this. */
(function () {
  function rows(list) { return Array.prototype.slice.call(list.querySelectorAll("[data-row]:not([data-last])")); }
  function order(form) { return rows(form).map(function (row) { return row.id; }).join(); }

  function over(list, y, dragged) {
    return rows(list).filter(function (row) {
      var box = row.getBoundingClientRect();
      return row !== dragged && y > box.top && y < box.bottom;
    })[0];
  }
  function begin(event) {
    var grip = event.target.closest && event.target.closest("[data-grip]");
    if (!grip || event.button) return;
    var row = grip.closest("[data-row]"), list = row.parentNode, form = row.closest("[data-order]"), before = order(form);
    event.preventDefault();
    row.classList.add("is-dragged");

    function move(at) {
      var other = over(list, at.clientY, row);
      if (!other) return;
      var box = other.getBoundingClientRect();
      list.insertBefore(row, at.clientY < box.top + box.height / 2 ? other : other.nextSibling);
    }
    function end(at) {
      document.removeEventListener("pointermove", move);
      document.removeEventListener("pointerup", end);
      document.removeEventListener("pointercancel", end);
      row.classList.remove("is-dragged");
      if (at.type === "pointerup" && order(form) !== before && window.htmx) window.htmx.trigger(form, "ordered");
    }
    document.addEventListener("pointermove", move);
    document.addEventListener("pointerup", end);
    document.addEventListener("pointercancel", end);
  }
  function ready() {
    Array.prototype.forEach.call(document.querySelectorAll("[data-order]"), function (form) { form.classList.add("can-drag"); });
  }
  if (!window.PointerEvent) return;
  document.addEventListener("pointerdown", begin);
  document.addEventListener("htmx:afterSettle", ready);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", ready); else ready();
})();
