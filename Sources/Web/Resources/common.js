// What all pages share: elements, words, numbers, requests and events. Values become text nodes, never markup.

/** An element with attributes (`class`, `text`, `on`-handlers, everything else as it is) and children. */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "text") element.textContent = value;
    else if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== null));
  return element;
}

export const byId = (id) => document.getElementById(id);

const data = (id) => JSON.parse(byId(id)?.textContent || "{}");

// On a small screen not all tabs are in sight; the one of this page is to be.
const tab = document.querySelector("nav [aria-current]");
if (tab) tab.parentElement.scrollLeft = tab.offsetLeft - tab.parentElement.offsetLeft - (tab.parentElement.clientWidth - tab.offsetWidth) / 2;

/** What the page starts from. */
export const state = data("state");

const words = data("words");
const language = document.documentElement.lang || "en";

/** The text of a key, its `{name}`s filled in. */
export function word(key, values = {}) {
  const text = words[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all));
}

/** The text of a key as nodes to append: the values may be elements. */
export function wordParts(key, values = {}) {
  return (words[key] ?? key).split(/\{(\w+)\}/).map((part, place) => (place % 2 ? values[part] ?? `{${part}}` : part));
}

/** The same of a text that depends on a number. */
export function pluralParts(key, count, values = {}) {
  return wordParts(key + (count === 1 ? "_one" : "_other"), { count: number(count), ...values });
}

/** A text that depends on a number, which it may show as `{count}`. */
export function plural(key, count, values = {}) {
  return word(key + (count === 1 ? "_one" : "_other"), { count: number(count), ...values });
}

/** A number as people here write it. */
export function number(value, places) {
  const digits = places === undefined ? { maximumFractionDigits: 3 } : { minimumFractionDigits: places, maximumFractionDigits: places };
  return new Intl.NumberFormat(language, digits).format(value);
}

/** The day of a time in ISO 8601, as the server writes days on its pages; a text that is none stays as it is. */
export function day(text) {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(text) ?? [];
  const name = word("months").split(" ")[month - 1];
  return name ? word("day", { day: Number(day), month: name, year }) : text;
}

const clockFormat = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

/** The time of the day here, of a time in ISO 8601. */
export const clock = (text) => clockFormat.format(new Date(text));

/** The address of a link that may be followed, or undefined: `javascript:` is not one. */
export function safeLink(text) {
  if (!text) return undefined;
  try {
    const url = new URL(text);
    return ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** Text whose direction cannot get out of its place. */
export const isolated = (text, attributes = {}) => h("bdi", { ...attributes, text });

/** What the server said, which is in English whatever the page speaks. */
export const inEnglish = (text) => h("span", { lang: "en", text });

/** Why something failed: what the server said, or `lost` where it said nothing. */
export const reason = (error, lost) => (error instanceof Problem ? inEnglish(error.message) : lost ?? error.message);

/** Says something to a screen reader. */
export function announce(text) {
  byId("announce").textContent = text;
}

/** Shows a sentence above the page, in texts and elements; none takes it away. */
export const banner = (...parts) => showParts(byId("banner"), ...parts);

/** Shows a sentence in its place, which is hidden while there is none. */
export function showParts(place, ...parts) {
  const shown = parts.filter((part) => part !== null && part !== undefined);
  place.hidden = shown.length === 0;
  place.replaceChildren(...shown);
}

/** What went wrong with a request that did reach the server. */
export class Problem extends Error {
  constructor(status, body) {
    super(body?.detail ?? `HTTP ${status}`);
    this.status = status;
  }
}

/** Calls the API: JSON in, JSON out. An answer that says why not is a `Problem`; no answer at all is a `TypeError`. */
export async function call(path, body, options = {}) {
  const response = await fetch(`/api/v1${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
    ...options,
  });
  if (response.status === 401) location.assign(`/login?to=${encodeURIComponent(location.pathname + location.search)}`);
  const text = await response.text();
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (!response.ok) throw new Problem(response.status, value);
  return value;
}

/** What the browser keeps under a name; null where it keeps nothing. */
export function remembered(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Lets the browser keep something, if it keeps anything. */
export function remember(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // It is asked for again next time.
  }
}

/** Whether keys of one letter do something; whoever speaks to the computer, or often hits a key, may switch them off. */
export const hasLetterKeys = () => remembered("garimpo letters") !== "off";

/** The name of a key that was pressed for the page, in lower case; null where it is for a field, a menu or nobody. */
export function pageKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return null;
  if (event.key.length > 1) return event.key;
  return hasLetterKeys() ? event.key.toLowerCase() : null;
}

/** A name for an answer that nobody else will think of; `crypto.randomUUID` is there on https and on this machine only. */
export function newToken() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Listens to what happens; `handlers` by the name of the event, `missed` when events may have been missed and are heard
 * again. A page that is hidden does not listen: a browser has six connections to a server, for all of its tabs.
 */
export function listen(handlers, missed = () => {}) {
  let source;
  let timer;
  let pause = 1000;
  let hasMissed = false;

  function open() {
    source = new EventSource("/api/v1/events");
    source.addEventListener("open", () => {
      pause = 1000;
      if (hasMissed) missed();
      hasMissed = false;
    });
    source.addEventListener("error", () => {
      hasMissed = true;
      // After a refusal the browser does not come back by itself.
      if (source?.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(open, pause);
      pause = Math.min(2 * pause, 60_000);
    });
    for (const [name, handler] of Object.entries(handlers)) {
      source.addEventListener(name, (event) => handler(event.data ? JSON.parse(event.data) : undefined));
    }
  }

  function close() {
    clearTimeout(timer);
    hasMissed ||= source !== undefined;
    source?.close();
    source = undefined;
  }

  function follow() {
    if (document.hidden) close();
    else if (!source) open();
  }

  document.addEventListener("visibilitychange", follow);
  addEventListener("pagehide", close);
  addEventListener("pageshow", follow);
  follow();
}

/** Whether keys go to a field and not to the page. */
export function isTyping(event) {
  const target = event.target;
  return target instanceof Element && target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]") !== null;
}

/** The elements of an item's fields: short ones for a line, texts for paragraphs. */
export function fieldText(field) {
  const { kind, value } = field;
  if (Array.isArray(value)) return value.map(String).join(", ");
  if (kind === "date" && typeof value === "string") return day(value);
  if (typeof value === "number") return number(value);
  return value === null ? "" : String(value);
}

/** The page at an address as it is now, not shown: markup of our own server, its scripts do not run. */
export async function fetchPage(address) {
  const response = await fetch(address, { headers: { Accept: "text/html" } });
  if (!response.ok) throw new Problem(response.status);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

/** Brings parts of the page, named by their ids, to what they are now; the focus stays where it was. */
export async function refresh(ids) {
  const page = await fetchPage(location.href);
  for (const id of ids) {
    const fresh = page.getElementById(id);
    if (fresh) byId(id).replaceWith(document.adoptNode(fresh));
  }
}
