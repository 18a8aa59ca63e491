// Starting a round, its progress, which round is in use, and two rounds side by side.

import { announce, byId, call, h, inEnglish, number, reason, refresh, state, word, wordParts } from "./common.js";
import { followJobs, jobView } from "./jobs.js";
import { said } from "./said.js";

const button = byId("start-button");
const mayStart = () => byId("labels").dataset.mayStart === "true";
const show = jobView({ bar: byId("job-bar"), says: byId("job-says"), cancel: byId("job-cancel") });
const idle = byId("job-says").textContent;
/** The job that runs, of whatever kind: until it ends no round can start. */
let running;
/** The newest round that was told of, if one was. */
let round;

function showJob(job) {
  running = job.state === "running" ? job : undefined;
  if (job.kind === "round") round = job;
  // Of other work only that it is in the way: its own page tells the rest.
  if (running && running.kind !== "round") byId("job-says").textContent = word("rounds_busy");
  else if (round) show(round);
  else byId("job-says").textContent = idle;
  button.disabled = !mayStart() || running !== undefined;
  if (job.kind === "round" && job.state === "done" && job.result.round > (state.newest ?? 0)) {
    byId("job-says").append(" ", h("a", { href: `/quality?round=${job.result.round}`, text: word("rounds_new", { round: number(job.result.round) }) }), ".");
    if (job.result.note) byId("job-says").append(" ", word("rounds_note"), " ", said(job.result.note));
    follow(["labels", "kept", "two"]).catch(() => {});
  } else if (job.kind === "import" && job.state === "done") {
    follow(["labels"]).catch(() => {});
  }
}

/** Parts of the page as they are after a job; the two rounds that stand side by side are those of the new list. */
async function follow(ids) {
  await refresh(ids);
  byId("seed").placeholder = byId("labels").dataset.seed;
  button.disabled = !mayStart() || running !== undefined;
  if (ids.includes("two") && byId("compare")) compare();
}

const whole = (id) => {
  const text = byId(id).value.trim();
  return text === "" ? undefined : Number(text);
};

byId("start").addEventListener("submit", async (event) => {
  event.preventDefault();
  button.disabled = true;
  try {
    tell(await call("/rounds", { hard: whole("hard"), random: whole("random"), seed: whole("seed") }));
  } catch (error) {
    byId("job-says").replaceChildren(...wordParts("rounds_refused", { reason: reason(error) }));
    button.disabled = !mayStart();
  }
});

byId("job-cancel").addEventListener("click", async () => {
  try {
    if (running?.kind === "round") tell(await call(`/jobs/${running.id}/cancel`, {}));
  } catch {
    // It has ended meanwhile, and its event says so.
  }
});

// Which round is in use.

const dialog = byId("use");
let wished;

document.addEventListener("click", (event) => {
  const use = event.target.closest?.("[data-use]");
  if (!use) return;
  wished = Number(use.dataset.use);
  byId("use-title").textContent = word("rounds_use_title", { round: number(wished) });
  byId("use-note").value = "";
  byId("use-problem").textContent = "";
  dialog.showModal();
});
byId("use-cancel").addEventListener("click", () => dialog.close());

byId("use-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  byId("use-button").disabled = true;
  try {
    const used = await call(`/rounds/${wished}/choice`, { note: byId("use-note").value.trim() || undefined });
    await showUse(used);
    dialog.close();
    // The button that was pressed is gone: the sentence says what came of it.
    byId("in-use").focus();
  } catch (error) {
    byId("use-problem").replaceChildren(reason(error));
  }
  byId("use-button").disabled = false;
});

/** The list and its sentence as they are now. */
async function showUse(used) {
  await refresh(["in-use", "list"]);
  announce(word("rounds_used", { round: number(used.round) }));
}

const tell = followJobs(["round", "import", "check"], showJob, {
  choice: (used) => {
    if (!dialog.open) showUse(used).catch(() => {});
  },
});
const jobs = state.jobs ?? [];
for (const job of new Set([jobs.find((job) => job.kind === "round"), jobs.find((job) => job.state === "running")])) if (job) tell(job);

// Two rounds.

const three = (value) => number(value, 3).replace("-", "−");

function sentence(figure, difference, [first, second], isTooFew) {
  const isSecond = difference.value >= 0;
  const better = isSecond ? difference : { value: -difference.value, low: -difference.high, high: -difference.low };
  const values = {
    figure: word(figure), round: number((isSecond ? second : first).round), value: three(better.value), low: three(better.low), high: three(better.high),
  };
  if (three(better.value) === three(0)) return word(isTooFew ? "rounds_equal_few" : "rounds_equal", values);
  if (isTooFew) return word("rounds_better_few", values);
  return better.low > 0 ? word("rounds_better", values) : word("rounds_perhaps", values);
}

function showComparison(compared) {
  const cell = ({ value, low, high }) => h("td", {}, `${three(value)} `, compared.isTooFew ? "" : h("span", { class: "range", text: word("quality_left_range", { low: three(low), high: three(high) }) }));
  const rows = compared.rounds.map((round) => h("tr", {},
    h("th", { scope: "row", text: word("rounds_round", { round: number(round.round) }) }),
    cell(round.figures.averagePrecision), cell(round.figures.rocAUC)));
  byId("compared").replaceChildren(
    h("table", { class: "tight" }, h("thead", {}, h("tr", {}, h("td"), h("th", { scope: "col", text: word("rounds_ap") }), h("th", { scope: "col", text: word("rounds_auc") }))), h("tbody", {}, ...rows)),
    h("p", { text: `${sentence("rounds_ap", compared.averagePrecisionDifference, compared.rounds, compared.isTooFew)} ${sentence("rounds_auc", compared.rocAUCDifference, compared.rounds, compared.isTooFew)}` }),
    h("p", { class: "small", text: `${word("rounds_on", { count: number(compared.count), yes: number(compared.yesCount), trained: number(compared.trainedCount) })} ${word("rounds_bias")}` }),
  );
}

async function compare() {
  const [first, second] = [byId("first").value, byId("second").value];
  const place = byId("compared");
  if (first === second) {
    place.replaceChildren(word("rounds_same"));
    return;
  }
  place.replaceChildren(h("p", { class: "small", text: word("rounds_comparing") }));
  try {
    showComparison(await call(`/rounds/${first}/compare/${second}`));
  } catch (error) {
    place.replaceChildren(h("p", {}, reason(error)));
  }
}

document.addEventListener("submit", (event) => {
  if (event.target.id !== "compare") return;
  event.preventDefault();
  compare();
});
if (byId("compare")) compare();
