// A job of the server as a bar and a sentence: what it does, and for how long.

import { call, inEnglish, listen, number, word, wordParts } from "./common.js";

/**
 * Calls `show` with each state of jobs of some kinds, also with what was missed while the server could not be heard; `handlers` are
 * for other events. The returned function takes what an answer says of a job: answers and events overtake each other, and what is
 * over stays over.
 */
export function followJobs(kinds, show, handlers = {}) {
  const ended = new Set();
  let running;

  function tell(job) {
    if (ended.has(job.id)) return;
    if (job.state === "running") running = job;
    else ended.add(job.id);
    if (running && ended.has(running.id)) running = undefined;
    show(job);
  }

  async function catchUp() {
    const jobs = (await call("/jobs")).jobs.filter((job) => kinds.includes(job.kind));
    const isKnown = (id) => jobs.some((job) => job.id === id);
    // A server that was started anew knows nothing of it, and counts from 1 again.
    if (running && !isKnown(running.id)) tell({ ...running, state: "cancelled", isCancelling: false });
    for (const id of ended) if (!isKnown(id)) ended.delete(id);
    for (const job of jobs.reverse()) tell(job);
  }

  listen({ ...handlers, ...Object.fromEntries(kinds.map((kind) => [kind, tell])) }, () => catchUp().catch(() => {}));
  return tell;
}

/**
 * Shows jobs of one kind in `bar` (a `progress`), `says` (a sentence) and `cancel` (a button, hidden when nothing runs).
 * The returned function takes each state of a job; the seconds go on between them.
 */
export function jobView({ bar, says, cancel }) {
  let shown;
  let since = 0;

  function sentence() {
    const what = word(`job_${shown.kind}`);
    const isRunning = shown.state === "running";
    const passed = shown.seconds + (isRunning ? (performance.now() - since) / 1000 : 0);
    const seconds = number(passed, passed < 10 ? 1 : 0);
    if (isRunning && shown.isCancelling) return wordParts("job_cancelling", { what, seconds });
    if (isRunning) return wordParts("job_running", { what, seconds, step: word(shown.step ? `job_step_${shown.step}` : "job_starting") });
    return wordParts(`job_${shown.state}`, { what, seconds, reason: inEnglish(shown.problem?.detail ?? "") });
  }

  // A screen reader is told of each step, not of each second.
  const clock = setInterval(() => {
    if (shown?.state === "running") says.replaceChildren(...sentence());
  }, 1000);
  addEventListener("pagehide", () => clearInterval(clock));

  return (job) => {
    shown = job;
    since = performance.now();
    if (job.state === "running" && job.share === undefined) bar.removeAttribute("value");
    else bar.value = job.state === "running" || job.state === "done" ? job.share ?? 0 : 0;
    cancel.hidden = job.state !== "running";
    cancel.disabled = job.isCancelling;
    says.replaceChildren(...sentence());
  };
}
