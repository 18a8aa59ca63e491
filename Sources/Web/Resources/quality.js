// What takes a moment to work out, put into the places that the page has kept for it.

import { byId, call, h, isolated, number, plural, reason, state, word, wordParts } from "./common.js";
import "./figures.js";
import { followJobs } from "./jobs.js";
import { ruleItems } from "./stopping.js";

const percent = (share) => `${number(share * 100, share > 0 && share < 0.0995 ? 1 : 0)}\u00a0%`;
const two = (value) => number(value, 2);
const small = (text) => h("p", { class: "small", text });

/** Gets a figure; `show` puts it in place, `fail` says why it is not there. */
async function fill(card, path, show, fail) {
  try {
    show(await call(path));
  } catch (error) {
    fail(wordParts("quality_failed", { reason: reason(error) }), error);
  }
  byId(card).setAttribute("aria-busy", "false");
}

// Where to stop reading.

let rows = [];
let reading;

const slider = byId("threshold");
const seconds = byId("seconds");
/** What an item takes where the log knows no times. */
const assumedSeconds = 60;

function showReading(metrics) {
  reading = metrics.reading;
  rows = reading.thresholds;
  slider.max = String(rows.length - 1);
  // To begin with, where precision and recall balance best.
  const balance = (row) => (2 * row.truePositives) / (2 * row.truePositives + row.falsePositives + row.falseNegatives);
  let best = 0;
  rows.forEach((row, place) => {
    if (balance(row) > balance(rows[best])) best = place;
  });
  slider.value = String(best);
  // The mean, for it makes the total: a few that took long count for as long as they took.
  const mean = reading.meanSeconds;
  seconds.value = String(mean === undefined ? assumedSeconds : Number(mean.toPrecision(3)));
  byId("seconds-note").textContent = mean === undefined
    ? word("quality_no_times")
    : plural("quality_mean", reading.timedCount, { mean: number(mean, 1), median: number(reading.medianSeconds, 1) });
  slider.disabled = false;
  seconds.disabled = false;
  showLine();
}

function showLine() {
  const row = rows[Number(slider.value)];
  if (!row) return;
  const score = number(row.threshold, 3);
  byId("threshold-value").textContent = score;
  const read = { score, found: number(row.truePositives), vain: number(row.falsePositives) };
  slider.setAttribute("aria-valuetext", word("quality_threshold_text", read));
  const cells = { tp: row.truePositives, fp: row.falsePositives, fn: row.falseNegatives, tn: row.trueNegatives };
  for (const [id, count] of Object.entries(cells)) byId(id).textContent = number(count);
  const yes = number(reading.yesCount);
  byId("line-says").textContent = row.precision
    ? word("quality_line_says", {
      ...read, yes, recall: percent(row.recall.value), low: percent(row.recall.low), high: percent(row.recall.high),
      precision: word("quality_precision_range", {
        value: percent(row.precision.value), low: percent(row.precision.low), high: percent(row.precision.high),
      }),
    })
    : word("quality_line_none", { yes });
  const each = Number(seconds.value);
  byId("cost").textContent = each > 0
    ? plural("quality_cost", row.unreadCount, { time: duration(row.unreadCount * each) })
    : word("quality_cost_unknown");
  const cut = document.querySelector("path.cut");
  if (cut) {
    cut.setAttribute("transform", `translate(${row.threshold * Number(cut.dataset.span)} 0)`);
    cut.classList.add("on");
  }
}

/** Seconds in words: below a minute and a half as such, then minutes, from an hour and a half on hours beside them. */
function duration(value) {
  if (value < 90) return plural("quality_seconds", Math.round(value));
  const whole = Math.round(value / 60);
  const text = plural("quality_minutes", whole);
  if (whole < 90) return text;
  return word("quality_hours", { minutes: text, hours: number(Math.floor(whole / 60)), rest: whole % 60 });
}

slider.addEventListener("input", showLine);
seconds.addEventListener("input", showLine);

// What is left.

function showLeft(estimate) {
  if (estimate.missing) return noLeft(estimate.missing);
  const { value, low, high } = estimate.remaining;
  const drawn = estimate.slices.reduce((sum, slice) => sum + slice.yesCount + slice.noCount, 0);
  const yes = estimate.slices.reduce((sum, slice) => sum + slice.yesCount, 0);
  byId("left").replaceChildren(
    estimate.isTooFew ? word("quality_left_too_few") : number(Math.round(value)), " ",
    h("small", { text: word("quality_left_range", { low: number(Math.floor(low)), high: number(Math.ceil(high)) }) }),
  );
  byId("left-note").textContent = plural("quality_left_note", drawn, { unread: number(estimate.unreadCount), yes: number(yes) });
}

function noLeft(missing) {
  byId("left").replaceChildren(h("small", { text: word("quality_left_unknown") }));
  byId("left-note").textContent = word(`quality_left_why_${missing}`);
}

// When to stop.

const showRules = ({ rules }) => byId("stop").replaceChildren(h("ul", { class: "plain rules" }, ...ruleItems(rules)));

// Answers to look at again.

const link = (id, title) => h("a", { href: `/item/${encodeURIComponent(id)}` }, isolated(title || id));
const sign = (label) => h("span", { class: label === "yes" ? "y" : "n", "aria-hidden": "true", text: label === "yes" ? "✓" : "✕" });

function showChecked(checked) {
  const { value, low, high } = checked.rocAUC;
  const entries = [
    ...checked.surprising.map((item) => h("li", {}, sign(item.label), h("span", {}, link(item.id, item.title), h("br"), h("span", {
      class: "small", text: word("check_said", { answer: word(`answer_${item.label}`), score: two(item.probability) }),
    })))),
    ...checked.contradictions.map((pair) => h("li", {}, h("span", { class: "u", "aria-hidden": "true", text: "≠" }),
      h("span", {}, ...pair.ids.flatMap((id, place) => [link(id, pair.titles[place]), ` (${word(`answer_${pair.labels[place]}`)}) `]), h("br"),
        h("span", { class: "small", text: word("check_contradiction") })))),
    ...checked.changes.map((item) => h("li", {}, h("span", { class: "u", "aria-hidden": "true", text: "↺" }),
      h("span", {}, link(item.id, item.title), h("br"), isolated(word("check_change", {
        name: item.annotator, answers: item.answers.map((answer) => word(`answer_${answer}`)).join(", "),
      }), { class: "small" })))),
  ];
  byId("check").replaceChildren(
    small(word(checked.isTooFew ? "check_worth_few" : "check_worth", { count: number(checked.labelledCount), value: two(value), low: two(low), high: two(high) })),
    entries.length > 0 ? h("ul", { class: "near" }, ...entries) : small(word("check_none")),
  );
}

const into = (id) => (parts) => byId(id).replaceChildren(h("p", { class: "small" }, ...parts));

fill("line", `/metrics?round=${state.round}`, showReading, (parts) => byId("line-says").replaceChildren(...parts));
fill("left-card", "/estimates", showLeft, (parts) => byId("left-note").replaceChildren(...parts));
fill("stop-card", "/stopping", showRules, into("stop"));
fill("check-card", "/check-labels?count=20", showChecked, into("check"));

byId("round").addEventListener("change", (event) => event.target.form.requestSubmit());

/** Says that there is another round to look at. */
function sayNewer(key, round, address) {
  const note = byId("newer");
  note.replaceChildren(word(key, { round: number(round) }), " ", h("a", { href: address, text: word("quality_newer_link") }));
  note.hidden = false;
}

followJobs(
  ["round"],
  (job) => {
    if (job.state === "done" && job.result.round > state.round) sayNewer("quality_newer", job.result.round, `/quality?round=${job.result.round}`);
  },
  { choice: (used) => sayNewer("quality_used", used.round, "/quality") },
);
