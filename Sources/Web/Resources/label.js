// The page to answer on. What is answered waits in an outbox (kept by the browser) until the server has it on its disk;
// the next item is shown meanwhile, for it was fetched before.

import { announce, banner, byId, call, clock, day, fieldText, h, hasLetterKeys, isolated, isTyping, listen, newToken, number, pageKey, plural, pluralParts, Problem, reason, remember, remembered, safeLink, showParts, state, word, wordParts } from "./common.js";
import { Outbox } from "./outbox.js";
import { drawProgress, showProgress, showStopping } from "./progress.js";

/** How many of the newest answers are shown. */
const shownAnswers = 10;
/** How many items are here before they are needed, the one on the page included. */
const ahead = 2;
const outbox = new Outbox(state.project);
/** Whose page this is; somebody else may sign in from another tab. */
const { annotator, leaseMinutes } = state.asked;

let queue = withExplanations(state.asked);
let shownAt = 0;
let isSending = false;
let isFetching = false;
/** The item on the page is one that was answered before: what it was answered. */
let changing = null;
/** Items that were on the page, so that undo can show them again. */
const known = new Map();
/** Those that an undo has brought back: the server may not hold one of them for this page. */
const brought = new Set();
/** What stands in the note box of an item that is not answered: typed, or of the answer that is changed or was taken back. */
const notes = new Map();
/** The newest answers, newest first: id, title, answer, note, and the token or the place in the log. */
let given = state.recent ?? [];
/** The place in the log ahead of which the server has more of them; 0: it has none. */
let older = given.at(-1)?.position ?? 0;
let askedOlder;
/** The place in the log of the newest answer of this page. */
let position = state.position ?? 0;
let lost = false;
/** Counts the answers, so that what was asked before an answer can be told from what was asked after it. */
let now = 0;
const answeredAt = new Map();
/** Counts what puts items on the page or takes them off by hand: what the server said before is not true of them. */
let turns = 0;
/** Whether the server had nothing left to ask. */
let isEnd = state.asked.items.length === 0;
/** Who else holds what could be asked. */
let holders = state.asked.heldByOthers ?? [];
/** The round that was chosen instead of the newest; the live model goes on to learn, but does not ask. */
let chosenRound = state.asked.chosenRound;

/** The items of an answer, each with what explains its score. */
function withExplanations({ items, explanations }) {
  return items.map((item) => ({ ...item, explanation: explanations?.[item.id] }));
}

// MARK: The outbox

/**
 * What the server says when it has not looked at the answer: who asks must sign in, somebody else has (409), the request was
 * cut, it is busy.
 */
const isUnseen = (status) => [401, 403, 408, 409, 421, 429].includes(status) || status >= 500;

async function send() {
  if (isSending) return;
  isSending = true;
  let pause = 250;
  while (!outbox.isEmpty) {
    const trouble = await outbox.alone(sendAll);
    if (!trouble) continue;
    const count = waitingCount();
    lose(...(trouble instanceof Problem && count > 0 ? pluralParts("waits", count, { reason: reason(trouble) }) : [reason(trouble, lostText())]));
    await new Promise((wake) => setTimeout(wake, pause));
    pause = Math.min(pause * 2, 4000);
  }
  isSending = false;
  if (lost) {
    lost = false;
    banner(null);
    announce(word("connection_back"));
  }
  fetchMore();
  look();
}

/** How many answers wait; what is taken back is none. */
const waitingCount = () => outbox.entries.filter(({ entry }) => entry.answer).length;

/** That the server does not answer, and what becomes of the answers that wait. */
const lostText = () => (waitingCount() === 0 ? word("connection_lost_nothing") : plural("connection_lost", waitingCount()));

/** Says that the server is away; the page goes on by itself when it is back. */
function lose(...parts) {
  lost = true;
  banner(...parts);
  if (queue.length === 0) showEmpty();
}

/** Sends what waits, oldest first; gives back what kept it from going on, or nothing. */
async function sendAll() {
  for (let first = outbox.entries[0]; first; first = outbox.entries[0]) {
    const { name, entry } = first;
    try {
      if (entry.undo) await call("/undo", entry.undo);
      else stored((await call("/labels", entry.answer)).answers[0]);
    } catch (error) {
      if (!(error instanceof Problem) || isUnseen(error.status)) return error;
      // The server has looked at it and says no: it would say so again.
      if (!(entry.undo && error.status === 404)) banner(...wordParts("refused", { reason: reason(error) }));
    }
    outbox.remove(name);
  }
}

function stored(answer) {
  position = Math.max(position, answer.position);
  const place = byId("contradictions");
  place.hidden = answer.contradictions.length === 0;
  place.replaceChildren(...answer.contradictions.map((other) => h("span", {}, ...contradiction(answer, other), " ")));
}

/** What an answer contradicts, with a link to where it can be settled or looked at. */
function contradiction(answer, { kind, annotator: who, answer: said, at, id, title, similarity }) {
  const link = (id, title) => h("a", { href: `/item/${encodeURIComponent(id)}` }, isolated(title));
  return wordParts(`against_${kind.replace("-", "_")}`, {
    title: link(answer.id, answer.title), who: isolated(who), answer: word(`answer_${said}`), day: day(at),
    other: id === undefined ? "" : link(id, title || id), similarity: similarity === undefined ? "" : number(similarity, 2),
  });
}

/** Whether a note is being written: it has a text, or the keys go there. */
const isWriting = () => byId("note").value.trim() !== "" || document.activeElement === byId("note");

/** The item on the page while its answer is changed: it stays whoever else answers it, as nobody is asked it. */
const isChanging = (item) => changing !== null && item === queue[0];

/** The items that the server is to keep for this page. */
const kept = () => queue.filter((item) => !isChanging(item)).map((item) => item.id).slice(0, 50);

/** Where to ask for items; those that are here come first, whatever else is held under the same name. */
const nextPath = (count, ids = kept()) => `/next?count=${count}${ids.map((id) => `&holds=${encodeURIComponent(id)}`).join("")}`;

/** Gets items until enough are here, from a model that has seen the last answer. */
async function fetchMore() {
  if (isFetching || !outbox.isEmpty) return;
  isFetching = true;
  while (queue.length < ahead && outbox.isEmpty) {
    if (!(await fetchItems(`${nextPath(ahead)}&after=${position}`))) break;
  }
  isFetching = false;
}

/** Who is faster than the model is not made to wait for it. */
async function fetchAtOnce() {
  if (queue.length === 0) await fetchItems(nextPath(ahead));
}

/** Adds what is asked next; false when nothing new came. */
async function fetchItems(path) {
  const asked = now;
  // Answers that the server has not seen yet: it would ask for these items once more.
  const waiting = new Set(outbox.entries.map(({ entry }) => entry.answer?.id));
  try {
    const reply = await call(path);
    if (lost && outbox.isEmpty) {
      lost = false;
      banner(null);
    }
    const wasEmpty = queue.length === 0;
    const before = queue.length;
    for (const item of withExplanations(reply)) {
      // What was answered since the question left is not asked again.
      const isOld = queue.some((one) => one.id === item.id) || waiting.has(item.id) || (answeredAt.get(item.id) ?? -1) >= asked;
      if (!isOld && queue.length < ahead) queue.push(item);
    }
    isEnd = reply.items.length === 0;
    holders = reply.heldByOthers ?? [];
    chosenRound = reply.chosenRound;
    if (wasEmpty) show();
    return queue.length > before;
  } catch (error) {
    lose(reason(error, lostText()));
    setTimeout(fetchMore, 1000);
    return false;
  }
}

// MARK: Answering

/** How long a page whose item was taken off takes no answer, in milliseconds: the key was meant for the other. */
const settling = 800;
let settledAt = 0;

function answer(what) {
  const item = queue[0];
  if (!item) return;
  if (performance.now() < settledAt) return showParts(byId("gone"), word("gone_early"));
  byId("gone").hidden = true;
  const note = byId("note").value.trim();
  // The same answer again changes nothing, and would leave no entry that could be taken back.
  const before = changing && given.find((one) => one.id === item.id);
  if (before && before.answer === what && (before.note ?? "") === note) return leave();
  const token = newToken();
  const seconds = Math.round((performance.now() - shownAt) / 10) / 100;
  // An empty note takes away the one that the answer had.
  const hadNote = given.some((one) => one.id === item.id && one.note);
  outbox.add({ answer: { id: item.id, answer: what, annotator, token, seconds, ...(note || hadNote ? { note } : {}) } }, token);
  known.set(item.id, item);
  brought.delete(item.id);
  notes.delete(item.id);
  now += 1;
  turns += 1;
  answeredAt.set(item.id, now);
  given = [{ id: item.id, title: item.title, answer: what, note, token }, ...given.filter((one) => one.id !== item.id)];
  queue.shift();
  changing = null;
  announceNext("answered", { answer: word(`answer_${what}`) });
  show();
  send();
  fetchAtOnce();
}

/** Says what was done, and what comes next where that is known. */
function announceNext(key, values = {}) {
  const done = word(key, values);
  announce(queue.length > 0 ? `${done} ${word("next", { title: queue[0].title })}` : done);
}

/** Gets answers from further back, so that undo goes back as far as the log does. */
function fetchOlder() {
  askedOlder ??= call(`/answers?before=${older}`)
    .then(({ answers }) => {
      older = answers.at(-1)?.position ?? 0;
      given = [...given, ...answers.filter((one) => !given.some(({ id }) => id === one.id))];
      showStrip();
    })
    .finally(() => (askedOlder = undefined));
  return askedOlder;
}

/** Takes back the last answer; while one is changed, only leaves that: what is on the page is not what would be taken back. */
async function undo() {
  if (changing) return leave();
  if (given.length === 0 && older > 0) {
    try {
      await fetchOlder();
    } catch (error) {
      return banner(reason(error, lostText()));
    }
  }
  const last = given[0];
  if (!last) {
    byId("undo").disabled = true;
    return announce(word("nothing_to_undo"));
  }
  given = given.slice(1);
  // By its name: a request that comes twice must not take back the answer before as well.
  outbox.add({ undo: { annotator, ...(last.token ? { token: last.token } : { position: last.position }) } }, newToken());
  announce(word("undone", { title: last.title }));
  if (given.length < shownAnswers && older > 0) fetchOlder().catch(() => {});
  await bring(last);
  send();
}

/** Leaves the answer that is on the page to be changed as it was. */
function leave() {
  const [item] = queue;
  byId("gone").hidden = true;
  queue.shift();
  changing = null;
  notes.delete(item.id);
  announceNext("left");
  show();
  fetchMore();
}

/** Shows an item again that was answered; `answered`: to change that answer, which stands until then. */
async function bring({ id, note }, answered) {
  let item = known.get(id);
  if (!item) {
    try {
      item = withExplanations(await call(`/next/${encodeURIComponent(id)}`))[0];
    } catch (error) {
      return banner(reason(error));
    }
    known.set(id, item);
  }
  turns += 1;
  if (!answered) brought.add(id);
  if (document.activeElement === byId("note") && queue[0]?.id !== id) {
    // A note was begun while the item was fetched: the keys go on to it, and one that was taken back comes next.
    if (answered) return;
    if (note) notes.set(id, note);
    queue = [queue[0], item, ...queue.slice(1).filter((one) => one.id !== id)];
    return showStrip();
  }
  byId("gone").hidden = true;
  // Another answer that was about to be changed stays as it was.
  if (changing) notes.delete(queue.shift().id);
  queue = [item, ...queue.filter((one) => one.id !== id)];
  changing = answered ?? null;
  if (note) notes.set(id, note);
  show();
}

// MARK: The item

function show() {
  const item = queue[0];
  byId("item").toggleAttribute("data-empty", !item);
  for (const button of document.querySelectorAll("[data-answer], #write")) {
    button.disabled = !item;
    button.hidden = !item && isEnd;
  }
  byId("columns").hidden = !item;
  byId("undo").disabled = given.length === 0 && older === 0 && !changing;
  byId("note").value = notes.get(item?.id) ?? "";
  byId("note-box").hidden = byId("note").value === "";
  byId("columns").open = false;
  byId("column-list").replaceChildren();
  byId("why").hidden = changing !== null;
  byId("editing").hidden = changing === null;
  byId("editing-says").textContent = changing ? word("changing", { answer: word(`answer_${changing}`) }) : "";
  if (!item) return showEmpty();
  shownAt = performance.now();
  byId("why").textContent = why(item);
  byId("why").title = word(`why_long_${item.why}`);
  const marks = Map.groupBy(item.explanation?.marks ?? [], (mark) => mark.field);
  byId("item-title").replaceChildren(...marked(item.title, marks.get(titleField(item))));
  byId("meta").replaceChildren(...meta(item));
  byId("texts").replaceChildren(...texts(item, marks));
  byId("picture").replaceChildren(...picture(item));
  showExplanation(item.explanation);
  showStrip();
  scrollTo(0, 0);
}

function showEmpty() {
  byId("why").textContent = "";
  byId("item-title").textContent = isEnd ? word(holders.length > 0 ? "all_held" : "all_done") : word(lost ? "server_away" : "one_moment");
  for (const id of ["meta", "texts", "picture"]) byId(id).replaceChildren();
  if (isEnd) byId("texts").append(...holders.map((one) => h("p", {}, ...pluralParts("held", one.count, { who: isolated(one.annotator), time: clock(one.until) }))));
  byId("moved").hidden = byId("near-card").hidden = true;
  showStrip();
  awaitHolders();
}

let holdersTimer;

/** Asks again when the first of the others may have lost what they hold: nothing is told of that. */
function awaitHolders() {
  clearTimeout(holdersTimer);
  if (!isEnd || holders.length === 0) return;
  const wait = Math.min(...holders.map((one) => new Date(one.until) - Date.now()));
  // Not at every moment where the clocks differ, and no longer than a timer can.
  holdersTimer = setTimeout(() => {
    if (queue.length > 0) return;
    // A page that is hidden asks when it is looked at.
    if (document.hidden) awaitHolders();
    else fetchMore();
  }, Math.min(Math.max(wait + 500, 2000), 3_600_000));
}

function why(item) {
  const parts = [word(`why_${item.why}`)];
  if (item.score !== undefined) parts.push(number(item.score, 2));
  return parts.join(" · ");
}

/** The field that holds the title, if one does. */
const titleField = (item) => item.fields.find((field) => field.kind === "text" && field.value === item.title)?.name;

function meta(item) {
  const parts = item.fields
    .filter((field) => field.kind !== "text" && field.kind !== "tags" && !item.aside.includes(field.name))
    .map((field) => h("span", { title: field.name }, isolated(`${field.kind === "date" || field.kind === "category" ? "" : `${field.name}: `}${fieldText(field)}`)));
  const links = [];
  const link = safeLink(item.link);
  if (link) links.push(h("a", { href: link, target: "_blank", rel: "noopener noreferrer", id: "open-link", text: word("open") }));
  links.push(h("a", { href: `/item/${encodeURIComponent(item.id)}`, id: "details", title: word("details_long"), text: word("details") }));
  parts.push(h("span", { class: "links" }, ...links));
  return parts;
}

function texts(item, marks) {
  const parts = [];
  for (const field of item.fields.filter((field) => !item.aside.includes(field.name))) {
    if (field.kind === "text") {
      const paragraph = h("p", { class: "text", dir: "auto" }, ...marked(String(field.value), marks.get(field.name)));
      parts.push(paragraph);
    } else if (field.kind === "tags") {
      parts.push(h("p", { class: "small" }, `${field.name}: `, isolated(fieldText(field))));
    }
  }
  return parts;
}

/** Words that move the score by less are not marked. */
const leastMark = 0.01;

/** A text with the terms that speak for and against in `<mark>`; `spans` are in UTF-16 units, as strings count here. */
function marked(text, spans) {
  if (!spans?.length || !byId("show-marks").checked) return [calm(text)];
  const parts = [];
  let end = 0;
  for (const span of [...spans].sort((a, b) => a.offset - b.offset)) {
    if (span.offset < end || Math.abs(span.amount) < leastMark) continue;
    parts.push(calm(text.slice(end, span.offset)));
    const isFor = span.amount > 0;
    parts.push(h("mark", { class: isFor ? "for" : "against", title: word(isFor ? "mark_for" : "mark_against", { amount: signed(span.amount) }), text: text.slice(span.offset, span.offset + span.length) }));
    end = span.offset + span.length;
  }
  parts.push(calm(text.slice(end)));
  return parts;
}

/** A stretch of text without the rows of empty lines that pages leave. */
const calm = (text) => text.replace(/\n\s*\n\s*/g, "\n\n");

const signed = (amount) => (amount < 0 ? "−" : "+") + number(Math.abs(amount), 2);

function picture(item) {
  const link = safeLink(item.picture);
  if (!link || !state.picturesAllowed) return [];
  return [h("img", { src: link, alt: "", class: "picture", referrerpolicy: "no-referrer", width: 480, height: 270 })];
}

function showExplanation(explanation) {
  const parts = explanation?.parts ?? [];
  byId("moved").hidden = !explanation || (parts.length === 0 && Boolean(explanation.scale));
  byId("near-card").hidden = !explanation?.neighbours?.length;
  if (!explanation) return;
  const most = Math.max(...parts.map((part) => Math.abs(part.amount)), 1e-9);
  byId("weights").replaceChildren(
    ...parts.slice(0, 6).flatMap((part) => {
      const bar = h("span", { class: part.amount < 0 ? "against" : "", "aria-hidden": "true" });
      bar.style.width = `${Math.max(3, (100 * Math.abs(part.amount)) / most)}%`;
      return [isolated(partName(part)), bar, h("em", { text: signed(part.amount) })];
    }),
  );
  const [score, sum, asked] = [explanation.score, explanation.sum, queue[0].score].map((value) => (value === undefined ? "" : number(value, 2)));
  const rest = { base: number(explanation.base, 2), count: number(explanation.restCount), sum, score, asked };
  if (!explanation.scale) byId("weights-rest").textContent = word("weights_none", rest);
  else if (explanation.isByCurve) byId("weights-rest").textContent = word("weights_curve", rest);
  else if (chosenRound) byId("weights-rest").textContent = word("weights_rest_chosen", { ...rest, round: number(chosenRound) });
  else byId("weights-rest").textContent = word(asked !== "" && asked !== score ? "weights_rest_asked" : "weights_rest", rest);
  byId("near").replaceChildren(
    ...(explanation.neighbours ?? []).slice(0, 4).map((near) =>
      h("li", {}, h("span", { class: near.label === "yes" ? "y" : "n", title: word(`answer_${near.label}`), text: near.label === "yes" ? "✓" : "✕" }), h("a", { href: `/item/${encodeURIComponent(near.id)}` }, isolated(near.title))),
    ),
  );
}

/** What a feature says: a number with its value, a word that is not there with a stroke through it. */
function partName(part) {
  if (part.kind === "number") return part.value === undefined ? part.name : `${part.name} ${number(part.value)}`;
  return part.isPresent ? part.name : word("without", { name: part.name });
}

const signs = { yes: "✓", no: "✕", skip: "↷", unsure: "?" };

function showStrip() {
  byId("strip").replaceChildren(
    ...given.slice(0, shownAnswers).reverse().map((one) =>
      h("span", { role: "listitem" }, h("button", {
        type: "button", class: one.answer === "yes" ? "y" : one.answer === "no" ? "n" : "", title: `${word(`answer_${one.answer}`)}: ${one.title}`,
        "aria-label": word("change_answer", { answer: word(`answer_${one.answer}`), title: one.title }), text: signs[one.answer] ?? "?", onclick: () => bring(one, one.answer),
      })),
    ),
  );
}

byId("columns").addEventListener("toggle", async (event) => {
  const item = queue[0];
  if (!event.target.open || !item || byId("column-list").children.length > 0) return;
  try {
    const all = await call(`/items/${encodeURIComponent(item.id)}`);
    if (queue[0]?.id !== item.id) return;
    byId("column-list").replaceChildren(...all.columns.flatMap((column) => [h("dt", { text: column.name || "–" }), h("dd", {}, isolated(column.text ?? "–"))]));
  } catch (error) {
    banner(reason(error));
  }
});

// MARK: Keys, buttons, fingers

const keys = { ArrowRight: "yes", y: "yes", ArrowLeft: "no", n: "no", ArrowDown: "skip", s: "skip", u: "unsure" };

function writeNote() {
  byId("note-box").hidden = false;
  byId("note").focus();
}

addEventListener("keydown", (event) => {
  if (event.key === "Escape" && isTyping(event)) return event.target.blur();
  const key = byId("help").open ? null : pageKey(event);
  if (key === "Escape" && changing) {
    leave();
  } else if (key in keys) {
    event.preventDefault();
    if (!event.repeat) answer(keys[key]);
  } else if (key === "z" || key === "Backspace") {
    event.preventDefault();
    undo();
  } else if (key === "e") {
    event.preventDefault();
    if (queue.length > 0) writeNote();
  } else if (key === "o") {
    byId("open-link")?.click();
  } else if (key === "/") {
    event.preventDefault();
    location.assign("/rank#search");
  } else if (key === "?") {
    byId("help").showModal();
  }
});

for (const button of document.querySelectorAll("[data-answer]")) button.addEventListener("click", () => answer(button.dataset.answer));
byId("help-open").addEventListener("click", () => byId("help").showModal());
byId("undo").addEventListener("click", undo);
byId("leave").addEventListener("click", leave);
byId("write").addEventListener("click", writeNote);
byId("note").addEventListener("input", (event) => notes.set(queue[0]?.id, event.target.value));
byId("show-marks").addEventListener("change", (event) => {
  remember("garimpo marks", event.target.checked ? "on" : "off");
  const answered = shownAt;
  show();
  shownAt = answered;
});
byId("show-marks").checked = remembered("garimpo marks") !== "off";
byId("letter-keys").checked = hasLetterKeys();
byId("letter-keys").addEventListener("change", (event) => remember("garimpo letters", event.target.checked ? "on" : "off"));

let touch = null;
const card = byId("item");
card.addEventListener("touchstart", (event) => {
  touch = event.touches.length === 1 ? { x: event.touches[0].clientX, y: event.touches[0].clientY } : null;
}, { passive: true });
card.addEventListener("touchend", (event) => {
  if (!touch) return;
  const x = event.changedTouches[0].clientX - touch.x;
  const y = event.changedTouches[0].clientY - touch.y;
  touch = null;
  if (Math.abs(x) > 90 && Math.abs(x) > 2 * Math.abs(y)) answer(x > 0 ? "yes" : "no");
}, { passive: true });

// MARK: Life

/** What was told of answers elsewhere and is not looked into yet. */
let news = [];
/** Whether the server is to be asked which items of this page are still asked. */
let mustLook = false;
let isLooking = false;
let lookTimer;

/** Who has answered an item elsewhere, by what was told. */
const answererOf = (item, told) => told.findLast(({ ids }) => ids.includes(item.id))?.annotator;

/** Takes items off the page that are not asked any more; one with a note begun stays. `told`: who answered which. */
function withdraw(isGone, told) {
  const first = queue[0];
  const who = first && answererOf(first, told);
  const isBegun = first && isWriting();
  queue = queue.filter((item) => !isGone(item) || (item === first && isBegun));
  if (queue[0] !== first) {
    const key = who === undefined ? "gone" : who === annotator ? "gone_own" : "gone_by";
    showParts(byId("gone"), ...wordParts(key, { who: isolated(who ?? ""), title: isolated(first.title) }));
    settledAt = performance.now() + settling;
    show();
  } else if (isBegun && who !== undefined && isGone(first)) {
    showParts(byId("gone"), ...wordParts(who === annotator ? "second_own" : "second", { who: isolated(who) }));
  }
  fetchMore();
}

/**
 * What was missed while the page was hidden or the server away, or what an answer elsewhere means: the server knows what is
 * still asked here.
 */
function catchUp(told) {
  if (!told) showProgress();
  else if (!told.isUndo) news.push(told);
  mustLook = true;
  look();
}

/** Asks what of this page is still asked, once all that was answered here is stored. */
async function look() {
  if (isLooking || !mustLook) return;
  isLooking = true;
  while (mustLook && outbox.isEmpty) {
    mustLook = false;
    const ids = kept();
    const asked = turns;
    const told = [...news];
    try {
      const held = new Set((await call(nextPath(Math.max(ahead, ids.length), ids))).items.map((item) => item.id));
      if (turns === asked) {
        news = news.slice(told.length);
        withdraw((item) => ids.includes(item.id) && !held.has(item.id) && (!brought.has(item.id) || answererOf(item, told) !== undefined), told);
      } else {
        mustLook = true;
      }
    } catch {
      mustLook = true;
      clearTimeout(lookTimer);
      lookTimer = setTimeout(look, 4000);
      break;
    }
  }
  isLooking = false;
  if (mustLook && !outbox.isEmpty) send();
}

/** Says by what the questions go from now on. */
function follow(round) {
  chosenRound = round;
  if (queue.length > 0) showExplanation(queue[0].explanation);
}

let answersSeen = 0;
listen(
  {
    answer: (told) => {
      const isOwn = told.annotator === annotator;
      const isHere = told.more || queue.some((item) => told.ids.includes(item.id) && !isChanging(item));
      if (isOwn ? isHere && !told.isUndo : isHere || queue.length === 0) catchUp(told);
      showProgress();
      answersSeen += 1;
      if (state.isOwner && answersSeen % 10 === 0) showStopping();
    },
    round: (job) => {
      // A new round ends a choice.
      if (job.state === "done") follow(undefined);
      fetchMore();
    },
    choice: (used) => {
      follow(used.round === used.newestRound ? undefined : used.round);
      // What waits behind the item on the page was asked by another round.
      queue.length = Math.min(queue.length, 1);
      fetchMore();
      showProgress();
    },
  },
  () => catchUp(),
);
addEventListener("online", send);
// What lies on the page is kept for who looks at it.
setInterval(() => {
  if (!document.hidden && queue.length > 0) catchUp();
}, (leaseMinutes * 60_000) / 3);
const waiting = new Set(outbox.entries.map(({ entry }) => entry.answer?.id));
queue = queue.filter((item) => !waiting.has(item.id));
show();
send();
if (state.progress) drawProgress(state.progress);
byId("main").removeAttribute("data-waiting");
showProgress();
if (state.isOwner) showStopping();
