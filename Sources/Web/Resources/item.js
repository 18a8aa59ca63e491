// The page of one item: answers given here, and the page as it is after them.

import { announce, banner, byId, call, listen, newToken, pageKey, Problem, reason, refresh, remembered, word } from "./common.js";

const { id, annotator } = byId("main").dataset;
const changing = ["standing", "history", "duplicates"];
let isBusy = false;
/** The answer that was not confirmed: sent again under its name, so that it is stored once. */
let waiting = null;

async function change(path, body, said) {
  if (isBusy) return;
  isBusy = true;
  try {
    await call(path, body);
    waiting = null;
    banner(null);
    announce(said);
    await refresh(changing);
  } catch (error) {
    if (error instanceof Problem) waiting = null;
    banner(reason(error, word("item_lost")));
  }
  isBusy = false;
}

function answer(what, settles = false) {
  if (isBusy) return;
  if (waiting?.answer !== what || waiting.settles !== settles) {
    // The note of the answer that stands goes along.
    const note = document.querySelector("[data-undo]")?.closest("tr").querySelector(".note bdi")?.textContent;
    waiting = { id, answer: what, annotator, token: newToken(), settles, ...(note ? { note } : {}) };
  }
  change("/labels", waiting, word("item_stored", { answer: word(`answer_${what}`) }));
}

/** Takes back the answer that the page shows: asked twice, it takes back one. */
function undo() {
  const position = Number(document.querySelector("[data-undo]")?.dataset.undo);
  if (position) change("/undo", { position, annotator }, word("item_undone"));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.answer) answer(button.dataset.answer);
  else if (button.dataset.settle) answer(button.dataset.settle, true);
  else if ("undo" in button.dataset) undo();
});

// Who switched the marks off on the page to label on does not see them here either.
document.body.classList.toggle("unmarked", remembered("garimpo marks") === "off");

const keys = { y: "yes", n: "no", s: "skip", u: "unsure" };

addEventListener("keydown", (event) => {
  const key = event.repeat ? null : pageKey(event);
  if (key in keys) answer(keys[key]);
  else if (key === "z") undo();
  else if (key === "o") byId("open-link")?.click();
  else if (key === "/") {
    event.preventDefault();
    location.assign("/rank#search");
  } else if (key === "Escape" && history.length > 1) history.back();
});

const renew = () => !isBusy && refresh(changing).catch(() => {});

listen({ answer: (told) => (told.more || told.ids.includes(id)) && renew() }, renew);
