// The customer's pad: it shows anew what the counter asks, and takes a signature as strokes.
(function () {
  "use strict";
  const live = document.querySelector("[data-przystan-reload]");
  if (live) {
    live.addEventListener("htmx:sseMessage", (event) => {
      if (event.detail.data === live.dataset.przystanReload) location.reload();
    });
    document.body.addEventListener("przystan:catch-up", () => location.reload());
    // htmx hears only events that something on the page waits for.
    const ear = document.createElement("span");
    ear.setAttribute("sse-swap", "change");
    ear.setAttribute("hx-swap", "none");
    ear.hidden = true;
    live.append(ear);
    if (window.htmx) window.htmx.process(live);
  }
  const box = document.querySelector("[data-przystan-ink]");
  const form = document.querySelector("[data-przystan-sign]");
  if (!box || !form) return;
  const ink = box.querySelector("path");
  let strokes = [];
  let stroke = null;
  let start = null;
  const within = (part, whole, most) => Math.min(most, Math.max(0, Math.round((part / whole) * most)));
  const draw = () =>
    ink.setAttribute(
      "d",
      strokes.map((line) => "M" + line.map(([x, y]) => `${x} ${y}`).join("L") + (line.length === 1 ? "h1" : "")).join(""),
    );
  const spot = (event) => {
    const frame = box.getBoundingClientRect();
    start = start === null ? event.timeStamp : start;
    return [
      within(event.clientX - frame.left, frame.width, 1000),
      within(event.clientY - frame.top, frame.height, 400),
      Math.min(600000, Math.round(event.timeStamp - start)),
    ];
  };
  box.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    box.setPointerCapture(event.pointerId);
    strokes.push((stroke = [spot(event)]));
    draw();
  });
  box.addEventListener("pointermove", (event) => {
    if (!stroke) return;
    stroke.push(spot(event));
    draw();
  });
  ["pointerup", "pointercancel"].forEach((kind) => box.addEventListener(kind, () => (stroke = null)));
  document.querySelector("[data-przystan-wipe]").addEventListener("click", () => {
    strokes = [];
    start = null;
    draw();
  });
  form.addEventListener("submit", () => (form.elements.strokes.value = strokes.length ? JSON.stringify(strokes) : ""));
})();
