// The signature pad: strokes with their times, drawn as one path, sent as JSON. Any pointer draws.
(function () {
  "use strict";
  const pad = document.querySelector("[data-przystan-pad]");
  if (!pad) return;
  const form = pad.closest("[data-przystan-pad-form]");
  const ink = pad.querySelector("path");
  const whole = (value, most) => Math.max(0, Math.min(most, Math.round(value)));
  let strokes = [];
  let current = null;
  let begun = 0;

  function point(event) {
    const box = pad.getBoundingClientRect();
    if (!begun) begun = event.timeStamp;
    return [
      whole(((event.clientX - box.left) / box.width) * 1000, 1000),
      whole(((event.clientY - box.top) / box.height) * 400, 400),
      whole(event.timeStamp - begun, 600000),
    ];
  }
  function draw() {
    ink.setAttribute(
      "d",
      strokes.map((s) => "M" + s.map((p) => p[0] + " " + p[1]).join("L") + (s.length < 2 ? "h1" : "")).join(""),
    );
  }
  pad.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    pad.setPointerCapture(event.pointerId);
    current = [point(event)];
    strokes.push(current);
    draw();
  });
  pad.addEventListener("pointermove", (event) => {
    if (!current) return;
    const next = point(event);
    const last = current[current.length - 1];
    if (next[0] === last[0] && next[1] === last[1]) return;
    current.push(next);
    draw();
  });
  const lift = () => (current = null);
  pad.addEventListener("pointerup", lift);
  pad.addEventListener("pointercancel", lift);
  form.querySelector("[data-przystan-pad-clear]").addEventListener("click", () => {
    strokes = [];
    begun = 0;
    draw();
  });
  form.addEventListener("submit", () => {
    form.elements.strokes.value = JSON.stringify(strokes);
  });
})();
