// The browser as the operator's telephone: signs on at the engine, rings, speaks. Outside the part
// of the desk that changes by itself, so that nothing on the page ends a conversation.
(function () {
  "use strict";
  const box = document.querySelector("[data-przystan-phone]");
  if (!box || !window.JsSIP || !window.RTCPeerConnection) return;
  const find = (name) => box.querySelector(`[data-przystan-phone-${name}]`);
  const says = find("says"), sound = find("sound");
  const use = find("use"), answer = find("answer"), mute = find("mute"), end = find("end");
  const words = find("words").content;
  let agent = null, session = null, renewal = 0;
  // One operator has one telephone: the window that took it last.
  const windows = new BroadcastChannel("przystan-phone");

  function say(name) {
    box.dataset.przystanPhoneState = name;
    says.textContent = words.querySelector(`[data-word="${name}"]`).textContent;
    use.hidden = !["off", "refused", "elsewhere"].includes(name);
    answer.hidden = name !== "rings";
    end.hidden = name !== "rings" && name !== "talks";
    mute.hidden = name !== "talks";
  }

  async function credentials() {
    const answered = await fetch(box.action, { method: "POST", body: new FormData(box) });
    if (!answered.ok) throw new Error(String(answered.status));
    return answered.json();
  }

  function name(phone) {
    const field = document.querySelector("input[name='phone']");
    if (field) field.value = phone;
  }

  async function signOn() {
    say("joining");
    try {
      const login = await credentials();
      name(login.phone);
      if (agent) agent.stop();
      const made = new JsSIP.UA({
        sockets: [new JsSIP.WebSocketInterface(login.websocket)],
        uri: `sip:${login.phone}@${login.domain}`, password: login.password,
        register: true, register_expires: 60, session_timers: false, user_agent: "Przystan",
      });
      agent = made;
      const isIdle = () => agent === made && !session;
      made.on("registered", () => { if (isIdle()) say("ready"); });
      made.on("registrationFailed", () => { if (isIdle()) leave("refused"); });
      made.on("disconnected", () => { if (isIdle()) say("lost"); });
      made.on("newRTCSession", (event) => take(event.session));
      made.start();
      windows.postMessage("taken");
      clearTimeout(renewal);
      // New credentials before the old ones end; never in the middle of a conversation.
      renewal = setTimeout(renew, login.seconds * 1000 * 0.8);
    } catch (refused) {
      say("refused");
    }
  }

  // Whoever lost the telephone does not take it back by itself.
  function leave(why) {
    clearTimeout(renewal);
    if (agent) agent.stop();
    agent = null;
    say(why);
  }

  windows.addEventListener("message", () => { if (agent && !session) leave("elsewhere"); });

  function renew() {
    if (session) renewal = setTimeout(renew, 15000);
    else signOn();
  }

  function take(incoming) {
    if (session || incoming.direction !== "incoming") { incoming.terminate(); return; }
    session = incoming;
    say("rings");
    session.on("peerconnection", (event) => {
      event.peerconnection.addEventListener("track", (heard) => {
        sound.srcObject = heard.streams[0] || new MediaStream([heard.track]);
      });
    });
    // One address of this machine is enough: waiting for all of them delays the first word.
    session.on("icecandidate", (event) => {
      if (event.candidate.candidate.includes(" typ host")) event.ready();
    });
    session.on("confirmed", () => say("talks"));
    for (const over of ["ended", "failed"]) session.on(over, () => {
      session = null;
      sound.srcObject = null;
      mute.setAttribute("aria-pressed", "false");
      say("ready");
    });
    answer.focus();
  }

  use.addEventListener("click", signOn);
  answer.addEventListener("click", () => {
    if (session) session.answer({ mediaConstraints: { audio: true, video: false } });
  });
  end.addEventListener("click", () => { if (session) session.terminate(); });
  mute.addEventListener("click", () => {
    if (!session) return;
    const muted = session.isMuted().audio;
    if (muted) session.unmute({ audio: true }); else session.mute({ audio: true });
    mute.setAttribute("aria-pressed", String(!muted));
  });
  window.addEventListener("beforeunload", (event) => { if (session) event.preventDefault(); });

  // What the desk sends of itself brings its own field for the phone: fill it again.
  document.body.addEventListener("htmx:afterSwap", () => {
    if (agent) name(agent.configuration.uri.user);
  });

  box.hidden = false;
  say("off");
  if ("przystanPhoneNow" in box.dataset) signOn();
})();
