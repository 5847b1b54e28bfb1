// The few behaviours that HTML does not have yet. Every page works without this file.
(function () {
  "use strict";
  const root = document.documentElement;

  // Theme: the button shows what it will do.
  const toggle = document.querySelector("[data-przystan-theme]");
  if (toggle) {
    const dark = () =>
      root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    const show = () => {
      const next = dark() ? toggle.dataset.toLight : toggle.dataset.toDark;
      toggle.setAttribute("aria-label", next);
      toggle.title = next;
    };
    toggle.hidden = false;
    toggle.addEventListener("click", () => {
      root.dataset.theme = dark() ? "light" : "dark";
      try {
        localStorage.setItem("przystan-theme", root.dataset.theme);
      } catch (refused) {
        // The choice then lasts for this page only.
      }
      show();
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
    show();
  }

  // Search: Ctrl+K (Cmd+K) from anywhere.
  const search = document.querySelector("[data-przystan-search]");
  if (search) {
    document.addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
        event.preventDefault();
        search.focus();
        search.select();
      }
    });
  }

  // Two minutes before an idle session ends the page says so; another tab may have been in use.
  const idle = document.querySelector("[data-przystan-idle]");
  if (idle) {
    const warnAt = 120;
    const ask = (method) =>
      fetch(idle.dataset.przystanIdle, {
        method,
        headers: { "X-CSRFToken": document.querySelector("meta[name='csrf-token']").content },
      })
        .then((answer) => (answer.redirected ? { seconds: 0 } : answer.json()))
        .then(({ seconds }) => {
          idle.hidden = seconds > warnAt;
          // A timer holds 24 days at most; a session never lasts so long.
          if (seconds) setTimeout(ask, Math.max(seconds - warnAt, seconds > warnAt ? 1 : seconds) * 1000 + 500, "GET");
        })
        .catch(() => setTimeout(ask, 60000, "GET"));
    idle.querySelector("button").addEventListener("click", () => ask("POST"));
    setTimeout(ask, 61000, "GET");
  }

  // Drafts of a desk (see its script) hold what was typed about persons: signed out, none stays.
  if (document.querySelector("meta[name='przystan-signed-out']")) {
    try {
      Object.keys(localStorage)
        .filter((key) => key.startsWith("przystan-draft:"))
        .forEach((key) => localStorage.removeItem(key));
    } catch (refused) {
      // Without storage there are no drafts.
    }
  }

  // Error summary takes focus; its links move focus into the field.
  function announceErrors(scope) {
    const summary = scope.querySelector("[data-przystan-errors]");
    if (summary) summary.focus();
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-przystan-errors] a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    const group = field.closest(".govuk-form-group") || field;
    group.scrollIntoView({ block: "start" });
    field.focus({ preventScroll: true });
  });

  // Toasts: live region, close button, and the "toast" event that a server answer may trigger.
  const toasts = document.querySelector("[data-przystan-toasts]");
  function addToast(text, kind) {
    // A page that asks again by itself says what went wrong once, not each time.
    const isSaid = [...(toasts?.children || [])].some((box) => box.dataset.text === text);
    if (!toasts || !text || isSaid) return;
    const box = document.createElement("div");
    box.className = `p-toast p-toast--${["success", "warning", "error"].includes(kind) ? kind : "info"}`;
    const words = document.createElement("p");
    words.textContent = text;
    box.dataset.text = text;
    box.append(words);
    toasts.append(withClose(box));
  }
  function withClose(box) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "p-toast__close";
    button.textContent = toasts.dataset.close;
    button.addEventListener("click", () => box.remove());
    box.append(button);
    return box;
  }
  if (toasts) {
    // Content that is there at load is not announced by screen readers: put it in again.
    const first = [...toasts.children];
    first.forEach((box) => box.remove());
    setTimeout(() => first.forEach((box) => toasts.append(withClose(box))), 60);
    document.body.addEventListener("toast", (event) => addToast(event.detail.text, event.detail.kind));
  }

  // Menus that are <details>: Escape and a click elsewhere close them.
  const drops = () => document.querySelectorAll("details[data-przystan-drop][open]");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    drops().forEach((drop) => {
      drop.open = false;
      drop.querySelector("summary").focus();
    });
  });
  document.addEventListener("click", (event) => {
    drops().forEach((drop) => {
      if (!drop.contains(event.target)) drop.open = false;
    });
  });

  // Confirm: asks in a dialog and adds confirmed=1; without it the server shows its confirm page.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const question = form.dataset.przystanConfirm;
    if (!question || form.dataset.confirmed) return;
    event.preventDefault();
    ask(question, form.dataset.confirmYes, form.dataset.confirmNo, () => {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = "confirmed";
      field.value = "1";
      form.append(field);
      form.dataset.confirmed = "1";
      form.requestSubmit(event.submitter || undefined);
    });
  });
  function ask(question, yes, no, then) {
    const dialog = document.createElement("dialog");
    dialog.className = "p-dialog";
    dialog.setAttribute("aria-labelledby", "p-dialog-question");
    const title = document.createElement("h2");
    title.id = "p-dialog-question";
    title.textContent = question;
    const row = document.createElement("div");
    row.className = "p-actions";
    const choice = (text, kind, act) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = `govuk-button ${kind}`;
      button.textContent = text;
      button.addEventListener("click", () => {
        dialog.close();
        act();
      });
      row.append(button);
      return button;
    };
    choice(yes || "OK", "govuk-button--warning", then);
    const cancel = choice(no || "Cancel", "govuk-button--secondary", () => {});
    dialog.append(title, row);
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
    cancel.focus();
  }

  // Choices under a box: the arrows go through them, Escape and the first one's up go back.
  document.addEventListener("keydown", (event) => {
    const place = event.target.closest("[data-przystan-choices]");
    if (!place || !["ArrowDown", "ArrowUp", "Escape"].includes(event.key)) return;
    const box = place.querySelector("[data-przystan-scan], input[type='search']");
    const choices = [...place.querySelectorAll(place.dataset.przystanChoices)];
    const at = choices.indexOf(event.target);
    if (!box || (at < 0 && event.target !== box)) return;
    // In a box of several lines the arrows move the caret until there is something to choose.
    if (at < 0 && (event.key !== "ArrowDown" || !choices.length)) return;
    event.preventDefault();
    const next = event.key === "Escape" ? -1 : at + (event.key === "ArrowDown" ? 1 : -1);
    (next < 0 ? box : choices[Math.min(next, choices.length - 1)]).focus();
  });

  // A box for typing and scanning: a reader ends each line of a zone with Enter, which sends the
  // form only when the zone is whole; what a person types is sent by the first Enter.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("[data-przystan-scan]")) return;
    const lines = event.target.value.split("\n").filter((line) => line.trim());
    const first = (lines[0] || "").trim().length;
    const isPart = event.target.value.includes("<") && lines.length < (first <= 30 ? 3 : 2);
    if (isPart) return;
    event.preventDefault();
    event.target.form.requestSubmit();
  });

  // Live pages: say when the connection is lost, and ask for what was missed when it returns.
  document.querySelectorAll("[data-przystan-live]").forEach((status) => {
    const words = status.querySelector("[data-przystan-live-text]");
    const source = status.closest("[sse-connect]");
    let wasLost = false;
    const set = (state, text) => {
      status.dataset.state = state;
      if (words.textContent !== text) words.textContent = text;
    };
    if (!source) return;
    const SILENT_AFTER = 40000; // the server says something every 15 seconds
    let heard = Date.now();
    const lost = () => {
      if (!wasLost) {
        const time = new Date().toLocaleTimeString(root.lang, { hour: "2-digit", minute: "2-digit" });
        set("lost", status.dataset.lost.replace("{time}", time));
      }
      wasLost = true;
    };
    const back = () => {
      heard = Date.now();
      if (!navigator.onLine) return;
      set("live", status.dataset.live);
      if (wasLost) document.body.dispatchEvent(new CustomEvent("przystan:catch-up", { bubbles: true }));
      wasLost = false;
    };
    let stream = null;
    source.addEventListener("htmx:sseOpen", (event) => {
      stream = event.detail.source;
      ["beat", "change", "hello"].forEach((kind) => stream.addEventListener(kind, back));
      back();
    });
    source.addEventListener("htmx:sseError", lost);
    // A cable that is pulled closes nothing: silence says it, or the browser does.
    addEventListener("offline", lost);
    addEventListener("online", () => stream && stream.readyState === EventSource.OPEN && back());
    setInterval(() => Date.now() - heard > SILENT_AFTER && lost(), 5000);
  });

  // A box that does not overflow needs no stop for the Tab key.
  const fit = () =>
    document.querySelectorAll(".p-table-scroll, .p-table-region, .p-chart__box").forEach((box) => {
      box.tabIndex = box.scrollWidth > box.clientWidth + 1 ? 0 : -1;
    });
  addEventListener("resize", fit);
  document.addEventListener("toggle", fit, true);
  document.body.addEventListener("htmx:afterSettle", fit);
  fit();

  // Selects and dates that apply at once (filters); the button stays for those without scripts.
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-przystan-apply]")) event.target.form.requestSubmit();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-przystan-print]")) window.print();
  });
  // Passkeys: the ceremony itself is allauth's; here a refusal is put into words.
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    const place = document.querySelector("[data-przystan-passkey-failed]");
    if (place) addToast(place.dataset.przystanPasskeyFailed, "error");
  });
  document.querySelectorAll("[data-przystan-needs-script]").forEach((part) => (part.hidden = false));

  // Pages that may be kept say so; a copy that is read without a network says that it is one.
  const worker = document.querySelector("meta[name='przystan-offline']");
  if (worker) {
    const remark = document.querySelector("[data-przystan-kept]");
    const tell = () => remark && (remark.hidden = navigator.onLine);
    addEventListener("online", tell);
    addEventListener("offline", tell);
    tell();
    if ("serviceWorker" in navigator) {
      const parts = [...document.querySelectorAll("link[rel~='stylesheet'], script[src]")];
      const named = [location.pathname, ...parts.map((part) => part.href || part.src)];
      navigator.serviceWorker.register(worker.content).catch(() => null);
      navigator.serviceWorker.ready.then((found) => found.active.postMessage(named));
    }
  }

  // htmx: after a swap a form's error summary takes focus too; a refused answer is said aloud.
  document.body.addEventListener("htmx:afterSettle", (event) => announceErrors(event.target));
  document.body.addEventListener("htmx:responseError", () => toasts && addToast(toasts.dataset.failed, "error"));
  document.body.addEventListener("htmx:sendError", () => toasts && addToast(toasts.dataset.offline, "error"));
  document.body.addEventListener("htmx:afterOnLoad", () => {
    [...(toasts?.children || [])].filter((box) => box.dataset.text === toasts.dataset.offline).forEach((box) => box.remove());
  });
  document.body.addEventListener("htmx:configRequest", (event) => {
    const token = document.querySelector("meta[name='csrf-token']");
    if (token && event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token.content;
  });
  announceErrors(document);
})();
