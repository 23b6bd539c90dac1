// Makes the page live: submits forms without leaving it, exchanges the parts that changed, and follows one stream. Without it, everything works with reloads.
const main = document.getElementById("main");
const connection = document.getElementById("connection");
let stop = null;
let lastSeen = new Date();
let isOld = false;
let isLoading = false;

// Replaces each part that differs. Focus, open details and what a person has typed stay, and so does the notice until the next action.
function exchange(html, isAction) {
  const next = new DOMParser().parseFromString(html, "text/html");
  document.title = next.title;
  for (const part of next.querySelectorAll("[data-part]")) {
    const old = document.getElementById(part.id);
    if (!old || old.outerHTML === part.outerHTML || isBeingEdited(old) || (part.id === "notice" && !isAction)) continue;
    const focused = old.contains(document.activeElement) ? nameOf(document.activeElement) : null;
    const open = new Set([...old.querySelectorAll("details[open]")].map(nameOf));
    for (const details of part.querySelectorAll("details")) if (open.has(nameOf(details))) details.setAttribute("open", "");
    const fresh = document.importNode(part, true);
    old.replaceWith(fresh);
    if (zone !== "bank") localize(fresh);
    if (focused) ([fresh, ...fresh.querySelectorAll("*")].find((e) => nameOf(e) === focused) ?? main).focus({ preventScroll: true });
  }
  const missing = [...next.querySelectorAll("[data-part]")].some((part) => !document.getElementById(part.id));
  const gone = [...document.querySelectorAll("[data-part]")].some((part) => !next.getElementById(part.id));
  if (missing || gone) {
    main.replaceChildren(...document.importNode(next.getElementById("main"), true).childNodes);
    if (zone !== "bank") localize(main);
  }
}

function isBeingEdited(part) {
  return [...part.querySelectorAll("input:not([type=hidden]), textarea, select")].some((field) =>
    field.type === "checkbox" ? field.checked !== field.defaultChecked
      : field.matches("select") ? field.selectedIndex !== Math.max([...field.options].findIndex((option) => option.defaultSelected), 0)
      : field.value !== field.defaultValue);
}

// The place below the nearest id. It stays the same when rows come in above.
function nameOf(element) {
  const path = [];
  let e = element;
  for (; e && !e.id; e = e.parentElement) path.unshift([...e.parentElement.children].indexOf(e));
  return [e?.id, ...path].join("/");
}

async function load() {
  if (isLoading) return (isOld = true);
  isLoading = true;
  isOld = false;
  try {
    const shown = location.href;
    const answer = await fetch(shown, { headers: { Accept: "text/html" } });
    const html = await answer.text();
    // An action may have led to another address meanwhile: the answer is of a view that is no longer shown.
    if (shown !== location.href) isOld = true;
    else exchange(html);
    alive();
  } catch {
    lost();
  } finally {
    isLoading = false;
    if (isOld) setTimeout(load, 200);
  }
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("form.act")) return;
  event.preventDefault();
  const button = event.submitter ?? form.querySelector("button");
  button.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Accept: "text/html" } });
    const address = new URL(answer.url);
    const here = new URL(location.href);
    if (answer.redirected && address.pathname !== here.pathname) return location.assign(address);
    if (answer.redirected) {
      history.replaceState(null, "", address);
      form.reset();
    }
    exchange(await answer.text(), true);
    const notice = document.getElementById("notice");
    notice.scrollIntoView({ block: "nearest" });
    if (document.activeElement === main || document.activeElement === document.body) notice.focus({ preventScroll: true });
    alive();
  } catch {
    lost();
  } finally {
    button.removeAttribute("aria-busy");
  }
});

// A browser has few connections to one address. So a hidden tab has no stream, and of those in sight only one, which passes each sign on.
const address = document.body.dataset.live;
const tabs = address ? new BroadcastChannel(address) : null;
const signs = { alive, lost, changed: () => (alive(), load()) };

function follow() {
  if (!address || document.hidden || stop) return;
  tabs.onmessage = (event) => signs[event.data]();
  const end = new AbortController();
  stop = () => (end.abort(), (tabs.onmessage = null), (stop = null));
  if (navigator.locks) navigator.locks.request(address, { signal: end.signal }, () => listen(end.signal)).catch(() => {});
  else listen(end.signal);
}

function listen(end) {
  const stream = new EventSource(address);
  const take = (sign) => (signs[sign](), tabs.postMessage(sign));
  for (const sign of ["alive", "changed"]) stream.addEventListener(sign, () => take(sign));
  stream.onerror = () => take("lost");
  return new Promise((done) => end.addEventListener("abort", () => (stream.close(), done())));
}

function alive() {
  lastSeen = new Date();
  if (document.body.classList.contains("stopped")) load();
  document.body.classList.remove("stopped");
  connection.className = "quiet";
  connection.textContent = "";
}

function lost() {
  document.body.classList.add("stopped");
  connection.className = "bad";
  connection.textContent = `The emulator has not answered since ${lastSeen.toLocaleTimeString()}. This is what it showed last.`;
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    stop?.();
  } else {
    follow();
    if (address) load();
  }
});
addEventListener("pagehide", () => stop?.());
addEventListener("pageshow", () => follow());

// The reader's own time zone instead of the bank's, one click apart.
let zone = "bank";
function localize(top) {
  for (const time of top.querySelectorAll("time[datetime]")) {
    time.dataset.bank ??= time.textContent;
    const at = new Date(time.dateTime);
    time.textContent = zone === "bank" ? time.dataset.bank
      : at.toLocaleString("en-GB", { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", second: "2-digit" });
  }
}

const toggle = document.createElement("button");
toggle.type = "button";
toggle.textContent = "Eastern time";
toggle.title = "Show the times in your own time zone, or in the bank's";
toggle.addEventListener("click", () => {
  zone = zone === "bank" ? "own" : "bank";
  toggle.textContent = zone === "bank" ? "Eastern time" : Intl.DateTimeFormat().resolvedOptions().timeZone;
  localize(document);
});
document.querySelector("footer p").append(" ", toggle);

const rows = () => [...document.querySelectorAll("[data-row]")];
function move(step) {
  const all = rows();
  const at = all.findIndex((row) => row.contains(document.activeElement));
  const row = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  const target = row?.querySelector("a, button, summary") ?? row;
  if (target === row) row?.setAttribute("tabindex", "-1");
  target?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
  if (event.key === "j") move(1);
  else if (event.key === "k") move(-1);
  else if (event.key === "/") (event.preventDefault(), document.querySelector("input[type=search]")?.focus());
  else if (event.key === "?") document.getElementById("keys").togglePopover();
  else document.querySelector(`button[data-key="${CSS.escape(event.key)}"]`)?.click();
});

follow();
