// The hall's display: a chime and the words of a call, once the sound was turned on. Calls that
// were there when the page came, or came back, are not said again.
(function () {
  "use strict";
  const place = document.querySelector("[data-przystan-calls]");
  const button = document.querySelector("[data-przystan-sound]");
  if (!place) return;
  const keys = () => [...place.querySelectorAll("[data-przystan-call]")];
  let known = new Set(keys().map((row) => row.dataset.przystanCall));
  let audio = null;

  function chime() {
    [880, 660].forEach((pitch, n) => {
      const tone = audio.createOscillator();
      const loud = audio.createGain();
      const begin = audio.currentTime + n * 0.35;
      tone.frequency.value = pitch;
      loud.gain.setValueAtTime(0.25, begin);
      loud.gain.exponentialRampToValueAtTime(0.001, begin + 0.6);
      tone.connect(loud).connect(audio.destination);
      tone.start(begin);
      tone.stop(begin + 0.6);
    });
  }
  function say(row) {
    if (!("speechSynthesis" in window)) return;
    const words = new SpeechSynthesisUtterance(row.dataset.words);
    words.lang = row.dataset.lang;
    words.rate = 0.9;
    speechSynthesis.speak(words);
  }
  document.body.addEventListener("htmx:afterSettle", () => {
    const fresh = keys().filter((row) => !known.has(row.dataset.przystanCall));
    known = new Set([...known, ...fresh.map((row) => row.dataset.przystanCall)]);
    if (!audio || !fresh.length) return;
    chime();
    // The oldest of them first, as they were called.
    fresh.reverse().forEach(say);
    place.dataset.said = fresh[fresh.length - 1].dataset.words;
  });
  if (button && "AudioContext" in window) {
    button.hidden = false;
    button.addEventListener("click", () => {
      audio = audio || new AudioContext();
      audio.resume();
      button.textContent = button.dataset.on;
      button.setAttribute("aria-pressed", "true");
    });
  }
})();
