// Runs before the first paint so that a remembered theme does not flash. Reads one local setting.
(function () {
  "use strict";
  document.documentElement.classList.add("p-js");
  try {
    var theme = localStorage.getItem("przystan-theme");
    if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
  } catch (refused) {
    // Storage may be forbidden: the page then follows the system.
  }
})();
