// The ranking: keys, marks and more rows. Without this script the page is a form, links and a table.

import { announce, banner, byId, call, fetchPage, h, listen, number, pageKey, plural, reason, word } from "./common.js";

const rows = byId("rows");
const filters = byId("filters");
const search = byId("search");
let isLoading = false;

// MARK: Moving

const titleOf = (row) => row.querySelector(".title");
const current = () => document.activeElement?.closest?.("#rows tr") ?? null;

function move(step) {
  const row = current();
  const next = row ? (step > 0 ? row.nextElementSibling : row.previousElementSibling) : rows.rows[0];
  if (next) focus(next);
  else if (step > 0) more();
}

function focus(row) {
  titleOf(row).focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

// MARK: Marks

async function toggleSeen(row) {
  const button = row.querySelector("[data-seen]");
  const seen = button.getAttribute("aria-pressed") !== "true";
  show(row, seen);
  try {
    await call("/items/seen", { ids: [row.dataset.id], seen });
    banner(null);
    announce(word(seen ? "rank_seen" : "rank_unseen", { title: titleOf(row).textContent }));
  } catch (error) {
    show(row, !seen);
    banner(reason(error, word("rank_lost")));
  }
}

function show(row, seen) {
  row.classList.toggle("seen", seen);
  row.querySelector("[data-seen]").setAttribute("aria-pressed", String(seen));
}

rows.addEventListener("click", (event) => {
  if (event.target.closest("[data-seen]")) toggleSeen(event.target.closest("tr"));
});

// MARK: More rows

/** Appends the next page; the place on this one stays. True when something came. */
async function more(isQuiet = false) {
  const link = byId("more").querySelector("[rel=next]");
  if (!link || isLoading) return false;
  isLoading = true;
  byId("more").setAttribute("aria-busy", "true");
  let came = 0;
  try {
    const page = await fetchPage(link.href);
    const known = new Set([...rows.rows].map((row) => row.dataset.id));
    const hadFocus = document.activeElement === link;
    const fresh = [...page.getElementById("rows").rows].filter((row) => !known.has(row.dataset.id));
    came = fresh.length;
    const own = number(page.getElementById("rows").rows.length);
    for (const row of fresh) rows.append(document.adoptNode(row));
    const next = page.querySelector("#more [rel=next]");
    if (next) link.href = next.getAttribute("href");
    else link.remove();
    // The page that came counts its own rows; here stand all.
    byId("shown").textContent = page.getElementById("shown").textContent.replace(own, number(rows.rows.length));
    document.querySelector(".empty")?.toggleAttribute("hidden", rows.rows.length > 0);
    if (hadFocus && !next && fresh.length > 0) focus(fresh[0]);
    banner(null);
    if (!isQuiet) announce(plural("rank_loaded", came));
    remember();
  } catch (error) {
    banner(reason(error, word("rank_lost")));
  }
  byId("more").removeAttribute("aria-busy");
  isLoading = false;
  return came > 0;
}

byId("more").addEventListener("click", (event) => {
  if (!event.target.closest("[rel=next]") || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  more();
});

// MARK: Coming back

/** Keeps with the place in the browser's history how many rows there were and which one was left. */
function remember() {
  history.replaceState({ ...history.state, count: rows.rows.length, id: current()?.dataset.id ?? history.state?.id }, "");
}

async function restore() {
  const kept = history.state;
  if (!kept?.count) return;
  while (rows.rows.length < kept.count && (await more(true)));
  const row = [...rows.rows].find((one) => one.dataset.id === kept.id);
  if (row) {
    titleOf(row).focus({ preventScroll: true });
    row.scrollIntoView({ block: "center" });
  }
}

addEventListener("pagehide", remember);

// MARK: The form

/** Whether any label is shown because of the order, and not because somebody chose so. */
let isWidened = document.querySelector(".widened") !== null;

function apply() {
  // What is empty or as usual stays out of the address.
  for (const field of filters.elements) {
    if (field.name && (field.value === "" || field.value === field.dataset.usual)) field.disabled = true;
  }
  if (!filters.elements.value?.value || filters.elements.value.disabled) {
    if (filters.elements.field) filters.elements.field.disabled = true;
  }
  filters.submit();
}

filters.addEventListener("submit", (event) => {
  event.preventDefault();
  apply();
});
filters.addEventListener("change", (event) => {
  const { label, sort } = filters.elements;
  if (event.target === label) isWidened = false;
  // By the last answer nothing without one has a place.
  if (event.target === label && label.value === "unlabelled" && sort.value === "label") sort.value = sort.dataset.usual;
  // Any label was shown for the sake of that order alone.
  if (event.target === sort && isWidened) label.value = sort.value === "label" ? "any" : label.dataset.usual;
  // Whoever has opened the filters on a small screen sets several, then says so.
  if (byId("filter-box").open) return;
  if (event.target.matches("select[name=label], select[name=sort], [name=seen]")) apply();
});
filters.elements.value?.addEventListener("input", (event) => {
  filters.elements.field.required = event.target.value !== "";
});
addEventListener("pageshow", () => {
  for (const field of filters.elements) field.disabled = false;
});

function seekSearch() {
  if (location.hash !== "#search") return;
  search.focus();
  search.select();
}
addEventListener("hashchange", seekSearch);

// MARK: Keys

addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target === search) return search.blur();
  const key = pageKey(event);
  if (key === "j" || key === "ArrowDown") {
    event.preventDefault();
    move(1);
  } else if (key === "k" || key === "ArrowUp") {
    event.preventDefault();
    move(-1);
  } else if (key === "/") {
    event.preventDefault();
    search.focus();
    search.select();
  } else if (key === "x") {
    const row = current();
    if (row && !event.repeat) toggleSeen(row);
  } else if (key === "o") {
    current()?.querySelector(".source")?.click();
  }
});

// MARK: What happens meanwhile

/** Says that the order is another one now; rows that somebody reads stay where they are. */
function showChange(round) {
  const note = byId("changed");
  note.replaceChildren(word("rank_changed", { round: number(round) }), " ", h("a", { href: location.href, text: word("rank_changed_show") }));
  note.hidden = false;
}

listen({
  choice: (used) => showChange(used.round),
  round: (job) => {
    if (job.state === "done") showChange(job.result.round);
  },
  search: (progress) => {
    const isComplete = progress.indexedCount >= progress.versionCount;
    const share = `${number(Math.floor((100 * progress.indexedCount) / Math.max(1, progress.versionCount)))}\u00a0%`;
    const place = byId("index");
    // The sentence gets shorter at the end; what stands below stays where it is.
    place.style.minHeight = `${place.offsetHeight}px`;
    place.textContent = isComplete ? (place.textContent ? word("rank_indexed") : "") : word("rank_index", { share });
  },
});

restore().then(seekSearch);
