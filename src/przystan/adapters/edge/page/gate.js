// The page is whole without this: it only learns at once, instead of every two seconds, that
// something has changed, and says when the agent itself is gone.
"use strict";
(function () {
  var body = document.body;
  var lost = document.querySelector(".lost");
  var source = new EventSource("/changes?since=" + body.dataset.version);
  source.onmessage = function (event) {
    lost.hidden = true;
    if (event.data !== body.dataset.version) { location.reload(); }
  };
  source.onerror = function () { lost.hidden = false; };
})();
