// Keeps procedures and checklists that were opened, to be read without a network.
// A new version of any text makes a new version of this file: what is kept is then fetched anew.
"use strict";
const KEPT = "przystan-pages-VERSION";
const isPage = (url) => /^\/(pl|en|uk|ru)\/(procedures|checklist)\/[^/]+\/$/.test(url.pathname) && !url.search;
const isKept = (url) => url.origin === self.location.origin && (isPage(url) || url.pathname.startsWith("/static/"));

self.addEventListener("install", () => self.skipWaiting());

async function purge() {
  const fresh = await caches.open(KEPT);
  for (const name of await caches.keys()) {
    if (!name.startsWith("przystan-pages-") || name === KEPT) continue;
    for (const page of await (await caches.open(name)).keys()) {
      // Withdrawn meanwhile, or no network: a text that may be wrong is not kept.
      const answer = await fetch(page.url).catch(() => null);
      if (answer && answer.ok) await fresh.put(page.url, answer);
    }
    await caches.delete(name);
  }
  await self.clients.claim();
}

// The network first: whoever has one always reads what is published now.
async function answerOf(request) {
  const kept = await caches.open(KEPT);
  try {
    const answer = await fetch(request);
    if (answer.ok) await kept.put(request.url, answer.clone());
    else await kept.delete(request.url);
    return answer;
  } catch (offline) {
    const found = await kept.match(request.url);
    if (found) return found;
    throw offline;
  }
}

self.addEventListener("activate", (event) => event.waitUntil(purge()));

// The page that starts this worker was loaded before it: it names itself and its parts.
self.addEventListener("message", (event) => {
  const named = [].concat(event.data).map((text) => new URL(String(text), self.location.origin));
  event.waitUntil(Promise.all(named.filter(isKept).map((url) => answerOf(new Request(url)).catch(() => null))));
});

self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET" && isKept(new URL(event.request.url))) event.respondWith(answerOf(event.request));
});
