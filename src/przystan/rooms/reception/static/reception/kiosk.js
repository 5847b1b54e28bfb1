// The kiosk goes back to its first page when nobody touches it any more.
(function () {
  "use strict";
  const part = document.querySelector("[data-przystan-returns]");
  if (!part) return;
  let timer = 0;
  const begin = () => {
    clearTimeout(timer);
    timer = setTimeout(() => location.assign(part.dataset.url), Number(part.dataset.przystanReturns) * 1000);
  };
  ["pointerdown", "keydown", "focusin"].forEach((kind) => document.addEventListener(kind, begin));
  begin();
})();
