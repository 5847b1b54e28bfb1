// The desk: a reader's Enter sends a whole scan, and what is typed survives a lost connection.
(function () {
  "use strict";
  const PREFIX = "przystan-draft:";
  const LIVES_MS = 12 * 60 * 60 * 1000;

  // A zone of two or three lines arrives with an Enter after each: only the last one sends it.
  const scan = document.querySelector("[data-przystan-scan]");
  if (scan) {
    const whole = (text) => {
      const lines = text.split("\n").map((line) => line.trim()).filter(Boolean);
      if (!lines.length || !lines[0].includes("<")) return true;
      const wanted = lines[0].length <= 31 ? 3 : 2;
      return lines.length >= wanted;
    };
    scan.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || !whole(scan.value)) return;
      event.preventDefault();
      scan.form.requestSubmit();
    });
    scan.focus();
  }

  function store(key, value) {
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, value);
    } catch (refused) {
      // Without storage the page works as before, it only keeps nothing.
    }
  }
  const done = document.querySelector("[data-przystan-draft-done]");
  if (done) store(PREFIX + done.dataset.przystanDraftDone, null);

  const form = document.querySelector("form[data-przystan-draft]");
  if (!form) return;
  const key = PREFIX + form.dataset.przystanDraft;
  const notice = document.querySelector("[data-przystan-draft-notice]");
  const say = (name) => {
    const words = document.createElement("p");
    words.className = "p-notice";
    words.textContent = notice.dataset[name];
    notice.replaceChildren(words);
  };
  // Not the token, which is the page's own, and nothing that asks not to be kept.
  const kept = () =>
    [...form.elements].filter(
      (field) => field.name && field.name !== "csrfmiddlewaretoken" && !("przystanNoDraft" in field.dataset),
    );
  const value = (field) => (field.type === "checkbox" || field.type === "radio" ? field.checked : field.value);

  function save() {
    const fields = kept().map((field) => [field.name, field.type === "radio" ? field.value : "", value(field)]);
    store(key, JSON.stringify({ at: Date.now(), fields }));
  }
  function restore() {
    let draft = null;
    try {
      draft = JSON.parse(localStorage.getItem(key));
    } catch (broken) {
      draft = null;
    }
    if (!draft || Date.now() - draft.at > LIVES_MS) return store(key, null);
    draft.fields.forEach(([name, choice, kept_value]) => {
      const field = kept().find((one) => one.name === name && (one.type !== "radio" || one.value === choice));
      if (!field) return;
      if (typeof kept_value === "boolean") field.checked = kept_value;
      else field.value = kept_value;
    });
    say("restored");
  }
  // After a refusal by the server the page shows what was sent: nothing is put over it.
  if (!document.querySelector("[data-przystan-errors]")) restore();
  form.addEventListener("input", save);
  form.addEventListener("change", save);

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    }
  });

  let isSending = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (isSending) return;
    isSending = true;
    save();
    fetch(form.dataset.alive, { cache: "no-store", redirect: "manual" })
      .then((answer) => {
        if (answer.status === 204) return form.submit();
        isSending = false;
        return say("out");
      })
      .catch(() => {
        isSending = false;
        say("lost");
      });
  });
  addEventListener("online", () => notice.firstChild && say("back"));
  addEventListener("pageshow", () => (isSending = false));
})();
