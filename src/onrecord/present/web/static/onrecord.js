// Keys, and parts of pages that are fetched into their place. Every page works without this, and nothing is sent
// anywhere but to the addresses of these pages.
"use strict";

const STOPS = "main ol:not(nav ol) > li, main .claims > li, main .directory tbody tr";
const KEYS = "onrecord-keys";
const dialog = document.getElementById("keys");
const onOff = document.getElementById("keys-on");
let waiting = false; // for the second key after g

function stored() {
  try {
    return localStorage.getItem(KEYS) !== "off";
  } catch {
    return true; // nothing may be kept here: keys work until the page is left
  }
}

function store() {
  try {
    localStorage.setItem(KEYS, onOff.checked ? "on" : "off");
  } catch {
    // the choice lasts as long as the page
  }
}

function step(by) {
  const stops = [...document.querySelectorAll(STOPS)].filter((stop) => stop.querySelector("a[href]"));
  const here = stops.findLastIndex((stop) => stop.contains(document.activeElement));
  const next = stops[here < 0 && by < 0 ? stops.length - 1 : here + by];
  (next?.querySelector(".said a, a.said") ?? next?.querySelector("a[href]"))?.focus();
}

const ACTIONS = {
  "/": () => document.querySelector("input[type=search]")?.focus(),
  "?": () => dialog.showModal(),
  j: () => step(1),
  k: () => step(-1),
  n: () => document.querySelector("a[rel=next]")?.click(),
  p: () => document.querySelector("a[rel=prev]")?.click(),
  g: () => {
    waiting = true;
    setTimeout(() => (waiting = false), 1500);
  },
};

function press(event) {
  const typing = event.target.closest("input, select, textarea, dialog");
  if (event.ctrlKey || event.metaKey || event.altKey || typing || !onOff.checked) return;
  const page = waiting && document.querySelector(`nav a[aria-keyshortcuts="g ${CSS.escape(event.key)}"]`);
  const action = page ? () => page.click() : ACTIONS[event.key];
  if (!action) return;
  waiting = false;
  event.preventDefault();
  action();
}

// Puts the section of the linked page that has the same id in the place of the one here.
async function fetchInto(link, isAsked) {
  const place = document.getElementById(link.dataset.into);
  place.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(link.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const section = answer.ok && page.getElementById(link.dataset.into);
    if (!section) throw new Error(answer.statusText);
    section.className = place.className; // it stands as what was here stood
    place.replaceWith(section);
    if (!isAsked) return;
    history.replaceState(null, "", link.href);
    section.tabIndex = -1;
    section.focus();
  } catch {
    place.removeAttribute("aria-busy");
    if (isAsked) location.assign(link.href); // the page itself says what is wrong
  }
}

document.addEventListener("keydown", press);
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-into]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  fetchInto(link, true);
});
for (const link of document.querySelectorAll("a[data-now]")) fetchInto(link, false);

const opener = document.getElementById("keys-open");
opener.hidden = false;
opener.addEventListener("click", () => dialog.showModal());
onOff.checked = stored();
onOff.addEventListener("change", store);
