/* Keeps the page of the door and what it is drawn with, so that it opens again while the network is away. It holds no list
   and no name: those are in the page's own short-lived store (door.js), and what is sent or asked for goes past this worker. */
var KEPT = "door-page-1", WAIT = 4000;

self.addEventListener("install", function () { self.skipWaiting(); });
self.addEventListener("activate", function (event) { event.waitUntil(self.clients.claim()); });

self.addEventListener("message", function (event) {
  var wanted = event.data || {};
  if (wanted.forget) event.waitUntil(caches.delete(KEPT));
  if (wanted.keep) {
    event.waitUntil(caches.open(KEPT).then(function (cache) {
      return Promise.all(wanted.keep.map(function (url) {
        return fetch(url, { credentials: "same-origin" }).then(function (answer) {
          if (answer.ok && !answer.redirected) return cache.put(url, answer);
        }).catch(function () { /* the network went: the next visit keeps it */ });
      }));
    }));
  }
});

function within(promise, time) {
  return new Promise(function (resolve, reject) {
    setTimeout(function () { reject(new Error("slow")); }, time);
    promise.then(resolve, reject);
  });
}

self.addEventListener("fetch", function (event) {
  var request = event.request;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(within(fetch(request), WAIT).catch(function () {
      return caches.match(request.url, { ignoreSearch: true }).then(function (kept) { return kept || fetch(request); });
    }));
  } else if (new URL(request.url).pathname.indexOf("/static/") === 0) {
    event.respondWith(fetch(request).catch(function () { return caches.match(request.url).then(function (kept) { return kept || Response.error(); }); }));
  }
});
