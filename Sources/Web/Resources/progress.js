// The progress of labelling beside the item: what was found, how fast, what the others do, whether to stop.

import { byId, call, h, inEnglish, isolated, number, plural, word, wordParts } from "./common.js";
import { ruleItems } from "./stopping.js";

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
    drawProgress(await call(`/progress?zone=${-new Date().getTimezoneOffset()}`));
  } catch {
    // The banner of the page says when there is no connection; old figures are better than none.
  }
  isAsking = false;
  if (isStale) {
    isStale = false;
    showProgress();
  }
}

/** Shows figures that are here already. */
export function drawProgress({ progress, model }) {
  const labels = progress.yesCount + progress.noCount;
  const line = [plural("today", progress.today)];
  if (progress.answersPerMinute !== undefined) line.push(word("a_minute", { count: number(progress.answersPerMinute, 1) }));
  if (progress.yesRate !== undefined) line.push(word("yes_rate", { percent: number(100 * progress.yesRate, 0) }));
  const parts = [
    h("p", { class: "found" }, h("b", { text: number(progress.yesCount) }), ` ${word("yes_of", { labels: number(labels) })}`),
    ...curve(progress.curve),
    h("p", { class: "small", text: line.join("\u00a0· ") }),
  ];
  if (progress.asked > 0) {
    const text = progress.answered >= progress.asked ? word("batch_done") : word("batch", { answered: number(progress.answered), asked: number(progress.asked) });
    parts.push(h("p", { class: "small" }, text, ...(progress.answered >= progress.asked ? [" ", h("a", { href: "/rounds", text: word("next_round") })] : [])));
  }
  for (const other of (progress.others ?? []).filter((one) => one.today > 0).slice(0, 5)) {
    parts.push(h("p", { class: "small" }, isolated(other.name), `: ${plural("today", other.today)}`));
  }
  byId("progress").replaceChildren(...parts);
  byId("model-state").replaceChildren(...modelText(model));
}

function modelText(model) {
  if (!model) return [];
  if (model.phase === "failed") return wordParts("model_failed", { reason: inEnglish(model.message) });
  if (model.phase === "ready" || model.phase === "training") {
    return wordParts("model_ready", { yes: number(model.yesCount), no: number(model.noCount), milliseconds: number(Math.round(model.trainingMilliseconds ?? 0)) });
  }
  return wordParts(model.phase === "loading" ? "model_loading" : "model_waiting");
}

/** Yes found over labels given, and the line that guessing at the same rate would have drawn. */
function curve(points) {
  if (points.length < 2) return [];
  const last = points.at(-1);
  const [left, right, top, bottom] = [30, 282, 8, 94];
  const x = (labels) => left + ((right - left) * labels) / last.labels;
  const y = (yes) => bottom - ((bottom - top) * yes) / Math.max(1, last.yes);
  const svg = (name, attributes, text) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const figure = svg("svg", { viewBox: "0 0 288 112", role: "img", "aria-label": word("curve", { yes: number(last.yes), labels: number(last.labels) }) });
  const path = `M${left} ${bottom}` + points.map((point) => `L${x(point.labels).toFixed(1)} ${y(point.yes).toFixed(1)}`).join("");
  figure.append(
    svg("path", { class: "axis", d: `M${left} ${bottom}H${right}` }),
    svg("path", { class: "base", d: `M${left} ${bottom}L${right} ${top}` }),
    svg("path", { class: "curve", d: path }),
    svg("text", { x: left - 6, y: bottom + 4, "text-anchor": "end" }, "0"),
    svg("text", { x: left - 6, y: top + 8, "text-anchor": "end" }, number(last.yes)),
    svg("text", { x: left, y: bottom + 14, "text-anchor": "middle" }, "0"),
    svg("text", { x: right, y: bottom + 14, "text-anchor": "end" }, word("labels_axis", { labels: number(last.labels) })),
  );
  return [figure];
}

/** The reasons to stop, each with what it claims and how things stand. */
export async function showStopping() {
  let rules;
  try {
    ({ rules } = await call("/stopping"));
  } catch {
    return;
  }
  byId("stopping-card").hidden = false;
  byId("stopping").replaceChildren(...ruleItems(rules));
}
