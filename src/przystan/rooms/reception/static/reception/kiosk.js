// The kiosk goes back to its first page, in Polish, when nobody touches it any more.
(function () {
  "use strict";
  const form = document.querySelector("form[data-przystan-returns]");
  if (!form) return;
  let timer = 0;
  const begin = () => {
    clearTimeout(timer);
    timer = setTimeout(() => form.submit(), Number(form.dataset.przystanReturns) * 1000);
  };
  ["pointerdown", "keydown", "focusin"].forEach((kind) => document.addEventListener(kind, begin));
  begin();
})();
