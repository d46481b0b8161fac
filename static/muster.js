// Everything the pages do beyond HTML: they all work without it.
"use strict";

const root = document.documentElement;
const words = document.getElementById("words")?.dataset ?? {};
const all = (selector, from = document) => from.querySelectorAll(selector);
const meta = name => document.querySelector(`meta[name="${name}"]`)?.content;
root.classList.add("scripted");

// Elements that only make sense with script are hidden until it runs.
function awaken(from) {
  for (const one of all("[data-copy],[data-copy-curl],[data-open],[data-close],[data-help],[data-themes],[data-file]", from)) one.hidden = false;
  for (const frame of all(".table-frame", from)) { reach(frame); frames.observe(frame); }
  // On a phone the tabs are wider than the screen: the current one is brought into sight.
  for (const tab of all(".tabs [aria-current]", from)) tab.parentElement.scrollLeft = tab.offsetLeft - tab.parentElement.offsetLeft - 16;
  showTheme();
}

// A table that is wider than its place scrolls by keys, too.
const frames = new ResizeObserver(entries => entries.forEach(entry => reach(entry.target)));
function reach(frame) {
  if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
  else frame.removeAttribute("tabindex");
}

// Theme: the cookie lets the hub render the next page in it, so that nothing flashes.
function showTheme() {
  for (const one of all("[data-theme-set]")) one.setAttribute("aria-pressed", one.dataset.themeSet === root.dataset.theme);
}
function setTheme(theme) {
  root.dataset.theme = theme;
  document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
  showTheme();
}

function say(text) {
  const place = document.getElementById("toasts");
  if (!place || !text) return;
  const line = document.createElement("p");
  line.className = "toast-line";
  line.textContent = text;
  place.append(line);
  setTimeout(() => line.remove(), 4000);
}

async function copy(button) {
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.classList.add("copied");
    setTimeout(() => button.classList.remove("copied"), 1500);
    say(words.copied);
  } catch {
    say(words.failed);
  }
}

// The JSON twin of a page's list: /o/acme/devices?q=… is /api/v1/orgs/acme/devices?q=….
function copyAsCurl(button) {
  const page = new URL(button.dataset.copyCurl, location.href);
  const path = page.pathname.replace(/^\/o\//, "/api/v1/orgs/");
  button.dataset.copy = `curl -H "Authorization: Bearer $MUSTER_KEY" '${page.origin}${path}${page.search}'`;
  copy(button);
  delete button.dataset.copy;
}

document.addEventListener("click", event => {
  const hit = selector => event.target.closest?.(selector);
  for (const drop of all("details.drop[open]")) if (!drop.contains(event.target)) drop.open = false;
  if (hit("[data-copy]")) copy(hit("[data-copy]"));
  else if (hit("[data-copy-curl]")) copyAsCurl(hit("[data-copy-curl]"));
  else if (hit("[data-theme-set]")) setTheme(hit("[data-theme-set]").dataset.themeSet);
  else if (hit("[data-open]")) document.getElementById(hit("[data-open]").dataset.open)?.showModal();
  else if (hit("[data-close]")) hit("dialog")?.close();
  else if (hit("[data-help]")) document.getElementById("keys")?.showModal();
  else if (event.target.tagName === "DIALOG" && outside(event)) event.target.close();
});
function outside(event) {
  const box = event.target.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}

// Keyboard: / searches, g and a letter goes, j and k walk the rows, ? helps.
let going = -Infinity;
document.addEventListener("keydown", event => {
  if (event.key === "Escape") for (const drop of all("details.drop[open]")) { drop.open = false; drop.querySelector("summary").focus(); }
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input,textarea,select,[contenteditable],dialog")) return;
  const destination = event.timeStamp - going < 1200 && [...all("[data-go]")].find(link => link.dataset.go[0] === event.key);
  going = event.key === "g" ? event.timeStamp : -Infinity;
  if (destination) destination.click();
  else if (event.key === "/") focusSearch(event);
  else if (event.key === "?") document.getElementById("keys")?.showModal();
  else if (event.key === "j" || event.key === "k") walk(event.key === "j" ? 1 : -1);
});
function focusSearch(event) {
  const field = document.querySelector("main [data-search]") ?? document.querySelector("[data-search]");
  if (field) { event.preventDefault(); field.focus(); field.select(); }
}
function walk(step) {
  const links = [...all(".rows .primary a")];
  const at = links.indexOf(document.activeElement);
  links[Math.min(links.length - 1, Math.max(0, at + step))]?.focus();
}

// A dropped or chosen file goes into the form's textarea, which then posts as if it were pasted.
const fileBytesMax = 8 * 1024 * 1024;
async function take(form, file) {
  if (!file) return;
  if (file.size > fileBytesMax) return say(words.failed);
  const area = form.querySelector("textarea");
  area.value = await file.text();
  area.dispatchEvent(new Event("input", {bubbles: true}));
  area.focus();
}
document.addEventListener("change", event => {
  const form = event.target.type === "file" && event.target.closest("[data-drop]");
  if (form) { take(form, event.target.files[0]); event.target.value = ""; }
});
for (const kind of ["dragover", "dragleave", "drop"]) document.addEventListener(kind, event => {
  const form = event.target.closest?.("[data-drop]");
  if (!form) return;
  event.preventDefault();
  form.classList.toggle("over", kind === "dragover");
  if (kind === "drop") take(form, event.dataTransfer.files[0]);
});

// Unsent changes are not lost in silence.
const touched = new Set();
document.addEventListener("input", event => { const form = event.target.closest("form[data-guard]"); if (form) touched.add(form); });
document.addEventListener("submit", event => touched.delete(event.target));
addEventListener("beforeunload", event => { if ([...touched].some(form => form.isConnected)) event.preventDefault(); });

// htmx: the CSRF header, the drawer, and a word when the hub does not answer.
document.addEventListener("htmx:confirm", event => {
  // News may not take a list from under somebody who types, has a menu open or a dialog.
  const busy = event.detail.triggeringEvent?.type === "live" && event.detail.elt.querySelector("input:focus, textarea:focus, details.drop[open], dialog[open]");
  if (busy) event.preventDefault();
});
document.addEventListener("htmx:configRequest", event => {
  event.detail.path = event.detail.path.replace(/\?$/, "");
  // News keep no session alive whose person has left.
  // Nor does a page that looks by itself from time to time.
  const unattended = !event.detail.triggeringEvent || event.detail.triggeringEvent.type === "live";
  if (unattended) event.detail.headers["X-Unattended"] = "live";
  if (meta("csrf")) event.detail.headers["X-CSRF-Token"] = meta("csrf");
});
document.addEventListener("htmx:beforeSwap", event => {
  const field = document.activeElement;
  if (field?.matches?.("#list [data-search]") && field.form === event.detail.requestConfig?.elt) typed = field.value;
});
let typed = null;
document.addEventListener("htmx:afterSettle", event => {
  awaken(event.target);
  const field = document.querySelector("#list [data-search]");
  if (field && typed !== null && document.activeElement === field) field.value = typed;
  typed = null;
});
document.addEventListener("htmx:afterSwap", event => {
  const drawer = document.getElementById("drawer");
  if (event.target.id !== "drawer-body" || !drawer) return;
  document.getElementById("drawer-permalink").href = event.detail.requestConfig.path;
  if (!drawer.open) drawer.showModal();
  event.target.scrollTop = 0;
});
for (const kind of ["htmx:sendError", "htmx:timeout"]) document.addEventListener(kind, () => say(words.offline));
document.addEventListener("htmx:responseError", event => { 
  if (event.detail.xhr.status === 401) location.reload();
  else if (event.detail.requestConfig.triggeringEvent?.type !== "live") say(words.failed);
});

// Live: elements with data-live="devices" read themselves again when a device changed. One stream
// per browser: the page that holds the lock listens and tells the others. Many changes at once are
// one reading; "missed" means that some were lost.
const kinds = ["devices", "software", "findings", "feeds", "alerts", "events", "collectors", "missed"];
const readAgainMillis = 700;
const changed = new Set();
let reading = 0;
function refresh(kind) {
  changed.add(kind);
  reading ||= setTimeout(() => {
    reading = 0;
    for (const one of all("[data-live]")) {
      if (changed.has("missed") || one.dataset.live.split(" ").some(word => changed.has(word))) htmx.trigger(one, "live");
    }
    changed.clear();
  }, readAgainMillis);
}
function live(path) {
  const channel = new BroadcastChannel(`muster:${path}`);
  channel.onmessage = message => refresh(message.data);
  navigator.locks?.request(`muster:${path}`, () => new Promise(() => {
    const stream = new EventSource(path);
    for (const kind of kinds) stream.addEventListener(kind, () => {
      channel.postMessage(kind);
      refresh(kind);
    });
  }));
}

awaken(document);
if (meta("live") && document.querySelector("[data-live]")) live(meta("live"));
