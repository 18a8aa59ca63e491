// The progress of labelling beside the item.

import { byId, call, h, number, plural, word } from "./common.js";

let isAsking = false;
let isStale = false;

/** Gets the newest figures and shows them; calls that come meanwhile are answered by one more. */
export async function showProgress() {
  if (isAsking) {
    isStale = true;
    return;
  }
  isAsking = true;
  try {
    draw(await call("/progress"));
  } catch {
    // The banner of the page says when there is no connection; old figures are better than none.
  }
  isAsking = false;
  if (isStale) {
    isStale = false;
    showProgress();
  }
}

function draw(progress) {
  byId("progress").replaceChildren(h("p", { class: "small", text: plural("today", progress.labelledToday) }));
}
